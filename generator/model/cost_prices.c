#include "model/cost_parts.h"

/* --- sources ----------------------------------------------------------------- */

struct raw_source {
  str title, url, kind, date, licence;
};

static const struct field source_keys[] = {
    {STR_INIT("title"), FIELD_TEXT, offsetof(struct raw_source, title), true},
    {STR_INIT("url"), FIELD_TEXT, offsetof(struct raw_source, url), false},
    {STR_INIT("kind"), FIELD_TEXT, offsetof(struct raw_source, kind), true},
    {STR_INIT("as_of"), FIELD_DATE, offsetof(struct raw_source, date), true},
    {STR_INIT("licence"), FIELD_TEXT, offsetof(struct raw_source, licence), false},
};

enum { SOURCE_KEYS = sizeof source_keys / sizeof *source_keys };

static str web_address(struct cost_build *b, uint32_t node, str url) {
  bool web = str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
  if (url.n > 0 && !web) {
    fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(b->read.doc, node, STR("url"), NULL),
                  STR("Write the whole address, starting with https://."));
  }
  return web ? url : STR("");
}

void cost_read_sources(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0) {
    return;
  }
  struct cost_source *sources = NEW(b->read.perm, struct cost_source, count);
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_source raw = {.title = STR("")};
    uint32_t value = doc->nodes[k].child;
    if (fields_read(&b->read, value, source_keys, SOURCE_KEYS, &raw)) {
      raw.url = web_address(b, value, raw.url);
    }
    struct cost_source *s = &sources[b->t->source_count];
    *s = (struct cost_source){.id = cost_read_id(b, k),
                              .title = raw.title,
                              .url = raw.url,
                              .kind = raw.kind,
                              .date = raw.date,
                              .licence = raw.licence,
                              .at = ynode_span(doc, k)};
    map_add(&b->sources, b->read.perm, s->id, (int32_t)b->t->source_count++);
  }
  b->t->sources = sources;
}

int32_t cost_source_at(struct cost_build *b, uint32_t node) {
  if (node == Y_NONE) {
    return -1;
  }
  str id = ynode_text(b->read.doc, node);
  int32_t index = map_get(&b->sources, id);
  if (index == MAP_NONE) {
    str *ids = NEW(b->read.perm, str, b->t->source_count);
    for (ptrdiff_t i = 0; i < b->t->source_count; i++) {
      ids[i] = b->t->sources[i].id;
    }
    struct diag *d = fields_refuse(&b->read, D_COST_SOURCE, node, STR(""));
    diag_suggest(b->read.diags, d, id, ids, b->t->source_count);
    return -1;
  }
  return index;
}

/* --- prices ------------------------------------------------------------------ */

struct raw_record {
  str source, from, until, label, note;
  bool announced;
  uint32_t value[PRICE_COLUMNS_MAX];
};

enum { RECORD_KEYS = 6 };

/* While a file's figures are gathered. */
struct gatherer {
  struct cost_build *b;
  struct price *items;
  ptrdiff_t count, cap;
};

/* One entry of a row: for some time, or always. */
struct record {
  struct raw_record raw;
  uint32_t node;
  double *values; /* by column; NULL: some could not be read */
};

/* The keys of a record: those of all, and the columns of its table. */
static int record_keys(const struct price_table *t, struct field *keys) {
  static const struct field common[RECORD_KEYS] = {
      {STR_INIT("source"), FIELD_TEXT, offsetof(struct raw_record, source), true},
      {STR_INIT("from"), FIELD_DATE, offsetof(struct raw_record, from), false},
      {STR_INIT("until"), FIELD_DATE, offsetof(struct raw_record, until), false},
      {STR_INIT("announced"), FIELD_BOOL, offsetof(struct raw_record, announced), false},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_record, label), false},
      {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_record, note), false},
  };
  int count = 0;
  for (ptrdiff_t i = 0; i < t->column_count; i++) {
    str name = t->single ? STR("value") : t->columns[i].name;
    keys[count++] = (struct field){
        name, FIELD_NODE, offsetof(struct raw_record, value) + (size_t)i * sizeof(uint32_t), true};
  }
  for (int i = 0; i < RECORD_KEYS; i++) {
    keys[count++] = common[i];
  }
  return count;
}

/* The figure of one column; a price of its own says its unit itself. */
static bool read_figure(struct gatherer *g, struct price_table *t, ptrdiff_t column,
                        struct record *r) {
  struct cost_build *b = g->b;
  struct price_column *c = &t->columns[column];
  uint32_t node = r->raw.value[column];
  struct quantity q;
  double number;
  if (node == Y_NONE || !quantity_read(&b->units, b->read.doc, node, &q)) {
    return false;
  }
  if (c->unit.factor == 0) { /* the first record of a price of its own */
    c->unit = q.unit;
  }
  if (!cost_read_number(b, node, &c->unit, !t->single, &number)) {
    return false;
  }
  r->values[column] = number * c->unit.factor;
  buf text = buf_open(b->read.perm);
  buf_str(&text, q.text);
  str written = buf_close(&text, b->read.perm);
  *GROW(b->read.perm, g->items, g->count, g->cap) = (struct price){
      .table = t->id,
      .column = c->name,
      .value = r->values[column],
      .text = written,
      .unit = c->unit,
      .from = r->raw.from,
      .until = r->raw.until,
      .announced = r->raw.announced,
      .at = ynode_span(b->read.doc, node),
  };
  return true;
}

static void read_record(struct gatherer *g, struct price_table *t, uint32_t node,
                        struct record *ret) {
  struct cost_build *b = g->b;
  struct field keys[PRICE_COLUMNS_MAX + RECORD_KEYS];
  int count = record_keys(t, keys);
  *ret = (struct record){.node = node};
  if (!fields_read(&b->read, node, keys, count, &ret->raw)) {
    return;
  }
  const struct raw_record *raw = &ret->raw;
  ptrdiff_t first = g->count;
  bool sound = true;
  ret->values = NEW(b->read.perm, double, t->column_count);
  for (ptrdiff_t i = 0; i < t->column_count; i++) {
    sound = read_figure(g, t, i, ret) && sound;
  }
  int32_t source = cost_source_at(b, ynode_get(b->read.doc, node, STR("source"), NULL));
  for (ptrdiff_t i = first; i < g->count; i++) {
    g->items[i].source = source;
  }
  if (raw->from.n > 0 && raw->until.n > 0 && str_cmp(raw->from, raw->until) >= 0) {
    fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(b->read.doc, node, STR("until"), NULL),
                  STR("`until` is the first day on which the price no longer holds: it has to come "
                      "after `from`."));
  }
  ret->values = sound ? ret->values : NULL;
}

static bool holds(const struct raw_record *raw, str day) {
  return (raw->from.n == 0 || str_cmp(raw->from, day) <= 0) &&
         (raw->until.n == 0 || str_cmp(day, raw->until) < 0);
}

static span start_of(const struct cost_build *b, uint32_t node) {
  span at = ynode_span(b->read.doc, node);
  at.end = at.beg;
  return at;
}

/* The record that holds on the table's day: exactly one has to. */
static const struct record *current_of(struct cost_build *b, const struct record *records,
                                       ptrdiff_t count, uint32_t node, str name) {
  const struct record *current = NULL;
  for (ptrdiff_t i = 0; i < count; i++) {
    if (b->t->as_of.n == 0 || !holds(&records[i].raw, b->t->as_of)) {
      continue;
    }
    if (current != NULL) {
      struct diag *d = diag_add(b->read.diags, D_PRICE_OVERLAP, start_of(b, records[i].node), name);
      diag_detail(b->read.diags, d, b->t->as_of);
      diag_note(b->read.diags, d, start_of(b, current->node), STR("this one holds as well"));
      return NULL;
    }
    current = &records[i];
  }
  if (current == NULL && b->t->as_of.n > 0) {
    struct diag *d = diag_add(b->read.diags, D_PRICE_GAP, start_of(b, node), name);
    diag_detail(b->read.diags, d, b->t->as_of);
  }
  if (current != NULL && current->raw.announced) {
    diag_add(b->read.diags, D_PRICE_ANNOUNCED, start_of(b, current->node), name);
  }
  return current;
}

/* A row is one record, or a list of them for different times. */
static void read_row(struct gatherer *g, struct price_table *t, uint32_t node, str id) {
  struct cost_build *b = g->b;
  const struct ydoc *doc = b->read.doc;
  bool list = doc->nodes[node].kind == Y_LIST;
  ptrdiff_t count = 0;
  for (uint32_t i = list ? doc->nodes[node].child : node; i != Y_NONE && (list || count == 0);
       i = doc->nodes[i].next) {
    count++;
  }
  struct record *records = NEW(b->read.perm, struct record, count);
  ptrdiff_t *ends = NEW(b->read.perm, ptrdiff_t, count);
  ptrdiff_t first = g->count;
  uint32_t at = list ? doc->nodes[node].child : node;
  struct price_row *row = &t->rows[t->row_count++];
  *row = (struct price_row){.id = id};
  for (ptrdiff_t i = 0; i < count; i++, at = doc->nodes[at].next) {
    read_record(g, t, at, &records[i]);
    ends[i] = g->count;
    row->label = row->label.n > 0 ? row->label : records[i].raw.label;
  }
  const struct record *current = current_of(b, records, count, node, id.n > 0 ? id : t->id);
  for (ptrdiff_t i = first, r = 0; i < g->count; i++) {
    r += i == ends[r];
    g->items[i].row = id;
    g->items[i].current = &records[r] == current;
  }
  row->label = row->label.n > 0 ? row->label : id;
  for (ptrdiff_t i = first; i < g->count; i++) {
    g->items[i].label = row->label.n > 0 ? row->label : t->id;
  }
  row->values = current == NULL ? NULL : current->values;
}

/* Rows are called as the market calls them: "gpt-5.4-mini". */
static bool is_row_id(str id) {
  bool sound = id.n > 0 && id.n <= 64 && (byte_is_alpha(id.s[0]) || byte_is_digit(id.s[0]));
  for (ptrdiff_t i = 0; i < id.n && sound; i++) {
    sound = byte_is_alpha(id.s[i]) || byte_is_digit(id.s[i]) || str_find(STR("-_."), id.s[i]) >= 0;
  }
  return sound;
}

static bool is_record_key(str name) {
  static const str names[] = {STR_INIT("source"),    STR_INIT("from"),  STR_INIT("until"),
                              STR_INIT("announced"), STR_INIT("label"), STR_INIT("note")};
  for (int i = 0; i < RECORD_KEYS; i++) {
    if (str_eq(names[i], name)) {
      return true;
    }
  }
  return false;
}

static void read_columns(struct cost_build *b, uint32_t node, struct price_table *t) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0 || count > PRICE_COLUMNS_MAX) {
    if (count >= 0) {
      fields_refuse(&b->read, D_COST_SIZE, node, STR("Give between 1 and 16 columns."));
    }
    return;
  }
  struct price_column *columns = NEW(b->read.perm, struct price_column, count);
  bool sound = true;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct price_column *c = columns++;
    t->columns = t->columns == NULL ? c : t->columns;
    c->name = cost_read_id(b, k);
    if (is_record_key(c->name)) {
      fields_refuse(&b->read, D_COST_ID, k, STR("Rows use this key for something else."));
      sound = false;
    }
    sound = unit_read(&b->units, doc, doc->nodes[k].child, &c->unit) && sound;
  }
  t->column_count = sound ? count : 0;
}

static void read_table(struct gatherer *g, uint32_t node, struct price_table *t) {
  struct cost_build *b = g->b;
  const struct ydoc *doc = b->read.doc;
  struct raw_prices {
    uint32_t columns, rows;
    str label, note;
  };
  static const struct field keys[] = {
      {STR_INIT("columns"), FIELD_NODE, offsetof(struct raw_prices, columns), true},
      {STR_INIT("rows"), FIELD_NODE, offsetof(struct raw_prices, rows), true},
      {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_prices, label), false},
      {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_prices, note), false},
  };
  struct raw_prices raw = {Y_NONE, Y_NONE, STR(""), STR("")};
  fields_read(&b->read, node, keys, 4, &raw);
  if (raw.columns != Y_NONE) {
    read_columns(b, raw.columns, t);
  }
  ptrdiff_t count = cost_entries(b, raw.rows);
  if (count == 0 && raw.rows != Y_NONE) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw.rows, STR("Give at least one row."));
  }
  if (t->column_count == 0 || count <= 0) {
    t->column_count = 0;
    return;
  }
  t->rows = NEW(b->read.perm, struct price_row, count);
  ptrdiff_t first = g->count;
  for (uint32_t k = doc->nodes[raw.rows].child; k != Y_NONE; k = doc->nodes[k].next) {
    str id = ynode_text(doc, k);
    if (!is_row_id(id)) {
      fields_refuse(&b->read, D_COST_ID, k, STR("Use letters, digits, '-', '_' and '.'."));
    }
    read_row(g, t, doc->nodes[k].child, id);
  }
  for (ptrdiff_t i = first; i < g->count; i++) {
    g->items[i].table_label = raw.label.n > 0 ? raw.label : t->id;
  }
}

static void read_single(struct gatherer *g, uint32_t node, struct price_table *t) {
  t->single = true;
  if (g->b->read.doc->nodes[node].kind == Y_SCALAR) {
    fields_refuse(&g->b->read, D_FIELD_TYPE, node,
                  STR("Write `{value: 0.02 USD/Mtok, source: ID}`."));
    return;
  }
  t->columns = NEW(g->b->read.perm, struct price_column, 1);
  t->column_count = 1;
  t->rows = NEW(g->b->read.perm, struct price_row, 1);
  read_row(g, t, node, STR(""));
}

void cost_read_prices(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0) {
    return;
  }
  struct gatherer g = {.b = b};
  b->prices = NEW(b->read.perm, struct price_table, count);
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    uint32_t value = doc->nodes[k].child;
    struct price_table *t = &b->prices[b->price_count];
    t->id = ynode_text(doc, k);
    t->at = ynode_span(doc, k);
    cost_take_name(b, k, NAME_PRICE, b->price_count++);
    bool is_map = doc->nodes[value].kind == Y_MAP;
    bool table = is_map && (ynode_get(doc, value, STR("columns"), NULL) != Y_NONE ||
                            ynode_get(doc, value, STR("rows"), NULL) != Y_NONE);
    if (table) {
      read_table(&g, value, t);
    } else {
      read_single(&g, value, t);
    }
  }
  b->t->prices = g.items;
  b->t->price_count = g.count;
}
