/*
 * Containers: what stands between ":::name title" and ":::".
 *
 * Marks (md_mark.h) that belong together stand in the same list item, quote or
 * page. A line of colons ends the last container that was begun with as many, so
 * that containers nest with more colons around fewer, or with as many. The kinds
 * stand in one table: md_kind.h. The walk meets a mark as a heading whose text is
 * the title, so a title may have emphasis, code and links.
 */
#ifndef FINGERPOST_LOAD_MD_CONTAINER_H
#define FINGERPOST_LOAD_MD_CONTAINER_H

#include "load/md.h"
#include "load/md_mark.h"

enum { MD_CONTAINERS_MAX = 16 }; /* open at once in a list item, quote or page */

/* Finds the containers among the marks, and what is wrong with them. */
void md_containers_open(struct md *md);

/* Handlers of the walk for a heading that is a mark. */
void md_mark_enter(struct md *md, cmark_node *node);
void md_mark_leave(struct md *md, cmark_node *node);
/* Whether a rule in columns was written: as the beginning of the next one. */
bool md_column_write(struct md *md, cmark_node *rule);

/* The first line of a block, from its beginning. */
span md_first_line(const struct md *md, cmark_node *block);

#endif
