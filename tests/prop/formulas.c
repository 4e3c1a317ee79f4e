/*
 * Random formulas over columns of samples against an interpreter that takes one
 * sample at a time: the same bits, the same undefined samples. Then digests of
 * many formulas and functions, as they have to be in every build.
 *
 *     tests/prop/formulas [SEED]
 *     tests/prop/formulas --digests     only prints them, for tests/prop/bits.sh
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"

enum { MEMORY = 16 << 20, PROGRAMS_TRIED = 3000 };

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

/* The value of one step for one sample. */
struct scalar {
  double value;
  bool is_defined;
};

static struct scalar of_column(const struct vm_column *column, uint32_t sample) {
  uint32_t i = column->count == 1 ? 0 : sample;
  return (struct scalar){column->values[i], column->mask == NULL || column->mask[i] != 0};
}

static struct scalar undefined(void) {
  return (struct scalar){0, false};
}

static struct scalar defined(double value) {
  return fmath_is_finite(value) ? (struct scalar){value, true} : undefined();
}

static struct scalar pick(const struct vm_program *p, const struct vm_step *s, double index) {
  for (uint32_t i = 0; i < s->c; i++) {
    if (index == (double)i) {
      return defined(p->constants[s->b + i]);
    }
  }
  return undefined();
}

static struct scalar one_operand(const struct vm_program *p, const struct vm_step *s, double x) {
  switch (s->op) {
    case VM_PICK:
      return pick(p, s, x);
    case VM_NEG:
      return defined(-x);
    case VM_POW:
      return defined(fmath_power(x, (int32_t)s->b));
    case VM_NOT:
      return defined(!(x != 0));
    case VM_FLOOR:
      return defined(fmath_floor(x));
    case VM_CEIL:
      return defined(fmath_ceil(x));
    case VM_ABS:
      return defined(x >= 0 ? x : -x);
    case VM_SQRT:
      return x < 0 ? undefined() : defined(fmath_sqrt(x));
    case VM_EXP:
      return defined(fmath_exp(x));
    default:
      return x <= 0 ? undefined() : defined(fmath_log(x));
  }
}

static struct scalar two_operands(uint32_t op, double x, double y) {
  switch (op) {
    case VM_ADD:
      return defined(x + y);
    case VM_SUB:
      return defined(x - y);
    case VM_MUL:
      return defined(x * y);
    case VM_DIV:
      return y == 0 ? undefined() : defined(x / y);
    case VM_MIN:
      return defined(x > y ? y : x);
    case VM_MAX:
      return defined(x < y ? y : x);
    case VM_LT:
      return defined(x < y);
    case VM_LE:
      return defined(!(x > y));
    case VM_EQ:
      return defined(x == y);
    case VM_AND:
      return defined(x != 0 ? y != 0 : 0);
    default:
      return defined(x != 0 ? 1 : y != 0);
  }
}

static uint32_t operand_count(uint32_t op) {
  static const uint32_t counts[] = {
#define COUNT(name, operands) operands,
      VM_OPS(COUNT)
#undef COUNT
  };
  return counts[op];
}

/* `done`: the steps before. */
static struct scalar one_step(const struct formula *f, const struct vm_step *s,
                              const struct scalar *done, uint32_t sample) {
  if (s->op == VM_CONST) {
    return defined(f->program.constants[s->a]);
  }
  if (s->op == VM_INPUT) {
    return of_column(&f->inputs[s->a], sample);
  }
  struct scalar x = done[s->a];
  if (!x.is_defined) {
    return undefined();
  }
  if (s->op == VM_IF) {
    return x.value != 0 ? done[s->b] : done[s->c];
  }
  if (operand_count(s->op) == 1) {
    return one_operand(&f->program, s, x.value);
  }
  return done[s->b].is_defined ? two_operands(s->op, x.value, done[s->b].value) : undefined();
}

static struct { uint64_t values, undefined, ones, masked; } tally;

static bool complain(const struct formula *f, uint32_t step, uint32_t sample, struct scalar got,
                     struct scalar want) {
  const struct vm_step *s = &f->program.steps[step];
  printf("step %u (operation %u: %u %u %u), sample %u: %a (%d), not %a (%d)\n", step, s->op, s->a,
         s->b, s->c, sample, got.value, got.is_defined, want.value, want.is_defined);
  return false;
}

static bool sample_agrees(const struct formula *f, const struct vm_column *columns,
                          uint32_t sample) {
  struct scalar done[FORMULA_STEPS];
  for (uint32_t i = 0; i < f->program.step_count; i++) {
    struct scalar got = of_column(&columns[i], sample);
    done[i] = one_step(f, &f->program.steps[i], done, sample);
    if (digest_bits(got.value) != digest_bits(done[i].value) ||
        got.is_defined != done[i].is_defined) {
      return complain(f, i, sample, got, done[i]);
    }
    tally.values++;
    tally.undefined += !got.is_defined;
  }
  return true;
}

/* Of one value or all, and with a mask only where something is undefined. */
static bool shape_holds(const struct formula *f, const struct vm_column *column, uint32_t samples) {
  bool is_defined = true;
  bool is_input = false;
  if (column->count != 1 && column->count != samples) {
    return false;
  }
  for (int i = 0; i < FORMULA_INPUTS; i++) {
    is_input = is_input || column->mask == f->inputs[i].mask; /* as the caller made it */
  }
  for (uint32_t i = 0; column->mask != NULL && i < column->count; i++) {
    is_defined = is_defined && column->mask[i] != 0;
  }
  tally.ones += column->count == 1;
  tally.masked += column->mask != NULL;
  return column->mask == NULL || is_input || !is_defined;
}

static bool formula_agrees(uint64_t *seed, arena a) {
  static const uint32_t sizes[] = {1, 2, 3, 100, 255, 256, 257, 600};
  uint32_t samples = sizes[formula_below(seed, 8)];
  struct formula f = formula_make(seed, samples, &a);
  if (!vm_check(&f.program)) {
    printf("a sound program is refused\n");
    return false;
  }
  const struct vm_column *columns = vm_run(&f.program, f.inputs, &a);
  for (uint32_t i = 0; i < f.program.step_count; i++) {
    if (!shape_holds(&f, &columns[i], samples)) {
      printf("step %u has %u values of %u, or a mask of ones\n", i, columns[i].count, samples);
      return false;
    }
  }
  for (uint32_t i = 0; i < samples; i++) {
    if (!sample_agrees(&f, columns, i)) {
      return false;
    }
  }
  return true;
}

static bool formulas_agree(uint64_t seed, char *memory) {
  uint64_t state = seed;
  for (int i = 0; i < PROGRAMS_TRIED; i++) {
    if (!formula_agrees(&state, (arena){memory, memory + MEMORY})) {
      printf("not ok 1 - formula %d of seed %" PRIu64 "\n", i, seed);
      return false;
    }
  }
  printf("# %d formulas, %" PRIu64 " values, of which %" PRIu64
         " undefined; of the columns %" PRIu64 " of one value, %" PRIu64 " masked\n",
         PROGRAMS_TRIED, tally.values, tally.undefined, tally.ones, tally.masked);
  printf("ok 1 - formulas of seed %" PRIu64 "\n", seed);
  return true;
}

static bool digests_agree(void) {
  bool agree = true;
  for (int i = 0; i < DIGESTS; i++) {
    uint64_t got = digest_compute((enum digest_of)i);
    if (got != digest_golden[i]) {
      printf("# digest %d is %016" PRIx64 "\n", i, got);
      agree = false;
    }
  }
  printf("%s 2 - the bits of every build\n1..2\n", agree ? "ok" : "not ok");
  return agree;
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  if (argc > 1 && strcmp(argv[1], "--digests") == 0) {
    for (int i = 0; i < DIGESTS; i++) {
      printf("%016" PRIx64 "\n", digest_compute((enum digest_of)i));
    }
    return 0;
  }
  bool agree = formulas_agree(argc > 1 ? strtoull(argv[1], NULL, 10) : 20261121, memory);
  return (int)!digests_agree() | (int)!agree;
}
