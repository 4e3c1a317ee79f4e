#include "core/mem.h"
#include "core/vm_parts.h"
#include "core/vm_session.h"

enum { WORD = 32 };

/* Where a step's own column is; steps of one value have room inside. */
struct place {
  double *values; /* NULL: none so far */
  uint8_t *mask;  /* likewise */
  double one_value;
  uint8_t one_mask;
};

struct vm_session {
  const struct vm_program *p;
  uint32_t samples;
  uint32_t words;    /* of a set of inputs */
  uint32_t *depends; /* by step: its set */
  uint32_t *changed; /* a set */
  uint32_t *versions;
  struct vm_column *columns;
  struct place *places;
  double **values; /* left by steps that have one value by now */
  uint32_t value_count;
  uint8_t *mask; /* of the step under way */
  bool has_run;
  arena memory;
};

/* --- dependencies -------------------------------------------------------------- */

static uint32_t *set_of(const struct vm_session *v, uint32_t step) {
  return v->depends + (size_t)step * v->words;
}

static void set_add(uint32_t *set, uint32_t input) {
  set[input / WORD] |= 1U << input % WORD;
}

static void set_join(const struct vm_session *v, uint32_t *set, uint32_t step) {
  const uint32_t *other = set_of(v, step);
  for (uint32_t i = 0; i < v->words; i++) {
    set[i] |= other[i];
  }
}

bool vm_depends(const struct vm_session *v, uint32_t step, uint32_t input) {
  return (set_of(v, step)[input / WORD] >> input % WORD & 1) != 0;
}

/* On what the steps that it takes as they are depend; so hardly ever on its own input. */
static void breakeven_depends(const struct vm_session *v, uint32_t step, arena scratch) {
  uint8_t *parts = NEW(&scratch, uint8_t, step);
  vm_breakeven_parts(v->p, step, parts);
  for (uint32_t i = 0; i < step; i++) {
    if (parts[i] == VM_PART_GIVEN) {
      set_join(v, set_of(v, step), i);
    }
  }
}

static void step_depends(const struct vm_session *v, uint32_t step, arena scratch) {
  const struct vm_step *s = &v->p->steps[step];
  const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
  if (s->op == VM_INPUT) {
    set_add(set_of(v, step), s->a);
  } else if (s->op == VM_BREAKEVEN) {
    breakeven_depends(v, step, scratch);
  } else {
    for (uint32_t i = 0; i < vm_operands(s->op); i++) {
      set_join(v, set_of(v, step), from[i]);
    }
  }
}

static bool is_stale(const struct vm_session *v, uint32_t step) {
  const uint32_t *set = set_of(v, step);
  uint32_t common = 0;
  for (uint32_t i = 0; i < v->words; i++) {
    common |= set[i] & v->changed[i];
  }
  return common != 0;
}

/* --- memory --------------------------------------------------------------------- */

enum { LINE = 64 }; /* of a cache, where a column begins */

static ptrdiff_t column_size(uint32_t samples) {
  return (ptrdiff_t)samples * (ptrdiff_t)sizeof(double) + LINE;
}

static ptrdiff_t mask_size(uint32_t samples) {
  return column_size(samples / (uint32_t)sizeof(double) + 1);
}

/* Whether a step can have a column of its own with more than one value. */
static bool has_column(const struct vm_step *s) {
  return s->op != VM_CONST && s->op != VM_INPUT && (!vm_is_whole(s->op) || s->op == VM_BREAKEVEN);
}

static ptrdiff_t scratch_size(const struct vm_program *p, uint32_t samples) {
  ptrdiff_t size = 0;
  for (uint32_t i = 0; i < p->step_count; i++) {
    uint32_t op = p->steps[i].op;
    ptrdiff_t its = op == VM_BREAKEVEN ? vm_breakeven_scratch(i)
                    : vm_is_whole(op)  ? vm_whole_scratch(samples)
                                       : 0;
    size = its > size ? its : size;
  }
  return size;
}

static ptrdiff_t tables_size(const struct vm_program *p) {
  ptrdiff_t words = p->input_count / WORD + 1;
  ptrdiff_t each = (words + 1) * (ptrdiff_t)sizeof(uint32_t) +
                   (ptrdiff_t)(sizeof(struct vm_column) + sizeof(struct place) + sizeof(double *));
  return ((ptrdiff_t)p->step_count + 1) * each + (ptrdiff_t)sizeof(struct vm_session) + 128;
}

ptrdiff_t vm_session_size(const struct vm_program *p, uint32_t samples) {
  ptrdiff_t columns = 0;
  for (uint32_t i = 0; i < p->step_count; i++) {
    columns += has_column(&p->steps[i]);
  }
  ptrdiff_t each = samples > 1 ? column_size(samples) + mask_size(samples) : 0;
  return tables_size(p) + columns * each + mask_size(samples) + scratch_size(p, samples);
}

static double *values_take(struct vm_session *v) {
  return v->value_count > 0
             ? v->values[--v->value_count]
             : arena_take(&v->memory, (ptrdiff_t)v->samples * (ptrdiff_t)sizeof(double), LINE);
}

/* --- steps ----------------------------------------------------------------------- */

/* How many values the result of a step can have. */
static uint32_t result_count(const struct vm_session *v, uint32_t step) {
  const struct vm_step *s = &v->p->steps[step];
  if (s->op == VM_BREAKEVEN) {
    return v->samples;
  }
  const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
  uint32_t count = 1;
  for (uint32_t i = 0; i < vm_operands(s->op) && !vm_is_whole(s->op); i++) {
    count = v->columns[from[i]].count > count ? v->columns[from[i]].count : count;
  }
  return count;
}

/* Keeps the mask of a column that was computed; one without a mask leaves it for later. */
static void mask_keep(struct vm_session *v, struct place *place, struct vm_column *column) {
  if (column->mask != v->mask) {
    return; /* none, or that of another column */
  }
  if (column->count == 1) {
    place->one_mask = v->mask[0];
    column->mask = &place->one_mask;
    return;
  }
  if (place->mask == NULL) {
    place->mask = arena_take(&v->memory, v->samples, LINE);
  }
  mem_copy(place->mask, v->mask, column->count);
  column->mask = place->mask;
}

/* A column of one value moves into its place, and leaves its memory to others. */
static void values_keep(struct vm_session *v, struct place *place, struct vm_column *column) {
  if (column->values == place->values && column->count == 1) {
    place->one_value = column->values[0];
    column->values = &place->one_value;
  }
  if (place->values != NULL && column->values != place->values) {
    v->values[v->value_count++] = place->values;
    place->values = NULL;
  }
}

static struct vm_column step_run(struct vm_session *v, uint32_t step,
                                 const struct vm_column *inputs) {
  const struct vm_step *s = &v->p->steps[step];
  struct place *place = &v->places[step];
  if (s->op == VM_CONST) {
    return (struct vm_column){&v->p->constants[s->a], NULL, 1};
  }
  if (s->op == VM_INPUT) {
    return inputs[s->a];
  }
  if (result_count(v, step) > 1 && place->values == NULL) {
    place->values = values_take(v);
  }
  struct vm_room room = {place->values == NULL ? &place->one_value : place->values, v->mask};
  struct vm_column column;
  if (s->op == VM_BREAKEVEN) {
    column = vm_breakeven(v->p, step, v->columns, room, v->memory);
  } else {
    const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
    struct vm_column operands[VM_OPERANDS_MAX] = {{0}};
    for (uint32_t i = 0; i < vm_operands(s->op); i++) {
      operands[i] = v->columns[from[i]];
    }
    column = vm_is_whole(s->op) ? vm_whole_step(s, operands, room, v->memory)
                                : vm_sample_step(v->p, s, operands, room);
  }
  mask_keep(v, place, &column);
  values_keep(v, place, &column);
  return column;
}

/* Takes tables now and columns when they are needed. */
static struct vm_session *start(const struct vm_program *p, uint32_t samples, arena *a) {
  struct vm_session *v = NEW(a, struct vm_session, 1);
  v->p = p;
  v->samples = samples;
  v->words = p->input_count / WORD + 1;
  v->depends = NEW(a, uint32_t, (ptrdiff_t)p->step_count * v->words);
  v->changed = NEW(a, uint32_t, v->words);
  v->versions = NEW(a, uint32_t, p->step_count);
  v->columns = NEW(a, struct vm_column, p->step_count);
  v->places = NEW(a, struct place, p->step_count);
  v->values = NEW(a, double *, p->step_count);
  v->mask = arena_take(a, samples, LINE);
  return v;
}

const struct vm_column *vm_update(struct vm_session *v, const struct vm_column *inputs,
                                  const bool *changed) {
  mem_zero(v->changed, (ptrdiff_t)(v->words * sizeof *v->changed));
  for (uint32_t i = 0; i < v->p->input_count; i++) {
    if (changed[i]) {
      set_add(v->changed, i);
    }
  }
  for (uint32_t i = 0; i < v->p->step_count; i++) {
    if (!v->has_run || is_stale(v, i)) {
      v->columns[i] = step_run(v, i, inputs);
      v->versions[i]++;
    }
  }
  v->has_run = true;
  return v->columns;
}

uint32_t vm_version(const struct vm_session *v, uint32_t step) {
  return v->versions[step];
}

struct vm_session *vm_start(const struct vm_program *p, uint32_t samples, arena *a) {
  ptrdiff_t size = vm_session_size(p, samples);
  if (a->end - a->at < size) {
    core_oom(size);
  }
  arena memory = {a->at, a->at + size};
  a->at += size;
  struct vm_session *v = start(p, samples, &memory);
  for (uint32_t i = 0; i < p->step_count; i++) {
    step_depends(v, i, memory);
  }
  v->memory = memory;
  return v;
}

const struct vm_column *vm_run(const struct vm_program *p, const struct vm_column *inputs,
                               arena *a) {
  uint32_t samples = 1;
  for (uint32_t i = 0; i < p->input_count && inputs != NULL; i++) {
    samples = inputs[i].count > samples ? inputs[i].count : samples;
  }
  struct vm_session *v = start(p, samples, a);
  v->memory = *a;
  for (uint32_t i = 0; i < p->step_count; i++) {
    v->columns[i] = step_run(v, i, inputs);
  }
  a->at = v->memory.at;
  return v->columns;
}
