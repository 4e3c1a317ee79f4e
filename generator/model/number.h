/*
 * Numbers in prose: what a hole such as {{total prompt in large}} stands for. Its
 * words name something of a cost table, the page's own or another one:
 *
 *   [of TABLE] OUTPUT [ALTERNATIVE] [in SCENARIO] [range] [bare]
 *   [of TABLE] CLAIM [bare]                    what the claim compares
 *   [of TABLE] claim CLAIM                     "holds (P = 0.99)", "contradicted (0.15)"
 *   [of TABLE] input INPUT [in SCENARIO] [range] [bare]
 *   [of TABLE] price PRICE [bare]              a price of its own
 *   [of TABLE] price LIST ROW COLUMN [bare]
 *   [of TABLE] date as_of
 *
 * or a limit of a decision, with what its sources span: "500 (sources: 50 to 2,000)":
 *
 *   threshold DECISION THRESHOLD [range] [bare]
 *
 * An output is the median of its samples. `range` gives their 5th and 95th
 * percentile, of an input the range of the table, of a threshold what its sources span;
 * `bare` leaves out unit, day and source, for tables whose head names them.
 */
#ifndef FINGERPOST_MODEL_NUMBER_H
#define FINGERPOST_MODEL_NUMBER_H

#include "diag/diag.h"

enum number_kind {
  NUMBER_NONE, /* `fault` says why, unless its table is faulty itself */
  NUMBER_OUTPUT,
  NUMBER_CLAIM,
  NUMBER_INPUT,
  NUMBER_PRICE,
  NUMBER_DATE,     /* the table's day */
  NUMBER_THRESHOLD /* of `decision`; there is no table */
};

/* What a word could have been, for "did you mean". */
enum number_list {
  LIST_NONE,
  LIST_TABLES,
  LIST_NUMBERS, /* outputs and claims */
  LIST_ALTERNATIVES,
  LIST_SCENARIOS,
  LIST_CLAIMS,
  LIST_INPUTS,
  LIST_PRICES,
  LIST_ROWS,
  LIST_COLUMNS,
  LIST_DATES,
  LIST_DECISIONS,
  LIST_THRESHOLDS
};

struct number_fault {
  bool there;
  diag_id id;
  str word; /* of the hole, where a caret should stand */
  str detail;
  str hint;
  enum number_list list;
};

struct number {
  enum number_kind kind;
  int32_t table;       /* cost table, or NONE */
  int32_t decision;    /* or NONE */
  int32_t item;        /* its output, claim, input or price; the decision's threshold */
  int32_t alternative; /* or NONE */
  int32_t scenario;    /* NONE: the defaults */
  bool range, bare;
  bool chance;         /* a probability */
  bool verdict;        /* of a claim: whether it holds, and its value behind that */
  str text, low, high; /* how it reads; with `range` the latter two */
  str unit;            /* empty for a pure number */
  bool away;           /* its alternative is not available: only what decides shows that */
  str undefined;       /* the share of samples that have no value: "12 %"; may be empty */
  struct number_fault fault;
};

#endif
