#include "core/mem.h"

void mem_copy(void *to, const void *from, ptrdiff_t size) {
  if (size > 0) {
    __builtin_memcpy(to, from, (size_t)size);
  }
}

void mem_move(void *to, const void *from, ptrdiff_t size) {
  if (size > 0) {
    __builtin_memmove(to, from, (size_t)size);
  }
}

void mem_zero(void *at, ptrdiff_t size) {
  if (size > 0) {
    __builtin_memset(at, 0, (size_t)size);
  }
}

/* Word by word until a difference, then by bytes: no libc in WebAssembly. */
int mem_compare(const void *a, const void *b, ptrdiff_t size) {
  const unsigned char *x = a;
  const unsigned char *y = b;
  ptrdiff_t i = 0;
  for (; i + 8 <= size; i += 8) {
    unsigned long long p;
    unsigned long long q;
    __builtin_memcpy(&p, x + i, 8);
    __builtin_memcpy(&q, y + i, 8);
    if (p != q) {
      break;
    }
  }
  for (; i < size; i++) {
    if (x[i] != y[i]) {
      return x[i] < y[i] ? -1 : 1;
    }
  }
  return 0;
}
