#include "cost_text.h"

#define REST                                               \
  "alternatives: {a: {once: {buy: {is: 1 USD*x*y/1 s/1 s," \
  " label: Bought, note: At once.}}}}\n"                   \
  "outputs: {total: {per: alternative, unit: USD, is: once, note: All.}}\n"

#define INPUTS                                                                \
  "inputs:\n"                                                                 \
  "  x: {unit: s, range: [1, 4], dist: triangular, default: 2, source: us}\n" \
  "  y: {unit: s, range: [1, 4], dist: lognormal, source: us}\n"

static const struct cost_table *with(const char *more) {
  char text[2000];
  struct reading *r;
  snprintf(text, sizeof text, "%s%s",
           strstr(more, "inputs:") == NULL    ? INPUTS REST
           : strstr(more, "outputs:") == NULL ? REST
                                              : "",
           more);
  const struct cost_table *t = small(&r, text);
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  return t;
}

static void defaults(void **state) {
  (void)state;
  const struct cost_table *t = with("");
  assert_int_equal(t->sample.samples, 16384);
  assert_int_equal(t->sample.seed, 20261121);
  assert_int_equal(t->sample.scrambles, 4);
  assert_int_equal(t->stale.warn, 60);
  assert_int_equal(t->stale.fail, 180);
  assert_int_equal(t->chart.input, -1);
  assert_int_equal(t->chart.output, -1);
  assert_int_equal(t->rate_count, 0);
}

static void settings(void **state) {
  (void)state;
  const struct cost_table *t =
      with("sample: {n: 65536, seed: 4294967295, method: sobol-owen, ci: 16}\n"
           "stale: {warn: 0 d, fail: 3660 d}\n");
  assert_int_equal(t->sample.samples, 65536);
  assert_int_equal(t->sample.seed, 4294967295);
  assert_int_equal(t->sample.scrambles, 16);
  assert_int_equal(t->stale.warn, 0);
  assert_int_equal(t->stale.fail, 3660);
  assert_int_equal(with("sample: {n: 1024, ci: 1}\n")->sample.samples, 1024);
}

static void chart(void **state) {
  (void)state;
  const struct cost_table *t = with("inputs:\n"
                                    "  y: {unit: s, default: 1, vary: user}\n"
                                    "  x: {unit: s, range: [1, 9], vary: user}\n"
                                    "chart: {input: x, output: total}\n");
  assert_int_equal(t->chart.input, 1);
  assert_int_equal(t->chart.output, 0);
}

/* Kinds are numbered as core/dist.h has them; what readers set has none. */
static void spreads(void **state) {
  (void)state;
  const struct cost_table *t = with("");
  assert_int_equal(t->inputs[0].kind, 3);
  assert_true(t->inputs[0].mode == 2 && t->inputs[0].low == 1 && t->inputs[0].high == 4);
  assert_int_equal(t->inputs[1].kind, 1);
  assert_true(t->inputs[1].value == 2);
  assert_int_equal(t->inputs[1].mate, -1);
  t = with("inputs:\n"
           "  x: {unit: s, range: [1, 4], vary: user}\n"
           "  y: {unit: s, range: [1, 4], dist: uniform, source: us}\n");
  assert_int_equal(t->inputs[0].kind, 0);
  assert_int_equal(t->inputs[1].kind, 2);
}

/* In whichever order a pair is written, the later input gets its mate. */
static void pairs(void **state) {
  (void)state;
  static const char *const rows[] = {"correlate: [[x, y, -0.25]]\n",
                                     "correlate: [[y, x, -0.25]]\n"};
  for (int i = 0; i < 2; i++) {
    const struct cost_table *t = with(rows[i]);
    assert_int_equal(t->inputs[0].mate, -1);
    assert_int_equal(t->inputs[1].mate, 0);
    assert_true(t->inputs[1].rho == -0.25);
  }
}

static void currencies(void **state) {
  (void)state;
  const struct cost_table *t =
      with("fx: {EUR: {rate: 1.25 USD/EUR, as_of: 2026-11-20, source: us}}\n"
           "prices: {fee: {value: 4 EUR, source: us}}\n"
           "inputs: {x: {unit: USD, default: 1, vary: user}}\n"
           "alternatives: {a: {once: {buy: fee + x}}}\n"
           "outputs: {total: {per: alternative, unit: USD, is: once}}\n");
  assert_int_equal(t->rate_count, 1);
  assert_str_equal(t->rates[0].currency, STR("EUR"));
  assert_str_equal(t->rates[0].text, STR("1.25"));
  assert_str_equal(t->rates[0].date, STR("2026-11-20"));
  assert_int_equal(t->rates[0].source, 0);
  assert_true(t->prices[0].value == 5);
}

static void words(void **state) {
  (void)state;
  const struct cost_table *t = with("scenarios:\n"
                                    "  plain: {x: 3 s}\n"
                                    "  said: {label: In words, note: Why., set: {x: 3 s}}\n");
  assert_str_equal(t->alternatives[0].lines[0].label, STR("Bought"));
  assert_str_equal(t->alternatives[0].lines[0].note, STR("At once."));
  assert_str_equal(t->outputs[0].note, STR("All."));
  assert_str_equal(t->scenarios[0].label, STR("plain"));
  assert_str_equal(t->scenarios[1].label, STR("In words"));
  assert_str_equal(t->scenarios[1].note, STR("Why."));
  assert_str_equal(t->scenarios[1].state, t->scenarios[0].state);
}

/* Inputs may be called as the keys of the long form are; choices have labels. */
static void keys_as_inputs(void **state) {
  (void)state;
  struct reading *r;
  const struct cost_table *t =
      small(&r, "inputs:\n"
                "  set: {unit: s, default: 1, vary: user}\n"
                "  label: {unit: 1, choice: {one: {value: 1, label: Once}, two: 2}, default: one,"
                " vary: user}\n"
                "alternatives: {a: {once: {buy: 1 USD/1 s*set*label}}}\n"
                "outputs: {total: {per: alternative, unit: USD, is: once}}\n"
                "scenarios: {s: {set: 3 s, label: two}}\n");
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  assert_str_equal(t->scenarios[0].state, STR("set=3&label=two"));
  assert_str_equal(t->inputs[1].choices[0].label, STR("Once"));
  assert_str_equal(t->inputs[1].choices[1].label, STR("two"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(defaults), cmocka_unit_test(settings),       cmocka_unit_test(chart),
      cmocka_unit_test(spreads),  cmocka_unit_test(pairs),          cmocka_unit_test(currencies),
      cmocka_unit_test(words),    cmocka_unit_test(keys_as_inputs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
