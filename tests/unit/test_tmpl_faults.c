#include "tmpl_page.h"

struct fault_case {
  str text;
  diag_id id;
  int32_t beg;
  int32_t end;
  str says; /* somewhere in what is printed */
};

static void fault_check(size_t row, const struct fault_case *c) {
  struct run r;
  run_init(&r);
  file_add(&r, STR("main"), c->text);
  file_add(&r, STR("p"), STR("ok"));
  compile(&r);
  buf out = buf_new(&r.perm, OUTPUT_MAX);
  diags_print(&r.ds, &r.src, (struct diag_style){.format = DIAG_TEXT}, &out);
  const struct diag *d = r.ds.items;
  if (r.ds.count != 1 || d->id != c->id || d->at.beg != c->beg || d->at.end != c->end ||
      str_search(buf_text(&out), c->says) < 0) {
    fail_msg("row %zu: %td found, first %d at %d..%d\n%.*s", row, r.ds.count,
             r.ds.count ? (int)d->id : -1, r.ds.count ? d->at.beg : -1, r.ds.count ? d->at.end : -1,
             (int)out.n, out.s);
  }
}

static void faults_check(const struct fault_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    fault_check(i, &cases[i]);
  }
}

static void finds_broken_tags(void **state) {
  (void)state;
  static const struct fault_case cases[] = {
      {STR_INIT("a {{title"), D_TMPL_SYNTAX, 2, 4, STR_INIT("Close it with }}.")},
      {STR_INIT("{{title\n}}"), D_TMPL_SYNTAX, 0, 2, STR_INIT("not closed")},
      {STR_INIT("{{title {{title}}"), D_TMPL_SYNTAX, 0, 2, STR_INIT("not closed")},
      {STR_INIT("{{{body}}"), D_TMPL_SYNTAX, 0, 3, STR_INIT("with }}}")},
      {STR_INIT("{{! {{title}"), D_TMPL_SYNTAX, 0, 2, STR_INIT("not closed")},
      {STR_INIT("{{}}"), D_TMPL_SYNTAX, 0, 4, STR_INIT("name is missing")},
      {STR_INIT("{{# }}"), D_TMPL_SYNTAX, 0, 6, STR_INIT("name is missing")},
      {STR_INIT("{{a b}}"), D_TMPL_SYNTAX, 0, 7, STR_INIT("not a name")},
      {STR_INIT("{{a..b}}"), D_TMPL_SYNTAX, 0, 8, STR_INIT("not a name")},
      {STR_INIT("{{.title}}"), D_TMPL_SYNTAX, 0, 10, STR_INIT("not a name")},
      {STR_INIT("{{=<% %>=}}"), D_TMPL_SYNTAX, 0, 11, STR_INIT("cannot be changed")},
      {STR_INIT("{{<p}}"), D_TMPL_SYNTAX, 0, 6, STR_INIT("use partials")},
      {STR_INIT("{{$p}}"), D_TMPL_SYNTAX, 0, 6, STR_INIT("use partials")},
      {STR_INIT("{{>*p}}"), D_TMPL_SYNTAX, 0, 7, STR_INIT("not a name")},
      {STR_INIT("x{{#yes}}y"), D_TMPL_SYNTAX, 1, 9, STR_INIT("never closed")},
      {STR_INIT("x{{/yes}}"), D_TMPL_SYNTAX, 1, 9, STR_INIT("no section of this name")},
      {STR_INIT("{{#yes}}{{/yse}}{{/yes}}"), D_TMPL_SYNTAX, 8, 16, STR_INIT("mean \"yes\"")},
      {STR_INIT("{{#yes}}{{#no}}{{/yes}}"), D_TMPL_SYNTAX, 15, 23,
       STR_INIT("main:1:9: note: this section is still open")},
  };
  faults_check(cases, sizeof cases / sizeof *cases);
}

static void finds_wrong_names_and_kinds(void **state) {
  (void)state;
  static const struct fault_case cases[] = {
      {STR_INIT("a {{ tilte }}"), D_TMPL_UNKNOWN, 5, 10, STR_INIT("Did you mean \"title\"?")},
      {STR_INIT("{{zzz}}"), D_TMPL_UNKNOWN, 2, 5, STR_INIT("Names here: title, empty, body")},
      {STR_INIT("{{author.nmae}}"), D_TMPL_UNKNOWN, 9, 13, STR_INIT("\"name\"?")},
      {STR_INIT("{{title.name}}"), D_TMPL_UNKNOWN, 8, 12, STR_INIT("\"name\"")},
      {STR_INIT("{{author.title}}"), D_TMPL_UNKNOWN, 9, 14, STR_INIT("Names here: name, editor.")},
      {STR_INIT("{{#nodez}}{{anything}}{{/nodez}}"), D_TMPL_UNKNOWN, 3, 8, STR_INIT("\"nodes\"?")},
      {STR_INIT("{{#nodes}}{{lable}}{{/nodes}}"), D_TMPL_UNKNOWN, 12, 17, STR_INIT("\"label\"?")},
      {STR_INIT("{{label}}{{#nodes}}{{/nodes}}"), D_TMPL_UNKNOWN, 2, 7, STR_INIT("\"label\"")},
      {STR_INIT("{{.}}"), D_TMPL_KIND, 0, 5, STR_INIT("Write the name")},
      {STR_INIT("{{#nodes}}{{.}}{{/nodes}}"), D_TMPL_KIND, 10, 15, STR_INIT("Write the name")},
      {STR_INIT("{{body}}"), D_TMPL_KIND, 0, 8, STR_INIT("Write it with three braces.")},
      {STR_INIT("{{yes}}"), D_TMPL_KIND, 0, 7, STR_INIT("as a section")},
      {STR_INIT("{{nodes}}"), D_TMPL_KIND, 0, 9, STR_INIT("(a list)")},
      {STR_INIT("{{{author}}}"), D_TMPL_KIND, 0, 12, STR_INIT("(a group of values)")},
      {STR_INIT("{{{title}}}"), D_TMPL_ESCAPE, 0, 11, STR_INIT("two braces")},
      {STR_INIT("{{&title}}"), D_TMPL_ESCAPE, 0, 10, STR_INIT("two braces")},
      {STR_INIT("{{> q}}"), D_TMPL_PARTIAL, 4, 5, STR_INIT("\"q\"")},
      {STR_INIT("{{> mian}}"), D_TMPL_PARTIAL, 4, 8, STR_INIT("\"main\"?")},
  };
  faults_check(cases, sizeof cases / sizeof *cases);
}

static void finds_unsafe_places(void **state) {
  (void)state;
  static const struct fault_case cases[] = {
      {STR_INIT("<a href={{title}}>"), D_TMPL_CONTEXT, 8, 17, STR_INIT("without quotes")},
      {STR_INIT("<a href=x{{title}}>"), D_TMPL_CONTEXT, 9, 18, STR_INIT("without quotes")},
      {STR_INIT("<{{title}}>"), D_TMPL_CONTEXT, 1, 10, STR_INIT("name of a tag")},
      {STR_INIT("<h{{title}}>"), D_TMPL_CONTEXT, 2, 11, STR_INIT("name of a tag")},
      {STR_INIT("</{{title}}>"), D_TMPL_CONTEXT, 2, 11, STR_INIT("name of a tag")},
      {STR_INIT("<a {{title}}>"), D_TMPL_CONTEXT, 3, 12, STR_INIT("in a tag")},
      {STR_INIT("<a b{{title}}>"), D_TMPL_CONTEXT, 4, 13, STR_INIT("in a tag")},
      {STR_INIT("<script>{{title}}</script>"), D_TMPL_CONTEXT, 8, 17, STR_INIT("a script")},
      {STR_INIT("<STYLE a>{{title}}</style>"), D_TMPL_CONTEXT, 9, 18, STR_INIT("style sheet")},
      {STR_INIT("<script></x {{title}}</script>"), D_TMPL_CONTEXT, 12, 21, STR_INIT("a script")},
      {STR_INIT("<!-- {{title}} -->"), D_TMPL_CONTEXT, 5, 14, STR_INIT("a comment")},
      {STR_INIT("<!doctype {{title}}>"), D_TMPL_CONTEXT, 10, 19, STR_INIT("a comment")},
      {STR_INIT("<a onclick=\"{{title}}\">"), D_TMPL_CONTEXT, 12, 21, STR_INIT("holds code")},
      {STR_INIT("<a STYLE='{{title}}'>"), D_TMPL_CONTEXT, 10, 19, STR_INIT("holds code")},
      {STR_INIT("<a b=\"{{{body}}}\">"), D_TMPL_CONTEXT, 6, 16, STR_INIT("only stand in text")},
      {STR_INIT("<title>{{{body}}}</title>"), D_TMPL_CONTEXT, 7, 17, STR_INIT("plain text")},
      {STR_INIT("<p{{#yes}}>{{/yes}}>"), D_TMPL_CONTEXT, 11, 19,
       STR_INIT("the section begins here")},
      {STR_INIT("<p a=\"{{#yes}}\"{{/yes}}\">"), D_TMPL_CONTEXT, 15, 23, STR_INIT("another part")},
      {STR_INIT("{{#yes}}<script>{{/yes}}"), D_TMPL_CONTEXT, 16, 24, STR_INIT("another part")},
      {STR_INIT("<p{{#yes}} a{{/yes}}b>"), D_TMPL_CONTEXT, 20, 21, STR_INIT("Put a space")},
      {STR_INIT("ab<p class=\"x"), D_TMPL_CONTEXT, 2, 3, STR_INIT("ends within")},
      {STR_INIT("<p></p><script>x"), D_TMPL_CONTEXT, 7, 8, STR_INIT("ends within")},
      {STR_INIT("<!-- a -- b"), D_TMPL_CONTEXT, 0, 1, STR_INIT("ends within")},
  };
  faults_check(cases, sizeof cases / sizeof *cases);
}

static void finds_recursion_without_end(void **state) {
  (void)state;
  static const struct {
    str text;
    bool ends;
  } cases[] = {
      {STR_INIT("{{>p}}"), false},
      {STR_INIT("{{#yes}}{{>p}}{{/yes}}"), false},
      {STR_INIT("{{^none}}{{>main}}{{/none}}"), false},
      {STR_INIT("{{#nodes}}{{>p}}{{/nodes}}"), false},
      {STR_INIT("{{#nodes}}{{#items}}{{>p}}{{/items}}{{/nodes}}"), false},
      {STR_INIT("{{#author}}{{#editor}}{{>p}}{{/editor}}{{/author}}"), false},
      {STR_INIT("{{#items}}{{>p}}{{/items}}"), true},
      {STR_INIT("{{#items}}{{#items}}{{>p}}{{/items}}{{>p}}{{/items}}"), true},
      {STR_INIT("{{#items}}{{#yes}}{{#author}}{{>p}}{{/author}}{{/yes}}{{/items}}"), true},
      {STR_INIT("{{#items}}{{>p}}{{/items}}{{>p}}"), false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct run r;
    run_init(&r);
    file_add(&r, STR("main"), STR("{{#nodes}}{{>p}}{{/nodes}}"));
    file_add(&r, STR("p"), cases[i].text);
    compile(&r);
    bool is_depth = r.ds.count > 0 && r.ds.items[0].id == D_TMPL_DEPTH;
    bool is_name = r.ds.count > 0 && r.ds.items[0].id == D_TMPL_UNKNOWN;
    if (is_depth == cases[i].ends || is_name) {
      fail_msg("row %zu: %td faults", i, r.ds.count);
    }
  }
}

static void says_where_a_partial_was_included(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  file_add(&r, STR("main"), STR("\n{{>p}}"));
  file_add(&r, STR("p"), STR("{{> q}}"));
  file_add(&r, STR("q"), STR("{{tittle}}"));
  compile(&r);
  assert_int_equal(r.ds.count, 1);
  const struct diag_note *note = r.ds.items[0].notes;
  assert_int_equal(note->at.file, 1);
  assert_int_equal(note->next->at.file, 0);
  assert_int_equal(note->next->at.beg, 1);
  assert_null(note->next->next);
}

static void finds_all_faults_in_one_run(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  file_add(&r, STR("main"), STR("{{a}}{{#b}}{{/b}}{{body}}{{{title}}}<{{title}}{{>x}}{{>p}}>"));
  file_add(&r, STR("p"), STR("{{#yes}}{{c}}{{oops"));
  compile(&r);
  static const diag_id want[] = {D_TMPL_UNKNOWN, D_TMPL_UNKNOWN, D_TMPL_KIND,
                                 D_TMPL_ESCAPE,  D_TMPL_CONTEXT, D_TMPL_PARTIAL,
                                 D_TMPL_SYNTAX,  D_TMPL_SYNTAX,  D_TMPL_UNKNOWN};
  assert_int_equal(r.ds.count, sizeof want / sizeof *want);
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    assert_int_equal(r.ds.items[i].id, want[i]);
  }
}

static void reports_a_missing_template(void **state) {
  (void)state;
  struct run r;
  run_init(&r);
  compile(&r);
  assert_int_equal(r.ds.items[0].id, D_TMPL_PARTIAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_broken_tags),
      cmocka_unit_test(finds_wrong_names_and_kinds),
      cmocka_unit_test(finds_unsafe_places),
      cmocka_unit_test(finds_recursion_without_end),
      cmocka_unit_test(says_where_a_partial_was_included),
      cmocka_unit_test(finds_all_faults_in_one_run),
      cmocka_unit_test(reports_a_missing_template),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
