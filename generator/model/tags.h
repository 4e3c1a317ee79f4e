/*
 * Tags: what guides say they are about, each with the published guides that have it, and
 * who points to a guide.
 *
 * Tags that differ only in the case of a-z are one, written as it was first met.
 */
#ifndef FINGERPOST_MODEL_TAGS_H
#define FINGERPOST_MODEL_TAGS_H

#include "model/site.h"

#define TAGS_PAGE STR("tags.html")

/* Sets site.tags, in the order of their names, and `tag_of` of each guide. */
void tags_build(struct site *site, arena *perm);
/* Sets each guide's `uses`: the decisions whose outcomes or sources name it. */
void uses_build(struct site *site, arena *perm);

#endif
