/* Pictures of decisions: texts in lines, rows and their order, places, markup. */
#include "core/map.h"
#include "model/decisions.h"
#include "random.h"
#include "render/flow_net.h"
#include "yaml_reading.h"

/* --- decisions to draw ------------------------------------------------------------------- */

struct drawn {
  arena a;
  struct decision d;
  int32_t *number;
  struct flow f;
};

/* Texts that the map needs; one that is not there reads as its name: "or". */
static struct string_entry texts[] = {
    {STR_INIT("other_answers"), STR_INIT("{count} other answers"), true},
    {STR_INIT("label_if"), STR_INIT("{label}, if {condition}"), true},
    {STR_INIT("label_otherwise"), STR_INIT("{label}, otherwise"), true}};

static struct drawn graph_of(str text) {
  struct reading *r = read_text(text);
  struct drawn x = {.a = {NULL, NULL}};
  assert_true(r->ok);
  decision_build(&r->doc, &(struct decision_tables){.count = 0}, &r->ds, &r->perm, &x.d);
  assert_int_not_equal(x.d.image.n, 0);
  x.a = r->perm;
  x.number = NEW(&x.a, int32_t, x.d.question_count);
  int32_t count = 0;
  for (ptrdiff_t rank = 0; rank < x.d.question_count; rank++) {
    int32_t question = x.d.by_rank[rank];
    x.number[question] = x.d.questions[question].reached ? ++count : 0;
  }
  struct strings ui = {.items = texts, .count = 3};
  for (int32_t i = 0; i < 3; i++) {
    map_add(&ui.by_key, &x.a, texts[i].key, i);
  }
  x.f = flow_graph(&x.d, x.number, &ui, &x.a);
  return x;
}

enum { TEXT_BYTES = 1 << 20 };

/* The questions, with what a decision needs around them. */
static str whole(const char *questions) {
  static char memory[TEXT_BYTES];
  buf b = buf_over(memory, TEXT_BYTES);
  buf_str(&b, STR("decision: d\ntitle: T\nversion: 2026-11-21\ntree:\n  start: a\n  questions:\n"));
  buf_str(&b, str_of(questions));
  buf_str(&b, STR("outcomes: {x: {title: \"X & <x>\"}, y: {title: Y}, z: {title: Z}}\n"));
  assert_false(b.full);
  return buf_text(&b);
}

static struct drawn laid_out(str text) {
  struct drawn x = graph_of(text);
  flow_layout(&x.f, &x.a);
  return x;
}

static str markup(struct drawn *x) {
  buf out = buf_new(&x->a, 1 << 20);
  struct html h = {.out = &out};
  flow_draw(&x->f, STR("T & <t>"), STR("D"), &h, x->a);
  assert_false(out.full);
  return buf_text(&out);
}

static str outline(struct drawn *x) {
  buf out = buf_new(&x->a, 4 << 20);
  struct html h = {.out = &out};
  flow_outline(&x->f, &h, x->a);
  assert_false(out.full);
  return buf_text(&out);
}

static ptrdiff_t occurrences(str text, str part) {
  ptrdiff_t count = 0;
  for (ptrdiff_t at = 0; (at = str_search(text, part)) >= 0; count++) {
    text = str_sub(text, at + part.n, text.n);
  }
  return count;
}

/* --- texts ------------------------------------------------------------------------------- */

static const char *lines_of(const char *text, double width, arena *a) {
  struct flow_lines lines = flow_break(str_of(text), width, 10, false, a);
  buf b = buf_new(a, 1024);
  for (int i = 0; i < lines.count; i++) {
    double line = flow_width(lines.line[i], 10, false);
    assert_true(line <= lines.width);
    assert_true(line <= width || lines.line[i].n <= 4); /* one letter that is wider than all */
    buf_str(&b, i > 0 ? STR("|") : STR(""));
    buf_str(&b, lines.line[i]);
  }
  buf_str(&b, lines.is_cut ? STR(" (cut)") : STR(""));
  buf_byte(&b, '\0');
  return b.s;
}

static void breaks_lines(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double width;
    const char *want;
  } rows[] = {
      {"", 50, ""},
      {"  one  ", 50, "one"},
      {"one two three", 500, "one two three"},
      {"one two three", 45, "one two|three"},
      {"one two three", 20, "one|two|thr|ee"},
      {"well-known", 40, "well-|known"},
      {"and/or", 24, "and/|or"},
      {"first\nor second", 500, "first|or second"},
      {"first\n\nsecond\n", 500, "first|second"},
      {"W", 1, "W"},
      {"WW", 1, "W|W"},
      {"\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2", 20, "\xe6\xbc\xa2\xe5\xad\x97|\xe6\xbc\xa2"},
      {"ae\xcc\x81"
       "b",
       7, "a|e\xcc\x81|b"}, /* an accent stays with its letter */
      {"a b c d e f", 7, "a|b|c|d|e|f"},
      {"a b c d e f g", 7, "a|b|c|d|e|\xe2\x80\xa6 (cut)"},
      {"one two three four five sixth seven eight", 30,
       "one|two|three|four|five|sixt\xe2\x80\xa6 (cut)"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    const char *got = lines_of(rows[i].text, rows[i].width, &a);
    if (strcmp(got, rows[i].want) != 0) {
      fail_msg("row %zu: got \"%s\", want \"%s\"", i, got, rows[i].want);
    }
  }
}

static void measures(void **state) {
  (void)state;
  assert_true(flow_width(STR("mmmm"), 14, false) > flow_width(STR("iiii"), 14, false));
  assert_true(flow_width(STR("word"), 14, true) > flow_width(STR("word"), 14, false));
  assert_true(flow_width(STR("word"), 14, false) == 2 * flow_width(STR("word"), 7, false));
  assert_true(flow_width(STR("\xcc\x81"), 14, false) == 0);
  assert_true(flow_width(STR("\xe6\xbc\xa2"), 14, false) == 14);
}

/* --- graphs ------------------------------------------------------------------------------ */

static const char two_ways[] =
    "    a:\n"
    "      ask: A?\n"
    "      answers: {few: {end: x}, some: {label: Some, go: b}, none_: {label: None, end: x}}\n"
    "    b:\n"
    "      ask: B?\n"
    "      answers:\n"
    "        - {below: 5, end: x}\n"
    "        - {from: 5, go: [{if: a is some, end: y}, {end: z}]}\n";

static void draws_what_there_is(void **state) {
  (void)state;
  static const struct {
    const char *from, *label, *to;
  } ways[] = {
      {"1. A?", "few\nor None", "X & <x>"},
      {"1. A?", "Some", "2. B?"},
      {"2. B?", "Below 5", "X & <x>"},
      {"2. B?", "From 5, if a is some", "Y"},
  };
  struct drawn x = graph_of(whole(two_ways));
  assert_int_equal(x.f.question_count, 2);
  assert_int_equal(x.f.outcome_count, 2); /* a is some whenever b is asked */
  assert_int_equal(x.f.way_count, 4);
  assert_true(flow_fits(&x.f));
  for (int32_t i = 0; i < x.f.way_count; i++) {
    const struct flow_way *w = &x.f.ways[i];
    assert_str_equal(x.f.nodes[w->from].text, str_of(ways[i].from));
    assert_str_equal(x.f.nodes[w->label].text, str_of(ways[i].label));
    assert_str_equal(x.f.nodes[w->to].text, str_of(ways[i].to));
  }
}

static void counts_many_answers(void **state) {
  (void)state;
  struct drawn x = graph_of(whole("    a:\n"
                                  "      ask: A?\n"
                                  "      choices: {p: Pea, q: Bean, r: Leek, s: Kale, t: Beet}\n"
                                  "      groups: {pods: [p, q]}\n"
                                  "      answers: {pods: {end: x}, other: {end: y}}\n"));
  assert_str_equal(x.f.nodes[x.f.ways[0].label].text, STR("Pea\nor Bean"));
  assert_str_equal(x.f.nodes[x.f.ways[1].label].text, STR("Leek\nor Kale\nor Beet"));
  struct drawn many = graph_of(
      whole("    a:\n"
            "      ask: A?\n"
            "      answers: {p: {end: x}, q: {end: x}, r: {end: x}, s: {end: x}, t: {end: y}}\n"));
  assert_str_equal(many.f.nodes[many.f.ways[0].label].text, STR("p\nor q\nor 2 other answers"));
}

/* --- layout ------------------------------------------------------------------------------ */

static int32_t row_node(const struct flow *f, int32_t row, int32_t place) {
  return f->order[f->rows[row].first + place];
}

/* Rows lie below each other; in a row nothing touches its neighbour. */
static void check_places(const struct flow *f, unsigned seed) {
  double y = 0;
  int32_t count = 0;
  for (int32_t r = 0; r < f->row_count; r++) {
    assert_true(f->rows[r].top > y);
    y = f->rows[r].bottom;
    double right = 0;
    for (int32_t i = 0; i < f->rows[r].count; i++, count++) {
      const struct flow_node *n = &f->nodes[row_node(f, r, i)];
      assert_int_equal(n->row, r);
      assert_int_equal(n->place, i);
      if (n->x - n->width / 2 < right + (i > 0 ? 12 : 0)) {
        fail_msg("seed %u, row %d: %d overlaps its neighbour", seed, r, i);
      }
      right = n->x + n->width / 2;
      assert_true(n->y == f->rows[r].top && n->y + n->height <= f->rows[r].bottom);
    }
    assert_true(right <= f->width);
  }
  assert_int_equal(count, f->node_count);
  assert_true(y < f->height);
}

/* Each way goes down row by row, from its question to its target. */
static void check_ways(const struct flow *f) {
  for (int32_t i = 0; i < f->way_count; i++) {
    const struct flow_way *w = &f->ways[i];
    assert_int_equal(f->nodes[w->label].kind, FLOW_LABEL);
    assert_int_equal(f->nodes[w->label].row, f->nodes[w->from].row + 1);
    assert_int_equal(f->nodes[w->to].row, f->nodes[w->label].row + w->bends + 1);
    for (int32_t k = 0; k < w->bends; k++) {
      assert_int_equal(f->nodes[w->first_bend + k].kind, FLOW_BEND);
      assert_int_equal(f->nodes[w->first_bend + k].row, f->nodes[w->label].row + 1 + k);
    }
  }
}

/* What is drawn is what there is: every question, every way, once. */
static void check_markup(struct drawn *x, str svg) {
  map keys = {0};
  str key = STR("data-way=\"");
  ptrdiff_t count = 0;
  for (str rest = svg; str_search(rest, key) >= 0; count++) {
    rest = str_sub(rest, str_search(rest, key) + key.n, rest.n);
    str value = str_sub(rest, 0, str_find(rest, '"'));
    assert_int_equal(map_get(&keys, value), MAP_NONE);
    (void)map_add(&keys, &x->a, value, 1);
  }
  assert_int_equal(count, x->f.question_count + x->f.way_count);
  for (int32_t i = 0; i < x->f.way_count; i++) {
    const struct flow_way *w = &x->f.ways[i];
    bool is_end = x->f.nodes[w->to].kind == FLOW_OUTCOME;
    str way = arena_join(&x->a, x->f.nodes[w->from].id, is_end ? STR("#o-") : STR("#q-"));
    assert_int_not_equal(map_get(&keys, arena_join(&x->a, way, x->f.nodes[w->to].id)), MAP_NONE);
  }
  assert_int_equal(occurrences(svg, STR(" id=\"")), 2);
  assert_int_equal(occurrences(svg, STR("<g")), occurrences(svg, STR("</g>")));
  assert_int_equal(occurrences(svg, STR("<a ")), occurrences(svg, STR("</a>")));
  assert_int_equal(occurrences(svg, STR("style")), 0);
  assert_int_equal(occurrences(svg, STR("<script")), 0);
}

/* Questions that lead on, to later questions, and to outcomes. */
static str random_tree(uint64_t *r, int questions, int outcomes) {
  static char memory[TEXT_BYTES];
  buf b = buf_over(memory, TEXT_BYTES);
  buf_str(&b,
          STR("decision: d\ntitle: T\nversion: 2026-11-21\ntree:\n  start: q0\n  questions:\n"));
  for (int i = 0; i < questions; i++) {
    char text[256];
    int answers = 2 + (int)random_below(r, 4);
    snprintf(text, sizeof text, "    q%d:\n      ask: Is %.*s so?\n      answers:\n", i,
             (int)random_below(r, 60),
             "the question a long one that has to be broken into lines ..");
    buf_str(&b, str_of(text));
    for (int k = 0; k < answers; k++) {
      int far = i + 1 + (int)random_below(r, (uint32_t)(questions - i < 9 ? questions - i : 9));
      bool goes = i + 1 < questions && (k == 0 || (random_below(r, 3) > 0 && far < questions));
      int to = goes ? (k == 0 ? i + 1 : far) : (int)random_below(r, (uint32_t)outcomes);
      snprintf(text, sizeof text, "        a%d: {label: Answer %d, %s: %s%d}\n", k, k,
               goes ? "go" : "end", goes ? "q" : "o", to);
      buf_str(&b, str_of(text));
    }
  }
  buf_str(&b, STR("outcomes:\n"));
  for (int i = 0; i < outcomes; i++) {
    char text[64];
    snprintf(text, sizeof text, "  o%d: {title: Outcome %d}\n", i, i);
    buf_str(&b, str_of(text));
  }
  return buf_text(&b);
}

static void lays_out_any_tree(void **state) {
  (void)state;
  for (unsigned seed = 1; seed <= 60; seed++) {
    uint64_t r = seed;
    int questions = 1 + (int)random_below(&r, 30);
    int outcomes = 2 + (int)random_below(&r, 9);
    str text = random_tree(&r, questions, outcomes);
    struct drawn x = laid_out(text);
    check_places(&x.f, seed);
    check_ways(&x.f);
    str svg = markup(&x);
    check_markup(&x, svg);
    char *first = malloc((size_t)svg.n);
    assert_non_null(first);
    memcpy(first, svg.s, (size_t)svg.n);
    str saved = {first, svg.n};
    struct drawn again = laid_out(text);
    assert_str_equal(markup(&again), saved);
    free(first);
  }
}

/* A tree proper has no crossings, whatever the order of its questions. */
static void trees_do_not_cross(void **state) {
  (void)state;
  struct drawn x = laid_out(whole("    a: {ask: A?, answers: {yes: {go: b}, no: {go: c}}}\n"
                                  "    c: {ask: C?, answers: {yes: {go: d}, no: {end: x}}}\n"
                                  "    b: {ask: B?, answers: {yes: {go: e}, no: {end: y}}}\n"
                                  "    e: {ask: E?, answers: {yes: {end: z}, no: {end: y}}}\n"
                                  "    d: {ask: D?, answers: {yes: {end: x}, no: {end: z}}}\n"));
  struct flow_net net = flow_net(&x.f, &x.a);
  assert_int_equal(flow_crossings(&x.f, &net), 0);
}

/* As written, the ways of b and c to d and e would cross. */
static void takes_crossings_away(void **state) {
  (void)state;
  struct drawn x = laid_out(whole("    a: {ask: A?, answers: {yes: {go: b}, no: {go: c}}}\n"
                                  "    b: {ask: B?, answers: {yes: {go: d}, no: {go: e}}}\n"
                                  "    c: {ask: C?, answers: {yes: {go: d}, no: {end: x}}}\n"
                                  "    d: {ask: D?, answers: {yes: {end: x}, no: {end: z}}}\n"
                                  "    e: {ask: E?, answers: {yes: {end: z}, no: {end: y}}}\n"));
  struct flow_net net = flow_net(&x.f, &x.a);
  assert_int_equal(flow_crossings(&x.f, &net), 0);
}

/* --- limits ------------------------------------------------------------------------------ */

/* So many questions in a row, each with so many answers that end. */
static str chain(int questions, int outcomes, int ends) {
  static char memory[TEXT_BYTES];
  buf b = buf_over(memory, TEXT_BYTES);
  char text[128];
  buf_str(&b,
          STR("decision: d\ntitle: T\nversion: 2026-11-21\ntree:\n  start: q0\n  questions:\n"));
  for (int i = 0; i < questions; i++) {
    snprintf(text, sizeof text, "    q%d:\n      ask: Q%d?\n      answers:\n", i, i);
    buf_str(&b, str_of(text));
    bool is_last = i == questions - 1;
    snprintf(text, sizeof text, "        a: {%s: %s%d}\n", is_last ? "end" : "go",
             is_last ? "o" : "q", is_last ? 0 : i + 1);
    buf_str(&b, str_of(text));
    for (int k = 0; k < ends; k++) {
      snprintf(text, sizeof text, "        b%d: {end: o%d}\n", k, 1 + (i + k) % (outcomes - 1));
      buf_str(&b, str_of(text));
    }
  }
  buf_str(&b, STR("outcomes:\n"));
  for (int i = 0; i < outcomes; i++) {
    snprintf(text, sizeof text, "  o%d: {title: O%d}\n", i, i);
    buf_str(&b, str_of(text));
  }
  return buf_text(&b);
}

static void draws_up_to_the_limit(void **state) {
  (void)state;
  struct drawn at = graph_of(chain(30, 10, 2));
  assert_int_equal(at.f.question_count + at.f.outcome_count, FLOW_NODES_MAX);
  assert_true(flow_fits(&at.f));
  flow_layout(&at.f, &at.a);
  check_places(&at.f, 0);
  check_markup(&at, markup(&at));
  struct drawn beyond = graph_of(chain(31, 10, 2));
  assert_false(flow_fits(&beyond.f));
  struct drawn busy = graph_of(chain(24, 9, 4));
  assert_int_equal(busy.f.way_count, FLOW_WAYS_MAX);
  assert_true(flow_fits(&busy.f));
  struct drawn busier = graph_of(chain(25, 9, 4));
  assert_false(flow_fits(&busier.f));
}

/* Each question's ways once, however deep; what is too deep begins again. */
static void outlines_the_rest(void **state) {
  (void)state;
  struct drawn x = graph_of(chain(60, 30, 2));
  str text = outline(&x);
  for (int i = 0; i < 60; i++) {
    char url[64];
    snprintf(url, sizeof url, "<a href=\"#q-q%d\">%d. Q%d?</a><ul>", i, i + 1, i);
    assert_int_equal(occurrences(text, str_of(url)), 1);
  }
  assert_int_equal(occurrences(text, STR("<ul>")), 61);
  assert_int_equal(occurrences(text, STR("</ul>")), 61);
  int depth = 0;
  int deepest = 0;
  for (ptrdiff_t i = 0; i + 3 < text.n; i++) {
    str rest = str_sub(text, i, text.n);
    depth += str_starts(rest, STR("<ul>")) - str_starts(rest, STR("</ul>"));
    deepest = depth > deepest ? depth : deepest;
  }
  assert_int_equal(deepest, FLOW_DEPTH_MAX + 1);
}

static void escapes(void **state) {
  (void)state;
  struct drawn x =
      laid_out(whole("    a:\n"
                     "      ask: \"<a> & \\\"b\\\"\"\n"
                     "      answers: {p: {label: \"<p> & 'q'\", end: x}, q: {end: y}}\n"));
  str svg = markup(&x);
  assert_int_equal(occurrences(svg, STR("1. &lt;a&gt; &amp; ")), 1);
  assert_int_equal(occurrences(svg, STR("&lt;p&gt; &amp; ")), 1);
  assert_int_equal(occurrences(svg, STR("X &amp; &lt;x&gt;")), 1);
  assert_int_equal(occurrences(svg, STR("T &amp; &lt;t&gt;")), 1);
  str list = outline(&x);
  assert_int_equal(occurrences(list, STR("1. &lt;a&gt; &amp; ")), 1);
  assert_int_equal(occurrences(list, STR("&lt;p&gt; &amp; ")), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(breaks_lines),         cmocka_unit_test(measures),
      cmocka_unit_test(draws_what_there_is),  cmocka_unit_test(counts_many_answers),
      cmocka_unit_test(lays_out_any_tree),    cmocka_unit_test(trees_do_not_cross),
      cmocka_unit_test(takes_crossings_away), cmocka_unit_test(draws_up_to_the_limit),
      cmocka_unit_test(outlines_the_rest),    cmocka_unit_test(escapes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
