#include "model/decision_diff.h"

#include "core/day.h"
#include "core/mem.h"
#include "core/num.h"

enum { BEFORE, AFTER, VERSIONS };

/* A variable of both versions, or of one: how its cells lie in each, and how they read. */
struct axis {
  str id;     /* of the question */
  str choice; /* of several: the choice, or empty for the number of the others */
  bool is_several;
  uint32_t cells;
  uint32_t *own[VERSIONS]; /* by cell: the version's; DECIDE_NONE: it has no such answer */
  str *values;
};

struct diff {
  arena *a;
  const struct decision *d[VERSIONS];
  struct axis *axes;
  ptrdiff_t axis_count, axis_cap;
  uint32_t *place[VERSIONS]; /* by variable: its axis */
  struct diagram *g;
  str *outcomes; /* of both versions, and what is no answer */
  ptrdiff_t outcome_count, outcome_cap;
};

/* --- axes ----------------------------------------------------------------------------- */

static const struct decide_question *question_at(const struct decision *d, uint32_t question) {
  const struct decide_question *questions = d->engine.section[DECIDE_QUESTIONS].items;
  return questions + question;
}

static str text_at(const struct decision *d, struct pack_text text) {
  return pack_text_at(&d->engine.section[DECIDE_TEXTS], text);
}

/* Index of a question of this id and type, or how many there are. */
static uint32_t same_question(const struct decision *d, str id, uint32_t type) {
  uint32_t count = d->engine.section[DECIDE_QUESTIONS].count;
  uint32_t i = 0;
  while (i < count &&
         (!str_eq(text_at(d, question_at(d, i)->id), id) || question_at(d, i)->type != type)) {
    i++;
  }
  return i;
}

static const struct decide_answer *answers_at(const struct decision *d,
                                              const struct decide_question *q) {
  const struct decide_answer *answers = d->engine.section[DECIDE_ANSWERS].items;
  return answers + q->first_answer;
}

static struct axis *axis_add(struct diff *x, str id, uint32_t cells) {
  struct axis *axis = GROW(x->a, x->axes, x->axis_count, x->axis_cap);
  *axis = (struct axis){.id = id, .cells = cells};
  axis->values = NEW(x->a, str, (ptrdiff_t)cells);
  for (int v = 0; v < VERSIONS; v++) {
    axis->own[v] = NEW(x->a, uint32_t, (ptrdiff_t)cells);
    for (uint32_t c = 0; c < cells; c++) {
      axis->own[v][c] = DECIDE_NONE;
    }
  }
  return axis;
}

/* The cuts of either version, in order, each once. */
static ptrdiff_t cuts_join(const struct diff *x, const struct decide_question *const q[VERSIONS],
                           struct decide_cut *ret) {
  ptrdiff_t count = 0;
  for (int v = 0; v < VERSIONS; v++) {
    const struct decide_cut *cuts = x->d[v]->engine.section[DECIDE_CUTS].items;
    for (uint32_t i = 0; q[v] != NULL && i + 1 < q[v]->cells; i++) {
      struct decide_cut cut = cuts[q[v]->first_cut + i];
      ptrdiff_t at = count;
      while (at > 0 && (ret[at - 1].at > cut.at ||
                        (ret[at - 1].at == cut.at && ret[at - 1].open > cut.open))) {
        at--;
      }
      if (at > 0 && ret[at - 1].at == cut.at && ret[at - 1].open == cut.open) {
        continue;
      }
      for (ptrdiff_t k = count; k > at; k--) {
        ret[k] = ret[k - 1];
      }
      ret[at] = cut;
      count++;
    }
  }
  return count;
}

static str number_text(const struct diff *x, uint32_t type, double value) {
  buf out = buf_open(x->a);
  if (type == DECIDE_DATE) {
    day_print(&out, (int64_t)value);
  } else {
    num_print(&out, value);
  }
  return buf_close(&out, x->a);
}

/* A number of the cell: at its lower cut, or behind it. */
static double number_in(const struct decide_cut *cuts, ptrdiff_t count, ptrdiff_t cell,
                        double low) {
  if (cell == 0) {
    return low;
  }
  const struct decide_cut *below = &cuts[cell - 1];
  double high = cell < count ? cuts[cell].at : below->at + 2;
  bool is_wide = below->at + 1 < high || cell == count;
  return below->open == 0 ? below->at
         : is_wide        ? below->at + 1
                          : below->at + (high - below->at) / 2;
}

static void number_axis(struct diff *x, str id, const struct decide_question *const q[VERSIONS]) {
  const struct decide_question *some = q[AFTER] != NULL ? q[AFTER] : q[BEFORE];
  struct decide_cut *cuts = NEW(x->a, struct decide_cut, 2 * DIAGRAM_CELLS_MAX);
  ptrdiff_t count = cuts_join(x, q, cuts);
  struct axis *axis = axis_add(x, id, (uint32_t)count + 1);
  for (ptrdiff_t c = 0; c <= count; c++) {
    double value = number_in(cuts, count, c, some->low);
    axis->values[c] = number_text(x, some->type, value);
    for (int v = 0; v < VERSIONS; v++) {
      bool is_valid = q[v] != NULL && value >= q[v]->low && value <= q[v]->high;
      axis->own[v][c] = is_valid ? decide_cell(&x->d[v]->engine, q[v], value) : DECIDE_NONE;
    }
  }
}

static uint32_t choice_index(const struct decision *d, const struct decide_question *q, str id) {
  uint32_t i = 0;
  while (q != NULL && i < q->answers && !str_eq(text_at(d, answers_at(d, q)[i].id), id)) {
    i++;
  }
  return q == NULL || i == q->answers ? DECIDE_NONE : i;
}

/* The choices of the newer version, then those that only the older has. */
static void choice_axis(struct diff *x, str id, const struct decide_question *const q[VERSIONS]) {
  uint32_t all = 0;
  for (int v = 0; v < VERSIONS; v++) {
    all += q[v] == NULL ? 0 : q[v]->answers;
  }
  struct axis *axis = axis_add(x, id, all);
  axis->cells = 0;
  for (int v = AFTER; v >= BEFORE; v--) {
    for (uint32_t i = 0; q[v] != NULL && i < q[v]->answers; i++) {
      str choice = text_at(x->d[v], answers_at(x->d[v], q[v])[i].id);
      if (v == BEFORE && choice_index(x->d[AFTER], q[AFTER], choice) != DECIDE_NONE) {
        continue;
      }
      axis->values[axis->cells] = choice;
      axis->own[AFTER][axis->cells] = choice_index(x->d[AFTER], q[AFTER], choice);
      axis->own[BEFORE][axis->cells] = choice_index(x->d[BEFORE], q[BEFORE], choice);
      axis->cells++;
    }
  }
}

/* Of several choices each variable of either version on its own; equal ones are one. */
static void several_axes(struct diff *x, int v, const struct decide_question *q) {
  const struct decide_variable *variables = x->d[v]->engine.section[DECIDE_VARIABLES].items;
  str id = text_at(x->d[v], q->id);
  for (uint32_t i = 0; i < q->variables; i++) {
    uint32_t cells = variables[q->first_variable + i].cells;
    str choice = STR("");
    for (uint32_t k = 0; k < q->answers; k++) {
      bool is_own = answers_at(x->d[v], q)[k].beg == i;
      choice = is_own ? text_at(x->d[v], answers_at(x->d[v], q)[k].id) : choice;
    }
    ptrdiff_t at = 0;
    while (at < x->axis_count &&
           (!x->axes[at].is_several || !str_eq(x->axes[at].id, id) ||
            !str_eq(x->axes[at].choice, choice) || x->axes[at].cells != cells)) {
      at++;
    }
    struct axis *axis = at < x->axis_count ? &x->axes[at] : axis_add(x, id, cells);
    axis->is_several = true;
    axis->choice = choice;
    for (uint32_t c = 0; c < cells; c++) {
      axis->own[v][c] = c;
      axis->values[c] = c == 0         ? STR("none")
                        : choice.n > 0 ? choice
                                       : number_text(x, DECIDE_NUMBER, (double)c);
    }
    x->place[v][q->first_variable + i] = (uint32_t)(axis - x->axes);
  }
}

static void question_axes(struct diff *x, int v, uint32_t question) {
  const struct decide_question *own = question_at(x->d[v], question);
  str id = text_at(x->d[v], own->id);
  int other = v == AFTER ? BEFORE : AFTER;
  uint32_t match = same_question(x->d[other], id, own->type);
  bool has_match = match < x->d[other]->engine.section[DECIDE_QUESTIONS].count;
  const struct decide_question *q[VERSIONS];
  q[v] = own;
  q[other] = has_match ? question_at(x->d[other], match) : NULL;
  if (own->type == DECIDE_SEVERAL) {
    several_axes(x, v, own);
    return;
  }
  if (v == BEFORE && has_match) {
    return; /* it came with the newer version */
  }
  for (int k = 0; k < VERSIONS; k++) {
    if (q[k] != NULL) {
      x->place[k][q[k]->first_variable] = (uint32_t)x->axis_count;
    }
  }
  if (own->type == DECIDE_NUMBER || own->type == DECIDE_DATE) {
    number_axis(x, id, q);
  } else {
    choice_axis(x, id, q);
  }
}

/* --- diagrams ------------------------------------------------------------------------- */

static uint32_t outcome_named(struct diff *x, str id) {
  for (ptrdiff_t i = 0; i < x->outcome_count; i++) {
    if (str_eq(x->outcomes[i], id)) {
      return (uint32_t)i;
    }
  }
  *GROW(x->a, x->outcomes, x->outcome_count, x->outcome_cap) = id;
  return (uint32_t)x->outcome_count - 1;
}

/* A version's diagram over the axes. Children come before their parents. */
static diagram_ref version_build(struct diff *x, int v) {
  const struct decide *d = &x->d[v]->engine;
  const struct decide_node *nodes = d->section[DECIDE_NODES].items;
  const diagram_ref *children = d->section[DECIDE_CHILDREN].items;
  const struct decide_outcome *outcomes = d->section[DECIDE_OUTCOMES].items;
  const struct decide_root *root = d->section[DECIDE_ROOT].items;
  diagram_ref *made = NEW(x->a, diagram_ref, (ptrdiff_t)d->section[DECIDE_NODES].count);
  diagram_ref none = DIAGRAM_LEAF + outcome_named(x, STR("(no answer)"));
  if (diagram_is_leaf(root->root)) {
    return DIAGRAM_LEAF +
           outcome_named(x, text_at(x->d[v], outcomes[diagram_outcome(root->root)].id));
  }
  for (uint32_t i = 0; i <= root->root; i++) {
    uint32_t place = x->place[v][nodes[i].variable];
    const struct axis *axis = &x->axes[place];
    diagram_ref *own = NEW(x->a, diagram_ref, (ptrdiff_t)axis->cells);
    for (uint32_t c = 0; c < axis->cells; c++) {
      uint32_t cell = axis->own[v][c];
      diagram_ref child = cell == DECIDE_NONE ? none : children[nodes[i].first_child + cell];
      bool is_end = cell != DECIDE_NONE && diagram_is_leaf(child) &&
                    diagram_outcome(child) < d->section[DECIDE_OUTCOMES].count;
      own[c] = cell == DECIDE_NONE ? none
               : is_end
                   ? DIAGRAM_LEAF +
                         outcome_named(x, text_at(x->d[v], outcomes[diagram_outcome(child)].id))
               : diagram_is_leaf(child) ? none
                                        : made[child];
    }
    made[i] = diagram_switch(x->g, place, own);
  }
  return made[root->root];
}

/* True where the function has this outcome. */
static diagram_ref where(struct diff *x, diagram_ref r, uint32_t outcome) {
  if (diagram_is_leaf(r)) {
    return diagram_outcome(r) == outcome ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  }
  const bool *reached = diagram_reach(x->g, r, x->a);
  diagram_ref *made = NEW(x->a, diagram_ref, (ptrdiff_t)r + 1);
  diagram_ref children[2 * DIAGRAM_CELLS_MAX];
  for (diagram_ref i = 0; i <= r; i++) {
    uint32_t variable = diagram_question(x->g, i);
    for (uint32_t c = 0; reached[i] && c < diagram_cell_count(x->g, variable); c++) {
      diagram_ref child = diagram_children(x->g, i)[c];
      bool is_it = diagram_is_leaf(child) && diagram_outcome(child) == outcome;
      children[c] = diagram_is_leaf(child) ? (is_it ? DIAGRAM_TRUE : DIAGRAM_FALSE) : made[child];
    }
    if (reached[i]) {
      made[i] = diagram_node(x->g, variable, children);
    }
  }
  return made[r];
}

/* The share of combinations for which it is true. */
static double share_of(struct diff *x, diagram_ref r) {
  if (diagram_is_leaf(r)) {
    return r == DIAGRAM_TRUE;
  }
  double *share = NEW(x->a, double, (ptrdiff_t)r + 1);
  for (diagram_ref i = 0; i <= r; i++) {
    uint32_t cells = diagram_cell_count(x->g, diagram_question(x->g, i));
    for (uint32_t c = 0; c < cells; c++) {
      diagram_ref child = diagram_children(x->g, i)[c];
      share[i] += (diagram_is_leaf(child) ? child == DIAGRAM_TRUE : share[child]) / cells;
    }
  }
  return share[r];
}

/* Answers for which it is true: any way to the leaf, since every node has one. */
static str example_of(struct diff *x, diagram_ref r) {
  buf out = buf_open(x->a);
  while (!diagram_is_leaf(r)) {
    const struct axis *axis = &x->axes[diagram_question(x->g, r)];
    const diagram_ref *children = diagram_children(x->g, r);
    uint32_t c = 0;
    while (children[c] == DIAGRAM_FALSE) {
      c++;
    }
    buf_str(&out, out.n == 0 ? STR("") : STR(", "));
    buf_str(&out, axis->id);
    buf_str(&out, axis->is_several ? STR(" has ") : STR(": "));
    buf_str(&out, axis->is_several && c == 0 ? STR("not ") : STR(""));
    buf_str(&out, axis->is_several && axis->choice.n > 0 ? axis->choice : axis->values[c]);
    r = children[c];
  }
  return buf_close(&out, x->a);
}

static void compare(struct diff *x, const diagram_ref roots[VERSIONS], struct decision_diff *ret) {
  ptrdiff_t cap = 0;
  for (uint32_t from = 0; from < (uint32_t)x->outcome_count; from++) {
    diagram_ref was = where(x, roots[BEFORE], from);
    for (uint32_t to = 0; to < (uint32_t)x->outcome_count && was != DIAGRAM_FALSE; to++) {
      diagram_ref both =
          to == from ? DIAGRAM_FALSE : diagram_and(x->g, was, where(x, roots[AFTER], to));
      if (both == DIAGRAM_FALSE || diagram_is_full(x->g)) {
        continue;
      }
      struct decision_change change = {x->outcomes[from], x->outcomes[to],
                                       share_of(x, both) * ret->combinations, example_of(x, both)};
      *GROW(x->a, ret->changes, ret->count, cap) = change;
      ret->changed += change.combinations;
      for (ptrdiff_t i = ret->count - 1;
           i > 0 && ret->changes[i].combinations > ret->changes[i - 1].combinations; i--) {
        change = ret->changes[i];
        ret->changes[i] = ret->changes[i - 1];
        ret->changes[i - 1] = change;
      }
    }
  }
}

struct decision_diff decision_compare(const struct decision *before, const struct decision *after,
                                      arena *a) {
  struct diff x = {.a = a, .d = {before, after}};
  struct decision_diff ret = {.combinations = 1};
  for (int v = AFTER; v >= BEFORE; v--) {
    x.place[v] = NEW(a, uint32_t, (ptrdiff_t)x.d[v]->engine.section[DECIDE_VARIABLES].count);
  }
  for (int v = AFTER; v >= BEFORE; v--) {
    for (uint32_t q = 0; q < x.d[v]->engine.section[DECIDE_QUESTIONS].count; q++) {
      question_axes(&x, v, q);
    }
  }
  uint32_t *cells = NEW(a, uint32_t, x.axis_count);
  for (ptrdiff_t i = 0; i < x.axis_count; i++) {
    cells[i] = x.axes[i].cells;
    ret.combinations *= x.axes[i].cells;
  }
  x.g = diagram_new(a, cells, (uint32_t)x.axis_count);
  diagram_ref roots[VERSIONS];
  for (int v = BEFORE; v < VERSIONS && !diagram_is_full(x.g); v++) {
    roots[v] = version_build(&x, v);
  }
  ret.is_full = diagram_is_full(x.g);
  if (!ret.is_full) {
    compare(&x, roots, &ret);
    ret.is_full = diagram_is_full(x.g);
  }
  return ret;
}
