#include "core/cost_session.h"
#include "cost_text.h"
#include "model/cost_parts.h"

/* What cost_run says with this state. */
static str run(struct reading *r, const struct cost_table *t, const char *state) {
  struct cost engine;
  assert_true(cost_open(t->image, &engine));
  buf out = buf_new(&r->perm, 1 << 20);
  arena rest = r->perm;
  struct cost_session *s = cost_start(&engine, &rest);
  cost_run(s, str_of(state), rest, &out);
  assert_false(out.full);
  return buf_text(&out);
}

/* A line that begins with these fields. */
static void expect_line(str lines, const char *line) {
  char wanted[2][300];
  snprintf(wanted[0], sizeof wanted[0], "%s\n", line);
  snprintf(wanted[1], sizeof wanted[1], "%s\t", line);
  if (str_search(lines, str_of(wanted[0])) < 0 && str_search(lines, str_of(wanted[1])) < 0) {
    fail_msg("no line \"%s\" in:\n%.*s", line, (int)lines.n, lines.s);
  }
}

/* The number in field `field` of the line that begins so. */
static double number_in(str lines, const char *lead, int field) {
  ptrdiff_t at = str_search(lines, str_of(lead));
  if (at < 0) {
    fail_msg("no line \"%s\" in:\n%.*s", lead, (int)lines.n, lines.s);
  }
  str line = str_sub(lines, at, lines.n);
  for (int i = 0; i < field; i++) {
    (void)str_take(&line, '\t');
  }
  return strtod(line.s, NULL);
}

/* A state in which nothing is sampled: every input has its default. */
static const char *defaults_of(const struct cost_table *t, const char *more) {
  static char state[4000];
  size_t n = 0;
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    const struct table_input *in = &t->inputs[i];
    if (in->kind != DIST_FIXED) {
      n += (size_t)snprintf(state + n, sizeof state - n, "%.*s=%.15g&", (int)in->id.n, in->id.s,
                            in->value / in->unit.factor);
    }
  }
  snprintf(state + n, sizeof state - n, "%s", more);
  return state;
}

/* Sums at the medians of all inputs, computed by hand with the same formulas. */
static void totals(void **state) {
  (void)state;
  static const struct {
    const char *state, *alternative;
    double want;
  } rows[] = {
      {"", "prompt", 92073},
      {"", "rag", 216692},
      {"", "ft_hosted", 58767},
      {"", "ft_self", 164693},
      {"", "hybrid", 80753},
      {"scenario=small", "prompt", 23463},
      {"calls=2e6", "prompt", 778175},
      {"scenario=frugal", "prompt", 110180},
      {"labour=ignore", "prompt", 76233},
  };
  struct reading *r;
  struct cost_table *t = example(&r);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char lead[100];
    snprintf(lead, sizeof lead, "output\ttotal\t%s\t", rows[i].alternative);
    double got = number_in(run(r, t, defaults_of(t, rows[i].state)), lead, 3);
    if (got < rows[i].want - 1 || got > rows[i].want + 1) {
      fail_msg("%s %s: got %.2f, want %.0f", rows[i].state, rows[i].alternative, got, rows[i].want);
    }
  }
}

/* What an independent prototype found: median, 5th and 95th percentile in thousands of USD. */
static void samples(void **state) {
  (void)state;
  static const struct {
    const char *alternative;
    double median, low, high;
  } rows[] = {{"prompt", 104, 68, 161},
              {"rag", 233, 165, 338},
              {"ft_hosted", 65, 41, 110},
              {"ft_self", 176, 119, 265},
              {"hybrid", 91, 60, 141}};
  struct reading *r;
  struct cost_table *t = example(&r);
  str out = run(r, t, "scenario=middle");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const double want[] = {rows[i].median, rows[i].low, rows[i].high};
    static const int fields[] = {3, 6, 8};
    char lead[100];
    snprintf(lead, sizeof lead, "output\ttotal\t%s\t", rows[i].alternative);
    for (int k = 0; k < 3; k++) {
      double got = number_in(out, lead, fields[k]) / 1000;
      if (got < want[k] * 0.98 - 0.5 || got > want[k] * 1.02 + 0.5) {
        fail_msg("%s, field %d: got %.2f, want %.0f", lead, fields[k], got, want[k]);
      }
    }
  }
}

static const struct table_input *input_of(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, id)) {
      return &t->inputs[i];
    }
  }
  fail_msg("no input %.*s", (int)id.n, id.s);
  return NULL;
}

static void inputs(void **state) {
  (void)state;
  struct reading *r;
  struct cost_table *t = example(&r);
  assert_int_equal(t->input_count, 34);
  const struct table_input *calls = input_of(t, STR("calls"));
  assert_str_equal(calls->label, STR("Calls per day"));
  assert_str_equal(calls->unit.text, STR("call/d"));
  assert_true(calls->varies && calls->logarithmic && calls->ranged && calls->least == 0);
  assert_int_equal(calls->source, -1);
  const struct table_input *fixed = input_of(t, STR("static"));
  assert_true(fixed->value > 1414.2 && fixed->value < 1414.3); /* the root of 800 * 2500 */
  assert_true(fixed->low == 800 && fixed->high == 2500 && !fixed->varies);
  assert_str_equal(t->sources[fixed->source].id, STR("us"));
  assert_true(input_of(t, STR("hit"))->value == 0.725); /* uniform: the middle */
  const struct table_input *examples = input_of(t, STR("examples"));
  assert_true(examples->least == 50 && examples->most == 50000);
  const struct table_input *baseline = input_of(t, STR("baseline"));
  assert_int_equal(baseline->choice_count, 5);
  assert_true(baseline->value == 1);
  assert_str_equal(baseline->choices[1].label, STR("gpt-5.4-mini"));
  const struct table_input *horizon = &t->inputs[t->input_count - 1];
  assert_str_equal(horizon->id, STR("horizon"));
  assert_true(horizon->varies && horizon->value == t->horizon);
  assert_true(t->horizon == 12 * 30.4375 * 86400 && t->horizon_high == 36 * 30.4375 * 86400);
}

static void prices(void **state) {
  (void)state;
  struct reading *r;
  struct cost_table *t = example(&r);
  int current = 0;
  for (ptrdiff_t i = 0; i < t->price_count; i++) {
    current += t->prices[i].current;
    assert_true(t->prices[i].source >= 0);
  }
  assert_int_equal(t->price_count, 6 * 3 + 4);
  assert_int_equal(current, 5 * 3 + 4);
  const struct price *p = &t->prices[1];
  assert_str_equal(p->table, STR("llm"));
  assert_str_equal(p->row, STR("gpt-6-luna"));
  assert_str_equal(p->column, STR("cached"));
  assert_str_equal(p->text, STR("0.01"));
  assert_true(p->value == 0.01 * 1e-6);
  const struct price *later = &t->prices[15];
  assert_true(later->announced && !later->current);
  assert_str_equal(later->from, STR("2027-01-01"));
}

/* Lines merge by name, in the parent's places; the gate is the parent's. */
static void alternatives(void **state) {
  (void)state;
  static const char *const lines[] = {"labels", "train",  "build", "upkeep", "fallback",
                                      "tokens", "labels", "train", "work"};
  struct reading *r;
  struct cost_table *t = example(&r);
  assert_int_equal(t->alternative_count, 5);
  const struct table_alternative *a = &t->alternatives[4];
  assert_int_equal(a->line_count, 9);
  for (int i = 0; i < 9; i++) {
    assert_str_equal(a->lines[i].id, str_of(lines[i]));
  }
  assert_str_equal(a->lines[5].formula, STR("routed*tuned_call + (1-routed)*prompt_call"));
  assert_str_equal(a->lines[3].unit.text, STR("USD/mo"));
  assert_int_equal(a->lines[8].kind, COST_RETRAIN);
  assert_str_equal(a->gate, STR("examples >= 50 ex"));
  str out = run(r, t, "examples=50");
  expect_line(out, "gate\tft_hosted\t1");
  assert_int_equal(str_search(out, STR("gate\tprompt")), -1);
}

static void outputs_and_scenarios(void **state) {
  (void)state;
  struct reading *r;
  struct cost_table *t = example(&r);
  assert_int_equal(t->output_count, 3);
  assert_false(t->outputs[2].per_alternative);
  assert_true(t->outputs[0].per_alternative);
  assert_str_equal(t->outputs[1].unit.text, STR("USD/kcall"));
  assert_str_equal(t->scenarios[0].state, STR("calls=20000"));
  assert_str_equal(t->scenarios[3].state, STR("calls=2000000&baseline=gpt-6-luna"));
  expect_line(run(r, t, "scenario=frugal"), "state\tcalls=2000000&baseline=gpt-6-luna");
  expect_line(run(r, t, "scenario=middle"), "state\t");
  expect_line(run(r, t, ""), "input\tcalls\t200000\t200,000\tcall/d");
  expect_line(run(r, t, "horizon=24"), "input\thorizon\t24\t24\tmo");
  expect_line(run(r, t, "calls=0"), "output\tunit_cost\tprompt\tundefined\tundefined\tUSD/kcall");
}

/* The same text gives the same bytes. */
static void image(void **state) {
  (void)state;
  static char first[64 << 10];
  struct reading *r;
  struct cost_table *t = example(&r);
  ptrdiff_t size = t->image.n;
  assert_true(size > 0 && size < (ptrdiff_t)sizeof first);
  memcpy(first, t->image.s, (size_t)size);
  t = example(&r);
  assert_int_equal(t->image.n, size);
  assert_memory_equal(first, t->image.s, (size_t)size);
}

/* Prices hold from `from` up to, but not on, `until`. */
static void days(void **state) {
  (void)state;
  static const struct {
    const char *as_of, *want; /* NULL: none holds */
  } rows[] = {
      {"2025-12-31", NULL}, {"2026-01-01", "1"}, {"2026-06-30", "1"},
      {"2026-07-01", "2"},  {"2026-12-31", "2"}, {"2027-01-01", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[2000];
    snprintf(text, sizeof text,
             "fingerpost-cost: 1\nid: t\ntitle: T\ncurrency: USD\nas_of: %s\n"
             "units: {base: [USD]}\n"
             "sources: {us: {title: Us, kind: assumption, as_of: 2026-11-21}}\n"
             "prices:\n  p:\n"
             "    - {value: 1 USD, from: 2026-01-01, until: 2026-07-01, source: us}\n"
             "    - {value: 2 USD, from: 2026-07-01, until: 2027-01-01, source: us}\n"
             "inputs: {x: {unit: 1, default: 1, vary: user}}\n"
             "alternatives: {a: {once: {buy: p * x}}}\n"
             "outputs: {total: {per: alternative, unit: USD, is: once}}\n",
             rows[i].as_of);
    struct reading *r = read_text(str_of(text));
    struct cost_table *t = build(r);
    if (rows[i].want == NULL) {
      assert_int_equal(r->ds.count, 1);
      assert_int_equal(r->ds.items[0].id, D_PRICE_GAP);
      assert_int_equal(t->image.n, 0);
      continue;
    }
    char line[100];
    snprintf(line, sizeof line, "output\ttotal\ta\t%s\t%s\tUSD", rows[i].want, rows[i].want);
    expect_line(run(r, t, ""), line);
  }
}

/* Medians of the kinds of ranges, and what bounds an input has when it says nothing. */
static void medians(void **state) {
  (void)state;
  static const struct {
    const char *input;
    double value, least;
  } rows[] = {
      {"range: [4, 9], dist: lognormal, source: us", 6, 0},
      {"range: [4, 9], dist: uniform, source: us", 6.5, 0},
      {"range: [4, 9], dist: triangular, source: us", 6.5, 0},
      {"range: [4, 9], dist: fixed, source: us", 6.5, 0},
      {"range: [4, 9], vary: user, scale: log", 6, 0},
      {"range: [4, 9], dist: uniform, default: 4, source: us", 4, 0},
      {"range: [-4, 9], vary: user", 2.5, -1e15},
      {"default: -1, vary: user", -1, -1e15},
      {"default: 5, bounds: [-2, 9], vary: user", 5, -2},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[1000];
    snprintf(text, sizeof text,
             "inputs: {x: {unit: mo, %s}}\nalternatives: {a: {once: {buy: 1 USD*x/1 s}}}\n"
             "outputs: {total: {per: alternative, unit: USD, is: once}}\n",
             rows[i].input);
    struct reading *r;
    struct cost_table *t = small(&r, text);
    assert_int_equal(r->ds.count, 0);
    if (t->inputs[0].value != rows[i].value * 100 || t->inputs[0].least != rows[i].least * 100) {
      fail_msg("%s: value %g, least %g", rows[i].input, t->inputs[0].value, t->inputs[0].least);
    }
  }
}

/* Kinds without lines are 0 of their unit; sums and outputs of others can be asked for. */
static void empty_kinds(void **state) {
  (void)state;
  struct reading *r;
  struct cost_table *t = small(
      &r, "inputs: {x: {unit: 1, default: 2, vary: user}}\n"
          "alternatives:\n  a: {once: {buy: 3 USD*x}}\n  b: {month: {rent: 1 USD/mo}}\n  c: {}\n"
          "outputs:\n"
          "  total: {per: alternative, unit: USD, is: once + per_month*5 mo + per_call*1 call}\n"
          "  gap: {unit: USD, is: \"total[a] - total[b] - once[b]\"}\n");
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  str out = run(r, t, "");
  expect_line(out, "output\ttotal\ta\t6\t6\tUSD");
  expect_line(out, "output\ttotal\tb\t5\t5\tUSD");
  expect_line(out, "output\ttotal\tc\t0\t0\tUSD");
  expect_line(out, "output\tgap\t\t1\t1\tUSD");
  expect_line(out, "cheapest\ttotal\tc");
}

/* A chain of names, each used before it is defined, with `depth` calls around each. */
static bool chain_builds(struct reading **ret_reading, const char *sample, int count, int depth) {
  static char text[200 << 10];
  size_t n = (size_t)snprintf(text, sizeof text,
                              "%sinputs: {x: {unit: 1, default: 1, vary: user}}\nlet:\n", sample);
  for (int i = 0; i < count; i++) {
    n += (size_t)snprintf(text + n, sizeof text - n, "  n%d: {unit: 1, is: \"", i);
    for (int d = 0; d < depth; d++) {
      n += (size_t)snprintf(text + n, sizeof text - n, "abs(");
    }
    n += (size_t)snprintf(text + n, sizeof text - n, i + 1 < count ? "n%d" : "x", i + 1);
    for (int d = 0; d < depth; d++) {
      n += (size_t)snprintf(text + n, sizeof text - n, ")");
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "\"}\n");
  }
  snprintf(text + n, sizeof text - n,
           "alternatives: {a: {once: {buy: 1 USD*n0}}}\n"
           "outputs: {total: {per: alternative, unit: USD, is: once}}\n");
  return small(ret_reading, text)->image.n > 0;
}

static void limits(void **state) {
  (void)state;
  struct reading *r;
  const int deep = COMPILE_DEPTH_MAX / 10;
  assert_true(chain_builds(&r, "", COST_ENTRIES_MAX, 0));
  assert_false(chain_builds(&r, "", COST_ENTRIES_MAX + 1, 0));
  assert_int_equal(r->ds.items[0].id, D_COST_SIZE);
  assert_true(chain_builds(&r, "", deep, 9));
  assert_int_equal(r->ds.count, 0);
  assert_false(chain_builds(&r, "", deep + 1, 9));
  assert_int_equal(r->ds.items[0].id, D_COST_SIZE);
  assert_int_equal(r->ds.count, 1);
}

/* Steps times samples have a limit. */
static void cells(void **state) {
  (void)state;
  struct reading *r;
  const int most = COST_CELLS_MAX / COST_SAMPLES_MAX;
  const char *sample = "sample: {n: 65536}\n";
  assert_true(chain_builds(&r, sample, most / 4, 3));
  assert_int_equal(r->ds.count, 0);
  assert_false(chain_builds(&r, sample, most / 4, 5));
  assert_int_equal(r->ds.items[0].id, D_COST_SIZE);
  assert_int_equal(r->ds.count, 1);
}

/* Whatever a table lacks, it is refused without a crash, and not for ever. */
static void torn(void **state) {
  (void)state;
  struct reading *r;
  example(&r);
  static char text[64 << 10];
  FILE *file = fopen("tests/unit/costs/adapt-llm.yaml", "rb");
  assert_non_null(file);
  size_t size = fread(text, 1, sizeof text, file);
  fclose(file);
  for (size_t cut = 0; cut < size; cut += 97) {
    r = read_text((str){text, (ptrdiff_t)cut});
    struct cost_table *t = build(r);
    assert_true(cut == 0 || r->ds.count > 0 || t->image.n > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(totals),       cmocka_unit_test(samples),
      cmocka_unit_test(inputs),       cmocka_unit_test(prices),
      cmocka_unit_test(alternatives), cmocka_unit_test(outputs_and_scenarios),
      cmocka_unit_test(image),        cmocka_unit_test(days),
      cmocka_unit_test(medians),      cmocka_unit_test(empty_kinds),
      cmocka_unit_test(limits),       cmocka_unit_test(cells),
      cmocka_unit_test(cells),        cmocka_unit_test(torn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
