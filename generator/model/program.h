/*
 * A program for the columnar VM while it is made: equal steps exist once, and
 * what depends on constants alone is computed here, by the VM itself, so that
 * folding cannot change a bit.
 */
#ifndef FINGERPOST_MODEL_PROGRAM_H
#define FINGERPOST_MODEL_PROGRAM_H

#include "core/map.h"
#include "core/vm.h"

struct program {
  arena *perm;
  struct vm_step *steps;
  ptrdiff_t count, cap;
  map by_step; /* a step's bytes to its index */
  double *constants;
  ptrdiff_t constant_count, constant_cap;
  map by_constants; /* the bytes of a run to its first index */
  uint32_t breakevens;
  bool full; /* more than VM_STEPS_MAX or VM_BREAKEVENS_MAX: what came back cannot be used */
};

uint32_t program_constant(struct program *p, double value);
uint32_t program_input(struct program *p, ptrdiff_t input);
/* One of `count` constants, chosen by the index that step `index` computes. */
uint32_t program_pick(struct program *p, uint32_t index, const double *values, ptrdiff_t count);
/* `op` over earlier steps; those that it does not have are 0. */
uint32_t program_op(struct program *p, enum vm_op op, uint32_t a, uint32_t b, uint32_t c);
/* Where step `a` changes its sign as a function of the input, within `range` in base units. */
uint32_t program_breakeven(struct program *p, uint32_t a, ptrdiff_t input, const double range[2]);
uint32_t program_power(struct program *p, uint32_t base, int exponent);

/* Whether a step is a constant, and which. */
bool program_is_constant(const struct program *p, uint32_t step, double *ret_value);

#endif
