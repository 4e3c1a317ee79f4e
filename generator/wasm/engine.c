/*
 * The engine of a page: one image, opened once, and runs of a state over it.
 *
 * The page reserves memory, writes an image or a state there, and names its size.
 * Nothing is imported. When memory ends the module traps, and what was opened
 * stays open.
 */
#include "core/cost_session.h"
#include "core/decide.h"

#define EXPORT(name) __attribute__((export_name(#name))) name

/* Where the next image or state is written; NULL: there is not so much memory. */
char *EXPORT(engine_reserve)(ptrdiff_t size);
/* Opens the image that was written; false: no sound one. One image an instance. */
bool EXPORT(engine_open)(ptrdiff_t size);
/* Runs the state that was written; the lines, until the next call, or NULL: too many. */
const char *EXPORT(engine_run)(ptrdiff_t size);
/* A chart of the last run, by the name that was written like a state; see cost_figure. */
const char *EXPORT(engine_figure)(ptrdiff_t size);
/*
 * Of a cost table: the lines of its claims, and its hash in 16 digits; NULL for other
 * images. They leave no trace in later runs.
 */
const char *EXPORT(engine_claims)(void);
const char *EXPORT(engine_hash)(void);
/* Why a decision leads where it does with the state that was written; likewise. */
const char *EXPORT(engine_explain)(ptrdiff_t size);
/* How many bytes the last of these gave. */
ptrdiff_t EXPORT(engine_size)(void);

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
static struct engine {
  char *input; /* behind the open image and its session */
  ptrdiff_t reserved;
  ptrdiff_t output_size;
  enum pack_kind kind; /* of the open image; 0: none is open */
  struct decide decide;
  struct cost cost;
  struct cost_session *session;
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
  if (engine.input == NULL) {
    engine.input = align(&__heap_base);
  }
  engine.reserved = 0;
  if (size < 0 || size > INPUT_MAX || !make_room(engine.input, size)) {
    return NULL;
  }
  engine.reserved = size;
  return engine.input;
}

/* A session behind the image, and input behind that. */
static bool session_open(char *at) {
  ptrdiff_t size = cost_session_size(&engine.cost) + PACK_ALIGN;
  if (!make_room(at, size)) {
    return false;
  }
  arena memory = {at, at + size};
  engine.session = cost_start(&engine.cost, &memory);
  engine.input = align(memory.at);
  return true;
}

bool engine_open(ptrdiff_t size) {
  str image = {engine.input, size};
  if (engine.kind != 0 || size < 0 || size > engine.reserved) {
    return false;
  }
  char *behind = align(engine.input + size);
  if (decide_open(image, &engine.decide)) {
    engine.kind = PACK_DECISION;
    engine.input = behind;
  } else if (cost_open(image, &engine.cost) && session_open(behind)) {
    engine.kind = PACK_COST;
  } else {
    return false;
  }
  engine.reserved = 0;
  return true;
}

static const char *answer(const buf *out) {
  engine.output_size = out->n;
  return out->full ? NULL : out->s;
}

const char *engine_explain(ptrdiff_t size) {
  if (engine.kind != PACK_DECISION || size < 0 || size > engine.reserved) {
    return NULL;
  }
  str state = {engine.input, size};
  buf out = buf_over(align(engine.input + size), OUTPUT_MAX);
  decide_explain(&engine.decide, state, (arena){out.s + out.cap, memory_end()}, &out);
  engine.output_size = out.n;
  return out.full ? NULL : out.s;
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
    cost_run(engine.session, state, scratch, &out);
  }
  return answer(&out);
}

const char *engine_figure(ptrdiff_t size) {
  if (engine.kind != PACK_COST || size < 0 || size > engine.reserved) {
    return NULL;
  }
  buf out = buf_over(align(engine.input + size), OUTPUT_MAX);
  arena scratch = {out.s + out.cap, memory_end()};
  cost_figure(engine.session, (str){engine.input, size}, scratch, &out);
  return answer(&out);
}

const char *engine_claims(void) {
  if (engine.kind != PACK_COST || engine_reserve(0) == NULL) {
    return NULL;
  }
  buf out = buf_over(engine.input, OUTPUT_MAX);
  cost_claims(engine.session, (arena){out.s + out.cap, memory_end()}, &out);
  return answer(&out);
}

const char *engine_hash(void) {
  enum { DIGITS = 16, BITS = 4 };
  if (engine.kind != PACK_COST || engine_reserve(0) == NULL) {
    return NULL;
  }
  buf out = buf_over(engine.input, DIGITS);
  uint64_t hash = cost_hash(engine.session, (arena){align(out.s + out.cap), memory_end()});
  for (int i = DIGITS - 1; i >= 0; i--) {
    buf_byte(&out, "0123456789abcdef"[hash >> (i * BITS) & 15]);
  }
  return answer(&out);
}

ptrdiff_t engine_size(void) {
  return engine.output_size;
}
