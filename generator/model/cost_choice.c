#include "model/cost_input.h"

ptrdiff_t cost_choice_at(struct cost_build *b, const struct table_input *in, uint32_t node) {
  str id = ynode_text(b->read.doc, node);
  str *ids = NEW(b->read.perm, str, in->choice_count);
  for (ptrdiff_t i = 0; i < in->choice_count; i++) {
    ids[i] = in->choices[i].id;
    if (str_eq(ids[i], id)) {
      return i;
    }
  }
  struct diag *d = fields_refuse(&b->read, D_CHOICE_UNKNOWN, node, STR(""));
  diag_suggest(b->read.diags, d, id, ids, in->choice_count);
  return -1;
}

static void refuse_prices(struct input_reader *r) {
  struct cost_build *b = r->b;
  str *ids = NEW(b->read.perm, str, b->price_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < b->price_count; i++) {
    if (!b->prices[i].single) {
      ids[count++] = b->prices[i].id;
    }
  }
  struct diag *d =
      fields_refuse(&b->read, D_CHOICE_UNKNOWN, r->raw.choice,
                    STR("Name a table of prices, or write numbers: {count: 1, ignore: 0}."));
  diag_suggest(b->read.diags, d, ynode_text(b->read.doc, r->raw.choice), ids, count);
  r->failed = true;
}

/* The rows of a table of prices. */
static void read_price_choice(struct input_reader *r) {
  struct cost_build *b = r->b;
  str id = ynode_text(b->read.doc, r->raw.choice);
  ptrdiff_t at = 0;
  while (at < b->price_count && (b->prices[at].single || !str_eq(b->prices[at].id, id))) {
    at++;
  }
  if (at == b->price_count) {
    refuse_prices(r);
    return;
  }
  const struct price_table *t = &b->prices[at];
  struct table_choice *choices = NEW(b->read.perm, struct table_choice, t->row_count);
  for (ptrdiff_t i = 0; i < t->row_count; i++) {
    choices[i] = (struct table_choice){.id = t->rows[i].id, .label = t->rows[i].label};
  }
  r->build->prices = at;
  r->in->choices = choices;
  r->in->choice_count = t->row_count;
  r->failed = r->failed || t->row_count == 0;
}

/* `1`, or `{value: 1, label: As we count}`. */
static void read_number(struct input_reader *r, uint32_t node, double *ret_number,
                        struct table_choice *choice) {
  struct raw_choice {
    uint32_t value;
    str label;
  };
  static const struct field keys[] = {
      {STR_INIT("value"), FIELD_NODE, offsetof(struct raw_choice, value), true},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_choice, label), false},
  };
  struct cost_build *b = r->b;
  struct raw_choice raw = {node, STR("")};
  if (b->read.doc->nodes[node].kind == Y_MAP) {
    raw.value = Y_NONE;
    fields_read(&b->read, node, keys, 2, &raw);
  }
  double number = 0;
  if (raw.value == Y_NONE || !cost_read_number(b, raw.value, &r->in->unit, true, &number)) {
    r->failed = true;
  }
  *ret_number = number * r->in->unit.factor;
  choice->label = raw.label.n > 0 ? raw.label : choice->id;
}

static void read_number_choice(struct input_reader *r) {
  struct cost_build *b = r->b;
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, r->raw.choice);
  if (count <= 0) {
    input_refuse(r, D_FIELD_VALUE, STR("choice"), STR("Write numbers: {count: 1, ignore: 0}."));
    return;
  }
  struct table_choice *choices = NEW(b->read.perm, struct table_choice, count);
  r->build->values = NEW(b->read.perm, double, count);
  for (uint32_t k = doc->nodes[r->raw.choice].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct table_choice *choice = &choices[r->in->choice_count];
    choice->id = cost_read_id(b, k);
    read_number(r, doc->nodes[k].child, &r->build->values[r->in->choice_count++], choice);
  }
  r->in->choices = choices;
}

void input_read_choice(struct input_reader *r) {
  static const str none[] = {STR_INIT("range"), STR_INIT("dist"), STR_INIT("bounds"),
                             STR_INIT("scale")};
  for (int i = 0; i < 4; i++) {
    if (input_node(r, none[i]) != Y_NONE) {
      input_refuse(r, D_FIELD_VALUE, none[i], STR("A choice is one of a few: it has no range."));
    }
  }
  bool numbers = r->b->read.doc->nodes[r->raw.choice].kind == Y_MAP;
  if (numbers) {
    read_number_choice(r);
  } else {
    read_price_choice(r);
  }
  if (!numbers && r->raw.unit != Y_NONE) {
    input_refuse(r, D_FIELD_VALUE, STR("unit"), STR("The columns of the prices have units."));
  }
  if (r->raw.fallback == Y_NONE) {
    input_refuse(r, D_FIELD_MISSING, STR("default"), STR("Say which choice stands at first."));
  } else if (r->in->choice_count > 0) {
    ptrdiff_t index = cost_choice_at(r->b, r->in, r->raw.fallback);
    r->in->value = index < 0 ? 0 : (double)index;
  }
}
