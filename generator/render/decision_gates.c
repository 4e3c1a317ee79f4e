#include "render/decision_map.h"
#include "render/decision_page.h"

#include "render/parts.h"

/* The source with this id, or NULL for none. */
static const struct view_cite *cite(const struct decision_page *page, str id) {
  for (ptrdiff_t i = 0; i < page->d->source_count; i++) {
    const struct decision_source *s = &page->d->sources[i];
    if (!str_eq(s->id, id)) {
      continue;
    }
    const struct view_link *guide = page_guide_link(page->p, s->guide_index);
    struct view_cite *c = NEW(page->p->perm, struct view_cite, 1);
    *c = (struct view_cite){
        .title = s->title,
        .url = s->url.n == 0 && guide != NULL ? guide->url : s->url,
        .away = s->url.n > 0,
        .date = s->date,
    };
    return c;
  }
  return NULL;
}

static tmpl_list gate_list(const struct decision_page *page, const struct decision_option *o) {
  struct view_gate *gates = NEW(page->p->perm, struct view_gate, o->gate_count);
  for (ptrdiff_t g = 0; g < o->gate_count; g++) {
    const struct decision_gate *gate = &o->gates[g];
    gates[g] = (struct view_gate){
        .id = gate->id,
        .when = decision_condition_html(page, gate->when),
        .yes = gate->yes,
        .no = gate->no,
        .asks = decision_condition_questions(page, gate->when),
        .source = cite(page, gate->source.n > 0 ? gate->source : o->source),
    };
  }
  return (tmpl_list){gates, o->gate_count};
}

tmpl_list decision_options(const struct decision_page *page) {
  const struct decision *d = page->d;
  struct view_gated *options = NEW(page->p->perm, struct view_gated, d->option_count);
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    const struct decision_option *o = &d->options[i];
    options[i] =
        (struct view_gated){o->id, decision_option_title(d, o), o->always, gate_list(page, o)};
  }
  return (tmpl_list){options, d->option_count};
}

static tmpl_list threshold_sources(const struct decision_page *page,
                                   const struct decision_threshold *t) {
  struct view_cite *cites = NEW(page->p->perm, struct view_cite, t->sources.count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < t->sources.count; i++) {
    const struct view_cite *c = cite(page, t->sources.items[i]);
    if (c != NULL) {
      cites[count++] = *c;
    }
  }
  return (tmpl_list){cites, count};
}

tmpl_list decision_thresholds(const struct decision_page *page) {
  const struct decision *d = page->d;
  arena *perm = page->p->perm;
  struct view_threshold *all = NEW(perm, struct view_threshold, d->threshold_count);
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    const struct decision_threshold *t = &d->thresholds[i];
    all[i] = (struct view_threshold){
        .id = t->id,
        .name = decision_threshold_name(perm, t),
        .value = decision_number_text(page->p, t->value, t->is_day),
        .unit = decision_unit_text(page->p, t->unit),
        .ranged = t->low < t->high,
        .low = decision_number_text(page->p, t->low, t->is_day),
        .high = decision_number_text(page->p, t->high, t->is_day),
        .sources = threshold_sources(page, t),
        .review_by = t->review_by,
    };
  }
  return (tmpl_list){all, d->threshold_count};
}

tmpl_list decision_sources(const struct decision_page *page) {
  const struct decision *d = page->d;
  struct view_cite *cites = NEW(page->p->perm, struct view_cite, d->source_count);
  for (ptrdiff_t i = 0; i < d->source_count; i++) {
    cites[i] = *cite(page, d->sources[i].id);
  }
  return (tmpl_list){cites, d->source_count};
}
