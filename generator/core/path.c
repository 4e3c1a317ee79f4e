#include "core/path.h"

#include "core/buf.h"

static str without_slash(str path) {
  return str_ends(path, STR("/")) ? str_sub(path, 0, path.n - 1) : path;
}

str path_folder(str path) {
  return str_sub(path, 0, str_rfind(without_slash(path), '/') + 1);
}

str path_name(str path) {
  str plain = without_slash(path);
  return str_sub(plain, str_rfind(plain, '/') + 1, plain.n);
}

str path_relative(arena *a, str from, str to) {
  ptrdiff_t shared = 0; /* length of the folders that both have */
  for (ptrdiff_t i = 0; i < from.n && i < to.n && from.s[i] == to.s[i]; i++) {
    shared = from.s[i] == '/' ? i + 1 : shared;
  }
  buf b = buf_open(a);
  for (ptrdiff_t i = shared; i < from.n; i++) {
    buf_str(&b, from.s[i] == '/' ? STR("../") : STR(""));
  }
  buf_str(&b, str_sub(to, shared, to.n));
  return buf_close(&b, a);
}

/* Takes the last part off what was joined so far; false at the top. */
static bool go_up(buf *b) {
  if (b->n == 0) {
    return false;
  }
  b->n = path_folder(buf_text(b)).n;
  return true;
}

bool path_join(arena *a, str from, str path, str *ret_path) {
  buf b = buf_new(a, from.n + path.n + 2);
  buf_str(&b, str_sub(from, 0, str_rfind(from, '/') + 1));
  str rest = path;
  while (rest.n > 0) {
    str part = rest;
    bool more = str_cut(rest, '/', &part, &rest);
    rest = more ? rest : STR("");
    if (str_eq(part, STR(".."))) {
      if (!go_up(&b)) {
        return false;
      }
    } else if (part.n > 0 && !str_eq(part, STR("."))) {
      buf_str(&b, part);
      buf_str(&b, more ? STR("/") : STR(""));
    }
  }
  *ret_path = buf_text(&b);
  return true;
}
