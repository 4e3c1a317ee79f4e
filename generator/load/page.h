/*
 * Page record: what parsing one guide gives, flat and position-independent. The
 * head holds what other pages and the checks need: front matter, headings,
 * references, diagnostics, the text's beginning and length. The body holds the
 * HTML with holes where the content depends on other files. Heads are kept in
 * memory, bodies are spooled to a file and read when their page is rendered.
 * Both cross a process boundary by plain copy: native layout, u32 offsets, no
 * pointers; page_open checks every length before anything is believed.
 *
 *     head:  struct page_head | yaml nodes | headings | refs | diags | parts | blob
 *     body:  struct page_body | holes | holes of the twin | html | twin
 */
#ifndef FINGERPOST_LOAD_PAGE_H
#define FINGERPOST_LOAD_PAGE_H

#include "host/status.h"
#include "load/page_record.h"
#include "load/terms.h"
#include "load/yaml.h"

enum { PAGE_VERSION = 10 };

enum {
  PAGE_BYTES_MAX = 256 << 10, /* source; Debian's cmark-gfm is quadratic on hostile input */
  PAGE_OUTPUT_MAX = 8 << 20,  /* HTML of one page */
  PAGE_ANCHOR_MAX = 100,      /* bytes of an anchor made from a heading */
  PAGE_SUMMARY_MAX = 300,     /* bytes of plain text kept for descriptions */
  PAGE_NUMBERS_MAX = 2000,    /* holes for numbers: each grows from some 10 bytes to some 300 */
  PAGE_NUMBER_MAX = 400       /* bytes in the braces of one: six ids of 64 bytes */
};

struct page_view {
  const struct page_head *head;
  const struct page_heading *headings;
  const struct page_ref *refs;
  const struct page_diag *diags;
  const struct page_slice *parts;
  struct ydoc front; /* front.file is for the caller to set */
  str blob;
};

struct page_body_view {
  const struct page_hole *holes;
  uint32_t hole_count, ref_count; /* every hole's ref is below, but for words; the head's too */
  str html;
  const struct page_hole *twin_holes; /* the text as Markdown, for machines: see md_twin.h */
  uint32_t twin_hole_count;
  str twin;
};

/* The bytes must be aligned to 4 and stay as long as the view. False: not a record. */
bool page_open(str head, struct page_view *ret_view);
bool page_body_open(str body, struct page_body_view *ret_view);
str page_text(const struct page_view *v, struct page_slice s);
/* Whether its ref is an enum page_word. */
bool page_hole_is_word(const struct page_hole *hole);

/* What a page is made from. */
struct page_input {
  str bytes;
  str path; /* below content/: "guides/rag.md" */
  /* Another file below content/, pushed on `perm`; NULL: there are none. */
  os_status (*read)(void *ctx, str path, ptrdiff_t max, arena *perm, str *ret_bytes);
  void *ctx;
  const struct terms *terms; /* of the glossary; NULL: there is none */
};

/*
 * Parses one guide. Runs in a worker process: it may use much time and memory,
 * or crash inside the library. Results are pushed on `perm`; faults are in the head.
 */
void page_parse(const struct page_input *in, arena *perm, arena scratch, str *ret_head,
                str *ret_body);

#endif
