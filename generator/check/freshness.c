#include "check/check.h"

static int64_t number(str digits) {
  int64_t value = 0;
  for (ptrdiff_t i = 0; i < digits.n; i++) {
    value = value * 10 + (digits.s[i] - '0');
  }
  return value;
}

/*
 * Days since 1970-01-01 of an ISO day. Years start in March here, so that the
 * leap day is the last of the year and months have a regular pattern.
 */
static int64_t days_of(str iso) {
  int64_t year = number(str_sub(iso, 0, 4));
  int64_t month = number(str_sub(iso, 5, 7));
  int64_t day = number(str_sub(iso, 8, 10));
  year -= month <= 2;
  int64_t of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

static void check_review(const struct ydoc *doc, str review_by, int64_t today, struct diags *ds) {
  if (review_by.n > 0 && days_of(review_by) < today) {
    uint32_t node = ynode_get(doc, Y_ROOT, STR("review_by"), NULL);
    diag_add(ds, D_REVIEW_OVERDUE, ynode_span(doc, node), review_by);
  }
}

void check_freshness(const struct site *site, int64_t today, struct diags *ds) {
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    check_review(&g->view->front, g->review_by, today, ds);
  }
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    const struct decision *d = &site->decisions[i];
    check_review(d->doc, d->review_by, today, ds);
  }
}
