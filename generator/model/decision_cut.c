#include "model/decision_parts.h"

#include "core/num.h"
#include "core/sort.h"

/* The cuts of one number while they are gathered. */
struct cuts {
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

static void add_cut(struct decision_build *b, struct cuts *c, double at, bool open) {
  *GROW(b->read.perm, c->items, c->count, c->cap) = (struct decide_cut){.at = at, .open = open};
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

/* How many cuts stand up to and with this one. */
static uint32_t behind(const struct cuts *c, double at, bool open) {
  struct decide_cut cut = {.at = at, .open = open};
  uint32_t count = 0;
  while (count < c->count && by_value(&c->items[count], &cut, NULL) <= 0) {
    count++;
  }
  return count;
}

static void set_cells(struct decision_question *q, const struct cuts *c) {
  for (ptrdiff_t i = 0; i < q->answer_count; i++) {
    struct decision_answer *a = &q->answers[i];
    a->beg = a->low.given ? behind(c, a->low.value, a->low.open) : 0;
    a->end = a->high.given ? behind(c, a->high.value, !a->high.open) : q->cells;
  }
}

/*
 * A number in a cell, to show: an end that belongs to it, else something between.
 * False: the cell lies outside the limits, so nobody can give such an answer.
 */
static bool example(const struct decision_question *q, uint32_t cell, double *ret_value) {
  const struct decide_cut *below = cell > 0 ? &q->cuts[cell - 1] : NULL;
  const struct decide_cut *above = cell < q->cells - 1 ? &q->cuts[cell] : NULL;
  double low = below != NULL && below->at > q->low ? below->at : q->low;
  double high = above != NULL && above->at < q->high ? above->at : q->high;
  bool low_open = below != NULL && below->open != 0 && below->at >= q->low;
  bool high_open = above != NULL && above->open == 0 && above->at <= q->high;
  if (low > high || (low >= high && (low_open || high_open))) {
    return false;
  }
  *ret_value = !low_open ? low : !high_open ? high : low + (high - low) / 2;
  if (low_open && low + 1 < high) {
    *ret_value = low + 1; /* whole numbers read better than the middle */
  }
  return true;
}

static str number_text(struct decision_build *b, double value) {
  buf out = buf_open(b->read.perm);
  num_print_grouped(&out, value, 15);
  return buf_close(&out, b->read.perm);
}

/* Gaps and overlaps, one diagnostic for each run of cells with the same fault. */
static void check_cover(struct decision_build *b, const struct decision_question *q) {
  bool told = false;
  for (uint32_t cell = 0; cell < q->cells; cell++) {
    const struct decision_answer *found[2] = {NULL, NULL};
    int count = 0;
    for (ptrdiff_t i = 0; i < q->answer_count; i++) {
      if (cell >= q->answers[i].beg && cell < q->answers[i].end) {
        found[count < 2 ? count : 1] = &q->answers[i];
        count++;
      }
    }
    double value;
    bool fault = count != 1 && example(q, cell, &value);
    if (fault && !told) {
      b->broken = true;
      span at = count == 0 ? q->at : found[1]->at;
      struct diag *d = diag_add(b->read.diags, count == 0 ? D_TREE_GAP : D_TREE_OVERLAP, at,
                                number_text(b, value));
      if (count > 1) {
        diag_note(b->read.diags, d, found[0]->at, STR("this answer covers it too"));
      }
    }
    told = fault;
  }
}

static bool is_covered(const struct decision_question *q, uint32_t cell) {
  for (ptrdiff_t i = 0; i < q->answer_count; i++) {
    if (cell >= q->answers[i].beg && cell < q->answers[i].end) {
      return true;
    }
  }
  return false;
}

/*
 * Cells outside the limits, which nobody can give, go with the answer beside
 * them, so that every cell belongs to one.
 */
static void absorb_outside(struct decision_question *q) {
  for (uint32_t cell = 1; cell < q->cells; cell++) {
    for (ptrdiff_t i = 0; i < q->answer_count && !is_covered(q, cell); i++) {
      q->answers[i].end += q->answers[i].end == cell;
    }
  }
  for (uint32_t cell = q->cells - 1; cell-- > 0;) {
    for (ptrdiff_t i = 0; i < q->answer_count && !is_covered(q, cell); i++) {
      q->answers[i].beg -= q->answers[i].beg == cell + 1;
    }
  }
}

void decision_cut(struct decision_build *b) {
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    struct decision_question *q = &b->d->questions[i];
    if (q->type != DECIDE_NUMBER) {
      continue;
    }
    struct cuts c = {.items = NULL};
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
    set_cells(q, &c);
    if (!q->unsound) {
      check_cover(b, q);
      absorb_outside(q);
    }
  }
}
