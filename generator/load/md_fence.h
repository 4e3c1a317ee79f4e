/* The line on which a block of code begins: what it says of the code. */
#ifndef FINGERPOST_LOAD_MD_FENCE_H
#define FINGERPOST_LOAD_MD_FENCE_H

#include "load/highlight.h"
#include "load/md.h"

struct md_fence {
  str name;                        /* of the language as written, or empty */
  const struct language *language; /* NULL: none, or one without colours */
  str title;
  bool numbered;
  bool diff;
  bool *marked; /* by line, from 0; NULL: none */
  ptrdiff_t lines;
};

/* Reads the fence of a block of code; what cannot be read is a diagnostic. */
struct md_fence md_fence_read(struct md *md, cmark_node *block);

#endif
