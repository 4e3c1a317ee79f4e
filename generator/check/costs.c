#include "check/check.h"

/* A table of hundreds of inputs and lines writes some tens of kilobytes. */
enum { RESULT_BYTES = 1 << 20 };

/* The next field of a line; moves `line` behind it. */
static str take_field(str *line) {
  str field = *line;
  if (!str_cut(*line, '\t', &field, line)) {
    *line = STR("");
  }
  return field;
}

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

static void check_results(const struct cost_table *t, const struct cost *engine,
                          const struct table_scenario *s, struct diags *ds, arena scratch) {
  buf lines = buf_new(&scratch, RESULT_BYTES);
  cost_run(engine, s == NULL ? STR("") : s->state, scratch, &lines);
  str line;
  for (str rest = buf_text(&lines); str_cut(rest, '\n', &line, &rest);) {
    if (!str_eq(take_field(&line), STR("output"))) {
      continue;
    }
    str output = take_field(&line);
    str alternative = take_field(&line);
    if (str_eq(take_field(&line), STR("undefined"))) {
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
    if (t->image.n == 0 || !cost_open(t->image, &engine)) {
      continue;
    }
    check_results(t, &engine, NULL, ds, scratch);
    for (ptrdiff_t s = 0; s < t->scenario_count; s++) {
      check_results(t, &engine, &t->scenarios[s], ds, scratch);
    }
  }
}
