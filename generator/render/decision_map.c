#include "render/decision_map.h"

#include "render/flow.h"

/* While the markup grows over the rest of the arena: the path of one way at a time. */
enum { SCRATCH = 64 << 10 };

str decision_option_title(const struct decision *d, const struct decision_option *o) {
  for (ptrdiff_t i = 0; i < d->outcome_count && o->title.n == 0; i++) {
    if (str_eq(d->outcomes[i].id, o->gives)) {
      return d->outcomes[i].title;
    }
  }
  return o->title.n > 0 ? o->title : o->id;
}

/* --- options by gates ------------------------------------------------------------------ */

static void write_head(struct html *h, const struct strings *ui, ptrdiff_t gates) {
  html_open(h, STR("thead"));
  html_open(h, STR("tr"));
  for (ptrdiff_t i = 0; i <= gates; i++) {
    html_open(h, STR("th"));
    html_attr(h, STR("scope"), STR("col"));
    html_text(h, i == 0 ? strings_get(ui, STR("option")) : strings_get(ui, STR("gate")));
    if (i > 0) {
      buf_byte(h->out, ' ');
      buf_int(h->out, i);
    }
    html_close(h, STR("th"));
  }
  html_close(h, STR("tr"));
  html_close(h, STR("thead"));
}

static void write_option(struct html *h, const struct decision *d, const struct decision_option *o,
                         arena scratch) {
  html_open(h, STR("th"));
  html_attr(h, STR("scope"), STR("row"));
  html_open(h, STR("a"));
  html_attr(h, STR("href"), arena_join(&scratch, STR("#g-"), o->id));
  html_text(h, decision_option_title(d, o));
  html_close(h, STR("a"));
  html_close(h, STR("th"));
}

/* Which gate a cell is of, for the wizard: "OPTION GATE". */
static void write_cell(struct html *h, const struct decision_option *o,
                       const struct decision_gate *gate, arena scratch) {
  str option = arena_join(&scratch, o->id, STR(" "));
  html_attr(h, STR("data-cell"), arena_join(&scratch, option, gate->id));
}

/* The table: a row an option, a column a gate. */
struct gates {
  const struct decision *d;
  const struct strings *ui;
  ptrdiff_t columns;
};

/* What has to hold for each gate; one without any says why it always counts. */
static void write_gates(struct html *h, const struct gates *g, const struct decision_option *o,
                        arena scratch) {
  for (ptrdiff_t i = 0; i < g->columns; i++) {
    html_open(h, STR("td"));
    if (i < o->gate_count) {
      write_cell(h, o, &o->gates[i], scratch);
      words_condition(g->ui, g->d, o->gates[i].when, h);
    } else if (i == 0) {
      html_attr_int(h, STR("colspan"), g->columns);
      html_text(h, o->always);
    }
    html_close(h, STR("td"));
    if (o->gate_count == 0) {
      return;
    }
  }
}

static void write_table(struct html *h, const struct decision *d, const struct strings *ui,
                        arena scratch) {
  ptrdiff_t columns = 1;
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    columns = d->options[i].gate_count > columns ? d->options[i].gate_count : columns;
  }
  struct gates gates = {d, ui, columns};
  html_open(h, STR("table"));
  write_head(h, ui, columns);
  html_open(h, STR("tbody"));
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    html_open(h, STR("tr"));
    write_option(h, d, &d->options[i], scratch);
    write_gates(h, &gates, &d->options[i], scratch);
    html_close(h, STR("tr"));
  }
  html_close(h, STR("tbody"));
  html_close(h, STR("table"));
}

/* --- trees ----------------------------------------------------------------------------- */

static str number_text(ptrdiff_t count, arena *a) {
  buf b = buf_new(a, 24);
  buf_int(&b, count);
  return buf_text(&b);
}

static str count_text(const struct flow *f, const struct strings *ui, arena *a) {
  struct string_hole some[] = {{STR("count"), number_text(f->question_count, a)},
                               {STR("count"), number_text(f->outcome_count, a)}};
  struct string_hole holes[] = {
      {STR("questions"), f->question_count == 1
                             ? strings_get(ui, STR("one_question"))
                             : strings_fill(ui, STR("some_questions"), &some[0], 1, a)},
      {STR("outcomes"), f->outcome_count == 1
                            ? strings_get(ui, STR("one_outcome"))
                            : strings_fill(ui, STR("some_outcomes"), &some[1], 1, a)}};
  return strings_fill(ui, STR("map_how"), holes, 2, a);
}

struct decision_map decision_map(const struct decision *d, const int32_t *number,
                                 const struct strings *ui, arena *perm) {
  struct flow flow = {.nodes = NULL};
  struct decision_map whole = {.drawn = false};
  if (d->option_count == 0) {
    flow = flow_graph(d, number, ui, perm);
    whole.drawn = flow_fits(&flow);
  }
  if (whole.drawn) {
    flow_layout(&flow, perm);
  }
  char *piece = arena_take(perm, SCRATCH, 8);
  arena scratch = {piece, piece + SCRATCH};
  struct string_hole subject = {STR("title"), d->title};
  str title = strings_fill(ui, STR("map_of"), &subject, 1, perm);
  str text = count_text(&flow, ui, perm);
  buf out = buf_open(perm);
  struct html h = {.out = &out};
  if (whole.drawn) {
    flow_draw(&flow, title, text, &h, scratch);
  } else if (d->option_count > 0) {
    write_table(&h, d, ui, scratch);
  } else {
    flow_outline(&flow, &h, scratch);
  }
  whole.html.bytes = buf_close(&out, perm);
  return whole;
}
