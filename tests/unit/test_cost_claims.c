#include "cost_text.h"

#define REST                                                                     \
  "prices: {fee: {value: 2 USD, source: us}, row: {columns: {a: USD, b: USD},"   \
  " rows: {one: {a: 1, b: 2, source: us}, two: [{a: 1, b: 2, until: 2026-01-01," \
  " source: us}, {a: 3, b: 4, from: 2026-01-01, source: us}]}}}\n"               \
  "inputs:\n"                                                                    \
  "  n: {unit: call, default: 5, range: [1, 9], vary: user}\n"                   \
  "  pick: {choice: row, default: one, vary: user}\n"                            \
  "  x: {unit: USD, range: [1, 4], dist: uniform, source: us}\n"                 \
  "  y: {unit: USD, range: [1, 4], dist: uniform, source: us}\n"                 \
  "  z: {unit: USD, range: [1, 4], dist: uniform, source: us}\n"                 \
  "let: {sum: {unit: USD, is: x + fee}}\n"                                       \
  "alternatives:\n"                                                              \
  "  a: {once: {buy: sum}, call: {pay: 'z/1 call'}}\n"                           \
  "  b: {once: {buy: 'row[pick].a + y'}}\n"                                      \
  "outputs: {total: {per: alternative, unit: USD, is: once + n*per_call}}\n"     \
  "scenarios: {many: {n: 9 call}}\n"                                             \
  "claims:\n"

static struct cost_table *claim(struct reading **ret_reading, const char *claims) {
  char text[4000];
  snprintf(text, sizeof text, "%s  c: {%s}\n", REST, claims);
  return small(ret_reading, text);
}

static const struct table_claim *sound(const char *claims) {
  struct reading *r;
  const struct cost_table *t = claim(&r, claims);
  assert_str_equal(said(&r->ds, &r->src, &r->perm), STR(""));
  assert_int_equal(t->claim_count, 1);
  return t->claims;
}

static void reads(void **state) {
  (void)state;
  const struct table_claim *c =
      sound("in: many, set: {n: 3 call, pick: two}, is: 'P(total[a] < total[b]) > 0.90',"
            " margin: 0.01, cites: S1, contradicts: [S2, S3], label: Words, note: Why.");
  assert_str_equal(c->id, STR("c"));
  assert_str_equal(c->label, STR("Words"));
  assert_str_equal(c->note, STR("Why."));
  assert_str_equal(c->scenario, STR("many"));
  assert_str_equal(c->state, STR("scenario=many&n=3&pick=two"));
  assert_int_equal(c->cites.count, 1);
  assert_int_equal(c->contradicts.count, 2);
  assert_str_equal(c->contradicts.items[1], STR("S3"));
  c = sound("is: 'P(total[a] < total[b]) >= 0', margin: 0");
  assert_str_equal(c->label, STR("c"));
  assert_str_equal(c->state, STR(""));
  assert_int_equal(c->cites.count, 0);
}

/* Comparisons become `left` < or <= `right`, whichever way they were written. */
static void tests_of(void **state) {
  (void)state;
  const struct table_claim *c = sound("is: 'mean(total[a]) > 3 USD', margin: 1 USD");
  assert_int_equal(c->test_count, 1);
  const struct table_test *t = c->tests;
  assert_true(t->strict && t->turned && t->margin == 1);
  assert_str_equal(t->left_text, STR("3 USD"));
  assert_str_equal(t->right_text, STR("mean(total[a])"));
  t = sound("is: 'mean(total[a]) <= 3 USD', margin: 0 USD")->tests;
  assert_true(!t->strict && !t->turned && t->margin == 0);
  assert_str_equal(t->left_text, STR("mean(total[a])"));
  assert_str_equal(t->unit.text, STR("USD"));
  c = sound("is: 'mean(total[a]) within [1 USD, 3 USD] and 2 USD < fee', margin: 0.5 USD");
  assert_int_equal(c->test_count, 3);
  assert_str_equal(c->tests[0].left_text, STR("1 USD"));
  assert_true(c->tests[0].turned && !c->tests[1].turned && c->tests[2].strict);
  assert_str_equal(c->tests[1].right_text, STR("3 USD"));
  t = sound("is: 'quantile(0.5, breakeven(n, total[a], total[b])) > n', margin: 2 call")->tests;
  assert_str_equal(t->unit.text, STR("call"));
}

/* What a claim leans on, through outputs, sums, lines and `let`. */
static void leans(void **state) {
  (void)state;
  static const struct {
    const char *is, *inputs, *prices;
  } rows[] = {
      {"mean(total[a]) < 9 USD", "n x z", "fee"},
      {"mean(total[b]) < 9 USD", "n pick y", "row.one.a row.one.b row.two.a row.two.b"},
      {"mean(x) < 9 USD", "x", ""},
      {"mean(sum) < 9 USD", "x", "fee"},
      {"1 USD < row[two].b", "", "row.one.a row.one.b row.two.a row.two.b"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct reading *r;
    char text[200];
    snprintf(text, sizeof text, "is: '%s', margin: 0 USD", rows[i].is);
    const struct cost_table *t = claim(&r, text);
    const struct table_claim *c = t->claims;
    buf inputs = buf_open(&r->perm);
    for (ptrdiff_t k = 0; k < c->input_count; k++) {
      buf_str(&inputs, k > 0 ? STR(" ") : STR(""));
      buf_str(&inputs, t->inputs[c->inputs[k]].id);
    }
    assert_str_equal(buf_close(&inputs, &r->perm), str_of(rows[i].inputs));
    buf prices = buf_open(&r->perm);
    for (ptrdiff_t k = 0; k < c->price_count; k++) {
      const struct price *p = &t->prices[c->prices[k]];
      buf_str(&prices, k > 0 ? STR(" ") : STR(""));
      buf_str(&prices, p->table);
      buf_str(&prices, p->row.n > 0 ? STR(".") : STR(""));
      buf_str(&prices, p->row);
      buf_str(&prices, p->column.n > 0 ? STR(".") : STR(""));
      buf_str(&prices, p->column);
    }
    assert_str_equal(buf_close(&prices, &r->perm), str_of(rows[i].prices));
  }
}

/* Each once, at what stands behind the @. */
static void refused(void **state) {
  (void)state;
  static const struct {
    const char *text;
    diag_id id;
  } rows[] = {
      {"is: 'mean(x) < 3 USD', margin: @0", D_UNIT_RESULT},
      {"is: 'mean(x) < 3 USD', margin: @1 call", D_UNIT_RESULT},
      {"is: 'mean(x) < 3 USD', margin: @-1 USD", D_FIELD_VALUE},
      {"is: 'mean(x) < 3 USD and P(x < y) < 1', margin: @0 USD", D_UNIT_RESULT},
      {"is: 'mean(x) < @3', margin: 0 USD", D_UNIT_MISMATCH},
      {"is: 'mean(x) within [1 USD, @3]', margin: 0 USD", D_UNIT_MISMATCH},
      {"is: '@x < 3 USD', margin: 0 USD", D_CLAIM_VARIES},
      {"is: 'mean(x) < @total[a]', margin: 0 USD", D_CLAIM_VARIES},
      {"is: '@mean(x)', margin: 0 USD", D_CLAIM_FORM},
      {"is: '@not mean(x) < 3 USD', margin: 0 USD", D_CLAIM_FORM},
      {"is: '@mean(x) < 3 USD or mean(y) < 3 USD', margin: 0 USD", D_CLAIM_FORM},
      {"is: '@mean(x) = 3 USD', margin: 0 USD", D_CLAIM_FORM},
      {"is: 'mean(x) < 3 USD and @mean(y) != 3 USD', margin: 0 USD", D_CLAIM_FORM},
      {"is: '@P(x < y) and 1 < 2', margin: 0", D_CLAIM_FORM},
      {"is: '@breakeven(n, x, y) < 3 call', margin: 0 call", D_STAT_BREAKEVEN},
      {"is: 'mean(@total) < 3 USD', margin: 0 USD", D_FORMULA_KIND},
      {"is: 'mean(total[@c]) < 3 USD', margin: 0 USD", D_FORMULA_NAME},
      {"in: @mny, is: 'mean(x) < 3 USD', margin: 0 USD", D_CLAIM_SCENARIO},
      {"set: {@q: 1}, is: 'mean(x) < 3 USD', margin: 0 USD", D_SCENARIO_INPUT},
      {"set: {n: @1 USD}, is: 'mean(x) < 3 USD', margin: 0 USD", D_UNIT_RESULT},
      {"set: @[n], is: 'mean(x) < 3 USD', margin: 0 USD", D_FIELD_TYPE},
      {"cites: [S1, @[S2]], is: 'mean(x) < 3 USD', margin: 0 USD", D_FIELD_TYPE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[200];
    struct reading *r;
    size_t at = strcspn(rows[i].text, "@");
    snprintf(text, sizeof text, "%.*s%s", (int)at, rows[i].text, rows[i].text + at + 1);
    claim(&r, text);
    int32_t want = (int32_t)(strlen(HEAD REST "  c: {") + at);
    if (r->ds.count != 1 || r->ds.items[0].id != rows[i].id || r->ds.items[0].at.beg != want) {
      fail_msg("%s: %td found, %s at %d", text, r->ds.count,
               r->ds.count > 0 ? diag_name(r->ds.items[0].id).s : "",
               r->ds.count > 0 ? (int)(r->ds.items[0].at.beg - want) : 0);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads),
      cmocka_unit_test(tests_of),
      cmocka_unit_test(leans),
      cmocka_unit_test(refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
