#include "core/apart.h"
#include "core/fmath.h"
#include "core/mem.h"
#include "core/vm_parts.h"

/*
 * Per block of samples, the steps that change with the input are computed again and
 * again, for other values of it; all others stay as they are.
 */
struct breakeven {
  const struct vm_program *p;
  const struct vm_step *step;
  const struct vm_column *columns; /* of all steps before */
  const uint8_t *parts;
  uint32_t index;
  uint32_t *slot;        /* of a step that changes: which room is its */
  struct vm_column *now; /* of such a step, for this block */
  double *values;        /* rooms, VM_BLOCK each */
  uint8_t *masks;
  uint32_t at, n; /* the block */
};

/* A block of samples on the way to where the sign changes. */
struct search {
  double low[VM_BLOCK], high[VM_BLOCK], middle[VM_BLOCK];
  bool was_negative[VM_BLOCK]; /* at `low` */
  bool is_found[VM_BLOCK], is_undefined[VM_BLOCK];
};

static bool is_changing(uint8_t part) {
  return part == VM_PART_AFFINE || part == VM_PART_CURVED;
}

/* What a step on single samples is, as a function of the input, given what its operands are. */
static enum vm_part part_of(const struct vm_step *s, const uint8_t *parts) {
  const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
  bool changes[VM_OPERANDS_MAX] = {false};
  bool curved = false;
  int count = 0;
  for (uint32_t i = 0; i < vm_operands(s->op); i++) {
    changes[i] = is_changing(parts[from[i]]);
    curved = curved || parts[from[i]] == VM_PART_CURVED;
    count += changes[i];
  }
  if (count == 0) {
    return VM_PART_GIVEN;
  }
  bool stays_affine = s->op == VM_NEG || s->op == VM_ADD || s->op == VM_SUB ||
                      (s->op == VM_MUL && count == 1) || (s->op == VM_DIV && !changes[1]) ||
                      (s->op == VM_IF && !changes[0]);
  return stays_affine && !curved ? VM_PART_AFFINE : VM_PART_CURVED;
}

void vm_breakeven_parts(const struct vm_program *p, uint32_t index, uint8_t *parts) {
  const struct vm_step *breakeven = &p->steps[index];
  mem_zero(parts, index);
  parts[breakeven->a] = VM_PART_GIVEN;
  for (uint32_t i = breakeven->a + 1; i-- > 0;) {
    const struct vm_step *s = &p->steps[i];
    const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
    for (uint32_t k = 0; parts[i] != VM_PART_NONE && !vm_is_whole(s->op) && k < vm_operands(s->op);
         k++) {
      parts[from[k]] = VM_PART_GIVEN;
    }
  }
  for (uint32_t i = 0; i <= breakeven->a; i++) {
    const struct vm_step *s = &p->steps[i];
    if (parts[i] == VM_PART_NONE || vm_is_whole(s->op)) {
      continue;
    }
    bool is_input = s->op == VM_INPUT && s->a == breakeven->b;
    parts[i] = (uint8_t)(is_input ? VM_PART_AFFINE : part_of(s, parts));
  }
}

static struct vm_column slice(const struct vm_column *column, uint32_t at, uint32_t n) {
  if (column->count == 1) {
    return *column;
  }
  return (struct vm_column){column->values + at, column->mask == NULL ? NULL : column->mask + at,
                            n};
}

/* A column of an operand in this block. */
static struct vm_column operand_now(const struct breakeven *b, uint32_t step) {
  return is_changing(b->parts[step]) ? b->now[b->slot[step]]
                                     : slice(&b->columns[step], b->at, b->n);
}

/* Step a in this block, when the input is `x`. */
static struct vm_column evaluate(const struct breakeven *b, struct vm_column x) {
  for (uint32_t i = 0; i <= b->step->a; i++) {
    const struct vm_step *s = &b->p->steps[i];
    if (!is_changing(b->parts[i])) {
      continue;
    }
    uint32_t slot = b->slot[i];
    if (s->op == VM_INPUT) {
      b->now[slot] = x;
      continue;
    }
    const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
    struct vm_column operands[VM_OPERANDS_MAX] = {{0}};
    for (uint32_t k = 0; k < vm_operands(s->op); k++) {
      operands[k] = operand_now(b, from[k]);
    }
    b->now[slot] = vm_sample_step(
        b->p, s, operands,
        (struct vm_room){b->values + (size_t)slot * VM_BLOCK, b->masks + (size_t)slot * VM_BLOCK});
  }
  return operand_now(b, b->step->a);
}

static struct vm_column evaluate_at(const struct breakeven *b, const double *x) {
  return evaluate(b, (struct vm_column){x, NULL, 1});
}

/* The value of a sample; false: it is undefined. */
static bool sample_of(const struct vm_column *column, uint32_t i, double *ret_value) {
  uint32_t k = column->count == 1 ? 0 : i;
  *ret_value = column->values[k];
  return column->mask == NULL || column->mask[k] != 0;
}

/* Starts with no sample found; `x` is where the first point lies. */
static void search_start(struct search *s, double x) {
  for (int i = 0; i < VM_BLOCK; i++) {
    s->low[i] = x;
    s->high[i] = x;
    s->was_negative[i] = false;
    s->is_found[i] = false;
    s->is_undefined[i] = false;
  }
}

/* Takes the values at the next point; those before it were at `before`, or this is the first. */
static void search_point(struct search *s, const struct vm_column *column, uint32_t n,
                         const double *before, double x) {
  for (uint32_t i = 0; i < n; i++) {
    double value;
    if (s->is_found[i] || s->is_undefined[i]) {
      continue;
    }
    s->is_undefined[i] = !sample_of(column, i, &value);
    bool is_negative = value < 0;
    if (before != NULL && !s->is_undefined[i] && is_negative != s->was_negative[i]) {
      s->is_found[i] = true;
      s->low[i] = *before;
      s->high[i] = x;
    } else {
      s->was_negative[i] = is_negative;
    }
  }
}

static bool search_halve(struct search *s, const struct breakeven *b) {
  for (uint32_t i = 0; i < b->n; i++) { /* apart: the product may be out of range */
    double middle = fmath_sqrt(s->low[i]) * fmath_sqrt(s->high[i]);
    middle = middle < s->low[i] ? s->low[i] : middle;
    s->middle[i] = middle > s->high[i] ? s->high[i] : middle;
  }
  struct vm_column column = evaluate(b, (struct vm_column){s->middle, NULL, b->n});
  bool any = false;
  for (uint32_t i = 0; i < b->n; i++) {
    double value;
    bool is_defined = sample_of(&column, i, &value);
    bool is_low = (value < 0) == s->was_negative[i];
    s->is_undefined[i] = s->is_undefined[i] || (s->is_found[i] && !is_defined);
    s->low[i] = is_low ? s->middle[i] : s->low[i];
    s->high[i] = is_low ? s->high[i] : s->middle[i];
    any = any || s->is_found[i];
  }
  return any;
}

/* The points lie even on a log scale; the first and the last are the ends themselves. */
static double point_at(double low, double high, int k) {
  if (k == 0 || k == VM_POINTS - 1) {
    return k == 0 ? low : high;
  }
  double from = fmath_log(low);
  double x = fmath_exp(from + (fmath_log(high) - from) * k / (VM_POINTS - 1));
  x = x < low ? low : x;
  return x > high ? high : x; /* infinite as well */
}

APART static void solve_curved(const struct breakeven *b, double low, double high,
                               struct search *s) {
  double x = low;
  double before = low;
  bool any = true;
  search_start(s, low);
  for (int k = 0; k < VM_POINTS; k++) {
    x = point_at(low, high, k);
    struct vm_column column = evaluate_at(b, &x);
    search_point(s, &column, b->n, k == 0 ? NULL : &before, x);
    before = x;
  }
  for (int i = 0; i < VM_HALVINGS && any; i++) {
    any = search_halve(s, b);
  }
}

/* Where a straight line through both ends meets 0. */
APART static void solve_affine(const struct breakeven *b, double low, double high,
                               struct search *s) {
  double *first = s->middle;
  search_start(s, low);
  struct vm_column column = evaluate_at(b, &low);
  search_point(s, &column, b->n, NULL, low);
  for (uint32_t i = 0; i < b->n; i++) {
    (void)sample_of(&column, i, &first[i]);
  }
  column = evaluate_at(b, &high);
  search_point(s, &column, b->n, &low, high);
  for (uint32_t i = 0; i < b->n; i++) {
    double last;
    if (s->is_found[i] && sample_of(&column, i, &last)) {
      /* halves: the difference of two large ones may be out of range */
      double share = first[i] / 2 / (first[i] / 2 - last / 2);
      double x = low + (high - low) * share;
      x = x < low ? low : x;
      s->high[i] = x > high ? high : x;
    }
  }
}

/* Gives every step that changes a room of its own; how many there are. */
static uint32_t rooms_count(const struct breakeven *b) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < b->index; i++) {
    if (is_changing(b->parts[i])) {
      b->slot[i] = count++;
    }
  }
  return count;
}

/* How many values the result has: as many as the longest operand that stays as it is. */
static uint32_t samples_count(const struct breakeven *b) {
  uint32_t count = is_changing(b->parts[b->step->a]) ? 1 : b->columns[b->step->a].count;
  for (uint32_t i = 0; i <= b->step->a; i++) {
    const struct vm_step *s = &b->p->steps[i];
    const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
    for (uint32_t k = 0; is_changing(b->parts[i]) && k < vm_operands(s->op); k++) {
      bool stays = !is_changing(b->parts[from[k]]);
      count = stays && b->columns[from[k]].count > count ? b->columns[from[k]].count : count;
    }
  }
  return count;
}

/* Writes a block of results; whether something is undefined. */
static bool block_write(const struct breakeven *b, const struct search *s, struct vm_room room) {
  bool is_masked = false;
  for (uint32_t i = 0; i < b->n; i++) {
    double value = s->is_found[i] ? s->high[i] : VM_NEVER;
    room.values[b->at + i] = s->is_undefined[i] ? 0 : value;
    room.mask[b->at + i] = !s->is_undefined[i];
    is_masked = is_masked || s->is_undefined[i];
  }
  return is_masked;
}

struct vm_column vm_breakeven(const struct vm_program *p, uint32_t index,
                              const struct vm_column *columns, struct vm_room room, arena scratch) {
  uint8_t *parts = NEW(&scratch, uint8_t, index);
  struct breakeven b = {
      .p = p, .step = &p->steps[index], .columns = columns, .parts = parts, .index = index};
  vm_breakeven_parts(p, index, parts);
  b.slot = NEW(&scratch, uint32_t, index);
  uint32_t rooms = rooms_count(&b);
  b.now = NEW(&scratch, struct vm_column, rooms);
  b.values = NEW(&scratch, double, (ptrdiff_t)rooms *VM_BLOCK);
  b.masks = NEW(&scratch, uint8_t, (ptrdiff_t)rooms * VM_BLOCK);
  struct search *search = NEW(&scratch, struct search, 1);
  uint8_t part = parts[b.step->a];
  /* Where nothing changes there may be no constants: program.h computes such steps alone. */
  double low = is_changing(part) ? p->constants[b.step->c] : 1;
  double high = is_changing(part) ? p->constants[b.step->c + 1] : 1;
  uint32_t count = samples_count(&b);
  bool is_masked = false;
  for (b.at = 0; b.at < count; b.at += VM_BLOCK) {
    b.n = count - b.at < VM_BLOCK ? count - b.at : VM_BLOCK;
    if (part == VM_PART_CURVED) {
      solve_curved(&b, low, high, search);
    } else {
      solve_affine(&b, low, high, search);
    }
    is_masked = block_write(&b, search, room) || is_masked;
  }
  return (struct vm_column){room.values, is_masked ? room.mask : NULL, count};
}

/* What vm_breakeven takes, at most. */
ptrdiff_t vm_breakeven_scratch(uint32_t index) {
  ptrdiff_t each =
      1 + sizeof(uint32_t) + sizeof(struct vm_column) + VM_BLOCK * (sizeof(double) + 1);
  return index * each + (ptrdiff_t)sizeof(struct search) + 64; /* and all of them aligned */
}
