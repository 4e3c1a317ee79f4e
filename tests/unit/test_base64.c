#include "unit.h"

#include "core/base64.h"
#include "random.h"

static const struct {
  str bytes, text;
} known[] = {
    /* RFC 4648, section 10, and both digits that are no letters */
    {STR_INIT(""), STR_INIT("")},
    {STR_INIT("f"), STR_INIT("Zg==")},
    {STR_INIT("fo"), STR_INIT("Zm8=")},
    {STR_INIT("foo"), STR_INIT("Zm9v")},
    {STR_INIT("foob"), STR_INIT("Zm9vYg==")},
    {STR_INIT("fooba"), STR_INIT("Zm9vYmE=")},
    {STR_INIT("foobar"), STR_INIT("Zm9vYmFy")},
    {STR_INIT("\xfb\xef\xff"), STR_INIT("++//")},
    {STR_INIT("\0\0"), STR_INIT("AAA=")},
};

static str encoded(arena *a, str bytes) {
  buf b = buf_new(a, (bytes.n + 2) / 3 * 4);
  base64_encode(&b, bytes);
  assert_false(b.full);
  return buf_text(&b);
}

static bool decoded(arena *a, str text, str *ret_bytes) {
  buf b = buf_new(a, text.n);
  bool sound = base64_decode(&b, text);
  assert_false(b.full);
  *ret_bytes = buf_text(&b);
  return sound;
}

static void test_known_pairs(void **state) {
  (void)state;
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    str bytes;
    assert_str_equal(encoded(&a, known[i].bytes), known[i].text);
    assert_true(decoded(&a, known[i].text, &bytes));
    assert_str_equal(bytes, known[i].bytes);
  }
}

static void test_any_bytes_come_back(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (ptrdiff_t n = 0; n < 300; n++) {
    arena a = unit_arena();
    char *bytes = NEW(&a, char, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
      bytes[i] = (char)random_next(&seed);
    }
    str back;
    assert_true(decoded(&a, encoded(&a, (str){bytes, n}), &back));
    assert_str_equal(back, ((str){bytes, n}));
  }
}

static void test_anything_else_is_refused(void **state) {
  (void)state;
  static const str bad[] = {
      STR_INIT("Z"),        STR_INIT("Zg"),   STR_INIT("Zg="),  STR_INIT("Zg==\n"),
      STR_INIT("Z==="),     STR_INIT("===="), STR_INIT("=Zg="), STR_INIT("Zg==Zg=="),
      STR_INIT("Zm9vZg=a"), STR_INIT("Zm 9"), STR_INIT("Zm-_"), STR_INIT("Zm\0v"),
      STR_INIT("Zh=="),     STR_INIT("Zm9="), STR_INIT("Zm9@"), STR_INIT("Zm9["),
      STR_INIT("Zm9`"),     STR_INIT("Zm9{"), STR_INIT("Zm9:"), STR_INIT("Zm\xc3\xa9"),
  };
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    str bytes;
    if (decoded(&a, bad[i], &bytes)) {
      fail_msg("accepted: %.*s", (int)bad[i].n, bad[i].s);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_pairs),
      cmocka_unit_test(test_any_bytes_come_back),
      cmocka_unit_test(test_anything_else_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
