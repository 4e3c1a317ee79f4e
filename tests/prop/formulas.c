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

#include "core/vm_session.h"
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

/* What the steps before gave, by step and sample. */
struct reference {
  const struct formula *f;
  uint32_t samples;
  struct scalar *done;
};

static struct scalar *row_of(const struct reference *r, uint32_t step) {
  return r->done + (size_t)step * r->samples;
}

/* A step on single samples, given its operands. */
static struct scalar sample_step(const struct vm_program *p, const struct vm_step *s,
                                 const struct scalar operands[3]) {
  struct scalar x = operands[0];
  if (!x.is_defined) {
    return undefined();
  }
  if (s->op == VM_IF) {
    return operands[x.value != 0 ? 1 : 2];
  }
  if (operand_count(s->op) == 1) {
    return one_operand(p, s, x.value);
  }
  return operands[1].is_defined ? two_operands(s->op, x.value, operands[1].value) : undefined();
}

/* Defined samples of a row. */
static uint32_t gather(const struct scalar *row, uint32_t samples, double *ret_values) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < samples; i++) {
    ret_values[count] = row[i].value;
    count += row[i].is_defined;
  }
  return count;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

static struct scalar mean_of(const double *values, uint32_t count) {
  double sum = 0;
  for (uint32_t i = 0; i < count; i++) {
    sum += values[i];
  }
  return count == 0 ? undefined() : defined(sum / count);
}

static struct scalar quantile_of(double q, double *values, uint32_t count) {
  if (count == 0 || q < 0 || q > 1) {
    return undefined();
  }
  qsort(values, count, sizeof *values, compare);
  double at = q * (count - 1);
  double below = fmath_floor(at);
  double value = values[(uint32_t)below] + 0; /* the two zeros are one value */
  if (at == below) {
    return defined(value);
  }
  double next = values[(uint32_t)below + 1] + 0;
  double share = at - below;
  if (next == value || next == VM_NEVER) {
    return defined(next);
  }
  return fmath_is_finite(next - value) ? defined(value + (next - value) * share)
                                       : defined(value * (1 - share) + next * share);
}

/* How far a value's rank is from the middle, in halves of ranks. */
static double rank_of(const double *values, uint32_t count, uint32_t i) {
  double rank = 0;
  for (uint32_t k = 0; k < count; k++) {
    rank += (values[k] < values[i]) - (values[k] > values[i]);
  }
  return rank / 2;
}

static struct scalar rank_correlation(const struct scalar *x, const struct scalar *y,
                                      uint32_t samples) {
  double values[2][600];
  double xx = 0;
  double yy = 0;
  double xy = 0;
  uint32_t count = 0;
  for (uint32_t i = 0; i < samples; i++) {
    values[0][count] = x[i].value;
    values[1][count] = y[i].value;
    count += x[i].is_defined && y[i].is_defined;
  }
  for (uint32_t i = 0; i < count; i++) {
    double dx = rank_of(values[0], count, i);
    double dy = rank_of(values[1], count, i);
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? defined(xy / fmath_sqrt(xx * yy)) : undefined();
}

/* Step `step` of one sample when the input of a break-even has the value x. */
static struct scalar at_value(const struct reference *r, uint32_t step, uint32_t sample,
                              uint32_t input, double x) {
  struct scalar now[FORMULA_STEPS];
  for (uint32_t i = 0; i <= step; i++) {
    const struct vm_step *s = &r->f->program.steps[i];
    const uint32_t from[3] = {s->a, s->b, s->c};
    struct scalar operands[3];
    uint32_t count = s->op >= VM_MEAN ? 0 : operand_count(s->op);
    for (uint32_t k = 0; k < count; k++) {
      operands[k] = now[from[k]];
    }
    now[i] = count == 0 ? row_of(r, i)[sample] : sample_step(&r->f->program, s, operands);
    now[i] = s->op == VM_INPUT && s->a == input ? defined(x) : now[i];
  }
  return now[step];
}

/* Of one step; `degree`: of the steps before. */
static int step_degree(const struct vm_step *s, const int *degree, uint32_t input) {
  const uint32_t from[3] = {s->a, s->b, s->c};
  int of[3] = {0};
  int most = 0;
  for (uint32_t i = 0; i < operand_count(s->op) && s->op < VM_MEAN; i++) {
    of[i] = degree[from[i]];
    most = of[i] > most ? of[i] : most;
  }
  switch (s->op) {
    case VM_INPUT:
      return s->a == input;
    case VM_NEG:
    case VM_ADD:
    case VM_SUB:
      return most;
    case VM_MUL:
      return of[0] + of[1] > 1 ? 2 : of[0] + of[1];
    case VM_DIV:
      return of[1] == 0 ? of[0] : 2;
    case VM_IF:
      return of[0] == 0 ? most : 2;
    default:
      return most > 0 ? 2 : 0;
  }
}

/* 0: the input does not matter; 1: a straight line in it; 2: anything else. */
static int degree_of(const struct vm_program *p, uint32_t step, uint32_t input) {
  int degree[FORMULA_STEPS];
  for (uint32_t i = 0; i <= step; i++) {
    degree[i] = step_degree(&p->steps[i], degree, input);
  }
  return degree[step];
}

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

static struct scalar breakeven_line(const struct reference *r, const struct vm_step *s,
                                    uint32_t sample) {
  const double *ends = &r->f->program.constants[s->c];
  struct scalar first = at_value(r, s->a, sample, s->b, ends[0]);
  struct scalar last = at_value(r, s->a, sample, s->b, ends[1]);
  if (!first.is_defined || !last.is_defined) {
    return undefined();
  }
  if ((first.value < 0) == (last.value < 0)) {
    return defined(VM_NEVER);
  }
  double share = first.value / 2 / (first.value / 2 - last.value / 2);
  return defined(clamp(ends[0] + (ends[1] - ends[0]) * share, ends[0], ends[1]));
}

static struct scalar breakeven_halve(const struct reference *r, const struct vm_step *s,
                                     uint32_t sample, double ends[2]) {
  bool was_negative = at_value(r, s->a, sample, s->b, ends[0]).value < 0;
  for (int i = 0; i < VM_HALVINGS; i++) {
    double middle = clamp(fmath_sqrt(ends[0]) * fmath_sqrt(ends[1]), ends[0], ends[1]);
    struct scalar at = at_value(r, s->a, sample, s->b, middle);
    if (!at.is_defined) {
      return undefined();
    }
    ends[(at.value < 0) == was_negative ? 0 : 1] = middle;
  }
  return defined(ends[1]);
}

static struct scalar breakeven_curve(const struct reference *r, const struct vm_step *s,
                                     uint32_t sample) {
  const double *ends = &r->f->program.constants[s->c];
  double from = fmath_log(ends[0]);
  double step = fmath_log(ends[1]) - from;
  double before = 0;
  bool was_negative = false;
  for (int k = 0; k < VM_POINTS; k++) {
    double x = fmath_exp(from + step * k / (VM_POINTS - 1));
    x = k == 0 ? ends[0] : k == VM_POINTS - 1 ? ends[1] : clamp(x, ends[0], ends[1]);
    struct scalar at = at_value(r, s->a, sample, s->b, x);
    if (!at.is_defined) {
      return undefined();
    }
    if (k > 0 && (at.value < 0) != was_negative) {
      return breakeven_halve(r, s, sample, (double[2]){before, x});
    }
    was_negative = at.value < 0;
    before = x;
  }
  return defined(VM_NEVER);
}

/* Whether all samples of a step have one value because nothing else leads to it. */
static bool is_one(const struct vm_column *columns, uint32_t step) {
  return columns[step].count == 1;
}

static struct scalar whole_step(const struct reference *r, const struct vm_step *s,
                                const struct vm_column *columns) {
  double values[600];
  uint32_t samples = is_one(columns, s->op == VM_QUANTILE ? s->b : s->a) ? 1 : r->samples;
  if (s->op == VM_MEAN) {
    return mean_of(values, gather(row_of(r, s->a), samples, values));
  }
  if (s->op == VM_QUANTILE) {
    struct scalar q = row_of(r, s->a)[0];
    uint32_t count = gather(row_of(r, s->b), samples, values);
    return q.is_defined && is_one(columns, s->a) ? quantile_of(q.value, values, count)
                                                 : undefined();
  }
  return is_one(columns, s->a) || is_one(columns, s->b)
             ? undefined()
             : rank_correlation(row_of(r, s->a), row_of(r, s->b), r->samples);
}

/* One step for one sample, from the rows of the steps before. */
static struct scalar one_sample(const struct reference *r, uint32_t step, uint32_t sample) {
  const struct formula *f = r->f;
  const struct vm_step *s = &f->program.steps[step];
  if (s->op == VM_CONST) {
    return defined(f->program.constants[s->a]);
  }
  if (s->op == VM_INPUT) {
    return of_column(&f->inputs[s->a], sample);
  }
  if (s->op == VM_BREAKEVEN) {
    return degree_of(&f->program, s->a, s->b) == 2 ? breakeven_curve(r, s, sample)
                                                   : breakeven_line(r, s, sample);
  }
  const uint32_t from[3] = {s->a, s->b, s->c};
  struct scalar operands[3];
  for (uint32_t i = 0; i < operand_count(s->op); i++) {
    operands[i] = row_of(r, from[i])[sample];
  }
  return sample_step(&f->program, s, operands);
}

static struct { uint64_t values, undefined, ones, masked, never, found; } tally;

static bool complain(const struct formula *f, uint32_t step, uint32_t sample, struct scalar got,
                     struct scalar want) {
  const struct vm_step *s = &f->program.steps[step];
  printf("step %u (operation %u: %u %u %u), sample %u: %a (%d), not %a (%d)\n", step, s->op, s->a,
         s->b, s->c, sample, got.value, got.is_defined, want.value, want.is_defined);
  return false;
}

static void tally_add(const struct vm_step *s, struct scalar got) {
  tally.values++;
  tally.undefined += !got.is_defined;
  if (s->op == VM_BREAKEVEN && got.is_defined) {
    tally.never += got.value == VM_NEVER;
    tally.found += got.value < VM_NEVER;
  }
}

static bool step_agrees(const struct reference *r, uint32_t step, const struct vm_column *columns) {
  const struct vm_step *s = &r->f->program.steps[step];
  bool is_whole = s->op == VM_MEAN || s->op == VM_QUANTILE || s->op == VM_RANK;
  struct scalar whole = is_whole ? whole_step(r, s, columns) : undefined();
  for (uint32_t i = 0; i < r->samples; i++) {
    struct scalar got = of_column(&columns[step], i);
    struct scalar want = is_whole ? whole : one_sample(r, step, i);
    row_of(r, step)[i] = want;
    if (digest_bits(got.value) != digest_bits(want.value) || got.is_defined != want.is_defined) {
      return complain(r->f, step, i, got, want);
    }
    tally_add(s, got);
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

static bool columns_same(const struct vm_column *a, const struct vm_column *b) {
  return digest_column(0, a) == digest_column(0, b);
}

/* What a session shows in a round, as digests by step. */
struct view {
  uint64_t *digests;
  uint32_t last; /* shown */
  bool in_order;
};

static void view_show(void *ctx, uint32_t step, const struct vm_column *column) {
  struct view *view = ctx;
  view->in_order = view->in_order && (view->last == VM_STEPS_MAX || step > view->last);
  view->last = step;
  view->digests[step] = digest_column(0, column);
}

/* What was wanted, now or in an earlier round, has to be what a run from the start says. */
static bool round_agrees(const struct view *view, const uint8_t *wants, const struct vm_column *got,
                         const struct vm_column *want, uint32_t steps) {
  for (uint32_t i = 0; i < steps; i++) {
    uint64_t right = digest_column(0, &want[i]);
    bool kept = wants[i] != VM_KEEP || (got[i].values != NULL && columns_same(&got[i], &want[i]));
    if (!kept || (wants[i] != VM_UNWANTED && view->digests[i] != right)) {
      printf("step %u of a session differs\n", i);
      return false;
    }
  }
  return view->in_order;
}

/* Changes some inputs and what is wanted; the session has to say what a run from the start says. */
static bool session_agrees(const struct formula *made, uint32_t samples, uint64_t *seed, arena a) {
  enum { ROUNDS = 5 };
  struct formula f = *made;
  uint32_t steps = f.program.step_count;
  ptrdiff_t size = vm_session_size(&f.program, samples);
  arena exact = {arena_take(&a, size, 64), NULL};
  exact.end = exact.at + size;
  struct vm_session *v = vm_start(&f.program, samples, &exact);
  struct view view = {.digests = NEW(&a, uint64_t, steps), .in_order = true};
  uint8_t *wants = NEW(&a, uint8_t, steps);
  struct vm_demand demand = {wants, view_show, NULL, &view};
  bool changed[FORMULA_INPUTS] = {false};
  for (int round = 0; round < ROUNDS; round++) {
    arena scratch = a;
    for (uint32_t i = 0; i < steps; i++) {
      wants[i] = (uint8_t)(formula_below(seed, 4) == 0 ? formula_below(seed, 3) : wants[i]);
    }
    view.last = VM_STEPS_MAX;
    const struct vm_column *got = vm_update(v, f.inputs, changed, &demand);
    const struct vm_column *want = vm_run(&f.program, f.inputs, &scratch);
    if (!round_agrees(&view, wants, got, want, steps)) {
      return false;
    }
    for (int i = 0; i < FORMULA_INPUTS; i++) {
      changed[i] = formula_below(seed, 3) == 0;
      f.inputs[i] = changed[i] ? formula_column(seed, samples, &a) : f.inputs[i];
    }
  }
  return true;
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
  struct reference r = {&f, samples,
                        NEW(&a, struct scalar, (ptrdiff_t)f.program.step_count * samples)};
  for (uint32_t i = 0; i < f.program.step_count; i++) {
    if (!step_agrees(&r, i, columns)) {
      return false;
    }
  }
  return session_agrees(&f, samples, seed, a);
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
         " undefined; of the columns %" PRIu64 " of one value, %" PRIu64
         " masked; break-even %" PRIu64 " times, and %" PRIu64 " times never\n",
         PROGRAMS_TRIED, tally.values, tally.undefined, tally.ones, tally.masked, tally.found,
         tally.never);
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
