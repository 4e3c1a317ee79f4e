/*
 * Navigation: `nav:` of site.yaml, or else the decisions, the cost tables and the
 * folders below guides/.
 *
 *     nav:
 *       - guides/start.md
 *       - {section: Basics, items: [guides/prompting.md, guides/rag.md]}
 *       - {section: Guides, folder: guides}
 */
#ifndef FINGERPOST_MODEL_NAV_H
#define FINGERPOST_MODEL_NAV_H

#include "model/site.h"

enum { NAV_DEPTH_MAX = 16 }; /* nested sections in site.yaml plus folders below them */

/* Also sets each guide's entry and its neighbours in reading order. */
void nav_build(struct site *site, struct diags *ds, arena *perm);
/* Where an entry leads: its own page, else the first page below it; may be empty. */
str nav_url(const struct site *site, int32_t entry);

#endif
