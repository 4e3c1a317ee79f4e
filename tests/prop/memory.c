/*
 * 2,000 pages build, and what the build keeps in memory does not grow with their
 * size: titles, anchors and links stay, pages do not. The same site is built with
 * pages of 2 kB and of 40 kB; the peaks of memory may differ by what one page
 * takes while it is parsed, not by the 76 MB that all of them have more.
 *
 *     tests/prop/memory        beside the program: .../tests/prop/memory, .../fingerpost
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "temp.h"
#include "unit.h"

enum {
  PAGES = 2000,
  PEAK_MAX = 48 << 10, /* KiB: 6 MiB were measured */
  GROWTH_MAX = 8 << 10 /* KiB: a page of 40 kB at work, and some room */
};

static char program[600];
/* Sanitizers keep freed memory and shadows of their own. */
static bool is_sanitized;

/* A page with a title, a link, some headings and so many bytes of text. */
static str page_make(int i, ptrdiff_t size, arena *a) {
  buf b = buf_new(a, size + 200);
  char text[200];
  snprintf(text, sizeof text, "# Page %d\n\nSee [the next](p%d.md#page-%d).\n\n", i,
           (i + 1) % PAGES, (i + 1) % PAGES);
  buf_str(&b, str_of(text));
  while (b.n < size) {
    buf_str(&b, STR("Some words with *emphasis* and `code` that fill the page up.\n\n"));
  }
  return buf_text(&b);
}

static void site_make(const struct temp *t, ptrdiff_t size) {
  os_dir_make_at(t->dir, STR("content"));
  os_dir_make_at(t->dir, STR("content/guides"));
  assert_int_equal(os_write(t->dir, STR("content/site.yaml"), STR("title: Many\n")), OS_OK);
  for (int i = 0; i < PAGES; i++) {
    arena a = unit_arena();
    char path[64];
    snprintf(path, sizeof path, "content/guides/p%d.md", i);
    assert_int_equal(os_write(t->dir, str_of(path), page_make(i, size, &a)), OS_OK);
  }
}

/* The largest process of a build, in KiB. */
static long peak_of_build(const struct temp *t) {
  fflush(stdout);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    if (freopen("/dev/null", "w", stdout) != NULL && chdir(t->path) == 0) {
      execl(program, program, "build", (char *)NULL);
    }
    _exit(127);
  }
  int status;
  struct rusage usage;
  assert_int_equal(wait4(child, &status, 0, &usage), child);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  return usage.ru_maxrss;
}

static long peak_with_pages_of(ptrdiff_t size) {
  struct temp t;
  struct timespec start;
  struct timespec end;
  assert_true(temp_open(&t));
  site_make(&t, size);
  clock_gettime(CLOCK_MONOTONIC, &start);
  long peak = peak_of_build(&t);
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds =
      (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
  printf("# %d pages of %td bytes: %.2f s, peak %ld KiB\n", PAGES, size, seconds, peak);
  assert_true(temp_close(&t));
  return peak;
}

static void does_not_grow_with_pages(void **state) {
  (void)state;
  if (is_sanitized) {
    skip();
  }
  long small = peak_with_pages_of(2 << 10);
  long large = peak_with_pages_of(40 << 10);
  assert_in_range(large, 0, PEAK_MAX);
  assert_in_range(large > small ? large - small : 0, 0, GROWTH_MAX);
}

int main(int argc, char **argv) {
  static char folder[500];
  (void)argc;
  char *slash = strrchr(argv[0], '/');
  snprintf(folder, sizeof folder, "%.*s", slash == NULL ? 1 : (int)(slash - argv[0]),
           slash == NULL ? "." : argv[0]);
  char *real = realpath(folder, NULL);
  snprintf(program, sizeof program, "%s/../../fingerpost", real == NULL ? "." : real);
  free(real);
  is_sanitized = strstr(program, "/asan/") != NULL;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(does_not_grow_with_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
