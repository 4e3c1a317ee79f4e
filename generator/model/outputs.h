/*
 * Outputs: every file that the site publishes, in a fixed order, each path once.
 */
#ifndef FINGERPOST_MODEL_OUTPUTS_H
#define FINGERPOST_MODEL_OUTPUTS_H

#include "model/site.h"

void outputs_build(struct site *site, struct diags *ds, arena *perm);

#endif
