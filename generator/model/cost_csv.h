/*
 * A cost table as comma-separated values (RFC 4180, but lines end with "\n"): every input
 * with its range and source, every price with where it is from, every output. Figures are
 * as cost_run writes them, in full.
 */
#ifndef FINGERPOST_MODEL_COST_CSV_H
#define FINGERPOST_MODEL_COST_CSV_H

#include "model/cost_table.h"

/* "2026-11-21.ab12cd": the day of the prices, and the first digits of cost_hash. */
str cost_version(const struct cost_table *t, uint64_t hash, arena *perm);

/*
 * `lines` are those of a cost_run. Without any there are holes in their place, for the
 * page's script to fill: "{output total prompt 3}" is field 3 of the line that begins with
 * these words.
 */
void cost_csv(const struct cost_table *t, str version, str lines, arena scratch, buf *out);

#endif
