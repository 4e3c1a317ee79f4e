/*
 * How paths become file descriptors: for the files os_*.c alone.
 */
#ifndef FINGERPOST_HOST_OS_PATH_H
#define FINGERPOST_HOST_OS_PATH_H

#include "host/os.h"

enum { OS_PATH_MAX = 4096 }; /* Linux takes no longer path, its NUL included */

/* What errno says, as a status. */
os_status os_error(int error);

/* A path as the system wants it: with a NUL behind and none inside. */
os_status os_path_text(str path, char ret_text[OS_PATH_MAX]);

/*
 * Opens a path beneath `at`, `flags` as in open(2), closed on exec. The second
 * one walks component by component, for kernels without openat2.
 */
os_status os_open(os_dir at, str path, int flags, int *ret_fd);
os_status os_open_stepwise(os_dir at, str path, int flags, int *ret_fd);

/* The last name of a path and the folder that it stands in. */
struct os_place {
  int folder;
  bool owned; /* whether the folder was opened for this place */
  char name[OS_PATH_MAX];
};

os_status os_place_open(os_dir at, str path, struct os_place *ret_place);
void os_place_close(const struct os_place *place);

#endif
