#include "model/outputs.h"

#include "core/path.h"
#include "model/tags.h"

/* Longer paths fail on some file system or server. */
enum { ALIAS_MAX = 1000 };

struct outputs {
  struct site *site;
  struct diags *diags;
  arena *perm;
  map taken;   /* path to index in `from` */
  map folders; /* each folder, "guides/", to the first output in it */
  span *from;  /* where each output was asked for */
  ptrdiff_t count, cap;
};

/* What a new output cannot stand beside: one of its name, or where either needs a folder. */
static int32_t find_holder(struct outputs *o, str path) {
  int32_t holder = map_get(&o->taken, path);
  if (holder == MAP_NONE) {
    holder = map_get(&o->folders, arena_join(o->perm, path, STR("/")));
  }
  for (str folder = path_folder(path); folder.n > 0 && holder == MAP_NONE;
       folder = path_folder(folder)) {
    holder = map_get(&o->taken, str_sub(folder, 0, folder.n - 1));
  }
  return holder;
}

static void refuse_clash(struct outputs *o, int32_t holder, str path, span from) {
  struct diag *d = diag_add(o->diags, D_OUTPUT_CLASH, from, path);
  if (!str_eq(o->site->outputs[holder].path, path)) {
    diag_detail(o->diags, d, STR("one as a file, the other as a folder"));
  }
  if (o->from[holder].file != SPAN_NOWHERE) {
    diag_note(o->diags, d, o->from[holder], STR("the other one is here"));
  } else {
    diag_hint(o->diags, d, STR("Fingerpost makes a page of that name itself: rename this one."));
  }
}

static void add(struct outputs *o, enum output_kind kind, ptrdiff_t index, str path, span from) {
  struct site *s = o->site;
  int32_t mine = (int32_t)o->count;
  int32_t holder = mine > 0 ? find_holder(o, path) : MAP_NONE;
  if (holder != MAP_NONE) {
    refuse_clash(o, holder, path, from);
    return;
  }
  map_add(&o->taken, o->perm, path, mine);
  for (str folder = path_folder(path); folder.n > 0; folder = path_folder(folder)) {
    map_add(&o->folders, o->perm, folder, mine);
  }
  *GROW(o->perm, o->from, o->count, o->cap) = from;
  *GROW(o->perm, s->outputs, s->output_count, s->output_cap) =
      (struct output){.kind = kind, .index = (int32_t)index, .path = path};
}

/* "/old/rag.html" -> "old/rag.html"; "/old/" -> "old/index.html"; false: unusable. */
static bool alias_path(arena *perm, str alias, str *ret_path) {
  if (!str_starts(alias, STR("/"))) {
    return false;
  }
  bool folder = str_ends(alias, STR("/"));
  str path = arena_join(perm, str_sub(alias, 1, alias.n), folder ? STR("index.html") : STR(""));
  *ret_path = path;
  return path.n <= ALIAS_MAX && str_ends(path, STR(".html")) && content_path_is_portable(path);
}

/* The addresses that a page had before; `index` says which page: see struct output. */
static void add_aliases(struct outputs *o, ptrdiff_t index, const struct ydoc *doc,
                        const struct texts *aliases) {
  for (ptrdiff_t i = 0; i < aliases->count; i++) {
    span at = ynode_span(doc, aliases->nodes[i]);
    str path;
    if (alias_path(o->perm, aliases->items[i], &path)) {
      add(o, OUTPUT_REDIRECT, index, path, at);
    } else {
      diag_add(o->diags, D_ALIAS_BAD, at, aliases->items[i]);
    }
  }
}

/* Of all that is published. */
static void add_redirects(struct outputs *o) {
  const struct site *s = o->site;
  for (ptrdiff_t i = 0; i < s->guide_count; i++) {
    const struct guide *g = &s->guides[i];
    if (!g->draft) {
      add_aliases(o, i, &g->view->front, &g->aliases);
    }
  }
  for (ptrdiff_t i = 0; i < s->decision_count; i++) {
    const struct decision *d = &s->decisions[i];
    if (d->image.n > 0) {
      add_aliases(o, s->guide_count + i, d->doc, &d->aliases);
    }
  }
  for (ptrdiff_t i = 0; i < s->cost_count; i++) {
    const struct cost_table *t = &s->costs[i];
    if (t->image.n > 0) {
      add_aliases(o, s->guide_count + s->decision_count + i, t->doc, &t->aliases);
    }
  }
}

static void add_guides(struct outputs *o) {
  struct site *s = o->site;
  for (ptrdiff_t i = 0; i < s->guide_count; i++) {
    const struct guide *g = &s->guides[i];
    bool is_section = g->section != NONE && s->sections[g->section].index == i;
    if (!g->draft && !is_section && i != s->home) {
      add(o, OUTPUT_GUIDE, i, g->out, (span){.file = g->source});
    }
  }
}

/* Its index.md, or else a page that it is made for. */
static span section_place(const struct site *site, const struct section *s) {
  int32_t guide = s->index == NONE && s->item_count > 0 ? s->items[0].guide : s->index;
  return guide == NONE ? NOWHERE : (span){.file = site->guides[guide].source};
}

static void add_sections(struct outputs *o) {
  struct site *s = o->site;
  for (ptrdiff_t i = 0; i < s->section_count; i++) {
    span from = section_place(s, &s->sections[i]);
    add(o, OUTPUT_SECTION, i, s->sections[i].out, from);
  }
}

/* The page of a decision or a cost table, and beside it the script with its image. */
static void add_tool(struct outputs *o, enum output_kind kind, ptrdiff_t index, ptrdiff_t tool) {
  const struct tool *t = &o->site->tools[tool];
  str stem = str_sub(t->out, 0, t->out.n - STR(".html").n);
  add(o, kind, index, t->out, (span){.file = t->source});
  add(o, OUTPUT_DATA, tool, arena_join(o->perm, stem, STR(".js")), (span){.file = t->source});
}

/* One with errors has no image, and is not published. */
static void add_tools(struct outputs *o) {
  const struct site *s = o->site;
  for (ptrdiff_t i = 0; i < s->decision_count; i++) {
    if (s->decisions[i].image.n > 0) {
      add_tool(o, OUTPUT_DECISION, i, i);
    }
  }
  for (ptrdiff_t i = 0; i < s->cost_count; i++) {
    if (s->costs[i].image.n > 0) {
      add_tool(o, OUTPUT_COST, i, s->decision_count + i);
    }
  }
}

static bool is_one_of(str path, const str *names) {
  while (names->n > 0 && !str_eq(path, *names)) {
    names++;
  }
  return names->n > 0;
}

static bool has_aliases(const struct site *s) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < s->guide_count; i++) {
    count += s->guides[i].draft ? 0 : s->guides[i].aliases.count;
  }
  for (ptrdiff_t i = 0; i < s->decision_count; i++) {
    count += s->decisions[i].aliases.count;
  }
  for (ptrdiff_t i = 0; i < s->cost_count; i++) {
    count += s->costs[i].aliases.count;
  }
  return count > 0;
}

/*
 * The program's own scripts and styles go with what they serve: a site without decisions
 * and cost tables has none of theirs, and what is only part of others is none of its own.
 * What stands in a site's static/ is always published.
 */
static bool is_wanted(const struct site *s, const struct theme_static *file) {
  static const str parts[] = {STR_INIT("site.css"),      STR_INIT("guide.css"),
                              STR_INIT("tool.css"),      STR_INIT("decision.css"),
                              STR_INIT("cost.css"),      STR_INIT("wizard.js"),
                              STR_INIT("calculator.js"), STR_INIT("site.js"),
                              STR_INIT("outline.js"),    STR_INIT("")};
  static const str decides[] = {STR_INIT("decision-page.css"), STR_INIT("decision-page.js"),
                                STR_INIT("record.js"), STR_INIT("")};
  static const str costs[] = {STR_INIT("cost-page.css"), STR_INIT("cost-page.js"), STR_INIT("")};
  static const str bundles[] = {STR_INIT("bundle.js"), STR_INIT("bundle.css"), STR_INIT("ago.js"),
                                STR_INIT("")};
  if (is_one_of(file->path, bundles)) {
    return false; /* a site has a file for each page, and is no copy */
  }
  if (file->bytes.s == NULL && file->part_count == 0) {
    return true;
  }
  if (str_eq(file->path, STR("prices.js"))) {
    return s->decision_count > 0 && s->cost_count > 0;
  }
  if (str_eq(file->path, STR("moved.js"))) {
    return has_aliases(s);
  }
  if (is_one_of(file->path, decides)) {
    return s->decision_count > 0;
  }
  if (is_one_of(file->path, costs)) {
    return s->cost_count > 0;
  }
  return !is_one_of(file->path, parts);
}

/* Below static/, where all pages share them. */
static void add_engines(struct outputs *o) {
  if (o->site->decision_count > 0) {
    add(o, OUTPUT_ENGINE, ENGINE_DECIDE, STR("static/decide.js"), NOWHERE);
  }
  if (o->site->cost_count > 0) {
    add(o, OUTPUT_ENGINE, ENGINE_COST, STR("static/cost.js"), NOWHERE);
    add(o, OUTPUT_ENGINE, ENGINE_CHART, STR("static/cost-chart.js"), NOWHERE);
  }
}

/* What the shards of the index, which come later, stand beside. */
static void add_search(struct outputs *o) {
  add(o, OUTPUT_ENGINE, ENGINE_SEARCH, STR("search/engine.js"), NOWHERE);
  add(o, OUTPUT_SEARCH, 0, STR("search/index.js"), NOWHERE);
}

static void add_statics(struct outputs *o) {
  const struct theme *t = o->site->theme;
  for (ptrdiff_t i = 0; i < t->static_count; i++) {
    if (is_wanted(o->site, &t->statics[i])) {
      str path = arena_join(o->perm, STR("static/"), t->statics[i].path);
      add(o, OUTPUT_STATIC, i, path, NOWHERE);
    }
  }
}

/* Each has to stand at an address that programs know or are told. */
static void add_made(struct outputs *o) {
  static const str paths[] = {
      [MADE_SITEMAP] = STR_INIT("sitemap.xml"), [MADE_FEED] = STR_INIT("feed.xml"),
      [MADE_ROBOTS] = STR_INIT("robots.txt"),   [MADE_LLMS] = STR_INIT("llms.txt"),
      [MADE_HEADERS] = STR_INIT("_headers"),
  };
  for (int i = 0; i < (int)(sizeof paths / sizeof paths[0]); i++) {
    if (i == MADE_LLMS || o->site->config.base_url.n > 0) {
      add(o, OUTPUT_MADE, i, paths[i], NOWHERE);
    }
  }
}

/* What machines read, beside each page: no page can be without. */
static void add_twins(struct outputs *o) {
  ptrdiff_t count = o->site->output_count;
  for (ptrdiff_t i = 0; i < count; i++) {
    struct output page = o->site->outputs[i]; /* a copy: adding moves them */
    bool table = page.kind == OUTPUT_COST;
    bool tool = table || page.kind == OUTPUT_DECISION;
    bool text = page.kind == OUTPUT_HOME || page.kind == OUTPUT_GUIDE ||
                page.kind == OUTPUT_SECTION || page.kind == OUTPUT_TAGS;
    if (!tool && !text) {
      continue;
    }
    str stem = str_sub(page.path, 0, page.path.n - STR(".html").n);
    span from = o->from[i];
    add(o, OUTPUT_TWIN, i, arena_join(o->perm, stem, STR(".md")), from);
    if (tool) {
      add(o, OUTPUT_JSON, i, arena_join(o->perm, stem, STR(".json")), from);
    }
    if (table) {
      add(o, OUTPUT_CSV, i, arena_join(o->perm, stem, STR(".csv")), from);
      add(o, OUTPUT_ROWS, i, arena_join(o->perm, stem, STR(".csv.js")), from);
    }
  }
}

void outputs_build(struct site *site, struct diags *ds, arena *perm) {
  struct outputs o = {.site = site, .diags = ds, .perm = perm};
  span home = site->home == NONE ? NOWHERE : (span){.file = site->guides[site->home].source};
  add(&o, OUTPUT_HOME, site->home, STR("index.html"), home);
  add(&o, OUTPUT_NOT_FOUND, NONE, STR("404.html"), NOWHERE);
  add_made(&o);
  add_engines(&o);
  add_search(&o);
  add_statics(&o);
  add_sections(&o);
  add_guides(&o);
  if (site->tag_count > 0) {
    add(&o, OUTPUT_TAGS, NONE, TAGS_PAGE, NOWHERE);
  }
  add_tools(&o);
  for (ptrdiff_t i = 0; i < site->asset_count; i++) {
    const struct content_file *f = &site->content->files[site->assets[i]];
    add(&o, OUTPUT_ASSET, site->assets[i], f->path, (span){.file = f->source});
  }
  add_redirects(&o);
  add_twins(&o);
}

void outputs_add_copy(struct site *site, arena *perm) {
  const struct theme *t = site->theme;
  for (int32_t i = 0; i < t->static_count; i++) {
    if (str_eq(t->statics[i].path, STR("ago.js"))) {
      *GROW(perm, site->outputs, site->output_count, site->output_cap) =
          (struct output){.kind = OUTPUT_STATIC, .index = i, .path = STR("static/ago.js")};
    }
  }
}
