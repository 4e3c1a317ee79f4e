#include "check/check.h"

static bool has_heading(const struct page_view *v, str id) {
  for (uint32_t i = 0; i < v->head->headings; i++) {
    if (str_eq(page_text(v, v->headings[i].id), id)) {
      return true;
    }
  }
  return false;
}

static void suggest_guide(const struct site *site, struct diags *ds, struct diag *d, str path,
                          arena scratch) {
  str *paths = NEW(&scratch, str, site->guide_count + 1);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    paths[i] = site->guides[i].path;
  }
  if (!diag_suggest(ds, d, path, paths, site->guide_count)) {
    diag_hint(ds, d, STR("Write the path of a guide below content/: guides/NAME.md."));
  }
}

static void check_guide(const struct site *site, const struct glossary_entry *e, span at,
                        struct diags *ds, arena scratch) {
  int32_t there = map_get(&site->guide_by_path, e->path);
  bool unread = there == MAP_NONE && map_get(&site->content->by_path, e->path) != MAP_NONE &&
                str_ends(e->path, STR(".md")); /* its own fault was told */
  if (e->guide != NONE) {
    const struct page_view *v = site->guides[e->guide].view;
    if (e->anchor.n > 0 && !has_heading(v, e->anchor)) {
      (void)diag_add(ds, D_LINK_ANCHOR, at, e->anchor);
    }
  } else if (there != MAP_NONE) {
    (void)diag_add(ds, D_LINK_DRAFT, at, e->path);
  } else if (!unread) {
    suggest_guide(site, ds, diag_add(ds, D_LINK_BROKEN, at, e->path), e->path, scratch);
  }
}

void check_glossary(const struct site *site, struct diags *ds, arena scratch) {
  const struct ydoc *doc = &site->content->glossary;
  const struct terms *t = &site->content->terms;
  bool all_read = site->guide_count == site->content->page_count;
  if (t->count > 0 && site->glossary == NONE && all_read) {
    diag_add(ds, D_GLOSSARY_PAGE, (span){.file = doc->file}, STR(""));
  }
  for (ptrdiff_t i = 0; i < t->count; i++) {
    const struct term *term = &t->items[i];
    if (term->guide_node != Y_NONE) {
      check_guide(site, &site->entries[i], ynode_span(doc, term->guide_node), ds, scratch);
    }
    if (!site->entries[i].used && !term->faulty && all_read) {
      diag_add(ds, D_TERM_UNUSED, ynode_span(doc, term->node), term->name);
    }
  }
}
