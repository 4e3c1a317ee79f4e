#include "unit.h"

#include "core/buf.h"
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
  assert_int_equal(count_below(STR("wasm/")), 5);
  assert_true(count_below(STR("bare/")) > 0);
  assert_true(count_below(STR("templates/strings/")) >= 2);
  ptrdiff_t shipped = count_below(STR("static/")) + count_below(STR("bare/")) + 5;
  assert_int_equal(count_below(STR("templates/")) + shipped, embed_count());
}

/* A script whose names were made short: no line is set in, none is a comment. */
static void check_script(str bare) {
  assert_true(bare.n > 0);
  for (str line; bare.n > 0;) {
    if (!str_cut(bare, '\n', &line, &bare)) {
      line = bare;
      bare.n = 0;
    }
    assert_true(line.n > 0 && str_find(STR(" \t"), line.s[0]) < 0);
    assert_false(str_starts(line, STR("//")) || str_starts(line, STR("/*")));
  }
}

static bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

/* One of the quotes around a word in a selector, as in [role="tab"]. */
static bool is_spare_quote(str css, ptrdiff_t i) {
  if (css.s[i] != '"' || i == 0 || i + 1 == css.n) {
    return false;
  }
  char before = css.s[i - 1], behind = css.s[i + 1];
  return (before == '=' && is_letter(behind)) || (is_letter(before) && behind == ']');
}

/* A style sheet without comments, spaces and what else needs not be there. */
static str squeeze(str css, arena *a) {
  buf out = buf_open(a);
  for (ptrdiff_t i = 0; i < css.n; i++) {
    if (str_starts(str_sub(css, i, css.n), STR("/*"))) {
      i += str_search(str_sub(css, i, css.n), STR("*/")) + 1;
    } else if (str_find(STR(" \t\n;"), css.s[i]) < 0 && !is_spare_quote(css, i)) {
      buf_byte(&out, css.s[i]);
    }
  }
  return buf_close(&out, a);
}

static void test_bare_files_have_no_comments(void **state) {
  (void)state;
  for (ptrdiff_t i = 0; i < count_below(STR("bare/")); i++) {
    arena a = unit_arena();
    str name = embed_at(i).name;
    str bare = embed_at(i).bytes;
    str from = arena_join(&a, STR("static/"), str_sub(name, (ptrdiff_t)sizeof "bare", name.n));
    str whole = embed_find(from).bytes;
    if (str_ends(name, STR(".css"))) {
      assert_true(str_search(bare, STR("/*")) < 0);
      assert_str_equal(squeeze(bare, &a), squeeze(whole, &a));
    } else {
      check_script(bare);
    }
    assert_true(bare.n < whole.n);
  }
}

static void test_files_are_found_by_name(void **state) {
  (void)state;
  assert_true(embed_find(STR("wasm/cost.deflate")).bytes.n > 0);
  assert_null(embed_find(STR("wasm/cost")).bytes.s);
}

/* Reads the file in the repository, or what was built; the tests run at the top of the former. */
static str read_file(arena *a, str name) {
  const char *build = getenv("BUILD");
  str folder = arena_join(a, str_of(build ? build : "build"), STR("/"));
  bool is_built = str_starts(name, STR("wasm/")) || str_starts(name, STR("bare/"));
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
      cmocka_unit_test(test_bare_files_have_no_comments),
      cmocka_unit_test(test_files_are_found_by_name),
      cmocka_unit_test(test_bytes_are_those_of_the_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
