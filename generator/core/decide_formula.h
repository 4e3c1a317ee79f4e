/* Formulas of a program, checked and made into diagrams. Private to core/. */
#ifndef FINGERPOST_CORE_DECIDE_FORMULA_H
#define FINGERPOST_CORE_DECIDE_FORMULA_H

#include "core/decide.h"

/* Every step is sound, and they leave one result. */
bool decide_formula_check(const struct decide *d, const struct decide_formula *f);
/* Thresholds, arms, routes and what the root says of them are sound. */
bool decide_program_check(const struct decide *d);

/* The number behind an index of DECIDE_NUMBERS, with the threshold's value as it is now. */
double decide_number_value(const struct decide *d, uint32_t number);

/*
 * True exactly where the formula holds. The layout has to be known (decide_layout).
 */
diagram_ref decide_formula_build(const struct decide *d, const struct decide_formula *f,
                                 struct diagram *diagram);

#endif
