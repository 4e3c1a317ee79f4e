/* The bytes of each file of a site, however they are published. */
#ifndef FINGERPOST_CLI_OUTPUT_H
#define FINGERPOST_CLI_OUTPUT_H

#include "cli/session.h"

/* A page with its templates; bodies have their own, smaller limit. */
enum { OUTPUT_BYTES = 512 << 20 };

/* Pushed on `perm`, or borrowed from the site. */
os_status output_bytes(const struct session *s, const struct output *o, arena *perm,
                       str *ret_bytes);
/* A file of static/, as it is published. */
os_status output_static(const struct session *s, const struct theme_static *file, arena *perm,
                        str *ret_bytes);
/* What stands inside the <main> of a page. */
os_status output_main(const struct session *s, const struct output *o, arena *perm, str *ret_bytes);
/* What machines read beside a page. */
os_status output_twin(const struct session *s, const struct output *o, arena *perm, str *ret_bytes);
/* The same of a decision's or a cost table's image, and of an engine (enum engine_kind). */
os_status output_data(const struct site *site, int32_t tool, arena *perm, str *ret_bytes);
str output_engine(int32_t kind, arena *perm);

/*
 * Makes the index of search from what all pages say, and adds its shards to the outputs:
 * to be called once, before anything is published. Messages are printed.
 */
enum exit_code search_make(struct session *s);

#endif
