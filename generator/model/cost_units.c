#include "core/num.h"
#include "model/cost_parts.h"

/* Letters first, as in USD, Mtok, gpuh. */
static bool is_unit_name(str name) {
  if (name.n == 0 || name.n > 32 || !byte_is_alpha(name.s[0])) {
    return false;
  }
  for (ptrdiff_t i = 0; i < name.n; i++) {
    if (!byte_is_alpha(name.s[i]) && !byte_is_digit(name.s[i]) && name.s[i] != '_') {
      return false;
    }
  }
  return true;
}

static void add_unit(struct cost_build *b, uint32_t node, const struct unit *unit) {
  struct units *table = &b->t->units;
  str name = ynode_text(b->read.doc, node);
  if (!is_unit_name(name) || formula_is_reserved(name)) {
    fields_refuse(&b->read, D_COST_ID, node,
                  STR("A unit is a word of letters, such as USD, tok or gpuh, that formulas do not "
                      "use otherwise."));
    return;
  }
  struct unit_name *n = &table->names[table->count];
  *n = (struct unit_name){.name = name, .unit = *unit, .at = ynode_span(b->read.doc, node)};
  n->unit.text = name;
  cost_take_name(b, node, NAME_UNIT, table->count++);
}

static void read_base(struct cost_build *b, const struct texts *base) {
  struct units *table = &b->t->units;
  for (ptrdiff_t i = 0; i < base->count; i++) {
    if (unit_find(table, base->items[i]) != NULL) {
      fields_refuse(&b->read, D_COST_DUPLICATE, base->nodes[i], STR("Remove one of the two."));
      continue;
    }
    if (table->count == UNIT_BASES_MAX) {
      fields_refuse(&b->read, D_COST_SIZE, base->nodes[i],
                    STR("A table has at most 24 base units; derive the others."));
      break;
    }
    struct unit unit = unit_pure();
    unit.exponent[table->count] = 1;
    add_unit(b, base->nodes[i], &unit);
  }
  table->base_count = table->count;
}

static void read_derived(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  if (cost_entries(b, node) <= 0) {
    return;
  }
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct unit unit;
    if (b->t->units.count == UNIT_NAMES_MAX) {
      fields_refuse(&b->read, D_COST_SIZE, k, STR("A table has at most 200 units."));
      return;
    }
    if (unit_read(&b->units, doc, doc->nodes[k].child, &unit)) {
      bool sound = unit.factor > 0 && unit.factor < 1e30 && unit.factor > 1e-30;
      if (!sound) {
        fields_refuse(&b->read, D_FIELD_VALUE, doc->nodes[k].child,
                      STR("Write how much one of it is: `Mtok: 1e6 tok`."));
      } else {
        add_unit(b, k, &unit);
      }
    }
  }
}

/* The number in "1.08 USD/EUR", where EUR is what it is about. */
static bool read_rate(struct cost_build *b, uint32_t node, str currency, struct table_rate *ret) {
  struct scanner s;
  scan_start(&s, b->read.doc, node);
  bool sound = s.token.kind == SCAN_NUMBER && num_parse(s.token.text, &ret->rate) &&
               ret->rate > 1e-9 && ret->rate < 1e9;
  ret->text = s.token.text;
  scan_next(&s);
  sound = sound && scan_take(&s, b->t->currency) && scan_take(&s, STR("/")) &&
          scan_take(&s, currency) && s.token.kind == SCAN_END;
  if (!sound) {
    buf hint = buf_open(b->read.perm);
    str parts[] = {STR("Write what one is worth: `1.08 "), b->t->currency, STR("/"), currency,
                   STR("`.")};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
      buf_str(&hint, parts[i]);
    }
    fields_refuse(&b->read, D_FIELD_VALUE, node, buf_close(&hint, b->read.perm));
  }
  return sound;
}

/* `EUR: {rate: 1.08 USD/EUR, as_of: …, source: …}`: a unit like derived ones, with its origin. */
static void read_currency(struct cost_build *b, uint32_t key, struct table_rate *ret) {
  struct raw_rate {
    uint32_t rate, source;
    str date;
  };
  static const struct field keys[] = {
      {STR_INIT("rate"), FIELD_NODE, offsetof(struct raw_rate, rate), true},
      {STR_INIT("as_of"), FIELD_DATE, offsetof(struct raw_rate, date), true},
      {STR_INIT("source"), FIELD_NODE, offsetof(struct raw_rate, source), true},
  };
  struct raw_rate raw = {Y_NONE, Y_NONE, STR("")};
  *ret = (struct table_rate){
      .currency = ynode_text(b->read.doc, key), .source = -1, .at = ynode_span(b->read.doc, key)};
  if (!fields_read(&b->read, b->read.doc->nodes[key].child, keys, 3, &raw)) {
    return;
  }
  ret->date = raw.date;
  ret->source = cost_source_at(b, raw.source);
  const struct unit_name *money = unit_find(&b->t->units, b->t->currency);
  if (raw.rate != Y_NONE && money != NULL && read_rate(b, raw.rate, ret->currency, ret) &&
      b->t->units.count < UNIT_NAMES_MAX) {
    struct unit unit = money->unit;
    unit.factor *= ret->rate;
    add_unit(b, key, &unit);
  }
}

static void read_currencies(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0) {
    return;
  }
  struct table_rate *rates = NEW(b->read.perm, struct table_rate, count);
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    read_currency(b, k, &rates[b->t->rate_count++]);
  }
  b->t->rates = rates;
}

/* What the lines of each kind have to be in: USD, USD/mo, USD/call, USD/retrain. */
static void settle_line_units(struct cost_build *b) {
  static const str names[] = {
      [COST_MONTH] = STR_INIT("mo"),
      [COST_CALL] = STR_INIT("call"),
      [COST_RETRAIN] = STR_INIT("retrain"),
  };
  const struct unit_name *money = unit_find(&b->t->units, b->t->currency);
  if (money == NULL) {
    return;
  }
  b->line_units[COST_ONCE] = money->unit;
  for (int kind = COST_MONTH; kind <= COST_RETRAIN; kind++) {
    const struct unit_name *per = unit_find(&b->t->units, names[kind]);
    struct unit *u = &b->line_units[kind];
    if (per != NULL && unit_divide(&money->unit, &per->unit, u)) {
      u->text =
          arena_join(b->read.perm, arena_join(b->read.perm, money->name, STR("/")), per->name);
      unit_remember(&b->units, u);
    }
  }
}

static void check_currency(struct cost_build *b) {
  const struct units *table = &b->t->units;
  const struct unit_name *money = unit_find(table, b->t->currency);
  if (b->t->currency.n > 0 && (money == NULL || money - table->names >= table->base_count)) {
    fields_refuse(&b->read, D_UNIT_UNKNOWN, ynode_get(b->read.doc, Y_ROOT, STR("currency"), NULL),
                  STR("List the currency under `units: {base: […]}`."));
  }
}

void cost_read_units(struct cost_build *b, uint32_t node, uint32_t fx) {
  struct raw_units {
    struct texts base;
    uint32_t derived;
  };
  static const struct field keys[] = {
      {STR_INIT("base"), FIELD_TEXTS, offsetof(struct raw_units, base), true},
      {STR_INIT("derived"), FIELD_NODE, offsetof(struct raw_units, derived), false},
  };
  struct raw_units raw = {.derived = Y_NONE};
  b->t->units.names = NEW(b->read.perm, struct unit_name, UNIT_NAMES_MAX);
  if (node == Y_NONE || !fields_read(&b->read, node, keys, 2, &raw)) {
    return;
  }
  read_base(b, &raw.base);
  check_currency(b);
  read_currencies(b, fx);
  read_derived(b, raw.derived);
  settle_line_units(b);
}
