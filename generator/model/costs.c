#include "model/costs.h"

#include "model/cost_parts.h"

struct raw_table {
  str version, id, title, description, currency, as_of, review_by;
  struct texts aliases;
  uint32_t sample, stale, horizon, units, fx, sources, prices, inputs, correlate, lets;
  uint32_t alternatives, outputs, chart, scenarios, claims;
};

#define KEY(name, kind, member, required) \
  { STR_INIT(name), (kind), offsetof(struct raw_table, member), (required) }

static const struct field table_keys[] = {
    KEY("fingerpost-cost", FIELD_TEXT, version, true),
    KEY("id", FIELD_TEXT, id, true),
    KEY("title", FIELD_TEXT, title, true),
    KEY("description", FIELD_TEXT, description, false),
    KEY("currency", FIELD_TEXT, currency, true),
    KEY("as_of", FIELD_DATE, as_of, true),
    KEY("review_by", FIELD_DATE, review_by, false),
    KEY("aliases", FIELD_TEXTS, aliases, false),
    KEY("sample", FIELD_NODE, sample, false),
    KEY("stale", FIELD_NODE, stale, false),
    KEY("horizon", FIELD_NODE, horizon, false),
    KEY("units", FIELD_NODE, units, true),
    KEY("fx", FIELD_NODE, fx, false),
    KEY("sources", FIELD_NODE, sources, false),
    KEY("prices", FIELD_NODE, prices, false),
    KEY("inputs", FIELD_NODE, inputs, true),
    KEY("correlate", FIELD_NODE, correlate, false),
    KEY("let", FIELD_NODE, lets, false),
    KEY("alternatives", FIELD_NODE, alternatives, true),
    KEY("outputs", FIELD_NODE, outputs, true),
    KEY("chart", FIELD_NODE, chart, false),
    KEY("scenarios", FIELD_NODE, scenarios, false),
    KEY("claims", FIELD_NODE, claims, false),
};

static void take_head(struct cost_build *b, const struct raw_table *raw) {
  struct cost_table *t = b->t;
  t->title = raw->title;
  t->description = raw->description;
  t->currency = raw->currency;
  t->as_of = raw->as_of;
  t->review_by = raw->review_by;
  t->aliases = raw->aliases;
  if (raw->version.n > 0 && !str_eq(raw->version, STR("1"))) {
    uint32_t node = ynode_get(b->read.doc, Y_ROOT, STR("fingerpost-cost"), NULL);
    fields_refuse(&b->read, D_FIELD_VALUE, node, STR("This version reads `fingerpost-cost: 1`."));
  }
  if (raw->id.n > 0) {
    t->id = cost_read_id(b, ynode_get(b->read.doc, Y_ROOT, STR("id"), NULL));
  }
}

static void read_parts(struct cost_build *b, const struct raw_table *raw) {
  take_head(b, raw);
  cost_read_sample(b, raw->sample);
  cost_read_stale(b, raw->stale);
  cost_read_sources(b, raw->sources);
  cost_read_units(b, raw->units, raw->fx);
  cost_read_prices(b, raw->prices);
  cost_read_inputs(b, raw->inputs, raw->horizon);
  cost_read_pairs(b, raw->correlate);
  cost_read_lets(b, raw->lets);
  cost_read_alternatives(b, raw->alternatives);
  cost_read_outputs(b, raw->outputs);
  cost_read_chart(b, raw->chart);
  cost_read_scenarios(b, raw->scenarios);
  cost_read_claims(b, raw->claims);
}

void cost_table_build(const struct ydoc *doc, struct diags *ds, arena *perm,
                      struct cost_table *ret_table) {
  *ret_table = (struct cost_table){.doc = doc};
  struct cost_build b = {
      .t = ret_table,
      .read = {.doc = doc, .diags = ds, .perm = perm},
      .units = {.table = &ret_table->units, .diags = ds, .perm = perm},
      .program = {.perm = perm},
      .errors = diags_count(ds, LEVEL_ERROR),
      .alternative = -1,
  };
  b.compiler = (struct formula_compiler){
      .units = b.units, .program = &b.program, .resolve = cost_resolve, .ctx = &b};
  if (doc->count <= Y_ROOT) {
    return;
  }
  struct raw_table raw = {.id = STR("")};
  if (fields_read(&b.read, Y_ROOT, table_keys, (int)(sizeof table_keys / sizeof *table_keys),
                  &raw)) {
    read_parts(&b, &raw);
    cost_compile(&b);
  }
  if (cost_is_sound(&b)) {
    cost_finish(&b);
  }
}

/* The period has no label of its own, unless the author gave one. */
static void say_horizon(struct cost_table *t, const struct strings *ui, arena *perm) {
  struct table_input *inputs = NEW(perm, struct table_input, t->input_count);
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    inputs[i] = t->inputs[i];
    if (str_eq(inputs[i].id, STR("horizon")) && str_eq(inputs[i].label, STR("Horizon"))) {
      inputs[i].label = strings_get(ui, STR("horizon"));
    }
  }
  t->inputs = inputs;
}

void costs_build(struct site *site, struct diags *ds, arena *perm) {
  const struct content *c = site->content;
  site->costs = NEW(perm, struct cost_table, c->count + 1);
  for (ptrdiff_t i = 0; i < c->count; i++) {
    const struct content_file *f = &c->files[i];
    if (f->kind != CONTENT_COST || f->doc.count <= Y_ROOT) {
      continue;
    }
    struct cost_table *t = &site->costs[site->cost_count++];
    cost_table_build(&f->doc, ds, perm, t);
    t->file = (int32_t)i;
    t->source = f->source;
    t->path = f->path;
    t->out = arena_join(perm, str_sub(f->path, 0, f->path.n - 5), STR(".html"));
    say_horizon(t, &site->strings, perm);
  }
}
