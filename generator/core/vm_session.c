#include "core/vm_session.h"

#include "core/mem.h"
#include "core/vm_store.h"

enum { WORD = 32 };

/* What a step is in the round under way. */
struct turn {
  bool changed;  /* since the last round */
  bool needed;   /* by somebody, or by what is computed */
  bool lasting;  /* stays at hand behind its last use */
  uint32_t last; /* the last step computed that takes it; 0: none */
};

struct vm_session {
  struct vm_store store;
  uint32_t words;    /* of a set of inputs */
  uint32_t *depends; /* by step: its set */
  uint32_t *changed; /* a set */
  uint32_t *versions;
  uint32_t *shown; /* which version somebody saw */
  struct turn *turns;
  uint32_t *from; /* what a step takes */
  bool has_run;
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

/* BREAKEVEN takes what it computes itself from: the steps that do not change with its input. */
static uint32_t breakeven_takes(const struct vm_session *v, uint32_t step, arena scratch) {
  const struct vm_program *p = v->store.p;
  uint8_t *parts = NEW(&scratch, uint8_t, step);
  uint32_t count = 0;
  vm_breakeven_parts(p, step, parts);
  for (uint32_t i = 0; i < step; i++) {
    const struct vm_step *s = &p->steps[i];
    const uint32_t from[VM_OPERANDS_MAX] = {s->a, s->b, s->c};
    bool changes = parts[i] == VM_PART_AFFINE || parts[i] == VM_PART_CURVED;
    for (uint32_t k = 0; changes && k < vm_operands(s->op); k++) {
      if (parts[from[k]] == VM_PART_GIVEN) {
        parts[from[k]] = VM_PART_NONE; /* once */
        v->from[count++] = from[k];
      }
    }
  }
  uint32_t a = p->steps[step].a;
  if (parts[a] == VM_PART_GIVEN) {
    v->from[count++] = a;
  }
  return count;
}

/* The steps that a step takes values from, in v->from; how many. */
static uint32_t takes(const struct vm_session *v, uint32_t step) {
  const struct vm_step *s = &v->store.p->steps[step];
  if (s->op == VM_BREAKEVEN) {
    return breakeven_takes(v, step, v->store.memory);
  }
  v->from[0] = s->a;
  v->from[1] = s->b;
  v->from[2] = s->c;
  return vm_operands(s->op);
}

static void step_depends(const struct vm_session *v, uint32_t step) {
  const struct vm_step *s = &v->store.p->steps[step];
  if (s->op == VM_INPUT) {
    set_add(set_of(v, step), s->a);
  }
  for (uint32_t i = takes(v, step); i-- > 0;) {
    set_join(v, set_of(v, step), v->from[i]);
  }
}

static bool is_stale(const struct vm_session *v, uint32_t step) {
  const uint32_t *set = set_of(v, step);
  uint32_t common = 0;
  for (uint32_t i = 0; i < v->words; i++) {
    common |= set[i] & v->changed[i];
  }
  return common != 0 || !v->has_run;
}

/* --- a round -------------------------------------------------------------------- */

static bool is_at_hand(const struct vm_session *v, uint32_t step) {
  return v->store.columns[step].values != NULL;
}

/* Forgets what changed. */
static void round_begin(struct vm_session *v, const bool *changed) {
  mem_zero(v->changed, (ptrdiff_t)(v->words * sizeof *v->changed));
  for (uint32_t i = 0; i < v->store.p->input_count; i++) {
    if (changed[i]) {
      set_add(v->changed, i);
    }
  }
  for (uint32_t i = 0; i < v->store.p->step_count; i++) {
    bool stale = is_stale(v, i);
    if (stale) {
      vm_store_drop(&v->store, i);
      v->store.columns[i].values = NULL;
      v->versions[i]++;
    }
    v->turns[i] = (struct turn){.changed = stale, .lasting = is_at_hand(v, i)};
  }
}

/* Backwards: who needs whom, and until when. */
static void round_plan(const struct vm_session *v, const uint8_t *wants) {
  for (uint32_t i = v->store.p->step_count; i-- > 0;) {
    struct turn *turn = &v->turns[i];
    bool is_wanted = wants[i] == VM_KEEP || (wants[i] == VM_SHOW && v->shown[i] != v->versions[i]);
    turn->lasting = turn->lasting || wants[i] == VM_KEEP;
    turn->needed = turn->needed || is_wanted;
    if (!turn->needed || is_at_hand(v, i)) {
      continue;
    }
    for (uint32_t k = takes(v, i); k-- > 0;) {
      struct turn *taken = &v->turns[v->from[k]];
      taken->needed = true;
      taken->lasting = taken->lasting || (turn->changed && !taken->changed);
      taken->last = taken->last == 0 ? i : taken->last;
    }
  }
}

/* Drops what a step was the last to need, and the step itself when none will. */
static void round_drop(struct vm_session *v, uint32_t step, bool was_computed) {
  for (uint32_t k = was_computed ? takes(v, step) : 0; k-- > 0;) {
    const struct turn *taken = &v->turns[v->from[k]];
    if (taken->last == step && !taken->lasting) {
      vm_store_drop(&v->store, v->from[k]);
    }
  }
  if (v->turns[step].last == 0 && !v->turns[step].lasting) {
    vm_store_drop(&v->store, step);
  }
}

const struct vm_column *vm_update(struct vm_session *v, const struct vm_column *inputs,
                                  const bool *changed, const struct vm_demand *demand) {
  v->store.make = demand->make;
  v->store.ctx = demand->ctx;
  round_begin(v, changed);
  round_plan(v, demand->wants);
  for (uint32_t i = 0; i < v->store.p->step_count; i++) {
    if (!v->turns[i].needed) {
      continue;
    }
    bool is_absent = !is_at_hand(v, i);
    if (is_absent) {
      vm_store_run(&v->store, i, inputs);
    }
    if (demand->wants[i] != VM_UNWANTED && v->shown[i] != v->versions[i]) {
      v->shown[i] = v->versions[i];
      if (demand->show != NULL) {
        demand->show(demand->ctx, i, &v->store.columns[i]);
      }
    }
    round_drop(v, i, is_absent);
  }
  v->has_run = true;
  return v->store.columns;
}

uint32_t vm_version(const struct vm_session *v, uint32_t step) {
  return v->versions[step];
}

/* --- starting --------------------------------------------------------------------- */

ptrdiff_t vm_session_size(const struct vm_program *p, uint32_t samples) {
  ptrdiff_t words = p->input_count / WORD + 1;
  ptrdiff_t each = (words + 4) * (ptrdiff_t)sizeof(uint32_t) + (ptrdiff_t)sizeof(struct turn) + 1;
  return ((ptrdiff_t)p->step_count + 1) * each + (ptrdiff_t)sizeof(struct vm_session) + 256 +
         vm_store_size(p, samples);
}

struct vm_session *vm_start(const struct vm_program *p, uint32_t samples, arena *a) {
  ptrdiff_t size = vm_session_size(p, samples);
  if (a->end - a->at < size) {
    core_oom(size);
  }
  arena memory = {a->at, a->at + size};
  a->at += size;
  struct vm_session *v = NEW(&memory, struct vm_session, 1);
  v->words = p->input_count / WORD + 1;
  v->depends = NEW(&memory, uint32_t, (ptrdiff_t)p->step_count * v->words);
  v->changed = NEW(&memory, uint32_t, v->words);
  v->versions = NEW(&memory, uint32_t, p->step_count);
  v->shown = NEW(&memory, uint32_t, p->step_count);
  v->turns = NEW(&memory, struct turn, p->step_count);
  v->from = NEW(&memory, uint32_t, (ptrdiff_t)p->step_count + VM_OPERANDS_MAX);
  v->store = vm_store_start(p, samples, &memory);
  v->store.memory = memory;
  for (uint32_t i = 0; i < p->step_count; i++) {
    step_depends(v, i);
  }
  return v;
}
