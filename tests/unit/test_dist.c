#include "unit.h"

#include <float.h>
#include <math.h>

#include "core/dist.h"
#include "core/sobol.h"

enum { BITS = 14, SAMPLES = 1 << BITS };

static uint16_t points[SAMPLES];
static uint16_t mate_points[SAMPLES];
static double scores[SAMPLES / 2];
static double quantiles[SAMPLES];
static const struct dist_grid grid = {BITS, scores, quantiles};
static double values[SAMPLES];
static double mate_values[SAMPLES];

/* The true values to 20 digits, computed in decimal from the series of the distribution. */
static const struct {
  double u, z;
} normal_rows[] = {
    {0.5, 0},
    {0.5000000001, 2.5066284820303539069e-10},
    {0.6, 0.25334710313579972274},
    {0.75, 0.67448975019608170545},
    {0.9, 1.2815515655446005905},
    {0.925, 1.4395314709384561258},
    {0.92500001, 1.439531541582167895},
    {0.95, 1.6448536269514721919},
    {0.975, 1.9599639845400538274},
    {0.99, 2.3263478740408407575},
    {0.999, 3.0902323061678131921},
    {0.9999999, 5.1993375822906608974},
    {0.1, -1.2815515655446003684},
    {0.05, -1.644853626951472636},
    {0.025, -1.9599639845400542715},
    {0.075, -1.4395314709384559038},
    {0.01, -2.3263478740408412015},
    {0.001, -3.0902323061678136362},
    {1e-5, -4.2648907939228246633},
    {1e-9, -5.9978070150076865374},
    {0x1p-33, -6.3379577545537895134},
    {1e-11, -6.7060231554951359456},
    {1e-12, -7.0344838253011321427},
    {1e-20, -9.2623400897984069502},
};

static const struct {
  double z, share;
} share_rows[] = {
    {-8, 6.2209605742717838744e-16},
    {-5, 2.8665157187919391185e-07},
    {-3, 0.0013498980316300945772},
    {-1.5, 0.066807201268858071308},
    {-0.1, 0.46017216272297101209},
    {0, 0.5},
    {0.3, 0.61791142218895267479},
    {1, 0.84134474606854292578},
    {2, 0.97724986805182079141},
    {4, 0.99996832875816688002},
    {6.3, 0.99999999985117715706},
    {9.5, 1},
    {-9.5, 0},
    {-DBL_MAX, 0},
};

static void normal_is_within_1e_15_of_itself(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof normal_rows / sizeof *normal_rows; i++) {
    double got = dist_normal(normal_rows[i].u);
    double want = normal_rows[i].z;
    if (!(fabs(got - want) <= 1e-15 * fabs(want))) {
      fail_msg("row %zu: %.20g, want %.20g", i, got, want);
    }
  }
}

static void normal_share_is_within_1e_15(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof share_rows / sizeof *share_rows; i++) {
    double got = dist_normal_share(share_rows[i].z);
    if (!(fabs(got - share_rows[i].share) <= 1e-15)) {
      fail_msg("row %zu: %.20g, want %.20g", i, got, share_rows[i].share);
    }
  }
}

static void one_is_the_inverse_of_the_other(void **state) {
  (void)state;
  for (uint32_t i = 1; i < 100000; i++) {
    double u = i / 100000.0;
    if (!(fabs(dist_normal_share(dist_normal(u)) - u) < 2e-15)) {
      fail_msg("at %g", u);
    }
  }
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

static double mean_of(const double *x) {
  double sum = 0;
  for (int i = 0; i < SAMPLES; i++) {
    sum += x[i];
  }
  return sum / SAMPLES;
}

static double covariance_of(const double *x, const double *y) {
  double x_mean = mean_of(x);
  double y_mean = mean_of(y);
  double sum = 0;
  for (int i = 0; i < SAMPLES; i++) {
    sum += (x[i] - x_mean) * (y[i] - y_mean);
  }
  return sum / SAMPLES;
}

static void make(struct dist d, uint32_t dimension) {
  dist_scores(BITS, scores);
  sobol_column(20261121, dimension, SAMPLES, points);
  dist_column(&d, &grid, &(struct dist_points){.own = points}, SAMPLES, values);
}

#define assert_near(got, want, within)                                                         \
  do {                                                                                         \
    if (!(fabs((got) - (want)) <= (within))) {                                                 \
      fail_msg("%s:%d: %.17g, want %.17g", __FILE__, __LINE__, (double)(got), (double)(want)); \
    }                                                                                          \
  } while (0)

static void lognormal_has_its_percentiles_and_moments(void **state) {
  (void)state;
  static const double ranges[][2] = {{80, 180}, {2, 60}, {1e3, 1e5}, {0.4, 0.401}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
    double from = ranges[i][0];
    double to = ranges[i][1];
    double mean = log(from * to) / 2;
    double deviation = log(to / from) / (2 * 1.6448536269514722);
    make((struct dist){.kind = DIST_LOGNORMAL, .from = from, .to = to}, (uint32_t)i);
    double got = mean_of(values);
    double want = exp(mean + deviation * deviation / 2);
    assert_near(got / want, 1, 0.005 * deviation);
    qsort(values, SAMPLES, sizeof *values, compare);
    assert_near(values[SAMPLES / 20] / from, 1, 0.002 * deviation + 1e-9);
    assert_near(values[SAMPLES - 1 - SAMPLES / 20] / to, 1, 0.002 * deviation + 1e-9);
    assert_near(values[SAMPLES / 2] / exp(mean), 1, 0.001 * deviation + 1e-9);
  }
}

static void uniform_has_its_moments(void **state) {
  (void)state;
  make((struct dist){.kind = DIST_UNIFORM, .from = -2, .to = 10}, 3);
  assert_near(mean_of(values), 4, 1e-4);
  assert_near(covariance_of(values, values), 12, 1e-2);
  qsort(values, SAMPLES, sizeof *values, compare);
  assert_true(values[0] >= -2 && values[0] < -1.999);
  assert_true(values[SAMPLES - 1] <= 10 && values[SAMPLES - 1] > 9.999);
}

static void triangular_has_its_moments(void **state) {
  (void)state;
  static const double modes[] = {1, 2, 7, 11};
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
    double a = 1;
    double b = 11;
    double c = modes[i];
    make((struct dist){.kind = DIST_TRIANGULAR, .from = a, .to = b, .mode = c}, 5);
    assert_near(mean_of(values), (a + b + c) / 3, 1e-4);
    assert_near(covariance_of(values, values), (a * a + b * b + c * c - a * b - a * c - b * c) / 18,
                1e-2);
    qsort(values, SAMPLES, sizeof *values, compare);
    assert_true(values[0] >= a && values[SAMPLES - 1] <= b);
  }
}

/* The middle of the interval in which a point lies. */
static double middle_of(uint16_t point) {
  return ((point >> (SOBOL_BITS - BITS)) + 0.5) / SAMPLES;
}

static void columns_have_the_quantiles_of_their_points(void **state) {
  (void)state;
  double from = 2;
  double to = 60;
  double mean = log(from * to) / 2;
  double deviation = log(to / from) / (2 * 1.6448536269514722);
  make((struct dist){.kind = DIST_LOGNORMAL, .from = from, .to = to}, 9);
  for (int i = 0; i < SAMPLES; i++) {
    assert_near(values[i] / exp(mean + deviation * dist_normal(middle_of(points[i]))), 1, 4e-15);
  }
  make((struct dist){.kind = DIST_UNIFORM, .from = from, .to = to}, 9);
  for (int i = 0; i < SAMPLES; i++) {
    assert_near(values[i], from + (to - from) * middle_of(points[i]), 1e-13);
  }
}

/* Each quantile occurs once, and all lie in order; whatever is drawn. */
static void a_column_is_its_quantiles(void **state) {
  (void)state;
  static const uint32_t kinds[] = {DIST_LOGNORMAL, DIST_UNIFORM, DIST_TRIANGULAR};
  for (uint32_t i = 0; i < 3; i++) {
    make((struct dist){.kind = kinds[i], .from = 1, .to = 11, .mode = 4}, 20 + i);
    qsort(values, SAMPLES, sizeof *values, compare);
    assert_memory_equal(values, quantiles, sizeof values);
    for (int k = 1; k < SAMPLES; k++) {
      assert_true(quantiles[k - 1] < quantiles[k]);
    }
  }
}

static void scores_have_the_bits_of_the_function(void **state) {
  (void)state;
  for (uint32_t bits = 2; bits <= BITS; bits++) {
    dist_scores(bits, scores);
    for (uint32_t i = 0; i < ((uint32_t)1 << bits) / 2; i++) {
      assert_true(scores[i] == dist_normal((i + 0.5) / ((uint32_t)1 << bits)));
    }
  }
}

static void fixed_and_empty_ranges_are_constants(void **state) {
  (void)state;
  static const struct dist rows[] = {
      {.kind = DIST_FIXED, .from = 5, .to = 9},
      {.kind = DIST_UNIFORM, .from = 5, .to = 5},
      {.kind = DIST_LOGNORMAL, .from = 5, .to = 5},
      {.kind = DIST_TRIANGULAR, .from = 5, .to = 5, .mode = 5},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    make(rows[i], 1);
    for (int k = 0; k < SAMPLES; k++) {
      assert_true(values[k] == 5);
    }
  }
}

static void all_values_are_finite_and_between(void **state) {
  (void)state;
  static const struct dist rows[] = {
      {.kind = DIST_UNIFORM, .from = -DBL_MAX, .to = DBL_MAX},
      {.kind = DIST_UNIFORM, .from = 1, .to = 1 + DBL_EPSILON},
      {.kind = DIST_UNIFORM, .from = 0, .to = DBL_TRUE_MIN},
      {.kind = DIST_TRIANGULAR, .from = -DBL_MAX, .to = DBL_MAX, .mode = 7},
      {.kind = DIST_TRIANGULAR, .from = 0, .to = DBL_TRUE_MIN, .mode = 0},
      {.kind = DIST_LOGNORMAL, .from = DBL_TRUE_MIN, .to = DBL_MAX},
      {.kind = DIST_LOGNORMAL, .from = DBL_MAX / 2, .to = DBL_MAX},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    make(rows[i], 2);
    for (int k = 0; k < SAMPLES; k++) {
      bool is_within =
          rows[i].kind == DIST_LOGNORMAL || (values[k] >= rows[i].from && values[k] <= rows[i].to);
      if (!isfinite(values[k]) || !is_within) {
        fail_msg("row %zu: %g", i, values[k]);
      }
    }
  }
}

/* Points at both ends of what there is, the smallest grid, and columns that are short. */
static void edges_and_odd_counts(void **state) {
  (void)state;
  static const uint16_t edges[] = {0, UINT16_MAX, 0x8000, 0x7fff, 0x4000, 0x3fff};
  enum { EDGES = sizeof edges / sizeof *edges };
  struct dist d = {.kind = DIST_LOGNORMAL, .from = 1, .to = 2};
  double few[EDGES + 1] = {[EDGES] = -7};
  for (uint32_t bits = 2; bits <= BITS; bits += 3) {
    dist_scores(bits, scores);
    dist_column(&d, &(struct dist_grid){bits, scores, quantiles},
                &(struct dist_points){.own = edges}, EDGES, few);
    assert_true(few[EDGES] == -7);
    assert_true(few[0] > 0 && few[0] <= few[5] && few[5] < few[4] && few[4] <= few[3]);
    assert_true(few[3] < few[2] && few[2] < few[1]);
    assert_near(few[3] * few[2], 2, 1e-15);
  }
  make(d, 4);
  double part[1000];
  dist_column(&d, &grid, &(struct dist_points){.own = points}, 1000, part);
  assert_memory_equal(part, values, sizeof part);
  dist_column(&d, &grid, &(struct dist_points){.own = points}, 0, part);
}

/* The correlation of normal scores is what was asked for, whatever the distributions. */
static void pairs_are_correlated(void **state) {
  (void)state;
  dist_scores(BITS, scores);
  static const double rhos[] = {-1, -0.6, 0, 0.4, 0.95, 1};
  static const struct dist rows[] = {
      {.kind = DIST_LOGNORMAL, .from = 10, .to = 40},
      {.kind = DIST_UNIFORM, .from = 3, .to = 4},
      {.kind = DIST_TRIANGULAR, .from = 3, .to = 9, .mode = 4},
  };
  for (size_t i = 0; i < 3 * (sizeof rhos / sizeof *rhos); i++) {
    double rho = rhos[i / 3];
    struct dist d = rows[i % 3];
    sobol_column(3, 0, SAMPLES, points);
    sobol_column(3, 1, SAMPLES, mate_points);
    dist_column(&d, &grid, &(struct dist_points){points, mate_points, rho}, SAMPLES, values);
    for (int k = 0; k < SAMPLES; k++) {
      mate_values[k] = dist_normal(middle_of(mate_points[k]));
      values[k] = d.kind == DIST_LOGNORMAL ? log(values[k]) : values[k];
    }
    double got = covariance_of(values, mate_values) /
                 sqrt(covariance_of(values, values) * covariance_of(mate_values, mate_values));
    /* Of a uniform value with a normal score the correlation is sqrt(3 / pi) of it. */
    assert_near(got, i % 3 == 0 ? rho : rho * 0.977, i % 3 == 2 ? 0.02 : 0.003);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(normal_is_within_1e_15_of_itself),
      cmocka_unit_test(normal_share_is_within_1e_15),
      cmocka_unit_test(one_is_the_inverse_of_the_other),
      cmocka_unit_test(lognormal_has_its_percentiles_and_moments),
      cmocka_unit_test(uniform_has_its_moments),
      cmocka_unit_test(triangular_has_its_moments),
      cmocka_unit_test(columns_have_the_quantiles_of_their_points),
      cmocka_unit_test(a_column_is_its_quantiles),
      cmocka_unit_test(scores_have_the_bits_of_the_function),
      cmocka_unit_test(fixed_and_empty_ranges_are_constants),
      cmocka_unit_test(all_values_are_finite_and_between),
      cmocka_unit_test(edges_and_odd_counts),
      cmocka_unit_test(pairs_are_correlated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
