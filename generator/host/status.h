/*
 * How a call to the operating system ended, in the few kinds that a caller or a
 * reader of a message can tell apart.
 */
#ifndef FINGERPOST_HOST_STATUS_H
#define FINGERPOST_HOST_STATUS_H

#include "core/str.h"

typedef enum {
  OS_OK,
  OS_NOT_FOUND,
  OS_NO_ACCESS,
  OS_EXISTS,
  OS_TOO_LARGE,  /* beyond the caller's limit, or the system's for names */
  OS_NOT_A_FILE, /* a folder, device or link where a file was wanted, or the reverse */
  OS_ESCAPES,    /* the path leaves its folder, or meets a symbolic link */
  OS_BAD_NAME,   /* a byte in the path that no path can have */
  OS_NO_SPACE,
  OS_READ_ONLY,
  OS_BUSY,       /* locked by another process, or a mount point */
  OS_OTHER_DISK, /* a rename across file systems */
  OS_NOT_EMPTY,
  OS_UNSUPPORTED, /* this file system or kernel cannot do it */
  OS_CLOSED,      /* nobody reads the other end of a pipe any more */
  OS_FAILED       /* anything else */
} os_status;

/* "permission denied": lower case, no full stop, ready to stand behind a colon. */
str os_status_text(os_status s);

#endif
