/* Colours of code: what each language's words become, and that no byte is lost on any input. */
#include "core/html.h"
#include "load/highlight.h"
#include "page_case.h"
#include "random.h"

struct row {
  str language;
  str code;
  str want; /* tokens in their order: class letter, then the text, between bars */
};

#define ROW(language, code, want) \
  { STR_INIT(language), STR_INIT(code), STR_INIT(want) }

static str list_tokens(arena *a, str code, const struct tokens *t) {
  buf out = buf_open(a);
  for (ptrdiff_t i = 0; i < t->count; i++) {
    buf_str(&out, i > 0 ? STR("|") : STR(""));
    buf_byte(&out, "-kscnfm"[t->items[i].class]);
    buf_byte(&out, ' ');
    buf_str(&out, str_sub(code, t->items[i].beg, t->items[i].end));
  }
  return buf_close(&out, a);
}

static void check_rows(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    arena a = unit_arena();
    struct tokens tokens = {.work = &a};
    const struct language *language = language_named(rows[i].language);
    assert_non_null(language);
    highlight(language, rows[i].code, &tokens);
    assert_str_equal(list_tokens(&a, rows[i].code, &tokens), rows[i].want);
  }
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

static void test_c_family(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("c", "static const int x = 0x1Fu; // y\n", "k static const int|n 0x1Fu|c // y"),
      ROW("c", "#include <a.h>\n#if x < 1\n", "m #include|s <a.h>|m #if|n 1"),
      ROW("c", "a = '\\''; \"b\\\"c\" L\"d\" \"open\nint",
          "s '\\''|s \"b\\\"c\" L\"d\" \"open|k int"),
      ROW("c", "/* a\nb */ struct foo *p;", "c /* a\nb */|k struct|f foo"),
      ROW("c", "int1 = 1.5e-3 + .5;", "n 1.5e-3|n 5"),
      ROW("C++", "class a : b { c = nullptr; };", "k class|f a|n nullptr"),
      ROW("js", "a / b / c; d = /e\\/[/]/g;", "s /e\\/[/]/g"),
      ROW("js", "return /a/ / 2", "k return|s /a/|n 2"),
      ROW("js", "`a ${b + `c ${d}`} e`", "s `a ${|s `c ${|s }`} e`"),
      ROW("js", "`${ {a: {}} }` + this", "s `${|s }`|n this"),
      ROW("ts", "@dec interface $a { b: string }", "m @dec|k interface|f $a|k string"),
      ROW("go", "func f() { return `a\nb` }", "k func|f f|k return|s `a\nb`"),
      ROW("rust", "fn f<'a>(x: &'a str)", "k fn|f f|k str"),
      ROW("java", "@Override public class A {}", "m @Override|k public class|f A"),
  };
  CHECK_ROWS(rows);
}

static void test_scripts(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("python", "@a.b\ndef f(self): # c", "m @a|k def|f f|n self|c # c"),
      ROW("py", "x = rb'a\\'b' + f\"\"\"c\nd\"\"\"", "s rb'a\\'b'|s f\"\"\"c\nd\"\"\""),
      ROW("python", "a @ b if None else 1_000", "k if|n None|k else|n 1_000"),
      ROW("sh", "if [ \"$a\" = '$b' ]; then # c", "k if|s \"|m $a|s \"|s '$b'|k then|c # c"),
      ROW("bash", "x=${y#a} --if a/if $1", "m ${y#a}|m $1"),
      ROW("shell", "cat <<-'END' >f\n a $b\n\tEND\necho", "m <<-'END'|s  a $b\n|m END|k echo"),
      ROW("sh", "a <<< b\ncat << END\nopen", "m << END|s open"),
      ROW("sql", "SELECT a FROM \"b\" WHERE c = 'it''s' -- d",
          "k SELECT|k FROM|s \"b\"|k WHERE|s 'it''s'|c -- d"),
      ROW("sql", "create table t (id INT)", "k create table|f t|k INT"),
      ROW("make", "a: b # c\n\t$(CC) -o $@\n", "c # c|m $(CC)"),
  };
  CHECK_ROWS(rows);
}

static void test_data(void **state) {
  (void)state;
  static const struct row rows[] = {
      ROW("json", "{\"a\" : [1, -2.5e+3, \"b\", true]}", "f \"a\"|n 1|n 2.5e+3|s \"b\"|n true"),
      ROW("yaml", "# a\nb c: d # e\nf: 1\n", "c # a|f b c|c # e|f f|n 1"),
      ROW("yml", "- a: |\n    b\n  c: 'd\n  e' # f\n", "f a|s     b\n|f c|s 'd\n  e'|c # f"),
      ROW("yaml", "---\n&a b: {c: [true, \"d\"]}\n", "m ---\n&a|f b|f c|n true|s \"d\""),
      ROW("yaml", "a: http://b:1/c\n\"d\": *e\n", "f a|f \"d\"|m *e"),
      ROW("toml", "[a.b]\nc-d = 'e' # f\ng = {h = 1}", "m [a.b]|f c-d|s 'e'|c # f|f g|f h|n 1"),
      ROW("css", "a:hover { color: #fff; m:1px } /* c */", "f color|n #fff|f m|n 1px|c /* c */"),
      ROW("css", "@media (a) { b { --x: 50% !important } }", "k @media|f --x|n 50%|k !important"),
      ROW("html", "<!-- a --><b c='d' e=f>g &amp; h</b>",
          "c <!-- a -->|k <b|f c|s 'd'|f e|s f|n &amp;|k </b"),
      ROW("xml", "<?xml?><!DOCTYPE a><![CDATA[<b>]]><c/>",
          "m <?xml?><!DOCTYPE a>|s <![CDATA[<b>]]>|k <c"),
      ROW("html", "<script>if (a) /* b */;</script><style>a{b:c}</style>",
          "k <script|k if|c /* b */|k </script|k <style|f b|k </style"),
      ROW("diff", "--- a\n+++ b\n@@ 1 @@\n+c\n-d\n", "m --- a\n+++ b\n@@ 1 @@"),
      ROW("markdown", "# a\n- b `c`\n> d\n```x\n# e\n```\n",
          "k # a|m -|s `c`|m >|m ```x|s # e|m ```"),
      ROW("text", "if 1 \"a\"", ""),
  };
  CHECK_ROWS(rows);
}

static void test_names(void **state) {
  (void)state;
  str names[64];
  ptrdiff_t count = language_list(names, 64);
  assert_true(count >= 16 && count < 64);
  for (ptrdiff_t i = 0; i < count; i++) {
    assert_non_null(language_named(names[i]));
  }
  assert_null(language_named(STR("")));
  assert_null(language_named(STR("pythom")));
  assert_ptr_equal(language_named(STR("JavaScript")), language_named(STR("js")));
}

/* Tokens ascend, are not empty and lie within the code: nothing can be lost or said twice. */
static void check_tokens(const struct tokens *t, ptrdiff_t size) {
  ptrdiff_t at = 0;
  for (ptrdiff_t i = 0; i < t->count; i++) {
    assert_true(t->items[i].beg >= at && t->items[i].beg < t->items[i].end);
    assert_true(t->items[i].class > TOKEN_PLAIN && t->items[i].class < TOKEN_CLASSES);
    at = t->items[i].end;
  }
  assert_true(at <= size);
}

/* Bytes that languages care about, and some that none does. */
static const char signs[] = "\"'`/*#<>-=!{}[]()$\\\n\n  :;,.|&@%+~^_ax01\xC3\xA9\t\r";

static void test_any_bytes(void **state) {
  (void)state;
  uint64_t seed = 20261128;
  str names[64];
  ptrdiff_t count = language_list(names, 64);
  char code[200];
  for (int round = 0; round < 40000; round++) {
    arena a = unit_arena();
    struct tokens tokens = {.work = &a};
    ptrdiff_t size = random_below(&seed, sizeof code);
    for (ptrdiff_t i = 0; i < size; i++) {
      bool any = random_below(&seed, 20) == 0;
      code[i] = any ? (char)random_below(&seed, 256) : signs[random_below(&seed, sizeof signs - 1)];
    }
    const struct language *language = language_named(names[round % count]);
    highlight(language, (str){code, size}, &tokens);
    check_tokens(&tokens, size);
  }
}

/* The HTML without its tags. */
static str without_tags(arena *a, str html) {
  buf out = buf_open(a);
  bool tag = false;
  for (ptrdiff_t i = 0; i < html.n; i++) {
    tag = tag || html.s[i] == '<';
    if (!tag) {
      buf_byte(&out, html.s[i]);
    }
    tag = tag && html.s[i] != '>';
  }
  return buf_close(&out, a);
}

/* Whatever stands on the fence, the text of the element is the code. */
static void test_text_of_page(void **state) {
  (void)state;
  static const char *const fences[] = {"", " lines", " {1,3-4}", " diff", " diff lines {2}"};
  uint64_t seed = 20261129;
  str names[64];
  ptrdiff_t count = language_list(names, 64);
  for (int round = 0; round < 5000; round++) {
    arena a = unit_arena();
    buf page = buf_new(&a, 1000);
    buf want = buf_new(&a, 4000);
    buf_str(&page, STR("````"));
    buf_str(&page, names[round % count]);
    buf_str(&page, str_of(fences[round % 5]));
    buf_byte(&page, '\n');
    ptrdiff_t beg = page.n;
    for (ptrdiff_t i = random_below(&seed, 120); i > 0; i--) {
      char c = signs[random_below(&seed, sizeof signs - 3)];
      if ((unsigned char)c < 0x80) { /* a page is UTF-8 */
        buf_byte(&page, c);
      }
    }
    buf_byte(&page, '\n');
    html_escape_text(&want, str_sub(buf_text(&page), beg, page.n));
    buf_str(&page, STR("````\n"));
    struct page_case c = parse_page(&a, buf_text(&page));
    str got = without_tags(&a, c.html);
    assert_str_equal(str_sub(got, 0, got.n - 1), buf_text(&want));
  }
}

static void test_lines(void **state) {
  (void)state;
  arena a = unit_arena();
  struct page_case c = parse_page(&a, STR("```py title=\"a <b>\" {2} lines diff\n"
                                          " x = '''\n+b\n-if\n```\n"));
  assert_str_equal(c.html,
                   STR("<figure class=\"code\"><figcaption>a &lt;b&gt;</figcaption>"
                       "<pre class=\"lines\" tabindex=\"0\"><code class=\"language-py\">"
                       "<i></i> x = <i class=\"s\">'''\n</i>"
                       "<ins><mark><i></i><i class=\"s\">+b\n</i></mark></ins>"
                       "<del><i></i><i class=\"s\">-if\n</i></del></code></pre></figure>\n"));
}

static void test_fences(void **state) {
  (void)state;
  static const struct {
    str page;
    str diags;
  } rows[] = {
      {STR_INIT("```pythno\n```\n"), STR_INIT("F0422 1:4 pythno")},
      {STR_INIT("```c {1,3-4}\nx\n```\n"), STR_INIT("F0423 1:9 3-4")},
      {STR_INIT("```c {x} line 'a b'\nx\n```\n"),
       STR_INIT("F0411 1:6 {x}|F0411 1:10 line|F0411 1:15 'a b'")},
      {STR_INIT("> ```title=x titel=y\n> ```\n"), STR_INIT("F0411 1:14 titel=y")},
      {STR_INIT("~~~ {1}\na\n~~~\n"), STR_INIT("")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    struct page_case c = parse_page(&a, rows[i].page);
    assert_str_equal(list_diags(&a, &c, rows[i].page), rows[i].diags);
  }
}

/* Inputs on which a careless lexer looks for an end again and again. */
static void test_linear(void **state) {
  (void)state;
  static const char *const parts[] = {"=/[",   "${",  "\"${", "`${", "<<A ", "<script>", "{a:",
                                      "a    ", "|  ", "- ",   "'",   "/*",   "&",        "x: |\n "};
  enum { SIZE = 1 << 20 };
  str names[64];
  ptrdiff_t count = language_list(names, 64);
  for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
    arena a = unit_arena();
    buf code = buf_new(&a, SIZE);
    while (!code.full) {
      buf_str(&code, str_of(parts[p]));
    }
    for (ptrdiff_t i = 0; i < count; i++) {
      arena scratch = a;
      struct tokens tokens = {.work = &scratch};
      highlight(language_named(names[i]), buf_text(&code), &tokens);
      check_tokens(&tokens, code.n);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_c_family),  cmocka_unit_test(test_scripts),
      cmocka_unit_test(test_data),      cmocka_unit_test(test_names),
      cmocka_unit_test(test_any_bytes), cmocka_unit_test(test_text_of_page),
      cmocka_unit_test(test_lines),     cmocka_unit_test(test_fences),
      cmocka_unit_test(test_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
