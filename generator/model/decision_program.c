#include "model/decision_parts.h"

/* A plain number, or, from 0 on, a threshold times the factor that its unit needs. */
static uint32_t add_number(struct decision_program *p, double value, int32_t threshold,
                           double factor) {
  *GROW(p->b->read.perm, p->numbers, p->number_count, p->number_cap) = (struct decide_number){
      .value = threshold < 0 ? value : factor,
      .threshold = threshold < 0 ? DECIDE_NONE : (uint32_t)threshold,
  };
  return (uint32_t)p->number_count - 1;
}

static void add_step(struct decision_program *p, struct decide_step step) {
  *GROW(p->b->read.perm, p->steps, p->step_count, p->step_cap) = step;
}

static void add_join(struct decision_program *p, enum decide_op op) {
  add_step(p, (struct decide_step){.op = op});
}

/* --- conditions ----------------------------------------------------------------------- */

static bool is_named(const struct condition *c, const struct decision_question *q,
                     uint32_t choice) {
  ptrdiff_t k = 0;
  while (k < c->choice_count && !decision_choice_is(q, choice, c->choices[k])) {
    k++;
  }
  return k < c->choice_count;
}

/* One of the named choices, in runs of neighbours; of several each on its own. */
static void emit_choices(struct decision_program *p, const struct condition *c,
                         const struct decision_question *q) {
  bool is_several = q->type == DECIDE_SEVERAL;
  uint32_t count = (uint32_t)q->choice_count;
  bool is_first = true;
  for (uint32_t from = 0; from < count; from++) {
    if (!is_named(c, q, from)) {
      continue;
    }
    uint32_t to = from + 1;
    while (to < count && !is_several && is_named(c, q, to)) {
      to++;
    }
    enum decide_op op = is_several ? DECIDE_HAS : DECIDE_IN;
    add_step(p, (struct decide_step){op, (uint32_t)q->rank, from, to});
    if (!is_first) {
      add_join(p, DECIDE_OR);
    }
    is_first = false;
    from = to - 1;
  }
}

static void emit_number(struct decision_program *p, const struct condition *c,
                        const struct decision_question *q) {
  uint32_t number = add_number(p, c->number, c->threshold_index, c->factor);
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
  return q->choice_count == 0 || str_eq(q->choices[0].id, STR("yes")) ? 0 : 1;
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
  if (c->kind == COND_IS && q->type == DECIDE_SEVERAL) {
    add_step(p, (struct decide_step){DECIDE_NO, (uint32_t)q->rank, 0, 0});
  } else if (c->kind == COND_IS || c->kind == COND_HAS) {
    emit_choices(p, c, q);
  } else if (c->kind == COND_YES) {
    uint32_t yes = yes_of(q);
    add_step(p, (struct decide_step){DECIDE_IN, (uint32_t)q->rank, yes, yes + 1});
  } else {
    emit_number(p, c, q);
  }
}

/* Without a condition it always holds. */
static uint32_t add_formula(struct decision_program *p, const struct condition *when) {
  struct decide_formula f = {.first_step = (uint32_t)p->step_count, .root = DIAGRAM_TRUE};
  if (when != NULL) {
    emit(p, when);
  }
  f.steps = (uint32_t)p->step_count - f.first_step;
  *GROW(p->b->read.perm, p->formulas, p->formula_count, p->formula_cap) = f;
  return (uint32_t)p->formula_count - 1;
}

uint32_t decision_formula(struct decision_program *p, const struct condition *when) {
  return when == NULL ? DECIDE_NONE : add_formula(p, when);
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
  return b->given ? add_number(p, b->value, b->threshold, b->factor) : DECIDE_NONE;
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
      (struct decide_answer){.id = pack_texts_add(p->texts, id),
                             .beg = index,
                             .end = index + 1,
                             .arm = arm,
                             .low = DECIDE_NONE,
                             .high = DECIDE_NONE};
}

/* Choices, or the bands of a number; one that has all where there are none. */
static void add_answers(struct decision_program *p, const struct decision_question *q) {
  for (uint32_t i = 0; i < (uint32_t)q->choice_count; i++) {
    add_answer(p, q->choices[i].id, i, q->choices[i].arm < 0 ? 0 : (uint32_t)q->choices[i].arm);
  }
  bool is_number = q->type == DECIDE_NUMBER || q->type == DECIDE_DATE;
  for (uint32_t i = 0; is_number && i < (uint32_t)q->answer_count; i++) {
    add_answer(p, STR(""), 0, i);
  }
  if (is_number && q->answer_count == 0) {
    add_answer(p, STR(""), 0, 0);
  }
}

/* The formulas of a list in a row; a wording without a condition always holds. */
uint32_t decision_formulas(struct decision_program *p, const struct decision_texts *texts,
                           uint32_t *ret_count) {
  uint32_t first = (uint32_t)p->formula_count;
  *ret_count = (uint32_t)texts->count;
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    add_formula(p, texts->items[i].when);
  }
  return first;
}

static struct decide_question question_of(struct decision_program *p,
                                          const struct decision_question *q) {
  struct decide_question made = {
      .id = pack_texts_add(p->texts, q->id),
      .type = q->type,
      .flags = q->fixed ? DECIDE_FIXED : 0,
      .first_answer = (uint32_t)p->answer_count,
      .asked = DECIDE_NONE,
      .low = q->low,
      .high = q->high,
      .feeds = pack_texts_add(p->texts, q->feeds),
      .feeds_factor = q->feeds_factor,
  };
  add_answers(p, q);
  made.answers = (uint32_t)p->answer_count - made.first_answer;
  made.first_ask = decision_formulas(p, &q->asks, &made.asks);
  made.first_hint = decision_formulas(p, &q->hints, &made.hints);
  made.first_rule = decision_formulas(p, &q->rules, &made.rules);
  if (q->always) {
    made.asked = add_formula(p, NULL);
  }
  return made;
}

static struct pack_section section_of(const void *items, ptrdiff_t count) {
  return (struct pack_section){.items = items, .count = (uint32_t)count};
}

void decision_questions(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  p->questions = NEW(p->b->read.perm, struct decide_question, d->question_count);
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    p->questions[rank] = question_of(p, &d->questions[p->by_rank[rank]]);
  }
  image->section[DECIDE_QUESTIONS] = section_of(p->questions, d->question_count);
  image->section[DECIDE_ANSWERS] = section_of(p->answers, p->answer_count);
}

void decision_ways(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    const struct decision_question *q = &d->questions[p->by_rank[rank]];
    p->questions[rank].first_arm = (uint32_t)p->arm_count;
    p->questions[rank].arms = (uint32_t)q->answer_count;
    for (ptrdiff_t i = 0; i < q->answer_count; i++) {
      add_arm(p, &q->answers[i]);
    }
  }
  image->section[DECIDE_FORMULAS] = section_of(p->formulas, p->formula_count);
  image->section[DECIDE_STEPS] = section_of(p->steps, p->step_count);
  image->section[DECIDE_NUMBERS] = section_of(p->numbers, p->number_count);
  image->section[DECIDE_ARMS] = section_of(p->arms, p->arm_count);
  image->section[DECIDE_ROUTES] = section_of(p->routes, p->route_count);
}
