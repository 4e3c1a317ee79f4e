/*
 * Cost images and states from anywhere. An image either is refused or computes with
 * any state within its memory; what comes out is lines with as many fields as their
 * kind has, no number in them is NaN or infinite, and the state in them says the
 * same again. An input is an image, as long as it says it is, and then the state.
 */
#include <stdlib.h>

#include "core/cost_session.h"
#include "core/fmath.h"
#include "core/mem.h"

/* Larger inputs show nothing new. */
enum {
  FUZZ_BYTES_MAX = 64 << 10,
  FUZZ_OUTPUT = 1 << 20,
  FUZZ_SESSION = 16 << 20, /* larger ones only take longer */
  FUZZ_ARENA = 64 << 20,
  SIZE_AT = 12
};

static char fuzz_memory[FUZZ_ARENA];

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  abort();
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

/* Lines in the order of their kinds, of printable fields; gives the state. */
static str lines_hold(str text) {
  static const struct {
    str name;
    int fields;
  } kinds[] = {{STR_INIT("input\t"), 8}, {STR_INIT("invalid\t"), 2},  {STR_INIT("unknown\t"), 2},
               {STR_INIT("line\t"), 10}, {STR_INIT("output\t"), 12},  {STR_INIT("gate\t"), 3},
               {STR_INIT("share\t"), 4}, {STR_INIT("cheapest\t"), 2}, {STR_INIT("rank\t"), 5},
               {STR_INIT("state\t"), 1}};
  enum { KINDS = sizeof kinds / sizeof *kinds };
  str line = STR("");
  int kind = 0;
  while (text.n > 0) {
    int tabs = 0;
    hold(str_cut(text, '\n', &line, &text));
    while (kind < KINDS && !str_starts(line, kinds[kind].name)) {
      kind++;
    }
    hold(kind < KINDS);
    for (ptrdiff_t i = 0; i < line.n; i++) {
      hold((unsigned char)line.s[i] >= ' ' || line.s[i] == '\t');
      tabs += line.s[i] == '\t';
    }
    hold(tabs == kinds[kind].fields);
  }
  hold(kind == KINDS - 1);
  return str_sub(line, kinds[kind].name.n, line.n);
}

/* Whether no id means two things: only then a state means what it was written for. */
static bool ids_are_unique(const struct cost *c) {
  const struct cost_input *in = c->section[COST_INPUTS].items;
  const struct cost_choice *choices = c->section[COST_CHOICES].items;
  const struct pack_section *texts = &c->section[COST_TEXTS];
  for (uint32_t i = 0; i < c->section[COST_INPUTS].count; i++) {
    for (uint32_t k = 0; k < i; k++) {
      if (str_eq(pack_text_at(texts, in[i].id), pack_text_at(texts, in[k].id))) {
        return false;
      }
    }
  }
  for (uint32_t i = 0; i < c->section[COST_CHOICES].count; i++) {
    for (uint32_t k = 0; k < i; k++) {
      if (str_eq(pack_text_at(texts, choices[i].id), pack_text_at(texts, choices[k].id))) {
        return false;
      }
    }
  }
  return true;
}

/* Claims are lines as well, and no more than the image has. */
static void claims_hold(struct cost_session *s, const struct cost *c, arena a) {
  enum { TABS = 9 };
  uint32_t lines = 0;
  uint32_t tabs = 0;
  buf out = buf_new(&a, FUZZ_OUTPUT);
  cost_claims(s, a, &out);
  for (ptrdiff_t i = 0; i < out.n; i++) {
    lines += out.s[i] == '\n';
    tabs += out.s[i] == '\t';
  }
  hold(out.full || (lines == c->section[COST_CLAIMS].count && tabs == lines * TABS));
}

/*
 * Ids may be shared and long, so that not every image's output has room. What a session
 * says does not depend on what it said before.
 */
static void run_hold(const struct cost *c, str state) {
  arena a = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  if (cost_session_size(c) > FUZZ_SESSION) {
    return;
  }
  buf out = buf_new(&a, FUZZ_OUTPUT);
  struct cost_session *s = cost_start(c, &a);
  cost_run(s, state, a, &out);
  if (out.full) {
    return;
  }
  str again = lines_hold(buf_text(&out));
  buf second = buf_new(&a, FUZZ_OUTPUT);
  cost_run(s, again, a, &second);
  hold(second.full || !ids_are_unique(c) || str_eq(lines_hold(buf_text(&second)), again));
  claims_hold(s, c, a);
  buf third = buf_new(&a, FUZZ_OUTPUT);
  cost_run(s, state, a, &third);
  hold(str_eq(buf_text(&third), buf_text(&out)));
}

/* No NaN or infinity is kept, and what is undefined is 0. */
static void columns_hold(const struct cost *c) {
  arena a = {fuzz_memory, fuzz_memory + sizeof fuzz_memory};
  struct vm_program p = cost_program(c);
  struct vm_column *inputs = NEW(&a, struct vm_column, (ptrdiff_t)p.input_count);
  static const double values[] = {0, 1, -2.5, 1e300};
  for (uint32_t i = 0; i < p.input_count; i++) {
    inputs[i] = (struct vm_column){&values[i % 2], NULL, i % 3 == 0 ? 1 : 3};
  }
  const struct vm_column *columns = vm_run(&p, inputs, &a);
  for (uint32_t i = 0; i < p.step_count; i++) {
    hold(columns[i].count == 1 || columns[i].count == 3);
    for (uint32_t k = 0; k < columns[i].count; k++) {
      hold(fmath_is_finite(columns[i].values[k]));
      hold(columns[i].mask == NULL || columns[i].mask[k] != 0 || columns[i].values[k] == 0);
    }
  }
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
  struct cost c;
  if (cost_open((str){image, (ptrdiff_t)n}, &c)) {
    columns_hold(&c);
    run_hold(&c, (str){state, (ptrdiff_t)(size - n)});
  }
  free(image);
  free(state);
  return 0;
}
