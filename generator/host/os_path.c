#include "host/os_path.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/mem.h"

str os_status_text(os_status s) {
  static const str texts[] = {
      [OS_OK] = STR_INIT("no error"),
      [OS_NOT_FOUND] = STR_INIT("no such file or folder"),
      [OS_NO_ACCESS] = STR_INIT("permission denied"),
      [OS_EXISTS] = STR_INIT("it exists already"),
      [OS_TOO_LARGE] = STR_INIT("too large, or its name too long"),
      [OS_NOT_A_FILE] = STR_INIT("a file where a folder is needed, or the reverse"),
      [OS_ESCAPES] = STR_INIT("the path leaves its folder or meets a symbolic link"),
      [OS_BAD_NAME] = STR_INIT("the name holds a byte that it cannot have"),
      [OS_NO_SPACE] = STR_INIT("no space left on the disk"),
      [OS_READ_ONLY] = STR_INIT("the disk is read-only"),
      [OS_BUSY] = STR_INIT("in use by another program"),
      [OS_OTHER_DISK] = STR_INIT("on another file system"),
      [OS_NOT_EMPTY] = STR_INIT("the folder is not empty"),
      [OS_UNSUPPORTED] = STR_INIT("this file system cannot do it"),
      [OS_CLOSED] = STR_INIT("its reader has gone"),
      [OS_FAILED] = STR_INIT("the system reported a failure"),
  };
  return texts[s];
}

struct meaning {
  int error;
  os_status status;
};

os_status os_error(int error) {
  static const struct meaning meanings[] = {
      {ENOENT, OS_NOT_FOUND},       {EACCES, OS_NO_ACCESS},       {EPERM, OS_NO_ACCESS},
      {EEXIST, OS_EXISTS},          {EFBIG, OS_TOO_LARGE},        {EOVERFLOW, OS_TOO_LARGE},
      {ENAMETOOLONG, OS_TOO_LARGE}, {ENOTDIR, OS_NOT_A_FILE},     {EISDIR, OS_NOT_A_FILE},
      {ENXIO, OS_NOT_A_FILE},       {ELOOP, OS_ESCAPES},          {ENOSPC, OS_NO_SPACE},
      {EDQUOT, OS_NO_SPACE},        {EROFS, OS_READ_ONLY},        {EBUSY, OS_BUSY},
      {ETXTBSY, OS_BUSY},           {EWOULDBLOCK, OS_BUSY},       {EXDEV, OS_OTHER_DISK},
      {ENOTEMPTY, OS_NOT_EMPTY},    {EOPNOTSUPP, OS_UNSUPPORTED}, {ENOSYS, OS_UNSUPPORTED},
      {EPIPE, OS_CLOSED},
  };
  for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
    if (meanings[i].error == error) {
      return meanings[i].status;
    }
  }
  return OS_FAILED;
}

os_status os_path_text(str path, char ret_text[OS_PATH_MAX]) {
  if (str_find(path, '\0') >= 0) {
    return OS_BAD_NAME;
  }
  if (path.n >= OS_PATH_MAX) {
    return OS_TOO_LARGE;
  }
  if (path.n == 0) {
    path = STR(".");
  }
  mem_copy(ret_text, path.s, path.n);
  ret_text[path.n] = '\0';
  return OS_OK;
}

/* Takes the first component off; false when none is left. "" and "." are none. */
static bool component_take(str *path, str *ret_name) {
  while (path->n > 0) {
    str name = str_take(path, '/');
    if (name.n > 0 && !str_eq(name, STR("."))) {
      *ret_name = name;
      return true;
    }
  }
  return false;
}

/* Text alone: absolute paths and ".." are refused wherever they would lead. */
static os_status path_beneath(str path, char ret_text[OS_PATH_MAX]) {
  if (str_starts(path, STR("/"))) {
    return OS_ESCAPES;
  }
  str rest = path;
  for (str name; component_take(&rest, &name);) {
    if (str_eq(name, STR(".."))) {
      return OS_ESCAPES;
    }
  }
  return os_path_text(path, ret_text);
}

enum { NEW_FILE_MODE = 0666 }; /* the umask takes from it, as everywhere */

static os_status open_failed(int folder, const char *name) {
  int error = errno;
  struct stat st;
  /* O_DIRECTORY on a link says "not a folder"; what matters is that it is a link. */
  if (error == ENOTDIR && fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
      S_ISLNK(st.st_mode)) {
    return OS_ESCAPES;
  }
  return os_error(error);
}

static os_status open_component(int folder, str name, int flags, int *ret_fd) {
  char text[OS_PATH_MAX];
  os_status status = os_path_text(name, text);
  if (status != OS_OK) {
    return status;
  }
  int fd = -1;
  do {
    fd = openat(folder, text, flags | O_NOFOLLOW | O_CLOEXEC, NEW_FILE_MODE);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) {
    return open_failed(folder, text);
  }
  *ret_fd = fd;
  return OS_OK;
}

os_status os_open_stepwise(os_dir at, str path, int flags, int *ret_fd) {
  char text[OS_PATH_MAX];
  os_status status = path_beneath(path, text);
  str name = STR(".");
  str rest = path;
  component_take(&rest, &name);
  int folder = at.fd;
  for (str next; status == OS_OK && component_take(&rest, &next); name = next) {
    int inner = -1;
    status = open_component(folder, name, O_PATH | O_DIRECTORY, &inner);
    if (folder != at.fd) {
      close(folder);
    }
    folder = inner;
  }
  if (status == OS_OK) {
    status = open_component(folder, name, flags, ret_fd);
  }
  if (folder >= 0 && folder != at.fd) {
    close(folder);
  }
  return status;
}

os_status os_open(os_dir at, str path, int flags, int *ret_fd) {
  char text[OS_PATH_MAX];
  os_status status = path_beneath(path, text);
  if (status != OS_OK) {
    return status;
  }
  struct open_how how = {
      .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
      .mode = (flags & O_CREAT) != 0 ? NEW_FILE_MODE : 0,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  long fd = -1;
  do {
    fd = syscall(SYS_openat2, at.fd, text, &how, sizeof how);
  } while (fd < 0 && errno == EINTR);
  if (fd >= 0) {
    *ret_fd = (int)fd;
    return OS_OK;
  }
  /* Containers that filter calls they do not know answer EPERM instead of ENOSYS. */
  if (errno == ENOSYS || errno == EPERM || errno == EAGAIN) {
    return os_open_stepwise(at, path, flags, ret_fd);
  }
  return errno == EXDEV ? OS_ESCAPES : os_error(errno);
}

os_status os_place_open(os_dir at, str path, struct os_place *ret_place) {
  char text[OS_PATH_MAX];
  os_status status = path_beneath(path, text);
  if (status != OS_OK) {
    return status;
  }
  while (str_ends(path, STR("/"))) {
    path.n--;
  }
  ptrdiff_t slash = str_rfind(path, '/');
  int folder = at.fd;
  if (slash >= 0) {
    status = os_open(at, str_sub(path, 0, slash), O_PATH | O_DIRECTORY, &folder);
  }
  if (status != OS_OK) {
    return status;
  }
  ret_place->folder = folder;
  ret_place->owned = slash >= 0;
  return os_path_text(str_sub(path, slash + 1, path.n), ret_place->name);
}

void os_place_close(const struct os_place *place) {
  if (place->owned) {
    close(place->folder);
  }
}
