#include "core/decide_state.h"
#include "core/num.h"
#include "model/decision_parts.h"

enum {
  UNIT_DIGITS = 15, /* factors between units are decimals: no figure is 304,374.99999999994 */
  NAMES_MAX = 200   /* among which a name that was meant is looked for */
};

/* Names of one kind that the table has. */
struct table_names {
  str items[NAMES_MAX];
  ptrdiff_t count;
};

static void name_add(struct table_names *names, str id) {
  if (names->count < NAMES_MAX) {
    names->items[names->count++] = id;
  }
}

/* What the table has not: the nearest that it has, or all. */
static void refuse_name(struct decision_build *b, uint32_t node, str detail,
                        const struct table_names *names) {
  str word = ynode_text(b->read.doc, node);
  struct diag *d =
      diag_add(b->read.diags, D_DECISION_COST_NAME, ynode_span(b->read.doc, node), word);
  diag_detail(b->read.diags, d, detail);
  if (diag_suggest(b->read.diags, d, word, names->items, names->count)) {
    return;
  }
  buf hint = buf_open(b->read.perm);
  buf_str(&hint, names->count == 0 ? STR("There are none") : STR("There are: "));
  for (ptrdiff_t i = 0; i < names->count; i++) {
    buf_str(&hint, i == 0 ? STR("") : STR(", "));
    buf_str(&hint, names->items[i]);
  }
  buf_byte(&hint, '.');
  diag_hint(b->read.diags, d, buf_close(&hint, b->read.perm));
}

void decision_find_table(struct decision_build *b, uint32_t node) {
  if (node == Y_NONE) {
    return;
  }
  struct table_names names = {.count = 0};
  b->is_table_told = true;
  for (ptrdiff_t i = 0; i < b->tables.count; i++) {
    const struct cost_table *t = &b->tables.items[i];
    name_add(&names, t->path);
    if (str_eq(t->path, b->d->cost)) {
      b->table = t->image.n > 0 ? t : NULL; /* else its own faults were told */
      b->units = t->units;
      return;
    }
  }
  if (b->tables.is_part || b->d->cost.n == 0) {
    return;
  }
  struct diag *d =
      diag_add(b->read.diags, D_DECISION_TABLE, ynode_span(b->read.doc, node), b->d->cost);
  diag_suggest(b->read.diags, d, b->d->cost, names.items, names.count);
}

/* Whether there is a table to look at; that none was named is told where it is needed. */
static bool has_table(struct decision_build *b, uint32_t node) {
  if (b->table == NULL && !b->is_table_told) {
    diag_add(b->read.diags, D_DECISION_NO_TABLE, ynode_span(b->read.doc, node),
             ynode_text(b->read.doc, node));
  }
  return b->table != NULL;
}

/* --- units ---------------------------------------------------------------------------- */

static struct unit_reader unit_reader(struct decision_build *b) {
  return (struct unit_reader){&b->units, b->read.diags, b->read.perm};
}

/* What a unit means; false: the table has no such unit, and that was told once. */
static bool measure_read(struct decision_build *b, struct decision_measure *m) {
  struct unit_reader r = unit_reader(b);
  if (m->state == MEASURE_UNREAD) {
    m->unit = unit_pure();
    bool is_good = m->node == Y_NONE || unit_read(&r, b->read.doc, m->node, &m->unit);
    m->state = is_good ? MEASURE_GOOD : MEASURE_BAD;
  }
  return m->state == MEASURE_GOOD;
}

static double decimal(double value) {
  char memory[64];
  buf text = buf_over(memory, (ptrdiff_t)sizeof memory);
  num_print_grouped(&text, value, UNIT_DIGITS);
  double read = value;
  (void)num_parse_typed(buf_text(&text), &read);
  return read;
}

/* One of `from` in `to`; 0, with a diagnostic at `at`, when they measure different things. */
static double factor_of(struct decision_build *b, const struct unit *from, const struct unit *to,
                        span at) {
  struct unit_reader r = unit_reader(b);
  if (unit_same(from, to)) {
    return decimal(from->factor / to->factor);
  }
  struct diag *d = diag_add(b->read.diags, D_UNIT_MISMATCH, at, STR(""));
  unit_differs(&r, d, from, to);
  diag_hint(b->read.diags, d, STR("Give both the same unit, or units of the same kind."));
  b->broken = true;
  return 0;
}

double decision_factor(struct decision_build *b, struct decision_threshold *t,
                       struct decision_question *q, span at) {
  if (t->unit.n == 0 || str_eq(t->unit, q->unit)) {
    return 1;
  }
  if (b->table == NULL) {
    if (!b->is_table_told) {
      struct diag *d = diag_add(b->read.diags, D_UNIT_MISMATCH, at, t->id);
      diag_hint(b->read.diags, d,
                STR("Without a cost table there are no units to convert: write the threshold in "
                    "the unit of the question."));
    }
    b->broken = true;
    return 1;
  }
  if (!measure_read(b, &t->measure) || !measure_read(b, &q->measure)) {
    b->broken = true;
    return 1;
  }
  double factor = factor_of(b, &t->measure.unit, &q->measure.unit, at);
  return factor == 0 ? 1 : factor;
}

/* --- thresholds ----------------------------------------------------------------------- */

/* The output of the table as a whole that `node` names; NULL, with a diagnostic: none. */
static const struct table_output *output_at(struct decision_build *b, uint32_t node) {
  struct table_names names = {.count = 0};
  const struct table_output *each = NULL;
  for (ptrdiff_t i = 0; i < b->table->output_count; i++) {
    const struct table_output *o = &b->table->outputs[i];
    bool is_it = str_eq(o->id, ynode_text(b->read.doc, node));
    if (is_it && !o->per_alternative) {
      return o;
    }
    each = is_it ? o : each;
    if (!o->per_alternative) {
      name_add(&names, o->id);
    }
  }
  refuse_name(b, node,
              each == NULL ? STR("among its outputs")
                           : STR("as one figure: it differs from alternative to alternative"),
              &names);
  return NULL;
}

/* The lines of the table as it stands; the columns of samples are scratch. */
static const struct cost_answers *figures_of(struct decision_build *b) {
  struct cost engine;
  arena *perm = b->read.perm;
  if (b->figures.items == NULL && cost_open(b->table->image, &engine)) {
    char *middle = perm->at + (perm->end - perm->at) / 2;
    arena low = {perm->at, middle};
    arena high = {middle, perm->end};
    struct cost_session *session = cost_start(&engine, &high);
    b->figures = cost_answers_of(session, STR(""), &low);
    perm->at = low.at;
  }
  return &b->figures;
}

/* What one of an output is in the threshold's unit; 0, with a diagnostic: nothing. */
static double model_factor(struct decision_build *b, const struct table_output *o,
                           struct decision_threshold *t, span at) {
  if (!measure_read(b, &t->measure)) {
    return 0;
  }
  return factor_of(b, &o->unit, &t->measure.unit, at);
}

bool decision_read_model(struct decision_build *b, uint32_t node, struct decision_threshold *t) {
  const struct table_output *o = has_table(b, node) ? output_at(b, node) : NULL;
  span at = ynode_span(b->read.doc, node);
  t->factor = o == NULL ? 0 : model_factor(b, o, t, at);
  if (t->factor == 0) {
    return false;
  }
  str fields[] = {STR("output"), o->id, STR("")};
  const struct cost_answer *a = cost_answer_find(figures_of(b), fields, 3);
  if (!decide_figure(t->factor, a->field[COST_OUTPUT_VALUE], &t->value)) {
    diag_add(b->read.diags, D_THRESHOLD_MODEL, at, t->model);
    return false;
  }
  return true;
}

/* --- outcomes and questions ----------------------------------------------------------- */

static void check_alternative(struct decision_build *b, uint32_t node) {
  struct table_names names = {.count = 0};
  for (ptrdiff_t i = 0; i < b->table->alternative_count; i++) {
    name_add(&names, b->table->alternatives[i].id);
    if (str_eq(b->table->alternatives[i].id, ynode_text(b->read.doc, node))) {
      return;
    }
  }
  refuse_name(b, node, STR("among its alternatives"), &names);
}

static void check_scenario(struct decision_build *b, uint32_t node) {
  struct table_names names = {.count = 0};
  for (ptrdiff_t i = 0; i < b->table->scenario_count; i++) {
    name_add(&names, b->table->scenarios[i].id);
    if (str_eq(b->table->scenarios[i].id, ynode_text(b->read.doc, node))) {
      return;
    }
  }
  refuse_name(b, node, STR("among its scenarios"), &names);
}

void decision_check_outcome(struct decision_build *b, uint32_t node, struct decision_outcome *o) {
  if (o->alternative.n > 0) {
    uint32_t at = ynode_get(b->read.doc, node, STR("alternative"), NULL);
    if (has_table(b, at)) {
      check_alternative(b, at);
    }
  }
  if (o->scenario.n > 0) {
    uint32_t at = ynode_get(b->read.doc, node, STR("scenario"), NULL);
    if (has_table(b, at)) {
      check_scenario(b, at);
    }
  }
}

static const struct table_input *input_at(struct decision_build *b, uint32_t node) {
  struct table_names names = {.count = 0};
  for (ptrdiff_t i = 0; i < b->table->input_count; i++) {
    name_add(&names, b->table->inputs[i].id);
    if (str_eq(b->table->inputs[i].id, ynode_text(b->read.doc, node))) {
      return &b->table->inputs[i];
    }
  }
  refuse_name(b, node, STR("among its inputs"), &names);
  return NULL;
}

static bool has_choice(const struct table_input *in, str id) {
  ptrdiff_t i = 0;
  while (i < in->choice_count && !str_eq(in->choices[i].id, id)) {
    i++;
  }
  return i < in->choice_count;
}

/* A choice is fed by its id, so the input has to have them all. */
static void check_choices(struct decision_build *b, uint32_t node, const struct table_input *in,
                          const struct decision_question *q) {
  bool is_fit = in->choice_count > 0 && q->type != DECIDE_SEVERAL;
  str odd = STR("");
  for (ptrdiff_t c = 0; c < q->choice_count && is_fit && odd.n == 0; c++) {
    odd = has_choice(in, q->choices[c].id) ? STR("") : q->choices[c].id;
  }
  if (is_fit && odd.n == 0) {
    return;
  }
  struct diag *d =
      diag_add(b->read.diags, D_DECISION_FEEDS, ynode_span(b->read.doc, node), q->feeds);
  if (is_fit) {
    diag_detail(b->read.diags, d, arena_join(b->read.perm, STR("that input has no choice "), odd));
  }
}

void decision_read_feeds(struct decision_build *b, uint32_t node, struct decision_question *q) {
  const struct table_input *in = has_table(b, node) ? input_at(b, node) : NULL;
  q->feeds_factor = 1;
  if (in == NULL) {
    return;
  }
  if (q->type != DECIDE_NUMBER || in->choice_count > 0) {
    check_choices(b, node, in, q);
  } else if (measure_read(b, &q->measure)) {
    q->feeds_factor = factor_of(b, &q->measure.unit, &in->unit, ynode_span(b->read.doc, node));
  }
}

/* --- tests ---------------------------------------------------------------------------- */

/* An assumed figure as thresholds have it; false, with a diagnostic: it is none. */
static bool assumed_value(struct decision_build *b, uint32_t node, const struct table_output *o,
                          struct decision_threshold *t, double *ret) {
  struct unit_reader r = unit_reader(b);
  struct quantity q;
  if (str_eq(ynode_text(b->read.doc, node), STR("never"))) {
    *ret = DECIDE_NEVER;
    return true;
  }
  if (!quantity_read(&r, b->read.doc, node, &q) || !measure_read(b, &t->measure)) {
    return false;
  }
  const struct unit *from = q.has_unit ? &q.unit : &o->unit;
  double factor = factor_of(b, from, &t->measure.unit, ynode_span(b->read.doc, node));
  *ret = q.number * factor;
  return factor != 0;
}

/* One OUTPUT: VALUE for each threshold that takes the output. */
static ptrdiff_t assume(struct decision_build *b, uint32_t key, struct decision_pair *ret) {
  uint32_t value = b->read.doc->nodes[key].child;
  const struct table_output *o = output_at(b, key);
  ptrdiff_t count = 0;
  if (o == NULL) {
    return -1;
  }
  for (ptrdiff_t i = 0; i < b->d->threshold_count; i++) {
    struct decision_threshold *t = &b->d->thresholds[i];
    double number = 0;
    if (!str_eq(t->model, o->id)) {
      continue;
    }
    if (!assumed_value(b, value, o, t, &number)) {
      return -1;
    }
    buf text = buf_open(b->read.perm);
    num_print(&text, number);
    ret[count++] = (struct decision_pair){.id = t->id, .value = buf_close(&text, b->read.perm)};
  }
  if (count == 0) {
    fields_refuse(&b->read, D_FIELD_VALUE, key,
                  STR("No threshold takes this output with `model:`, so it would change nothing."));
    return -1;
  }
  return count;
}

bool decision_read_assumed(struct decision_build *b, uint32_t node, struct decision_test *t) {
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE) {
    return true;
  }
  if (doc->nodes[node].kind != Y_MAP) {
    fields_refuse(&b->read, D_FIELD_TYPE, node,
                  STR("Write figures of the cost table here: {break_even: 10000 call/d}."));
    return false;
  }
  if (!has_table(b, node)) {
    return false;
  }
  struct decision_pair *pairs =
      NEW(b->read.perm, struct decision_pair, ynode_count(doc, node) * b->d->threshold_count);
  t->model = pairs;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    ptrdiff_t count = assume(b, k, pairs + t->model_count);
    if (count < 0) {
      return false;
    }
    t->model_count += count;
  }
  return true;
}
