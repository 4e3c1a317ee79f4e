/*
 * Bump allocation. Memory is handed out zeroed and never given back one by one.
 *
 * Passed by pointer, an arena keeps what is pushed; passed by value, it is
 * scratch: whatever the callee pushes is gone when it returns.
 *
 *     str site_title(arena *perm, arena scratch);
 *
 * Where the memory comes from is the host's affair: natively a reserved range
 * of addresses whose pages come into being when touched, in WebAssembly the
 * linear memory. A push that does not fit ends in core_oom, which each program
 * defines once and which does not return.
 */
#ifndef FINGERPOST_CORE_ARENA_H
#define FINGERPOST_CORE_ARENA_H

#include "core/str.h"

typedef struct {
  char *at;
  char *end;
} arena;

_Noreturn void core_oom(ptrdiff_t want);

/* `count` objects of `size` bytes, aligned to `align` (a power of two), zeroed. */
void *arena_push(arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t count);
#define NEW(a, type, count) \
  ((type *)arena_push((a), (ptrdiff_t)sizeof(type), (ptrdiff_t) _Alignof(type), (count)))

/* `size` bytes that are not cleared, for what is written before it is read. */
void *arena_take(arena *a, ptrdiff_t size, ptrdiff_t align);

/* A copy that lives as long as the arena; always followed by a NUL byte. */
str arena_copy(arena *a, str s);
/* `a` and `b` in one piece, likewise. */
str arena_join(arena *a, str first, str second);

/*
 * Makes room for one more object in a growing array: doubles its capacity when
 * it is full and moves it. Use through GROW:
 *
 *     *GROW(perm, list.items, list.count, list.cap) = item;
 */
void *arena_grow(arena *a, void *items, ptrdiff_t count, ptrdiff_t *cap, ptrdiff_t size);
#define GROW(a, items, count, cap)                                                   \
  ((items) = arena_grow((a), (items), (count), &(cap), (ptrdiff_t)sizeof(*(items))), \
   &(items)[(count)++])

#endif
