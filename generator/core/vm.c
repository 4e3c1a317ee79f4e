#include "core/vm_parts.h"

#include "core/apart.h"
#include "core/fmath_pair.h"
#include "core/mem.h"

/* What the operations leave behind is settled per block: what is not finite, or comes from what is
 * undefined, is masked. */

struct operand {
  const double *values;
  const uint8_t *mask;
  bool is_one;             /* one value in all */
  double spread[VM_BLOCK]; /* that value, again and again */
};

/* A step under way. */
struct work {
  const struct vm_program *p;
  const struct vm_step *step;
  struct operand in[VM_OPERANDS_MAX];
  int operands;
  uint32_t count; /* of its column */
  struct vm_room room;
  bool is_masked; /* whether the room's mask is in use */
};

static const uint8_t operand_count[VM_OP_COUNT] = {
#define VM_OPERANDS(name, operands) [VM_##name] = (operands),
    VM_OPS(VM_OPERANDS)
#undef VM_OPERANDS
};

uint32_t vm_operands(uint32_t op) {
  return operand_count[op];
}

bool vm_is_whole(uint32_t op) {
  return op >= VM_MEAN;
}

static bool power_exists(uint32_t b) {
  return b <= VM_POWER_MAX || b >= 0U - (uint32_t)VM_POWER_MAX;
}

/* An input, and the two ends of where to look. */
static bool breakeven_check(const struct vm_program *p, const struct vm_step *s) {
  return s->b < p->input_count && p->constant_count > 1 && s->c < p->constant_count - 1 &&
         p->constants[s->c] > 0 && p->constants[s->c] <= p->constants[s->c + 1];
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
    case VM_BREAKEVEN:
      return breakeven_check(p, s);
    default:
      return true;
  }
}

bool vm_check(const struct vm_program *p) {
  bool is_sound = p->step_count <= VM_STEPS_MAX;
  for (uint32_t i = 0; is_sound && i < p->constant_count; i++) {
    is_sound = fmath_is_finite(p->constants[i]);
  }
  uint32_t breakevens = 0;
  for (uint32_t i = 0; is_sound && i < p->step_count; i++) {
    is_sound = step_check(p, i);
    breakevens += p->steps[i].op == VM_BREAKEVEN;
  }
  return is_sound && breakevens <= VM_BREAKEVENS_MAX;
}

/* What kernels work on: an even number of samples. */
struct block {
  const double *in[VM_OPERANDS_MAX];
  double *out;
  ptrdiff_t n;
  const struct vm_step *step;
  const double *constants;
};

static double pick(const struct block *b, double index) {
  uint32_t count = b->step->c;
  uint32_t i = index >= 0 && index < (double)count ? (uint32_t)index : count;
  return i < count && (double)i == index ? b->constants[b->step->b + i] : FMATH_UNDEFINED;
}

static inline pair truth(pair_mask is_so) {
  return pair_choose(is_so, pair_of(1), pair_of(0));
}

/* What each operation computes from two samples each of its operands, x, y and z. */
#define KERNELS(X)                                         \
  X(PICK, ((pair){pick(b, x[0]), pick(b, x[1])}))          \
  X(NEG, -x)                                               \
  X(ADD, x + y)                                            \
  X(SUB, x - y)                                            \
  X(MUL, x *y)                                             \
  X(DIV, x / y)                                            \
  X(POW, power(x, (int)b->step->b))                        \
  X(MIN, pair_choose(y < x, y, x))                         \
  X(MAX, pair_choose(y > x, y, x))                         \
  X(LT, truth(x < y))                                      \
  X(LE, truth(x <= y))                                     \
  X(EQ, truth(x == y))                                     \
  X(NOT, truth(x == pair_of(0)))                           \
  X(AND, truth((x != pair_of(0)) & (y != pair_of(0))))     \
  X(OR, truth((x != pair_of(0)) | (y != pair_of(0))))      \
  X(IF, pair_choose(x != pair_of(0), y, z))                \
  X(FLOOR, ((pair){fmath_floor(x[0]), fmath_floor(x[1])})) \
  X(CEIL, ((pair){fmath_ceil(x[0]), fmath_ceil(x[1])}))    \
  X(ABS, pair_choose(x < pair_of(0), -x, x))               \
  X(SQRT, ((pair){fmath_sqrt(x[0]), fmath_sqrt(x[1])}))    \
  X(EXP, ((pair){fmath_exp(x[0]), fmath_exp(x[1])}))       \
  X(LOG, ((pair){fmath_log(x[0]), fmath_log(x[1])}))

static inline pair power(pair x, int n) {
  return (pair){fmath_power(x[0], n), fmath_power(x[1], n)};
}

/*
 * One operation over a block; false: something is undefined, and came out as not finite. Each
 * is a function of its own, reached through a table: browsers compile those that turn out to
 * be hot once more while they run, one by one, and a small one soon is done. In pairs, since
 * compilers make vectors of such loops natively, but not for browsers.
 */
#define COMPUTE(name, value)                            \
  static bool compute_##name(const struct block *b) {   \
    const uint32_t operands = operand_count[VM_##name]; \
    const double *first = b->in[0];                     \
    const double *second = b->in[operands > 1 ? 1 : 0]; \
    const double *third = b->in[operands > 2 ? 2 : 0];  \
    double *out = b->out;                               \
    ptrdiff_t n = b->n;                                 \
    pair_mask others = {0, 0};                          \
    for (ptrdiff_t i = 0; i < n; i += 2) {              \
      pair x = pair_load(first + i);                    \
      pair y = pair_load(second + i);                   \
      pair z = pair_load(third + i);                    \
      pair result = (value);                            \
      (void)y;                                          \
      (void)z;                                          \
      pair_store(out + i, result);                      \
      others |= result - result != pair_of(0);          \
    }                                                   \
    return (others[0] | others[1]) == 0;                \
  }
KERNELS(COMPUTE)
#undef COMPUTE

static bool (*const kernels[VM_MEAN])(const struct block *b) = {
#define KERNEL(name, value) [VM_##name] = compute_##name,
    KERNELS(KERNEL)
#undef KERNEL
};

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
APART static void block_settle(struct work *w, ptrdiff_t at, ptrdiff_t n) {
  uint8_t mask[VM_BLOCK];
  double *values = w->room.values + at;
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
  if (!is_defined && !w->is_masked) {
    w->is_masked = true;
    for (ptrdiff_t i = 0; i < at; i++) {
      w->room.mask[i] = 1;
    }
  }
  if (w->is_masked) {
    mem_copy(w->room.mask + at, mask, n);
  }
}

static void operand_set(struct operand *o, const struct vm_column *column, uint32_t count) {
  o->values = column->values;
  o->mask = column->mask;
  o->is_one = column->count == 1;
  if (o->is_one && count > 1) {
    uint32_t n = count < VM_BLOCK ? count : VM_BLOCK;
    for (uint32_t i = 0; i < n; i++) {
      o->spread[i] = column->values[0];
    }
    o->values = o->spread;
  }
}

/* A block that needs no settling has nothing undefined in it. */
static void block_pass(const struct work *w, ptrdiff_t at, ptrdiff_t n) {
  for (ptrdiff_t i = at; w->is_masked && i < at + n; i++) {
    w->room.mask[i] = 1;
  }
}

/* The last one of an odd number of samples goes twice, apart from the others. */
static bool block_compute(const struct work *w, ptrdiff_t at, ptrdiff_t n) {
  double *values = w->room.values + at;
  double last[VM_OPERANDS_MAX + 1][2];
  struct block block = {
      .out = values, .n = n - n % 2, .step = w->step, .constants = w->p->constants};
  for (int i = 0; i < w->operands; i++) {
    block.in[i] = w->in[i].values + (w->in[i].is_one ? 0 : at);
  }
  bool is_finite = kernels[w->step->op](&block);
  if (block.n < n) {
    for (int i = 0; i < w->operands; i++) {
      last[i][0] = last[i][1] = block.in[i][n - 1];
      block.in[i] = last[i];
    }
    block.out = last[VM_OPERANDS_MAX];
    block.n = 2;
    is_finite = kernels[w->step->op](&block) && is_finite;
    values[n - 1] = block.out[0];
  }
  return is_finite;
}

static struct vm_column column_compute(struct work *w) {
  bool comes_masked = false;
  for (int i = 0; i < w->operands; i++) {
    comes_masked = comes_masked || w->in[i].mask != NULL;
  }
  double *values = w->room.values;
  for (ptrdiff_t at = 0; at < w->count; at += VM_BLOCK) {
    ptrdiff_t n = w->count - at < VM_BLOCK ? w->count - at : VM_BLOCK;
    bool is_finite = block_compute(w, at, n);
    if (comes_masked || !is_finite) {
      block_settle(w, at, n);
    } else {
      block_pass(w, at, n);
    }
  }
  return (struct vm_column){values, w->is_masked ? w->room.mask : NULL, w->count};
}

/* Under a condition of one value, the column of the branch is the column of the step. */
static struct vm_column branch_take(const struct vm_column *in) {
  const struct vm_column *condition = &in[0];
  if (condition->mask != NULL && condition->mask[0] == 0) {
    return *condition;
  }
  return in[condition->values[0] != 0 ? 1 : 2];
}

struct vm_column vm_sample_step(const struct vm_program *p, const struct vm_step *s,
                                const struct vm_column operands[VM_OPERANDS_MAX],
                                struct vm_room room) {
  struct work w; /* not cleared: that takes longer than many a step */
  w.p = p;
  w.step = s;
  w.room = room;
  w.operands = operand_count[s->op];
  w.count = 1;
  w.is_masked = false;
  if (s->op == VM_IF && operands[0].count == 1) {
    return branch_take(operands);
  }
  for (int i = 0; i < w.operands; i++) {
    w.count = operands[i].count > w.count ? operands[i].count : w.count;
  }
  for (int i = 0; i < w.operands; i++) {
    operand_set(&w.in[i], &operands[i], w.count);
  }
  return column_compute(&w);
}
