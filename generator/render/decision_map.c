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

static void write_head(struct html *h, ptrdiff_t gates) {
  html_open(h, STR("thead"));
  html_open(h, STR("tr"));
  for (ptrdiff_t i = 0; i <= gates; i++) {
    html_open(h, STR("th"));
    html_attr(h, STR("scope"), STR("col"));
    html_text(h, i == 0 ? STR("Option") : STR("Gate "));
    if (i > 0) {
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

/* What has to hold for each gate; one without any says why it always counts. */
static void write_gates(struct html *h, const struct decision *d, const struct decision_option *o,
                        ptrdiff_t columns) {
  for (ptrdiff_t i = 0; i < columns; i++) {
    html_open(h, STR("td"));
    if (i < o->gate_count) {
      words_condition(d, o->gates[i].when, h);
    } else if (i == 0) {
      html_attr_int(h, STR("colspan"), columns);
      html_text(h, o->always);
    }
    html_close(h, STR("td"));
    if (o->gate_count == 0) {
      return;
    }
  }
}

static void write_table(struct html *h, const struct decision *d, arena scratch) {
  ptrdiff_t columns = 1;
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    columns = d->options[i].gate_count > columns ? d->options[i].gate_count : columns;
  }
  html_open(h, STR("table"));
  write_head(h, columns);
  html_open(h, STR("tbody"));
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    html_open(h, STR("tr"));
    write_option(h, d, &d->options[i], scratch);
    write_gates(h, d, &d->options[i], columns);
    html_close(h, STR("tr"));
  }
  html_close(h, STR("tbody"));
  html_close(h, STR("table"));
}

/* --- trees ----------------------------------------------------------------------------- */

static str count_text(const struct flow *f, arena *a) {
  buf b = buf_open(a);
  buf_int(&b, f->question_count);
  buf_str(&b, f->question_count == 1 ? STR(" question and ") : STR(" questions and "));
  buf_int(&b, f->outcome_count);
  buf_str(&b, f->outcome_count == 1 ? STR(" outcome, ") : STR(" outcomes, "));
  buf_str(&b, STR("read from top to bottom. The same stands below in words."));
  return buf_close(&b, a);
}

struct decision_map decision_map(const struct decision *d, const int32_t *number, arena *perm) {
  struct flow flow = {.nodes = NULL};
  struct decision_map map = {.drawn = false};
  if (d->option_count == 0) {
    flow = flow_graph(d, number, perm);
    map.drawn = flow_fits(&flow);
  }
  if (map.drawn) {
    flow_layout(&flow, perm);
  }
  char *piece = arena_take(perm, SCRATCH, 8);
  arena scratch = {piece, piece + SCRATCH};
  str title = arena_join(perm, STR("Map: "), d->title);
  str text = count_text(&flow, perm);
  buf out = buf_open(perm);
  struct html h = {.out = &out};
  if (map.drawn) {
    flow_draw(&flow, title, text, &h, scratch);
  } else if (d->option_count > 0) {
    write_table(&h, d, scratch);
  } else {
    flow_outline(&flow, &h, scratch);
  }
  map.html.bytes = buf_close(&out, perm);
  return map;
}
