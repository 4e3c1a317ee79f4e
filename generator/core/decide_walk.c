#include "core/decide_walk.h"

#include "core/mem.h"

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

/* Formulas have leaves of their own. */
static uint32_t leaves_max(const struct decide *d) {
  uint32_t outcomes = d->section[DECIDE_OUTCOMES].count;
  return outcomes < 2 ? 2 : outcomes;
}

static diagram_ref root_of(const struct decide *d) {
  return ((const struct decide_root *)d->section[DECIDE_ROOT].items)->root;
}

/* Marks the leaf, or the node, that a reference is. */
static void mark(diagram_ref to, bool *ahead, bool *leaves) {
  if (diagram_is_leaf(to)) {
    leaves[diagram_outcome(to)] = true;
  } else {
    ahead[to] = true;
  }
}

/*
 * The leaves of a formula or of the result that the answers which count leave, and the nodes on
 * the way there: `ahead` has those before the root and itself. Children come before their parents.
 */
static void look_ahead(const struct decide_walk *w, diagram_ref root, bool *ahead, bool *leaves) {
  uint32_t nodes = diagram_is_leaf(root) ? 0 : root + 1;
  mem_zero(ahead, (ptrdiff_t)nodes);
  mem_zero(leaves, (ptrdiff_t)leaves_max(w->d));
  mark(root, ahead, leaves);
  for (uint32_t i = nodes; i-- > 0;) {
    struct arms arms = ahead[i] ? arms_of(w, i) : (struct arms){NULL, 0, 0};
    for (uint32_t c = arms.beg; c < arms.end; c++) {
      /* Neighbours mostly lead to the same. */
      if (c == arms.beg || arms.children[c] != arms.children[c - 1]) {
        mark(arms.children[c], ahead, leaves);
      }
    }
  }
}

static void look_for_outcomes(struct decide_walk *w) {
  look_ahead(w, root_of(w->d), w->ahead, w->possible);
  w->possible_count = 0;
  for (uint32_t i = 0; i < leaves_max(w->d); i++) {
    w->possible_count += w->possible[i];
  }
}

enum decide_truth decide_walk_truth(const struct decide_walk *w, uint32_t formula, arena scratch) {
  const struct decide_formula *formulas = w->d->section[DECIDE_FORMULAS].items;
  diagram_ref root = formulas[formula].root;
  bool *ahead = NEW(&scratch, bool, diagram_is_leaf(root) ? 0 : (ptrdiff_t)root + 1);
  bool *leaves = NEW(&scratch, bool, (ptrdiff_t)leaves_max(w->d));
  look_ahead(w, root, ahead, leaves);
  return leaves[0] * DECIDE_FAILS + leaves[1] * DECIDE_HOLDS;
}

uint32_t decide_walk_first(const struct decide_walk *w, uint32_t first, uint32_t count,
                           arena scratch) {
  uint32_t i = 0;
  while (i < count && decide_walk_truth(w, first + i, scratch) != DECIDE_HOLDS) {
    i++;
  }
  return i == count ? DECIDE_NONE : i;
}

/* Whether a question is asked for its own sake, after the answers before it. */
static bool is_asked_always(const struct decide_walk *w, uint32_t question, arena scratch) {
  uint32_t formula = decide_question(w->d, question)->asked;
  return formula != DECIDE_NONE && decide_walk_truth(w, formula, scratch) != DECIDE_FAILS;
}

/* By question: whether a node that lies ahead asks it. */
static bool *questions_ahead(const struct decide_walk *w, arena *a) {
  bool *is_met = NEW(a, bool, (ptrdiff_t)w->questions);
  for (uint32_t i = 0; i < w->nodes; i++) {
    is_met[question_of(w->d, i)] |= w->ahead[i];
  }
  return is_met;
}

/*
 * First every answer counts that is given. What is met then, before the first
 * question that is met without an answer, is what was asked.
 */
static void count_answers(struct decide_walk *w, arena scratch) {
  for (uint32_t q = 0; q < w->questions; q++) {
    w->given.of[q].counts = w->given.of[q].is_given;
  }
  look_for_outcomes(w);
  const bool *is_met = questions_ahead(w, &scratch);
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

/*
 * In doubt several ways may ask, and all that lie ahead without an answer count; else those of
 * the longest. Others are asked for their own sake only: nothing ahead depends on them.
 */
uint32_t decide_walk_more(const struct decide_walk *w, arena scratch) {
  const bool *is_met = questions_ahead(w, &scratch);
  bool is_doubtful = false;
  for (uint32_t q = 0; q < w->questions; q++) {
    is_doubtful = is_doubtful || is_in_doubt(w, q);
  }
  uint32_t open = is_doubtful ? 0 : longest_way(w, scratch);
  for (uint32_t q = w->ask; q < w->questions; q++) {
    open += is_met[q] ? is_doubtful : is_asked_always(w, q, scratch);
  }
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
