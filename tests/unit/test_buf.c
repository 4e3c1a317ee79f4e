#include "core/buf.h"
#include "unit.h"

static void appends(void **state) {
  (void)state;
  char memory[16];
  buf b = buf_over(memory, sizeof memory);
  assert_int_equal(buf_text(&b).n, 0);
  buf_byte(&b, 'a');
  buf_str(&b, STR("b\0c"));
  buf_str(&b, (str){NULL, 0});
  buf_fill(&b, '-', 3);
  buf_fill(&b, 'x', 0);
  buf_fill(&b, 'x', -1);
  assert_str_equal(buf_text(&b), STR("ab\0c---"));
  assert_false(b.full);
}

static void is_full_only_behind_the_last_byte(void **state) {
  (void)state;
  char memory[4];
  buf b = buf_over(memory, 3);
  memory[3] = '!';
  buf_str(&b, STR("ab"));
  buf_byte(&b, 'c');
  buf_str(&b, STR(""));
  assert_false(b.full);
  assert_str_equal(buf_text(&b), STR("abc"));
  buf_byte(&b, 'd');
  assert_true(b.full);
  assert_str_equal(buf_text(&b), STR("abc"));
  assert_int_equal(memory[3], '!');
}

/* Once something did not fit, nothing is written, however short. */
static void stays_full(void **state) {
  (void)state;
  char memory[24];
  buf b = buf_over(memory, 4);
  buf_str(&b, STR("ab"));
  buf_str(&b, STR("cde")); /* nothing of it, not its beginning */
  assert_true(b.full);
  buf_byte(&b, 'x');
  buf_str(&b, STR("y"));
  buf_str(&b, STR(""));
  buf_int(&b, 1);
  buf_hex(&b, 1, 1);
  buf_fill(&b, '-', 1);
  buf_rune(&b, 'z');
  assert_true(b.full);
  assert_str_equal(buf_text(&b), STR("ab"));
}

static void writes_numbers(void **state) {
  (void)state;
  static const struct {
    int64_t value;
    str text;
  } cases[] = {
      {0, STR_INIT("0")},
      {7, STR_INIT("7")},
      {10, STR_INIT("10")},
      {-1, STR_INIT("-1")},
      {1234567890, STR_INIT("1234567890")},
      {INT64_MAX, STR_INIT("9223372036854775807")},
      {INT64_MIN, STR_INIT("-9223372036854775808")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char memory[20];
    buf b = buf_over(memory, sizeof memory);
    buf_int(&b, cases[i].value);
    assert_str_equal(buf_text(&b), cases[i].text);
    buf exact = buf_over(memory, cases[i].text.n);
    buf_int(&exact, cases[i].value);
    assert_false(exact.full);
    buf less = buf_over(memory, cases[i].text.n - 1);
    buf_int(&less, cases[i].value);
    assert_true(less.full && less.n == 0);
  }
  char memory[32];
  buf b = buf_over(memory, sizeof memory);
  buf_hex(&b, 0x1F, 2);
  buf_hex(&b, 0xABC, 2); /* only the digits asked for */
  buf_hex(&b, 0, 4);
  buf_hex(&b, UINT64_MAX, 16);
  assert_str_equal(buf_text(&b), STR("1fbc0000ffffffffffffffff"));
}

static void writes_code_points(void **state) {
  (void)state;
  static const struct {
    uint32_t rune;
    str text;
  } cases[] = {
      {0, STR_INIT("\0")},
      {'a', STR_INIT("a")},
      {0x7F, STR_INIT("\x7F")},
      {0x80, STR_INIT("\xC2\x80")},
      {0x7FF, STR_INIT("\xDF\xBF")},
      {0x800, STR_INIT("\xE0\xA0\x80")},
      {0xD7FF, STR_INIT("\xED\x9F\xBF")},
      {0xD800, STR_INIT("\xEF\xBF\xBD")}, /* surrogates are no code points */
      {0xDFFF, STR_INIT("\xEF\xBF\xBD")},
      {0xE000, STR_INIT("\xEE\x80\x80")},
      {0xFFFF, STR_INIT("\xEF\xBF\xBF")},
      {0x10000, STR_INIT("\xF0\x90\x80\x80")},
      {0x10FFFF, STR_INIT("\xF4\x8F\xBF\xBF")},
      {0x110000, STR_INIT("\xEF\xBF\xBD")},
      {UINT32_MAX, STR_INIT("\xEF\xBF\xBD")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char memory[4];
    buf b = buf_over(memory, cases[i].text.n);
    buf_rune(&b, cases[i].rune);
    assert_false(b.full);
    assert_str_equal(buf_text(&b), cases[i].text);
    buf less = buf_over(memory, cases[i].text.n - 1);
    buf_rune(&less, cases[i].rune);
    assert_true(less.full && less.n == 0); /* never half a code point */
  }
}

static void comes_from_an_arena(void **state) {
  (void)state;
  arena a = unit_arena();
  buf b = buf_new(&a, 3);
  assert_ptr_equal(a.at, unit_memory + 3);
  buf_str(&b, STR("abc"));
  assert_false(b.full);
  buf open = buf_open(&a);
  assert_int_equal(open.cap, a.end - a.at);
  buf_str(&open, STR("rest"));
  str text = buf_close(&open, &a);
  assert_str_equal(text, STR("rest"));
  assert_int_equal(text.s[text.n], '\0');
  assert_ptr_equal(a.at, text.s + text.n + 1);
  assert_str_equal(buf_text(&b), STR("abc"));
}

static bool is_closed(buf *b, arena *a) {
  jmp_buf oom;
  unit_oom = &oom;
  volatile bool closed = false;
  if (setjmp(oom) == 0) {
    buf_close(b, a);
    closed = true;
  }
  unit_oom = NULL;
  return closed;
}

/* Closing needs a byte for the NUL: three of four fit, four do not. */
static void closes_with_room_for_a_nul(void **state) {
  (void)state;
  for (ptrdiff_t n = 3; n <= 5; n++) {
    char memory[4];
    arena a = {memory, memory + sizeof memory};
    buf b = buf_open(&a);
    buf_str(&b, str_sub(STR("abcde"), 0, n));
    assert_int_equal(is_closed(&b, &a), n == 3);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(appends),
      cmocka_unit_test(is_full_only_behind_the_last_byte),
      cmocka_unit_test(stays_full),
      cmocka_unit_test(writes_numbers),
      cmocka_unit_test(writes_code_points),
      cmocka_unit_test(comes_from_an_arena),
      cmocka_unit_test(closes_with_room_for_a_nul),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
