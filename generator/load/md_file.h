/*
 * The files that a page is made of besides its own: parts that it includes, and
 * tables of data. A span's `file` is 0 for the page and n for the n-th of them.
 *
 * Included text is put into the page's source before the page is parsed, so that
 * places in it are found as those of the page are; `origins` say where each stretch
 * of that source came from. A file that is read as it is has places of its own.
 */
#ifndef FINGERPOST_LOAD_MD_FILE_H
#define FINGERPOST_LOAD_MD_FILE_H

#include "diag/diag.h"
#include "load/md_word.h"
#include "load/page.h"

struct md;

struct md_file {
  str path;       /* below content/ */
  int32_t parent; /* the file that names it */
};

struct md_origin { /* from `at` of the source on, the text stands at `beg` of a file */
  int32_t at;
  int32_t file;
  int32_t beg;
};

struct md_files {
  const struct page_input *in;
  struct md_file *items; /* the first is file 1 */
  ptrdiff_t count, cap;
  struct md_origin *origins; /* ascending; none: all is the page's own */
  ptrdiff_t origin_count, origin_cap;
};

/* The number of a new file. */
int32_t md_file_add(struct md *md, str path, int32_t parent);
/* The path of a file by its number. */
str md_file_path(const struct md *md, int32_t file);
/* A span of the source as one of the file that it came from; others stay as they are. */
span md_file_span(const struct md *md, span at);
/*
 * The bytes of the file that a word of the source names, relative to the file that the
 * word stands in, and its number; false, with a diagnostic, when they cannot be had.
 */
bool md_file_read(struct md *md, const struct md_word *name, ptrdiff_t max, str *ret_bytes,
                  int32_t *ret_file);

#endif
