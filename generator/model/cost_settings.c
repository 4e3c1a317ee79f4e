#include "model/cost_parts.h"

/* --- how it is sampled ----------------------------------------------------------- */

enum {
  SAMPLES = 16 * 1024, /* the error of a probability is some 0.0015 */
  SAMPLES_LEAST = 1024,
  SAMPLES_MOST = 65536, /* half a second in a browser */
  SCRAMBLES = 4,
  SCRAMBLES_MOST = 16
};

/* "2026-11-21" as 20261121: the same table always draws the same samples. */
static uint32_t seed_of_day(str day) {
  uint32_t seed = 0;
  for (ptrdiff_t i = 0; i < day.n; i++) {
    seed = byte_is_digit(day.s[i]) ? seed * 10 + (uint32_t)(day.s[i] - '0') : seed;
  }
  return seed;
}

/* A whole number in its limits; else the member stays. */
static void take_number(struct cost_build *b, uint32_t node, const int64_t limits[2],
                        uint32_t *ret_number) {
  int64_t number = 0;
  if (node == Y_NONE) {
    return;
  }
  if (!field_int(ynode_text(b->read.doc, node), &number) || number < limits[0] ||
      number > limits[1]) {
    buf hint = buf_open(b->read.perm);
    buf_str(&hint, STR("Write a whole number from "));
    buf_int(&hint, limits[0]);
    buf_str(&hint, STR(" to "));
    buf_int(&hint, limits[1]);
    buf_byte(&hint, '.');
    fields_refuse(&b->read, D_FIELD_VALUE, node, buf_close(&hint, b->read.perm));
    return;
  }
  *ret_number = (uint32_t)number;
}

void cost_read_sample(struct cost_build *b, uint32_t node) {
  struct raw_sample {
    uint32_t samples, seed, scrambles;
    str method;
  };
  static const struct field keys[] = {
      {STR_INIT("n"), FIELD_NODE, offsetof(struct raw_sample, samples), false},
      {STR_INIT("seed"), FIELD_NODE, offsetof(struct raw_sample, seed), false},
      {STR_INIT("method"), FIELD_TEXT, offsetof(struct raw_sample, method), false},
      {STR_INIT("ci"), FIELD_NODE, offsetof(struct raw_sample, scrambles), false},
  };
  struct raw_sample raw = {Y_NONE, Y_NONE, Y_NONE, STR("")};
  struct table_sample *s = &b->t->sample;
  *s = (struct table_sample){SAMPLES, seed_of_day(b->t->as_of), SCRAMBLES};
  if (node == Y_NONE || !fields_read(&b->read, node, keys, 4, &raw)) {
    return;
  }
  take_number(b, raw.samples, (int64_t[2]){SAMPLES_LEAST, SAMPLES_MOST}, &s->samples);
  take_number(b, raw.seed, (int64_t[2]){0, UINT32_MAX}, &s->seed);
  take_number(b, raw.scrambles, (int64_t[2]){1, SCRAMBLES_MOST}, &s->scrambles);
  if ((s->samples & (s->samples - 1)) != 0) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw.samples,
                  STR("Sobol points fill space evenly in powers of two: 4096, 16384, 65536."));
  }
  if (raw.method.n > 0 && !str_eq(raw.method, STR("sobol-owen"))) {
    fields_refuse(&b->read, D_FIELD_VALUE, ynode_get(b->read.doc, node, STR("method"), NULL),
                  STR("This version draws by `sobol-owen`."));
  }
}

/* --- how old prices may be --------------------------------------------------------- */

enum { STALE_WARN = 60, STALE_FAIL = 180, DAYS_MOST = 3660 };

/* "60 d". */
static void take_days(struct cost_build *b, uint32_t node, int64_t *ret_days) {
  str text = node == Y_NONE ? STR("") : ynode_text(b->read.doc, node);
  int64_t days = 0;
  bool sound = str_ends(text, STR("d")) &&
               field_int(str_trim(str_sub(text, 0, text.n - 1)), &days) && days >= 0 &&
               days <= DAYS_MOST;
  if (node != Y_NONE && !sound) {
    fields_refuse(&b->read, D_FIELD_VALUE, node,
                  STR("Write whole days, at most ten years: `60 d`."));
  }
  *ret_days = sound ? days : *ret_days;
}

void cost_read_stale(struct cost_build *b, uint32_t node) {
  struct raw_stale {
    uint32_t warn, fail;
  };
  static const struct field keys[] = {
      {STR_INIT("warn"), FIELD_NODE, offsetof(struct raw_stale, warn), false},
      {STR_INIT("fail"), FIELD_NODE, offsetof(struct raw_stale, fail), false},
  };
  struct raw_stale raw = {Y_NONE, Y_NONE};
  struct table_stale *s = &b->t->stale;
  *s = (struct table_stale){STALE_WARN, STALE_FAIL};
  if (node == Y_NONE || !fields_read(&b->read, node, keys, 2, &raw)) {
    return;
  }
  take_days(b, raw.warn, &s->warn);
  take_days(b, raw.fail, &s->fail);
  if (s->warn > s->fail) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw.warn != Y_NONE ? raw.warn : raw.fail,
                  STR("The warning comes first: `warn` is at most `fail`, which is 180 d when it "
                      "is left out."));
  }
}

/* --- cost against volume -------------------------------------------------------------- */

/* A name of this kind; a diagnostic says what it should be when it is none. */
static int32_t take_name(struct cost_build *b, uint32_t node, enum cost_name_kind kind) {
  str id = node == Y_NONE ? STR("") : ynode_text(b->read.doc, node);
  int32_t at = map_get(&b->by_name, id);
  if (node == Y_NONE) {
    return -1;
  }
  if (at != MAP_NONE && b->names[at].kind == kind) {
    return (int32_t)b->names[at].index;
  }
  str *ids = NEW(b->read.perm, str, b->name_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < b->name_count; i++) {
    if (b->names[i].kind == kind) {
      ids[count++] = b->names[i].id;
    }
  }
  struct diag *d = fields_refuse(&b->read, D_FIELD_VALUE, node,
                                 kind == NAME_INPUT ? STR("Name an input of the table.")
                                                    : STR("Name an output of the table."));
  diag_suggest(b->read.diags, d, id, ids, count);
  return -1;
}

void cost_read_chart(struct cost_build *b, uint32_t node) {
  struct raw_chart {
    uint32_t input, output;
  };
  static const struct field keys[] = {
      {STR_INIT("input"), FIELD_NODE, offsetof(struct raw_chart, input), false},
      {STR_INIT("output"), FIELD_NODE, offsetof(struct raw_chart, output), false},
  };
  struct raw_chart raw = {Y_NONE, Y_NONE};
  struct table_chart *c = &b->t->chart;
  *c = (struct table_chart){-1, -1};
  if (node == Y_NONE || !fields_read(&b->read, node, keys, 2, &raw)) {
    return;
  }
  c->input = take_name(b, raw.input, NAME_INPUT);
  c->output = take_name(b, raw.output, NAME_OUTPUT);
  const struct table_input *in = c->input < 0 ? NULL : &b->inputs[c->input];
  if (in != NULL && !b->build[c->input].failed && !(in->varies && in->ranged && in->low > 0)) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw.input,
                  STR("The chart runs over a range above 0 of an input with `vary: user`."));
  }
  if (c->output >= 0 && !b->outputs[c->output].per_alternative) {
    fields_refuse(&b->read, D_FIELD_VALUE, raw.output,
                  STR("The chart compares alternatives: name an output with `per: alternative`."));
  }
}
