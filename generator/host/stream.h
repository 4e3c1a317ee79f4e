/*
 * A file that is written piece by piece and appears only when it is complete: until then
 * it stands beside its place under a name of its own.
 */
#ifndef FINGERPOST_HOST_STREAM_H
#define FINGERPOST_HOST_STREAM_H

#include "core/arena.h"
#include "host/os.h"

struct os_stream_out {
  os_dir folder;
  str name, temporary; /* in the folder */
  int fd;
  os_status status; /* of all that was written so far: nothing more is tried after a failure */
};

/* `file` is a path as the user gave it. Names are pushed on `perm`. */
os_status os_stream_open(str file, arena *perm, struct os_stream_out *ret_stream);
void os_stream_write(struct os_stream_out *s, str bytes);
/* Puts the file in place, or removes what there is of it when something failed before. */
os_status os_stream_close(struct os_stream_out *s);
/* Removes what there is of it. */
void os_stream_discard(struct os_stream_out *s);

#endif
