#include "model/cost_csv.h"

#include "core/num.h"

/* The columns; what a row does not have is empty. */
enum column {
  CSV_ROW,
  CSV_ID,
  CSV_ALTERNATIVE,
  CSV_LABEL,
  CSV_VALUE,
  CSV_UNIT,
  CSV_LOW,
  CSV_HIGH,
  CSV_MEAN,
  CSV_CHEAPEST,
  CSV_UNDEFINED,
  CSV_SPREAD,
  CSV_SOURCE,
  CSV_KIND,
  CSV_DAY,
  CSV_URL,
  CSV_FROM,
  CSV_UNTIL,
  CSV_ANNOUNCED,
  CSV_COLUMNS
};

static const str heads[CSV_COLUMNS] = {
    [CSV_ROW] = STR_INIT("row"),
    [CSV_ID] = STR_INIT("id"),
    [CSV_ALTERNATIVE] = STR_INIT("alternative"),
    [CSV_LABEL] = STR_INIT("label"),
    [CSV_VALUE] = STR_INIT("value"),
    [CSV_UNIT] = STR_INIT("unit"),
    [CSV_LOW] = STR_INIT("low"),
    [CSV_HIGH] = STR_INIT("high"),
    [CSV_MEAN] = STR_INIT("mean"),
    [CSV_CHEAPEST] = STR_INIT("cheapest in"),
    [CSV_UNDEFINED] = STR_INIT("undefined in"),
    [CSV_SPREAD] = STR_INIT("distribution"),
    [CSV_SOURCE] = STR_INIT("source"),
    [CSV_KIND] = STR_INIT("source kind"),
    [CSV_DAY] = STR_INIT("source day"),
    [CSV_URL] = STR_INIT("source address"),
    [CSV_FROM] = STR_INIT("from"),
    [CSV_UNTIL] = STR_INIT("until"),
    [CSV_ANNOUNCED] = STR_INIT("announced"),
};

struct csv {
  const struct cost_table *t;
  str lines;
  buf *out;
  str cell[CSV_COLUMNS]; /* of the row that is being made */
  arena *a;              /* for texts of that row */
};

/* What spreadsheets would take for a formula, though it is no number. */
static bool is_formula(str text) {
  double number;
  return text.n > 0 && str_find(STR("=+-@\t"), text.s[0]) >= 0 && !num_parse(text, &number);
}

static bool needs_quotes(str text) {
  for (ptrdiff_t i = 0; i < text.n; i++) {
    char c = text.s[i];
    if (c == ',' || c == '"' || c == '\n' || c == '\r') {
      return true;
    }
  }
  return false;
}

static void cell_write(buf *out, str text) {
  bool is_defused = is_formula(text);
  if (!is_defused && !needs_quotes(text)) {
    buf_str(out, text);
    return;
  }
  buf_str(out, is_defused ? STR("\"'") : STR("\""));
  for (ptrdiff_t i = 0; i < text.n; i++) {
    buf_str(out, text.s[i] == '"' ? STR("\"\"") : str_sub(text, i, i + 1));
  }
  buf_byte(out, '"');
}

/* Ends the row; the next one begins empty. */
static void row_write(struct csv *c) {
  for (int i = 0; i < CSV_COLUMNS; i++) {
    buf_str(c->out, i > 0 ? STR(",") : STR(""));
    cell_write(c->out, c->cell[i]);
    c->cell[i] = STR("");
  }
  buf_byte(c->out, '\n');
}

static str join(arena *a, const str *parts, int count, str between) {
  buf b = buf_open(a);
  for (int i = 0; i < count; i++) {
    buf_str(&b, i > 0 ? between : STR(""));
    buf_str(&b, parts[i]);
  }
  return buf_close(&b, a);
}

/* "{output total prompt 3}" */
static str hole(struct csv *c, const str *words, int count, int field) {
  str key = join(c->a, words, count, STR(" "));
  buf b = buf_open(c->a);
  buf_byte(&b, '{');
  buf_str(&b, key);
  buf_byte(&b, ' ');
  buf_int(&b, field);
  buf_byte(&b, '}');
  return buf_close(&b, c->a);
}

static str field_at(str line, int field) {
  for (int i = 0; i < field; i++) {
    (void)str_take(&line, '\t');
  }
  return str_take(&line, '\t');
}

/* A field of the line that begins with these words. */
static str figure(struct csv *c, const str *words, int count, int field) {
  if (c->lines.n == 0) {
    return hole(c, words, count, field);
  }
  str rest = c->lines;
  for (str line; str_cut(rest, '\n', &line, &rest);) {
    bool is_it = true;
    for (int i = 0; i < count && is_it; i++) {
      is_it = str_eq(field_at(line, i), words[i]);
    }
    if (is_it) {
      return field_at(line, field);
    }
  }
  return STR("");
}

static void source_cells(struct csv *c, int32_t source) {
  if (source >= 0) {
    const struct cost_source *s = &c->t->sources[source];
    c->cell[CSV_SOURCE] = s->title;
    c->cell[CSV_KIND] = s->kind;
    c->cell[CSV_DAY] = s->date;
    c->cell[CSV_URL] = s->url;
  }
}

static void input_rows(struct csv *c) {
  for (ptrdiff_t i = 0; i < c->t->input_count; i++) {
    arena kept = *c->a;
    const struct table_input *in = &c->t->inputs[i];
    str words[] = {STR("input"), in->id};
    c->cell[CSV_ROW] = words[0];
    c->cell[CSV_ID] = in->id;
    c->cell[CSV_LABEL] = in->label;
    c->cell[CSV_VALUE] = figure(c, words, 2, 2);
    c->cell[CSV_UNIT] = in->unit.text;
    if (in->kind != DIST_FIXED) {
      c->cell[CSV_LOW] = figure(c, words, 2, 5);
      c->cell[CSV_HIGH] = figure(c, words, 2, 7);
      c->cell[CSV_SPREAD] = in->dist;
    }
    source_cells(c, in->source);
    row_write(c);
    *c->a = kept;
  }
}

static void output_row(struct csv *c, const struct table_output *o, str alternative, str label) {
  arena kept = *c->a;
  str words[] = {STR("output"), o->id, alternative};
  c->cell[CSV_ROW] = words[0];
  c->cell[CSV_ID] = o->id;
  c->cell[CSV_ALTERNATIVE] = alternative;
  c->cell[CSV_LABEL] = o->label;
  c->cell[CSV_VALUE] = figure(c, words, 3, 3);
  c->cell[CSV_UNIT] = o->unit.text;
  c->cell[CSV_LOW] = figure(c, words, 3, 6);
  c->cell[CSV_HIGH] = figure(c, words, 3, 8);
  c->cell[CSV_MEAN] = figure(c, words, 3, 10);
  c->cell[CSV_UNDEFINED] = figure(c, words, 3, 12);
  if (o->per_alternative) {
    c->cell[CSV_LABEL] = join(c->a, (str[]){o->label, label}, 2, STR(": "));
    words[0] = STR("share");
    c->cell[CSV_CHEAPEST] = figure(c, words, 3, 3);
  }
  row_write(c);
  *c->a = kept;
}

static void output_rows(struct csv *c) {
  const struct cost_table *t = c->t;
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    const struct table_output *o = &t->outputs[i];
    for (ptrdiff_t k = 0; k < t->alternative_count && o->per_alternative; k++) {
      output_row(c, o, t->alternatives[k].id, t->alternatives[k].label);
    }
    if (!o->per_alternative) {
      output_row(c, o, STR(""), STR(""));
    }
  }
}

static void price_rows(struct csv *c) {
  for (ptrdiff_t i = 0; i < c->t->price_count; i++) {
    arena kept = *c->a;
    const struct price *p = &c->t->prices[i];
    str words[] = {p->table, p->row, p->column};
    c->cell[CSV_ROW] = STR("price");
    c->cell[CSV_ID] = p->row.n > 0 ? join(c->a, words, 3, STR("/")) : p->table;
    c->cell[CSV_LABEL] = p->label;
    c->cell[CSV_VALUE] = p->text;
    c->cell[CSV_UNIT] = p->unit.text;
    c->cell[CSV_FROM] = p->from;
    c->cell[CSV_UNTIL] = p->until;
    c->cell[CSV_ANNOUNCED] = p->announced ? STR("yes") : STR("");
    source_cells(c, p->source);
    row_write(c);
    *c->a = kept;
  }
}

str cost_version(const struct cost_table *t, uint64_t hash, arena *perm) {
  enum { DIGITS = 6, DROPPED = 40 }; /* enough to tell versions of a table apart */
  buf b = buf_open(perm);
  buf_str(&b, t->as_of);
  buf_byte(&b, '.');
  buf_hex(&b, hash >> DROPPED, DIGITS);
  return buf_close(&b, perm);
}

void cost_csv(const struct cost_table *t, str version, str lines, arena scratch, buf *out) {
  struct csv c = {.t = t, .lines = lines, .out = out, .a = &scratch};
  for (int i = 0; i < CSV_COLUMNS; i++) {
    c.cell[i] = heads[i];
  }
  row_write(&c);
  c.cell[CSV_ROW] = STR("table");
  c.cell[CSV_ID] = t->id;
  c.cell[CSV_LABEL] = t->title;
  c.cell[CSV_VALUE] = version;
  row_write(&c);
  c.cell[CSV_ROW] = STR("state");
  c.cell[CSV_VALUE] = figure(&c, (str[]){STR("state")}, 1, 1);
  row_write(&c);
  input_rows(&c);
  output_rows(&c);
  price_rows(&c);
}
