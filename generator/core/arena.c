#include "core/arena.h"

#include "core/mem.h"

void *arena_take(arena *a, ptrdiff_t size, ptrdiff_t align) {
  ptrdiff_t pad = (ptrdiff_t)(-(uintptr_t)a->at & ((uintptr_t)align - 1));
  if (size < 0 || a->end - a->at - pad < size) {
    core_oom(size);
  }
  char *p = a->at + pad;
  a->at = p + size;
  return p;
}

void *arena_push(arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t count) {
  if (count > PTRDIFF_MAX / size) {
    core_oom(size);
  }
  void *p = arena_take(a, size * count, align);
  mem_zero(p, size * count);
  return p;
}

str arena_join(arena *a, str first, str second) {
  char *p = NEW(a, char, first.n + second.n + 1);
  mem_copy(p, first.s, first.n);
  mem_copy(p + first.n, second.s, second.n);
  return (str){p, first.n + second.n};
}

str arena_copy(arena *a, str s) {
  return arena_join(a, s, (str){NULL, 0});
}

/* Small arrays start with room for a few, so that most never move. */
enum { GROW_FIRST = 8 };

void *arena_grow(arena *a, void *items, ptrdiff_t count, ptrdiff_t *cap, ptrdiff_t size) {
  if (count < *cap) {
    return items;
  }
  ptrdiff_t want = *cap == 0 ? GROW_FIRST : *cap * 2;
  void *moved = arena_push(a, size, (ptrdiff_t) _Alignof(max_align_t), want);
  mem_copy(moved, items, count * size);
  *cap = want;
  return moved;
}
