/* Pages moved into one document: ids, links, pictures, scripts, and what is around them. */
#include "unit.h"

#include "render/bundle.h"
#include "render/markup.h"

static struct output outputs[] = {
    {.kind = OUTPUT_HOME, .path = STR_INIT("index.html")},
    {.kind = OUTPUT_GUIDE, .path = STR_INIT("guides/a.html")},
    {.kind = OUTPUT_SECTION, .path = STR_INIT("guides/index.html")},
    {.kind = OUTPUT_ASSET, .path = STR_INIT("guides/dot.svg")},
    {.kind = OUTPUT_STATIC, .path = STR_INIT("static/site.css")},
    {.kind = OUTPUT_STATIC, .path = STR_INIT("static/engine.js")},
    {.kind = OUTPUT_DATA, .path = STR_INIT("guides/a.js")},
    {.kind = OUTPUT_NOT_FOUND, .path = STR_INIT("404.html")},
};
enum { OUTPUTS = sizeof outputs / sizeof *outputs, GUIDE = 1 };

static str picture(void *ctx, int32_t output, arena *perm) {
  (void)ctx;
  (void)perm;
  return outputs[output].kind == OUTPUT_ASSET ? STR("data:image/svg+xml,x") : STR("");
}

static const struct bundle_source source = {picture, NULL};

struct shelf {
  struct site site;
  bool within[OUTPUTS];
  struct bundle_book book;
};

static struct shelf *shelf_new(arena *a) {
  struct shelf *s = NEW(a, struct shelf, 1);
  s->site.outputs = outputs;
  s->site.output_count = OUTPUTS;
  s->within[0] = s->within[1] = s->within[2] = true;
  s->book = bundle_book(&s->site, s->within, 0, a);
  return s;
}

#define HEAD "<!doctype html><title>A &amp; B</title><body class=\"guide\"><main>"
#define OPEN "<div class=\"page guide\" id=\"guides/a\" data-title=\"A &amp; B\">\n<main hidden>"
#define CLOSE "</main>\n</div>\n"

static str moved(const struct shelf *s, arena *a, str main) {
  str page = arena_join(a, arena_join(a, STR(HEAD), main), STR("</main></body>"));
  return bundle_part(&s->book, GUIDE, page, &source, a).html;
}

static void check_moved(const struct shelf *s, arena *a, str main, str want) {
  str whole = arena_join(a, arena_join(a, STR(OPEN), want), STR(CLOSE));
  assert_str_equal(moved(s, a, main), whole);
}

static void test_ids_and_what_names_them(void **state) {
  (void)state;
  static const struct {
    str in, out;
  } rows[] = {
      {STR_INIT("<h2 id=\"x\">&lt;a id=\"y\"></h2>"),
       STR_INIT("<h2 id=\"guides/a~x\">&lt;a id=\"y\"></h2>")},
      {STR_INIT("<p aria-describedby=\"x y\" title=\"x\">"),
       STR_INIT("<p aria-describedby=\"guides/a~x guides/a~y\" title=\"x\">")},
      {STR_INIT("<!-- <a id='x'> --><a id='x'>"),
       STR_INIT("<!-- <a id='x'> --><a id=\"guides/a~x\">")},
      {STR_INIT("<textarea><a id=x></textarea><a id=x>"),
       STR_INIT("<textarea><a id=x></textarea><a id=\"guides/a~x\">")},
      {STR_INIT("<details name=\"n\"><input name=\"n\"><input type=\"radio\" name=\"n\">"),
       STR_INIT("<details name=\"guides/a~n\"><input name=\"n\">"
                "<input type=\"radio\" name=\"guides/a~n\">")},
      {STR_INIT("<path clip-path=\"url(#c)\"/>"),
       STR_INIT("<path clip-path=\"url(#guides/a~c)\"/>")},
      {STR_INIT("<template id=\"T\"><label for=\"a\"></label></template>"),
       STR_INIT("<template id=\"guides/a~T\"><label for=\"guides/a~a\"></label></template>")},
  };
  arena a = unit_arena();
  const struct shelf *s = shelf_new(&a);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    check_moved(s, &a, rows[i].in, rows[i].out);
  }
}

static void test_links(void **state) {
  (void)state;
  static const struct {
    str in, out;
  } rows[] = {
      {STR_INIT("<a href=\"#x\">"), STR_INIT("<a href=\"#guides/a~x\">")},
      {STR_INIT("<a href=\"#?s=1&amp;t=2\">"), STR_INIT("<a href=\"#guides/a?s=1&amp;t=2\">")},
      {STR_INIT("<a href=\"#\">"), STR_INIT("<a href=\"#guides/a\">")},
      {STR_INIT("<a href=\"../index.html\">"), STR_INIT("<a href=\"#index\">")},
      {STR_INIT("<a href=\"index.html#x?s=1\">"), STR_INIT("<a href=\"#guides/index~x?s=1\">")},
      {STR_INIT("<a href=\"a.html#x\">"), STR_INIT("<a href=\"#guides/a~x\">")},
      {STR_INIT("<a href=\"https://a.example/#x\">"),
       STR_INIT("<a href=\"https://a.example/#x\">")},
      {STR_INIT("<a href=\"mailto:a@b.example\">"), STR_INIT("<a href=\"mailto:a@b.example\">")},
      {STR_INIT("<a href=\"dot.svg\">"),
       STR_INIT("<a href=\"data:image/svg+xml,x\" download=\"dot.svg\">")},
      {STR_INIT("<img src=\"dot.svg\" alt=\"\">"),
       STR_INIT("<img src=\"data:image/svg+xml,x\" alt=\"\">")},
      /* Not in the bundle, not on the site, above it. */
      {STR_INIT("<a class=\"c\" href=\"../404.html\">"), STR_INIT("<a class=\"c\">")},
      {STR_INIT("<a href=\"gone.html\">"), STR_INIT("<a>")},
      {STR_INIT("<a href=\"../../up.html\">"), STR_INIT("<a>")},
      {STR_INIT("<i data-page=\"index.html\">"), STR_INIT("<i data-page=\"#guides/index\">")},
  };
  arena a = unit_arena();
  struct shelf *s = shelf_new(&a);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    check_moved(s, &a, rows[i].in, rows[i].out);
  }
  s->site.config.base_url = STR("https://b.example/");
  check_moved(s, &a, STR("<a href=\"../404.html#x\">"),
              STR("<a href=\"https://b.example/404.html#x\">"));
}

static void test_scripts_are_named_once_gone(void **state) {
  (void)state;
  arena a = unit_arena();
  const struct shelf *s = shelf_new(&a);
  struct bundle_part part =
      bundle_part(&s->book, GUIDE,
                  STR("<head><link rel=\"stylesheet\" href=\"../static/site.css\"></head><main>"
                      "<i data-load=\"a.js\"></i><script src=\"../static/engine.js\" data-x=\"1\" "
                      "defer></script>"
                      "<script type=\"application/json\">{\"a\": \"<a id='x'>\"}</script></main>"),
                  &source, &a);
  assert_str_equal(part.wants, STR("4 \n6 \n5  data-x=\"1\"\n"));
  assert_str_equal(part.html,
                   STR("<div class=\"page\" id=\"guides/a\" data-title=\"\">\n<main hidden><i></i>"
                       "<script type=\"application/json\">{\"a\": \"<a id='x'>\"}</script>" CLOSE));
}

static void test_page_without_main(void **state) {
  (void)state;
  arena a = unit_arena();
  const struct shelf *s = shelf_new(&a);
  assert_int_equal(bundle_part(&s->book, GUIDE, STR("<p>Text"), &source, &a).html.n, 0);
}

static void test_page_alone_has_no_lists_of_pages(void **state) {
  (void)state;
  arena a = unit_arena();
  struct shelf *s = shelf_new(&a);
  s->book.alone = true;
  check_moved(s, &a, STR("1<nav><a href=\"#x\">2</a><nav>3</nav>4</nav>5<b>6</b>"),
              STR("15<b>6</b>"));
}

static void test_frame(void **state) {
  (void)state;
  arena a = unit_arena();
  const struct shelf *s = shelf_new(&a);
  struct bundle_head head = {STR("P"), STR("<style>S</style>"), STR("<script>J</script>"),
                             STR("<aside>C</aside>")};
  str page =
      STR("<!doctype html><html><head><meta charset=\"utf-8\">"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"x\">"
          "<link rel=\"canonical\" href=\"https://b.example/\">"
          "<script src=\"static/engine.js\"></script></head><body class=\"home\">"
          "<a href=\"#Main\" id=\"k\">1</a><a href=\"guides/a.html\" aria-current=\"page\">2</a>"
          "<main id=\"Main\"><p>Text</p></main><footer>F</footer></body></html>");
  struct bundle_frame frame = bundle_frame(&s->book, page, &head, &source, &a);
  assert_str_equal(frame.before, STR("<!doctype html><html><head><meta charset=\"utf-8\">\n"
                                     "<meta http-equiv=\"Content-Security-Policy\" content=\"P\">\n"
                                     "<style>S</style></head><body class=\"bundle\">"
                                     "<a href=\"#All\" id=\"k\">1</a><a href=\"#guides/a\">2</a>"
                                     "<div class=\"pages\" id=\"All\">\n"));
  assert_str_equal(frame.after, STR("<aside>C</aside></div><footer>F</footer>"
                                    "<script>J</script></body></html>"));
}

static void test_insets(void **state) {
  (void)state;
  static const struct {
    bool sheet, fits;
    str text;
  } rows[] = {
      {false, true, STR_INIT("a < b; '<\\/script>' // </style>")},
      {false, false, STR_INIT("'</SCRIPT>'")},
      {false, false, STR_INIT("'<!--'")},
      {true, true, STR_INIT("a { content: '</script>' }")},
      {true, false, STR_INIT("a { content: '</Style>' }")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct bundle_inset inset = {.sheet = rows[i].sheet, .text = rows[i].text};
    assert_int_equal(bundle_inset_fits(&inset), rows[i].fits);
  }
}

/* Whatever the bytes are, they come back between tags and in them. */
static void test_tags_lose_nothing(void **state) {
  (void)state;
  static const str pages[] = {
      STR_INIT("<a b=c d='e\"' f=\"g>\" h>i</a >j<br/><"),
      STR_INIT("<script>if (a<b && c>d) '<a>'</script><style>a>b</style><p>"),
      STR_INIT("a < b <1> <!doctype html><?x ><!-- > --><a\n\tb\n=\n'c'>"),
  };
  arena a = unit_arena();
  struct markup_tag *tag = NEW(&a, struct markup_tag, 1);
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    struct markup m = {.html = pages[i]};
    buf out = buf_new(&a, pages[i].n);
    str before;
    while (markup_next(&m, &before, tag)) {
      buf_str(&out, before);
      buf_str(&out, tag->whole);
    }
    buf_str(&out, before);
    assert_str_equal(buf_text(&out), pages[i]);
  }
}

static void test_attributes(void **state) {
  (void)state;
  arena a = unit_arena();
  struct markup_tag *tag = NEW(&a, struct markup_tag, 1);
  struct markup m = {.html = STR("<a b=c d = 'e\"' F=\"g>\" h rel=\"x icon\">")};
  str before;
  assert_true(markup_next(&m, &before, tag));
  assert_int_equal(tag->count, 5);
  assert_str_equal(markup_attr(tag, STR("b"))->value, STR("c"));
  assert_str_equal(markup_attr(tag, STR("d"))->value, STR("e\""));
  assert_str_equal(markup_attr(tag, STR("f"))->value, STR("g>"));
  assert_str_equal(markup_attr(tag, STR("h"))->value, STR(""));
  assert_null(markup_attr(tag, STR("i")));
  assert_true(markup_has_word(markup_attr(tag, STR("rel")), STR("Icon")));
  assert_false(markup_has_word(markup_attr(tag, STR("rel")), STR("ico")));
  assert_false(markup_has_word(NULL, STR("icon")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ids_and_what_names_them),
      cmocka_unit_test(test_links),
      cmocka_unit_test(test_scripts_are_named_once_gone),
      cmocka_unit_test(test_page_without_main),
      cmocka_unit_test(test_page_alone_has_no_lists_of_pages),
      cmocka_unit_test(test_frame),
      cmocka_unit_test(test_insets),
      cmocka_unit_test(test_tags_lose_nothing),
      cmocka_unit_test(test_attributes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
