#include "core/dist.h"

#include "core/fmath_pair.h"
#include "core/mem.h"

/* Samples go by in blocks that stay in the first cache; a column's last one is filled up. */
enum { BLOCK = 256, TERMS = 8 };

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

static inline pair tail_value(pair u) {
  pair side = pair_choose(u < pair_of(0.5), pair_of(-1), pair_of(1));
  return quotient_at(&tail, tail_place(u) - pair_of(1.6), side);
}

double dist_normal(double u) {
  double off = u - 0.5;
  if (middle_place(pair_of(off))[0] >= 0) {
    return quotient_at(&middle, middle_place(pair_of(off)), pair_of(off))[0];
  }
  pair r = tail_place(pair_of(u));
  if (r[0] <= 5) {
    return tail_value(pair_of(u))[0];
  }
  return quotient_at(&far_tail, r - pair_of(5), pair_of(off < 0 ? -1 : 1))[0];
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

static void block_shares(const uint32_t *points, double *u) {
  for (int i = 0; i < BLOCK; i++) {
    u[i] = ((double)points[i] + 0.5) * 0x1p-32;
  }
}

/* All as if they lay in the middle; then those that do not, one in seven, gathered. */
static void block_normals(const double *u, double *z) {
  double places[BLOCK];
  for (int i = 0; i < BLOCK; i += 2) {
    pair off = pair_load(u + i) - pair_of(0.5);
    pair place = middle_place(off);
    pair_store(places + i, place);
    pair_store(z + i, quotient_at(&middle, place, off));
  }
  uint16_t index[BLOCK + 1];
  double gathered[BLOCK + 1];
  int count = 0;
  for (int i = 0; i < BLOCK; i++) {
    index[count] = (uint16_t)i;
    gathered[count] = u[i];
    count += places[i] < 0;
  }
  gathered[count] = 0.5;
  for (int i = 0; i < count; i += 2) {
    pair_store(gathered + i, tail_value(pair_load(gathered + i)));
  }
  for (int i = 0; i < count; i++) {
    z[index[i]] = gathered[i];
  }
}

/* What it takes to make values, computed once a column. */
struct maker {
  const struct dist *d;
  double mean, deviation;          /* of a lognormal value's logarithm */
  double half_from, half_to, half; /* halves: the width itself may be beyond all doubles */
  double turn;                     /* share of a triangle that lies before its mode */
};

static struct maker maker_of(const struct dist *d) {
  const double z95 = 1.6448536269514722; /* dist_normal(0.95) */
  struct maker m = {.d = d, .half_from = d->from / 2, .half_to = d->to / 2};
  m.half = m.half_to - m.half_from;
  if (d->kind == DIST_LOGNORMAL) {
    double from = fmath_log(d->from);
    double to = fmath_log(d->to);
    m.mean = (from + to) / 2;
    m.deviation = (to - from) / (2 * z95);
  }
  if (d->kind == DIST_TRIANGULAR && m.half > 0) {
    m.turn = (d->mode / 2 - m.half_from) / m.half;
  }
  return m;
}

static void block_lognormal(const struct maker *m, double *z) {
  for (int i = 0; i < BLOCK; i += 2) {
    pair x = pair_exp(pair_of(m->mean) + pair_of(m->deviation) * pair_load(z + i));
    pair_store(z + i, pair_choose(x < pair_of(largest), x, pair_of(largest)));
  }
}

static void block_between(const struct maker *m, double *u) {
  double from = m->d->from;
  double to = m->d->to;
  for (int i = 0; i < BLOCK; i++) {
    double at = m->half * u[i];
    double x = (m->half_from + at) * 2;
    if (m->d->kind == DIST_TRIANGULAR) {
      x = u[i] <= m->turn ? m->half_from + m->half * fmath_sqrt(u[i] * m->turn)
                          : m->half_to - m->half * fmath_sqrt((1 - u[i]) * (1 - m->turn));
      x *= 2;
    }
    x = x < from ? from : x;
    u[i] = x > to ? to : x;
  }
}

static void block_mix(double rho, const double *mate, double *z) {
  double own = fmath_sqrt(1 - rho * rho);
  for (int i = 0; i < BLOCK; i++) {
    z[i] = rho * mate[i] + own * z[i];
  }
}

/* `mate`: the points of one block of it, or NULL. */
static void block_make(const struct maker *m, const uint32_t *points, const uint32_t *mate,
                       double rho, double *ret) {
  double u[BLOCK];
  double z[BLOCK];
  block_shares(points, u);
  if (mate != NULL) {
    double other[BLOCK];
    block_shares(mate, z);
    block_normals(z, other);
    block_normals(u, ret);
    block_mix(rho, other, ret);
  } else if (m->d->kind == DIST_LOGNORMAL) {
    block_normals(u, ret);
  }
  if (m->d->kind == DIST_LOGNORMAL) {
    block_lognormal(m, ret);
    return;
  }
  for (int i = 0; i < BLOCK; i++) {
    ret[i] = mate != NULL ? dist_normal_share(ret[i]) : u[i];
  }
  block_between(m, ret);
}

static void column_fill(double value, uint32_t count, double *ret) {
  for (uint32_t i = 0; i < count; i++) {
    ret[i] = value;
  }
}

void dist_column(const struct dist *d, const uint32_t *points, const struct dist_mate *mate,
                 uint32_t count, double *ret) {
  if (d->kind == DIST_FIXED || !(d->from < d->to)) {
    column_fill(d->from, count, ret);
    return;
  }
  struct maker m = maker_of(d);
  const uint32_t *others = mate != NULL ? mate->points : NULL;
  double rho = mate != NULL ? mate->rho : 0;
  uint32_t at = 0;
  for (; count - at >= BLOCK; at += BLOCK) {
    block_make(&m, points + at, others != NULL ? others + at : NULL, rho, ret + at);
  }
  if (at < count) {
    uint32_t last[BLOCK] = {0};
    uint32_t last_others[BLOCK] = {0};
    double values[BLOCK];
    mem_copy(last, points + at, (count - at) * (ptrdiff_t)sizeof *last);
    if (others != NULL) {
      mem_copy(last_others, others + at, (count - at) * (ptrdiff_t)sizeof *last_others);
    }
    block_make(&m, last, others != NULL ? last_others : NULL, rho, values);
    mem_copy(ret + at, values, (count - at) * (ptrdiff_t)sizeof *values);
  }
}
