/*
 * What a decision leads to, found the slow way: following the routes of the typed
 * model and evaluating their conditions with the values themselves, without
 * cells or diagrams. For property tests, which compare it with the engine.
 */
#ifndef FINGERPOST_TESTS_TREE_WALK_H
#define FINGERPOST_TESTS_TREE_WALK_H

#include "model/decision.h"

/* Answers by question of the model: an answer's id, or a number. */
struct tree_value {
  str text;
  double number;
};

static inline bool tree_is_met(const struct decision *d, const struct condition *c,
                               const struct tree_value *v) {
  switch (c->kind) {
    case COND_OR:
      return tree_is_met(d, c->left, v) || tree_is_met(d, c->right, v);
    case COND_AND:
      return tree_is_met(d, c->left, v) && tree_is_met(d, c->right, v);
    case COND_NOT:
      return !tree_is_met(d, c->left, v);
    case COND_YES:
      return str_eq(v[c->index].text, STR("yes"));
    case COND_LESS:
      return v[c->index].number < c->number;
    case COND_LESS_EQUAL:
      return v[c->index].number <= c->number;
    case COND_EQUAL:
      return v[c->index].number == c->number;
    case COND_IS:
    case COND_HAS:
      break;
  }
  for (ptrdiff_t i = 0; i < c->choice_count; i++) {
    if (str_eq(c->choices[i], v[c->index].text)) {
      return true;
    }
  }
  return false;
}

static inline bool tree_is_given(const struct decision_question *q, const struct decision_answer *a,
                                 const struct tree_value *v) {
  if (q->type != DECIDE_NUMBER) {
    return str_eq(a->id, v->text);
  }
  const struct decision_bound *low = &a->low;
  const struct decision_bound *high = &a->high;
  bool above = !low->given || v->number > low->value || (v->number == low->value && !low->open);
  bool under = !high->given || v->number < high->value || (v->number == high->value && !high->open);
  return above && under;
}

/* The index of the outcome; -1: no answer takes a value. */
static inline int tree_walk(const struct decision *d, const struct tree_value *values) {
  int32_t at = d->start;
  for (;;) {
    const struct decision_question *q = &d->questions[at];
    ptrdiff_t k = 0;
    while (k < q->answer_count && !tree_is_given(q, &q->answers[k], &values[at])) {
      k++;
    }
    if (k == q->answer_count) {
      return -1;
    }
    const struct decision_route *r = q->answers[k].routes;
    while (r->when != NULL && !tree_is_met(d, r->when, values)) {
      r++;
    }
    if (r->question < 0) {
      return r->outcome;
    }
    at = r->question;
  }
}

#endif
