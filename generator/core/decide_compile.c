#include "core/decide_formula.h"
#include "core/decide_value.h"
#include "core/mem.h"

/*
 * From the program to one diagram: the tree last question first, or the options
 * combined; every formula beside it, so that all share their nodes.
 */
struct compiler {
  struct decide *d;
  arena *a;
  struct diagram *diagram;
  diagram_ref *formulas;
  diagram_ref root;
  /* Several options at once: sets of parts of outcomes, each the one before with a part more. */
  struct set {
    uint32_t before, part;
  } * sets;
  ptrdiff_t set_count, set_cap;
};

static str text_of(const struct compiler *c, struct pack_text slice) {
  return pack_text_at(&c->d->section[DECIDE_TEXTS], slice);
}

static diagram_ref formula(const struct compiler *c, uint32_t index) {
  return index == DECIDE_NONE ? DIAGRAM_TRUE : c->formulas[index];
}

/* --- a tree --------------------------------------------------------------------------- */

static diagram_ref arm_build(const struct compiler *c, const struct decide_arm *arm,
                             const diagram_ref *functions) {
  const struct decide_route *routes = c->d->section[DECIDE_ROUTES].items;
  diagram_ref result = DIAGRAM_LEAF;
  for (uint32_t i = arm->routes; i-- > 0;) {
    const struct decide_route *r = &routes[arm->first_route + i];
    diagram_ref to = diagram_is_leaf(r->target) ? r->target : functions[r->target];
    result = diagram_if(c->diagram, formula(c, r->formula), to, result);
  }
  return result;
}

static bool is_bounded(const struct decide_answer *a) {
  return a->low != DECIDE_NONE || a->high != DECIDE_NONE;
}

/* True where the question has the answer. */
static diagram_ref answer_holds(const struct compiler *c, const struct decide_question *q,
                                const struct decide_answer *a) {
  struct diagram *d = c->diagram;
  if (!is_bounded(a)) {
    return diagram_cells(d, decide_first_test(c->d, q->first_variable), a->beg, a->end);
  }
  diagram_ref above = a->low == DECIDE_NONE ? DIAGRAM_TRUE : diagram_cells(d, a->low, 1, 2);
  diagram_ref below = a->high == DECIDE_NONE ? DIAGRAM_TRUE : diagram_cells(d, a->high, 0, 1);
  return diagram_and(d, above, below);
}

/* Of a number whose bands thresholds move; where these leave a gap, it is the first band's. */
static diagram_ref bands_build(const struct compiler *c, const struct decide_question *q,
                               const diagram_ref *by_arm) {
  const struct decide_answer *a = decide_answers(c->d, q);
  diagram_ref result = by_arm[0];
  for (uint32_t i = 0; i < q->answers; i++) {
    result = diagram_if(c->diagram, answer_holds(c, q, &a[i]), by_arm[a[i].arm], result);
  }
  return result;
}

/* What follows when this question is asked. Of several choices only routes can tell. */
static diagram_ref question_build(const struct compiler *c, const struct decide_question *q,
                                  const diagram_ref *functions) {
  const struct decide_arm *arms = c->d->section[DECIDE_ARMS].items;
  const struct decide_answer *answers = c->d->section[DECIDE_ANSWERS].items;
  diagram_ref *by_arm = NEW(c->a, diagram_ref, (ptrdiff_t)q->arms);
  diagram_ref *children = NEW(c->a, diagram_ref, (ptrdiff_t)q->cells);
  for (uint32_t i = 0; i < q->arms; i++) {
    by_arm[i] = arm_build(c, &arms[q->first_arm + i], functions);
  }
  if (q->type == DECIDE_SEVERAL) {
    return by_arm[0];
  }
  if (is_bounded(&answers[q->first_answer])) {
    return bands_build(c, q, by_arm);
  }
  for (uint32_t i = 0; i < q->answers; i++) {
    const struct decide_answer *a = &answers[q->first_answer + i];
    for (uint32_t cell = a->beg; cell < a->end; cell++) {
      children[cell] = by_arm[a->arm];
    }
  }
  return diagram_switch(c->diagram, decide_first_test(c->d, q->first_variable), children);
}

static void tree_build(struct compiler *c, uint32_t start) {
  const struct decide_question *questions = c->d->section[DECIDE_QUESTIONS].items;
  uint32_t count = c->d->section[DECIDE_QUESTIONS].count;
  diagram_ref *functions = NEW(c->a, diagram_ref, (ptrdiff_t)count);
  for (uint32_t q = count; q-- > 0;) {
    functions[q] = question_build(c, &questions[q], functions);
  }
  c->root = functions[start];
}

/* True where the question has an answer of this arm. */
static diagram_ref arm_holds(const struct compiler *c, const struct decide_question *q,
                             uint32_t arm) {
  const struct decide_answer *answers = c->d->section[DECIDE_ANSWERS].items;
  diagram_ref holds = q->arms == 1 ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  for (uint32_t i = 0; i < q->answers && q->arms > 1; i++) {
    const struct decide_answer *a = &answers[q->first_answer + i];
    if (a->arm == arm) {
      holds = diagram_or(c->diagram, holds, answer_holds(c, q, a));
    }
  }
  return holds;
}

/* Adds the ways on from a question to the ways to those behind it. */
static void pass_on(const struct compiler *c, const struct decide_question *q, diagram_ref way,
                    diagram_ref *ways) {
  const struct decide_arm *arms = c->d->section[DECIDE_ARMS].items;
  const struct decide_route *routes = c->d->section[DECIDE_ROUTES].items;
  struct diagram *d = c->diagram;
  for (uint32_t i = 0; i < q->arms; i++) {
    const struct decide_arm *arm = &arms[q->first_arm + i];
    diagram_ref left = diagram_and(d, way, arm_holds(c, q, i));
    for (uint32_t r = arm->first_route; r < arm->first_route + arm->routes; r++) {
      diagram_ref here = diagram_and(d, left, formula(c, routes[r].formula));
      left = diagram_and(d, left, diagram_not(d, formula(c, routes[r].formula)));
      if (!diagram_is_leaf(routes[r].target)) {
        ways[routes[r].target] = diagram_or(d, ways[routes[r].target], here);
      }
    }
  }
}

/* Questions that are asked even when they change nothing: where the tree leads to them. */
static void tree_asked(struct compiler *c, uint32_t start) {
  const struct decide_question *questions = c->d->section[DECIDE_QUESTIONS].items;
  uint32_t count = c->d->section[DECIDE_QUESTIONS].count;
  bool is_needed = false;
  for (uint32_t q = 0; q < count; q++) {
    is_needed = is_needed || questions[q].asked != DECIDE_NONE;
  }
  diagram_ref *ways = NEW(c->a, diagram_ref, (ptrdiff_t)count);
  for (uint32_t q = 0; q < count; q++) {
    ways[q] = q == start ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  }
  for (uint32_t q = 0; q < count && is_needed; q++) {
    pass_on(c, &questions[q], ways[q], ways);
    if (questions[q].asked != DECIDE_NONE) {
      c->formulas[questions[q].asked] = ways[q];
    }
  }
}

/* --- options -------------------------------------------------------------------------- */

/* True where all gates of an option pass. */
static diagram_ref option_passes(const struct compiler *c, uint32_t option) {
  const struct decide_option *o = c->d->section[DECIDE_OPTIONS].items;
  const struct decide_gate *gates = c->d->section[DECIDE_GATES].items;
  diagram_ref all = DIAGRAM_TRUE;
  for (uint32_t g = o[option].first_gate; g < o[option].first_gate + o[option].gates; g++) {
    all = diagram_and(c->diagram, all, formula(c, gates[g].formula));
  }
  return all;
}

/* True where an option passes that gives the same as this one. */
static diagram_ref part_passes(const struct compiler *c, uint32_t first) {
  const struct decide_option *options = c->d->section[DECIDE_OPTIONS].items;
  diagram_ref any = DIAGRAM_FALSE;
  for (uint32_t i = first; i < c->d->section[DECIDE_OPTIONS].count; i++) {
    if (str_eq(text_of(c, options[i].gives), text_of(c, options[first].gives))) {
      any = diagram_or(c->diagram, any, option_passes(c, i));
    }
  }
  return any;
}

static bool is_first_of_part(const struct compiler *c, uint32_t option) {
  const struct decide_option *options = c->d->section[DECIDE_OPTIONS].items;
  uint32_t i = 0;
  while (!str_eq(text_of(c, options[i].gives), text_of(c, options[option].gives))) {
    i++;
  }
  return i == option;
}

static uint32_t set_with(struct compiler *c, uint32_t before, uint32_t part) {
  for (ptrdiff_t i = c->set_count; i-- > 1;) {
    if (c->sets[i].before == before && c->sets[i].part == part) {
      return (uint32_t)i;
    }
  }
  *GROW(c->a, c->sets, c->set_count, c->set_cap) = (struct set){before, part};
  return (uint32_t)c->set_count - 1;
}

/* The same function with other leaves: leaf i becomes leaf to[i], or one with the part more. */
static diagram_ref leaves_map(struct compiler *c, diagram_ref r, const uint32_t *to,
                              uint32_t part) {
  struct diagram *d = c->diagram;
  const bool *reached = diagram_reach(d, r, c->a);
  diagram_ref *mapped = NEW(c->a, diagram_ref, reached == NULL ? 1 : (ptrdiff_t)r + 1);
  diagram_ref children[DIAGRAM_CELLS_MAX];
  for (diagram_ref i = 0; reached != NULL && i <= r; i++) {
    uint32_t variable = diagram_question(d, i);
    for (uint32_t k = 0; reached[i] && k < diagram_cell_count(d, variable); k++) {
      diagram_ref child = diagram_children(d, i)[k];
      uint32_t leaf = diagram_outcome(child);
      children[k] = !diagram_is_leaf(child) ? mapped[child]
                    : to != NULL            ? DIAGRAM_LEAF + to[leaf]
                                            : DIAGRAM_LEAF + set_with(c, leaf, part);
    }
    if (reached[i]) {
      mapped[i] = diagram_node(d, variable, children);
    }
  }
  if (reached != NULL) {
    return mapped[r];
  }
  uint32_t leaf = diagram_outcome(r);
  return DIAGRAM_LEAF + (to != NULL ? to[leaf] : set_with(c, leaf, part));
}

/* "prompting+rag"; what no option gives is "none". */
static str set_name(const struct compiler *c, uint32_t set) {
  const struct decide_option *options = c->d->section[DECIDE_OPTIONS].items;
  str name = STR("");
  if (set == 0) {
    return STR("none");
  }
  for (; set != 0; set = c->sets[set].before) {
    str part = text_of(c, options[c->sets[set].part].gives);
    name = name.n == 0 ? part : arena_join(c->a, arena_join(c->a, part, STR("+")), name);
  }
  return name;
}

/* Index of the outcome, or how many there are. */
static uint32_t outcome_find(const struct compiler *c, str id) {
  const struct decide_outcome *outcomes = c->d->section[DECIDE_OUTCOMES].items;
  uint32_t i = 0;
  while (i < c->d->section[DECIDE_OUTCOMES].count && !str_eq(text_of(c, outcomes[i].id), id)) {
    i++;
  }
  return i;
}

/* One outcome more, which the author has not named: copies of what grows. */
static void outcome_add(struct compiler *c, str id) {
  struct pack_section *texts = &c->d->section[DECIDE_TEXTS];
  struct pack_section *outcomes = &c->d->section[DECIDE_OUTCOMES];
  str all = {texts->items, (ptrdiff_t)texts->count};
  struct decide_outcome *more = NEW(c->a, struct decide_outcome, (ptrdiff_t)outcomes->count + 1);
  mem_copy(more, outcomes->items, (ptrdiff_t)outcomes->count * (ptrdiff_t)sizeof *more);
  more[outcomes->count++].id = (struct pack_text){texts->count, (uint32_t)id.n};
  outcomes->items = more;
  texts->items = arena_join(c->a, all, id).s;
  texts->count += (uint32_t)id.n;
}

/* Of so many leaves, which the function has. */
static const bool *leaves_of(const struct compiler *c, diagram_ref r, uint32_t leaves) {
  bool *has = NEW(c->a, bool, (ptrdiff_t)leaves);
  const bool *reached = diagram_reach(c->diagram, r, c->a);
  if (reached == NULL) {
    has[diagram_outcome(r)] = true;
    return has;
  }
  for (diagram_ref i = 0; i <= r; i++) {
    uint32_t cells =
        reached[i] ? diagram_cell_count(c->diagram, diagram_question(c->diagram, i)) : 0;
    for (uint32_t k = 0; k < cells; k++) {
      diagram_ref child = diagram_children(c->diagram, i)[k];
      if (diagram_is_leaf(child)) {
        has[diagram_outcome(child)] = true;
      }
    }
  }
  return has;
}

/* The outcome of that id, which is added when the author has not named it. */
static uint32_t outcome_named(struct compiler *c, str id) {
  uint32_t found = outcome_find(c, id);
  if (found == c->d->section[DECIDE_OUTCOMES].count) {
    outcome_add(c, id);
  }
  return found;
}

/* Every option whose gates pass, added one by one; combinations arise as they can occur. */
static void all_build(struct compiler *c, uint32_t otherwise) {
  uint32_t options = c->d->section[DECIDE_OPTIONS].count;
  *GROW(c->a, c->sets, c->set_count, c->set_cap) = (struct set){0, DECIDE_NONE};
  c->root = DIAGRAM_LEAF;
  for (uint32_t i = 0; i < options && c->set_count <= DECIDE_SETS_MAX; i++) {
    if (is_first_of_part(c, i)) {
      diagram_ref with = leaves_map(c, c->root, NULL, i);
      c->root = diagram_if(c->diagram, part_passes(c, i), with, c->root);
    }
  }
  if (diagram_is_full(c->diagram) || c->set_count > DECIDE_SETS_MAX) {
    return;
  }
  uint32_t *outcomes = NEW(c->a, uint32_t, c->set_count);
  const bool *is_reached = leaves_of(c, c->root, (uint32_t)c->set_count);
  for (uint32_t i = 0; i < (uint32_t)c->set_count; i++) {
    if (i == 0 && otherwise != DECIDE_NONE) {
      outcomes[i] = otherwise;
    } else if (is_reached[i]) {
      outcomes[i] = outcome_named(c, set_name(c, i));
    }
  }
  c->root = leaves_map(c, c->root, outcomes, 0);
}

/* The first whose gates pass, in file order. */
static void first_build(struct compiler *c, uint32_t otherwise) {
  const struct decide_option *options = c->d->section[DECIDE_OPTIONS].items;
  for (uint32_t i = 0; i < c->d->section[DECIDE_OPTIONS].count; i++) {
    (void)outcome_named(c, text_of(c, options[i].gives));
  }
  uint32_t none = c->d->section[DECIDE_OUTCOMES].count; /* stands for what nothing gives */
  c->root = DIAGRAM_LEAF + (otherwise == DECIDE_NONE ? none : otherwise);
  for (uint32_t i = c->d->section[DECIDE_OPTIONS].count; i-- > 0;) {
    diagram_ref own = DIAGRAM_LEAF + outcome_find(c, text_of(c, options[i].gives));
    c->root = diagram_if(c->diagram, option_passes(c, i), own, c->root);
  }
  if (!diagram_is_full(c->diagram) && leaves_of(c, c->root, none + 1)[none]) {
    outcome_add(c, STR("none"));
  }
}

static void options_build(struct compiler *c, const struct decide_root *root) {
  const struct decide_question *questions = c->d->section[DECIDE_QUESTIONS].items;
  for (uint32_t q = 0; q < c->d->section[DECIDE_QUESTIONS].count; q++) {
    if (questions[q].asked != DECIDE_NONE) {
      c->formulas[questions[q].asked] = DIAGRAM_TRUE;
    }
  }
  if (root->pick == DECIDE_ALL) {
    all_build(c, root->otherwise);
  } else {
    first_build(c, root->otherwise);
  }
}

/* Over the variables of the layout, or over tests where there are any. */
static struct diagram *new_diagram(const struct decide *d, arena *a) {
  const struct decide_variable *variables = d->section[DECIDE_VARIABLES].items;
  const struct decide_test *tests = d->section[DECIDE_TESTS].items;
  bool is_tested = d->section[DECIDE_TESTS].count > 0;
  uint32_t count = d->section[is_tested ? DECIDE_TESTS : DECIDE_VARIABLES].count;
  uint32_t *cells = NEW(a, uint32_t, (ptrdiff_t)count);
  for (uint32_t v = 0; v < count; v++) {
    cells[v] = is_tested ? tests[v].cells : variables[v].cells;
  }
  return diagram_new(a, cells, count);
}

bool decide_compile(struct decide *d, arena *a, struct decide_compiled *ret_compiled) {
  const struct decide_root *root = d->section[DECIDE_ROOT].items;
  const struct decide_formula *formulas = d->section[DECIDE_FORMULAS].items;
  struct compiler c = {.d = d, .a = a, .diagram = new_diagram(d, a)};
  c.formulas = NEW(a, diagram_ref, (ptrdiff_t)d->section[DECIDE_FORMULAS].count);
  for (uint32_t i = 0; i < d->section[DECIDE_FORMULAS].count && !diagram_is_full(c.diagram); i++) {
    c.formulas[i] = decide_formula_build(d, &formulas[i], c.diagram);
  }
  if (root->pick != DECIDE_TREE) {
    options_build(&c, root);
  } else {
    tree_build(&c, root->start);
    tree_asked(&c, root->start);
  }
  *ret_compiled = (struct decide_compiled){c.diagram, c.root, c.formulas};
  return !diagram_is_full(c.diagram) && c.set_count <= DECIDE_SETS_MAX &&
         decide_settle(d, ret_compiled, a);
}
