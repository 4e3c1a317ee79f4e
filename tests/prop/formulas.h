/*
 * Random formulas, without libc, so that WebAssembly can run the same; the same seed
 * makes the same formulas everywhere.
 */
#ifndef FINGERPOST_TESTS_FORMULAS_H
#define FINGERPOST_TESTS_FORMULAS_H

#include "core/fmath.h"
#include "core/vm.h"

static inline uint64_t formula_random(uint64_t *seed) {
  uint64_t z = *seed += 0x9E3779B97F4A7C15U;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z = (z ^ z >> 27) * 0x94D049BB133111EBU;
  return z ^ z >> 31;
}

static inline uint32_t formula_below(uint64_t *seed, uint32_t limit) {
  return (uint32_t)(formula_random(seed) >> 32) % limit;
}

static inline double formula_from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

/* From 0 up to but not with 1. */
static inline double formula_share(uint64_t *seed) {
  return (double)(formula_random(seed) >> 11) * 0x1p-53;
}

/* Any finite double. */
static inline double formula_any(uint64_t *seed) {
  double value = formula_from_bits(formula_random(seed));
  return fmath_is_finite(value) ? value : 1;
}

/* What formulas meet: whole numbers, decimals, shares, and now and then anything. */
static inline double formula_value(uint64_t *seed) {
  static const double odd[] = {0, -0.0, 5e-324, 0x1p-1022, 0x1.fffffffffffffp1023, -0x1p1023, 1e-9};
  uint32_t kind = formula_below(seed, 16);
  if (kind < 5) {
    return (double)formula_below(seed, 7) - 2;
  }
  if (kind < 9) {
    return (double)formula_below(seed, 1000000) / 1000;
  }
  if (kind < 14) {
    return (formula_share(seed) - 0.25) * 40;
  }
  return kind == 14 ? odd[formula_below(seed, 7)] : formula_any(seed);
}

enum { FORMULA_INPUTS = 6, FORMULA_CONSTANTS = 12, FORMULA_STEPS = 40 };

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

/* Step i: recent steps are used more, so that formulas grow deep. */
static inline struct vm_step formula_step(uint64_t *seed, uint32_t i) {
  struct vm_step s = {formula_below(seed, VM_OP_COUNT), 0, 0, 0};
  uint32_t reach = formula_below(seed, 2) == 0 || i < 8 ? i : 8;
  if (i == 0 || s.op == VM_CONST || s.op == VM_INPUT) {
    s.op = formula_below(seed, 3) == 0 ? VM_CONST : VM_INPUT;
    s.a = formula_below(seed, s.op == VM_CONST ? FORMULA_CONSTANTS : FORMULA_INPUTS);
    return s;
  }
  s.a = i - 1 - formula_below(seed, reach);
  s.b = i - 1 - formula_below(seed, reach);
  s.c = i - 1 - formula_below(seed, reach);
  if (s.op == VM_PICK) {
    s.b = formula_below(seed, FORMULA_CONSTANTS);
    s.c = 1 + formula_below(seed, FORMULA_CONSTANTS - s.b);
  } else if (s.op == VM_POW) {
    s.b = formula_below(seed, 9) - 4U;
    s.b = formula_below(seed, 30) == 0 ? VM_POWER_MAX : s.b;
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
