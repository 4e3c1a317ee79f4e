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
/*
 * Whether its page has this place: an anchor, or a state: "?stable=yes", "?calls=5000", or
 * "q-stable?stable=yes", while that question is asked again. What stands in the state is
 * for check/ to say.
 */
bool tool_has_place(const struct site *site, int32_t tool, str fragment);
/* The state of such a place, behind the '?'; false: it is none. */
bool tool_state(str fragment, str *ret_state);

#endif
