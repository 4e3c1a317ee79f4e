#include "core/buf.h"
#include "core/utf8.h"
#include "core/utf8_table.h"
#include "unit.h"

static str encode(char memory[8], uint32_t rune) {
  buf b = buf_over(memory, 8);
  buf_rune(&b, rune);
  return buf_text(&b);
}

static bool is_scalar_value(uint32_t rune) {
  return rune <= 0x10FFFF && (rune < 0xD800 || rune > 0xDFFF);
}

static void every_code_point_comes_back(void **state) {
  (void)state;
  char memory[8];
  for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
    if (!is_scalar_value(rune)) {
      continue;
    }
    str s = encode(memory, rune);
    ptrdiff_t at = 0;
    uint32_t got = 0;
    if (!utf8_next(s, &at, &got) || got != rune || at != s.n || utf8_invalid(s) != -1) {
      fail_msg("U+%04X came back as U+%04X, %td bytes", rune, got, at);
    }
  }
}

/* Table 3-7 of the standard, row by row. */
static int table_3_7(unsigned first, unsigned second) {
  static const struct {
    unsigned first, last, low, high;
    int size;
  } rows[] = {
      {0x00, 0x7F, 0x00, 0xFF, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
      {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
      {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (first >= rows[i].first && first <= rows[i].last && second >= rows[i].low &&
        second <= rows[i].high) {
      return rows[i].size;
    }
  }
  return 0;
}

static void every_pair_of_first_bytes(void **state) {
  (void)state;
  for (unsigned pair = 0; pair <= 0xFFFF; pair++) {
    unsigned first = pair >> 8;
    unsigned second = pair & 0xFF;
    char bytes[] = {(char)first, (char)second, (char)0x80, (char)0xBF};
    int want = table_3_7(first, second);
    ptrdiff_t at = 0;
    uint32_t rune;
    assert_true(utf8_next((str){bytes, 4}, &at, &rune));
    if (at != (want == 0 ? 1 : want) || (rune == UTF8_BAD && want != 0 && first != 0xEF)) {
      fail_msg("%02X %02X: %td bytes, U+%04X", first, second, at, rune);
    }
    /* Cut short, or with a wrong last byte, nothing is left of it. */
    if (want > 1) {
      assert_int_equal(utf8_invalid((str){bytes, want - 1}), 0);
      bytes[want - 1] = 'x';
      assert_int_equal(utf8_invalid((str){bytes, 4}), 0);
    }
  }
}

static void bad_bytes_are_stepped_over(void **state) {
  (void)state;
  static const struct {
    str bytes;
    ptrdiff_t invalid;
    int runes;
  } rows[] = {
      {STR_INIT(""), -1, 0},
      {STR_INIT("a\0b"), -1, 3},
      {STR_INIT("\xC3\xA9"), -1, 1},
      {STR_INIT("a\xE9"
                "b"),
       1, 3},
      {STR_INIT("ab\xC0\x80"), 2, 4},
      {STR_INIT("\xED\xA0\x80"), 0, 3},
      {STR_INIT("\xF4\x90\x80\x80"), 0, 4},
      {STR_INIT("\xE2\x82"), 0, 2},
      {STR_INIT("\xE2\x82\xAC\xE2\x82"), 3, 3},
      {STR_INIT("\xEF\xBF\xBD"), -1, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int runes = 0;
    uint32_t rune;
    for (ptrdiff_t at = 0; utf8_next(rows[i].bytes, &at, &rune);) {
      runes++;
    }
    if (runes != rows[i].runes || utf8_invalid(rows[i].bytes) != rows[i].invalid) {
      fail_msg("row %zu: %d runes", i, runes);
    }
  }
}

static void widths(void **state) {
  (void)state;
  static const struct {
    uint32_t rune;
    int width;
  } rows[] = {
      {'a', 1},     {'\t', 1},    {0xAD, 1},    {0xE9, 1},     {0x2FF, 1},      {0x300, 0},
      {0x301, 0},   {0x36F, 0},   {0x370, 1},   {0x5D0, 1},    {0x64B, 0},      {0xE31, 0},
      {0x10FF, 1},  {0x1100, 2},  {0x1160, 0},  {0x200B, 0},   {0x200D, 0},     {0x2013, 1},
      {0x20AC, 1},  {0x20D0, 0},  {0x2190, 1},  {0x231A, 2},   {0x2705, 2},     {0x2500, 1},
      {0x3000, 2},  {0x3042, 2},  {0x3099, 0},  {0x4E2D, 2},   {0xAC00, 2},     {0xFE0F, 0},
      {0xFF21, 2},  {0xFF71, 1},  {0xFFFD, 1},  {0x1D400, 1},  {0x1F600, 2},    {0x1F680, 2},
      {0x20000, 2}, {0x3FFFD, 2}, {0xE0100, 0}, {0x10FFFF, 1}, {0xFFFFFFFF, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (utf8_width(rows[i].rune) != rows[i].width) {
      fail_msg("U+%04X: %d columns", rows[i].rune, utf8_width(rows[i].rune));
    }
  }
}

static void lower_case(void **state) {
  (void)state;
  static const struct {
    uint32_t from, to;
  } rows[] = {
      {'A', 'a'},       {'Z', 'z'},       {'[', '['},       {'@', '@'},         {'7', '7'},
      {0xC0, 0xE0},     {0xC4, 0xE4},     {0xD6, 0xF6},     {0xD7, 0xD7},       {0xD8, 0xF8},
      {0xDE, 0xFE},     {0xDF, 0xDF},     {0xE4, 0xE4},     {0x100, 0x101},     {0x101, 0x101},
      {0x130, 'i'},     {0x131, 0x131},   {0x138, 0x138},   {0x139, 0x13A},     {0x13A, 0x13A},
      {0x141, 0x142},   {0x160, 0x161},   {0x178, 0xFF},    {0x17D, 0x17E},     {0x181, 0x253},
      {0x18F, 0x259},   {0x1C4, 0x1C6},   {0x1C5, 0x1C6},   {0x1CD, 0x1CE},     {0x218, 0x219},
      {0x386, 0x3AC},   {0x391, 0x3B1},   {0x3A3, 0x3C3},   {0x3A9, 0x3C9},     {0x3C2, 0x3C2},
      {0x401, 0x451},   {0x410, 0x430},   {0x42F, 0x44F},   {0x462, 0x463},     {0x4C0, 0x4CF},
      {0x4D8, 0x4D9},   {0x52E, 0x52F},   {0x1E00, 0x1E01}, {0x1E9E, 0xDF},     {0x1EF8, 0x1EF9},
      {0x1F08, 0x1F00}, {0x1FFC, 0x1FF3}, {0x4E2D, 0x4E2D}, {0x1F600, 0x1F600},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (utf8_lower(rows[i].from) != rows[i].to) {
      fail_msg("U+%04X: U+%04X", rows[i].from, utf8_lower(rows[i].from));
    }
  }
  for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
    uint32_t low = utf8_lower(rune);
    if (utf8_lower(low) != low || utf8_is_word(low) != utf8_is_word(rune)) {
      fail_msg("U+%04X: U+%04X is not lower still", rune, low);
    }
  }
}

static void words(void **state) {
  (void)state;
  static const uint32_t are[] = {
      'a',    'Z',    '0',    '9',    0xAA,   0xB2,   0xB5,   0xE9,    0x13F,
      0x3B1,  0x430,  0x5D0,  0x627,  0x661,  0x915,  0x93F,  0xE01,   0x301,
      0x1E00, 0x2C00, 0x3042, 0x3005, 0x4E2D, 0xAC00, 0xFF21, 0x1D400, 0x20000,
  };
  static const uint32_t are_not[] = {
      0,      ' ',     '-',     '_',     '.',      '/',        ':',    '@',    '[',    '`',
      '{',    0x7F,    0x85,    0xA0,    0xA7,     0xAB,       0xB7,   0xBF,   0xD7,   0xF7,
      0x60C,  0x964,   0x2013,  0x2014,  0x2019,   0x2026,     0x200D, 0x20AC, 0x2190, 0x2200,
      0x2500, 0x2705,  0x3000,  0x3001,  0x300C,   0xFE0F,     0xFEFF, 0xFF01, 0xFFFD, 0xE000,
      0xD800, 0x1F600, 0x1F680, 0xE0100, 0x110000, 0xFFFFFFFF,
  };
  for (size_t i = 0; i < sizeof are / sizeof are[0]; i++) {
    if (!utf8_is_word(are[i])) {
      fail_msg("U+%04X is part of a word", are[i]);
    }
  }
  for (size_t i = 0; i < sizeof are_not / sizeof are_not[0]; i++) {
    if (utf8_is_word(are_not[i])) {
      fail_msg("U+%04X is no part of a word", are_not[i]);
    }
  }
}

/* Binary search finds nothing reliably in a table that is not in order. */
static void tables_are_in_order(void **state) {
  (void)state;
  const struct {
    const struct utf8_range *ranges;
    int count;
  } tables[] = {
      {utf8_narrow, utf8_narrow_count},
      {utf8_wide, utf8_wide_count},
      {utf8_sign, utf8_sign_count},
      {utf8_capital, utf8_capital_count},
  };
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
    for (int i = 0; i < tables[t].count; i++) {
      assert_true(tables[t].ranges[i].first <= tables[t].ranges[i].last);
      assert_true(i == 0 || tables[t].ranges[i - 1].last < tables[t].ranges[i].first);
    }
  }
  for (int i = 0; i < utf8_capital_count; i++) {
    assert_true(utf8_case[i].step > 0 && utf8_case[i].shift != 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point_comes_back),
      cmocka_unit_test(every_pair_of_first_bytes),
      cmocka_unit_test(bad_bytes_are_stepped_over),
      cmocka_unit_test(widths),
      cmocka_unit_test(lower_case),
      cmocka_unit_test(words),
      cmocka_unit_test(tables_are_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
