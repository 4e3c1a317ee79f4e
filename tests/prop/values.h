/* Random numbers as formulas meet them, without libc; the same seed gives the same ones. */
#ifndef FINGERPOST_TESTS_VALUES_H
#define FINGERPOST_TESTS_VALUES_H

#include "core/fmath.h"

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

#endif
