#include "unit.h"

/* The table and the steps themselves are tested, too. */
#include "core/sobol.c" /* NOLINT(bugprone-suspicious-include) */

enum { POINTS = 1 << 16, SEEDS = 200, DEGREE_MAX = 9 };

static uint16_t points[2][POINTS];

static uint32_t polynomial_of(uint32_t d) {
  return (uint32_t)(dimensions[d] >> FIRST_BITS);
}

/* x^power modulo the polynomial, over GF(2). */
static uint32_t power_of_x(uint32_t power, uint32_t polynomial, uint32_t degree) {
  uint32_t value = 1;
  for (uint32_t i = 0; i < power; i++) {
    value <<= 1;
    value ^= (value >> degree & 1) != 0 ? polynomial : 0;
  }
  return value;
}

/* A polynomial is primitive when x comes back to 1 after 2^degree - 1 steps and not before. */
static void polynomials_are_primitive_and_different(void **state) {
  (void)state;
  for (uint32_t d = 1; d < SOBOL_DIMENSIONS; d++) {
    uint32_t polynomial = polynomial_of(d);
    uint32_t degree = degree_of(polynomial);
    uint32_t order = ((uint32_t)1 << degree) - 1;
    bool is_primitive = power_of_x(order, polynomial, degree) == 1;
    for (uint32_t i = 1; i < order; i++) {
      is_primitive = is_primitive && power_of_x(i, polynomial, degree) != 1;
    }
    if (!is_primitive || polynomial_of(d - 1) >= polynomial || degree > DEGREE_MAX) {
      fail_msg("dimension %u: polynomial %u", d, polynomial);
    }
  }
}

/* Those of the table's last dimension as published, and no bits beyond those of a degree. */
static void first_numbers_are_as_published(void **state) {
  (void)state;
  static const uint32_t last[DEGREE_MAX] = {1, 1, 3, 13, 25, 47, 39, 87, 257};
  for (uint32_t i = 0; i < DEGREE_MAX; i++) {
    assert_int_equal(first_of(dimensions[SOBOL_DIMENSIONS - 1], i), last[i]);
  }
  for (uint32_t d = 1; d < SOBOL_DIMENSIONS; d++) {
    uint32_t degree = degree_of(polynomial_of(d));
    uint64_t bits = dimensions[d] & (((uint64_t)1 << FIRST_BITS) - 1);
    if (bits >> degree * (degree - 1) / 2 != 0) {
      fail_msg("dimension %u: numbers beyond its degree, %u", d, degree);
    }
    for (uint32_t i = 0; i < degree; i++) {
      assert_true(first_of(dimensions[d], i) >> (i + 1) == 0);
    }
  }
}

/* Whether of 2^k points from one on, one stands in each of 2^k intervals. */
static bool intervals_are_filled(uint32_t from, uint32_t k) {
  static uint8_t seen[POINTS];
  memset(seen, 0, sizeof seen);
  uint32_t filled = 0;
  for (uint32_t i = 0; i < (uint32_t)1 << k; i++) {
    uint32_t point = points[0][from + i];
    uint32_t interval = k == 0 ? 0 : point >> (SOBOL_BITS - k);
    filled += seen[interval]++ == 0;
  }
  return filled == (uint32_t)1 << k;
}

static void each_dimension_fills_its_intervals(void **state) {
  (void)state;
  for (uint32_t d = 0; d < SOBOL_DIMENSIONS; d++) {
    sobol_column(20261121 + d, d, POINTS, points[0]);
    for (uint32_t k = 0; k <= 16; k += d % 2 == 0 ? 1 : 3) {
      for (uint32_t i = 0; i < 8 && (i + 1) << k <= POINTS; i++) {
        if (!intervals_are_filled(i << k, k)) {
          fail_msg("dimension %u: 2^%u points from %u", d, k, i << k);
        }
      }
    }
  }
}

static uint32_t interval_of(uint32_t point, uint32_t digits) {
  return digits == 0 ? 0 : point >> (SOBOL_BITS - digits);
}

/* Whether all rectangles of 2^-a by 2^-b have as many of the 2^m points. */
static bool rectangles_are_filled(uint32_t a, uint32_t b, uint32_t m) {
  static uint32_t found[POINTS];
  memset(found, 0, sizeof found);
  for (uint32_t i = 0; i < (uint32_t)1 << m; i++) {
    found[interval_of(points[0][i], a) << b | interval_of(points[1][i], b)]++;
  }
  bool is_filled = true;
  for (uint32_t i = 0; i < (uint32_t)1 << (a + b); i++) {
    is_filled = is_filled && found[i] == (uint32_t)1 << (m - a - b);
  }
  return is_filled;
}

/*
 * Two dimensions of degrees s and t fill every rectangle of 2^(s+t-2) points, says theory,
 * where the very first dimension counts as one of degree 1; with chosen first numbers they
 * do better.
 */
static void neighbours_fill_their_rectangles(void **state) {
  (void)state;
  for (uint32_t d = 1; d < SOBOL_DIMENSIONS; d++) {
    enum { M = 14 };
    uint32_t degree = degree_of(polynomial_of(d - 1));
    uint32_t slack = (degree == 0 ? 1 : degree) + degree_of(polynomial_of(d)) - 2;
    slack = slack > 7 ? 7 : slack;
    sobol_column(7, d - 1, 1 << M, points[0]);
    sobol_column(7, d, 1 << M, points[1]);
    for (uint32_t a = 0; a <= M - slack; a++) {
      if (!rectangles_are_filled(a, M - slack - a, M)) {
        fail_msg("dimensions %u and %u: rectangles of 2^-%u by 2^-%u", d - 1, d, a, M - slack - a);
      }
    }
  }
}

static void a_smaller_column_is_a_prefix(void **state) {
  (void)state;
  static const uint32_t counts[] = {0, 1, 2, 3, 100, 255, 256, 257, 1000, 65535};
  for (uint32_t d = 0; d < SOBOL_DIMENSIONS + 4; d += 3) {
    sobol_column(5, d, POINTS, points[0]);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
      memset(points[1], 0xAB, sizeof points[1]);
      sobol_column(5, d, counts[i], points[1]);
      assert_memory_equal(points[0], points[1], counts[i] * sizeof **points);
      assert_int_equal(points[1][counts[i]], 0xABAB);
    }
  }
}

/* Each digit's coin is fair: over seeds, the first points are as random as any. */
static void scrambling_is_uniform(void **state) {
  (void)state;
  enum { COINS = 64, TRIES = 4096 };
  static uint32_t ones[COINS][SOBOL_BITS];
  for (uint32_t seed = 0; seed < TRIES; seed++) {
    sobol_column(seed, seed % SOBOL_DIMENSIONS, COINS, points[0]);
    for (uint32_t i = 0; i < COINS; i++) {
      for (uint32_t digit = 0; digit < SOBOL_BITS; digit++) {
        ones[i][digit] += (uint32_t)points[0][i] >> digit & 1;
      }
    }
  }
  for (uint32_t i = 0; i < COINS; i++) {
    for (uint32_t digit = 0; digit < SOBOL_BITS; digit++) {
      double off = (double)ones[i][digit] - TRIES / 2.0;
      if (off * off > 25 * TRIES / 4.0) { /* 5 standard deviations */
        fail_msg("point %u, digit %u: %u of %d", i, digit, ones[i][digit], TRIES);
      }
    }
  }
}

/* The mean square of the error of a mean of u1 * u2 over `count` points. */
static double mean_square_error(uint32_t first, uint32_t count) {
  double squares = 0;
  for (uint32_t seed = 0; seed < SEEDS; seed++) {
    sobol_column(seed, first, count, points[0]);
    sobol_column(seed, first + 1, count, points[1]);
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) {
      sum += (points[0][i] + 0.5) * 0x1p-16 * ((points[1][i] + 0.5) * 0x1p-16);
    }
    double error = sum / count - 0.25;
    squares += error * error;
  }
  return squares / SEEDS;
}

/* Of random points, the product of two shares has a variance of 7/144 and its mean 1/n of it. */
static void means_err_less_than_those_of_random_numbers(void **state) {
  (void)state;
  enum { COUNT = 1024 };
  double random = 7.0 / 144 / COUNT;
  for (uint32_t d = 0; d + 1 < SOBOL_DIMENSIONS; d += 7) {
    double error = mean_square_error(d, COUNT);
    if (error > random / 25) { /* 5 times smaller, squared; most are 20 times smaller */
      fail_msg("dimension %u: %g, random numbers %g", d, error, random);
    }
  }
  double error = mean_square_error(SOBOL_DIMENSIONS, COUNT);
  assert_true(error > random / 2 && error < random * 2);
}

static void points_stay_what_they_are(void **state) {
  (void)state;
  static const struct {
    uint32_t seed, dimension, index, want;
  } rows[] = {
      {20261121, 0, 0, 0x6e69},     {20261121, 0, 16383, 0x82d6},  {20261121, 1, 5, 0x12e9},
      {20261121, 33, 4095, 0xc478}, {20261121, 63, 65535, 0xb564}, {1, 63, 1, 0x922f},
      {20261121, 64, 0, 0xeec6},    {20261121, 64, 9999, 0xba2b},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    sobol_column(rows[i].seed, rows[i].dimension, POINTS, points[0]);
    if (points[0][rows[i].index] != rows[i].want) {
      fail_msg("row %zu: 0x%04x", i, points[0][rows[i].index]);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(polynomials_are_primitive_and_different),
      cmocka_unit_test(first_numbers_are_as_published),
      cmocka_unit_test(each_dimension_fills_its_intervals),
      cmocka_unit_test(neighbours_fill_their_rectangles),
      cmocka_unit_test(a_smaller_column_is_a_prefix),
      cmocka_unit_test(scrambling_is_uniform),
      cmocka_unit_test(means_err_less_than_those_of_random_numbers),
      cmocka_unit_test(points_stay_what_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
