#include "model/decision_coverage.h"

#include "core/decide_formula.h"
#include "core/decide_state.h"
#include "core/state.h"

struct decision_coverage decision_coverage_new(const struct decision *d, arena *a, arena scratch) {
  struct decision_coverage c = {.d = d, .scratch = scratch};
  c.variables = d->engine.section[DECIDE_VARIABLES].items;
  c.variable_count = d->engine.section[DECIDE_VARIABLES].count;
  c.gates = d->engine.section[DECIDE_GATES].items;
  c.gate_count = d->engine.section[DECIDE_GATES].count;
  c.outcomes = NEW(a, bool, d->outcome_count);
  c.cells = NEW(a, bool *, (ptrdiff_t)c.variable_count);
  c.sides = NEW(a, bool, 2 * (ptrdiff_t)c.gate_count);
  c.limits = NEW(a, bool, 2 * d->threshold_count);
  for (uint32_t v = 0; v < c.variable_count; v++) {
    c.cells[v] = NEW(a, bool, (ptrdiff_t)c.variables[v].cells);
  }
  return c;
}

static void touch(struct decision_coverage *c, bool *what) {
  c->is_found = c->is_found || !*what;
  *what = true;
}

/* Cells mean what they do as the decision stands, not where a threshold was moved. */
static void cover_cells(struct decision_coverage *c, const struct decide_state *r) {
  bool is_moved = false;
  for (ptrdiff_t t = 0; t < c->d->threshold_count; t++) {
    is_moved = is_moved || r->is_set[t];
  }
  for (uint32_t v = 0; v < c->variable_count && !is_moved; v++) {
    struct decide_cells cells = r->given.cells[v];
    if (r->given.of[c->variables[v].question].counts && cells.end - cells.beg == 1) {
      touch(c, &c->cells[v][cells.beg]);
    }
  }
}

/* An answer, if it counts and is known, on one side of a number that is a threshold. */
static void cover_limit(struct decision_coverage *c, const struct decide_state *r,
                        uint32_t question, uint32_t number, bool with_value) {
  struct decide program = c->d->program;
  program.section[DECIDE_THRESHOLDS] = r->d.section[DECIDE_THRESHOLDS];
  const struct decide_number *n = program.section[DECIDE_NUMBERS].items;
  const struct decide_given *given = &r->given.of[question];
  const struct decide_question *q = decide_question(&r->d, question);
  if (number == DECIDE_NONE || n[number].threshold == DECIDE_NONE || !given->counts ||
      given->is_unsure) {
    return;
  }
  double value = decide_number_value(&program, number);
  double low = given->low;
  double high = given->high;
  if (q->type == DECIDE_SEVERAL) {
    low = 0;
    for (uint32_t i = 0; i < q->answers; i++) {
      low += r->given.chosen[q->first_answer + i];
    }
    high = low;
  }
  bool *sides = &c->limits[2 * n[number].threshold];
  if (high < value || (with_value && high == value)) {
    touch(c, &sides[0]);
  } else if (low > value || (!with_value && low == value)) {
    touch(c, &sides[1]);
  }
}

static void cover_limits(struct decision_coverage *c, const struct decide_state *r) {
  const struct decide *program = &c->d->program;
  const struct decide_step *steps = program->section[DECIDE_STEPS].items;
  const struct decide_arm *arms = program->section[DECIDE_ARMS].items;
  for (uint32_t i = 0; i < program->section[DECIDE_STEPS].count; i++) {
    if (steps[i].op >= DECIDE_LESS) {
      cover_limit(c, r, steps[i].question, steps[i].from, steps[i].op == DECIDE_UP_TO);
    }
  }
  for (uint32_t q = 0; q < r->question_count && program->section[DECIDE_ARMS].count > 0; q++) {
    const struct decide_question *own = decide_question(program, q);
    for (uint32_t i = own->first_arm; i < own->first_arm + own->arms; i++) {
      cover_limit(c, r, q, arms[i].low, arms[i].low_open != 0);
      cover_limit(c, r, q, arms[i].high, arms[i].high_open == 0);
    }
  }
}

void decision_cover_state(struct decision_coverage *c, str state) {
  arena scratch = c->scratch;
  struct decide_state r = decide_state_read(&c->d->engine, state, &scratch);
  struct decide_walk w = decide_walk_new(&r.d, r.given, &scratch);
  for (ptrdiff_t i = 0; w.possible_count == 1 && i < c->d->outcome_count; i++) {
    if (w.possible[i]) {
      touch(c, &c->outcomes[i]);
    }
  }
  cover_cells(c, &r);
  cover_limits(c, &r);
  for (uint32_t g = 0; g < c->gate_count; g++) {
    const struct decide_gate *gates = r.d.section[DECIDE_GATES].items;
    enum decide_truth truth = decide_walk_truth(&w, gates[g].formula, scratch);
    if (truth == DECIDE_HOLDS) {
      touch(c, &c->sides[2 * g]);
    } else if (truth == DECIDE_FAILS) {
      touch(c, &c->sides[2 * g + 1]);
    }
  }
}

str decision_test_state(const struct decision_test *t, arena *a) {
  buf state = buf_open(a);
  for (ptrdiff_t i = 0; i < t->answer_count; i++) {
    state_add(&state, 0, t->answers[i].id, t->answers[i].value);
  }
  for (ptrdiff_t i = 0; i < t->model_count; i++) {
    state_add(&state, 0, t->model[i].id, t->model[i].value);
  }
  return buf_close(&state, a);
}

void decision_cover_tests(struct decision_coverage *c, arena *a) {
  for (ptrdiff_t i = 0; i < c->d->test_count; i++) {
    decision_cover_state(c, decision_test_state(&c->d->tests[i], a));
  }
}

static bool is_threshold(const struct decide *d, uint32_t number, uint32_t threshold) {
  const struct decide_number *n = d->section[DECIDE_NUMBERS].items;
  return number != DECIDE_NONE && n[number].threshold == threshold;
}

bool decision_uses_threshold(const struct decision *d, uint32_t threshold) {
  const struct decide_step *steps = d->program.section[DECIDE_STEPS].items;
  const struct decide_arm *arms = d->program.section[DECIDE_ARMS].items;
  bool is_used = false;
  for (uint32_t i = 0; i < d->program.section[DECIDE_STEPS].count; i++) {
    is_used = is_used ||
              (steps[i].op >= DECIDE_LESS && is_threshold(&d->program, steps[i].from, threshold));
  }
  for (uint32_t i = 0; i < d->program.section[DECIDE_ARMS].count; i++) {
    is_used = is_used || is_threshold(&d->program, arms[i].low, threshold) ||
              is_threshold(&d->program, arms[i].high, threshold);
  }
  return is_used;
}
