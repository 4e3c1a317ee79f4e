#include "unit.h"

#include "host/embed.h"

static void test_names_are_sorted(void **state) {
  (void)state;
  for (ptrdiff_t i = 1; i < embed_count(); i++) {
    assert_true(str_cmp(embed_at(i - 1).name, embed_at(i).name) < 0);
  }
}

static ptrdiff_t count_below(str folder) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < embed_count(); i++) {
    count += str_starts(embed_at(i).name, folder);
  }
  return count;
}

static void test_templates_static_files_and_engines_are_inside(void **state) {
  (void)state;
  assert_true(count_below(STR("templates/")) > 0);
  assert_true(count_below(STR("static/")) > 0);
  assert_int_equal(count_below(STR("wasm/")), 2);
  assert_int_equal(count_below(STR("templates/")) + count_below(STR("static/")) + 2, embed_count());
}

static void test_files_are_found_by_name(void **state) {
  (void)state;
  struct embed_file module = embed_find(STR("wasm/cost.wasm"));
  assert_true(str_starts(module.bytes, STR("\0asm\1\0\0\0")));
  assert_null(embed_find(STR("wasm/cost")).bytes.s);
}

/* Reads the file in the repository, or what was built; the tests run at the top of the former. */
static str read_file(arena *a, str name) {
  const char *build = getenv("BUILD");
  str folder = arena_join(a, str_of(build ? build : "build"), STR("/"));
  bool is_built = str_starts(name, STR("wasm/"));
  FILE *f = fopen(arena_join(a, is_built ? folder : STR(""), name).s, "rb");
  assert_non_null(f);
  char *bytes = a->at;
  size_t n = fread(bytes, 1, (size_t)(a->end - a->at), f);
  assert_int_equal(fclose(f), 0);
  return (str){bytes, (ptrdiff_t)n};
}

static void test_bytes_are_those_of_the_files(void **state) {
  (void)state;
  for (ptrdiff_t i = 0; i < embed_count(); i++) {
    arena a = unit_arena();
    struct embed_file f = embed_at(i);
    assert_str_equal(f.bytes, read_file(&a, f.name));
    assert_int_equal(f.bytes.s[f.bytes.n], '\0');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names_are_sorted),
      cmocka_unit_test(test_templates_static_files_and_engines_are_inside),
      cmocka_unit_test(test_files_are_found_by_name),
      cmocka_unit_test(test_bytes_are_those_of_the_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
