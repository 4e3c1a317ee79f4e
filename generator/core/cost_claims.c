#include "core/cost_parts.h"
#include "core/fmath.h"
#include "core/state.h"

enum verdict { CLAIM_TRUE, CLAIM_CLOSE, CLAIM_FALSE, CLAIM_UNDEFINED };

/* One comparison in the session's state. */
struct tested {
  const struct cost_test *test;
  double left, right;
  bool has_left, has_right;
  enum verdict verdict;
  double room; /* from the margin on; below 0: too close, or beyond */
};

static bool step_value(const struct cost_session *s, uint32_t step, double *ret_value) {
  const struct vm_column *column = &s->results[step];
  *ret_value = column->values[0];
  return column->count == 1 && (column->mask == NULL || column->mask[0] != 0);
}

static struct tested test_run(const struct cost_session *s, const struct cost_test *test) {
  struct tested t = {.test = test};
  t.has_left = step_value(s, test->left, &t.left);
  t.has_right = step_value(s, test->right, &t.right);
  if (!t.has_left || !t.has_right) {
    t.verdict = CLAIM_UNDEFINED;
    return t;
  }
  bool holds = test->is_strict != 0 ? t.left < t.right : t.left <= t.right;
  double distance = t.right - t.left;
  t.room = distance - test->margin;
  t.verdict = !holds ? CLAIM_FALSE : distance < test->margin ? CLAIM_CLOSE : CLAIM_TRUE;
  return t;
}

/* The worse one; of those that are as bad, the one with less room. */
static bool is_worse(const struct tested *t, const struct tested *than) {
  return t->verdict > than->verdict || (t->verdict == than->verdict && t->room < than->room);
}

static void side_write(buf *out, bool is_defined, double value, double factor) {
  if (is_defined) {
    cost_shown(out, value, factor, COST_DIGITS);
  } else {
    cost_undefined(out);
  }
}

static void claim_write(const struct cost_session *s, const struct cost_claim *claim,
                        const struct tested *t, buf *out) {
  static const str words[] = {STR_INIT("true"), STR_INIT("close"), STR_INIT("false"),
                              STR_INIT("undefined")};
  bool has_both = t->has_left && t->has_right;
  bool is_never = has_both && (t->left == VM_NEVER || t->right == VM_NEVER);
  buf_str(out, STR("claim"));
  state_field(out, cost_text(s, claim->id));
  state_field(out, words[t->verdict]);
  side_write(out, t->has_left, t->left, t->test->factor);
  side_write(out, t->has_right, t->right, t->test->factor);
  side_write(out, has_both, is_never ? VM_NEVER : t->right - t->left, t->test->factor);
  state_field(out, cost_text(s, t->test->unit));
  const struct cost_test *tests = s->c->section[COST_TESTS].items;
  buf_byte(out, '\t');
  buf_int(out, t->test - tests - (ptrdiff_t)claim->first_test);
  buf_byte(out, '\n');
}

void cost_claims(struct cost_session *s, arena scratch, buf *out) {
  const struct cost_claim *claims = s->c->section[COST_CLAIMS].items;
  const struct cost_test *tests = s->c->section[COST_TESTS].items;
  for (uint32_t i = 0; i < s->c->section[COST_CLAIMS].count; i++) {
    cost_settle(s, cost_text(s, claims[i].state), COST_DEMAND_TESTS, scratch);
    struct tested worst = test_run(s, &tests[claims[i].first_test]);
    for (uint32_t k = 1; k < claims[i].tests; k++) {
      struct tested next = test_run(s, &tests[claims[i].first_test + k]);
      worst = is_worse(&next, &worst) ? next : worst;
    }
    claim_write(s, &claims[i], &worst, out);
  }
}

/* --- the same bits everywhere ------------------------------------------------------- */

static uint64_t hash_add(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 29;
}

static uint64_t hash_column(uint64_t hash, const struct vm_column *column) {
  hash = hash_add(hash, column->count);
  for (uint32_t i = 0; i < column->count; i++) {
    uint64_t bits;
    __builtin_memcpy(&bits, &column->values[i], sizeof bits);
    hash = hash_add(hash, bits);
    if (column->mask != NULL && column->mask[i] == 0) {
      hash = hash_add(hash, 1); /* no double that occurs: 0 is not so small */
    }
  }
  return hash;
}

static uint64_t hash_outputs(const struct cost_session *s, uint64_t hash) {
  const struct cost_value *outputs = s->c->section[COST_OUTPUTS].items;
  for (uint32_t i = 0; i < s->c->section[COST_OUTPUTS].count; i++) {
    hash = hash_column(hash, &s->results[outputs[i].step]);
  }
  return hash;
}

uint64_t cost_hash(struct cost_session *s, arena scratch) {
  const struct cost_scenario *scenarios = s->c->section[COST_SCENARIOS].items;
  cost_settle(s, STR(""), COST_DEMAND_OUTPUTS, scratch);
  uint64_t hash = hash_outputs(s, 0);
  for (uint32_t i = 0; i < s->c->section[COST_SCENARIOS].count; i++) {
    arena a = scratch;
    str id = cost_text(s, scenarios[i].id);
    buf state = buf_new(&a, 16 + 3 * id.n);
    state_add(&state, 0, STR("scenario"), id);
    cost_settle(s, buf_text(&state), COST_DEMAND_OUTPUTS, a);
    hash = hash_outputs(s, hash);
  }
  return hash;
}

/* --- errors ---------------------------------------------------------------------------- */

/* What every scramble says: medians and shares of each output value, by scramble. */
struct scrambles {
  uint32_t count;
  uint32_t values;
  double *medians, *shares;
  bool *is_defined; /* by output value: in all scrambles */
};

static void scramble_run(const struct cost *c, str state, uint32_t index,
                         const struct scrambles *all, arena scratch) {
  const struct cost_root *root = c->section[COST_ROOT].items;
  const struct cost_value *outputs = c->section[COST_OUTPUTS].items;
  struct cost_session *s = cost_start_seeded(c, root->seed + index, &scratch);
  double *medians = all->medians + (size_t)index * all->values;
  cost_settle(s, state, COST_DEMAND_OUTPUTS, scratch);
  for (uint32_t i = 0; i < all->values; i++) {
    const struct cost_summary *m = &s->outputs[i];
    medians[i] = m->median / outputs[i].factor;
    all->is_defined[i] =
        all->is_defined[i] && m->is_defined && m->median < VM_NEVER && fmath_is_finite(medians[i]);
  }
  uint32_t end = 0;
  for (uint32_t beg = 0; beg < all->values; beg = end) {
    end = cost_output_end(s, beg);
    cost_shares(s, beg, end, all->shares + (size_t)index * all->values + beg, scratch);
  }
}

/* Around their mean, of one output value. */
static double deviation(const double *values, const struct scrambles *all, uint32_t value) {
  double sum = 0;
  double squares = 0;
  for (uint32_t i = 0; i < all->count; i++) {
    sum += values[(size_t)i * all->values + value] / all->count;
  }
  for (uint32_t i = 0; i < all->count; i++) {
    double off = values[(size_t)i * all->values + value] - sum;
    squares += off * off;
  }
  return all->count > 1 ? fmath_sqrt(squares / (all->count - 1)) : 0;
}

static void error_write(const struct cost *c, str kind, uint32_t value, double error, buf *out) {
  struct cost_session names = {.c = c};
  const struct cost_value *v = (const struct cost_value *)c->section[COST_OUTPUTS].items + value;
  buf_str(out, kind);
  state_field(out, cost_text(&names, v->id));
  state_field(out, cost_alternative_id(&names, v->alternative));
  cost_number(out, error, COST_DIGITS_ERROR);
  buf_byte(out, '\n');
}

void cost_errors(const struct cost *c, str state, arena scratch, buf *out) {
  const struct cost_root *root = c->section[COST_ROOT].items;
  const struct cost_value *outputs = c->section[COST_OUTPUTS].items;
  struct scrambles all = {.count = root->scrambles + 1, .values = c->section[COST_OUTPUTS].count};
  ptrdiff_t cells = (ptrdiff_t)all.count * all.values;
  all.medians = NEW(&scratch, double, cells);
  all.shares = NEW(&scratch, double, cells);
  all.is_defined = NEW(&scratch, bool, all.values);
  for (uint32_t i = 0; i < all.values; i++) {
    all.is_defined[i] = true;
  }
  for (uint32_t i = 0; i < all.count; i++) {
    scramble_run(c, state, i, &all, scratch);
  }
  for (uint32_t i = 0; i < all.values; i++) {
    double error = deviation(all.medians, &all, i);
    error_write(c, STR("error"), i, all.is_defined[i] ? error : FMATH_UNDEFINED, out);
  }
  for (uint32_t i = 0; i < all.values; i++) {
    if (outputs[i].alternative != COST_NONE) {
      error_write(c, STR("error-share"), i, deviation(all.shares, &all, i), out);
    }
  }
}
