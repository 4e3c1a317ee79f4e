#include "core/map.h"

enum { MAP_FIRST = 16 };

/* The slot of `key`, or the free one where it belongs. */
static struct map_slot *find(const map *m, str key) {
  ptrdiff_t mask = m->cap - 1;
  ptrdiff_t i = (ptrdiff_t)(str_hash(key) & (uint64_t)mask);
  while (m->slots[i].used && !str_eq(m->slots[i].key, key)) {
    i = (i + 1) & mask;
  }
  return &m->slots[i];
}

static void grow(map *m, arena *a) {
  map bigger = {.cap = m->cap == 0 ? MAP_FIRST : m->cap * 2, .count = m->count};
  bigger.slots = NEW(a, struct map_slot, bigger.cap);
  for (ptrdiff_t i = 0; i < m->cap; i++) {
    if (m->slots[i].used) {
      *find(&bigger, m->slots[i].key) = m->slots[i];
    }
  }
  *m = bigger;
}

int32_t map_get(const map *m, str key) {
  if (m->cap == 0) {
    return MAP_NONE;
  }
  const struct map_slot *slot = find(m, key);
  return slot->used ? slot->value : MAP_NONE;
}

int32_t map_add(map *m, arena *a, str key, int32_t value) {
  if (m->count * 2 >= m->cap) {
    grow(m, a);
  }
  struct map_slot *slot = find(m, key);
  if (!slot->used) {
    *slot = (struct map_slot){.key = key, .value = value, .used = true};
    m->count++;
  }
  return slot->value;
}
