#include "write/output.h"

static void trim_slashes(str *path) {
  while (path->n > 1 && str_ends(*path, STR("/"))) {
    path->n--;
  }
}

static str last_name(str path) {
  return str_sub(path, str_rfind(path, '/') + 1, path.n);
}

publish_status place_split(str out, arena *perm, str *ret_folder, str *ret_name) {
  trim_slashes(&out);
  str name = last_name(out);
  /* "." and its like have a name too; it has to be asked for. */
  if (name.n == 0 || str_eq(name, STR(".")) || str_eq(name, STR(".."))) {
    if (os_real_path(out, perm, &out) != OS_OK) {
      return PUBLISH_FAILED;
    }
    name = last_name(out);
  }
  if (name.n == 0) {
    return PUBLISH_OVERLAPS;
  }
  str folder = str_sub(out, 0, out.n - name.n);
  trim_slashes(&folder);
  *ret_folder = folder.n == 0 ? STR(".") : folder;
  *ret_name = name;
  return PUBLISH_OK;
}

static bool is_folder(os_dir dir, str path) {
  os_dir other = OS_DIR_NONE;
  bool same = path.n > 0 && os_dir_open(path, &other) == OS_OK && os_same_dir(dir, other);
  os_dir_close(other);
  return same;
}

bool place_overlaps(os_dir out, os_dir sources) {
  return os_is_inside(out, sources) || os_is_inside(sources, out) || is_folder(out, STR("/")) ||
         is_folder(out, os_env(STR("HOME")));
}

bool place_lies_in(str folder, os_dir sources) {
  os_dir dir = OS_DIR_NONE;
  while (os_dir_open(folder, &dir) != OS_OK && folder.n > 0 && !str_eq(folder, STR("/"))) {
    ptrdiff_t slash = str_rfind(folder, '/');
    folder = slash == 0 ? STR("/") : str_sub(folder, 0, slash);
  }
  bool inside = os_is_inside(dir, sources);
  os_dir_close(dir);
  return inside;
}

static str sibling_name(const struct publish *p, int64_t process) {
  buf b = buf_open(p->perm);
  buf_byte(&b, '.');
  buf_str(&b, p->name);
  buf_str(&b, STR(STATE "-"));
  buf_int(&b, process);
  return buf_close(&b, p->perm);
}

/* False when its build is alive. */
static bool sibling_remove(const struct publish *p, str sibling, arena scratch) {
  int lock = -1;
  str path = arena_join(&scratch, sibling, STR("/" STATE_LOCK));
  os_status status = os_lock(p->parent, path, &lock);
  if (status == OS_NOT_FOUND) { /* killed, or interrupted here, before it could lock */
    return os_remove_folder(p->parent, sibling) == OS_OK;
  }
  if (status == OS_OK) {
    os_remove_tree(p->parent, sibling);
    os_unlock(lock);
  }
  return status != OS_BUSY;
}

static bool is_sibling(const struct publish *p, const struct os_entry *e) {
  str name = e->name;
  if (e->kind != OS_FOLDER || !str_starts(name, STR(".")) ||
      !str_starts(str_sub(name, 1, name.n), p->name)) {
    return false;
  }
  str rest = str_sub(name, 1 + p->name.n, name.n);
  str dash = STR(STATE "-");
  if (!str_starts(rest, dash) || rest.n == dash.n) {
    return false;
  }
  for (ptrdiff_t i = dash.n; i < rest.n; i++) {
    if (!byte_is_digit(rest.s[i])) {
      return false;
    }
  }
  return true;
}

bool place_sweep(const struct publish *p) {
  arena scratch = *p->perm;
  struct os_entry *items = NULL;
  ptrdiff_t count = 0;
  bool alive = false;
  if (os_list(p->parent, STR(""), &scratch, &items, &count) != OS_OK) {
    return false; /* a folder that can be entered but not listed */
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    if (is_sibling(p, &items[i]) && !str_eq(items[i].name, p->sibling)) {
      alive = !sibling_remove(p, items[i].name, scratch) || alive;
    }
  }
  return alive;
}

static os_status sibling_make(const struct publish *p, str sibling) {
  os_status status = os_dir_make_at(p->parent, sibling);
  if (status == OS_EXISTS && sibling_remove(p, sibling, *p->perm)) {
    status = os_dir_make_at(p->parent, sibling);
  }
  return status;
}

/*
 * Two first builds of one OUT may start at once. Each makes and locks its own
 * sibling before it looks for others, so at least one sees the other; and a
 * sibling that was swept between being made and being locked has no lock file.
 */
publish_status place_sibling(struct publish *p, struct publish_error *reterr) {
  str sibling = sibling_name(p, os_process());
  os_status status = sibling_make(p, sibling);
  if (status == OS_EXISTS) {
    return PUBLISH_LOCKED;
  }
  if (status != OS_OK) {
    return publish_failed(p, status, (str){NULL, 0}, reterr);
  }
  p->sibling = sibling;
  status = os_dir_open_at(p->parent, sibling, &p->out);
  if (status == OS_OK) {
    status = os_dir_make_at(p->out, STR(STATE));
  }
  if (status == OS_OK) {
    status = os_lock(p->out, STR(STATE_LOCK), &p->lock);
  }
  struct os_stat st;
  if (status == OS_OK) {
    status = os_stat_at(p->out, STR(STATE_LOCK), &st);
  }
  if (status == OS_NOT_FOUND || status == OS_BUSY) {
    return PUBLISH_LOCKED;
  }
  if (status != OS_OK) {
    return publish_failed(p, status, STR(STATE_LOCK), reterr);
  }
  return place_sweep(p) ? PUBLISH_LOCKED : PUBLISH_OK;
}
