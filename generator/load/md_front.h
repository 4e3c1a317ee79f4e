/* Front matter: what stands between two lines of `---` at a page's very beginning. */
#ifndef FINGERPOST_LOAD_MD_FRONT_H
#define FINGERPOST_LOAD_MD_FRONT_H

#include "load/md.h"

/*
 * Parses the front matter of `src`, if there is one, and lists its sources.
 * False when it has no end, so that nothing else of the page can be read.
 */
bool md_front_read(struct md *md, str src, ptrdiff_t *ret_body);
/* Complains about each source that is listed and not cited. */
void md_front_check(struct md *md);

#endif
