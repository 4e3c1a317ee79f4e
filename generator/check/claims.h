/* What a cost session says of a table's claims, in words. */
#ifndef FINGERPOST_CHECK_CLAIMS_H
#define FINGERPOST_CHECK_CLAIMS_H

#include "model/site.h"

struct claim_number {
  str value, text;
};

struct claim_result {
  const struct table_claim *claim;
  const struct table_test *test; /* the one closest to its margin */
  str verdict;                   /* true, close, false, undefined */
  struct claim_number left, right, distance;
  str unit;
};

/* From a line of cost_claims; false when it is none of this table. */
bool claim_result_read(str line, const struct cost_table *t, struct claim_result *ret);
/* "it is 0.879 and has to be above 0.90" */
void claim_result_print(const struct claim_result *r, buf *out);
/* "0.021", "4,200 call/d": without its sign. */
void claim_distance_print(const struct claim_result *r, buf *out);

/* The lines of cost_claims as diagnostics, and what claims rest on. */
void check_claims(const struct cost_table *t, str lines, struct diags *ds, arena scratch);

#endif
