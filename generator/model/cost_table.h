/*
 * A cost table, typed: what the calculator's page shows and the image that
 * computes. Values are doubles in base units; `unit` is as the author wrote it.
 */
#ifndef FINGERPOST_MODEL_COST_TABLE_H
#define FINGERPOST_MODEL_COST_TABLE_H

#include "core/cost.h"
#include "model/cost_claim.h"

struct cost_source {
  str id, title, url, kind, date, licence;
  span at;
};

struct price {            /* one figure: a price row's column, or a price of its own */
  str table;              /* "llm"; for a price of its own its id */
  str row;                /* "gpt-5.4-mini"; empty for a price of its own */
  str column;             /* "in"; empty likewise */
  str label, table_label; /* of the row, and of its table; never empty but the last one likewise */
  double value;           /* base units */
  str text;               /* the number as written */
  struct unit unit;
  int32_t source;  /* of the sources, or -1 */
  str from, until; /* ISO days, may be empty */
  bool announced;
  bool current; /* holds on the table's as_of */
  span at;
};

struct table_choice {
  str id;
  str label; /* never empty: the id at least */
};

struct table_input {
  str id, label; /* label: never empty */
  struct unit unit;
  str note;
  double value;       /* default (else the median of the range), base units; a choice: its index */
  double low, high;   /* range, base units; equal when there is none */
  double least, most; /* bounds that a value must keep, base units */
  bool ranged;
  bool varies;      /* vary: user */
  bool logarithmic; /* scale: log */
  str dist;         /* may be empty */
  uint32_t kind;    /* enum dist_kind of the samples; 0 (fixed): it has none */
  double mode;      /* of a triangular one, base units */
  int32_t mate;     /* an earlier input that its samples are correlated with, or -1 */
  double rho;       /* of that pair's normal scores */
  const struct table_choice *choices;
  ptrdiff_t choice_count;
  int32_t source;
  span at;
};

struct table_line {
  enum cost_line_kind kind;
  str id, label;
  str formula, note;
  struct unit unit;
  uint32_t step;
};

struct table_alternative {
  str id, label;
  const struct table_line *lines;
  ptrdiff_t line_count;
  str gate; /* formula; may be empty */
  span at;
};

struct table_output {
  str id, label;
  struct unit unit;
  str formula, note;
  bool per_alternative;
  span at;
};

struct table_scenario {
  str id, label, note;
  str state; /* for cost_run: "calls=20000" */
  span at;
};

struct cost_table {
  int32_t file, source;
  str path; /* "costs/adapt-llm.yaml" */
  str out;  /* "costs/adapt-llm.html" */
  str id, title, description, currency, as_of;
  str review_by;        /* may be empty */
  struct texts aliases; /* addresses that it had before */
  const struct ydoc *doc;
  struct units units;
  const struct cost_source *sources;
  ptrdiff_t source_count;
  const struct price *prices;
  ptrdiff_t price_count;
  const struct table_input *inputs;
  ptrdiff_t input_count;
  const struct table_alternative *alternatives;
  ptrdiff_t alternative_count;
  const struct table_output *outputs;
  ptrdiff_t output_count;
  const struct table_scenario *scenarios;
  ptrdiff_t scenario_count;
  const struct table_claim *claims;
  ptrdiff_t claim_count;
  const struct table_rate *rates; /* of other currencies */
  ptrdiff_t rate_count;
  struct table_sample sample;
  struct table_stale stale;
  struct table_chart chart;
  double horizon; /* base units; with its bounds */
  double horizon_low, horizon_high;
  str image, folded; /* packed, or empty when it has errors; what of it pages need */
};

#endif
