/* Diagnostics of pages and the places of what is in them. */
#include "page_case.h"

struct row {
  str page;
  str want; /* "CODE line:column text|...", columns in bytes */
};

#define ROW(page, want) \
  { STR_INIT(page), STR_INIT(want) }

static void check(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct page_case c = parse_page(&a, rows[i].page);
    str got = list_diags(&a, &c, rows[i].page);
    if (!str_eq(got, rows[i].want)) {
      fail_msg("%.*s\ngot  %.*s\nwant %.*s", (int)rows[i].page.n, rows[i].page.s, (int)got.n, got.s,
               (int)rows[i].want.n, rows[i].want.s);
    }
  }
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void test_none(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("", ""),
      ROW("a [b](c.md) <https://d.e> `[^x]` \\[^x] \\[a][b] a[i][j] [x][] [ ] [y]\n", ""),
      ROW("```\n[^x] [^y]: z\n<b>\n```\n", ""),
      ROW("    [^y]: z\n", ""),
      ROW("a[^x]\n\n[^X]: b\n", ""),
      ROW("---\nsources: [S1]\n---\n[^S1]\n", ""),
      ROW("---\nsources: [S1]\n---\n[^S1]\n\n[^S1]: own\n", ""),
      ROW("a<br>b <kbd>c</kbd> <!-- d -->\n", ""),
  };
  CHECK(rows);
}

static void test_links(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("a [b](javascript:c) d", "F0503 1:7 javascript:c"),
      ROW("a [b](<javascript:c> \"t\") d", "F0503 1:8 javascript:c"),
      ROW("[a](\n//b.c)", "F0503 2:1 //b.c"),
      ROW("x [a][r]\n\n[r]: file:///etc\n", "F0503 1:3 [a][r]"),
      ROW("x [r] y [r][]\n\n[r]: file:///etc\n", "F0503 1:3 [r]|F0503 1:9 [r][]"),
      ROW("<javascript:x>", "F0503 1:2 javascript:x"),
      ROW("\xC3\xA9 **[a]()**", "F0507 1:6 [a]()"),
      ROW("[](b.md)", "F0508 1:1 [](b.md)"),
      ROW("[ ](https://b.c)", "F0508 1:1 [ ](https://b.c)"),
      ROW("[![](b.png)](c.md)", "F0410 1:2 ![](b.png)|F0508 1:1 [![](b.png)](c.md)"),
      ROW("a ![b](https://c.d/e.png)", "F0509 1:8 https://c.d/e.png"),
      ROW("a ![b](data:image/png;base64,x)", "F0509 1:8 data:image/png;base64,x"),
      ROW("![b](javascript:x)", "F0503 1:6 javascript:x"),
      ROW("![b]()", "F0507 1:1 ![b]()"),
      ROW("x ![](c.png)", "F0410 1:3 ![](c.png)"),
      ROW("![a ![b](c) d](//e)", "F0509 1:16 //e"),
  };
  CHECK(rows);
}

/* Where the library's own positions are wrong, or have to be converted. */
static void test_places(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("[r]: c\n[s]:\n  d 'e'\nx [a]()", "F0507 4:3 [a]()"),
      ROW("[r]: c\nx [a]()\n---\n", "F0507 2:3 [a]()"),
      ROW("> a\nb [c]()\n   > d [e]()\n", "F0507 2:3 [c]()|F0507 3:8 [e]()"),
      ROW("- a\n   b [c]()\nd [e]()\n", "F0507 2:6 [c]()|F0507 3:3 [e]()"),
      ROW("> - > a\n> b\n>   > c [d]()", "F0507 3:9 [d]()"),
      ROW("[a](b \"c\nd\") `e\nf` [g]()\n", "F0507 3:4 [g]()"),
      ROW("a\n| b | c |\n|---|---|\n| [d]() | \\| [e]() |\n", "F0507 4:3 [d]()|F0507 4:14 [e]()"),
      ROW("a\n| b | [c]() |\n|---|---|\n", "F0507 2:7 [c]()"),
      ROW("a [b]()\n| b | c |\n|---|---|\n", "F0507 1:3 [b]()"),
      ROW("| `a\\|b` | [c]() |\n|-|-|\n", "F0507 1:12 [c]()"),
      ROW("> |a|\n> |-|\n> |b [c]()\n", "F0507 3:6 [c]()"),
      ROW("&amp; &copy;&#65; \\* \\\\ &bogus; [a]()", "F0507 1:33 [a]()"),
      ROW("*a **b ~~c~~** `` ` ``* <br> [d]()", "F0507 1:30 [d]()"),
      ROW("<http://a.b> http://c.d <!-- e --> [f]()", "F0507 1:36 [f]()"),
      ROW("a[^1] [b]()\n\n[^1]: x\n    y [c]()\n", "F0507 1:7 [b]()|F0507 4:7 [c]()"),
      ROW("- [ ] a [b]()\n", "F0507 1:9 [b]()"),
      ROW("## a [b]() ##\n", "F0507 1:6 [b]()"),
      ROW("\ta\n\n- \tb [c]()\n", "F0507 3:6 [c]()"),
      ROW("a\r\nb [c]()\r\n", "F0507 2:3 [c]()"),
      ROW("---\ntitle: a\n---\n\nb [c]()", "F0507 5:3 [c]()"),
      ROW("\xEF\xBB\xBF"
          "b [c]()",
          "F0507 1:6 [c]()"),
      ROW("**a** \\\nb [c]()", "F0507 2:3 [c]()"),
      ROW("a ![b *c* `d` [e](f) <http://g> <i>](h) [i]()", "F0507 1:41 [i]()"),
  };
  CHECK(rows);
}

static void test_text(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("a [^b] c", "F0406 1:3 [^b]"),
      ROW("\\* [^b] \\[^c] [^d]", "F0406 1:4 [^b]|F0406 1:15 [^d]"),
      ROW("| a | [^b] |\n|---|---|\n", "F0406 1:7 [^b]"),
      ROW("a [b][c] d", "F0412 1:3 [b][c]"),
      ROW("# a [^b] [c](d) [e]()\n", "F0406 1:5 [^b]|F0507 1:17 [e]()"),
      ROW("a [b] [c][d e]", "F0412 1:7 [c][d e]"),
      ROW("[^a]: b\n", "F0407 1:1 [^a]"),
      ROW("> - [^a]: b\n", "F0407 1:5 [^a]"),
      ROW("a[^b]\n\n[^b]: c\n[^d]: e [^b]\n", "F0407 4:1 [^d]"),
      ROW("---\nsources: [S1, S2]\n---\n[^S2]\n", "F0308 2:11 S1"),
      ROW("a <b>c</b>", "F0405 1:3 <b>|F0405 1:7 </b>"),
      ROW("a <kbd>b", "F0405 1:3 <kbd>"),
      ROW("> <div>\n> a\n> </div>\n", "F0405 1:3 <div>"),
      ROW("<!-- a", "F0405 1:1 <!-- a"),
      ROW("- ``` c++{1} title=\"a b\" {1, 2} x\n  y\n", "F0423 1:30 2|F0411 1:33 x"),
      ROW("## a {#B}\n", "F0409 1:8 B"),
      ROW("## a {#b}\n\n## c {#b} #\n", "F0408 3:8 b"),
  };
  CHECK(rows);
}

static void test_front(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("---\ntitle: a\n", "F0305 1:1 ---"),
      ROW("---", "F0305 1:1 ---"),
      ROW("--- \na\n", ""),
      ROW("---\ntitle: a\ntitle: b\n---\n", "F0202 3:1 title"),
      ROW("a \xFF b", "F0109 1:3 \xFF"),
      ROW("---\na: \xC3\n---\n", "F0109 2:4 \xC3"),
      ROW("a\nb\0c", "F0109 2:2 \0"),
      ROW("12345678\0", "F0109 1:9 \0"),
      ROW("1234567\0\xFF", "F0109 1:8 \0"),
      ROW("\xEF\xBF\xBD 1234567 \xC3\xBC", ""),
  };
  CHECK(rows);
}

/* Notes, hints and details. */
static void test_help(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, STR("## a {#b}\n\n## c {#b}\n"));
  assert_str_equal(page_text(&c.v, c.v.diags[0].note_text), STR("first named here"));
  assert_int_equal(c.v.diags[0].note_beg, 7);
  c = parse_page(&a, STR("---\nsources: [lora-land]\n---\n[^lora-lnad] [^lora-land]\n"));
  assert_true(str_search(page_text(&c.v, c.v.diags[0].hint), STR("lora-land")) >= 0);
  c = parse_page(&a, STR("[a](//b.c)"));
  assert_true(str_search(page_text(&c.v, c.v.diags[0].hint), STR("https://")) >= 0);
  c = parse_page(&a, STR("[a][b c] d"));
  assert_str_equal(page_text(&c.v, c.v.diags[0].subject), STR("b c"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_none), cmocka_unit_test(test_links), cmocka_unit_test(test_places),
      cmocka_unit_test(test_text), cmocka_unit_test(test_front), cmocka_unit_test(test_help),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
