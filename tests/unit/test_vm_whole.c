/* Steps that look at whole columns, and sessions that keep them. */
#include "unit.h"

#include "core/fmath.h"
#include "core/vm_session.h"

enum { SAMPLES = 600 };

/* Constants: 0 to 4 for where to look, then shares. */
static const double constants[] = {1, 100, 0x1p-1022, VM_NEVER, 50, 0, 0.25, 0.5, 1, 1.5, -0.5};
enum {
  C_ONE,
  C_HUNDRED,
  C_TINY,
  C_NEVER,
  C_FIFTY,
  C_ZERO,
  C_QUARTER,
  C_HALF,
  C_WHOLE,
  C_MORE,
  C_LESS
};
enum { CONSTANTS = sizeof constants / sizeof *constants };

/* All columns, to keep. */
static const uint8_t all[] = {VM_KEEP, VM_KEEP, VM_KEEP, VM_KEEP,
                              VM_KEEP, VM_KEEP, VM_KEEP, VM_KEEP};
static const struct vm_demand everything = {all, NULL, NULL, NULL};

static struct vm_column column(const double *values, uint32_t count) {
  return (struct vm_column){values, NULL, count};
}

/* The last of the steps, over two inputs. */
static struct vm_column run(const struct vm_step *steps, uint32_t count, const struct vm_column *x,
                            const struct vm_column *y, arena *a) {
  struct vm_column inputs[] = {*x, y == NULL ? column(constants, 1) : *y};
  struct vm_program p = {steps, count, constants, CONSTANTS, 2};
  assert_true(vm_check(&p));
  return vm_run(&p, inputs, a)[count - 1];
}

#define RUN(x, y, a, ...)                                                                         \
  run((struct vm_step[]){{VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0}, __VA_ARGS__},                  \
      (uint32_t)(sizeof(                                                                          \
                     (struct vm_step[]){{VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0}, __VA_ARGS__}) / \
                 sizeof(struct vm_step)),                                                         \
      x, y, a)

#define QUANTILE(share)      \
  {VM_CONST, share, 0, 0}, { \
    VM_QUANTILE, 2, 0, 0     \
  }

static void assert_one(struct vm_column got, double want) {
  assert_int_equal(got.count, 1);
  assert_null(got.mask);
  assert_true(got.values[0] == want);
}

static void assert_undefined(struct vm_column got) {
  assert_int_equal(got.count, 1);
  assert_non_null(got.mask);
  assert_int_equal(got.mask[0], 0);
  assert_true(got.values[0] == 0);
}

static void a_mean_leaves_undefined_samples_out(void **state) {
  (void)state;
  static const double values[] = {1, 0, 3, 8};
  static const uint8_t mask[] = {1, 0, 1, 1};
  static const uint8_t none[] = {0, 0, 0, 0};
  arena a = unit_arena();
  struct vm_column x = {values, mask, 4};
  assert_one(RUN(&x, NULL, &a, {VM_MEAN, 0, 0, 0}), 4);
  x.mask = NULL;
  assert_one(RUN(&x, NULL, &a, {VM_MEAN, 0, 0, 0}), 3);
  x.mask = none;
  assert_undefined(RUN(&x, NULL, &a, {VM_MEAN, 0, 0, 0}));
  x = column(&values[3], 1);
  assert_one(RUN(&x, NULL, &a, {VM_MEAN, 0, 0, 0}), 8);
}

static void a_mean_beyond_all_doubles_is_undefined(void **state) {
  (void)state;
  static const double values[] = {VM_NEVER, VM_NEVER};
  arena a = unit_arena();
  struct vm_column x = column(values, 2);
  assert_undefined(RUN(&x, NULL, &a, {VM_MEAN, 0, 0, 0}));
}

static void the_mean_of_a_condition_is_a_share(void **state) {
  (void)state;
  static const double values[] = {1, 2, 3, 4};
  static const double three[] = {3};
  arena a = unit_arena();
  struct vm_column x = column(values, 4);
  struct vm_column y = column(three, 1);
  assert_one(RUN(&x, &y, &a, {VM_LT, 0, 1, 0}, {VM_MEAN, 2, 0, 0}), 0.5);
}

static void quantiles_lie_between_samples(void **state) {
  (void)state;
  static const double values[] = {30, 10, 40, 20, 0};
  static const uint8_t mask[] = {1, 1, 1, 1, 0};
  arena a = unit_arena();
  struct vm_column x = {values, mask, 5};
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_ZERO)), 10);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_QUARTER)), 17.5);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_HALF)), 25);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_WHOLE)), 40);
  assert_undefined(RUN(&x, NULL, &a, QUANTILE(C_MORE)));
  assert_undefined(RUN(&x, NULL, &a, QUANTILE(C_LESS)));
  x.mask = NULL;
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_HALF)), 20);
  x = column(values, 1);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_QUARTER)), 30);
}

static void a_quantile_needs_one_share(void **state) {
  (void)state;
  static const double shares[] = {0.5, 0.5};
  static const uint8_t none[] = {0};
  arena a = unit_arena();
  struct vm_column x = column(shares, 2);
  assert_undefined(RUN(&x, NULL, &a, {VM_QUANTILE, 0, 0, 0}));
  x = (struct vm_column){shares, none, 1};
  assert_undefined(RUN(&x, NULL, &a, {VM_QUANTILE, 0, 1, 0}));
  assert_undefined(RUN(&x, NULL, &a, QUANTILE(C_HALF)));
}

static void never_is_not_interpolated_with(void **state) {
  (void)state;
  static const double values[] = {1, VM_NEVER, 2, VM_NEVER};
  arena a = unit_arena();
  struct vm_column x = column(values, 4);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_QUARTER)), 1.75);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_HALF)), VM_NEVER);
  assert_one(RUN(&x, NULL, &a, QUANTILE(C_WHOLE)), VM_NEVER);
}

static void ranks_correlate(void **state) {
  (void)state;
  static const double values[] = {1, 2, 4, 1000};
  static const double other[] = {5, 6, 7, 8};
  static const double ties[] = {1, 1, 2, 2};
  static const uint8_t mask[] = {1, 1, 0, 1};
  arena a = unit_arena();
  struct vm_column x = column(values, 4);
  struct vm_column y = column(other, 4);
  struct vm_column got = RUN(&x, &y, &a, {VM_RANK, 0, 1, 0});
  assert_true(got.count == 1 && got.values[0] > 1 - 1e-15 && got.values[0] < 1 + 1e-15);
  got = RUN(&x, &y, &a, {VM_NEG, 1, 0, 0}, {VM_RANK, 0, 2, 0});
  assert_true(got.values[0] < -1 + 1e-15);
  y = column(ties, 4);
  got = RUN(&x, &y, &a, {VM_RANK, 0, 1, 0}); /* 4/sqrt(5*4) */
  assert_true(got.values[0] > 0.894427190999915 && got.values[0] < 0.894427190999917);
  y.mask = mask;
  got = RUN(&x, &y, &a, {VM_RANK, 0, 1, 0}); /* of ranks 0 1 2 and 0.5 0.5 2: 1.5/sqrt(2*1.5) */
  assert_true(got.values[0] > 0.866025403784438 && got.values[0] < 0.866025403784440);
}

static void what_is_constant_has_no_ranks(void **state) {
  (void)state;
  static const double values[] = {1, 2, 4};
  static const double same[] = {7, 7, 7};
  arena a = unit_arena();
  struct vm_column x = column(values, 3);
  struct vm_column y = column(same, 3);
  assert_undefined(RUN(&x, &y, &a, {VM_RANK, 0, 1, 0}));
  y = column(same, 1);
  assert_undefined(RUN(&x, &y, &a, {VM_RANK, 0, 1, 0}));
  assert_undefined(RUN(&x, &y, &a, {VM_RANK, 1, 1, 0}));
}

/* x, an input, against y, what it has to reach; BREAKEVEN looks for x. */
#define BREAKEVEN(ends)      \
  {VM_SUB, 0, 1, 0}, {       \
    VM_BREAKEVEN, 2, 0, ends \
  }

static void breaks_even_where_the_sign_changes(void **state) {
  (void)state;
  static const double wanted[] = {50, 1, 100, 0.5, 100.5, 7};
  static const double want[] = {50, VM_NEVER, 100, VM_NEVER, VM_NEVER, 7};
  arena a = unit_arena();
  struct vm_column x = column(wanted, 1);
  struct vm_column y = column(wanted, 6);
  struct vm_column got = RUN(&x, &y, &a, BREAKEVEN(C_ONE));
  assert_int_equal(got.count, 6);
  assert_null(got.mask);
  for (int i = 0; i < 6; i++) {
    assert_true(got.values[i] == want[i]);
  }
}

/* x*x against y*y: halved until nothing is left between. */
static void curves_are_halved(void **state) {
  (void)state;
  double wanted[SAMPLES];
  arena a = unit_arena();
  for (int i = 0; i < SAMPLES; i++) {
    wanted[i] = 0.5 + i / 5.0;
  }
  struct vm_column x = column(wanted, SAMPLES);
  struct vm_column y = column(wanted, SAMPLES);
  struct vm_column got = RUN(&x, &y, &a, {VM_POW, 0, 2, 0}, {VM_POW, 1, 2, 0}, {VM_SUB, 2, 3, 0},
                             {VM_BREAKEVEN, 4, 0, C_ONE});
  assert_int_equal(got.count, SAMPLES);
  for (int i = 0; i < SAMPLES; i++) {
    bool is_inside = wanted[i] > 1 && wanted[i] <= 100;
    double off = got.values[i] - (is_inside ? wanted[i] : VM_NEVER);
    assert_true(off <= 1e-13 && off >= -1e-13);
  }
}

static void undefined_points_are_undefined_samples(void **state) {
  (void)state;
  static const double offsets[] = {-50, 50, 200};
  arena a = unit_arena();
  struct vm_column x = column(offsets, 1);
  struct vm_column y = column(offsets, 3);
  /* sqrt(x + y) - 1: undefined at first; never; never */
  struct vm_column got =
      RUN(&x, &y, &a, {VM_ADD, 0, 1, 0}, {VM_SQRT, 2, 0, 0}, {VM_CONST, C_ONE, 0, 0},
          {VM_SUB, 3, 4, 0}, {VM_BREAKEVEN, 5, 0, C_ONE});
  assert_non_null(got.mask);
  assert_int_equal(got.mask[0], 0);
  assert_true(got.values[0] == 0);
  assert_true(got.mask[1] == 1 && got.values[1] == VM_NEVER);
}

static void what_does_not_depend_never_breaks_even(void **state) {
  (void)state;
  static const double values[] = {-1, 3};
  static const uint8_t mask[] = {1, 0};
  arena a = unit_arena();
  struct vm_column x = column(values, 1);
  struct vm_column y = {values, mask, 2};
  struct vm_column got = RUN(&x, &y, &a, {VM_BREAKEVEN, 1, 0, C_ONE});
  assert_int_equal(got.count, 2);
  assert_true(got.values[0] == VM_NEVER && got.mask[0] == 1 && got.mask[1] == 0);
}

/* All ends that vm_check takes, with differences that are as large as they can be. */
static void the_widest_search_stays_finite(void **state) {
  (void)state;
  static const double values[] = {VM_NEVER};
  arena a = unit_arena();
  struct vm_column x = column(values, 1);
  struct vm_column y = column(&constants[C_FIFTY], 1);
  assert_one(RUN(&x, &y, &a, BREAKEVEN(C_TINY)), 50);
  struct vm_column got = RUN(&x, &y, &a, {VM_MAX, 0, 1, 0}, {VM_CONST, C_HUNDRED, 0, 0},
                             {VM_SUB, 2, 3, 0}, {VM_BREAKEVEN, 4, 0, C_TINY});
  assert_true(got.values[0] > 99.9999 && got.values[0] < 100.0001);
}

static void a_whole_column_in_between_stays(void **state) {
  (void)state;
  static const double values[] = {10, 20, 30};
  arena a = unit_arena();
  struct vm_column x = column(values, 3);
  /* x - mean(x), for x alone: at 20 */
  assert_one(RUN(&x, NULL, &a, {VM_MEAN, 0, 0, 0}, {VM_SUB, 0, 2, 0}, {VM_BREAKEVEN, 3, 0, C_ONE},
                 {VM_MEAN, 4, 0, 0}),
             20);
}

static void so_many_breakevens_and_no_more(void **state) {
  (void)state;
  static struct vm_step steps[VM_BREAKEVENS_MAX + 2] = {{VM_INPUT, 0, 0, 0}};
  for (int i = 1; i < VM_BREAKEVENS_MAX + 2; i++) {
    steps[i] = (struct vm_step){VM_BREAKEVEN, 0, 0, C_ONE};
  }
  struct vm_program p = {steps, VM_BREAKEVENS_MAX + 1, constants, CONSTANTS, 1};
  assert_true(vm_check(&p));
  p.step_count++;
  assert_false(vm_check(&p));
}

/* --- sessions -------------------------------------------------------------------- */

static void only_what_depends_is_computed(void **state) {
  (void)state;
  static const struct vm_step steps[] = {
      {VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0},         {VM_ADD, 0, 0, 0},
      {VM_ADD, 0, 1, 0},   {VM_BREAKEVEN, 3, 0, C_ONE}, {VM_CONST, C_HALF, 0, 0},
  };
  static const struct {
    bool on_x, on_y;
  } want[] = {{1, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
  double x[SAMPLES] = {1};
  double y[SAMPLES] = {2};
  arena a = unit_arena();
  struct vm_column inputs[] = {column(x, SAMPLES), column(y, SAMPLES)};
  struct vm_program p = {steps, 6, constants, CONSTANTS, 2};
  struct vm_session *v = vm_start(&p, SAMPLES, &a);
  for (uint32_t i = 0; i < 6; i++) {
    assert_int_equal(vm_depends(v, i, 0), want[i].on_x);
    assert_int_equal(vm_depends(v, i, 1), want[i].on_y);
  }
  const struct vm_column *got = vm_update(v, inputs, (bool[]){0, 0}, &everything);
  assert_true(got[3].values[0] == 3);
  x[0] = 10;
  y[0] = 20;
  got = vm_update(v, inputs, (bool[]){0, 1}, &everything);
  assert_true(got[2].values[0] == 2); /* as it was */
  assert_true(got[3].values[0] == 30);
  got = vm_update(v, inputs, (bool[]){1, 0}, &everything);
  assert_true(got[2].values[0] == 20);
}

/* A column of one value leaves its memory to the next that needs some. */
static void memory_is_used_again(void **state) {
  (void)state;
  static const struct vm_step steps[] = {
      {VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0}, {VM_NEG, 0, 0, 0}, {VM_NEG, 1, 0, 0}};
  double x[SAMPLES] = {1};
  arena a = unit_arena();
  struct vm_column inputs[] = {column(x, SAMPLES), column(x, 1)};
  struct vm_program p = {steps, 4, constants, CONSTANTS, 2};
  struct vm_session *v = vm_start(&p, SAMPLES, &a);
  const struct vm_column *got = vm_update(v, inputs, (bool[]){0, 0}, &everything);
  const double *memory = got[2].values;
  inputs[0].count = 1;
  inputs[1].count = SAMPLES;
  got = vm_update(v, inputs, (bool[]){1, 1}, &everything);
  assert_int_equal(got[2].count, 1);
  assert_true(got[2].values[0] == -1);
  assert_ptr_equal(got[3].values, memory);
  assert_true(got[3].values[0] == -1);
}

/* Nothing is taken after the start, whatever happens. */
static void a_session_knows_its_size(void **state) {
  (void)state;
  static const struct vm_step steps[] = {
      {VM_INPUT, 0, 0, 0},    {VM_INPUT, 1, 0, 0}, {VM_DIV, 0, 1, 0}, {VM_SQRT, 2, 0, 0},
      {VM_QUANTILE, 3, 3, 0}, {VM_RANK, 2, 3, 0},  {VM_POW, 3, 2, 0}, {VM_BREAKEVEN, 6, 0, C_ONE},
  };
  arena a = unit_arena();
  enum { MOST = 1 << 15 };
  double *values = NEW(&a, double, MOST);
  struct vm_program p = {steps, 8, constants, CONSTANTS, 2};
  for (uint32_t samples = 1; samples <= MOST; samples *= 32) {
    ptrdiff_t size = vm_session_size(&p, samples);
    arena scratch = a;
    arena exact = {scratch.at, scratch.at + size};
    struct vm_session *v = vm_start(&p, samples, &exact);
    assert_ptr_equal(exact.at, exact.end);
    struct vm_column inputs[] = {column(values, samples), column(values, samples)};
    for (int i = 0; i < 4; i++) {
      inputs[i % 2].count = i < 2 ? samples : 1;
      (void)vm_update(v, inputs, (bool[]){1, 1}, &everything);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mean_leaves_undefined_samples_out),
      cmocka_unit_test(a_mean_beyond_all_doubles_is_undefined),
      cmocka_unit_test(the_mean_of_a_condition_is_a_share),
      cmocka_unit_test(quantiles_lie_between_samples),
      cmocka_unit_test(a_quantile_needs_one_share),
      cmocka_unit_test(never_is_not_interpolated_with),
      cmocka_unit_test(ranks_correlate),
      cmocka_unit_test(what_is_constant_has_no_ranks),
      cmocka_unit_test(breaks_even_where_the_sign_changes),
      cmocka_unit_test(curves_are_halved),
      cmocka_unit_test(undefined_points_are_undefined_samples),
      cmocka_unit_test(what_does_not_depend_never_breaks_even),
      cmocka_unit_test(the_widest_search_stays_finite),
      cmocka_unit_test(a_whole_column_in_between_stays),
      cmocka_unit_test(so_many_breakevens_and_no_more),
      cmocka_unit_test(only_what_depends_is_computed),
      cmocka_unit_test(memory_is_used_again),
      cmocka_unit_test(a_session_knows_its_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
