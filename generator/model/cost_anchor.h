/*
 * Anchors of a cost table's page: "output-total.prompt", in all scenarios
 * "scenarios-total.prompt", "input-calls", "price-llm.gpt-5.4-mini", "claim-rarely". Of the ids
 * in them only those of rows may hold a '.', so no two are the same. One for each row of a
 * table, not for each of its cells: that would be a twentieth of the page.
 */
#ifndef FINGERPOST_MODEL_COST_ANCHOR_H
#define FINGERPOST_MODEL_COST_ANCHOR_H

#include "model/cost_table.h"

/* `alternative` may be empty: an output of the table as a whole. */
str cost_anchor_output(arena *perm, str output, str alternative);
str cost_anchor_scenarios(arena *perm, str output, str alternative);
str cost_anchor_input(arena *perm, str input);
str cost_anchor_price(arena *perm, const struct price *price);
str cost_anchor_claim(arena *perm, str claim);

/* Whether the page has it. */
bool cost_has_anchor(const struct cost_table *t, str anchor);

#endif
