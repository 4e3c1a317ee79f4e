/*
 * Distributions of uncertain inputs: from points (core/sobol.h) to values.
 *
 * Each value is the quantile that its point names, so sample i of a table is one
 * state of the world whatever the distributions are. All values are finite.
 */
#ifndef FINGERPOST_CORE_DIST_H
#define FINGERPOST_CORE_DIST_H

#include <stdint.h>

enum dist_kind {
  DIST_FIXED,     /* always `from` */
  DIST_LOGNORMAL, /* 5 % of the values are below `from`, 5 % above `to`; 0 < from <= to */
  DIST_UNIFORM,   /* between `from` and `to` */
  DIST_TRIANGULAR /* likewise, most likely at `mode` */
};

struct dist {
  uint32_t kind;
  uint32_t zero; /* so that images have no gaps */
  double from, to, mode;
};

/*
 * Another input that this one goes along with: their normal scores have the correlation
 * `rho`, -1 .. 1, whatever the two distributions are. The other one is itself
 * independent.
 */
struct dist_mate {
  const uint32_t *points;
  double rho;
};

/* `mate`: NULL for an independent input. */
void dist_column(const struct dist *d, const uint32_t *points, const struct dist_mate *mate,
                 uint32_t count, double *ret);

/*
 * The value of a standard normal variable below which a share of 0 < u < 1 lies, to
 * within 1e-15 of itself: M. J. Wichura, "Algorithm AS 241: The percentage points of the
 * normal distribution", Applied Statistics 37 (1988), PPND16.
 */
double dist_normal(double u);
/* The share below z, to within 1e-15: G. Marsaglia, "Evaluating the normal distribution",
 * J. Stat. Software 11 (2004). */
double dist_normal_share(double z);

#endif
