#include "core/path.h"
#include "random.h"
#include "unit.h"

static void takes_paths_apart(void **state) {
  (void)state;
  static const struct {
    str path, folder, name;
  } cases[] = {
      {STR_INIT("guides/rag/basics.md"), STR_INIT("guides/rag/"), STR_INIT("basics.md")},
      {STR_INIT("guides/rag/"), STR_INIT("guides/"), STR_INIT("rag")},
      {STR_INIT("guides/"), STR_INIT(""), STR_INIT("guides")},
      {STR_INIT("index.md"), STR_INIT(""), STR_INIT("index.md")},
      {STR_INIT(""), STR_INIT(""), STR_INIT("")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_str_equal(path_folder(cases[i].path), cases[i].folder);
    assert_str_equal(path_name(cases[i].path), cases[i].name);
  }
}

static void goes_from_file_to_file(void **state) {
  (void)state;
  static const struct {
    str from, to, path;
  } cases[] = {
      {STR_INIT("a.html"), STR_INIT("b.html"), STR_INIT("b.html")},
      {STR_INIT("a.html"), STR_INIT("a.html"), STR_INIT("a.html")},
      {STR_INIT("g/a.html"), STR_INIT("g/b.html"), STR_INIT("b.html")},
      {STR_INIT("g/a.html"), STR_INIT("index.html"), STR_INIT("../index.html")},
      {STR_INIT("index.html"), STR_INIT("g/h/a.html"), STR_INIT("g/h/a.html")},
      {STR_INIT("g/h/a.html"), STR_INIT("g/k/a.html"), STR_INIT("../k/a.html")},
      {STR_INIT("g/h/a.html"), STR_INIT("x/a.html"), STR_INIT("../../x/a.html")},
      {STR_INIT("ga/a.html"), STR_INIT("gab/a.html"), STR_INIT("../gab/a.html")},
      {STR_INIT("g/a.html"), STR_INIT(""), STR_INIT("../")}, /* the top folder */
      {STR_INIT("a.html"), STR_INIT(""), STR_INIT("")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena a = unit_arena();
    assert_str_equal(path_relative(&a, cases[i].from, cases[i].to), cases[i].path);
  }
}

static void joins(void **state) {
  (void)state;
  static const struct {
    str from, path;
    bool inside;
    str joined;
  } cases[] = {
      {STR_INIT("guides/a.md"), STR_INIT("b.md"), true, STR_INIT("guides/b.md")},
      {STR_INIT("a.md"), STR_INIT("b.md"), true, STR_INIT("b.md")},
      {STR_INIT("guides/a.md"), STR_INIT("./b.md"), true, STR_INIT("guides/b.md")},
      {STR_INIT("guides/a.md"), STR_INIT("../b.md"), true, STR_INIT("b.md")},
      {STR_INIT("guides/a.md"), STR_INIT("../../b.md"), false, STR_INIT("")},
      {STR_INIT("a.md"), STR_INIT(".."), false, STR_INIT("")},
      {STR_INIT("guides/a.md"), STR_INIT("../guides/../b.md"), true, STR_INIT("b.md")},
      {STR_INIT("guides/a.md"), STR_INIT("x/../../../b.md"), false, STR_INIT("")},
      {STR_INIT("guides/a.md"), STR_INIT("x//y.md"), true, STR_INIT("guides/x/y.md")},
      {STR_INIT("guides/a.md"), STR_INIT("x/"), true, STR_INIT("guides/x/")},
      {STR_INIT("guides/a.md"), STR_INIT("x/."), true, STR_INIT("guides/x/")},
      {STR_INIT("guides/a.md"), STR_INIT("x/y/.."), true, STR_INIT("guides/x/")},
      {STR_INIT("guides/a.md"), STR_INIT(".."), true, STR_INIT("")},
      {STR_INIT("guides/a.md"), STR_INIT("."), true, STR_INIT("guides/")},
      {STR_INIT("guides/a.md"), STR_INIT(""), true, STR_INIT("guides/")},
      {STR_INIT("guides/a.md"), STR_INIT("..b.md"), true, STR_INIT("guides/..b.md")},
      {STR_INIT("guides/a.md"), STR_INIT("..."), true, STR_INIT("guides/...")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena a = unit_arena();
    str got = STR("");
    bool inside = path_join(&a, cases[i].from, cases[i].path, &got);
    if (inside != cases[i].inside || !str_eq(got, cases[i].joined)) {
      fail_msg("row %zu: %d \"%.*s\"", i, inside, (int)got.n, got.s);
    }
  }
}

/* A path of up to four parts of one or two letters, so that many have parts in common. */
static str random_path(uint64_t *seed, arena *a) {
  str path = STR("");
  for (ptrdiff_t folders = random_below(seed, 4); folders > 0; folders--) {
    path = arena_join(a, path, random_below(seed, 2) ? STR("a/") : STR("ab/"));
  }
  return arena_join(a, path, random_below(seed, 2) ? STR("a") : STR("b.md"));
}

/* What path_relative writes, path_join reads. */
static void comes_back(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int i = 0; i < 5000; i++) {
    arena a = unit_arena();
    str from = random_path(&seed, &a);
    str to = random_path(&seed, &a);
    str relative = path_relative(&a, from, to);
    str joined = STR("");
    if (!path_join(&a, from, relative, &joined) || !str_eq(joined, to)) {
      fail_msg("round %d: from %s by %s to %s, not %s", i, from.s, relative.s, joined.s, to.s);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_paths_apart),
      cmocka_unit_test(goes_from_file_to_file),
      cmocka_unit_test(joins),
      cmocka_unit_test(comes_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
