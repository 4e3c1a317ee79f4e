/* Prices while a cost table is made. Private to model/. */
#ifndef FINGERPOST_MODEL_COST_PRICE_H
#define FINGERPOST_MODEL_COST_PRICE_H

#include "model/unit.h"

enum { PRICE_COLUMNS_MAX = 16 };

struct price_column {
  str name; /* empty: the only one, of a price of its own */
  struct unit unit;
};

struct price_row {
  str id;
  str label;
  double *values; /* by column, base units; NULL: no price holds on the table's day */
};

struct price_table {
  str id;
  span at;
  bool used;
  bool single; /* a price of its own: one row, one column */
  struct price_column *columns;
  ptrdiff_t column_count;
  struct price_row *rows;
  ptrdiff_t row_count;
};

#endif
