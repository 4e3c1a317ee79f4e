/*
 * Any bytes as a table of data, CSV or YAML by the first of them: what comes out is a table whose
 * cells stand in the file, and each column has an order in which no row stands twice.
 */
#include <stdlib.h>

#include "load/data.h"
#include "load/data_order.h"

/* One more than a file may have, so that the limit is reached. */
enum { FUZZ_BYTES_MAX = DATA_BYTES_MAX + 1, FUZZ_ARENA = 64 << 20, ROWS_MAX = DATA_CELLS_MAX };

static char fuzz_memory[2][FUZZ_ARENA];

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  abort();
}

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

static void span_hold(span at, ptrdiff_t size) {
  hold(at.beg >= 0 && at.beg <= at.end && at.end <= size);
}

/* Sums up the text, so that every byte of it is read. */
static unsigned cells_hold(const struct data *d, ptrdiff_t size) {
  unsigned sum = 0;
  hold(d->columns > 0 && d->columns <= DATA_COLUMNS_MAX && d->rows > 0);
  hold(d->rows * d->columns <= DATA_CELLS_MAX);
  for (ptrdiff_t i = 0; i < d->rows * d->columns; i++) {
    span_hold(d->at[i], size);
    for (ptrdiff_t k = 0; k < d->cells[i].n; k++) {
      sum += (unsigned char)d->cells[i].s[k];
    }
  }
  return sum;
}

/* "2 0 1": rows below the head that are not blank there, each once. */
static void order_hold(const struct data_column *column, str order) {
  static bool seen[ROWS_MAX];
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < column->rows; i++) {
    seen[i] = false;
  }
  while (order.n > 0) {
    ptrdiff_t row = 0;
    str number = str_take(&order, ' ');
    hold(number.n > 0);
    for (ptrdiff_t i = 0; i < number.n; i++) {
      hold(byte_is_digit(number.s[i]));
      row = row * 10 + (number.s[i] - '0');
      hold(row < column->rows);
    }
    hold(!seen[row] && !data_is_blank(column->cells[row * column->stride]));
    seen[row] = true;
    count++;
  }
  for (ptrdiff_t i = 0; i < column->rows; i++) {
    count += data_is_blank(column->cells[i * column->stride]);
  }
  hold(count == column->rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0 || size > FUZZ_BYTES_MAX) {
    return 0;
  }
  arena perm = {fuzz_memory[0], fuzz_memory[0] + FUZZ_ARENA};
  arena scratch = {fuzz_memory[1], fuzz_memory[1] + FUZZ_ARENA};
  struct diags ds;
  diags_init(&ds, &perm);
  str text = {(const char *)data + 1, (ptrdiff_t)size - 1};
  struct data table;
  bool sound = data[0] == '-' ? data_read_yaml(text, 0, &ds, &perm, &table)
                              : data_read_csv(text, 0, &ds, &perm, &table);
  hold(sound == (ds.count == 0));
  for (ptrdiff_t i = 0; i < ds.count; i++) {
    span_hold(ds.items[i].at, text.n);
  }
  if (!sound) {
    return 0;
  }
  volatile unsigned sum = cells_hold(&table, text.n);
  (void)sum;
  for (ptrdiff_t c = 0; c < table.columns; c++) {
    struct data_column column = {table.cells + table.columns + c, table.rows - 1, table.columns};
    if (column.rows > 0) {
      order_hold(&column, data_order(&column, &perm, scratch));
      (void)data_is_numeric(&column);
    }
  }
  return 0;
}
