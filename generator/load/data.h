/*
 * Tables of texts from files: CSV, or YAML as a list of rows. The first row names the
 * columns, and every row has as many cells.
 *
 * CSV is that of RFC 4180: records of fields, separated by commas and line ends; a
 * field in double quotes may hold both, and a double quote written twice. A line
 * end is CRLF or LF. What the RFC leaves open is refused, not guessed: a quote within
 * an unquoted field, anything behind a closing quote, a quote without an end.
 */
#ifndef FINGERPOST_LOAD_DATA_H
#define FINGERPOST_LOAD_DATA_H

#include "diag/diag.h"

enum {
  DATA_BYTES_MAX = 256 << 10, /* of a file: beyond it a table is a download, not a page */
  DATA_COLUMNS_MAX = 40,      /* no reader follows more, and no screen shows them */
  DATA_CELLS_MAX = 20 * 1000  /* of a file, as of the tables of a page in Markdown */
};

/* A table of texts, read from a file. */
struct data {
  str *cells; /* row by row; the first row names the columns */
  span *at;   /* where each stands, quotes included */
  ptrdiff_t columns;
  ptrdiff_t rows; /* with the first */
};

/*
 * Reads the bytes of source `file`. Faults are diagnostics; false when there was one.
 * The cells are slices of `text`, or live on `perm`.
 */
bool data_read_csv(str text, int32_t file, struct diags *ds, arena *perm, struct data *ret_data);
bool data_read_yaml(str text, int32_t file, struct diags *ds, arena *perm, struct data *ret_data);

#endif
