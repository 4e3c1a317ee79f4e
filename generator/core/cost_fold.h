/* The image of a cost table as it travels to a page. */
#ifndef FINGERPOST_CORE_COST_FOLD_H
#define FINGERPOST_CORE_COST_FOLD_H

#include "core/cost.h"

enum { COST_FOLDED = 3 }; /* its version */

/*
 * Packs sections by columns (pack_turn): deflated, they are a tenth smaller. A page opens it with
 * cost_unfold, which believes that it was a sound image; its sections lie in `rows` then, which
 * is as long and aligned alike.
 */
void cost_fold(const struct cost *sections, arena scratch, buf *out);
bool cost_unfold(str folded, char *rows, struct cost *ret_cost);

#endif
