#include "host/deflate.h"

#define ZLIB_CONST /* zlib does not write to its input */
#include <zlib.h>

enum { DEFLATE_MAX = 1 << 30, MEMORY_LEVEL = 9 };

/* zlib's memory comes from an arena, and goes with it. */
static void *zlib_push(void *memory, unsigned count, unsigned size) {
  return arena_push(memory, (ptrdiff_t)size, (ptrdiff_t) _Alignof(max_align_t), (ptrdiff_t)count);
}

static void zlib_keep(void *memory, void *address) {
  (void)memory;
  (void)address;
}

bool deflate_raw(str bytes, arena *perm, str *ret_packed) {
  static const Bytef nothing[1];
  if (bytes.n > DEFLATE_MAX) {
    return false;
  }
  /* Without a stream this is the bound of zlib's worst settings. */
  ptrdiff_t room = (ptrdiff_t)deflateBound(NULL, (uLong)bytes.n);
  char *packed = NEW(perm, char, room);
  arena scratch = *perm;
  z_stream z = {
      .zalloc = zlib_push,
      .zfree = zlib_keep,
      .opaque = &scratch,
      .next_in = bytes.n > 0 ? (const Bytef *)bytes.s : nothing,
      .avail_in = (uInt)bytes.n,
      .next_out = (Bytef *)packed,
      .avail_out = (uInt)room,
  };
  if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MEMORY_LEVEL,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return false;
  }
  int end = deflate(&z, Z_FINISH);
  *ret_packed = (str){packed, (ptrdiff_t)z.total_out};
  return deflateEnd(&z) == Z_OK && end == Z_STREAM_END;
}
