/*
 * `:::include part.md`: the text of another file in place of the line, before the
 * page is parsed, so that footnotes, references, headings and containers are those
 * of one page. Behind quotes and list items the line's beginning stands before each
 * line of the part. Front matter of the part is left out; links in it are relative
 * to it.
 */
#ifndef FINGERPOST_LOAD_MD_INCLUDE_H
#define FINGERPOST_LOAD_MD_INCLUDE_H

#include "load/md.h"

enum { MD_INCLUDE_DEPTH_MAX = 8 }; /* parts within parts: nobody follows more */

/*
 * Puts the parts that the page's marks name into its source. True: the source has
 * changed, and is to be scanned and parsed again. False: none is left to be put in;
 * what could not be has its diagnostic.
 */
bool md_include(struct md *md);

#endif
