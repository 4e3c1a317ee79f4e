#include "host/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* O_TMPFILE has no name from the start; elsewhere the name goes at once. */
static int spill_open_in(const char *folder) {
  int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  char name[PATH_MAX];
  int length = snprintf(name, sizeof name, "%s/fingerpost-XXXXXX", folder);
  if (fd >= 0 || length < 0 || (size_t)length >= sizeof name) {
    return fd;
  }
  fd = mkostemp(name, O_CLOEXEC);
  if (fd >= 0) {
    unlink(name);
  }
  return fd;
}

/* /tmp comes last: it is often in memory, which the file is there to save. */
int spill_open(void) {
  const char *folders[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};
  int fd = -1;
  for (size_t i = 0; i < sizeof folders / sizeof *folders && fd < 0; i++) {
    fd = folders[i] == NULL || *folders[i] == '\0' ? -1 : spill_open_in(folders[i]);
  }
  return fd;
}

bool spill_write(int fd, str bytes, int64_t offset) {
  for (ptrdiff_t at = 0; at < bytes.n;) {
    ssize_t put = pwrite(fd, bytes.s + at, (size_t)(bytes.n - at), (off_t)(offset + at));
    if (put < 0 && errno != EINTR) {
      return false;
    }
    at += put > 0 ? put : 0;
  }
  return true;
}

bool spill_read(int fd, char *to, ptrdiff_t size, int64_t offset) {
  for (ptrdiff_t at = 0; at < size;) {
    ssize_t got = pread(fd, to + at, (size_t)(size - at), (off_t)(offset + at));
    if (got == 0 || (got < 0 && errno != EINTR)) {
      return false;
    }
    at += got > 0 ? got : 0;
  }
  return true;
}

void spill_close(int file) {
  if (file >= 0) {
    close(file);
  }
}
