/* The cost tables of a site: costs/NAME.yaml. */
#ifndef FINGERPOST_MODEL_COSTS_H
#define FINGERPOST_MODEL_COSTS_H

#include "model/site.h"

void costs_build(struct site *site, struct diags *ds, arena *perm);
/* One table from its YAML; `doc` outlives it. With errors, its image is empty. */
void cost_table_build(const struct ydoc *doc, struct diags *ds, arena *perm,
                      struct cost_table *ret_table);

#endif
