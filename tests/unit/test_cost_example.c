/*
 * The complete example of the format against what another program found for it, with
 * its own generator of random numbers: shares within 0.01, quantiles within 2 % and
 * half of the last digit that was given. Break-evens are per day; money in thousands.
 */
#include "core/cost_session.h"
#include "cost_text.h"

#define WINS "P(min(total[ft_hosted], total[ft_self]) < total[prompt])"
#define EVEN "breakeven(calls, total[ft_hosted], total[prompt])"

static const char more[] = "  wins: {unit: 1, is: \"" WINS "\"}\n"
                           "  hosted_wins: {unit: 1, is: \"P(total[ft_hosted] < total[prompt])\"}\n"
                           "  even5: {unit: call/d, is: \"quantile(0.05, " EVEN ")\"}\n"
                           "  even95: {unit: call/d, is: \"quantile(0.95, " EVEN ")\"}\n"
                           "  none: {unit: 1, is: \"P(" EVEN " > 1e9 call/d)\"}\n";

/* The example with those outputs as well. */
static struct cost_session *open_example(arena *a) {
  static char text[64 << 10];
  static struct cost engine;
  FILE *file = fopen("tests/unit/costs/adapt-llm.yaml", "rb");
  assert_non_null(file);
  size_t size = fread(text, 1, sizeof text - sizeof more, file);
  fclose(file);
  str all = {text, (ptrdiff_t)size};
  ptrdiff_t at = str_search(all, STR("scenarios:\n"));
  assert_true(at > 0);
  memmove(text + at + sizeof more - 1, text + at, size - (size_t)at);
  memcpy(text + at, more, sizeof more - 1);
  struct reading *r = read_text((str){text, (ptrdiff_t)(size + sizeof more - 1)});
  struct cost_table *t = NEW(&r->perm, struct cost_table, 1);
  cost_table_build(&r->doc, &r->ds, &r->perm, t);
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  assert_true(cost_open(t->image, &engine));
  *a = r->perm;
  return cost_start(&engine, a);
}

/* The value of a line's field, from 0 behind the alternative. */
static double value_of(str lines, const char *output, const char *alternative, int field) {
  char lead[100];
  snprintf(lead, sizeof lead, "output\t%s\t%s\t", output, alternative);
  ptrdiff_t at = str_search(lines, str_of(lead));
  assert_true(at >= 0);
  str rest = str_sub(lines, at + (ptrdiff_t)strlen(lead), lines.n);
  for (int i = 0; i < field; i++) {
    (void)str_take(&rest, '\t');
  }
  return strtod(rest.s, NULL);
}

enum { MEDIAN = 0, LOW = 3, HIGH = 5 };

struct expected {
  const char *state, *output, *alternative;
  int field;
  double want, off;
};

static void check(struct cost_session *s, arena a, const struct expected *e) {
  buf out = buf_new(&a, 64 << 10);
  cost_run(s, str_of(e->state), a, &out);
  assert_false(out.full);
  double got = value_of(buf_text(&out), e->output, e->alternative, e->field);
  if (!(got >= e->want - e->off && got <= e->want + e->off)) {
    fail_msg("%s, %s %s (%d): got %g, want %g", e->state, e->output, e->alternative, e->field, got,
             e->want);
  }
}

static void shares(void **state) {
  (void)state;
  static const struct expected rows[] = {
      {"scenario=small", "wins", "", MEDIAN, 0.015, 0.01},
      {"scenario=middle", "wins", "", MEDIAN, 0.902, 0.01},
      {"scenario=large", "wins", "", MEDIAN, 1, 0.01},
      {"scenario=frugal", "wins", "", MEDIAN, 0.145, 0.01},
      {"calls=3300", "hosted_wins", "", MEDIAN, 0.002, 0.01},
      {"baseline=gpt-6-luna", "none", "", MEDIAN, 0.45, 0.01},
  };
  arena a;
  struct cost_session *s = open_example(&a);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    check(s, a, &rows[i]);
  }
}

static void totals(void **state) {
  (void)state;
  static const struct {
    const char *alternative;
    double median, low, high;
  } rows[] = {
      {"prompt", 104, 68, 161},   {"rag", 233, 165, 338},  {"ft_hosted", 65, 41, 110},
      {"ft_self", 176, 119, 265}, {"hybrid", 91, 60, 141},
  };
  arena a;
  struct cost_session *s = open_example(&a);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const double want[] = {rows[i].median, rows[i].low, rows[i].high};
    static const int fields[] = {MEDIAN, LOW, HIGH};
    for (int k = 0; k < 3; k++) {
      struct expected e = {"scenario=middle", "total",        rows[i].alternative,
                           fields[k],         want[k] * 1000, want[k] * 20 + 500};
      check(s, a, &e);
    }
  }
}

static void break_evens(void **state) {
  (void)state;
  static const struct {
    const char *state;
    double low, median, high;
  } rows[] = {
      {"scenario=middle", 34, 96, 246},
      {"baseline=claude-sonnet-5", 13, 36, 90},
  };
  static const char *const outputs[] = {"even5", "breakeven_calls", "even95"};
  arena a;
  struct cost_session *s = open_example(&a);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const double want[] = {rows[i].low, rows[i].median, rows[i].high};
    for (int k = 0; k < 3; k++) {
      struct expected e = {rows[i].state, outputs[k],     "",
                           MEDIAN,        want[k] * 1000, want[k] * 20 + 500};
      check(s, a, &e);
    }
  }
  struct expected ignored = {"labour=ignore", "breakeven_calls", "", MEDIAN, 20e3, 900};
  check(s, a, &ignored);
}

/* All claims of the example hold. */
static void claims(void **state) {
  (void)state;
  arena a;
  struct cost_session *s = open_example(&a);
  buf out = buf_new(&a, 64 << 10);
  cost_claims(s, a, &out);
  str line;
  int count = 0;
  for (str rest = buf_text(&out); str_cut(rest, '\n', &line, &rest); count++) {
    (void)str_take(&line, '\t');
    (void)str_take(&line, '\t');
    assert_str_equal(str_take(&line, '\t'), STR("true"));
  }
  assert_int_equal(count, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares),
      cmocka_unit_test(totals),
      cmocka_unit_test(break_evens),
      cmocka_unit_test(claims),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
