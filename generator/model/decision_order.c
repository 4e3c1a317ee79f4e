#include "model/decision_parts.h"

/*
 * Asking order. Question p stands before q when an answer of p leads to q, or
 * when a condition on the way to something behind q looks at p. Without loops
 * there is an order that keeps to all of it; the author's order breaks ties.
 */
struct ordering {
  struct decision_build *b;
  int32_t *waiting; /* of each question: how many that stand before it are not placed */
  uint8_t *before;  /* question_count squared: before[p * n + q] */
  ptrdiff_t n;
};

static void add_edge(struct ordering *o, int32_t from, int32_t to) {
  uint8_t *edge = &o->before[from * o->n + to];
  if (*edge == 0) {
    *edge = 1;
    o->waiting[to]++;
  }
}

/* The question has to wait for all that the condition looks at, itself excepted. */
static void add_condition(struct ordering *o, const struct condition *c, int32_t question) {
  if (c->kind == COND_OR || c->kind == COND_AND) {
    add_condition(o, c->left, question);
    add_condition(o, c->right, question);
  } else if (c->kind == COND_NOT) {
    add_condition(o, c->left, question);
  } else if (c->index >= 0 && c->index != question) {
    add_edge(o, c->index, question);
  }
}

static void add_texts(struct ordering *o, const struct decision_texts *texts, int32_t question) {
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    if (texts->items[i].when != NULL) {
      add_condition(o, texts->items[i].when, question);
    }
  }
}

static void add_edges(struct ordering *o) {
  for (int32_t i = 0; i < o->n; i++) {
    const struct decision_question *q = decision_at(o->b, i);
    add_texts(o, &q->asks, i);
    add_texts(o, &q->hints, i);
    add_texts(o, &q->rules, i);
    for (ptrdiff_t k = 0; k < q->answer_count; k++) {
      for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
        const struct decision_route *route = &q->answers[k].routes[r];
        if (route->question >= 0) {
          add_edge(o, i, route->question);
        }
        if (route->when != NULL) {
          add_condition(o, route->when, i);
        }
      }
    }
  }
}

static void place(struct ordering *o, int32_t question, int32_t rank) {
  decision_at(o->b, question)->rank = rank;
  for (int32_t i = 0; i < o->n; i++) {
    o->waiting[i] -= o->before[question * o->n + i];
  }
}

/* A question without a place that this one, without a place either, waits for. */
static int32_t waited_for(const struct ordering *o, int32_t question) {
  int32_t i = 0;
  while (decision_at(o->b, i)->rank >= 0 || o->before[i * o->n + question] == 0) {
    i++;
  }
  return i;
}

/* Some question on a loop: whoever waits long enough comes round to one. */
static int32_t find_loop(const struct ordering *o) {
  int32_t at = 0;
  while (decision_at(o->b, at)->rank >= 0) {
    at++;
  }
  for (ptrdiff_t i = 0; i < o->n; i++) {
    at = waited_for(o, at);
  }
  return at;
}

/* "a, b, a": the loop in the order in which it is walked. */
static void report_loop(struct ordering *o) {
  int32_t start = find_loop(o);
  int32_t *loop = NEW(o->b->read.perm, int32_t, o->n + 1);
  ptrdiff_t count = 0;
  loop[count++] = start;
  for (int32_t i = waited_for(o, start); i != start; i = waited_for(o, i)) {
    loop[count++] = i;
  }
  buf text = buf_open(o->b->read.perm);
  buf_str(&text, decision_at(o->b, start)->id);
  while (count > 0) {
    buf_str(&text, STR(" -> "));
    buf_str(&text, decision_at(o->b, loop[--count])->id);
  }
  str detail = buf_close(&text, o->b->read.perm);
  struct diag *d = diag_add(o->b->read.diags, D_TREE_LOOP, decision_at(o->b, start)->at, STR(""));
  diag_detail(o->b->read.diags, d, detail);
  o->b->broken = true;
}

/* Marks what can be reached from a question, by answers. */
static void reach(struct decision_build *b, int32_t *stack, int32_t start) {
  ptrdiff_t top = 0;
  stack[top++] = start;
  decision_at(b, start)->reached = true;
  while (top > 0) {
    const struct decision_question *q = decision_at(b, stack[--top]);
    for (ptrdiff_t k = 0; k < q->answer_count; k++) {
      for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
        int32_t next = q->answers[k].routes[r].question;
        if (next >= 0 && !decision_at(b, next)->reached) {
          decision_at(b, next)->reached = true;
          stack[top++] = next;
        }
      }
    }
  }
}

static void report_unreached(struct decision_build *b) {
  int32_t *stack = NEW(b->read.perm, int32_t, b->d->question_count);
  reach(b, stack, b->d->start);
  for (ptrdiff_t i = 0; i < b->d->question_count; i++) {
    const struct decision_question *q = &b->d->questions[i];
    if (!q->reached) {
      diag_add(b->read.diags, D_TREE_UNREACHED, q->at, q->id);
    }
  }
}

/* Options ask in the order of the file; what a wording looks at has to be known by then. */
static bool looks_ahead(const struct condition *c, int32_t question) {
  if (c->kind == COND_OR || c->kind == COND_AND) {
    return looks_ahead(c->left, question) || looks_ahead(c->right, question);
  }
  return c->kind == COND_NOT ? looks_ahead(c->left, question) : c->index > question;
}

static void check_texts(struct decision_build *b, const struct decision_texts *texts,
                        int32_t question) {
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    if (texts->items[i].when != NULL && looks_ahead(texts->items[i].when, question)) {
      diag_add(b->read.diags, D_COND_LATER, texts->items[i].at, texts->items[i].when_text);
      b->broken = true;
    }
  }
}

static void keep_order(struct decision_build *b) {
  for (int32_t i = 0; i < b->d->question_count; i++) {
    struct decision_question *q = decision_at(b, i);
    q->rank = i;
    q->reached = true;
    check_texts(b, &q->asks, i);
    check_texts(b, &q->hints, i);
    check_texts(b, &q->rules, i);
  }
}

void decision_order(struct decision_build *b) {
  ptrdiff_t n = b->d->question_count;
  if (b->d->pick != DECIDE_TREE) {
    keep_order(b);
    return;
  }
  if (b->d->start < 0) {
    return;
  }
  struct ordering o = {.b = b, .n = n};
  o.waiting = NEW(b->read.perm, int32_t, n);
  o.before = NEW(b->read.perm, uint8_t, n * n);
  add_edges(&o);
  for (int32_t rank = 0; rank < n; rank++) {
    int32_t next = 0;
    while (next < n && (decision_at(b, next)->rank >= 0 || o.waiting[next] > 0)) {
      next++;
    }
    if (next == n) {
      report_loop(&o);
      return;
    }
    place(&o, next, rank);
  }
  report_unreached(b);
}
