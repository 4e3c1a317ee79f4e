/*
 * Outputs: every file that the site publishes, in a fixed order, each path once.
 */
#ifndef FINGERPOST_MODEL_OUTPUTS_H
#define FINGERPOST_MODEL_OUTPUTS_H

#include "model/site.h"

void outputs_build(struct site *site, struct diags *ds, arena *perm);

/* What a copy of the site in a folder of its own has besides: the script that says its age. */
void outputs_add_copy(struct site *site, arena *perm);

#endif
