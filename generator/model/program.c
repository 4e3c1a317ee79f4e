#include "model/program.h"

#include "core/mem.h"

static const uint8_t operands[VM_OP_COUNT] = {
#define OPERANDS(name, count) [VM_##name] = count,
    VM_OPS(OPERANDS)
#undef OPERANDS
};

static str bytes_of(const void *at, ptrdiff_t size) {
  return (str){at, size};
}

static uint32_t add_step(struct program *p, struct vm_step step) {
  ptrdiff_t size = (ptrdiff_t)sizeof step;
  int32_t known = map_get(&p->by_step, bytes_of(&step, size));
  if (known != MAP_NONE) {
    return (uint32_t)known;
  }
  p->breakevens += step.op == VM_BREAKEVEN;
  if (p->count == VM_STEPS_MAX || p->breakevens > VM_BREAKEVENS_MAX) {
    p->full = true;
    return 0;
  }
  struct vm_step *copy = NEW(p->perm, struct vm_step, 1); /* the array moves, keys may not */
  *copy = step;
  map_add(&p->by_step, p->perm, bytes_of(copy, size), (int32_t)p->count);
  *GROW(p->perm, p->steps, p->count, p->cap) = step;
  return (uint32_t)(p->count - 1);
}

/* The index of the first of a run of constants; equal runs exist once. */
static uint32_t add_constants(struct program *p, const double *values, ptrdiff_t count) {
  ptrdiff_t size = count * (ptrdiff_t)sizeof *values;
  int32_t known = map_get(&p->by_constants, bytes_of(values, size));
  if (known != MAP_NONE) {
    return (uint32_t)known;
  }
  double *copy = NEW(p->perm, double, count);
  mem_copy(copy, values, size);
  uint32_t first = (uint32_t)p->constant_count;
  map_add(&p->by_constants, p->perm, bytes_of(copy, size), (int32_t)first);
  for (ptrdiff_t i = 0; i < count; i++) {
    *GROW(p->perm, p->constants, p->constant_count, p->constant_cap) = values[i];
  }
  return first;
}

uint32_t program_constant(struct program *p, double value) {
  double plain = value + 0; /* -0 becomes 0 */
  return add_step(p, (struct vm_step){.op = VM_CONST, .a = add_constants(p, &plain, 1)});
}

uint32_t program_input(struct program *p, ptrdiff_t input) {
  return add_step(p, (struct vm_step){.op = VM_INPUT, .a = (uint32_t)input});
}

bool program_is_constant(const struct program *p, uint32_t step, double *ret_value) {
  if (p->count == 0 || p->steps[step].op != VM_CONST) {
    return false;
  }
  *ret_value = p->constants[p->steps[step].a];
  return true;
}

/* Computes a step of constants as the VM would; false when the result is undefined. */
static bool fold(struct program *p, struct vm_step step, int count, const double *values,
                 uint32_t *ret_step) {
  struct vm_step steps[4];
  for (int i = 0; i < count; i++) {
    steps[i] = (struct vm_step){.op = VM_CONST, .a = (uint32_t)i};
  }
  step.a = 0; /* operands are numbered in order; what is none keeps its meaning */
  step.b = count > 1 ? 1 : step.b;
  step.c = count > 2 ? 2 : step.c;
  steps[count] = step;
  struct vm_program alone = {.steps = steps,
                             .step_count = (uint32_t)count + 1,
                             .constants = values,
                             .constant_count = (uint32_t)count};
  arena scratch = *p->perm;
  const struct vm_column *column = &vm_run(&alone, NULL, &scratch)[count];
  if (column->mask != NULL && column->mask[0] == 0) {
    return false;
  }
  *ret_step = program_constant(p, column->values[0]);
  return true;
}

static uint32_t fold_or_add(struct program *p, struct vm_step step) {
  uint32_t operand[3] = {step.a, step.b, step.c};
  double values[3] = {0};
  int count = operands[step.op];
  bool constant = count > 0 && step.op != VM_PICK;
  for (int i = 0; i < count && constant; i++) {
    constant = program_is_constant(p, operand[i], &values[i]);
  }
  uint32_t folded;
  return constant && fold(p, step, count, values, &folded) ? folded : add_step(p, step);
}

uint32_t program_pick(struct program *p, uint32_t index, const double *values, ptrdiff_t count) {
  uint32_t first = add_constants(p, values, count);
  return add_step(p, (struct vm_step){.op = VM_PICK, .a = index, .b = first, .c = (uint32_t)count});
}

uint32_t program_op(struct program *p, enum vm_op op, uint32_t a, uint32_t b, uint32_t c) {
  double value;
  bool by_one = (op == VM_MUL || op == VM_DIV) && program_is_constant(p, b, &value) && value == 1;
  if (by_one) { /* `x/1 retrain` changes the unit and nothing else */
    return a;
  }
  return fold_or_add(p, (struct vm_step){.op = (uint32_t)op, .a = a, .b = b, .c = c});
}

uint32_t program_breakeven(struct program *p, uint32_t a, ptrdiff_t input, const double range[2]) {
  uint32_t first = add_constants(p, range, 2);
  return add_step(p,
                  (struct vm_step){.op = VM_BREAKEVEN, .a = a, .b = (uint32_t)input, .c = first});
}

uint32_t program_power(struct program *p, uint32_t base, int exponent) {
  return fold_or_add(p,
                     (struct vm_step){.op = VM_POW, .a = base, .b = (uint32_t)(int32_t)exponent});
}
