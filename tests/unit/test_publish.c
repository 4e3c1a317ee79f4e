#include "unit.h"

#include <sys/wait.h>

#include "host/pool.h"
#include "site.h"
#include "write/journal.h"
#include "write/output.h"

struct fixture {
  struct temp temp;
  os_dir sources;
  arena perm;
  str out; /* TEMP/site */
};

static int setup(void **state) {
  struct fixture *f = calloc(1, sizeof *f);
  *state = f;
  if (f == NULL || !temp_open(&f->temp)) {
    return -1;
  }
  f->perm = unit_arena();
  f->out = temp_path(&f->temp, &f->perm, "site");
  return os_dir_make_at(f->temp.dir, STR("content")) == OS_OK &&
                 os_dir_open_at(f->temp.dir, STR("content"), &f->sources) == OS_OK
             ? 0
             : -1;
}

static int teardown(void **state) {
  struct fixture *f = *state;
  os_dir_close(f->sources);
  bool closed = temp_close(&f->temp);
  free(f);
  return closed ? 0 : -1;
}

static struct outcome publish(struct fixture *f, struct site s) {
  return site_publish(s, f->out, f->sources, &f->perm);
}

/* Stands at OUT, and nothing is left beside it. */
static void assert_site(struct fixture *f, struct site s) {
  os_dir out;
  assert_int_equal(os_dir_open_at(f->temp.dir, STR("site"), &out), OS_OK);
  arena scratch = f->perm;
  if (!site_is_at(s, out, scratch)) {
    str tree = tree_text(out, false, &scratch);
    fail_msg("another site:\n%.*s", (int)tree.n, tree.s);
  }
  os_dir_close(out);
  struct os_entry *items;
  ptrdiff_t count;
  assert_int_equal(os_list(f->temp.dir, STR(""), &scratch, &items, &count), OS_OK);
  for (ptrdiff_t i = 0; i < count; i++) {
    assert_false(str_starts(items[i].name, STR(".")));
  }
}

static void assert_published(struct fixture *f, struct site s, ptrdiff_t written,
                             ptrdiff_t removed) {
  struct outcome o = publish(f, s);
  if (o.status != PUBLISH_OK) {
    fail_msg("status %d, os %d, path %.*s", (int)o.status, (int)o.error.os, (int)o.error.path.n,
             o.error.path.s);
  }
  assert_int_equal(o.counts.written, written);
  assert_int_equal(o.counts.removed, removed);
  assert_int_equal(o.counts.same, s.count - written);
  assert_site(f, s);
}

#define OLD_SITE                                                              \
  SITE({"index.html", "old home"}, {"404.html", "none"}, {"a/b/c.html", "c"}, \
       {"a/index.html", "old a"}, {"a.html", "dot"}, {"img/x.png", "x"})
#define NEW_SITE                                                                        \
  SITE({"new/deep/page.html", "new"}, {"index.html", "new home"}, {"404.html", "none"}, \
       {"a/index.html", "new a"}, {"a.html", "dot"})

static void test_first_build(void **state) {
  struct fixture *f = *state;
  struct outcome o = publish(f, OLD_SITE);
  assert_int_equal(o.status, PUBLISH_OK);
  assert_true(o.first);
  assert_int_equal(o.counts.written, 6);
  assert_site(f, OLD_SITE);
  assert_true(os_same(f->temp.dir, STR("site/.fingerpost/manifest"),
                      STR("fingerpost manifest 1\n404.html\na.html\na/b/c.html\na/index.html\n"
                          "img/x.png\nindex.html\n")));
  struct stat st;
  mode_t mask = umask(0);
  umask(mask);
  assert_int_equal(fstatat(f->temp.dir.fd, "site", &st, 0), 0);
  assert_int_equal(st.st_mode & 0777, 0777 & ~mask);
}

static void test_first_build_into_an_empty_folder(void **state) {
  struct fixture *f = *state;
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("site")), OS_OK);
  assert_published(f, OLD_SITE, 6, 0);
}

static void test_first_build_makes_the_folders_above(void **state) {
  struct fixture *f = *state;
  f->out = temp_path(&f->temp, &f->perm, "build/of/site/");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OK);
  assert_true(os_same(f->temp.dir, STR("build/of/site/a/b/c.html"), STR("c")));
}

/* Where only OUT itself can be written: the name of a sibling would be too long. */
static void test_first_build_in_place(void **state) {
  struct fixture *f = *state;
  char name[256];
  memset(name, 'n', 250);
  name[250] = '\0';
  f->out = temp_path(&f->temp, &f->perm, name);
  for (int round = 0; round < 2; round++) {
    struct outcome o = publish(f, round == 0 ? OLD_SITE : NEW_SITE);
    assert_int_equal(o.status, PUBLISH_OK);
    assert_int_equal(o.first, round == 0);
  }
  os_dir out;
  assert_int_equal(os_dir_open(f->out, &out), OS_OK);
  assert_true(site_is_at(NEW_SITE, out, f->perm));
  os_dir_close(out);
}

static void test_an_empty_site(void **state) {
  struct fixture *f = *state;
  assert_published(f, (struct site){NULL, 0}, 0, 0);
  assert_published(f, OLD_SITE, 6, 0);
  assert_published(f, (struct site){NULL, 0}, 0, 6);
}

static void test_nothing_changed_writes_nothing(void **state) {
  struct fixture *f = *state;
  assert_published(f, OLD_SITE, 6, 0);
  str before = tree_text(f->temp.dir, true, &f->perm);
  for (int i = 0; i < 3; i++) {
    struct outcome o = publish(f, OLD_SITE);
    assert_int_equal(o.status, PUBLISH_OK);
    assert_false(o.first);
    assert_int_equal(o.counts.same, 6);
    assert_str_equal(tree_text(f->temp.dir, true, &f->perm), before);
  }
}

static void test_later_builds_change_only_what_differs(void **state) {
  struct fixture *f = *state;
  assert_published(f, OLD_SITE, 6, 0);
  struct stat before;
  struct stat after;
  assert_int_equal(fstatat(f->temp.dir.fd, "site/404.html", &before, 0), 0);
  assert_published(f, NEW_SITE, 3, 2);
  assert_int_equal(fstatat(f->temp.dir.fd, "site/404.html", &after, 0), 0);
  assert_int_equal(before.st_ino, after.st_ino);
  assert_int_equal(before.st_ctim.tv_nsec, after.st_ctim.tv_nsec);
  /* folders that the removed files leave empty go too */
  struct os_stat st;
  assert_int_equal(os_stat_at(f->temp.dir, STR("site/a/b"), &st), OS_NOT_FOUND);
  assert_int_equal(os_stat_at(f->temp.dir, STR("site/img"), &st), OS_NOT_FOUND);
  assert_published(f, OLD_SITE, 4, 1);
  assert_int_equal(os_stat_at(f->temp.dir, STR("site/new"), &st), OS_NOT_FOUND);
}

static void test_damaged_output_is_repaired(void **state) {
  struct fixture *f = *state;
  assert_published(f, OLD_SITE, 6, 0);
  assert_int_equal(os_write(f->temp.dir, STR("site/index.html"), STR("edited")), OS_OK);
  assert_int_equal(os_remove_tree(f->temp.dir, STR("site/a")), OS_OK);
  assert_int_equal(os_remove(f->temp.dir, STR("site/404.html")), OS_OK);
  assert_int_equal(symlinkat("index.html", f->temp.dir.fd, "site/404.html"), 0);
  assert_int_equal(os_remove(f->temp.dir, STR("site/a.html")), OS_OK);
  assert_int_equal(os_dir_make_above(f->temp.dir, STR("site/a.html/empty/folders/")), OS_OK);
  assert_published(f, OLD_SITE, 5, 0);
}

static void test_files_and_folders_swap(void **state) {
  struct fixture *f = *state;
  struct site files = SITE({"foo", "file"}, {"bar", "file"}, {"x", "x"});
  struct site folders = SITE({"foo/index.html", "in a folder"}, {"foo/a/b/c", "deep"},
                             {"bar/index.html", "in a folder"}, {"x", "x"});
  struct site deeper =
      SITE({"foo/a", "was a folder"}, {"bar/index.html/inner", "was a file"}, {"x/y/z", "deep"});
  assert_published(f, files, 3, 0);
  assert_published(f, folders, 3, 2);
  assert_published(f, files, 2, 3);
  assert_published(f, deeper, 3, 3);
  assert_published(f, folders, 4, 3);
  assert_published(f, deeper, 3, 4);
}

static void test_files_of_others_stay(void **state) {
  struct fixture *f = *state;
  assert_published(f, OLD_SITE, 6, 0);
  assert_int_equal(os_write(f->temp.dir, STR("site/CNAME"), STR("example.org")), OS_OK);
  assert_int_equal(os_write(f->temp.dir, STR("site/img/mine.png"), STR("mine")), OS_OK);
  assert_int_equal(publish(f, NEW_SITE).status, PUBLISH_OK);
  assert_true(os_same(f->temp.dir, STR("site/CNAME"), STR("example.org")));
  assert_true(os_same(f->temp.dir, STR("site/img/mine.png"), STR("mine")));
  struct os_stat st;
  assert_int_equal(os_stat_at(f->temp.dir, STR("site/img/x.png"), &st), OS_NOT_FOUND);
}

struct foreign_case {
  const char *mine; /* a file, or with a '/' at the end a folder, or with '@' a link */
  struct page page;
  const char *named; /* by the error */
};

static void foreign_make(struct fixture *f, const char *mine) {
  str path = arena_join(&f->perm, STR("site/"), str_of(mine));
  assert_int_equal(os_dir_make_above(f->temp.dir, path), OS_OK);
  if (str_ends(path, STR("@"))) {
    str link = arena_copy(&f->perm, str_sub(path, 0, path.n - 1));
    assert_int_equal(symlinkat("/tmp", f->temp.dir.fd, link.s), 0);
  } else if (!str_ends(path, STR("/"))) {
    assert_int_equal(os_write(f->temp.dir, path, STR("mine")), OS_OK);
  }
}

static void test_files_of_others_are_never_replaced(void **state) {
  struct fixture *f = *state;
  static const struct foreign_case cases[] = {
      {"c0", {"c0", "ours"}, "c0"},
      {"d/c1", {"d/c1", "ours"}, "d/c1"},
      {"c2", {"c2/index.html", "ours"}, "c2/index.html"},
      {"c3/mine", {"c3", "ours"}, "c3/mine"},
      {"c4/a/b/mine", {"c4/a", "ours"}, "c4/a/b/mine"},
      {"c5@", {"c5", "ours"}, "c5"},
      {"c6@", {"c6/index.html", "ours"}, "c6/index.html"},
      {"page/mine", {"page", "ours"}, "page/mine"},
  };
  struct site base = SITE({"index.html", "home"}, {"page/index.html", "ours"});
  assert_published(f, base, 2, 0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    foreign_make(f, cases[i].mine);
    str before = tree_text(f->temp.dir, true, &f->perm);
    struct site s = SITE({"index.html", "changed"}, cases[i].page);
    struct outcome o = publish(f, s);
    assert_int_equal(o.status, PUBLISH_FOREIGN_FILE);
    assert_str_equal(o.error.path, str_of(cases[i].named));
    assert_true(os_same(f->temp.dir, STR("site/index.html"), STR("home")));
    /* only our own folder was busy for a moment */
    str after = tree_text(f->temp.dir, true, &f->perm);
    assert_int_equal(site_files(before), site_files(after));
  }
}

/* A file of ours whose place somebody has taken: nothing begins that cannot end. */
static void test_places_taken_by_others(void **state) {
  struct fixture *f = *state;
  struct site base = SITE({"a/page", "ours"}, {"b", "ours"}, {"x", "1"});
  struct site next = SITE({"a/page", "ours"}, {"b", "ours"}, {"x", "2"});
  assert_published(f, base, 3, 0);
  assert_int_equal(os_remove_tree(f->temp.dir, STR("site/a")), OS_OK);
  assert_int_equal(symlinkat("/tmp", f->temp.dir.fd, "site/a"), 0);
  struct outcome o = publish(f, next);
  assert_int_equal(o.status, PUBLISH_FOREIGN_FILE);
  assert_str_equal(o.error.path, STR("a"));
  assert_int_equal(os_remove(f->temp.dir, STR("site/a")), OS_OK);
  assert_int_equal(os_remove(f->temp.dir, STR("site/b")), OS_OK);
  assert_int_equal(os_dir_make_above(f->temp.dir, STR("site/b/mine")), OS_OK);
  assert_int_equal(os_write(f->temp.dir, STR("site/b/mine"), STR("mine")), OS_OK);
  o = publish(f, next);
  assert_int_equal(o.status, PUBLISH_FOREIGN_FILE);
  assert_str_equal(o.error.path, STR("b/mine"));
  /* a removal that is not ours any more is none */
  struct outcome removed = publish(f, SITE({"x", "3"}));
  assert_int_equal(removed.status, PUBLISH_OK);
  assert_true(os_same(f->temp.dir, STR("site/b/mine"), STR("mine")));
  assert_true(os_same(f->temp.dir, STR("site/x"), STR("3")));
}

static void test_equal_files_of_others_become_ours(void **state) {
  struct fixture *f = *state;
  assert_published(f, SITE({"a", "a"}), 1, 0);
  assert_int_equal(os_write(f->temp.dir, STR("site/b"), STR("b")), OS_OK);
  assert_published(f, SITE({"a", "a"}, {"b", "b"}), 0, 0);
  assert_published(f, SITE({"a", "a"}), 0, 1);
}

static void test_folders_that_are_not_ours(void **state) {
  struct fixture *f = *state;
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("site")), OS_OK);
  assert_int_equal(os_write(f->temp.dir, STR("site/mine"), STR("mine")), OS_OK);
  str before = tree_text(f->temp.dir, true, &f->perm);
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_NOT_OURS);
  assert_str_equal(tree_text(f->temp.dir, true, &f->perm), before);
  /* nor by a mark of another kind */
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("site/.fingerpost")), OS_OK);
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_NOT_OURS);
  assert_int_equal(
      os_write(f->temp.dir, STR("site/.fingerpost/manifest"), STR("fingerpost manifest 2\nmine\n")),
      OS_OK);
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_NOT_OURS);
  assert_true(os_same(f->temp.dir, STR("site/mine"), STR("mine")));
}

static void test_outputs_that_are_no_folders(void **state) {
  struct fixture *f = *state;
  assert_int_equal(os_write(f->temp.dir, STR("site"), STR("")), OS_OK);
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_NOT_A_FOLDER);
  assert_int_equal(os_remove(f->temp.dir, STR("site")), OS_OK);
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("real")), OS_OK);
  assert_int_equal(symlinkat("real", f->temp.dir.fd, "site"), 0);
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_NOT_A_FOLDER);
  f->out = temp_path(&f->temp, &f->perm, "site/");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_NOT_A_FOLDER);
  /* a link above OUT is the user's own affair */
  f->out = temp_path(&f->temp, &f->perm, "site/inner");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OK);
  assert_true(os_same(f->temp.dir, STR("real/inner/index.html"), STR("old home")));
  f->out = temp_path(&f->temp, &f->perm, "real/inner/index.html/site");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_FAILED);
}

static void test_overlaps(void **state) {
  struct fixture *f = *state;
  static const char *const outs[] = {
      "content",   "content/", "content/site", "content/a/b/site", "content/../content/x",
      "link/site", ""};
  assert_int_equal(symlinkat("content", f->temp.dir.fd, "link"), 0);
  for (size_t i = 0; i < sizeof outs / sizeof *outs; i++) {
    f->out = temp_path(&f->temp, &f->perm, outs[i]);
    if (publish(f, OLD_SITE).status != PUBLISH_OVERLAPS) {
      fail_msg("\"%s\" should overlap", outs[i]);
    }
  }
  f->out = STR("/");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OVERLAPS);
  f->out = STR("//");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OVERLAPS);
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("home")), OS_OK);
  f->out = temp_path(&f->temp, &f->perm, "home");
  setenv("HOME", f->out.s, 1);
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OVERLAPS);
  assert_str_equal(tree_text(f->temp.dir, false, &f->perm), STR("content/\nhome/\nlink\n"));
}

/* "." is a folder with a name as well. */
static void test_output_is_the_current_folder(void **state) {
  struct fixture *f = *state;
  int before = open(".", O_RDONLY | O_DIRECTORY);
  str site = f->out;
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("site")), OS_OK);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(chdir(site.s), 0);
    f->out = STR(".");
    struct outcome o = publish(f, i == 0 ? OLD_SITE : NEW_SITE);
    assert_int_equal(o.status, PUBLISH_OK);
    assert_site(f, i == 0 ? OLD_SITE : NEW_SITE);
  }
  assert_int_equal(chdir(f->temp.path), 0);
  f->out = STR("site"); /* and a bare name stands in it */
  assert_published(f, OLD_SITE, 4, 1);
  assert_int_equal(fchdir(before), 0);
  close(before);
}

static void test_only_one_build_at_a_time(void **state) {
  struct fixture *f = *state;
  struct publish_error error;
  for (int round = 0; round < 2; round++) { /* a first build, then a later one */
    struct publish *p = NULL;
    assert_int_equal(publish_open(f->out, f->sources, &f->perm, &p, &error), PUBLISH_OK);
    pid_t other = fork();
    if (other == 0) {
      _exit((int)publish(f, NEW_SITE).status);
    }
    int how = 0;
    assert_int_equal(waitpid(other, &how, 0), other);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), PUBLISH_LOCKED);
    struct outcome o = {0};
    site_put(p, OLD_SITE, &f->perm, &o);
    publish_close(p);
    assert_int_equal(o.status, PUBLISH_OK);
    assert_site(f, OLD_SITE);
  }
}

static void test_a_folder_filled_meanwhile(void **state) {
  struct fixture *f = *state;
  struct publish_error error;
  struct publish *p = NULL;
  struct outcome o = {0};
  assert_int_equal(publish_open(f->out, f->sources, &f->perm, &p, &error), PUBLISH_OK);
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("site")), OS_OK);
  assert_int_equal(os_write(f->temp.dir, STR("site/mine"), STR("mine")), OS_OK);
  site_put(p, OLD_SITE, &f->perm, &o);
  publish_close(p);
  assert_int_equal(o.status, PUBLISH_NOT_OURS);
  assert_str_equal(tree_text(f->temp.dir, false, &f->perm), STR("content/\nsite/\nsite/mine\n"));
}

static void test_what_is_not_committed_leaves_nothing(void **state) {
  struct fixture *f = *state;
  struct publish_error error;
  os_status failure;
  for (int round = 0; round < 2; round++) {
    str before = tree_text(f->temp.dir, false, &f->perm);
    struct publish *p = NULL;
    assert_int_equal(publish_open(f->out, f->sources, &f->perm, &p, &error), PUBLISH_OK);
    assert_int_equal(publish_put(p, 0, STR("x/y"), STR("new"), &failure), PUT_CHANGED);
    publish_close(p);
    publish_close(p);
    assert_str_equal(tree_text(f->temp.dir, false, &f->perm), before);
    assert_published(f, OLD_SITE, round == 0 ? 6 : 0, 0);
  }
}

/* What a killed first build leaves beside OUT, in each state it can be in. */
static void test_dead_siblings_are_removed(void **state) {
  struct fixture *f = *state;
  static const char *const left[] = {".site.fingerpost-1/", ".site.fingerpost-2/.fingerpost/",
                                     ".site.fingerpost-3/.fingerpost/lock",
                                     ".site.fingerpost-4/.fingerpost/lock"};
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
      assert_int_equal(os_dir_make_above(f->temp.dir, str_of(left[i])), OS_OK);
      if (!str_ends(str_of(left[i]), STR("/"))) {
        assert_int_equal(os_write(f->temp.dir, str_of(left[i]), STR("")), OS_OK);
      }
    }
    assert_int_equal(os_write(f->temp.dir, STR(".site.fingerpost-4/page"), STR("x")), OS_OK);
    assert_published(f, OLD_SITE, round == 0 ? 6 : 0, 0);
  }
  /* one of our own number, from another machine on the same disk */
  char own[64];
  snprintf(own, sizeof own, ".other.fingerpost-%ld/.fingerpost/", (long)getpid());
  assert_int_equal(os_dir_make_above(f->temp.dir, str_of(own)), OS_OK);
  f->out = temp_path(&f->temp, &f->perm, "other");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OK);
  /* names that only resemble */
  assert_int_equal(os_dir_make_at(f->temp.dir, STR(".site.fingerpost-notes")), OS_OK);
  assert_int_equal(os_dir_make_at(f->temp.dir, STR(".site.fingerpost-")), OS_OK);
  assert_int_equal(os_dir_make_at(f->temp.dir, STR("site.fingerpost-1")), OS_OK);
  f->out = temp_path(&f->temp, &f->perm, "site");
  assert_int_equal(publish(f, OLD_SITE).status, PUBLISH_OK);
  struct os_stat st;
  assert_int_equal(os_stat_at(f->temp.dir, STR(".site.fingerpost-notes"), &st), OS_OK);
  assert_int_equal(os_stat_at(f->temp.dir, STR(".site.fingerpost-"), &st), OS_OK);
  assert_int_equal(os_stat_at(f->temp.dir, STR("site.fingerpost-1"), &st), OS_OK);
}

static void test_paths_that_cannot_be_published(void **state) {
  struct fixture *f = *state;
  struct publish_error error;
  static const char *const bad[] = {"",   "/x", "x/",  "a//b", "./a",         "a/../b",
                                    "..", ".",  "a/.", "a\nb", ".fingerpost", ".fingerpost/lock"};
  for (int round = 0; round < 2; round++) {
    struct publish *p = NULL;
    assert_int_equal(publish_open(f->out, f->sources, &f->perm, &p, &error), PUBLISH_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
      os_status failure = OS_OK;
      put_status got = publish_put(p, 0, str_of(bad[i]), STR("x"), &failure);
      if (got != PUT_FAILED || failure != OS_BAD_NAME) {
        fail_msg("\"%s\" was accepted", bad[i]);
      }
    }
    publish_close(p);
    assert_published(f, OLD_SITE, round == 0 ? 6 : 0, 0);
  }
  assert_published(f, SITE({".fingerpost.html", ""}, {"\xff -rf\x1b", "odd"}), 2, 6);
}

static void test_sites_that_contradict_themselves(void **state) {
  struct fixture *f = *state;
  assert_published(f, OLD_SITE, 6, 0);
  struct outcome o = publish(f, SITE({"a", "1"}, {"b", "2"}, {"a", "3"}));
  assert_int_equal(o.status, PUBLISH_FAILED);
  assert_int_equal(o.error.os, OS_EXISTS);
  assert_str_equal(o.error.path, STR("a"));
  o = publish(f, SITE({"a/b/c", "1"}, {"a-b", "2"}, {"a", "3"}));
  assert_int_equal(o.status, PUBLISH_FAILED);
  assert_str_equal(o.error.path, STR("a/b/c"));
  assert_site(f, OLD_SITE);
}

struct workers {
  struct publish *p;
  struct site site;
};

static void worker_put(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  struct workers *w = ctx;
  const struct page *page = &w->site.pages[index];
  os_status error;
  char *status = NEW(perm, char, 1);
  *status = (char)publish_put(w->p, index, str_of(page->path), str_of(page->text), &error);
  parts[0] = (str){status, 1};
}

static void test_workers_can_put(void **state) {
  struct fixture *f = *state;
  struct publish_error error;
  for (int round = 0; round < 2; round++) {
    struct workers w = {.site = round == 0 ? OLD_SITE : NEW_SITE};
    assert_int_equal(publish_open(f->out, f->sources, &f->perm, &w.p, &error), PUBLISH_OK);
    struct pool_task task = {
        .count = w.site.count, .jobs = 4, .bytes = 1 << 20, .run = worker_put, .ctx = &w};
    struct pool *pool = pool_run(&task, &f->perm);
    struct publish_file *files = NEW(&f->perm, struct publish_file, w.site.count);
    for (ptrdiff_t i = 0; i < w.site.count; i++) {
      files[i].path = str_of(w.site.pages[i].path);
      files[i].status = (put_status)*pool_read(pool, i, 0, &f->perm).s;
    }
    struct publish_counts counts;
    assert_int_equal(publish_commit(w.p, files, w.site.count, f->perm, &counts, &error),
                     PUBLISH_OK);
    pool_close(pool);
    publish_close(w.p);
    assert_site(f, w.site);
  }
}

/* A journal that was written and not carried out, or carried out in part. */
static void test_journals_are_completed(void **state) {
  struct fixture *f = *state;
  for (int done = 0; done < 3; done++) {
    os_remove_tree(f->temp.dir, STR("site"));
    assert_published(f, SITE({"a", "old"}, {"b/c", "old"}), 2, 0);
    os_dir out;
    assert_int_equal(os_dir_open(f->out, &out), OS_OK);
    char memory[1000];
    buf b = buf_over(memory, sizeof memory);
    journal_begin(&b);
    journal_remove(&b, STR("b/c"));
    journal_prune(&b, STR("b"));
    journal_rename(&b, 7, STR("b"));
    journal_rename(&b, 9, STR("d/e"));
    journal_remove(&b, STR("a"));
    journal_end(&b);
    assert_true(journal_ok(buf_text(&b)));
    assert_int_equal(os_dir_make_at(out, STR(STATE_STAGE)), OS_OK);
    assert_int_equal(os_write(out, STR(STATE_STAGE "/7"), STR("new b")), OS_OK);
    assert_int_equal(os_write(out, STR(STATE_STAGE "/9"), STR("new e")), OS_OK);
    assert_int_equal(os_write(out, STR(STATE_NEW_MANIFEST), STR("fingerpost manifest 1\nb\nd/e\n")),
                     OS_OK);
    assert_int_equal(os_write(out, STR(STATE_JOURNAL), buf_text(&b)), OS_OK);
    str path;
    for (int i = 0; i < done; i++) {
      assert_int_equal(journal_carry_out(out, buf_text(&b), &path), OS_OK);
    }
    os_dir_close(out);
    assert_published(f, SITE({"b", "new b"}, {"d/e", "new e"}), 0, 0);
  }
}

static void test_torn_journals_are_dropped(void **state) {
  struct fixture *f = *state;
  char memory[1000];
  buf b = buf_over(memory, sizeof memory);
  journal_begin(&b);
  journal_remove(&b, STR("index.html"));
  journal_end(&b);
  str whole = buf_text(&b);
  assert_published(f, OLD_SITE, 6, 0);
  for (ptrdiff_t n = 0; n < whole.n; n += 8) {
    assert_int_equal(os_write(f->temp.dir, STR("site/.fingerpost/journal"), str_sub(whole, 0, n)),
                     OS_OK);
    assert_published(f, OLD_SITE, 0, 0);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(test_first_build),
      TEST(test_first_build_into_an_empty_folder),
      TEST(test_first_build_makes_the_folders_above),
      TEST(test_first_build_in_place),
      TEST(test_an_empty_site),
      TEST(test_nothing_changed_writes_nothing),
      TEST(test_later_builds_change_only_what_differs),
      TEST(test_damaged_output_is_repaired),
      TEST(test_files_and_folders_swap),
      TEST(test_files_of_others_stay),
      TEST(test_files_of_others_are_never_replaced),
      TEST(test_places_taken_by_others),
      TEST(test_equal_files_of_others_become_ours),
      TEST(test_folders_that_are_not_ours),
      TEST(test_outputs_that_are_no_folders),
      TEST(test_overlaps),
      TEST(test_output_is_the_current_folder),
      TEST(test_only_one_build_at_a_time),
      TEST(test_a_folder_filled_meanwhile),
      TEST(test_what_is_not_committed_leaves_nothing),
      TEST(test_dead_siblings_are_removed),
      TEST(test_paths_that_cannot_be_published),
      TEST(test_sites_that_contradict_themselves),
      TEST(test_workers_can_put),
      TEST(test_journals_are_completed),
      TEST(test_torn_journals_are_dropped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
