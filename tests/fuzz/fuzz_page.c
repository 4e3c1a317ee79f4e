/*
 * Any bytes as a guide: whatever comes out is a good record whose HTML is safe.
 * The same bytes as a record, and records with a byte changed, are opened too:
 * they are refused, or nothing in them leads outside.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "page_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA = 64 << 20 };
static char memory[2][ARENA];
static jmp_buf out_of_memory;

/* An input may want more memory than there is: in a worker, that ends the worker. */
_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  longjmp(out_of_memory, 1);
}

static uint32_t sum; /* so that reading is not optimized away */

static void read_all(str s) {
  for (ptrdiff_t i = 0; i < s.n; i++) {
    sum += (unsigned char)s.s[i];
  }
}

/* Reads everything that a record leads to. */
static void walk_head(const struct page_view *v) {
  for (uint32_t i = 0; i < v->head->headings; i++) {
    read_all(page_text(v, v->headings[i].id));
    read_all(page_text(v, v->headings[i].text));
  }
  for (uint32_t i = 0; i < v->head->refs; i++) {
    read_all(page_text(v, v->refs[i].target));
    read_all(page_text(v, v->refs[i].text));
  }
  for (uint32_t i = 0; i < v->head->diags; i++) {
    read_all(diag_code((diag_id)v->diags[i].id));
    read_all(page_text(v, v->diags[i].subject));
    read_all(page_text(v, v->diags[i].detail));
    read_all(page_text(v, v->diags[i].hint));
    read_all(page_text(v, v->diags[i].note_text));
  }
  for (uint32_t i = Y_ROOT; i < v->front.count; i++) {
    read_all(ynode_text(&v->front, i));
  }
  read_all(page_text(v, v->head->summary));
}

static void open_any(str record) {
  struct page_view v;
  struct page_body_view b;
  if (page_open(record, &v)) {
    walk_head(&v);
  }
  if (page_body_open(record, &b)) {
    read_all(b.html);
    read_all(b.twin);
  }
}

static void die(const char *why) {
  (void)fprintf(stderr, "%s\n", why);
  abort();
}

/* Changes one byte at a time, at places that the input chooses. */
static void corrupt(str record, const uint8_t *data, size_t size) {
  char *bytes = malloc((size_t)record.n);
  if (bytes == NULL) {
    return;
  }
  memcpy(bytes, record.s, (size_t)record.n);
  for (size_t i = 0; i + 2 < size && i < 60; i += 3) {
    ptrdiff_t at = (data[i] << 8 | data[i + 1]) % record.n;
    char was = bytes[at];
    bytes[at] = (char)data[i + 2];
    open_any((str){bytes, record.n});
    open_any((str){bytes, at});
    bytes[at] = was;
  }
  free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena perm = {memory[0], memory[0] + ARENA};
  arena scratch = {memory[1], memory[1] + ARENA};
  char *copy = arena_push(&perm, 1, 16, (ptrdiff_t)size + 1);
  if (size > 0) {
    memcpy(copy, data, size);
  }
  open_any((str){copy, (ptrdiff_t)size});
  if (setjmp(out_of_memory) != 0) {
    return 0;
  }
  str head;
  str body;
  struct page_input in = {.bytes = {(const char *)data, (ptrdiff_t)size},
                          .path = STR("guides/case.md")};
  page_parse(&in, &perm, scratch, &head, &body);
  struct page_view v;
  struct page_body_view b;
  if (!page_open(head, &v) || !page_body_open(body, &b)) {
    die("a record of our own was refused");
  }
  walk_head(&v);
  const char *fault = check_page(&v, &b, (ptrdiff_t)size, scratch);
  if (fault != NULL) {
    (void)fprintf(stderr, "%.*s\n", (int)b.html.n, b.html.s);
    die(fault);
  }
  corrupt(head, data, size);
  corrupt(body, data, size);
  return 0;
}
