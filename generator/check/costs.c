#include "check/check.h"
#include "check/claims.h"
#include "check/days.h"
#include "core/cost_session.h"

/* One table while its results are looked at. */
struct looker {
  const struct cost_table *t;
  struct cost_session *session;
  double *largest; /* by input: its largest rank correlation, either way, so far */
  struct diags *ds;
};

/* The fields of an `output` line. */
struct result {
  str id, alternative, value, undefined;
};

static bool read_result(str line, struct result *ret) {
  if (!str_eq(str_take(&line, '\t'), STR("output"))) {
    return false;
  }
  ret->id = str_take(&line, '\t');
  ret->alternative = str_take(&line, '\t');
  ret->value = str_take(&line, '\t');
  for (int i = 0; i < 8; i++) { /* text, unit, range and mean */
    ret->undefined = str_take(&line, '\t');
  }
  ret->undefined = line;
  return true;
}

static void tell(const struct looker *l, const struct result *r, str scenario) {
  span at = NOWHERE;
  for (ptrdiff_t i = 0; i < l->t->output_count; i++) {
    if (str_eq(l->t->outputs[i].id, r->id)) {
      at = l->t->outputs[i].at;
    }
  }
  char memory[300]; /* three ids of at most 64 bytes */
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (r->alternative.n > 0) {
    buf_str(&b, STR("of "));
    buf_str(&b, r->alternative);
    buf_byte(&b, ' ');
  }
  buf_str(&b, scenario.n > 0 ? STR("in scenario ") : STR("as the table stands"));
  buf_str(&b, scenario);
  if (!str_eq(r->value, STR("undefined"))) {
    buf_str(&b, STR(", in "));
    buf_str(&b, r->undefined);
    buf_str(&b, STR(" of the samples"));
  }
  struct diag *d = diag_add(l->ds, D_COST_UNDEFINED, at, r->id);
  diag_detail(l->ds, d, buf_text(&b));
}

/* How much each input matters to the first output per alternative. */
static void note_ranks(struct looker *l, arena scratch) {
  uint32_t first = 0;
  for (ptrdiff_t i = 0; i < l->t->output_count; i++) {
    if (!l->t->outputs[i].per_alternative) {
      first++;
      continue;
    }
    for (uint32_t a = 0; a < (uint32_t)l->t->alternative_count; a++) {
      const double *rho = cost_rank(l->session, first + a, scratch);
      for (ptrdiff_t k = 0; k < l->t->input_count; k++) {
        double size = rho[k] < 0 ? -rho[k] : rho[k];
        l->largest[k] = size > l->largest[k] ? size : l->largest[k];
      }
    }
    return;
  }
}

static void check_results(struct looker *l, const struct table_scenario *s, arena scratch) {
  arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
  buf lines = buf_over(scratch.at, upper.at - scratch.at);
  cost_run(l->session, s == NULL ? STR("") : s->state, upper, &lines);
  str line;
  for (str rest = buf_text(&lines); str_cut(rest, '\n', &line, &rest);) {
    struct result r;
    if (read_result(line, &r) && (str_eq(r.value, STR("undefined")) || r.undefined.n > 0)) {
      tell(l, &r, s == NULL ? STR("") : s->id);
    }
  }
  note_ranks(l, upper);
}

/* Below this, an input's uncertainty is lost in that of the samples. */
#define RANK_WEAK 0.01

static void check_inputs(const struct looker *l) {
  bool any = false;
  for (ptrdiff_t i = 0; i < l->t->output_count; i++) {
    any = any || l->t->outputs[i].per_alternative;
  }
  for (ptrdiff_t i = 0; any && i < l->t->input_count; i++) {
    const struct table_input *in = &l->t->inputs[i];
    if (in->kind != DIST_FIXED && l->largest[i] < RANK_WEAK) {
      diag_add(l->ds, D_INPUT_WEAK, in->at, in->id);
    }
  }
}

static void check_statements(const struct looker *l, arena scratch) {
  arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
  buf lines = buf_over(scratch.at, upper.at - scratch.at);
  cost_claims(l->session, upper, &lines);
  check_claims(l->t, buf_text(&lines), l->ds, upper);
}

/* Links and later the other commands know a table by its id. */
static void check_id(const struct site *site, ptrdiff_t index, struct diags *ds) {
  const struct cost_table *t = &site->costs[index];
  for (ptrdiff_t i = 0; i < index; i++) {
    const struct cost_table *other = &site->costs[i];
    if (t->id.n > 0 && str_eq(t->id, other->id)) {
      span at = ynode_span(t->doc, ynode_get(t->doc, Y_ROOT, STR("id"), NULL));
      struct diag *d = diag_add(ds, D_COST_DUPLICATE, at, t->id);
      diag_note(ds, d, ynode_span(other->doc, ynode_get(other->doc, Y_ROOT, STR("id"), NULL)),
                STR("the other table"));
      return;
    }
  }
}

void check_costs(const struct site *site, struct diags *ds, arena scratch) {
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    const struct cost_table *t = &site->costs[i];
    struct cost engine;
    check_id(site, i, ds);
    if (t->as_of.n > 0) {
      check_price_ages(t, days_of(t->as_of), ds);
    }
    if (t->image.n == 0 || !cost_open(t->image, &engine)) {
      continue;
    }
    arena rest = scratch;
    struct looker l = {.t = t, .session = cost_start(&engine, &rest), .ds = ds};
    l.largest = NEW(&rest, double, t->input_count);
    check_results(&l, NULL, rest);
    for (ptrdiff_t s = 0; s < t->scenario_count; s++) {
      check_results(&l, &t->scenarios[s], rest);
    }
    check_inputs(&l);
    check_statements(&l, rest);
  }
}
