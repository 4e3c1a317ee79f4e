/*
 * Heads of pictures: whatever the bytes, a size that is told is one that can be
 * shown, and more bytes behind it change nothing.
 */
#include <stdlib.h>

#include "core/arena.h"
#include "load/image.h"

enum { FUZZ_BYTES_MAX = 64 << 10 };

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const str names[] = {STR_INIT("a.png"),  STR_INIT("a.jpg"),  STR_INIT("a.gif"),
                              STR_INIT("a.webp"), STR_INIT("a.avif"), STR_INIT("a.svg")};
  if (size == 0 || size > FUZZ_BYTES_MAX) {
    return 0;
  }
  str name = names[data[0] % 6];
  /* A copy of its own size, so that the sanitizer sees a step too far. */
  char *copy = malloc(size);
  for (size_t i = 1; copy != NULL && i < size; i++) {
    copy[i - 1] = (char)data[i];
  }
  str bytes = {copy, (ptrdiff_t)size - 1};
  struct image_size s = {0, 0};
  image_status status = image_read(name, bytes, &s);
  hold(status == IMAGE_OK || (s.width == 0 && s.height == 0));
  if (status == IMAGE_OK) {
    hold(s.width >= 1 && s.width <= IMAGE_SIDE_MAX && s.height >= 1 && s.height <= IMAGE_SIDE_MAX);
  }
  free(copy);
  return 0;
}
