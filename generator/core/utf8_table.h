/*
 * What utf8.c knows about characters: sorted, disjoint ranges after Unicode 14.
 * Code points that Unicode has not assigned may fall into either neighbour's
 * range, which keeps the tables short.
 */
#ifndef FINGERPOST_CORE_UTF8_TABLE_H
#define FINGERPOST_CORE_UTF8_TABLE_H

#include <stdint.h>

struct utf8_range {
  uint32_t first;
  uint32_t last;
};

/* Within a range of capitals. */
struct utf8_case {
  uint32_t step; /* every step-th code point is a capital */
  int32_t shift; /* from it to its small letter */
};

extern const struct utf8_range utf8_narrow[];
extern const int utf8_narrow_count;
extern const struct utf8_range utf8_wide[];
extern const int utf8_wide_count;
extern const struct utf8_range utf8_sign[];
extern const int utf8_sign_count;
extern const struct utf8_range utf8_capital[];
extern const int utf8_capital_count;
extern const struct utf8_case utf8_case[]; /* as many as utf8_capital */

#endif
