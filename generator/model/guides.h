/* Guides from their page records: front matter, titles, outputs. */
#ifndef FINGERPOST_MODEL_GUIDES_H
#define FINGERPOST_MODEL_GUIDES_H

#include "model/site.h"

void guides_build(struct site *site, struct diags *ds, arena *perm);
/* The home page: `home:` of site.yaml, else guides/index.md if it is there. */
void guides_find_home(struct site *site, struct diags *ds);

#endif
