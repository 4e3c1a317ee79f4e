#include "core/decide.h"
#include "core/mem.h"
#include "decide_make.h"
#include "unit.h"

enum { STABLE, CEILING, EXAMPLES };
enum { PROMPTING, TUNING, RETRIEVAL };

/* stable? no: prompting; yes: ceiling? early: prompting, facts: retrieval, stuck: examples?
 * below 500: prompting; from 500 up to 2000: tuning; above: retrieval. The bands stand in
 * another order than their cells. */
static struct decide example(arena *a) {
  struct make m = make_new(a);
  make_question(&m, STR("stable"), DECIDE_YESNO);
  make_answer(&m, STR("yes"));
  make_answer(&m, STR("no"));
  make_question(&m, STR("ceiling"), DECIDE_CHOICE);
  make_answer(&m, STR("early"));
  make_answer(&m, STR("facts"));
  make_answer(&m, STR("stuck"));
  make_question(&m, STR("examples"), DECIDE_NUMBER);
  make_limits(&m, 0, 1e6);
  make_cut(&m, 500, false);
  make_cut(&m, 2000, true);
  make_band(&m, STR(""), 2, 3);
  make_band(&m, STR(""), 0, 1);
  make_band(&m, STR(""), 1, 2);
  make_outcome(&m, STR("prompting"));
  make_outcome(&m, STR("tuning"));
  make_outcome(&m, STR("prompting+rag"));
  struct diagram *d = make_diagram(&m);
  diagram_ref leaf[] = {DIAGRAM_LEAF + PROMPTING, DIAGRAM_LEAF + TUNING, DIAGRAM_LEAF + RETRIEVAL};
  diagram_ref examples = diagram_node(d, EXAMPLES, leaf);
  diagram_ref unreached = diagram_node(d, EXAMPLES, (diagram_ref[]){leaf[1], leaf[0], leaf[0]});
  assert_false(diagram_is_leaf(unreached));
  diagram_ref ceiling =
      diagram_node(d, CEILING, (diagram_ref[]){leaf[0], leaf[RETRIEVAL], examples});
  diagram_ref root = diagram_node(d, STABLE, (diagram_ref[]){ceiling, leaf[0]});
  struct decide decide;
  assert_true(decide_open(make_image(&m, d, root), &decide));
  return decide;
}

static void packs_what_is_reached(void **state) {
  (void)state;
  arena a = unit_arena();
  struct decide d = example(&a);
  const struct decide_root *root = d.section[DECIDE_ROOT].items;
  assert_int_equal(d.section[DECIDE_NODES].count, 3);
  assert_int_equal(d.section[DECIDE_CHILDREN].count, 3 + 3 + 2);
  assert_int_equal(root->root, 2); /* children stand in front */
  assert_str_equal(pack_text_at(&d.section[DECIDE_TEXTS], root->id), STR("made"));
  assert_str_equal(pack_text_at(&d.section[DECIDE_TEXTS], root->version), STR("2026-11-21"));
}

static const struct {
  str state, want;
} lines[] = {
    {STR_INIT(""), STR_INIT("ask\tstable\t2\n"
                            "possible\tprompting\ttuning\tprompting+rag\n"
                            "state\t\n")},
    {STR_INIT("stable=no"), STR_INIT("answer\tstable\tno\t1\tno\n"
                                     "outcome\tprompting\n"
                                     "possible\tprompting\n"
                                     "state\tstable=no\n")},
    /* In asking order, whatever order they come in; numbers in one spelling. */
    {STR_INIT("examples=1,500&ceiling=stuck&stable=yes"),
     STR_INIT("answer\tstable\tyes\t0\tyes\n"
              "answer\tceiling\tstuck\t2\tstuck\n"
              "answer\texamples\t1500\t2\t1,500\n"
              "outcome\ttuning\n"
              "possible\ttuning\n"
              "state\tstable=yes&ceiling=stuck&examples=1500\n")},
    /* What is not asked does not count, and does not narrow what is possible. */
    {STR_INIT("examples=3k&ceiling=early"), STR_INIT("unused\tceiling\tearly\t0\tearly\n"
                                                     "unused\texamples\t3000\t0\t3,000\n"
                                                     "ask\tstable\t2\n"
                                                     "possible\tprompting\ttuning\tprompting+rag\n"
                                                     "state\tceiling=early&examples=3000\n")},
    {STR_INIT("examples=3k&stable=yes&ceiling=early"),
     STR_INIT("answer\tstable\tyes\t0\tyes\n"
              "answer\tceiling\tearly\t0\tearly\n"
              "unused\texamples\t3000\t0\t3,000\n"
              "outcome\tprompting\n"
              "possible\tprompting\n"
              "state\tstable=yes&ceiling=early&examples=3000\n")},
    /* The last of a question counts, even when it is no value. */
    {STR_INIT("stable=no&stable=yes"), STR_INIT("answer\tstable\tyes\t0\tyes\n"
                                                "ask\tceiling\t1\n"
                                                "possible\tprompting\ttuning\tprompting+rag\n"
                                                "state\tstable=yes\n")},
    {STR_INIT("stable=no&stable=maybe"), STR_INIT("invalid\tstable\tmaybe\n"
                                                  "ask\tstable\t2\n"
                                                  "possible\tprompting\ttuning\tprompting+rag\n"
                                                  "state\t\n")},
    /* Unsure is an answer, and leaves what any value of it leaves. */
    {STR_INIT("stable=unsure"), STR_INIT("answer\tstable\tunsure\t\tunsure\n"
                                         "ask\tceiling\t1\n"
                                         "possible\tprompting\ttuning\tprompting+rag\n"
                                         "state\tstable=unsure\n")},
    {STR_INIT("stable=unsure&ceiling=facts"), STR_INIT("answer\tstable\tunsure\t\tunsure\n"
                                                       "answer\tceiling\tfacts\t1\tfacts\n"
                                                       "possible\tprompting\tprompting+rag\n"
                                                       "doubt\tstable\t1\t1\n"
                                                       "state\tstable=unsure&ceiling=facts\n")},
    {STR_INIT("stable=unsure&ceiling=early"), STR_INIT("answer\tstable\tunsure\t\tunsure\n"
                                                       "answer\tceiling\tearly\t0\tearly\n"
                                                       "outcome\tprompting\n"
                                                       "possible\tprompting\n"
                                                       "state\tstable=unsure&ceiling=early\n")},
    /* A range within one band is a plain answer; one across a cut keeps both. */
    {STR_INIT("stable=yes&ceiling=stuck&examples=600..1k"),
     STR_INIT("answer\tstable\tyes\t0\tyes\n"
              "answer\tceiling\tstuck\t2\tstuck\n"
              "answer\texamples\t600..1000\t2\t600\xe2\x80\x93"
              "1,000\n"
              "outcome\ttuning\n"
              "possible\ttuning\n"
              "state\tstable=yes&ceiling=stuck&examples=600..1000\n")},
    {STR_INIT("stable=yes&ceiling=stuck&examples=499..500"),
     STR_INIT("answer\tstable\tyes\t0\tyes\n"
              "answer\tceiling\tstuck\t2\tstuck\n"
              "answer\texamples\t499..500\t\t499\xe2\x80\x93"
              "500\n"
              "possible\tprompting\ttuning\n"
              "doubt\texamples\t1\t1\n"
              "state\tstable=yes&ceiling=stuck&examples=499..500\n")},
    /* The best to find out first: two doubts, of which neither settles it alone. */
    {STR_INIT("stable=yes&ceiling=unsure&examples=unsure"),
     STR_INIT("answer\tstable\tyes\t0\tyes\n"
              "answer\tceiling\tunsure\t\tunsure\n"
              "answer\texamples\tunsure\t\tunsure\n"
              "possible\tprompting\ttuning\tprompting+rag\n"
              "doubt\tceiling\t1\t3\n"
              "doubt\texamples\t2\t3\n"
              "state\tstable=yes&ceiling=unsure&examples=unsure\n")},
    {STR_INIT("examples=1%E2%80%931&ceiling=yes..no"),
     STR_INIT("unused\texamples\t1\t1\t1\n"
              "invalid\tceiling\tyes..no\n"
              "ask\tstable\t2\n"
              "possible\tprompting\ttuning\tprompting+rag\n"
              "state\texamples=1\n")},
    {STR_INIT("examples=9..8&examples=..8&examples=8..&examples=1..1M..2M&examples=0..1000001"),
     STR_INIT("invalid\texamples\t9..8\n"
              "invalid\texamples\t..8\n"
              "invalid\texamples\t8..\n"
              "invalid\texamples\t1..1M..2M\n"
              "invalid\texamples\t0..1000001\n"
              "ask\tstable\t2\n"
              "possible\tprompting\ttuning\tprompting+rag\n"
              "state\t\n")},
    /* Faults in the order of the state, the invalid before the unknown. */
    {STR_INIT("who=me%09too&examples=-1&stable=&%3D=1&examples=abc&Stable=yes"),
     STR_INIT("invalid\texamples\t-1\n"
              "invalid\tstable\t\n"
              "invalid\texamples\tabc\n"
              "unknown\twho\tme too\n"
              "unknown\t=\t1\n"
              "unknown\tStable\tyes\n"
              "ask\tstable\t2\n"
              "possible\tprompting\ttuning\tprompting+rag\n"
              "state\t\n")},
};

static void answers_in_lines(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    arena a = unit_arena();
    struct decide d = example(&a);
    assert_str_equal(make_run(&d, lines[i].state, &a), lines[i].want);
  }
}

static void parts_numbers_at_cuts(void **state) {
  (void)state;
  arena a = unit_arena();
  struct decide d = example(&a);
  const struct decide_question *q = d.section[DECIDE_QUESTIONS].items;
  static const struct {
    double value;
    uint32_t cell;
  } cases[] = {
      {-1e300, 0},
      {0, 0},
      {499.99999999999994, 0},
      {500, 1},
      {500.00000000000006, 1},
      {2000, 1},
      {2000.0000000000002, 2},
      {1e300, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(decide_cell(&d, &q[EXAMPLES], cases[i].value), cases[i].cell);
  }
}

static void holds_numbers_within_limits(void **state) {
  (void)state;
  static const struct {
    str value;
    bool is_valid;
  } cases[] = {
      {STR_INIT("0"), true},       {STR_INIT("-0"), true},
      {STR_INIT("1000000"), true}, {STR_INIT("1%20000%20000"), true},
      {STR_INIT("1M"), true},      {STR_INIT("1000000.0001"), false},
      {STR_INIT("-0.001"), false}, {STR_INIT("1e400"), false},
      {STR_INIT("nan"), false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena a = unit_arena();
    struct decide d = example(&a);
    str text = make_run(&d, arena_join(&a, STR("examples="), cases[i].value), &a);
    if (str_starts(text, STR("unused\texamples\t")) != cases[i].is_valid ||
        str_starts(text, STR("invalid\texamples\t")) == cases[i].is_valid) {
      fail_msg("row %zu: %.*s", i, (int)text.n, text.s);
    }
  }
}

static void needs_no_question(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = make_new(&a);
  make_outcome(&m, STR("only"));
  struct decide d;
  assert_true(decide_open(make_image(&m, make_diagram(&m), DIAGRAM_LEAF), &d));
  assert_str_equal(make_run(&d, STR(""), &a), STR("outcome\tonly\npossible\tonly\nstate\t\n"));
}

static void says_when_output_has_no_room(void **state) {
  (void)state;
  arena a = unit_arena();
  struct decide d = example(&a);
  str state_text = STR("stable=yes&ceiling=stuck&examples=7&who=me&examples=x");
  ptrdiff_t n = make_run(&d, state_text, &a).n;
  for (ptrdiff_t cap = 0; cap <= n; cap++) {
    arena scratch = a;
    buf out = buf_new(&scratch, cap);
    decide_run(&d, state_text, scratch, &out);
    assert_int_equal(out.full, cap < n);
  }
}

static void packs_nothing_without_room(void **state) {
  (void)state;
  arena a = unit_arena();
  const uint32_t none = 0;
  struct make m = make_new(&a);
  make_outcome(&m, STR("only"));
  assert_int_equal(make_image(&m, diagram_new(&a, &none, 1), DIAGRAM_LEAF).n, 0);
}

/* One u32 of an image, where it lies, and what it must not be. */
struct poke {
  enum decide_section section;
  size_t at;
  uint32_t value;
};

#define QUESTION(i, field) \
  DECIDE_QUESTIONS, (i) * sizeof(struct decide_question) + offsetof(struct decide_question, field)
#define ANSWER(i, field) \
  DECIDE_ANSWERS, (i) * sizeof(struct decide_answer) + offsetof(struct decide_answer, field)
#define CUT(i, field) \
  DECIDE_CUTS, (i) * sizeof(struct decide_cut) + offsetof(struct decide_cut, field)
#define VARIABLE(i, field) \
  DECIDE_VARIABLES, (i) * sizeof(struct decide_variable) + offsetof(struct decide_variable, field)
#define NODE(i, field) \
  DECIDE_NODES, (i) * sizeof(struct decide_node) + offsetof(struct decide_node, field)
#define CHILD(i) DECIDE_CHILDREN, (i) * sizeof(diagram_ref)
#define ROOT(field) DECIDE_ROOT, offsetof(struct decide_root, field)

enum { HIGH_WORD = 4, NAN_HIGH = 0x7ff80000 };

static const struct poke pokes[] = {
    {QUESTION(0, id.at), 1000},
    {QUESTION(0, id.n), 1000},
    {QUESTION(0, id.n), 0},
    {QUESTION(0, id.n), UINT32_MAX},
    {QUESTION(0, type), 0},
    {QUESTION(0, type), DECIDE_SEVERAL + 1},
    {QUESTION(0, cells), 0},
    {QUESTION(0, cells), 3},
    {QUESTION(0, cells), DIAGRAM_CELLS_MAX + 1},
    {QUESTION(0, first_answer), 3},
    {QUESTION(0, first_answer), UINT32_MAX},
    {QUESTION(0, answers), 0},
    {QUESTION(0, answers), 1},
    {QUESTION(0, answers), 3},
    {QUESTION(0, answers), UINT32_MAX},
    {QUESTION(2, type), DECIDE_CHOICE}, /* its answers have no ids */
    {QUESTION(2, first_cut), 1},
    {QUESTION(2, first_cut), UINT32_MAX},
    {QUESTION(2, cells), 4},
    {QUESTION(2, high) + HIGH_WORD, 0xbff00000}, /* -1 */
    {QUESTION(2, low) + HIGH_WORD, NAN_HIGH},
    {QUESTION(2, high) + HIGH_WORD, NAN_HIGH},
    {ANSWER(0, id.n), 0},
    {ANSWER(0, id.at), 1000},
    {ANSWER(0, beg), 1},
    {ANSWER(0, end), 0},
    {ANSWER(0, end), 2},
    {ANSWER(1, end), 3},
    {ANSWER(5, beg), 3},
    {ANSWER(5, end), 4},
    {ANSWER(6, end), 2},
    {ANSWER(7, id.at), 1000},
    {ANSWER(7, end), UINT32_MAX},
    {QUESTION(0, first_variable), 1},
    {QUESTION(0, variables), 0},
    {QUESTION(0, variables), 2},
    {QUESTION(0, asked), 0},
    {QUESTION(0, asks), 1},
    {QUESTION(0, hints), UINT32_MAX},
    {QUESTION(0, first_rule), 1},
    {VARIABLE(0, question), 1},
    {VARIABLE(1, cells), 2},
    {DECIDE_OUTCOMES, offsetof(struct decide_outcome, says), 1},
    {ROOT(pick), DECIDE_ONE + 1},
    {ROOT(otherwise), 3},
    {CUT(0, at) + HIGH_WORD, NAN_HIGH},
    {CUT(1, at) + HIGH_WORD, NAN_HIGH},
    {CUT(0, at) + HIGH_WORD, 0x40b00000}, /* above the second */
    {CUT(0, open), 2},
    {DECIDE_OUTCOMES, 0, 1000},
    {DECIDE_OUTCOMES, 4, 0},
    {NODE(0, variable), 3},
    {NODE(0, variable), 1}, /* not after its parent's */
    {NODE(0, first_child), 1},
    {NODE(1, first_child), 2},
    {NODE(2, first_child), UINT32_MAX},
    {NODE(2, variable), 1},
    {CHILD(0), DIAGRAM_LEAF + 3},
    {CHILD(0), 0}, /* itself */
    {CHILD(0), 1}, /* its parent */
    {CHILD(5), 1},
    {CHILD(7), 3},
    {ROOT(root), 3},
    {ROOT(root), DIAGRAM_LEAF + 3},
    {ROOT(id.n), 0},
    {ROOT(version.at), 1000},
    {DECIDE_TEXTS, 0, 0x61620a63}, /* a line end inside an id */
    {DECIDE_TEXTS, 0, 0x6162097f},
};

static bool opens_with(const struct decide *d, str image, const struct poke *p, arena a) {
  char *copy = (char *)NEW(&a, uint64_t, image.n / 8);
  mem_copy(copy, image.s, image.n);
  const char *section = d->section[p->section].items;
  mem_copy(copy + (section - image.s) + p->at, &p->value, (ptrdiff_t)sizeof p->value);
  struct decide ignored;
  return decide_open((str){copy, image.n}, &ignored);
}

static void refuses_unsound_images(void **state) {
  (void)state;
  arena a = unit_arena();
  struct decide d = example(&a);
  /* From the head to the root, the last section. */
  enum { HEAD = 24 + DECIDE_PACKED * 8 };
  const char *first = d.section[DECIDE_TEXTS].items;
  const char *last = d.section[DECIDE_ROOT].items;
  str image = {first - HEAD, last - first + HEAD + (ptrdiff_t)sizeof(struct decide_root)};
  struct poke same = {ROOT(root), 2};
  assert_true(opens_with(&d, image, &same, a));
  for (size_t i = 0; i < sizeof pokes / sizeof *pokes; i++) {
    if (opens_with(&d, image, &pokes[i], a)) {
      fail_msg("row %zu: section %d at %zu", i, (int)pokes[i].section, pokes[i].at);
    }
  }
  struct decide ignored;
  assert_false(decide_open(str_sub(image, 0, image.n - 8), &ignored));
  assert_false(decide_open(STR(""), &ignored));
}

/* As many questions and cells as there may be, and one more. */
static bool takes(uint32_t questions, uint32_t cells) {
  arena a = unit_arena();
  struct make m = make_new(&a);
  for (uint32_t q = 0; q < questions; q++) {
    make_question(&m, make_name(&a, 'q', q), DECIDE_CHOICE);
    for (uint32_t c = 0; c < cells; c++) {
      make_answer(&m, make_name(&a, 'c', c));
    }
  }
  make_outcome(&m, STR("only"));
  const uint32_t one = 1;
  str image = make_image(&m, diagram_new(&a, &one, 1), DIAGRAM_LEAF);
  assert_true(image.n > 0);
  struct decide d;
  return decide_open(image, &d);
}

static void takes_so_many_questions_and_cells(void **state) {
  (void)state;
  assert_true(takes(DECIDE_QUESTIONS_MAX, 2));
  assert_false(takes(DECIDE_QUESTIONS_MAX + 1, 2));
  assert_true(takes(2, DIAGRAM_CELLS_MAX));
  assert_false(takes(2, DIAGRAM_CELLS_MAX + 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(packs_what_is_reached),
      cmocka_unit_test(answers_in_lines),
      cmocka_unit_test(parts_numbers_at_cuts),
      cmocka_unit_test(holds_numbers_within_limits),
      cmocka_unit_test(needs_no_question),
      cmocka_unit_test(says_when_output_has_no_room),
      cmocka_unit_test(packs_nothing_without_room),
      cmocka_unit_test(refuses_unsound_images),
      cmocka_unit_test(takes_so_many_questions_and_cells),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
