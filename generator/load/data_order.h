/*
 * In which order the rows of a table stand when it is sorted by a column. The rule
 * lives here: the page gets the orders and moves rows.
 *
 * A column in which every cell that is not blank is a number, all with the same text
 * before and behind it (a currency, a unit, %), is one of numbers, and sorted by them.
 * Others are texts, compared without regard to case; days as ISO 8601 writes them
 * come out in their order. Equal cells keep theirs. Blank cells have none: rows that
 * have them stay at the end.
 */
#ifndef FINGERPOST_LOAD_DATA_ORDER_H
#define FINGERPOST_LOAD_DATA_ORDER_H

#include "core/arena.h"

struct data_column {
  const str *cells; /* of the column, below its head */
  ptrdiff_t rows;
  ptrdiff_t stride; /* from one cell to the next */
};

bool data_is_blank(str cell);
/* Whether the column is one of numbers: there is one at least. */
bool data_is_numeric(const struct data_column *column);
/* "2 0 1": the rows from the least to the most, pushed on `perm`. */
str data_order(const struct data_column *column, arena *perm, arena scratch);

#endif
