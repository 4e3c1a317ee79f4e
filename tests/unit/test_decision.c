#include "core/num.h"
#include "core/state.h"
#include "model/decisions.h"
#include "said.h"
#include "yaml_reading.h"

/* --- decisions of a few lines ---------------------------------------------- */

struct built {
  struct reading *r;
  struct decision d;
  struct decide engine;
};

static struct built build_text(str text) {
  struct built b = {.r = read_text(text)};
  assert_true(b.r->ok);
  decision_build(&b.r->doc, &(struct decision_tables){.count = 0}, &b.r->ds, &b.r->perm, &b.d);
  return b;
}

enum { TEXT_BYTES = 1 << 20 };

/* The questions, which start at line 7, with what a decision needs around them. */
static str whole(const char *questions) {
  static char memory[TEXT_BYTES];
  buf b = buf_over(memory, TEXT_BYTES);
  buf_str(&b, STR("decision: d\ntitle: T\nversion: 2026-11-21\ntree:\n  start: a\n  questions:\n"));
  buf_str(&b, str_of(questions));
  buf_str(&b, STR("outcomes: {x: {title: X}, y: {title: Y}, z: {title: Z}}\n"));
  assert_false(b.full);
  return buf_text(&b);
}

/* Questions that build without a word. */
static struct built build(const char *questions) {
  struct built b = build_text(whole(questions));
  str words = said(&b.r->ds, &b.r->src, &b.r->perm);
  if (words.n > 0) {
    fail_msg("%s%.*s", questions, (int)words.n, words.s);
  }
  assert_true(decide_open(b.d.image, &b.engine));
  return b;
}

static const char *said_of(const char *questions) {
  struct built b = build_text(whole(questions));
  str words = said(&b.r->ds, &b.r->src, &b.r->perm);
  return arena_copy(&b.r->perm, words).s;
}

/* The line of this kind that a state gives, without the kind; "-" when there is none. */
static const char *line_of(struct built *b, const char *state, const char *kind) {
  arena *perm = &b->r->perm;
  buf out = buf_new(perm, 64 << 10);
  decide_run(&b->engine, str_of(state), *perm, &out);
  str line;
  for (str rest = buf_text(&out); str_cut(rest, '\n', &line, &rest);) {
    str head = line;
    str tail = STR("");
    str_cut(line, '\t', &head, &tail);
    if (str_eq(head, str_of(kind))) {
      return arena_copy(perm, tail).s;
    }
  }
  return "-";
}

/* --- what is read ----------------------------------------------------------- */

static void infers_types(void **state) {
  (void)state;
  static const struct {
    const char *answers;
    enum decide_type type;
    uint32_t cells;
  } cases[] = {
      {"{yes: {end: x}, no: {end: y}}", DECIDE_YESNO, 2},
      {"{no: {end: x}, yes: {end: y}}", DECIDE_YESNO, 2},
      {"{\"yes\": {end: x}, 'no': {end: y}}", DECIDE_YESNO, 2},
      {"{yes: {end: x}, no: {end: y}, maybe: {end: z}}", DECIDE_CHOICE, 3},
      {"{yes: {end: x}, never: {end: y}}", DECIDE_CHOICE, 2},
      {"{red: {end: x}, green: {end: y}}", DECIDE_CHOICE, 2},
      {"{yes: {end: x}}", DECIDE_CHOICE, 1},
      {"[{below: 5, end: x}, {from: 5, end: y}]", DECIDE_NUMBER, 2},
      {"[{end: x}]", DECIDE_NUMBER, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256];
    snprintf(text, sizeof text, "    a: {ask: A?, answers: %s}\n", cases[i].answers);
    struct built b = build(text);
    assert_int_equal(b.d.questions[0].type, cases[i].type);
    assert_int_equal(b.d.questions[0].cells, cases[i].cells);
  }
  assert_int_equal(build("    a: {ask: A?, type: choice, answers: {yes: {end: x}, no: {end: y}}}\n")
                       .d.questions[0]
                       .type,
                   DECIDE_YESNO);
}

static void labels_answers(void **state) {
  (void)state;
  struct built b = build(
      "    a:\n"
      "      ask: A?\n"
      "      answers: {yes: {go: b}, no: {go: b, label: Not at all}}\n"
      "    b: {ask: B?, answers: {some_word: {end: x}, other: {end: y, label: The other}}}\n");
  assert_str_equal(b.d.questions[0].answers[0].label, STR("Yes"));
  assert_str_equal(b.d.questions[0].answers[1].label, STR("Not at all"));
  assert_str_equal(b.d.questions[1].answers[0].label, STR("some_word"));
  assert_str_equal(b.d.questions[1].answers[1].label, STR("The other"));
}

static void labels_bands(void **state) {
  (void)state;
  struct built b = build("    a:\n"
                         "      ask: A?\n"
                         "      limits: [-1000, 5000k]\n"
                         "      answers:\n"
                         "        - {below: -5.5, end: x}\n"
                         "        - {from: -5.5, up_to: 0.1, end: y}\n"
                         "        - {above: 0.1, below: 0.3, end: x}\n"
                         "        - {from: 0.3, below: 19.99, end: y}\n"
                         "        - {from: 19.99, up_to: 19.99, end: x}\n"
                         "        - {above: 19.99, up_to: 50k, end: y}\n"
                         "        - {above: 50000, below: \"1,234,567.5\", end: z}\n"
                         "        - {from: 1234567.5, below: 2M, label: Many, end: x}\n"
                         "        - {from: 2 000 000, end: y}\n");
  static const char *const want[] = {
      "Below -5.5",
      "-5.5 to 0.1",
      "Above 0.1 to below 0.3",
      "0.3 to below 19.99",
      "19.99",
      "Above 19.99 to 50,000",
      "Above 50,000 to below 1,234,567.5",
      "Many",
      "From 2,000,000",
  };
  for (ptrdiff_t i = 0; i < 9; i++) {
    assert_str_equal(b.d.questions[0].answers[i].label, str_of(want[i]));
  }
  struct built two = build("    a:\n      ask: A?\n      answers:\n"
                           "        - {up_to: 7, end: x}\n        - {above: 7, end: y}\n");
  assert_str_equal(two.d.questions[0].answers[0].label, STR("Up to 7"));
  assert_str_equal(two.d.questions[0].answers[1].label, STR("Above 7"));
  struct built any = build("    a: {ask: A?, answers: [{end: x}]}\n");
  assert_str_equal(any.d.questions[0].answers[0].label, STR("Any number"));
}

/* --- numbers ---------------------------------------------------------------- */

/* What counts is the number as written, to the last digit that a double has. */
static void compares_numbers_as_written(void **state) {
  (void)state;
  struct built b =
      build("    a:\n"
            "      ask: A?\n"
            "      limits: [-100, 1e6]\n"
            "      answers:\n"
            "        - {below: 0.3, end: x}\n"
            "        - {from: 0.3, up_to: 19.99, go: b}\n"
            "        - {above: 19.99, end: z}\n"
            "    b:\n"
            "      ask: B?\n"
            "      answers:\n"
            "        yes: {go: [{if: a = 0.3, end: x}, {if: a <= 4.35, end: y}, {end: z}]}\n"
            "        no: {end: [{if: a >= 1.1, to: x}, {to: y}]}\n");
  static const struct {
    const char *state, *outcome;
  } cases[] = {
      {"a=0.29999999999999993", "x"},
      {"a=0.3&b=yes", "x"},
      {"a=0.30&b=yes", "x"},
      {"a=0.30000000000000004&b=yes", "y"},
      {"a=0.3000000000000000001&b=yes", "x"},
      {"a=4.35&b=yes", "y"},
      {"a=4.3500000000000005&b=yes", "z"},
      {"a=4.36&b=yes", "z"},
      {"a=1.1&b=no", "x"},
      {"a=1.0999999999999999&b=no", "y"},
      {"a=19.99&b=yes", "z"},
      {"a=19.990000000000002", "z"},
      {"a=20", "z"},
      {"a=-100", "x"},
      {"a=-0.01", "x"},
      {"a=1000000", "z"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *outcome = line_of(&b, cases[i].state, "outcome");
    if (strcmp(outcome, cases[i].outcome) != 0) {
      fail_msg("%s: got %s, want %s", cases[i].state, outcome, cases[i].outcome);
    }
  }
}

static void cuts_where_answers_and_conditions_part(void **state) {
  (void)state;
  struct built b = build("    a:\n"
                         "      ask: A?\n"
                         "      answers:\n"
                         "        - {up_to: 10, go: b}\n"
                         "        - {above: 10, below: 20, go: b}\n"
                         "        - {from: 20, end: z}\n"
                         "    b:\n"
                         "      ask: B?\n"
                         "      answers:\n"
                         "        yes: {end: [{if: a < 10 or a = 15, to: x}, {to: y}]}\n"
                         "        no: {end: [{if: not a > 10, to: z}, {to: y}]}\n");
  const struct decision_question *q = &b.d.questions[0];
  static const struct decide_cut want[] = {
      {10, 0, 0}, {10, 1, 0}, {15, 0, 0}, {15, 1, 0}, {20, 0, 0}};
  assert_int_equal(q->cells, 6);
  for (uint32_t i = 0; i < 5; i++) {
    assert_true(q->cuts[i].at == want[i].at && q->cuts[i].open == want[i].open);
  }
  assert_int_equal(q->answers[0].beg, 0);
  assert_int_equal(q->answers[0].end, 2);
  assert_int_equal(q->answers[1].end, 5);
  assert_int_equal(q->answers[2].end, 6);
}

/* Nobody can give a number beyond the limits, so it neither parts nor leads anywhere. */
static void takes_limits_for_the_ends(void **state) {
  (void)state;
  struct built b =
      build("    a:\n"
            "      ask: A?\n"
            "      limits: [0, 100]\n"
            "      answers: [{below: 50, go: b}, {from: 50, up_to: 200, go: b}]\n"
            "    b:\n"
            "      ask: B?\n"
            "      answers:\n"
            "        yes:\n"
            "          end:\n"
            "            - {if: a < 0, to: z}\n"
            "            - {if: a > 100, to: z}\n"
            "            - {if: a = -1 or a = 101, to: z}\n"
            "            - {if: a >= 0 and a <= 100 and a < 1000, to: x}\n"
            "            - {to: z}\n"
            "        no: {end: [{if: a = 0, to: x}, {if: a >= 100, to: x}, {to: y}]}\n");
  assert_int_equal(b.d.questions[0].cells, 4); /* 0, up to 50, up to 100, 100 */
  assert_false(b.d.outcomes[2].reached);
  assert_string_equal(line_of(&b, "", "possible"), "x\ty");
  assert_string_equal(line_of(&b, "a=0&b=yes", "outcome"), "x");
  assert_string_equal(line_of(&b, "a=100&b=yes", "outcome"), "x");
  assert_string_equal(line_of(&b, "a=0&b=no", "outcome"), "x");
  assert_string_equal(line_of(&b, "a=100&b=no", "outcome"), "x");
  assert_string_equal(line_of(&b, "a=99.9&b=no", "outcome"), "y");
  assert_string_equal(line_of(&b, "a=-1", "invalid"), "a\t-1");
}

static void refuses_bands_that_do_not_fit(void **state) {
  (void)state;
  static const struct {
    const char *limits, *bands, *want;
  } cases[] = {
      {"[0, 1000]", "[{below: 5, end: x}, {from: 6, end: y}]", "F0909 7:5 5\n"},
      {"[0, 1000]", "[{below: 5, end: x}, {above: 5, end: y}]", "F0909 7:5 5\n"},
      {"[0, 1000]", "[{up_to: 5, end: x}, {above: 5.5, end: y}]", "F0909 7:5 5.5\n"},
      {"[0, 1000]", "[{up_to: 5, end: x}, {from: 8, end: y}]", "F0909 7:5 6\n"},
      {"[0, 1000]", "[{from: 5, end: x}]", "F0909 7:5 0\n"},
      {"[0, 1000]", "[{above: 0, end: x}]", "F0909 7:5 0\n"},
      {"[0, 1000]", "[{below: 1000, end: x}]", "F0909 7:5 1,000\n"},
      {"[0, 0.5]", "[{up_to: 0.25, end: x}]", "F0909 7:5 0.5\n"},
      {"[0, 1000]", "[{up_to: 5, end: x}, {from: 5, end: y}]", "F0910 7:67 5\n"},
      {"[0, 1000]", "[{end: x}, {from: 5, end: y}]", "F0910 7:57 5\n"},
      {"[0, 1000]", "[{below: 9, end: x}, {from: 5, end: y}]", "F0910 7:67 5\n"},
      /* A gap and an overlap side by side are two faults. */
      {"[0, 1000]", "[{below: 5, end: x}, {from: 9, end: y}, {from: 9, end: z}]",
       "F0909 7:5 5\nF0910 7:86 9\n"},
      {"[0, 1000]", "[{below: 5, end: x}, {from: 5, end: y}, {above: 1000, end: z}]",
       "F0304 7:94 1000: The question's `limits:` allow no number of this range; without any, "
       "numbers start at 0.\n"},
      {"[0, 1000]", "[{below: 0, end: x}, {from: 0, end: y}]",
       "F0304 7:55 0: The question's `limits:` allow no number of this range; without any, "
       "numbers start at 0.\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256];
    snprintf(text, sizeof text, "    a: {ask: A?, limits: %s, answers: %s}\n", cases[i].limits,
             cases[i].bands);
    const char *words = said_of(text);
    if (strcmp(words, cases[i].want) != 0) {
      fail_msg("%s %s: got %swant %s", cases[i].limits, cases[i].bands, words, cases[i].want);
    }
  }
}

/* --- routes and order -------------------------------------------------------- */

static void follows_conditional_routes(void **state) {
  (void)state;
  struct built b = build(
      "    a: {ask: A?, answers: {yes: {go: b}, no: {go: b}}}\n"
      "    b: {ask: B?, answers: {red: {go: c}, green: {go: c}, blue: {go: c}}}\n"
      "    c:\n"
      "      ask: C?\n"
      "      answers:\n"
      "        one:\n"
      "          go:\n"
      "            - {if: a and b is red, to: d}\n"
      "            - {if: \"b is any of [red, green]\", end: x}\n"
      "            - {if: c is two, end: z}\n"
      "            - {end: y}\n"
      "        two: {end: [{if: not a or b is not blue, to: z}, {to: x}]}\n"
      "    d: {ask: D?, answers: {yes: {end: [{if: c is one, to: y}, {to: z}]}, no: {end: z}}}\n");
  static const struct {
    const char *state, *outcome, *ask;
  } cases[] = {
      {"a=yes&b=red&c=one", "-", "d"},      {"a=yes&b=red&c=one&d=yes", "y", "-"},
      {"a=yes&b=red&c=one&d=no", "z", "-"}, {"a=no&b=red&c=one", "x", "-"},
      {"a=yes&b=green&c=one", "x", "-"},    {"a=yes&b=blue&c=one", "y", "-"},
      {"a=yes&b=blue&c=two", "x", "-"},     {"a=no&b=blue&c=two", "z", "-"},
      {"a=yes&b=green&c=two", "z", "-"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_string_equal(line_of(&b, cases[i].state, "outcome"), cases[i].outcome);
    const char *ask = line_of(&b, cases[i].state, "ask");
    assert_int_equal(ask[0], cases[i].ask[0]);
  }
  assert_int_equal(b.d.longest, 4);
}

static void expect_order(const char *questions, const char *want) {
  struct built b = build(questions);
  char got[64] = "";
  for (int32_t rank = 0; rank < b.d.question_count; rank++) {
    for (ptrdiff_t i = 0; i < b.d.question_count; i++) {
      if (b.d.questions[i].rank == rank) {
        strncat(got, b.d.questions[i].id.s, 1);
      }
    }
  }
  assert_string_equal(got, want);
}

/* The author's order, except where answers or conditions ask for another. */
static void orders_questions(void **state) {
  (void)state;
  expect_order("    a: {ask: A?, answers: {yes: {go: b}, no: {go: c}}}\n"
               "    b: {ask: B?, answers: {yes: {end: x}, no: {end: y}}}\n"
               "    c: {ask: C?, answers: {yes: {end: x}, no: {end: y}}}\n",
               "abc");
  expect_order("    c: {ask: C?, answers: {yes: {end: x}, no: {end: y}}}\n"
               "    b: {ask: B?, answers: {yes: {go: c}, no: {end: y}}}\n"
               "    a: {ask: A?, answers: {yes: {go: b}, no: {go: c}}}\n",
               "abc");
  /* What c looks at is asked before it, though no answer leads from b to c. */
  expect_order("    a: {ask: A?, answers: {yes: {go: c}, no: {go: b}}}\n"
               "    c: {ask: C?, answers: {yes: {end: [{if: b, to: x}, {to: y}]}, no: {end: z}}}\n"
               "    b: {ask: B?, answers: {yes: {end: x}, no: {end: y}}}\n",
               "abc");
}

static void finds_loops(void **state) {
  (void)state;
  static const struct {
    const char *questions, *want;
  } cases[] = {
      {"    a: {ask: A?, answers: {yes: {go: a}, no: {end: x}}}\n", "a -> a"},
      {"    a: {ask: A?, answers: {yes: {go: b}, no: {end: x}}}\n"
       "    b: {ask: B?, answers: {yes: {go: c}, no: {end: x}}}\n"
       "    c: {ask: C?, answers: {yes: {go: b}, no: {end: x}}}\n",
       "c -> b -> c"},
      {"    a: {ask: A?, answers: {yes: {go: [{if: a, to: b}, {end: x}]}, no: {end: x}}}\n"
       "    b: {ask: B?, answers: {yes: {go: c}, no: {end: x}}}\n"
       "    c: {ask: C?, answers: {yes: {go: a}, no: {end: x}}}\n",
       "a -> b -> c -> a"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct built b = build_text(whole(cases[i].questions));
    assert_int_equal(b.r->ds.count, 1);
    assert_int_equal(b.r->ds.items[0].id, D_TREE_LOOP);
    assert_str_equal(b.r->ds.items[0].detail, str_of(cases[i].want));
    assert_int_equal(b.d.image.n, 0);
  }
}

static void knows_what_matters(void **state) {
  (void)state;
  struct built b = build("    a: {ask: A?, answers: {yes: {go: b}, no: {go: c}}}\n"
                         "    b: {ask: B?, answers: {yes: {go: c}, no: {go: c}}}\n"
                         "    c: {ask: C?, answers: {yes: {end: x}, no: {end: y}}}\n");
  assert_true(b.d.questions[0].reached && b.d.questions[1].reached && b.d.questions[2].reached);
  assert_false(b.d.questions[0].matters || b.d.questions[1].matters);
  assert_true(b.d.questions[2].matters);
  assert_int_equal(b.d.longest, 1);
  assert_true(b.d.outcomes[0].reached && b.d.outcomes[1].reached && !b.d.outcomes[2].reached);
  struct built one = build("    a: {ask: A?, answers: {yes: {end: x}, no: {end: x}}}\n");
  assert_int_equal(one.d.longest, 0);
  assert_true(one.d.outcomes[0].reached && !one.d.outcomes[1].reached);
  assert_string_equal(line_of(&one, "", "outcome"), "x");
}

/* --- what cannot be read ------------------------------------------------------ */

static void refuses_other_shapes(void **state) {
  (void)state;
  static const struct {
    const char *questions, *want;
  } cases[] = {
      {"    a: word\n", "F0303 7:8 word: Write keys and values here: `title: A title`.\n"},
      {"    a: {ask: A?}\n", "F0302 7:8 answers\n"},
      {"    a: {ask: A?, answers: some}\n",
       "F0303 7:27 some: Write answers by name, or a list of ranges for a number.\n"},
      {"    a: {ask: A?, answers: {}}\n", "F0304 7:27: Give between 1 and 1,000 answers.\n"},
      {"    a: {ask: A?, answers: []}\n", "F0304 7:27: Give at least one range.\n"},
      {"    a: {ask: A?, answers: {yes: x}}\n",
       "F0303 7:33 x: Write keys and values here: `title: A title`.\n"},
      {"    a: {ask: A?, answers: {yes: [{end: x}]}}\n",
       "F0303 7:33: Write keys and values here: `title: A title`.\n"},
      {"    a: {ask: A?, answers: [x]}\n",
       "F0303 7:28 x: Write keys and values here: `title: A title`.\n"},
      {"    a: {ask: A?, answers: {yes: {end: {x: y}}}}\n",
       "F0303 7:39: Write the id that this leads to.\n"},
      {"    a: {ask: A?, answers: {yes: {end: [x]}}}\n",
       "F0303 7:40 x: Write keys and values here: `title: A title`.\n"},
      {"    a: {ask: A?, answers: {yes: {end: [{to: [x]}]}}}\n",
       "F0303 7:45: Write the id that this leads to.\n"},
      {"    a: {ask: A?, answers: {yes: {go: [{if: a}]}}}\n",
       "F0906 7:39: Write `{if: …, to: ID}`.\n"},
      {"    a: {ask: A?, answers: {yes: {go: [{to: a, end: x}]}}}\n",
       "F0906 7:39: Write `{if: …, to: ID}`.\n"},
      {"    a: {ask: A?, answers: {yes: {end: [{if: [a], to: x}, {to: y}]}}}\n",
       "F0303 7:45: Write a condition here: `a and not b`.\n"},
      {"    a: {ask: A?, answers: {yes: {end: [{if: {a: b}, to: x}]}}}\n",
       "F0303 7:45: Write a condition here: `a and not b`.\n"},
      {"    a: {ask: A?, answers: {yes: {end: [{if: , to: x}, {to: y}]}}}\n",
       "F0901 7:45: Write the id of a question here, as in `region is scotland`.\n"},
      {"    a: {ask: A?, answers: {yes: {end: x, below: 5}}}\n",
       "F0301 7:42 below: The keys here are label, because, go and end.\n"},
      {"    a: {ask: A?, answers: [{below: [5], end: x}]}\n",
       "F0303 7:36: Write a line of text here.\n"},
      {"    a: {ask: A?, limits: 5, answers: [{end: x}]}\n",
       "F0303 7:26 5: Write a list here: [one, two].\n"},
      {"    a: {ask: A?, limits: [5], answers: [{end: x}]}\n",
       "F0304 7:27 5: Write the least and the greatest number: [0, 1000].\n"},
      {"    a: {ask: A?, limits: [0, 5, 9], answers: [{end: x}]}\n",
       "F0304 7:27 0: Write the least and the greatest number: [0, 1000].\n"},
      {"    a: {ask: A?, limits: [5, 5], answers: [{end: x}]}\n",
       "F0304 7:27 5: Write the least and the greatest number: [0, 1000].\n"},
      {"    a: {ask: A?, limits: [few, many], answers: [{end: x}]}\n",
       "F0304 7:27 few: Write the least and the greatest number: [0, 1000].\n"},
      {"    a: {ask: A?, limits: [0, [1]], answers: [{end: x}]}\n",
       "F0303 7:30: Write a word or a line of text here.\n"
       "F0304 7:27 0: Write the least and the greatest number: [0, 1000].\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *words = said_of(cases[i].questions);
    if (strcmp(words, cases[i].want) != 0) {
      fail_msg("%sgot  %swant %s", cases[i].questions, words, cases[i].want);
    }
  }
}

/* --- limits -------------------------------------------------------------------- */

enum { BIG_TEXT = 512 << 10 };

/* Texts of many parts, each with its number in place of %d. */
static const char *series(const char *head, const char *part, int count, const char *tail) {
  static char text[BIG_TEXT];
  int n = snprintf(text, BIG_TEXT, "%s", head);
  for (int i = 0; i < count; i++) {
    for (const char *p = part; *p != '\0'; p++) {
      if (*p == '%') {
        n += snprintf(text + n, BIG_TEXT - (size_t)n, "%d", i);
      } else {
        text[n++] = *p;
      }
      assert_true(n < BIG_TEXT - 200);
    }
  }
  snprintf(text + n, BIG_TEXT - (size_t)n, "%s", tail);
  return text;
}

static void expect_size(const char *questions, bool fits, const char *want) {
  struct built b = build_text(whole(questions));
  if (fits) {
    assert_true(decide_open(b.d.image, &b.engine));
  } else {
    assert_true(b.r->ds.count > 0);
    assert_string_equal(arena_copy(&b.r->perm, diag_code(b.r->ds.items[0].id)).s, want);
    assert_int_equal(b.d.image.n, 0);
  }
}

static void holds_its_limits(void **state) {
  (void)state;
  for (int over = 0; over < 2; over++) {
    /* The first question is `a`; the others are not reached, which is another fault. */
    struct built b =
        build_text(whole(series("    a: {ask: A?, answers: {yes: {end: x}, no: {end: y}}}\n",
                                "    q%: {ask: Q?, answers: {yes: {end: x}, no: {end: y}}}\n",
                                DECIDE_QUESTIONS_MAX - 1 + over, "")));
    assert_int_equal(b.r->ds.items[0].id, over ? D_DECISION_SIZE : D_TREE_UNREACHED);
    assert_int_equal(b.d.image.n == 0, over);
    expect_size(series("    a: {ask: A?, answers: {c: {end: x}", ", c%: {end: y}",
                       DIAGRAM_CELLS_MAX - 1 + over, "}}\n"),
                !over, "F0304");
  }
}

/* Bands of one each: as many cuts as there are bands, less one. */
static void holds_the_limit_of_cells(void **state) {
  (void)state;
  static char text[BIG_TEXT];
  for (int over = 0; over < 2; over++) {
    int n = snprintf(text, BIG_TEXT, "    a: {ask: A?, answers: [{below: 1, end: x}");
    int bands = DIAGRAM_CELLS_MAX + over;
    for (int i = 1; i < bands - 1; i++) {
      n += snprintf(text + n, BIG_TEXT - (size_t)n, ", {from: %d, below: %d, end: %s}", i, i + 1,
                    i % 2 == 0 ? "x" : "y");
    }
    snprintf(text + n, BIG_TEXT - (size_t)n, ", {from: %d, end: z}]}\n", bands - 1);
    expect_size(text, !over, "F0918");
  }
}

/* Ids of 64 bytes: they stand in links. */
static void holds_the_limit_of_ids(void **state) {
  (void)state;
  for (int over = 0; over < 2; over++) {
    char text[256];
    snprintf(text, sizeof text, "    a: {ask: A?, answers: {%.*s: {end: x}}}\n", 64 + over,
             "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz_0123456789aa");
    expect_size(text, !over, "F0919");
  }
}

/*
 * The last question's condition pairs the first questions with the second half
 * of them, the worst order for a diagram: it doubles with each pair.
 */
static void refuses_what_is_too_entangled(void **state) {
  (void)state;
  static char text[BIG_TEXT];
  enum { PAIRS = 22 };
  int n = 0;
  for (int i = 0; i < 2 * PAIRS; i++) {
    n += snprintf(text + n, BIG_TEXT - (size_t)n,
                  "    %c%d: {ask: Q?, answers: {yes: {go: %c%d}, no: {go: %c%d}}}\n",
                  i < PAIRS ? 'p' : 'q', i % PAIRS, i + 1 < PAIRS ? 'p' : 'q', (i + 1) % PAIRS,
                  i + 1 < PAIRS ? 'p' : 'q', (i + 1) % PAIRS);
  }
  /* The last of them goes on to the question with the condition. */
  char *last = strstr(text, "    q21: ");
  n = (int)(last - text);
  n += snprintf(text + n, BIG_TEXT - (size_t)n,
                "    q21: {ask: Q?, answers: {yes: {go: r}, no: {go: r}}}\n"
                "    a: {ask: A?, answers: {yes: {go: p0}, no: {go: p0}}}\n"
                "    r: {ask: R?, answers: {no: {end: y}, yes: {end: [{if: p0 and q0");
  for (int i = 1; i < PAIRS; i++) {
    n += snprintf(text + n, BIG_TEXT - (size_t)n, " or p%d and q%d", i, i);
  }
  snprintf(text + n, BIG_TEXT - (size_t)n, ", to: x}, {to: y}]}}}\n");
  expect_size(text, false, "F0918");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(infers_types),
      cmocka_unit_test(labels_answers),
      cmocka_unit_test(labels_bands),
      cmocka_unit_test(compares_numbers_as_written),
      cmocka_unit_test(cuts_where_answers_and_conditions_part),
      cmocka_unit_test(takes_limits_for_the_ends),
      cmocka_unit_test(refuses_bands_that_do_not_fit),
      cmocka_unit_test(follows_conditional_routes),
      cmocka_unit_test(orders_questions),
      cmocka_unit_test(finds_loops),
      cmocka_unit_test(knows_what_matters),
      cmocka_unit_test(refuses_other_shapes),
      cmocka_unit_test(holds_its_limits),
      cmocka_unit_test(holds_the_limit_of_cells),
      cmocka_unit_test(holds_the_limit_of_ids),
      cmocka_unit_test(refuses_what_is_too_entangled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
