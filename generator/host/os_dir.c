#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/os_path.h"

enum { NEW_FOLDER_MODE = 0777 }; /* the umask takes from it, as everywhere */

os_status os_dir_open(str path, os_dir *ret_dir) {
  char text[OS_PATH_MAX];
  os_status status = os_path_text(path, text);
  if (status != OS_OK) {
    return status;
  }
  int fd = -1;
  do {
    fd = open(text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) {
    return os_error(errno);
  }
  *ret_dir = (os_dir){fd};
  return OS_OK;
}

os_status os_dir_open_at(os_dir at, str path, os_dir *ret_dir) {
  return os_open(at, path, O_RDONLY | O_DIRECTORY, &ret_dir->fd);
}

void os_dir_close(os_dir dir) {
  if (dir.fd >= 0) {
    close(dir.fd);
  }
}

os_status os_dir_make_path(str path) {
  char text[OS_PATH_MAX];
  os_status status = os_path_text(path, text);
  if (status != OS_OK) {
    return status;
  }
  for (char *at = text + 1; *at != '\0'; at++) {
    if (*at == '/') {
      *at = '\0';
      if (mkdir(text, NEW_FOLDER_MODE) != 0 && errno != EEXIST) {
        return os_error(errno);
      }
      *at = '/';
    }
  }
  if (mkdir(text, NEW_FOLDER_MODE) == 0) {
    return OS_OK;
  }
  struct stat st;
  if (errno != EEXIST) {
    return os_error(errno);
  }
  return stat(text, &st) == 0 && S_ISDIR(st.st_mode) ? OS_OK : OS_NOT_A_FILE;
}

os_status os_dir_make_at(os_dir at, str path) {
  struct os_place place;
  os_status status = os_place_open(at, path, &place);
  if (status != OS_OK) {
    return status;
  }
  if (mkdirat(place.folder, place.name, NEW_FOLDER_MODE) != 0) {
    status = os_error(errno);
  }
  os_place_close(&place);
  return status;
}

os_status os_dir_make_above(os_dir at, str path) {
  for (ptrdiff_t i = 0; i < path.n; i++) {
    if (path.s[i] == '/') {
      os_status status = os_dir_make_at(at, str_sub(path, 0, i));
      if (status != OS_OK && status != OS_EXISTS) {
        return status;
      }
    }
  }
  return OS_OK;
}

static os_kind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) {
    return OS_FILE;
  }
  if (S_ISDIR(mode)) {
    return OS_FOLDER;
  }
  return S_ISLNK(mode) ? OS_LINK : OS_SPECIAL;
}

static os_kind kind_of_entry(int folder, const struct dirent *entry) {
  struct stat st;
  switch (entry->d_type) {
    case DT_REG:
      return OS_FILE;
    case DT_DIR:
      return OS_FOLDER;
    case DT_LNK:
      return OS_LINK;
    case DT_UNKNOWN: /* the file system does not say */
      return fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0
                 ? kind_of_mode(st.st_mode)
                 : OS_SPECIAL;
    default:
      return OS_SPECIAL;
  }
}

/* NULL at the end, or with errno set when the folder could not be read. */
static const struct dirent *entry_next(DIR *stream) {
  const struct dirent *entry = NULL;
  do {
    errno = 0;
    entry = readdir(stream);
  } while (entry != NULL && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
  return entry;
}

static int entry_order(const void *a, const void *b) {
  const struct os_entry *x = a;
  const struct os_entry *y = b;
  return str_cmp(x->name, y->name);
}

static os_status folder_stream(os_dir at, str path, DIR **ret_stream) {
  int fd = -1;
  os_status status = os_open(at, path, O_RDONLY | O_DIRECTORY, &fd);
  if (status != OS_OK) {
    return status;
  }
  *ret_stream = fdopendir(fd);
  if (*ret_stream == NULL) {
    status = os_error(errno);
    close(fd);
  }
  return status;
}

os_status os_list(os_dir at, str path, arena *perm, struct os_entry **ret_items,
                  ptrdiff_t *ret_count) {
  DIR *stream = NULL;
  os_status status = folder_stream(at, path, &stream);
  if (stream == NULL) {
    return status;
  }
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (const struct dirent *e = entry_next(stream); e != NULL; e = entry_next(stream)) {
    os_kind kind = kind_of_entry(dirfd(stream), e);
    str name = arena_copy(perm, str_of(e->d_name));
    *GROW(perm, items, count, cap) = (struct os_entry){.name = name, .kind = kind};
  }
  status = errno == 0 ? OS_OK : os_error(errno);
  closedir(stream);
  if (status == OS_OK) {
    if (count > 1) {
      qsort(items, (size_t)count, sizeof *items, entry_order);
    }
    *ret_items = items;
    *ret_count = count;
  }
  return status;
}

os_status os_stat_at(os_dir at, str path, struct os_stat *ret_stat) {
  struct os_place place;
  os_status status = os_place_open(at, path, &place);
  if (status != OS_OK) {
    return status;
  }
  struct stat st;
  if (fstatat(place.folder, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
    *ret_stat = (struct os_stat){.kind = kind_of_mode(st.st_mode), .size = st.st_size};
  } else {
    status = os_error(errno);
  }
  os_place_close(&place);
  return status;
}

/* Each level holds a descriptor open; a process has 1,024 of them by default. */
enum { TREE_DEPTH_MAX = 200 };

static os_status tree_remove(int folder, const char *name, int depth);

/* One pass over the folder; some file systems skip entries when others vanish. */
static os_status tree_empty(DIR *stream, int depth, bool *ret_removed) {
  for (const struct dirent *e = entry_next(stream); e != NULL; e = entry_next(stream)) {
    os_status status = tree_remove(dirfd(stream), e->d_name, depth + 1);
    if (status != OS_OK && status != OS_NOT_FOUND) {
      return status;
    }
    *ret_removed = true;
  }
  return errno == 0 ? OS_OK : os_error(errno);
}

static os_status tree_remove_folder(int folder, const char *name, int depth) {
  if (depth > TREE_DEPTH_MAX) {
    return OS_TOO_LARGE;
  }
  DIR *stream = NULL;
  os_status status = folder_stream((os_dir){folder}, str_of(name), &stream);
  if (stream == NULL) {
    return status;
  }
  bool removed = true;
  for (status = OS_NOT_EMPTY; status == OS_NOT_EMPTY && removed; rewinddir(stream)) {
    removed = false;
    status = tree_empty(stream, depth, &removed);
    if (status == OS_OK && unlinkat(folder, name, AT_REMOVEDIR) != 0) {
      status = errno == EEXIST ? OS_NOT_EMPTY : os_error(errno);
    }
  }
  closedir(stream);
  return status;
}

/* Linux says EISDIR for a folder, POSIX allows EPERM. */
static os_status tree_remove(int folder, const char *name, int depth) {
  if (unlinkat(folder, name, 0) == 0) {
    return OS_OK;
  }
  if (errno != EISDIR && errno != EPERM) {
    return os_error(errno);
  }
  return tree_remove_folder(folder, name, depth);
}

os_status os_remove_tree(os_dir at, str path) {
  struct os_place place;
  os_status status = os_place_open(at, path, &place);
  if (status == OS_OK) {
    status = tree_remove(place.folder, place.name, 0);
    os_place_close(&place);
  }
  return status;
}

static bool same_file(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool os_same_dir(os_dir a, os_dir b) {
  struct stat x;
  struct stat y;
  return fstat(a.fd, &x) == 0 && fstat(b.fd, &y) == 0 && same_file(&x, &y);
}

/* Climbs from `inner` to the root, which is its own parent. */
bool os_is_inside(os_dir inner, os_dir outer) {
  struct stat goal;
  struct stat here;
  int fd = fcntl(inner.fd, F_DUPFD_CLOEXEC, 0);
  if (fstat(outer.fd, &goal) != 0 || fd < 0 || fstat(fd, &here) != 0) {
    os_dir_close((os_dir){fd});
    return false;
  }
  bool found = same_file(&here, &goal);
  for (bool climbed = true; climbed && !found && fd >= 0;) {
    struct stat below = here;
    int above = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
    close(fd);
    fd = above;
    climbed = fd >= 0 && fstat(fd, &here) == 0 && !same_file(&here, &below);
    found = climbed && same_file(&here, &goal);
  }
  os_dir_close((os_dir){fd});
  return found;
}

bool os_is_mount(os_dir dir) {
  struct statx st;
  return statx(dir.fd, "", AT_EMPTY_PATH, STATX_TYPE, &st) == 0 &&
         (st.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

os_status os_real_path(str path, arena *perm, str *ret_path) {
  char text[OS_PATH_MAX];
  char real[PATH_MAX];
  os_status status = os_path_text(path, text);
  if (status != OS_OK) {
    return status;
  }
  if (realpath(text, real) == NULL) {
    return os_error(errno);
  }
  *ret_path = arena_copy(perm, str_of(real));
  return OS_OK;
}
