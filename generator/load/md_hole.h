/*
 * Holes for numbers: {{total prompt}} in a text. They are found here, and what
 * their words mean is settled where the cost tables are known.
 */
#ifndef FINGERPOST_LOAD_MD_HOLE_H
#define FINGERPOST_LOAD_MD_HOLE_H

#include "load/md.h"

struct md_hole {
  str words;        /* what stands in the braces; a line end is a space */
  cmark_node *last; /* the text that it ends in; a line end may stand between its words */
  ptrdiff_t end;    /* behind its last brace there */
  span at;          /* as far as its first line goes */
};

/*
 * Whether a hole opens at `open` of a text. When it does and cannot be read, a
 * diagnostic says so, and it is text.
 */
bool md_hole_read(struct md *md, cmark_node *node, struct md_reading *reading, ptrdiff_t open,
                  struct md_hole *ret_hole);
/* Whether it may stand where the walk is; else a diagnostic says why not. */
bool md_hole_allowed(struct md *md, const struct md_hole *hole);
/* `node` is the text in which it opens. */
void md_hole_write(struct md *md, cmark_node *node, const struct md_hole *hole);
/* Complains about each hole in a text that is part of a picture. */
void md_holes_refuse(struct md *md, cmark_node *node, struct md_range range);
/* A text that was cut, without a hole at its end that the cut went through. */
str md_hole_cut(str text);

#endif
