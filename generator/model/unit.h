/*
 * Units: a scale factor and whole exponents over a table's base units.
 *
 *     base: [USD, tok, call, s]      derived: {Mtok: 1e6 tok, h: 3600 s}
 *
 * "USD/Mtok" is 1e-6 USD tok^-1. Values are kept in base units; two units can be
 * added or compared when their exponents are equal, whatever their factors.
 */
#ifndef FINGERPOST_MODEL_UNIT_H
#define FINGERPOST_MODEL_UNIT_H

#include "model/fields.h"

enum { UNIT_BASES_MAX = 24, UNIT_EXPONENT_MAX = 8 };

struct unit {
  double factor; /* one of it in base units */
  int8_t exponent[UNIT_BASES_MAX];
  str text; /* as written; empty: pure number */
};

struct unit_name {
  str name;
  struct unit unit;
};

struct units {
  struct unit_name *names; /* base units first */
  ptrdiff_t count;
  ptrdiff_t base_count;
};

bool unit_same(const struct unit *a, const struct unit *b);
/* `a*b`, `a/b` in dimension and factor; false when an exponent leaves its range. */
bool unit_multiply(const struct unit *a, const struct unit *b, struct unit *ret_unit);
bool unit_divide(const struct unit *a, const struct unit *b, struct unit *ret_unit);
/* "USD/(call*mo)": for messages, in terms of the base units or the text as written. */
str unit_print(const struct units *table, const struct unit *u, arena *perm);

#endif
