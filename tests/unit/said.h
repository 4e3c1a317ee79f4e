/*
 * What was said of a text, as one text to compare: "F0301 2:1 tilte: Did you
 * mean "title"?" a line, with the hint that the caller gave, in the order it was
 * said in.
 */
#ifndef FINGERPOST_TESTS_SAID_H
#define FINGERPOST_TESTS_SAID_H

#include "diag/diag.h"
#include "unit.h"

enum { SAID_BYTES = 64 << 10 };

static inline void said_one(buf *b, const struct diag *d, struct sources *src) {
  struct place at = sources_at(src, d->at);
  buf_str(b, diag_code(d->id));
  buf_byte(b, ' ');
  buf_int(b, at.line);
  buf_byte(b, ':');
  buf_int(b, at.column);
  buf_str(b, d->subject.n > 0 ? STR(" ") : STR(""));
  buf_str(b, d->subject);
  buf_str(b, d->hint.n > 0 ? STR(": ") : STR(""));
  buf_str(b, d->hint);
  buf_byte(b, '\n');
}

static inline str said(const struct diags *ds, struct sources *src, arena *perm) {
  buf b = buf_new(perm, SAID_BYTES);
  for (ptrdiff_t i = 0; i < ds->count; i++) {
    said_one(&b, &ds->items[i], src);
  }
  assert_false(b.full);
  return buf_text(&b);
}

#endif
