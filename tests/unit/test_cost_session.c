/* Cost tables with samples: what changes from run to run, claims, hashes and errors. */
#include "cost_made.h"
#include "unit.h"

#include "core/cost_parts.h"

#include "core/fmath.h"
#include "core/mem.h"

/*
 * Inputs: calls (100, set by readers), price (1 to 4), hours (10 to 30) and rate (2);
 * prompt costs calls * price, tune hours * rate + calls.
 */
static struct make sampled(arena *a) {
  struct make m = make_new(a);
  m.root.samples = 4096;
  uint32_t calls = make_input(&m, STR("calls"), 100);
  uint32_t price = make_input(&m, STR("price"), 2);
  make_dist(&m, DIST_LOGNORMAL, 1, 4);
  uint32_t hours = make_input(&m, STR("hours"), 20);
  make_dist(&m, DIST_UNIFORM, 10, 30);
  uint32_t rate = make_input(&m, STR("rate"), 2);
  uint32_t prompt = make_step(&m, (struct vm_step){VM_MUL, calls, price, 0});
  uint32_t work = make_step(&m, (struct vm_step){VM_MUL, hours, rate, 0});
  uint32_t tune = make_step(&m, (struct vm_step){VM_ADD, work, calls, 0});
  make_alternative(&m, STR("prompt"), COST_NONE);
  make_alternative(&m, STR("tune"), COST_NONE);
  make_line(&m, STR("work"), work, 1);
  make_output(&m, STR("total"), prompt, 0);
  make_output(&m, STR("total"), tune, 1);
  make_scenario(&m, STR("sure"));
  make_setting(&m, 1, 3);
  return m;
}

static struct cost open_made(const struct make *m) {
  struct cost c;
  assert_true(cost_open(make_image(m), &c));
  return c;
}

/* The first line that begins so, behind that. */
static str line_of(str text, const char *lead) {
  ptrdiff_t n = (ptrdiff_t)strlen(lead);
  for (str line; str_cut(text, '\n', &line, &text);) {
    if (str_starts(line, (str){lead, n})) {
      return str_sub(line, n, line.n);
    }
  }
  fail_msg("no line %s", lead);
  return STR("");
}

static double number_at(str line, int field) {
  for (int i = 0; i < field; i++) {
    (void)str_take(&line, '\t');
  }
  char text[64] = {0};
  mem_copy(text, line.s, line.n < 63 ? line.n : 63);
  return strtod(text, NULL);
}

static void assert_near(double got, double want, double off) {
  if (!(got >= want - off && got <= want + off)) {
    fail_msg("%g, not %g", got, want);
  }
}

/* NUMBER UNIT RANGE MEAN of a known distribution: 10 to 30, times 2, and 100. */
static void samples_have_quantiles(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct cost c = open_made(&m);
  str line = line_of(make_run(&c, STR(""), &a), "output\ttotal\ttune\t");
  assert_near(number_at(line, 0), 140, 0.1);
  assert_near(number_at(line, 3), 122, 0.1);
  assert_near(number_at(line, 5), 158, 0.1);
  assert_near(number_at(line, 7), 140, 0.1);
  line = line_of(make_run(&c, STR(""), &a), "output\ttotal\tprompt\t");
  assert_near(number_at(line, 0), 200, 1);
  assert_near(number_at(line, 3), 100, 1);
  assert_near(number_at(line, 5), 400, 2);
}

static void what_is_set_has_one_value(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct cost c = open_made(&m);
  struct cost_session *s = cost_start(&c, &a);
  str got = make_rerun(s, STR("hours=15"), &a);
  assert_str_equal(line_of(got, "output\ttotal\ttune\t"), STR("130\t130\tUSD\t\t\t\t\t\t\t"));
  assert_str_equal(line_of(got, "line\ttune\tonce\twork\t"), STR("30\t30\tUSD\t\t\t\t"));
  assert_str_equal(line_of(got, "input\thours\t"), STR("15\t15\tUSD\t\t\t\t"));
  assert_str_equal(line_of(got, "input\tprice\t"), STR("2\t2\tUSD\t1\t1\t4\t4"));
  assert_str_equal(line_of(got, "state\t"), STR("hours=15"));
  got = make_rerun(s, STR("hours=20"), &a); /* the default is one value, not samples */
  assert_str_equal(line_of(got, "state\t"), STR("hours=20"));
  got = make_rerun(s, STR("scenario=sure"), &a);
  assert_str_equal(line_of(got, "state\t"), STR("price=3"));
  assert_str_equal(line_of(got, "output\ttotal\tprompt\t"), STR("300\t300\tUSD\t\t\t\t\t\t\t"));
  got = make_rerun(s, STR("price=&scenario=sure"), &a);
  assert_str_equal(line_of(got, "state\t"), STR(""));
  assert_str_equal(got, make_run(&c, STR(""), &a));
}

static void an_empty_value_is_none_for_others(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct cost c = open_made(&m);
  assert_str_equal(line_of(make_run(&c, STR("calls="), &a), "invalid\t"), STR("calls\t"));
}

/* Whatever was asked before, an answer is what a new session gives. */
static void sessions_forget(void **state) {
  (void)state;
  static const str states[] = {
      STR_INIT(""),          STR_INIT("calls=3"),         STR_INIT("price=2&hours=11"),
      STR_INIT("rate=0"),    STR_INIT("scenario=sure"),   STR_INIT("hours=11"),
      STR_INIT("calls=1e6"), STR_INIT("price=0&calls=0"), STR_INIT("price=1&hours=1&rate=5"),
  };
  enum { COUNT = sizeof states / sizeof *states };
  arena perm = unit_arena();
  struct make m = sampled(&perm);
  struct cost c = open_made(&m);
  struct cost_session *s = cost_start(&c, &perm);
  for (int i = 0; i < COUNT * COUNT; i++) {
    arena a = perm;
    (void)make_rerun(s, states[i / COUNT], &a);
    str got = make_rerun(s, states[i % COUNT], &a);
    assert_str_equal(got, make_run(&c, states[i % COUNT], &a));
  }
}

/* tune is cheaper where calls * (price - 1) is more than 2 * hours. */
static void shares_add_up(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct cost c = open_made(&m);
  str got = make_run(&c, STR("hours=30"), &a);
  double prompt = number_at(line_of(got, "share\ttotal\tprompt\t"), 0);
  double tune = number_at(line_of(got, "share\ttotal\ttune\t"), 0);
  assert_true(prompt + tune == 1);
  assert_near(prompt, 0.298, 0.001); /* price below 1.6: normal share of ln(1.6/2)/0.4214 */
  assert_str_equal(line_of(got, "cheapest\t"), STR("total\ttune"));
}

/* P(hours < x), of hours from 10 to 30. */
static void chances_read_as_percent(void **state) {
  (void)state;
  static const struct {
    double below;
    const char *text;
  } rows[] = {{5, "0 %"},       {10.01, "<0.1 %"},  {11, "5.0 %"}, {20, "50 %"},
              {29.6, "98.0 %"}, {29.99, ">99.9 %"}, {40, "100 %"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    struct make m = sampled(&a);
    uint32_t limit = make_constant(&m, rows[i].below);
    uint32_t below = make_step(&m, (struct vm_step){VM_LT, 2, limit, 0});
    uint32_t chance = make_step(&m, (struct vm_step){VM_MEAN, below, 0, 0});
    make_output(&m, STR("chance"), chance, COST_NONE);
    struct cost c = open_made(&m);
    str line = line_of(make_run(&c, STR(""), &a), "output\tchance\t\t");
    (void)str_take(&line, '\t');
    assert_str_equal(str_take(&line, '\t'), str_of(rows[i].text));
  }
}

static void undefined_samples_are_counted(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  uint32_t twenty = make_constant(&m, 20);
  uint32_t off = make_step(&m, (struct vm_step){VM_SUB, 2, twenty, 0});
  uint32_t root = make_step(&m, (struct vm_step){VM_SQRT, off, 0, 0});
  make_output(&m, STR("root"), root, COST_NONE);
  uint32_t none = make_step(
      &m, (struct vm_step){VM_LOG, make_step(&m, (struct vm_step){VM_NEG, 2, 0, 0}), 0, 0});
  make_output(&m, STR("none"), none, COST_NONE);
  struct cost c = open_made(&m);
  str got = make_run(&c, STR(""), &a);
  str line = line_of(got, "output\troot\t\t");
  assert_near(number_at(line, 0), 2.236, 0.01); /* of those that are left */
  assert_true(str_ends(line, STR("\t50 %")));
  assert_str_equal(line_of(got, "output\tnone\t\t"),
                   STR("undefined\tundefined\tUSD\t\t\t\t\tundefined\tundefined\t100 %"));
}

static void samples_keep_to_their_bounds(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  m.inputs.items[2].low = 15;
  m.inputs.items[2].high = 25;
  struct cost c = open_made(&m);
  str line = line_of(make_run(&c, STR(""), &a), "line\ttune\tonce\twork\t");
  assert_near(number_at(line, 3), 30, 0);
  assert_near(number_at(line, 5), 50, 0);
}

static void ranks_say_what_matters(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  uint32_t both = make_step(&m, (struct vm_step){VM_MUL, 1, 2, 0});
  make_alternative(&m, STR("both"), COST_NONE);
  make_output(&m, STR("total"), both, 2);
  struct cost c = open_made(&m);
  str got = make_run(&c, STR(""), &a);
  assert_str_equal(line_of(got, "rank\ttotal\tprompt\t"), STR("price\t1\t1"));
  assert_str_equal(line_of(got, "rank\ttotal\ttune\t"), STR("hours\t1\t1"));
  str line = line_of(got, "rank\ttotal\tboth\t");
  assert_near(number_at(line, 1), 0.79, 0.02);
  assert_near(number_at(line_of(got, "rank\ttotal\tboth\thours\t"), 0), 0.58, 0.02);
  assert_int_equal(str_search(make_run(&c, STR("hours=1&price=1"), &a), STR("rank\t")), -1);
}

/* As many as there is room for, the first of equals first, and none that hardly matters. */
static void the_leading_inputs_come_first(void **state) {
  (void)state;
  static const double rho[] = {0.1, -0.9, 0.04, 0.5, 0.9, -0.2, 0.3, 0.05, 0.6, -0.7, 0.4};
  static const uint32_t want[COST_RANKS_MAX] = {1, 4, 9, 8, 3, 10, 6, 5};
  uint32_t got[COST_RANKS_MAX];
  struct cost_session s = {.input_count = sizeof rho / sizeof *rho};
  assert_int_equal(cost_leading(&s, rho, got), COST_RANKS_MAX);
  assert_memory_equal(got, want, sizeof want);
  s.input_count = 3;
  assert_int_equal(cost_leading(&s, rho, got), 2);
  assert_int_equal(got[0], 1);
  assert_int_equal(got[1], 0);
}

/* Pairs of samples go along: with 1, the rank correlation is 1. */
static void mates_go_along(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  m.inputs.items[2].mate = 1;
  m.inputs.items[2].rho = 1;
  struct cost c = open_made(&m);
  str got = make_run(&c, STR(""), &a);
  uint32_t rank = make_step(&m, (struct vm_step){VM_RANK, 1, 2, 0});
  make_output(&m, STR("rank"), rank, COST_NONE);
  c = open_made(&m);
  got = make_run(&c, STR(""), &a);
  assert_near(number_at(line_of(got, "output\trank\t\t"), 0), 1, 1e-9);
}

static void what_breaks_even_nowhere_says_never(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  uint32_t low = (uint32_t)m.constants.n;
  MAKE_ADD(&m, constants, 1);
  MAKE_ADD(&m, constants, 10);
  uint32_t gap = make_step(&m, (struct vm_step){VM_SUB, 4, 6, 0});
  make_output(&m, STR("even"), make_step(&m, (struct vm_step){VM_BREAKEVEN, gap, 0, low}),
              COST_NONE);
  struct cost c = open_made(&m);
  str line = line_of(make_run(&c, STR(""), &a), "output\teven\t\t");
  assert_true(str_starts(line, STR("never\tnever\tUSD\t")));
  assert_int_not_equal(str_search(line, STR("\tnever\tnever\t")), -1);
}

/* --- claims --------------------------------------------------------------------------- */

static str claims_of(struct cost_session *s, arena *a) {
  arena scratch = {NEW(a, char, 4 << 20), a->at};
  buf out = buf_new(a, 4096);
  cost_claims(s, scratch, &out);
  assert_false(out.full);
  return buf_text(&out);
}

static void claims_have_verdicts(void **state) {
  (void)state;
  static const struct {
    double left, right, margin;
    uint32_t strict;
    str want;
  } rows[] = {
      {1, 3, 1, 1, STR_INIT("true\t1\t1\t3\t3\t2\t2\tUSD\t0")},
      {1, 2, 1, 1, STR_INIT("true\t1\t1\t2\t2\t1\t1\tUSD\t0")},
      {1, 1.5, 1, 1, STR_INIT("close\t1\t1\t1.5\t1.5\t0.5\t0.5\tUSD\t0")},
      {1, 1, 0, 1, STR_INIT("false\t1\t1\t1\t1\t0\t0\tUSD\t0")},
      {1, 1, 0, 0, STR_INIT("true\t1\t1\t1\t1\t0\t0\tUSD\t0")},
      {3, 1, 0, 0, STR_INIT("false\t3\t3\t1\t1\t-2\t-2\tUSD\t0")},
      {VM_NEVER, 1, 0, 0, STR_INIT("false\tnever\tnever\t1\t1\tnever\tnever\tUSD\t0")},
      {1, VM_NEVER, 0, 0, STR_INIT("true\t1\t1\tnever\tnever\tnever\tnever\tUSD\t0")},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    arena a = unit_arena();
    struct make m = sampled(&a);
    struct cost_test test = {.left = make_constant(&m, rows[i].left),
                             .right = make_constant(&m, rows[i].right),
                             .is_strict = rows[i].strict,
                             .margin = rows[i].margin,
                             .factor = 1,
                             .unit = make_text(&m, STR("USD"))};
    make_claim(&m, STR("it"), STR(""), test);
    struct cost c = open_made(&m);
    assert_str_equal(line_of(claims_of(cost_start(&c, &a), &a), "claim\tit\t"), rows[i].want);
  }
}

/* Two tests: the one with less room speaks; states are the claim's own. */
static void claims_stand_in_their_state(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct pack_text usd = make_text(&m, STR("USD"));
  uint32_t mean = make_step(&m, (struct vm_step){VM_MEAN, 4, 0, 0});
  uint32_t low = make_constant(&m, 290);
  uint32_t high = make_constant(&m, 305);
  struct cost_test test = {.left = low, .right = mean, .margin = 1, .factor = 1, .unit = usd};
  make_claim(&m, STR("within"), STR("scenario=sure&calls=100"), test);
  test.left = mean;
  test.right = high;
  MAKE_ADD(&m, tests, test);
  MAKE_LAST(m.claims)->tests = 2;
  test.left = 2; /* hours: samples have no one value */
  make_claim(&m, STR("many"), STR(""), test);
  struct cost c = open_made(&m);
  struct cost_session *s = cost_start(&c, &a);
  str before = make_rerun(s, STR("calls=7"), &a);
  str got = claims_of(s, &a);
  assert_str_equal(line_of(got, "claim\twithin\t"), STR("true\t300\t300\t305\t305\t5\t5\tUSD\t1"));
  assert_true(str_starts(line_of(got, "claim\tmany\t"), STR("undefined\tundefined\t")));
  assert_str_equal(make_rerun(s, STR("calls=7"), &a), before);
}

/* --- hash and errors ------------------------------------------------------------------- */

static uint64_t hash_of(const struct make *m) {
  struct cost c = open_made(m);
  arena a = *m->a;
  struct cost_session *s = cost_start(&c, &a);
  uint64_t first = cost_hash(s, a);
  assert_true(cost_hash(s, a) == first);
  return first;
}

static void a_hash_is_over_all_bits(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  uint64_t first = hash_of(&m);
  m.root.seed++;
  assert_true(hash_of(&m) != first);
  m.root.seed--;
  m.settings.items[0].value += 1; /* of a scenario */
  assert_true(hash_of(&m) != first);
  m.settings.items[0].value -= 1;
  m.inputs.items[3].value = 2 + 1e-13;
  assert_true(hash_of(&m) != first);
  m.inputs.items[3].value = 2;
  assert_true(hash_of(&m) == first);
}

/* What depends on a single input has none: each of its quantiles occurs once. */
static void errors_shrink_with_samples(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct make m = sampled(&perm);
  uint32_t prompt = m.outputs.items[0].step;
  uint32_t tune = m.outputs.items[1].step;
  make_output(&m, STR("both"), make_step(&m, (struct vm_step){VM_ADD, prompt, tune, 0}), COST_NONE);
  double before = 1e9;
  for (m.root.samples = COST_SAMPLES_MIN; m.root.samples <= 65536; m.root.samples *= 8) {
    struct cost c = open_made(&m);
    arena a = perm;
    arena scratch = {NEW(&a, char, 64 << 20), a.at};
    buf out = buf_new(&a, 4096);
    cost_errors(&c, STR("rate=5"), scratch, &out);
    str got = buf_text(&out);
    assert_true(number_at(line_of(got, "error\ttotal\tprompt\t"), 0) == 0);
    double error = number_at(line_of(got, "error\tboth\t\t"), 0);
    assert_true(error > 0 && error < before / 2);
    before = error;
    error = number_at(line_of(got, "error-share\ttotal\ttune\t"), 0);
    assert_true(error > 0 && error < 0.02);
  }
}

/* Each makes one thing unsound. */
static void break_kind(struct make *m) {
  m->inputs.items[1].dist.kind = DIST_TRIANGULAR + 1;
}
static void break_ends(struct make *m) {
  m->inputs.items[1].dist.to = 0.5;
}
static void break_zero(struct make *m) {
  m->inputs.items[1].dist.from = 0;
}
static void break_size(struct make *m) {
  m->inputs.items[2].dist.to = 1e301;
}
static void break_nan(struct make *m) {
  m->inputs.items[2].dist.from = FMATH_UNDEFINED - FMATH_UNDEFINED;
}
static void break_mode(struct make *m) {
  m->inputs.items[2].dist.kind = DIST_TRIANGULAR;
  m->inputs.items[2].dist.mode = 31;
}
static void break_mate_self(struct make *m) {
  m->inputs.items[2].mate = 2;
}
static void break_mate_sign(struct make *m) {
  m->inputs.items[2].mate = -2;
}
static void break_mate_fixed(struct make *m) {
  m->inputs.items[2].mate = 0;
}
static void break_mate_rho(struct make *m) {
  m->inputs.items[2].mate = 1;
  m->inputs.items[2].rho = 1.5;
}
static void break_samples(struct make *m) {
  m->root.samples = 1000;
}
static void break_samples_few(struct make *m) {
  m->root.samples = 512;
}
static void break_samples_many(struct make *m) {
  m->root.samples = 1 << 17;
}
static void break_scrambles(struct make *m) {
  m->root.scrambles = COST_SCRAMBLES_MAX + 1;
}
static void break_figure_input(struct make *m) {
  m->root.figure_input = 4;
}
static void break_figure_output(struct make *m) {
  m->root.figure_output = 2;
}
static void break_claim(struct make *m) {
  make_claim(m, STR("c"), STR(""), (struct cost_test){.left = 99, .factor = 1});
}
static void break_claim_margin(struct make *m) {
  make_claim(m, STR("c"), STR(""), (struct cost_test){.margin = -1, .factor = 1});
}
static void break_claim_factor(struct make *m) {
  make_claim(m, STR("c"), STR(""), (struct cost_test){.margin = 1});
}
static void break_claim_tests(struct make *m) {
  make_claim(m, STR("c"), STR(""), (struct cost_test){.factor = 1});
  MAKE_LAST(m->claims)->tests = 2;
}
static void break_claim_none(struct make *m) {
  make_claim(m, STR("c"), STR(""), (struct cost_test){.factor = 1});
  MAKE_LAST(m->claims)->tests = 0;
}
static void break_claim_state(struct make *m) {
  make_claim(m, STR("c"), STR(""), (struct cost_test){.factor = 1});
  MAKE_LAST(m->claims)->state.at = UINT32_MAX;
}

static void unsound_tables_are_refused(void **state) {
  (void)state;
  static void (*const breaks[])(struct make * m) = {
      break_kind,         break_ends,         break_zero,         break_size,
      break_nan,          break_mode,         break_mate_self,    break_mate_sign,
      break_mate_fixed,   break_mate_rho,     break_samples,      break_samples_few,
      break_samples_many, break_scrambles,    break_figure_input, break_figure_output,
      break_claim,        break_claim_margin, break_claim_factor, break_claim_tests,
      break_claim_none,   break_claim_state,
  };
  for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
    arena a = unit_arena();
    struct make m = sampled(&a);
    struct cost c;
    breaks[i](&m);
    if (cost_open(make_image(&m), &c)) {
      fail_msg("row %zu", i);
    }
  }
}

/* As many steps as there may be, for the most samples. */
static void so_many_cells_and_no_more(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct cost c;
  m.root.samples = COST_SAMPLES_MAX;
  while (m.steps.n < COST_CELLS_MAX / COST_SAMPLES_MAX) {
    make_step(&m, (struct vm_step){VM_NEG, 0, 0, 0});
  }
  assert_true(cost_open(make_image(&m), &c));
  make_step(&m, (struct vm_step){VM_NEG, 0, 0, 0});
  assert_false(cost_open(make_image(&m), &c));
}

/* All its memory is asked for at the start. */
static void a_session_knows_its_size(void **state) {
  (void)state;
  arena a = unit_arena();
  struct make m = sampled(&a);
  struct cost c = open_made(&m);
  ptrdiff_t size = cost_session_size(&c);
  arena exact = {NEW(&a, char, size + PACK_ALIGN), a.at};
  struct cost_session *s = cost_start(&c, &exact);
  assert_true(exact.end - exact.at <= PACK_ALIGN);
  (void)make_rerun(s, STR(""), &a);
  (void)make_rerun(s, STR("hours=3"), &a);
  (void)make_rerun(s, STR("price=3"), &a);
  (void)make_rerun(s, STR("calls=3"), &a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(samples_have_quantiles),
      cmocka_unit_test(what_is_set_has_one_value),
      cmocka_unit_test(an_empty_value_is_none_for_others),
      cmocka_unit_test(sessions_forget),
      cmocka_unit_test(shares_add_up),
      cmocka_unit_test(chances_read_as_percent),
      cmocka_unit_test(undefined_samples_are_counted),
      cmocka_unit_test(samples_keep_to_their_bounds),
      cmocka_unit_test(ranks_say_what_matters),
      cmocka_unit_test(the_leading_inputs_come_first),
      cmocka_unit_test(mates_go_along),
      cmocka_unit_test(what_breaks_even_nowhere_says_never),
      cmocka_unit_test(claims_have_verdicts),
      cmocka_unit_test(claims_stand_in_their_state),
      cmocka_unit_test(a_hash_is_over_all_bits),
      cmocka_unit_test(errors_shrink_with_samples),
      cmocka_unit_test(unsound_tables_are_refused),
      cmocka_unit_test(so_many_cells_and_no_more),
      cmocka_unit_test(a_session_knows_its_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
