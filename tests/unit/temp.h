/*
 * A folder of its own for each test, under $TMPDIR or /tmp, and what lies in a
 * folder as one text to compare.
 */
#ifndef FINGERPOST_TESTS_TEMP_H
#define FINGERPOST_TESTS_TEMP_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "host/os.h"

struct temp {
  char path[512];
  os_dir dir;
};

static inline bool temp_open_in(struct temp *t, const char *folder) {
  int length = snprintf(t->path, sizeof t->path, "%s/fingerpost-test-XXXXXX", folder);
  return length > 0 && (size_t)length < sizeof t->path && mkdtemp(t->path) != NULL &&
         os_dir_open(str_of(t->path), &t->dir) == OS_OK;
}

static inline bool temp_open(struct temp *t) {
  const char *folder = getenv("TMPDIR");
  return temp_open_in(t, folder == NULL || *folder == '\0' ? "/tmp" : folder);
}

/* In memory where that is possible: for what is done hundreds of times. */
static inline bool temp_open_fast(struct temp *t) {
  return temp_open_in(t, "/dev/shm") || temp_open(t);
}

static inline bool temp_close(struct temp *t) {
  os_dir root;
  os_dir_close(t->dir);
  if (os_dir_open(STR("/"), &root) != OS_OK) {
    return false;
  }
  str path = str_of(t->path);
  os_status status = os_remove_tree(root, str_sub(path, 1, path.n));
  os_dir_close(root);
  return status == OS_OK;
}

static inline str temp_path(const struct temp *t, arena *perm, const char *name) {
  return arena_join(perm, arena_join(perm, str_of(t->path), STR("/")), str_of(name));
}

/* Adds "path\n" for each file, "path/\n" for each folder, with stamps also when and as what. */
static inline void tree_add(buf *b, int folder, str path, bool stamps, arena scratch) {
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  if (os_list((os_dir){folder}, path, &scratch, &items, &count) != OS_OK) {
    buf_str(b, STR("unreadable\n"));
    return;
  }
  str base = path.n == 0 ? path : arena_join(&scratch, path, STR("/"));
  for (ptrdiff_t i = 0; i < count; i++) {
    str inner = arena_join(&scratch, base, items[i].name);
    buf_str(b, inner);
    struct stat st;
    if (stamps && fstatat(folder, inner.s, &st, AT_SYMLINK_NOFOLLOW) == 0) {
      char text[128];
      snprintf(text, sizeof text, " %lu %ld.%09ld %ld.%09ld", (unsigned long)st.st_ino,
               (long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (long)st.st_ctim.tv_sec,
               st.st_ctim.tv_nsec);
      buf_str(b, str_of(text));
    }
    buf_str(b, items[i].kind == OS_FOLDER ? STR("/\n") : STR("\n"));
    if (items[i].kind == OS_FOLDER) {
      tree_add(b, folder, inner, stamps, scratch);
    }
  }
}

enum { TREE_TEXT = 1 << 20 };

static inline str tree_text(os_dir dir, bool stamps, arena *perm) {
  buf b = buf_new(perm, TREE_TEXT);
  tree_add(&b, dir.fd, (str){"", 0}, stamps, *perm);
  return buf_text(&b);
}

#endif
