/* What a decision's texts say on the command line, with figures of its cost table. */
#include "cli/decide.h"
#include "model/numbers.h"

void decide_take_table(struct decide_session *s, struct decision *d,
                       const struct decision_tables *tables, arena *perm) {
  s->decision = d;
  s->engine = d->engine;
  if (tables->count > 0) {
    struct cost_table *table = NEW(perm, struct cost_table, 1);
    *table = tables->items[0];
    s->site = NEW(perm, struct site, 1);
    *s->site = (struct site){.content = NEW(perm, struct content, 1),
                             .decisions = d,
                             .decision_count = 1,
                             .costs = table,
                             .cost_count = 1};
    numbers_add_bills(s->site, perm);
  }
}

/* The numbers with the table at this state. Bills are then those of the state, in no scenario. */
static const struct site *site_at(const struct decide_session *s, str state, bool is_live,
                                  arena *perm) {
  struct site *site = NEW(perm, struct site, 1);
  *site = *s->site;
  site->numbers = NEW(perm, struct number, site->number_count);
  for (ptrdiff_t i = 0; i < site->number_count; i++) {
    site->numbers[i] = s->site->numbers[i];
  }
  for (ptrdiff_t i = 0; is_live && i < s->decision->outcome_count; i++) {
    const struct decision_outcome *o = &s->decision->outcomes[i];
    if (o->total >= 0) {
      site->numbers[o->total].scenario = NONE;
      site->numbers[o->range].scenario = NONE;
    }
  }
  numbers_evaluate(site, state, perm);
  return site;
}

struct said decide_said(const struct decide_session *s, str lines, arena *perm) {
  struct said said = {.d = s->decision, .lines = lines};
  str costs = said_only(lines, STR("costs"));
  str low = str_take(&costs, '\t');
  if (s->site != NULL) {
    said.is_live = low.n > 0;
    said.low = site_at(s, low, said.is_live, perm);
    said.high = costs.n > 0 ? site_at(s, costs, true, perm) : NULL;
  }
  return said;
}
