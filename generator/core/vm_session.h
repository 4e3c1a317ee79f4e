/*
 * A program of the VM computed again and again, for inputs of which some change, and only
 * as far as somebody wants to see its columns.
 *
 * What depends on no changed input is not computed anew. Columns in between are dropped
 * when the last that needs them is computed, and their memory serves the next ones; but
 * what a changed part takes from the unchanged one is kept, so that from the second change
 * of the same input on only the changed part is computed.
 */
#ifndef FINGERPOST_CORE_VM_SESSION_H
#define FINGERPOST_CORE_VM_SESSION_H

#include "core/vm.h"

enum vm_want {
  VM_UNWANTED,
  VM_SHOW, /* shown when it is computed: values may go afterwards, only .count stays */
  VM_KEEP  /* shown, and at hand until the next call */
};

/* Which columns are wanted, and what sees them: each in the order of the steps, when it changed. */
struct vm_demand {
  const uint8_t *wants; /* enum vm_want, by step */
  void (*show)(void *ctx, uint32_t step, const struct vm_column *column); /* NULL: nobody */
  /* Fills a column of an input that comes without values, all of them finite; NULL: none does. */
  void (*make)(void *ctx, uint32_t input, uint32_t count, double *ret);
  void *ctx;
};

struct vm_session;
/*
 * Columns will have 1 value or `samples`. The session keeps the program and all memory
 * that it will ever take: what vm_session_size says, of which only that is touched
 * which columns of many values need.
 */
struct vm_session *vm_start(const struct vm_program *p, uint32_t samples, arena *a);
ptrdiff_t vm_session_size(const struct vm_program *p, uint32_t samples);
/*
 * The columns, until the next call: those to keep, and whatever has one value and was
 * needed. `changed` says by input whether it differs from the last call; in the first
 * one all count as changed. Columns of inputs have to stay while they do not change; one of
 * many values whose .values is NULL is made when it is needed, and dropped like others. A
 * step that was shown is shown again only after a change.
 */
const struct vm_column *vm_update(struct vm_session *v, const struct vm_column *inputs,
                                  const bool *changed, const struct vm_demand *demand);
/* How often the step changed: another number, other values. */
uint32_t vm_version(const struct vm_session *v, uint32_t step);
/* Whether the step depends on the input; BREAKEVEN does not on its own. */
bool vm_depends(const struct vm_session *v, uint32_t step, uint32_t input);

#endif
