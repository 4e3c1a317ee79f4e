#include "core/buf.h"
#include "core/utf8.h"
#include "diag/source.h"
#include "unit.h"

static str read_count(void *ctx, str path, arena *perm) {
  ++*(int *)ctx;
  return str_eq(path, STR("gone.md")) ? (str){NULL, 0} : arena_copy(perm, STR("one\ntwo\n"));
}

static void finds_line_and_column(void **state) {
  (void)state;
  static const struct {
    const char *name;
    str text;
    int32_t beg;
    int32_t end;
    int32_t line;
    int32_t column;
    str shown;
    ptrdiff_t in_beg;
    ptrdiff_t in_end;
  } cases[] = {
      {"first byte", STR_INIT("ab\ncd"), 0, 1, 1, 1, STR_INIT("ab"), 0, 1},
      {"line end", STR_INIT("ab\ncd"), 2, 3, 1, 3, STR_INIT("ab"), 2, 2},
      {"second line", STR_INIT("ab\ncd"), 3, 5, 2, 1, STR_INIT("cd"), 0, 2},
      {"over two lines", STR_INIT("ab\ncd"), 1, 4, 1, 2, STR_INIT("ab"), 1, 2},
      {"carriage return", STR_INIT("ab\r\ncd\r\n"), 5, 8, 2, 2, STR_INIT("cd"), 1, 2},
      {"the return itself", STR_INIT("ab\r\ncd"), 3, 4, 1, 3, STR_INIT("ab"), 2, 2},
      {"non-ASCII counts code points", STR_INIT("äö日x"), 7, 8, 1, 4, STR_INIT("äö日x"), 7, 8},
      {"bytes that are no UTF-8", STR_INIT("\xFF\xFEx"), 2, 3, 1, 3, STR_INIT("\xFF\xFEx"), 2, 3},
      {"empty file", STR_INIT(""), 0, 0, 1, 1, STR_INIT(""), 0, 0},
      {"end of file behind a line end", STR_INIT("ab\n"), 3, 3, 2, 1, STR_INIT(""), 0, 0},
      {"beyond the end", STR_INIT("ab"), 90, 99, 1, 3, STR_INIT("ab"), 2, 2},
      {"before the beginning", STR_INIT("ab"), -5, 1, 1, 1, STR_INIT("ab"), 0, 1},
      {"end before beginning", STR_INIT("abc"), 2, 1, 1, 3, STR_INIT("abc"), 2, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena perm = unit_arena();
    struct sources src = {.perm = &perm};
    int32_t file = sources_add(&src, STR("a.md"), cases[i].text);
    struct place got = sources_at(&src, (span){file, cases[i].beg, cases[i].end});
    bool fits = got.line == cases[i].line && got.column == cases[i].column &&
                str_eq(got.text, cases[i].shown) && got.beg == cases[i].in_beg &&
                got.end == cases[i].in_end;
    if (!fits) {
      fail_msg("%s: got %d:%d \"%.*s\" %td..%td", cases[i].name, got.line, got.column,
               (int)got.text.n, got.text.s, got.beg, got.end);
    }
  }
}

static void finds_places_in_any_order(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct sources src = {.perm = &perm};
  int32_t a = sources_add(&src, STR("a.md"), STR("1\n2\n3\n4\n"));
  int32_t b = sources_add(&src, STR("b.md"), STR("1\n2\n3\n4\n"));
  assert_int_equal(sources_at(&src, (span){a, 6, 7}).line, 4);
  assert_int_equal(sources_at(&src, (span){b, 4, 5}).line, 3);
  assert_int_equal(sources_at(&src, (span){b, 4, 5}).line, 3);
  assert_int_equal(sources_at(&src, (span){b, 0, 1}).line, 1);
  assert_int_equal(sources_at(&src, (span){a, 2, 3}).line, 2);
}

/* Against counting from the start, at each byte of lines with all that can be in them. */
static void counts_the_same_from_anywhere(void **state) {
  (void)state;
  arena perm = unit_arena();
  str text = STR("ab\xC3\xA4\xE6\x97\xA5z\r\n\n\xFF\x80x\xE6\x97\n\xF0\x9F\x98\x80 end");
  struct sources src = {.perm = &perm};
  int32_t file = sources_add(&src, STR("a.md"), text);
  uint32_t random = 1;
  for (int i = 0; i < 2000; i++) {
    random = random * 1664525 + 1013904223;
    int32_t at = (int32_t)(random >> 16) % (int32_t)(text.n + 1);
    struct sources fresh = {.perm = &perm};
    int32_t same = sources_add(&fresh, STR("a.md"), text);
    struct place want = sources_at(&fresh, (span){same, at, at});
    struct place got = sources_at(&src, (span){file, at, at});
    assert_int_equal(got.line, want.line);
    assert_int_equal(got.column, want.column);
    assert_str_equal(got.text, want.text);
    assert_int_equal(got.beg, want.beg);
  }
}

/* One line of many bytes: what is around the span, and no code point cut. */
static void shows_a_part_of_a_long_line(void **state) {
  (void)state;
  arena perm = unit_arena();
  enum { RUNES = 100 * 1000 };
  buf b = buf_open(&perm);
  for (int i = 0; i < RUNES; i++) {
    buf_str(&b, STR("\xE6\x97\xA5"));
  }
  str text = buf_close(&b, &perm);
  struct sources src = {.perm = &perm};
  int32_t file = sources_add(&src, STR("a.md"), text);
  for (int32_t rune = 0; rune <= RUNES; rune += RUNES / 100) {
    struct place got = sources_at(&src, (span){file, 3 * rune, 3 * rune + 30 * 1000});
    assert_int_equal(got.line, 1);
    assert_int_equal(got.column, rune + 1);
    assert_true(got.text.n <= PLACE_TEXT_MAX && got.text.n > PLACE_TEXT_MAX - 6);
    assert_int_equal(utf8_invalid(got.text), -1);
    assert_true(got.text.s + got.beg == text.s + 3 * rune);
    assert_true(got.end <= got.text.n && got.beg <= got.end);
  }
  text.n = PLACE_TEXT_MAX; /* as much as is shown whole */
  int32_t limit = sources_add(&src, STR("b.md"), text);
  assert_int_equal(sources_at(&src, (span){limit, 9, 12}).text.n, PLACE_TEXT_MAX);
}

static void reads_a_text_once_and_when_needed(void **state) {
  (void)state;
  arena perm = unit_arena();
  int reads = 0;
  struct sources src = {.perm = &perm, .read = read_count, .ctx = &reads};
  int32_t file = sources_add(&src, STR("a.md"), (str){NULL, 0});
  int32_t gone = sources_add(&src, STR("gone.md"), (str){NULL, 0});
  assert_str_equal(sources_path(&src, file), STR("a.md"));
  assert_int_equal(reads, 0);
  assert_str_equal(sources_at(&src, (span){file, 4, 7}).text, STR("two"));
  assert_str_equal(sources_at(&src, (span){file, 0, 3}).text, STR("one"));
  assert_int_equal(reads, 1);
  assert_int_equal(sources_at(&src, (span){gone, 4, 7}).line, 1);
  assert_int_equal(sources_at(&src, (span){gone, 4, 7}).column, 1);
  assert_int_equal(reads, 2);
}

static void nowhere_has_no_line(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct sources src = {.perm = &perm};
  assert_int_equal(sources_at(&src, NOWHERE).line, 0);
  assert_int_equal(sources_at(&src, (span){7, 0, 0}).line, 0);
  assert_str_equal(sources_path(&src, SPAN_NOWHERE), STR(""));
  assert_str_equal(sources_text(&src, SPAN_NOWHERE), STR(""));
}

static void keeps_its_own_copy_of_the_path(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct sources src = {.perm = &perm};
  char path[] = "a.md";
  for (int i = 0; i < 20; i++) {
    sources_add(&src, str_of(path), STR(""));
  }
  path[0] = 'z';
  assert_str_equal(sources_path(&src, 19), STR("a.md"));
  assert_str_equal(sources_path(&src, 0), STR("a.md"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_line_and_column),
      cmocka_unit_test(finds_places_in_any_order),
      cmocka_unit_test(counts_the_same_from_anywhere),
      cmocka_unit_test(shows_a_part_of_a_long_line),
      cmocka_unit_test(reads_a_text_once_and_when_needed),
      cmocka_unit_test(nowhere_has_no_line),
      cmocka_unit_test(keeps_its_own_copy_of_the_path),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
