/*
 * A look at a page before the Markdown library sees it: one linear pass that
 * finds the lines, and refuses what makes Debian's cmark-gfm explode.
 *
 * Each limit is far above what people write, and was measured to bound the
 * library: with all of them held, no page took longer than 0.3 s. The scan
 * knows nothing of code blocks, so it is stricter than Markdown: it cannot
 * disagree with the parser to an attacker's profit.
 */
#ifndef FINGERPOST_LOAD_MD_SCAN_H
#define FINGERPOST_LOAD_MD_SCAN_H

#include "diag/diag.h"

enum {
  MD_MARKERS_MAX = 32,        /* of quotes, lists and footnotes a line opens: quadratic in depth */
  MD_INDENT_MAX = 400,        /* columns before a line's text: likewise, list in list */
  MD_PIPES_MAX = 100,         /* '|' a line: a table's columns multiply with its rows */
  MD_DELIMITERS_MAX = 3,      /* lines like |---| in a block: each rereads the whole block */
  MD_CELLS_MAX = 20 * 1000,   /* columns times rows of all tables: short rows are filled up */
  MD_DECLARATIONS_MAX = 1000, /* of <! and <?: each searches the rest of the page */
  MD_IMAGES_MAX = 1000,       /* of ![: quadratic when they stay open */
  MD_BRACKETS_MAX = 10000,    /* of [: bounds the uses of a reference */
  MD_DESTINATION_MAX = 512    /* bytes of a reference's address, or title: copied by each use */
};

struct md_lines {
  int32_t *beg; /* byte offset in the file at which each line begins */
  ptrdiff_t count;
  ptrdiff_t cap;
};

/* A line that begins like a footnote's definition: [^label]: */
struct md_definition {
  str label;
  int32_t beg; /* span of [^label] in the file */
  int32_t end;
  int32_t line; /* from 1, in the body */
};

struct md_scan {
  str src;        /* the whole file */
  ptrdiff_t body; /* where the Markdown begins */
  struct md_lines lines;
  struct md_definition *definitions;
  ptrdiff_t definition_count;
  ptrdiff_t definition_cap;
  bool has_names; /* "{#" stands somewhere */
};

/* Fills the lines and definitions. False: a diagnostic says what is too much. */
bool md_scan_page(struct md_scan *scan, arena *perm, struct diags *ds);

/* Line `number` (from 1) without its line end, empty beyond the last; its offset in the file. */
str md_line(const struct md_scan *scan, int32_t number, int32_t *ret_beg);

#endif
