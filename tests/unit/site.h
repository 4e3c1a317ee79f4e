/*
 * Small sites to publish, and whether a folder holds just one of them.
 */
#ifndef FINGERPOST_TESTS_SITE_H
#define FINGERPOST_TESTS_SITE_H

#include "temp.h"
#include "write/publish.h"

struct page {
  const char *path;
  const char *text;
};

struct site {
  const struct page *pages;
  ptrdiff_t count;
};

#define SITE(...)                                    \
  ((struct site){(const struct page[]){__VA_ARGS__}, \
                 sizeof((const struct page[]){__VA_ARGS__}) / sizeof(struct page)})

struct outcome {
  publish_status status;
  bool first;
  struct publish_counts counts;
  struct publish_error error;
};

/* Puts and commits all pages, in one process. */
static inline void site_put(struct publish *p, struct site s, arena *perm, struct outcome *o) {
  struct publish_file *files = NEW(perm, struct publish_file, s.count + 1);
  for (ptrdiff_t i = 0; i < s.count; i++) {
    files[i].path = str_of(s.pages[i].path);
    files[i].status = publish_put(p, i, files[i].path, str_of(s.pages[i].text), &o->error.os);
  }
  o->status = publish_commit(p, files, s.count, *perm, &o->counts, &o->error);
}

static inline struct outcome site_publish(struct site s, str out, os_dir sources, arena *perm) {
  struct outcome o = {0};
  struct publish *p = NULL;
  o.status = publish_open(out, sources, perm, &p, &o.error);
  if (o.status == PUBLISH_OK) {
    o.first = publish_is_first(p);
    site_put(p, s, perm, &o);
    publish_close(p);
  }
  return o;
}

/* Counts the files in a tree, leaving out our own folder's lock and manifest. */
static inline ptrdiff_t site_files(str tree) {
  ptrdiff_t count = 0;
  for (str line; str_cut(tree, '\n', &line, &tree);) {
    bool ours = str_eq(line, STR(".fingerpost/lock")) || str_eq(line, STR(".fingerpost/manifest"));
    count += !ours && !str_ends(line, STR("/"));
  }
  return count;
}

/* Whether the folder holds these pages, and the manifest, and no file besides. */
static inline bool site_is_at(struct site s, os_dir out, arena scratch) {
  for (ptrdiff_t i = 0; i < s.count; i++) {
    if (!os_same(out, str_of(s.pages[i].path), str_of(s.pages[i].text))) {
      return false;
    }
  }
  return site_files(tree_text(out, false, &scratch)) == s.count;
}

#endif
