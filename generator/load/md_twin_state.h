/* What is known of a page's twin: see md_twin.h. */
#ifndef FINGERPOST_LOAD_MD_TWIN_STATE_H
#define FINGERPOST_LOAD_MD_TWIN_STATE_H

#include "load/page.h"

/* A stretch of the source that reads otherwise in the page's twin: as a text, or a hole. */
struct md_change {
  int32_t beg, end;
  str text;
  uint32_t kind; /* enum page_hole_kind; 0: the text */
  uint32_t ref;
};

/* The page as Markdown for machines: see md_twin.h. */
struct md_twin_state {
  struct md_change *changes;
  ptrdiff_t count;
  ptrdiff_t cap;
  bool *code; /* by line from 1, whether it is one of code; NULL: none is */
  str text;   /* when it is written */
  struct page_hole *holes;
  ptrdiff_t hole_count;
  ptrdiff_t hole_cap;
};

#endif
