#include "load/walk.h"
#include "core/path.h"

struct walk {
  const struct loader *l;
  struct content *c;
  str shown;
};

bool content_name_is_hidden(str name) {
  return str_starts(name, STR(".")) || str_ends(name, STR("~"));
}

/* Names that Windows keeps for devices, with any ending. */
static bool is_device(str name) {
  static const str devices[] = {STR_INIT("con"), STR_INIT("prn"), STR_INIT("aux"),
                                STR_INIT("nul"), STR_INIT("com"), STR_INIT("lpt")};
  ptrdiff_t dot = str_find(name, '.');
  str stem = dot < 0 ? name : str_sub(name, 0, dot);
  bool numbered = stem.n == 4 && byte_is_digit(stem.s[3]);
  for (int i = 0; i < 6; i++) {
    bool port = i >= 4; /* com1, lpt9: "com" alone is none */
    str word = port && numbered ? str_sub(stem, 0, 3) : stem;
    if ((!port || numbered) && str_eq(word, devices[i])) {
      return true;
    }
  }
  return false;
}

bool content_name_is_portable(str name) {
  if (name.n == 0 || name.n > CONTENT_NAME_MAX || is_device(name)) {
    return false;
  }
  for (ptrdiff_t i = 0; i < name.n; i++) {
    char c = name.s[i];
    bool letter = c >= 'a' && c <= 'z';
    if (!letter && !byte_is_digit(c) && c != '-' && c != '_' && c != '.') {
      return false;
    }
  }
  return name.s[0] != '.' && name.s[0] != '-' && name.s[name.n - 1] != '.';
}

bool content_path_is_portable(str path) {
  str rest = path;
  str part;
  while (str_cut(rest, '/', &part, &rest)) {
    if (!content_name_is_portable(part)) {
      return false;
    }
  }
  return content_name_is_portable(rest);
}

/* What a portable name close to this one would be: "My File.MD" -> "my-file.md". */
static str portable_name(arena *perm, str name) {
  buf b = buf_new(perm, name.n + 1);
  for (ptrdiff_t i = 0; i < name.n; i++) {
    char c = byte_lower(name.s[i]);
    bool good = (c >= 'a' && c <= 'z') || byte_is_digit(c) || c == '_' || c == '.';
    if (good) {
      buf_byte(&b, c);
    } else if (b.n > 0 && b.s[b.n - 1] != '-') {
      buf_byte(&b, '-');
    }
  }
  while (b.n > 0 && b.s[b.n - 1] == '.') {
    b.n--;
  }
  return buf_text(&b);
}

static str name_hint(arena *perm, str name) {
  str better = portable_name(perm, name);
  if (is_device(better)) {
    return STR("Windows keeps this name for a device: choose another one.");
  }
  if (better.n > CONTENT_NAME_MAX) {
    return STR("Choose a name of at most 120 bytes.");
  }
  if (!content_name_is_portable(better)) {
    return STR("");
  }
  str hint = arena_join(perm, STR("Rename it, for example to \""), better);
  return arena_join(perm, hint, STR("\"."));
}

static int32_t add_source(const struct walk *w, str path) {
  return sources_add(w->l->sources, arena_join(w->l->perm, w->shown, path), (str){NULL, 0});
}

static void refuse(const struct walk *w, diag_id id, str path, str name) {
  span at = {.file = add_source(w, path)};
  struct diag *d = diag_add(w->l->diags, id, at, STR(""));
  if (id == D_FILE_NAME) {
    diag_hint(w->l->diags, d, name_hint(w->l->perm, name));
  }
}

static void add_file(const struct walk *w, str path) {
  enum content_kind kind = CONTENT_ASSET;
  bool yaml = str_ends(path, STR(".yaml"));
  if (str_starts(path, STR("guides/"))) {
    bool part = str_starts(path_name(path), STR("_"));
    kind = !str_ends(path, STR(".md")) ? CONTENT_ASSET : part ? CONTENT_PART : CONTENT_GUIDE;
  } else if (str_eq(path, STR("site.yaml")) || str_eq(path, STR("sources.yaml")) ||
             str_eq(path, STR("glossary.yaml"))) {
    kind = CONTENT_CONFIG;
  } else if (yaml && str_starts(path, STR("decisions/"))) {
    kind = CONTENT_DECISION;
  } else if (yaml && str_starts(path, STR("costs/"))) {
    kind = CONTENT_COST;
  } else {
    refuse(w, D_FILE_MISPLACED, path, path);
    return;
  }
  struct content_file file = {.path = path, .kind = kind, .source = add_source(w, path)};
  *GROW(w->l->perm, w->c->files, w->c->count, w->c->cap) = file;
}

static void walk_folder(const struct walk *w, str path, int depth);

static void walk_entry(const struct walk *w, str folder, const struct os_entry *e, int depth) {
  str path = arena_join(w->l->perm, folder, e->name);
  if (e->kind == OS_LINK) {
    refuse(w, D_FILE_LINK, path, e->name);
  } else if (e->kind == OS_SPECIAL) {
    refuse(w, D_FILE_SPECIAL, path, e->name);
  } else if (!content_name_is_portable(e->name)) {
    refuse(w, D_FILE_NAME, path, e->name);
  } else if (e->kind == OS_FILE) {
    add_file(w, path);
  } else if (depth == CONTENT_DEPTH_MAX) {
    refuse(w, D_FILE_DEPTH, path, e->name);
  } else {
    walk_folder(w, arena_join(w->l->perm, path, STR("/")), depth + 1);
  }
}

/* `path` is empty or ends with '/'. Recursion is bounded by CONTENT_DEPTH_MAX. */
static void walk_folder(const struct walk *w, str path, int depth) {
  struct os_entry *entries;
  ptrdiff_t count;
  str name = path.n == 0 ? STR(".") : str_sub(path, 0, path.n - 1);
  os_status status = os_list(w->c->folder, name, w->l->perm, &entries, &count);
  if (status != OS_OK) {
    span at = {.file = add_source(w, path)};
    struct diag *d = diag_add(w->l->diags, D_FILE_UNREADABLE, at, STR(""));
    diag_detail(w->l->diags, d, os_status_text(status));
    return;
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    if (!content_name_is_hidden(entries[i].name)) {
      walk_entry(w, path, &entries[i], depth);
    }
  }
}

void walk_content(const struct loader *l, str shown, struct content *c) {
  struct walk w = {.l = l, .c = c, .shown = shown};
  walk_folder(&w, STR(""), 0);
}
