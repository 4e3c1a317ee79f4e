#include "model/nav.h"
#include "render/parts.h"

/*
 * A navigation of at most this many entries is listed whole on every page, with the
 * sections that do not lead to it closed. Beyond, these are heads alone, and of a long
 * list only the entries around the page's own stand there: neither time nor bytes grow
 * as pages times pages.
 */
enum { NAV_WHOLE_MAX = 60, NAV_LIST_MAX = 50, NAV_AROUND = 20 };

/* The entry below this one that is the page's own or leads to it, or NONE. */
static int32_t on_the_way(const struct page_context *p, int32_t entry) {
  int32_t i = p->nav;
  while (i != NONE && p->site->nav[i].parent != entry) {
    i = p->site->nav[i].parent;
  }
  return i;
}

static bool has_page(const struct nav_entry *e) {
  return e->guide != NONE || e->section != NONE;
}

/* What stands last in a list that was cut: the way to all of it. */
static struct view_nav all_of(const struct page_context *p, int32_t entry, ptrdiff_t count) {
  bool page = entry != 0 && has_page(&p->site->nav[entry]);
  buf b = buf_new(p->perm, 12);
  buf_int(&b, count);
  return (struct view_nav){
      .url = page_url(p, page ? nav_url(p->site, entry) : STR("index.html")),
      .all = buf_text(&b),
  };
}

static tmpl_list nav_items(const struct page_context *p, int32_t entry);

static struct view_nav nav_item(const struct page_context *p, int32_t i, bool here) {
  const struct site *site = p->site;
  const struct nav_entry *e = &site->nav[i];
  bool whole = site->nav_count <= NAV_WHOLE_MAX;
  str url = nav_url(site, i);
  struct view_nav item = {
      .url = url.n > 0 ? page_url(p, url) : url,
      .text = e->title,
      .section = e->child != NONE,
      .page = has_page(e),
      .open = e->child != NONE && (whole || here),
      .here = here || p->nav == NONE,
      .current = i == p->nav,
  };
  if (item.open) {
    item.items = nav_items(p, i);
  }
  return item;
}

/* The entries below one. Recursion is bounded by the depth of the navigation. */
static tmpl_list nav_items(const struct page_context *p, int32_t entry) {
  const struct nav_entry *nav = p->site->nav;
  ptrdiff_t count = nav[entry].child == NONE ? 0 : nav[nav[entry].last].place + 1;
  int32_t here = on_the_way(p, entry);
  int32_t first = nav[entry].child;
  ptrdiff_t listed = count;
  if (count > NAV_LIST_MAX) {
    first = here == NONE ? first : here;
    for (int k = 0; k < NAV_AROUND && nav[first].before != NONE; k++) {
      first = nav[first].before;
    }
    listed = 2 * NAV_AROUND + 1;
  }
  struct view_nav *items = NEW(p->perm, struct view_nav, listed + 1);
  ptrdiff_t k = 0;
  for (int32_t i = first; i != NONE && k < listed; i = nav[i].next) {
    items[k++] = nav_item(p, i, i == here);
  }
  if (k < count) {
    items[k++] = all_of(p, entry, count);
  }
  return (tmpl_list){items, k};
}

tmpl_list page_nav(const struct page_context *p) {
  return nav_items(p, 0);
}
