/*
 * Raw deflate, as browsers inflate it with DecompressionStream('deflate-raw').
 */
#ifndef FINGERPOST_HOST_DEFLATE_H
#define FINGERPOST_HOST_DEFLATE_H

#include "core/arena.h"

/*
 * Up to 1 GiB, as small as zlib makes them; the same bytes each time with the same
 * zlib. False: zlib refuses to work, or the bytes are more. The arena needs some
 * 300 KiB beside the result.
 */
bool deflate_raw(str bytes, arena *perm, str *ret_packed);

#endif
