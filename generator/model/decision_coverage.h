/* What the tests of a decision touch, and what none does. */
#ifndef FINGERPOST_MODEL_DECISION_COVERAGE_H
#define FINGERPOST_MODEL_DECISION_COVERAGE_H

#include "model/decision.h"

struct decision_coverage {
  const struct decision *d;
  const struct decide_variable *variables;
  const struct decide_gate *gates;
  uint32_t variable_count, gate_count;
  bool *outcomes;
  bool **cells;  /* by variable */
  bool *sides;   /* two of each gate: passed, failed */
  bool *limits;  /* two of each threshold: an answer below it, one beyond */
  bool is_found; /* something new since it was cleared */
  arena scratch;
};

/* Of nothing; memory comes from `a`, and what calls need of it for a while from `scratch`. */
struct decision_coverage decision_coverage_new(const struct decision *d, arena *a, arena scratch);
/* What a state touches: of answers in doubt no cell, and no outcome of several. */
void decision_cover_state(struct decision_coverage *c, str state);
void decision_cover_tests(struct decision_coverage *c, arena *a);
/* A test as a state: its answers, and the figures that it assumes. */
str decision_test_state(const struct decision_test *t, arena *a);
/* Whether any answer is compared with the threshold. */
bool decision_uses_threshold(const struct decision *d, uint32_t threshold);

#endif
