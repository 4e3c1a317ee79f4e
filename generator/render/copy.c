#include "render/render.h"
#include "render/view_copy.h"
#include "render/view_fields.h"

static const struct tmpl_field copy_fields[] = {
    TEXT(view_copy, site_title), TEXT(view_copy, address), TEXT(view_copy, as_of),
    TEXT(view_copy, review),     FLAG(view_copy, whole),
};
const struct tmpl_type view_copy_type = TYPE("copy", view_copy, copy_fields);

/* Days are written so that they sort as texts; an empty one is none. */
static void take_latest(str *latest, str day) {
  *latest = str_cmp(day, *latest) > 0 ? day : *latest;
}

static void take_first(str *first, str day) {
  bool sooner = first->n == 0 || str_cmp(day, *first) < 0;
  *first = day.n > 0 && sooner ? day : *first;
}

str render_copy(const struct renderer *r, bool whole, arena *perm) {
  const struct site *site = r->site;
  struct view_copy v = {
      .site_title = site->config.title, .address = site->config.base_url, .whole = whole};
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    if (!g->draft) {
      take_latest(&v.as_of, g->updated);
      take_first(&v.review, g->review_by);
    }
  }
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    take_latest(&v.as_of, site->decisions[i].version);
    take_first(&v.review, site->decisions[i].review_by);
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    take_latest(&v.as_of, site->costs[i].as_of);
  }
  buf out = buf_open(perm);
  tmpl_render(r->copy, &v, &out);
  return buf_close(&out, perm);
}
