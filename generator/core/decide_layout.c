#include "core/decide_formula.h"
#include "core/decide_value.h"
#include "core/mem.h"

/*
 * Where numbers part, and which variables the questions are. Everything that is
 * made anew is a copy: an image is never changed.
 */
struct layout {
  struct decide *d;
  arena *a;
  struct decide_question *questions;
  struct decide_answer *answers;
  struct decide_cut *cuts;
  ptrdiff_t cut_count, cut_cap;
  struct decide_variable *variables;
  ptrdiff_t variable_count, variable_cap;
};

/* Outside the limits there is nothing to part. */
static void add_cut(struct layout *l, struct decide_question *q, uint32_t number, bool open) {
  struct decide_cut cut = {.at = decide_number_value(l->d, number), .open = open};
  (void)GROW(l->a, l->cuts, l->cut_count, l->cut_cap);
  decide_cut_add(q, l->cuts + q->first_cut, &cut);
  l->cut_count = (ptrdiff_t)q->first_cut + (ptrdiff_t)q->cells - 1;
}

/* Bounds of arms: from and below cut before the value, above and up_to behind it. */
static void cut_number(struct layout *l, uint32_t index) {
  struct decide_question *q = &l->questions[index];
  const struct decide_step *steps = l->d->section[DECIDE_STEPS].items;
  const struct decide_arm *arms = l->d->section[DECIDE_ARMS].items;
  q->first_cut = (uint32_t)l->cut_count;
  q->cells = 1;
  for (uint32_t i = 0; i < l->d->section[DECIDE_STEPS].count; i++) {
    if (steps[i].question == index && steps[i].op >= DECIDE_LESS) {
      add_cut(l, q, steps[i].from, steps[i].op == DECIDE_UP_TO);
    }
  }
  for (uint32_t i = q->first_arm; i < q->first_arm + q->arms; i++) {
    if (arms[i].low != DECIDE_NONE) {
      add_cut(l, q, arms[i].low, arms[i].low_open != 0);
    }
    if (arms[i].high != DECIDE_NONE) {
      add_cut(l, q, arms[i].high, arms[i].high_open == 0);
    }
  }
}

/* How many cells lie before a bound of an arm; `none` when it has none. */
static uint32_t place(const struct layout *l, const struct decide_question *q, uint32_t number,
                      bool open, uint32_t none) {
  if (number == DECIDE_NONE) {
    return none;
  }
  struct decide_cut bound = {.at = decide_number_value(l->d, number), .open = open};
  return decide_cells_before(q, l->cuts + q->first_cut, &bound);
}

/* Which cells each arm has; without arms there is one answer that has all. */
static void place_arms(struct layout *l, const struct decide_question *q) {
  const struct decide_arm *arms = l->d->section[DECIDE_ARMS].items;
  struct decide_answer *answers = l->answers + q->first_answer;
  for (uint32_t i = 0; i < q->answers; i++) {
    answers[i].beg = 0;
    answers[i].end = q->cells;
    if (i < q->arms) {
      const struct decide_arm *arm = &arms[q->first_arm + i];
      answers[i].beg = place(l, q, arm->low, arm->low_open != 0, 0);
      answers[i].end = place(l, q, arm->high, arm->high_open == 0, q->cells);
    }
  }
}

static void add_variable(struct layout *l, struct decide_question *q, uint32_t question,
                         uint32_t cells) {
  *GROW(l->a, l->variables, l->variable_count, l->variable_cap) =
      (struct decide_variable){question, cells};
  q->variables++;
}

/* A variable for each choice that a formula names, and one that counts the others. */
static void place_several(struct layout *l, uint32_t index) {
  struct decide_question *q = &l->questions[index];
  const struct decide_step *steps = l->d->section[DECIDE_STEPS].items;
  struct decide_answer *answers = l->answers + q->first_answer;
  bool is_counted = false;
  uint32_t others = q->answers;
  q->cells = 0;
  for (uint32_t i = 0; i < q->answers; i++) {
    answers[i].beg = DECIDE_NONE;
  }
  for (uint32_t i = 0; i < l->d->section[DECIDE_STEPS].count; i++) {
    bool is_own = steps[i].question == index && steps[i].op > DECIDE_IN;
    is_counted = is_counted || (is_own && steps[i].op != DECIDE_HAS);
    if (is_own && steps[i].op == DECIDE_HAS && answers[steps[i].from].beg == DECIDE_NONE) {
      answers[steps[i].from].beg = 0;
      others--;
    }
  }
  for (uint32_t i = 0; i < q->answers; i++) {
    if (answers[i].beg != DECIDE_NONE) {
      answers[i].beg = q->variables;
      add_variable(l, q, index, 2);
    }
  }
  if (is_counted && others > 0) {
    add_variable(l, q, index, others + 1);
  }
}

static void *copy(arena *a, const struct pack_section *s) {
  void *made = arena_push(a, (ptrdiff_t)s->size, PACK_ALIGN, (ptrdiff_t)s->count);
  mem_copy(made, s->items, (ptrdiff_t)s->count * (ptrdiff_t)s->size);
  return made;
}

void decide_layout(struct decide *d, arena *a) {
  struct layout l = {.d = d, .a = a};
  decide_sizes(d);
  l.questions = copy(a, &d->section[DECIDE_QUESTIONS]);
  l.answers = copy(a, &d->section[DECIDE_ANSWERS]);
  for (uint32_t i = 0; i < d->section[DECIDE_QUESTIONS].count; i++) {
    struct decide_question *q = &l.questions[i];
    q->first_variable = (uint32_t)l.variable_count;
    q->variables = 0;
    if (q->type == DECIDE_SEVERAL) {
      place_several(&l, i);
      continue;
    }
    if (decide_is_number(q)) {
      cut_number(&l, i);
      place_arms(&l, q);
    } else {
      q->cells = q->answers;
    }
    add_variable(&l, q, i, q->cells);
  }
  d->section[DECIDE_QUESTIONS].items = l.questions;
  d->section[DECIDE_ANSWERS].items = l.answers;
  d->section[DECIDE_CUTS].items = l.cuts;
  d->section[DECIDE_CUTS].count = (uint32_t)l.cut_count;
  d->section[DECIDE_VARIABLES].items = l.variables;
  d->section[DECIDE_VARIABLES].count = (uint32_t)l.variable_count;
}
