#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "host/os_path.h"
#include "temp.h"

static int setup(void **state) {
  struct temp *t = calloc(1, sizeof *t);
  *state = t;
  return t != NULL && temp_open(t) ? 0 : -1;
}

static int teardown(void **state) {
  struct temp *t = *state;
  bool closed = temp_close(t);
  free(t);
  return closed ? 0 : -1;
}

static void in_shell_terms(struct temp *t) {
  assert_int_equal(os_write(t->dir, STR("file"), STR("text")), OS_OK);
  assert_int_equal(os_dir_make_at(t->dir, STR("folder")), OS_OK);
  assert_int_equal(os_write(t->dir, STR("folder/inner"), STR("inner text")), OS_OK);
  assert_int_equal(symlinkat("file", t->dir.fd, "link"), 0);
  assert_int_equal(symlinkat("folder", t->dir.fd, "folder-link"), 0);
  assert_int_equal(symlinkat("/", t->dir.fd, "root-link"), 0);
  assert_int_equal(symlinkat("loop", t->dir.fd, "loop"), 0);
  assert_int_equal(mkfifoat(t->dir.fd, "pipe", 0600), 0);
}

struct open_case {
  const char *path;
  int flags;
  os_status want;
};

/* Both ways of resolving must agree on each of these. */
static const struct open_case open_cases[] = {
    {"file", O_RDONLY, OS_OK},
    {"./file", O_RDONLY, OS_OK},
    {"folder/inner", O_RDONLY, OS_OK},
    {"folder//./inner", O_RDONLY, OS_OK},
    {"", O_RDONLY | O_DIRECTORY, OS_OK},
    {".", O_RDONLY | O_DIRECTORY, OS_OK},
    {"folder/", O_RDONLY | O_DIRECTORY, OS_OK},
    {"missing", O_RDONLY, OS_NOT_FOUND},
    {"missing/inner", O_RDONLY, OS_NOT_FOUND},
    {"file/inner", O_RDONLY, OS_NOT_A_FILE},
    {"file", O_RDONLY | O_DIRECTORY, OS_NOT_A_FILE},
    {"folder", O_WRONLY, OS_NOT_A_FILE},
    {"pipe", O_WRONLY | O_NONBLOCK, OS_NOT_A_FILE},
    {"..", O_RDONLY, OS_ESCAPES},
    {"../x", O_RDONLY, OS_ESCAPES},
    {"folder/../file", O_RDONLY, OS_ESCAPES},
    {"folder/..", O_RDONLY, OS_ESCAPES},
    {"/etc/passwd", O_RDONLY, OS_ESCAPES},
    {"/", O_RDONLY, OS_ESCAPES},
    {"link", O_RDONLY, OS_ESCAPES},
    {"link", O_WRONLY | O_CREAT, OS_ESCAPES},
    {"folder-link", O_RDONLY | O_DIRECTORY, OS_ESCAPES},
    {"folder-link/inner", O_RDONLY, OS_ESCAPES},
    {"folder-link/new", O_WRONLY | O_CREAT, OS_ESCAPES},
    {"root-link/etc/passwd", O_RDONLY, OS_ESCAPES},
    {"loop", O_RDONLY, OS_ESCAPES},
    {"loop/x", O_RDONLY, OS_ESCAPES},
};

static void test_paths_stay_beneath(void **state) {
  struct temp *t = *state;
  in_shell_terms(t);
  for (size_t i = 0; i < sizeof open_cases / sizeof *open_cases; i++) {
    const struct open_case *c = &open_cases[i];
    int fd = -1;
    int step_fd = -1;
    os_status got = os_open(t->dir, str_of(c->path), c->flags, &fd);
    os_status step = os_open_stepwise(t->dir, str_of(c->path), c->flags, &step_fd);
    if (got != c->want || step != c->want) {
      fail_msg("\"%s\": got %d and %d, want %d", c->path, (int)got, (int)step, (int)c->want);
    }
    os_dir_close((os_dir){fd});
    os_dir_close((os_dir){step_fd});
  }
}

/* However the walk ends, it leaves no descriptor open. */
static void test_walks_close_what_they_open(void **state) {
  struct temp *t = *state;
  in_shell_terms(t);
  int before = dup(t->dir.fd);
  close(before);
  for (size_t i = 0; i < sizeof open_cases / sizeof *open_cases; i++) {
    int fd = -1;
    os_open_stepwise(t->dir, str_of(open_cases[i].path), open_cases[i].flags, &fd);
    os_dir_close((os_dir){fd});
  }
  int after = dup(t->dir.fd);
  close(after);
  assert_int_equal(after, before);
}

static void test_every_call_is_confined(void **state) {
  struct temp *t = *state;
  arena perm = unit_arena();
  in_shell_terms(t);
  static const char *const paths[] = {"../x", "/tmp/x", "folder-link/inner", "root-link/tmp"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    str path = str_of(paths[i]);
    str bytes;
    struct os_entry *items;
    ptrdiff_t count;
    struct os_stat st;
    os_dir dir;
    int lock;
    assert_int_equal(os_read(t->dir, path, 100, &perm, &bytes), OS_ESCAPES);
    assert_int_equal(os_write(t->dir, path, STR("x")), OS_ESCAPES);
    assert_int_equal(os_write_synced(t->dir, path, STR("x")), OS_ESCAPES);
    assert_false(os_same(t->dir, path, STR("inner text")));
    assert_int_equal(os_rename(t->dir, path, STR("file")), OS_ESCAPES);
    assert_int_equal(os_rename(t->dir, STR("file"), path), OS_ESCAPES);
    assert_int_equal(os_exchange(t->dir, STR("folder"), path), OS_ESCAPES);
    assert_int_equal(os_remove(t->dir, path), OS_ESCAPES);
    assert_int_equal(os_remove_folder(t->dir, path), OS_ESCAPES);
    assert_int_equal(os_remove_tree(t->dir, path), OS_ESCAPES);
    assert_int_equal(os_sync_folder(t->dir, path), OS_ESCAPES);
    assert_int_equal(os_list(t->dir, path, &perm, &items, &count), OS_ESCAPES);
    assert_int_equal(os_stat_at(t->dir, path, &st), OS_ESCAPES);
    assert_int_equal(os_dir_open_at(t->dir, path, &dir), OS_ESCAPES);
    assert_int_equal(os_dir_make_at(t->dir, path), OS_ESCAPES);
    assert_int_equal(os_lock(t->dir, path, &lock), OS_ESCAPES);
  }
  assert_true(os_same(t->dir, STR("folder/inner"), STR("inner text")));
}

static void test_names_have_limits(void **state) {
  struct temp *t = *state;
  char path[OS_PATH_MAX + 2];
  for (int i = 0; i < OS_PATH_MAX; i++) {
    path[i] = "./"[i % 2];
  }
  path[OS_PATH_MAX - 2] = 'f';
  assert_int_equal(os_write(t->dir, (str){path, OS_PATH_MAX - 1}, STR("x")), OS_OK);
  assert_int_equal(os_write(t->dir, (str){path, OS_PATH_MAX}, STR("x")), OS_TOO_LARGE);
  assert_int_equal(os_write(t->dir, STR("a\0b"), STR("x")), OS_BAD_NAME);
  struct os_stat st;
  assert_int_equal(os_stat_at(t->dir, STR("f\0"), &st), OS_BAD_NAME);
  char name[256];
  memset(name, 'n', sizeof name);
  assert_int_equal(os_write(t->dir, (str){name, 255}, STR("x")), OS_OK);
  assert_int_equal(os_write(t->dir, (str){name, 256}, STR("x")), OS_TOO_LARGE);
}

static void test_reading(void **state) {
  struct temp *t = *state;
  arena perm = unit_arena();
  in_shell_terms(t);
  str bytes;
  assert_int_equal(os_read(t->dir, STR("file"), 4, &perm, &bytes), OS_OK);
  assert_str_equal(bytes, STR("text"));
  assert_int_equal(bytes.s[4], '\0');
  char *before = perm.at;
  assert_int_equal(os_read(t->dir, STR("file"), 3, &perm, &bytes), OS_TOO_LARGE);
  assert_int_equal(os_read(t->dir, STR("folder"), 9, &perm, &bytes), OS_NOT_A_FILE);
  assert_int_equal(os_read(t->dir, STR("pipe"), 9, &perm, &bytes), OS_NOT_A_FILE);
  assert_int_equal(os_read(t->dir, STR("none"), 9, &perm, &bytes), OS_NOT_FOUND);
  assert_ptr_equal(perm.at, before);
  assert_int_equal(os_write(t->dir, STR("empty"), STR("")), OS_OK);
  assert_int_equal(os_read(t->dir, STR("empty"), 0, &perm, &bytes), OS_OK);
  assert_int_equal(bytes.n, 0);
  assert_int_equal(bytes.s[0], '\0');
}

/* Files that grow and shrink while they are read: the system has some that always do. */
static void test_reading_files_of_another_size(void **state) {
  (void)state;
  arena perm = unit_arena();
  str bytes;
  os_dir dir;
  assert_int_equal(os_dir_open(STR("/proc"), &dir), OS_OK);
  assert_int_equal(os_read(dir, STR("version"), 1000, &perm, &bytes), OS_OK);
  assert_true(str_starts(bytes, STR("Linux version")));
  assert_int_equal(bytes.s[bytes.n], '\0');
  assert_int_equal(os_read(dir, STR("version"), bytes.n, &perm, &bytes), OS_OK);
  assert_int_equal(os_read(dir, STR("version"), bytes.n - 1, &perm, &bytes), OS_TOO_LARGE);
  os_dir_close(dir);
  assert_int_equal(os_dir_open(STR("/sys/kernel"), &dir), OS_OK);
  struct os_stat st; /* says 4,096 and holds a few bytes */
  if (os_stat_at(dir, STR("uevent_seqnum"), &st) == OS_OK) {
    assert_int_equal(os_read(dir, STR("uevent_seqnum"), 1 << 20, &perm, &bytes), OS_OK);
    assert_true(bytes.n > 0 && bytes.n < st.size && byte_is_digit(bytes.s[0]));
  }
  os_dir_close(dir);
}

static void test_comparing(void **state) {
  struct temp *t = *state;
  in_shell_terms(t);
  assert_true(os_same(t->dir, STR("file"), STR("text")));
  assert_false(os_same(t->dir, STR("file"), STR("texts")));
  assert_false(os_same(t->dir, STR("file"), STR("tex")));
  assert_false(os_same(t->dir, STR("file"), STR("tixt")));
  assert_false(os_same(t->dir, STR("none"), STR("")));
  assert_false(os_same(t->dir, STR("link"), STR("text")));
  assert_false(os_same(t->dir, STR("folder"), STR("")));
  /* around the size of the buffer that it compares by */
  static const ptrdiff_t sizes[] = {0, 1, 16383, 16384, 16385, 100000};
  arena perm = unit_arena();
  char *bytes = NEW(&perm, char, 100000);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    str all = {bytes, sizes[i]};
    assert_int_equal(os_write(t->dir, STR("big"), all), OS_OK);
    assert_true(os_same(t->dir, STR("big"), all));
    if (all.n > 0) {
      bytes[all.n - 1] = 'x';
      assert_false(os_same(t->dir, STR("big"), all));
      bytes[all.n - 1] = '\0';
    }
  }
}

static void test_writing(void **state) {
  struct temp *t = *state;
  in_shell_terms(t);
  assert_int_equal(os_write(t->dir, STR("file"), STR("new")), OS_OK);
  assert_true(os_same(t->dir, STR("file"), STR("new")));
  assert_int_equal(os_write_synced(t->dir, STR("file"), STR("newer")), OS_OK);
  assert_true(os_same(t->dir, STR("file"), STR("newer")));
  assert_int_equal(os_write(t->dir, STR("folder"), STR("x")), OS_NOT_A_FILE);
  assert_int_equal(os_write(t->dir, STR("pipe"), STR("x")), OS_NOT_A_FILE);
  assert_int_equal(os_write(t->dir, STR("none/x"), STR("x")), OS_NOT_FOUND);
  assert_int_equal(os_write(t->dir, STR("file/x"), STR("x")), OS_NOT_A_FILE);
  os_dir dev;
  assert_int_equal(os_dir_open(STR("/dev"), &dev), OS_OK);
  assert_int_equal(os_write(dev, STR("full"), STR("x")), OS_NOT_A_FILE);
  os_dir_close(dev);
}

static void test_a_write_that_does_not_fit_is_reported(void **state) {
  struct temp *t = *state;
  struct rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 3, .rlim_max = before.rlim_max});
  os_status three = os_write(t->dir, STR("three"), STR("123"));
  os_status four = os_write(t->dir, STR("four"), STR("1234")); /* 3 bytes, then an error */
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_DFL);
  assert_int_equal(three, OS_OK);
  assert_int_equal(four, OS_TOO_LARGE);
}

static void test_renaming(void **state) {
  struct temp *t = *state;
  in_shell_terms(t);
  assert_int_equal(os_rename(t->dir, STR("file"), STR("folder/inner")), OS_OK);
  assert_true(os_same(t->dir, STR("folder/inner"), STR("text")));
  assert_int_equal(os_rename(t->dir, STR("file"), STR("other")), OS_NOT_FOUND);
  assert_int_equal(os_rename(t->dir, STR("folder/inner"), STR("none/x")), OS_NOT_FOUND);
  assert_int_equal(os_dir_make_at(t->dir, STR("two")), OS_OK);
  assert_int_equal(os_rename(t->dir, STR("folder/inner"), STR("two")), OS_NOT_A_FILE);
  assert_int_equal(os_rename(t->dir, STR("two"), STR("folder")), OS_NOT_EMPTY);
  assert_int_equal(os_rename(t->dir, STR("folder"), STR("two")), OS_OK);
  assert_true(os_same(t->dir, STR("two/inner"), STR("text")));
  assert_int_equal(os_dir_make_at(t->dir, STR("folder")), OS_OK);
  os_status exchanged = os_exchange(t->dir, STR("folder"), STR("two"));
  if (exchanged != OS_UNSUPPORTED) {
    assert_int_equal(exchanged, OS_OK);
    assert_true(os_same(t->dir, STR("folder/inner"), STR("text")));
    assert_int_equal(os_exchange(t->dir, STR("folder"), STR("none")), OS_NOT_FOUND);
  }
}

static void test_removing(void **state) {
  struct temp *t = *state;
  arena perm = unit_arena();
  in_shell_terms(t);
  assert_int_equal(os_remove(t->dir, STR("none")), OS_NOT_FOUND);
  assert_int_equal(os_remove(t->dir, STR("folder")), OS_NOT_A_FILE);
  assert_int_equal(os_remove_folder(t->dir, STR("folder")), OS_NOT_EMPTY);
  assert_int_equal(os_remove_folder(t->dir, STR("file")), OS_NOT_A_FILE);
  assert_int_equal(os_remove_folder(t->dir, STR("folder-link")), OS_NOT_A_FILE);
  assert_int_equal(os_remove(t->dir, STR("link")), OS_OK);
  assert_true(os_same(t->dir, STR("file"), STR("text")));
  /* links in a tree go, what they lead to stays */
  assert_int_equal(os_dir_make_at(t->dir, STR("tree")), OS_OK);
  assert_int_equal(os_rename(t->dir, STR("folder-link"), STR("tree/folder-link")), OS_OK);
  assert_int_equal(symlinkat("../folder", t->dir.fd, "tree/real-link"), 0);
  assert_int_equal(os_remove_tree(t->dir, STR("tree")), OS_OK);
  assert_int_equal(os_remove_tree(t->dir, STR("tree")), OS_NOT_FOUND);
  assert_int_equal(os_remove_tree(t->dir, STR("pipe")), OS_OK);
  assert_str_equal(tree_text(t->dir, false, &perm),
                   STR("file\nfolder/\nfolder/inner\nloop\nroot-link\n"));
}

static void test_removing_a_large_and_a_deep_tree(void **state) {
  struct temp *t = *state;
  enum { MANY = 3000, DEEP = 250 };
  assert_int_equal(os_dir_make_at(t->dir, STR("many")), OS_OK);
  for (int i = 0; i < MANY; i++) {
    char name[32];
    snprintf(name, sizeof name, "many/%d", i);
    assert_int_equal(os_write(t->dir, str_of(name), STR("")), OS_OK);
  }
  assert_int_equal(os_remove_tree(t->dir, STR("many")), OS_OK);
  char path[2 * DEEP];
  for (int i = 0; i < 2 * DEEP; i++) {
    path[i] = "d/"[i % 2];
  }
  assert_int_equal(os_dir_make_above(t->dir, (str){path, 2 * DEEP}), OS_OK);
  assert_int_equal(os_remove_tree(t->dir, STR("d")), OS_TOO_LARGE);
  assert_int_equal(os_remove_tree(t->dir, (str){path, 2 * (DEEP - 200) - 1}), OS_OK);
  assert_int_equal(os_remove_tree(t->dir, STR("d")), OS_OK);
}

static void test_listing(void **state) {
  struct temp *t = *state;
  arena perm = unit_arena();
  in_shell_terms(t);
  assert_int_equal(os_write(t->dir, STR("\xff\x1b\n"), STR("")), OS_OK);
  assert_int_equal(os_write(t->dir, STR("-rf"), STR("")), OS_OK);
  assert_int_equal(os_write(t->dir, STR("File"), STR("")), OS_OK);
  struct os_entry *items;
  ptrdiff_t count;
  assert_int_equal(os_list(t->dir, STR("."), &perm, &items, &count), OS_OK);
  static const struct {
    const char *name;
    os_kind kind;
  } want[] = {{"-rf", OS_FILE},       {"File", OS_FILE},        {"file", OS_FILE},
              {"folder", OS_FOLDER},  {"folder-link", OS_LINK}, {"link", OS_LINK},
              {"loop", OS_LINK},      {"pipe", OS_SPECIAL},     {"root-link", OS_LINK},
              {"\xff\x1b\n", OS_FILE}};
  assert_int_equal(count, sizeof want / sizeof *want);
  for (ptrdiff_t i = 0; i < count; i++) {
    assert_str_equal(items[i].name, str_of(want[i].name));
    assert_int_equal(items[i].kind, want[i].kind);
    struct os_stat st;
    assert_int_equal(os_stat_at(t->dir, items[i].name, &st), OS_OK);
    assert_int_equal(st.kind, want[i].kind);
  }
  assert_int_equal(os_list(t->dir, STR("file"), &perm, &items, &count), OS_NOT_A_FILE);
  assert_int_equal(os_list(t->dir, STR("none"), &perm, &items, &count), OS_NOT_FOUND);
}

static void test_making_folders(void **state) {
  struct temp *t = *state;
  arena perm = unit_arena();
  str deep = temp_path(t, &perm, "a/b//c/");
  assert_int_equal(os_dir_make_path(deep), OS_OK);
  assert_int_equal(os_dir_make_path(deep), OS_OK);
  os_dir dir;
  assert_int_equal(os_dir_open(deep, &dir), OS_OK);
  assert_true(os_is_inside(dir, t->dir));
  assert_false(os_is_inside(t->dir, dir));
  assert_true(os_is_inside(dir, dir));
  os_dir again;
  assert_int_equal(os_dir_open_at(t->dir, STR("a/b/c"), &again), OS_OK);
  assert_true(os_same_dir(dir, again));
  assert_false(os_same_dir(dir, t->dir));
  assert_false(os_is_mount(dir));
  os_dir_close(dir);
  os_dir_close(again);
  assert_int_equal(os_dir_make_at(t->dir, STR("a")), OS_EXISTS);
  assert_int_equal(os_dir_make_at(t->dir, STR("none/a")), OS_NOT_FOUND);
  assert_int_equal(os_write(t->dir, STR("file"), STR("")), OS_OK);
  assert_int_equal(os_dir_make_path(temp_path(t, &perm, "file")), OS_NOT_A_FILE);
  assert_int_equal(os_dir_make_path(temp_path(t, &perm, "file/x")), OS_NOT_A_FILE);
  assert_int_equal(os_dir_make_above(t->dir, STR("x/y/file")), OS_OK);
  assert_int_equal(os_write(t->dir, STR("x/y/file"), STR("")), OS_OK);
  assert_int_equal(os_dir_make_above(t->dir, STR("file/y/file")), OS_NOT_A_FILE);
  assert_int_equal(os_dir_open(STR("/proc"), &dir), OS_OK);
  assert_true(os_is_mount(dir));
  os_dir_close(dir);
  str real;
  assert_int_equal(os_real_path(temp_path(t, &perm, "x/../x//y/."), &perm, &real), OS_OK);
  assert_true(str_ends(real, STR("/x/y")));
  assert_int_equal(os_real_path(temp_path(t, &perm, "none"), &perm, &real), OS_NOT_FOUND);
}

static void test_locking(void **state) {
  struct temp *t = *state;
  int lock = -1;
  int other = -1;
  assert_int_equal(os_lock(t->dir, STR("lock"), &lock), OS_OK);
  assert_int_equal(os_lock(t->dir, STR("lock"), &other), OS_BUSY);
  /* a worker keeps the lock that it was forked with */
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t worker = fork();
  if (worker == 0) {
    char c;
    close(ends[1]);
    _exit((int)read(ends[0], &c, 1));
  }
  os_unlock(lock);
  assert_int_equal(os_lock(t->dir, STR("lock"), &other), OS_BUSY);
  close(ends[0]);
  close(ends[1]);
  assert_int_equal(waitpid(worker, NULL, 0), worker);
  assert_int_equal(os_lock(t->dir, STR("lock"), &other), OS_OK);
  os_unlock(other);
}

static void test_syncing(void **state) {
  struct temp *t = *state;
  in_shell_terms(t);
  assert_int_equal(os_sync_all(t->dir), OS_OK);
  assert_int_equal(os_sync_folder(t->dir, STR("folder")), OS_OK);
  assert_int_equal(os_sync_folder(t->dir, STR("")), OS_OK);
  assert_int_equal(os_sync_folder(t->dir, STR("file")), OS_NOT_A_FILE);
  assert_int_not_equal(os_sync_all(OS_DIR_NONE), OS_OK);
}

/* Runs in a child whose standard output is `fd`. */
static os_status printed_to(int fd, str text) {
  pid_t child = fork();
  if (child == 0) {
    dup2(fd, 1);
    _exit((int)os_print(OS_STDOUT, text));
  }
  int how = 0;
  waitpid(child, &how, 0);
  return WIFEXITED(how) ? (os_status)WEXITSTATUS(how) : OS_FAILED + 1;
}

static void test_printing(void **state) {
  (void)state;
  int full = open("/dev/full", O_WRONLY);
  assert_int_equal(printed_to(full, STR("x")), OS_NO_SPACE);
  close(full);
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(printed_to(ends[1], STR("hello")), OS_OK);
  char got[8];
  assert_int_equal(read(ends[0], got, sizeof got), 5);
  assert_memory_equal(got, "hello", 5);
  close(ends[0]);
  assert_int_equal(printed_to(ends[1], STR("x")), OS_CLOSED); /* and not killed by it */
  close(ends[1]);
}

static void test_memory(void **state) {
  (void)state;
  arena a = os_reserve((ptrdiff_t)1 << 36); /* more than the machine has: only addresses */
  assert_non_null(a.at);
  a.at[100000] = 'x';
  os_trim((arena){a.at + 1, a.end});
  assert_int_equal(a.at[100000], 0);
  a.at[5] = 'x';
  os_trim((arena){a.at + 6, a.end}); /* the page that is still in use stays */
  assert_int_equal(a.at[5], 'x');
  os_trim((arena){a.at, a.at});
  os_release(a);
  assert_null(os_reserve((ptrdiff_t)1 << 62).at);
  os_release((arena){NULL, NULL});
}

static void test_running_out_of_memory(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], 2);
    os_out_of_memory(1);
  }
  int how = 0;
  waitpid(child, &how, 0);
  assert_true(WIFEXITED(how));
  assert_int_equal(WEXITSTATUS(how), 3);
  char got[64];
  ssize_t n = read(ends[0], got, sizeof got);
  assert_str_equal(((str){got, n}), STR("fingerpost: out of memory\n"));
  close(ends[0]);
  close(ends[1]);
}

static void test_surroundings(void **state) {
  (void)state;
  int64_t first = os_nanoseconds();
  assert_true(first > 0 && os_nanoseconds() >= first);
  assert_true(os_today() > 20000 && os_today() < 40000); /* 2024 to 2079 */
  assert_true(os_processors() >= 1);
  assert_int_equal(os_process(), getpid());
  setenv("FINGERPOST_TEST", "a value", 1);
  assert_str_equal(os_env(STR("FINGERPOST_TEST")), STR("a value"));
  unsetenv("FINGERPOST_TEST");
  assert_int_equal(os_env(STR("FINGERPOST_TEST")).n, 0);
}

static void test_errors_have_texts(void **state) {
  (void)state;
  static const struct {
    int error;
    os_status want;
  } cases[] = {{ENOENT, OS_NOT_FOUND},  {EACCES, OS_NO_ACCESS}, {EPERM, OS_NO_ACCESS},
               {ENOSPC, OS_NO_SPACE},   {EDQUOT, OS_NO_SPACE},  {EROFS, OS_READ_ONLY},
               {EBUSY, OS_BUSY},        {EXDEV, OS_OTHER_DISK}, {ELOOP, OS_ESCAPES},
               {EPIPE, OS_CLOSED},      {EIO, OS_FAILED},       {EMFILE, OS_FAILED},
               {ENOSYS, OS_UNSUPPORTED}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(os_error(cases[i].error), cases[i].want);
  }
  for (int i = OS_OK; i <= OS_FAILED; i++) {
    str text = os_status_text((os_status)i);
    assert_true(text.n > 0 && text.s[text.n - 1] != '.' && text.s[0] == byte_lower(text.s[0]));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_paths_stay_beneath, setup, teardown),
      cmocka_unit_test_setup_teardown(test_walks_close_what_they_open, setup, teardown),
      cmocka_unit_test_setup_teardown(test_every_call_is_confined, setup, teardown),
      cmocka_unit_test_setup_teardown(test_names_have_limits, setup, teardown),
      cmocka_unit_test_setup_teardown(test_reading, setup, teardown),
      cmocka_unit_test(test_reading_files_of_another_size),
      cmocka_unit_test_setup_teardown(test_comparing, setup, teardown),
      cmocka_unit_test_setup_teardown(test_writing, setup, teardown),
      cmocka_unit_test_setup_teardown(test_a_write_that_does_not_fit_is_reported, setup, teardown),
      cmocka_unit_test_setup_teardown(test_renaming, setup, teardown),
      cmocka_unit_test_setup_teardown(test_removing, setup, teardown),
      cmocka_unit_test_setup_teardown(test_removing_a_large_and_a_deep_tree, setup, teardown),
      cmocka_unit_test_setup_teardown(test_listing, setup, teardown),
      cmocka_unit_test_setup_teardown(test_making_folders, setup, teardown),
      cmocka_unit_test_setup_teardown(test_locking, setup, teardown),
      cmocka_unit_test_setup_teardown(test_syncing, setup, teardown),
      cmocka_unit_test(test_printing),
      cmocka_unit_test(test_memory),
      cmocka_unit_test(test_running_out_of_memory),
      cmocka_unit_test(test_surroundings),
      cmocka_unit_test(test_errors_have_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
