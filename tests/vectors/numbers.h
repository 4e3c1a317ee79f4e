/*
 * Random numbers that are the same in every build, and a digest of what is made of
 * them: one other bit anywhere gives another digest.
 *
 * Take one number a statement: compilers differ in the order of operands.
 */
#ifndef FINGERPOST_TESTS_NUMBERS_H
#define FINGERPOST_TESTS_NUMBERS_H

#include "core/fmath.h"
#include "core/num.h"

struct numbers {
  uint64_t seed;
  uint64_t digest;
};

/* The upper half of a linear congruential step: good enough to vary cases. */
static inline uint32_t numbers_next(struct numbers *n) {
  n->seed = n->seed * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(n->seed >> 32);
}

static inline uint32_t numbers_below(struct numbers *n, uint32_t limit) {
  return numbers_next(n) % limit;
}

static inline void numbers_take_text(struct numbers *n, str text) {
  for (ptrdiff_t i = 0; i < text.n; i++) {
    n->digest = (n->digest ^ (unsigned char)text.s[i]) * 0x100000001b3U; /* FNV-1a */
  }
  n->digest = (n->digest ^ 0xff) * 0x100000001b3U;
}

/* What is undefined counts as such: its bits are not the same in every build. */
static inline void numbers_take(struct numbers *n, double x) {
  char bytes[sizeof x];
  __builtin_memcpy(bytes, &x, sizeof x);
  numbers_take_text(n, fmath_is_finite(x) ? (str){bytes, sizeof x} : STR("undefined"));
}

/* Any finite double: as likely tiny as huge. */
static inline double numbers_any(struct numbers *n) {
  double x = FMATH_UNDEFINED;
  while (!fmath_is_finite(x)) {
    uint64_t bits = (uint64_t)numbers_next(n) << 32;
    bits |= numbers_next(n);
    __builtin_memcpy(&x, &bits, sizeof x);
  }
  return x;
}

/* A sum of money or a count: up to some digits before and behind the point. */
static inline double numbers_plain(struct numbers *n) {
  static const double scale[] = {1, 10, 100, 1000, 1e6, 1e9};
  double x = numbers_next(n);
  x /= scale[numbers_below(n, 6)];
  return numbers_below(n, 8) == 0 ? -x : x;
}

#endif
