/*
 * Two versions of a decision, answer by answer: which answers lead to another
 * outcome. Both are laid over one set of variables, numbers cut wherever either
 * cuts, and their diagrams compared there: nothing is sampled.
 */
#ifndef FINGERPOST_MODEL_DECISION_DIFF_H
#define FINGERPOST_MODEL_DECISION_DIFF_H

#include "model/decision_example.h"

struct decision_change {
  str from, to;        /* outcomes; "(no answer)" where a version has no such choice */
  double combinations; /* of cells, as counted over both versions */
  str example;         /* "stable: yes, volume: 5000" */
};

struct decision_diff {
  double combinations, changed;
  struct decision_change *changes; /* the most first */
  ptrdiff_t count;
  bool is_full; /* too entangled to be compared */
};

struct decision_diff decision_compare(const struct decision *before, const struct decision *after,
                                      arena *a);

#endif
