/*
 * Random formulas, without libc, so that WebAssembly can run the same; the same seed
 * makes the same formulas everywhere.
 */
#ifndef FINGERPOST_TESTS_FORMULAS_H
#define FINGERPOST_TESTS_FORMULAS_H

#include "core/vm.h"
#include "values.h"

enum {
  FORMULA_INPUTS = 6,
  FORMULA_CONSTANTS = 12,
  FORMULA_STEPS = 40,
  FORMULA_LOW = 9,        /* this constant and the next: where to look for break-even */
  FORMULA_SHARE = 11,     /* this one, and step 0: from 0 to 1 */
  FORMULA_FIRST = 5,      /* all steps between are inputs */
  FORMULA_DIFFERENCES = 3 /* and the next so many are where to look for break-even */
};

struct formula {
  struct vm_program program;
  struct vm_column inputs[FORMULA_INPUTS];
};

static inline struct vm_column formula_column(uint64_t *seed, uint32_t samples, arena *a) {
  uint32_t count = formula_below(seed, 3) == 0 ? 1 : samples;
  bool is_masked = formula_below(seed, 4) == 0;
  double *values = NEW(a, double, count);
  uint8_t *mask = is_masked ? NEW(a, uint8_t, count) : NULL;
  for (uint32_t i = 0; i < count; i++) {
    bool is_defined = !is_masked || formula_below(seed, 8) > 0;
    values[i] = is_defined ? formula_value(seed) : 0;
    if (is_masked) {
      mask[i] = is_defined;
    }
  }
  return (struct vm_column){values, mask, count};
}

/* Steps that look at whole columns are costly, and hide what is behind them. */
static inline uint32_t formula_op(uint64_t *seed) {
  uint32_t op = formula_below(seed, VM_OP_COUNT);
  return op < VM_MEAN || formula_below(seed, 4) == 0 ? op : formula_below(seed, VM_MEAN);
}

/* Step i: recent steps are used more, so that formulas grow deep. */
static inline struct vm_step formula_step(uint64_t *seed, uint32_t i) {
  struct vm_step s = {formula_op(seed), 0, 0, 0};
  uint32_t reach = formula_below(seed, 2) == 0 || i < 8 ? i : 8;
  if (i == 0) {
    return (struct vm_step){VM_CONST, FORMULA_SHARE, 0, 0};
  }
  if (i < FORMULA_FIRST || s.op == VM_CONST || s.op == VM_INPUT) {
    s.op = i >= FORMULA_FIRST && formula_below(seed, 3) == 0 ? VM_CONST : VM_INPUT;
    s.a = formula_below(seed, s.op == VM_CONST ? FORMULA_CONSTANTS : FORMULA_INPUTS);
    return s;
  }
  s.op = i < FORMULA_FIRST + FORMULA_DIFFERENCES ? VM_SUB : s.op;
  s.a = i - 1 - formula_below(seed, reach);
  s.b = i - 1 - formula_below(seed, reach);
  s.c = i - 1 - formula_below(seed, reach);
  if (s.op == VM_PICK) {
    s.b = formula_below(seed, FORMULA_CONSTANTS);
    s.c = 1 + formula_below(seed, FORMULA_CONSTANTS - s.b);
  } else if (s.op == VM_POW) {
    s.b = formula_below(seed, 9) - 4U;
    s.b = formula_below(seed, 30) == 0 ? VM_POWER_MAX : s.b;
  } else if (s.op == VM_QUANTILE) {
    s.a = formula_below(seed, 4) > 0 ? 0 : s.a;
  } else if (s.op == VM_BREAKEVEN) {
    s.b = formula_below(seed, FORMULA_INPUTS);
    s.c = FORMULA_LOW;
    bool is_plain = formula_below(seed, 2) == 0;
    s.a = is_plain ? FORMULA_FIRST + formula_below(seed, FORMULA_DIFFERENCES) : s.a;
  }
  return s;
}

static inline struct formula formula_make(uint64_t *seed, uint32_t samples, arena *a) {
  struct formula f;
  double *constants = NEW(a, double, FORMULA_CONSTANTS);
  struct vm_step *steps = NEW(a, struct vm_step, FORMULA_STEPS);
  for (int i = 0; i < FORMULA_CONSTANTS; i++) {
    constants[i] = formula_value(seed);
  }
  constants[FORMULA_LOW] = 0.001 + formula_share(seed);
  constants[FORMULA_LOW + 1] = 1 + formula_share(seed) * 100;
  constants[FORMULA_SHARE] = formula_share(seed);
  for (int i = 0; i < FORMULA_INPUTS; i++) {
    f.inputs[i] = formula_column(seed, samples, a);
  }
  for (uint32_t i = 0; i < FORMULA_STEPS; i++) {
    steps[i] = formula_step(seed, i);
  }
  f.program =
      (struct vm_program){steps, FORMULA_STEPS, constants, FORMULA_CONSTANTS, FORMULA_INPUTS};
  return f;
}

#endif
