#include "core/utf8.h"
#include "load/data.h"

struct reader {
  str text;
  ptrdiff_t at;
  int32_t file;
  struct diags *ds;
  arena *perm;
  struct data *data;
  ptrdiff_t count, cap, place_cap; /* of cells */
  bool sound;
};

static void refuse(struct reader *r, diag_id id, ptrdiff_t beg, ptrdiff_t end, str detail) {
  span place = {.file = r->file, .beg = (int32_t)beg, .end = (int32_t)end};
  struct diag *d = diag_add(r->ds, id, place, STR(""));
  diag_detail(r->ds, d, detail);
  r->sound = false;
}

static bool is_line_end(const struct reader *r, ptrdiff_t at) {
  str s = r->text;
  return s.s[at] == '\n' || (s.s[at] == '\r' && at + 1 < s.n && s.s[at + 1] == '\n');
}

/* Passes all up to the next separator; where the first quote in it stands, or -1. */
static ptrdiff_t pass_plain(struct reader *r) {
  ptrdiff_t quote = -1;
  for (; r->at < r->text.n && r->text.s[r->at] != ',' && !is_line_end(r, r->at); r->at++) {
    if (r->text.s[r->at] == '"' && quote < 0) {
      quote = r->at;
    }
  }
  return quote;
}

static str read_plain(struct reader *r) {
  ptrdiff_t beg = r->at;
  ptrdiff_t quote = pass_plain(r);
  if (quote >= 0) {
    refuse(r, D_CSV_QUOTE, quote, quote + 1, STR("a quote in the middle of a field"));
  }
  return str_sub(r->text, beg, r->at);
}

static str undouble(struct reader *r, str inside) {
  buf b = buf_new(r->perm, inside.n);
  for (ptrdiff_t i = 0; i < inside.n; i++) {
    buf_byte(&b, inside.s[i]);
    i += inside.s[i] == '"';
  }
  return buf_text(&b);
}

static str read_quoted(struct reader *r) {
  ptrdiff_t open = r->at++;
  bool doubled = false;
  while (r->at < r->text.n) {
    if (r->text.s[r->at] != '"') {
      r->at++;
    } else if (r->at + 1 < r->text.n && r->text.s[r->at + 1] == '"') {
      doubled = true;
      r->at += 2;
    } else {
      break;
    }
  }
  if (r->at >= r->text.n) {
    refuse(r, D_CSV_QUOTE, open, open + 1, STR("this quote has no end"));
    return STR("");
  }
  str inside = str_sub(r->text, open + 1, r->at++);
  ptrdiff_t behind = r->at;
  (void)pass_plain(r);
  if (r->at > behind) {
    refuse(r, D_CSV_QUOTE, behind, r->at, STR("text behind a closing quote"));
  }
  return doubled ? undouble(r, inside) : inside;
}

static void add_cell(struct reader *r, str text, ptrdiff_t beg) {
  struct data *d = r->data;
  *GROW(r->perm, d->at, r->count, r->place_cap) =
      (span){.file = r->file, .beg = (int32_t)beg, .end = (int32_t)r->at};
  r->count--;
  *GROW(r->perm, d->cells, r->count, r->cap) = text;
}

/* One record; its line end is passed. */
static ptrdiff_t read_record(struct reader *r) {
  ptrdiff_t fields = 0;
  for (;;) {
    ptrdiff_t beg = r->at;
    bool quoted = beg < r->text.n && r->text.s[beg] == '"';
    str text = quoted ? read_quoted(r) : read_plain(r);
    add_cell(r, text, beg);
    fields++;
    if (r->at >= r->text.n || r->text.s[r->at] != ',') {
      break;
    }
    r->at++;
  }
  if (r->at < r->text.n) {
    r->at += r->text.s[r->at] == '\r' ? 2 : 1;
  }
  return fields;
}

static void count_detail(struct reader *r, ptrdiff_t beg, ptrdiff_t fields) {
  char memory[96];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_int(&b, fields);
  buf_str(&b, fields == 1 ? STR(" field where the first line has ")
                          : STR(" fields where the first line has "));
  buf_int(&b, r->data->columns);
  ptrdiff_t end = beg;
  while (end < r->text.n && !is_line_end(r, end)) {
    end++;
  }
  refuse(r, D_CSV_FIELDS, beg, end, buf_text(&b));
}

/* The next record becomes a row; false: the table has grown too large. */
static bool read_row(struct reader *r) {
  struct data *d = r->data;
  ptrdiff_t beg = r->at;
  ptrdiff_t fields = read_record(r);
  if (d->rows == 0) {
    d->columns = fields;
  }
  if (d->columns > DATA_COLUMNS_MAX || r->count > DATA_CELLS_MAX) {
    refuse(r, D_DATA_SIZE, beg, beg,
           d->columns > DATA_COLUMNS_MAX ? STR("more than 40 columns")
                                         : STR("more than 20,000 cells"));
    return false;
  }
  if (fields != d->columns) {
    count_detail(r, beg, fields);
    r->count = d->columns * d->rows; /* the others are read as if it were not there */
    return true;
  }
  d->rows++;
  return true;
}

bool data_read_csv(str text, int32_t file, struct diags *ds, arena *perm, struct data *ret_data) {
  *ret_data = (struct data){.cells = NULL};
  struct reader r = {
      .text = text, .file = file, .ds = ds, .perm = perm, .data = ret_data, .sound = true};
  ptrdiff_t bad = utf8_invalid(text);
  if (bad >= 0) {
    span place = {.file = file, .beg = (int32_t)bad, .end = (int32_t)bad + 1};
    (void)diag_add(ds, D_FILE_ENCODING, place, STR(""));
    return false;
  }
  r.at = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0; /* spreadsheets write it */
  bool fits = true;
  while (fits && r.at < text.n) {
    fits = read_row(&r);
  }
  if (ret_data->rows == 0 && r.sound) {
    refuse(&r, D_DATA_EMPTY, 0, 0, STR(""));
  }
  return r.sound;
}
