#include "formula_lab.h"
#include "said.h"

/* x = 3, zero = 0, fee = 12.5 USD, price = 2 USD/Mtok, calls = 0.25 call/s, time = 2 h. */
static void values(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double want; /* base units */
  } rows[] = {
      {"1", 1},
      {"2 + 3 * 4", 14},
      {"(2 + 3) * 4", 20},
      {"2 - 3 - 4", -5},
      {"2 / 4 / 5", 2.0 / 4 / 5},
      {"2 ^ 3 ^ 2", 512},
      {"-2 ^ 2", -4},
      {"(-2) ^ 2", 4},
      {"2 ^ -1", 0.5},
      {"- - x", 3},
      {"2 * -x", -6},
      {"16 USD/call", 16},
      {"6/2 h", 6.0 / 7200},
      {"x/1 tok", 3},
      {"x * 2 h*calls", 3 * (2 * 3600.0) * 0.25},
      {"1 USD/(tok*call)*x", 3},
      {"3 (tok)", 3},
      {"12 h/d", 12.0 * 3600 / 86400},
      {"1/d", 1.0 / 86400},
      {"price * 1 Mtok + fee", 14.5},
      {"min(4, x, 5, 9)", 3},
      {"max(4, x, 5, 9)", 9},
      {"if(x > 2, 10, 20)", 10},
      {"if(x < 2 or x = 3 and not x != 3, 10, 20)", 10},
      {"if(not x >= 4, 10, 20)", 10},
      {"if(x <= 3, 10, 1/zero)", 10},
      {"ceil(x / 2)", 2},
      {"floor(-x / 2)", -2},
      {"abs(-x)", 3},
      {"sqrt(fee * fee)", 12.5},
      {"exp(0)", 1},
      {"log(1)", 0},
      {"calls*time/1 call", 1800},
      {"time^2/1 s/(1 s)", 7200.0 * 7200},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    struct formula_value v = lab_compile(l);
    double got = 0;
    str text = said(&l->r->ds, &l->r->src, &l->r->perm);
    if (v.type != VALUE_NUMBER || !lab_value(l, v.step, &got) || got != rows[i].want) {
      fail_msg("%s: got %.17g, want %.17g %.*s", rows[i].text, got, rows[i].want, (int)text.n,
               text.s);
    }
  }
}

static void units(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"fee * calls", "USD*call/s"},
      {"price * 3 Mtok", "USD"},
      {"calls * time", "call"},
      {"fee / time / calls", "USD/call"},
      {"sqrt(time^2)", "s"},
      {"time ^ -2", "1/s^2"},
      {"x ^ 40", "a pure number"},
      {"min(1 h, time)", "h"},
      {"-(1 USD/Mtok)", "USD/Mtok"},
      {"2 * fee", "USD"},
      {"if(x > 1, fee, 2 * fee)", "USD"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    struct formula_value v = lab_compile(l);
    assert_int_equal(v.type, VALUE_NUMBER);
    assert_str_equal(unit_print(&l->units, &v.unit, &l->r->perm), str_of(rows[i].want));
  }
}

/* One diagnostic each, at its place. */
static void refuses(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"", "F1007 1:5"},
      {"x +", "F1007 1:8"},
      {"x 3", "F1007 1:7"},
      {"x + .5", "F1007 1:9"},
      {"(x", "F1007 1:7"},
      {"x)", "F1007 1:6"},
      {"min(x)", "F1007 1:5"},
      {"if(x > 1, 2)", "F1007 1:5"},
      {"abs x", "F1007 1:5"},
      {"1 < x < 3", "F1007 1:11"},
      {"x == 3", "F1007 1:7"},
      {"x[]", "F1007 1:6"},
      {"x[a", "F1007 1:6"},
      {"x[a].3", "F1007 1:10"},
      {"1e201 + 1", "F1007 1:5"},
      {"and", "F1007 1:5"},
      {"x = not x", "F1007 1:9"},
      {"3 tokk", "F1002 1:7"},
      {"3 tok^x", "F1001 1:11"},
      {"nobody", "F1008 1:5"},
      {"x + fee", "F1003 1:9"},
      {"fee - (x + 1)", "F1003 1:11"},
      {"fee > x", "F1003 1:11"},
      {"min(x, 2, fee)", "F1003 1:15"},
      {"if(x > 1, fee, x)", "F1003 1:20"},
      {"ceil(fee)", "F1004 1:10"},
      {"exp(fee / 1 call)", "F1004 1:9"},
      {"x ^ fee", "F1004 1:9"},
      {"x ^ 0.5", "F1009 1:9"},
      {"x ^ x", "F1009 1:9"},
      {"x ^ 65", "F1009 1:9"},
      {"sqrt(fee)", "F1009 1:10"},
      {"time ^ 9", "F1001 1:5"},
      {"x and x > 1", "F1009 1:5"},
      {"x + (x > 1)", "F1009 1:9"},
      {"if(x, 1, 2)", "F1009 1:8"},
      {"not x", "F1009 1:9"},
      {"(nobody + 1 USD) * (1 + nobody)", "F1008 1:6"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    struct formula_value v = lab_compile(l);
    str text = said(&l->r->ds, &l->r->src, &l->r->perm);
    bool last = i == sizeof rows / sizeof *rows - 1; /* two places, one name */
    if (v.type != VALUE_FAILED || l->r->ds.count != 1 + last ||
        !str_starts(text, str_of(rows[i].want))) {
      fail_msg("%s: %.*s", rows[i].text, (int)text.n, text.s);
    }
  }
}

/* What disagrees is said in the order of the text. */
static void both_units(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"1 USD + 2 USD/d", "adding USD/d to USD"},
      {"1 USD - 2", "subtracting a pure number from USD"},
      {"1 USD > 2 tok", "comparing USD with tok"},
      {"1 USD <= 2 tok", "comparing USD with tok"},
      {"min(1 USD, 2 tok)", "min of USD and tok"},
      {"max(1 USD, 2 tok)", "max of USD and tok"},
      {"if(x > 1, 1 USD, 2 tok)", "either USD or tok"},
      {"log(1 USD)", "it is in USD"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    lab_compile(l);
    assert_int_equal(l->r->ds.count, 1);
    assert_str_equal(l->r->ds.items[0].detail, str_of(rows[i].want));
  }
}

static void undefined(void **state) {
  (void)state;
  static const char *const rows[] = {"1/zero",  "1/0",         "log(zero)", "sqrt(-x)",
                                     "zero^-1", "exp(1000*x)", "exp(1000)", "1 + 1/zero"};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i]);
    struct formula_value v = lab_compile(l);
    double got;
    if (v.type != VALUE_NUMBER || lab_value(l, v.step, &got)) {
      fail_msg("%s: has a value", rows[i]);
    }
  }
}

/* Equal parts exist once, constants are computed, and 1 of a unit costs nothing. */
static void steps(void **state) {
  (void)state;
  static const struct {
    const char *text;
    ptrdiff_t want;
  } rows[] = {
      {"x", 1},         {"(x + 2) * (x + 2)", 4},
      {"2 * 3 + 4", 5},                /* three literals, 6 and 10 */
      {"x / 1 tok", 2},                /* the literal stays, unused */
      {"min(x, x)", 2}, {"-0 + 0", 1}, /* there is one zero */
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    lab_compile(l);
    if (l->program.count != rows[i].want) {
      fail_msg("%s: %td steps, want %td", rows[i].text, l->program.count, rows[i].want);
    }
  }
}

/* `count` times `part` between two texts. */
static const char *repeat(const char *before, const char *part, int count, const char *after) {
  static char text[32 << 10];
  size_t n = (size_t)snprintf(text, sizeof text, "%s", before);
  for (int i = 0; i < count; i++) {
    n += (size_t)snprintf(text + n, sizeof text - n, "%s", part);
  }
  snprintf(text + n, sizeof text - n, "%s", after);
  return text;
}

static bool compiles(const char *text) {
  struct lab *l = lab_open(text);
  bool sound = lab_compile(l).type != VALUE_FAILED;
  assert_int_equal(l->r->ds.count, !sound);
  return sound;
}

static void limits(void **state) {
  (void)state;
  assert_true(compiles(repeat("", "-", FORMULA_DEPTH_MAX, "x")));
  assert_false(compiles(repeat("", "-", FORMULA_DEPTH_MAX + 1, "x")));
  assert_false(compiles(repeat("", "(", 5000, "x")));
  assert_false(compiles(repeat("x", "^2", FORMULA_DEPTH_MAX + 1, "")));
  int pairs = (FORMULA_NODES_MAX - 1) / 2;
  assert_true(compiles(repeat("x", "+x", pairs, "")));
  assert_false(compiles(repeat("x", "+x", pairs + 1, "")));
  assert_true(compiles(repeat("min(x", ",x", 15, ")")));
  assert_false(compiles(repeat("min(x", ",x", 16, ")")));
  assert_true(compiles("x ^ 64"));
}

/* A program that is full says so, and what came back names a step that exists. */
static void full(void **state) {
  (void)state;
  struct lab *l = lab_open("");
  for (int i = 0; i < VM_STEPS_MAX; i++) {
    program_constant(&l->program, i);
  }
  assert_false(l->program.full);
  assert_int_equal(program_constant(&l->program, -1), 0);
  assert_true(l->program.full);
  assert_int_equal(program_constant(&l->program, 7), 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values),     cmocka_unit_test(units),     cmocka_unit_test(refuses),
      cmocka_unit_test(both_units), cmocka_unit_test(undefined), cmocka_unit_test(steps),
      cmocka_unit_test(limits),     cmocka_unit_test(full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
