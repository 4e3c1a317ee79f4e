#include "core/dist.h"
#include "core/fmath.h"
#include "model/cost_input.h"

/* What an input may hold when it says nothing: nothing real is larger. */
#define VALUE_MOST 1e15

/* [low, high] in the input's unit; false when it is absent or wrong. */
static bool read_pair(struct input_reader *r, str key, const struct texts *t, double ret_pair[2]) {
  if (input_node(r, key) == Y_NONE) {
    return false;
  }
  if (t->count != 2) {
    input_refuse(r, D_FIELD_VALUE, key, STR("Write two numbers: [low, high]."));
    return false;
  }
  bool sound = true;
  for (int i = 0; i < 2; i++) {
    sound = cost_read_number(r->b, t->nodes[i], &r->in->unit, true, &ret_pair[i]) && sound;
  }
  r->failed = r->failed || !sound;
  if (sound && ret_pair[0] >= ret_pair[1]) {
    input_refuse(r, D_INPUT_RANGE, key, STR("The first number has to be below the second."));
    return false;
  }
  return sound;
}

static const str kinds[] = {[DIST_FIXED] = STR_INIT("fixed"),
                            [DIST_LOGNORMAL] = STR_INIT("lognormal"),
                            [DIST_UNIFORM] = STR_INIT("uniform"),
                            [DIST_TRIANGULAR] = STR_INIT("triangular")};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* How samples are spread: said wherever there is a range that they are drawn from. */
static void read_dist(struct input_reader *r, bool has_range) {
  str dist = r->raw.dist;
  bool known = input_word(r, STR("dist"), dist, kinds, KINDS);
  for (uint32_t i = 0; known && i < KINDS; i++) {
    r->in->kind = str_eq(kinds[i], dist) ? i : r->in->kind;
  }
  if (r->in->varies && dist.n > 0) {
    input_refuse(r, D_INPUT_GIVEN, STR("dist"), STR(""));
  } else if (has_range && dist.n == 0 && !r->in->varies) {
    input_refuse(r, D_INPUT_DIST, STR("range"),
                 STR("Add `dist: lognormal` (5th to 95th percentile), `uniform` or `triangular` "
                     "(least to most), or `vary: user`."));
  } else if (!has_range && r->in->kind != DIST_FIXED) {
    input_refuse(r, D_FIELD_MISSING, STR("range"),
                 STR("Write `range: [low, high]`: it is what samples are drawn from."));
  }
}

static void read_range(struct input_reader *r) {
  double pair[2];
  bool has_range = input_node(r, STR("range")) != Y_NONE;
  r->in->ranged = read_pair(r, STR("range"), &r->raw.range, pair);
  read_dist(r, has_range);
  if (!r->in->ranged) {
    return;
  }
  r->low = pair[0];
  r->high = pair[1];
  if ((r->in->kind == DIST_LOGNORMAL || r->in->logarithmic) && r->low <= 0) {
    input_refuse(r, D_INPUT_POSITIVE, STR("range"), STR(""));
  }
}

static double median(const struct input_reader *r) {
  if (r->in->kind == DIST_LOGNORMAL || (r->in->varies && r->in->logarithmic)) {
    return fmath_sqrt(r->low * r->high);
  }
  return r->low + (r->high - r->low) / 2;
}

static void read_value(struct input_reader *r) {
  if (r->raw.fallback != Y_NONE) {
    bool sound = cost_read_number(r->b, r->raw.fallback, &r->in->unit, true, &r->value);
    r->failed = r->failed || !sound;
  } else if (r->in->ranged) {
    r->value = median(r);
  } else if (input_node(r, STR("range")) == Y_NONE) {
    input_refuse(r, D_FIELD_MISSING, STR("default"), STR("Write `default:`, or a `range:`."));
  }
}

/* Bounds, and whether the default keeps them and its own range. */
static void read_bounds(struct input_reader *r) {
  bool negative = r->value < 0 || r->low < 0;
  double pair[2] = {negative ? -VALUE_MOST : 0, VALUE_MOST};
  bool given = read_pair(r, STR("bounds"), &r->raw.bounds, pair);
  if (r->failed) {
    return;
  }
  bool outside = r->value < pair[0] || r->value > pair[1];
  bool beside = r->in->ranged && (r->value < r->low || r->value > r->high);
  if (outside || beside) {
    bool written = r->raw.fallback != Y_NONE;
    input_refuse(r, D_INPUT_BOUNDS, written ? STR("default") : STR("bounds"),
                 outside && given && written ? STR("It has to keep its own `bounds:`.")
                 : outside && given ? STR("The middle of the range has to keep the bounds.")
                 : beside           ? STR("It has to lie within its own `range:`.")
                                    : STR("Numbers go up to 1e15; take a larger unit."));
  }
  double factor = r->in->unit.factor;
  r->in->value = r->value * factor;
  r->in->low = r->low * factor;
  r->in->high = r->high * factor;
  r->in->least = pair[0] * factor;
  r->in->most = pair[1] * factor;
  r->in->mode = r->in->value; /* of a triangular range: the default, or the middle */
}

void input_read_number(struct input_reader *r) {
  read_range(r);
  read_value(r);
  read_bounds(r);
  r->in->kind = r->in->ranged && !r->failed ? r->in->kind : DIST_FIXED;
  if (r->in->source < 0 && r->raw.source.n == 0 && !r->in->varies && !r->failed) {
    diag_add(r->b->read.diags, D_INPUT_SOURCE, r->in->at, r->in->id);
  }
}

/* --- pairs that go together ---------------------------------------------------- */

/* The sampled input that an item names, or -1. */
static ptrdiff_t read_partner(struct cost_build *b, uint32_t node) {
  str id = b->read.doc->nodes[node].kind == Y_SCALAR ? ynode_text(b->read.doc, node) : STR("");
  str *ids = NEW(b->read.perm, str, b->input_count);
  for (ptrdiff_t i = 0; i < b->input_count; i++) {
    ids[i] = b->inputs[i].id;
    if (!str_eq(ids[i], id)) {
      continue;
    }
    if (b->inputs[i].kind == DIST_FIXED && !b->build[i].failed) {
      fields_refuse(&b->read, D_INPUT_PAIR, node,
                    STR("It has no samples: only inputs with `range:` and `dist:` have some."));
    }
    return b->inputs[i].kind == DIST_FIXED ? -1 : i;
  }
  struct diag *d = fields_refuse(&b->read, D_INPUT_PAIR, node, STR("Name an input of the table."));
  diag_suggest(b->read.diags, d, id, ids, b->input_count);
  return -1;
}

static bool is_paired(const struct cost_build *b, ptrdiff_t input) {
  bool paired = b->inputs[input].mate >= 0;
  for (ptrdiff_t i = 0; i < b->input_count; i++) {
    paired = paired || b->inputs[i].mate == (int32_t)input;
  }
  return paired;
}

/* `[static, out, 0.4]`. */
static void read_pair_of(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  uint32_t first = doc->nodes[node].child;
  double rho;
  if (doc->nodes[node].kind != Y_LIST || ynode_count(doc, node) != 3) {
    fields_refuse(&b->read, D_FIELD_VALUE, node,
                  STR("Write two inputs and their correlation: [[static, out, 0.4]]."));
    return;
  }
  uint32_t second = doc->nodes[first].next;
  uint32_t third = doc->nodes[second].next;
  struct unit pure = unit_pure();
  ptrdiff_t one = read_partner(b, first);
  ptrdiff_t two = read_partner(b, second);
  if (!cost_read_number(b, third, &pure, true, &rho)) {
    return;
  }
  if (!(rho > -1 && rho < 1)) {
    fields_refuse(&b->read, D_FIELD_VALUE, third, STR("A correlation lies between -1 and 1."));
  } else if (one >= 0 && two >= 0 && (one == two || is_paired(b, one) || is_paired(b, two))) {
    fields_refuse(&b->read, D_INPUT_PAIR, is_paired(b, one) ? first : second,
                  STR("Each input stands in one pair: several could contradict each other."));
  } else if (one >= 0 && two >= 0) {
    struct table_input *later = &b->inputs[one > two ? one : two];
    later->mate = (int32_t)(one > two ? two : one);
    later->rho = rho;
  }
}

void cost_read_pairs(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  if (node != Y_NONE && doc->nodes[node].kind != Y_LIST) {
    fields_refuse(&b->read, D_FIELD_TYPE, node, STR("Write a list: [[static, out, 0.4]]."));
    return;
  }
  for (uint32_t i = node == Y_NONE ? Y_NONE : doc->nodes[node].child; i != Y_NONE;
       i = doc->nodes[i].next) {
    read_pair_of(b, i);
  }
}
