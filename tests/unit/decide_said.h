/* What decide_run says, and short names. */
#ifndef FINGERPOST_TESTS_DECIDE_SAID_H
#define FINGERPOST_TESTS_DECIDE_SAID_H

#include "core/decide.h"

/* "q0", "q1", ... */
static inline str make_name(arena *a, char letter, uint32_t number) {
  buf b = buf_new(a, 12);
  buf_byte(&b, letter);
  buf_int(&b, number);
  return buf_text(&b);
}

/* What decide_run says. */
static inline str make_run(const struct decide *d, str state, arena *a) {
  enum { OUTPUT_MAX = 64 << 10 };
  buf out = buf_new(a, OUTPUT_MAX);
  decide_run(d, state, *a, &out);
  return out.full ? STR("(full)") : buf_text(&out);
}

#endif
