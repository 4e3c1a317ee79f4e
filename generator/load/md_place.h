/*
 * Where the words of a page stand in its source.
 *
 * The library's positions are wrong in known cases (below reference
 * definitions, in the first row of a table, behind `\|`, behind a line end in an
 * address, in code that spans lines), so they are used for lines of blocks
 * alone. Within a block this module walks its text in step with the walk over
 * its tree: each node is found where the one before ended. When the two no
 * longer agree, the block is `lost`, and places in it are its first line.
 *
 * Offsets named `at` count in the block's text as the library keeps it, without
 * the markers of quotes and lists; md_span turns them into places in the file.
 */
#ifndef FINGERPOST_LOAD_MD_PLACE_H
#define FINGERPOST_LOAD_MD_PLACE_H

#include <cmark-gfm.h>

#include "load/md_scan.h"

struct md_piece { /* from `at` on, the block's text stands at `source` in the file */
  int32_t at;
  int32_t source;
};

struct md_block {
  str text;
  ptrdiff_t at; /* how far the walk has come */
  bool lost;
  bool cell; /* of a table: one line, in which `\|` became '|' */
  bool heading;
  int32_t line; /* where the library says that it begins and ends */
  int32_t column;
  int32_t last;
  int32_t beg; /* span of its first line in the file */
  int32_t end;
  struct md_piece *pieces; /* made when first asked for */
  ptrdiff_t piece_count;
  ptrdiff_t piece_cap;
};

struct md_place {
  const struct md_scan *scan;
  arena *work;
  struct md_block block;
  ptrdiff_t row; /* where the next cell of the row begins in the file */
  ptrdiff_t row_end;
  ptrdiff_t effort; /* bytes that may still be compared in vain; then all is lost */
};

/* Offsets in the block's text, or -1 when they are not known. */
struct md_range {
  ptrdiff_t beg;
  ptrdiff_t end;
};

void md_place_init(struct md_place *p, const struct md_scan *scan, arena *work);

/* Begins a paragraph or heading; a row of a table, and a cell of that row. */
void md_place_block(struct md_place *p, cmark_node *block);
void md_place_row(struct md_place *p, cmark_node *row);
void md_place_cell(struct md_place *p, cmark_node *cell);

/* The file's span of a range of the block's text; of its first line when it is not known. */
span md_span(struct md_place *p, struct md_range range);

/* Each moves behind the node that the walk is at, and says where it stands. */
struct md_range md_pass_text(struct md_place *p, str literal);
struct md_range md_pass_code(struct md_place *p);
struct md_range md_pass_html(struct md_place *p, str literal);
struct md_range md_pass_note(struct md_place *p); /* [^label] */
/* The bracket that opens a link or image, then what stands behind its text. */
ptrdiff_t md_pass_open(struct md_place *p);

struct md_target {
  struct md_range whole;   /* from the opening bracket to the closing one */
  struct md_range address; /* as written; the whole for [text][label] */
};
struct md_target md_pass_close(struct md_place *p, ptrdiff_t open);

/* Reads a text node's literal in step with its source, for places within it. */
struct md_reading {
  str literal;
  ptrdiff_t read; /* in the literal */
  ptrdiff_t at;   /* in the block's text; -1: not known */
};

/* Where byte `offset` of the literal stands; offsets have to ascend. */
ptrdiff_t md_read_to(const struct md_place *p, struct md_reading *r, ptrdiff_t offset);

#endif
