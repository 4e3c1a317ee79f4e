#include "model/decision_parts.h"

#include "core/num.h"
#include "core/sort.h"

/* The cuts of one number while they are gathered. */
struct cuts {
  const struct decision_question *of;
  struct decide_cut *items;
  ptrdiff_t count, cap;
};

static int by_value(const void *a, const void *b, void *ctx) {
  const struct decide_cut *x = a;
  const struct decide_cut *y = b;
  (void)ctx;
  if (x->at != y->at) {
    return x->at < y->at ? -1 : 1;
  }
  return (int)x->open - (int)y->open;
}

/* Outside the limits there is nothing to part: every cell has numbers to give. */
static void add_cut(struct decision_build *b, struct cuts *c, double at, bool open) {
  bool above_low = at > c->of->low || (at == c->of->low && open);
  bool below_high = at < c->of->high || (at == c->of->high && !open);
  if (above_low && below_high) {
    *GROW(b->read.perm, c->items, c->count, c->cap) = (struct decide_cut){.at = at, .open = open};
  }
}

static void add_condition(struct decision_build *b, struct cuts *c, const struct condition *when,
                          int32_t question) {
  if (when->kind == COND_OR || when->kind == COND_AND) {
    add_condition(b, c, when->left, question);
    add_condition(b, c, when->right, question);
  } else if (when->kind == COND_NOT) {
    add_condition(b, c, when->left, question);
  } else if (when->index == question) {
    if (when->kind == COND_LESS || when->kind == COND_EQUAL) {
      add_cut(b, c, when->number, false);
    }
    if (when->kind == COND_LESS_EQUAL || when->kind == COND_EQUAL) {
      add_cut(b, c, when->number, true);
    }
  }
}

static void add_conditions(struct decision_build *b, struct cuts *c, int32_t question) {
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    const struct decision_question *q = &b->d->questions[i];
    for (ptrdiff_t k = 0; k < q->answer_count; k++) {
      for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
        if (q->answers[k].routes[r].when != NULL) {
          add_condition(b, c, q->answers[k].routes[r].when, question);
        }
      }
    }
  }
}

/* Bounds of answers: from and below cut before the value, above and up_to behind it. */
static void add_bounds(struct decision_build *b, struct cuts *c,
                       const struct decision_question *q) {
  for (ptrdiff_t i = 0; i < q->answer_count; i++) {
    const struct decision_answer *a = &q->answers[i];
    if (a->low.given) {
      add_cut(b, c, a->low.value, a->low.open);
    }
    if (a->high.given) {
      add_cut(b, c, a->high.value, !a->high.open);
    }
  }
}

static void sort_cuts(struct decision_build *b, struct cuts *c) {
  sort_items(c->items, c->count, (ptrdiff_t)sizeof *c->items, by_value, NULL, *b->read.perm);
  ptrdiff_t kept = 0;
  for (ptrdiff_t i = 0; i < c->count; i++) {
    if (kept == 0 || by_value(&c->items[kept - 1], &c->items[i], NULL) != 0) {
      c->items[kept++] = c->items[i];
    }
  }
  c->count = kept;
}

uint32_t decision_cells_before(const struct decision_question *q, double at, bool open) {
  struct decide_cut boundary = {.at = at, .open = open};
  uint32_t count = 0;
  while (count < q->cells - 1 && by_value(&q->cuts[count], &boundary, NULL) <= 0) {
    count++;
  }
  bool beyond = at > q->high || (at == q->high && open);
  return beyond ? q->cells : count;
}

/* An answer without cells could never be given. */
static void set_cells(struct decision_build *b, struct decision_question *q) {
  for (ptrdiff_t i = 0; i < q->answer_count; i++) {
    struct decision_answer *a = &q->answers[i];
    a->beg = a->low.given ? decision_cells_before(q, a->low.value, a->low.open) : 0;
    a->end = a->high.given ? decision_cells_before(q, a->high.value, !a->high.open) : q->cells;
    if (a->beg >= a->end && !q->unsound) {
      const struct decision_bound *bound = a->beg == 0 ? &a->high : &a->low;
      struct diag *d = diag_add(b->read.diags, D_FIELD_VALUE, bound->at, bound->text);
      diag_hint(b->read.diags, d,
                STR("The question's `limits:` allow no number of this range; without any, numbers "
                    "start at 0."));
      b->broken = true;
    }
  }
}

/* A number in a cell, to show: an end that belongs to it, else something between. */
static double example(const struct decision_question *q, uint32_t cell) {
  const struct decide_cut *below = cell > 0 ? &q->cuts[cell - 1] : NULL;
  const struct decide_cut *above = cell < q->cells - 1 ? &q->cuts[cell] : NULL;
  double low = below != NULL ? below->at : q->low;
  double high = above != NULL ? above->at : q->high;
  if (below == NULL || below->open == 0) {
    return low;
  }
  if (low + 1 < high) {
    return low + 1; /* whole numbers read better than the middle */
  }
  return above == NULL || above->open != 0 ? high : low + (high - low) / 2;
}

static str number_text(struct decision_build *b, double value) {
  buf out = buf_open(b->read.perm);
  num_print_grouped(&out, value, 15);
  return buf_close(&out, b->read.perm);
}

/* Gaps and overlaps, one diagnostic for each run of cells with the same fault. */
static void check_cover(struct decision_build *b, const struct decision_question *q) {
  int told = 1; /* how many answers cover the cell before, two standing for more */
  for (uint32_t cell = 0; cell < q->cells; cell++) {
    const struct decision_answer *found[2] = {NULL, NULL};
    int count = 0;
    for (ptrdiff_t i = 0; i < q->answer_count && count < 2; i++) {
      if (cell >= q->answers[i].beg && cell < q->answers[i].end) {
        found[count++] = &q->answers[i];
      }
    }
    if (count != 1 && count != told) {
      b->broken = true;
      span at = count == 0 ? q->at : found[1]->at;
      struct diag *d = diag_add(b->read.diags, count == 0 ? D_TREE_GAP : D_TREE_OVERLAP, at,
                                number_text(b, example(q, cell)));
      if (count > 1) {
        diag_note(b->read.diags, d, found[0]->at, STR("this answer covers it too"));
      }
    }
    told = count;
  }
}

void decision_cut(struct decision_build *b) {
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    struct decision_question *q = &b->d->questions[i];
    if (q->type != DECIDE_NUMBER) {
      continue;
    }
    struct cuts c = {.of = q};
    add_bounds(b, &c, q);
    add_conditions(b, &c, (int32_t)i);
    sort_cuts(b, &c);
    q->cuts = c.items;
    q->cells = (uint32_t)c.count + 1;
    if (q->cells > DIAGRAM_CELLS_MAX) {
      diag_add(b->read.diags, D_DECISION_SIZE, q->at, q->id);
      b->broken = true;
      continue;
    }
    set_cells(b, q);
    if (!q->unsound) {
      check_cover(b, q);
    }
  }
}
