/*
 * Holes in the texts of a decision: {{answer ID}} stands for what the reader answered. In what
 * an outcome says, {{total prompt}} is a figure of the decision's cost table, in the words of
 * model/number.h: at the reader's answers, where these feed the table.
 */
#ifndef FINGERPOST_MODEL_SAYING_H
#define FINGERPOST_MODEL_SAYING_H

#include "model/decision.h"

struct saying_piece {
  str text; /* before the hole, or the rest */
  bool is_hole;
  str words;        /* of the hole, trimmed */
  int32_t question; /* whose answer it quotes, or -1 */
  int32_t number;   /* its figure, among the site's numbers, or -1 */
};

/* Whether the words of a hole mean an answer, if only one that is not there. */
bool saying_is_answer(str words);
/* Takes a piece off the text; the last one, which may be empty, has no hole. */
struct saying_piece saying_next(const struct decision *d, str *text);
/* The text with "…" in its holes, for where nothing is known of the answers. */
str saying_plain(const struct decision *d, str text, arena *perm);

#endif
