/*
 * Numbers for property tests: the same from the same seed on every machine, so
 * that a failure comes back.
 */
#ifndef FINGERPOST_TESTS_RANDOM_H
#define FINGERPOST_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* A linear congruential step with MMIX's constants; the upper half is good enough here. */
static inline uint32_t random_next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(*seed >> 32);
}

/* From 0 up to but not with `limit`. */
static inline ptrdiff_t random_below(uint64_t *seed, uint32_t limit) {
  return (ptrdiff_t)(random_next(seed) % limit);
}

#endif
