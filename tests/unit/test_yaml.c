#include <time.h>

#include "diag/diag.h"
#include "load/yaml.h"
#include "unit.h"

/* One text, read as a file of its own. */
struct reading {
  arena perm;
  struct sources src;
  struct diags ds;
  struct ydoc doc;
  bool ok;
};

static struct reading *read_at(str text, int32_t base) {
  arena a = unit_arena();
  struct reading *r = NEW(&a, struct reading, 1);
  r->perm = a;
  r->src.perm = &r->perm;
  diags_init(&r->ds, &r->perm);
  str file = {text.s - base, text.n + base};
  int32_t index = sources_add(&r->src, STR("site.yaml"), file);
  r->ok = yaml_parse(text, base, index, &r->ds, &r->perm, &r->doc);
  return r;
}

static struct reading *read_text(str text) {
  return read_at(text, 0);
}

/* --- trees as text -------------------------------------------------------- */

/* "{3-9a: 'b'}": spans where they are wanted, quotes around what was not plain. */
struct shower {
  const struct ydoc *doc;
  buf out;
  bool with_spans;
};

static void show(struct shower *s, uint32_t node) {
  const struct ynode *n = &s->doc->nodes[node];
  buf_byte(&s->out, " [{("[n->kind == Y_SCALAR ? (n->plain ? 0 : 3) : (int)n->kind - 1]);
  if (s->with_spans) {
    buf_int(&s->out, n->beg);
    buf_byte(&s->out, '-');
    buf_int(&s->out, n->end);
    buf_byte(&s->out, ' ');
  }
  if (n->kind == Y_SCALAR) {
    buf_str(&s->out, ynode_text(s->doc, node));
    buf_str(&s->out, n->plain ? STR("") : STR(")"));
    return;
  }
  for (uint32_t c = n->child; c != Y_NONE; c = s->doc->nodes[c].next) {
    show(s, c);
    if (n->kind == Y_MAP) {
      buf_byte(&s->out, ':');
      if (s->doc->nodes[c].child != Y_NONE) {
        show(s, s->doc->nodes[c].child);
      }
    }
    buf_byte(&s->out, ',');
  }
  buf_byte(&s->out, n->kind == Y_LIST ? ']' : '}');
}

static str shown(struct reading *r, bool with_spans) {
  struct shower s = {.doc = &r->doc, .out = buf_new(&r->perm, 1 << 20), .with_spans = with_spans};
  if (r->doc.count > Y_ROOT) {
    show(&s, Y_ROOT);
  }
  return buf_text(&s.out);
}

static void expect_clean(struct reading *r, str text) {
  if (!r->ok || r->ds.count != 0) {
    struct place p = sources_at(&r->src, r->ds.items[0].at);
    str code = diag_code(r->ds.items[0].id);
    str detail = r->ds.items[0].detail;
    fail_msg("%.*s\n%d:%d: %.*s %.*s", (int)(text.n < 2000 ? text.n : 2000), text.s, p.line,
             p.column, (int)code.n, code.s, (int)detail.n, detail.s);
  }
}

/* --- what is read --------------------------------------------------------- */

static void values(void **state) {
  (void)state;
  static const struct {
    str text, tree;
  } rows[] = {
      {STR_INIT(""), STR_INIT("")},
      {STR_INIT("\n# nothing\n"), STR_INIT("")},
      {STR_INIT("---\n# nothing\n"), STR_INIT("")},
      {STR_INIT("---\na: b\n...\n# end\n"), STR_INIT("{ a: b,}")},
      {STR_INIT("word"), STR_INIT(" word")},
      {STR_INIT("''"), STR_INIT("()")},
      {STR_INIT("a: no\nb: 012\nc: 1e3\nd: 1:30\ne: ~\nf:\n"),
       STR_INIT("{ a: no, b: 012, c: 1e3, d: 1:30, e: ~, f: ,}")},
      {STR_INIT("a: 'it''s'\nb: \"x\\ty\\u00e9\\\\\"\n\"c d\": ''\n"),
       STR_INIT("{ a:(it's), b:(x\ty\xC3\xA9\\),(c d):(),}")},
      {STR_INIT("a: |\n  x\n   y\n\nb: >-\n  x\n  y\nc: |+\n  z\n\n"),
       STR_INIT("{ a:(x\n y\n), b:(x y), c:(z\n\n),}")},
      {STR_INIT("- a\n- - b\n  - c\n-\n- d: e\n  f: g\n"),
       STR_INIT("[ a,[ b, c,], ,{ d: e, f: g,},]")},
      {STR_INIT("a:\n- b\n- c\n"), STR_INIT("{ a:[ b, c,],}")},
      {STR_INIT("{a: [b, c], d: {}, e: [], f}"), STR_INIT("{ a:[ b, c,], d:{}, e:[], f: ,}")},
      {STR_INIT("[a: b, c]"), STR_INIT("[{ a: b,}, c,]")},
      {STR_INIT("a: b  # c\n"), STR_INIT("{ a: b,}")},
      {STR_INIT("a: b\r\nc: d\r\n"), STR_INIT("{ a: b, c: d,}")},
      {STR_INIT("? a\n: b\n"), STR_INIT("{ a: b,}")},
      {STR_INIT("'<<': a"), STR_INIT("{(<<): a,}")},
      {STR_INIT("url: http://x.y/?a=b#c"), STR_INIT("{ url: http://x.y/?a=b#c,}")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct reading *r = read_text(rows[i].text);
    expect_clean(r, rows[i].text);
    assert_str_equal(shown(r, false), rows[i].tree);
  }
}

static void spans(void **state) {
  (void)state;
  static const struct {
    str text, tree;
  } rows[] = {
      {STR_INIT("a: bc\n"), STR_INIT("{0-5  0-1 a: 3-5 bc,}")},
      {STR_INIT("  a:  'b' # c\n"), STR_INIT("{2-9  2-3 a:(6-9 b),}")},
      {STR_INIT("\xC3\xA9: \xE2\x82\xAC\xE2\x82\xAC\n\xF0\x9F\x98\x80: x\n"),
       STR_INIT("{0-18  0-2 \xC3\xA9: 4-10 \xE2\x82\xAC\xE2\x82\xAC, 11-15 \xF0\x9F\x98\x80: 17-18 "
                "x,}")},
      {STR_INIT("a: [\xC3\xA9, {b: c}]\nd: \"\xC3\xA9\"\n"),
       STR_INIT("{0-23  0-1 a:[3-15  4-6 \xC3\xA9,{8-14  9-10 b: 12-13 c,},], 16-17 d:(19-23 "
                "\xC3\xA9),}")},
      {STR_INIT("a: |\n  x\n  y\n\n\n# c\nb: >-\n  z\n\n"),
       STR_INIT("{0-28  0-1 a:(3-12 x\ny\n), 19-20 b:(22-28 z),}")},
      {STR_INIT("a:\n  - b\n\n  # c\n\nd:\n"),
       STR_INIT("{0-19  0-1 a:[5-8  7-8 b,], 17-18 d: 19-19 ,}")},
      {STR_INIT("a: one\n  two\nb: 'x\n  y'\n"),
       STR_INIT("{0-23  0-1 a: 3-12 one two, 13-14 b:(16-23 x y),}")},
      {STR_INIT("a: |\n\nb: c\n"), STR_INIT("{0-10  0-1 a:(3-4 ), 6-7 b: 9-10 c,}")},
      {STR_INIT("a: b\r\n\r\nc: d\r\n"), STR_INIT("{0-12  0-1 a: 3-4 b, 8-9 c: 11-12 d,}")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct reading *r = read_text(rows[i].text);
    if (i == 0) {
      assert_int_equal(ynode_span(&r->doc, Y_ROOT).file, 0);
    }
    expect_clean(r, rows[i].text);
    assert_str_equal(shown(r, true), rows[i].tree);
  }
}

/* Front matter does not start where its file does. */
static void spans_behind_a_base(void **state) {
  (void)state;
  str file = STR("---\n\xC3\xA9: [x]\na: *b\n---\n");
  struct reading *r = read_at(str_sub(file, 4, 18), 4);
  assert_str_equal(shown(r, true), STR("{4-17  4-6 \xC3\xA9:[8-11  9-10 x,], 12-13 a: 15-17 *b,}"));
  struct place p = sources_at(&r->src, r->ds.items[0].at);
  assert_int_equal(p.line, 3);
  assert_int_equal(p.column, 4);
}

static void lookup(void **state) {
  (void)state;
  struct reading *r = read_text(STR("a: 1\nb: [x]\nc:\n"));
  uint32_t key = 77;
  uint32_t value = ynode_get(&r->doc, Y_ROOT, STR("b"), &key);
  assert_int_equal(r->doc.nodes[value].kind, Y_LIST);
  assert_str_equal(ynode_text(&r->doc, key), STR("b"));
  assert_str_equal(ynode_text(&r->doc, ynode_get(&r->doc, Y_ROOT, STR("a"), NULL)), STR("1"));
  assert_int_equal(ynode_get(&r->doc, Y_ROOT, STR("d"), &key), Y_NONE);
  assert_int_equal(ynode_get(&r->doc, value, STR("x"), &key), Y_NONE);
  struct ydoc empty = {0};
  assert_int_equal(ynode_get(&empty, Y_ROOT, STR("a"), NULL), Y_NONE);
}

/* --- what is refused ------------------------------------------------------ */

struct refusal {
  const char *code;
  str text;
  int line;
  int column;
  str marked; /* the span's text */
  str detail;
};

/* clang-format off */
static const struct refusal refusals[] = {
    {"F0201", STR_INIT("a: b: c"), 1, 5, STR_INIT(":"), STR_INIT("a second ':' in one line")},
    {"F0201", STR_INIT("\xC3\xA9: b: c"), 1, 5, STR_INIT(":"), STR_INIT("a second ':' in one line")},
    {"F0201", STR_INIT("a: [b]: c"), 1, 7, STR_INIT(":"), STR_INIT("a second ':' in one line")},
    {"F0201", STR_INIT("a: 1\n\tb: 2"), 2, 1, STR_INIT("\t"), STR_INIT("a tab is used for indentation")},
    {"F0201", STR_INIT("a:\n\t\t- 1"), 2, 1, STR_INIT("\t\t"), STR_INIT("a tab is used for indentation")},
    {"F0201", STR_INIT("a: |\n\tx"), 2, 1, STR_INIT("\t"), STR_INIT("a tab is used for indentation")},
    {"F0201", STR_INIT("a: @x"), 1, 4, STR_INIT("@"), STR_INIT("a value cannot start with this character")},
    {"F0201", STR_INIT("a: `x`"), 1, 4, STR_INIT("`"), STR_INIT("a value cannot start with this character")},
    {"F0201", STR_INIT("a: ? x"), 1, 4, STR_INIT("?"), STR_INIT("a value cannot start with this character")},
    {"F0201", STR_INIT("a: **x**"), 1, 4, STR_INIT("*"), STR_INIT("a value cannot start with this character")},
    {"F0201", STR_INIT("a: & x"), 1, 4, STR_INIT("&"), STR_INIT("a value cannot start with this character")},
    {"F0201", STR_INIT("a: \"x\nb: 2\n"), 1, 4, STR_INIT("\""), STR_INIT("this quote is not closed")},
    {"F0201", STR_INIT("a: 'x\n---\n"), 1, 4, STR_INIT("'"), STR_INIT("this quote is not closed")},
    {"F0201", STR_INIT("a: 'it's'"), 1, 8, STR_INIT("s"), STR_INIT("text behind a closing quote")},
    {"F0201", STR_INIT("\"x\" y"), 1, 5, STR_INIT("y"), STR_INIT("text behind a closing quote")},
    {"F0201", STR_INIT("a: \"\\q\""), 1, 5, STR_INIT("\\q"), STR_INIT("unrecognized escape")},
    {"F0201", STR_INIT("a: \"\\u12\""), 1, 5, STR_INIT("\\u"), STR_INIT("unrecognized escape")},
    {"F0201", STR_INIT("a: \"\\ud800\""), 1, 5, STR_INIT("\\u"), STR_INIT("unrecognized escape")},
    {"F0201", STR_INIT("a:1\nb: 2"), 1, 2, STR_INIT(":"), STR_INIT("no space behind the colon")},
    {"F0201", STR_INIT("b: 2\na:1\nc: 3"), 2, 2, STR_INIT(":"), STR_INIT("no space behind the colon")},
    {"F0201", STR_INIT("{a:[b]}"), 1, 3, STR_INIT(":"), STR_INIT("no space behind the colon")},
    {"F0201", STR_INIT("title x\nb: 2"), 1, 1, STR_INIT("title x"), STR_INIT("a line without ': '")},
    {"F0201", STR_INIT("b: 2\ntitle x\n"), 2, 1, STR_INIT("title x"), STR_INIT("a line without ': '")},
    {"F0201", STR_INIT("- b\n-c\n"), 2, 1, STR_INIT("-"), STR_INIT("no space behind the dash")},
    {"F0201", STR_INIT("a: 1\n b: 2"), 2, 2, STR_INIT("b"), STR_INIT("this line does not line up with the keys above")},
    {"F0201", STR_INIT("a:\n  b: 2\n c: 3"), 3, 2, STR_INIT("c: 3"), STR_INIT("this line does not line up with the keys above")},
    {"F0201", STR_INIT("- - a\n - b"), 2, 2, STR_INIT("- b"), STR_INIT("this line does not line up with the list above")},
    {"F0201", STR_INIT("a: 1\n- b"), 2, 1, STR_INIT("- b"), STR_INIT("a list entry among keys")},
    {"F0201", STR_INIT("- a\nb: 1"), 2, 1, STR_INIT("b: 1"), STR_INIT("a key among list entries")},
    {"F0201", STR_INIT("a: [1, 2"), 1, 4, STR_INIT("["), STR_INIT("this bracket is not closed")},
    {"F0201", STR_INIT("a: {b: 1\n\n"), 1, 4, STR_INIT("{"), STR_INIT("this bracket is not closed")},
    {"F0201", STR_INIT("a: [1, 2\nb: 3"), 2, 1, STR_INIT("b"), STR_INIT("',' or ']' is missing before this")},
    {"F0201", STR_INIT("a: {x: 1\nb: 3"), 2, 1, STR_INIT("b"), STR_INIT("',' or '}' is missing before this")},
    {"F0201", STR_INIT("a: ['x' 'y']"), 1, 9, STR_INIT("'"), STR_INIT("',' or ']' is missing before this")},
    {"F0201", STR_INIT("a: [x]]"), 1, 7, STR_INIT("]"), STR_INIT("there is no opening bracket for this")},
    {"F0201", STR_INIT("a: [b,,c]"), 1, 7, STR_INIT(","), STR_INIT("a value is missing before this")},
    {"F0201", STR_INIT("a: ]"), 1, 4, STR_INIT("]"), STR_INIT("a value is missing before this")},
    {"F0201", STR_INIT("a: [WIP] b"), 1, 10, STR_INIT("b"), STR_INIT("what stands before this is complete already")},
    {"F0201", STR_INIT("[a]\nb: 1"), 2, 1, STR_INIT("b"), STR_INIT("what stands before this is complete already")},
    {"F0201", STR_INIT(": a"), 1, 1, STR_INIT(":"), STR_INIT("a key is missing before this")},
    {"F0201", STR_INIT("a: - b"), 1, 4, STR_INIT("-"), STR_INIT("a list cannot start here")},
    {"F0201", STR_INIT("a: |x\n  y"), 1, 5, STR_INIT("x"), STR_INIT("text behind '|' or '>'")},
    {"F0202", STR_INIT("a: 1\nb: 2\na: 3"), 3, 1, STR_INIT("a"), STR_INIT("")},
    {"F0202", STR_INIT("a: {b: 1, 'b': 2}"), 1, 11, STR_INIT("'b'"), STR_INIT("")},
    {"F0203", STR_INIT("a: *b"), 1, 4, STR_INIT("*b"), STR_INIT("")},
    {"F0203", STR_INIT("a: &b c"), 1, 4, STR_INIT("&b"), STR_INIT("")},
    {"F0203", STR_INIT("a: &b"), 1, 4, STR_INIT("&b"), STR_INIT("")},
    {"F0203", STR_INIT("a: [&b,c]"), 1, 5, STR_INIT("&b"), STR_INIT("")},
    {"F0203", STR_INIT("a: &b\n  c: d"), 1, 4, STR_INIT("&b"), STR_INIT("")},
    {"F0203", STR_INIT("a: &b [*b]"), 1, 4, STR_INIT("&b"), STR_INIT("")},
    {"F0203", STR_INIT("*a : b"), 1, 1, STR_INIT("*a"), STR_INIT("")},
    {"F0204", STR_INIT("a: !!python/object:x y"), 1, 4, STR_INIT("!!python/object:x"), STR_INIT("")},
    {"F0204", STR_INIT("a: ! y"), 1, 4, STR_INIT("!"), STR_INIT("")},
    {"F0204", STR_INIT("a: !<b c"), 1, 4, STR_INIT("!"), STR_INIT("")},
    {"F0204", STR_INIT("a: !<b,c> d"), 1, 4, STR_INIT("!<b,c>"), STR_INIT("")},
    {"F0204", STR_INIT("a: !b!c d"), 1, 4, STR_INIT("!"), STR_INIT("")},
    {"F0204", STR_INIT("- !!map\n  a: b"), 1, 3, STR_INIT("!!map"), STR_INIT("")},
    {"F0205", STR_INIT("%YAML 1.1\n---\na: b"), 1, 1, STR_INIT("%YAML 1.1"), STR_INIT("")},
    {"F0205", STR_INIT("# c\n%TAG ! x\n%YAML 9\n---\na: b"), 2, 1, STR_INIT("%TAG ! x"), STR_INIT("")},
    {"F0205", STR_INIT("a: b\n%c: d"), 2, 1, STR_INIT("%c: d"), STR_INIT("")},
    {"F0206", STR_INIT("a: b\n---\nc: d"), 2, 1, STR_INIT("---"), STR_INIT("")},
    {"F0206", STR_INIT("a: b\n---\n"), 2, 1, STR_INIT("---"), STR_INIT("")},
    {"F0206", STR_INIT("a: b\n...\n# e\nc: d"), 4, 1, STR_INIT("c: d"), STR_INIT("")},
    {"F0206", STR_INIT("a: b\n%YAML 1.1\n---\n"), 2, 1, STR_INIT("%YAML 1.1"), STR_INIT("")},
    {"F0209", STR_INIT("? [a]\n: b"), 1, 3, STR_INIT("["), STR_INIT("")},
    {"F0209", STR_INIT("{a: b}: c"), 1, 1, STR_INIT("{"), STR_INIT("")},
    {"F0209", STR_INIT("? a: b\n: c"), 1, 3, STR_INIT(""), STR_INIT("")},
    {"F0209", STR_INIT("'': b"), 1, 1, STR_INIT("''"), STR_INIT("it is empty")},
    {"F0209", STR_INIT("<<: {a: b}"), 1, 1, STR_INIT("<<"), STR_INIT("merge keys are not supported")},
    {"F0210", STR_INIT("\xEF\xBB\xBF" "a: b"), 1, 1, STR_INIT("\xEF\xBB\xBF"), STR_INIT("a byte order mark")},
    {"F0210", STR_INIT("a: b\xEF\xBB\xBF"), 1, 5, STR_INIT("\xEF\xBB\xBF"), STR_INIT("U+feff")},
    {"F0210", STR_INIT("\xFF\xFE" "a\0:\0"), 1, 1, STR_INIT(""), STR_INIT("the text looks like UTF-16")},
    {"F0210", STR_INIT("\0a\0:"), 1, 1, STR_INIT(""), STR_INIT("the text looks like UTF-16")},
    {"F0210", STR_INIT("a: b\0c"), 1, 5, STR_INIT("\0"), STR_INIT("U+0000")},
    {"F0210", STR_INIT("\xC3\xA9: \x1B[1m\x1B[0m"), 1, 4, STR_INIT("\x1B"), STR_INIT("U+001b, and 1 more")},
    {"F0210", STR_INIT("a: \x7F"), 1, 4, STR_INIT("\x7F"), STR_INIT("U+007f")},
    {"F0210", STR_INIT("a: \xC2\x80"), 1, 4, STR_INIT("\xC2\x80"), STR_INIT("U+0080")},
    {"F0210", STR_INIT("a: b\nc: d\xE9" "e"), 2, 5, STR_INIT("\xE9"), STR_INIT("byte e9 is not UTF-8")},
    {"F0210", STR_INIT("a: \xC0\x80"), 1, 4, STR_INIT("\xC0"), STR_INIT("byte c0 is not UTF-8, and 1 more")},
    {"F0210", STR_INIT("a: \xEF\xBF\xBF"), 1, 4, STR_INIT("\xEF\xBF\xBF"), STR_INIT("U+ffff")},
    {"F0210", STR_INIT("a: \"b\\0c\""), 1, 6, STR_INIT("\\0"), STR_INIT("")},
    {"F0210", STR_INIT("a: \"\\\\\\x1b\""), 1, 7, STR_INIT("\\x1b"), STR_INIT("")},
    {"F0210", STR_INIT("a: \"\\uFEFF\""), 1, 5, STR_INIT("\\uFEFF"), STR_INIT("")},
};
/* clang-format on */

static void refused(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
    const struct refusal *row = &refusals[i];
    struct reading *r = read_text(row->text);
    if (r->ok || r->ds.count == 0) {
      fail_msg("row %zu was read: %.*s", i, (int)row->text.n, row->text.s);
    }
    struct diag *d = &r->ds.items[0];
    struct place p = sources_at(&r->src, d->at);
    str marked = str_sub(row->text, d->at.beg, d->at.end);
    str code = diag_code(d->id);
    if (!str_eq(code, str_of(row->code)) || p.line != row->line || p.column != row->column ||
        !str_eq(marked, row->marked) || !str_eq(d->detail, row->detail)) {
      fail_msg("row %zu, %.*s\n%d:%d: %.*s \"%.*s\" %.*s", i, (int)row->text.n, row->text.s, p.line,
               p.column, (int)code.n, code.s, (int)marked.n, marked.s, (int)d->detail.n,
               d->detail.s);
    }
  }
}

/* A hint for every syntax error, and a second place where that helps. */
static void notes(void **state) {
  (void)state;
  static const struct {
    str text, note;
    int line, column;
  } rows[] = {
      {STR_INIT("a: 1\nb: 2\na: 3\n"), STR_INIT("first given here"), 1, 1},
      {STR_INIT("a: \"x\nb: 2\n"), STR_INIT("it should be closed before this"), 3, 1},
      {STR_INIT("a: 'it's'"), STR_INIT("the quote is opened here"), 1, 4},
      {STR_INIT("a: [1, 2\nb: 3"), STR_INIT("the bracket is opened here"), 1, 4},
      {STR_INIT("a: 1\n b: 2"), STR_INIT("the key before it is here"), 1, 1},
      {STR_INIT("a: 1\n- b"), STR_INIT("the first key is here"), 1, 1},
      {STR_INIT("- a\nb: 1"), STR_INIT("the list starts here"), 1, 1},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct reading *r = read_text(rows[i].text);
    struct diag_note *note = r->ds.items[0].notes;
    assert_non_null(note);
    assert_str_equal(note->text, rows[i].note);
    struct place p = sources_at(&r->src, note->at);
    assert_int_equal(p.line, rows[i].line);
    assert_int_equal(p.column, rows[i].column);
  }
  for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
    struct diag *d = &read_text(refusals[i].text)->ds.items[0];
    assert_true(d->id != D_YAML_SYNTAX || d->hint.n > 0);
  }
}

/* Later checks still find theirs. */
static void rest_is_read(void **state) {
  (void)state;
  static const struct {
    str text, tree;
    int faults;
  } rows[] = {
      {STR_INIT("a: 1\nb: [x, y\nc: @"), STR_INIT("{ a: 1, b:[ x, y c,],}"), 1},
      {STR_INIT("a: 1\na: 2\nb: 3\na: 4\n"), STR_INIT("{ a: 1, a: 2, b: 3, a: 4,}"), 2},
      {STR_INIT("a: &x !t 1\nb: *x\nc: 2\n"), STR_INIT("{ a: 1, b: *x, c: 2,}"), 3},
      {STR_INIT("? [a, {b: c}]\n: d\n*e : f\ng: h\n"), STR_INIT("{ g: h,}"), 2},
      {STR_INIT("<<: {a: b}\n'': c\ng: h\n"), STR_INIT("{ g: h,}"), 2},
      {STR_INIT("%TAG ! x\n---\na: b\n---\nc: d\n"), STR_INIT("{ a: b,}"), 2},
      {STR_INIT("\xEF\xBB\xBF%X\n---\na: \x01\xFF"
                "b\nb: 'c"),
       STR_INIT("{ a: __b, b:,}"), 4},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct reading *r = read_text(rows[i].text);
    assert_false(r->ok);
    assert_str_equal(shown(r, false), rows[i].tree);
    assert_int_equal(r->ds.count, rows[i].faults);
  }
}

/* --- limits --------------------------------------------------------------- */

/* `count` times the same text. */
static void repeat(buf *b, str s, int count) {
  for (int i = 0; i < count; i++) {
    buf_str(b, s);
  }
}

/* Texts for one reading stand in memory of their own. */
enum { TEXT_MAX = 16 << 20 };
static char text_memory[TEXT_MAX];

static buf text_new(void) {
  return buf_over(text_memory, TEXT_MAX);
}

/* The one fault of a text that must have one, at `column` of its first line. */
static void expect_fault(struct reading *r, const char *code, int column) {
  assert_false(r->ok);
  assert_int_equal(r->ds.count, 1);
  assert_str_equal(diag_code(r->ds.items[0].id), str_of(code));
  assert_int_equal(r->ds.items[0].at.beg + 1, column);
}

static void depth_limit(void **state) {
  (void)state;
  static const str openers[] = {STR_INIT("["), STR_INIT("- "), STR_INIT("{a: ")};
  for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
    buf b = text_new();
    repeat(&b, openers[i], YAML_DEPTH_MAX);
    ptrdiff_t deepest = b.n;
    buf_byte(&b, 'x');
    repeat(&b, i == 0 ? STR("]") : i == 1 ? STR("") : STR("}"), YAML_DEPTH_MAX);
    expect_clean(read_text(buf_text(&b)), buf_text(&b));

    b.n = deepest;
    buf_str(&b, STR("[x]"));
    expect_fault(read_text(buf_text(&b)), "F0207", (int)deepest + 1);
  }
}

static void nodes_limit(void **state) {
  (void)state;
  buf b = text_new();
  buf_str(&b, STR("[x"));
  repeat(&b, STR(",x"), YAML_NODES_MAX - 2);
  buf_byte(&b, ']');
  struct reading *r = read_text(buf_text(&b));
  expect_clean(r, STR("at the limit"));
  assert_int_equal(r->doc.count, YAML_NODES_MAX + 1);

  b.n--;
  int last = (int)b.n + 2;
  buf_str(&b, STR(",x]"));
  r = read_text(buf_text(&b));
  expect_fault(r, "F0208", last);
  assert_int_equal(r->doc.count, YAML_NODES_MAX + 1);
}

static void bytes_limit(void **state) {
  (void)state;
  buf b = text_new();
  buf_str(&b, STR("a: b #"));
  buf_fill(&b, 'x', YAML_BYTES_MAX - b.n);
  expect_clean(read_text(buf_text(&b)), STR("at the limit"));
  buf_byte(&b, 'x');
  struct reading *r = read_text(buf_text(&b));
  expect_fault(r, "F0102", 1);
  assert_int_equal(r->doc.count, 0);
}

/* More keys than are searched one by one. */
static void duplicates_in_large_maps(void **state) {
  (void)state;
  for (int keys = 1; keys <= 40; keys++) {
    for (int twice = 0; twice < keys; twice++) {
      buf b = text_new();
      for (int k = 0; k <= keys; k++) {
        buf_str(&b, STR("key-"));
        buf_int(&b, k < keys ? k : twice);
        buf_str(&b, STR(": 1\n"));
      }
      struct reading *r = read_text(buf_text(&b));
      assert_int_equal(r->ds.count, 1);
      assert_int_equal(sources_at(&r->src, r->ds.items[0].at).line, keys + 1);
      assert_int_equal(sources_at(&r->src, r->ds.items[0].notes->at).line, twice + 1);
    }
  }
}

/* --- hostile input -------------------------------------------------------- */

/* Seconds of processor time, generous for a busy machine under sanitizers. */
enum { SECONDS_MAX = 5 };

static struct reading *read_quickly(str text, const char *what) {
  clock_t start = clock();
  struct reading *r = read_text(text);
  clock_t took = clock() - start;
  if (took > (clock_t)SECONDS_MAX * CLOCKS_PER_SEC) {
    fail_msg("%s took %ld ms", what, (long)(took * 1000 / CLOCKS_PER_SEC));
  }
  return r;
}

static void hostile(void **state) {
  (void)state;
  static const struct {
    const char *what, *code;
    str head, piece;
    int count;
  } rows[] = {
      {"flow depth", "F0207", STR_INIT(""), STR_INIT("["), 1000000},
      {"flow maps", "F0207", STR_INIT(""), STR_INIT("{a: "), 500000},
      {"block depth", "F0207", STR_INIT(""), STR_INIT("- "), 1000000},
      {"complex keys", "F0209", STR_INIT(""), STR_INIT("? "), 1000000},
      {"anchors", "F0203", STR_INIT(""), STR_INIT("- &a123456789 x\n"), 90000},
      {"aliases", "F0203", STR_INIT(""), STR_INIT("- *a\n"), 90000},
      {"directives", "F0205", STR_INIT(""), STR_INIT("%TAG !a! b\n"), 300000},
      {"late directives", "F0206", STR_INIT("a: b\n...\n"), STR_INIT("%TAG !a! b\n"), 300000},
      {"tags", "F0204", STR_INIT(""), STR_INIT("- !a b\n"), 90000},
      {"same key", "F0202", STR_INIT(""), STR_INIT("a: b\n"), 90000},
      {"documents", "F0206", STR_INIT(""), STR_INIT("--- a\n"), 500000},
      {"NUL", "F0210", STR_INIT("a: "), STR_INIT("\0"), 4000000},
      {"bad bytes", "F0210", STR_INIT("a: "), STR_INIT("\xFF"), 4000000},
      {"open quotes", "F0201", STR_INIT("a: \""), STR_INIT("\xC3\xA9\n"), 1000000},
      {"escapes", "F0210", STR_INIT("a: \""), STR_INIT("\\0\"\n"), 1},
      {"long key", "F0201", STR_INIT("a: b\n"), STR_INIT("x"), 4000000},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    buf b = text_new();
    buf_str(&b, rows[i].head);
    repeat(&b, rows[i].piece, rows[i].count);
    struct reading *r = read_quickly(buf_text(&b), rows[i].what);
    assert_false(r->ok);
    assert_true(r->ds.count > 0 && r->ds.count <= DIAG_MAX);
    if (!str_eq(diag_code(r->ds.items[0].id), str_of(rows[i].code))) {
      fail_msg("%s: %.5s", rows[i].what, diag_code(r->ds.items[0].id).s);
    }
  }
}

static void large_but_sound(void **state) {
  (void)state;
  static const struct {
    const char *what;
    str head, piece;
    int count;
    str tail;
  } rows[] = {
      {"one scalar", STR_INIT(""), STR_INIT("\xC3\xA9"), 500000, STR_INIT("")},
      {"quoted", STR_INIT("'"), STR_INIT("''"), 500000, STR_INIT("'")},
      {"line separators", STR_INIT("\""), STR_INIT("\\L"), 500000, STR_INIT("\"")},
      {"block lines", STR_INIT("a: |\n"), STR_INIT("  \xE2\x82\xAC\n\n"), 500000, STR_INIT("")},
      {"blank lines", STR_INIT("a: |\n  b\n"), STR_INIT("\n"), 4000000, STR_INIT("")},
      {"comments", STR_INIT("a: b\n"), STR_INIT("# \xC3\xA9\n"), 500000, STR_INIT("")},
      {"block scalars", STR_INIT(""), STR_INIT("- |\n  x\n\n\n"), 150000, STR_INIT("")},
      {"small maps", STR_INIT(""), STR_INIT("- {a: b, c: d}\n"), 39000, STR_INIT("")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    buf b = text_new();
    buf_str(&b, rows[i].head);
    repeat(&b, rows[i].piece, rows[i].count);
    buf_str(&b, rows[i].tail);
    expect_clean(read_quickly(buf_text(&b), rows[i].what), str_of(rows[i].what));
  }
}

static void many_keys_are_told_apart(void **state) {
  (void)state;
  buf b = text_new();
  for (int i = 0; i < YAML_NODES_MAX / 2 - 1; i++) {
    buf_byte(&b, 'k');
    buf_int(&b, i);
    buf_str(&b, STR(": x\n"));
  }
  struct reading *r = read_quickly(buf_text(&b), "keys");
  expect_clean(r, STR("keys"));
}

static void billion_laughs(void **state) {
  (void)state;
  buf b = text_new();
  buf_str(&b, STR("a0: &a0 [x, x, x]\n"));
  for (int i = 1; i < 10; i++) {
    buf_byte(&b, 'a');
    buf_int(&b, i);
    buf_str(&b, STR(": &a"));
    buf_int(&b, i);
    buf_str(&b, STR(" ["));
    for (int k = 0; k < 9; k++) {
      buf_str(&b, STR("*a"));
      buf_int(&b, i - 1);
      buf_str(&b, k < 8 ? STR(", ") : STR("]\n"));
    }
  }
  struct reading *r = read_quickly(buf_text(&b), "laughs");
  assert_false(r->ok);
  assert_int_equal(r->ds.count, 10 + 9 * 9);
  assert_true(r->doc.count < 200);
}

/* --- random documents ----------------------------------------------------- */

/* Writes a random document and, beside it, the tree that reading it has to give. */
struct writer {
  uint64_t random;
  buf text;
  buf tree;
};

static uint32_t pick(struct writer *w, uint32_t below) {
  w->random = w->random * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(w->random >> 33) % below;
}

static void write_plain(struct writer *w) {
  static const str words[] = {
      STR_INIT("x"),
      STR_INIT("no"),
      STR_INIT("~"),
      STR_INIT("-1.50"),
      STR_INIT("a b  c"),
      STR_INIT("a:b"),
      STR_INIT("x#y"),
      STR_INIT("it's"),
      STR_INIT("\xC3\xA9t\xC3\xA9"),
      STR_INIT("\xF0\x9F\x98\x80 !"),
      STR_INIT("12:30"),
      STR_INIT("<b>&"),
      STR_INIT("2026-01-02"),
  };
  str word = words[pick(w, sizeof words / sizeof words[0])];
  buf_str(&w->text, word);
  buf_byte(&w->tree, ' ');
  buf_str(&w->tree, word);
}

static void write_quoted(struct writer *w, char quote) {
  static const str pieces[] = {
      STR_INIT("a"),       STR_INIT("'"),  STR_INIT("\""),           STR_INIT(": "),
      STR_INIT("#"),       STR_INIT("\\"), STR_INIT("\xE2\x82\xAC"), STR_INIT("[,]{}"),
      STR_INIT("&*!%@`|>")};
  buf_byte(&w->text, quote);
  buf_byte(&w->tree, '(');
  for (uint32_t i = pick(w, 6); i > 0; i--) {
    str piece = pieces[pick(w, sizeof pieces / sizeof pieces[0])];
    buf_str(&w->tree, piece);
    if (piece.s[0] == quote || (quote == '"' && piece.s[0] == '\\')) {
      buf_byte(&w->text, quote == '"' ? '\\' : '\'');
    }
    buf_str(&w->text, piece);
  }
  buf_byte(&w->tree, ')');
  buf_byte(&w->text, quote);
}

static void write_block(struct writer *w, int indent) {
  buf_str(&w->text, STR("|\n"));
  buf_byte(&w->tree, '(');
  for (uint32_t i = pick(w, 3) + 1; i > 0; i--) {
    str line = pick(w, 2) ? STR("# no: comment\n") : STR("\xD0\xB4 - x\n");
    buf_fill(&w->text, ' ', indent);
    buf_str(&w->text, line);
    buf_str(&w->tree, line);
  }
  buf_byte(&w->tree, ')');
  /* Blank lines and a comment belong to nothing. */
  buf_str(&w->text, pick(w, 2) ? STR("\n\n# \xC3\xA9\n") : STR(""));
}

static void write_flow_scalar(struct writer *w) {
  uint32_t style = pick(w, 3);
  if (style == 0) {
    write_plain(w);
  } else {
    write_quoted(w, style == 1 ? '"' : '\'');
  }
}

static void write_key(struct writer *w, uint32_t number) {
  bool is_quoted = pick(w, 2);
  buf_str(&w->text, is_quoted ? STR("\"k \xC3\xA9") : STR("k"));
  buf_str(&w->tree, is_quoted ? STR("(k \xC3\xA9") : STR(" k"));
  buf_int(&w->text, number);
  buf_int(&w->tree, number);
  buf_str(&w->text, is_quoted ? STR("\": ") : STR(": "));
  buf_str(&w->tree, is_quoted ? STR("):") : STR(":"));
}

static void write_flow(struct writer *w, int depth) {
  uint32_t kind = depth > 3 ? 0 : pick(w, 3);
  if (kind == 0) {
    write_flow_scalar(w);
    return;
  }
  buf_byte(&w->text, " [{"[kind]);
  buf_byte(&w->tree, " [{"[kind]);
  for (uint32_t i = 0, count = pick(w, 4); i < count; i++) {
    buf_str(&w->text, i > 0 ? STR(", ") : STR(""));
    if (kind == 2) {
      write_key(w, i);
    }
    write_flow(w, depth + 1);
    buf_byte(&w->tree, ',');
  }
  buf_byte(&w->text, " ]}"[kind]);
  buf_byte(&w->tree, " ]}"[kind]);
}

/* What stands behind "key: " or "- ", with the line end. */
static void write_node(struct writer *w, int depth, int indent) {
  uint32_t kind = depth == 0 ? 2 + pick(w, 2) : pick(w, depth > 3 ? 2 : 4);
  if (kind == 0) {
    write_flow(w, depth);
    buf_str(&w->text, pick(w, 4) ? STR("\n") : STR("   # \xE2\x82\xAC: {\n"));
    return;
  }
  if (kind == 1) {
    write_block(w, indent);
    return;
  }
  buf_str(&w->text, depth > 0 ? STR("\n") : STR(""));
  buf_byte(&w->tree, kind == 2 ? '[' : '{');
  for (uint32_t i = 0, count = pick(w, 20) + 1; i < count; i += 1 + i / 4) {
    buf_fill(&w->text, ' ', indent);
    if (kind == 2) {
      buf_str(&w->text, STR("- "));
    } else {
      write_key(w, i);
    }
    write_node(w, depth + 1, indent + 2);
    buf_byte(&w->tree, ',');
  }
  buf_byte(&w->tree, kind == 2 ? ']' : '}');
}

static void random_documents_come_back(void **state) {
  (void)state;
  static char tree_memory[1 << 20];
  for (uint64_t seed = 1; seed <= 3000; seed++) {
    struct writer w = {
        .random = seed, .text = text_new(), .tree = buf_over(tree_memory, sizeof tree_memory)};
    write_node(&w, 0, 0);
    assert_false(w.text.full || w.tree.full);
    struct reading *r = read_text(buf_text(&w.text));
    expect_clean(r, buf_text(&w.text));
    if (!str_eq(shown(r, false), buf_text(&w.tree))) {
      fail_msg("seed %d:\n%.*s", (int)seed, (int)w.text.n, w.text.s);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values),
      cmocka_unit_test(spans),
      cmocka_unit_test(spans_behind_a_base),
      cmocka_unit_test(lookup),
      cmocka_unit_test(refused),
      cmocka_unit_test(notes),
      cmocka_unit_test(rest_is_read),
      cmocka_unit_test(depth_limit),
      cmocka_unit_test(nodes_limit),
      cmocka_unit_test(bytes_limit),
      cmocka_unit_test(duplicates_in_large_maps),
      cmocka_unit_test(hostile),
      cmocka_unit_test(large_but_sound),
      cmocka_unit_test(many_keys_are_told_apart),
      cmocka_unit_test(billion_laughs),
      cmocka_unit_test(random_documents_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
