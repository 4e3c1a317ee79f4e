/*
 * Raw HTML: a handful of harmless tags pass, comments disappear, and all else
 * is shown as text. A tag passes only where its partner stands in the same
 * element, so that the output always nests.
 */
#ifndef FINGERPOST_LOAD_MD_TAG_H
#define FINGERPOST_LOAD_MD_TAG_H

#include "load/md.h"

enum md_tag_form { TAG_OTHER, TAG_OPENS, TAG_CLOSES, TAG_BREAK, TAG_COMMENT };

struct md_tag {
  enum md_tag_form form;
  str name;  /* a literal of the program */
  str title; /* of <abbr> */
  bool passes;
};

/* Reads one piece of inline HTML as the library found it. */
struct md_tag md_tag_read(str literal, arena *perm);

/* Writes the piece of inline HTML that the walk is at. */
void md_tag_write(struct md *md, cmark_node *node);
void md_html_block_write(struct md *md, cmark_node *node);
/* Whether a block of raw HTML holds nothing but comments. */
bool md_is_comment(cmark_node *html_block);

#endif
