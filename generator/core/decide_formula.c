#include "core/decide_formula.h"

#include "core/decide_value.h"

/* More than formulas of people need: they nest some thirty deep. */
enum { STACK_MAX = 64 };

double decide_number_value(const struct decide *d, uint32_t number) {
  const struct decide_number *n = d->section[DECIDE_NUMBERS].items;
  return decide_number_now(d, &n[number]);
}

uint32_t decide_first_test(const struct decide *d, uint32_t variable) {
  const struct decide_test *tests = d->section[DECIDE_TESTS].items;
  uint32_t t = 0;
  while (t < d->section[DECIDE_TESTS].count && tests[t].variable != variable) {
    t++;
  }
  return d->section[DECIDE_TESTS].count == 0 ? variable : t;
}

uint32_t decide_find_test(const struct decide *d, const struct decide_question *q,
                          const struct decide_number *bound, bool open) {
  const struct decide_test *tests = d->section[DECIDE_TESTS].items;
  uint32_t t = decide_first_test(d, q->first_variable);
  while (tests[t].kind == DECIDE_CELLS || tests[t].open != open ||
         tests[t].bound.threshold != bound->threshold || tests[t].bound.value != bound->value) {
    t++;
  }
  return t;
}

/* Whether a bound of a question is a test of its own, in a diagram over tests. */
static bool is_tested(const struct decide *d, const struct decide_question *q,
                      const struct decide_number *bound) {
  const struct decide_test *tests = d->section[DECIDE_TESTS].items;
  return d->section[DECIDE_TESTS].count > 0 &&
         (q->type == DECIDE_SEVERAL
              ? bound->threshold != DECIDE_NONE
              : tests[decide_first_test(d, q->first_variable)].kind == DECIDE_BEYOND);
}

/* What is said of a question's number, or of how many choices are chosen: it lies before a bound.
 */
struct bound {
  const struct decide *d;
  const struct decide_question *q;
  struct decide_number number;
  bool open;
};

/* Whether so many choices lie before the bound. */
static diagram_ref count_is_before(const struct bound *b, uint32_t count, uint32_t most,
                                   struct diagram *diagram) {
  double limit = decide_number_now(b->d, &b->number);
  if (is_tested(b->d, b->q, &b->number)) {
    uint32_t test = decide_find_test(b->d, b->q, &b->number, b->open);
    return diagram_cells(diagram, test, count + 1, most + 2);
  }
  bool holds = (double)count < limit || (b->open && (double)count == limit);
  return holds ? DIAGRAM_TRUE : DIAGRAM_FALSE;
}

/* True where so many of the choices are chosen that the count lies before the bound. */
static diagram_ref count_build(const struct bound *b, struct diagram *diagram) {
  uint32_t first = decide_first_test(b->d, b->q->first_variable);
  uint32_t most = 0;
  diagram_ref now[DIAGRAM_CELLS_MAX + 1];
  for (uint32_t v = 0; v < b->q->variables; v++) {
    most += diagram_cell_count(diagram, first + v) - 1;
  }
  if (most > DIAGRAM_CELLS_MAX) {
    return DIAGRAM_FALSE; /* layout allows no more choices than cells */
  }
  for (uint32_t sum = 0; sum <= most; sum++) {
    now[sum] = count_is_before(b, sum, most, diagram);
  }
  for (uint32_t v = b->q->variables; v-- > 0;) {
    uint32_t own = diagram_cell_count(diagram, first + v) - 1;
    most -= own;
    for (uint32_t sum = 0; sum <= most; sum++) {
      now[sum] = diagram_node(diagram, first + v, now + sum);
    }
  }
  return now[0];
}

static diagram_ref bound_build(const struct bound *b, struct diagram *diagram) {
  const struct decide_cut *cuts = b->d->section[DECIDE_CUTS].items;
  if (b->q->type == DECIDE_SEVERAL) {
    return count_build(b, diagram);
  }
  if (is_tested(b->d, b->q, &b->number)) {
    return diagram_cells(diagram, decide_find_test(b->d, b->q, &b->number, b->open), 0, 1);
  }
  struct decide_cut at = {.at = decide_number_now(b->d, &b->number), .open = b->open};
  cuts = b->q->cells > 1 ? cuts + b->q->first_cut : NULL; /* there may be none at all */
  return diagram_cells(diagram, decide_first_test(b->d, b->q->first_variable), 0,
                       decide_cells_before(b->q, cuts, &at));
}

static diagram_ref test_build(const struct decide *d, const struct decide_step *s,
                              struct diagram *diagram) {
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  const struct decide_number *numbers = d->section[DECIDE_NUMBERS].items;
  q += s->question;
  if (s->op == DECIDE_IN) {
    return diagram_cells(diagram, decide_first_test(d, q->first_variable), s->from, s->to);
  }
  if (s->op == DECIDE_HAS) {
    uint32_t own = answers[q->first_answer + s->from].beg;
    return diagram_cells(diagram, decide_first_test(d, q->first_variable) + own, 1, 2);
  }
  struct bound b = {d, q, {.value = 0, .threshold = DECIDE_NONE}, true};
  if (s->op != DECIDE_NO) {
    b.number = numbers[s->from];
    b.open = s->op == DECIDE_UP_TO;
  }
  return bound_build(&b, diagram);
}

diagram_ref decide_formula_build(const struct decide *d, const struct decide_formula *f,
                                 struct diagram *diagram) {
  const struct decide_step *steps = d->section[DECIDE_STEPS].items;
  diagram_ref stack[STACK_MAX + 2] = {DIAGRAM_TRUE};
  uint32_t n = 0;
  for (uint32_t i = f->first_step; i < f->first_step + f->steps; i++) {
    const struct decide_step *s = &steps[i];
    if (s->op == DECIDE_NOT) {
      stack[n - 1] = diagram_not(diagram, stack[n - 1]);
    } else if (s->op <= DECIDE_OR) {
      n--;
      diagram_ref with = s->op == DECIDE_AND ? diagram_and(diagram, stack[n - 1], stack[n])
                                             : diagram_or(diagram, stack[n - 1], stack[n]);
      stack[n - 1] = with;
    } else {
      stack[n++] = test_build(d, s, diagram);
    }
  }
  return stack[0];
}
