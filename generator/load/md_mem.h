/*
 * Memory of the Markdown library: an arena behind its allocator interface.
 *
 * Its own arena is slower than malloc, and it aborts the process when malloc
 * fails. Here an allocation is a few instructions, freeing is nothing, and the
 * end of the arena is core_oom's affair like everywhere else.
 */
#ifndef FINGERPOST_LOAD_MD_MEM_H
#define FINGERPOST_LOAD_MD_MEM_H

#include <cmark-gfm.h>

#include "core/arena.h"

/* From now on all memory of the library comes from `a`, until the next call. */
cmark_mem md_mem_from(arena *a);

#endif
