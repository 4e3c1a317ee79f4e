#include "core/decide_formula.h"
#include "model/decision_survey.h"

struct decision_idle *decision_add_idle(const struct clause_survey *s, enum decision_idle_kind kind,
                                        str text, span at) {
  struct decision *d = s->p->b->d;
  struct decision_idle *idle = GROW(s->p->b->read.perm, d->idle, d->idle_count, d->idle_cap);
  *idle = (struct decision_idle){.kind = kind, .text = text, .at = at};
  return idle;
}

/* The formula of a changed condition, over the same cells as before. */
static diagram_ref rebuild(const struct clause_survey *s, const struct condition *when) {
  struct decision_program p = {.b = s->p->b, .by_rank = s->p->by_rank};
  struct decide d = s->p->b->d->program;
  uint32_t index = decision_formula(&p, when);
  d.section[DECIDE_STEPS].items = p.steps;
  d.section[DECIDE_NUMBERS].items = p.numbers;
  return decide_formula_build(&d, &p.formulas[index], s->g);
}

/* A condition is written from its first name on. */
static const struct condition *first_of(const struct condition *c) {
  while (c->kind <= COND_NOT) {
    c = c->left;
  }
  return c;
}

struct clause {
  struct condition *whole;
  diagram_ref within; /* where it counts */
  diagram_ref *formula;
};

/* Leaves out one side of each `and` and `or`: where all else is as before, it is idle. */
static void try_clauses(const struct clause_survey *s, const struct clause *of,
                        struct condition *c) {
  if (c->kind == COND_NOT) {
    try_clauses(s, of, c->left);
  }
  if (c->kind > COND_AND) {
    return;
  }
  const struct condition was = *c;
  diagram_ref whole = diagram_and(s->g, of->within, rebuild(s, of->whole));
  for (int side = 0; side < 2; side++) {
    const struct condition *dropped = side == 0 ? was.left : was.right;
    *c = side == 0 ? *was.right : *was.left;
    diagram_ref without = rebuild(s, of->whole);
    bool is_idle = diagram_and(s->g, of->within, without) == whole;
    *c = was;
    if (is_idle) {
      const struct condition *first = first_of(dropped);
      decision_add_idle(s, IDLE_CLAUSE, first->question, first->at);
      *of->formula = without;
      return; /* without it the other side may well be needed */
    }
  }
  try_clauses(s, of, was.left);
  try_clauses(s, of, was.right);
}

void decision_survey_clauses(const struct clause_survey *s, diagram_ref within,
                             struct condition *when, diagram_ref *formula) {
  struct clause of = {when, within, formula};
  try_clauses(s, &of, when);
}
