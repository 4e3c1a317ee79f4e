#include "unit.h"

#include <zlib.h>

#include "core/base64.h"
#include "host/deflate.h"
#include "random.h"
#include "write/script.h"

/* Inflates what stands packed behind `head`; the script ends with it. */
static str unpacked(arena *a, str script, str head) {
  assert_true(str_starts(script, head));
  assert_true(str_ends(script, STR("\");\n")));
  str packed = str_sub(script, head.n, script.n - 4);
  buf deflated = buf_new(a, packed.n);
  assert_true(base64_decode(&deflated, packed));
  enum { INFLATED_MAX = 2 << 20 };
  char *bytes = NEW(a, char, INFLATED_MAX);
  z_stream z = {
      .next_in = (Bytef *)deflated.s,
      .avail_in = (uInt)deflated.n,
      .next_out = (Bytef *)bytes,
      .avail_out = INFLATED_MAX,
  };
  assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
  assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
  assert_int_equal(z.avail_in, 0);
  assert_int_equal(inflateEnd(&z), Z_OK);
  return (str){bytes, (ptrdiff_t)z.total_out};
}

static void check_image(str image) {
  arena a = unit_arena();
  str script;
  assert_true(script_data(STR("gates"), STR("decide"), image, &a, &script));
  str head = STR("fingerpost.data(\"gates\", \"decide\", \"");
  assert_str_equal(unpacked(&a, script, head), image);
}

static void test_images_come_back(void **state) {
  (void)state;
  check_image(STR(""));
  check_image(STR("a"));
  check_image(STR("\0\0\0\0\0\0\0\0\377\377"));
  enum { LARGE = 1 << 20 };
  static char noise[LARGE];
  uint64_t seed = 1;
  for (int i = 0; i < LARGE; i++) {
    noise[i] = (char)random_next(&seed);
  }
  check_image((str){noise, LARGE}); /* which grows when it is deflated */
}

static void test_modules_come_back(void **state) {
  (void)state;
  arena a = unit_arena();
  str deflated;
  assert_true(deflate_raw(STR("\0asm"), &a, &deflated));
  str script = script_engine(STR("cost"), deflated, &a);
  str head = STR("fingerpost.engine(\"cost\", \"");
  assert_str_equal(unpacked(&a, script, head), STR("\0asm"));
}

static void test_packing_twice_gives_the_same(void **state) {
  (void)state;
  arena a = unit_arena();
  str image = STR("the same again, the same again, the same again");
  str first;
  str second;
  assert_true(script_data(STR("x"), STR("cost"), image, &a, &first));
  memset(a.at, 0x5a, 1 << 20); /* whatever the memory held before */
  assert_true(script_data(STR("x"), STR("cost"), image, &a, &second));
  assert_str_equal(first, second);
}

/* Texts, and how they stand in a string of JavaScript. */
static const struct {
  str text, written;
} cases[] = {
    {STR_INIT("five-gates_2.b c"), STR_INIT("five-gates_2.b c")},
    {STR_INIT("\"\\"), STR_INIT("\\u0022\\u005c")},
    {STR_INIT("</script>&"), STR_INIT("\\u003c/script\\u003e\\u0026")},
    {STR_INIT("<!--"), STR_INIT("\\u003c!--")},
    {STR_INIT("\n\r\t\0\x7f"), STR_INIT("\\u000a\\u000d\\u0009\\u0000\\u007f")},
    {STR_INIT("\xe2\x80\xa8\xe2\x80\xa9"), STR_INIT("\\u2028\\u2029")},
    {STR_INIT("\xc3\xa9\xef\xbf\xbf"), STR_INIT("\\u00e9\\uffff")},
    {STR_INIT("\xf0\x90\x80\x80\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf"),
     STR_INIT("\\ud800\\udc00\\ud83d\\ude00\\udbff\\udfff")},
    {STR_INIT("\xff"), STR_INIT("\\ufffd")},
    {STR_INIT("__proto__"), STR_INIT("__proto__")},
};

static void test_names_cannot_end_the_string_or_the_script(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena a = unit_arena();
    str script;
    assert_true(script_data(cases[i].text, STR("decide"), STR(""), &a, &script));
    str call = STR("fingerpost.data(\"");
    str rest = str_sub(script, call.n, script.n);
    assert_true(str_starts(script, call));
    assert_str_equal(str_sub(rest, 0, cases[i].written.n), cases[i].written);
    assert_true(str_starts(str_sub(rest, cases[i].written.n, rest.n), STR("\", \"decide\", \"")));
  }
}

static void test_calls_hold_texts_as_they_are(void **state) {
  (void)state;
  arena a = unit_arena();
  enum { CASES = sizeof cases / sizeof *cases };
  str texts[CASES];
  str wanted = STR("fingerpost.search(");
  for (int i = 0; i < CASES; i++) {
    texts[i] = cases[i].text;
    wanted = arena_join(&a, wanted, i > 0 ? STR(", \"") : STR("\""));
    wanted = arena_join(&a, arena_join(&a, wanted, cases[i].written), STR("\""));
  }
  wanted = arena_join(&a, wanted, STR(");\n"));
  assert_str_equal(script_call(STR("search"), texts, CASES, &a), wanted);
  assert_str_equal(script_call(STR("search"), texts, 0, &a), STR("fingerpost.search();\n"));
  str empty = STR("");
  assert_str_equal(script_call(STR("search"), &empty, 1, &a), STR("fingerpost.search(\"\");\n"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_images_come_back),
      cmocka_unit_test(test_modules_come_back),
      cmocka_unit_test(test_packing_twice_gives_the_same),
      cmocka_unit_test(test_names_cannot_end_the_string_or_the_script),
      cmocka_unit_test(test_calls_hold_texts_as_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
