#include "core/mem.h"
#include "model/decision_survey.h"

struct ways_survey {
  struct clause_survey clauses;
  struct decision *d;
  struct diagram *g;
  diagram_ref *formulas; /* what was found idle is left out from then on */
  diagram_ref *ways;     /* by rank: where the tree leads to the question */
  diagram_ref root;
  arena *a;
};

static diagram_ref formula_at(const struct ways_survey *s, uint32_t index) {
  return index == DECIDE_NONE ? DIAGRAM_TRUE : s->formulas[index];
}

/* True where the question has an answer of this arm; of several choices there is one arm. */
static diagram_ref arm_holds(const struct ways_survey *s, const struct decide_question *q,
                             uint32_t arm) {
  const struct decide_answer *answers = s->d->program.section[DECIDE_ANSWERS].items;
  diagram_ref holds = q->arms == 1 ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  for (uint32_t i = q->first_answer; i < q->first_answer + q->answers && q->arms > 1; i++) {
    if (answers[i].arm == arm) {
      diagram_ref own = diagram_cells(s->g, q->first_variable, answers[i].beg, answers[i].end);
      holds = diagram_or(s->g, holds, own);
    }
  }
  return holds;
}

static str example_of(const struct ways_survey *s, diagram_ref holds) {
  return holds == DIAGRAM_FALSE ? STR("") : decision_example(s->d, s->g, holds, DIAGRAM_TRUE, s->a);
}

static bool is_same_target(const struct decision_route *a, const struct decision_route *b) {
  return a->ends == b->ends && a->question == b->question && a->outcome == b->outcome;
}

/* Whether the ways behind number `i` lead to the same wherever that one is taken. */
static bool is_subsumed(const struct ways_survey *s, const struct decision_answer *a,
                        const struct decide_route *packed, ptrdiff_t i, diagram_ref taken) {
  for (ptrdiff_t k = i + 1; k < a->route_count; k++) {
    diagram_ref formula = formula_at(s, packed[k].formula);
    bool leads = diagram_and(s->g, taken, formula) != DIAGRAM_FALSE;
    if (leads && !is_same_target(&a->routes[i], &a->routes[k])) {
      return false;
    }
    taken = diagram_and(s->g, taken, diagram_not(s->g, formula));
  }
  return i + 1 < a->route_count;
}

/* The ways of one answer, which is given where `here` holds. */
static void survey_answer(struct ways_survey *s, const struct decision_answer *a,
                          const struct decide_route *packed, diagram_ref here) {
  diagram_ref left = here;
  bool is_open = true; /* what stands behind a way without a condition was told */
  for (ptrdiff_t i = 0; i < a->route_count && is_open; i++) {
    const struct decision_route *r = &a->routes[i];
    diagram_ref taken = diagram_and(s->g, left, formula_at(s, packed[i].formula));
    is_open = r->when != NULL;
    if (taken == DIAGRAM_FALSE) {
      diagram_ref meant = diagram_and(s->g, here, formula_at(s, packed[i].formula));
      decision_add_idle(&s->clauses, IDLE_NEVER, r->target, r->at)->example = example_of(s, meant);
    } else if (is_subsumed(s, a, packed, i, taken)) {
      decision_add_idle(&s->clauses, IDLE_SAME, r->target, r->at)->example = example_of(s, taken);
    } else if (r->when != NULL && taken != left) {
      decision_survey_clauses(&s->clauses, left, r->when, &s->formulas[packed[i].formula]);
    }
    if (r->question >= 0) {
      diagram_ref *way = &s->ways[s->d->questions[r->question].rank];
      *way = diagram_or(s->g, *way, taken);
    }
    left = diagram_and(s->g, left, diagram_not(s->g, formula_at(s, packed[i].formula)));
  }
}

static void survey_tree(struct ways_survey *s) {
  const struct decide_question *questions = s->d->program.section[DECIDE_QUESTIONS].items;
  const struct decide_arm *arms = s->d->program.section[DECIDE_ARMS].items;
  const struct decide_route *routes = s->d->program.section[DECIDE_ROUTES].items;
  for (ptrdiff_t rank = 0; rank < s->d->question_count; rank++) {
    struct decision_question *q = &s->d->questions[s->d->by_rank[rank]];
    if (s->ways[rank] == DIAGRAM_FALSE) {
      if (q->reached) { /* else the order has told it */
        decision_add_idle(&s->clauses, IDLE_QUESTION, q->id, q->at);
        q->never = true;
      }
      continue;
    }
    for (uint32_t i = 0; i < questions[rank].arms; i++) {
      diagram_ref here = diagram_and(s->g, s->ways[rank], arm_holds(s, &questions[rank], i));
      survey_answer(s, &q->answers[i], routes + arms[questions[rank].first_arm + i].first_route,
                    here);
    }
  }
}

/* --- texts ---------------------------------------------------------------------------- */

/* Texts of which the first whose condition holds is shown, or, if not `is_first`, all. */
static void survey_texts(const struct ways_survey *s, const struct decision_texts *texts,
                         uint32_t first, diagram_ref left, bool is_first) {
  for (ptrdiff_t i = 0; i < texts->count && left != DIAGRAM_FALSE; i++) {
    const struct decision_text *t = &texts->items[i];
    diagram_ref formula = s->formulas[first + (uint32_t)i];
    if (diagram_and(s->g, left, formula) == DIAGRAM_FALSE) {
      decision_add_idle(&s->clauses, IDLE_TEXT, t->when_text, t->at);
    }
    left = is_first ? diagram_and(s->g, left, diagram_not(s->g, formula)) : left;
  }
}

/* True where the decision ends with this outcome. */
static diagram_ref ends_with(const struct ways_survey *s, uint32_t outcome) {
  const bool *reached = diagram_reach(s->g, s->root, s->a);
  if (reached == NULL) {
    return diagram_outcome(s->root) == outcome ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  }
  diagram_ref *holds = NEW(s->a, diagram_ref, (ptrdiff_t)s->root + 1);
  diagram_ref children[DIAGRAM_CELLS_MAX];
  for (diagram_ref i = 0; i <= s->root; i++) {
    uint32_t question = reached[i] ? diagram_question(s->g, i) : 0;
    for (uint32_t c = 0; reached[i] && c < diagram_cell_count(s->g, question); c++) {
      diagram_ref child = diagram_children(s->g, i)[c];
      children[c] = !diagram_is_leaf(child)             ? holds[child]
                    : diagram_outcome(child) == outcome ? DIAGRAM_TRUE
                                                        : DIAGRAM_FALSE;
    }
    holds[i] = reached[i] ? diagram_node(s->g, question, children) : DIAGRAM_FALSE;
  }
  return holds[s->root];
}

static void survey_says(const struct ways_survey *s) {
  const struct decide_outcome *outcomes = s->d->program.section[DECIDE_OUTCOMES].items;
  for (ptrdiff_t i = 0; i < s->d->outcome_count; i++) {
    const struct decision_outcome *o = &s->d->outcomes[i];
    if (o->says.count > 0) {
      survey_texts(s, &o->says, outcomes[i].first_say, ends_with(s, (uint32_t)i), false);
    }
  }
}

static void survey_wordings(const struct ways_survey *s) {
  const struct decide_question *questions = s->d->program.section[DECIDE_QUESTIONS].items;
  for (ptrdiff_t rank = 0; rank < s->d->question_count; rank++) {
    const struct decision_question *q = &s->d->questions[s->d->by_rank[rank]];
    survey_texts(s, &q->asks, questions[rank].first_ask, s->ways[rank], true);
    survey_texts(s, &q->hints, questions[rank].first_hint, s->ways[rank], true);
    survey_texts(s, &q->rules, questions[rank].first_rule, s->ways[rank], true);
  }
}

void decision_survey_ways(struct decision_program *p, const struct decide_compiled *compiled) {
  struct ways_survey s = {.d = p->b->d, .g = compiled->diagram, .root = compiled->root};
  bool is_tree = s.d->pick == DECIDE_TREE;
  s.clauses = (struct clause_survey){p, compiled->diagram};
  s.a = p->b->read.perm;
  s.formulas = NEW(s.a, diagram_ref, p->formula_count);
  mem_copy(s.formulas, compiled->formulas, p->formula_count * (ptrdiff_t)sizeof *s.formulas);
  s.ways = NEW(s.a, diagram_ref, s.d->question_count);
  for (ptrdiff_t rank = 0; rank < s.d->question_count; rank++) {
    s.ways[rank] = is_tree ? DIAGRAM_FALSE : DIAGRAM_TRUE;
  }
  if (is_tree) {
    s.ways[s.d->questions[s.d->start].rank] = DIAGRAM_TRUE;
    survey_tree(&s);
  }
  survey_wordings(&s);
  survey_says(&s);
}
