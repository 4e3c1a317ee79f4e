/*
 * Marks: the lines ":::name title" and ":::", which begin and end containers.
 *
 * The library has no such thing, so a block extension of ours is asked about
 * each line that could begin a block: it takes the marks, so that what looks like
 * one in code, in raw HTML or in the middle of a line is none. A mark becomes a
 * heading without a level, whose text is the title; what a mark means, and which
 * ones belong together, is found afterwards: see md_container.h.
 */
#ifndef FINGERPOST_LOAD_MD_MARK_H
#define FINGERPOST_LOAD_MD_MARK_H

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include "load/md_scan.h"

enum {
  MD_COLONS_MIN = 3,
  MD_COLONS_MAX = 32 /* a longer row of them is an ornament */
};

enum md_mark_role {
  MARK_IDLE,   /* not written: something is wrong with it, or it needs no end */
  MARK_OPENS,  /* begins a container; `partner` ends it */
  MARK_CLOSES, /* ends the one that `partner` begins */
  MARK_ALONE   /* is all there is of its container */
};

struct md_kind;

struct md_mark {
  cmark_node *node;
  span whole; /* from the first colon to the end of the line */
  span title; /* behind the name */
  int32_t colons;
  str name; /* empty: a line of colons alone */
  str rest; /* all behind the name, trimmed; in [brackets], what is in them */

  /* What md_container finds out. */
  enum md_mark_role role;
  const struct md_kind *kind;
  struct md_mark *partner;
  int32_t parts; /* tabs, cards, lists or rules directly in it */
  bool seen;     /* something that may not stand in it was found */
  bool paired;   /* the pass over its parent has begun */
};

struct md_marks {
  const struct md_scan *scan;
  arena *work;
  struct md_mark **items; /* in the order of the page */
  ptrdiff_t count;
  ptrdiff_t cap;
  cmark_syntax_extension *extension;
};

/* Before anything is parsed and before other extensions; marks are taken from then on. */
void md_marks_open(struct md_marks *m, const struct md_scan *scan, arena *work,
                   cmark_parser *parser);
/* When all is parsed. */
void md_marks_close(struct md_marks *m);
/* The mark that a node of the tree is, or NULL. */
struct md_mark *md_mark_of(cmark_node *node);

#endif
