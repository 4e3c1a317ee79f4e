#include "core/vm.h"

#include "core/fmath.h"
#include "core/mem.h"

/*
 * A step runs over its column a block at a time. Operands of one value are spread
 * over a block first, so that each operation is one plain loop over arrays, which
 * compilers turn into vector instructions. What the operations leave behind is
 * settled per block: what is not finite, or comes from what is undefined, is masked.
 */
enum { BLOCK = 256, OPERANDS_MAX = 3 }; /* operands and result stay in the first cache */

struct operand {
  const double *values;
  const uint8_t *mask;
  bool is_one;          /* one value in all */
  double spread[BLOCK]; /* that value, again and again */
};

/* A step under way. */
struct work {
  const struct vm_program *p;
  const struct vm_step *step;
  struct operand in[OPERANDS_MAX];
  int operands;
  uint32_t count; /* of its column */
  double *values;
  uint8_t *mask; /* NULL until something is undefined */
};

static const uint8_t operand_count[VM_OP_COUNT] = {
#define VM_OPERANDS(name, operands) [VM_##name] = (operands),
    VM_OPS(VM_OPERANDS)
#undef VM_OPERANDS
};

static bool power_exists(uint32_t b) {
  return b <= VM_POWER_MAX || b >= 0U - (uint32_t)VM_POWER_MAX;
}

static bool step_check(const struct vm_program *p, uint32_t i) {
  const struct vm_step *s = &p->steps[i];
  if (s->op >= VM_OP_COUNT) {
    return false;
  }
  uint32_t operands = operand_count[s->op];
  if ((operands > 0 && s->a >= i) || (operands > 1 && s->b >= i) || (operands > 2 && s->c >= i)) {
    return false;
  }
  switch (s->op) {
    case VM_CONST:
      return s->a < p->constant_count;
    case VM_INPUT:
      return s->a < p->input_count;
    case VM_PICK:
      return s->c > 0 && s->c <= p->constant_count && s->b <= p->constant_count - s->c;
    case VM_POW:
      return power_exists(s->b);
    default:
      return true;
  }
}

bool vm_check(const struct vm_program *p) {
  bool is_sound = p->step_count <= VM_STEPS_MAX;
  for (uint32_t i = 0; is_sound && i < p->constant_count; i++) {
    is_sound = fmath_is_finite(p->constants[i]);
  }
  for (uint32_t i = 0; is_sound && i < p->step_count; i++) {
    is_sound = step_check(p, i);
  }
  return is_sound;
}

static double pick(const double *choices, uint32_t count, double index) {
  uint32_t i = index >= 0 && index < (double)count ? (uint32_t)index : count;
  return i < count && (double)i == index ? choices[i] : FMATH_UNDEFINED;
}

/* One operation over a block; what is undefined comes out as not finite. */
/* NOLINTNEXTLINE(readability-function-cognitive-complexity): a table of operations */
static void block_compute(const struct work *w, const double *const in[OPERANDS_MAX],
                          double *restrict out, ptrdiff_t n) {
  const double *x = in[0];
  const double *y = in[1];
  const double *z = in[2];
  const struct vm_step *s = w->step;
#define EACH(name, value)               \
  case VM_##name:                       \
    for (ptrdiff_t i = 0; i < n; i++) { \
      out[i] = (value);                 \
    }                                   \
    break
  switch (s->op) {
    EACH(PICK, pick(w->p->constants + s->b, s->c, x[i]));
    EACH(NEG, -x[i]);
    EACH(ADD, x[i] + y[i]);
    EACH(SUB, x[i] - y[i]);
    EACH(MUL, x[i] * y[i]);
    EACH(DIV, x[i] / y[i]);
    EACH(POW, fmath_power(x[i], (int)s->b));
    EACH(MIN, y[i] < x[i] ? y[i] : x[i]);
    EACH(MAX, y[i] > x[i] ? y[i] : x[i]);
    EACH(LT, x[i] < y[i] ? 1 : 0);
    EACH(LE, x[i] <= y[i] ? 1 : 0);
    EACH(EQ, x[i] == y[i] ? 1 : 0);
    EACH(NOT, x[i] == 0 ? 1 : 0);
    EACH(AND, x[i] != 0 && y[i] != 0 ? 1 : 0);
    EACH(OR, x[i] != 0 || y[i] != 0 ? 1 : 0);
    EACH(IF, x[i] != 0 ? y[i] : z[i]);
    EACH(FLOOR, fmath_floor(x[i]));
    EACH(CEIL, fmath_ceil(x[i]));
    EACH(ABS, x[i] < 0 ? -x[i] : x[i]);
    EACH(SQRT, fmath_sqrt(x[i]));
    EACH(EXP, fmath_exp(x[i]));
    EACH(LOG, fmath_log(x[i]));
    default: /* CONST and INPUT are columns already */
      break;
  }
#undef EACH
}

static bool block_is_finite(const double *values, ptrdiff_t n) {
  int others = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    others |= !fmath_is_finite(values[i]);
  }
  return others == 0;
}

/* Clears what an undefined operand touches: but for the branch that an IF does not take. */
static void mask_spread(const struct work *w, int operand, ptrdiff_t at, ptrdiff_t n,
                        uint8_t *mask) {
  const struct operand *o = &w->in[operand];
  const double *condition = w->step->op == VM_IF && operand > 0 ? w->in[0].values + at : NULL;
  for (ptrdiff_t i = 0; i < n; i++) {
    bool is_defined = o->mask[o->is_one ? 0 : at + i] != 0;
    bool is_needed = condition == NULL || (condition[i] != 0) == (operand == 1);
    mask[i] = mask[i] && (is_defined || !is_needed);
  }
}

/* Masks what is undefined in a block whose values were computed. */
static void block_settle(struct work *w, ptrdiff_t at, ptrdiff_t n, arena *a) {
  uint8_t mask[BLOCK];
  double *values = w->values + at;
  bool is_defined = true;
  for (ptrdiff_t i = 0; i < n; i++) {
    mask[i] = fmath_is_finite(values[i]);
  }
  for (int i = 0; i < w->operands; i++) {
    if (w->in[i].mask != NULL) {
      mask_spread(w, i, at, n, mask);
    }
  }
  for (ptrdiff_t i = 0; i < n; i++) {
    is_defined = is_defined && mask[i] != 0;
    values[i] = mask[i] != 0 ? values[i] : 0;
  }
  if (is_defined) {
    return;
  }
  if (w->mask == NULL) {
    w->mask = NEW(a, uint8_t, w->count);
    for (uint32_t i = 0; i < w->count; i++) {
      w->mask[i] = 1;
    }
  }
  mem_copy(w->mask + at, mask, n);
}

static void operand_set(struct operand *o, const struct vm_column *column, uint32_t count) {
  o->values = column->values;
  o->mask = column->mask;
  o->is_one = column->count == 1;
  if (o->is_one && count > 1) {
    for (int i = 0; i < BLOCK; i++) {
      o->spread[i] = column->values[0];
    }
    o->values = o->spread;
  }
}

static struct vm_column column_compute(struct work *w, arena *a) {
  bool is_masked = false;
  for (int i = 0; i < w->operands; i++) {
    is_masked = is_masked || w->in[i].mask != NULL;
  }
  w->values = NEW(a, double, w->count);
  for (ptrdiff_t at = 0; at < w->count; at += BLOCK) {
    ptrdiff_t n = w->count - at < BLOCK ? w->count - at : BLOCK;
    const double *in[OPERANDS_MAX];
    for (int i = 0; i < OPERANDS_MAX; i++) {
      in[i] = i < w->operands ? w->in[i].values + (w->in[i].is_one ? 0 : at) : NULL;
    }
    block_compute(w, in, w->values + at, n);
    if (is_masked || !block_is_finite(w->values + at, n)) {
      block_settle(w, at, n, a);
    }
  }
  return (struct vm_column){w->values, w->mask, w->count};
}

/* Under a condition of one value, the column of the branch is the column of the step. */
static struct vm_column branch_take(const struct vm_step *s, const struct vm_column *columns) {
  const struct vm_column *condition = &columns[s->a];
  if (condition->mask != NULL && condition->mask[0] == 0) {
    return *condition;
  }
  return columns[condition->values[0] != 0 ? s->b : s->c];
}

static struct vm_column step_run(struct work *w, const struct vm_column *columns,
                                 const struct vm_column *inputs, arena *a) {
  const struct vm_step *s = w->step;
  const uint32_t from[OPERANDS_MAX] = {s->a, s->b, s->c};
  if (s->op == VM_CONST) {
    return (struct vm_column){&w->p->constants[s->a], NULL, 1};
  }
  if (s->op == VM_INPUT) {
    return inputs[s->a];
  }
  if (s->op == VM_IF && columns[s->a].count == 1) {
    return branch_take(s, columns);
  }
  w->operands = operand_count[s->op];
  w->count = 1;
  w->mask = NULL;
  for (int i = 0; i < OPERANDS_MAX && i < w->operands; i++) {
    w->count = columns[from[i]].count > w->count ? columns[from[i]].count : w->count;
  }
  for (int i = 0; i < OPERANDS_MAX && i < w->operands; i++) {
    operand_set(&w->in[i], &columns[from[i]], w->count);
  }
  return column_compute(w, a);
}

const struct vm_column *vm_run(const struct vm_program *p, const struct vm_column *inputs,
                               arena *a) {
  struct vm_column *columns = NEW(a, struct vm_column, p->step_count);
  struct work w = {.p = p};
  for (uint32_t i = 0; i < p->step_count; i++) {
    w.step = &p->steps[i];
    columns[i] = step_run(&w, columns, inputs, a);
  }
  return columns;
}
