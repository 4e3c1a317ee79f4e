/*
 * Zip archives, as every system opens them, through libzip.
 *
 * The bytes of an archive depend on those of its files, their paths and their order,
 * and on the version of zlib: each file is of noon on 1980-01-01, the first day that
 * the format knows, readable by all and executable by none.
 */
#ifndef FINGERPOST_HOST_ARCHIVE_H
#define FINGERPOST_HOST_ARCHIVE_H

#include "core/arena.h"
#include "host/status.h"

struct archive {
  const str *paths; /* with '/' between folders */
  ptrdiff_t count;
  /*
   * Gives the bytes of a file, which stay until the next call; once for each file and in
   * order, so that one at a time is in memory. False: they cannot be had.
   */
  bool (*read)(void *ctx, ptrdiff_t index, str *ret_bytes);
  void *ctx;
};

/*
 * Writes the archive beside `file`, a path as the user gave it, and puts it in place when
 * it is complete. OS_CLOSED: `read` failed.
 */
os_status archive_write(str file, const struct archive *a, arena scratch);

#endif
