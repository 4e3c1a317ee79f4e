#include "model/nav.h"

#include "model/tools.h"

struct nav_item { /* an entry as site.yaml writes it */
  str section, folder;
  uint32_t items;
};

static const struct field nav_keys[] = {
    {STR_INIT("section"), FIELD_TEXT, offsetof(struct nav_item, section), true},
    {STR_INIT("items"), FIELD_NODE, offsetof(struct nav_item, items), false},
    {STR_INIT("folder"), FIELD_TEXT, offsetof(struct nav_item, folder), false},
};

/* The paths that an entry may name, for hints; made when first asked for. */
struct nav_paths {
  str *items;
  ptrdiff_t count;
};

struct nav_builder {
  struct site *site;
  struct fields_reader read;
  struct nav_paths pages, folders;
};

static int32_t add_entry(struct nav_builder *b, int32_t parent, struct nav_entry entry) {
  struct site *site = b->site;
  int32_t index = (int32_t)site->nav_count;
  entry.parent = parent;
  entry.child = entry.last = entry.next = NONE;
  entry.before = parent == NONE ? NONE : site->nav[parent].last;
  entry.place = entry.before == NONE ? 0 : site->nav[entry.before].place + 1;
  *GROW(b->read.perm, site->nav, site->nav_count, site->nav_cap) = entry;
  if (parent != NONE) {
    struct nav_entry *p = &site->nav[parent];
    *(p->child == NONE ? &p->child : &site->nav[p->last].next) = index;
    p->last = index;
  }
  return index;
}

static void add_guide(struct nav_builder *b, int32_t parent, int32_t guide) {
  struct guide *g = &b->site->guides[guide];
  struct nav_entry entry = {.title = g->title, .guide = guide, .tool = NONE, .section = NONE};
  g->nav = add_entry(b, parent, entry);
}

/* The entry of a folder; its index.md, if not placed elsewhere, is the same entry. */
static int32_t add_section_entry(struct nav_builder *b, int32_t parent, int32_t section,
                                 str title) {
  struct site *site = b->site;
  struct section *s = &site->sections[section];
  bool page = s->index != NONE && site->guides[s->index].nav == NONE;
  struct nav_entry entry = {
      .title = title, .guide = page ? s->index : NONE, .tool = NONE, .section = section};
  s->nav = add_entry(b, parent, entry);
  if (page) {
    site->guides[s->index].nav = s->nav;
  }
  return s->nav;
}

/*
 * What stands in a folder, with the folders below it; without what site.yaml
 * has placed before, so that a folder can be "all the rest".
 */
static void add_folder_items(struct nav_builder *b, int32_t parent, int32_t section, int depth) {
  const struct section *s = &b->site->sections[section];
  for (ptrdiff_t i = 0; i < s->item_count && depth < NAV_DEPTH_MAX; i++) {
    int32_t below = s->items[i].below;
    if (below == NONE) {
      int32_t guide = s->items[i].guide;
      if (b->site->guides[guide].nav == NONE) {
        add_guide(b, parent, guide);
      }
    } else if (b->site->sections[below].nav == NONE) {
      str title = b->site->sections[below].title;
      int32_t entry = add_section_entry(b, parent, below, title);
      add_folder_items(b, entry, below, depth + 1);
    }
  }
}

static void add_tool(struct nav_builder *b, int32_t parent, int32_t tool) {
  struct tool *t = &b->site->tools[tool];
  struct nav_entry entry = {.title = t->title, .guide = NONE, .tool = tool, .section = NONE};
  t->nav = add_entry(b, parent, entry);
}

static void list_pages(const struct site *site, struct nav_paths *paths, arena *perm) {
  paths->items = NEW(perm, str, site->guide_count + site->tool_count + 1);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    paths->items[paths->count++] = site->guides[i].path;
  }
  for (ptrdiff_t i = 0; i < site->tool_count; i++) {
    paths->items[paths->count++] = site->tools[i].path;
  }
}

static void list_folders(const struct site *site, struct nav_paths *paths, arena *perm) {
  paths->items = NEW(perm, str, site->section_count + 1);
  for (ptrdiff_t i = 0; i < site->section_count; i++) {
    str path = site->sections[i].path;
    paths->items[paths->count++] = str_sub(path, 0, path.n - 1);
  }
}

static void refuse_target(struct nav_builder *b, uint32_t node, str path, bool folder) {
  struct nav_paths *paths = folder ? &b->folders : &b->pages;
  if (paths->items == NULL) {
    (folder ? list_folders : list_pages)(b->site, paths, b->read.perm);
  }
  struct diag *d = fields_refuse(&b->read, D_NAV_UNKNOWN, node, STR(""));
  diag_suggest(b->read.diags, d, path, paths->items, paths->count);
}

static void add_page(struct nav_builder *b, int32_t parent, uint32_t node) {
  struct site *site = b->site;
  str path = ynode_text(b->read.doc, node);
  int32_t guide = map_get(&site->guide_by_path, path);
  int32_t tool = tool_at(site, path);
  if (tool == NONE && guide == MAP_NONE) {
    if (map_get(&site->content->by_path, path) == MAP_NONE) { /* else: its own fault was told */
      refuse_target(b, node, path, false);
    }
  } else if (tool == NONE && site->guides[guide].draft) {
    fields_refuse(&b->read, D_NAV_DRAFT, node, STR(""));
  } else if ((tool == NONE ? site->guides[guide].nav : site->tools[tool].nav) != NONE) {
    fields_refuse(&b->read, D_NAV_TWICE, node, STR(""));
  } else if (tool == NONE) {
    add_guide(b, parent, guide);
  } else {
    add_tool(b, parent, tool);
  }
}

static void add_folder(struct nav_builder *b, int32_t parent, uint32_t map_node, str title,
                       str folder) {
  struct site *site = b->site;
  bool slash = str_ends(folder, STR("/"));
  str path = arena_join(b->read.perm, folder, slash ? STR("") : STR("/"));
  int32_t section = map_get(&site->section_by_path, path);
  uint32_t node = ynode_get(b->read.doc, map_node, STR("folder"), NULL);
  if (section == MAP_NONE) {
    refuse_target(b, node, folder, true);
  } else if (site->sections[section].nav != NONE) {
    fields_refuse(&b->read, D_NAV_TWICE, node, STR(""));
  } else {
    int32_t entry = add_section_entry(b, parent, section, title);
    add_folder_items(b, entry, section, 1);
  }
}

static void add_list(struct nav_builder *b, int32_t parent, uint32_t list, int depth);

static void add_section(struct nav_builder *b, int32_t parent, uint32_t node, int depth) {
  struct nav_item item = {.items = Y_NONE};
  if (!fields_read(&b->read, node, nav_keys, 3, &item) || item.section.n == 0) {
    return;
  }
  bool both = item.items != Y_NONE && item.folder.n > 0;
  bool neither = item.items == Y_NONE && item.folder.n == 0;
  if (both || neither) {
    fields_refuse(&b->read, D_FIELD_VALUE, node,
                  STR("A section has either `items:`, a list of pages, or `folder:`."));
  } else if (item.folder.n > 0) {
    add_folder(b, parent, node, item.section, item.folder);
  } else {
    struct nav_entry entry = {.title = item.section, .guide = NONE, .tool = NONE, .section = NONE};
    add_list(b, add_entry(b, parent, entry), item.items, depth + 1);
  }
}

static void add_list(struct nav_builder *b, int32_t parent, uint32_t list, int depth) {
  const struct ydoc *doc = b->read.doc;
  if (doc->nodes[list].kind != Y_LIST) {
    fields_refuse(&b->read, D_FIELD_TYPE, list, STR("Write a list of pages and sections here."));
    return;
  }
  if (depth > NAV_DEPTH_MAX) {
    fields_refuse(&b->read, D_FIELD_VALUE, list, STR("Sections nest at most 16 deep."));
    return;
  }
  for (uint32_t i = doc->nodes[list].child; i != Y_NONE; i = doc->nodes[i].next) {
    if (doc->nodes[i].kind == Y_SCALAR) {
      add_page(b, parent, i);
    } else {
      add_section(b, parent, i, depth);
    }
  }
}

/* The entry behind this one, children first; NONE at the end. */
static int32_t following(const struct site *site, int32_t entry) {
  if (site->nav[entry].child != NONE) {
    return site->nav[entry].child;
  }
  while (entry != NONE && site->nav[entry].next == NONE) {
    entry = site->nav[entry].parent;
  }
  return entry == NONE ? NONE : site->nav[entry].next;
}

static void link_neighbours(struct site *site) {
  int32_t last = NONE;
  for (int32_t i = 0; i != NONE; i = following(site, i)) {
    int32_t guide = site->nav[i].guide;
    if (guide == NONE) {
      continue;
    }
    site->guides[guide].previous = last;
    if (last != NONE) {
      site->guides[last].next = guide;
    }
    last = guide;
  }
}

/* Recursion is bounded by the depths of navigation and folders. */
str nav_url(const struct site *site, int32_t entry) {
  const struct nav_entry *e = &site->nav[entry];
  if (e->section != NONE) {
    return site->sections[e->section].out;
  }
  if (e->guide != NONE) {
    return site->guides[e->guide].out;
  }
  if (e->tool != NONE) {
    return site->tools[e->tool].out;
  }
  str url = STR("");
  for (int32_t i = e->child; i != NONE && url.n == 0; i = site->nav[i].next) {
    url = nav_url(site, i);
  }
  return url;
}

void nav_build(struct site *site, struct diags *ds, arena *perm) {
  struct nav_builder b = {
      .site = site,
      .read = {.doc = site->config.doc, .diags = ds, .perm = perm},
  };
  struct nav_entry root = {
      .title = site->config.title, .guide = NONE, .tool = NONE, .section = NONE};
  add_entry(&b, NONE, root);
  int32_t top = map_get(&site->section_by_path, STR("guides/"));
  if (site->config.nav != Y_NONE) {
    add_list(&b, 0, site->config.nav, 0);
  } else {
    for (int32_t i = 0; i < site->tool_count; i++) {
      add_tool(&b, 0, i);
    }
    if (top != MAP_NONE) {
      add_folder_items(&b, 0, top, 1);
    }
  }
  link_neighbours(site);
}
