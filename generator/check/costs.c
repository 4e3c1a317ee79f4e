#include "check/check.h"
#include "check/days.h"
#include "core/cost_session.h"

static void tell(const struct cost_table *t, str output, str alternative, str scenario,
                 struct diags *ds) {
  span at = NOWHERE;
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (str_eq(t->outputs[i].id, output)) {
      at = t->outputs[i].at;
    }
  }
  char memory[256]; /* three ids of at most 64 bytes */
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (alternative.n > 0) {
    buf_str(&b, STR("of "));
    buf_str(&b, alternative);
    buf_byte(&b, ' ');
  }
  buf_str(&b, scenario.n > 0 ? STR("in scenario ") : STR("as the table stands"));
  buf_str(&b, scenario);
  struct diag *d = diag_add(ds, D_COST_UNDEFINED, at, output);
  diag_detail(ds, d, buf_text(&b));
}

static void check_results(const struct cost_table *t, struct cost_session *session,
                          const struct table_scenario *s, struct diags *ds, arena scratch) {
  arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
  buf lines = buf_over(scratch.at, upper.at - scratch.at);
  cost_run(session, s == NULL ? STR("") : s->state, upper, &lines);
  str line;
  for (str rest = buf_text(&lines); str_cut(rest, '\n', &line, &rest);) {
    if (!str_eq(str_take(&line, '\t'), STR("output"))) {
      continue;
    }
    str output = str_take(&line, '\t');
    str alternative = str_take(&line, '\t');
    if (str_eq(str_take(&line, '\t'), STR("undefined"))) {
      tell(t, output, alternative, s == NULL ? STR("") : s->id, ds);
    }
  }
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
    struct cost_session *session = cost_start(&engine, &rest);
    check_results(t, session, NULL, ds, rest);
    for (ptrdiff_t s = 0; s < t->scenario_count; s++) {
      check_results(t, session, &t->scenarios[s], ds, rest);
    }
  }
}
