/*
 * What a column of samples comes down to: mean, quantiles, ranks and their correlation.
 *
 * Samples that are masked are left out. Sums run in the order of the samples, and what is
 * returned depends on the values alone: every build gives the same bits.
 */
#ifndef FINGERPOST_CORE_STAT_H
#define FINGERPOST_CORE_STAT_H

#include "core/vm.h"

enum {
  STAT_QUANTILES_MAX = 16 /* asked for at once; a line of results takes three */
};

/* How many samples are defined. */
uint32_t stat_defined(const struct vm_column *c);

/* False: no sample is defined, or the sum is beyond the largest double. */
bool stat_mean(const struct vm_column *c, double *ret);

/*
 * The quantiles at the shares q[i] of the n defined samples, sorted: what lies
 * at q * (n - 1) counted from 0, by linear interpolation between the two neighbours. But
 * nothing lies between a value and VM_NEVER: there, the upper neighbour is the quantile.
 * In linear time. False: no sample is defined.
 */
bool stat_quantiles(const struct vm_column *c, const double *q, uint32_t count, double *ret,
                    arena scratch);

/* Ranks among the defined samples of a column; equal values share the mean of their ranks. */
struct stat_ranks {
  const double *offsets; /* each rank less the mean of all, in the order of the samples */
  const uint8_t *mask;   /* the column's own */
  uint32_t samples;      /* of the column */
  uint32_t count;        /* of them defined */
  double squares;        /* sum of the squares of the offsets; 0: a constant */
};

/* Keeps the ranks on `a`; `scratch` is other memory. */
struct stat_ranks stat_rank(const struct vm_column *c, arena *a, arena scratch);

/*
 * Spearman's rank correlation of two columns of as many samples: over the samples in which
 * both are defined, by their ranks among these. False: one of the two is constant there.
 */
bool stat_correlation(const struct stat_ranks *x, const struct stat_ranks *y, arena scratch,
                      double *ret);

#endif
