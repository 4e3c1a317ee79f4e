/*
 * From a parsed formula to steps: units are checked here and vanish; values are
 * in base units from here on.
 */
#ifndef FINGERPOST_MODEL_FORMULA_COMPILE_H
#define FINGERPOST_MODEL_FORMULA_COMPILE_H

#include "model/formula.h"
#include "model/program.h"

/* Formulas that names lead to, one inside the other, nodes counted: bounds the C stack. */
enum { COMPILE_DEPTH_MAX = 4000 };

enum value_type {
  VALUE_FAILED, /* there was a diagnostic: whatever is made of it says nothing more */
  VALUE_NUMBER,
  VALUE_CONDITION,
  VALUE_BREAKEVEN /* a number that some samples may not have */
};

/* What breakeven() and rank() have to know of an input. */
struct formula_input {
  ptrdiff_t index;
  double low, high; /* where break-evens are looked for, base units; low >= high: nowhere */
  bool is_sampled;
};

struct formula_value {
  enum value_type type;
  struct unit unit; /* of a number */
  uint32_t step;
  bool varies;                       /* from sample to sample */
  bool is_statistic;                 /* of all samples: by itself or what it is made of */
  const struct formula_input *input; /* it is this one, and nothing else; NULL otherwise */
};

struct formula_compiler;

/* What a name stands for; gives its own diagnostics. */
typedef struct formula_value formula_resolver(struct formula_compiler *c,
                                              const struct formula_node *name);

struct formula_compiler {
  struct unit_reader units;
  struct program *program;
  formula_resolver *resolve;
  void *ctx;                     /* the resolver's */
  const struct formula *formula; /* being compiled: for places */
  enum formula_stat inside;      /* the innermost one around what is compiled */
  bool statistics;               /* may stand here */
  int depth;
};

/* May be called by the resolver for what a name stands for. */
struct formula_value formula_compile(struct formula_compiler *c, const struct formula *f);

/* A part of it; the caller has made sure of what stands around. */
struct formula_value formula_compile_part(struct formula_compiler *c, const struct formula *f,
                                          const struct formula_node *n);

/* A number of this unit; false, with a diagnostic that shows both units, when it is none. */
bool formula_expect(struct formula_compiler *c, const struct formula *f,
                    const struct formula_value *value, const struct unit *unit);
/* Likewise a condition. */
bool formula_expect_condition(struct formula_compiler *c, const struct formula *f,
                              const struct formula_value *value);

/* A diagnostic at a part of the formula that is being compiled. */
struct diag *formula_refuse(struct formula_compiler *c, diag_id id, int32_t beg, int32_t end,
                            str hint);

#endif
