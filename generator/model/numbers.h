/*
 * Finding out what the holes of guides stand for. Faults are kept with each number;
 * check/ turns them into diagnostics, render/ turns numbers into text.
 */
#ifndef FINGERPOST_MODEL_NUMBERS_H
#define FINGERPOST_MODEL_NUMBERS_H

#include "model/site.h"

/* Finds the table that each guide names with `costs:`. */
void numbers_find_tables(struct site *site);
/* Adds what a hole of this guide stands for: its index. */
int32_t numbers_add(struct site *site, const struct guide *guide, str words, arena *perm);
/* Adds what each outcome of a decision costs, where it names an alternative of its table, and
 * the figures that its texts quote. */
void numbers_add_bills(struct site *site, arena *perm);
/* Computes them all; each table once a scenario. Without one, tables have this state. */
void numbers_evaluate(struct site *site, str state, arena *perm);
/*
 * Whether every cost table of the site could be read: if not, an id that is not
 * there may be that of the table whose own faults were told.
 */
bool numbers_know_tables(const struct site *site);

#endif
