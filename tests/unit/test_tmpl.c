#include "render/tmpl.h"

#include "render/tmpl_compile.h"
#include "unit.h"

/* A type with one field of each kind, a tree, and texts alone. */
struct word {
  str text;
};
struct node {
  str label;
  str url;
  bool current;
  tmpl_list items;
};
struct author {
  str name;
  const struct author *editor;
};
struct page {
  str title;
  str empty;
  tmpl_html body;
  tmpl_html blank;
  bool yes;
  bool no;
  tmpl_list nodes;
  tmpl_list none;
  tmpl_list words;
  const struct author *author;
  const struct author *nobody;
};

#define FIELD(of, name, kind, type) \
  { STR_INIT(#name), kind, offsetof(struct of, name), type }

static const struct tmpl_field word_fields[] = {{STR_INIT("."), TMPL_TEXT, 0, NULL}};
static const struct tmpl_type word_type = {STR_INIT("word"), sizeof(struct word), word_fields, 1};

static const struct tmpl_type node_type;
static const struct tmpl_field node_fields[] = {
    FIELD(node, label, TMPL_TEXT, NULL),
    FIELD(node, url, TMPL_TEXT, NULL),
    FIELD(node, current, TMPL_FLAG, NULL),
    FIELD(node, items, TMPL_LIST, &node_type),
};
static const struct tmpl_type node_type = {STR_INIT("node"), sizeof(struct node), node_fields, 4};

static const struct tmpl_type author_type;
static const struct tmpl_field author_fields[] = {
    FIELD(author, name, TMPL_TEXT, NULL),
    FIELD(author, editor, TMPL_OBJECT, &author_type),
};
static const struct tmpl_type author_type = {STR_INIT("author"), sizeof(struct author),
                                             author_fields, 2};

static const struct tmpl_field page_fields[] = {
    FIELD(page, title, TMPL_TEXT, NULL),
    FIELD(page, empty, TMPL_TEXT, NULL),
    FIELD(page, body, TMPL_HTML, NULL),
    FIELD(page, blank, TMPL_HTML, NULL),
    FIELD(page, yes, TMPL_FLAG, NULL),
    FIELD(page, no, TMPL_FLAG, NULL),
    FIELD(page, nodes, TMPL_LIST, &node_type),
    FIELD(page, none, TMPL_LIST, &node_type),
    FIELD(page, words, TMPL_LIST, &word_type),
    FIELD(page, author, TMPL_OBJECT, &author_type),
    FIELD(page, nobody, TMPL_OBJECT, &author_type),
};
static const struct tmpl_type page_type = {STR_INIT("page"), sizeof(struct page), page_fields, 11};

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

enum { FILES_MAX = 20, OUTPUT_MAX = 1 << 16 };

struct run {
  arena perm;
  struct sources src;
  struct diags ds;
  struct tmpl_file items[FILES_MAX];
  ptrdiff_t count;
  const struct tmpl *compiled;
};

static void run_init(struct run *r) {
  *r = (struct run){.perm = unit_arena()};
  r->src.perm = &r->perm;
  diags_init(&r->ds, &r->perm);
}

static void file_add(struct run *r, str name, str text) {
  assert_true(r->count < FILES_MAX);
  r->items[r->count++] = (struct tmpl_file){name, text, sources_add(&r->src, name, text)};
}

static void compile_as(struct run *r, const struct tmpl_type *type) {
  arena scratch = {NEW(&r->perm, char, 8 << 20), NULL};
  scratch.end = scratch.at + (8 << 20);
  struct tmpl_files files = {r->items, r->count};
  r->compiled = tmpl_compile(&files, STR("main"), type, &r->ds, &r->perm, scratch);
  assert_true((r->compiled == NULL) == (r->ds.count > 0));
}

static void compile(struct run *r) {
  compile_as(r, &page_type);
}

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

/* --- faults ---------------------------------------------------------------------- */

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
      cmocka_unit_test(finds_broken_tags),
      cmocka_unit_test(finds_wrong_names_and_kinds),
      cmocka_unit_test(finds_unsafe_places),
      cmocka_unit_test(finds_recursion_without_end),
      cmocka_unit_test(says_where_a_partial_was_included),
      cmocka_unit_test(finds_all_faults_in_one_run),
      cmocka_unit_test(reports_a_missing_template),
      cmocka_unit_test(nests_sections_up_to_the_limit),
      cmocka_unit_test(knows_types_up_to_the_limit),
      cmocka_unit_test(compiles_routines_up_to_the_limit),
      cmocka_unit_test(stops_at_data_without_end),
      cmocka_unit_test(stops_at_loops_that_write_nothing),
      cmocka_unit_test(stops_when_the_output_is_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
