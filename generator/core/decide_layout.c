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

static int cut_cmp(const struct decide_cut *a, const struct decide_cut *b) {
  if (a->at != b->at) {
    return a->at < b->at ? -1 : 1;
  }
  return (int)a->open - (int)b->open;
}

/* Keeps the question's cuts sorted, each once. Outside the limits there is nothing to part. */
static void add_cut(struct layout *l, const struct decide_question *q, double at, bool open) {
  struct decide_cut cut = {.at = at, .open = open};
  bool above_low = at > q->low || (at == q->low && open);
  bool below_high = at < q->high || (at == q->high && !open);
  ptrdiff_t to = l->cut_count;
  if (!above_low || !below_high) {
    return;
  }
  while (to > (ptrdiff_t)q->first_cut && cut_cmp(&l->cuts[to - 1], &cut) > 0) {
    to--;
  }
  if (to > (ptrdiff_t)q->first_cut && cut_cmp(&l->cuts[to - 1], &cut) == 0) {
    return;
  }
  *GROW(l->a, l->cuts, l->cut_count, l->cut_cap) = cut;
  for (ptrdiff_t i = l->cut_count - 1; i > to; i--) {
    l->cuts[i] = l->cuts[i - 1];
  }
  l->cuts[to] = cut;
}

/* Bounds of arms: from and below cut before the value, above and up_to behind it. */
static void cut_number(struct layout *l, uint32_t index) {
  struct decide_question *q = &l->questions[index];
  const struct decide_step *steps = l->d->section[DECIDE_STEPS].items;
  const struct decide_arm *arms = l->d->section[DECIDE_ARMS].items;
  q->first_cut = (uint32_t)l->cut_count;
  for (uint32_t i = 0; i < l->d->section[DECIDE_STEPS].count; i++) {
    if (steps[i].question == index && steps[i].op >= DECIDE_LESS) {
      add_cut(l, q, decide_number_value(l->d, steps[i].from), steps[i].op == DECIDE_UP_TO);
    }
  }
  for (uint32_t i = q->first_arm; i < q->first_arm + q->arms; i++) {
    if (arms[i].low != DECIDE_NONE) {
      add_cut(l, q, decide_number_value(l->d, arms[i].low), arms[i].low_open != 0);
    }
    if (arms[i].high != DECIDE_NONE) {
      add_cut(l, q, decide_number_value(l->d, arms[i].high), arms[i].high_open == 0);
    }
  }
  q->cells = (uint32_t)l->cut_count - q->first_cut + 1;
}

uint32_t decide_cells_before(const struct decide *d, const struct decide_question *q, double at,
                             bool open) {
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  struct decide_cut boundary = {.at = at, .open = open};
  uint32_t count = 0;
  while (count < q->cells - 1 && cut_cmp(&cuts[q->first_cut + count], &boundary) <= 0) {
    count++;
  }
  bool beyond = at > q->high || (at == q->high && open);
  return beyond ? q->cells : count;
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
      answers[i].beg = arm->low == DECIDE_NONE
                           ? 0
                           : decide_cells_before(l->d, q, decide_number_value(l->d, arm->low),
                                                 arm->low_open != 0);
      answers[i].end = arm->high == DECIDE_NONE
                           ? q->cells
                           : decide_cells_before(l->d, q, decide_number_value(l->d, arm->high),
                                                 arm->high_open == 0);
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

static void publish(struct layout *l) {
  struct decide *d = l->d;
  d->section[DECIDE_QUESTIONS].items = l->questions;
  d->section[DECIDE_ANSWERS].items = l->answers;
  d->section[DECIDE_CUTS].items = l->cuts;
  d->section[DECIDE_CUTS].count = (uint32_t)l->cut_count;
  d->section[DECIDE_VARIABLES].items = l->variables;
  d->section[DECIDE_VARIABLES].count = (uint32_t)l->variable_count;
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
      publish(&l);
      place_arms(&l, q);
    } else {
      q->cells = q->answers;
    }
    add_variable(&l, q, i, q->cells);
  }
  publish(&l);
}
