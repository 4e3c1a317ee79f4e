/*
 * Samples as a case of arithmetic: from points to quantiles.
 */
#ifndef FINGERPOST_TESTS_NUMBERS_SAMPLES_H
#define FINGERPOST_TESTS_NUMBERS_SAMPLES_H

#include "core/dist.h"
#include "core/sobol.h"
#include "core/stat.h"
#include "numbers.h"

/* A distribution like those of tables, a few samples of it, and their quantiles. */
static inline void numbers_samples(struct numbers *n) {
  enum { BITS = 6, SAMPLES = 1 << BITS, QUANTILES = 3, MEMORY = 1 << 16 };
  static _Alignas(16) char memory[MEMORY];
  static const double q[QUANTILES] = {0.05, 0.5, 0.95};
  uint16_t points[SAMPLES];
  uint16_t others[SAMPLES];
  double scores[SAMPLES / 2];
  double quantiles[SAMPLES];
  double values[SAMPLES];
  double found[QUANTILES];
  struct dist dist = {.kind = numbers_below(n, 4)};
  dist.from = numbers_next(n) / 65536.0 + 1;
  dist.mode = dist.from + numbers_below(n, 1000);
  dist.to = dist.mode + numbers_below(n, 1000) / 8.0;
  struct dist_points drawn = {points, others, numbers_below(n, 201) / 100.0 - 1};
  uint32_t dimension = numbers_below(n, SOBOL_DIMENSIONS + 8);
  sobol_column(1, dimension, SAMPLES, points);
  sobol_column(1, dimension + 1, SAMPLES, others);
  drawn.mate = numbers_below(n, 2) == 0 ? others : NULL;
  dist_scores(BITS, scores);
  dist_column(&dist, &(struct dist_grid){BITS, scores, quantiles}, &drawn, SAMPLES, values);
  struct vm_column column = {values, NULL, SAMPLES};
  (void)stat_quantiles(&column, q, QUANTILES, found, (arena){memory, memory + MEMORY});
  for (int i = 0; i < QUANTILES; i++) {
    numbers_take(n, found[i]);
  }
  numbers_take(n, values[numbers_below(n, SAMPLES)]);
  numbers_take(n, dist_normal((numbers_next(n) + 0.5) * 0x1p-32));
}

#endif
