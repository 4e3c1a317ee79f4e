/*
 * A digest of columns: any other bit gives another one. And that of samples.
 */
#ifndef FINGERPOST_TESTS_DIGEST_SAMPLES_H
#define FINGERPOST_TESTS_DIGEST_SAMPLES_H

#include "core/dist.h"
#include "core/sobol.h"
#include "core/stat.h"

enum { DIGEST_MEMORY = 4 << 20 };

static inline uint64_t digest_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline uint64_t digest_add(uint64_t digest, uint64_t word) {
  digest = (digest ^ word) * 0x9E3779B97F4A7C15U;
  return digest ^ digest >> 29;
}

static inline uint64_t digest_column(uint64_t digest, const struct vm_column *column) {
  digest = digest_add(digest, column->count);
  for (uint32_t i = 0; i < column->count; i++) {
    digest = digest_add(digest, digest_bits(column->values[i]));
    digest = digest_add(digest, column->mask == NULL || column->mask[i] != 0);
  }
  return digest;
}

/* Points, values of all distributions, and what they come down to. */
static inline uint64_t digest_samples(void) {
  enum { COUNT = 1000, BITS = 10, GRID = 1 << BITS, QUANTILES = 3 };
  static _Alignas(16) char memory[DIGEST_MEMORY];
  static const double q[QUANTILES] = {0.05, 0.5, 0.95};
  uint64_t digest = 0;
  arena first = {memory, memory + sizeof memory / 2};
  uint16_t *others = NEW(&first, uint16_t, COUNT);
  double *scores = NEW(&first, double, GRID / 2);
  struct dist_grid grid = {BITS, scores, NEW(&first, double, GRID)};
  dist_scores(BITS, scores);
  sobol_column(20261121, 0, COUNT, others);
  for (uint32_t d = 0; d < SOBOL_DIMENSIONS + 4; d++) {
    arena a = first;
    arena scratch = {first.end, memory + sizeof memory};
    struct dist dist = {.kind = d % 4, .from = 2, .to = 3 + d, .mode = 2.5};
    uint16_t *points = NEW(&a, uint16_t, COUNT);
    struct dist_points drawn = {points, d % 8 < 4 ? NULL : others, (double)d / 100};
    double *values = NEW(&a, double, COUNT);
    double found[QUANTILES + 2] = {0};
    sobol_column(20261121, d, COUNT, points);
    dist_column(&dist, &grid, &drawn, COUNT, values);
    struct vm_column column = {values, NULL, COUNT};
    struct vm_column turned = {values + 1, NULL, COUNT - 1};
    struct vm_column less = {values, NULL, COUNT - 1};
    struct stat_ranks x = stat_rank(&less, &a, scratch);
    struct stat_ranks y = stat_rank(&turned, &a, scratch);
    (void)stat_quantiles(&column, q, QUANTILES, found, scratch);
    (void)stat_mean(&column, &found[QUANTILES]);
    (void)stat_correlation(&x, &y, scratch, &found[QUANTILES + 1]);
    digest = digest_column(digest, &column);
    for (int i = 0; i < QUANTILES + 2; i++) {
      digest = digest_add(digest, digest_bits(found[i]));
    }
  }
  return digest;
}

#endif
