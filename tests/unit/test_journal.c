#include "unit.h"

#include "temp.h"
#include "write/journal.h"
#include "write/manifest.h"
#include "write/output.h"

static void test_manifests(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct manifest m;
  assert_false(manifest_parse(STR(""), &perm, &m));
  assert_false(manifest_parse(STR("fingerpost manifest 1"), &perm, &m));
  assert_false(manifest_parse(STR("fingerpost manifest 10\na\n"), &perm, &m));
  /* unsorted, with paths that would lead elsewhere, and cut off */
  str text = STR("fingerpost manifest 1\nb/c\na\n../x\n/etc/x\n.fingerpost/lock\n\nb.d\nb-e\ncut");
  assert_true(manifest_parse(text, &perm, &m));
  assert_str_equal(manifest_text(&m, &perm), STR("fingerpost manifest 1\na\nb-e\nb.d\nb/c\n"));
  assert_true(manifest_has(&m, STR("a")) && manifest_has(&m, STR("b/c")));
  assert_false(manifest_has(&m, STR("b")) || manifest_has(&m, STR("cut")));
  assert_true(manifest_has_below(&m, STR("b")));
  assert_false(manifest_has_below(&m, STR("a")) || manifest_has_below(&m, STR("b-")));
  assert_true(manifest_has_above(&m, STR("a/x/y")) && manifest_has_above(&m, STR("b/c/d")));
  assert_false(manifest_has_above(&m, STR("a")) || manifest_has_above(&m, STR("b/d")));
}

static void journal_example(buf *b) {
  journal_begin(b);
  journal_remove(b, STR("swap"));
  journal_remove(b, STR("a/b/c"));
  journal_prune(b, STR("a/b"));
  journal_prune(b, STR("a"));
  journal_rename(b, 0, STR("swap/in"));
  journal_rename(b, 12, STR("a"));
  journal_end(b);
}

static void test_journal_format(void **state) {
  (void)state;
  char memory[1000];
  buf b = buf_over(memory, sizeof memory);
  journal_example(&b);
  str steps = STR("fingerpost journal 1\nremove swap\nremove a/b/c\nprune a/b\nprune a\n"
                  "rename 0 swap/in\nrename 12 a\n");
  assert_true(str_starts(buf_text(&b), steps));
  assert_int_equal(buf_text(&b).n, steps.n + 21);
}

static void test_damage_is_seen(void **state) {
  (void)state;
  char memory[1000];
  buf b = buf_over(memory, sizeof memory);
  journal_example(&b);
  str whole = buf_text(&b);
  assert_true(journal_ok(whole));
  for (ptrdiff_t i = 0; i < whole.n; i++) {
    assert_false(journal_ok(str_sub(whole, 0, i)));
    memory[i] ^= 1;
    assert_false(journal_ok(whole));
    memory[i] ^= 1;
  }
  assert_true(journal_ok(whole));
}

static void test_steps_can_be_repeated(void **state) {
  (void)state;
  struct temp t;
  arena perm = unit_arena();
  char memory[1000];
  buf b = buf_over(memory, sizeof memory);
  journal_example(&b);
  assert_true(temp_open(&t));
  static const char *const files[] = {"swap", "a/b/c", STATE_STAGE "/0", STATE_STAGE "/12",
                                      STATE_NEW_MANIFEST};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    assert_int_equal(os_dir_make_above(t.dir, str_of(files[i])), OS_OK);
    assert_int_equal(os_write(t.dir, str_of(files[i]), str_of(files[i])), OS_OK);
  }
  for (int i = 0; i < 3; i++) {
    str path;
    assert_int_equal(journal_carry_out(t.dir, buf_text(&b), &path), OS_OK);
    assert_true(os_same(t.dir, STR("swap/in"), STR(STATE_STAGE "/0")));
    assert_true(os_same(t.dir, STR("a"), STR(STATE_STAGE "/12")));
    assert_true(os_same(t.dir, STR(STATE_MANIFEST), STR(STATE_NEW_MANIFEST)));
  }
  assert_str_equal(
      tree_text(t.dir, false, &perm),
      STR(".fingerpost/\n.fingerpost/manifest\n.fingerpost/stage/\na\nswap/\nswap/in\n"));
  assert_true(temp_close(&t));
}

static void test_steps_that_cannot_be_done_are_named(void **state) {
  (void)state;
  struct temp t;
  char memory[1000];
  buf b = buf_over(memory, sizeof memory);
  str path;
  assert_true(temp_open(&t));
  assert_int_equal(os_dir_make_above(t.dir, STR("taken/mine")), OS_OK);
  assert_int_equal(os_write(t.dir, STR("taken/mine"), STR("")), OS_OK);
  assert_int_equal(os_dir_make_above(t.dir, STR(STATE_STAGE "/1")), OS_OK);
  assert_int_equal(os_write(t.dir, STR(STATE_STAGE "/1"), STR("")), OS_OK);
  journal_begin(&b);
  journal_prune(&b, STR("taken"));
  journal_rename(&b, 1, STR("taken"));
  journal_end(&b);
  assert_int_equal(journal_carry_out(t.dir, buf_text(&b), &path), OS_NOT_A_FILE);
  assert_str_equal(path, STR("taken"));
  assert_true(temp_close(&t));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_manifests),
      cmocka_unit_test(test_journal_format),
      cmocka_unit_test(test_damage_is_seen),
      cmocka_unit_test(test_steps_can_be_repeated),
      cmocka_unit_test(test_steps_that_cannot_be_done_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
