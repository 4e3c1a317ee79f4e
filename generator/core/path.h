/*
 * Paths with '/' between parts, as text: nothing here asks the disk. Folders end
 * with '/', the top folder is "".
 */
#ifndef FINGERPOST_CORE_PATH_H
#define FINGERPOST_CORE_PATH_H

#include "core/arena.h"

/* "guides/rag/basics.md" -> "guides/rag/"; "guides/rag/" -> "guides/". */
str path_folder(str path);
/* "guides/rag/basics.md" -> "basics.md"; "guides/rag/" -> "rag". */
str path_name(str path);
/* `to` as written in the file `from`: "../data.md"; the same file gives its name. */
str path_relative(arena *a, str from, str to);
/*
 * `path` as written in the file `from`, seen from the top, without "." and "..".
 * False when it leads above the top.
 */
bool path_join(arena *a, str from, str path, str *ret_path);

#endif
