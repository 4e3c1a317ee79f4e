/*
 * The YAML reader against what is large, deep or hostile, and against random
 * documents that have to come back as they were written.
 */
#include <unistd.h>

#include "yaml_reading.h"

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
  text_memory[last - 1] = '[';
  expect_fault(read_text(buf_text(&b)), "F0208", last);
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

/* Each takes less than a second; one that grows with the square of its size takes hours. */
enum { HANG_SECONDS = 120 };

static struct reading *read_hostile(str text) {
  (void)alarm(HANG_SECONDS);
  struct reading *r = read_text(text);
  (void)alarm(0);
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
    struct reading *r = read_hostile(buf_text(&b));
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
    expect_clean(read_hostile(buf_text(&b)), str_of(rows[i].what));
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
  struct reading *r = read_hostile(buf_text(&b));
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
  struct reading *r = read_hostile(buf_text(&b));
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

/* Each scalar's span holds what was written for it. */
static void expect_spans(const struct ydoc *doc, str text) {
  for (uint32_t i = Y_ROOT; i < doc->count; i++) {
    span at = ynode_span(doc, i);
    str source = str_sub(text, at.beg, at.end);
    bool fits = doc->nodes[i].kind != Y_SCALAR ? source.n > 0
                : doc->nodes[i].plain          ? str_eq(source, ynode_text(doc, i))
                                               : str_find(STR("\"'|"), source.s[0]) >= 0;
    if (!fits) {
      fail_msg("node %d at %d-%d of\n%.*s", (int)i, at.beg, at.end, (int)text.n, text.s);
    }
  }
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
    expect_spans(&r->doc, buf_text(&w.text));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
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
