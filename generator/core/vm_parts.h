/* The parts of the VM. Private to it. */
#ifndef FINGERPOST_CORE_VM_PARTS_H
#define FINGERPOST_CORE_VM_PARTS_H

#include "core/vm.h"

/*
 * Columns are computed a block at a time. Operands of one value are spread over a block
 * first, so that each operation is one plain loop over arrays, which compilers turn into
 * vector instructions; operands and result of a block stay in the first cache.
 */
enum { VM_BLOCK = 256, VM_OPERANDS_MAX = 3 };

/* Room for a column. */
struct vm_room {
  double *values;
  uint8_t *mask;
};

/* How many of a step's operands are earlier steps. */
uint32_t vm_operands(uint32_t op);
/* Whether the step looks at whole columns. */
bool vm_is_whole(uint32_t op);
/*
 * An operation on single samples. The column has as many values as the longest operand,
 * in `room`; it has a mask only when something is undefined. IF under a condition of one
 * value gives the column of the branch as it is.
 */
struct vm_column vm_sample_step(const struct vm_program *p, const struct vm_step *s,
                                const struct vm_column operands[VM_OPERANDS_MAX],
                                struct vm_room room);
/* MEAN, QUANTILE and RANK: room for one value. */
struct vm_column vm_whole_step(const struct vm_step *s,
                               const struct vm_column operands[VM_OPERANDS_MAX],
                               struct vm_room room, arena scratch);

/* BREAKEVEN, step `index`, over the columns of the steps before. */
struct vm_column vm_breakeven(const struct vm_program *p, uint32_t index,
                              const struct vm_column *columns, struct vm_room room, arena scratch);
/* What a step before BREAKEVEN number `index` is to it; `parts` has as many as there are such. */
enum vm_part {
  VM_PART_NONE,
  VM_PART_GIVEN,  /* taken as it is */
  VM_PART_AFFINE, /* in the input */
  VM_PART_CURVED
};
void vm_breakeven_parts(const struct vm_program *p, uint32_t index, uint8_t *parts);
/* Bytes that vm_breakeven takes of its scratch, at most; the same of vm_whole_step. */
ptrdiff_t vm_breakeven_scratch(uint32_t index);
ptrdiff_t vm_whole_scratch(uint32_t samples);

#endif
