#include "load/md_mem.h"

#include "core/mem.h"

/*
 * The one variable of the program that outlives a call: the library hands its
 * allocation callbacks no context, so where to take memory from has to be found
 * here. A worker process parses one page at a time, and each parse sets it
 * first; nothing else reads it.
 */
static arena *page_memory;

enum { HEADER = 16 }; /* holds the size, and keeps what follows aligned */

/* Inlined by hand from arena_push: the library allocates several times a line of text. */
static void *take(ptrdiff_t size) {
  arena *a = page_memory;
  char *p = a->at + (-(uintptr_t)a->at & (HEADER - 1));
  if (a->end - p < HEADER || a->end - p - HEADER < size) {
    core_oom(size);
  }
  a->at = p + HEADER + size;
  mem_copy(p, &size, (ptrdiff_t)sizeof size);
  mem_zero(p + HEADER, size);
  return p + HEADER;
}

static void *mem_calloc(size_t count, size_t size) {
  if (size > 0 && count > (size_t)PTRDIFF_MAX / 2 / size) {
    core_oom(PTRDIFF_MAX);
  }
  return take((ptrdiff_t)(count * size));
}

/* Grows in place when nothing was allocated since, as a buffer's own growth mostly is. */
static void *mem_realloc(void *old, size_t size) {
  if (size > (size_t)PTRDIFF_MAX / 2) {
    core_oom(PTRDIFF_MAX);
  }
  ptrdiff_t want = (ptrdiff_t)size;
  if (old == NULL) {
    return take(want);
  }
  char *p = old;
  ptrdiff_t have;
  mem_copy(&have, p - HEADER, (ptrdiff_t)sizeof have);
  if (want <= have) {
    return old;
  }
  if (p + have == page_memory->at) {
    (void)arena_push(page_memory, 1, 1, want - have);
    mem_copy(p - HEADER, &want, (ptrdiff_t)sizeof want);
    return old;
  }
  char *moved = take(want);
  mem_copy(moved, old, have);
  return moved;
}

static void mem_free(void *p) {
  (void)p;
}

cmark_mem md_mem_from(arena *a) {
  page_memory = a;
  return (cmark_mem){.calloc = mem_calloc, .realloc = mem_realloc, .free = mem_free};
}
