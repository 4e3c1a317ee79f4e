#include "model/allowed.h"

#include "core/day.h"
#include "core/decide_value.h"
#include "core/num.h"

/* What people type has no more digits. */
enum { LIMIT_DIGITS = 15, BOUND_DIGITS = 12 };

static void limit_print(const struct decision_question *q, double limit, buf *out) {
  if (q->type == DECIDE_DATE) {
    day_print(out, (int64_t)limit);
  } else {
    num_print_grouped(out, limit, LIMIT_DIGITS);
  }
}

void decision_limits_print(const struct decision_question *q, buf *out) {
  buf_str(out, q->type == DECIDE_DATE ? STR("a day from ") : STR("a number from "));
  limit_print(q, q->low, out);
  buf_str(out, STR(" to "));
  limit_print(q, q->high, out);
}

void decision_allowed_print(const struct decision_question *q, buf *out) {
  if (q->choice_count == 0) {
    decision_limits_print(q, out);
    buf_str(out, q->type == DECIDE_DATE ? STR(", a range such as 2026-01-01..2026-12-31, or unsure")
                                        : STR(", a range such as 50k..200k, or unsure"));
    return;
  }
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    buf_str(out, q->choices[i].id);
    buf_str(out, STR(", "));
  }
  buf_str(out, q->type == DECIDE_SEVERAL ? STR("several of them as a,b, none, ") : STR(""));
  buf_str(out, DECIDE_UNSURE);
}

void cost_allowed_print(const struct table_input *in, buf *out) {
  for (ptrdiff_t i = 0; i < in->choice_count; i++) {
    buf_str(out, i == 0 ? STR("") : STR(", "));
    buf_str(out, in->choices[i].id);
  }
  if (in->choice_count == 0) {
    buf_str(out, STR("a number from "));
    num_print_grouped(out, in->least / in->unit.factor, BOUND_DIGITS);
    buf_str(out, STR(" to "));
    num_print_grouped(out, in->most / in->unit.factor, BOUND_DIGITS);
    buf_str(out, in->unit.text.n > 0 ? STR(", in ") : STR(""));
    buf_str(out, in->unit.text);
  }
}
