#include "formula_lab.h"
#include "said.h"

static void reads(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double factor;
    int8_t exponent[LAB_BASES];
  } rows[] = {
      {"1", 1, {0}},
      {"USD", 1, {1}},
      {"USD/Mtok", 1e-6, {1, -1}},
      {"1/h", 1.0 / 3600, {0, 0, 0, -1}},
      {"1e6 tok", 1e6, {0, 1}},
      {"30.4375 d", 30.4375 * 86400, {0, 0, 0, 1}},
      {"USD/(call*h)", 1.0 / 3600, {1, 0, -1, -1}},
      {"USD / call / h", 1.0 / 3600, {1, 0, -1, -1}},
      {"(USD/tok)^2", 1, {2, -2}},
      {"tok^-2*call", 1, {0, -2, 1}},
      {"h^8", 3600.0 * 3600 * 3600 * 3600 * 3600 * 3600 * 3600 * 3600, {0, 0, 0, 8}},
      {"call/(USD/(tok/(s)))", 1, {-1, 1, 1, -1}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    struct unit u;
    bool ok = unit_read(&l->compiler.units, &l->r->doc, lab_node(l), &u);
    if (!ok || memcmp(u.exponent, rows[i].exponent, LAB_BASES) != 0) {
      fail_msg("%s: wrong exponents", rows[i].text);
    }
    if (u.factor != rows[i].factor) {
      fail_msg("%s: factor %.17g, want %.17g", rows[i].text, u.factor, rows[i].factor);
    }
    assert_str_equal(u.text, i == 0 ? STR("") : str_of(rows[i].text));
    assert_int_equal(l->r->ds.count, 0);
  }
}

static void refuses(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"", "F1001 1:5"},
      {"token", "F1002 1:5"},
      {"USD/Mtokk", "F1002 1:9"},
      {"USD tok", "F1001 1:9"},
      {"USD/", "F1001 1:9"},
      {"(USD", "F1001 1:9"},
      {"tok^9", "F1001 1:9"},
      {"tok^0.5", "F1001 1:9"},
      {"tok^8*tok", "F1001 1:14"},
      {"-1 tok", "F1001 1:5"},
      {"0 tok", "F1001 1:5"},
      {"1.5.2", "F1001 1:8"},
      {"((((((((((USD))))))))))", "F1001 1:13"},
      {"USD*2", "F1001 1:9"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    struct unit u;
    bool ok = unit_read(&l->compiler.units, &l->r->doc, lab_node(l), &u);
    str text = said(&l->r->ds, &l->r->src, &l->r->perm);
    if (ok || l->r->ds.count != 1 || !str_starts(text, str_of(rows[i].want))) {
      fail_msg("%s: %.*s", rows[i].text, (int)text.n, text.s);
    }
  }
}

static void quantities(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double number, factor;
    bool has_unit;
  } rows[] = {
      {"12", 12, 1, false},
      {"-0.5", -0.5, 1, false},
      {"200e3 call/d", 200e3, 1.0 / 86400, true},
      {"0.02 USD/Mtok", 0.02, 1e-6, true},
      {"3/h", 3, 1.0 / 3600, true},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open(rows[i].text);
    struct quantity q;
    assert_true(quantity_read(&l->compiler.units, &l->r->doc, lab_node(l), &q));
    if (q.number != rows[i].number || q.unit.factor != rows[i].factor ||
        q.has_unit != rows[i].has_unit) {
      fail_msg("%s: %g in %g", rows[i].text, q.number, q.unit.factor);
    }
  }
  static const char *const wrong[] = {"",      "many",   "3 tokn", "3 tok tok",
                                      "- tok", "3 (tok", "1e999"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct lab *l = lab_open(wrong[i]);
    struct quantity q;
    if (quantity_read(&l->compiler.units, &l->r->doc, lab_node(l), &q) || l->r->ds.count != 1) {
      fail_msg("%s: not refused once", wrong[i]);
    }
  }
}

static struct unit unit_of(int8_t a, int8_t b, int8_t c, int8_t d) {
  return (struct unit){.factor = 1, .exponent = {a, b, c, d}};
}

/* Exponents stop at 8, whichever way they are reached. */
static void limits(void **state) {
  (void)state;
  struct unit one = unit_of(1, -1, 0, 0);
  struct unit most = unit_of(8, -8, 0, 0);
  struct unit u;
  assert_true(unit_power(&one, 8, &u));
  assert_true(unit_same(&u, &most));
  assert_false(unit_power(&one, 9, &u));
  assert_false(unit_power(&one, -9, &u));
  assert_false(unit_multiply(&most, &one, &u));
  struct unit inverse = unit_of(-1, 1, 0, 0);
  assert_false(unit_divide(&most, &inverse, &u));
  assert_true(unit_divide(&most, &most, &u));
  assert_true(unit_is_pure(&u));
  assert_true(unit_root(&most, &u));
  assert_int_equal(u.exponent[0], 4);
  assert_false(unit_root(&one, &u));
  struct unit pure = unit_pure();
  assert_true(unit_power(&pure, 64, &u));
}

static void prints(void **state) {
  (void)state;
  static const struct {
    int8_t exponent[LAB_BASES];
    const char *want;
  } rows[] = {
      {{0}, "a pure number"},
      {{1}, "USD"},
      {{1, -1}, "USD/tok"},
      {{1, 0, -1, -1}, "USD/(call*s)"},
      {{0, 0, 0, -1}, "1/s"},
      {{0, -2}, "1/tok^2"},
      {{2, 1, -3, 0}, "USD^2*tok/call^3"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct lab *l = lab_open("");
    struct unit u = {.factor = 1};
    memcpy(u.exponent, rows[i].exponent, LAB_BASES);
    assert_str_equal(unit_print(&l->units, &u, &l->r->perm), str_of(rows[i].want));
  }
  struct lab *l = lab_open("");
  struct unit spelt = {.factor = 1e-6, .exponent = {1, -1}, .text = STR("USD/Mtok")};
  struct unit other = {.factor = 1, .exponent = {1, -1}, .text = STR("USD/tok")};
  unit_remember(&l->compiler.units, &spelt);
  unit_remember(&l->compiler.units, &other);
  struct unit computed = {.factor = 1, .exponent = {1, -1}};
  assert_str_equal(unit_print(&l->units, &computed, &l->r->perm), STR("USD/Mtok"));
  assert_str_equal(unit_print(&l->units, &other, &l->r->perm), STR("USD/tok"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads),  cmocka_unit_test(refuses), cmocka_unit_test(quantities),
      cmocka_unit_test(limits), cmocka_unit_test(prints),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
