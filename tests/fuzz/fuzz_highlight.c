/* Any bytes as code, in the language that the first byte chooses: tokens cover parts of it, once.
 */
#include <stdio.h>
#include <stdlib.h>

#include "load/highlight.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA = 64 << 20, NAMES = 64 };
static char memory[ARENA];

_Noreturn void core_oom(ptrdiff_t want) {
  (void)fprintf(stderr, "out of memory: %td\n", want);
  abort();
}

static void check(const struct tokens *t, ptrdiff_t size) {
  ptrdiff_t at = 0;
  for (ptrdiff_t i = 0; i < t->count; i++) {
    if (t->items[i].beg < at || t->items[i].end <= t->items[i].beg || t->items[i].end > size) {
      (void)fprintf(stderr, "a token is in the wrong place\n");
      abort();
    }
    at = t->items[i].end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str names[NAMES];
  ptrdiff_t count = language_list(names, NAMES);
  if (size == 0) {
    return 0;
  }
  arena a = {memory, memory + ARENA};
  struct tokens tokens = {.work = &a};
  str code = {(const char *)data + 1, (ptrdiff_t)size - 1};
  highlight(language_named(names[data[0] % count]), code, &tokens);
  check(&tokens, code.n);
  return 0;
}
