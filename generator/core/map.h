/*
 * A table from slices to numbers: open addressing in an arena, doubled when
 * half full. Keys are borrowed and must outlive the map. Iteration order does
 * not exist, so no output can depend on it.
 */
#ifndef FINGERPOST_CORE_MAP_H
#define FINGERPOST_CORE_MAP_H

#include "core/arena.h"

struct map_slot {
  str key;
  int32_t value;
  bool used;
};

typedef struct {
  struct map_slot *slots;
  ptrdiff_t cap; /* a power of two, or 0 */
  ptrdiff_t count;
} map;

enum { MAP_NONE = -1 };

/* The value of `key`, or MAP_NONE. Values are 0 or more. */
int32_t map_get(const map *m, str key);
/* Adds `key` unless it is there; gives the value that it has afterwards. */
int32_t map_add(map *m, arena *a, str key, int32_t value);

#endif
