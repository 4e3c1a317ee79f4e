#include "check/check.h"
#include "check/days.h"

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
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    check_price_ages(&site->costs[i], today, ds);
    check_price_days(&site->costs[i], today, ds);
  }
}
