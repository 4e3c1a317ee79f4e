#include "core/day.h"
#include "render/render.h"
#include "render/view_copy.h"
#include "render/view_fields.h"

static const struct tmpl_field copy_fields[] = {
    TEXT(view_copy, tool),   TEXT(view_copy, site_title), TEXT(view_copy, address),
    TEXT(view_copy, as_of),  TEXT(view_copy, review),     FLAG(view_copy, whole),
    FLAG(view_copy, folder), TEXT(view_copy, root),
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

/* What was read on a day is warned of when it is older than `stale` days. */
static void take_price(str *first, str read, int64_t stale, arena *perm) {
  enum { DAY_BYTES = 10 };
  int64_t day;
  if (day_parse(read, &day)) {
    buf due = buf_new(perm, DAY_BYTES);
    day_print(&due, day + stale);
    take_first(first, buf_text(&due));
  }
}

/* Only sources that a current price rests on: as `check --today` counts them. */
static void take_prices(str *first, const struct cost_table *t, arena *perm) {
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *p = &t->prices[i];
    if (p->current && p->source >= 0) {
      take_price(first, t->sources[p->source].date, t->stale.warn, perm);
    }
  }
  for (ptrdiff_t i = 0; i < t->rate_count; i++) {
    take_price(first, t->rates[i].date, t->stale.warn, perm);
  }
}

static void take_decision(struct view_copy *v, const struct decision *d) {
  take_latest(&v->as_of, d->version);
  take_first(&v->review, d->review_by);
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    take_first(&v->review, d->thresholds[i].review_by);
  }
}

static void take_table(struct view_copy *v, const struct cost_table *t, arena *perm) {
  take_latest(&v->as_of, t->as_of);
  take_first(&v->review, t->review_by);
  take_prices(&v->review, t, perm);
}

static str copy_text(const struct renderer *r, const struct view_copy *v, arena *perm) {
  buf out = buf_open(perm);
  tmpl_render(r->copy, v, &out);
  return buf_close(&out, perm);
}

str render_copy(const struct renderer *r, enum copy_kind kind, str root, arena *perm) {
  const struct site *site = r->site;
  struct view_copy v = {.site_title = site->config.title,
                        .address = site->config.base_url,
                        .root = root,
                        .whole = kind == COPY_WHOLE,
                        .folder = kind == COPY_FOLDER};
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    if (!g->draft) {
      take_latest(&v.as_of, g->updated);
      take_first(&v.review, g->review_by);
    }
  }
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    take_decision(&v, &site->decisions[i]);
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    take_table(&v, &site->costs[i], perm);
  }
  return copy_text(r, &v, perm);
}

str render_copy_of_tool(const struct renderer *r, int32_t page, const bool *held, arena *perm) {
  const struct site *site = r->site;
  const struct output *o = &site->outputs[page];
  ptrdiff_t own = o->kind == OUTPUT_COST ? site->decision_count + o->index : o->index;
  str base = site->config.base_url;
  struct view_copy v = {.tool = site->tools[own].title,
                        .site_title = site->config.title,
                        .address = base.n > 0 ? arena_join(perm, base, o->path) : base};
  for (ptrdiff_t i = 0; i < site->output_count; i++) {
    ptrdiff_t tool = site->outputs[i].index;
    if (!held[i] || site->outputs[i].kind != OUTPUT_DATA) {
      continue;
    }
    if (tool < site->decision_count) {
      take_decision(&v, &site->decisions[tool]);
    } else {
      take_table(&v, &site->costs[tool - site->decision_count], perm);
    }
  }
  return copy_text(r, &v, perm);
}
