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
#include "model/formula_scan.h"

enum {
  UNIT_BASES_MAX = 24,   /* bounds the size of a unit; tables use a dozen */
  UNIT_NAMES_MAX = 200,  /* base and derived */
  UNIT_EXPONENT_MAX = 8, /* nothing that costs money has a higher power */
  UNIT_DEPTH_MAX = 8     /* parentheses in a unit */
};

struct unit {
  double factor; /* one of it in base units */
  int8_t exponent[UNIT_BASES_MAX];
  str text; /* as written; empty: pure number, or the result of a formula */
};

struct unit_name {
  str name;
  struct unit unit;
  span at;
};

struct units {
  struct unit_name *names; /* base units first */
  ptrdiff_t count;
  ptrdiff_t base_count;
  struct unit *written; /* as the table's author spells units: what messages call them */
  ptrdiff_t written_count, written_cap;
};

struct unit unit_pure(void);
/* Same exponents: values can be added and compared. */
bool unit_same(const struct unit *a, const struct unit *b);
bool unit_is_pure(const struct unit *u);
/* `a*b`, `a/b` in dimension and factor; false when an exponent leaves its range. */
bool unit_multiply(const struct unit *a, const struct unit *b, struct unit *ret_unit);
bool unit_divide(const struct unit *a, const struct unit *b, struct unit *ret_unit);
bool unit_power(const struct unit *u, int exponent, struct unit *ret_unit);
/* The square root; false when an exponent is odd. */
bool unit_root(const struct unit *u, struct unit *ret_unit);

/*
 * For messages: the text as written, else how the author spells a unit of the
 * same exponents, else base units: "USD/(call*mo)"; "a pure number".
 */
str unit_print(const struct units *table, const struct unit *u, arena *perm);

const struct unit_name *unit_find(const struct units *table, str name);

/* Reads units in the texts of one document; faults become diagnostics. */
struct unit_reader {
  struct units *table;
  struct diags *diags;
  arena *perm;
};

/* Details a diagnostic: "it is in tok, and should be in USD". */
void unit_differs(const struct unit_reader *r, struct diag *d, const struct unit *is,
                  const struct unit *should);

/* Lets messages call units of these exponents by this text, unless they know one. */
void unit_remember(const struct unit_reader *r, const struct unit *u);

/* A whole scalar: "USD/Mtok", "1/yr", "1", and with a factor in front "1e6 tok". */
bool unit_read(const struct unit_reader *r, const struct ydoc *doc, uint32_t node,
               struct unit *ret_unit);

/*
 * The unit of a literal, whose number the scanner has just passed: as much as is
 * one, "engh/retrain" in "16 engh/retrain*x". A pure number when none follows.
 */
bool unit_scan(const struct unit_reader *r, struct scanner *s, struct unit *ret_unit);

struct quantity {
  double number; /* in its unit */
  struct unit unit;
  bool has_unit;
  str text; /* the number as written */
};

/* A whole scalar that is a number, perhaps with a unit: "12 mo", "-0.5", "200e3". */
bool quantity_read(const struct unit_reader *r, const struct ydoc *doc, uint32_t node,
                   struct quantity *ret_quantity);

#endif
