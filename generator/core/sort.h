/*
 * Stable merge sort, so that equal items keep their order and output never
 * depends on how a sort was written.
 */
#ifndef FINGERPOST_CORE_SORT_H
#define FINGERPOST_CORE_SORT_H

#include "core/arena.h"

/* Negative: `a` stands before `b`; 0: they keep their order. */
typedef int sort_order(const void *a, const void *b, void *ctx);

/* Sorts `count` objects of `size` bytes in place. */
void sort_items(void *items, ptrdiff_t count, ptrdiff_t size, sort_order *order, void *ctx,
                arena scratch);

#endif
