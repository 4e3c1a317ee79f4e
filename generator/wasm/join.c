/*
 * Joins the parts of a module (core/module.h): build/wasm/join.wasm, published behind engine.js. In
 * script, whose first run is slow, it would take as long as all else that opens an engine.
 *
 * The parts came with the page and are believed: wrong ones trap, or make what does not compile.
 */
#include "core/module.h"

#include "wasm/engine.h"

enum {
  PAGE = 64 << 10,   /* WebAssembly's unit of memory */
  SIZE_WIDTH_MAX = 8 /* bytes before a function that its size may take */
};

/* Where the stack and the data of the module end, says the linker: the parts come there. */
extern uint8_t __heap_base[]; /* NOLINT(bugprone-reserved-identifier) */

static const char shapes[MODULE_LONG] = MODULE_SHAPES;

/*
 * The functions are walked twice: the first time fields are counted, by which it is known where
 * those of each kind begin.
 */
static struct {
  uint8_t *module, *to;
  const uint8_t *opcode;
  bool counted;
  uint32_t count[MODULE_KINDS];
  const uint8_t *field[MODULE_KINDS]; /* of each kind the next one */
  uint8_t front[MODULE_SMALL];        /* locals, the last one used first */
} join;

static const uint8_t *field_end(uint32_t kind, const uint8_t *at) {
  uint32_t n = *at;
  switch (kind) {
    case 'h':
      return at + 1 + 2 * n;
    case 't':
      return at + 2 + n;
    case 'r':
      return at + 1 + n;
    case 'x':
      return at + sizeof(double);
    default:
      while (*at++ >= MODULE_SMALL) {
      }
      return at;
  }
}

static void put(uint32_t byte) {
  *join.to++ = (uint8_t)byte;
}

static void field(uint32_t kind) {
  if (!join.counted) {
    join.count[kind]++;
    return;
  }
  const uint8_t *at = join.field[kind];
  const uint8_t *end = field_end(kind, at);
  join.field[kind] = end;
  if (kind == 'l') {
    uint8_t place = *at;
    uint8_t local = join.front[place];
    __builtin_memmove(join.front + 1, join.front, place);
    join.front[0] = local;
    put(local);
    return;
  }
  for (at += kind == 'r'; at < end; at++) {
    put(*at);
  }
}

static void number(size_t n) {
  for (; n >= MODULE_SMALL; n >>= 7) {
    put((uint32_t)n | MODULE_SMALL);
  }
  put((uint32_t)n);
}

/* Before what was written from `beg` on comes its size, for which SIZE_WIDTH_MAX bytes are free. */
static void put_size(uint8_t *beg) {
  size_t size = (size_t)(join.to - beg);
  join.to = beg - SIZE_WIDTH_MAX;
  number(size);
  __builtin_memmove(join.to, beg, size);
  join.to += size;
}

/* By how much it changes the depth of blocks. */
static int instruction(void) {
  bool is_odd = *join.opcode == MODULE_ODD;
  join.opcode += is_odd;
  uint32_t op = *join.opcode++;
  uint32_t shape = op >= MODULE_LONG ? 'r' : (uint32_t)shapes[op];
  put(op);
  if (shape >= '0' && shape <= '3') {
    if (is_odd) {
      field('n');
    } else {
      put(shape - '0');
    }
    field('m');
  } else if (shape == 'c') {
    field(MODULE_CONSTANT + *join.opcode);
  } else if (shape >= 'b' && shape != 'e') {
    field(shape);
  }
  return (shape == 'b') - (shape == 'e');
}

static void functions(uint32_t count, const uint8_t *opcodes) {
  join.opcode = opcodes;
  for (; count > 0; count--) {
    uint8_t *beg = join.to += SIZE_WIDTH_MAX;
    for (uint32_t i = 0; i < MODULE_SMALL; i++) {
      join.front[i] = (uint8_t)i;
    }
    field('h');
    for (int depth = 1; depth > 0;) {
      depth += instruction();
    }
    put_size(beg);
  }
}

/* Where the fields of each kind begin; behind the last one. */
static const uint8_t *find_fields(const uint8_t *at) {
  for (uint32_t kind = 0; kind < MODULE_KINDS; kind++) {
    join.field[kind] = at;
    for (; join.count[kind] > 0; join.count[kind]--) {
      at = field_end(kind, at);
    }
  }
  return at;
}

/* The parts, and behind as much again a module of less than twice their size. */
char *engine_reserve(ptrdiff_t size) {
  size_t pages = 4 * (size_t)size / PAGE + 1;
  return __builtin_wasm_memory_grow(0, pages) == SIZE_MAX ? NULL : (char *)__heap_base;
}

const char *engine_run(ptrdiff_t size) {
  const uint8_t *parts = __heap_base;
  const uint16_t *counts = (const void *)parts;
  const uint8_t *opcodes = parts + 2 * sizeof *counts;
  size_t head = counts[1];
  uint8_t *module = join.to = __heap_base + 2 * size;
  functions(counts[0], opcodes);
  const uint8_t *rest = find_fields(join.opcode);
  join.counted = true;
  __builtin_memcpy(module, rest, head);
  join.to = module + head;
  put(MODULE_SECTION);
  uint8_t *section = join.to += SIZE_WIDTH_MAX;
  number(counts[0]);
  functions(counts[0], opcodes);
  put_size(section);
  rest += head;
  size_t tail = (size_t)(parts + size - rest);
  __builtin_memcpy(join.to, rest, tail);
  join.to += tail;
  join.module = module;
  return (const char *)module;
}

ptrdiff_t engine_size(void) {
  return join.to - join.module;
}
