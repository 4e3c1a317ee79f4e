#include "check/check.h"

/*
 * A page that neither the navigation nor another page leads to. The home page
 * and the pages of sections are always reached.
 */
static bool is_lost(const struct site *site, ptrdiff_t i) {
  const struct guide *g = &site->guides[i];
  bool section_page = g->section != NONE && site->sections[g->section].index == i;
  return !g->draft && i != site->home && !section_page && g->nav == NONE && !g->linked;
}

static void check_parts(const struct site *site, struct diags *ds, arena scratch) {
  const struct content *c = site->content;
  bool *used = NEW(&scratch, bool, c->count + 1);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct page_view *v = site->guides[i].view;
    for (uint32_t k = 0; k < v->head->parts; k++) {
      int32_t file = map_get(&c->by_path, page_text(v, v->parts[k]));
      used[file == MAP_NONE ? c->count : file] = true;
    }
  }
  for (ptrdiff_t i = 0; i < c->count; i++) {
    if (c->files[i].kind == CONTENT_PART && !used[i]) {
      diag_add(ds, D_PART_UNUSED, (span){.file = c->files[i].source}, STR(""));
    }
  }
}

void check_pages(const struct site *site, struct diags *ds, arena scratch) {
  if (site->content->page_count == 0) {
    diag_add(ds, D_SITE_EMPTY, NOWHERE, STR(""));
  }
  /* A page that could not be read may be the one that links to it. */
  bool all_read = site->guide_count == site->content->page_count;
  if (all_read) {
    check_parts(site, ds, scratch);
  }
  for (ptrdiff_t i = 0; all_read && i < site->guide_count; i++) {
    if (is_lost(site, i)) {
      diag_add(ds, D_PAGE_UNLINKED, (span){.file = site->guides[i].source}, STR(""));
    }
  }
  for (ptrdiff_t i = 0; i < site->tool_count; i++) {
    const struct tool *t = &site->tools[i];
    if (t->nav == NONE && !t->linked) {
      diag_add(ds, D_PAGE_UNLINKED, (span){.file = t->source}, STR(""));
    }
  }
}
