/* Checks of one decision, by what they look at. Private to check/. */
#ifndef FINGERPOST_CHECK_DECISION_CHECK_H
#define FINGERPOST_CHECK_DECISION_CHECK_H

#include "check/check.h"

struct decision_check {
  const struct site *site;
  const struct decision *d;
  struct diags *diags;
  arena scratch;
};

/* Runs the author's tests. */
void decision_check_tests(const struct decision_check *c);
/* What texts quote of answers. */
void decision_check_sayings(const struct decision_check *c);

#endif
