#include "model/sections.h"

#include "core/path.h"
#include "core/sort.h"

/* "guides/getting-started/" -> "Getting started". */
static str title_of(arena *perm, str folder) {
  str name = path_name(folder);
  buf b = buf_new(perm, name.n + 1);
  for (ptrdiff_t i = 0; i < name.n; i++) {
    char c = name.s[i] == '-' || name.s[i] == '_' ? ' ' : name.s[i];
    bool capital = i == 0 && c >= 'a' && c <= 'z';
    buf_byte(&b, capital ? (char)(c - 'a' + 'A') : c);
  }
  return buf_text(&b);
}

/* The section of a folder, made with those above it when it is new. */
static int32_t add_section(struct site *site, arena *perm, str folder) {
  int32_t known = map_get(&site->section_by_path, folder);
  if (known != MAP_NONE) {
    return known;
  }
  /* Parents come first; a path has at most CONTENT_DEPTH_MAX folders. */
  bool top = str_eq(folder, STR("guides/"));
  int32_t parent = top ? NONE : add_section(site, perm, path_folder(folder));
  int32_t index = map_get(&site->guide_by_path, arena_join(perm, folder, STR("index.md")));
  bool published = index != MAP_NONE && !site->guides[index].draft && index != site->home;
  struct section *s = &site->sections[site->section_count];
  *s = (struct section){
      .path = folder,
      .out = arena_join(perm, folder, STR("index.html")),
      .title = published ? site->guides[index].title
               : top     ? strings_get(&site->strings, STR("guides"))
                         : title_of(perm, folder),
      .order = published ? site->guides[index].order : ORDER_NONE,
      .index = published ? index : NONE,
      .parent = parent,
      .nav = NONE,
  };
  return map_add(&site->section_by_path, perm, folder, (int32_t)site->section_count++);
}

static int by_place(const void *a, const void *b, void *ctx) {
  const struct section_item *x = a;
  const struct section_item *y = b;
  (void)ctx;
  if (x->section != y->section) {
    return x->section < y->section ? -1 : 1;
  }
  if (x->order != y->order) {
    return x->order < y->order ? -1 : 1;
  }
  return str_cmp(x->path, y->path);
}

static ptrdiff_t list_items(const struct site *site, struct section_item *items) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    bool own_entry = !g->draft && i != site->home && site->sections[g->section].index != i;
    if (own_entry) {
      items[count++] = (struct section_item){g->section, g->order, g->path, (int32_t)i, NONE};
    }
  }
  for (ptrdiff_t i = 0; i < site->section_count; i++) {
    const struct section *s = &site->sections[i];
    if (s->parent != NONE) {
      items[count++] = (struct section_item){s->parent, s->order, s->path, NONE, (int32_t)i};
    }
  }
  return count;
}

void sections_build(struct site *site, arena *perm) {
  /* Each guide can bring at most the folders of its path. */
  ptrdiff_t most = 1;
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    for (ptrdiff_t k = 0; k < site->guides[i].path.n; k++) {
      most += site->guides[i].path.s[k] == '/';
    }
  }
  site->sections = NEW(perm, struct section, most);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    struct guide *g = &site->guides[i];
    if (!g->draft) {
      g->section = add_section(site, perm, path_folder(g->path));
    }
  }
  struct section_item *items =
      NEW(perm, struct section_item, site->guide_count + site->section_count);
  ptrdiff_t count = list_items(site, items);
  sort_items(items, count, (ptrdiff_t)sizeof *items, by_place, NULL, *perm);
  for (ptrdiff_t i = 0; i < count; i++) {
    struct section *s = &site->sections[items[i].section];
    s->items = s->item_count == 0 ? &items[i] : s->items;
    s->item_count++;
  }
}
