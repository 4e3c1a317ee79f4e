/*
 * A small site in a folder of its own, written file by file, loaded and checked
 * as the program does it.
 */
#ifndef FINGERPOST_TESTS_WHOLE_H
#define FINGERPOST_TESTS_WHOLE_H

#include "check/check.h"
#include "model/glossary.h"
#include "said.h"
#include "temp.h"

struct file {
  const char *path; /* below content/ */
  const char *text;
};

struct whole {
  struct temp temp;
  arena perm;
  arena scratch;
  struct sources sources;
  struct diags diags;
  struct content content;
  struct theme theme;
  struct site site;
};

static inline str whole_reread(void *ctx, str path, arena *perm) {
  const struct whole *w = ctx;
  str text = STR("");
  os_read(w->temp.dir, path, 1 << 20, perm, &text);
  return text;
}

static inline void whole_write(struct whole *w, const struct file *files, ptrdiff_t count) {
  assert_true(temp_open(&w->temp));
  for (ptrdiff_t i = 0; i < count; i++) {
    arena scratch = w->perm;
    str path = arena_join(&scratch, STR("content/"), str_of(files[i].path));
    assert_int_equal(os_dir_make_above(w->temp.dir, path), OS_OK);
    assert_int_equal(os_write(w->temp.dir, path, str_of(files[i].text)), OS_OK);
  }
}

/* Parses the pages in `jobs` workers, each page within a second of time. */
static inline void whole_load(struct whole *w, int jobs) {
  w->site = (struct site){.content = &w->content, .theme = &w->theme};
  w->sources = (struct sources){.perm = &w->perm, .read = whole_reread, .ctx = w};
  diags_init(&w->diags, &w->perm);
  struct loader l = {.perm = &w->perm, .sources = &w->sources, .diags = &w->diags};
  theme_load(&l, w->temp.dir, STR(""), &w->theme);
  assert_true(content_open(&l, w->temp.dir, STR(""), &w->content));
  config_read(&w->content.site, &w->diags, &w->perm, &w->site.config);
  glossary_read(&w->content, &w->diags, &w->perm);
  struct content_budget budget = {.jobs = jobs, .page_milliseconds = 1000, .page_bytes = 64 << 20};
  assert_true(content_parse(&l, &w->content, &budget));
}

/* Half of the memory keeps, half is scratch. */
static inline struct whole *whole_new(void) {
  arena a = unit_arena();
  arena scratch = {a.at + UNIT_ARENA / 2, a.end};
  a.end = scratch.at;
  struct whole *w = NEW(&a, struct whole, 1);
  *w = (struct whole){.perm = a, .scratch = scratch};
  return w;
}

static inline struct whole *whole_open(const struct file *files, ptrdiff_t count) {
  struct whole *w = whole_new();
  whole_write(w, files, count);
  whole_load(w, 2);
  site_build(&w->site, &w->diags, &w->perm);
  check_site(&w->site, &w->diags, w->scratch);
  return w;
}

static inline void whole_close(struct whole *w) {
  content_close(&w->content);
  theme_close(&w->theme);
  assert_true(temp_close(&w->temp));
}

static inline str whole_said(struct whole *w) {
  return said(&w->diags, &w->sources, &w->perm);
}

/* Opens the site of the files that follow. */
#define WHOLE(...)                         \
  whole_open((struct file[]){__VA_ARGS__}, \
             (ptrdiff_t)(sizeof((struct file[]){__VA_ARGS__}) / sizeof(struct file)))

#endif
