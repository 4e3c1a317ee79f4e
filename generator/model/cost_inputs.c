#include "core/dist.h"
#include "model/cost_input.h"

static const struct field input_keys[] = {
    {STR_INIT("unit"), FIELD_NODE, offsetof(struct raw_input, unit), false},
    {STR_INIT("default"), FIELD_NODE, offsetof(struct raw_input, fallback), false},
    {STR_INIT("range"), FIELD_TEXTS, offsetof(struct raw_input, range), false},
    {STR_INIT("dist"), FIELD_TEXT, offsetof(struct raw_input, dist), false},
    {STR_INIT("bounds"), FIELD_TEXTS, offsetof(struct raw_input, bounds), false},
    {STR_INIT("vary"), FIELD_TEXT, offsetof(struct raw_input, vary), false},
    {STR_INIT("scale"), FIELD_TEXT, offsetof(struct raw_input, scale), false},
    {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_input, label), false},
    {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_input, note), false},
    {STR_INIT("source"), FIELD_TEXT, offsetof(struct raw_input, source), false},
    {STR_INIT("choice"), FIELD_NODE, offsetof(struct raw_input, choice), false},
};

enum { INPUT_KEYS = sizeof input_keys / sizeof *input_keys };

uint32_t input_node(const struct input_reader *r, str key) {
  return ynode_get(r->b->read.doc, r->node, key, NULL);
}

void input_refuse(struct input_reader *r, diag_id id, str key, str hint) {
  uint32_t node = input_node(r, key);
  if (node != Y_NONE) {
    fields_refuse(&r->b->read, id, node, hint);
  } else {
    span at = ynode_span(r->b->read.doc, r->node);
    at.end = at.beg;
    struct diag *d = diag_add(r->b->read.diags, id, at, key);
    diag_hint(r->b->read.diags, d, hint);
  }
  r->failed = true;
}

bool input_word(struct input_reader *r, str key, str word, const str *words, int count) {
  for (int i = 0; i < count; i++) {
    if (str_eq(words[i], word)) {
      return true;
    }
  }
  if (word.n > 0) {
    struct diag *d = fields_refuse(&r->b->read, D_FIELD_VALUE, input_node(r, key), STR(""));
    buf b = buf_open(r->b->read.perm);
    buf_str(&b, STR("It can be "));
    for (int i = 0; i < count; i++) {
      buf_str(&b, i == 0 ? STR("") : i == count - 1 ? STR(" or ") : STR(", "));
      buf_str(&b, words[i]);
    }
    buf_byte(&b, '.');
    diag_hint(r->b->read.diags, d, buf_close(&b, r->b->read.perm));
  }
  return false;
}

static void read_unit(struct input_reader *r) {
  r->in->unit = unit_pure();
  if (r->raw.unit != Y_NONE) {
    r->build->failed = !unit_read(&r->b->units, r->b->read.doc, r->raw.unit, &r->in->unit);
  } else if (r->raw.choice == Y_NONE) {
    r->build->failed = true;
    input_refuse(r, D_FIELD_MISSING, STR("unit"),
                 STR("Write `unit: USD/mo`, or `unit: 1` for a pure number."));
  }
}

static void read_words(struct input_reader *r) {
  static const str user[] = {STR_INIT("user")};
  static const str scales[] = {STR_INIT("linear"), STR_INIT("log")};
  r->in->varies = input_word(r, STR("vary"), r->raw.vary, user, 1);
  input_word(r, STR("scale"), r->raw.scale, scales, 2);
  r->in->logarithmic = str_eq(r->raw.scale, STR("log"));
  r->in->dist = r->raw.dist;
  r->in->note = r->raw.note;
  r->in->label = r->raw.label.n > 0 ? r->raw.label : r->in->id;
  r->in->source = cost_source_at(r->b, input_node(r, STR("source")));
}

static void read_input(struct cost_build *b, uint32_t key) {
  struct input_reader r = {.b = b,
                           .node = b->read.doc->nodes[key].child,
                           .in = &b->inputs[b->input_count],
                           .build = &b->build[b->input_count]};
  *r.in = (struct table_input){.id = ynode_text(b->read.doc, key),
                               .source = -1,
                               .mate = -1,
                               .at = ynode_span(b->read.doc, key)};
  *r.build = (struct input_build){.prices = -1};
  cost_take_name(b, key, NAME_INPUT, b->input_count++);
  if (!fields_read(&b->read, r.node, input_keys, INPUT_KEYS, &r.raw)) {
    r.build->failed = true;
    return;
  }
  read_words(&r);
  read_unit(&r);
  if (r.raw.choice != Y_NONE) {
    input_read_choice(&r);
    r.build->failed = r.build->failed || r.failed;
  } else if (!r.build->failed) {
    input_read_number(&r);
  }
}

/* The horizon is an input like the others, called H in formulas, that every reader may set. */
static void read_horizon(struct cost_build *b, uint32_t node) {
  struct input_reader r = {
      .b = b, .node = node, .in = &b->inputs[b->input_count], .build = &b->build[b->input_count]};
  static const struct field keys[] = {
      {STR_INIT("default"), FIELD_NODE, offsetof(struct raw_input, fallback), true},
      {STR_INIT("range"), FIELD_TEXTS, offsetof(struct raw_input, range), false},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_input, label), false},
  };
  *r.in = (struct table_input){.id = STR("horizon"),
                               .source = -1,
                               .mate = -1,
                               .varies = true,
                               .at = ynode_span(b->read.doc, node)};
  *r.build = (struct input_build){.prices = -1};
  b->input_count++;
  struct quantity q = {.unit = unit_pure()};
  r.build->failed = !fields_read(&b->read, node, keys, 3, &r.raw) || r.raw.fallback == Y_NONE ||
                    !quantity_read(&b->units, b->read.doc, r.raw.fallback, &q);
  r.in->unit = q.unit;
  r.in->label = r.raw.label.n > 0 ? r.raw.label : STR("Horizon");
  if (r.build->failed) {
    return;
  }
  input_read_number(&r);
  b->t->horizon = r.in->value;
  b->t->horizon_low = r.in->low;
  b->t->horizon_high = r.in->high;
}

/*
 * How far beyond a range break-evens are looked for: what a slider does not reach is one
 * still, and a reader wants to know that it is far away. Never beyond the bounds.
 */
#define BREAKEVEN_REACH 1000

static struct formula_input as_operand(const struct table_input *in, ptrdiff_t index) {
  struct formula_input operand = {.index = index, .is_sampled = in->kind != DIST_FIXED};
  if (in->ranged && in->low > 0) {
    double low = in->low / BREAKEVEN_REACH;
    double high = in->high * BREAKEVEN_REACH;
    operand.low = low > in->least ? low : in->least;
    operand.high = high < in->most ? high : in->most;
  }
  return operand;
}

void cost_read_inputs(struct cost_build *b, uint32_t node, uint32_t horizon) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  ptrdiff_t room = count < 0 ? 1 : count + 1;
  b->inputs = NEW(b->read.perm, struct table_input, room);
  b->build = NEW(b->read.perm, struct input_build, room);
  if (count > 0) {
    for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
      read_input(b, k);
    }
  }
  if (horizon != Y_NONE) {
    read_horizon(b, horizon);
  }
  for (ptrdiff_t i = 0; i < b->input_count; i++) {
    b->build[i].input = as_operand(&b->inputs[i], i);
  }
}
