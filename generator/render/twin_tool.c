/* Decisions as Markdown and as JSON, cost tables as Markdown. */
#include "core/day.h"
#include "core/json.h"
#include "core/num.h"
#include "core/path.h"
#include "render/cost_page.h"
#include "render/decision_map.h"
#include "render/decision_page.h"
#include "render/twin.h"
#include "render/words.h"

/* --- Markdown --------------------------------------------------------------------- */

/* What is being written, and in whose language. */
struct md {
  const struct page_context *p;
  const struct strings *ui;
  buf *out;
};

static void add_words(buf *out, str before, str text, str after) {
  if (text.n > 0) {
    buf_str(out, before);
    buf_str(out, text);
    buf_str(out, after);
  }
}

/* A text of the site's language with a hole, made apart: `out` may be all that is left. */
static void add_filled(const struct md *m, str key, str hole, str text) {
  struct string_hole h = {hole, text};
  buf_str(m->out, strings_fill(m->ui, key, &h, 1, m->p->perm));
}

static void add_heading(const struct md *m, str key) {
  add_words(m->out, STR("## "), strings_get(m->ui, key), STR("\n\n"));
}

static str int_text(arena *perm, int64_t value) {
  buf b = buf_new(perm, 24);
  buf_int(&b, value);
  return buf_text(&b);
}

static str condition_text(const struct md *m, const struct decision *d,
                          const struct condition *when) {
  buf b = buf_open(m->p->perm);
  words_condition_text(m->ui, d, when, &b);
  return buf_close(&b, m->p->perm);
}

static void md_route(const struct decision_page *page, const struct md *m,
                     const struct decision_route *r) {
  const struct decision *d = page->d;
  buf_str(m->out, STR(" → "));
  if (r->when != NULL) {
    add_filled(m, STR("if_so"), STR("condition"), condition_text(m, d, r->when));
    buf_byte(m->out, ' ');
  }
  if (r->question >= 0) {
    add_filled(m, STR("to_question"), STR("number"),
               int_text(m->p->perm, page->number[r->question]));
  } else if (r->outcome >= 0) {
    add_words(m->out, STR("**"), d->outcomes[r->outcome].title, STR("**"));
  }
}

static void md_answer(const struct decision_page *page, const struct md *m,
                      const struct decision_question *q, const struct decision_choice *answer) {
  add_words(m->out, STR("- "), answer->label, STR(""));
  if (answer->arm >= 0 && answer->arm < (int32_t)q->answer_count) {
    const struct decision_answer *a = &q->answers[answer->arm];
    for (ptrdiff_t i = 0; i < a->route_count; i++) {
      md_route(page, m, &a->routes[i]);
    }
    add_words(m->out, STR(" ("), a->because, STR(")"));
  }
  buf_byte(m->out, '\n');
}

static void md_limits(const struct md *m, const struct decision_question *q, bool goes_on) {
  bool day = q->type == DECIDE_DATE;
  str unit = decision_unit_text(m->p, q->unit);
  struct string_hole holes[] = {
      {STR("low"), decision_number_text(m->p, q->low, day)},
      {STR("high"), decision_number_text(m->p, q->high, day)},
      {STR("unit"), unit.n > 0 ? arena_join(m->p->perm, STR(" "), unit) : unit},
  };
  str text = day ? strings_fill(m->ui, STR("a_day_from"), holes, 2, m->p->perm)
                 : strings_fill(m->ui, STR("a_number_from"), holes, 3, m->p->perm);
  add_words(m->out, STR(""), text, goes_on ? STR("\n\n") : STR("\n"));
}

static void md_question(const struct decision_page *page, const struct md *m, ptrdiff_t place) {
  const struct decision_question *q = &page->d->questions[page->at[place]];
  buf *out = m->out;
  buf_str(out, STR("### "));
  buf_int(out, place + 1);
  add_words(out, STR(". "), decision_default_text(page, &q->asks, q->ask), STR("\n\n"));
  add_words(out, STR(""), decision_default_text(page, &q->hints, q->hint), STR("\n\n"));
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    md_answer(page, m, q, &q->choices[i]);
  }
  if (q->choice_count == 0) {
    md_limits(m, q, q->answer_count > 0);
    for (ptrdiff_t i = 0; i < q->answer_count; i++) {
      struct decision_choice band = {.label = q->answers[i].label, .arm = (int32_t)i};
      md_answer(page, m, q, &band);
    }
  }
  buf_byte(out, '\n');
}

static void md_option(const struct decision_page *page, const struct md *m,
                      const struct decision_option *o) {
  buf *out = m->out;
  add_words(out, STR("### "), decision_option_title(page->d, o), STR("\n\n"));
  add_words(out, STR(""), o->always, STR("\n"));
  for (ptrdiff_t i = 0; i < o->gate_count; i++) {
    const struct decision_gate *g = &o->gates[i];
    buf_str(out, STR("- "));
    add_filled(m, STR("passes_if"), STR("condition"), condition_text(m, page->d, g->when));
    buf_byte(out, '.');
    if (g->yes.n > 0) {
      add_words(out, STR(" "), strings_get(m->ui, STR("gate_so")), STR(" "));
      buf_str(out, g->yes);
    }
    if (g->no.n > 0) {
      add_words(out, STR(" "), strings_get(m->ui, STR("gate_not")), STR(" "));
      buf_str(out, g->no);
    }
    buf_byte(out, '\n');
  }
  buf_byte(out, '\n');
}

static void md_outcome(const struct decision_page *page, const struct decision_outcome *o,
                       buf *out) {
  add_words(out, STR("- **"), o->title, STR("**"));
  for (ptrdiff_t i = 0; i < o->guide_count; i++) {
    const struct view_link *guide = page_guide_link(page->p, o->guides[i].index);
    if (guide != NULL) {
      add_words(out, i == 0 ? STR(": [") : STR(", ["), guide->text, STR("]("));
      add_words(out, STR(""), twin_path(guide->url, STR(".md"), page->p->perm), STR(")"));
    }
  }
  buf_byte(out, '\n');
}

static void md_thresholds(const struct decision_page *page, const struct md *m) {
  tmpl_list list = decision_thresholds(page);
  const struct view_threshold *items = list.items;
  buf *out = m->out;
  if (list.count > 0) {
    buf_byte(out, '\n');
    add_heading(m, STR("limits"));
  }
  for (ptrdiff_t i = 0; i < list.count; i++) {
    struct string_hole holes[] = {{STR("low"), items[i].low}, {STR("high"), items[i].high}};
    str said = strings_fill(m->ui, STR("sources_say"), holes, 2, m->p->perm);
    add_words(out, STR("- "), items[i].name, STR(": "));
    buf_str(out, items[i].value);
    add_words(out, STR(" "), items[i].unit, STR(""));
    add_words(out, STR(" "), items[i].ranged ? said : STR(""), STR(""));
    buf_byte(out, '\n');
  }
}

static void md_sources(const struct md *m, tmpl_list list) {
  const struct view_cite *items = list.items;
  buf *out = m->out;
  if (list.count > 0) {
    buf_byte(out, '\n');
    add_heading(m, STR("sources"));
  }
  for (ptrdiff_t i = 0; i < list.count; i++) {
    add_words(out, STR("- "), items[i].title, STR(""));
    add_words(out, STR(", "), items[i].away ? items[i].url : STR(""), STR(""));
    add_words(out, STR(", "), items[i].date, STR(""));
    buf_byte(out, '\n');
  }
}

/* [llm.json](llm.json) */
static str data_link(const struct md *m, str ending) {
  str name = path_name(twin_path(m->p->path, ending, m->p->perm));
  buf b = buf_new(m->p->perm, 2 * name.n + 4);
  add_words(&b, STR("["), name, STR("]("));
  add_words(&b, STR(""), name, STR(")"));
  return buf_text(&b);
}

void twin_decision(const struct page_context *p, const struct decision *d, buf *out) {
  struct decision_page page = {.p = p, .d = d};
  struct md m = {p, &p->site->strings, out};
  decision_number(&page);
  add_words(out, STR(""), d->description, STR("\n\n"));
  add_filled(&m, STR("as_data"), STR("files"), data_link(&m, STR(".json")));
  buf_str(out, STR("\n\n"));
  add_heading(&m, STR("questions"));
  for (ptrdiff_t i = 0; i < page.shown; i++) {
    md_question(&page, &m, i);
  }
  if (d->option_count > 0) {
    add_heading(&m, STR("options"));
  }
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    md_option(&page, &m, &d->options[i]);
  }
  add_heading(&m, STR("outcomes"));
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    if (d->outcomes[i].reached) {
      md_outcome(&page, &d->outcomes[i], out);
    }
  }
  md_thresholds(&page, &m);
  md_sources(&m, decision_sources(&page));
}

/* --- cost tables ------------------------------------------------------------------ */

static void md_cell(buf *out, str text) {
  buf_str(out, STR("| "));
  for (ptrdiff_t i = 0; i < text.n; i++) {
    buf_str(out, text.s[i] == '|' ? STR("\\") : STR(""));
    buf_byte(out, text.s[i] == '\n' ? ' ' : text.s[i]);
  }
  buf_byte(out, ' ');
}

/* The head of a table, by names of texts. */
static void md_head(const struct md *m, const str *texts, int count) {
  for (int i = 0; i < count; i++) {
    md_cell(m->out, texts[i]);
  }
  buf_str(m->out, STR("|\n"));
  for (int i = 0; i < count; i++) {
    buf_str(m->out, STR("|---"));
  }
  buf_str(m->out, STR("|\n"));
}

static str range_text(const struct md *m, const struct view_figure *f) {
  struct string_hole holes[] = {{STR("low"), f->low}, {STR("high"), f->high}};
  return f->low.n > 0 ? strings_fill(m->ui, STR("range"), holes, 2, m->p->perm) : STR("");
}

/* "8.50 USD" */
static str measured_text(const struct md *m, const struct view_figure *f) {
  str text = f->unit.n > 0 ? arena_join(m->p->perm, f->text, STR(" ")) : f->text;
  return arena_join(m->p->perm, text, f->unit);
}

/* The figure of an alternative for the first output, 0, or the one that stands at place - 1. */
static const struct view_figure *figure_of(const struct view_alternative *a, ptrdiff_t place) {
  const struct view_figure *others = a->others.items;
  return place == 0 ? a->first : place <= a->others.count ? &others[place - 1] : NULL;
}

/* One output of all alternatives. */
static void md_output(const struct md *m, tmpl_list alternatives, ptrdiff_t place) {
  const struct view_alternative *items = alternatives.items;
  const struct view_figure *first = alternatives.count > 0 ? figure_of(&items[0], place) : NULL;
  if (first == NULL) {
    return;
  }
  add_words(m->out, STR("## "), first->label, STR("\n\n"));
  str head[] = {strings_get(m->ui, STR("option")), strings_get(m->ui, STR("value")),
                strings_get(m->ui, STR("mostly"))};
  md_head(m, head, 3);
  for (ptrdiff_t i = 0; i < alternatives.count; i++) {
    const struct view_figure *f = figure_of(&items[i], place);
    str cheapest = arena_join(m->p->perm, STR(", "), strings_get(m->ui, STR("cheapest")));
    str value = measured_text(m, f);
    value = place == 0 && items[i].cheapest ? arena_join(m->p->perm, value, cheapest) : value;
    md_cell(m->out, items[i].label);
    md_cell(m->out, items[i].away ? strings_get(m->ui, STR("not_available")) : value);
    md_cell(m->out, items[i].away ? STR("") : range_text(m, f));
    buf_str(m->out, STR("|\n"));
  }
  buf_byte(m->out, '\n');
}

static void md_figures(const struct md *m, tmpl_list list) {
  const struct view_figure *items = list.items;
  for (ptrdiff_t i = 0; i < list.count; i++) {
    str range = range_text(m, &items[i]);
    struct string_hole hole = {STR("range"), range};
    str mostly = strings_fill(m->ui, STR("costs_range"), &hole, 1, m->p->perm);
    add_words(m->out, STR("- "), items[i].label, STR(": "));
    buf_str(m->out, measured_text(m, &items[i]));
    add_words(m->out, STR(", "), range.n > 0 ? mostly : STR(""), STR(""));
    buf_byte(m->out, '\n');
  }
  buf_str(m->out, list.count > 0 ? STR("\n") : STR(""));
}

/* What the build has verified, each in a scenario of its own. */
static void md_claims(const struct md *m, tmpl_list list) {
  const struct view_claim *items = list.items;
  if (list.count > 0) {
    add_heading(m, STR("claims"));
  }
  for (ptrdiff_t i = 0; i < list.count; i++) {
    add_words(m->out, STR("- "), items[i].label, STR(""));
    add_words(m->out, STR(" (`"), items[i].formula, STR("`)"));
    buf_byte(m->out, '\n');
  }
  buf_str(m->out, list.count > 0 ? STR("\n") : STR(""));
}

static str source_title(const struct cost_table *t, int32_t source) {
  return source < 0 ? STR("") : t->sources[source].title;
}

static void md_inputs(const struct md *m, tmpl_list list) {
  const struct view_input *items = list.items;
  str head[] = {strings_get(m->ui, STR("input")), strings_get(m->ui, STR("value")),
                strings_get(m->ui, STR("unit")), strings_get(m->ui, STR("input_range")),
                strings_get(m->ui, STR("source"))};
  add_heading(m, STR("inputs"));
  md_head(m, head, 5);
  for (ptrdiff_t i = 0; i < list.count; i++) {
    md_cell(m->out, items[i].label);
    md_cell(m->out, items[i].text);
    md_cell(m->out, items[i].unit);
    md_cell(m->out, items[i].spread);
    md_cell(m->out, items[i].source == NULL ? STR("") : items[i].source->title);
    buf_str(m->out, STR("|\n"));
  }
}

static void md_prices(const struct md *m, const struct cost_table *t) {
  str head[] = {strings_get(m->ui, STR("price")), strings_get(m->ui, STR("price_of")),
                strings_get(m->ui, STR("value")), strings_get(m->ui, STR("unit")),
                strings_get(m->ui, STR("source"))};
  if (t->price_count == 0) {
    return;
  }
  buf_byte(m->out, '\n');
  add_heading(m, STR("prices"));
  md_head(m, head, 5);
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *price = &t->prices[i];
    if (price->current) {
      md_cell(m->out, price->label);
      md_cell(m->out, price->column);
      md_cell(m->out, price->text);
      md_cell(m->out, price->unit.text);
      md_cell(m->out, source_title(t, price->source));
      buf_str(m->out, STR("|\n"));
    }
  }
}

void twin_cost(const struct page_context *p, const struct cost_table *t, buf *out) {
  struct md m = {p, &p->site->strings, out};
  struct view_cost v = cost_view(p, t);
  str files = arena_join(p->perm, data_link(&m, STR(".json")), STR(", "));
  add_words(out, STR(""), t->description, STR("\n\n"));
  add_filled(&m, STR("as_data_ranges"), STR("files"),
             arena_join(p->perm, files, data_link(&m, STR(".csv"))));
  buf_byte(out, ' ');
  add_filled(&m, STR("prices_of"), STR("day"), t->as_of);
  buf_str(out, STR(".\n\n"));
  const struct view_alternative *first = v.alternatives.items;
  for (ptrdiff_t i = 0; v.alternatives.count > 0 && i <= first->others.count; i++) {
    md_output(&m, v.alternatives, i);
  }
  md_figures(&m, v.figures);
  md_claims(&m, v.claims);
  md_inputs(&m, v.inputs);
  md_prices(&m, t);
  md_sources(&m, v.sources);
}
