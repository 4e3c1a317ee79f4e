#include "yaml_reading.h"

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
    {"F0201", STR_INIT("- a:1\n  b: 2"), 1, 4, STR_INIT(":"), STR_INIT("no space behind the colon")},
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
       STR_INIT("{ a: __b,}"), 4},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct reading *r = read_text(rows[i].text);
    assert_false(r->ok);
    assert_str_equal(shown(r, false), rows[i].tree);
    assert_int_equal(r->ds.count, rows[i].faults);
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
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
