#include "load/theme.h"

#include "host/embed.h"

struct theme_walk {
  const struct loader *l;
  struct theme *t;
  str prefix; /* before "static/" and "templates/" in messages */
  ptrdiff_t built_in_templates, built_in_statics;
  bool has_built_in; /* what follows is the site's own */
};

/* The built-in one that the site's own replaces; no two of its own have the same name. */
static ptrdiff_t find_template(const struct theme_walk *w, str name) {
  for (ptrdiff_t i = 0; i < w->built_in_templates; i++) {
    if (str_eq(w->t->templates[i].name, name)) {
      return i;
    }
  }
  return -1;
}

static ptrdiff_t find_static(const struct theme_static *files, ptrdiff_t count, str path) {
  for (ptrdiff_t i = 0; i < count; i++) {
    if (str_eq(files[i].path, path)) {
      return i;
    }
  }
  return -1;
}

/* What is published of a built-in file: without comments, where there is such a one. */
static str published(const struct theme_walk *w, str path, str bytes) {
  arena scratch = *w->l->perm;
  str bare = embed_find(arena_join(&scratch, STR("bare/"), path)).bytes;
  return bare.s == NULL ? bytes : bare;
}

/* Whether the site's own file is the built-in one, as in the repository of the program. */
static bool is_built_in(const struct theme_walk *w, str path, int64_t size) {
  arena scratch = *w->l->perm;
  str built_in = embed_find(arena_join(&scratch, STR("static/"), path)).bytes;
  str own;
  return built_in.n == size &&
         os_read(w->t->folder, path, THEME_STATIC_MAX, &scratch, &own) == OS_OK &&
         str_eq(own, built_in);
}

static void add_strings(const struct theme_walk *w, str file, str text, int32_t source) {
  struct theme *t = w->t;
  struct theme_strings own = {.language = str_sub(file, 0, file.n - 5), .own = w->has_built_in};
  yaml_parse(text, (span){.file = source}, w->l->diags, w->l->perm, &own.doc);
  own.doc.file = source;
  *GROW(w->l->perm, t->strings, t->string_count, t->string_cap) = own;
}

/* What pages load, by their kind: site.css and site.js are part of each. */
struct joined_file {
  str path;
  str parts[5]; /* the last one is empty */
};
static const struct joined_file joined_files[] = {
    {STR_INIT("guide-page.css"), {STR_INIT("site.css"), STR_INIT("guide.css")}},
    {STR_INIT("guide-page.js"), {STR_INIT("outline.js"), STR_INIT("site.js")}},
    {STR_INIT("decision-page.css"),
     {STR_INIT("site.css"), STR_INIT("tool.css"), STR_INIT("decision.css")}},
    {STR_INIT("decision-page.js"),
     {STR_INIT("site.js"), STR_INIT("engine.js"), STR_INIT("wizard.js")}},
    {STR_INIT("cost-page.css"), {STR_INIT("site.css"), STR_INIT("tool.css"), STR_INIT("cost.css")}},
    {STR_INIT("cost-page.js"),
     {STR_INIT("site.js"), STR_INIT("engine.js"), STR_INIT("calculator.js")}},
};

/* Behind the built-in files that they are joined from. */
static void add_joined(const struct theme_walk *w) {
  struct theme *t = w->t;
  for (size_t i = 0; i < sizeof joined_files / sizeof *joined_files; i++) {
    const struct joined_file *from = &joined_files[i];
    int32_t *parts = NEW(w->l->perm, int32_t, sizeof from->parts / sizeof *from->parts);
    struct theme_static file = {.path = from->path, .parts = parts};
    while (from->parts[file.part_count].n > 0) {
      str part = from->parts[file.part_count];
      parts[file.part_count++] = (int32_t)find_static(t->statics, t->static_count, part);
    }
    *GROW(w->l->perm, t->statics, t->static_count, t->static_cap) = file;
  }
}

static void add_embedded(struct theme_walk *w) {
  struct theme *t = w->t;
  arena *perm = w->l->perm;
  for (ptrdiff_t i = 0; i < embed_count(); i++) {
    struct embed_file f = embed_at(i);
    ptrdiff_t slash = str_find(f.name, '/');
    str name = str_sub(f.name, slash + 1, f.name.n);
    if (str_starts(f.name, STR("static/"))) {
      *GROW(perm, t->statics, t->static_count, t->static_cap) =
          (struct theme_static){.path = name, .bytes = published(w, name, f.bytes)};
    } else if (str_starts(name, STR("strings/"))) {
      str shown = arena_join(perm, STR("(built in) "), f.name);
      str file = str_sub(name, (ptrdiff_t)sizeof "strings", name.n);
      add_strings(w, file, f.bytes, sources_add(w->l->sources, shown, f.bytes));
    } else if (str_ends(name, STR(".mustache")) && str_find(name, '/') < 0) {
      str shown = arena_join(perm, STR("(built in) "), f.name);
      *GROW(perm, t->templates, t->template_count, t->template_cap) = (struct theme_template){
          .name = str_sub(name, 0, name.n - 9),
          .text = f.bytes,
          .source = sources_add(w->l->sources, shown, f.bytes),
      };
    }
  }
  add_joined(w);
  w->built_in_templates = t->template_count;
  w->built_in_statics = t->static_count;
  w->has_built_in = true;
}

static int32_t own_source(const struct theme_walk *w, str path, str text) {
  return sources_add(w->l->sources, arena_join(w->l->perm, w->prefix, path), text);
}

static void refuse(const struct theme_walk *w, diag_id id, str path, os_status status) {
  struct diag *d = diag_add(w->l->diags, id, (span){.file = own_source(w, path, STR(""))}, STR(""));
  if (status != OS_OK) {
    diag_detail(w->l->diags, d, os_status_text(status));
  }
}

static void refuse_file(const struct theme_walk *w, str path, os_status status) {
  refuse(w, status == OS_TOO_LARGE ? D_FILE_TOO_LARGE : D_FILE_UNREADABLE, path, status);
}

/* A text file of the site's own at `path`, which is in `folder` as `name`. */
typedef void own_file(const struct theme_walk *w, str name, str text, int32_t source);

/* A partial of the site's own may have any name; what no page reaches is told later. */
static void add_template(const struct theme_walk *w, str file, str text, int32_t source) {
  struct theme *t = w->t;
  struct theme_template own = {
      .name = str_sub(file, 0, file.n - 9), .text = text, .source = source, .own = true};
  ptrdiff_t i = find_template(w, own.name);
  if (i >= 0) {
    t->templates[i] = own;
  } else {
    *GROW(w->l->perm, t->templates, t->template_count, t->template_cap) = own;
  }
}

struct own_folder {
  str name; /* "templates/" */
  str ending;
  own_file *add;
};

static void load_file(const struct theme_walk *w, os_dir site, const struct own_folder *f,
                      str name) {
  str path = arena_join(w->l->perm, f->name, name);
  str text;
  os_status status = os_read(site, path, THEME_TEMPLATE_MAX, w->l->perm, &text);
  if (status == OS_OK) {
    f->add(w, name, text, own_source(w, path, text));
  } else {
    refuse_file(w, path, status);
  }
}

/* The files of one ending in a folder of the site's; false: it has no folder that can be read. */
static bool load_folder(const struct theme_walk *w, os_dir site, struct own_folder f) {
  struct os_entry *entries;
  ptrdiff_t count;
  str folder = str_sub(f.name, 0, f.name.n - 1);
  os_status status = os_list(site, folder, w->l->perm, &entries, &count);
  if (status != OS_OK) {
    if (status != OS_NOT_FOUND) {
      refuse(w, D_FILE_UNREADABLE, f.name, status);
    }
    return false;
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    str name = entries[i].name;
    bool wanted = !content_name_is_hidden(name) && str_ends(name, f.ending);
    if (wanted && entries[i].kind == OS_FILE) {
      load_file(w, site, &f, name);
    } else if (wanted && entries[i].kind == OS_LINK) {
      refuse(w, D_FILE_LINK, arena_join(w->l->perm, f.name, name), OS_OK);
    }
  }
  return true;
}

static void add_static(const struct theme_walk *w, str path) {
  struct os_stat info = {.size = 0};
  os_status status = os_stat_at(w->t->folder, path, &info);
  if (status == OS_OK && info.size > THEME_STATIC_MAX) {
    status = OS_TOO_LARGE;
  }
  if (status != OS_OK) {
    refuse_file(w, arena_join(w->l->perm, STR("static/"), path), status);
    return;
  }
  struct theme *t = w->t;
  ptrdiff_t i = find_static(t->statics, w->built_in_statics, path);
  struct theme_static own = {.path = path};
  if (i >= 0 && is_built_in(w, path, info.size)) {
    return;
  }
  if (i >= 0) {
    t->statics[i] = own;
  } else {
    *GROW(w->l->perm, t->statics, t->static_count, t->static_cap) = own;
  }
}

/* `path` is "" or ends with '/'; recursion is bounded by CONTENT_DEPTH_MAX. */
static void walk_static(const struct theme_walk *w, str path, int depth) {
  struct os_entry *entries;
  ptrdiff_t count;
  str name = path.n == 0 ? STR(".") : str_sub(path, 0, path.n - 1);
  os_status status = os_list(w->t->folder, name, w->l->perm, &entries, &count);
  str shown = arena_join(w->l->perm, STR("static/"), path);
  if (status != OS_OK) {
    refuse(w, D_FILE_UNREADABLE, shown, status);
    return;
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    str below = arena_join(w->l->perm, path, entries[i].name);
    str full = arena_join(w->l->perm, STR("static/"), below);
    if (content_name_is_hidden(entries[i].name)) {
      continue;
    }
    if (entries[i].kind == OS_LINK || entries[i].kind == OS_SPECIAL) {
      refuse(w, entries[i].kind == OS_LINK ? D_FILE_LINK : D_FILE_SPECIAL, full, OS_OK);
    } else if (!content_name_is_portable(entries[i].name)) {
      refuse(w, D_STATIC_NAME, full, OS_OK);
    } else if (entries[i].kind == OS_FILE) {
      add_static(w, below);
    } else if (depth == CONTENT_DEPTH_MAX) {
      refuse(w, D_FILE_DEPTH, full, OS_OK);
    } else {
      walk_static(w, arena_join(w->l->perm, below, STR("/")), depth + 1);
    }
  }
}

void theme_load(const struct loader *l, os_dir site, str prefix, struct theme *ret_theme) {
  *ret_theme = (struct theme){.folder = OS_DIR_NONE};
  struct theme_walk w = {.l = l, .t = ret_theme, .prefix = prefix};
  add_embedded(&w);
  if (load_folder(&w, site,
                  (struct own_folder){STR("templates/"), STR(".mustache"), add_template})) {
    load_folder(&w, site,
                (struct own_folder){STR("templates/strings/"), STR(".yaml"), add_strings});
  }
  os_status status = os_dir_open_at(site, STR("static"), &ret_theme->folder);
  if (status == OS_OK) {
    walk_static(&w, STR(""), 0);
  } else if (status != OS_NOT_FOUND) {
    refuse(&w, D_FILE_UNREADABLE, STR("static/"), status);
  }
}

void theme_close(struct theme *t) {
  os_dir_close(t->folder);
}
