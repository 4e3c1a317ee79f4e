#include "core/chart.h"
#include "core/chart_image.h"
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

static void put(buf *out, const void *bytes, ptrdiff_t size) {
  buf_str(out, (str){bytes, size});
}

static void put_text(buf *out, str text) {
  uint32_t size = (uint32_t)text.n;
  put(out, &size, (ptrdiff_t)sizeof size);
  buf_str(out, text);
}

static void put_id(const struct cost_session *s, buf *out) {
  const struct cost_root *root = s->c->section[COST_ROOT].items;
  put_text(out, cost_text(s, root->id));
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
  struct figure f;
  if (!volume_make(s, &f, &scratch)) {
    return;
  }
  const struct vm_column *here = &s->columns[f.root->figure_input];
  struct chart_image image = {
      .kind = CHART_LINES,
      .count = least(f.value_count, CHART_SERIES_MAX),
      .points = POINTS,
      .has_bands = s->samples > 1,
      .here = here->count == 1 ? here->values[0] / f.input->factor : 0,
  };
  for (uint32_t i = 0; i < POINTS; i++) {
    f.x[i] /= f.input->factor;
  }
  put(out, &image, (ptrdiff_t)sizeof image);
  put(out, f.x, (ptrdiff_t)sizeof f.x);
  put(out, f.curves, (ptrdiff_t)sizeof *f.curves * (ptrdiff_t)image.count);
  put_id(s, out);
  put_text(out, label_of(s, f.values->label, f.values->id));
  put_text(out, cost_text(s, f.values->unit));
  put_text(out, label_of(s, f.input->label, f.input->id));
  put_text(out, cost_text(s, f.input->unit));
  for (uint32_t i = 0; i < image.count; i++) {
    put_text(out, alternative_label(s, &f.values[i]));
  }
}

/* --- bars ------------------------------------------------------------------------- */

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

static void figure_tornado(struct cost_session *s, str alternative, arena scratch, buf *out) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  uint32_t output =
      s->main_first < s->main_end ? bars_output(s, alternative, scratch) : s->main_end;
  if (output == s->main_end) {
    return;
  }
  uint32_t leading[COST_RANKS_MAX];
  const double *rho = cost_rank(s, output, scratch);
  struct chart_image image = {.kind = CHART_BARS, .count = cost_leading(s, rho, leading)};
  put(out, &image, (ptrdiff_t)sizeof image);
  for (uint32_t i = 0; i < image.count; i++) {
    put(out, &rho[leading[i]], (ptrdiff_t)sizeof *rho);
  }
  put_id(s, out);
  put_text(out, label_of(s, outputs[output].label, outputs[output].id));
  put_text(out, alternative_label(s, &outputs[output]));
  for (uint32_t i = 0; i < image.count; i++) {
    const struct cost_input *in = &s->inputs[leading[i]];
    put_text(out, label_of(s, in->label, in->id));
  }
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
