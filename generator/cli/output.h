/* The bytes of each file of a site, however they are published. */
#ifndef FINGERPOST_CLI_OUTPUT_H
#define FINGERPOST_CLI_OUTPUT_H

#include "cli/session.h"
#include "host/pool.h"

/* A page with its templates; bodies have their own, smaller limit. */
enum { OUTPUT_BYTES = 512 << 20 };

/* What becomes of an output. */
struct made {
  str bytes; /* of the file */
  str main;  /* of a page: what stands inside its <main>; else empty */
};

/* Pushed on `perm`, or borrowed from the site. */
os_status output_make(const struct session *s, const struct output *o, arena *perm,
                      struct made *ret_made);
/* Only the bytes of the file. */
os_status output_bytes(const struct session *s, const struct output *o, arena *perm,
                       str *ret_bytes);
/* A file of static/, as it is published: a joined one with all of its parts, that of the search,
 * the site's own too, with the words of its dialog, engine.js likewise with what joins modules. */
os_status output_static(const struct session *s, const struct theme_static *file, arena *perm,
                        str *ret_bytes);
/* The body of the guide on a page; empty: there is none. False: it cannot be read. */
bool output_body(const struct session *s, const struct output *o, arena *perm, str *ret_body);
/* What machines read beside a page. */
os_status output_twin(const struct session *s, const struct output *o, arena *perm, str *ret_bytes);
/* The same of a decision's or a cost table's image, and of an engine (enum engine_kind). */
os_status output_data(const struct site *site, int32_t tool, arena *perm, str *ret_bytes);
str output_engine(int32_t kind, arena *perm);

/*
 * Search, in two steps. What is found on a page is known when it is rendered: search_said gives
 * that as bytes for the pool, empty where nothing is to be found. From those of all outputs, in
 * this part of the pool's results, search_make builds the index, and adds its shards to the
 * outputs. Its root, the first of OUTPUT_SEARCH, has no bytes before. Messages are printed.
 */
str search_said(const struct session *s, const struct output *o, str main, arena *perm);
enum exit_code search_make(struct session *s, const struct pool *pool, int part);

#endif
