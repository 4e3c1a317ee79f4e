#include "render/tmpl_compile.h"
#include "tmpl_page.h"

static const struct node leaves[] = {
    {.label = STR_INIT("A1"), .url = STR_INIT("a1"), .current = true},
    {.label = STR_INIT("A2"), .url = STR_INIT("a2")},
};
static const struct node nodes[] = {
    {.label = STR_INIT("A"), .url = STR_INIT("a"), .items = {leaves, 2}},
    {.label = STR_INIT("B"), .url = STR_INIT("b")},
};
static const struct word words[] = {{STR_INIT("x")}, {STR_INIT("<y>")}};
static const struct author editor = {.name = STR_INIT("Ed")};
static const struct author author = {.name = STR_INIT("Ann"), .editor = &editor};
static const struct page page = {
    .title = STR_INIT("T & <C> \"q\" 'a'"),
    .empty = STR_INIT(""),
    .body = {STR_INIT("<p>hi</p>")},
    .yes = true,
    .nodes = {nodes, 2},
    .words = {words, 2},
    .author = &author,
};

static str rendered(struct run *r) {
  if (!r->compiled) {
    buf out = buf_new(&r->perm, OUTPUT_MAX);
    diags_print(&r->ds, &r->src, (struct diag_style){.format = DIAG_TEXT}, &out);
    fail_msg("%.*s", (int)out.n, out.s);
  }
  buf out = buf_new(&r->perm, OUTPUT_MAX);
  tmpl_render(r->compiled, &page, &out);
  assert_false(out.full);
  return buf_text(&out);
}

/* --- rendering ---------------------------------------------------------------- */

struct render_case {
  str text;
  str partial; /* named "p" */
  str want;
};

static void render_all(const struct render_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct run r;
    run_init(&r);
    file_add(&r, STR("main"), cases[i].text);
    file_add(&r, STR("p"), cases[i].partial.s ? cases[i].partial : STR(""));
    compile(&r);
    str got = rendered(&r);
    if (!str_eq(got, cases[i].want)) {
      fail_msg("row %zu: got \"%.*s\"", i, (int)got.n, got.s);
    }
  }
}

static void renders_values(void **state) {
  (void)state;
  static const struct render_case cases[] = {
      {.text = STR_INIT(""), .want = STR_INIT("")},
      {.text = STR_INIT("{{title}}"),
       .want = STR_INIT("T &amp; &lt;C&gt; &quot;q&quot; &#39;a&#39;")},
      {.text = STR_INIT("{{{body}}}|{{&body}}|{{& body }}|{{{ body }}}"),
       .want = STR_INIT("<p>hi</p>|<p>hi</p>|<p>hi</p>|<p>hi</p>")},
      {.text = STR_INIT("[{{ empty }}]"), .want = STR_INIT("[]")},
      {.text = STR_INIT("{{author.name}} {{author.editor.name}}"), .want = STR_INIT("Ann Ed")},
      {.text = STR_INIT("[{{nobody.name}}{{author.editor.editor.name}}]"), .want = STR_INIT("[]")},
      {.text = STR_INIT("{ {} } {{! none }}"), .want = STR_INIT("{ {} } ")},
  };
  render_all(cases, sizeof cases / sizeof *cases);
}

static void renders_sections(void **state) {
  (void)state;
  static const struct render_case cases[] = {
      {.text = STR_INIT("{{#yes}}y{{/yes}}{{^yes}}n{{/yes}}{{#no}}y{{/no}}{{^no}}n{{/no}}"),
       .want = STR_INIT("yn")},
      {.text = STR_INIT("{{#title}}t{{/title}}{{#empty}}e{{/empty}}{{^empty}}-{{/empty}}"),
       .want = STR_INIT("t-")},
      {.text = STR_INIT("{{#body}}b{{/body}}{{^blank}}-{{/blank}}"), .want = STR_INIT("b-")},
      {.text = STR_INIT("{{#nodes}}{{label}}{{#items}}({{label}}){{/items}};{{/nodes}}"),
       .want = STR_INIT("A(A1)(A2);B;")},
      {.text = STR_INIT("{{^none}}none{{/none}}{{^nodes}}none{{/nodes}}"),
       .want = STR_INIT("none")},
      {.text = STR_INIT("{{#words}}{{.}},{{/words}}"), .want = STR_INIT("x,&lt;y&gt;,")},
      {.text = STR_INIT("{{#author}}{{name}} {{#editor}}{{name}}{{/editor}}{{/author}}"),
       .want = STR_INIT("Ann Ed")},
      {.text = STR_INIT("{{#author.editor}}{{name}}{{#editor}}!{{/editor}}{{/author.editor}}"),
       .want = STR_INIT("Ed")},
      {.text = STR_INIT("{{#nobody}}y{{/nobody}}{{^nobody}}n{{/nobody}}{{^nobody.editor}}n"
                        "{{/nobody.editor}}"),
       .want = STR_INIT("nn")},
      {.text = STR_INIT("{{#author}}{{#nodes}}{{name}}{{label}} {{/nodes}}{{name}}{{/author}}"),
       .want = STR_INIT("AnnA AnnB Ann")},
      {.text = STR_INIT("{{#words}}{{#yes}}{{.}}{{/yes}}{{/words}}"),
       .want = STR_INIT("x&lt;y&gt;")},
      {.text = STR_INIT("{{#author.name}}[{{.}}]{{/author.name}}{{#body}}{{{.}}}{{/body}}"),
       .want = STR_INIT("[Ann]<p>hi</p>")},
      {.text = STR_INIT("{{#words}}{{#.}}{{.}}{{/.}}{{/words}}"), .want = STR_INIT("x&lt;y&gt;")},
  };
  render_all(cases, sizeof cases / sizeof *cases);
}

static void renders_lines_that_hold_a_tag_alone(void **state) {
  (void)state;
  static const struct render_case cases[] = {
      {.text = STR_INIT("a\n {{#yes}} \nb\n{{/yes}}\nc"), .want = STR_INIT("a\nb\nc")},
      {.text = STR_INIT("a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc"), .want = STR_INIT("a\r\nb\r\nc")},
      {.text = STR_INIT("{{#yes}}\nb\n{{/yes}}"), .want = STR_INIT("b\n")},
      {.text = STR_INIT("a\n  {{! a\n comment }}\t\nb"), .want = STR_INIT("a\nb")},
      {.text = STR_INIT("{{#yes}} {{/yes}}\n"), .want = STR_INIT(" \n")},
      {.text = STR_INIT(" {{empty}} \n"), .want = STR_INIT("  \n")},
      {.text = STR_INIT("{{#yes}}\n{{/yes}}\n{{#yes}}\n{{/yes}}\nx"), .want = STR_INIT("x")},
      {.text = STR_INIT("{{! a }} {{! b }}\n"), .want = STR_INIT(" \n")},
      {.text = STR_INIT("{{! a\n }}{{#yes}}\nx{{/yes}}"), .want = STR_INIT("\nx")},
  };
  render_all(cases, sizeof cases / sizeof *cases);
}

static void renders_partials(void **state) {
  (void)state;
  static const struct render_case cases[] = {
      {.text = STR_INIT("[{{>p}}]"),
       .partial = STR_INIT("{{author.name}}"),
       .want = STR_INIT("[Ann]")},
      {.text = STR_INIT("{{#nodes}}{{>p}}{{/nodes}}"),
       .partial = STR_INIT("<{{! }}b>{{label}}{{#items}}{{>p}}{{/items}}</b>"),
       .want = STR_INIT("<b>A<b>A1</b><b>A2</b></b><b>B</b>")},
      {.text = STR_INIT("{{>p}}|{{#author}}{{>p}}{{/author}}"),
       .partial = STR_INIT("{{#author}}{{name}}{{/author}}"),
       .want = STR_INIT("Ann|Ann")},
      {.text = STR_INIT("x\n  {{>p}}\ny"),
       .partial = STR_INIT("1\n2\n"),
       .want = STR_INIT("x\n  1\n  2\ny")},
      {.text = STR_INIT("  {{>p}}"),
       .partial = STR_INIT("{{#words}}\n{{.}}\n{{/words}}\nz"),
       .want = STR_INIT("  x\n  &lt;y&gt;\n  z")},
      {.text = STR_INIT(" {{>p}}"),
       .partial = STR_INIT("{{#yes}}a{{/yes}}\n\n{{! c }} b"),
       .want = STR_INIT(" a\n \n  b")},
      {.text = STR_INIT(" {{>p}}|"), .partial = STR_INIT("1\n2"), .want = STR_INIT(" 1\n2|")},
      {.text = STR_INIT("{{#nodes}}\n {{>p}}\n{{/nodes}}\n"),
       .partial = STR_INIT("{{label}}\n{{#items}}\n {{>p}}\n{{/items}}\n"),
       .want = STR_INIT(" A\n  A1\n  A2\n B\n")},
      {.text = STR_INIT("{{#nodes}}\n {{>p}}\n{{/nodes}}\n"),
       .partial = STR_INIT("{{label}}{{#items}}\n({{>p}}){{/items}}\n"),
       .want = STR_INIT(" A\n (A1\n)\n (A2\n)\n B\n")},
      {.text = STR_INIT("<a{{>p}} id=\"i\">"),
       .partial = STR_INIT(" href=\"{{author.name}}\""),
       .want = STR_INIT("<a href=\"Ann\" id=\"i\">")},
      {.text = STR_INIT("{{#title}}{{>p}}{{/title}}"),
       .partial = STR_INIT("{{#author}}{{#editor}}"
                           "{{name}}{{/editor}}"
                           "{{/author}}"),
       .want = STR_INIT("Ed")},
      {.text = STR_INIT("{{#author.name}}{{>p}}{{>p}}{{/"
                        "author.name}}{{#author.editor.name}}{{>p}}{{/author.editor.name}}"),
       .partial = STR_INIT("({{.}})"),
       .want = STR_INIT("(Ann)(Ann)(Ed)")},
  };
  render_all(cases, sizeof cases / sizeof *cases);
}

static void allows_values_where_escaping_protects(void **state) {
  (void)state;
  static const str texts[] = {
      STR_INIT("<a href=\"{{url}}\"{{#current}} aria-current=\"page\"{{/current}}>{{label}}</a>"),
      STR_INIT("<a{{#current}} class=\"x\"{{/current}}>"),
      STR_INIT("<a {{#current}}class='{{url}}'{{/current}} {{^current}}id=\"a\"{{/current}}/>"),
      STR_INIT("<a{{#current}} hidden{{/current}}{{^current}} id=\"b\"{{/current}}\n>"),
      STR_INIT("<a class=\"a{{#current}} b{{/current}}\">"),
      STR_INIT("{{#current}}<b>{{/current}}{{label}}{{#current}}</b>{{/current}}"),
      STR_INIT("<title>{{label}}</title><textarea>{{label}}</textarea>"),
      STR_INIT("<script src=\"{{url}}\"></script><p>{{label}}"),
      STR_INIT("<style>a > b { c: d }</style >{{label}}"),
      STR_INIT("<script>if (a < b) '</scrip>'</SCRIPT>{{label}}"),
      STR_INIT("<!-- <script> -->{{label}}<!-->{{label}}<!--->{{label}}<!----!-->{{label}}"),
      STR_INIT("<!doctype html>{{label}}<?x ?>{{label}}</>{{label}}"),
      STR_INIT("1 < 2 {{label}} <3 {{label}}"),
      STR_INIT("<p title=a>{{label}}<p title=\"'>'\">{{label}}<p title='\"'>{{label}}"),
      STR_INIT("<br/>{{label}}<p a = \"{{url}}\" b>{{label}}<p a=>{{label}}<p\ta\n/>{{label}}"),
      STR_INIT("<svg><path d=\"M0\"/></svg>{{label}}<once style=\"a\">{{label}}"),
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct run r;
    run_init(&r);
    file_add(&r, STR("main"), STR("{{#nodes}}{{>p}}{{/nodes}}"));
    file_add(&r, STR("p"), texts[i]);
    compile(&r);
    if (r.ds.count > 0) {
      fail_msg("row %zu: %.*s", i, (int)texts[i].n, texts[i].s);
    }
  }
}

/* --- limits ---------------------------------------------------------------------- */

static bool is_too_deep(const struct run *r) {
  return r->ds.count > 0 && r->ds.items[0].id == D_TMPL_DEPTH;
}

static str nested(struct run *r, int depth) {
  buf out = buf_new(&r->perm, OUTPUT_MAX);
  for (int i = 0; i < depth; i++) {
    buf_str(&out, STR("{{#yes}}"));
  }
  for (int i = 0; i < depth; i++) {
    buf_str(&out, STR("{{/yes}}"));
  }
  return buf_text(&out);
}

static void nests_sections_up_to_the_limit(void **state) {
  (void)state;
  for (int over = 0; over <= 1; over++) {
    struct run r;
    run_init(&r);
    file_add(&r, STR("main"), nested(&r, TMPL_NEST_MAX + over));
    compile(&r);
    assert_int_equal(is_too_deep(&r), over);
  }
}

/* Types in a row, each with a field "next" of the one behind it; the last has itself. */
static const struct tmpl_type *types_chain(struct run *r, int length) {
  struct tmpl_type *types = NEW(&r->perm, struct tmpl_type, length);
  struct tmpl_field *fields = NEW(&r->perm, struct tmpl_field, length);
  for (int i = 0; i < length; i++) {
    const struct tmpl_type *next = &types[i + 1 < length ? i + 1 : i];
    fields[i] = (struct tmpl_field){STR("next"), TMPL_OBJECT, 0, next};
    types[i] = (struct tmpl_type){STR("link"), sizeof(void *), &fields[i], 1};
  }
  return types;
}

static void knows_types_up_to_the_limit(void **state) {
  (void)state;
  for (int over = 0; over <= 1; over++) {
    struct run r;
    run_init(&r);
    file_add(&r, STR("main"), STR("{{>p}}"));
    file_add(&r, STR("p"), STR("{{#next}}{{>p}}{{/next}}"));
    compile_as(&r, types_chain(&r, TMPL_TYPES_MAX + over));
    assert_int_equal(is_too_deep(&r), over);
  }
}

/* Eight files in 63 scopes each, and as many more as are missing to the limit. */
static void compiles_routines_up_to_the_limit(void **state) {
  (void)state;
  enum { ROUND = 8, SCOPES = 63, REST = TMPL_ROUTINES_MAX - 1 - ROUND * SCOPES };
  static const char names[] = "abcdefghijklmnopq";
  for (int over = 0; over <= 1; over++) {
    struct run r;
    run_init(&r);
    buf head = buf_new(&r.perm, OUTPUT_MAX);
    buf_str(&head, STR("{{>a}}"));
    for (int i = 0; i < ROUND + REST + over; i++) {
      buf text = buf_new(&r.perm, 64);
      bool is_last = i + 1 == ROUND;
      buf *to = i < ROUND ? &text : &head;
      buf_str(to, is_last ? STR("{{#next}}") : STR(""));
      buf_str(to, STR("{{>"));
      buf_byte(to, i < ROUND ? names[(i + 1) % ROUND] : names[i]);
      buf_str(to, STR("}}"));
      buf_str(to, is_last ? STR("{{/next}}") : STR(""));
      file_add(&r, (str){&names[i], 1}, buf_text(&text));
    }
    file_add(&r, STR("main"), buf_text(&head));
    compile_as(&r, types_chain(&r, SCOPES));
    assert_int_equal(is_too_deep(&r), over);
  }
}

/* A chain of nodes, each the only item of the one before it. */
static tmpl_list chain(struct run *r, int length, struct node **ret_last) {
  struct node *links = NEW(&r->perm, struct node, length);
  for (int i = 0; i < length; i++) {
    links[i].label = STR("x");
    links[i].items = (tmpl_list){&links[i + 1], i + 1 < length};
  }
  *ret_last = &links[length - 1];
  return (tmpl_list){links, 1};
}

static void stops_at_data_without_end(void **state) {
  (void)state;
  enum { DEEP = 200 };
  struct run r;
  run_init(&r);
  file_add(&r, STR("main"), STR("{{#nodes}}{{>p}}{{/nodes}}"));
  file_add(&r, STR("p"), STR("{{label}}{{#items}}{{>p}}{{/items}}"));
  compile(&r);
  struct node *last;
  struct page deep = {.nodes = chain(&r, DEEP, &last)};
  buf out = buf_new(&r.perm, OUTPUT_MAX);
  tmpl_render(r.compiled, &deep, &out);
  assert_false(out.full);
  assert_int_equal(out.n, DEEP);
  last->items = deep.nodes;
  tmpl_render(r.compiled, &deep, &out);
  assert_true(out.full);
}

static void stops_at_loops_that_write_nothing(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  file_add(&r, STR("main"),
           STR("{{#none}}{{#none}}{{#none}}{{#none}}{{#none}}{{#none}}{{#none}}{{#none}}"
               "{{/none}}{{/none}}{{/none}}{{/none}}{{/none}}{{/none}}{{/none}}{{/none}}"));
  compile(&r);
  enum { MANY = 100 };
  static const struct node many[MANY];
  struct page wide = {.none = {many, MANY}};
  buf out = buf_new(&r.perm, OUTPUT_MAX);
  tmpl_render(r.compiled, &wide, &out);
  assert_true(out.full);
}

static void stops_when_the_output_is_full(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  file_add(&r, STR("main"), STR("0123456789{{#nodes}}{{label}}{{/nodes}}"));
  compile(&r);
  for (ptrdiff_t cap = 0; cap <= 12; cap++) {
    buf out = buf_new(&r.perm, cap);
    tmpl_render(r.compiled, &page, &out);
    assert_int_equal(out.full, cap < 12);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(renders_values),
      cmocka_unit_test(renders_sections),
      cmocka_unit_test(renders_lines_that_hold_a_tag_alone),
      cmocka_unit_test(renders_partials),
      cmocka_unit_test(allows_values_where_escaping_protects),
      cmocka_unit_test(nests_sections_up_to_the_limit),
      cmocka_unit_test(knows_types_up_to_the_limit),
      cmocka_unit_test(compiles_routines_up_to_the_limit),
      cmocka_unit_test(stops_at_data_without_end),
      cmocka_unit_test(stops_at_loops_that_write_nothing),
      cmocka_unit_test(stops_when_the_output_is_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
