/*
 * The engine of a page: one image, opened once, and runs of a state over it.
 *
 * The page reserves memory, writes an image or a state there, and names its size.
 * Nothing is imported. When memory ends the module traps, and what was opened
 * stays open.
 */
#include "core/cost.h"
#include "core/decide.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

/* Where the next image or state is written; NULL: there is not so much memory. */
char *EXPORT(engine_reserve)(ptrdiff_t size);
/* Opens the image that was written; false: no sound one. One image an instance. */
bool EXPORT(engine_open)(ptrdiff_t size);
/* Runs the state that was written; the lines, until the next call, or NULL: too many. */
const char *EXPORT(engine_run)(ptrdiff_t size);
/* How many bytes of lines that were. */
ptrdiff_t EXPORT(engine_size)(void);

enum {
  PAGE = 64 << 10,        /* WebAssembly's unit of memory */
  INPUT_MAX = 16 << 20,   /* images are far below 1 MiB, and so are addresses in browsers */
  OUTPUT_MAX = 1 << 20,   /* a line takes some hundred bytes, and there are some hundred lines */
  SCRATCH_MAX = 15 << 20, /* what is never touched takes no memory of the machine */
  WORK = OUTPUT_MAX + SCRATCH_MAX
};

/* Where the stack and the data of the module end, says the linker. */
extern char __heap_base; /* NOLINT(bugprone-reserved-identifier) */

/* An instance of the module is one object, whose memory and exports are all there is of it. */
static struct engine {
  char *input; /* behind the open image */
  ptrdiff_t reserved;
  ptrdiff_t output_size;
  enum pack_kind kind; /* of the open image; 0: none is open */
  struct decide decide;
  struct cost cost;
} engine;

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

char *engine_reserve(ptrdiff_t size) {
  if (engine.input == NULL) {
    engine.input = align(&__heap_base);
  }
  engine.reserved = 0;
  if (size < 0 || size > INPUT_MAX) {
    return NULL;
  }
  ptrdiff_t more = size + PACK_ALIGN + WORK - (memory_end() - engine.input);
  if (more > 0 && __builtin_wasm_memory_grow(0, ((size_t)more + PAGE - 1) / PAGE) == SIZE_MAX) {
    return NULL;
  }
  engine.reserved = size;
  return engine.input;
}

bool engine_open(ptrdiff_t size) {
  str image = {engine.input, size};
  if (engine.kind != 0 || size < 0 || size > engine.reserved) {
    return false;
  }
  if (decide_open(image, &engine.decide)) {
    engine.kind = PACK_DECISION;
  } else if (cost_open(image, &engine.cost)) {
    engine.kind = PACK_COST;
  } else {
    return false;
  }
  engine.input = align(engine.input + size);
  engine.reserved = 0;
  return true;
}

const char *engine_run(ptrdiff_t size) {
  if (engine.kind == 0 || size < 0 || size > engine.reserved) {
    return NULL;
  }
  str state = {engine.input, size};
  buf out = buf_over(align(engine.input + size), OUTPUT_MAX);
  arena scratch = {out.s + out.cap, memory_end()};
  if (engine.kind == PACK_DECISION) {
    decide_run(&engine.decide, state, scratch, &out);
  } else {
    cost_run(&engine.cost, state, scratch, &out);
  }
  engine.output_size = out.n;
  return out.full ? NULL : out.s;
}

ptrdiff_t engine_size(void) {
  return engine.output_size;
}
