/* The ids of headings: named by the author, or made from their text. */
#ifndef FINGERPOST_LOAD_MD_ANCHOR_H
#define FINGERPOST_LOAD_MD_ANCHOR_H

#include "load/md.h"

/*
 * Reserves the names that headings below `root` give themselves with {#name},
 * so that none made from text takes one of them. The names are looked for only
 * when the scan saw any.
 */
void md_anchors_open(struct md *md, cmark_node *root);

struct md_heading_name {
  cmark_node *node; /* the text that ends with {#name}; NULL: no name */
  ptrdiff_t cut;    /* length of that text without it */
  str name;
  str old; /* names behind it, "#before #first": ids that it had once */
};

/* The name at a heading's end. */
struct md_heading_name md_heading_name(struct md *md, cmark_node *heading);

/*
 * The next of the old ids in `old`, which is taken off it; an empty one is refused or there is
 * none. Links from outside that still have it are to land at the heading.
 */
str md_anchor_take_old(struct md *md, str *old);

/* A unique id for the heading that the place is at, whose plain text is `text`. */
str md_anchor_take(struct md *md, const struct md_heading_name *name, str text);

#endif
