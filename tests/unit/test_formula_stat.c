#include "formula_lab.h"

/* What stands in outputs and claims. */
static struct formula_value compile(struct lab **ret_lab, const char *text) {
  *ret_lab = lab_open(text);
  (*ret_lab)->compiler.statistics = true;
  struct formula_value v = lab_compile(*ret_lab);
  if (v.type == VALUE_BREAKEVEN) { /* whoever asked wanted a number */
    formula_expect(&(*ret_lab)->compiler, &(*ret_lab)->formula, &v, &v.unit);
    v.type = VALUE_FAILED;
  }
  return v;
}

/* With one sample, the statistics of a value are that value. */
static void values(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double want;
    int8_t exponent[LAB_BASES];
  } rows[] = {
      {"P(fee > 12 USD)", 1, {0}},
      {"P(fee > 13 USD and x = 3)", 0, {0}},
      {"P(not fee within [1 USD, 2 USD])", 1, {0}},
      {"mean(fee)*2", 25, {1}},
      {"quantile(0.05, 2*fee)", 25, {1}},
      {"quantile(1/2, price)", 2e-6, {1, -1}},
      {"quantile(0, breakeven(calls, calls*4 s, 1 call))", 0.25, {0, 0, 1, -1}},
      {"quantile(1, breakeven(calls, x, 2))", VM_NEVER, {0, 0, 1, -1}},
      {"P(breakeven(calls, calls*4 s, 1 call) < 1 call/s)", 1, {0}},
      {"P(breakeven(calls, calls*4 s, 1 call) within [1 call/s, 2 call/s])", 0, {0}},
      {"P(1 call/s < breakeven(calls, x, 2))", 1, {0}},
      {"if(x within [3, 4], 1, 2)", 1, {0}},
      {"if(x within [-3, 2*x - 3.5], 1, 2)", 2, {0}},
      {"if(not x within [4, 5] and x within [1, 3], 1, 2)", 1, {0}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l;
    double got = 0;
    struct formula_value v = compile(&l, rows[i].text);
    bool fits = v.type == VALUE_NUMBER && lab_value(l, v.step, &got) &&
                memcmp(v.unit.exponent, rows[i].exponent, LAB_BASES) == 0;
    if (!fits || got != rows[i].want) {
      fail_msg("%s: got %.17g, want %.17g", rows[i].text, got, rows[i].want);
    }
  }
}

/* Whether a value differs between samples, and whether it looks at all of them. */
static void flags(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool varies, is_statistic;
  } rows[] = {
      {"x + 1", false, false},
      {"x*fee", true, false},
      {"if(fee > 1 USD, 1, 2)", true, false},
      {"mean(fee) + 1 USD", false, true},
      {"mean(fee) + fee", true, true},
      {"min(x, P(fee > 1 USD))", false, true},
      {"rank(fee*x, price)", false, true},
      {"mean(7)", false, true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l;
    struct formula_value v = compile(&l, rows[i].text);
    if (v.type != VALUE_NUMBER || v.varies != rows[i].varies ||
        v.is_statistic != rows[i].is_statistic || v.input != NULL) {
      fail_msg("%s: varies %d, statistic %d", rows[i].text, v.varies, v.is_statistic);
    }
  }
}

/* Each is refused once, at the part behind the @. */
static void refused(void **state) {
  (void)state;
  static const struct {
    const char *text;
    diag_id id;
  } rows[] = {
      {"P(@fee)", D_FORMULA_KIND},
      {"mean(@fee > 1 USD)", D_FORMULA_KIND},
      {"quantile(@x, fee)", D_FORMULA_KIND},
      {"quantile(@1.01, fee)", D_FORMULA_KIND},
      {"quantile(@-0.1, fee)", D_FORMULA_KIND},
      {"quantile(@1 USD, fee)", D_UNIT_PURE},
      {"quantile(0.5, @fee > 1 USD)", D_FORMULA_KIND},
      {"rank(fee, @2*price)", D_FORMULA_KIND},
      {"rank(fee, @calls)", D_FORMULA_KIND},
      {"rank(@fee > 1 USD, price)", D_FORMULA_KIND},
      {"@breakeven(calls, fee, 1 USD)", D_STAT_BREAKEVEN},
      {"1 call/s + @breakeven(calls, fee, 1 USD)", D_STAT_BREAKEVEN},
      {"mean(@breakeven(calls, fee, 1 USD))", D_STAT_BREAKEVEN},
      {"P(2*@breakeven(calls, fee, 1 USD) < 1 call/s)", D_STAT_BREAKEVEN},
      {"if(@breakeven(calls, fee, 1 USD) < 1 call/s, 1, 2)", D_STAT_BREAKEVEN},
      {"P(breakeven(calls, fee, 1 USD) < @1)", D_UNIT_MISMATCH},
      {"quantile(0.5, breakeven(@time, fee, 1 USD))", D_FORMULA_KIND},
      {"quantile(0.5, breakeven(@2*calls, fee, 1 USD))", D_FORMULA_KIND},
      {"quantile(0.5, breakeven(calls, fee, @1))", D_UNIT_MISMATCH},
      {"mean(@mean(fee))", D_STAT_NESTED},
      {"P(fee > 2*@mean(fee))", D_STAT_NESTED},
      {"quantile(0.5, breakeven(calls, fee, @mean(fee)))", D_STAT_NESTED},
      {"x within @1, 2", D_FORMULA_SYNTAX},
      {"x within [1@]", D_FORMULA_SYNTAX},
      {"x within [1, 2@", D_FORMULA_SYNTAX},
      {"x within [1, 2] @< 3", D_FORMULA_SYNTAX},
      {"if(x within [1, @2 USD], 1, 2)", D_UNIT_MISMATCH},
      {"@mean(1, 2)", D_FORMULA_SYNTAX},
      {"@mean", D_FORMULA_SYNTAX},
      {"@quantile(0.5)", D_FORMULA_SYNTAX},
      {"@rank(fee)", D_FORMULA_SYNTAX},
      {"@breakeven(calls, fee)", D_FORMULA_SYNTAX},
      {"@P x", D_FORMULA_SYNTAX},
      {"@within + 1", D_FORMULA_SYNTAX},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[200];
    struct lab *l;
    size_t at = strcspn(rows[i].text, "@");
    snprintf(text, sizeof text, "%.*s%s", (int)at, rows[i].text, rows[i].text + at + 1);
    struct formula_value v = compile(&l, text);
    const struct diags *ds = &l->r->ds;
    int32_t want = (int32_t)at + 4; /* f: " */
    if (v.type == VALUE_NUMBER || ds->count != 1 || ds->items[0].id != rows[i].id ||
        ds->items[0].at.beg != want) {
      fail_msg("%s: %td found, %s at %d", text, ds->count,
               ds->count > 0 ? diag_name(ds->items[0].id).s : "",
               ds->count > 0 ? (int)ds->items[0].at.beg - 4 : 0);
    }
  }
}

/* Lines and `let` have a value for each sample; one diagnostic, whatever stands inside. */
static void misplaced(void **state) {
  (void)state;
  static const char *const rows[] = {"mean(fee)", "P(fee)", "2*quantile(7, mean(fee > 1))",
                                     "breakeven(1, 2, 3 USD)"};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i]);
    struct formula_value v = lab_compile(l);
    assert_int_equal(v.type, VALUE_FAILED);
    assert_int_equal(l->r->ds.count, 1);
    assert_int_equal(l->r->ds.items[0].id, D_STAT_PLACE);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values),
      cmocka_unit_test(flags),
      cmocka_unit_test(refused),
      cmocka_unit_test(misplaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
