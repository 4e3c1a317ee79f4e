#include "core/sort.h"

#include "core/mem.h"

struct sort {
  ptrdiff_t size;
  sort_order *order;
  void *ctx;
};

/* Merges the sorted runs [beg, mid) and [mid, end) of `from` into `to`. */
static void merge(const struct sort *s, const char *from, char *to, const ptrdiff_t run[3]) {
  ptrdiff_t a = run[0];
  ptrdiff_t b = run[1];
  for (ptrdiff_t k = run[0]; k < run[2]; k++) {
    bool take_a = b == run[2];
    if (!take_a && a < run[1]) {
      take_a = s->order(from + a * s->size, from + b * s->size, s->ctx) <= 0;
    }
    ptrdiff_t *next = take_a ? &a : &b;
    mem_copy(to + k * s->size, from + *next * s->size, s->size);
    (*next)++;
  }
}

static ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) {
  return a < b ? a : b;
}

/* Bottom-up: runs of 1, 2, 4 ... items, from one half of memory to the other. */
void sort_items(void *items, ptrdiff_t count, ptrdiff_t size, sort_order *order, void *ctx,
                arena scratch) {
  struct sort s = {.size = size, .order = order, .ctx = ctx};
  if (count < 2) {
    return;
  }
  char *from = items;
  char *to = arena_push(&scratch, size, (ptrdiff_t) _Alignof(max_align_t), count);
  for (ptrdiff_t width = 1; width < count; width *= 2) {
    for (ptrdiff_t i = 0; i < count; i += 2 * width) {
      ptrdiff_t run[3] = {i, least(i + width, count), least(i + 2 * width, count)};
      merge(&s, from, to, run);
    }
    char *swap = from;
    from = to;
    to = swap;
  }
  if (from != items) {
    mem_copy(items, from, count * size);
  }
}
