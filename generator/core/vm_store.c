#include "core/vm_store.h"

#include "core/mem.h"

enum { LINE = 64 }; /* of a cache, where a column begins */

/* --- memory --------------------------------------------------------------------- */

static ptrdiff_t column_size(uint32_t samples) {
  return (ptrdiff_t)samples * (ptrdiff_t)sizeof(double) + LINE;
}

static ptrdiff_t mask_size(uint32_t samples) {
  return column_size(samples / (uint32_t)sizeof(double) + 1);
}

/* Whether a step can have a column of its own with more than one value. */
static bool has_column(const struct vm_step *s) {
  return s->op != VM_CONST && (!vm_is_whole(s->op) || s->op == VM_BREAKEVEN);
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

ptrdiff_t vm_store_size(const struct vm_program *p, uint32_t samples) {
  ptrdiff_t columns = 0;
  for (uint32_t i = 0; i < p->step_count; i++) {
    columns += has_column(&p->steps[i]);
  }
  ptrdiff_t each = samples > 1 ? column_size(samples) + mask_size(samples) : 0;
  ptrdiff_t tables =
      (ptrdiff_t)(sizeof(struct vm_column) + sizeof(struct vm_place) + sizeof(double *));
  return ((ptrdiff_t)p->step_count + 1) * tables + columns * each + mask_size(samples) +
         scratch_size(p, samples);
}

struct vm_store vm_store_start(const struct vm_program *p, uint32_t samples, arena *a) {
  struct vm_store s = {.p = p, .samples = samples};
  s.columns = NEW(a, struct vm_column, p->step_count);
  s.places = NEW(a, struct vm_place, p->step_count);
  s.pool = NEW(a, double *, p->step_count);
  s.mask = arena_take(a, samples, LINE);
  return s;
}

static double *values_take(struct vm_store *s) {
  return s->pool_count > 0
             ? s->pool[--s->pool_count]
             : arena_take(&s->memory, (ptrdiff_t)s->samples * (ptrdiff_t)sizeof(double), LINE);
}

static void values_leave(struct vm_store *s, struct vm_place *place) {
  s->pool[s->pool_count++] = place->values;
  place->values = NULL;
}

void vm_store_drop(struct vm_store *s, uint32_t step) {
  struct vm_place *place = &s->places[step];
  if (place->owner == VM_NOBODY || s->columns[step].values == NULL) {
    return;
  }
  struct vm_place *owner = &s->places[place->owner];
  s->columns[step].values = NULL;
  place->owner = VM_NOBODY;
  if (--owner->users == 0) {
    values_leave(s, owner);
  }
}

/* --- steps ----------------------------------------------------------------------- */

/* How many values the result of a step can have. */
static uint32_t result_count(const struct vm_store *v, uint32_t step) {
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
static void mask_keep(struct vm_store *s, struct vm_place *place, struct vm_column *column) {
  if (column->mask != s->mask) {
    return; /* none, or that of another column */
  }
  if (column->count == 1) {
    place->one_mask = s->mask[0];
    column->mask = &place->one_mask;
    return;
  }
  if (place->mask == NULL) {
    place->mask = arena_take(&s->memory, s->samples, LINE);
  }
  mem_copy(place->mask, s->mask, column->count);
  column->mask = place->mask;
}

/* In whose place a column of many values is: its own, or that of the branch that IF took. */
static uint32_t owner_of(const struct vm_store *v, uint32_t step, const struct vm_column *column) {
  const struct vm_step *s = &v->p->steps[step];
  const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
  if (column->values == v->places[step].values) {
    return step;
  }
  uint32_t branch = 1;
  while (v->columns[from[branch]].values != column->values) {
    branch++;
  }
  return v->places[from[branch]].owner;
}

/* A column of one value moves into its place, and what is not used is left to others. */
static void values_keep(struct vm_store *s, uint32_t step, struct vm_column *column) {
  struct vm_place *place = &s->places[step];
  place->owner = VM_NOBODY;
  if (column->count > 1) {
    place->owner = owner_of(s, step, column);
  } else if (column->values == place->values) {
    place->one_value = column->values[0];
    column->values = &place->one_value;
  }
  if (place->owner != VM_NOBODY) {
    s->places[place->owner].users++;
  }
  if (place->values != NULL && place->users == 0) {
    values_leave(s, place);
  }
}

static struct vm_column compute(struct vm_store *v, uint32_t step, struct vm_room room) {
  const struct vm_step *s = &v->p->steps[step];
  const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
  struct vm_column operands[VM_OPERANDS_MAX] = {{0}};
  if (s->op == VM_BREAKEVEN) {
    return vm_breakeven(v->p, step, v->columns, room, v->memory);
  }
  for (uint32_t i = 0; i < vm_operands(s->op); i++) {
    operands[i] = v->columns[from[i]];
  }
  return vm_is_whole(s->op) ? vm_whole_step(s, operands, room, v->memory)
                            : vm_sample_step(v->p, s, operands, room);
}

/* A column that is there already, or an input's that is made now. */
static void leaf_run(struct vm_store *v, uint32_t step, const struct vm_column *inputs) {
  const struct vm_step *s = &v->p->steps[step];
  struct vm_place *place = &v->places[step];
  struct vm_column column = {NULL, NULL, 1};
  if (s->op == VM_INPUT) {
    column = inputs[s->a];
  } else {
    column.values = &v->p->constants[s->a];
  }
  place->owner = VM_NOBODY;
  if (column.values == NULL) {
    place->values = place->values == NULL ? values_take(v) : place->values;
    v->make(v->ctx, s->a, column.count, place->values);
    column.values = place->values;
    place->owner = step;
    place->users++;
  }
  v->columns[step] = column;
}

void vm_store_run(struct vm_store *v, uint32_t step, const struct vm_column *inputs) {
  const struct vm_step *s = &v->p->steps[step];
  struct vm_place *place = &v->places[step];
  struct vm_column *column = &v->columns[step];
  if (s->op == VM_CONST || s->op == VM_INPUT) {
    leaf_run(v, step, inputs);
    return;
  }
  if (result_count(v, step) > 1 && place->values == NULL) {
    place->values = values_take(v);
  }
  double *values = place->values == NULL ? &place->one_value : place->values;
  *column = compute(v, step, (struct vm_room){values, v->mask});
  mask_keep(v, place, column);
  values_keep(v, step, column);
}

const struct vm_column *vm_run(const struct vm_program *p, const struct vm_column *inputs,
                               arena *a) {
  uint32_t samples = 1;
  for (uint32_t i = 0; i < p->input_count && inputs != NULL; i++) {
    samples = inputs[i].count > samples ? inputs[i].count : samples;
  }
  struct vm_store s = vm_store_start(p, samples, a);
  s.memory = *a;
  for (uint32_t i = 0; i < p->step_count; i++) {
    vm_store_run(&s, i, inputs);
  }
  a->at = s.memory.at;
  return s.columns;
}
