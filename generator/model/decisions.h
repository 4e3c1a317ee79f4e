/* The decisions of a site: decisions/NAME.yaml. */
#ifndef FINGERPOST_MODEL_DECISIONS_H
#define FINGERPOST_MODEL_DECISIONS_H

#include "model/site.h"

void decisions_build(struct site *site, struct diags *ds, arena *perm);
/* One decision from its YAML; `doc` outlives it. Guides are not looked up. */
void decision_build(const struct ydoc *doc, struct diags *ds, arena *perm,
                    struct decision *ret_decision);

#endif
