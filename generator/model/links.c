#include "model/links.h"

#include "core/path.h"
#include "model/glossary.h"
#include "model/numbers.h"
#include "model/tools.h"

/* With a map above this many headings; below, a walk over them is faster. */
enum { ANCHOR_MAP_FROM = 24 };

struct resolver {
  struct site *site;
  arena *perm;
  map *anchors; /* of each guide, made when first asked for */
};

static int hex_digit(char c) {
  if (byte_is_digit(c)) {
    return c - '0';
  }
  char low = byte_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* %41 -> A; a '%' that starts no pair of digits stays. */
static str percent_decode(arena *perm, str s) {
  if (str_find(s, '%') < 0) {
    return s;
  }
  buf b = buf_new(perm, s.n);
  for (ptrdiff_t i = 0; i < s.n; i++) {
    bool pair = s.s[i] == '%' && i + 2 < s.n;
    int high = pair ? hex_digit(s.s[i + 1]) : -1;
    int low = pair ? hex_digit(s.s[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      buf_byte(&b, (char)(high * 16 + low));
      i += 2;
    } else {
      buf_byte(&b, s.s[i]);
    }
  }
  return buf_text(&b);
}

static struct target broken(diag_id fault, str path) {
  return (struct target){
      .kind = TARGET_NONE, .fault = fault, .faulty = true, .index = NONE, .path = path};
}

static bool has_anchor(struct resolver *r, int32_t guide, str id) {
  const struct page_view *v = r->site->guides[guide].view;
  if (guide == r->site->glossary && glossary_term_at(r->site, id) != NONE) {
    return true;
  }
  map *m = &r->anchors[guide];
  if (v->head->headings > ANCHOR_MAP_FROM && m->count == 0) {
    for (uint32_t i = 0; i < v->head->headings; i++) {
      map_add(m, r->perm, page_text(v, v->headings[i].id), (int32_t)i);
    }
  }
  if (m->count > 0) {
    return map_get(m, id) != MAP_NONE;
  }
  for (uint32_t i = 0; i < v->head->headings; i++) {
    if (str_eq(page_text(v, v->headings[i].id), id)) {
      return true;
    }
  }
  return false;
}

static struct target to_guide(struct resolver *r, const struct guide *from, int32_t guide,
                              str fragment, str path) {
  struct guide *to = &r->site->guides[guide];
  if (to->draft && !from->draft) {
    return broken(D_LINK_DRAFT, path);
  }
  to->linked = to->linked || (to != from && !from->draft);
  struct target t = {.kind = TARGET_GUIDE, .index = guide, .fragment = fragment, .path = path};
  if (fragment.n > 0 && !has_anchor(r, guide, fragment)) {
    t.fault = D_LINK_ANCHOR;
    t.faulty = true;
  }
  return t;
}

/* A folder of guides may be named with or without its slash. */
static int32_t find_section(const struct resolver *r, str path) {
  bool slash = path.n == 0 || str_ends(path, STR("/"));
  str folder = slash ? path : arena_join(r->perm, path, STR("/"));
  return map_get(&r->site->section_by_path, folder);
}

static struct target to_section(struct resolver *r, const struct guide *from, int32_t section,
                                str fragment, str path) {
  const struct section *s = &r->site->sections[section];
  if (fragment.n == 0) {
    return (struct target){.kind = TARGET_SECTION, .index = section, .path = path};
  }
  if (s->index != NONE) {
    return to_guide(r, from, s->index, fragment, path);
  }
  return broken(D_LINK_ANCHOR, path); /* a page that only lists others */
}

static struct target to_tool(struct resolver *r, const struct guide *from, int32_t tool,
                             str fragment, str path) {
  struct tool *to = &r->site->tools[tool];
  to->linked = to->linked || !from->draft;
  struct target t = {.kind = TARGET_TOOL, .index = tool, .fragment = fragment, .path = path};
  if (!tool_has_place(r->site, tool, fragment)) {
    t.fault = D_LINK_ANCHOR;
    t.faulty = true;
  }
  return t;
}

static struct target to_card(struct resolver *r, const struct guide *from, str path) {
  int32_t tool = tool_at(r->site, path);
  if (tool != NONE) {
    return to_tool(r, from, tool, STR(""), path);
  }
  bool told = map_get(&r->site->content->by_path, path) != MAP_NONE; /* its own fault was */
  return told ? (struct target){.kind = TARGET_NONE, .index = NONE} : broken(D_CARD_UNKNOWN, path);
}

static struct target to_file(struct resolver *r, const struct guide *from, str path, str fragment,
                             bool image) {
  int32_t guide = map_get(&r->site->guide_by_path, path);
  if (guide != MAP_NONE && !image) {
    return to_guide(r, from, guide, fragment, path);
  }
  int32_t tool = image ? NONE : tool_at(r->site, path);
  if (tool != NONE) {
    return to_tool(r, from, tool, fragment, path);
  }
  int32_t file = map_get(&r->site->content->by_path, path);
  if (file != MAP_NONE && r->site->content->files[file].kind == CONTENT_ASSET) {
    bool wrong = image && !image_is_named(path);
    return wrong ? broken(D_IMAGE_KIND, path)
                 : (struct target){
                       .kind = TARGET_ASSET, .index = file, .fragment = fragment, .path = path};
  }
  enum content_kind kind = file == MAP_NONE ? CONTENT_CONFIG : r->site->content->files[file].kind;
  if (kind != CONTENT_CONFIG && kind != CONTENT_PART && !image) {
    return (struct target){.kind = TARGET_NONE, .index = NONE}; /* its own fault was told */
  }
  int32_t section = image ? MAP_NONE : find_section(r, path);
  if (section != MAP_NONE) {
    return to_section(r, from, section, fragment, path);
  }
  return broken(image && file != MAP_NONE ? D_IMAGE_KIND : D_LINK_BROKEN, path);
}

static struct target to_source(const struct resolver *r, str id) {
  int32_t i = map_get(&r->site->source_by_id, id);
  return (struct target){.kind = i == MAP_NONE ? TARGET_NONE : TARGET_SOURCE, .index = i};
}

/* Its entry; without a page that lists them it leads nowhere, which is told of once. */
static struct target to_term(struct resolver *r, int32_t from, str name) {
  struct site *site = r->site;
  int32_t term = glossary_term(site, name);
  if (term == NONE || site->glossary == NONE) {
    return (struct target){.kind = TARGET_NONE, .index = NONE};
  }
  struct guide *page = &site->guides[site->glossary];
  page->linked = page->linked || (from != site->glossary && !site->guides[from].draft);
  return (struct target){
      .kind = TARGET_TERM, .index = term, .fragment = site->content->terms.items[term].id};
}

static struct target resolve(struct resolver *r, int32_t from, const struct page_ref *ref) {
  const struct guide *g = &r->site->guides[from];
  str written = page_text(g->view, ref->target);
  if (ref->kind == REF_SOURCE) {
    return to_source(r, written);
  }
  if (ref->kind == REF_NUMBER) {
    int32_t number = numbers_add(r->site, g, written, r->perm);
    return (struct target){.kind = TARGET_NUMBER, .index = number};
  }
  if (ref->kind == REF_LITERAL || ref->kind == REF_WEB) {
    return (struct target){.kind = TARGET_NONE, .index = NONE};
  }
  if (ref->kind == REF_TERM || ref->kind == REF_ENTRY) {
    return to_term(r, from, written);
  }
  if (ref->kind == REF_TOOL) {
    return to_card(r, g, written);
  }
  str path = written;
  str fragment = STR("");
  str_cut(written, '#', &path, &fragment);
  path = percent_decode(r->perm, path);
  if (str_find(fragment, '?') < 0) { /* else a state, whose pairs are decoded one by one */
    fragment = percent_decode(r->perm, fragment);
  }
  bool image = ref->kind == REF_IMAGE;
  if (path.n == 0 && !image) {
    return to_guide(r, g, from, fragment, g->path);
  }
  if (str_starts(path, STR("/"))) {
    return broken(D_LINK_ABSOLUTE, path);
  }
  str joined;
  if (!path_join(r->perm, guide_ref_base(g, ref), path, &joined)) {
    return broken(D_LINK_ESCAPES, path);
  }
  return to_file(r, g, joined, fragment, image);
}

static void collect_assets(struct site *site, arena *perm, const bool *used) {
  site->assets = NEW(perm, int32_t, site->content->count + 1);
  for (ptrdiff_t i = 0; i < site->content->count; i++) {
    if (used[i]) {
      site->assets[site->asset_count++] = (int32_t)i;
    }
  }
}

void links_resolve(struct site *site, arena *perm) {
  struct resolver r = {
      .site = site, .perm = perm, .anchors = NEW(perm, map, site->guide_count + 1)};
  bool *used = NEW(perm, bool, site->content->count + 1);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    struct guide *g = &site->guides[i];
    struct target *targets = NEW(perm, struct target, g->view->head->refs);
    for (uint32_t k = 0; k < g->view->head->refs; k++) {
      targets[k] = resolve(&r, (int32_t)i, &g->view->refs[k]);
      if (targets[k].kind == TARGET_ASSET && !g->draft) {
        used[targets[k].index] = true;
      }
    }
    g->targets = targets;
  }
  collect_assets(site, perm, used);
}
