#include "unit.h"

#include <float.h>
#include <math.h>

#include "core/fmath.h"
#include "random.h"

enum { ARGUMENTS = 1000 * 1000 };

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* Positive doubles between two values: as many steps as their bits are apart. */
static int64_t steps_between(double a, double b) {
  int64_t x;
  int64_t y;
  memcpy(&x, &a, sizeof x);
  memcpy(&y, &b, sizeof y);
  if ((x < 0) != (y < 0)) {
    return a == b ? 0 : INT64_MAX;
  }
  return x > y ? x - y : y - x;
}

/* From -1 up to 1. */
static double random_share(uint64_t *seed) {
  uint64_t high = random_next(seed);
  return (double)(high << 21 | random_next(seed) >> 11) * 0x1p-52 - 1;
}

static double random_positive(uint64_t *seed) {
  uint64_t high = random_next(seed);
  double value = from_bits((high << 32 | random_next(seed)) >> 1);
  return isfinite(value) && value > 0 ? value : 1;
}

static void exp_is_within_one_step_of_libm(void **state) {
  (void)state;
  uint64_t seed = 20261121;
  for (int i = 0; i < ARGUMENTS; i++) {
    static const double ranges[] = {745, 40, 1, 1e-8};
    double x = random_share(&seed) * ranges[i % 4];
    double got = fmath_exp(x);
    double want = exp(x);
    if (!isfinite(want) ? isfinite(got) : steps_between(got, want) > 1) {
      fail_msg("exp(%a) is %a, libm says %a", x, got, want);
    }
  }
}

static void log_is_within_one_step_of_libm(void **state) {
  (void)state;
  uint64_t seed = 20261121;
  for (int i = 0; i < ARGUMENTS; i++) {
    static const double ranges[] = {0.9, 0.3, 1e-3, 1e-9};
    double x = i % 2 == 0 ? random_positive(&seed) : 1 + random_share(&seed) * ranges[i / 2 % 4];
    double got = fmath_log(x);
    double want = log(x);
    if (steps_between(got, want) > 1) {
      fail_msg("log(%a) is %a, libm says %a", x, got, want);
    }
  }
}

static void exp_at_its_limits(void **state) {
  (void)state;
  double last = 0x1.62e42fefa39efp9; /* of the largest finite result */
  assert_true(fmath_is_finite(fmath_exp(last)));
  assert_false(fmath_is_finite(fmath_exp(nextafter(last, 1000))));
  assert_false(fmath_is_finite(fmath_exp(710)));
  assert_false(fmath_is_finite(fmath_exp(711)));
  assert_false(fmath_is_finite(fmath_exp(DBL_MAX)));
  assert_true(fmath_exp(0) == 1);
  assert_true(fmath_exp(-0.0) == 1);
  assert_true(fmath_exp(DBL_TRUE_MIN) == 1);
  assert_true(fmath_exp(-745.13) == DBL_TRUE_MIN);
  assert_true(fmath_exp(-746) == 0);
  assert_true(fmath_exp(-746.1) == 0);
  assert_true(fmath_exp(-DBL_MAX) == 0);
}

static void log_at_its_limits(void **state) {
  (void)state;
  assert_true(fmath_log(1) == 0);
  assert_false(fmath_is_finite(fmath_log(0)));
  assert_false(fmath_is_finite(fmath_log(-0.0)));
  assert_false(fmath_is_finite(fmath_log(-1)));
  static const double edges[] = {
      DBL_TRUE_MIN,        0x1.fffffffffffffp-1023, DBL_MIN, DBL_MAX, 0x1.6a09e667f3bccp0,
      0x1.6a09e667f3bcdp0, 0x1.6a09e667f3bcep0};
  for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
    assert_true(steps_between(fmath_log(edges[i]), log(edges[i])) <= 1);
  }
}

static void floor_and_ceil_are_libms(void **state) {
  (void)state;
  static const double edges[] = {0,
                                 0.5,
                                 1.5,
                                 2.5,
                                 0x1.fffffffffffffp-2,
                                 0x1.fffffffffffffp-1,
                                 DBL_TRUE_MIN,
                                 0x1.fffffffffffffp51,
                                 0x1p52,
                                 0x1.0000000000001p52,
                                 0x1p53,
                                 DBL_MAX};
  uint64_t seed = 7;
  for (int i = 0; i < 200000; i++) {
    double x = random_share(&seed) * ldexp(1, i % 60);
    x = i < 24 ? edges[i / 2] * (i % 2 == 0 ? 1 : -1) : x;
    if (fmath_floor(x) != floor(x) || fmath_ceil(x) != ceil(x)) {
      fail_msg("of %a: floor %a, ceil %a", x, fmath_floor(x), fmath_ceil(x));
    }
  }
}

static void power_is_repeated_multiplication(void **state) {
  (void)state;
  static const struct {
    double x;
    int n;
    double want;
  } cases[] = {
      {3, 0, 1},         {0, 0, 1},
      {3, 1, 3},         {3, 2, 9},
      {-2, 3, -8},       {-2, 64, 0x1p64},
      {2, -64, 0x1p-64}, {10, 15, 1e15},
      {0.5, -3, 8},      {-1, 63, -1},
      {0, 5, 0},         {1e200, -2, 0},
      {1e-200, 2, 0},    {0x1p-1022, 1, 0x1p-1022},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double got = fmath_power(cases[i].x, cases[i].n);
    if (got != cases[i].want) {
      fail_msg("row %zu: %a", i, got);
    }
  }
  assert_false(fmath_is_finite(fmath_power(0, -1)));
  assert_false(fmath_is_finite(fmath_power(1e200, 2)));
  assert_false(fmath_is_finite(fmath_power(-1e-200, -3)));
}

static void sqrt_is_correctly_rounded(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int i = 0; i < 100000; i++) {
    double x = random_positive(&seed);
    assert_true(fmath_sqrt(x) == sqrt(x));
  }
  assert_true(fmath_sqrt(0) == 0);
  assert_false(fmath_is_finite(fmath_sqrt(-DBL_TRUE_MIN)));
}

static void finite_is_what_can_be_kept(void **state) {
  (void)state;
  assert_true(fmath_is_finite(0));
  assert_true(fmath_is_finite(-DBL_MAX));
  assert_true(fmath_is_finite(DBL_TRUE_MIN));
  assert_false(fmath_is_finite(HUGE_VAL));
  assert_false(fmath_is_finite(-HUGE_VAL));
  assert_false(fmath_is_finite((double)NAN));
  assert_false(fmath_is_finite(FMATH_UNDEFINED));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exp_is_within_one_step_of_libm),
      cmocka_unit_test(log_is_within_one_step_of_libm),
      cmocka_unit_test(exp_at_its_limits),
      cmocka_unit_test(log_at_its_limits),
      cmocka_unit_test(floor_and_ceil_are_libms),
      cmocka_unit_test(power_is_repeated_multiplication),
      cmocka_unit_test(sqrt_is_correctly_rounded),
      cmocka_unit_test(finite_is_what_can_be_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
