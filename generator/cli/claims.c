#include "cli/claims.h"

#include "check/claims.h"
#include "core/cost_session.h"
#include "core/num.h"

struct lister {
  const struct cost_table *t;
  const struct table_claim *c;
  buf *out;
};

/* "adapt-llm ft-wins-large: " stands before each line, so that each speaks for itself. */
static void begin(const struct lister *l, str kind) {
  buf_str(l->out, l->t->id);
  buf_byte(l->out, ' ');
  buf_str(l->out, l->c->id);
  buf_str(l->out, STR(": "));
  buf_str(l->out, kind);
}

static void add(const struct lister *l, const str *parts, int count) {
  for (int i = 0; i < count; i++) {
    buf_str(l->out, parts[i]);
  }
}

#define ADD(l, ...) \
  add((l), (const str[]){__VA_ARGS__}, (int)(sizeof(const str[]){__VA_ARGS__} / sizeof(str)))

/* A value in base units, in the unit's own numbers. */
static void add_number(const struct lister *l, double value, const struct unit *unit) {
  num_print_grouped(l->out, value / unit->factor, 12);
}

static void add_unit(const struct lister *l, const struct unit *unit) {
  ADD(l, unit->text.n > 0 ? STR(" ") : STR(""), unit->text);
}

static void add_source(const struct lister *l, int32_t source) {
  if (source >= 0) {
    const struct cost_source *s = &l->t->sources[source];
    ADD(l, STR(", by "), s->id, STR(" ("), s->kind, STR(", "), s->date, STR(")"));
  }
  buf_byte(l->out, '\n');
}

/* Bounds that the author gave: what is left out ends at 1e15 of the unit. */
static void add_bounds(const struct lister *l, const struct table_input *in) {
  if (in->choice_count == 0 && in->most / in->unit.factor < 1e14) {
    ADD(l, STR(", kept within "));
    add_number(l, in->least, &in->unit);
    ADD(l, STR(" to "));
    add_number(l, in->most, &in->unit);
  }
}

static void list_input(const struct lister *l, const struct table_input *in) {
  begin(l, STR("input "));
  ADD(l, in->id, STR(" "));
  if (in->choice_count > 0) {
    ADD(l, in->choices[(ptrdiff_t)in->value].id, STR(", one of several"));
  } else if (in->kind != DIST_FIXED) {
    add_number(l, in->low, &in->unit);
    ADD(l, STR(" to "));
    add_number(l, in->high, &in->unit);
    add_unit(l, &in->unit);
    ADD(l, STR(", "), in->dist);
  } else {
    add_number(l, in->value, &in->unit);
    add_unit(l, &in->unit);
  }
  add_bounds(l, in);
  if (in->mate >= 0) {
    ADD(l, STR(", correlated "));
    num_print(l->out, in->rho);
    ADD(l, STR(" with "), l->t->inputs[in->mate].id);
  }
  ADD(l, in->varies ? STR(", as readers set it") : STR(""));
  add_source(l, in->source);
}

static void list_price(const struct lister *l, const struct price *p) {
  begin(l, STR("price "));
  ADD(l, p->table, p->row.n > 0 ? STR(" ") : STR(""), p->row, p->column.n > 0 ? STR(" ") : STR(""),
      p->column, STR(" "), p->text);
  add_unit(l, &p->unit);
  add_source(l, p->source);
}

static void list_claim(const struct lister *l, const struct claim_result *r) {
  begin(l, r->verdict);
  if (!str_eq(r->distance.value, STR("undefined"))) {
    ADD(l, STR(" by "));
    claim_distance_print(r, l->out);
  }
  ADD(l, STR(": "));
  claim_result_print(r, l->out);
  ADD(l, STR("; the margin is "), l->c->margin, STR("\n"));
  begin(l, STR("claims "));
  ADD(l, l->c->formula, l->c->state.n > 0 ? STR(", with ") : STR(""), l->c->state, STR("\n"));
  for (ptrdiff_t i = 0; i < l->c->input_count; i++) {
    list_input(l, &l->t->inputs[l->c->inputs[i]]);
  }
  for (ptrdiff_t i = 0; i < l->c->price_count; i++) {
    list_price(l, &l->t->prices[l->c->prices[i]]);
  }
  begin(l, STR("prices of "));
  ADD(l, l->t->as_of, STR(", warned of after "));
  buf_int(l->out, l->t->stale.warn);
  ADD(l, STR(" days, refused after "));
  buf_int(l->out, l->t->stale.fail);
  ADD(l, STR("; "));
  buf_int(l->out, l->t->sample.samples);
  ADD(l, STR(" samples, seed "));
  buf_int(l->out, l->t->sample.seed);
  buf_byte(l->out, '\n');
}

static void list_table(const struct cost_table *t, arena scratch, buf *out) {
  struct cost engine;
  if (t->claim_count == 0 || t->image.n == 0 || !cost_open(t->image, &engine)) {
    return;
  }
  struct cost_session *session = cost_start(&engine, &scratch);
  arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
  buf lines = buf_over(scratch.at, upper.at - scratch.at);
  cost_claims(session, upper, &lines);
  str line;
  for (str rest = buf_text(&lines); str_cut(rest, '\n', &line, &rest);) {
    struct claim_result r;
    if (claim_result_read(line, t, &r)) {
      list_claim(&(struct lister){t, r.claim, out}, &r);
    }
  }
}

void claims_print(const struct site *site, arena scratch, buf *out) {
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    list_table(&site->costs[i], scratch, out);
  }
}
