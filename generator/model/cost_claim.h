/*
 * What a cost table claims, and how its samples are drawn. Values are doubles in
 * base units.
 */
#ifndef FINGERPOST_MODEL_COST_CLAIM_H
#define FINGERPOST_MODEL_COST_CLAIM_H

#include "model/fields.h"
#include "model/unit.h"

/* One comparison: `left` < or <= `right`, by at least `margin`. */
struct table_test {
  uint32_t left, right; /* steps of one value each */
  bool strict;          /* < */
  bool turned;          /* the author wrote it the other way round: `right` > `left` */
  double margin;
  struct unit unit;
  str left_text, right_text; /* as the author wrote them */
};

struct table_claim {
  str id, label; /* label: never empty */
  str formula;
  str state;    /* for cost sessions: "scenario=large&calls=3300" */
  str scenario; /* `in:`; empty: as the table stands */
  str note;
  str margin;                      /* as written */
  struct texts cites, contradicts; /* ids of the site's sources.yaml */
  const struct table_test *tests;  /* all have to hold */
  ptrdiff_t test_count;
  const int32_t *inputs; /* of the table, that the tests lean on, without choices of prices */
  ptrdiff_t input_count;
  const int32_t *prices; /* likewise: those that hold on the table's day */
  ptrdiff_t price_count;
  span at; /* the id */
  span formula_at, margin_at;
};

/* One unit of another currency, as much as it is in the table's. */
struct table_rate {
  str currency;
  double rate;
  str text; /* the number as written */
  str date; /* ISO day */
  int32_t source;
  span at;
};

struct table_sample {
  uint32_t samples; /* a power of two */
  uint32_t seed;
  uint32_t scrambles; /* for the error bar */
};

/* The age of a price in days from which on there is a warning, and an error. */
struct table_stale {
  int64_t warn, fail;
};

/* Cost against volume: -1 where the table does not say. */
struct table_chart {
  int32_t input, output;
};

#endif
