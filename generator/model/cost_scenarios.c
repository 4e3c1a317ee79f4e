#include "core/num.h"
#include "core/state.h"
#include "model/cost_parts.h"

/* One `input: value`; false when it is none. */
static bool read_setting(struct cost_build *b, uint32_t key, struct cost_setting *ret) {
  const struct ydoc *doc = b->read.doc;
  uint32_t node = doc->nodes[key].child;
  str id = ynode_text(doc, key);
  ptrdiff_t at = 0;
  while (at < b->input_count && !str_eq(b->inputs[at].id, id)) {
    at++;
  }
  if (at == b->input_count) {
    str *ids = NEW(b->read.perm, str, b->input_count);
    for (ptrdiff_t i = 0; i < b->input_count; i++) {
      ids[i] = b->inputs[i].id;
    }
    struct diag *d = fields_refuse(&b->read, D_SCENARIO_INPUT, key, STR(""));
    diag_suggest(b->read.diags, d, id, ids, b->input_count);
    return false;
  }
  const struct table_input *in = &b->inputs[at];
  double number = 0;
  *ret = (struct cost_setting){.input = (uint32_t)at};
  if (b->build[at].failed) {
    return false;
  }
  if (in->choice_count > 0) {
    ptrdiff_t choice = cost_choice_at(b, in, node);
    ret->value = (double)choice;
    return choice >= 0;
  }
  if (!cost_read_number(b, node, &in->unit, false, &number)) {
    return false;
  }
  ret->value = number * in->unit.factor;
  if (ret->value < in->least || ret->value > in->most) {
    fields_refuse(&b->read, D_INPUT_BOUNDS, node, STR("It has to keep the input's bounds."));
  }
  return true;
}

void cost_state_add(const struct cost_build *b, const struct cost_setting *s, buf *state) {
  const struct table_input *in = &b->inputs[s->input];
  char memory[64];
  buf value = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (in->choice_count > 0) {
    state_add(state, 0, in->id, in->choices[(ptrdiff_t)s->value].id);
    return;
  }
  double own = s->value / in->unit.factor; /* 15 digits: as it was written */
  num_print_grouped(&value, own, 15);
  (void)num_parse_typed(buf_text(&value), &own);
  value.n = 0;
  num_print(&value, own);
  state_add(state, 0, in->id, buf_text(&value));
}

/* Gathers the settings of a map; how many, behind those that there were. */
uint32_t cost_read_settings(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t before = b->setting_count;
  ptrdiff_t entries = cost_entries(b, node);
  for (uint32_t i = entries <= 0 ? Y_NONE : doc->nodes[node].child; i != Y_NONE;
       i = doc->nodes[i].next) {
    struct cost_setting setting;
    if (read_setting(b, i, &setting)) {
      *GROW(b->read.perm, b->settings, b->setting_count, b->setting_cap) = setting;
    }
  }
  return (uint32_t)(b->setting_count - before);
}

/* With words: `{label: Twenty thousand, set: {calls: 20e3 call/d}}`, else the settings alone. */
static uint32_t settings_of(struct cost_build *b, uint32_t node, struct table_scenario *s) {
  struct raw_scenario {
    str label, note;
    uint32_t set;
  };
  static const struct field keys[] = {
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_scenario, label), false},
      {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_scenario, note), false},
      {STR_INIT("set"), FIELD_NODE, offsetof(struct raw_scenario, set), true},
  };
  const struct ydoc *doc = b->read.doc;
  uint32_t set = ynode_get(doc, node, STR("set"), NULL);
  if (set == Y_NONE || doc->nodes[set].kind != Y_MAP) { /* an input may be called `set` */
    return node;
  }
  struct raw_scenario raw = {STR(""), STR(""), set};
  fields_read(&b->read, node, keys, 3, &raw);
  s->label = raw.label.n > 0 ? raw.label : s->id;
  s->note = raw.note;
  return set;
}

void cost_read_scenarios(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0) {
    return;
  }
  struct table_scenario *scenarios = NEW(b->read.perm, struct table_scenario, count);
  b->scenarios = NEW(b->read.perm, struct cost_scenario, count);
  b->t->scenarios = scenarios;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct table_scenario *s = &scenarios[b->t->scenario_count];
    struct cost_scenario *packed = &b->scenarios[b->t->scenario_count++];
    *s = (struct table_scenario){.id = cost_read_id(b, k), .at = ynode_span(doc, k)};
    s->label = s->id;
    packed->first = (uint32_t)b->setting_count;
    packed->count = cost_read_settings(b, settings_of(b, doc->nodes[k].child, s));
    buf state = buf_open(b->read.perm);
    for (uint32_t i = 0; i < packed->count; i++) {
      cost_state_add(b, &b->settings[packed->first + i], &state);
    }
    s->state = buf_close(&state, b->read.perm);
  }
}
