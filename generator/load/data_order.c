#include "load/data_order.h"

#include "core/buf.h"
#include "core/num.h"
#include "core/sort.h"
#include "core/utf8.h"

bool data_is_blank(str cell) {
  static const str blanks[] = {
      STR_INIT(""),    STR_INIT("-"), STR_INIT("\xE2\x80\x93"), STR_INIT("\xE2\x80\x94"),
      STR_INIT("n/a"), STR_INIT("?")};
  str text = str_trim(cell);
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    if (str_eq(text, blanks[i])) {
      return true;
    }
  }
  return false;
}

/* A cell as a number with what stands around it. */
struct figure {
  str before, behind;
  double value;
};

static bool is_figure_byte(char c) {
  return byte_is_digit(c) || c == '.' || c == ',' || c == '\'';
}

/* The minus of typography, or the one of keyboards. */
static str take_minus(str *text) {
  static const str signs[] = {STR_INIT("-"), STR_INIT("\xE2\x88\x92")};
  for (int i = 0; i < 2; i++) {
    if (str_starts(*text, signs[i])) {
      *text = str_sub(*text, signs[i].n, text->n);
      return signs[i];
    }
  }
  return STR("");
}

static bool has_digit(str text) {
  for (ptrdiff_t i = 0; i < text.n; i++) {
    if (byte_is_digit(text.s[i])) {
      return true;
    }
  }
  return false;
}

/* What has digits in two places, as a day has, is no number. */
static bool read_figure(str cell, struct figure *ret) {
  str text = str_trim(cell);
  bool minus = take_minus(&text).n > 0;
  ptrdiff_t beg = 0;
  while (beg < text.n && !byte_is_digit(text.s[beg])) {
    beg++;
  }
  ptrdiff_t end = beg;
  while (end < text.n && is_figure_byte(text.s[end])) {
    end++;
  }
  /* With k, M or G behind it, if that reads as a whole. */
  bool scaled = num_parse_typed(str_sub(text, beg, text.n), &ret->value);
  end = scaled ? text.n : end;
  ret->before = str_sub(text, 0, beg);
  ret->behind = str_sub(text, end, text.n);
  bool read =
      scaled || (!has_digit(ret->behind) && num_parse_typed(str_sub(text, beg, end), &ret->value));
  ret->value = minus ? -ret->value : ret->value;
  return read;
}

static str cell_at(const struct data_column *c, ptrdiff_t row) {
  return c->cells[row * c->stride];
}

bool data_is_numeric(const struct data_column *column) {
  struct figure first = {0};
  bool any = false;
  for (ptrdiff_t i = 0; i < column->rows; i++) {
    struct figure f;
    if (data_is_blank(cell_at(column, i))) {
      continue;
    }
    if (!read_figure(cell_at(column, i), &f)) {
      return false;
    }
    if (any && !(str_eq(f.before, first.before) && str_eq(f.behind, first.behind))) {
      return false;
    }
    first = any ? first : f;
    any = true;
  }
  return any;
}

struct item {
  str text;
  double value;
  ptrdiff_t row;
};

static int by_value(const void *a, const void *b, void *ctx) {
  (void)ctx;
  double x = ((const struct item *)a)->value;
  double y = ((const struct item *)b)->value;
  return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b, void *ctx) {
  (void)ctx;
  str x = ((const struct item *)a)->text;
  str y = ((const struct item *)b)->text;
  ptrdiff_t i = 0;
  ptrdiff_t k = 0;
  uint32_t p = 0;
  uint32_t q = 0;
  bool more = true;
  while (more && p == q) {
    more = utf8_next(x, &i, &p);
    bool other = utf8_next(y, &k, &q);
    if (!more || !other) {
      return more - other;
    }
    p = utf8_lower(p);
    q = utf8_lower(q);
  }
  return (p > q) - (p < q);
}

str data_order(const struct data_column *column, arena *perm, arena scratch) {
  struct item *items = NEW(&scratch, struct item, column->rows);
  ptrdiff_t count = 0;
  bool numeric = data_is_numeric(column);
  for (ptrdiff_t i = 0; i < column->rows; i++) {
    struct figure f = {.value = 0};
    str cell = cell_at(column, i);
    if (!data_is_blank(cell)) {
      (void)(numeric && read_figure(cell, &f));
      items[count++] = (struct item){str_trim(cell), f.value, i};
    }
  }
  sort_items(items, count, (ptrdiff_t)sizeof *items, numeric ? by_value : by_text, NULL, scratch);
  buf b = buf_new(perm, count * 7);
  for (ptrdiff_t i = 0; i < count; i++) {
    if (i > 0) {
      buf_byte(&b, ' ');
    }
    buf_int(&b, items[i].row);
  }
  return buf_text(&b);
}
