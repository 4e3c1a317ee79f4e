/* What each construct of Markdown becomes, as pairs of a page and its HTML. */
#include "page_case.h"

struct pair {
  str page;
  str html;
};

#define PAIR(page, html) \
  { STR_INIT(page), STR_INIT(html) }

static void check(const struct pair *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct page_case c = parse_page(&a, rows[i].page);
    assert_str_equal(c.html, rows[i].html);
  }
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void test_blocks(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("", ""),
      PAIR("a\nb\n\nc\n", "<p>a\nb</p>\n<p>c</p>\n"),
      PAIR("a\r\nb\r\n\r\nc", "<p>a\nb</p>\n<p>c</p>\n"),
      PAIR("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n"),
      PAIR("> a\n>\n> > b\n", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n"
                              "</blockquote>\n"),
      PAIR("a\n\n---\n", "<p>a</p>\n<hr>\n"),
      PAIR("    x <y>\n", "<pre tabindex=\"0\"><code>x &lt;y&gt;\n</code></pre>\n"),
      PAIR("```\nx\n```\n", "<pre tabindex=\"0\"><code>x\n</code></pre>\n"),
      PAIR("```c++\nx\n", "<pre tabindex=\"0\"><code class=\"language-c++\">x\n</code></pre>\n"),
      PAIR("~~~ \"><script>\nx\n~~~\n", "<pre tabindex=\"0\"><code>x\n</code></pre>\n"),
      PAIR("```abcdefghijklmnopqrstuvwxyz0123456\n```\n",
           "<pre tabindex=\"0\"><code "
           "class=\"language-abcdefghijklmnopqrstuvwxyz012345\"></code></pre>\n"),
  };
  CHECK(rows);
}

static void test_lists(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
      PAIR("- a\n\n- b\n", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
      PAIR("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
      PAIR("3) a\n", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
      PAIR("1. a\n2. b\n", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
      PAIR("0. a\n", "<ol start=\"0\">\n<li>a</li>\n</ol>\n"),
      PAIR("-\n", "<ul>\n<li></li>\n</ul>\n"),
      PAIR("- a\n  > b\n", "<ul>\n<li>a\n<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n</ul>\n"),
      PAIR("- [ ] a\n- [x] *b*\n",
           "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> a</label></li>\n"
           "<li class=\"task\"><label><input type=\"checkbox\" checked disabled> <em>b</em></label>"
           "</li>\n</ul>\n"),
      PAIR("- [ ] a\n\n  b\n",
           "<ul>\n<li class=\"task\">\n<p><label><input type=\"checkbox\" disabled> a</label></p>\n"
           "<p>b</p>\n</li>\n</ul>\n"),
  };
  CHECK(rows);
}

static void test_inlines(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("*a* **b** ~~c~~ `d`",
           "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>\n"),
      PAIR("***a***", "<p><em><strong>a</strong></em></p>\n"),
      PAIR("\\* &amp; &lt; \" ' &copy; &#0;", "<p>* &amp; &lt; \" ' \xC2\xA9 \xEF\xBF\xBD</p>\n"),
      PAIR("`<&>` `` ` ``", "<p><code>&lt;&amp;&gt;</code> <code>`</code></p>\n"),
      PAIR("a_b_c 2 * 3 * 4", "<p>a_b_c 2 * 3 * 4</p>\n"),
  };
  CHECK(rows);
}

#define ANCHOR(id) "<a class=\"anchor\" href=\"#" id "\" aria-label=\"Link to this section\">#</a>"

static void test_headings(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("# Title\n\na\n", "<p>a</p>\n"),
      PAIR("Title\n===\n", ""),
      PAIR("# A *b* [c](d) ![e](f)\n", ""),
      PAIR("<!-- c -->\n\n# Title\n", ""),
      PAIR("a\n\n# Not it\n", "<p>a</p>\n<h1 id=\"not-it\">Not it" ANCHOR("not-it") "</h1>\n"),
      PAIR("## A *b* `c`\n",
           "<h2 id=\"a-b-c\">A <em>b</em> <code>c</code>" ANCHOR("a-b-c") "</h2>\n"),
      PAIR("## A {#x}\n", "<h2 id=\"x\">A" ANCHOR("x") "</h2>\n"),
      PAIR("## A{#x} ##\n", "<h2 id=\"x\">A" ANCHOR("x") "</h2>\n"),
      PAIR("A {#x}\n---\n", "<h2 id=\"x\">A" ANCHOR("x") "</h2>\n"),
      PAIR("## `a` {#x}\n", "<h2 id=\"x\"><code>a</code>" ANCHOR("x") "</h2>\n"),
      PAIR("## A {#x} b\n", "<h2 id=\"a-x-b\">A {#x} b" ANCHOR("a-x-b") "</h2>\n"),
      PAIR("## A\n## A\n## A 1\n",
           "<h2 id=\"a\">A" ANCHOR("a") "</h2>\n<h2 id=\"a-1\">A" ANCHOR(
               "a-1") "</h2>\n<h2 id=\"a-1-1\">A 1" ANCHOR("a-1-1") "</h2>\n"),
      PAIR("## X\n## Y {#x}\n",
           "<h2 id=\"x-1\">X" ANCHOR("x-1") "</h2>\n<h2 id=\"x\">Y" ANCHOR("x") "</h2>\n"),
      PAIR("## ?\n", "<h2 id=\"section\">?" ANCHOR("section") "</h2>\n"),
      PAIR("##\n", "<h2 id=\"section\">" ANCHOR("section") "</h2>\n"),
      PAIR("## \xC3\x9C"
           "ber\n",
           "<h2 id=\"\xC3\xBC"
           "ber\">\xC3\x9C"
           "ber" ANCHOR("%C3%BC"
                        "ber") "</h2>\n"),
      PAIR("> # Q\n", "<blockquote>\n<h1 id=\"q\">Q" ANCHOR("q") "</h1>\n</blockquote>\n"),
  };
  CHECK(rows);
}

static void test_links(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("[a](b.md)", "<p><a href=\"{b.md}\">a</a></p>\n"),
      PAIR("[*a*](<b c.md> \"t\\\"\")",
           "<p><a href=\"{b c.md}\" title=\"t&quot;\"><em>a</em></a></p>\n"),
      PAIR("[a](#b)", "<p><a href=\"{#b}\">a</a></p>\n"),
      PAIR("[a](https://b.c/d?e=f&g \"t\")",
           "<p><a href=\"https://b.c/d?e=f&amp;g\" rel=\"noopener\" title=\"t\">a</a></p>\n"),
      PAIR("<https://a.b> <c@d.e>", "<p><a href=\"https://a.b\" rel=\"noopener\">https://a.b</a> "
                                    "<a href=\"mailto:c@d.e\" rel=\"noopener\">c@d.e</a></p>\n"),
      PAIR("[a][r] [r]\n\n[r]: x.md\n",
           "<p><a href=\"{x.md}\">a</a> <a href=\"{x.md}\">r</a></p>\n"),
      PAIR("[a](javascript:alert(1))", "<p>a</p>\n"),
      PAIR("[a](java&Tab;script:x) [b](&#106;avascript:x) [c](//d)", "<p>a b c</p>\n"),
      PAIR("[](a.md)", "<p><a href=\"{a.md}\">a.md</a></p>\n"),
      PAIR("[a]()", "<p>a</p>\n"),
      PAIR("[a <http://b> c](d)", "<p><a href=\"{d}\">a http://b c</a></p>\n"),
      PAIR("[www.a.b](c)", "<p><a href=\"{c}\">www.a.b</a></p>\n"),
      PAIR("www.a.b, http://c.d.", "<p><a href=\"http://www.a.b\" rel=\"noopener\">www.a.b</a>, "
                                   "<a href=\"http://c.d\" rel=\"noopener\">http://c.d</a>.</p>\n"),
      PAIR("`http://a.b` *www.c.d*",
           "<p><code>http://a.b</code> "
           "<em><a href=\"http://www.c.d\" rel=\"noopener\">www.c.d</a></em></p>\n"),
      PAIR("http://a.b/\"x",
           "<p><a href=\"http://a.b/%22x\" rel=\"noopener\">http://a.b/\"x</a></p>\n"),
  };
  CHECK(rows);
}

#define IMG(src, alt, more) "<img src=\"" src "\" alt=\"" alt "\"{size}" more ">"
#define LAZY " loading=\"lazy\" decoding=\"async\""

static void test_images(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("a ![b *c*](d.png \"t\")", "<p>a " IMG("{d.png}", "b c", " title=\"t\"") "</p>\n"),
      PAIR("![b](d.png \"t\")",
           "<figure>" IMG("{d.png}", "b", "") "<figcaption>t</figcaption></figure>\n"),
      PAIR("![b](d.png)", "<p>" IMG("{d.png}", "b", "") "</p>\n"),
      PAIR("[![b](d.png)](e.md)", "<p><a href=\"{e.md}\">" IMG("{d.png}", "b", "") "</a></p>\n"),
      PAIR("![](d.png)", "<p>" IMG("{d.png}", "", "") "</p>\n"),
      PAIR("![a ![b](c) [d](e) <i>f</i>](g)", "<p>" IMG("{g}", "a b d f", "") "</p>\n"),
      PAIR("![a](b.png) ![c](d.png \"t\")",
           "<p>" IMG("{b.png}", "a", "") " " IMG("{d.png}", "c", " title=\"t\"" LAZY) "</p>\n"),
      PAIR("![a](https://b/c.png) ![d](data:image/png;base64,x) ![e](javascript:x)",
           "<p>a d e</p>\n"),
  };
  CHECK(rows);
}

#define TABLE(name) \
  "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"" name "\"><table>\n<thead>\n"

static void test_tables(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("| a | b |\n|:-:|--:|\n| c | `d\\|e` |\n",
           TABLE("Table") "<tr><th scope=\"col\" class=\"center\">a</th>"
                          "<th scope=\"col\" class=\"right\">b</th></tr></thead>\n<tbody>\n"
                          "<tr><td class=\"center\">c</td><td class=\"right\"><code>d|e</code></td>"
                          "</tr>\n</tbody></table></div>\n"),
      PAIR("a|\n:-|\n", TABLE("Table") "<tr><th scope=\"col\" class=\"left\">a</th></tr></thead>\n"
                                       "</table></div>\n"),
      PAIR("||b|\n|-|-|\n|c|\n",
           TABLE("Table") "<tr><td></td><th scope=\"col\">b</th></tr></thead>\n<tbody>\n"
                          "<tr><td>c</td><td></td></tr>\n</tbody></table></div>\n"),
      PAIR("|a|\n|-|\n\n|b|\n|-|\n",
           TABLE("Table") "<tr><th scope=\"col\">a</th></tr></thead>\n</table></div>\n" TABLE(
               "Table 2") "<tr><th scope=\"col\">b</th></tr></thead>\n</table></div>\n"),
  };
  CHECK(rows);
}

static void test_html(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("a<br>b<br/>c<BR />d", "<p>a<br>b<br>c<br>d</p>\n"),
      PAIR("<kbd>a</kbd><sub>b</sub><SUP>c</sup ><mark>d</mark>",
           "<p><kbd>a</kbd><sub>b</sub><sup>c</sup><mark>d</mark></p>\n"),
      PAIR("<abbr title=\"a &amp; &quot;b\">c</abbr> <abbr title='d'>e</abbr> <abbr>f</abbr>",
           "<p><abbr title=\"a &amp; &quot;b\">c</abbr> <abbr title=\"d\">e</abbr> "
           "<abbr>f</abbr></p>\n"),
      PAIR("<kbd>a", "<p>&lt;kbd&gt;a</p>\n"),
      PAIR("a</kbd>", "<p>a&lt;/kbd&gt;</p>\n"),
      PAIR("*<kbd>a*</kbd>", "<p><em>&lt;kbd&gt;a</em>&lt;/kbd&gt;</p>\n"),
      PAIR("<kbd><sub>a</kbd></sub>", "<p><kbd>&lt;sub&gt;a</kbd>&lt;/sub&gt;</p>\n"),
      PAIR("<kbd>a</kbd></kbd>", "<p><kbd>a</kbd>&lt;/kbd&gt;</p>\n"),
      PAIR("<kbd>a\n\nb</kbd>", "<p>&lt;kbd&gt;a</p>\n<p>b&lt;/kbd&gt;</p>\n"),
      PAIR("<kbd onclick=\"x\">a</kbd>", "<p>&lt;kbd onclick=\"x\"&gt;a&lt;/kbd&gt;</p>\n"),
      PAIR("<abbr title=\"a\" id=\"b\">c", "<p>&lt;abbr title=\"a\" id=\"b\"&gt;c</p>\n"),
      PAIR("a <!-- b --> c", "<p>a  c</p>\n"),
      PAIR("<!-- a\n\nb -->\n\nc\n", "<p>c</p>\n"),
      PAIR("<!-- a --> <!-- b --> d\n", "<pre tabindex=\"0\"><code>d</code></pre>\n"),
      PAIR("<div>\n<b>a</b>\n</div>\n",
           "<pre "
           "tabindex=\"0\"><code>&lt;div&gt;\n&lt;b&gt;a&lt;/b&gt;\n&lt;/div&gt;</code></pre>\n"),
      PAIR("a <script>b</script>", "<p>a &lt;script&gt;b&lt;/script&gt;</p>\n"),
      PAIR("## <kbd>a</kbd> b\n", "<h2 id=\"a-b\"><kbd>a</kbd> b" ANCHOR("a-b") "</h2>\n"),
      PAIR("|<kbd>a</kbd>|<sub>b|\n|-|-|\n",
           TABLE("Table") "<tr><th scope=\"col\"><kbd>a</kbd></th>"
                          "<th scope=\"col\">&lt;sub&gt;b</th></tr></thead>\n</table></div>\n"),
  };
  CHECK(rows);
}

#define NOTES "<section class=\"footnotes\" aria-label=\"Sources and notes\">\n<ol>\n"
#define NOTES_END "</ol>\n</section>\n"
#define BACK(use)                                                                        \
  " <a class=\"back\" href=\"#fnref:" use "\" aria-label=\"Back to reference " use "\">" \
  "\xE2\x86\xA9\xEF\xB8\x8E</a>"

static void test_notes(void **state) {
  (void)state;
  static const struct pair rows[] = {
      PAIR("a[^x] b[^x]\n\n[^x]: c\n",
           "<p>a<sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup> "
           "b<sup><a href=\"#fn:1\" id=\"fnref:1:2\">1</a></sup></p>\n" NOTES
           "<li id=\"fn:1\">\n<p>c" BACK("1") BACK("1:2") "</p>\n</li>\n" NOTES_END),
      PAIR("a[^x]\n\n[^x]:\n    > b\n",
           "<p>a<sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup></p>\n" NOTES
           "<li id=\"fn:1\">\n<blockquote>\n<p>b</p>\n</blockquote>\n<p>" BACK(
               "1") "</p></li>\n" NOTES_END),
      PAIR("[a[^x]](b.md)\n\n[^x]: c\n", "<p><a href=\"{b.md}\">a<sup>1</sup></a></p>\n" NOTES
                                         "<li id=\"fn:1\">\n<p>c</p>\n</li>\n" NOTES_END),
      PAIR("---\nsources: [S1, S2]\n---\nb [^S2] c [^S1][^S2]\n",
           "<p>b <sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup> "
           "c <sup><a href=\"#fn:2\" id=\"fnref:2\">2</a></sup>"
           "<sup><a href=\"#fn:1\" id=\"fnref:1:2\">1</a></sup></p>\n" NOTES
           "<li id=\"fn:1\"><p>{S2}" BACK("1")
               BACK("1:2") "</p></li>\n"
                           "<li id=\"fn:2\"><p>{S1}" BACK("2") "</p></li>\n" NOTES_END),
      PAIR("---\nsources: [S1]\n---\na[^x]\n\n[^x]: b [^S1]\n",
           "<p>a<sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup></p>\n" NOTES
           "<li id=\"fn:1\">\n<p>b <sup><a href=\"#fn:2\" id=\"fnref:2\">2</a></sup>" BACK(
               "1") "</p>\n</li>\n<li id=\"fn:2\"><p>{S1}" BACK("2") "</p></li>\n" NOTES_END),
      PAIR("---\nsources: [S1]\n---\n`[^S1]` \\[^S1]\n", "<p><code>[^S1]</code> [^S1]</p>\n"),
      PAIR("---\nsources: [S1]\n---\n## A [^S1]\n",
           "<h2 id=\"a\">A <sup><a href=\"#fn:1\" id=\"fnref:1\">1</a></sup>" ANCHOR(
               "a") "</h2>\n" NOTES "<li id=\"fn:1\"><p>{S1}" BACK("1") "</p></li>\n" NOTES_END),
  };
  CHECK(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_blocks),   cmocka_unit_test(test_lists), cmocka_unit_test(test_inlines),
      cmocka_unit_test(test_headings), cmocka_unit_test(test_links), cmocka_unit_test(test_images),
      cmocka_unit_test(test_tables),   cmocka_unit_test(test_html),  cmocka_unit_test(test_notes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
