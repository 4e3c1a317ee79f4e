#include "unit.h"

#include <float.h>
#include <math.h>

#include "core/stat.h"
#include "random.h"

enum { SAMPLES_MAX = 20 * 1000, CASES = 400 };

static double values[SAMPLES_MAX];
static uint8_t mask[SAMPLES_MAX];
static double sorted[SAMPLES_MAX];

static int compare(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Shapes that columns have, and some that they should not have. */
static double value_make(uint64_t *seed, int shape) {
  double share = random_next(seed) * 0x1p-32;
  uint64_t bits = (uint64_t)random_next(seed) << 32;
  bits |= random_next(seed);
  double any;
  memcpy(&any, &bits, sizeof any);
  switch (shape) {
    case 0:
      return share;
    case 1:
      return exp(10 * share);
    case 2:
      return (double)random_below(seed, 3);
    case 3:
      return share < 0.3 ? VM_NEVER : share;
    case 4:
      return isfinite(any) ? any : 0;
    case 5:
      return share < 0.0002 ? 1e300 : 1 + share * DBL_EPSILON * 20;
    case 6:
      return share < 0.5 ? -share : share * 1e-310;
    case 7:
      return share < 0.5 ? 0.0 : -0.0;
    default:
      return 7;
  }
}

/* A column of a length, a shape and a share of masked samples that the case number gives. */
static struct vm_column column_make(uint64_t *seed, int number) {
  static const uint32_t counts[] = {1, 2, 3, 20, 24, 25, 100, 1000, 4096, SAMPLES_MAX};
  uint32_t count = counts[number % 10];
  bool is_masked = number / 10 % 4 == 3;
  int shape = number / 10 % 9;
  for (uint32_t i = 0; i < count; i++) {
    mask[i] = !is_masked || random_below(seed, 3) > 0;
    values[i] = mask[i] != 0 ? value_make(seed, shape) : 0;
  }
  return (struct vm_column){values, is_masked ? mask : NULL, count};
}

static uint32_t sorted_make(const struct vm_column *c) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    if (c->mask == NULL || c->mask[i] != 0) {
      sorted[count++] = c->values[i];
    }
  }
  qsort(sorted, count, sizeof *sorted, compare);
  return count;
}

static double sorted_quantile(uint32_t count, double q) {
  double at = q * (count - 1);
  uint32_t lower = (uint32_t)at;
  uint32_t upper = lower + 1 < count ? lower + 1 : lower;
  double share = at - lower;
  if (share == 0 || sorted[lower] == sorted[upper]) {
    return sorted[lower];
  }
  if (sorted[upper] == VM_NEVER) {
    return VM_NEVER;
  }
  double width = sorted[upper] - sorted[lower];
  return isfinite(width) ? sorted[lower] + width * share
                         : sorted[lower] * (1 - share) + sorted[upper] * share;
}

static void quantiles_are_those_of_a_sort(void **state) {
  (void)state;
  static const double q[] = {0.95, 0.05, 0.5, 0, 1, 0.5, 0.25, 0.123456, 0.999};
  enum { COUNT = sizeof q / sizeof *q };
  uint64_t seed = 20261121;
  for (int number = 0; number < CASES; number++) {
    struct vm_column c = column_make(&seed, number);
    uint32_t count = sorted_make(&c);
    double got[COUNT];
    bool is_defined = stat_quantiles(&c, q, COUNT, got, unit_arena());
    assert_int_equal(is_defined, count > 0);
    assert_int_equal(stat_defined(&c), count);
    for (int i = 0; is_defined && i < COUNT; i++) {
      double want = sorted_quantile(count, q[i]);
      if (got[i] != want) {
        fail_msg("case %d, quantile %g: %g, want %g", number, q[i], got[i], want);
      }
    }
  }
}

static void as_many_quantiles_as_there_may_be(void **state) {
  (void)state;
  double q[STAT_QUANTILES_MAX];
  double got[STAT_QUANTILES_MAX];
  for (uint32_t i = 0; i < 1000; i++) {
    values[i] = 999 - i;
  }
  for (int i = 0; i < STAT_QUANTILES_MAX; i++) {
    q[i] = (i + 0.5) / STAT_QUANTILES_MAX;
  }
  struct vm_column c = {values, NULL, 1000};
  assert_true(stat_quantiles(&c, q, STAT_QUANTILES_MAX, got, unit_arena()));
  for (int i = 0; i < STAT_QUANTILES_MAX; i++) {
    assert_true(fabs(got[i] - q[i] * 999) < 1e-9);
  }
}

static void nothing_lies_between_a_value_and_never(void **state) {
  (void)state;
  static const double some[] = {4, VM_NEVER, 2, VM_NEVER};
  static const double q[] = {0, 0.2, 0.4, 0.5, 1};
  static const double want[] = {2, 3.2, VM_NEVER, VM_NEVER, VM_NEVER};
  struct vm_column c = {some, NULL, 4};
  double got[5];
  assert_true(stat_quantiles(&c, q, 5, got, unit_arena()));
  for (int i = 0; i < 5; i++) {
    assert_true(fabs(got[i] - want[i]) < 1e-12 || got[i] == want[i]);
  }
}

static void mean_leaves_out_what_is_masked(void **state) {
  (void)state;
  static const double some[] = {1, 0, 4, 0};
  static const uint8_t there[] = {1, 0, 1, 0};
  static const uint8_t none[] = {0, 0, 0, 0};
  static const double huge[] = {DBL_MAX, DBL_MAX};
  double got = -1;
  assert_true(stat_mean(&(struct vm_column){some, there, 4}, &got));
  assert_true(got == 2.5);
  assert_true(stat_mean(&(struct vm_column){some, NULL, 4}, &got));
  assert_true(got == 1.25);
  got = -1;
  assert_false(stat_mean(&(struct vm_column){some, none, 4}, &got));
  assert_false(stat_mean(&(struct vm_column){huge, NULL, 2}, &got));
  assert_true(got == -1);
}

/* What a rank is: how many are smaller, and half of those that are equal. */
static double rank_of(const struct vm_column *c, uint32_t sample) {
  double rank = 0.5;
  for (uint32_t i = 0; i < c->count; i++) {
    if (c->mask == NULL || c->mask[i] != 0) {
      rank += c->values[i] < c->values[sample] ? 1 : 0;
      rank += c->values[i] == c->values[sample] ? 0.5 : 0;
    }
  }
  return rank;
}

static void ranks_count_what_is_smaller(void **state) {
  (void)state;
  uint64_t seed = 9;
  for (int number = 0; number < CASES; number++) {
    struct vm_column c = column_make(&seed, number);
    arena a = unit_arena();
    arena half = {a.at, a.at + UNIT_ARENA / 2};
    struct stat_ranks r = stat_rank(&c, &half, (arena){a.at + UNIT_ARENA / 2, a.end});
    double squares = 0;
    uint32_t at = 0;
    uint32_t step = c.count > 1000 ? 97 : 1;
    for (uint32_t i = 0; i < c.count; i++) {
      if (c.mask != NULL && c.mask[i] == 0) {
        continue;
      }
      double rank = r.offsets[at] + (r.count + 1) / 2.0;
      squares += r.offsets[at] * r.offsets[at];
      if (at % step == 0 && rank != rank_of(&c, i)) {
        fail_msg("case %d, sample %u: %g, want %g", number, i, rank, rank_of(&c, i));
      }
      at++;
    }
    assert_int_equal(at, r.count);
    assert_true(squares == r.squares);
  }
}

static bool correlate(struct vm_column x, struct vm_column y, double *ret) {
  arena a = unit_arena();
  arena part = {a.at, a.at + UNIT_ARENA / 4};
  arena scratch = {part.end, a.end};
  struct stat_ranks first = stat_rank(&x, &part, scratch);
  struct stat_ranks second = stat_rank(&y, &part, scratch);
  return stat_correlation(&first, &second, scratch, ret);
}

static void correlation_is_that_of_ranks(void **state) {
  (void)state;
  static const double x[] = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
  static const double y[] = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
  double got = 0;
  assert_true(correlate((struct vm_column){x, NULL, 10}, (struct vm_column){y, NULL, 10}, &got));
  assert_true(fabs(got - -29.0 / 165) < 1e-15); /* 1 - 6 * 194 / (10 * 99) */
  assert_true(correlate((struct vm_column){x, NULL, 10}, (struct vm_column){x, NULL, 10}, &got));
  assert_true(got == 1);
  double falling[10];
  for (int i = 0; i < 10; i++) {
    falling[i] = -x[i] * x[i] * x[i];
  }
  assert_true(
      correlate((struct vm_column){x, NULL, 10}, (struct vm_column){falling, NULL, 10}, &got));
  assert_true(got == -1);
}

static void correlation_of_what_both_have(void **state) {
  (void)state;
  static const double x[] = {1, 0, 3, 9, 5, 2};
  static const uint8_t x_mask[] = {1, 0, 1, 1, 1, 1};
  static const double y[] = {2, 7, 4, 0, 8, 3};
  static const uint8_t y_mask[] = {1, 1, 1, 0, 1, 1};
  double got = 0;
  /* Left are (1, 2), (3, 4), (5, 8), (2, 3). */
  assert_true(correlate((struct vm_column){x, x_mask, 6}, (struct vm_column){y, y_mask, 6}, &got));
  assert_true(got == 1);
  assert_true(correlate((struct vm_column){x, NULL, 6}, (struct vm_column){y, y_mask, 6}, &got));
  assert_true(got < 1);
}

static void constants_have_no_correlation(void **state) {
  (void)state;
  static const double x[] = {1, 2, 3, 4};
  static const double same[] = {5, 5, 5, 5};
  static const uint8_t one[] = {0, 0, 1, 0};
  double got = -7;
  assert_false(correlate((struct vm_column){x, NULL, 4}, (struct vm_column){same, NULL, 4}, &got));
  assert_false(correlate((struct vm_column){same, NULL, 1}, (struct vm_column){x, NULL, 4}, &got));
  assert_false(correlate((struct vm_column){x, one, 4}, (struct vm_column){x, NULL, 4}, &got));
  assert_false(correlate((struct vm_column){x, NULL, 1}, (struct vm_column){x, NULL, 1}, &got));
  assert_true(got == -7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quantiles_are_those_of_a_sort),
      cmocka_unit_test(as_many_quantiles_as_there_may_be),
      cmocka_unit_test(nothing_lies_between_a_value_and_never),
      cmocka_unit_test(mean_leaves_out_what_is_masked),
      cmocka_unit_test(ranks_count_what_is_smaller),
      cmocka_unit_test(correlation_is_that_of_ranks),
      cmocka_unit_test(correlation_of_what_both_have),
      cmocka_unit_test(constants_have_no_correlation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
