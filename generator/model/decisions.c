#include "model/decisions.h"

#include "model/decision_parts.h"
#include "model/numbers.h"

void decision_build(const struct ydoc *doc, const struct decision_tables *tables, struct diags *ds,
                    arena *perm, struct decision *ret_decision) {
  *ret_decision = (struct decision){.doc = doc, .start = -1};
  struct decision_build b = {
      .d = ret_decision,
      .tables = *tables,
      .read = {.doc = doc, .diags = ds, .perm = perm},
  };
  if (doc->count <= Y_ROOT) {
    return;
  }
  decision_read(&b);
  decision_settle(&b);
  if (!b.broken) {
    decision_order(&b);
  }
  decision_compile(&b);
}

static int32_t guide_at(const struct site *site, str path) {
  int32_t i = path.n == 0 ? NONE : map_get(&site->guide_by_path, path);
  return i == MAP_NONE || site->guides[i].draft ? NONE : i;
}

/* Guides that outcomes, options and sources name; what is missing is found by the checks. */
static void find_guides(const struct site *site, struct decision *d, arena *perm) {
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    struct decision_outcome *o = &d->outcomes[i];
    for (ptrdiff_t g = 0; g < o->guide_count; g++) {
      o->guides[g].index = guide_at(site, o->guides[g].path);
    }
  }
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    d->options[i].guide_index = guide_at(site, d->options[i].guide);
  }
  struct decision_source *sources = NEW(perm, struct decision_source, d->source_count);
  for (ptrdiff_t i = 0; i < d->source_count; i++) {
    sources[i] = d->sources[i];
    sources[i].guide_index = guide_at(site, sources[i].guide);
  }
  d->sources = sources;
}

/* Answers that the author gave no words have those of the site's language. */
static void say_yes_and_no(struct decision *d, const struct strings *ui) {
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    struct decision_question *q = &d->questions[i];
    for (ptrdiff_t k = 0; q->type == DECIDE_YESNO && k < q->choice_count; k++) {
      struct decision_choice *c = &q->choices[k];
      bool is_yes = str_eq(c->id, STR("yes")) && str_eq(c->label, STR("Yes"));
      bool is_no = str_eq(c->id, STR("no")) && str_eq(c->label, STR("No"));
      c->label = is_yes  ? strings_get(ui, STR("answer_yes"))
                 : is_no ? strings_get(ui, STR("answer_no"))
                         : c->label;
    }
  }
}

void decisions_build(struct site *site, struct diags *ds, arena *perm) {
  const struct content *c = site->content;
  struct decision_tables tables = {site->costs, site->cost_count, !numbers_know_tables(site)};
  site->decisions = NEW(perm, struct decision, c->count + 1);
  for (ptrdiff_t i = 0; i < c->count; i++) {
    const struct content_file *f = &c->files[i];
    if (f->kind != CONTENT_DECISION || f->doc.count <= Y_ROOT) {
      continue;
    }
    struct decision *d = &site->decisions[site->decision_count++];
    decision_build(&f->doc, &tables, ds, perm, d);
    d->file = (int32_t)i;
    d->source = f->source;
    d->path = f->path;
    d->out = arena_join(perm, str_sub(f->path, 0, f->path.n - 5), STR(".html"));
    find_guides(site, d, perm);
    say_yes_and_no(d, &site->strings);
  }
}
