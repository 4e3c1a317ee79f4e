/* What is known of the glossary's terms on a page: see md_term.h. */
#ifndef FINGERPOST_LOAD_MD_TERM_STATE_H
#define FINGERPOST_LOAD_MD_TERM_STATE_H

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stdint.h>

struct md_term_state {
  bool *used;       /* by term; NULL: none was met so far */
  cmark_node *last; /* where the open link of one ends that goes on behind a line end, or NULL */
  ptrdiff_t end;    /* in that text */
  int32_t inside;   /* elements around this node in which none is linked */
  bool listed;      /* the page has the list of all */
};

#endif
