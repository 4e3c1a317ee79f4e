/*
 * One page on its way from Markdown to its record: what the parts of the
 * reader share. A page is scanned (md_scan), parsed by the library, walked
 * (md_walk) and written as HTML with holes; what the walk finds is kept here
 * until the record is put together (md_record).
 */
#ifndef FINGERPOST_LOAD_MD_H
#define FINGERPOST_LOAD_MD_H

#include "core/html.h"
#include "core/map.h"
#include "load/md_address.h"
#include "load/md_file.h"
#include "load/md_mark.h"
#include "load/md_place.h"
#include "load/md_state.h"
#include "load/md_term_state.h"
#include "load/md_twin_state.h"
#include "load/page.h"

struct md {
  arena *work; /* lives as long as the page */
  struct diags *diags;
  struct ydoc front;
  struct md_scan scan;
  struct md_place place;
  struct html html;
  buf out;

  /* What the walk has found. */
  struct md_ref *refs;
  ptrdiff_t ref_count;
  ptrdiff_t ref_cap;
  struct page_hole *holes;
  ptrdiff_t hole_count;
  ptrdiff_t hole_cap;
  struct md_heading *headings;
  ptrdiff_t heading_count;
  ptrdiff_t heading_cap;
  struct md_anchors anchors;
  struct md_sources sources;
  struct md_notes notes;
  struct md_marks marks;
  struct md_files files;
  str summary;
  uint32_t words;

  /* Where it is. */
  cmark_iter *walk;
  cmark_node *block; /* the paragraph, heading or cell */
  bool tags_known;   /* of this block */
  bool figure;       /* the paragraph is one picture with a caption */
  bool task;         /* the paragraph stands beside a check box */
  str heading_id;
  str heading_old;      /* ids that it had once, as written */
  cmark_node *cut_node; /* the heading's last text, which ends with its {#name} */
  ptrdiff_t cut;        /* length of that text without it */
  int32_t pictures;     /* so far */
  int32_t links;        /* links around this node; only the outermost is written */
  struct md_link_state link;
  struct md_title_state title;
  struct md_table_state table;
  struct md_hole_state hole;
  struct md_literal_state literal;
  struct md_term_state term;
  struct md_twin_state twin;
  int32_t containers;  /* around this node, between marks */
  int32_t note;        /* being written, or 0 */
  int32_t suggestions; /* given so far for undefined footnotes */
};

/* --- md_walk.c --- */

/* Walks a tree and writes it; the root itself is not written. */
void md_walk(struct md *md, cmark_node *root);
/* Goes on behind `node`, which the walk is at, without what is in it. */
void md_skip(struct md *md, cmark_node *node);

/* --- md.c --- */

/* Adds a reference that needs no hole; its index. */
ptrdiff_t md_ref_add(struct md *md, struct md_ref ref);
/* Adds a reference, and a hole for it `back` bytes before the output's end. */
ptrdiff_t md_hole_add(struct md *md, enum page_hole_kind kind, ptrdiff_t back, struct md_ref ref);
/* One more hole for a reference that is there. */
void md_hole_again(struct md *md, enum page_hole_kind kind, ptrdiff_t ref);
/* A text, and an attribute's value, that the site's language gives; `number`: its, or empty. */
void md_word_write(struct md *md, enum page_word word);
void md_word_attr(struct md *md, str name, enum page_word word, str number);
/* The text of a node and all below it: words and code, a picture's alternative text. */
str md_plain(struct md *md, cmark_node *node);
/* Ends the line of the output, unless it is at its beginning. */
void md_end_line(struct md *md);
/* A copy of an offset that lives as long as the page, for a node's user data. */
ptrdiff_t *md_keep_offset(struct md *md, ptrdiff_t offset);
str md_literal(cmark_node *node);
bool md_is_type(cmark_node *node, cmark_node_type type);

#endif
