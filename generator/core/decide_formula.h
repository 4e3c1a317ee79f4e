/* Formulas of a program, made into diagrams. Private to core/, but for the checks of model/. */
#ifndef FINGERPOST_CORE_DECIDE_FORMULA_H
#define FINGERPOST_CORE_DECIDE_FORMULA_H

#include "core/decide.h"

/* A number with its threshold's value as it is now; by its index in DECIDE_NUMBERS. */
double decide_number_now(const struct decide *d, const struct decide_number *n);
double decide_number_value(const struct decide *d, uint32_t number);

/* How many cells of a number, which its cuts part, lie before a bound. */
uint32_t decide_cells_before(const struct decide_question *q, const struct decide_cut *cuts,
                             const struct decide_cut *bound);
/* One cut more of a number, if it parts anything: they stay sorted, and have room for it. */
void decide_cut_add(struct decide_question *q, struct decide_cut *cuts,
                    const struct decide_cut *cut);

/*
 * What a diagram asks first after a variable of the layout: the variable itself, or, once a
 * decision has tests, the first of the tests on it.
 */
uint32_t decide_first_test(const struct decide *d, uint32_t variable);
/* The test on which side of a bound a number, or a count of choices, is; the question has one. */
uint32_t decide_find_test(const struct decide *d, const struct decide_question *q,
                          const struct decide_number *bound, bool open);

/*
 * True exactly where the formula holds. The layout has to be known (decide_layout).
 */
diagram_ref decide_formula_build(const struct decide *d, const struct decide_formula *f,
                                 struct diagram *diagram);

#endif
