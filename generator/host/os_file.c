#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "host/os_path.h"

/* A pipe without a writer must not stop the program, so nothing opens it to wait. */
static os_status regular_open(os_dir at, str path, int flags, struct stat *ret_st, int *ret_fd) {
  int fd = -1;
  os_status status = os_open(at, path, flags | O_NONBLOCK, &fd);
  if (status != OS_OK) {
    return status;
  }
  if (fstat(fd, ret_st) != 0) {
    status = os_error(errno);
  } else if (!S_ISREG(ret_st->st_mode)) {
    status = OS_NOT_A_FILE;
  }
  if (status != OS_OK) {
    close(fd);
    return status;
  }
  *ret_fd = fd;
  return OS_OK;
}

static ssize_t read_some(int fd, char *to, ptrdiff_t size) {
  ssize_t got = -1;
  do {
    got = read(fd, to, (size_t)size);
  } while (got < 0 && errno == EINTR);
  return got;
}

/*
 * Up to the end of the file or of the room. One read is enough when it gives
 * just what fstat promised; a file that grows or shrinks meanwhile, or one of
 * those that say 0 and hold more, is read until its end.
 */
static os_status read_all(int fd, ptrdiff_t promised, buf *b) {
  for (;;) {
    ptrdiff_t want = b->n < promised ? promised + 1 - b->n : b->cap - b->n;
    if (want > b->cap - b->n) {
      want = b->cap - b->n;
    }
    ssize_t got = read_some(fd, b->s + b->n, want);
    if (got < 0) {
      return os_error(errno);
    }
    b->n += got;
    if (got == 0 || b->n == b->cap || (b->n == promised && got == promised)) {
      return OS_OK;
    }
  }
}

os_status os_read(os_dir at, str path, ptrdiff_t max, arena *perm, str *ret_bytes) {
  struct stat st;
  int fd = -1;
  os_status status = regular_open(at, path, O_RDONLY, &st, &fd);
  if (status != OS_OK) {
    return status;
  }
  if (st.st_size > max) {
    close(fd);
    return OS_TOO_LARGE;
  }
  buf b = buf_open(perm);
  ptrdiff_t room = b.cap;
  if (b.cap - 1 > max) {
    b.cap = max + 1; /* one more than allowed, to see that there is more */
  }
  status = read_all(fd, (ptrdiff_t)st.st_size, &b);
  close(fd);
  if (status == OS_OK && b.n > max) {
    status = OS_TOO_LARGE;
  }
  if (status == OS_OK) {
    b.cap = room;
    *ret_bytes = buf_close(&b, perm);
  }
  return status;
}

os_status os_read_head(os_dir at, str path, ptrdiff_t max, arena *perm, str *ret_bytes) {
  struct stat st;
  int fd = -1;
  os_status status = regular_open(at, path, O_RDONLY, &st, &fd);
  if (status != OS_OK) {
    return status;
  }
  buf b = buf_open(perm);
  ptrdiff_t room = b.cap;
  b.cap = b.cap - 1 > max ? max : b.cap - 1;
  status = read_all(fd, st.st_size < max ? (ptrdiff_t)st.st_size : max, &b);
  close(fd);
  if (status == OS_OK) {
    b.cap = room;
    *ret_bytes = buf_close(&b, perm);
  }
  return status;
}

enum { COMPARE_STEP = 16 << 10 }; /* fits the stack and the first cache */

bool os_same(os_dir at, str path, str bytes) {
  struct stat st;
  int fd = -1;
  if (regular_open(at, path, O_RDONLY, &st, &fd) != OS_OK) {
    return false;
  }
  bool same = st.st_size == bytes.n;
  char step[COMPARE_STEP];
  for (ptrdiff_t at_byte = 0; same && at_byte < bytes.n;) {
    ssize_t got = read_some(fd, step, (ptrdiff_t)sizeof step);
    same = got > 0 && got <= bytes.n - at_byte && mem_compare(step, bytes.s + at_byte, got) == 0;
    at_byte += got;
  }
  close(fd);
  return same;
}

static os_status write_all(int fd, str bytes) {
  for (ptrdiff_t at = 0; at < bytes.n;) {
    ssize_t put = write(fd, bytes.s + at, (size_t)(bytes.n - at));
    if (put < 0 && errno != EINTR) {
      return os_error(errno);
    }
    at += put > 0 ? put : 0;
  }
  return OS_OK;
}

static os_status sync_fd(int fd) {
  int result = -1;
  do {
    result = fsync(fd);
  } while (result != 0 && errno == EINTR);
  return result == 0 ? OS_OK : os_error(errno);
}

static os_status write_file(os_dir at, str path, str bytes, bool synced) {
  struct stat st;
  int fd = -1;
  os_status status = regular_open(at, path, O_WRONLY | O_CREAT | O_TRUNC, &st, &fd);
  if (status != OS_OK) {
    return status;
  }
  status = write_all(fd, bytes);
  if (status == OS_OK && synced) {
    status = sync_fd(fd);
  }
  /* Some file systems report a full disk only here. EINTR has closed it all the same. */
  if (close(fd) != 0 && errno != EINTR && status == OS_OK) {
    status = os_error(errno);
  }
  return status;
}

os_status os_write(os_dir at, str path, str bytes) {
  return write_file(at, path, bytes, false);
}

os_status os_write_synced(os_dir at, str path, str bytes) {
  return write_file(at, path, bytes, true);
}

static os_status rename_places(const struct os_place *from, const struct os_place *to,
                               unsigned flags) {
  int result = flags == 0 ? renameat(from->folder, from->name, to->folder, to->name)
                          : renameat2(from->folder, from->name, to->folder, to->name, flags);
  if (result == 0) {
    return OS_OK;
  }
  if (errno == EEXIST) { /* what some file systems say for a folder that is not empty */
    return OS_NOT_EMPTY;
  }
  return errno == EINVAL && flags != 0 ? OS_UNSUPPORTED : os_error(errno);
}

static os_status rename_paths(os_dir at, str from, str to, unsigned flags) {
  struct os_place a;
  struct os_place b;
  os_status status = os_place_open(at, from, &a);
  if (status != OS_OK) {
    return status;
  }
  status = os_place_open(at, to, &b);
  if (status == OS_OK) {
    status = rename_places(&a, &b, flags);
    os_place_close(&b);
  }
  os_place_close(&a);
  return status;
}

os_status os_rename(os_dir at, str from, str to) {
  return rename_paths(at, from, to, 0);
}

os_status os_exchange(os_dir at, str a, str b) {
  return rename_paths(at, a, b, RENAME_EXCHANGE);
}

static os_status remove_place(os_dir at, str path, int flags) {
  struct os_place place;
  os_status status = os_place_open(at, path, &place);
  if (status != OS_OK) {
    return status;
  }
  if (unlinkat(place.folder, place.name, flags) != 0) {
    status = os_error(errno);
  }
  os_place_close(&place);
  return status;
}

os_status os_remove(os_dir at, str path) {
  return remove_place(at, path, 0);
}

os_status os_remove_folder(os_dir at, str path) {
  os_status status = remove_place(at, path, AT_REMOVEDIR);
  return status == OS_EXISTS ? OS_NOT_EMPTY : status; /* POSIX allows either */
}

os_status os_sync_folder(os_dir at, str path) {
  int fd = -1;
  os_status status = os_open(at, path, O_RDONLY | O_DIRECTORY, &fd);
  if (status == OS_OK) {
    status = sync_fd(fd);
    close(fd);
  }
  return status;
}

os_status os_sync_all(os_dir at) {
  return syncfs(at.fd) == 0 ? OS_OK : os_error(errno);
}
