#include <stdio.h>

#include "core/num.h"
#include "cost_text.h"
#include "model/decisions.h"

/* A decision with options as its author published it; figures were counted by brute force. */
static const char example_path[] = "tests/unit/decisions/adapt-a-model.yaml";

static str file_text(const char *path) {
  static char memory[64 << 10];
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  str text = {memory, (ptrdiff_t)fread(memory, 1, sizeof memory, f)};
  assert_int_equal(fclose(f), 0);
  return text;
}

/* In the same memory as the table, if there is one, which `r` has read. */
static struct decision decide_in(struct reading *r, str text, const struct cost_table *table) {
  struct decision d;
  struct decision_tables tables = {table, table != NULL, false};
  struct ydoc *doc = NEW(&r->perm, struct ydoc, 1);
  int32_t file = sources_add(&r->src, STR("decision.yaml"), text);
  assert_true(yaml_parse(text, (span){.file = file}, &r->ds, &r->perm, doc));
  decision_build(doc, &tables, &r->ds, &r->perm, &d);
  return d;
}

/* With the cost table that it names, whose break-even is one of its thresholds. */
static struct decision published(struct reading **ret_r) {
  struct cost_table *table = example(ret_r);
  struct reading *r = *ret_r;
  table->path = STR("costs/adapt-llm.yaml");
  struct decision d = decide_in(r, file_text(example_path), table);
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  assert_true(d.image.n > 0);
  return d;
}

static void near(double got, double want) {
  if (got < want - 1e-9 || got > want + 1e-9) {
    fail_msg("got %f, want %f", got, want);
  }
}

static void counts_what_the_example_says(void **state) {
  (void)state;
  struct reading *r;
  struct decision d = published(&r);
  static const struct {
    const char *id;
    double cells;
  } outcomes[] = {{"prompting", 116},
                  {"prompting+rag", 244},
                  {"prompting+finetuning", 12},
                  {"prompting+rag+finetuning", 12}};
  near(d.cells, 384);
  assert_int_equal(d.outcome_count, 4);
  for (ptrdiff_t i = 0; i < 4; i++) {
    assert_str_equal(d.outcomes[i].id, str_of(outcomes[i].id));
    near(d.outcomes[i].share * d.cells, outcomes[i].cells);
  }
  near(d.paths, 26);
  near(d.mean, 131.0 / 26); /* 5.04 */
  assert_int_equal(d.shortest, 2);
  assert_int_equal(d.longest, 7);
  near(d.states, 23);
  assert_int_equal(d.node_count, 16); /* states from which the same follows are one */
}

static void weighs_questions(void **state) {
  (void)state;
  struct reading *r;
  struct decision d = published(&r);
  static const struct {
    const char *id;
    double cells; /* of 384, whose result this answer alone can change */
  } questions[] = {{"stable", 48},     {"knowledge", 384},   {"rag_enough", 24}, {"goal", 32},
                   {"iterations", 16}, {"inconsistent", 16}, {"examples", 48},   {"volume", 32}};
  assert_int_equal(d.question_count, 8);
  for (ptrdiff_t i = 0; i < 8; i++) {
    assert_str_equal(d.questions[i].id, str_of(questions[i].id));
    near(d.questions[i].importance * d.cells, questions[i].cells);
  }
}

/* --- what the format can say ---------------------------------------------------------- */

static const char rich[] =
    "decision: rich\n"
    "title: Rich\n"
    "version: 2026-11-21\n"
    "pick: first\n"
    "otherwise: rest\n"
    "thresholds:\n"
    "  since: {value: 2013-01-19}\n"
    "  many: {value: 2, range: [1, 3]}\n"
    "renamed: {land: country, country.uk: gb}\n"
    "questions:\n"
    "  - {id: for, ask: For whom?, always: true, choices: {me: Me, child: A child}}\n"
    "  - id: born\n"
    "    ask: [{if: for is me, text: When were you born?}, When was the child born?]\n"
    "    type: date\n"
    "    limits: [1900-01-01, 2030-12-31]\n"
    "    always: true\n"
    "    valid: [{if: for is child and born < 2000-01-01, error: No child any more}]\n"
    "  - id: country\n"
    "    ask: Where?\n"
    "    choices: {gb: Britain, fr: France, de: Germany, no: Norway, us: America}\n"
    "    groups: {eea: [fr, de, no], eu: [fr, de]}\n"
    "  - {id: has, ask: What?, type: several, choices: [a, b, c, d]}\n"
    "options:\n"
    "  - {id: young, gates: [{id: g, if: born >= since and country is eea, yes: Y, no: N}]}\n"
    "  - {id: gb, gates: [{id: g, if: country is gb, yes: Y, no: N}]}\n"
    "  - {id: two, gates: [{id: g, if: has count >= many and not has has d, yes: Y, no: N}]}\n"
    "  - {id: bare, gives: rest, gates: [{id: g, if: has is none and country is other, yes: Y, no: "
    "N}]}\n"
    "outcomes:\n"
    "  young: {title: Young, say: [{if: for is child, text: A child}, {if: has has a, text: A}, "
    "All]}\n"
    "  gb: {title: Britain}\n"
    "  two: {title: Two}\n"
    "  rest: {title: Rest}\n";

/* What comes out for a state: its lines, joined by '|'. */
static const char *run(const char *state) {
  struct reading *r = read_text(STR(""));
  struct decision d = decide_in(r, str_of(rich), NULL);
  struct decide engine;
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  assert_true(decide_open(d.image, &engine));
  buf out = buf_new(&r->perm, 1 << 16);
  decide_run(&engine, str_of(state), r->perm, &out);
  for (ptrdiff_t i = 0; i < out.n; i++) {
    out.s[i] = (char)(out.s[i] == '\n' ? '|' : out.s[i] == '\t' ? ' ' : out.s[i]);
  }
  return arena_copy(&r->perm, buf_text(&out)).s;
}

static const struct {
  const char *state, *want;
} rich_cases[] = {
    /* The first question words the second, and nothing else: it is asked always. */
    {"", "ask for 3|possible young gb two rest|state |"},
    {"for=me", "answer for me 0 me|ask born 2 0 |possible young gb two rest|state for=me|"},
    {"for=child",
     "answer for child 1 child|ask born 2 1 |possible young gb two rest|state for=child|"},
    /* What a rule refuses is not given. */
    {"for=child&born=1999-12-31",
     "answer for child 1 child|refused born 1999-12-31 0|ask born 2 1 |"
     "possible young gb two rest|state for=child|"},
    {"for=child&born=1999-12-31..2000-01-01&country=gb",
     "answer for child 1 child|"
     "answer born 1999-12-31..2000-01-01 0 1999-12-31\xe2\x80\x93"
     "2000-01-01 1 |answer country gb 0 gb|"
     "outcome gb|possible gb|state for=child&born=1999-12-31..2000-01-01&country=gb|"},
    {"for=child&born=2020-01-01&country=de", "answer for child 1 child|"
                                             "answer born 2020-01-01 0 2020-01-01 1 |answer "
                                             "country de 2 de|outcome young 0 2|possible young|"
                                             "state for=child&born=2020-01-01&country=de|"},
    /* A day, before and from the threshold on; a country of the group. */
    {"for=me&born=2013-01-19&country=fr",
     "answer for me 0 me|answer born 2013-01-19 0 2013-01-19 0 |answer country fr 1 fr|outcome "
     "young 2|"
     "possible young|state for=me&born=2013-01-19&country=fr|"},
    {"for=me&born=2013-01-18&country=fr&has=a,b",
     "answer for me 0 me|answer born 2013-01-18 0 2013-01-18 0 |answer country fr 1 fr|answer "
     "has a,b  a,b|"
     "outcome two|possible two|state for=me&born=2013-01-18&country=fr&has=a%2cb|"},
    {"for=me&born=2013-01-18..2013-01-19&country=fr&has=none",
     "answer for me 0 me|answer born 2013-01-18..2013-01-19 0 2013-01-18\xe2\x80\x93"
     "2013-01-19 0 |"
     "answer country fr 1 fr|answer has none  none|possible young rest|doubt born 1 1|"
     "state for=me&born=2013-01-18..2013-01-19&country=fr&has=none|"},
    /* Asked although it no longer matters, and what a rule refuses is not given. */
    {"for=me&country=gb",
     "answer for me 0 me|unused country gb 0 gb|ask born 2 0 |possible young gb "
     "two rest|state for=me&country=gb|"},
    {"for=me&born=2013-02-29", "answer for me 0 me|invalid born 2013-02-29|ask born 2 0 "
                               "|possible young gb two rest|state for=me|"},
    /* Old names, and thresholds that a link sets. */
    {"for=me&born=2000-01-01&land=uk", "answer for me 0 me|answer born 2000-01-01 0 2000-01-01 0 "
                                       "|answer country gb 0 gb|outcome gb|possible gb|"
                                       "state for=me&born=2000-01-01&country=gb|"},
    {"for=me&born=2000-01-01&country=us&has=c&many=1",
     "answer for me 0 me|answer born 2000-01-01 0 2000-01-01 0 |answer country us 4 us|answer "
     "has c  c|"
     "threshold many 1 1|outcome two|possible two|state "
     "for=me&born=2000-01-01&country=us&has=c&many=1|"},
    {"for=me&born=2000-01-01&country=us&has=c",
     "answer for me 0 me|answer born 2000-01-01 0 2000-01-01 0 |answer country us 4 us|answer "
     "has c  c|"
     "outcome rest|possible rest|state for=me&born=2000-01-01&country=us&has=c|"},
    {"for=me&born=2000-01-01&country=us&has=a,d,b&many=x",
     "answer for me 0 me|answer born 2000-01-01 0 2000-01-01 0 |answer country us 4 us|answer "
     "has a,b,d  a,b,d|"
     "invalid many x|outcome rest|possible rest|state "
     "for=me&born=2000-01-01&country=us&has=a%2cb%2cd|"},
    {"for=me&born=2000-01-01&country=us&has=unsure",
     "answer for me 0 me|answer born 2000-01-01 0 2000-01-01 0 |answer country us 4 us|answer "
     "has unsure  unsure|"
     "possible two rest|doubt has 1 1|state for=me&born=2000-01-01&country=us&has=unsure|"},
    {"for=me&born=unsure&country=unsure&has=none&~version=2025-01-01&~result=gb",
     "answer for me 0 me|answer born unsure 0 unsure 0 |answer country unsure  unsure|answer has "
     "none  none|"
     "possible young gb rest|doubt country 1 2|doubt born 2 3|then 2025-01-01 gb|"
     "state for=me&born=unsure&country=unsure&has=none|"},
};

static void says_all_that_the_format_can(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rich_cases / sizeof *rich_cases; i++) {
    const char *got = run(rich_cases[i].state);
    if (strcmp(got, rich_cases[i].want) != 0) {
      fail_msg("%s:\n got %s\nwant %s", rich_cases[i].state, got, rich_cases[i].want);
    }
  }
}

/* --- why -------------------------------------------------------------------------------- */

static const struct {
  const char *state, *want;
} why_cases[] = {
    /* Nothing stands yet: gates only. */
    {"stable=no", "gate rag needs-knowledge open|gate finetuning stable-task fail|"
                  "gate finetuning prompt-ceiling open|gate finetuning rag-first open|"
                  "gate finetuning enough-examples open|gate finetuning pays-back open|"},
    /* What can be changed, how far away it is, and from where on a source says otherwise. */
    {"stable=yes&knowledge=prompt&goal=cost&examples=5000&volume=600000",
     "gate rag needs-knowledge fail|gate finetuning stable-task pass|"
     "gate finetuning prompt-ceiling pass|gate finetuning rag-first pass|"
     "gate finetuning enough-examples pass|gate finetuning pays-back fail|"
     "decided volume finetuning pays-back|"
     "flip stable=yes&knowledge=large&goal=cost&examples=5000&volume=600000 prompting+rag "
     "prompting+rag+finetuning|set knowledge large = large |"
     "flip stable=yes&knowledge=live&goal=cost&examples=5000&volume=600000 prompting+rag "
     "prompting+rag+finetuning|set knowledge live = live |"
     "flip stable=yes&knowledge=prompt&goal=cost&examples=5000&volume=2934021 "
     "prompting+finetuning|set volume 2934020 > 2,934,020 2,334,020|"
     "depends breakeven 350000 < 600,000 prompting+finetuning|"},
    /* Both answers together; no source says anything that matters. */
    {"stable=no&knowledge=prompt",
     "gate rag needs-knowledge fail|gate finetuning stable-task fail|"
     "gate finetuning prompt-ceiling open|gate finetuning rag-first pass|"
     "gate finetuning enough-examples open|gate finetuning pays-back open|"
     "decided knowledge rag needs-knowledge|"
     "flip stable=no&knowledge=large prompting+rag|set knowledge large = large |"
     "flip stable=no&knowledge=live prompting+rag|set knowledge live = live |robust 3|"},
};

static void says_why(void **state) {
  (void)state;
  struct reading *r;
  struct decision d = published(&r);
  for (size_t i = 0; i < sizeof why_cases / sizeof *why_cases; i++) {
    arena a = r->perm;
    buf out = buf_new(&a, 1 << 16);
    decide_explain(&d.engine, str_of(why_cases[i].state), a, &out);
    for (ptrdiff_t k = 0; k < out.n; k++) {
      out.s[k] = (char)(out.s[k] == '\n' ? '|' : out.s[k] == '\t' ? ' ' : out.s[k]);
    }
    assert_str_equal(buf_text(&out), str_of(why_cases[i].want));
  }
}

/* --- moved thresholds ------------------------------------------------------------------- */

/* Bounds that may coincide, swap and leave the limits: of bands, of conditions and of a count. */
static const char movable[] =
    "decision: movable\n"
    "title: Movable\n"
    "version: 2026-11-21\n"
    "thresholds: {low: {value: %d}, many: {value: %d}}\n"
    "tree:\n"
    "  start: load\n"
    "  questions:\n"
    "    load:\n"
    "      ask: How much?\n"
    "      type: number\n"
    "      limits: [0, 40]\n"
    "      answers:\n"
    "        - {below: low, go: has}\n"
    "        - {from: low, go: [{if: load > 20 and load <= many, to: size}, {to: has}]}\n"
    "    size:\n"
    "      ask: How large?\n"
    "      type: number\n"
    "      limits: [0, 9]\n"
    "      always: true\n"
    "      answers: [{go: has}]\n"
    "    has:\n"
    "      ask: What?\n"
    "      type: several\n"
    "      choices: {a: A, b: B, c: C}\n"
    "      end: [{if: has count < many and not has has a, to: x}, {if: load = many, to: z}, "
    "{if: load < 30 or load >= low, to: y}, {to: z}]\n"
    "outcomes: {x: {title: X}, y: {title: Y}, z: {title: Z}}\n";

/* All that a state leads to, except for what it says of thresholds itself. */
static void add_lines(const struct decide *d, str state, arena a, buf *out) {
  buf lines = buf_new(&a, 1 << 14);
  decide_run(d, state, a, &lines);
  assert_false(lines.full);
  for (str rest = buf_text(&lines), line; str_cut(rest, '\n', &line, &rest);) {
    if (!str_starts(line, STR("threshold")) && !str_starts(line, STR("state"))) {
      buf_str(out, line);
      buf_byte(out, '\n');
    }
  }
}

/* What states of the decision with these values lead to, once `moved` is added to each. */
static const char *movable_leads(int low, int many, const char *moved) {
  static const char *const states[] = {"load=0",
                                       "load=2&has=none",
                                       "load=20..25&has=unsure",
                                       "load=30&size=3&has=b,c",
                                       "load=unsure&has=a",
                                       "load=3..40&has=b",
                                       "load=21&has=a,b,c",
                                       "load=40&has=c",
                                       "load=4&has=b",
                                       "load=20&size=9&has=b",
                                       "load=39&size=1&has=none"};
  char text[2048];
  struct reading *r = read_text(STR(""));
  snprintf(text, sizeof text, movable, low, many);
  struct decision d = decide_in(r, arena_copy(&r->perm, str_of(text)), NULL);
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  buf out = buf_new(&r->perm, 1 << 16);
  for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
    char state[128];
    snprintf(state, sizeof state, "%s%s", states[i], moved);
    add_lines(&d.engine, str_of(state), r->perm, &out);
  }
  return arena_copy(&r->perm, buf_text(&out)).s;
}

static void moves_as_if_written_so(void **state) {
  (void)state;
  static const int lows[] = {2, 3, 20, 21, 30, 40};
  static const int manys[] = {-1, 0, 1, 2, 3, 4, 20, 21, 30, 40, 41};
  for (size_t i = 0; i < sizeof lows / sizeof *lows; i++) {
    for (size_t k = 0; k < sizeof manys / sizeof *manys; k++) {
      static char want[1 << 16];
      char moved[64];
      snprintf(moved, sizeof moved, "&low=%d&many=%d", lows[i], manys[k]);
      snprintf(want, sizeof want, "%s", movable_leads(lows[i], manys[k], ""));
      assert_string_equal(movable_leads(20, 30, moved), want);
      assert_string_equal(movable_leads(3, 2, moved), want);
    }
  }
}

/* --- the cost table ---------------------------------------------------------------------- */

static const struct {
  const char *state, *want; /* of decide_run, the lines below */
} cost_cases[] = {
    /* A threshold in its own unit, or as the table says it: calls a day, 30.4375 a month. */
    {"breakeven=1000000", "threshold breakeven 1000000 1,000,000|"},
    {"breakeven=~10000", "threshold breakeven 304375 304,375|"},
    {"breakeven=~96404.12345678", "threshold breakeven 2934300 2,934,300|"},
    {"breakeven=~never", "threshold breakeven 1e300 never|"},
    {"breakeven=1e300", "threshold breakeven 1e300 never|"},
    {"breakeven=~", "invalid breakeven ~|"},
    {"breakeven=~1k", "invalid breakeven ~1k|"},
    {"min_examples=~never", "invalid min_examples ~never|"},
    {"min_examples=~500", "invalid min_examples ~500|"}, /* it is no figure of the table */
    /* What moves with it. */
    {"stable=yes&knowledge=prompt&goal=cost&examples=5000&volume=600000&breakeven=~10000",
     "threshold breakeven 304375 304,375|outcome prompting+finetuning|costs calls=19712.5|"},
    {"stable=yes&knowledge=prompt&goal=cost&examples=5000&volume=1G&breakeven=~never",
     "threshold breakeven 1e300 never|outcome prompting|"}, /* volume is not asked then */
    /* Answers that do not count, or are not known, feed nothing. */
    {"stable=no&knowledge=prompt&volume=600000", "outcome prompting|"},
    {"stable=yes&knowledge=prompt&goal=cost&examples=900&volume=unsure", ""},
    {"stable=yes&knowledge=prompt&goal=cost&examples=900&volume=1M..5M",
     "costs calls=32854.2 calls=164271|"},
};

static void takes_figures_from_the_table(void **state) {
  (void)state;
  struct reading *r;
  struct decision d = published(&r);
  for (size_t i = 0; i < sizeof cost_cases / sizeof *cost_cases; i++) {
    arena a = r->perm;
    buf out = buf_new(&a, 1 << 16);
    buf said = buf_new(&a, 1 << 16);
    decide_run(&d.engine, str_of(cost_cases[i].state), a, &out);
    for (str rest = buf_text(&out), line; str_cut(rest, '\n', &line, &rest);) {
      bool is_shown = str_starts(line, STR("threshold")) || str_starts(line, STR("outcome")) ||
                      str_starts(line, STR("costs")) || str_starts(line, STR("invalid"));
      for (ptrdiff_t k = 0; k < line.n && is_shown; k++) {
        buf_byte(&said, line.s[k] == '\t' ? ' ' : line.s[k]);
      }
      buf_str(&said, is_shown ? STR("|") : STR(""));
    }
    assert_str_equal(buf_text(&said), str_of(cost_cases[i].want));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_what_the_example_says), cmocka_unit_test(weighs_questions),
      cmocka_unit_test(says_all_that_the_format_can), cmocka_unit_test(says_why),
      cmocka_unit_test(takes_figures_from_the_table), cmocka_unit_test(moves_as_if_written_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
