#include "core/pack.h"
#include "wasm/engine.h"

enum {
  PAGE = 64 << 10,        /* WebAssembly's unit of memory */
  INPUT_MAX = 16 << 20,   /* images are far below 1 MiB, and so are addresses in browsers */
  OUTPUT_MAX = 1 << 20,   /* a line takes some hundred bytes, and there are some hundred lines */
  SCRATCH_MAX = 31 << 20, /* what is never touched takes no memory of the machine */
  WORK = OUTPUT_MAX + SCRATCH_MAX
};

/* Where the stack and the data of the module end, says the linker. */
extern char __heap_base; /* NOLINT(bugprone-reserved-identifier) */

/* An instance of the module is one object, whose memory and exports are all there is of it. */
static struct {
  char *input; /* behind the open image and its session */
  ptrdiff_t reserved;
  ptrdiff_t output_size;
} memory;

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  __builtin_trap();
}

static char *align(char *at) {
  return at + (-(uintptr_t)at & (PACK_ALIGN - 1));
}

static char *memory_end(void) {
  return (char *)(__builtin_wasm_memory_size(0) * PAGE);
}

/* Whether there is this much memory from `at` on, and what calls need behind it. */
static bool make_room(const char *at, ptrdiff_t size) {
  ptrdiff_t have = memory_end() - at;
  if (size > PTRDIFF_MAX - PACK_ALIGN - WORK) {
    return false;
  }
  ptrdiff_t more = size + PACK_ALIGN + WORK - have;
  return more <= 0 || __builtin_wasm_memory_grow(0, ((size_t)more + PAGE - 1) / PAGE) != SIZE_MAX;
}

char *engine_reserve(ptrdiff_t size) {
  if (memory.input == NULL) {
    memory.input = align(&__heap_base);
  }
  memory.reserved = 0;
  if (size < 0 || size > INPUT_MAX || !make_room(memory.input, size)) {
    return NULL;
  }
  memory.reserved = size;
  return memory.input;
}

str engine_input(ptrdiff_t size) {
  bool written = memory.input != NULL && size >= 0 && size <= memory.reserved;
  return written ? (str){memory.input, size} : (str){NULL, 0};
}

void engine_keep(char *end) {
  memory.input = align(end);
  memory.reserved = 0;
}

arena engine_room(char *end, ptrdiff_t size) {
  char *at = align(end);
  return make_room(at, size) ? (arena){at, at + size} : (arena){NULL, NULL};
}

buf engine_output(str input, arena *ret_scratch) {
  buf out = buf_over(align(memory.input + input.n), OUTPUT_MAX);
  *ret_scratch = (arena){out.s + out.cap, memory_end()};
  return out;
}

const char *engine_answer(const buf *out) {
  memory.output_size = out->n;
  return out->full ? NULL : out->s;
}

ptrdiff_t engine_size(void) {
  return memory.output_size;
}
