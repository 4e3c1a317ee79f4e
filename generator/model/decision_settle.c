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

static struct ids answer_ids(struct decision_build *b, const struct decision_question *q) {
  struct ids ids = {NEW(b->read.perm, str, q->answer_count + 1), q->answer_count};
  for (ptrdiff_t i = 0; i < ids.count; i++) {
    ids.items[i] = q->answers[i].id;
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
  struct ids ids = answer_ids(b, q);
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

static void settle_test(struct decision_build *b, struct condition *c) {
  c->index = map_get(&b->questions, c->question);
  if (c->index == MAP_NONE) {
    struct diag *d = diag_add(b->read.diags, D_COND_NAME, c->at, c->question);
    suggest(b, d, c->question, question_ids(b),
            STR("Conditions look at questions of this decision."));
    b->broken = true;
    return;
  }
  const struct decision_question *q = &b->d->questions[c->index];
  bool number = c->kind != COND_YES && c->kind != COND_IS;
  if (number && q->type != DECIDE_NUMBER) {
    refuse_kind(b, c, STR("Only numbers can be compared; write `is` and a choice."));
  } else if (!number && q->type == DECIDE_NUMBER) {
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

void decision_settle(struct decision_build *b) {
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    const struct decision_question *q = &b->d->questions[i];
    for (ptrdiff_t k = 0; k < q->answer_count; k++) {
      for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
        settle_target(b, &q->answers[k].routes[r]);
        if (q->answers[k].routes[r].when != NULL) {
          settle_condition(b, q->answers[k].routes[r].when);
        }
      }
    }
  }
}
