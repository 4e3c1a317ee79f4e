#include "cli/links.h"

#include "core/html.h"
#include "core/sort.h"

struct web_link {
  str url;
  span at;
};

struct web_links {
  struct web_link *items;
  ptrdiff_t count, cap;
  arena *perm;
};

static void add(struct web_links *l, str url, span at) {
  if (field_is_web(url)) {
    *GROW(l->perm, l->items, l->count, l->cap) = (struct web_link){url, at};
  }
}

/* In the order in which places are "first": guides, then the lists of sources. */
static void gather(const struct site *site, struct web_links *l) {
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    for (uint32_t k = 0; k < g->view->head->refs; k++) {
      const struct page_ref *ref = &g->view->refs[k];
      if (ref->kind == REF_WEB) {
        add(l, page_text(g->view, ref->target), guide_ref_span(g, ref));
      }
    }
  }
  for (ptrdiff_t i = 0; i < site->source_count; i++) {
    const struct source_entry *s = &site->sources[i];
    add(l, s->url, ynode_span(&site->content->sources, s->node));
  }
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    const struct decision *d = &site->decisions[i];
    for (ptrdiff_t k = 0; k < d->source_count; k++) {
      add(l, d->sources[k].url, d->sources[k].at);
    }
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    const struct cost_table *t = &site->costs[i];
    for (ptrdiff_t k = 0; k < t->source_count; k++) {
      add(l, t->sources[k].url, t->sources[k].at);
    }
  }
}

static int by_url(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return str_cmp(((const struct web_link *)a)->url, ((const struct web_link *)b)->url);
}

void links_print(const struct site *site, struct sources *sources, arena scratch, buf *out) {
  struct web_links l = {.perm = &scratch};
  gather(site, &l);
  sort_items(l.items, l.count, (ptrdiff_t)sizeof *l.items, by_url, NULL, scratch);
  for (ptrdiff_t i = 0; i < l.count; i++) {
    if (i > 0 && str_eq(l.items[i].url, l.items[i - 1].url)) {
      continue;
    }
    struct place place = sources_at(sources, l.items[i].at);
    url_escape(out, l.items[i].url);
    buf_byte(out, '\t');
    text_show(sources_path(sources, l.items[i].at.file), out);
    buf_byte(out, ':');
    buf_int(out, place.line);
    buf_byte(out, ':');
    buf_int(out, place.column);
    buf_byte(out, '\n');
  }
}
