#include "core/html.h"
#include "core/slug.h"
#include "core/utf8.h"
#include "unit.h"

struct pair {
  str in;
  str want;
};

#define PAIR(in, want) \
  { STR_INIT(in), STR_INIT(want) }

static void check(const struct pair *rows, size_t count, void (*escape)(buf *, str)) {
  arena a = unit_arena();
  for (size_t i = 0; i < count; i++) {
    buf out = buf_new(&a, 200);
    escape(&out, rows[i].in);
    assert_str_equal(buf_text(&out), rows[i].want);
  }
}

static void test_text(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("", ""),
      PAIR("plain \"quotes' stay", "plain \"quotes' stay"),
      PAIR("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
      PAIR("a\tb\nc\r\n", "a\tb\nc\r\n"),
      PAIR("nul \0.", "nul \xEF\xBF\xBD."),
      PAIR("\x01\x1f\x7f", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"),
      PAIR("no-break\xC2\xA0space", "no-break\xC2\xA0space"),
      PAIR("c1 \xC2\x85.", "c1 \xEF\xBF\xBD."),
      PAIR("cut \xC2", "cut \xEF\xBF\xBD"),
      PAIR("\xE2\x82\xAC", "\xE2\x82\xAC"),
      PAIR("&", "&amp;"),
  };
  check(rows, sizeof rows / sizeof *rows, html_escape_text);
}

static void test_attr(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("", ""),
      PAIR("say \"it's\"", "say &quot;it&#39;s&quot;"),
      PAIR("<&>", "&lt;&amp;&gt;"),
      PAIR("line\nbreak", "line\nbreak"),
  };
  check(rows, sizeof rows / sizeof *rows, html_escape_attr);
}

static void test_url(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("a/b.html?x=1&y=(2)#z", "a/b.html?x=1&y=(2)#z"),
      PAIR("a b", "a%20b"),
      PAIR("%20 100% %zz %4", "%20%20100%25%20%25zz%20%254"),
      PAIR("\"'<>", "%22%27%3C%3E"),
      PAIR("\xC3\xBC", "%C3%BC"),
      PAIR("a[b]\\^`{|}", "a%5Bb%5D%5C%5E%60%7B%7C%7D"),
      PAIR("http://[::1]:80/a[b]", "http://[::1]:80/a%5Bb%5D"),
      PAIR("\t\n\x7f", "%09%0A%7F"),
  };
  check(rows, sizeof rows / sizeof *rows, url_escape);
}

static void test_elements(void **state) {
  (void)state;
  arena a = unit_arena();
  buf out = buf_new(&a, 400);
  struct html h = {.out = &out};
  html_open(&h, STR("p"));
  html_attr(&h, STR("class"), STR("a\"b"));
  html_open(&h, STR("input"));
  html_flag(&h, STR("disabled"));
  html_attr_int(&h, STR("size"), -3);
  html_flush(&h);
  html_flush(&h);
  html_text(&h, STR("<"));
  html_element(&h, STR("b"), STR("&"));
  html_open(&h, STR("i"));
  html_close(&h, STR("i"));
  html_close(&h, STR("p"));
  assert_str_equal(buf_text(&out), STR("<p class=\"a&quot;b\"><input disabled size=\"-3\">&lt;"
                                       "<b>&amp;</b><i></i></p>"));
}

static void test_full(void **state) {
  (void)state;
  arena a = unit_arena();
  buf out = buf_new(&a, 6);
  html_escape_text(&out, STR("ab<c"));
  assert_true(out.full || out.n == 6);
  html_escape_text(&out, STR("def"));
  assert_true(out.full);
}

static void test_slugs(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("Hello World", "hello-world"),
      PAIR("C++ & C#: a_b-c!", "c--c-a_b-c"),
      PAIR("1.2 (three)", "12-three"),
      PAIR("\xC3\x9C"
           "ber Gr\xC3\xB6\xC3\x9F"
           "e",
           "\xC3\xBC"
           "ber-gr\xC3\xB6\xC3\x9F"
           "e"),
      PAIR("\xE6\x97\xA5\xE6\x9C\xAC \xE8\xAA\x9E", "\xE6\x97\xA5\xE6\x9C\xAC-\xE8\xAA\x9E"),
      PAIR("?!", ""),
      PAIR("abcdefghijkl", "abcdefghij"),
      PAIR("abcdefghi\xC3\xBC", "abcdefghi"),
  };
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    buf out = buf_new(&a, 100);
    slug_write(&out, rows[i].in, i < 6 ? 100 : 10);
    assert_str_equal(buf_text(&out), rows[i].want);
  }
}

static void test_cut(void **state) {
  (void)state;
  assert_str_equal(utf8_cut(STR("abc"), 3), STR("abc"));
  assert_str_equal(utf8_cut(STR("abc"), 2), STR("ab"));
  assert_str_equal(utf8_cut(STR("a\xE2\x82\xAC"), 3), STR("a"));
  assert_str_equal(utf8_cut(STR("\xE2\x82\xAC"
                                "b"),
                            3),
                   STR("\xE2\x82\xAC"));
  assert_str_equal(utf8_cut(STR("\xE2\x82\xAC"), 0), STR(""));
}

static void test_names(void **state) {
  (void)state;
  assert_true(slug_is_name(STR("a")));
  assert_true(slug_is_name(STR("a-1-b")));
  assert_false(slug_is_name(STR("")));
  assert_false(slug_is_name(STR("1a")));
  assert_false(slug_is_name(STR("-a")));
  assert_false(slug_is_name(STR("aB")));
  assert_false(slug_is_name(STR("a_b")));
  assert_false(slug_is_name(STR("a b")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_text),     cmocka_unit_test(test_attr),  cmocka_unit_test(test_url),
      cmocka_unit_test(test_elements), cmocka_unit_test(test_full),  cmocka_unit_test(test_slugs),
      cmocka_unit_test(test_cut),      cmocka_unit_test(test_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
