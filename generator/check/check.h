/*
 * Checks: read the site, add diagnostics, change nothing.
 */
#ifndef FINGERPOST_CHECK_CHECK_H
#define FINGERPOST_CHECK_CHECK_H

#include "model/site.h"

void check_site(const struct site *site, struct diags *ds, arena scratch);

/* Against the clock, in days since 1970-01-01: only when the user asks for it. */
void check_freshness(const struct site *site, int64_t today, struct diags *ds);

/* The parts, one a file. */
void check_links(const struct site *site, struct diags *ds, arena scratch);
void check_states(const struct site *site, struct diags *ds, arena scratch);
void check_pages(const struct site *site, struct diags *ds, arena scratch);
/* The picture of `theme: {logo: ...}`. */
void check_logo(const struct site *site, struct diags *ds);
void check_decisions(const struct site *site, struct diags *ds, arena scratch);
void check_costs(const struct site *site, struct diags *ds, arena scratch);
void check_numbers(const struct site *site, struct diags *ds, arena scratch);
/* How old prices are on a day: on the table's own all that is not fine, on another what got worse.
 */
void check_price_ages(const struct cost_table *t, int64_t day, struct diags *ds);
void check_price_days(const struct cost_table *t, int64_t today, struct diags *ds);
/* Says more of the fault of a number, which `d` tells. */
void check_number(const struct site *site, const struct number *n, struct diags *ds, struct diag *d,
                  arena scratch);
void check_glossary(const struct site *site, struct diags *ds, arena scratch);
void check_citations(const struct site *site, struct diags *ds, arena scratch);

#endif
