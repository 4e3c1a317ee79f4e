#include "core/cost.h"

#include "core/cost_fold.h"
#include "core/fmath.h"

/* Of one item, by section. */
static const uint32_t item_size[COST_SECTIONS] = {
    [COST_TEXTS] = 1,
    [COST_STEPS] = sizeof(struct vm_step),
    [COST_CONSTANTS] = sizeof(double),
    [COST_INPUTS] = sizeof(struct cost_input),
    [COST_CHOICES] = sizeof(struct cost_choice),
    [COST_ALTERNATIVES] = sizeof(struct cost_alternative),
    [COST_LINES] = sizeof(struct cost_value),
    [COST_OUTPUTS] = sizeof(struct cost_value),
    [COST_SCENARIOS] = sizeof(struct cost_scenario),
    [COST_SETTINGS] = sizeof(struct cost_setting),
    [COST_CLAIMS] = sizeof(struct cost_claim),
    [COST_TESTS] = sizeof(struct cost_test),
    [COST_ROOT] = sizeof(struct cost_root),
};

/* The same natively and in WebAssembly. */
_Static_assert(sizeof(struct vm_step) == 16, "layout of an image");
_Static_assert(sizeof(struct cost_input) == 112, "layout of an image");
_Static_assert(sizeof(struct cost_value) == 48, "layout of an image");
_Static_assert(sizeof(struct cost_setting) == 16, "layout of an image");
_Static_assert(sizeof(struct cost_claim) == 24, "layout of an image");
_Static_assert(sizeof(struct cost_test) == 40, "layout of an image");
_Static_assert(sizeof(struct cost_root) == 56, "layout of an image");

/* `count` items from `first` on exist in the section. */
static bool range_exists(const struct cost *c, enum cost_section section, uint32_t first,
                         uint32_t count) {
  uint32_t all = c->section[section].count;
  return first <= all && count <= all - first;
}

static bool text_check(const struct cost *c, struct pack_text slice) {
  return range_exists(c, COST_TEXTS, slice.at, slice.n);
}

static bool id_check(const struct cost *c, struct pack_text slice) {
  return slice.n > 0 && text_check(c, slice);
}

/* A step or an alternative, or none. */
static bool index_check(const struct cost *c, enum cost_section section, int32_t index) {
  return index == COST_NONE || (index >= 0 && range_exists(c, section, (uint32_t)index, 1));
}

static bool is_factor(double x) {
  return x > 0 && fmath_is_finite(x);
}

/* Leaves room for what conversion between units rounds. */
static bool is_value(double x) {
  const double most = 1e300;
  return x >= -most && x <= most;
}

/* In base units: within the input's bounds, and a value in its own unit as well. */
static bool value_check(const struct cost_input *in, double value) {
  if (in->choices > 0) {
    return value >= 0 && value < (double)in->choices && fmath_floor(value) == value;
  }
  return value >= in->low && value <= in->high && is_value(value) && is_value(value / in->factor);
}

/* Finite ends in their order; samples come between them, or are clamped to the bounds. */
static bool dist_check(const struct cost_input *in) {
  const struct dist *d = &in->dist;
  if (d->kind == DIST_FIXED && in->slide == SLIDE_NONE) {
    return true;
  }
  bool has_ends = d->from <= d->to && is_value(d->from) && is_value(d->to) &&
                  is_value(d->from / in->factor) && is_value(d->to / in->factor);
  bool has_slider = in->slide == SLIDE_NONE || (d->from < d->to && in->slide <= SLIDE_LOG);
  bool is_lognormal = d->kind == DIST_LOGNORMAL || in->slide == SLIDE_LOG;
  bool is_triangular = d->kind == DIST_TRIANGULAR;
  return in->choices == 0 && d->kind <= DIST_TRIANGULAR && has_ends && has_slider &&
         (!is_lognormal || d->from > 0) &&
         (!is_triangular || (d->mode >= d->from && d->mode <= d->to));
}

/* Both are sampled, and the other one goes along with none. */
static bool mate_check(const struct cost_input *inputs, uint32_t i) {
  const struct cost_input *in = &inputs[i];
  if (in->mate == COST_NONE) {
    return true;
  }
  return in->mate >= 0 && (uint32_t)in->mate < i && in->dist.kind != DIST_FIXED &&
         inputs[in->mate].dist.kind != DIST_FIXED && inputs[in->mate].mate == COST_NONE &&
         in->rho >= -1 && in->rho <= 1;
}

static bool inputs_check(const struct cost *c) {
  const struct cost_input *in = c->section[COST_INPUTS].items;
  for (uint32_t i = 0; i < c->section[COST_INPUTS].count; i++) {
    if (!id_check(c, in[i].id) || !text_check(c, in[i].label) || !text_check(c, in[i].unit) ||
        !is_factor(in[i].factor) ||
        !range_exists(c, COST_CHOICES, in[i].first_choice, in[i].choices) ||
        !value_check(&in[i], in[i].value) || !dist_check(&in[i]) || !mate_check(in, i) ||
        str_eq(pack_text_at(&c->section[COST_TEXTS], in[i].id), STR("scenario"))) {
      return false;
    }
  }
  const struct cost_choice *choices = c->section[COST_CHOICES].items;
  for (uint32_t i = 0; i < c->section[COST_CHOICES].count; i++) {
    if (!id_check(c, choices[i].id)) {
      return false;
    }
  }
  return true;
}

static bool scenarios_check(const struct cost *c) {
  const struct cost_scenario *scenarios = c->section[COST_SCENARIOS].items;
  for (uint32_t i = 0; i < c->section[COST_SCENARIOS].count; i++) {
    if (!id_check(c, scenarios[i].id) ||
        !range_exists(c, COST_SETTINGS, scenarios[i].first, scenarios[i].count)) {
      return false;
    }
  }
  const struct cost_input *inputs = c->section[COST_INPUTS].items;
  const struct cost_setting *settings = c->section[COST_SETTINGS].items;
  for (uint32_t i = 0; i < c->section[COST_SETTINGS].count; i++) {
    if (!range_exists(c, COST_INPUTS, settings[i].input, 1) ||
        !value_check(&inputs[settings[i].input], settings[i].value)) {
      return false;
    }
  }
  return true;
}

static bool alternatives_check(const struct cost *c) {
  const struct cost_alternative *alternatives = c->section[COST_ALTERNATIVES].items;
  for (uint32_t i = 0; i < c->section[COST_ALTERNATIVES].count; i++) {
    if (!id_check(c, alternatives[i].id) || !text_check(c, alternatives[i].label) ||
        !index_check(c, COST_STEPS, alternatives[i].gate)) {
      return false;
    }
  }
  return true;
}

/* Lines or outputs. */
static bool values_check(const struct cost *c, enum cost_section section) {
  const struct cost_value *values = c->section[section].items;
  for (uint32_t i = 0; i < c->section[section].count; i++) {
    const struct cost_value *v = &values[i];
    if (!id_check(c, v->id) || !text_check(c, v->label) || !text_check(c, v->unit) ||
        !is_factor(v->factor) || !range_exists(c, COST_STEPS, v->step, 1) ||
        v->kind > COST_RETRAIN || !index_check(c, COST_ALTERNATIVES, v->alternative) ||
        (section == COST_LINES && v->alternative == COST_NONE)) {
      return false;
    }
  }
  return true;
}

static bool claims_check(const struct cost *c) {
  const struct cost_claim *claims = c->section[COST_CLAIMS].items;
  for (uint32_t i = 0; i < c->section[COST_CLAIMS].count; i++) {
    if (!id_check(c, claims[i].id) || !text_check(c, claims[i].state) || claims[i].tests == 0 ||
        !range_exists(c, COST_TESTS, claims[i].first_test, claims[i].tests)) {
      return false;
    }
  }
  const struct cost_test *tests = c->section[COST_TESTS].items;
  for (uint32_t i = 0; i < c->section[COST_TESTS].count; i++) {
    const struct cost_test *t = &tests[i];
    if (!range_exists(c, COST_STEPS, t->left, 1) || !range_exists(c, COST_STEPS, t->right, 1) ||
        !(t->margin >= 0 && is_value(t->margin)) || !is_factor(t->factor) ||
        !text_check(c, t->unit)) {
      return false;
    }
  }
  return true;
}

/* What is drawn against what. */
static bool figure_check(const struct cost *c, const struct cost_root *root) {
  if (!index_check(c, COST_INPUTS, root->figure_input) ||
      !index_check(c, COST_OUTPUTS, root->figure_output)) {
    return false;
  }
  if (root->figure_input != COST_NONE &&
      !(root->figure_low > 0 && root->figure_low < root->figure_high &&
        is_value(root->figure_high))) {
    return false;
  }
  const struct cost_value *outputs = c->section[COST_OUTPUTS].items;
  return root->figure_output == COST_NONE || outputs[root->figure_output].alternative != COST_NONE;
}

static bool root_check(const struct cost *c) {
  const struct cost_root *root = c->section[COST_ROOT].items;
  return c->section[COST_ROOT].count == 1 && id_check(c, root->id) &&
         text_check(c, root->version) && root->samples >= COST_SAMPLES_MIN &&
         root->samples <= COST_SAMPLES_MAX && (root->samples & (root->samples - 1)) == 0 &&
         root->scrambles <= COST_SCRAMBLES_MAX && figure_check(c, root) &&
         c->section[COST_STEPS].count <= COST_CELLS_MAX / root->samples;
}

struct vm_program cost_program(const struct cost *c) {
  return (struct vm_program){
      .steps = c->section[COST_STEPS].items,
      .step_count = c->section[COST_STEPS].count,
      .constants = c->section[COST_CONSTANTS].items,
      .constant_count = c->section[COST_CONSTANTS].count,
      .input_count = c->section[COST_INPUTS].count,
  };
}

bool cost_open(str image, struct cost *ret_cost) {
  struct cost c;
  for (int i = 0; i < COST_SECTIONS; i++) {
    c.section[i].size = item_size[i];
  }
  if (!pack_open(image, PACK_COST, COST_VERSION, c.section, COST_SECTIONS) || !root_check(&c) ||
      !inputs_check(&c) || !scenarios_check(&c) || !alternatives_check(&c) ||
      !values_check(&c, COST_LINES) || !values_check(&c, COST_OUTPUTS) || !claims_check(&c)) {
    return false;
  }
  struct vm_program p = cost_program(&c);
  if (!vm_check(&p)) {
    return false;
  }
  *ret_cost = c;
  return true;
}

void cost_pack(const struct cost *sections, buf *out) {
  struct cost c = *sections;
  for (int i = 0; i < COST_SECTIONS; i++) {
    c.section[i].size = item_size[i];
  }
  pack_write(PACK_COST, COST_VERSION, c.section, COST_SECTIONS, out);
}

/* The parts of its items: doubles and pairs of numbers, but bytes of steps, whose numbers are
 * small. */
static uint32_t part_size(int section) {
  return section == COST_TEXTS || section == COST_STEPS ? 1 : 8;
}

void cost_fold(const struct cost *sections, arena scratch, buf *out) {
  struct cost c = *sections;
  for (int i = 0; i < COST_SECTIONS; i++) {
    struct pack_section *s = &c.section[i];
    uint32_t part = part_size(i);
    char *turned = NEW(&scratch, char, (ptrdiff_t)s->count *item_size[i]);
    pack_turn(s->items, s->count, item_size[i] / part, part, turned);
    s->items = turned;
    s->size = item_size[i];
  }
  pack_write(PACK_COST, COST_FOLDED, c.section, COST_SECTIONS, out);
}

bool cost_unfold(str folded, char *rows, struct cost *ret_cost) {
  if (!pack_take(folded, PACK_COST, COST_FOLDED, ret_cost->section, COST_SECTIONS)) {
    return false;
  }
  for (int i = 0; i < COST_SECTIONS; i++) {
    struct pack_section *s = &ret_cost->section[i];
    uint32_t part = part_size(i);
    s->size = item_size[i];
    char *row = rows + ((const char *)s->items - folded.s);
    pack_turn(s->items, s->size / part, s->count, part, row);
    s->items = row;
  }
  return true;
}
