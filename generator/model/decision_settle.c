#include "core/decide_value.h"
#include "model/decision_parts.h"

struct ids {
  str *items;
  ptrdiff_t count;
};

/* "Did you mean" with the nearest id, else the sentence given. */
static void suggest(struct decision_build *b, struct diag *d, str word, struct ids ids,
                    str otherwise) {
  if (!diag_suggest(b->read.diags, d, word, ids.items, ids.count)) {
    diag_hint(b->read.diags, d, otherwise);
  }
}

static struct ids question_ids(struct decision_build *b) {
  struct ids ids = {NEW(b->read.perm, str, b->d->question_count + 1), b->d->question_count};
  for (ptrdiff_t i = 0; i < ids.count; i++) {
    ids.items[i] = b->d->questions[i].id;
  }
  return ids;
}

static struct ids outcome_ids(struct decision_build *b) {
  struct ids ids = {NEW(b->read.perm, str, b->d->outcome_count + 1), b->d->outcome_count};
  for (ptrdiff_t i = 0; i < ids.count; i++) {
    ids.items[i] = b->d->outcomes[i].id;
  }
  return ids;
}

/* What a choice may be called in conditions: its id, a group's, `other`. */
static struct ids choice_ids(struct decision_build *b, const struct decision_question *q) {
  struct ids ids = {NEW(b->read.perm, str, q->choice_count + q->group_count + 1), 0};
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    ids.items[ids.count++] = q->choices[i].id;
  }
  for (ptrdiff_t i = 0; i < q->group_count; i++) {
    ids.items[ids.count++] = q->groups[i].id;
  }
  if (q->group_count > 0) {
    ids.items[ids.count++] = STR("other");
  }
  return ids;
}

static struct ids threshold_ids(struct decision_build *b) {
  struct ids ids = {NEW(b->read.perm, str, b->d->threshold_count + 1), b->d->threshold_count};
  for (ptrdiff_t i = 0; i < ids.count; i++) {
    ids.items[i] = b->d->thresholds[i].id;
  }
  return ids;
}

static void settle_target(struct decision_build *b, struct decision_route *r) {
  if (r->target.n == 0) {
    return; /* it was refused when it was read */
  }
  int32_t index = map_get(r->ends ? &b->outcomes : &b->questions, r->target);
  *(r->ends ? &r->outcome : &r->question) = index;
  if (index != MAP_NONE) {
    return;
  }
  b->broken = true;
  struct diag *d = diag_add(b->read.diags, D_TREE_TARGET, r->at, r->target);
  if (map_get(r->ends ? &b->questions : &b->outcomes, r->target) != MAP_NONE) {
    diag_hint(b->read.diags, d,
              r->ends ? STR("That is a question: lead to it with `go:`.")
                      : STR("That is an outcome: lead to it with `end:`."));
  } else if (r->ends) {
    suggest(b, d, r->target, outcome_ids(b), STR("Add it to `outcomes:`, or correct the id."));
  } else {
    suggest(b, d, r->target, question_ids(b), STR("Add it to `questions:`, or correct the id."));
  }
}

static void refuse_kind(struct decision_build *b, const struct condition *c, str hint) {
  struct diag *d = diag_add(b->read.diags, D_COND_KIND, c->at, c->question);
  diag_hint(b->read.diags, d, hint);
  b->broken = true;
}

static void settle_choices(struct decision_build *b, const struct condition *c,
                           const struct decision_question *q) {
  struct ids ids = choice_ids(b, q);
  for (ptrdiff_t k = 0; k < c->choice_count; k++) {
    bool known = false;
    for (ptrdiff_t i = 0; i < ids.count && !known; i++) {
      known = str_eq(ids.items[i], c->choices[k]);
    }
    if (!known) {
      struct diag *d = diag_add(b->read.diags, D_COND_NAME, c->choice_at[k], c->choices[k]);
      suggest(b, d, c->choices[k], ids, STR("It is no answer to that question."));
      b->broken = true;
    }
  }
}

/* A threshold by its name; numbers against numbers, days against days. */
static void settle_number(struct decision_build *b, struct condition *c, bool is_day,
                          struct decision_question *q) {
  if (c->threshold.n > 0) {
    c->threshold_index = map_get(&b->thresholds, c->threshold);
    if (c->threshold_index == MAP_NONE) {
      struct diag *d = diag_add(b->read.diags, D_COND_NAME, c->number_at, c->threshold);
      suggest(b, d, c->threshold, threshold_ids(b),
              STR("Compare with a number, a day or one of the `thresholds:`."));
      b->broken = true;
      return;
    }
    struct decision_threshold *t = &b->d->thresholds[c->threshold_index];
    c->is_day = t->is_day;
    c->factor = c->counts ? 1 : decision_factor(b, t, q, c->number_at);
    c->number = t->value * c->factor;
  }
  if (c->is_day != is_day) {
    refuse_kind(b, c,
                is_day ? STR("Its answer is a day: compare it with one, as 2026-11-21.")
                       : STR("Its answer is a number: it cannot be compared with a day."));
  }
}

static bool is_nothing(const struct condition *c) {
  return c->kind == COND_IS && c->choice_count == 1 && str_eq(c->choices[0], DECIDE_NOTHING);
}

static void settle_several(struct decision_build *b, struct condition *c,
                           struct decision_question *q) {
  if (c->kind == COND_HAS) {
    settle_choices(b, c, q);
  } else if (c->kind >= COND_LESS && c->counts) {
    settle_number(b, c, false, q);
  } else if (!is_nothing(c)) {
    refuse_kind(
        b, c, STR("Several may be chosen: write `has` and a choice, `is none`, or `count >= 2`."));
  }
}

static void settle_test(struct decision_build *b, struct condition *c) {
  c->index = map_get(&b->questions, c->question);
  if (c->index == MAP_NONE) {
    struct diag *d = diag_add(b->read.diags, D_COND_NAME, c->at, c->question);
    suggest(b, d, c->question, question_ids(b),
            STR("Conditions look at questions of this decision."));
    b->broken = true;
    return;
  }
  struct decision_question *q = decision_at(b, c->index);
  bool is_number = q->type == DECIDE_NUMBER || q->type == DECIDE_DATE;
  if (q->type == DECIDE_SEVERAL) {
    settle_several(b, c, q);
  } else if (c->kind == COND_HAS || c->counts) {
    refuse_kind(b, c, STR("Only questions of type several have choices to count."));
  } else if (c->kind >= COND_LESS && !is_number) {
    refuse_kind(b, c, STR("Only numbers can be compared; write `is` and a choice."));
  } else if (c->kind >= COND_LESS) {
    settle_number(b, c, q->type == DECIDE_DATE, q);
  } else if (is_number) {
    refuse_kind(b, c, STR("Its answer is a number: compare it, as in `examples >= 500`."));
  } else if (c->kind == COND_YES && q->type != DECIDE_YESNO) {
    refuse_kind(b, c, STR("It has choices: write `is` and one of them."));
  } else if (c->kind == COND_IS) {
    settle_choices(b, c, q);
  }
}

/* Depth is bounded by CONDITION_DEPTH_MAX and CONDITION_TESTS_MAX. */
static void settle_condition(struct decision_build *b, struct condition *c) {
  if (c->kind == COND_OR || c->kind == COND_AND) {
    settle_condition(b, c->left);
    settle_condition(b, c->right);
  } else if (c->kind == COND_NOT) {
    settle_condition(b, c->left);
  } else {
    settle_test(b, c);
  }
}

static void settle_texts(struct decision_build *b, const struct decision_texts *texts) {
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    if (texts->items[i].when != NULL) {
      settle_condition(b, texts->items[i].when);
    }
  }
}

static void settle_answers(struct decision_build *b, const struct decision_question *q) {
  for (ptrdiff_t k = 0; k < q->answer_count; k++) {
    for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
      settle_target(b, &q->answers[k].routes[r]);
      if (q->answers[k].routes[r].when != NULL) {
        settle_condition(b, q->answers[k].routes[r].when);
      }
    }
  }
}

/* Links set thresholds by their ids, too. */
static void check_distinct(struct decision_build *b) {
  for (ptrdiff_t i = 0; i < b->d->threshold_count; i++) {
    const struct decision_threshold *t = &b->d->thresholds[i];
    if (map_get(&b->questions, t->id) != MAP_NONE) {
      struct diag *d = diag_add(b->read.diags, D_DECISION_ID, t->at, t->id);
      diag_hint(b->read.diags, d, STR("A question has this id; links name both."));
      b->broken = true;
    }
  }
}

void decision_settle(struct decision_build *b) {
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    const struct decision_question *q = &b->d->questions[i];
    settle_texts(b, &q->asks);
    settle_texts(b, &q->hints);
    settle_texts(b, &q->rules);
    settle_answers(b, q);
  }
  for (ptrdiff_t i = 0; i < b->d->option_count; i++) {
    const struct decision_option *o = &b->d->options[i];
    for (ptrdiff_t g = 0; g < o->gate_count; g++) {
      if (o->gates[g].when != NULL) {
        settle_condition(b, o->gates[g].when);
      }
    }
  }
  for (ptrdiff_t i = 0; i < b->d->outcome_count; i++) {
    settle_texts(b, &b->d->outcomes[i].says);
  }
  check_distinct(b);
}
