/*
 * The walk over a decision's diagram with answers that may leave several cells:
 * which of them count, what is asked next, and which outcomes can still come.
 *
 * Answers are taken in asking order, up to the first question that is asked and
 * not answered. An answer in doubt leads several ways at once, so what is still
 * possible is exact: an outcome is in the set when some value of every answer,
 * as far as it is known, leads to it.
 */
#ifndef FINGERPOST_CORE_DECIDE_WALK_H
#define FINGERPOST_CORE_DECIDE_WALK_H

#include "core/decide_value.h"

struct decide_walk {
  const struct decide *d;
  struct decide_givens given; /* the walk sets `counts`, and takes back what a rule refuses */
  uint32_t questions;
  uint32_t nodes; /* that may be reached: the root and all before it */
  uint32_t ask;   /* the next question; `questions`: none is left */
  bool *ahead;    /* by node: some way leads there */
  bool *possible; /* by outcome */
  uint32_t possible_count;
};

/* Walks; memory comes from `a`. */
struct decide_walk decide_walk_new(const struct decide *d, struct decide_givens given, arena *a);

/* What the answers that count leave of a formula. */
enum decide_truth { DECIDE_FAILS = 1, DECIDE_HOLDS, DECIDE_OPEN };
enum decide_truth decide_walk_truth(const struct decide_walk *w, uint32_t formula, arena scratch);
/* The first of `count` formulas that holds: which wording is shown; DECIDE_NONE when none does. */
uint32_t decide_walk_first(const struct decide_walk *w, uint32_t first, uint32_t count,
                           arena scratch);

/* At most how many questions follow the one that is asked; 0 when none is. */
uint32_t decide_walk_more(const struct decide_walk *w, arena scratch);

/* An answer in doubt, and how many outcomes are left at least and at most once it is known. */
struct decide_doubt {
  uint32_t question;
  uint32_t least, most;
};

/*
 * Of the answers in doubt that count, those that can tell outcomes apart, best
 * first: the fewest outcomes left at most, then at least, then in asking order.
 * `ret_doubts` has room for all questions. Does not change the walk.
 */
uint32_t decide_walk_doubts(const struct decide_walk *w, struct decide_doubt *ret_doubts,
                            arena scratch);

#endif
