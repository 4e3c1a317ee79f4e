#include "core/cost_parts.h"
#include "core/mem.h"
#include "core/sobol.h"

str cost_text(const struct cost_session *s, struct pack_text slice) {
  return pack_text_at(&s->c->section[COST_TEXTS], slice);
}

str cost_choice_id(const struct cost_session *s, const struct cost_input *in, uint32_t index) {
  const struct cost_choice *choices = s->c->section[COST_CHOICES].items;
  return cost_text(s, choices[in->first_choice + index].id);
}

str cost_alternative_id(const struct cost_session *s, int32_t alternative) {
  const struct cost_alternative *alternatives = s->c->section[COST_ALTERNATIVES].items;
  return alternative == COST_NONE ? STR("") : cost_text(s, alternatives[alternative].id);
}

uint32_t cost_output_end(const struct cost_session *s, uint32_t beg) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  uint32_t end = beg + 1;
  while (end < s->c->section[COST_OUTPUTS].count &&
         str_eq(cost_text(s, outputs[end].id), cost_text(s, outputs[beg].id))) {
    end++;
  }
  return end;
}

/* --- starting --------------------------------------------------------------------- */

enum { LINE = 64 }; /* of a cache, where a column begins */

static uint32_t sampled_count(const struct cost *c) {
  const struct cost_input *inputs = c->section[COST_INPUTS].items;
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->section[COST_INPUTS].count; i++) {
    count += inputs[i].dist.kind != DIST_FIXED;
  }
  return count;
}

static uint32_t samples_of(const struct cost *c) {
  const struct cost_root *root = c->section[COST_ROOT].items;
  return sampled_count(c) > 0 ? root->samples : 1;
}

static uint32_t rank_samples(uint32_t samples) {
  return samples < COST_RANK_SAMPLES ? samples : COST_RANK_SAMPLES;
}

ptrdiff_t cost_session_size(const struct cost *c) {
  struct vm_program p = cost_program(c);
  ptrdiff_t inputs = c->section[COST_INPUTS].count;
  ptrdiff_t outputs = c->section[COST_OUTPUTS].count;
  ptrdiff_t values = outputs + (ptrdiff_t)c->section[COST_LINES].count;
  uint32_t samples = samples_of(c);
  ptrdiff_t each_input = 3 * (ptrdiff_t)sizeof(double) + 3 +
                         (ptrdiff_t)(sizeof(struct vm_column) + sizeof(struct stat_ranks));
  ptrdiff_t each_output = (ptrdiff_t)sizeof(struct cost_ranks) + inputs * (ptrdiff_t)sizeof(double);
  ptrdiff_t each_sampled = rank_samples(samples) * (ptrdiff_t)sizeof(double) + LINE;
  return (ptrdiff_t)sizeof(struct cost_session) + p.step_count + inputs * each_input +
         outputs * each_output +
         (ptrdiff_t)c->section[COST_ALTERNATIVES].count * (ptrdiff_t)sizeof(struct cost_gate) +
         values * (ptrdiff_t)sizeof(struct cost_summary) + sampled_count(c) * each_sampled +
         samples / 2 * (ptrdiff_t)sizeof(double) + vm_session_size(&p, samples) + 16 * LINE;
}

/* The values of the first output per alternative. */
static void main_find(struct cost_session *s) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  uint32_t count = s->c->section[COST_OUTPUTS].count;
  uint32_t i = 0;
  while (i < count && outputs[i].alternative == COST_NONE) {
    i++;
  }
  s->main_first = i;
  s->main_end = i < count ? cost_output_end(s, i) : i;
}

static void inputs_start(struct cost_session *s, arena *a) {
  ptrdiff_t count = s->input_count;
  s->defaults = NEW(a, double, count);
  s->given = NEW(a, double, count);
  s->is_set = NEW(a, bool, count);
  s->changed = NEW(a, bool, count);
  s->wants = NEW(a, uint8_t, s->program.step_count);
  s->fixed = NEW(a, double, count);
  s->columns = NEW(a, struct vm_column, count);
  s->input_ranks = NEW(a, struct stat_ranks, count);
  s->is_plain = NEW(a, bool, count);
  for (ptrdiff_t i = 0; i < count; i++) {
    s->defaults[i] = cost_own(&s->inputs[i], s->inputs[i].value);
  }
}

struct cost_session *cost_start_seeded(const struct cost *c, uint32_t seed, arena *a) {
  ptrdiff_t size = cost_session_size(c);
  char *at = arena_take(a, size, PACK_ALIGN);
  arena memory = {at, at + size};
  struct cost_session *s = NEW(&memory, struct cost_session, 1);
  s->c = c;
  s->inputs = c->section[COST_INPUTS].items;
  s->input_count = c->section[COST_INPUTS].count;
  s->seed = seed;
  s->samples = samples_of(c);
  s->program = cost_program(c);
  inputs_start(s, &memory);
  s->lines = NEW(&memory, struct cost_summary, c->section[COST_LINES].count);
  s->outputs = NEW(&memory, struct cost_summary, c->section[COST_OUTPUTS].count);
  s->gates = NEW(&memory, struct cost_gate, c->section[COST_ALTERNATIVES].count);
  s->ranks = NEW(&memory, struct cost_ranks, c->section[COST_OUTPUTS].count);
  main_find(s);
  s->scores = arena_take(&memory, s->samples / 2 * (ptrdiff_t)sizeof(double), LINE);
  s->vm = vm_start(&s->program, s->samples, &memory);
  s->memory = memory;
  return s;
}

struct cost_session *cost_start(const struct cost *c, arena *a) {
  const struct cost_root *root = c->section[COST_ROOT].items;
  return cost_start_seeded(c, root->seed, a);
}

/* --- samples ---------------------------------------------------------------------- */

static void clamp(const struct cost_input *in, uint32_t count, double *values) {
  for (uint32_t i = 0; i < count; i++) {
    double value = values[i] < in->low ? in->low : values[i];
    values[i] = value > in->high ? in->high : value;
  }
}

/* Made when the first input is sampled. */
static const double *scores_of(struct cost_session *s, uint32_t bits) {
  if (!s->has_scores) {
    dist_scores(bits, s->scores);
    s->has_scores = true;
  }
  return s->scores;
}

static uint16_t *points_of(const struct cost_session *s, uint32_t input, uint32_t count, arena *a) {
  uint16_t *points = arena_take(a, count * (ptrdiff_t)sizeof *points, LINE);
  sobol_column(s->seed, input, count, points);
  return points;
}

void cost_sample(void *ctx, uint32_t input, uint32_t count, double *ret) {
  const struct cost_view *view = ctx;
  struct cost_session *s = view->s;
  const struct cost_input *in = &s->inputs[input];
  arena scratch = view->scratch;
  ptrdiff_t size = s->samples * (ptrdiff_t)sizeof(double);
  uint32_t bits = (uint32_t)__builtin_ctz(s->samples);
  struct dist_grid grid = {bits, scores_of(s, bits), arena_take(&scratch, size, LINE)};
  struct dist_points points = {.own = points_of(s, input, count, &scratch), .rho = in->rho};
  if (in->mate != COST_NONE) {
    points.mate = points_of(s, (uint32_t)in->mate, count, &scratch);
  }
  dist_column(&in->dist, &grid, &points, count, ret);
  double first = grid.quantiles[0];
  double last = grid.quantiles[s->samples - 1];
  s->is_plain[input] =
      in->mate == COST_NONE && first < last && first >= in->low && last <= in->high;
  if (!s->is_plain[input]) {
    clamp(in, count, ret);
  }
}

/* The column of an input; whether it is another one than before. */
static bool input_settle(struct cost_session *s, uint32_t input) {
  const struct cost_input *in = &s->inputs[input];
  struct vm_column *column = &s->columns[input];
  struct vm_column before = *column;
  if (cost_is_sampled(s, input)) {
    *column = (struct vm_column){NULL, NULL, s->samples};
    return before.values != NULL;
  }
  double value = in->choices > 0 ? s->given[input] : s->given[input] * in->factor + 0; /* no -0 */
  bool is_same = before.values == &s->fixed[input] && s->fixed[input] == value;
  s->fixed[input] = value;
  *column = (struct vm_column){&s->fixed[input], NULL, 1};
  return !is_same;
}

static void values_want(struct cost_session *s, enum cost_section section, uint8_t want) {
  const struct cost_value *values = s->c->section[section].items;
  for (uint32_t i = 0; i < s->c->section[section].count; i++) {
    s->wants[values[i].step] = want;
  }
}

static void gates_want(struct cost_session *s) {
  const struct cost_alternative *alternatives = s->c->section[COST_ALTERNATIVES].items;
  for (uint32_t i = 0; i < s->c->section[COST_ALTERNATIVES].count; i++) {
    if (alternatives[i].gate != COST_NONE) {
      s->wants[alternatives[i].gate] = VM_KEEP;
    }
  }
}

static void tests_want(struct cost_session *s) {
  const struct cost_test *tests = s->c->section[COST_TESTS].items;
  for (uint32_t i = 0; i < s->c->section[COST_TESTS].count; i++) {
    s->wants[tests[i].left] = VM_KEEP;
    s->wants[tests[i].right] = VM_KEEP;
  }
}

static void update(struct cost_session *s, enum cost_demand demand, arena scratch) {
  struct cost_view view = {s, scratch};
  mem_zero(s->wants, s->program.step_count);
  if (demand == COST_DEMAND_TESTS) {
    tests_want(s);
  } else {
    if (demand == COST_DEMAND_LINES) {
      values_want(s, COST_LINES, VM_SHOW);
    }
    values_want(s, COST_OUTPUTS, VM_KEEP);
    gates_want(s);
  }
  s->results = vm_update(s->vm, s->columns, s->changed,
                         &(struct vm_demand){s->wants, cost_show, cost_sample, &view});
}

void cost_settle(struct cost_session *s, str state, enum cost_demand demand, arena scratch) {
  cost_state_read(s, state, scratch);
  for (uint32_t i = 0; i < s->input_count; i++) {
    s->changed[i] = input_settle(s, i);
  }
  update(s, demand, scratch);
}

void cost_demand(struct cost_session *s, enum cost_demand demand, arena scratch) {
  mem_zero(s->changed, s->input_count);
  update(s, demand, scratch);
}
