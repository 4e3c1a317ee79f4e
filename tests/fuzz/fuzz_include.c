/*
 * Any bytes as a guide and the files that it includes: a byte 0x1C ends each of them. Whatever
 * includes what, also itself and in a circle, comes out as a good record whose HTML is safe.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "page_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA = 64 << 20, FILES = 5, FILE_END = 0x1C };
static char memory[2][ARENA];
static jmp_buf out_of_memory;

/* The first is the page itself. */
static const str paths[FILES] = {STR_INIT("guides/case.md"), STR_INIT("guides/a.md"),
                                 STR_INIT("guides/deep/b.md"), STR_INIT("guides/c.csv"),
                                 STR_INIT("guides/d.yaml")};

/* An input may want more memory than there is: in a worker, that ends the worker. */
_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  longjmp(out_of_memory, 1);
}

static os_status read_file(void *ctx, str path, ptrdiff_t max, arena *perm, str *ret_bytes) {
  const str *texts = ctx;
  for (int i = 0; i < FILES; i++) {
    if (str_eq(path, paths[i])) {
      *ret_bytes = arena_copy(perm, texts[i]);
      return texts[i].n > max ? OS_TOO_LARGE : OS_OK;
    }
  }
  return OS_NOT_FOUND;
}

static void die(const char *why) {
  (void)fprintf(stderr, "%s\n", why);
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena perm = {memory[0], memory[0] + ARENA};
  arena scratch = {memory[1], memory[1] + ARENA};
  str rest = {(const char *)data, (ptrdiff_t)size};
  str texts[FILES];
  for (int i = 0; i < FILES; i++) {
    texts[i] = i < FILES - 1 ? str_take(&rest, FILE_END) : rest;
  }
  if (size == 0 || setjmp(out_of_memory) != 0) {
    return 0;
  }
  str head;
  str body;
  struct page_input in = {.bytes = texts[0], .path = paths[0], .read = read_file, .ctx = texts};
  page_parse(&in, &perm, scratch, &head, &body);
  struct page_view v;
  struct page_body_view b;
  if (!page_open(head, &v) || !page_body_open(body, &b)) {
    die("a record of our own was refused");
  }
  const char *fault = check_page(&v, &b, texts[0].n, scratch);
  if (fault != NULL) {
    (void)fprintf(stderr, "%.*s\n", (int)b.html.n, b.html.s);
    die(fault);
  }
  return 0;
}
