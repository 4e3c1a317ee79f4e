#include "core/decide_walk.h"

static const struct decide_node *nodes_of(const struct decide *d) {
  return d->section[DECIDE_NODES].items;
}

static uint32_t question_of(const struct decide *d, uint32_t node) {
  const struct decide_variable *variables = d->section[DECIDE_VARIABLES].items;
  return variables[nodes_of(d)[node].variable].question;
}

/* The children of a node that its question's answer, if it counts, leaves: beg .. end-1. */
struct arms {
  const diagram_ref *children;
  uint32_t beg, end;
};

static struct arms arms_of(const struct decide_walk *w, uint32_t node) {
  const struct decide_variable *variables = w->d->section[DECIDE_VARIABLES].items;
  const diagram_ref *children = w->d->section[DECIDE_CHILDREN].items;
  const struct decide_node *n = &nodes_of(w->d)[node];
  const struct decide_variable *v = &variables[n->variable];
  struct arms arms = {children + n->first_child, 0, v->cells};
  if (w->given.of[v->question].counts) {
    arms.beg = w->given.cells[n->variable].beg;
    arms.end = w->given.cells[n->variable].end;
  }
  return arms;
}

static diagram_ref root_of(const struct decide *d) {
  return ((const struct decide_root *)d->section[DECIDE_ROOT].items)->root;
}

/* The leaves of a formula or of the result that the answers which count leave. */
struct reach {
  bool *ahead; /* by node before the root */
  bool *leaves;
  uint32_t limit; /* no more leaves than these: an image may share nodes as it should not */
  uint32_t count; /* of the leaves */
};

static void mark(struct reach *r, diagram_ref to) {
  if (!diagram_is_leaf(to)) {
    r->ahead[to] = true;
  } else if (diagram_outcome(to) < r->limit && !r->leaves[diagram_outcome(to)]) {
    r->leaves[diagram_outcome(to)] = true;
    r->count++;
  }
}

/* Children come before their parents. */
static void look_ahead(const struct decide_walk *w, diagram_ref root, struct reach *r) {
  uint32_t nodes = diagram_is_leaf(root) ? 0 : root + 1;
  for (uint32_t i = 0; i < nodes; i++) {
    r->ahead[i] = false;
  }
  mark(r, root);
  for (uint32_t i = nodes; i-- > 0;) {
    struct arms arms = r->ahead[i] ? arms_of(w, i) : (struct arms){NULL, 0, 0};
    for (uint32_t c = arms.beg; c < arms.end; c++) {
      /* Neighbours mostly lead to the same. */
      if (c == arms.beg || arms.children[c] != arms.children[c - 1]) {
        mark(r, arms.children[c]);
      }
    }
  }
}

static uint32_t leaves_max(const struct decide *d) {
  uint32_t outcomes = d->section[DECIDE_OUTCOMES].count;
  return outcomes < 2 ? 2 : outcomes;
}

static void look_for_outcomes(struct decide_walk *w) {
  struct reach r = {.ahead = w->ahead, .leaves = w->possible, .limit = leaves_max(w->d)};
  for (uint32_t i = 0; i < leaves_max(w->d); i++) {
    w->possible[i] = false;
  }
  look_ahead(w, root_of(w->d), &r);
  w->possible_count = r.count;
}

/* Of no and yes, which the answers that count leave to a formula. */
static void formula_leaves(const struct decide_walk *w, uint32_t formula, bool *leaves,
                           arena scratch) {
  const struct decide_formula *formulas = w->d->section[DECIDE_FORMULAS].items;
  diagram_ref root = formulas[formula].root;
  struct reach r = {.leaves = leaves, .limit = 2};
  r.ahead = NEW(&scratch, bool, diagram_is_leaf(root) ? 0 : (ptrdiff_t)root + 1);
  look_ahead(w, root, &r);
}

bool decide_walk_holds(const struct decide_walk *w, uint32_t formula, arena scratch) {
  bool leaves[2] = {false, false};
  formula_leaves(w, formula, leaves, scratch);
  return !leaves[0];
}

bool decide_walk_may_hold(const struct decide_walk *w, uint32_t formula, arena scratch) {
  bool leaves[2] = {false, false};
  formula_leaves(w, formula, leaves, scratch);
  return leaves[1];
}

uint32_t decide_walk_first(const struct decide_walk *w, uint32_t first, uint32_t count,
                           arena scratch) {
  uint32_t i = 0;
  while (i < count && !decide_walk_holds(w, first + i, scratch)) {
    i++;
  }
  return i == count ? DECIDE_NONE : i;
}

/* Whether a question is asked for its own sake, after the answers before it. */
static bool is_asked_always(const struct decide_walk *w, uint32_t question, arena scratch) {
  uint32_t formula = decide_question(w->d, question)->asked;
  return formula != DECIDE_NONE && decide_walk_may_hold(w, formula, scratch);
}

/*
 * First every answer counts that is given. What is met then, before the first
 * question that is met without an answer, is what was asked.
 */
static void count_answers(struct decide_walk *w, arena scratch) {
  bool *is_met = NEW(&scratch, bool, (ptrdiff_t)w->questions);
  for (uint32_t q = 0; q < w->questions; q++) {
    w->given.of[q].counts = w->given.of[q].is_given;
  }
  look_for_outcomes(w);
  for (uint32_t i = 0; i < w->nodes; i++) {
    if (w->ahead[i]) {
      is_met[question_of(w->d, i)] = true;
    }
  }
  w->ask = w->questions;
  for (uint32_t q = 0; q < w->questions; q++) {
    struct decide_given *given = &w->given.of[q];
    bool is_asked = w->ask == w->questions && (is_met[q] || is_asked_always(w, q, scratch));
    given->counts = is_asked && given->is_given;
    if (is_asked && !given->is_given) {
      w->ask = q;
    }
  }
  look_for_outcomes(w);
}

/* The rule that the answer to a question breaks for certain, from 1; 0: none. */
static uint32_t rule_broken(const struct decide_walk *w, uint32_t question, arena scratch) {
  const struct decide_question *q = decide_question(w->d, question);
  uint32_t rule = decide_walk_first(w, q->first_rule, q->rules, scratch);
  return rule == DECIDE_NONE ? 0 : rule + 1;
}

/* Takes back the first answer that breaks a rule; false: none does. */
static bool refuse_answer(struct decide_walk *w, arena scratch) {
  for (uint32_t q = 0; q < w->questions; q++) {
    struct decide_given *given = &w->given.of[q];
    uint32_t rule = given->counts ? rule_broken(w, q, scratch) : 0;
    if (rule > 0) {
      given->refused = rule;
      given->is_given = false;
      return true;
    }
  }
  return false;
}

struct decide_walk decide_walk_new(const struct decide *d, struct decide_givens given, arena *a) {
  struct decide_walk w = {.d = d, .given = given};
  diagram_ref root = root_of(d);
  w.questions = d->section[DECIDE_QUESTIONS].count;
  w.nodes = diagram_is_leaf(root) ? 0 : root + 1;
  w.ahead = NEW(a, bool, (ptrdiff_t)w.nodes);
  w.possible = NEW(a, bool, (ptrdiff_t)leaves_max(d));
  do {
    count_answers(&w, *a);
  } while (refuse_answer(&w, *a));
  return w;
}

/* How many different questions lie ahead without an answer: in doubt, several ways may ask. */
static uint32_t count_open(const struct decide_walk *w, arena scratch) {
  bool *is_open = NEW(&scratch, bool, (ptrdiff_t)w->questions);
  uint32_t count = 0;
  for (uint32_t i = 0; i < w->nodes; i++) {
    uint32_t q = question_of(w->d, i);
    if (w->ahead[i] && !w->given.of[q].counts && !is_open[q]) {
      is_open[q] = true;
      count++;
    }
  }
  return count;
}

/* Whether an answer counts and leaves more than one cell of a variable. */
static bool is_in_doubt(const struct decide_walk *w, uint32_t question) {
  const struct decide_question *q = decide_question(w->d, question);
  bool is_open = false;
  for (uint32_t v = q->first_variable; v < q->first_variable + q->variables; v++) {
    is_open = is_open || w->given.cells[v].end - w->given.cells[v].beg > 1;
  }
  return is_open && w->given.of[question].counts;
}

/* Questions on the longest way from the root that have no answer yet. */
static uint32_t longest_way(const struct decide_walk *w, arena scratch) {
  uint32_t *longest = NEW(&scratch, uint32_t, (ptrdiff_t)w->nodes);
  for (uint32_t i = 0; i < w->nodes; i++) {
    struct arms arms = w->ahead[i] ? arms_of(w, i) : (struct arms){NULL, 0, 0};
    uint32_t own = question_of(w->d, i);
    uint32_t is_open = !w->given.of[own].counts;
    longest[i] = is_open;
    for (uint32_t c = arms.beg; c < arms.end; c++) {
      diagram_ref child = arms.children[c];
      if (!diagram_is_leaf(child)) {
        /* One of several choices may be asked by many nodes in a row. */
        uint32_t more = question_of(w->d, child) == own ? 0 : is_open;
        uint32_t way = longest[child] + more;
        longest[i] = way > longest[i] ? way : longest[i];
      }
    }
  }
  return w->nodes == 0 ? 0 : longest[w->nodes - 1];
}

/* Questions that will be asked for their own sake only: nothing ahead depends on them. */
static uint32_t count_always(const struct decide_walk *w, arena scratch) {
  bool *is_ahead = NEW(&scratch, bool, (ptrdiff_t)w->questions);
  uint32_t count = 0;
  for (uint32_t i = 0; i < w->nodes; i++) {
    uint32_t q = question_of(w->d, i);
    is_ahead[q] = is_ahead[q] || w->ahead[i];
  }
  for (uint32_t q = w->ask; q < w->questions; q++) {
    count += !is_ahead[q] && is_asked_always(w, q, scratch);
  }
  return count;
}

uint32_t decide_walk_more(const struct decide_walk *w, arena scratch) {
  bool is_doubtful = false;
  for (uint32_t q = 0; q < w->questions; q++) {
    is_doubtful = is_doubtful || is_in_doubt(w, q);
  }
  uint32_t open = is_doubtful ? count_open(w, scratch) : longest_way(w, scratch);
  open += count_always(w, scratch);
  return open == 0 ? 0 : open - 1;
}

/* Whether two neighbouring cells of a variable lead to the same wherever it is met. */
static bool is_same_cell(const struct decide_walk *w, uint32_t variable, uint32_t cell) {
  for (uint32_t i = 0; i < w->nodes; i++) {
    const diagram_ref *children = arms_of(w, i).children;
    if (w->ahead[i] && nodes_of(w->d)[i].variable == variable &&
        children[cell] != children[cell + 1]) {
      return false;
    }
  }
  return true;
}

/*
 * The next combination of cells that an answer leaves to its variables, of which
 * `all` has the ranges; false after the last. Cells that lead to the same are skipped.
 */
static bool cells_next(const struct decide_walk *w, const struct decide_question *q,
                       const struct decide_cells *all) {
  struct decide_cells *now = w->given.cells + q->first_variable;
  for (uint32_t v = 0; v < q->variables; v++) {
    uint32_t cell = now[v].beg;
    do {
      cell++;
    } while (cell < all[v].end && is_same_cell(w, q->first_variable + v, cell - 1));
    bool is_over = cell == all[v].end;
    cell = is_over ? all[v].beg : cell;
    now[v] = (struct decide_cells){cell, cell + 1};
    if (!is_over) {
      return true;
    }
  }
  return false;
}

/* Of very many combinations only so many are looked at. */
enum { COMBINATIONS_MAX = 1024 };

/* Walks on once with each cell that the answer leaves, in memory of its own. */
static struct decide_doubt doubt_measure(const struct decide_walk *w, uint32_t question,
                                         arena scratch) {
  const struct decide_question *q = decide_question(w->d, question);
  struct decide_doubt doubt = {.question = question, .least = UINT32_MAX};
  struct decide_walk try = *w;
  struct decide_cells *now = w->given.cells + q->first_variable;
  struct decide_cells *all = NEW(&scratch, struct decide_cells, (ptrdiff_t)q->variables);
  try.ahead = NEW(&scratch, bool, (ptrdiff_t)w->nodes);
  try.possible = NEW(&scratch, bool, (ptrdiff_t)leaves_max(w->d));
  for (uint32_t v = 0; v < q->variables; v++) {
    all[v] = now[v];
    now[v].end = now[v].beg + 1;
  }
  int left = COMBINATIONS_MAX;
  do {
    look_for_outcomes(&try);
    doubt.least = try.possible_count < doubt.least ? try.possible_count : doubt.least;
    doubt.most = try.possible_count > doubt.most ? try.possible_count : doubt.most;
  } while (left-- > 0 && cells_next(w, q, all));
  for (uint32_t v = 0; v < q->variables; v++) {
    now[v] = all[v];
  }
  return doubt;
}

static bool is_better(const struct decide_doubt *a, const struct decide_doubt *b) {
  return a->most < b->most || (a->most == b->most && a->least < b->least);
}

uint32_t decide_walk_doubts(const struct decide_walk *w, struct decide_doubt *ret_doubts,
                            arena scratch) {
  uint32_t count = 0;
  for (uint32_t q = 0; q < w->questions; q++) {
    if (!is_in_doubt(w, q)) {
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
