#include "model/cost_parts.h"

bool cost_is_sound(const struct cost_build *b) {
  return diags_count(b->read.diags, LEVEL_ERROR) == b->errors;
}

ptrdiff_t cost_entries(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE) {
    return 0;
  }
  if (doc->nodes[node].kind != Y_MAP) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write one a key here: `name: …`."));
    return -1;
  }
  ptrdiff_t count = 0;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    if (++count > COST_ENTRIES_MAX) {
      fields_refuse(&b->read, D_COST_SIZE, k, STR("At most 500 can stand in one place."));
      return -1;
    }
  }
  return count;
}

/* Lower-case words; '-' only where no formula could take it for a minus. */
static bool is_id(str id, bool in_formulas) {
  bool sound = id.n > 0 && id.n <= 64 && id.s[0] >= 'a' && id.s[0] <= 'z';
  for (ptrdiff_t i = 0; i < id.n && sound; i++) {
    char c = id.s[i];
    sound = (c >= 'a' && c <= 'z') || byte_is_digit(c) || c == '_' || (c == '-' && !in_formulas);
  }
  return sound;
}

str cost_read_id(struct cost_build *b, uint32_t key) {
  str id = ynode_text(b->read.doc, key);
  if (!is_id(id, false)) {
    fields_refuse(&b->read, D_COST_ID, key,
                  STR("Use lower-case letters, digits, '-' and '_', starting with a letter."));
  }
  return id;
}

void cost_take_name(struct cost_build *b, uint32_t key, enum cost_name_kind kind, ptrdiff_t index) {
  str id = ynode_text(b->read.doc, key);
  int32_t taken = map_get(&b->by_name, id);
  if (taken != MAP_NONE) {
    struct diag *d = fields_refuse(&b->read, D_COST_DUPLICATE, key, STR(""));
    diag_note(b->read.diags, d, b->names[taken].at, STR("first defined here"));
    return;
  }
  if (kind == NAME_INPUT && str_eq(id, STR("v"))) {
    fields_refuse(&b->read, D_COST_ID, key, STR("Links give the table's version this name."));
  } else if (kind != NAME_UNIT && (!is_id(id, true) || formula_is_reserved(id))) {
    fields_refuse(&b->read, D_COST_ID, key,
                  formula_is_reserved(id)
                      ? STR("This word has a meaning of its own in formulas.")
                      : STR("Formulas name it: use lower-case letters, digits and '_', starting "
                            "with a letter."));
  }
  map_add(&b->by_name, b->read.perm, id, (int32_t)b->name_count);
  *GROW(b->read.perm, b->names, b->name_count, b->name_cap) = (struct cost_name){
      .id = id, .kind = kind, .index = index, .at = ynode_span(b->read.doc, key)};
}

bool cost_read_number(struct cost_build *b, uint32_t node, const struct unit *unit, bool bare,
                      double *ret_number) {
  struct quantity q;
  if (!quantity_read(&b->units, b->read.doc, node, &q)) {
    return false;
  }
  bool same = q.has_unit ? unit_same(&q.unit, unit) : bare || unit_is_pure(unit);
  if (!same) {
    struct diag *d = fields_refuse(&b->read, D_UNIT_RESULT, node, STR(""));
    unit_differs(&b->units, d, &q.unit, unit);
    return false;
  }
  bool own = !q.has_unit || str_eq(q.unit.text, unit->text);
  *ret_number = own ? q.number : q.number * q.unit.factor / unit->factor;
  if (!(*ret_number >= -1e200 && *ret_number <= 1e200)) {
    fields_refuse(&b->read, D_FIELD_VALUE, node, STR("The number is too large."));
    return false;
  }
  return true;
}

/* --- what names in formulas stand for --------------------------------------- */

static const struct formula_value failed = {.type = VALUE_FAILED};

static struct formula_value constant(struct cost_build *b, const struct unit *unit, double value) {
  return (struct formula_value){
      .type = VALUE_NUMBER, .unit = *unit, .step = program_constant(&b->program, value)};
}

static struct formula_value refuse(struct formula_compiler *c, const struct formula_node *n,
                                   diag_id id, str hint) {
  formula_refuse(c, id, n->beg, n->end, hint);
  return failed;
}

static struct formula_value refuse_unknown(struct formula_compiler *c,
                                           const struct formula_node *n) {
  struct cost_build *b = c->ctx;
  str *names = NEW(b->read.perm, str, b->name_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < b->name_count; i++) {
    if (b->names[i].kind != NAME_UNIT) {
      names[count++] = b->names[i].id;
    }
  }
  struct diag *d = formula_refuse(c, D_FORMULA_NAME, n->beg, n->beg + (int32_t)n->name.n, STR(""));
  diag_suggest(b->read.diags, d, n->name, names, count);
  return failed;
}

static ptrdiff_t find_row(const struct price_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->row_count; i++) {
    if (str_eq(t->rows[i].id, id)) {
      return i;
    }
  }
  return -1;
}

/* The column that is asked for, or -1 with a diagnostic. */
static ptrdiff_t find_column(struct formula_compiler *c, const struct formula_node *n,
                             const struct price_table *t) {
  str names[PRICE_COLUMNS_MAX];
  for (ptrdiff_t i = 0; i < t->column_count; i++) {
    names[i] = t->columns[i].name;
    if (str_eq(names[i], n->column)) {
      return i;
    }
  }
  if (n->column.n == 0) {
    refuse(c, n, D_FORMULA_KIND, STR("Say which column: `llm[baseline].in`."));
    return -1;
  }
  int32_t end = n->column_beg + (int32_t)n->column.n;
  struct diag *d = formula_refuse(c, D_PRICE_UNKNOWN, n->column_beg, end, STR(""));
  diag_suggest(c->units.diags, d, n->column, names, t->column_count);
  return -1;
}

/* The input in brackets that chooses a row, or -1. */
static ptrdiff_t find_chooser(struct cost_build *b, str id) {
  int32_t at = map_get(&b->by_name, id);
  bool input = at != MAP_NONE && b->names[at].kind == NAME_INPUT;
  return input ? b->names[at].index : -1;
}

static void refuse_row(struct formula_compiler *c, const struct formula_node *n,
                       const struct price_table *t, ptrdiff_t chooser) {
  struct cost_build *b = c->ctx;
  int32_t end = n->index_beg + (int32_t)n->index.n;
  struct diag *d = formula_refuse(
      c, D_PRICE_UNKNOWN, n->index_beg, end,
      chooser >= 0 ? STR("This input does not choose among these prices.") : STR(""));
  if (chooser >= 0) {
    return;
  }
  str *ids = NEW(b->read.perm, str, t->row_count + b->input_count);
  for (ptrdiff_t i = 0; i < t->row_count; i++) {
    ids[i] = t->rows[i].id;
  }
  for (ptrdiff_t i = 0; i < b->input_count; i++) {
    ids[t->row_count + i] = b->inputs[i].id;
  }
  diag_suggest(b->read.diags, d, n->index, ids, t->row_count + b->input_count);
}

/* The column's prices of all rows, of which an input chooses one. */
static struct formula_value chosen_price(struct cost_build *b, const struct price_table *t,
                                         ptrdiff_t column, ptrdiff_t chooser) {
  double *values = NEW(b->read.perm, double, t->row_count);
  for (ptrdiff_t i = 0; i < t->row_count; i++) {
    if (t->rows[i].values == NULL) {
      return failed;
    }
    values[i] = t->rows[i].values[column];
  }
  uint32_t input = program_input(&b->program, chooser);
  return (struct formula_value){.type = VALUE_NUMBER,
                                .unit = t->columns[column].unit,
                                .step = program_pick(&b->program, input, values, t->row_count)};
}

static struct formula_value price_value(struct formula_compiler *c, const struct formula_node *n,
                                        const struct price_table *t) {
  struct cost_build *b = c->ctx;
  cost_use_price(b, t - b->prices);
  if (t->column_count == 0) {
    return failed; /* it could not be read */
  }
  if (t->single) {
    if (n->is_indexed) {
      return refuse(c, n, D_FORMULA_KIND, STR("This is a single price: write its name alone."));
    }
    double *value = t->row_count > 0 ? t->rows[0].values : NULL;
    return value == NULL ? failed : constant(b, &t->columns[0].unit, value[0]);
  }
  if (!n->is_indexed) {
    return refuse(c, n, D_FORMULA_KIND,
                  STR("This is a table of prices: write `llm[baseline].in`, with a row or an input "
                      "that chooses one."));
  }
  ptrdiff_t chooser = find_chooser(b, n->index);
  ptrdiff_t row = chooser >= 0 ? -1 : find_row(t, n->index);
  bool chooses =
      chooser >= 0 && b->build[chooser].prices >= 0 && &b->prices[b->build[chooser].prices] == t;
  if (chooser >= 0) {
    cost_use_input(b, chooser);
  }
  if (row < 0 && !chooses) {
    if (chooser < 0 || !b->build[chooser].failed) {
      refuse_row(c, n, t, chooser);
    }
    return failed;
  }
  ptrdiff_t column = find_column(c, n, t);
  if (column < 0) {
    return failed;
  }
  if (chooser >= 0) {
    return chosen_price(b, t, column, chooser);
  }
  double *values = t->rows[row].values;
  return values == NULL ? failed : constant(b, &t->columns[column].unit, values[column]);
}

static struct formula_value input_value(struct formula_compiler *c, const struct formula_node *n,
                                        ptrdiff_t index) {
  struct cost_build *b = c->ctx;
  struct input_build *choices = &b->build[index];
  const struct table_input *in = &b->inputs[index];
  cost_use_input(b, index);
  if (n->is_indexed) {
    return refuse(c, n, D_FORMULA_KIND, STR("Brackets choose among prices: `llm[baseline].in`."));
  }
  if (choices->failed) {
    return failed;
  }
  if (choices->prices >= 0) {
    return refuse(c, n, D_FORMULA_KIND,
                  STR("This input chooses a row of prices: write `llm[baseline].in`."));
  }
  struct formula_value v = {.type = VALUE_NUMBER, .unit = in->unit};
  v.step = program_input(&b->program, index);
  v.input = &choices->input;
  v.varies = choices->input.is_sampled;
  if (choices->values != NULL) {
    v.step = program_pick(&b->program, v.step, choices->values, in->choice_count);
    v.input = NULL;
  }
  return v;
}

/* Which alternative an output or sum is asked for: in brackets, or the one at hand; -1: refused. */
static ptrdiff_t asked_alternative(struct formula_compiler *c, const struct formula_node *n) {
  struct cost_build *b = c->ctx;
  if (!n->is_indexed && b->alternative < 0) {
    refuse(c, n, D_FORMULA_KIND, STR("Say of which alternative: `total[prompt]`."));
  }
  if (!n->is_indexed) {
    return b->alternative;
  }
  ptrdiff_t index = cost_alternative_at(b, n->index);
  if (index < 0) {
    str *ids = NEW(b->read.perm, str, b->alternative_count);
    for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
      ids[i] = b->alternatives[i].id;
    }
    int32_t end = n->index_beg + (int32_t)n->index.n;
    struct diag *d = formula_refuse(c, D_FORMULA_NAME, n->index_beg, end,
                                    STR("Name an alternative of the table in the brackets."));
    diag_suggest(b->read.diags, d, n->index, ids, b->alternative_count);
  } else if (n->column.n > 0) {
    refuse(c, n, D_FORMULA_KIND, STR("Only prices have columns."));
    return -1;
  }
  return index;
}

static struct formula_value only_in_outputs(struct formula_compiler *c,
                                            const struct formula_node *n) {
  return refuse(c, n, D_FORMULA_KIND,
                STR("Outputs and sums of lines can only be used in outputs and claims."));
}

static struct formula_value output_value(struct formula_compiler *c, const struct formula_node *n,
                                         ptrdiff_t index) {
  struct cost_build *b = c->ctx;
  if (!b->in_output) {
    return only_in_outputs(c, n);
  }
  if (b->outputs[index].per_alternative) {
    ptrdiff_t alternative = asked_alternative(c, n);
    return alternative < 0 ? failed : cost_output_value(b, index, alternative);
  }
  if (n->is_indexed) {
    return refuse(c, n, D_FORMULA_KIND, STR("This output is not per alternative."));
  }
  return cost_output_value(b, index, -1);
}

/* once, per_month, per_call, per_retrain: 0 .. 3, or -1. */
static int sum_named(str name) {
  static const str names[] = {STR_INIT("once"), STR_INIT("per_month"), STR_INIT("per_call"),
                              STR_INIT("per_retrain")};
  for (int i = 0; i < 4; i++) {
    if (str_eq(names[i], name)) {
      return i;
    }
  }
  return -1;
}

static struct formula_value sum_value(struct formula_compiler *c, const struct formula_node *n,
                                      int kind) {
  struct cost_build *b = c->ctx;
  if (!b->in_output) {
    return only_in_outputs(c, n);
  }
  ptrdiff_t alternative = asked_alternative(c, n);
  if (alternative < 0) {
    return failed;
  }
  const struct alternative_build *a = &b->alternatives[alternative];
  for (ptrdiff_t i = 0; i < a->line_count; i++) {
    if ((int)a->lines[i]->kind == kind) {
      cost_use_all(b, a->lines[i]->f.uses);
    }
  }
  return a->sums[kind];
}

static struct formula_value horizon_value(struct formula_compiler *c,
                                          const struct formula_node *n) {
  struct cost_build *b = c->ctx;
  ptrdiff_t last = b->input_count - 1;
  if (last < 0 || !str_eq(b->inputs[last].id, STR("horizon"))) {
    return refuse(c, n, D_FORMULA_NAME, STR("Write `horizon: {default: 12 mo}` to use H."));
  }
  return input_value(c, n, last);
}

struct formula_value cost_resolve(struct formula_compiler *c, const struct formula_node *n) {
  struct cost_build *b = c->ctx;
  int sum = sum_named(n->name);
  if (sum >= 0) {
    return sum_value(c, n, sum);
  }
  if (str_eq(n->name, STR("H"))) {
    return horizon_value(c, n);
  }
  int32_t at = map_get(&b->by_name, n->name);
  if (at == MAP_NONE) {
    return refuse_unknown(c, n);
  }
  const struct cost_name *name = &b->names[at];
  switch (name->kind) {
    case NAME_UNIT:
      return refuse(c, n, D_FORMULA_KIND, STR("A unit stands behind a number: `1 tok`."));
    case NAME_INPUT:
      return input_value(c, n, name->index);
    case NAME_PRICE:
      return price_value(c, n, &b->prices[name->index]);
    case NAME_LET:
      b->lets[name->index].used = true;
      return n->is_indexed
                 ? refuse(c, n, D_FORMULA_KIND, STR("Only prices and outputs take brackets."))
                 : cost_let_value(b, name->index);
    case NAME_OUTPUT:
      return output_value(c, n, name->index);
  }
  return failed;
}
