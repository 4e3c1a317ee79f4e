/* Items end their workers here, so memory must end as it does in the program. */
#define core_oom unit_core_oom
#include "unit.h"
#undef core_oom

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "host/pool.h"
#include "temp.h"

_Noreturn void core_oom(ptrdiff_t want);
_Noreturn void core_oom(ptrdiff_t want) {
  os_out_of_memory(want);
}

enum { MEMORY = 16 << 20, MILLISECONDS = 100 };

static void number_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  (void)ctx;
  buf b = buf_open(perm);
  buf_int(&b, index * index);
  parts[0] = buf_close(&b, perm);
  char *fill = NEW(perm, char, index % 100);
  memset(fill, 'x', (size_t)(index % 100));
  parts[1] = (str){fill, index % 100};
}

/* What number_run gives for an index. */
static void number_check(const struct pool *p, ptrdiff_t index, arena scratch) {
  char want[32];
  snprintf(want, sizeof want, "%td", index * index);
  assert_int_equal(pool_result(p, index), POOL_DONE);
  str first = pool_read(p, index, 0, &scratch);
  str second = pool_read(p, index, 1, &scratch);
  assert_str_equal(first, str_of(want));
  assert_int_equal(second.n, index % 100);
  assert_non_null(second.s);
  assert_int_equal((uintptr_t)first.s % 8 + (uintptr_t)second.s % 8, 0);
  for (ptrdiff_t i = 0; i < second.n; i++) {
    assert_int_equal(second.s[i], 'x');
  }
}

static int descriptors(void) {
  int count = 0;
  for (int fd = 0; fd < 256; fd++) {
    count += fcntl(fd, F_GETFD) >= 0;
  }
  return count;
}

static void test_results_stand_by_index(void **state) {
  (void)state;
  static const struct {
    ptrdiff_t count;
    int jobs;
  } cases[] = {{5000, 1}, {5000, 2}, {5000, 8}, {3, 8}, {1, 64}, {200, 64}, {200, 1000}, {7, 0}};
  int before = descriptors();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena perm = unit_arena();
    struct pool_task task = {
        .count = cases[i].count, .jobs = cases[i].jobs, .bytes = MEMORY, .run = number_run};
    struct pool *p = pool_run(&task, &perm);
    assert_non_null(p);
    for (ptrdiff_t k = 0; k < task.count; k++) {
      number_check(p, k, perm);
    }
    pool_close(p);
    assert_int_equal(descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left */
  }
}

static void test_nothing_to_do(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct pool_task task = {.count = 0, .jobs = 4, .bytes = MEMORY, .run = number_run};
  struct pool *p = pool_run(&task, &perm);
  assert_non_null(p);
  pool_close(p);
}

enum { BAD_EVERY = 50 };

/* Keeps a processor busy in a way that no compiler removes. */
static void spin(void) {
  for (volatile uint64_t i = 0;; i++) {
  }
}

static void overflow_memory(arena *perm) {
  for (;;) {
    NEW(perm, char, 1 << 20);
  }
}

/* Item 50 does harm of the first kind, item 100 of the second, and so on. */
static void hostile_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  ptrdiff_t kind = index % BAD_EVERY == 0 ? index / BAD_EVERY : 0;
  switch (kind) {
    case 1:
      abort();
    case 2:
      signal(SIGSEGV, SIG_DFL); /* the test library would jump out of the worker */
      raise(SIGSEGV);
      break;
    case 3:
      spin();
      break;
    case 4:
      overflow_memory(perm);
      break;
    case 5:
      exit(0);
    case 6:
      _exit(3);
    case 7:
      raise(SIGKILL);
      break;
    default:
      number_run(ctx, index, perm, parts);
  }
}

static void test_hostile_items_harm_only_themselves(void **state) {
  (void)state;
  static const pool_state want[] = {POOL_DONE,   POOL_CRASHED, POOL_CRASHED, POOL_TIME,
                                    POOL_MEMORY, POOL_CRASHED, POOL_CRASHED, POOL_CRASHED};
  static const int jobs[] = {1, 2, 8};
  int before = descriptors();
  for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
    arena perm = unit_arena();
    struct pool_task task = {.count = 400,
                             .jobs = jobs[j],
                             .milliseconds = MILLISECONDS,
                             .bytes = MEMORY,
                             .run = hostile_run};
    struct pool *p = pool_run(&task, &perm);
    assert_non_null(p);
    for (ptrdiff_t i = 0; i < task.count; i++) {
      if (i == 0 || i % BAD_EVERY != 0) {
        number_check(p, i, perm);
        continue;
      }
      assert_int_equal(pool_result(p, i), want[i / BAD_EVERY]);
      assert_null(pool_read(p, i, 0, &perm).s);
    }
    pool_close(p);
    assert_int_equal(descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
  }
}

static void all_crash(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  (void)ctx;
  (void)index;
  (void)perm;
  (void)parts;
  _exit(1);
}

static void test_every_item_may_crash(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct pool_task task = {.count = 100, .jobs = 4, .bytes = MEMORY, .run = all_crash};
  struct pool *p = pool_run(&task, &perm);
  assert_non_null(p);
  for (ptrdiff_t i = 0; i < task.count; i++) {
    assert_int_equal(pool_result(p, i), POOL_CRASHED);
  }
  pool_close(p);
}

/* Fails the first time that it is run, as when the system took the worker's memory. */
static void once_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  const struct temp *t = ctx;
  char name[32];
  snprintf(name, sizeof name, "%td", index);
  struct os_stat st;
  if (index % 10 == 0 && os_stat_at(t->dir, str_of(name), &st) == OS_NOT_FOUND) {
    os_write(t->dir, str_of(name), STR(""));
    raise(SIGKILL);
  }
  number_run(NULL, index, perm, parts);
}

static void test_a_second_try_may_succeed(void **state) {
  (void)state;
  struct temp t;
  assert_true(temp_open(&t));
  arena perm = unit_arena();
  struct pool_task task = {.count = 50, .jobs = 2, .bytes = MEMORY, .run = once_run, .ctx = &t};
  struct pool *p = pool_run(&task, &perm);
  assert_non_null(p);
  for (ptrdiff_t i = 0; i < task.count; i++) {
    number_check(p, i, perm);
  }
  pool_close(p);
  assert_true(temp_close(&t));
}

/* Memory is exactly what the task says, for each item anew. */
static void limit_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  (void)ctx;
  ptrdiff_t size = MEMORY + (index % 2);
  parts[0] = (str){NEW(perm, char, size), 10};
}

static void test_memory_ends_where_it_should(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct pool_task task = {.count = 10, .jobs = 2, .bytes = MEMORY, .run = limit_run};
  struct pool *p = pool_run(&task, &perm);
  assert_non_null(p);
  for (ptrdiff_t i = 0; i < task.count; i++) {
    assert_int_equal(pool_result(p, i), i % 2 == 0 ? POOL_DONE : POOL_MEMORY);
  }
  assert_int_equal(pool_read(p, 0, 0, &perm).n, 10);
  pool_close(p);
}

/* Many items that each use less than the limit: none inherits what another has used. */
static void half_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  (void)ctx;
  (void)index;
  (void)parts;
  int64_t end = os_nanoseconds() + 30 * 1000 * 1000;
  while (os_nanoseconds() < end) {
    (void)NEW(perm, char, 8);
  }
}

static void test_time_is_counted_for_each_item(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct pool_task task = {.count = 20,
                           .jobs = 1,
                           .milliseconds = MILLISECONDS,
                           .bytes = (ptrdiff_t)256 << 20,
                           .run = half_run};
  struct pool *p = pool_run(&task, &perm);
  assert_non_null(p);
  for (ptrdiff_t i = 0; i < task.count; i++) {
    assert_int_equal(pool_result(p, i), POOL_DONE);
  }
  pool_close(p);
}

static void big_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  (void)ctx;
  parts[0] = (str){NEW(perm, char, 1 << 20), index % 2 == 0 ? 1 << 20 : 10};
}

/* A spool that cannot grow is the same as a full disk. */
static void test_a_full_disk(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 1 << 19, .rlim_max = before.rlim_max});
  struct pool_task task = {.count = 20, .jobs = 2, .bytes = MEMORY, .run = big_run};
  struct pool *p = pool_run(&task, &perm);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_DFL);
  assert_non_null(p);
  for (ptrdiff_t i = 0; i < task.count; i++) {
    assert_int_equal(pool_result(p, i), i % 2 == 0 ? POOL_SPOOL : POOL_DONE);
    assert_int_equal(pool_read(p, i, 0, &perm).n, i % 2 == 0 ? 0 : 10);
  }
  pool_close(p);
}

struct progress {
  int calls;
  ptrdiff_t last;
  bool backwards;
};

static void progress_note(void *ctx, ptrdiff_t done, ptrdiff_t count) {
  struct progress *seen = ctx;
  seen->backwards = seen->backwards || done < seen->last || done > count;
  seen->last = done;
  seen->calls++;
}

static void sleepy_run(void *ctx, ptrdiff_t index, arena *perm, str parts[POOL_PARTS]) {
  (void)ctx;
  (void)index;
  (void)perm;
  (void)parts;
  usleep(50 * 1000);
}

static void test_progress(void **state) {
  (void)state;
  arena perm = unit_arena();
  struct progress seen = {0};
  struct pool_task task = {.count = 10,
                           .jobs = 1,
                           .bytes = MEMORY,
                           .run = sleepy_run,
                           .progress = progress_note,
                           .progress_ctx = &seen};
  int64_t start = os_nanoseconds();
  struct pool *p = pool_run(&task, &perm);
  int64_t tenths = (os_nanoseconds() - start) / (100 * 1000 * 1000);
  assert_non_null(p);
  pool_close(p);
  assert_true(seen.calls >= 2 && seen.calls <= tenths + 1); /* about ten a second */
  assert_true(seen.last > 0 && !seen.backwards);
}

/* Whoever started us may have had no interest in children and their signals. */
static void test_signals_set_by_others(void **state) {
  (void)state;
  arena perm = unit_arena();
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPROF, SIG_IGN);
  struct pool_task task = {
      .count = 400, .jobs = 2, .milliseconds = MILLISECONDS, .bytes = MEMORY, .run = hostile_run};
  struct pool *p = pool_run(&task, &perm);
  assert_ptr_equal(signal(SIGCHLD, SIG_DFL), SIG_IGN);
  signal(SIGPROF, SIG_DFL);
  assert_non_null(p);
  assert_int_equal(pool_result(p, 3 * BAD_EVERY), POOL_TIME);
  assert_int_equal(pool_result(p, 4 * BAD_EVERY), POOL_MEMORY);
  number_check(p, 399, perm);
  pool_close(p);
}

static void test_no_workers_to_be_had(void **state) {
  (void)state;
  arena perm = unit_arena();
  int before = descriptors();
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  setrlimit(RLIMIT_NOFILE, &(struct rlimit){.rlim_cur = 0, .rlim_max = files.rlim_max});
  struct pool_task task = {.count = 10, .jobs = 2, .bytes = MEMORY, .run = number_run};
  struct pool *p = pool_run(&task, &perm);
  setrlimit(RLIMIT_NOFILE, &files);
  assert_null(p);
  task.bytes = (ptrdiff_t)1 << 62;
  assert_null(pool_run(&task, &perm));
  assert_int_equal(descriptors(), before);
}

static void test_workers_die_with_their_parent(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t parent = fork();
  if (parent == 0) {
    arena perm = unit_arena();
    close(ends[0]);
    struct pool_task task = {.count = 1000, .jobs = 4, .bytes = MEMORY, .run = sleepy_run};
    pool_run(&task, &perm);
    _exit(0);
  }
  close(ends[1]);
  usleep(100 * 1000);
  kill(parent, SIGKILL);
  assert_int_equal(waitpid(parent, NULL, 0), parent);
  int64_t start = os_nanoseconds();
  char c;
  assert_int_equal(read(ends[0], &c, 1), 0); /* the last one that held the pipe is gone */
  assert_true(os_nanoseconds() - start < (int64_t)2 * 1000 * 1000 * 1000);
  close(ends[0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_results_stand_by_index),
      cmocka_unit_test(test_nothing_to_do),
      cmocka_unit_test(test_hostile_items_harm_only_themselves),
      cmocka_unit_test(test_every_item_may_crash),
      cmocka_unit_test(test_a_second_try_may_succeed),
      cmocka_unit_test(test_memory_ends_where_it_should),
      cmocka_unit_test(test_time_is_counted_for_each_item),
      cmocka_unit_test(test_a_full_disk),
      cmocka_unit_test(test_progress),
      cmocka_unit_test(test_signals_set_by_others),
      cmocka_unit_test(test_no_workers_to_be_had),
      cmocka_unit_test(test_workers_die_with_their_parent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
