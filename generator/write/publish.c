#include "write/publish.h"

#include "core/mem.h"
#include "write/journal.h"
#include "write/output.h"

publish_status publish_failed(struct publish *p, os_status os, str path,
                              struct publish_error *reterr) {
  path = str_sub(path, 0, FAILED_AT_MAX);
  mem_copy(p->failed_at, path.s, path.n);
  *reterr = (struct publish_error){.os = os, .path = {p->failed_at, path.n}};
  return PUBLISH_FAILED;
}

/* Carries out a complete journal, and drops any. */
static os_status journal_recover(const struct publish *p, arena scratch, str *reterr_path) {
  str text = {NULL, 0};
  *reterr_path = STR(STATE_JOURNAL);
  os_status status = os_read(p->out, STR(STATE_JOURNAL), STATE_MAX, &scratch, &text);
  if (status != OS_OK) {
    return unless_missing(status);
  }
  if (journal_ok(text)) {
    status = journal_carry_out(p->out, text, reterr_path);
    if (status != OS_OK) {
      return status;
    }
  }
  *reterr_path = STR(STATE_JOURNAL);
  return os_remove(p->out, STR(STATE_JOURNAL));
}

/* Completes an interrupted build, or discards what it staged. */
static publish_status publish_recover(struct publish *p, struct publish_error *reterr) {
  str path = {NULL, 0};
  p->keep = true; /* what a journal still needs */
  os_status status = journal_recover(p, *p->perm, &path);
  if (status != OS_OK) {
    return publish_failed(p, status, path, reterr);
  }
  status = unless_missing(os_remove_tree(p->out, STR(STATE_STAGE)));
  if (status != OS_OK) {
    return publish_failed(p, status, STR(STATE_STAGE), reterr);
  }
  p->keep = false;
  return PUBLISH_OK;
}

/* An output folder that cannot be made aside starts with a manifest of nothing. */
static os_status manifest_read(struct publish *p, publish_status *ret_ours) {
  str text = {NULL, 0};
  os_status status = os_read(p->out, STR(STATE_MANIFEST), STATE_MAX, p->perm, &text);
  if (status == OS_NOT_FOUND) {
    text = manifest_text(&(struct manifest){NULL, 0}, p->perm);
    status = os_write_synced(p->out, STR(STATE_MANIFEST), text);
  }
  if (status == OS_OK && !manifest_parse(text, p->perm, &p->old)) {
    *ret_ours = PUBLISH_NOT_OURS;
  }
  return status;
}

/* OUT itself: a later build, or a first one that could not be made aside. */
static publish_status publish_open_inside(struct publish *p, struct publish_error *reterr) {
  os_status status = os_dir_make_at(p->out, STR(STATE));
  if (status != OS_OK && status != OS_EXISTS) {
    return publish_failed(p, status, STR(STATE), reterr);
  }
  status = os_lock(p->out, STR(STATE_LOCK), &p->lock);
  if (status == OS_BUSY) {
    return PUBLISH_LOCKED;
  }
  if (status != OS_OK) {
    return publish_failed(p, status, STR(STATE_LOCK), reterr);
  }
  publish_status result = publish_recover(p, reterr);
  if (result != PUBLISH_OK) {
    return result;
  }
  status = manifest_read(p, &result);
  if (status != OS_OK) {
    return publish_failed(p, status, STR(STATE_MANIFEST), reterr);
  }
  place_sweep(p);
  return result;
}

/* Where nothing can be made beside OUT, or OUT cannot be replaced, it is filled in place. */
static publish_status publish_open_first(struct publish *p, bool exists,
                                         struct publish_error *reterr) {
  p->first = true;
  if (exists && os_is_mount(p->out)) {
    return publish_open_inside(p, reterr);
  }
  os_dir empty = p->out;
  p->out = OS_DIR_NONE;
  publish_status result = place_sibling(p, reterr);
  if (result != PUBLISH_FAILED || p->sibling.n > 0) {
    os_dir_close(empty);
    return result;
  }
  p->out = empty;
  if (!exists) {
    os_status status = os_dir_make_at(p->parent, p->name);
    if (status == OS_OK) {
      status = os_dir_open_at(p->parent, p->name, &p->out);
    }
    if (status != OS_OK) {
      return publish_failed(p, status, (str){NULL, 0}, reterr);
    }
  }
  return publish_open_inside(p, reterr);
}

/* Whether an existing OUT has our mark, or nothing at all in it. */
static publish_status out_judge(struct publish *p, bool *ret_empty, struct publish_error *reterr) {
  arena scratch = *p->perm;
  struct os_stat st;
  os_status status = os_stat_at(p->out, STR(STATE_MANIFEST), &st);
  *ret_empty = false;
  if (status == OS_OK && st.kind == OS_FILE) {
    return PUBLISH_OK;
  }
  if (status == OS_FAILED || status == OS_NO_ACCESS) { /* who knows what is there */
    return publish_failed(p, status, STR(STATE_MANIFEST), reterr);
  }
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  status = os_list(p->out, STR(""), &scratch, &items, &count);
  if (status != OS_OK) {
    return publish_failed(p, status, (str){NULL, 0}, reterr);
  }
  /* Our folder alone, without its manifest, is a build in place that never came to write one. */
  bool only_state = count == 1 && str_eq(items[0].name, STR(STATE)) && items[0].kind == OS_FOLDER;
  *ret_empty = count == 0 || only_state;
  return *ret_empty ? PUBLISH_OK : PUBLISH_NOT_OURS;
}

static publish_status publish_open_existing(struct publish *p, os_dir sources,
                                            struct publish_error *reterr) {
  os_status status = os_dir_open_at(p->parent, p->name, &p->out);
  if (status != OS_OK) {
    return publish_failed(p, status, (str){NULL, 0}, reterr);
  }
  if (place_overlaps(p->out, sources)) {
    return PUBLISH_OVERLAPS;
  }
  bool empty = false;
  publish_status result = out_judge(p, &empty, reterr);
  if (result != PUBLISH_OK) {
    return result;
  }
  return empty ? publish_open_first(p, true, reterr) : publish_open_inside(p, reterr);
}

static publish_status publish_open_in(struct publish *p, str folder, os_dir sources,
                                      struct publish_error *reterr) {
  os_status status = os_dir_open(folder, &p->parent);
  if (status == OS_NOT_FOUND) {
    status = os_dir_make_path(folder);
    if (status == OS_OK) {
      status = os_dir_open(folder, &p->parent);
    }
  }
  if (status != OS_OK) {
    return publish_failed(p, status, (str){NULL, 0}, reterr);
  }
  struct os_stat st;
  status = os_stat_at(p->parent, p->name, &st);
  if (status == OS_NOT_FOUND) {
    return publish_open_first(p, false, reterr);
  }
  if (status != OS_OK) {
    return publish_failed(p, status, (str){NULL, 0}, reterr);
  }
  return st.kind == OS_FOLDER ? publish_open_existing(p, sources, reterr) : PUBLISH_NOT_A_FOLDER;
}

publish_status publish_open(str out, os_dir sources, arena *perm, struct publish **ret_publish,
                            struct publish_error *reterr) {
  struct publish *p = NEW(perm, struct publish, 1);
  *p = (struct publish){.perm = perm, .parent = OS_DIR_NONE, .out = OS_DIR_NONE, .lock = -1};
  *reterr = (struct publish_error){0};
  str folder = {NULL, 0};
  publish_status status = place_split(out, perm, &folder, &p->name);
  if (status != PUBLISH_OK) {
    reterr->os = status == PUBLISH_FAILED ? OS_NOT_FOUND : OS_OK;
    return status;
  }
  if (place_lies_in(folder, sources)) {
    return PUBLISH_OVERLAPS;
  }
  status = publish_open_in(p, folder, sources, reterr);
  if (status != PUBLISH_OK) {
    publish_close(p);
    return status;
  }
  *ret_publish = p;
  return PUBLISH_OK;
}

bool publish_is_first(const struct publish *p) {
  return p->first;
}

/*
 * OS_EXISTS when something stands at `path` that no build of ours has put there.
 * A folder is left to the commit, which knows what goes away.
 */
static os_status path_is_free(const struct publish *p, str path) {
  struct os_stat st;
  if (manifest_has(&p->old, path)) {
    return OS_OK;
  }
  os_status status = os_stat_at(p->out, path, &st);
  if (status == OS_NOT_A_FILE || status == OS_ESCAPES) { /* a file where a folder is needed */
    return manifest_has_above(&p->old, path) ? OS_OK : OS_EXISTS;
  }
  if (status == OS_OK) {
    return st.kind == OS_FOLDER ? OS_OK : OS_EXISTS;
  }
  return unless_missing(status);
}

static os_status put_aside(const struct publish *p, str path, str bytes) {
  os_status status = os_write(p->out, path, bytes);
  if (status == OS_NOT_FOUND) {
    status = os_dir_make_above(p->out, path);
    if (status == OS_OK) {
      status = os_write(p->out, path, bytes);
    }
  }
  return status;
}

/* The folder comes with its first file: a build without changes writes nothing. */
static os_status put_staged(const struct publish *p, ptrdiff_t index, str bytes) {
  char memory[64];
  buf staged = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&staged, STR(STATE_STAGE "/"));
  buf_int(&staged, index);
  os_status status = os_write(p->out, buf_text(&staged), bytes);
  if (status == OS_NOT_FOUND) {
    status = os_dir_make_at(p->out, STR(STATE_STAGE));
    if (status == OS_OK || status == OS_EXISTS) {
      status = os_write(p->out, buf_text(&staged), bytes);
    }
  }
  return status;
}

put_status publish_put(const struct publish *p, ptrdiff_t index, str path, str bytes,
                       os_status *reterr) {
  if (!manifest_path_ok(path)) {
    *reterr = OS_BAD_NAME;
    return PUT_FAILED;
  }
  bool aside = p->sibling.n > 0;
  if (!aside && os_same(p->out, path, bytes)) {
    return PUT_SAME;
  }
  os_status status = aside ? OS_OK : path_is_free(p, path);
  if (status == OS_EXISTS) {
    return PUT_FOREIGN;
  }
  if (status == OS_OK) {
    status = aside ? put_aside(p, path, bytes) : put_staged(p, index, bytes);
  }
  if (status != OS_OK) {
    *reterr = status;
    return PUT_FAILED;
  }
  return PUT_CHANGED;
}

void publish_close(struct publish *p) {
  if (!p->keep && p->sibling.n > 0) {
    os_remove_tree(p->parent, p->sibling);
  } else if (!p->keep && p->lock >= 0) {
    os_remove_tree(p->out, STR(STATE_STAGE));
  }
  os_unlock(p->lock);
  os_dir_close(p->out);
  os_dir_close(p->parent);
  p->keep = true;
  p->lock = -1;
  p->out = OS_DIR_NONE;
  p->parent = OS_DIR_NONE;
}
