#include "core/decide_formula.h"
#include "core/decide_value.h"
#include "core/mem.h"

/*
 * The tests of a program and the diagram over them. A number that no threshold bounds is one
 * test with all its cells; any other is one test for each bound, and so is each threshold that
 * bounds how many of several are chosen: which cells there are is known when it has a value.
 */
struct testing {
  struct decide *d;
  arena *a;
  struct decide_test *tests;
  ptrdiff_t count, cap;
  ptrdiff_t first; /* of the question at hand */
};

static const struct decide_number *number_at(const struct testing *t, uint32_t number) {
  const struct decide_number *numbers = t->d->section[DECIDE_NUMBERS].items;
  return &numbers[number];
}

static void add_test(struct testing *t, enum decide_test_kind kind, uint32_t variable,
                     uint32_t cells) {
  *GROW(t->a, t->tests, t->count, t->cap) = (struct decide_test){
      .bound = {.threshold = DECIDE_NONE}, .kind = kind, .variable = variable, .cells = cells};
}

/* Each bound of the question at hand once. */
static void add_bound(struct testing *t, const struct decide_test *like, uint32_t number,
                      bool open) {
  struct decide_test test = *like;
  test.bound = *number_at(t, number);
  test.open = open;
  for (ptrdiff_t i = t->first; i < t->count; i++) {
    const struct decide_test *known = &t->tests[i];
    if (known->kind == test.kind && known->open == open &&
        known->bound.threshold == test.bound.threshold && known->bound.value == test.bound.value) {
      return;
    }
  }
  *GROW(t->a, t->tests, t->count, t->cap) = test;
}

/* Bounds in formulas and arms; `movable_only`: those that are thresholds. */
static void add_bounds(struct testing *t, uint32_t question, const struct decide_test *like,
                       bool movable_only) {
  const struct decide_question *q = decide_question(t->d, question);
  const struct decide_step *steps = t->d->section[DECIDE_STEPS].items;
  const struct decide_arm *arms = t->d->section[DECIDE_ARMS].items;
  for (uint32_t i = 0; i < t->d->section[DECIDE_STEPS].count; i++) {
    bool is_own = steps[i].op >= DECIDE_LESS && steps[i].question == question;
    if (is_own && (!movable_only || number_at(t, steps[i].from)->threshold != DECIDE_NONE)) {
      add_bound(t, like, steps[i].from, steps[i].op == DECIDE_UP_TO);
    }
  }
  for (uint32_t i = q->first_arm; i < q->first_arm + q->arms && decide_is_number(q); i++) {
    const struct decide_arm *arm = &arms[i];
    if (arm->low != DECIDE_NONE &&
        (!movable_only || number_at(t, arm->low)->threshold != DECIDE_NONE)) {
      add_bound(t, like, arm->low, arm->low_open != 0);
    }
    if (arm->high != DECIDE_NONE &&
        (!movable_only || number_at(t, arm->high)->threshold != DECIDE_NONE)) {
      add_bound(t, like, arm->high, arm->high_open == 0);
    }
  }
}

/* As long as no threshold bounds it, a question is asked by its variables. */
static void add_question(struct testing *t, uint32_t question) {
  const struct decide_question *q = decide_question(t->d, question);
  const struct decide_variable *variables = t->d->section[DECIDE_VARIABLES].items;
  struct decide_test beyond = {.kind = DECIDE_BEYOND, .variable = q->first_variable, .cells = 2};
  struct decide_test count = {.kind = DECIDE_COUNT, .variable = DECIDE_NONE, .cells = 2};
  t->first = t->count;
  if (decide_is_number(q)) {
    add_bounds(t, question, &beyond, true);
    if (t->count > t->first) {
      t->count = t->first;
      add_bounds(t, question, &beyond, false);
      return;
    }
  }
  for (uint32_t v = q->first_variable; v < q->first_variable + q->variables; v++) {
    add_test(t, DECIDE_CELLS, v, variables[v].cells);
    count.cells += variables[v].cells - 1;
  }
  if (q->type == DECIDE_SEVERAL) {
    add_bounds(t, question, &count, true);
  }
}

static uint32_t test_of(const struct testing *t, const struct decide_question *q, uint32_t number,
                        bool open) {
  return number == DECIDE_NONE ? DECIDE_NONE
                               : decide_find_test(t->d, q, number_at(t, number), open);
}

/* The bands of numbers that are tested at their bounds. */
static void bind_answers(const struct testing *t) {
  const struct decide_arm *arms = t->d->section[DECIDE_ARMS].items;
  struct pack_section *section = &t->d->section[DECIDE_ANSWERS];
  struct decide_answer *own = NEW(t->a, struct decide_answer, (ptrdiff_t)section->count);
  mem_copy(own, section->items, (ptrdiff_t)section->count * (ptrdiff_t)sizeof *own);
  section->items = own;
  for (uint32_t i = 0; i < t->d->section[DECIDE_QUESTIONS].count; i++) {
    const struct decide_question *q = decide_question(t->d, i);
    bool is_tested = decide_is_number(q) &&
                     t->tests[decide_first_test(t->d, q->first_variable)].kind == DECIDE_BEYOND;
    for (uint32_t k = 0; k < q->arms && is_tested; k++) {
      struct decide_answer *a = &own[q->first_answer + k];
      const struct decide_arm *arm = &arms[q->first_arm + k];
      a->low = test_of(t, q, arm->low, arm->low_open != 0);
      a->high = test_of(t, q, arm->high, arm->high_open == 0);
    }
  }
}

bool decide_test_all(struct decide *d, uint32_t formulas, arena *a) {
  struct decide tested = *d;
  struct testing t = {.d = &tested, .a = a};
  struct decide_compiled compiled;
  for (uint32_t q = 0; q < d->section[DECIDE_QUESTIONS].count; q++) {
    add_question(&t, q);
  }
  tested.section[DECIDE_TESTS] =
      (struct pack_section){.items = t.tests, .count = (uint32_t)t.count};
  bind_answers(&t);
  if (!decide_compile(&tested, a, &compiled)) {
    return false;
  }
  tested.section[DECIDE_FORMULAS].count = formulas;
  (void)decide_settle(&tested, &compiled, a);
  const struct decide_formula *made = tested.section[DECIDE_FORMULAS].items;
  const struct decide_root *root = tested.section[DECIDE_ROOT].items;
  struct decide_formula *own = NEW(a, struct decide_formula, (ptrdiff_t)formulas);
  struct decide_root *own_root = NEW(a, struct decide_root, 1);
  const struct decide_formula *old = d->section[DECIDE_FORMULAS].items;
  for (uint32_t i = 0; i < formulas; i++) {
    own[i] = old[i];
    own[i].tested = made[i].root;
  }
  *own_root = *(const struct decide_root *)d->section[DECIDE_ROOT].items;
  own_root->tested = root->root;
  tested.section[DECIDE_TEST_NODES] = tested.section[DECIDE_NODES];
  tested.section[DECIDE_TEST_CHILDREN] = tested.section[DECIDE_CHILDREN];
  tested.section[DECIDE_NODES] = d->section[DECIDE_NODES];
  tested.section[DECIDE_CHILDREN] = d->section[DECIDE_CHILDREN];
  tested.section[DECIDE_FORMULAS].items = own;
  tested.section[DECIDE_ROOT].items = own_root;
  *d = tested;
  return true;
}
