#include "model/guides.h"

struct raw_front {
  str title, description, updated, review_by, owner, costs;
  int64_t order;
  struct texts tags, aliases, sources;
  bool draft;
};

static const struct field front_keys[] = {
    {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_front, title), false},
    {STR_INIT("description"), FIELD_TEXT, offsetof(struct raw_front, description), false},
    {STR_INIT("order"), FIELD_INT, offsetof(struct raw_front, order), false},
    {STR_INIT("tags"), FIELD_TEXTS, offsetof(struct raw_front, tags), false},
    {STR_INIT("updated"), FIELD_DATE, offsetof(struct raw_front, updated), false},
    {STR_INIT("review_by"), FIELD_DATE, offsetof(struct raw_front, review_by), false},
    {STR_INIT("owner"), FIELD_TEXT, offsetof(struct raw_front, owner), false},
    {STR_INIT("draft"), FIELD_BOOL, offsetof(struct raw_front, draft), false},
    {STR_INIT("aliases"), FIELD_TEXTS, offsetof(struct raw_front, aliases), false},
    {STR_INIT("costs"), FIELD_TEXT, offsetof(struct raw_front, costs), false},
    {STR_INIT("sources"), FIELD_TEXTS, offsetof(struct raw_front, sources), false},
};

/* Keys may be lost with faults of its YAML: what is left says nothing. */
static bool front_is_sound(const struct page_view *v) {
  for (uint32_t i = 0; i < v->head->diags; i++) {
    if (v->diags[i].id >= D_YAML_SYNTAX && v->diags[i].id <= D_YAML_ENCODING) {
      return false;
    }
  }
  return true;
}

static void read_front(struct guide *g, struct diags *ds, arena *perm) {
  const struct ydoc *doc = &g->view->front;
  struct raw_front raw = {.order = ORDER_NONE};
  if (doc->count > Y_ROOT && front_is_sound(g->view)) {
    struct fields_reader r = {.doc = doc, .diags = ds, .perm = perm};
    int count = (int)(sizeof front_keys / sizeof front_keys[0]);
    fields_read(&r, Y_ROOT, front_keys, count, &raw);
  }
  g->title = raw.title;
  g->description = raw.description;
  g->order = raw.order;
  g->updated = raw.updated;
  g->review_by = raw.review_by;
  g->owner = raw.owner;
  g->tags = raw.tags;
  g->aliases = raw.aliases;
  g->sources = raw.sources;
  g->draft = raw.draft;
  g->costs = raw.costs;
  g->costs_node = raw.costs.n > 0 ? ynode_get(doc, Y_ROOT, STR("costs"), NULL) : Y_NONE;
}

/* The front matter's title, else the first heading's text. */
static void find_title(struct guide *g, struct diags *ds) {
  if (g->title.n > 0) {
    return;
  }
  if (g->view->head->headings > 0) {
    g->title = page_text(g->view, g->view->headings[0].text);
  }
  if (g->title.n == 0) {
    if (front_is_sound(g->view)) {
      diag_add(ds, D_TITLE_MISSING, (span){.file = g->source}, STR(""));
    }
    g->title = g->path;
  }
}

span guide_ref_span(const struct guide *g, const struct page_ref *ref) {
  return (span){.file = ref->part == 0 ? g->source : g->parts[ref->part - 1],
                .beg = (int32_t)ref->beg,
                .end = (int32_t)ref->end};
}

str guide_ref_base(const struct guide *g, const struct page_ref *ref) {
  return ref->part == 0 ? g->path : page_text(g->view, g->view->parts[ref->part - 1]);
}

static const int32_t *part_sources(const struct content *c, const struct page_view *v,
                                   arena *perm) {
  int32_t *parts = NEW(perm, int32_t, v->head->parts);
  for (uint32_t i = 0; i < v->head->parts; i++) {
    parts[i] = content_part_source(c, v, i + 1);
  }
  return parts;
}

void guides_build(struct site *site, struct diags *ds, arena *perm) {
  const struct content *c = site->content;
  site->guides = NEW(perm, struct guide, c->page_count + 1);
  for (ptrdiff_t i = 0; i < c->page_count; i++) {
    const struct content_file *file = &c->files[c->guides[i]];
    if (c->pages[i].head == NULL) {
      continue;
    }
    struct guide *g = &site->guides[site->guide_count];
    g->page = (int32_t)i;
    g->source = file->source;
    g->path = file->path;
    g->view = &c->pages[i];
    g->parts = part_sources(c, g->view, perm);
    g->section = g->nav = g->previous = g->next = g->table = NONE;
    g->out = arena_join(perm, str_sub(g->path, 0, g->path.n - 3), STR(".html"));
    read_front(g, ds, perm);
    find_title(g, ds);
    map_add(&site->guide_by_path, perm, g->path, (int32_t)site->guide_count++);
  }
}

static void refuse_home(struct site *site, struct diags *ds) {
  const struct config *c = &site->config;
  struct diag *d = diag_add(ds, D_HOME_MISSING, ynode_span(c->doc, c->home_node), c->home);
  str *paths = NEW(ds->perm, str, site->guide_count + 1);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    paths[i] = site->guides[i].path;
  }
  diag_suggest(ds, d, c->home, paths, site->guide_count);
}

void guides_find_home(struct site *site, struct diags *ds) {
  const struct config *c = &site->config;
  str path = c->home.n > 0 ? c->home : STR("guides/index.md");
  int32_t i = map_get(&site->guide_by_path, path);
  bool unread = map_get(&site->content->by_path, path) != MAP_NONE; /* its own fault was told */
  site->home = NONE;
  if (i != MAP_NONE && !site->guides[i].draft) {
    site->home = i;
    site->guides[i].out = STR("index.html");
  } else if (c->home.n > 0 && (i != MAP_NONE || !unread)) {
    refuse_home(site, ds);
  }
}
