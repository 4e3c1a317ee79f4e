#include "model/decision_parts.h"

static uint32_t add_number(struct decision_program *p, double value) {
  *GROW(p->b->read.perm, p->numbers, p->number_count, p->number_cap) =
      (struct decide_number){.value = value, .threshold = DECIDE_NONE};
  return (uint32_t)p->number_count - 1;
}

static void add_step(struct decision_program *p, struct decide_step step) {
  *GROW(p->b->read.perm, p->steps, p->step_count, p->step_cap) = step;
}

static void add_join(struct decision_program *p, enum decide_op op) {
  add_step(p, (struct decide_step){.op = op});
}

/* --- conditions ----------------------------------------------------------------------- */

static bool is_named(const struct condition *c, str id) {
  ptrdiff_t k = 0;
  while (k < c->choice_count && !str_eq(c->choices[k], id)) {
    k++;
  }
  return k < c->choice_count;
}

/* One of the named choices, in runs of neighbours. */
static void emit_choices(struct decision_program *p, const struct condition *c,
                         const struct decision_question *q) {
  uint32_t count = (uint32_t)q->answer_count;
  bool is_first = true;
  for (uint32_t from = 0; from < count; from++) {
    if (!is_named(c, q->answers[from].id)) {
      continue;
    }
    uint32_t to = from + 1;
    while (to < count && is_named(c, q->answers[to].id)) {
      to++;
    }
    add_step(p, (struct decide_step){DECIDE_IN, (uint32_t)q->rank, from, to});
    if (!is_first) {
      add_join(p, DECIDE_OR);
    }
    is_first = false;
    from = to;
  }
}

static void emit_number(struct decision_program *p, const struct condition *c,
                        const struct decision_question *q) {
  uint32_t number = add_number(p, c->number);
  struct decide_step step = {DECIDE_UP_TO, (uint32_t)q->rank, number, 0};
  if (c->kind != COND_LESS) {
    add_step(p, step);
  }
  step.op = DECIDE_LESS;
  if (c->kind != COND_LESS_EQUAL) {
    add_step(p, step);
  }
  if (c->kind == COND_EQUAL) {
    add_join(p, DECIDE_NOT);
    add_join(p, DECIDE_AND);
  }
}

static uint32_t yes_of(const struct decision_question *q) {
  return str_eq(q->answers[0].id, STR("yes")) ? 0 : 1;
}

/* Depth is bounded by CONDITION_DEPTH_MAX and CONDITION_TESTS_MAX. */
static void emit(struct decision_program *p, const struct condition *c) {
  if (c->kind == COND_OR || c->kind == COND_AND || c->kind == COND_NOT) {
    emit(p, c->left);
    if (c->kind != COND_NOT) {
      emit(p, c->right);
    }
    add_join(p, c->kind == COND_NOT ? DECIDE_NOT : c->kind == COND_OR ? DECIDE_OR : DECIDE_AND);
    return;
  }
  if (c->index < 0) {
    return; /* unknown: the program will not run */
  }
  const struct decision_question *q = decision_at(p->b, c->index);
  if (c->kind == COND_IS) {
    emit_choices(p, c, q);
  } else if (c->kind == COND_YES) {
    uint32_t yes = yes_of(q);
    add_step(p, (struct decide_step){DECIDE_IN, (uint32_t)q->rank, yes, yes + 1});
  } else {
    emit_number(p, c, q);
  }
}

uint32_t decision_formula(struct decision_program *p, const struct condition *when) {
  struct decide_formula f = {.first_step = (uint32_t)p->step_count, .root = DIAGRAM_TRUE};
  if (when == NULL) {
    return DECIDE_NONE;
  }
  emit(p, when);
  f.steps = (uint32_t)p->step_count - f.first_step;
  *GROW(p->b->read.perm, p->formulas, p->formula_count, p->formula_cap) = f;
  return (uint32_t)p->formula_count - 1;
}

/* --- questions ------------------------------------------------------------------------ */

static void add_routes(struct decision_program *p, const struct decision_answer *a,
                       struct decide_arm *arm) {
  arm->first_route = (uint32_t)p->route_count;
  arm->routes = (uint32_t)a->route_count;
  for (ptrdiff_t i = 0; i < a->route_count; i++) {
    const struct decision_route *r = &a->routes[i];
    uint32_t target = r->question >= 0 ? (uint32_t)decision_at(p->b, r->question)->rank
                                       : DIAGRAM_LEAF + (uint32_t)r->outcome;
    uint32_t formula = decision_formula(p, r->when);
    *GROW(p->b->read.perm, p->routes, p->route_count, p->route_cap) =
        (struct decide_route){formula, target};
  }
}

static uint32_t bound_number(struct decision_program *p, const struct decision_bound *b) {
  return b->given ? add_number(p, b->value) : DECIDE_NONE;
}

static void add_arm(struct decision_program *p, const struct decision_answer *a) {
  struct decide_arm arm = {.low = bound_number(p, &a->low),
                           .high = bound_number(p, &a->high),
                           .low_open = a->low.open,
                           .high_open = a->high.open};
  add_routes(p, a, &arm);
  *GROW(p->b->read.perm, p->arms, p->arm_count, p->arm_cap) = arm;
}

static void add_answer(struct decision_program *p, str id, uint32_t index, uint32_t arm) {
  *GROW(p->b->read.perm, p->answers, p->answer_count, p->answer_cap) =
      (struct decide_answer){pack_texts_add(p->texts, id), index, index + 1, arm, 0};
}

static struct decide_question question_of(struct decision_program *p,
                                          const struct decision_question *q) {
  struct decide_question made = {
      .id = pack_texts_add(p->texts, q->id),
      .type = q->type,
      .first_answer = (uint32_t)p->answer_count,
      .answers = (uint32_t)q->answer_count,
      .asked = DECIDE_NONE,
      .low = q->low,
      .high = q->high,
  };
  for (uint32_t i = 0; i < made.answers; i++) {
    add_answer(p, q->answers[i].id, i, i);
  }
  return made;
}

static struct pack_section section_of(const void *items, ptrdiff_t count) {
  return (struct pack_section){.items = items, .count = (uint32_t)count};
}

void decision_questions(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  struct decide_question *questions =
      NEW(p->b->read.perm, struct decide_question, d->question_count);
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    questions[rank] = question_of(p, &d->questions[p->by_rank[rank]]);
  }
  /* Only a tree's own way needs what comes now: it is left out where nothing moves. */
  p->shown_count = p->formula_count;
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    const struct decision_question *q = &d->questions[p->by_rank[rank]];
    questions[rank].first_arm = (uint32_t)p->arm_count;
    questions[rank].arms = (uint32_t)q->answer_count;
    for (ptrdiff_t i = 0; i < q->answer_count; i++) {
      add_arm(p, &q->answers[i]);
    }
  }
  image->section[DECIDE_QUESTIONS] = section_of(questions, d->question_count);
  image->section[DECIDE_ANSWERS] = section_of(p->answers, p->answer_count);
  image->section[DECIDE_FORMULAS] = section_of(p->formulas, p->formula_count);
  image->section[DECIDE_STEPS] = section_of(p->steps, p->step_count);
  image->section[DECIDE_NUMBERS] = section_of(p->numbers, p->number_count);
  image->section[DECIDE_ARMS] = section_of(p->arms, p->arm_count);
  image->section[DECIDE_ROUTES] = section_of(p->routes, p->route_count);
}
