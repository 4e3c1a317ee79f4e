/* Tables of data: CSV as RFC 4180 has it, and the orders that columns are sorted in. */
#include "unit.h"

#include "diag/diag.h"
#include "load/data.h"
#include "load/data_order.h"

/* Cells joined by '|', rows by '/'; then what was wrong, as "F0434 4". */
static str read_csv(arena *a, str text) {
  struct diags ds;
  diags_init(&ds, a);
  struct data d;
  bool sound = data_read_csv(text, 0, &ds, a, &d);
  assert_true(sound == (ds.count == 0));
  buf out = buf_open(a);
  for (ptrdiff_t i = 0; i < d.rows * d.columns; i++) {
    buf_str(&out, i == 0 ? STR("") : i % d.columns == 0 ? STR("/") : STR("|"));
    buf_str(&out, d.cells[i]);
  }
  for (ptrdiff_t i = 0; i < ds.count; i++) {
    buf_str(&out, STR(" "));
    buf_str(&out, diag_code(ds.items[i].id));
    buf_str(&out, STR(" "));
    buf_int(&out, ds.items[i].at.beg);
  }
  return buf_close(&out, a);
}

static void csv_is_read(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"a,b\n1,2\n", "a|b/1|2"},
      {"a,b\r\n1,2", "a|b/1|2"},
      {"\xEF\xBB\xBF"
       "a\nb\n",
       "a/b"},
      {"\"a,\"\"b\"\"\",c\n\"1\r\n2\",\"\"\n", "a,\"b\"|c/1\r\n2|"},
      {"a,b\n,\n", "a|b/|"},
      {"a,\n", "a|"},
      {"a b , c\n", "a b | c"},
      {"a\rb\n", "a\rb"},
      {"", " F0436 0"},
      {"a,b\n1\n2,3\n", "a|b/2|3 F0435 4"},
      {"a\n1,2\n", "a F0435 2"},
      {"a\n\"b", "a/ F0434 2"},
      {"a\n\"b\"c\n", "a/b F0434 5"},
      {"a\nb\"c\n", "a/b\"c F0434 3"},
      {"a\n\xFF\n", " F0109 2"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    str got = read_csv(&a, str_of(rows[i].text));
    if (!str_eq(got, str_of(rows[i].want))) {
      fail_msg("row %zu: %.*s", i, (int)got.n, got.s);
    }
  }
}

static void tables_are_bounded(void **state) {
  (void)state;
  arena a = unit_arena();
  buf b = buf_new(&a, 100000);
  buf_fill(&b, ',', DATA_COLUMNS_MAX - 1);
  assert_true(str_search(read_csv(&a, buf_text(&b)), STR("F0437")) < 0);
  buf_byte(&b, ',');
  assert_true(str_search(read_csv(&a, buf_text(&b)), STR("F0437 0")) >= 0);
  b.n = 0;
  buf_fill(&b, '\n', DATA_CELLS_MAX);
  assert_true(str_search(read_csv(&a, buf_text(&b)), STR("F0437")) < 0);
  buf_byte(&b, '\n');
  assert_true(str_search(read_csv(&a, buf_text(&b)), STR("F0437 20000")) >= 0);
}

enum { CELLS = 6 };

static void columns_have_their_order(void **state) {
  (void)state;
  static const struct {
    str cells[CELLS];
    bool numeric;
    const char *want;
  } rows[] = {
      {{STR_INIT("10"), STR_INIT("9"), STR_INIT("-1"), STR_INIT("1,000"), STR_INIT("0.5"),
        STR_INIT("9")},
       true,
       "2 4 1 5 0 3"},
      {{STR_INIT("$10"), STR_INIT(""), STR_INIT("$2.50"), STR_INIT("\xE2\x80\x93"), STR_INIT("-"),
        STR_INIT("$3k")},
       true,
       "2 0 5"},
      {{STR_INIT("5 %"),
        STR_INIT("\xE2\x88\x92"
                 "5 %"),
        STR_INIT("10 %"), STR_INIT("n/a"), STR_INIT("?"), STR_INIT("0 %")},
       true,
       "1 5 0 2"},
      {{STR_INIT("2 GB"), STR_INIT("10 MB"), STR_INIT("1"), STR_INIT(""), STR_INIT(""),
        STR_INIT("")},
       false,
       "2 1 0"},
      {{STR_INIT("b"), STR_INIT("A"), STR_INIT("a"), STR_INIT("B"), STR_INIT("ab"),
        STR_INIT("\xC3\x84")},
       false,
       "1 2 4 0 3 5"},
      {{STR_INIT("2026-02-01"), STR_INIT("2025-12-31"), STR_INIT("2026-01-31"), STR_INIT(""),
        STR_INIT(""), STR_INIT("")},
       false,
       "1 2 0"},
      {{STR_INIT(""), STR_INIT("-"), STR_INIT(""), STR_INIT(""), STR_INIT(""), STR_INIT("")},
       false,
       ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    arena scratch = {a.at + (64 << 20), a.end};
    a.end = scratch.at;
    struct data_column column = {rows[i].cells, CELLS, 1};
    str got = data_order(&column, &a, scratch);
    if (data_is_numeric(&column) != rows[i].numeric || !str_eq(got, str_of(rows[i].want))) {
      fail_msg("row %zu: %.*s", i, (int)got.n, got.s);
    }
  }
}

int main(void) {
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(csv_is_read),
      cmocka_unit_test(tables_are_bounded),
      cmocka_unit_test(columns_have_their_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
