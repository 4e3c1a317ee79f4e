/*
 * Tools: the decisions and cost tables of a site as pages, for navigation, links
 * and lists. Decisions come first, in the order of site.decisions.
 */
#ifndef FINGERPOST_MODEL_TOOLS_H
#define FINGERPOST_MODEL_TOOLS_H

#include "model/site.h"

void tools_build(struct site *site, arena *perm);
/* The tool of a content path, or NONE. */
int32_t tool_at(const struct site *site, str path);
/* Whether its page has this anchor. */
bool tool_has_anchor(const struct site *site, int32_t tool, str anchor);

#endif
