/* What a cost table is while it is made. Private to model/. */
#ifndef FINGERPOST_MODEL_COST_BUILD_H
#define FINGERPOST_MODEL_COST_BUILD_H

#include "model/cost_price.h"
#include "model/cost_table.h"
#include "model/formula_compile.h"

enum {
  COST_ENTRIES_MAX = 500 /* of any one map: prices, inputs, let, lines; tables have some dozens */
};

/* What a word of a formula may stand for. */
enum cost_name_kind { NAME_UNIT, NAME_INPUT, NAME_PRICE, NAME_LET, NAME_OUTPUT };

struct cost_name {
  str id;
  enum cost_name_kind kind;
  ptrdiff_t index;
  span at;
};

struct input_build { /* what an input is in formulas, beside its table_input */
  ptrdiff_t prices;  /* chooses a row of this price table, or -1 */
  double *values;    /* else, for a choice of numbers, by choice in base units */
  struct formula_input input;
  bool used;
  bool failed; /* there was a diagnostic: nothing follows from it */
};

enum cost_state { STATE_NEW, STATE_BUSY, STATE_DONE };

/* A formula with a declared unit, compiled when somebody asks for it. */
struct cost_formula {
  str id;
  span at;
  struct formula formula;
  struct unit unit;
  bool sound; /* the unit could be read */
  bool used;
  enum cost_state state;
  struct formula_value value;
  uint64_t *uses; /* the inputs and prices that it leans on, one a bit; NULL: not compiled */
};

struct cost_line { /* shared by the alternatives that inherit it */
  enum cost_line_kind kind;
  struct cost_formula f;
  str label, note;
};

struct alternative_build {
  str id, label, parent;
  span at, parent_at;
  enum cost_state state; /* whether lines of the parent are merged in */
  struct cost_line **lines;
  ptrdiff_t line_count, line_cap;
  struct cost_formula *gate; /* NULL: none */
  struct formula_value sums[4];
};

struct output_build {
  struct cost_formula f; /* its value, when it is not per alternative */
  str label, note;
  bool per_alternative;
  struct cost_formula *values; /* by alternative */
};

struct claim_build {
  struct table_claim *typed;
  struct cost_formula f;
  uint32_t margin; /* node */
};

struct cost_build {
  struct cost_table *t;
  struct fields_reader read;
  struct unit_reader units;
  struct program program;
  ptrdiff_t result_steps, result_constants; /* of it those before claims */
  struct formula_compiler compiler;
  struct cost_name *names;
  ptrdiff_t name_count, name_cap;
  map by_name;
  map sources;
  struct price_table *prices;
  ptrdiff_t price_count;
  struct table_input *inputs; /* the last one is the horizon, if there is one */
  struct input_build *build;  /* by input */
  ptrdiff_t input_count;
  struct cost_formula *lets;
  ptrdiff_t let_count;
  struct alternative_build *alternatives;
  ptrdiff_t alternative_count;
  struct output_build *outputs;
  ptrdiff_t output_count;
  struct claim_build *claims;
  struct cost_setting *settings; /* of all scenarios */
  struct cost_scenario *scenarios;
  ptrdiff_t setting_count, setting_cap;
  struct unit line_units[4]; /* USD, USD/mo, USD/call, USD/retrain; factor 0: cannot be said */
  ptrdiff_t errors;          /* that there were before this table */
  bool in_output;            /* what is being compiled is an output or a claim */
  ptrdiff_t alternative;     /* for which, or -1 */
  uint64_t *uses;            /* of what is being compiled */
};

#endif
