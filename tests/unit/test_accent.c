/* Whatever accent a site takes, what stands in it can be read. */
#include "unit.h"

#include "model/accent.h"

static const double white[3] = {1, 1, 1};
static const double black[3] = {0, 0, 0};
static const double light_field[3] = {0xf1 / 255.0, 0xf4 / 255.0, 0xef / 255.0};
static const double dark_field[3] = {0x1c / 255.0, 0x23 / 255.0, 0x20 / 255.0};

static void computes_contrast(void **state) {
  (void)state;
  struct accent a;
  assert_true(accent_contrast(white, black) > 20.999999);
  assert_true(accent_contrast(white, black) < 21.000001);
  assert_true(accent_read(STR("#777"), &a)); /* WCAG's own example of a near miss: 4.48 */
  assert_int_equal((int)(accent_contrast(a.given, white) * 100), 447);
}

static void holds_contrast_with_any_color(void **state) {
  (void)state;
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < 4096; i++) {
    char text[4] = {'#', digits[i >> 8], digits[i >> 4 & 15], digits[i & 15]};
    struct accent a;
    assert_true(accent_read((str){text, 4}, &a));
    bool sound = accent_contrast(a.link_light, light_field) >= 4.5 &&
                 accent_contrast(a.link_dark, dark_field) >= 4.5 &&
                 accent_contrast(a.sign_light, white) >= 4.5 &&
                 accent_contrast(a.sign_dark, white) >= 4.5 &&
                 accent_contrast(a.sign_dark, dark_field) >= 3;
    if (!sound) {
      fail_msg("%.4s", text);
    }
  }
}

static void keeps_a_color_that_holds(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct accent a;
  assert_true(accent_read(STR("#0B5F4a"), &a));
  str rules = accent_rules(&a, &perm);
  assert_true(str_starts(rules, STR("@layer tokens{:root{--link:light-dark(#0b5f4a,#")));
  assert_true(str_search(rules, STR(";--sign:light-dark(#0b5f4a,#")) > 0);
}

static void refuses_what_is_no_color(void **state) {
  (void)state;
  static const char *cases[] = {"",       "#",       "#12",    "#1234",
                                "#12345", "#gggggg", "123456", "#12345678"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct accent a;
    assert_false(accent_read(str_of(cases[i]), &a));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(computes_contrast),
      cmocka_unit_test(holds_contrast_with_any_color),
      cmocka_unit_test(keeps_a_color_that_holds),
      cmocka_unit_test(refuses_what_is_no_color),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
