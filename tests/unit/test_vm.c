#include "unit.h"

#include <float.h>

#include "core/fmath.h"
#include "core/vm.h"

enum { SAMPLES = 600 }; /* more than two blocks, and not whole ones */

static const double constants[] = {10, 20, 30, -1, 0};

static struct vm_program program_of(const struct vm_step *steps, uint32_t count) {
  return (struct vm_program){steps, count, constants, 5, 2};
}

/* x, and y if it takes two. */
#define ON(op) ((struct vm_step){VM_##op, 0, 1, 0})

/* The result of a step on two inputs, x and y, which are steps 0 and 1. */
static struct vm_column run_one(struct vm_step step, struct vm_column x, struct vm_column y,
                                arena *a) {
  struct vm_step *steps = NEW(a, struct vm_step, 3);
  struct vm_column *inputs = NEW(a, struct vm_column, 2);
  steps[0] = (struct vm_step){VM_INPUT, 0, 0, 0};
  steps[1] = (struct vm_step){VM_INPUT, 1, 0, 0};
  steps[2] = step;
  inputs[0] = x;
  inputs[1] = y;
  struct vm_program p = program_of(steps, 3);
  assert_true(vm_check(&p));
  return vm_run(&p, inputs, a)[2];
}

static struct vm_column one(double value, arena *a) {
  double *values = NEW(a, double, 1);
  values[0] = value;
  return (struct vm_column){values, NULL, 1};
}

static struct vm_column many(double value, arena *a) {
  double *values = NEW(a, double, SAMPLES);
  for (int i = 0; i < SAMPLES; i++) {
    values[i] = value;
  }
  return (struct vm_column){values, NULL, SAMPLES};
}

/* The same with every third sample undefined, from the second on. */
static struct vm_column many_masked(double value, arena *a) {
  double *values = NEW(a, double, SAMPLES);
  uint8_t *mask = NEW(a, uint8_t, SAMPLES);
  for (int i = 0; i < SAMPLES; i++) {
    mask[i] = i % 3 != 1;
    values[i] = mask[i] != 0 ? value : 0;
  }
  return (struct vm_column){values, mask, SAMPLES};
}

enum { UNDEFINED = 1 };

static const struct {
  uint32_t op;
  uint32_t b, c; /* c: with PICK */
  double x, y;
  double want;
  bool undefined;
} operations[] = {
    {VM_PICK, 0, 3, 2, 0, 30, 0},
    {VM_PICK, 2, 3, -0.0, 0, 30, 0},
    {VM_PICK, 0, 3, 3, 0, 0, UNDEFINED},
    {VM_PICK, 0, 3, -1, 0, 0, UNDEFINED},
    {VM_PICK, 0, 3, 1.5, 0, 0, UNDEFINED},
    {VM_PICK, 0, 3, 1e300, 0, 0, UNDEFINED},
    {VM_NEG, 0, 0, 2.5, 0, -2.5, 0},
    {VM_ADD, 1, 0, 2, 3, 5, 0},
    {VM_ADD, 1, 0, DBL_MAX, DBL_MAX, 0, UNDEFINED},
    {VM_ADD, 1, 0, DBL_MAX, 1, DBL_MAX, 0},
    {VM_SUB, 1, 0, 2, 3, -1, 0},
    {VM_SUB, 1, 0, -DBL_MAX, DBL_MAX, 0, UNDEFINED},
    {VM_MUL, 1, 0, 2, 3, 6, 0},
    {VM_MUL, 1, 0, 1e200, 1e200, 0, UNDEFINED},
    {VM_MUL, 1, 0, 1e-200, 1e-200, 0, 0},
    {VM_DIV, 1, 0, 3, 2, 1.5, 0},
    {VM_DIV, 1, 0, 3, 0, 0, UNDEFINED},
    {VM_DIV, 1, 0, 0, 0, 0, UNDEFINED},
    {VM_DIV, 1, 0, 1, DBL_TRUE_MIN, 0, UNDEFINED},
    {VM_POW, 3, 0, 2, 0, 8, 0},
    {VM_POW, 0, 0, 0, 0, 1, 0},
    {VM_POW, VM_POWER_MAX, 0, -2, 0, 0x1p64, 0},
    {VM_POW, 0U - VM_POWER_MAX, 0, 2, 0, 0x1p-64, 0},
    {VM_POW, 0U - 1U, 0, 0, 0, 0, UNDEFINED},
    {VM_MIN, 1, 0, 2, 3, 2, 0},
    {VM_MIN, 1, 0, 3, 2, 2, 0},
    {VM_MAX, 1, 0, 2, 3, 3, 0},
    {VM_MAX, 1, 0, 3, 2, 3, 0},
    {VM_LT, 1, 0, 2, 3, 1, 0},
    {VM_LT, 1, 0, 3, 3, 0, 0},
    {VM_LE, 1, 0, 3, 3, 1, 0},
    {VM_LE, 1, 0, 4, 3, 0, 0},
    {VM_EQ, 1, 0, 3, 3, 1, 0},
    {VM_EQ, 1, 0, 0, -0.0, 1, 0},
    {VM_EQ, 1, 0, 3, 2, 0, 0},
    {VM_NOT, 0, 0, 0, 0, 1, 0},
    {VM_NOT, 0, 0, -0.5, 0, 0, 0},
    {VM_AND, 1, 0, 2, -1, 1, 0},
    {VM_AND, 1, 0, 2, 0, 0, 0},
    {VM_OR, 1, 0, 0, -1, 1, 0},
    {VM_OR, 1, 0, 0, 0, 0, 0},
    {VM_IF, 0, 1, 5, 3, 5, 0},
    {VM_IF, 0, 1, 0, 3, 3, 0},
    {VM_FLOOR, 0, 0, -2.5, 0, -3, 0},
    {VM_CEIL, 0, 0, -2.5, 0, -2, 0},
    {VM_ABS, 0, 0, -2.5, 0, 2.5, 0},
    {VM_SQRT, 0, 0, 2.25, 0, 1.5, 0},
    {VM_SQRT, 0, 0, -1, 0, 0, UNDEFINED},
    {VM_EXP, 0, 0, 0, 0, 1, 0},
    {VM_EXP, 0, 0, 710, 0, 0, UNDEFINED},
    {VM_LOG, 0, 0, 1, 0, 0, 0},
    {VM_LOG, 0, 0, 0, 0, 0, UNDEFINED},
    {VM_LOG, 0, 0, -1, 0, 0, UNDEFINED},
};
enum { OPERATIONS = sizeof operations / sizeof *operations };

static bool is_defined(const struct vm_column *column, uint32_t i) {
  return column->mask == NULL || column->mask[i] != 0;
}

static void each_operation_on_one_and_many(void **state) {
  (void)state;
  for (int row = 0; row < OPERATIONS; row++) {
    for (int mix = 0; mix < 4; mix++) {
      arena a = unit_arena();
      struct vm_column x = mix % 2 == 0 ? one(operations[row].x, &a) : many(operations[row].x, &a);
      struct vm_column y = mix / 2 == 0 ? one(operations[row].y, &a) : many(operations[row].y, &a);
      struct vm_column got = run_one(
          (struct vm_step){operations[row].op, 0, operations[row].b, operations[row].c}, x, y, &a);
      for (uint32_t i = 0; i < got.count; i++) {
        if (got.values[i] != operations[row].want ||
            is_defined(&got, i) == operations[row].undefined) {
          fail_msg("row %d, mix %d, sample %u: %a", row, mix, i, got.values[i]);
        }
      }
      assert_true((got.mask != NULL) == operations[row].undefined);
    }
  }
}

static void every_operation_has_a_row(void **state) {
  (void)state;
  bool seen[VM_OP_COUNT] = {[VM_CONST] = true, [VM_INPUT] = true};
  for (int op = VM_MEAN; op < VM_OP_COUNT; op++) {
    seen[op] = true; /* on whole columns: test_vm_whole.c */
  }
  for (int row = 0; row < OPERATIONS; row++) {
    seen[operations[row].op] = true;
  }
  for (int op = 0; op < VM_OP_COUNT; op++) {
    assert_true(seen[op]);
  }
}

static void columns_of_one_stay_one(void **state) {
  (void)state;
  arena a = unit_arena();
  assert_int_equal(run_one(ON(ADD), one(1, &a), one(2, &a), &a).count, 1);
  assert_int_equal(run_one(ON(ADD), one(1, &a), many(2, &a), &a).count, SAMPLES);
  assert_int_equal(run_one(ON(ADD), many(1, &a), one(2, &a), &a).count, SAMPLES);
  assert_int_equal(run_one(ON(NEG), one(1, &a), many(2, &a), &a).count, 1);
}

static void constants_and_inputs_are_not_copied(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_step steps[] = {{VM_CONST, 3, 0, 0}, {VM_INPUT, 1, 0, 0}};
  struct vm_column inputs[] = {one(1, &a), many_masked(2, &a)};
  struct vm_program p = program_of(steps, 2);
  const struct vm_column *columns = vm_run(&p, inputs, &a);
  assert_ptr_equal(columns[0].values, &constants[3]);
  assert_int_equal(columns[0].count, 1);
  assert_ptr_equal(columns[1].values, inputs[1].values);
  assert_ptr_equal(columns[1].mask, inputs[1].mask);
}

static void undefined_samples_travel(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_column x = many_masked(4, &a);
  struct vm_column got[] = {
      run_one(ON(ADD), x, one(2, &a), &a), run_one(ON(ADD), one(2, &a), x, &a),
      run_one(ON(EXP), x, one(2, &a), &a), run_one(ON(OR), many(1, &a), x, &a)};
  for (size_t k = 0; k < sizeof got / sizeof *got; k++) {
    assert_non_null(got[k].mask);
    for (uint32_t i = 0; i < SAMPLES; i++) {
      assert_int_equal(got[k].mask[i], i % 3 != 1);
      assert_true(i % 3 != 1 ? got[k].values[i] != 0 : got[k].values[i] == 0);
    }
  }
}

static void one_undefined_value_is_all_of_them(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_column nothing = run_one(ON(DIV), one(1, &a), one(0, &a), &a);
  assert_int_equal(nothing.count, 1);
  struct vm_column got = run_one(ON(MUL), many(1, &a), nothing, &a);
  for (uint32_t i = 0; i < SAMPLES; i++) {
    assert_int_equal(got.mask[i], 0);
    assert_true(got.values[i] == 0);
  }
}

static void one_late_sample_makes_a_mask(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_column x = many(2, &a);
  double *values = NEW(&a, double, SAMPLES);
  memcpy(values, x.values, SAMPLES * sizeof *values);
  values[SAMPLES - 1] = 0;
  struct vm_column y = {values, NULL, SAMPLES};
  struct vm_column got = run_one(ON(DIV), x, y, &a);
  for (uint32_t i = 0; i < SAMPLES; i++) {
    assert_int_equal(got.mask[i], i < SAMPLES - 1);
    assert_true(got.values[i] == (i < SAMPLES - 1));
  }
}

/* a ? b : c, where each third sample of the inputs is undefined. */
static void only_the_branch_taken_counts(void **state) {
  (void)state;
  arena a = unit_arena();
  double *values = NEW(&a, double, SAMPLES);
  for (int i = 0; i < SAMPLES; i++) {
    values[i] = i % 3 == 0 ? 0 : 7; /* takes y there, and x elsewhere */
  }
  struct vm_column condition = {values, NULL, SAMPLES};
  uint8_t *mask = NEW(&a, uint8_t, SAMPLES);
  for (int i = 0; i < SAMPLES; i++) {
    mask[i] = i % 3 != 0;
  }
  struct vm_column inputs[] = {condition, {values, mask, SAMPLES}, many_masked(5, &a)};
  struct vm_step steps[] = {{VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0}, {VM_INPUT, 2, 0, 0},
                            {VM_IF, 0, 1, 2},    {VM_IF, 0, 2, 1},    {VM_IF, 1, 1, 2}};
  struct vm_program p = {steps, 6, NULL, 0, 3};
  assert_true(vm_check(&p));
  const struct vm_column *columns = vm_run(&p, inputs, &a);
  assert_null(columns[3].mask); /* 7 where it is defined, 5 where it is not */
  for (uint32_t i = 0; i < SAMPLES; i++) {
    assert_true(columns[3].values[i] == (i % 3 == 0 ? 5 : 7));
    assert_int_equal(columns[4].mask[i], i % 3 == 2); /* the branch not taken does not help */
    assert_int_equal(columns[5].mask[i], i % 3 != 0); /* the condition always counts */
  }
}

static void a_condition_of_one_takes_a_whole_column(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_column inputs[] = {one(1, &a), many_masked(5, &a)};
  struct vm_step steps[] = {{VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0}, {VM_NOT, 0, 0, 0},
                            {VM_IF, 0, 0, 1},    {VM_IF, 2, 0, 1},    {VM_DIV, 0, 2, 0},
                            {VM_IF, 5, 0, 1}};
  struct vm_program p = {steps, 7, NULL, 0, 2};
  assert_true(vm_check(&p));
  const struct vm_column *columns = vm_run(&p, inputs, &a);
  assert_ptr_equal(columns[3].values, inputs[0].values);
  assert_int_equal(columns[3].count, 1);
  assert_ptr_equal(columns[4].mask, inputs[1].mask);
  assert_int_equal(columns[6].count, 1);
  assert_int_equal(columns[6].mask[0], 0);
}

static void a_mask_of_ones_is_no_mask(void **state) {
  (void)state;
  static const uint8_t yes[] = {1};
  arena a = unit_arena();
  struct vm_column x = one(3, &a);
  x.mask = yes;
  assert_null(run_one(ON(NEG), x, one(0, &a), &a).mask);
  struct vm_column got = run_one(ON(IF), x, one(4, &a), &a);
  assert_true(got.values[0] == 4);
}

static void unsound_programs_are_refused(void **state) {
  (void)state;
  static const struct {
    struct vm_step last;
    bool sound;
  } cases[] = {
      {{VM_CONST, 4, 0, 0}, true},
      {{VM_CONST, 5, 0, 0}, false},
      {{VM_INPUT, 1, 0, 0}, true},
      {{VM_INPUT, 2, 0, 0}, false},
      {{VM_NEG, 1, 9, 9}, true}, /* what is not used does not matter */
      {{VM_NEG, 2, 0, 0}, false},
      {{VM_NEG, UINT32_MAX, 0, 0}, false},
      {{VM_ADD, 0, 1, 9}, true},
      {{VM_ADD, 2, 0, 0}, false},
      {{VM_ADD, 0, 2, 0}, false},
      {{VM_IF, 0, 1, 1}, true},
      {{VM_IF, 0, 1, 2}, false},
      {{VM_IF, 0, 3, 0}, false},
      {{VM_PICK, 0, 0, 5}, true},
      {{VM_PICK, 0, 4, 1}, true},
      {{VM_PICK, 0, 5, 1}, false},
      {{VM_PICK, 0, 1, 5}, false},
      {{VM_PICK, 0, 0, 0}, false},
      {{VM_PICK, 0, 0, 6}, false},
      {{VM_PICK, 0, UINT32_MAX, 2}, false},
      {{VM_PICK, 0, 2, UINT32_MAX}, false},
      {{VM_PICK, 2, 0, 5}, false},
      {{VM_POW, 0, VM_POWER_MAX, 0}, true},
      {{VM_POW, 0, VM_POWER_MAX + 1, 0}, false},
      {{VM_POW, 0, 0U - VM_POWER_MAX, 0}, true},
      {{VM_POW, 0, 0U - VM_POWER_MAX - 1U, 0}, false},
      {{VM_POW, 2, 0, 0}, false},
      {{VM_LOG, 0, 0, 0}, true},
      {{VM_MEAN, 1, 9, 9}, true},
      {{VM_MEAN, 2, 0, 0}, false},
      {{VM_QUANTILE, 0, 1, 0}, true},
      {{VM_QUANTILE, 0, 2, 0}, false},
      {{VM_RANK, 0, 1, 0}, true},
      {{VM_RANK, 2, 1, 0}, false},
      {{VM_BREAKEVEN, 1, 1, 0}, true},
      {{VM_BREAKEVEN, 1, 1, 1}, true},
      {{VM_BREAKEVEN, 2, 1, 0}, false},
      {{VM_BREAKEVEN, 1, 2, 0}, false}, /* no such input */
      {{VM_BREAKEVEN, 1, 1, 2}, false}, /* from 30 to -1 */
      {{VM_BREAKEVEN, 1, 1, 3}, false}, /* from less than 0 */
      {{VM_BREAKEVEN, 1, 1, 4}, false}, /* up to what does not exist */
      {{VM_BREAKEVEN, 1, 1, UINT32_MAX}, false},
      {{VM_OP_COUNT, 0, 0, 0}, false},
      {{UINT32_MAX, 0, 0, 0}, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct vm_step steps[] = {{VM_INPUT, 0, 0, 0}, {VM_INPUT, 1, 0, 0}, cases[i].last};
    struct vm_program p = program_of(steps, 3);
    if (vm_check(&p) != cases[i].sound) {
      fail_msg("row %zu", i);
    }
  }
}

static void constants_are_finite(void **state) {
  (void)state;
  double values[] = {1, FMATH_UNDEFINED};
  struct vm_step step = {VM_CONST, 0, 0, 0};
  struct vm_program p = {&step, 1, values, 2, 0};
  assert_false(vm_check(&p));
  values[1] = FMATH_UNDEFINED - FMATH_UNDEFINED;
  assert_false(vm_check(&p));
  values[1] = DBL_MAX;
  assert_true(vm_check(&p));
}

static void at_most_so_many_steps(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_step *steps = NEW(&a, struct vm_step, VM_STEPS_MAX + 1);
  for (uint32_t i = 1; i <= VM_STEPS_MAX; i++) {
    steps[i] = (struct vm_step){VM_ADD, i - 1, 0, 0};
  }
  static const double values[] = {1};
  struct vm_program p = {steps, VM_STEPS_MAX + 1, values, 1, 0};
  assert_false(vm_check(&p));
  p.step_count = VM_STEPS_MAX;
  assert_true(vm_check(&p));
  assert_true(vm_run(&p, NULL, &a)[VM_STEPS_MAX - 1].values[0] == VM_STEPS_MAX);
}

static void as_many_samples_as_there_may_be(void **state) {
  (void)state;
  arena a = unit_arena();
  double *values = NEW(&a, double, VM_SAMPLES_MAX);
  values[VM_SAMPLES_MAX - 1] = 3;
  struct vm_column x = {values, NULL, VM_SAMPLES_MAX};
  struct vm_column got = run_one(ON(EXP), x, one(0, &a), &a);
  assert_int_equal(got.count, VM_SAMPLES_MAX);
  assert_true(got.values[VM_SAMPLES_MAX - 1] == fmath_exp(3));
}

static void an_empty_program_runs(void **state) {
  (void)state;
  arena a = unit_arena();
  struct vm_program p = {NULL, 0, NULL, 0, 0};
  assert_true(vm_check(&p));
  (void)vm_run(&p, NULL, &a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_operation_on_one_and_many),
      cmocka_unit_test(every_operation_has_a_row),
      cmocka_unit_test(columns_of_one_stay_one),
      cmocka_unit_test(constants_and_inputs_are_not_copied),
      cmocka_unit_test(undefined_samples_travel),
      cmocka_unit_test(one_undefined_value_is_all_of_them),
      cmocka_unit_test(one_late_sample_makes_a_mask),
      cmocka_unit_test(only_the_branch_taken_counts),
      cmocka_unit_test(a_condition_of_one_takes_a_whole_column),
      cmocka_unit_test(a_mask_of_ones_is_no_mask),
      cmocka_unit_test(unsound_programs_are_refused),
      cmocka_unit_test(constants_are_finite),
      cmocka_unit_test(at_most_so_many_steps),
      cmocka_unit_test(as_many_samples_as_there_may_be),
      cmocka_unit_test(an_empty_program_runs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
