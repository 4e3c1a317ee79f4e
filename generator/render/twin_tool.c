/* Decisions as Markdown and as JSON, cost tables as Markdown. */
#include "core/day.h"
#include "core/json.h"
#include "core/num.h"
#include "core/path.h"
#include "render/decision_map.h"
#include "render/decision_page.h"
#include "render/twin.h"
#include "render/words.h"

/* --- Markdown --------------------------------------------------------------------- */

static void add_words(buf *out, str before, str text, str after) {
  if (text.n > 0) {
    buf_str(out, before);
    buf_str(out, text);
    buf_str(out, after);
  }
}

static void add_condition(const struct decision *d, const struct condition *when, buf *out) {
  if (when != NULL) {
    buf_str(out, STR("if "));
    words_condition_text(d, when, out);
    buf_str(out, STR(": "));
  }
}

static void md_route(const struct decision_page *page, const struct decision_route *r, buf *out) {
  const struct decision *d = page->d;
  buf_str(out, STR(" → "));
  add_condition(d, r->when, out);
  if (r->question >= 0) {
    buf_str(out, STR("question "));
    buf_int(out, page->number[r->question]);
  } else if (r->outcome >= 0) {
    add_words(out, STR("**"), d->outcomes[r->outcome].title, STR("**"));
  }
}

static void md_answer(const struct decision_page *page, const struct decision_question *q,
                      str label, int32_t arm, buf *out) {
  add_words(out, STR("- "), label, STR(""));
  if (arm >= 0 && arm < (int32_t)q->answer_count) {
    const struct decision_answer *a = &q->answers[arm];
    for (ptrdiff_t i = 0; i < a->route_count; i++) {
      md_route(page, &a->routes[i], out);
    }
    add_words(out, STR(" ("), a->because, STR(")"));
  }
  buf_byte(out, '\n');
}

static void md_question(const struct decision_page *page, ptrdiff_t place, buf *out) {
  const struct decision_question *q = &page->d->questions[page->at[place]];
  buf_str(out, STR("### "));
  buf_int(out, place + 1);
  add_words(out, STR(". "), decision_default_text(page, &q->asks, q->ask), STR("\n\n"));
  add_words(out, STR(""), decision_default_text(page, &q->hints, q->hint), STR("\n\n"));
  if (q->choice_count == 0) {
    bool day = q->type == DECIDE_DATE;
    arena *perm = page->p->perm;
    buf_str(out, day ? STR("A day from ") : STR("A number from "));
    buf_str(out, decision_number_text(perm, q->low, day));
    buf_str(out, STR(" to "));
    buf_str(out, decision_number_text(perm, q->high, day));
    add_words(out, STR(" "), decision_unit_text(perm, q->unit), STR(""));
    buf_str(out, STR(".\n\n"));
  }
  bool choices = q->choice_count > 0;
  for (ptrdiff_t i = 0; i < (choices ? q->choice_count : q->answer_count); i++) {
    md_answer(page, q, choices ? q->choices[i].label : q->answers[i].label,
              choices ? q->choices[i].arm : (int32_t)i, out);
  }
  buf_byte(out, '\n');
}

static void md_option(const struct decision_page *page, const struct decision_option *o, buf *out) {
  add_words(out, STR("### "), decision_option_title(page->d, o), STR("\n\n"));
  add_words(out, STR(""), o->always, STR("\n"));
  for (ptrdiff_t i = 0; i < o->gate_count; i++) {
    buf_str(out, STR("- Passes if "));
    words_condition_text(page->d, o->gates[i].when, out);
    add_words(out, STR(". If so: "), o->gates[i].yes, STR(""));
    add_words(out, STR(" If not: "), o->gates[i].no, STR(""));
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

static void md_thresholds(const struct decision_page *page, buf *out) {
  tmpl_list list = decision_thresholds(page);
  const struct view_threshold *items = list.items;
  buf_str(out, list.count > 0 ? STR("\n## Limits\n\n") : STR(""));
  for (ptrdiff_t i = 0; i < list.count; i++) {
    add_words(out, STR("- "), items[i].name, STR(": "));
    buf_str(out, items[i].value);
    add_words(out, STR(" "), items[i].unit, STR(""));
    if (items[i].ranged) {
      add_words(out, STR(" (sources say "), items[i].low, STR(" to "));
      add_words(out, STR(""), items[i].high, STR(")"));
    }
    buf_byte(out, '\n');
  }
}

static void md_sources(tmpl_list list, buf *out) {
  const struct view_cite *items = list.items;
  buf_str(out, list.count > 0 ? STR("\n## Sources\n\n") : STR(""));
  for (ptrdiff_t i = 0; i < list.count; i++) {
    add_words(out, STR("- "), items[i].title, STR(""));
    add_words(out, STR(", "), items[i].away ? items[i].url : STR(""), STR(""));
    add_words(out, STR(", "), items[i].date, STR(""));
    buf_byte(out, '\n');
  }
}

void twin_decision(const struct page_context *p, const struct decision *d, buf *out) {
  struct decision_page page = {.p = p, .d = d};
  decision_number(&page);
  add_words(out, STR(""), d->description, STR("\n\n"));
  str data = path_name(twin_path(p->path, STR(".json"), p->perm));
  add_words(out, STR("The same as data: ["), data, STR("]("));
  add_words(out, STR(""), data, STR(").\n\n## Questions\n\n"));
  for (ptrdiff_t i = 0; i < page.shown; i++) {
    md_question(&page, i, out);
  }
  buf_str(out, d->option_count > 0 ? STR("## Options\n\n") : STR(""));
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    md_option(&page, &d->options[i], out);
  }
  buf_str(out, STR("## Outcomes\n\n"));
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    if (d->outcomes[i].reached) {
      md_outcome(&page, &d->outcomes[i], out);
    }
  }
  md_thresholds(&page, out);
  md_sources(decision_sources(&page), out);
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

static str source_title(const struct cost_table *t, int32_t source) {
  return source < 0 ? STR("") : t->sources[source].title;
}

static void md_prices(const struct cost_table *t, buf *out) {
  buf_str(out, t->price_count > 0 ? STR("\n## Prices\n\n| Price | Of | Value | Unit | Source |\n"
                                        "|---|---|---|---|---|\n")
                                  : STR(""));
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    const struct price *price = &t->prices[i];
    if (price->current) {
      md_cell(out, price->label);
      md_cell(out, price->column);
      md_cell(out, price->text);
      md_cell(out, price->unit.text);
      md_cell(out, source_title(t, price->source));
      buf_str(out, STR("|\n"));
    }
  }
}

void twin_cost(const struct page_context *p, const struct cost_table *t, str results, buf *out) {
  str stem = path_name(twin_path(p->path, STR(""), p->perm));
  add_words(out, STR(""), t->description, STR("\n\n"));
  add_words(out, STR("The same as data, with the range of each figure: [JSON]("), stem,
            STR(".json)"));
  add_words(out, STR(", [CSV]("), stem, STR(".csv).\n\n"));
  buf_str(out, STR("```text\n"));
  buf_str(out, results);
  buf_str(out, STR("```\n\n## Inputs\n\n| Input | Unit | Source |\n|---|---|---|\n"));
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    md_cell(out, t->inputs[i].label);
    md_cell(out, t->inputs[i].unit.text);
    md_cell(out, source_title(t, t->inputs[i].source));
    buf_str(out, STR("|\n"));
  }
  md_prices(t, out);
  buf_str(out, t->source_count > 0 ? STR("\n## Sources\n\n") : STR(""));
  for (ptrdiff_t i = 0; i < t->source_count; i++) {
    add_words(out, STR("- "), t->sources[i].title, STR(""));
    add_words(out, STR(", "), t->sources[i].url, STR(""));
    add_words(out, STR(", "), t->sources[i].date, STR("\n"));
  }
}
