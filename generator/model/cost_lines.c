#include "model/cost_parts.h"

void cost_read_formula(struct cost_build *b, uint32_t node, struct cost_formula *f) {
  f->formula = (struct formula){.doc = b->read.doc, .node = node};
  if (node == Y_NONE) {
    return; /* the missing key was told */
  }
  if (b->read.doc->nodes[node].kind != Y_SCALAR) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write a formula here, in quotes."));
  } else {
    formula_parse(&b->units, b->read.doc, node, &f->formula);
  }
}

void cost_read_lets(struct cost_build *b, uint32_t node) {
  struct raw_let {
    uint32_t unit, is;
    str note;
  };
  static const struct field keys[] = {
      {STR_INIT("unit"), FIELD_NODE, offsetof(struct raw_let, unit), true},
      {STR_INIT("is"), FIELD_NODE, offsetof(struct raw_let, is), true},
      {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_let, note), false},
  };
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0) {
    return;
  }
  b->lets = NEW(b->read.perm, struct cost_formula, count);
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_let raw = {Y_NONE, Y_NONE, STR("")};
    struct cost_formula *f = &b->lets[b->let_count];
    *f = (struct cost_formula){.id = ynode_text(doc, k), .at = ynode_span(doc, k)};
    cost_take_name(b, k, NAME_LET, b->let_count++);
    fields_read(&b->read, doc->nodes[k].child, keys, 3, &raw);
    f->sound = raw.unit != Y_NONE && unit_read(&b->units, doc, raw.unit, &f->unit);
    cost_read_formula(b, raw.is, f);
  }
}

/* --- alternatives ------------------------------------------------------------ */

struct raw_alternative {
  str label, parent;
  uint32_t gate;
  uint32_t lines[4]; /* by kind */
};

static const struct field alternative_keys[] = {
    {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_alternative, label), false},
    {STR_INIT("extends"), FIELD_TEXT, offsetof(struct raw_alternative, parent), false},
    {STR_INIT("gate"), FIELD_NODE, offsetof(struct raw_alternative, gate), false},
    {STR_INIT("once"), FIELD_NODE, offsetof(struct raw_alternative, lines[COST_ONCE]), false},
    {STR_INIT("month"), FIELD_NODE, offsetof(struct raw_alternative, lines[COST_MONTH]), false},
    {STR_INIT("call"), FIELD_NODE, offsetof(struct raw_alternative, lines[COST_CALL]), false},
    {STR_INIT("retrain"), FIELD_NODE, offsetof(struct raw_alternative, lines[COST_RETRAIN]), false},
};

enum { ALTERNATIVE_KEYS = sizeof alternative_keys / sizeof *alternative_keys };

/* A formula, or `{is: formula, label: …, note: …}`. */
static void read_line(struct cost_build *b, uint32_t node, struct cost_line *line) {
  struct raw_line {
    uint32_t is;
    str label, note;
  };
  static const struct field keys[] = {
      {STR_INIT("is"), FIELD_NODE, offsetof(struct raw_line, is), true},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_line, label), false},
      {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_line, note), false},
  };
  struct raw_line raw = {node, STR(""), STR("")};
  if (b->read.doc->nodes[node].kind == Y_MAP) {
    raw.is = Y_NONE;
    fields_read(&b->read, node, keys, 3, &raw);
  }
  line->label = raw.label.n > 0 ? raw.label : line->f.id;
  line->note = raw.note;
  cost_read_formula(b, raw.is, &line->f);
}

static void read_lines(struct cost_build *b, uint32_t node, enum cost_line_kind kind,
                       struct alternative_build *a) {
  const struct ydoc *doc = b->read.doc;
  if (cost_entries(b, node) <= 0) {
    return;
  }
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct cost_line *line = NEW(b->read.perm, struct cost_line, 1);
    line->kind = kind;
    line->f = (struct cost_formula){
        .id = cost_read_id(b, k), .at = ynode_span(doc, k), .unit = b->line_units[kind]};
    line->f.sound = line->f.unit.factor > 0;
    read_line(b, doc->nodes[k].child, line);
    *GROW(b->read.perm, a->lines, a->line_count, a->line_cap) = line;
  }
}

/* `mo`, `call` and `retrain` have to be units before a line can be in USD/mo. */
static void check_line_unit(struct cost_build *b, uint32_t node, enum cost_line_kind kind) {
  static const str names[] = {[COST_MONTH] = STR_INIT("mo"),
                              [COST_CALL] = STR_INIT("call"),
                              [COST_RETRAIN] = STR_INIT("retrain")};
  bool money = b->line_units[COST_ONCE].factor > 0; /* else the currency was told */
  if (node != Y_NONE && money && b->line_units[kind].factor == 0) {
    span at = ynode_span(b->read.doc, node);
    at.end = at.beg;
    struct diag *d = diag_add(b->read.diags, D_UNIT_UNKNOWN, at, names[kind]);
    diag_hint(b->read.diags, d,
              kind == COST_MONTH
                  ? STR("These lines are per month: derive `mo: 30.4375 d`.")
                  : STR("These lines are per unit of that name: list it as a base."));
  }
}

static void read_gate(struct cost_build *b, uint32_t node, struct alternative_build *a) {
  if (node != Y_NONE) {
    a->gate = NEW(b->read.perm, struct cost_formula, 1);
    a->gate->id = a->id;
    a->gate->at = ynode_span(b->read.doc, node);
    cost_read_formula(b, node, a->gate);
  }
}

void cost_read_alternatives(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count == 0 && node != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_VALUE, node, STR("Give at least one alternative."));
  }
  if (count <= 0) {
    return;
  }
  b->alternatives = NEW(b->read.perm, struct alternative_build, count);
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_alternative raw = {.label = STR("")};
    struct alternative_build *a = &b->alternatives[b->alternative_count++];
    a->id = cost_read_id(b, k);
    a->at = ynode_span(doc, k);
    uint32_t value = doc->nodes[k].child;
    if (!fields_read(&b->read, value, alternative_keys, ALTERNATIVE_KEYS, &raw)) {
      continue;
    }
    a->label = raw.label.n > 0 ? raw.label : a->id;
    a->parent = raw.parent;
    a->parent_at = ynode_span(doc, ynode_get(doc, value, STR("extends"), NULL));
    read_gate(b, raw.gate, a);
    for (int kind = COST_ONCE; kind <= COST_RETRAIN; kind++) {
      check_line_unit(b, raw.lines[kind], (enum cost_line_kind)kind);
      read_lines(b, raw.lines[kind], (enum cost_line_kind)kind, a);
    }
  }
}

ptrdiff_t cost_alternative_at(const struct cost_build *b, str id) {
  for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
    if (str_eq(b->alternatives[i].id, id)) {
      return i;
    }
  }
  return -1;
}

/* --- outputs ----------------------------------------------------------------- */

void cost_read_outputs(struct cost_build *b, uint32_t node) {
  struct raw_output {
    str per, label, note;
    uint32_t unit, is;
  };
  static const struct field keys[] = {
      {STR_INIT("per"), FIELD_TEXT, offsetof(struct raw_output, per), false},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_output, label), false},
      {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_output, note), false},
      {STR_INIT("unit"), FIELD_NODE, offsetof(struct raw_output, unit), true},
      {STR_INIT("is"), FIELD_NODE, offsetof(struct raw_output, is), true},
  };
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count == 0 && node != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_VALUE, node, STR("Give at least one output."));
  }
  if (count <= 0) {
    return;
  }
  b->outputs = NEW(b->read.perm, struct output_build, count);
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_output raw = {STR(""), STR(""), STR(""), Y_NONE, Y_NONE};
    struct output_build *o = &b->outputs[b->output_count];
    o->f = (struct cost_formula){.id = ynode_text(doc, k), .at = ynode_span(doc, k)};
    cost_take_name(b, k, NAME_OUTPUT, b->output_count++);
    uint32_t value = doc->nodes[k].child;
    fields_read(&b->read, value, keys, 5, &raw);
    if (raw.per.n > 0 && !str_eq(raw.per, STR("alternative"))) {
      fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(doc, value, STR("per"), NULL),
                    STR("Write `per: alternative`, or leave it out."));
    }
    o->per_alternative = raw.per.n > 0;
    o->note = raw.note;
    o->label = raw.label.n > 0 ? raw.label : o->f.id;
    o->f.sound = raw.unit != Y_NONE && unit_read(&b->units, doc, raw.unit, &o->f.unit);
    cost_read_formula(b, raw.is, &o->f);
    o->values = NEW(b->read.perm, struct cost_formula, b->alternative_count);
    for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
      o->values[i] = o->f;
    }
  }
}
