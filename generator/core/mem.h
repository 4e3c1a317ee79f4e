/*
 * Copy, fill and compare without libc. Each is one compiler builtin: a call to
 * memcpy natively, one bulk-memory instruction in WebAssembly. Sizes are bytes;
 * a size of 0 touches nothing, so the pointers may then be NULL.
 */
#ifndef FINGERPOST_CORE_MEM_H
#define FINGERPOST_CORE_MEM_H

#include <stddef.h>

void mem_copy(void *to, const void *from, ptrdiff_t size);
void mem_move(void *to, const void *from, ptrdiff_t size);
void mem_zero(void *at, ptrdiff_t size);
/* By unsigned bytes: negative, 0 or positive. */
int mem_compare(const void *a, const void *b, ptrdiff_t size);

#endif
