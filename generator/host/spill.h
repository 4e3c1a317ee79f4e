/*
 * Temporary files without a name, for what shall not stay in memory: on disk rather than
 * in a file system that is memory itself. Processes that were forked share them.
 */
#ifndef FINGERPOST_HOST_SPILL_H
#define FINGERPOST_HOST_SPILL_H

#include "core/str.h"

/* Below 0: there is no room for one in TMPDIR, /var/tmp or /tmp. */
int spill_open(void);
bool spill_write(int file, str bytes, int64_t offset);
bool spill_read(int file, char *to, ptrdiff_t size, int64_t offset);
/* Harmless below 0. */
void spill_close(int file);

#endif
