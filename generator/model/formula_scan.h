/* The words of units and formulas: what stands in the text of a scalar. */
#ifndef FINGERPOST_MODEL_FORMULA_SCAN_H
#define FINGERPOST_MODEL_FORMULA_SCAN_H

#include "load/yaml.h"

enum scan_kind { SCAN_END, SCAN_NUMBER, SCAN_NAME, SCAN_SIGN, SCAN_BAD };

struct scan_token {
  enum scan_kind kind;
  str text;
  ptrdiff_t at; /* in the scalar's text */
};

/* Copied, it looks ahead: the copy goes on alone. */
struct scanner {
  const struct ydoc *doc;
  uint32_t node;
  str text;
  ptrdiff_t next;  /* where the search for the token behind `token` starts */
  ptrdiff_t ended; /* where the token before `token` ended */
  struct scan_token token;
};

/* Stands on the first token of a scalar; anything else is an empty text. */
void scan_start(struct scanner *s, const struct ydoc *doc, uint32_t node);
void scan_next(struct scanner *s);

bool scan_at(const struct scanner *s, str sign);
/* Steps over this sign or name if it stands here. */
bool scan_take(struct scanner *s, str sign);

/* A slice of the text, trimmed, up to but not with `end`, which has to follow; false: no `end`. */
bool scan_until(struct scanner *s, char end, str *ret_text, ptrdiff_t *ret_at);

span scan_span(const struct scanner *s);

#endif
