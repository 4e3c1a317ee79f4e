/*
 * How fast code is coloured: `make bench-highlight`.
 *
 *   bench FILE...    reads each file as the language of its name's ending, repeated to
 *                    some megabytes; prints MB/s, the median of RUNS, tokens a kilobyte,
 *                    and MB/s of a whole page that holds the code, HTML and all
 */
#include "../timing.h"
#include "load/highlight.h"
#include "load/page.h"

enum { CODE = 8 << 20, PAGE = 200 << 10, FILE_MAX = 1 << 20 };

static const ptrdiff_t memory_size = (ptrdiff_t)1 << 29;

/* Megabytes a second, from the milliseconds of each run. */
static double rate(double *times, ptrdiff_t bytes) {
  qsort(times, RUNS, sizeof *times, compare);
  return (double)bytes / 1e3 / times[RUNS / 2];
}

static str read_file(const char *path, arena *perm) {
  char *bytes = NEW(perm, char, FILE_MAX);
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(3);
  }
  ptrdiff_t n = (ptrdiff_t)fread(bytes, 1, FILE_MAX, file);
  (void)fclose(file);
  return (str){bytes, n};
}

/* The text again and again, up to `size` bytes. */
static str repeat(arena *perm, str text, ptrdiff_t size) {
  buf b = buf_new(perm, size);
  while (!b.full && text.n > 0) {
    buf_str(&b, text);
  }
  return buf_text(&b);
}

static double time_lexer(const struct language *language, str code, arena scratch,
                         ptrdiff_t *ret_tokens) {
  double times[RUNS];
  struct tokens tokens = {.work = &scratch};
  for (int i = 0; i < RUNS; i++) {
    double start = spent();
    highlight(language, code, &tokens);
    times[i] = spent() - start;
  }
  *ret_tokens = tokens.count;
  return rate(times, code.n);
}

static double time_page(str name, str code, arena scratch) {
  double times[RUNS];
  buf page = buf_new(&scratch, code.n + 100);
  buf_str(&page, STR("``````"));
  buf_str(&page, name);
  buf_byte(&page, '\n');
  buf_str(&page, code);
  for (int i = 0; i < RUNS; i++) {
    arena perm = scratch;
    arena work = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
    str head;
    str body;
    double start = spent();
    page_parse(buf_text(&page), &perm, work, &head, &body);
    times[i] = spent() - start;
  }
  return rate(times, code.n);
}

int main(int argc, char **argv) {
  char *memory = malloc((size_t)memory_size);
  if (memory == NULL) {
    return 3;
  }
  printf("%-12s %12s %12s %12s\n", "", "lexer MB/s", "tokens/kB", "page MB/s");
  for (int i = 1; i < argc; i++) {
    arena a = {memory, memory + memory_size};
    str path = str_of(argv[i]);
    str name = str_sub(path, str_rfind(path, '.') + 1, path.n);
    const struct language *language = language_named(name);
    str text = read_file(argv[i], &a);
    if (language == NULL || text.n == 0) {
      continue;
    }
    str code = repeat(&a, text, CODE);
    ptrdiff_t tokens;
    double lexer = time_lexer(language, code, a, &tokens);
    double page = time_page(name, repeat(&a, text, PAGE), a);
    printf("%-12.*s %12.0f %12.1f %12.0f\n", (int)name.n, name.s, lexer,
           (double)tokens * 1e3 / (double)code.n, page);
  }
  free(memory);
  return 0;
}
