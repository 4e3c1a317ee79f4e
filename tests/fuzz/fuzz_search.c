/*
 * Shards from anywhere. A root either is refused or any query over it has an answer, within
 * its memory and within the bytes of the shards: lines of known kinds, without control
 * characters. An input is pieces, each behind its size (16 bits, little-endian): the query,
 * the root, and shards, of which the first three bytes are the name under which they are
 * found.
 */
#include <setjmp.h>
#include <stdlib.h>

#include "core/mem.h"
#include "core/search.h"

/* Larger inputs, and sites of more sections, show nothing new. */
enum {
  FUZZ_SHARDS = 32,
  FUZZ_SECTIONS = 1 << 12,
  FUZZ_OUTPUT = 256 << 10,
  FUZZ_ARENA = 4 << 20,
  FUZZ_NAME = 3
};

static char fuzz_memory[FUZZ_ARENA];
static jmp_buf fuzz_end;

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  longjmp(fuzz_end, 1);
}

static void hold(bool truth) {
  if (!truth) {
    abort();
  }
}

/* The next piece, in memory of exactly its size, so that a sanitizer sees a step beyond it. */
static str piece_take(const uint8_t **data, size_t *size) {
  size_t n = *size < 2 ? 0 : (size_t)((*data)[0] | (*data)[1] << 8);
  *size -= *size < 2 ? *size : 2;
  *data += 2;
  n = n < *size ? n : *size;
  char *bytes = malloc(n > 0 ? n : 1);
  hold(bytes != NULL);
  mem_copy(bytes, *data, (ptrdiff_t)n);
  *data += n;
  *size -= n;
  return (str){bytes, (ptrdiff_t)n};
}

static void lines_hold(str text) {
  str line = STR("");
  while (text.n > 0) {
    hold(str_cut(text, '\n', &line, &text));
    hold(str_starts(line, STR("need\t")) || str_starts(line, STR("found\t")) ||
         str_starts(line, STR("page\t")));
    for (ptrdiff_t i = 0; i < line.n; i++) {
      hold((unsigned char)line.s[i] >= ' ' || line.s[i] == '\t');
    }
  }
}

static void run(const struct search *s, str query) {
  arena a = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  buf out = buf_new(&a, FUZZ_OUTPUT);
  search_run(s, query, a, &out);
  if (!out.full) {
    lines_hold(buf_text(&out));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str pieces[FUZZ_SHARDS];
  struct search_shard shards[FUZZ_SHARDS];
  struct search s;
  int count = 0;
  while (size > 0 && count < FUZZ_SHARDS) {
    pieces[count++] = piece_take(&data, &size);
  }
  if (count > 1 && search_open(pieces[1], &s) && s.section_count <= FUZZ_SECTIONS) {
    for (int i = 2; i < count; i++) {
      const unsigned char *p = (const unsigned char *)pieces[i].s;
      if (pieces[i].n >= FUZZ_NAME) {
        uint32_t name = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
        str bytes = str_sub(pieces[i], FUZZ_NAME, pieces[i].n);
        shards[i] = (struct search_shard){name, bytes, s.shards};
        s.shards = &shards[i];
      }
    }
    if (setjmp(fuzz_end) == 0) {
      run(&s, pieces[0]);
    }
  }
  for (int i = 0; i < count; i++) {
    free((void *)(uintptr_t)pieces[i].s);
  }
  return 0;
}
