/*
 * OUT/.fingerpost/manifest: which files of an output folder are ours.
 *
 *     fingerpost manifest 1
 *     404.html
 *     guides/rag/index.html
 */
#ifndef FINGERPOST_WRITE_MANIFEST_H
#define FINGERPOST_WRITE_MANIFEST_H

#include "core/arena.h"

struct manifest {
  const str *paths; /* sorted by bytes */
  ptrdiff_t count;
};

/*
 * Whether a file of a site may have this path: names between single '/', no "."
 * or "..", no line feed or NUL, and nothing in our own folder.
 */
bool manifest_path_ok(str path);
/* False when the first line is not that of this format. Borrows the text; lines
 * that are no path of a site are left out. */
bool manifest_parse(str text, arena *perm, struct manifest *ret_manifest);
str manifest_text(const struct manifest *m, arena *perm);
bool manifest_has(const struct manifest *m, str path);
/* Whether a folder above the path is listed: as a file, where now a folder is needed. */
bool manifest_has_above(const struct manifest *m, str path);
/* Whether any path lies below `folder`. */
bool manifest_has_below(const struct manifest *m, str folder);

#endif
