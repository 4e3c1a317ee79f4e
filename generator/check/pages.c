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

struct titles {
  map known; /* to index in places */
  span *places;
  int32_t count;
};

static void check_title(struct titles *t, str title, span at, struct diags *ds, arena *scratch) {
  int32_t first = map_add(&t->known, scratch, title, t->count);
  t->places[t->count] = at;
  if (first == t->count++) {
    return;
  }
  struct diag *d = diag_add(ds, D_TITLE_DUPLICATE, at, title);
  diag_note(ds, d, t->places[first], STR("the other one"));
}

/* Where a title is written: in the front matter, else at the page's beginning. */
static span title_place(const struct guide *g) {
  const struct ydoc *front = &g->view->front;
  uint32_t node = front->count > Y_ROOT ? ynode_get(front, Y_ROOT, STR("title"), NULL) : Y_NONE;
  return node == Y_NONE ? (span){.file = g->source} : ynode_span(front, node);
}

static void check_titles(const struct site *site, struct diags *ds, arena scratch) {
  struct titles t = {.places = NEW(&scratch, span, site->guide_count + site->tool_count + 1)};
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    if (!site->guides[i].draft) {
      check_title(&t, site->guides[i].title, title_place(&site->guides[i]), ds, &scratch);
    }
  }
  for (ptrdiff_t i = 0; i < site->tool_count; i++) {
    const struct tool *tool = &site->tools[i];
    if (tool->title.n > 0) {
      check_title(&t, tool->title, (span){.file = tool->source}, ds, &scratch);
    }
  }
}

void check_pages(const struct site *site, struct diags *ds, arena scratch) {
  if (site->content->page_count == 0) {
    diag_add(ds, D_SITE_EMPTY, NOWHERE, STR(""));
  }
  /* A page that could not be read may be the one that links to it. */
  bool all_read = site->guide_count == site->content->page_count;
  check_titles(site, ds, scratch);
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
