#include "model/nav.h"
#include "render/parts.h"

tmpl_list page_crumbs(const struct page_context *p) {
  const struct site *site = p->site;
  ptrdiff_t count = 1;
  int32_t first = p->nav == NONE ? 0 : site->nav[p->nav].parent;
  for (int32_t i = first; i > 0; i = site->nav[i].parent) {
    count++;
  }
  struct view_link *links = NEW(p->perm, struct view_link, count);
  ptrdiff_t k = count;
  for (int32_t i = first; i > 0; i = site->nav[i].parent) {
    const struct nav_entry *e = &site->nav[i];
    bool page = e->guide != NONE || e->section != NONE;
    str url = page ? page_url(p, nav_url(site, i)) : STR("");
    links[--k] = (struct view_link){.url = url, .text = e->title};
  }
  links[0] = (struct view_link){.url = page_url(p, STR("index.html")), .text = site->config.title};
  return (tmpl_list){links, count};
}

/* An outline with a single entry helps nobody. */
enum { OUTLINE_MIN = 2 };

static bool is_outlined(const struct page_heading *h) {
  return h->level == 2 || h->level == 3;
}

tmpl_list page_outline(const struct page_context *p, const struct page_view *v) {
  struct view_heading *top = NEW(p->perm, struct view_heading, v->head->headings);
  struct view_heading *below = NEW(p->perm, struct view_heading, v->head->headings);
  ptrdiff_t tops = 0;
  ptrdiff_t belows = 0;
  for (uint32_t i = 0; i < v->head->headings; i++) {
    const struct page_heading *h = &v->headings[i];
    if (!is_outlined(h)) {
      continue;
    }
    struct view_heading item = {.id = page_text(v, h->id), .text = page_text(v, h->text)};
    if (h->level == 2 || tops == 0) {
      top[tops++] = item;
      continue;
    }
    struct view_heading *parent = &top[tops - 1];
    if (!parent->nested) {
      parent->nested = true;
      parent->items.items = &below[belows];
    }
    parent->items.count++;
    below[belows++] = item;
  }
  return (tmpl_list){top, tops + belows < OUTLINE_MIN ? 0 : tops};
}

static struct view_link guide_link(const struct page_context *p, int32_t guide) {
  const struct guide *g = &p->site->guides[guide];
  return (struct view_link){
      .url = page_url(p, g->out), .text = g->title, .description = g->description};
}

const struct view_link *page_guide_link(const struct page_context *p, int32_t guide) {
  if (guide == NONE) {
    return NULL;
  }
  struct view_link *link = NEW(p->perm, struct view_link, 1);
  *link = guide_link(p, guide);
  return link;
}
