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
 * The intervals, all of the same probability, in which points count. A column of so many
 * samples has one in each, of a dimension of the table, and the value in the middle of an
 * interval stands for it: a column is always the same values, and only which of them meet
 * those of other inputs is drawn (H. D. Patterson, "The errors of lattice sampling",
 * J. R. Stat. Soc. B 16, 1954). Of 2^14 intervals, the mean of a lognormal input whose ends are
 * a factor of 10 apart comes out 0.005 % too small, since values in the last interval lie far
 * out. Over 48 scrambles of the table of adaptation costs, medians, percentiles and shares
 * vary just as they do with points drawn within the intervals, and means as much or less, those
 * of two alternatives less than half as much.
 */
struct dist_grid {
  uint32_t bits;        /* 2^bits intervals: 2 to SOBOL_BITS */
  const double *scores; /* normal scores of the lower half, by dist_scores */
  double *quantiles;    /* room for one value an interval: those of the last column, ascending */
};

/* Points of an input, by sobol_column, and what it goes along with. */
struct dist_points {
  const uint16_t *own;
  const uint16_t *mate; /* of another input, itself independent; NULL: of none */
  double rho;           /* the correlation of their normal scores, whatever the distributions */
};

/* `quantiles` are left as they are when there is a mate, unless the values are all the same. */
void dist_column(const struct dist *d, const struct dist_grid *g, const struct dist_points *points,
                 uint32_t count, double *ret);

/* The values of a standard normal variable in the middles of the first 2^bits / 2 intervals;
 * those of the others are the same without the sign. */
void dist_scores(uint32_t bits, double *ret);

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
