#include "write/manifest.h"

#include "core/buf.h"
#include "core/sort.h"
#include "write/output.h"

static const str first_line = STR_INIT("fingerpost manifest 1");

static bool name_ok(str name) {
  return name.n > 0 && !str_eq(name, STR(".")) && !str_eq(name, STR(".."));
}

bool manifest_path_ok(str path) {
  if (str_find(path, '\n') >= 0 || str_find(path, '\0') >= 0) {
    return false;
  }
  str first = path;
  str rest = {path.s, 0};
  str_cut(path, '/', &first, &rest);
  if (str_eq(first, STR(STATE))) {
    return false;
  }
  str name = {NULL, 0};
  while (str_cut(path, '/', &name, &path)) {
    if (!name_ok(name)) {
      return false;
    }
  }
  return name_ok(path);
}

static int path_order(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return str_cmp(*(const str *)a, *(const str *)b);
}

bool manifest_parse(str text, arena *perm, struct manifest *ret_manifest) {
  str line = {NULL, 0};
  if (!str_cut(text, '\n', &line, &text) || !str_eq(line, first_line)) {
    return false;
  }
  str *paths = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  while (str_cut(text, '\n', &line, &text)) {
    if (manifest_path_ok(line)) {
      *GROW(perm, paths, count, cap) = line;
    }
  }
  sort_items(paths, count, (ptrdiff_t)sizeof *paths, path_order, NULL, *perm);
  *ret_manifest = (struct manifest){paths, count};
  return true;
}

str manifest_text(const struct manifest *m, arena *perm) {
  buf b = buf_open(perm);
  buf_str(&b, first_line);
  buf_byte(&b, '\n');
  for (ptrdiff_t i = 0; i < m->count; i++) {
    buf_str(&b, m->paths[i]);
    buf_byte(&b, '\n');
  }
  return buf_close(&b, perm);
}

/* Position of the first path that is not before `path`. */
static ptrdiff_t manifest_search(const struct manifest *m, str path) {
  ptrdiff_t beg = 0;
  ptrdiff_t end = m->count;
  while (beg < end) {
    ptrdiff_t middle = beg + (end - beg) / 2;
    if (str_cmp(m->paths[middle], path) < 0) {
      beg = middle + 1;
    } else {
      end = middle;
    }
  }
  return beg;
}

bool manifest_has(const struct manifest *m, str path) {
  ptrdiff_t at = manifest_search(m, path);
  return at < m->count && str_eq(m->paths[at], path);
}

bool manifest_has_above(const struct manifest *m, str path) {
  for (ptrdiff_t slash = str_rfind(path, '/'); slash >= 0; slash = str_rfind(path, '/')) {
    path = str_sub(path, 0, slash);
    if (manifest_has(m, path)) {
      return true;
    }
  }
  return false;
}

static bool lies_below(str path, str folder) {
  return path.n > folder.n && path.s[folder.n] == '/' && str_starts(path, folder);
}

bool manifest_has_below(const struct manifest *m, str folder) {
  /* Names such as "a-b" and "a.html" stand between "a" and what lies below it. */
  for (ptrdiff_t i = manifest_search(m, folder); i < m->count && str_starts(m->paths[i], folder);
       i++) {
    if (lies_below(m->paths[i], folder)) {
      return true;
    }
  }
  return false;
}
