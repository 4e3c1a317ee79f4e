#include "unit.h"

#include <math.h>

#include "core/num.h"
#include "core/slide.h"
#include "random.h"

static const struct slide calls = {1e3, 5e6, SLIDE_LOG};
static const struct slide months = {3, 36, SLIDE_LINEAR};
static const struct slide shares = {0.5, 0.95, SLIDE_LINEAR};

static str text_of(double value, char *memory, ptrdiff_t cap) {
  buf b = buf_over(memory, cap);
  num_print(&b, value);
  return buf_text(&b);
}

/* The ends exactly, and what lies between reads as people type it. */
static void values_are_round(void **state) {
  (void)state;
  static const struct {
    const struct slide *slide;
    double position;
    const char *want;
  } rows[] = {
      {&calls, 0, "1000"},    {&calls, 1, "5000000"},  {&calls, 0.62, "200000"},
      {&calls, 0.01, "1100"}, {&calls, 0.5, "70000"},  {&months, 0, "3"},
      {&months, 0.27, "12"},  {&months, 0.28, "12.2"}, {&months, 0.99, "35.6"},
      {&months, 1, "36"},     {&shares, 0.5, "0.726"}, {&shares, 0.01, "0.504"},
      {&calls, -1, "1000"},   {&calls, 2, "5000000"},  {&shares, 0.333, "0.65"},
      {&months, 1e-9, "3"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char memory[64];
    str got = text_of(slide_value(rows[i].slide, rows[i].position), memory, 64);
    if (!str_eq(got, str_of(rows[i].want))) {
      fail_msg("row %zu: %.*s, not %s", i, (int)got.n, got.s, rows[i].want);
    }
  }
}

static double share(uint64_t *seed) {
  return random_next(seed) % 1000000 / 1e6;
}

/* Each step shows another value, a later one, which stands about there. */
static void steps_differ(void **state) {
  (void)state;
  uint64_t seed = 20261128;
  for (int i = 0; i < 2000; i++) {
    struct slide s = {.scale = i % 2 == 0 ? SLIDE_LOG : SLIDE_LINEAR};
    s.low = pow(10, share(&seed) * 40 - 20);
    s.high = s.low * (1.01 + share(&seed) * pow(10, share(&seed) * 12));
    double before = slide_value(&s, 0);
    assert_true(before == s.low);
    for (int k = 1; k <= SLIDE_STEPS; k++) {
      double at = (double)k / SLIDE_STEPS;
      double value = slide_value(&s, at);
      if (!(value > before) && k < SLIDE_STEPS) {
        fail_msg("range %a to %a, step %d: %a after %a", s.low, s.high, k, value, before);
      }
      if (!(fabs(slide_position(&s, value) - at) <= 0.75 / SLIDE_STEPS)) {
        fail_msg("range %a to %a, step %d: at %g", s.low, s.high, k, slide_position(&s, value));
      }
      before = value;
    }
    assert_true(before == s.high);
  }
}

static void positions_end_at_the_ends(void **state) {
  (void)state;
  assert_true(slide_position(&calls, 0) == 0);
  assert_true(slide_position(&calls, 1e3) == 0);
  assert_true(slide_position(&calls, 1e9) == 1);
  assert_true(slide_position(&months, -5) == 0);
  assert_true(slide_position(&months, 36) == 1);
  assert_true(slide_position(&months, 19.5) == 0.5);
}

/* Ranges at the edge of what doubles hold still give doubles. */
static void extremes_stay_finite(void **state) {
  (void)state;
  static const struct slide rows[] = {{1e-300, 1e300, SLIDE_LOG},     {-1e300, 1e300, SLIDE_LINEAR},
                                      {1, 1 + 0x1p-52, SLIDE_LINEAR}, {1e300, 1.1e300, SLIDE_LOG},
                                      {5e-324, 1e-320, SLIDE_LOG},    {0, 5e-324, SLIDE_LINEAR}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    for (int k = 0; k <= SLIDE_STEPS; k++) {
      double value = slide_value(&rows[i], (double)k / SLIDE_STEPS);
      if (!(value >= rows[i].low && value <= rows[i].high)) {
        fail_msg("row %zu, step %d: %a", i, k, value);
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_round),
      cmocka_unit_test(steps_differ),
      cmocka_unit_test(positions_end_at_the_ends),
      cmocka_unit_test(extremes_stay_finite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
