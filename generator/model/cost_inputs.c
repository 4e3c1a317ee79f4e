#include "core/fmath.h"
#include "model/cost_parts.h"

struct raw_input {
  str label, note, dist, vary, scale, source;
  uint32_t unit, fallback, choice;
  struct texts range, bounds;
};

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

/* What an input may hold when it says nothing: nothing real is larger. */
#define VALUE_MOST 1e15

/* An input while it is read; numbers are in its own unit here. */
struct reader {
  struct cost_build *b;
  uint32_t node;
  struct raw_input raw;
  struct table_input *in;
  struct input_build *choices;
  double value, low, high;
  bool failed;
};

static uint32_t node_of(const struct reader *r, str key) {
  return ynode_get(r->b->read.doc, r->node, key, NULL);
}

static void refuse(struct reader *r, diag_id id, str key, str hint) {
  uint32_t node = node_of(r, key);
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

/* One of a few words; false when there is another. */
static bool check_word(struct reader *r, str key, str word, const str *words, int count) {
  for (int i = 0; i < count; i++) {
    if (str_eq(words[i], word)) {
      return true;
    }
  }
  if (word.n > 0) {
    struct diag *d = fields_refuse(&r->b->read, D_FIELD_VALUE, node_of(r, key), STR(""));
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

/* [low, high] in the input's unit; false when it is absent or wrong. */
static bool read_pair(struct reader *r, str key, const struct texts *t, double ret_pair[2]) {
  if (node_of(r, key) == Y_NONE) {
    return false;
  }
  if (t->count != 2) {
    refuse(r, D_FIELD_VALUE, key, STR("Write two numbers: [low, high]."));
    return false;
  }
  bool sound = true;
  for (int i = 0; i < 2; i++) {
    sound = cost_read_number(r->b, t->nodes[i], &r->in->unit, true, &ret_pair[i]) && sound;
  }
  r->failed = r->failed || !sound;
  if (sound && ret_pair[0] >= ret_pair[1]) {
    refuse(r, D_INPUT_RANGE, key, STR("The first number has to be below the second."));
    return false;
  }
  return sound;
}

static void read_range(struct reader *r) {
  double pair[2];
  static const str dists[] = {STR_INIT("lognormal"), STR_INIT("uniform"), STR_INIT("triangular"),
                              STR_INIT("fixed")};
  check_word(r, STR("dist"), r->raw.dist, dists, 4);
  r->in->ranged = read_pair(r, STR("range"), &r->raw.range, pair);
  if (!r->in->ranged) {
    return;
  }
  r->low = pair[0];
  r->high = pair[1];
  if (r->raw.dist.n == 0 && !r->in->varies) {
    refuse(
        r, D_INPUT_DIST, STR("range"),
        STR("Add `dist: lognormal` (5th to 95th percentile), `uniform` or `triangular` (least to "
            "most), or `vary: user`."));
  }
  bool positive = str_eq(r->raw.dist, STR("lognormal")) || r->in->logarithmic;
  if (positive && r->low <= 0) {
    refuse(r, D_INPUT_RANGE, STR("range"),
           STR("On a logarithmic scale, and of a lognormal range, both ends are above 0."));
  }
}

static double median(const struct reader *r) {
  if (str_eq(r->raw.dist, STR("lognormal")) || r->in->logarithmic) {
    return fmath_sqrt(r->low * r->high);
  }
  return r->low + (r->high - r->low) / 2;
}

static void read_value(struct reader *r) {
  if (r->raw.fallback != Y_NONE) {
    bool sound = cost_read_number(r->b, r->raw.fallback, &r->in->unit, true, &r->value);
    r->failed = r->failed || !sound;
  } else if (r->in->ranged) {
    r->value = median(r);
  } else if (node_of(r, STR("range")) == Y_NONE) {
    refuse(r, D_FIELD_MISSING, STR("default"), STR("Write `default:`, or a `range:`."));
  }
}

/* Bounds, and whether the default keeps them and its own range. */
static void read_bounds(struct reader *r) {
  bool negative = r->value < 0 || r->low < 0;
  double pair[2] = {negative ? -VALUE_MOST : 0, VALUE_MOST};
  bool given = read_pair(r, STR("bounds"), &r->raw.bounds, pair);
  if (r->failed) {
    return;
  }
  bool outside = r->value < pair[0] || r->value > pair[1];
  bool beside = r->in->ranged && (r->value < r->low || r->value > r->high);
  if (outside || beside) {
    refuse(r, D_INPUT_BOUNDS, STR("default"),
           outside && given ? STR("It has to keep its own `bounds:`.")
           : beside         ? STR("It has to lie within its own `range:`.")
                            : STR("Numbers go up to 1e15; take a larger unit."));
  }
  double factor = r->in->unit.factor;
  r->in->value = r->value * factor;
  r->in->low = r->low * factor;
  r->in->high = r->high * factor;
  r->in->least = pair[0] * factor;
  r->in->most = pair[1] * factor;
}

static void read_number(struct reader *r) {
  read_range(r);
  read_value(r);
  read_bounds(r);
  if (r->in->source < 0 && r->raw.source.n == 0 && !r->in->varies && !r->failed) {
    diag_add(r->b->read.diags, D_INPUT_SOURCE, r->in->at, r->in->id);
  }
}

/* --- choices ----------------------------------------------------------------- */

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

static void refuse_prices(struct reader *r) {
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
static void read_price_choice(struct reader *r) {
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
  r->choices->prices = at;
  r->in->choices = choices;
  r->in->choice_count = t->row_count;
  r->failed = r->failed || t->row_count == 0;
}

static void read_number_choice(struct reader *r) {
  struct cost_build *b = r->b;
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, r->raw.choice);
  if (count <= 0) {
    refuse(r, D_FIELD_VALUE, STR("choice"), STR("Write numbers: {count: 1, ignore: 0}."));
    return;
  }
  struct table_choice *choices = NEW(b->read.perm, struct table_choice, count);
  r->choices->values = NEW(b->read.perm, double, count);
  for (uint32_t k = doc->nodes[r->raw.choice].child; k != Y_NONE; k = doc->nodes[k].next) {
    double number = 0;
    if (!cost_read_number(b, doc->nodes[k].child, &r->in->unit, true, &number)) {
      r->failed = true;
    }
    str id = cost_read_id(b, k);
    r->choices->values[r->in->choice_count] = number * r->in->unit.factor;
    choices[r->in->choice_count++] = (struct table_choice){.id = id, .label = id};
  }
  r->in->choices = choices;
}

static void read_choice(struct reader *r) {
  static const str none[] = {STR_INIT("range"), STR_INIT("dist"), STR_INIT("bounds"),
                             STR_INIT("scale")};
  for (int i = 0; i < 4; i++) {
    if (node_of(r, none[i]) != Y_NONE) {
      refuse(r, D_FIELD_VALUE, none[i], STR("A choice is one of a few: it has no range."));
    }
  }
  bool numbers = r->b->read.doc->nodes[r->raw.choice].kind == Y_MAP;
  if (numbers) {
    read_number_choice(r);
  } else {
    read_price_choice(r);
  }
  if (!numbers && r->raw.unit != Y_NONE) {
    refuse(r, D_FIELD_VALUE, STR("unit"), STR("The columns of the prices have units."));
  }
  if (r->raw.fallback == Y_NONE) {
    refuse(r, D_FIELD_MISSING, STR("default"), STR("Say which choice stands at first."));
  } else if (r->in->choice_count > 0) {
    ptrdiff_t index = cost_choice_at(r->b, r->in, r->raw.fallback);
    r->in->value = index < 0 ? 0 : (double)index;
  }
}

/* --- inputs ------------------------------------------------------------------ */

static void read_unit(struct reader *r) {
  r->in->unit = unit_pure();
  if (r->raw.unit != Y_NONE) {
    r->choices->failed = !unit_read(&r->b->units, r->b->read.doc, r->raw.unit, &r->in->unit);
  } else if (r->raw.choice == Y_NONE) {
    r->choices->failed = true;
    refuse(r, D_FIELD_MISSING, STR("unit"),
           STR("Write `unit: USD/mo`, or `unit: 1` for a pure number."));
  }
}

static void read_words(struct reader *r) {
  static const str user[] = {STR_INIT("user")};
  static const str scales[] = {STR_INIT("linear"), STR_INIT("log")};
  r->in->varies = check_word(r, STR("vary"), r->raw.vary, user, 1);
  check_word(r, STR("scale"), r->raw.scale, scales, 2);
  r->in->logarithmic = str_eq(r->raw.scale, STR("log"));
  r->in->dist = r->raw.dist;
  r->in->note = r->raw.note;
  r->in->label = r->raw.label.n > 0 ? r->raw.label : r->in->id;
  r->in->source = cost_source_at(r->b, node_of(r, STR("source")));
}

static void read_input(struct cost_build *b, uint32_t key) {
  struct reader r = {.b = b,
                     .node = b->read.doc->nodes[key].child,
                     .in = &b->inputs[b->input_count],
                     .choices = &b->choices[b->input_count]};
  *r.in = (struct table_input){
      .id = ynode_text(b->read.doc, key), .source = -1, .at = ynode_span(b->read.doc, key)};
  *r.choices = (struct input_build){.prices = -1};
  cost_take_name(b, key, NAME_INPUT, b->input_count++);
  if (!fields_read(&b->read, r.node, input_keys, INPUT_KEYS, &r.raw)) {
    r.choices->failed = true;
    return;
  }
  read_words(&r);
  read_unit(&r);
  if (r.raw.choice != Y_NONE) {
    read_choice(&r);
    r.choices->failed = r.choices->failed || r.failed;
  } else if (!r.choices->failed) {
    read_number(&r);
  }
}

/* The horizon is an input like the others, called H in formulas, that every reader may set. */
static void read_horizon(struct cost_build *b, uint32_t node) {
  struct reader r = {.b = b,
                     .node = node,
                     .in = &b->inputs[b->input_count],
                     .choices = &b->choices[b->input_count]};
  static const struct field keys[] = {
      {STR_INIT("default"), FIELD_NODE, offsetof(struct raw_input, fallback), true},
      {STR_INIT("range"), FIELD_TEXTS, offsetof(struct raw_input, range), false},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_input, label), false},
  };
  *r.in = (struct table_input){
      .id = STR("horizon"), .source = -1, .varies = true, .at = ynode_span(b->read.doc, node)};
  *r.choices = (struct input_build){.prices = -1};
  b->input_count++;
  struct quantity q = {.unit = unit_pure()};
  r.choices->failed = !fields_read(&b->read, node, keys, 3, &r.raw) || r.raw.fallback == Y_NONE ||
                      !quantity_read(&b->units, b->read.doc, r.raw.fallback, &q);
  r.in->unit = q.unit;
  r.in->label = r.raw.label.n > 0 ? r.raw.label : STR("Horizon");
  if (r.choices->failed) {
    return;
  }
  read_number(&r);
  b->t->horizon = r.in->value;
  b->t->horizon_low = r.in->low;
  b->t->horizon_high = r.in->high;
}

void cost_read_inputs(struct cost_build *b, uint32_t node, uint32_t horizon) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  ptrdiff_t room = count < 0 ? 1 : count + 1;
  b->inputs = NEW(b->read.perm, struct table_input, room);
  b->choices = NEW(b->read.perm, struct input_build, room);
  if (count > 0) {
    for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
      read_input(b, k);
    }
  }
  if (horizon != Y_NONE) {
    read_horizon(b, horizon);
  }
}
