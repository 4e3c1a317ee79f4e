/*
 * A program of the VM computed again and again, for inputs of which some change:
 * columns stay, and only what depends on a changed input is computed anew.
 */
#ifndef FINGERPOST_CORE_VM_SESSION_H
#define FINGERPOST_CORE_VM_SESSION_H

#include "core/vm.h"

struct vm_session;
/*
 * Columns will have 1 value or `samples`. The session keeps the program and all memory
 * that it will ever take: what vm_session_size says, of which only that is touched
 * which columns of many values need.
 */
struct vm_session *vm_start(const struct vm_program *p, uint32_t samples, arena *a);
ptrdiff_t vm_session_size(const struct vm_program *p, uint32_t samples);
/*
 * The results, until the next call. `changed` says by input whether it differs from the
 * last call; in the first one all count as changed. Columns of inputs have to stay while
 * they do not change.
 */
const struct vm_column *vm_update(struct vm_session *v, const struct vm_column *inputs,
                                  const bool *changed);
/* How often the step was computed: another number, other values. */
uint32_t vm_version(const struct vm_session *v, uint32_t step);
/* Whether the step depends on the input; BREAKEVEN does not on its own. */
bool vm_depends(const struct vm_session *v, uint32_t step, uint32_t input);

#endif
