#include "core/decide_formula.h"
#include "core/mem.h"
#include "model/decision_survey.h"

struct options_survey {
  struct decision_program *p;
  struct decision *d;
  struct diagram *g;
  diagram_ref *formulas; /* of gates; what was found idle is left out from then on */
  arena *a;
};

static diagram_ref *gate_of(const struct options_survey *s, ptrdiff_t option, ptrdiff_t gate) {
  const struct decide_option *options = s->d->program.section[DECIDE_OPTIONS].items;
  const struct decide_gate *gates = s->d->program.section[DECIDE_GATES].items;
  return &s->formulas[gates[options[option].first_gate + (uint32_t)gate].formula];
}

/* All gates but one; with -1, all. */
static diagram_ref passes_but(const struct options_survey *s, ptrdiff_t option, ptrdiff_t but) {
  diagram_ref all = DIAGRAM_TRUE;
  for (ptrdiff_t g = 0; g < s->d->options[option].gate_count; g++) {
    if (g != but) {
      all = diagram_and(s->g, all, *gate_of(s, option, g));
    }
  }
  return all;
}

static void add_idle(struct options_survey *s, str text, span at, bool is_gate) {
  *GROW(s->a, s->d->idle, s->d->idle_count, s->d->idle_cap) =
      (struct decision_idle){text, at, is_gate};
}

/* The formula of a changed condition, over the same cells as before. */
static diagram_ref rebuild(struct options_survey *s, const struct condition *when) {
  struct decision_program p = {.b = s->p->b, .by_rank = s->p->by_rank};
  struct decide d = s->d->program;
  uint32_t index = decision_formula(&p, when);
  d.section[DECIDE_STEPS].items = p.steps;
  d.section[DECIDE_NUMBERS].items = p.numbers;
  return decide_formula_build(&d, &p.formulas[index], s->g);
}

/* Where a condition is written: from its first name to its last. */
static span span_of(const struct condition *c) {
  while (c->kind <= COND_NOT) {
    c = c->left;
  }
  return c->at;
}

struct clause {
  ptrdiff_t option, gate;
  struct condition *whole;
  diagram_ref others; /* the other gates of the option */
};

/* Leaves out one side of each `and` and `or`: when the option passes as before, it is idle. */
static void try_clauses(struct options_survey *s, const struct clause *of, struct condition *c) {
  if (c->kind == COND_NOT) {
    try_clauses(s, of, c->left);
  }
  if (c->kind > COND_AND) {
    return;
  }
  const struct condition was = *c;
  diagram_ref whole = diagram_and(s->g, of->others, rebuild(s, of->whole));
  for (int side = 0; side < 2; side++) {
    const struct condition *dropped = side == 0 ? was.left : was.right;
    *c = side == 0 ? *was.right : *was.left;
    diagram_ref without = rebuild(s, of->whole);
    bool is_idle = diagram_and(s->g, of->others, without) == whole;
    *c = was;
    if (is_idle) {
      span at = span_of(dropped);
      const struct condition *first = dropped;
      while (first->kind <= COND_NOT) {
        first = first->left;
      }
      add_idle(s, first->question, at, false);
      *gate_of(s, of->option, of->gate) = without;
      return; /* without it the other side may well be needed */
    }
  }
  try_clauses(s, of, was.left);
  try_clauses(s, of, was.right);
}

/* From the last gate on: what repeats is what comes later. */
static void survey_gates(struct options_survey *s, ptrdiff_t option) {
  const struct decision_option *o = &s->d->options[option];
  diagram_ref all = passes_but(s, option, -1);
  for (ptrdiff_t g = o->gate_count; g-- > 0;) {
    struct clause of = {option, g, o->gates[g].when, passes_but(s, option, g)};
    if (of.others == all) {
      add_idle(s, o->gates[g].id, o->gates[g].at, true);
      *gate_of(s, option, g) = DIAGRAM_TRUE;
    } else {
      try_clauses(s, &of, o->gates[g].when);
    }
  }
}

/* With `first` and `one`, options before this one take what it could give. */
static void survey_order(struct options_survey *s) {
  bool is_alone = s->d->pick == DECIDE_ALL;
  diagram_ref before = DIAGRAM_FALSE;
  for (ptrdiff_t i = 0; i < s->d->option_count; i++) {
    struct decision_option *o = &s->d->options[i];
    diagram_ref passes = passes_but(s, i, -1);
    diagram_ref free = is_alone ? passes : diagram_and(s->g, passes, diagram_not(s->g, before));
    o->is_masked = free == DIAGRAM_FALSE;
    for (ptrdiff_t k = 0; k < i && s->d->pick == DECIDE_ONE && o->overlap.n == 0; k++) {
      diagram_ref both = diagram_and(s->g, passes, passes_but(s, k, -1));
      if (both != DIAGRAM_FALSE) {
        o->overlap = decision_example(s->d, s->g, both, DIAGRAM_TRUE, s->a);
        o->overlaps = (int32_t)k;
      }
    }
    before = diagram_or(s->g, before, passes);
  }
  if (before != DIAGRAM_TRUE && s->d->otherwise.n == 0) {
    s->d->gap = decision_example(s->d, s->g, before, DIAGRAM_FALSE, s->a);
  }
}

void decision_survey_options(struct decision_program *p, const struct decide_compiled *compiled) {
  struct options_survey s = {.p = p, .d = p->b->d, .g = compiled->diagram, .a = p->b->read.perm};
  if (s.d->pick == DECIDE_TREE) {
    return;
  }
  s.formulas = NEW(s.a, diagram_ref, p->formula_count);
  mem_copy(s.formulas, compiled->formulas, p->formula_count * (ptrdiff_t)sizeof *s.formulas);
  survey_order(&s);
  for (ptrdiff_t i = 0; i < s.d->option_count; i++) {
    survey_gates(&s, i);
  }
}
