/*
 * Images and states from anywhere. An image either is refused or answers any
 * state within its memory; what comes out is lines, and the state in them says
 * the same again. An input is an image, as long as it says it is, and then the
 * state.
 */
#include <setjmp.h>
#include <stdlib.h>

#include "core/decide.h"
#include "core/mem.h"

/* Larger inputs show nothing new. */
enum { FUZZ_BYTES_MAX = 64 << 10, FUZZ_OUTPUT = 256 << 10, FUZZ_ARENA = 4 << 20, SIZE_AT = 12 };

static char fuzz_memory[FUZZ_ARENA];
static jmp_buf fuzz_end;

/* A program may ask for more than there is: a page's module traps then, and its page goes on. */
_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  longjmp(fuzz_end, 1);
}

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

/* Of exactly its size, so that a sanitizer sees a step beyond it. */
static char *copy_new(const uint8_t *bytes, size_t n) {
  char *copy = malloc(n > 0 ? n : 1);
  hold(copy != NULL);
  mem_copy(copy, bytes, (ptrdiff_t)n);
  return copy;
}

/* Lines without control characters but tabs; the last three are one of each. */
static str lines_hold(str text) {
  static const str kinds[] = {STR_INIT("answer\t"),  STR_INIT("unused\t"),  STR_INIT("refused\t"),
                              STR_INIT("invalid\t"), STR_INIT("unknown\t"), STR_INIT("threshold\t"),
                              STR_INIT("ask\t"),     STR_INIT("outcome\t"), STR_INIT("possible\t"),
                              STR_INIT("doubt\t"),   STR_INIT("costs\t"),   STR_INIT("then\t"),
                              STR_INIT("state\t")};
  enum { KINDS = sizeof kinds / sizeof *kinds };
  str line = STR("");
  int kind = 0;
  while (text.n > 0) {
    hold(str_cut(text, '\n', &line, &text));
    while (kind < KINDS && !str_starts(line, kinds[kind])) {
      kind++;
    }
    hold(kind < KINDS);
    for (ptrdiff_t i = 0; i < line.n; i++) {
      hold((unsigned char)line.s[i] >= ' ' || line.s[i] == '\t');
    }
  }
  hold(kind == KINDS - 1);
  return str_sub(line, kinds[kind].n, line.n);
}

/* Ids may be shared and long, so that not every image's output has room. */
static void run_hold(const struct decide *d, str state) {
  arena a = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  buf out = buf_new(&a, FUZZ_OUTPUT);
  decide_run(d, state, a, &out);
  if (!out.full) {
    str again = lines_hold(buf_text(&out));
    buf second = buf_new(&a, FUZZ_OUTPUT);
    decide_run(d, again, a, &second);
    hold(!second.full && str_eq(lines_hold(buf_text(&second)), again));
  }
}

/* Whatever the program says, there is an end to it. */
static void explain(const struct decide *d, str state) {
  arena a = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  buf out = buf_new(&a, FUZZ_OUTPUT);
  decide_explain(d, state, a, &out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > FUZZ_BYTES_MAX || size < SIZE_AT + sizeof(uint32_t)) {
    return 0;
  }
  uint32_t n = 0;
  mem_copy(&n, data + SIZE_AT, (ptrdiff_t)sizeof n);
  n = n < size ? n : (uint32_t)size;
  char *image = copy_new(data, n);
  char *state = copy_new(data + n, size - n);
  struct decide d;
  if (setjmp(fuzz_end) == 0 && decide_open((str){image, (ptrdiff_t)n}, &d)) {
    run_hold(&d, (str){state, (ptrdiff_t)(size - n)});
    explain(&d, (str){state, (ptrdiff_t)(size - n)});
  }
  free(image);
  free(state);
  return 0;
}
