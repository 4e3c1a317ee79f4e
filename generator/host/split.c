/*
 * Splits a module into its parts (core/module.h): split MODULE > PARTS. A program of its own,
 * which runs while Fingerpost is built.
 */
#include "core/module.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  INDIRECT = 0x11,    /* a call */
  SINGLE_LAST = 0xc4, /* of opcodes of one byte without a field */
  MEMORY = 0xfc,      /* opcodes of two bytes: what is done to memory */
  VECTORS = 0xfd,     /* and to vectors */
  MAGIC = 8,          /* bytes, with the version */
  COUNT_MAX = 65535
};

struct stream {
  uint8_t *bytes;
  size_t size, room;
};

struct parts {
  const uint8_t *module;
  size_t size, at; /* what is read next */
  struct stream opcodes;
  struct stream fields[MODULE_KINDS];
  size_t constant_beg, constant_end; /* one that waits for the next opcode; or nothing */
  uint8_t front[MODULE_SMALL];       /* locals, the last one used first */
};

static void fail(const char *why) {
  (void)fprintf(stderr, "split: %s\n", why);
  exit(1);
}

static void append(struct stream *to, const uint8_t *bytes, size_t size) {
  if (to->room - to->size < size) {
    to->room = 2 * (to->size + size);
    to->bytes = realloc(to->bytes, to->room);
    if (to->bytes == NULL) {
      fail("no memory");
    }
  }
  memcpy(to->bytes + to->size, bytes, size);
  to->size += size;
}

static uint8_t byte(struct parts *p) {
  if (p->at == p->size) {
    fail("the module ends too early");
  }
  return p->module[p->at++];
}

static uint8_t small(struct parts *p) {
  uint8_t n = byte(p);
  if (n >= MODULE_SMALL) {
    fail("a count, a local or a label that takes two bytes");
  }
  return n;
}

/* Past numbers in LEB128. */
static void skip(struct parts *p, uint32_t count) {
  while (count > 0) {
    count -= byte(p) < MODULE_SMALL;
  }
}

/* A number that is written anew: one with more bytes than it needs would come out differently. */
static size_t number(struct parts *p) {
  size_t n = 0;
  for (uint32_t shift = 0; shift < 32; shift += 7) {
    uint8_t b = byte(p);
    n |= (size_t)(b % MODULE_SMALL) << shift;
    if (b < MODULE_SMALL && (b > 0 || shift == 0)) {
      return n;
    }
  }
  fail("a size that is too large, or longer than it has to be");
  return 0;
}

static void opcode(struct parts *p, uint8_t op) {
  if (p->constant_beg < p->constant_end) {
    append(&p->fields[MODULE_CONSTANT + op], p->module + p->constant_beg,
           p->constant_end - p->constant_beg);
    p->constant_beg = p->constant_end;
  }
  append(&p->opcodes, &op, 1);
}

static void local(struct parts *p) {
  uint8_t name = small(p);
  const uint8_t *found = memchr(p->front, name, MODULE_SMALL);
  uint8_t place = (uint8_t)(found - p->front);
  memmove(p->front + 1, p->front, place);
  p->front[0] = name;
  append(&p->fields['l'], &place, 1);
}

static void pass(struct parts *p, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    byte(p);
  }
}

static void pass_small(struct parts *p, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    small(p);
  }
}

/* What stands behind the number of a vector's opcode. */
static void vector(struct parts *p, size_t number) {
  bool is_lane = number >= 84 && number <= 91;
  if (number <= 11 || is_lane || number == 92 || number == 93) {
    skip(p, 2); /* load and store: alignment, offset */
  }
  if (number == 12 || number == 13) {
    pass(p, 16); /* a constant, or which bytes */
  }
  if (is_lane || (number >= 21 && number <= 34)) {
    pass(p, 1); /* which lane */
  }
}

/* What stands behind the first byte of these, as bytes. */
static void rare(struct parts *p, uint8_t op) {
  size_t beg = p->at;
  size_t second = number(p);
  if (op == INDIRECT) {
    skip(p, 1); /* a type, then of which table */
  } else if (op == VECTORS) {
    vector(p, second);
  } else if (second == 10 || second == 11) {
    pass(p, second == 10 ? 2 : 1); /* copy and fill: which memories */
  } else if (second > 7) {
    fail("an opcode that is not known here");
  }
  uint8_t count = (uint8_t)(p->at - beg);
  append(&p->fields['r'], &count, 1);
  append(&p->fields['r'], p->module + beg, count);
}

static void address(struct parts *p, uint8_t op, uint8_t own) {
  uint8_t align = small(p);
  if (align != own) {
    opcode(p, MODULE_ODD);
    append(&p->fields['n'], &align, 1);
  }
  opcode(p, op);
  size_t beg = p->at;
  skip(p, 1);
  append(&p->fields['m'], p->module + beg, p->at - beg);
}

static void operand(struct parts *p, char shape) {
  size_t beg = p->at;
  if (shape == 'x') {
    pass(p, sizeof(double));
  } else if (shape == 't') {
    pass_small(p, 1 + small(p));
  } else {
    skip(p, 1);
  }
  if (shape == 'c') {
    p->constant_beg = beg;
    p->constant_end = p->at;
  } else {
    append(&p->fields[(uint8_t)shape], p->module + beg, p->at - beg);
  }
}

/* An opcode and what follows it; by how much it changes the depth of blocks. */
static int instruction(struct parts *p) {
  uint8_t op = byte(p);
  char shape = op < sizeof MODULE_SHAPES - 1 ? MODULE_SHAPES[op] : '.';
  if (shape == '!' || (op > SINGLE_LAST && op != MEMORY && op != VECTORS)) {
    fail("an opcode that is not known here");
  }
  if (shape >= '0' && shape <= '3') {
    address(p, op, (uint8_t)(shape - '0'));
    return 0;
  }
  opcode(p, op);
  if (op == INDIRECT || op == MEMORY || op == VECTORS) {
    rare(p, op);
  } else if (shape == 'l') {
    local(p);
  } else if (shape != '.' && shape != 'e') {
    operand(p, shape);
  }
  return (shape == 'b') - (shape == 'e');
}

static void function(struct parts *p) {
  size_t end = number(p);
  end += p->at;
  size_t beg = p->at;
  pass_small(p, 2 * small(p));
  append(&p->fields['h'], p->module + beg, p->at - beg);
  for (size_t i = 0; i < MODULE_SMALL; i++) {
    p->front[i] = (uint8_t)i;
  }
  for (int depth = 1; depth > 0;) {
    depth += instruction(p);
  }
  if (p->at != end) {
    fail("a function that is not as long as it says");
  }
}

static void write(FILE *out, const uint8_t *bytes, size_t size) {
  if (size > 0 && fwrite(bytes, 1, size, out) != size) {
    fail("the parts cannot be written");
  }
}

/* The bytes before and behind the section of functions come last. */
static void split(struct parts *p, FILE *out) {
  p->at = MAGIC;
  size_t head = p->at;
  while (byte(p) != MODULE_SECTION) {
    pass(p, (uint32_t)number(p));
    head = p->at;
  }
  size_t end = number(p);
  end += p->at;
  size_t functions = number(p);
  for (size_t i = 0; i < functions; i++) {
    function(p);
  }
  if (p->at != end || functions > COUNT_MAX || head > COUNT_MAX) {
    fail("sections that are too large, or not as long as they say");
  }
  const uint8_t counts[] = {(uint8_t)functions, (uint8_t)(functions >> 8), (uint8_t)head,
                            (uint8_t)(head >> 8)};
  write(out, counts, sizeof counts);
  write(out, p->opcodes.bytes, p->opcodes.size);
  for (uint32_t i = 0; i < MODULE_KINDS; i++) {
    write(out, p->fields[i].bytes, p->fields[i].size);
  }
  write(out, p->module, head);
  write(out, p->module + end, p->size - end);
}

int main(int argc, char **argv) {
  FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;
  struct stream module = {0};
  struct parts *p = calloc(1, sizeof *p);
  if (in == NULL || p == NULL) {
    fail("say which module");
  }
  uint8_t piece[4096];
  for (size_t n; (n = fread(piece, 1, sizeof piece, in)) > 0;) {
    append(&module, piece, n);
  }
  if (module.bytes == NULL) {
    fail("an empty module");
  }
  p->module = module.bytes;
  p->size = module.size;
  split(p, stdout);
  return ferror(in) || fclose(stdout) != 0;
}
