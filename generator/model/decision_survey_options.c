#include "core/mem.h"
#include "model/decision_survey.h"

struct options_survey {
  struct clause_survey clauses;
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

/* From the last gate on: what repeats is what comes later. */
static void survey_gates(struct options_survey *s, ptrdiff_t option) {
  const struct decision_option *o = &s->d->options[option];
  diagram_ref all = passes_but(s, option, -1);
  for (ptrdiff_t g = o->gate_count; g-- > 0;) {
    diagram_ref others = passes_but(s, option, g);
    if (others == all) {
      decision_add_idle(&s->clauses, IDLE_GATE, o->gates[g].id, o->gates[g].at);
      *gate_of(s, option, g) = DIAGRAM_TRUE;
    } else {
      decision_survey_clauses(&s->clauses, others, o->gates[g].when, gate_of(s, option, g));
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
  struct options_survey s = {.d = p->b->d, .g = compiled->diagram, .a = p->b->read.perm};
  s.clauses = (struct clause_survey){p, compiled->diagram};
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
