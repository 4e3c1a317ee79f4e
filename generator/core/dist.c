#include "core/dist.h"

#include "core/apart.h"
#include "core/fmath_pair.h"
#include "core/sobol.h"

#include <stddef.h>

enum { TERMS = 8 };

static const double largest = 0x1.fffffffffffffp1023;

/* A quotient of polynomials of degree 7, the highest coefficients first. */
struct quotient {
  double above[TERMS], below[TERMS];
};

/* Wichura's for the middle, |u - 0.5| <= 0.425, as a function of 0.425^2 - (u - 0.5)^2. */
static const struct quotient middle = {
    {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
     4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
     1.3314166789178437745e+2, 3.3871328727963666080e+0},
    {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
     2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
     4.2313330701600911252e+1, 1.0}};

/* For the tails, as a function of r - 1.6 with r = sqrt(-ln min(u, 1 - u)), r <= 5. */
static const struct quotient tail = {
    {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
     1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
     4.63033784615654529590e+0, 1.42343711074968357734e+0},
    {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
     1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
     2.05319162663775882187e+0, 1.0}};

/* For what is farther out, u below 1.4e-11, as a function of r - 5. No point gets there. */
static const struct quotient far_tail = {
    {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
     2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
     5.46378491116411436990e+0, 6.65790464350110377720e+0},
    {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
     7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
     5.99832206555887937690e-1, 1.0}};

static inline pair quotient_at(const struct quotient *q, pair x, pair times) {
  pair above = pair_of(q->above[0]);
  pair below = pair_of(q->below[0]);
  for (int i = 1; i < TERMS; i++) {
    above = above * x + pair_of(q->above[i]);
    below = below * x + pair_of(q->below[i]);
  }
  return times * above / below;
}

/* Not negative: the point lies in the middle. */
static inline pair middle_place(pair off) {
  return pair_of(0.180625) - off * off; /* 0.425^2 */
}

static inline pair tail_place(pair u) {
  pair other = pair_of(1) - u;
  pair depth = -pair_log(pair_choose(u < other, u, other));
  return (pair){fmath_sqrt(depth[0]), fmath_sqrt(depth[1])};
}

APART static pair tail_value(pair u) {
  pair side = pair_choose(u < pair_of(0.5), pair_of(-1), pair_of(1));
  return quotient_at(&tail, tail_place(u) - pair_of(1.6), side);
}

/* Both ways where one of the two lies in a tail. */
static inline pair normal_of(pair u) {
  pair off = u - pair_of(0.5);
  pair place = middle_place(off);
  pair z = quotient_at(&middle, place, off);
  bool is_middle = place[0] >= 0 && place[1] >= 0;
  return is_middle ? z : pair_choose(place < pair_of(0), tail_value(u), z);
}

double dist_normal(double u) {
  const double tail_end = 1.3887943864964021e-11; /* e^-25 */
  if (u >= tail_end && 1 - u >= tail_end) {
    return normal_of(pair_of(u))[0];
  }
  pair side = pair_of(u < 0.5 ? -1 : 1);
  return quotient_at(&far_tail, tail_place(pair_of(u)) - pair_of(5), side)[0];
}

double dist_normal_share(double z) {
  const double density_at_0 = 0x1.9884533d43651p-2; /* 1 / sqrt(2 pi) */
  const double far = 9;                             /* beyond it the share is 0 or 1 */
  if (z > far || z < -far) {
    return z < 0 ? 0 : 1;
  }
  double term = z;
  double sum = 0;
  for (int k = 3; sum + term != sum; k += 2) {
    sum += term;
    term *= z * z / k;
  }
  double share = 0.5 + sum * density_at_0 * fmath_exp(-z * z / 2);
  share = share < 0 ? 0 : share;
  return share > 1 ? 1 : share;
}

/* The middle of interval i, and of the next one. */
static inline pair middles_of(uint32_t i, uint32_t count) {
  return (pair){((double)i + 0.5) / count, ((double)i + 1.5) / count};
}

void dist_scores(uint32_t bits, double *ret) {
  uint32_t count = (uint32_t)1 << bits;
  for (uint32_t i = 0; i < count / 2; i += 2) {
    pair_store(ret + i, normal_of(middles_of(i, count)));
  }
}

/* Of a lognormal value's logarithm. */
struct spread {
  double mean, deviation;
};

static struct spread spread_of(const struct dist *d) {
  const double z95 = 1.6448536269514722; /* dist_normal(0.95) */
  double from = fmath_log(d->from);
  double to = fmath_log(d->to);
  return (struct spread){(from + to) / 2, (to - from) / (2 * z95)};
}

/* As far above the median by a factor as below. */
APART static void lognormal_quantiles(const struct dist *d, const struct dist_grid *g) {
  struct spread s = spread_of(d);
  pair median = pair_of(fmath_exp(s.mean));
  double *low = g->quantiles;
  double *high = g->quantiles + ((uint32_t)1 << g->bits);
  while (low < high) {
    pair factor = pair_exp(pair_of(s.deviation) * pair_load(g->scores + (low - g->quantiles)));
    pair above = median / factor;
    above = pair_choose(above < pair_of(largest), above, pair_of(largest));
    pair_store(low, median * factor);
    low += 2;
    high -= 2;
    pair_store(high, (pair){above[1], above[0]});
  }
}

/* Halves: the width itself may be beyond all doubles. */
static double between(const struct dist *d, double u) {
  double from = d->from / 2;
  double to = d->to / 2;
  double half = to - from;
  double turn = half > 0 ? (d->mode / 2 - from) / half : 0; /* what lies before the mode */
  double x = (from + half * u) * 2;
  if (d->kind == DIST_TRIANGULAR) {
    x = u <= turn ? from + half * fmath_sqrt(u * turn)
                  : to - half * fmath_sqrt((1 - u) * (1 - turn));
    x *= 2;
  }
  x = x < d->from ? d->from : x;
  return x > d->to ? d->to : x;
}

static bool is_constant(const struct dist *d) {
  return d->kind == DIST_FIXED || !(d->from < d->to);
}

static void quantiles_make(const struct dist *d, const struct dist_grid *g) {
  uint32_t count = (uint32_t)1 << g->bits;
  if (d->kind == DIST_LOGNORMAL && !is_constant(d)) {
    lognormal_quantiles(d, g);
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    g->quantiles[i] = is_constant(d) ? d->from : between(d, middles_of(i, count)[0]);
  }
}

static double score_of(const struct dist_grid *g, uint32_t point) {
  uint32_t last = ((uint32_t)1 << g->bits) - 1;
  uint32_t i = point >> (SOBOL_BITS - g->bits);
  return i <= last / 2 ? g->scores[i] : -g->scores[last - i];
}

/* Scores first, in the place of the values. */
APART static void column_mix(const struct dist *d, const struct dist_grid *g,
                             const struct dist_points *points, uint32_t count, double *ret) {
  double rho = points->rho;
  double own = fmath_sqrt(1 - rho * rho);
  for (uint32_t i = 0; i < count; i++) {
    ret[i] = rho * score_of(g, points->mate[i]) + own * score_of(g, points->own[i]);
  }
  struct spread s = d->kind == DIST_LOGNORMAL ? spread_of(d) : (struct spread){0};
  for (uint32_t i = 0; i < count; i++) {
    if (d->kind == DIST_LOGNORMAL) {
      double x = fmath_exp(s.mean + s.deviation * ret[i]);
      ret[i] = x < largest ? x : largest;
    } else {
      ret[i] = between(d, dist_normal_share(ret[i]));
    }
  }
}

void dist_column(const struct dist *d, const struct dist_grid *g, const struct dist_points *points,
                 uint32_t count, double *ret) {
  if (points->mate != NULL && !is_constant(d)) {
    column_mix(d, g, points, count, ret);
    return;
  }
  const uint16_t *own = points->own;
  const double *quantiles = g->quantiles;
  uint32_t shift = SOBOL_BITS - g->bits;
  quantiles_make(d, g);
  for (uint32_t i = 0; i < count; i++) {
    ret[i] = quantiles[own[i] >> shift];
  }
}
