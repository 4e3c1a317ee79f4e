/* What those share who type parts of the formula that is being compiled. Private to model/. */
#ifndef FINGERPOST_MODEL_FORMULA_CHECK_H
#define FINGERPOST_MODEL_FORMULA_CHECK_H

#include "model/formula_compile.h"

/* A value of a kind where one is needed; false, with a diagnostic at `n`, when it is another. */
bool formula_need_number(struct formula_compiler *c, const struct formula_node *n,
                         const struct formula_value *v);
bool formula_need_condition(struct formula_compiler *c, const struct formula_node *n,
                            const struct formula_value *v);
bool formula_need_pure(struct formula_compiler *c, const struct formula_node *n,
                       const struct formula_value *v);
/* Two numbers of the same unit, which `op` is about to take. */
bool formula_need_same(struct formula_compiler *c, enum vm_op op,
                       const struct formula_node *const n[2], const struct formula_value v[2]);

/* Whether a statistic may stand here; a diagnostic says why not. */
bool formula_stat_stands(struct formula_compiler *c, const struct formula_node *n);
/* A statistic of its compiled operands. */
struct formula_value formula_stat(struct formula_compiler *c, const struct formula_node *n,
                                  const struct formula_value v[3]);
/* Inside P() a break-even is compared like a number; elsewhere there is a diagnostic. */
bool formula_comparable(struct formula_compiler *c, const struct formula_node *n,
                        struct formula_value *v);

#endif
