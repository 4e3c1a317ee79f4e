#include "core/chart.h"
#include "core/cost_parts.h"
#include "core/fmath.h"
#include "core/num.h"
#include "core/state.h"

/*
 * The samples of a chart are the first ones of the session's own, so that its lines agree
 * with the numbers beside it to about one percent, and a redraw takes a few milliseconds.
 */
enum {
  POINTS = 33,
  SAMPLES = 2048,
  SAMPLES_MIN = 64,
  CELLS_MAX = 1 << 20, /* samples times steps, which take 9 bytes each */
  QUANTILES = 3
};

/* Of one alternative: 5th percentile, median and 95th percentile at each x, in its unit. */
struct curves {
  double at[QUANTILES][POINTS];
};

struct figure {
  struct cost_session *s;
  const struct cost_root *root;
  const struct cost_input *input; /* along x */
  const struct cost_value *values;
  uint32_t value_count; /* one for each alternative */
  double x[POINTS];     /* base units */
  struct curves *curves;
};

static str label_of(const struct cost_session *s, struct pack_text label, struct pack_text id) {
  return label.n > 0 ? cost_text(s, label) : cost_text(s, id);
}

static str alternative_label(const struct cost_session *s, const struct cost_value *v) {
  const struct cost_alternative *alternatives = s->c->section[COST_ALTERNATIVES].items;
  const struct cost_alternative *a = &alternatives[v->alternative];
  return label_of(s, a->label, a->id);
}

static struct chart_text chart_text_of(const struct cost_session *s, str name, arena *a) {
  const struct cost_root *root = s->c->section[COST_ROOT].items;
  str id = arena_join(a, cost_text(s, root->id), STR("-"));
  return (struct chart_text){.id = arena_join(a, id, name)};
}

static uint32_t least(uint32_t a, uint32_t b) {
  return a < b ? a : b;
}

/* --- lines ------------------------------------------------------------------------ */

static struct vm_column *heads_make(const struct figure *f, uint32_t samples, arena *a) {
  struct vm_column *heads = NEW(a, struct vm_column, f->s->input_count);
  for (uint32_t i = 0; i < f->s->input_count; i++) {
    heads[i] = f->s->columns[i];
    heads[i].count = least(heads[i].count, samples);
  }
  return heads;
}

/* Where an alternative is not available in most samples, its line has a gap. */
static bool is_available(const struct figure *f, uint32_t value, const struct vm_column *results) {
  const struct cost_alternative *alternatives = f->s->c->section[COST_ALTERNATIVES].items;
  int32_t gate = alternatives[f->values[value].alternative].gate;
  double share = 0;
  return gate == COST_NONE || (stat_mean(&results[gate], &share) && share >= 0.5);
}

static void point_take(struct figure *f, uint32_t point, const struct vm_column *results,
                       arena scratch) {
  static const double shares[QUANTILES] = {0.05, 0.5, 0.95};
  for (uint32_t i = 0; i < f->value_count; i++) {
    const struct vm_column *column = &results[f->values[i].step];
    double got[QUANTILES] = {0};
    if (is_available(f, i, results)) {
      (void)stat_quantiles(column, shares, QUANTILES, got, scratch);
    }
    for (int k = 0; k < QUANTILES; k++) {
      f->curves[i].at[k][point] = got[k] / f->values[i].factor;
    }
  }
}

/* Shortens the program to what the figure needs. */
static uint8_t *wants_make(const struct figure *f, struct vm_program *p, arena *a) {
  const struct cost_alternative *alternatives = f->s->c->section[COST_ALTERNATIVES].items;
  uint8_t *wants = NEW(a, uint8_t, p->step_count);
  for (uint32_t i = 0; i < f->value_count; i++) {
    int32_t gate = alternatives[f->values[i].alternative].gate;
    wants[f->values[i].step] = VM_KEEP;
    if (gate != COST_NONE) {
      wants[gate] = VM_KEEP;
    }
  }
  while (wants[p->step_count - 1] == VM_UNWANTED) {
    p->step_count--;
  }
  return wants;
}

/* Computes the outputs at each x; of the program only what depends on x is computed again. */
static void curves_make(struct figure *f, arena scratch) {
  struct vm_program program = f->s->program;
  uint8_t *wants = wants_make(f, &program, &scratch);
  uint32_t samples = least(f->s->samples, SAMPLES);
  while (samples > SAMPLES_MIN && program.step_count > CELLS_MAX / samples) {
    samples /= 2;
  }
  struct vm_column *inputs = heads_make(f, samples, &scratch);
  bool *changed = NEW(&scratch, bool, f->s->input_count);
  struct vm_session *vm = vm_start(&program, samples, &scratch);
  struct cost_view view = {f->s, scratch};
  struct vm_demand demand = {wants, NULL, cost_sample, &view};
  changed[f->root->figure_input] = true;
  for (uint32_t point = 0; point < POINTS; point++) {
    inputs[f->root->figure_input] = (struct vm_column){&f->x[point], NULL, 1};
    point_take(f, point, vm_update(vm, inputs, changed, &demand), scratch);
  }
}

/* Which line is the lowest at a point; value_count: there is none. */
static uint32_t lowest_at(const struct figure *f, uint32_t point) {
  uint32_t lowest = f->value_count;
  for (uint32_t i = 0; i < least(f->value_count, CHART_SERIES_MAX); i++) {
    double value = f->curves[i].at[1][point];
    bool is_lower = lowest == f->value_count || value < f->curves[lowest].at[1][point];
    lowest = value > 0 && is_lower ? i : lowest;
  }
  return lowest;
}

/* Where two lines cross between a point and the next one: straight between them, as drawn. */
static struct chart_mark crossing(const struct figure *f, uint32_t point, uint32_t from,
                                  uint32_t to) {
  const double *a = f->curves[from].at[1] + point;
  const double *b = f->curves[to].at[1] + point;
  double share = 0.5; /* where one of them begins or ends */
  double height = 0;
  if (a[0] > 0 && a[1] > 0 && b[0] > 0 && b[1] > 0) {
    double before = fmath_log(a[0]) - fmath_log(b[0]);
    double after = fmath_log(a[1]) - fmath_log(b[1]);
    share = after > before ? before / (before - after) : 0.5;
    height = fmath_between(a[0], a[1], share);
  }
  double x = fmath_between(f->x[point], f->x[point + 1], share);
  return (struct chart_mark){x / f->input->factor, height, from, to};
}

static uint32_t marks_find(const struct figure *f, struct chart_mark ret[POINTS]) {
  uint32_t count = 0;
  uint32_t last = lowest_at(f, 0);
  for (uint32_t point = 0; point + 1 < POINTS; point++) {
    uint32_t next = lowest_at(f, point + 1);
    if (next != last && next < f->value_count && last < f->value_count) {
      ret[count++] = crossing(f, point, last, next);
    }
    last = next;
  }
  return count;
}

/* "Lowest median: Prompting up to 96k, then Fine-tuned." */
static str lines_text(const struct figure *f, const struct chart_lines *c, arena *a) {
  buf text = buf_open(a);
  uint32_t lowest = lowest_at(f, 0);
  buf_str(&text, STR("Medians, each with the range of nine in ten samples. Lowest median: "));
  buf_str(&text, lowest < f->value_count ? c->series[lowest].label : STR("none"));
  for (uint32_t i = 0; i < c->mark_count; i++) {
    buf_str(&text, i == 0 ? STR(" up to ") : STR(", up to "));
    num_print_compact(&text, c->marks[i].x, 2);
    buf_str(&text, STR(", then "));
    buf_str(&text, c->series[c->marks[i].to].label);
  }
  buf_byte(&text, '.');
  return buf_close(&text, a);
}

/* "Calls per day, call/d" */
static str axis_name(const struct cost_session *s, str label, struct pack_text unit, arena *a) {
  str name = arena_join(a, label, STR(", "));
  return unit.n > 0 ? arena_join(a, name, cost_text(s, unit)) : label;
}

static struct chart_series *series_make(const struct figure *f, arena *a) {
  struct chart_series *series = NEW(a, struct chart_series, f->value_count);
  for (uint32_t i = 0; i < f->value_count; i++) {
    const struct curves *c = &f->curves[i];
    series[i] = (struct chart_series){.label = alternative_label(f->s, &f->values[i]),
                                      .middle = c->at[1],
                                      .low = f->s->samples > 1 ? c->at[0] : NULL,
                                      .high = f->s->samples > 1 ? c->at[2] : NULL};
  }
  return series;
}

static void x_make(struct figure *f) {
  for (uint32_t i = 0; i < POINTS; i++) {
    double share = (double)i / (POINTS - 1);
    f->x[i] = fmath_between(f->root->figure_low, f->root->figure_high, share);
  }
}

/* False: the table has no such figure. */
static bool volume_make(struct cost_session *s, struct figure *f, arena *a) {
  const struct cost_root *root = s->c->section[COST_ROOT].items;
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  if (root->figure_input == COST_NONE || root->figure_output == COST_NONE) {
    return false;
  }
  *f = (struct figure){.s = s, .root = root, .input = &s->inputs[root->figure_input]};
  f->values = &outputs[root->figure_output];
  f->value_count =
      cost_output_end(s, (uint32_t)root->figure_output) - (uint32_t)root->figure_output;
  f->curves = NEW(a, struct curves, f->value_count);
  x_make(f);
  curves_make(f, *a);
  return true;
}

/* NUMBER in as many digits as the few samples bear, or undefined where the line has a gap. */
static void point_number(buf *out, double value) {
  enum { DIGITS = 3 };
  if (value > 0 && fmath_is_finite(value)) {
    buf_byte(out, '\t');
    num_print(out, value);
    buf_byte(out, '\t');
    num_print_grouped(out, value, DIGITS);
  } else {
    cost_undefined(out);
  }
}

static void lines_point(struct cost_session *s, arena scratch, buf *out) {
  enum { EACH = 8 }; /* five rows show the course of the lines */
  struct figure f;
  if (!volume_make(s, &f, &scratch)) {
    return;
  }
  for (uint32_t point = 0; point < POINTS; point += EACH) {
    for (uint32_t i = 0; i < f.value_count; i++) {
      buf_str(out, STR("point\t"));
      buf_int(out, point / EACH);
      state_field(out, cost_alternative_id(s, f.values[i].alternative));
      point_number(out, f.x[point] / f.input->factor);
      for (int k = 0; k < QUANTILES; k++) {
        point_number(out, f.curves[i].at[k][point]);
      }
      buf_byte(out, '\n');
    }
  }
}

static void figure_volume(struct cost_session *s, arena scratch, buf *out) {
  const struct cost_root *root = s->c->section[COST_ROOT].items;
  struct figure f;
  if (!volume_make(s, &f, &scratch)) {
    return;
  }
  struct chart_mark marks[POINTS];
  double x[POINTS];
  for (uint32_t i = 0; i < POINTS; i++) {
    x[i] = f.x[i] / f.input->factor;
  }
  const struct vm_column *here = &s->columns[root->figure_input];
  str x_label = label_of(s, f.input->label, f.input->id);
  str y_label = label_of(s, f.values->label, f.values->id);
  struct chart_lines c = {.text = chart_text_of(s, STR("volume"), &scratch),
                          .x = x,
                          .points = POINTS,
                          .series_count = f.value_count,
                          .marks = marks,
                          .mark_count = marks_find(&f, marks)};
  c.series = series_make(&f, &scratch);
  c.here = here->count == 1 ? here->values[0] / f.input->factor : 0;
  c.x_name = axis_name(s, x_label, f.input->unit, &scratch);
  c.y_name = axis_name(s, y_label, f.values->unit, &scratch);
  c.text.title = arena_join(&scratch, arena_join(&scratch, y_label, STR(" by ")), x_label);
  c.text.description = lines_text(&f, &c, &scratch);
  chart_lines(&c, scratch, out);
}

/* --- bars ------------------------------------------------------------------------- */

/* The inputs that matter most, the first first: those of the lines of cost_run. */
static uint32_t bars_make(const struct cost_session *s, const double *rho,
                          struct chart_bar ret[COST_RANKS_MAX]) {
  uint32_t leading[COST_RANKS_MAX];
  uint32_t count = cost_leading(s, rho, leading);
  for (uint32_t i = 0; i < count; i++) {
    const struct cost_input *in = &s->inputs[leading[i]];
    ret[i] = (struct chart_bar){label_of(s, in->label, in->id), rho[leading[i]]};
  }
  return count;
}

/* The main output of an alternative, or, without one, of that which is most often the least. */
static uint32_t bars_output(struct cost_session *s, str alternative, arena scratch) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  double *shares = NEW(&scratch, double, s->main_end - s->main_first);
  uint32_t best = s->main_first;
  cost_shares(s, s->main_first, s->main_end, shares, scratch);
  for (uint32_t i = s->main_first; i < s->main_end; i++) {
    if (str_eq(cost_alternative_id(s, outputs[i].alternative), alternative)) {
      return i;
    }
    best = shares[i - s->main_first] > shares[best - s->main_first] ? i : best;
  }
  return alternative.n > 0 ? s->main_end : best;
}

static str bars_text(const struct chart_bars *c, arena *a) {
  buf text = buf_open(a);
  buf_str(&text, STR("Rank correlation over the samples. "));
  for (uint32_t i = 0; i < c->count; i++) {
    buf_str(&text, i > 0 ? STR(", ") : STR(""));
    buf_str(&text, c->bars[i].label);
    buf_byte(&text, ' ');
    num_print_fixed(&text, c->bars[i].value, 2);
  }
  buf_str(&text, c->count > 0 ? STR(".") : STR("No uncertain input matters."));
  return buf_close(&text, a);
}

static void figure_tornado(struct cost_session *s, str alternative, arena scratch, buf *out) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  uint32_t output =
      s->main_first < s->main_end ? bars_output(s, alternative, scratch) : s->main_end;
  if (output == s->main_end) {
    return;
  }
  struct chart_bar bars[COST_RANKS_MAX];
  struct chart_bars c = {.text = chart_text_of(s, STR("tornado"), &scratch),
                         .less = STR("more of it: lower"),
                         .more = STR("more of it: higher"),
                         .bars = bars};
  c.count = bars_make(s, cost_rank(s, output, scratch), bars);
  str label = label_of(s, outputs[output].label, outputs[output].id);
  label = arena_join(&scratch, STR("What moves most: "), label);
  label = arena_join(&scratch, label, STR(", "));
  c.text.title = arena_join(&scratch, label, alternative_label(s, &outputs[output]));
  c.text.description = bars_text(&c, &scratch);
  chart_bars(&c, scratch, out);
}

void cost_figure(struct cost_session *s, str name, arena scratch, buf *out) {
  str alternative = STR("");
  if (s->results == NULL) {
    cost_settle(s, STR(""), COST_DEMAND_OUTPUTS, scratch);
  } else {
    cost_demand(s, COST_DEMAND_OUTPUTS, scratch); /* after claims there may be none */
  }
  (void)str_cut(name, ' ', &name, &alternative);
  if (str_eq(name, STR("volume"))) {
    figure_volume(s, scratch, out);
  } else if (str_eq(name, STR("points"))) {
    lines_point(s, scratch, out);
  } else if (str_eq(name, STR("tornado"))) {
    figure_tornado(s, alternative, scratch, out);
  }
}
