/* Containers and alerts: what they become, what is none, and where faults are found. */
#include "page_case.h"

struct row {
  str page;
  str html;
};

struct fault {
  str page;
  str diags;
};

#define ROW(page, html) \
  { STR_INIT(page), STR_INIT(html) }

static void check_rows(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct page_case c = parse_page(&a, rows[i].page);
    assert_str_equal(c.html, rows[i].html);
    assert_int_equal(c.v.head->diags, 0);
  }
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void check_faults(const struct fault *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct page_case c = parse_page(&a, rows[i].page);
    assert_str_equal(list_diags(&a, &c, rows[i].page), rows[i].diags);
  }
}
#define CHECK_FAULTS(rows) check_faults(rows, sizeof(rows) / sizeof *(rows))

#define NOTE "<div class=\"alert note\" role=\"note\"><p class=\"label\"><b>Note</b></p>\n"
#define ALERT(kind, label) \
  "<div class=\"alert " kind "\" role=\"note\"><p class=\"label\"><b>" label "</b>"

static void test_asides(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW(":::note\na\n:::\n", NOTE "<p>a</p>\n</div>\n"),
      ROW(":::note\r\na\r\n:::\r\n", NOTE "<p>a</p>\n</div>\n"),
      ROW("::: note\na\n:::", NOTE "<p>a</p>\n</div>\n"),
      ROW("   :::note\na\n   :::\n", NOTE "<p>a</p>\n</div>\n"),
      ROW(":::note\n:::\n", NOTE "</div>\n"),
      ROW(":::tip A *b* `c` [d](e.md) \na\n:::\n",
          ALERT("tip", "Tip") " A <em>b</em> <code>c</code> <a href=\"{e.md}\">d</a></p>\n"
                              "<p>a</p>\n</div>\n"),
      ROW(":::warning[A title]\n:::\n", ALERT("warning", "Warning") " A title</p>\n</div>\n"),
      ROW(":::danger C# {#c} #\n:::\n", ALERT("danger", "Danger") " C# {#c} #</p>\n</div>\n"),
      ROW("a\n:::note\nb\n:::\nc\n", "<p>a</p>\n" NOTE "<p>b</p>\n</div>\n<p>c</p>\n"),
      ROW("> :::note\n> a\n> :::\n", "<blockquote>\n" NOTE "<p>a</p>\n</div>\n</blockquote>\n"),
      ROW("- a\n\n  :::note\n  b\n  :::\n",
          "<ul>\n<li>\n<p>a</p>\n" NOTE "<p>b</p>\n</div>\n</li>\n</ul>\n"),
      ROW("> a\n:::note\nb\n:::\n",
          "<blockquote>\n<p>a</p>\n</blockquote>\n" NOTE "<p>b</p>\n</div>\n"),
      ROW("|a|\n|-|\n|b|\n:::note\n:::\n",
          "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n"
          "<thead>\n<tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><td>b</td></tr>\n"
          "</tbody></table></div>\n" NOTE "</div>\n"),
  };
  CHECK_ROWS(rows);
}

static void test_alerts(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("> [!NOTE]\n> a *b*\n", NOTE "<p>a <em>b</em></p>\n</div>\n"),
      ROW("> [!note]  \n> a\n", NOTE "<p>a</p>\n</div>\n"),
      ROW("> [!TIP]\n", ALERT("tip", "Tip") "</p>\n</div>\n"),
      ROW("> [!IMPORTANT]\n>\n> - a\n",
          ALERT("important", "Important") "</p>\n<ul>\n<li>a</li>\n</ul>\n</div>\n"),
      ROW("> [!WARNING]\n> a\n", ALERT("warning", "Warning") "</p>\n<p>a</p>\n</div>\n"),
      ROW("> [!CAUTION]\n> a\n", ALERT("danger", "Caution") "</p>\n<p>a</p>\n</div>\n"),
      ROW("- > [!NOTE]\n  > a\n", "<ul>\n<li>\n" NOTE "<p>a</p>\n</div>\n</li>\n</ul>\n"),
      ROW("> [!NOTE] a\n", "<blockquote>\n<p>[!NOTE] a</p>\n</blockquote>\n"),
      ROW("> a\n> [!NOTE]\n", "<blockquote>\n<p>a\n[!NOTE]</p>\n</blockquote>\n"),
      ROW("> [!note]\n\n[!note]: a.md\n",
          "<blockquote>\n<p><a href=\"{a.md}\">!note</a></p>\n</blockquote>\n"),
  };
  CHECK_ROWS(rows);
}

static void test_other_kinds(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW(":::details\na\n:::\n", "<details><summary>Details</summary>\n<p>a</p>\n</details>\n"),
      ROW(":::details More *of it*\na\n:::\n",
          "<details><summary>More <em>of it</em></summary>\n<p>a</p>\n</details>\n"),
      ROW(":::tabs group=\"a <b>\"\n:::tab C\nc\n:::\n:::tab D\n:::\n:::\n",
          "<div class=\"tabs\" data-group=\"a &lt;b&gt;\">\n<div><p class=\"label\">C</p>\n"
          "<p>c</p>\n</div>\n<div><p class=\"label\">D</p>\n</div>\n</div>\n"),
      ROW(":::steps\n1. a\n2. b\n:::\n",
          "<div class=\"steps\">\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</div>\n"),
      ROW("::::cards\n<!-- two -->\n:::card [A](a.md)\na\n:::\n:::card\nb\n:::\n::::\n",
          "<ul class=\"cards\">\n<li><p class=\"label\"><a href=\"{a.md}\">A</a></p>\n"
          "<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
      ROW(":::columns\na\n\n---\n\nb\n***\n:::\n---\n",
          "<div class=\"columns\"><div>\n<p>a</p>\n</div><div>\n<p>b</p>\n</div><div>\n</div>"
          "</div>\n<hr>\n"),
  };
  CHECK_ROWS(rows);
}

static void test_cards(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("a\n:::decision b\n:::calculator c\n", "<p>a</p>\n{decisions/b.yaml}{costs/c.yaml}"),
      ROW(":::note\n:::decision b\n:::\n", NOTE "{decisions/b.yaml}</div>\n"),
      ROW(":::decision b\n:::\n", "{decisions/b.yaml}"),
  };
  CHECK_ROWS(rows);
}

static void test_none(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("```text\n:::note\n:::\n```\n",
          "<pre tabindex=\"0\"><code class=\"language-text\">:::note\n:::\n</code></pre>\n"),
      ROW("    :::note\n", "<pre tabindex=\"0\"><code>:::note\n</code></pre>\n"),
      ROW("a\n    :::note\n", "<p>a\n:::note</p>\n"),
      ROW("\\:::note\n", "<p>:::note</p>\n"),
      ROW("::note\n", "<p>::note</p>\n"),
      ROW(":::note: a\n", "<p>:::note: a</p>\n"),
      ROW("::: 3 apples\n", "<p>::: 3 apples</p>\n"),
      ROW("::::::::::::::::::::::::::::::::note\n::::::::::::::::::::::::::::::::\n",
          NOTE "</div>\n"),
      ROW(":::::::::::::::::::::::::::::::::note\n",
          "<p>:::::::::::::::::::::::::::::::::note</p>\n"),
      ROW(":::note\n```text\n:::\n```\n:::\n",
          NOTE "<pre tabindex=\"0\"><code class=\"language-text\">:::\n</code></pre>\n</div>\n"),
  };
  CHECK_ROWS(rows);
}

static void test_nesting(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("::::note\n:::note\na\n:::\n::::\n", NOTE NOTE "<p>a</p>\n</div>\n</div>\n"),
      ROW(":::note\n:::note\na\n:::\n:::\n", NOTE NOTE "<p>a</p>\n</div>\n</div>\n"),
      ROW(":::note\n::::note\na\n::::\n:::\n", NOTE NOTE "<p>a</p>\n</div>\n</div>\n"),
  };
  CHECK_ROWS(rows);
}

static void test_faults(void **state) {
  (void)state;
  static const struct fault rows[] = {
      ROW(":::nore\na\n:::\n", "F0413 1:4 nore"),
      ROW("::: Note that\n", "F0413 1:5 Note"),
      ROW("# a\n:::note b\nc\n", "F0414 2:1 :::note b"),
      ROW("- :::note\n  a\n\n:::\n", "F0414 1:3 :::note|F0415 4:1 :::"),
      ROW(":::\n", "F0415 1:1 :::"),
      ROW("::::note\n:::\n", "F0415 2:1 :::"),
      ROW("::::note\n:::\na\n::::\n", "F0415 2:1 :::"),
      ROW("::::note\n:::tip\n::::\n", "F0414 2:1 :::tip"),
      ROW(":::tab a\n:::\n", "F0416 1:4 tab"),
      ROW("::::note\n:::card a\n:::\n::::\n", "F0416 2:4 card"),
      ROW(":::tabs\n\n  a\n\nb\n:::tab b\n:::\n:::\n", "F0416 3:3 a"),
      ROW(":::tabs\n:::note\n:::\n:::\n", "F0416 2:4 note"),
      ROW(":::steps\n- a\n:::\n", "F0416 2:1 - a"),
      ROW(":::steps\n1. a\n\nb\n:::\n", "F0416 4:1 b"),
      ROW(":::steps\n:::note\n:::\n1. a\n:::\n", "F0416 2:4 note"),
      ROW(":::tabs\n:::tab\n:::\n:::\n", "F0417 2:1 :::tab"),
      ROW(":::decision\n", "F0417 1:1 :::decision"),
      ROW(":::calculator a b=c d\n", "F0418 1:17 b=c|F0418 1:21 d"),
      ROW(":::tabs grup=a b\n:::tab c\n:::\n:::\n", "F0418 1:9 grup=a|F0418 1:16 b"),
      ROW(":::columns wide\na\n***\nb\n:::\n", "F0418 1:12 wide"),
      ROW(":::cards\n:::\n", "F0421 1:1 :::cards"),
      ROW(":::columns\na\n:::\n", "F0421 1:1 :::columns"),
      ROW(":::steps\n:::\n", "F0421 1:1 :::steps"),
      ROW("> [!NOTES]\n> a\n", "F0420 1:3 [!NOTES]"),
      ROW("> [!NOTE]\n> a [b]()\n", "F0507 2:5 [b]()"),
      ROW(":::note a [b]() \n:::\n", "F0507 1:11 [b]()"),
      ROW("> 1. ::: note  {{a b}}\n>    :::\n", "F1102 1:16 {{a b}}"),
  };
  CHECK_FAULTS(rows);
}

/* `depth` containers in each other. */
static str nested(arena *a, int depth) {
  buf b = buf_new(a, 16L * depth);
  for (int i = 0; i < depth; i++) {
    buf_str(&b, STR(":::note\n"));
  }
  for (int i = 0; i < depth; i++) {
    buf_str(&b, STR(":::\n"));
  }
  return buf_text(&b);
}

static void test_depth(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, nested(&a, 16));
  assert_int_equal(c.v.head->diags, 0);
  str deep = nested(&a, 17);
  c = parse_page(&a, deep);
  assert_str_equal(list_diags(&a, &c, deep), STR("F0419 17:1 :::note"));
}

/* A whole page of marks: no more time than for a page of anything else. */
static void test_many(void **state) {
  (void)state;
  arena a = unit_arena();
  buf b = buf_new(&a, PAGE_BYTES_MAX);
  while (b.n + 12 <= PAGE_BYTES_MAX) {
    buf_str(&b, STR(":::note\n:::\n"));
  }
  struct page_case c = parse_page(&a, buf_text(&b));
  assert_int_equal(c.v.head->diags, 0);
  assert_true(c.html.n > PAGE_BYTES_MAX);
}

/* The text of a container is not what the page is about. */
static void test_summary(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, STR(":::note\nAside.\n:::\n\nThe point.\n"));
  assert_str_equal(page_text(&c.v, c.v.head->summary), STR("The point."));
  assert_int_equal(c.v.head->headings, 0);
  assert_int_equal(c.v.head->words, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_asides),      cmocka_unit_test(test_alerts),
      cmocka_unit_test(test_other_kinds), cmocka_unit_test(test_none),
      cmocka_unit_test(test_cards),       cmocka_unit_test(test_nesting),
      cmocka_unit_test(test_faults),      cmocka_unit_test(test_depth),
      cmocka_unit_test(test_many),        cmocka_unit_test(test_summary),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
