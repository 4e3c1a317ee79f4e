#include "check/check.h"
#include "check/days.h"

static void check_day(span at, str review_by, int64_t today, struct diags *ds) {
  if (review_by.n == 0 || days_of(review_by) >= today) {
    return;
  }
  char memory[48];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  days_print(today - days_of(review_by), &b);
  buf_str(&b, STR(" ago"));
  struct diag *d = diag_add(ds, D_REVIEW_OVERDUE, at, review_by);
  diag_detail(ds, d, buf_text(&b));
}

static void check_review(const struct ydoc *doc, str review_by, int64_t today, struct diags *ds) {
  if (review_by.n > 0) {
    uint32_t node = ynode_get(doc, Y_ROOT, STR("review_by"), NULL);
    check_day(ynode_span(doc, node), review_by, today, ds);
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
    for (ptrdiff_t k = 0; k < d->threshold_count; k++) {
      check_day(d->thresholds[k].review_at, d->thresholds[k].review_by, today, ds);
    }
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    check_review(site->costs[i].doc, site->costs[i].review_by, today, ds);
    check_price_ages(&site->costs[i], today, ds);
    check_price_days(&site->costs[i], today, ds);
  }
}
