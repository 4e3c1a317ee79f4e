/*
 * `check --links`: every address on the web that the site links to, once, sorted
 * by bytes, with the place where it stands first, for a link checker to read:
 *
 *     https://docs.example.org/<tab>content/guides/rag.md:12:8
 */
#ifndef FINGERPOST_CLI_LINKS_H
#define FINGERPOST_CLI_LINKS_H

#include "model/site.h"

/* The places in `sources` are looked up, so `out` must not lie on its arena. */
void links_print(const struct site *site, struct sources *sources, arena scratch, buf *out);

#endif
