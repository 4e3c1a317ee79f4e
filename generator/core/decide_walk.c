#include "core/decide_walk.h"

static const struct decide_node *nodes_of(const struct decide *d) {
  return d->section[DECIDE_NODES].items;
}

/* The children of a node that its question's answer, if it counts, leaves: beg .. end-1. */
struct arms {
  const diagram_ref *children;
  uint32_t beg, end;
};

static struct arms arms_of(const struct decide_walk *w, uint32_t node) {
  const struct decide_question *questions = w->d->section[DECIDE_QUESTIONS].items;
  const diagram_ref *children = w->d->section[DECIDE_CHILDREN].items;
  const struct decide_node *n = &nodes_of(w->d)[node];
  const struct decide_given *given = &w->given[n->question];
  struct arms arms = {children + n->first_child, 0, questions[n->question].cells};
  if (given->counts) {
    arms.beg = given->beg;
    arms.end = given->end;
  }
  return arms;
}

static diagram_ref root_of(const struct decide *d) {
  return ((const struct decide_root *)d->section[DECIDE_ROOT].items)->root;
}

static void mark(struct decide_walk *w, diagram_ref r) {
  if (!diagram_is_leaf(r)) {
    w->ahead[r] = true;
  } else if (!w->possible[diagram_outcome(r)]) {
    w->possible[diagram_outcome(r)] = true;
    w->possible_count++;
  }
}

/* Everything that the answers which count leave. Children come before their parents. */
static void look_ahead(struct decide_walk *w) {
  uint32_t outcomes = w->d->section[DECIDE_OUTCOMES].count;
  for (uint32_t i = 0; i < w->nodes; i++) {
    w->ahead[i] = false;
  }
  for (uint32_t i = 0; i < outcomes; i++) {
    w->possible[i] = false;
  }
  w->possible_count = 0;
  mark(w, root_of(w->d));
  for (uint32_t i = w->nodes; i-- > 0;) {
    struct arms arms = w->ahead[i] ? arms_of(w, i) : (struct arms){NULL, 0, 0};
    for (uint32_t c = arms.beg; c < arms.end; c++) {
      /* Neighbours mostly lead to the same. */
      if (c == arms.beg || arms.children[c] != arms.children[c - 1]) {
        mark(w, arms.children[c]);
      }
    }
  }
}

/*
 * First every answer counts that is given. What is met then, before the first
 * question that is met without an answer, is what was asked.
 */
static void count_answers(struct decide_walk *w, arena scratch) {
  bool *is_met = NEW(&scratch, bool, (ptrdiff_t)w->questions);
  for (uint32_t q = 0; q < w->questions; q++) {
    w->given[q].counts = w->given[q].is_given;
  }
  look_ahead(w);
  w->ask = w->questions;
  for (uint32_t i = 0; i < w->nodes; i++) {
    uint32_t q = nodes_of(w->d)[i].question;
    is_met[q] = is_met[q] || w->ahead[i];
    if (w->ahead[i] && !w->given[q].is_given && q < w->ask) {
      w->ask = q;
    }
  }
  for (uint32_t q = 0; q < w->questions; q++) {
    w->given[q].counts = w->given[q].is_given && is_met[q] && q < w->ask;
  }
}

struct decide_walk decide_walk_new(const struct decide *d, struct decide_given *given, arena *a) {
  struct decide_walk w = {.d = d, .given = given};
  diagram_ref root = root_of(d);
  w.questions = d->section[DECIDE_QUESTIONS].count;
  w.nodes = diagram_is_leaf(root) ? 0 : root + 1;
  w.ahead = NEW(a, bool, (ptrdiff_t)w.nodes);
  w.possible = NEW(a, bool, (ptrdiff_t)d->section[DECIDE_OUTCOMES].count);
  count_answers(&w, *a);
  look_ahead(&w);
  return w;
}

/* How many different questions lie ahead without an answer: in doubt, several ways may ask. */
static uint32_t count_open(const struct decide_walk *w, arena scratch) {
  bool *is_open = NEW(&scratch, bool, (ptrdiff_t)w->questions);
  uint32_t count = 0;
  for (uint32_t i = 0; i < w->nodes; i++) {
    uint32_t q = nodes_of(w->d)[i].question;
    if (w->ahead[i] && !w->given[q].counts && !is_open[q]) {
      is_open[q] = true;
      count++;
    }
  }
  return count;
}

static bool is_in_doubt(const struct decide_given *given) {
  return given->counts && given->end - given->beg > 1;
}

/* Questions on the longest way from the root that have no answer yet. */
static uint32_t longest_way(const struct decide_walk *w, arena scratch) {
  uint32_t *longest = NEW(&scratch, uint32_t, (ptrdiff_t)w->nodes);
  for (uint32_t i = 0; i < w->nodes; i++) {
    struct arms arms = w->ahead[i] ? arms_of(w, i) : (struct arms){NULL, 0, 0};
    for (uint32_t c = arms.beg; c < arms.end; c++) {
      diagram_ref child = arms.children[c];
      if (!diagram_is_leaf(child) && longest[child] > longest[i]) {
        longest[i] = longest[child];
      }
    }
    longest[i] += !w->given[nodes_of(w->d)[i].question].counts;
  }
  return w->nodes == 0 ? 0 : longest[w->nodes - 1];
}

uint32_t decide_walk_more(const struct decide_walk *w, arena scratch) {
  bool is_doubtful = false;
  for (uint32_t q = 0; q < w->questions; q++) {
    is_doubtful = is_doubtful || is_in_doubt(&w->given[q]);
  }
  uint32_t open = is_doubtful ? count_open(w, scratch) : longest_way(w, scratch);
  return open == 0 ? 0 : open - 1;
}

/* Whether two neighbouring cells of a question lead to the same wherever it is met. */
static bool is_same_cell(const struct decide_walk *w, uint32_t question, uint32_t cell) {
  for (uint32_t i = 0; i < w->nodes; i++) {
    const diagram_ref *children = arms_of(w, i).children;
    if (w->ahead[i] && nodes_of(w->d)[i].question == question &&
        children[cell] != children[cell + 1]) {
      return false;
    }
  }
  return true;
}

/* Walks on once with each cell that the answer leaves, in memory of its own. */
static struct decide_doubt doubt_measure(const struct decide_walk *w, uint32_t question,
                                         arena scratch) {
  struct decide_doubt doubt = {.question = question, .least = UINT32_MAX};
  struct decide_walk try = *w;
  const struct decide_given own = w->given[question];
  try.ahead = NEW(&scratch, bool, (ptrdiff_t)w->nodes);
  try.possible = NEW(&scratch, bool, (ptrdiff_t)w->d->section[DECIDE_OUTCOMES].count);
  for (uint32_t cell = own.beg; cell < own.end; cell++) {
    if (cell + 1 < own.end && is_same_cell(w, question, cell)) {
      continue;
    }
    w->given[question].beg = cell;
    w->given[question].end = cell + 1;
    look_ahead(&try);
    doubt.least = try.possible_count < doubt.least ? try.possible_count : doubt.least;
    doubt.most = try.possible_count > doubt.most ? try.possible_count : doubt.most;
  }
  w->given[question] = own;
  return doubt;
}

static bool is_better(const struct decide_doubt *a, const struct decide_doubt *b) {
  return a->most < b->most || (a->most == b->most && a->least < b->least);
}

uint32_t decide_walk_doubts(const struct decide_walk *w, struct decide_doubt *ret_doubts,
                            arena scratch) {
  uint32_t count = 0;
  for (uint32_t q = 0; q < w->questions; q++) {
    if (!is_in_doubt(&w->given[q])) {
      continue;
    }
    struct decide_doubt doubt = doubt_measure(w, q, scratch);
    if (doubt.least == w->possible_count) {
      continue; /* whatever it is, it tells nothing apart */
    }
    uint32_t at = count++;
    for (; at > 0 && is_better(&doubt, &ret_doubts[at - 1]); at--) {
      ret_doubts[at] = ret_doubts[at - 1];
    }
    ret_doubts[at] = doubt;
  }
  return count;
}
