/*
 * From what was put to what readers see. Sorted by path once; then either the
 * sibling takes OUT's name, or a journal says how OUT becomes the new site.
 */
#include "core/sort.h"
#include "write/journal.h"
#include "write/output.h"

struct commit {
  struct publish *p;
  struct manifest new;
  const ptrdiff_t *numbers; /* of staged files, in the order of new.paths; -1: not staged */
  ptrdiff_t changed;
  struct manifest removed; /* in the old manifest and not in the new */
  str *cleared;            /* folders that stand where new files will */
  ptrdiff_t cleared_count;
  ptrdiff_t cleared_cap;
};

/* The first file in the way of a commit: one that publish_put has refused. */
static publish_status files_check(struct publish *p, const struct publish_file *files,
                                  ptrdiff_t count, struct publish_error *reterr) {
  for (ptrdiff_t i = 0; i < count; i++) {
    if (files[i].status == PUT_FOREIGN) {
      publish_failed(p, OS_EXISTS, files[i].path, reterr);
      return PUBLISH_FOREIGN_FILE;
    }
    if (files[i].status == PUT_FAILED) {
      return publish_failed(p, OS_FAILED, files[i].path, reterr);
    }
  }
  return PUBLISH_OK;
}

struct numbered {
  str path;
  ptrdiff_t number;
};

static int numbered_order(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return str_cmp(((const struct numbered *)a)->path, ((const struct numbered *)b)->path);
}

static void commit_sort(struct commit *c, const struct publish_file *files, ptrdiff_t count,
                        arena *perm) {
  str *paths = NEW(perm, str, count + 1);
  ptrdiff_t *numbers = NEW(perm, ptrdiff_t, count + 1);
  arena scratch = *perm;
  struct numbered *sorted = NEW(&scratch, struct numbered, count + 1);
  for (ptrdiff_t i = 0; i < count; i++) {
    bool staged = files[i].status == PUT_CHANGED;
    sorted[i] = (struct numbered){files[i].path, staged ? i : -1};
    c->changed += staged;
  }
  sort_items(sorted, count, (ptrdiff_t)sizeof *sorted, numbered_order, NULL, scratch);
  for (ptrdiff_t i = 0; i < count; i++) {
    paths[i] = sorted[i].path;
    numbers[i] = sorted[i].number;
  }
  c->new = (struct manifest){paths, count};
  c->numbers = numbers;
}

/* Two files of one path, or a file where another one needs a folder. */
static publish_status commit_check_paths(const struct commit *c, struct publish_error *reterr) {
  for (ptrdiff_t i = 0; i < c->new.count; i++) {
    str path = c->new.paths[i];
    bool twice = i > 0 && str_eq(path, c->new.paths[i - 1]);
    if (twice || manifest_has_above(&c->new, path)) {
      return publish_failed(c->p, OS_EXISTS, path, reterr);
    }
  }
  return PUBLISH_OK;
}

static void commit_find_removed(struct commit *c, arena *perm) {
  const struct manifest *old = &c->p->old;
  str *removed = NEW(perm, str, old->count + 1);
  for (ptrdiff_t i = 0; i < old->count; i++) {
    bool again = i > 0 && str_eq(old->paths[i], old->paths[i - 1]);
    if (!again && !manifest_has(&c->new, old->paths[i])) {
      removed[c->removed.count++] = old->paths[i];
    }
  }
  c->removed.paths = removed;
}

enum { FOLDER_DEPTH_MAX = 64 }; /* keeps the recursion small; sites are not that deep */

/* Notes the folder and those in it. OS_EXISTS with the first file in it that does not go away. */
static os_status folder_clear(struct commit *c, str folder, int depth, arena *perm,
                              str *ret_obstacle) {
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  *ret_obstacle = folder;
  os_status status =
      depth > FOLDER_DEPTH_MAX ? OS_TOO_LARGE : os_list(c->p->out, folder, perm, &items, &count);
  if (status != OS_OK) {
    return status;
  }
  *GROW(perm, c->cleared, c->cleared_count, c->cleared_cap) = folder;
  str base = arena_join(perm, folder, STR("/"));
  for (ptrdiff_t i = 0; i < count && status == OS_OK; i++) {
    str path = arena_join(perm, base, items[i].name);
    if (items[i].kind == OS_FOLDER) {
      status = folder_clear(c, path, depth + 1, perm, ret_obstacle);
    } else if (!manifest_has(&c->removed, path)) {
      *ret_obstacle = path;
      status = OS_EXISTS;
    }
  }
  return status;
}

/* Whether each folder above the path is one, or missing, or a file that goes away. */
static os_status above_is_free(const struct commit *c, str path, str *ret_obstacle) {
  for (ptrdiff_t i = 0; i < path.n; i++) {
    struct os_stat st;
    if (path.s[i] != '/') {
      continue;
    }
    str folder = str_sub(path, 0, i);
    *ret_obstacle = folder;
    os_status status = os_stat_at(c->p->out, folder, &st);
    if (status != OS_OK) {
      return unless_missing(status);
    }
    if (st.kind != OS_FOLDER) {
      return manifest_has(&c->removed, folder) ? OS_OK : OS_EXISTS;
    }
  }
  return OS_OK;
}

/* Whether the file can be put in its place; if not, what is in the way. */
static os_status place_is_free(struct commit *c, str path, arena *perm, str *ret_obstacle) {
  struct os_stat st;
  *ret_obstacle = path;
  os_status status = os_stat_at(c->p->out, path, &st);
  if (status == OS_OK && st.kind == OS_FOLDER) {
    return folder_clear(c, path, 0, perm, ret_obstacle);
  }
  /* Where a file above it stands, that goes away: above_is_free has seen to it. */
  bool file_above = status == OS_NOT_A_FILE || status == OS_ESCAPES;
  return file_above ? OS_OK : unless_missing(status);
}

/* A journal is not begun unless each of its steps can be done. */
static publish_status commit_check_places(struct commit *c, arena *perm,
                                          struct publish_error *reterr) {
  str checked = {NULL, 0}; /* the folder of the file before: files of one folder share it */
  for (ptrdiff_t i = 0; i < c->new.count; i++) {
    str path = c->new.paths[i];
    str folder = str_sub(path, 0, str_rfind(path, '/') + 1);
    str obstacle = {NULL, 0};
    if (c->numbers[i] < 0) {
      continue;
    }
    os_status status = str_eq(folder, checked) ? OS_OK : above_is_free(c, path, &obstacle);
    if (status == OS_OK) {
      status = place_is_free(c, path, perm, &obstacle);
    }
    if (status != OS_OK) {
      publish_failed(c->p, status, obstacle, reterr);
      return status == OS_EXISTS ? PUBLISH_FOREIGN_FILE : PUBLISH_FAILED;
    }
    checked = folder;
  }
  return PUBLISH_OK;
}

static int deepest_first(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return str_cmp(*(const str *)b, *(const str *)a);
}

/* The folders above removed files, some of them more than once. */
static str *folders_left(const struct manifest *removed, arena *perm, ptrdiff_t *ret_count) {
  str *folders = NULL;
  ptrdiff_t cap = 0;
  *ret_count = 0;
  for (ptrdiff_t i = 0; i < removed->count; i++) {
    str path = removed->paths[i];
    for (ptrdiff_t slash = str_rfind(path, '/'); slash >= 0; slash = str_rfind(path, '/')) {
      path = str_sub(path, 0, slash);
      *GROW(perm, folders, *ret_count, cap) = path;
    }
  }
  return folders;
}

/* What lies in a folder goes before it. */
static void journal_prune_all(buf *journal, const str *folders, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    if (i == 0 || !str_eq(folders[i], folders[i - 1])) {
      journal_prune(journal, folders[i]);
    }
  }
}

/* Old files in whose place new ones need a folder, or the reverse, go first; others last. */
static void journal_removals(buf *journal, const struct commit *c, bool first) {
  for (ptrdiff_t i = 0; i < c->removed.count; i++) {
    str path = c->removed.paths[i];
    bool blocks = manifest_has_below(&c->new, path) || manifest_has_above(&c->new, path);
    if (blocks == first) {
      journal_remove(journal, path);
    }
  }
}

static str commit_journal(const struct commit *c, arena *perm) {
  ptrdiff_t left_count = 0;
  str *left = folders_left(&c->removed, perm, &left_count);
  ptrdiff_t size = (ptrdiff_t)sizeof *left;
  sort_items(left, left_count, size, deepest_first, NULL, *perm);
  sort_items(c->cleared, c->cleared_count, size, deepest_first, NULL, *perm);
  buf journal = buf_open(perm);
  journal_begin(&journal);
  journal_removals(&journal, c, true);
  journal_prune_all(&journal, c->cleared, c->cleared_count);
  for (ptrdiff_t i = 0; i < c->new.count; i++) {
    if (c->numbers[i] >= 0) {
      journal_rename(&journal, c->numbers[i], c->new.paths[i]);
    }
  }
  journal_removals(&journal, c, false);
  journal_prune_all(&journal, left, left_count);
  journal_end(&journal);
  return buf_close(&journal, perm);
}

static publish_status commit_aside(struct commit *c, arena scratch, struct publish_error *reterr) {
  struct publish *p = c->p;
  str path = STR(STATE_MANIFEST);
  os_status status = os_write(p->out, path, manifest_text(&c->new, &scratch));
  if (status == OS_OK) {
    path = (str){NULL, 0};
    status = os_sync_all(p->out);
  }
  if (status == OS_OK) {
    /* Replaces nothing but an empty folder, in one step. */
    status = os_rename(p->parent, p->sibling, p->name);
  }
  if (status == OS_NOT_EMPTY) {
    return PUBLISH_NOT_OURS; /* somebody was faster */
  }
  if (status != OS_OK) {
    return publish_failed(p, status, path, reterr);
  }
  p->keep = true;
  status = os_sync_folder(p->parent, path);
  return status == OS_OK ? PUBLISH_OK : publish_failed(p, status, path, reterr);
}

/* Everything staged, and the new manifest with it, is on the disk when this is done. */
static os_status stage_finish(const struct commit *c, arena scratch) {
  os_dir out = c->p->out;
  os_status status = os_dir_make_at(out, STR(STATE_STAGE));
  if (status == OS_OK || status == OS_EXISTS) {
    status = os_write(out, STR(STATE_NEW_MANIFEST), manifest_text(&c->new, &scratch));
  }
  return status == OS_OK ? os_sync_all(out) : status;
}

/*
 * From here on the next command would complete the build. If the journal cannot
 * be written for certain it must go; if not even that is possible, it may count.
 */
static os_status journal_write(struct publish *p, str journal) {
  p->keep = true;
  os_status status = os_write_synced(p->out, STR(STATE_JOURNAL), journal);
  if (status == OS_OK) {
    status = os_sync_folder(p->out, STR(STATE));
  }
  if (status != OS_OK) {
    os_status removed = os_remove(p->out, STR(STATE_JOURNAL));
    p->keep = removed != OS_OK && removed != OS_NOT_FOUND;
  }
  return status;
}

static publish_status commit_inside(struct commit *c, arena scratch, struct publish_error *reterr) {
  struct publish *p = c->p;
  str path = STR(STATE_STAGE);
  os_status status = stage_finish(c, scratch);
  str journal = {NULL, 0};
  if (status == OS_OK) {
    path = STR(STATE_JOURNAL);
    journal = commit_journal(c, &scratch);
    status = journal_write(p, journal);
  }
  if (status == OS_OK) {
    status = journal_carry_out(p->out, journal, &path);
  }
  if (status == OS_OK) {
    path = STR(STATE_JOURNAL);
    status = os_remove(p->out, path);
  }
  if (status == OS_OK) {
    os_remove_tree(p->out, STR(STATE_STAGE)); /* nothing depends on it */
  }
  return status == OS_OK ? PUBLISH_OK : publish_failed(p, status, path, reterr);
}

static bool commit_is_nothing(const struct commit *c) {
  return c->changed == 0 && c->removed.count == 0 && c->new.count == c->p->old.count;
}

publish_status publish_commit(struct publish *p, const struct publish_file *files, ptrdiff_t count,
                              arena scratch, struct publish_counts *ret_counts,
                              struct publish_error *reterr) {
  struct commit c = {.p = p};
  publish_status status = files_check(p, files, count, reterr);
  if (status != PUBLISH_OK) {
    return status;
  }
  commit_sort(&c, files, count, &scratch);
  commit_find_removed(&c, &scratch);
  status = commit_check_paths(&c, reterr);
  if (status == PUBLISH_OK && p->sibling.n > 0) {
    status = commit_aside(&c, scratch, reterr);
  } else if (status == PUBLISH_OK && !commit_is_nothing(&c)) {
    status = commit_check_places(&c, &scratch, reterr);
    if (status == PUBLISH_OK) {
      status = commit_inside(&c, scratch, reterr);
    }
  }
  if (status == PUBLISH_OK) {
    *ret_counts = (struct publish_counts){
        .written = c.changed, .removed = c.removed.count, .same = count - c.changed};
  }
  return status;
}
