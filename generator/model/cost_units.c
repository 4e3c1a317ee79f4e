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

void cost_read_units(struct cost_build *b, uint32_t node) {
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
  read_derived(b, raw.derived);
  settle_line_units(b);
}
