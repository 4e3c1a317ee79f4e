/* The decisions of a site: decisions/NAME.yaml. */
#ifndef FINGERPOST_MODEL_DECISIONS_H
#define FINGERPOST_MODEL_DECISIONS_H

#include "model/site.h"

void decisions_build(struct site *site, struct diags *ds, arena *perm);
/* The cost tables that decisions may name, built before them. */
struct decision_tables {
  const struct cost_table *items;
  ptrdiff_t count;
  bool is_part; /* there are others, which could not be read: their own faults were told */
};

/* One decision from its YAML; `doc` outlives it. Guides are not looked up. */
void decision_build(const struct ydoc *doc, const struct decision_tables *tables, struct diags *ds,
                    arena *perm, struct decision *ret_decision);

#endif
