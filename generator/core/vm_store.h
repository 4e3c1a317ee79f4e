/* Where the columns of a program are while it runs. Private to the VM. */
#ifndef FINGERPOST_CORE_VM_STORE_H
#define FINGERPOST_CORE_VM_STORE_H

#include "core/vm_parts.h"

enum { VM_NOBODY = VM_STEPS_MAX }; /* no step */

/* Where a step's own column is; steps of one value have room inside. */
struct vm_place {
  double *values; /* NULL: none at present */
  uint8_t *mask;  /* NULL: none so far */
  double one_value;
  uint8_t one_mask;
  uint32_t users; /* columns that are in `values`: its own, and branches of IF */
  uint32_t owner; /* in whose place this step's column of many values is, or VM_NOBODY */
};

struct vm_store {
  const struct vm_program *p;
  uint32_t samples;
  struct vm_column *columns; /* by step; .values is NULL: not at hand, .count stays */
  struct vm_place *places;
  double **pool; /* what was left by columns that were dropped */
  uint32_t pool_count;
  uint8_t *mask;                                                        /* of the step under way */
  void (*make)(void *ctx, uint32_t input, uint32_t count, double *ret); /* see vm_session.h */
  void *ctx;
  arena memory;
};

/* Takes tables now and columns when they are needed, from `memory`, which is set afterwards. */
struct vm_store vm_store_start(const struct vm_program *p, uint32_t samples, arena *a);
/* What the tables take, and all columns that may be at hand at once. */
ptrdiff_t vm_store_size(const struct vm_program *p, uint32_t samples);
/* Computes a column whose operands are at hand. */
void vm_store_run(struct vm_store *s, uint32_t step, const struct vm_column *inputs);
/* Leaves the memory of a column of many values to others; what has one value stays at hand. */
void vm_store_drop(struct vm_store *s, uint32_t step);

#endif
