#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "host/os_path.h"

os_status os_lock(os_dir at, str path, int *ret_lock) {
  int fd = -1;
  os_status status = os_open(at, path, O_RDWR | O_CREAT | O_NONBLOCK, &fd);
  if (status != OS_OK) {
    return status;
  }
  int result = -1;
  do {
    result = flock(fd, LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result != 0) {
    status = os_error(errno);
    close(fd);
    return status;
  }
  *ret_lock = fd;
  return OS_OK;
}

void os_unlock(int lock) {
  if (lock >= 0) {
    close(lock);
  }
}
