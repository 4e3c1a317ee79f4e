/*
 * Files inside the program: the default templates (templates/...), the static
 * files (static/..., scripts and style sheets also as they are published, without
 * comments: bare/...), the starter site of `fingerpost new` (templates/new/...)
 * and the engines of the pages (wasm/cost.deflate) with what joins their parts
 * (wasm/join.deflate), so that one binary is all it takes.
 *
 * The Makefile makes the table from the files in the repository and the module
 * that it built. Names are paths from the top of either, sorted by bytes; bytes are
 * those of the file, followed by a NUL that is not counted. All of it is constant
 * and lives as long as the program.
 */
#ifndef FINGERPOST_HOST_EMBED_H
#define FINGERPOST_HOST_EMBED_H

#include "core/str.h"

struct embed_file {
  str name;
  str bytes;
};

ptrdiff_t embed_count(void);
/* `i` from 0 up to but not with embed_count(). */
struct embed_file embed_at(ptrdiff_t i);
/* The file of this name; its bytes have no address when there is none. */
struct embed_file embed_find(str name);

#endif
