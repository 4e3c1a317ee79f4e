/* Holes for numbers in the text of a page, and figures that are written out instead. */
#include "page_case.h"

struct row {
  str page;
  str html; /* holes as {words} */
  str diags;
};

#define ROW(page, html, diags) \
  { STR_INIT(page), STR_INIT(html), STR_INIT(diags) }

static void check(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct page_case c = parse_page(&a, rows[i].page);
    assert_str_equal(c.html, rows[i].html);
    assert_str_equal(list_diags(&a, &c, rows[i].page), rows[i].diags);
  }
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void test_holes(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("{{a}}", "<p>{a}</p>\n", ""),
      ROW("x{{a_b c-d}}.", "<p>x{a_b c-d}.</p>\n", ""),
      ROW("{{price l gpt-5.4 in}}{{b+c}}", "<p>{price l gpt-5.4 in}{b+c}</p>\n", ""),
      ROW("{{ a  b\t}}", "<p>{ a  b }</p>\n", ""),
      ROW("*{{a}}* **b {{c}}** ~~{{d}}~~",
          "<p><em>{a}</em> <strong>b {c}</strong> <del>{d}</del></p>\n", ""),
      ROW("{{a_b}} and {{c_d}}", "<p>{a_b} and {c_d}</p>\n", ""),
      ROW("- {{a}}\n\n> {{b}}\n",
          "<ul>\n<li>{a}</li>\n</ul>\n<blockquote>\n<p>{b}</p>\n</blockquote>\n", ""),
      ROW("[^1]\n\n[^1]: {{a}}\n",
          "<p><sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup></p>\n"
          "<section class=\"footnotes\" aria-label=\"Sources and notes\">\n<ol>\n"
          "<li id=\"fn:1\">\n<p>{a} <a class=\"back\" href=\"#fnref:1\" "
          "aria-label=\"Back to reference 1\">\xE2\x86\xA9\xEF\xB8\x8E</a></p>\n</li>\n</ol>\n"
          "</section>\n",
          ""),
      ROW("[x {{a}}](b.md)", "<p><a href=\"{b.md}\">x {a}</a></p>\n", ""),
      ROW("www.x.org/{{a}}",
          "<p><a href=\"http://www.x.org/%7B%7Ba%7D%7D\" "
          "rel=\"noopener\">www.x.org/{{a}}</a></p>\n",
          ""),
  };
  CHECK(rows);
}

/* A line end between two words is a space, as anywhere in Markdown. */
static void test_lines(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("a {{b\nc}} d", "<p>a {b c} d</p>\n", ""),
      ROW("a {{b\n  c\n d}} {{e}}\nf", "<p>a {b c d} {e}\nf</p>\n", ""),
      ROW("> {{a\n> b}}\n", "<blockquote>\n<p>{a b}</p>\n</blockquote>\n", ""),
      ROW("{{a  \nb}}", "<p>{{a<br>\nb}}</p>\n", "F1101 1:1 {{"),
      ROW("{{a\n*}} b", "<p>{{a\n*}} b</p>\n", "F1101 1:1 {{"),
      ROW("{{a\n*b*}}", "<p>{{a\n<em>b</em>}}</p>\n", "F1101 1:1 {{"),
  };
  CHECK(rows);
}

static void test_text(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("`{{a}}`", "<p><code>{{a}}</code></p>\n", ""),
      ROW("    {{a}}\n", "<pre tabindex=\"0\"><code>{{a}}\n</code></pre>\n", ""),
      ROW("\\{{a}} {\\{b}} &#123;{c}}", "<p>{{a}} {{b}} {{c}}</p>\n", ""),
      ROW("{a} { {b} } }}", "<p>{a} { {b} } }}</p>\n", ""),
      ROW("{", "<p>{</p>\n", ""),
  };
  CHECK(rows);
}

static void test_faults(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("a {{}} {{ }}", "<p>a {{}} {{ }}</p>\n", "F1101 1:3 {{}}|F1101 1:8 {{ }}"),
      ROW("{{a * 2}}", "<p>{{a * 2}}</p>\n", "F1101 1:5 *"),
      ROW("{{a \xE2\x82\xAC}}", "<p>{{a \xE2\x82\xAC}}</p>\n", "F1101 1:5 \xE2\x82\xAC"),
      ROW("{{{a}}}", "<p>{{a}}</p>\n", "F1101 1:3 {"),
      ROW("x {{a", "<p>x {{a</p>\n", "F1101 1:3 {{"),
      ROW("{{_a_}}", "<p>{{<em>a</em>}}</p>\n", "F1101 1:1 {{"),
      ROW("{{a} {{b}}", "<p>{{a} {b}</p>\n", "F1101 1:4 }"),
      ROW("## A {{b}}\n",
          "<h2 id=\"a-b\">A {{b}}<a class=\"anchor\" href=\"#a-b\" "
          "aria-label=\"Link to this section\">#</a></h2>\n",
          "F1102 1:6 {{b}}"),
      ROW("# {{b}}\n", "", "F1102 1:3 {{b}}"),
      ROW("![a {{b}}](c.png)\n", "<p><img src=\"{c.png}\" alt=\"a {{b}}\"{size}></p>\n",
          "F1102 1:5 {{b}}"),
      ROW("| a |\n|---|\n| \\| {{b?}} |\n",
          "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n"
          "<thead>\n<tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n"
          "<tr><td>| {{b?}}</td></tr>\n</tbody></table></div>\n",
          "F1101 3:9 ?"),
  };
  CHECK(rows);
}

static str repeated(arena *a, str before, str part, ptrdiff_t times) {
  char *p = NEW(a, char, before.n + part.n * times + 1);
  memcpy(p, before.s, (size_t)before.n);
  for (ptrdiff_t i = 0; i < times; i++) {
    memcpy(p + before.n + i * part.n, part.s, (size_t)part.n);
  }
  return (str){p, before.n + part.n * times};
}

static void test_limits(void **state) {
  (void)state;
  arena a = unit_arena();
  str longest = repeated(&a, STR("{{"), STR("a"), PAGE_NUMBER_MAX);
  struct page_case c = parse_page(&a, arena_join(&a, longest, STR("}}")));
  assert_int_equal(c.v.head->diags, 0);
  assert_int_equal(c.v.refs[0].target.n, PAGE_NUMBER_MAX);
  c = parse_page(&a, arena_join(&a, longest, STR("a}}")));
  assert_int_equal(c.v.diags[0].id, D_HOLE_FORM);
  c = parse_page(&a, repeated(&a, STR(""), STR("{{a}} "), PAGE_NUMBERS_MAX));
  assert_int_equal(c.v.head->diags, 0);
  assert_int_equal(c.b.hole_count, PAGE_NUMBERS_MAX);
  c = parse_page(&a, repeated(&a, STR("{{b}} {{c}} "), STR("{{a}} "), PAGE_NUMBERS_MAX));
  assert_int_equal(c.v.head->diags, 1);
  assert_int_equal(c.v.diags[0].id, D_HOLE_COUNT);
  assert_int_equal(c.b.hole_count, PAGE_NUMBERS_MAX);
}

/* Nothing but braces: each is looked at once. */
static void test_many_braces(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, repeated(&a, STR(""), STR("{"), PAGE_BYTES_MAX));
  assert_int_equal(c.v.head->diags, DIAG_MAX);
  c = parse_page(&a, repeated(&a, STR(""), STR("{{ a\n"), PAGE_BYTES_MAX / 5));
  assert_int_equal(c.b.hole_count, 0);
}

/* What a page's summary says is cut in front of a hole, not through it. */
static void test_summary(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, STR("It is {{total\nprompt}} now."));
  assert_str_equal(page_text(&c.v, c.v.head->summary), STR("It is {{total prompt}} now."));
  str before = repeated(&a, STR(""), STR("word "), 58);
  c = parse_page(&a, arena_join(&a, before, STR("{{one two three}}")));
  assert_int_equal(c.v.head->summary.n, before.n - 1);
}

/* --- figures --- */

/* The figures found, as "0.75 USD 1:2 $0.75|...". */
static str list_literals(arena *a, str body) {
  str source = arena_join(a, STR("---\ncosts: c\n---\n"), body);
  struct page_case c = parse_page(a, source);
  buf out = buf_open(a);
  for (uint32_t i = 0; i < c.v.head->refs; i++) {
    const struct page_ref *ref = &c.v.refs[i];
    if (ref->kind == REF_LITERAL) {
      buf_str(&out, out.n > 0 ? STR("|") : STR(""));
      buf_str(&out, page_text(&c.v, ref->target));
      buf_byte(&out, ' ');
      buf_str(&out, page_text(&c.v, ref->text));
      buf_byte(&out, ' ');
      buf_str(&out, str_sub(source, ref->beg, ref->end));
    }
  }
  return buf_close(&out, a);
}

static void test_literals(void **state) {
  (void)state;
  static const struct {
    str body, found;
  } rows[] = {
      {STR_INIT("It costs $0.75 now."), STR_INIT("0.75 $ $0.75")},
      {STR_INIT("**0.75 USD**, USD 12, 5\xC2\xA0"
                "EUR"),
       STR_INIT("0.75 USD 0.75 USD|12 USD USD 12|5 EUR 5\xC2\xA0"
                "EUR")},
      {STR_INIT("\xE2\x82\xAC"
                "1,200.50 and $5k"),
       STR_INIT("1,200.50 \xE2\x82\xAC \xE2\x82\xAC"
                "1,200.50|5k $ $5k")},
      {STR_INIT("P = 0.15, P<0.1, P > 1.00; P = 3, KP = 0.1"),
       STR_INIT("0.15 P P = 0.15|0.1 P P<0.1|1.00 P P > 1.00")},
      {STR_INIT("12 GPU, 3 USDX, v1.5 USD, AUSD 4, 7usd"), STR_INIT("12 GPU 12 GPU")},
      {STR_INIT("`$1` \\$2 {{a}} \n\n    $3\n\n## $4\n\n> $5\n"), STR_INIT("")},
      {STR_INIT("S says $1 [^S]. It is $2. The [list](https://x.org) has $3. So $4?\n\n[^S]: $5\n"),
       STR_INIT("2 $ $2|4 $ $4")},
      {STR_INIT("It is $1.\nSee https://x.org.\n\nIt is $2, e.g. as https://x.org"),
       STR_INIT("1 $ $1")},
      {STR_INIT("| a | b |\n|---|---|\n| $1 | https://x.org |\n| $2. A | $3 |\n"),
       STR_INIT("2 $ $2|3 $ $3")},
      {STR_INIT("- $1\n- https://x.org\n"), STR_INIT("1 $ $1")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    assert_str_equal(list_literals(&a, rows[i].body), rows[i].found);
  }
  arena a = unit_arena();
  struct page_case c = parse_page(&a, STR("It costs $0.75."));
  assert_int_equal(c.v.head->refs, 0); /* without a table there is nothing to compare with */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_holes),   cmocka_unit_test(test_lines),
      cmocka_unit_test(test_text),    cmocka_unit_test(test_faults),
      cmocka_unit_test(test_limits),  cmocka_unit_test(test_many_braces),
      cmocka_unit_test(test_summary), cmocka_unit_test(test_literals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
