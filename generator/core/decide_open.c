#include "core/decide_value.h"

/* Of one item, by section. */
static const uint8_t item_size[DECIDE_PACKED] = {
    [DECIDE_TEXTS] = 1,
    [DECIDE_QUESTIONS] = sizeof(struct decide_question),
    [DECIDE_ANSWERS] = sizeof(struct decide_answer),
    [DECIDE_CUTS] = sizeof(struct decide_cut),
    [DECIDE_VARIABLES] = sizeof(struct decide_variable),
    [DECIDE_OUTCOMES] = sizeof(struct decide_outcome),
    [DECIDE_NODES] = sizeof(struct decide_node),
    [DECIDE_CHILDREN] = sizeof(diagram_ref),
    [DECIDE_FORMULAS] = sizeof(struct decide_formula),
    [DECIDE_OPTIONS] = sizeof(struct decide_option),
    [DECIDE_GATES] = sizeof(struct decide_gate),
    [DECIDE_RENAMED] = sizeof(struct decide_renamed),
    [DECIDE_THRESHOLDS] = sizeof(struct decide_threshold),
    [DECIDE_TESTS] = sizeof(struct decide_test),
    [DECIDE_TEST_NODES] = sizeof(struct decide_node),
    [DECIDE_TEST_CHILDREN] = sizeof(diagram_ref),
    [DECIDE_ROOT] = sizeof(struct decide_root),
};

/* `count` items from `first` on exist in the section. */
static bool range_exists(const struct decide *d, enum decide_section section, uint32_t first,
                         uint32_t count) {
  uint32_t all = d->section[section].count;
  return first <= all && count <= all - first;
}

static bool item_exists(const struct decide *d, enum decide_section section, uint32_t index) {
  return index < d->section[section].count;
}

static bool item_or_none(const struct decide *d, enum decide_section section, uint32_t index) {
  return index == DECIDE_NONE || item_exists(d, section, index);
}

/* In range, and without control characters, so that it fits into a line. */
static bool text_check(const struct decide *d, struct pack_text slice) {
  str text = pack_text_at(&d->section[DECIDE_TEXTS], slice);
  if (!range_exists(d, DECIDE_TEXTS, slice.at, slice.n)) {
    return false;
  }
  for (ptrdiff_t i = 0; i < text.n; i++) {
    if ((unsigned char)text.s[i] < ' ' || text.s[i] == 0x7f) {
      return false;
    }
  }
  return true;
}

static bool id_check(const struct decide *d, struct pack_text slice) {
  return slice.n > 0 && text_check(d, slice);
}

/* Whether cut `a` lies before cut `b`; never for a NaN. */
static bool cut_is_before(const struct decide_cut *a, const struct decide_cut *b) {
  return a->at < b->at || (a->at == b->at && a->open < b->open);
}

static bool cuts_check(const struct decide *d, const struct decide_question *q) {
  if (!range_exists(d, DECIDE_CUTS, q->first_cut, q->cells - 1)) {
    return false;
  }
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  for (uint32_t i = q->first_cut; i < q->first_cut + q->cells - 1; i++) {
    bool is_sorted = i == q->first_cut || cut_is_before(&cuts[i - 1], &cuts[i]);
    if (cuts[i].at != cuts[i].at || cuts[i].open > 1 || !is_sorted) {
      return false;
    }
  }
  return q->low <= q->high;
}

/* The answer whose cells start at `cell`; `count` when there is none. `hint`: look there first. */
static uint32_t answer_from(const struct decide_answer *answers, uint32_t count, uint32_t cell,
                            uint32_t hint) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = (hint + i) % count;
    if (answers[at].beg == cell) {
      return at;
    }
  }
  return count;
}

/* Each cell belongs to one answer: from cell 0 on, one answer's end is another's start. */
static bool cells_check(const struct decide_question *q, const struct decide_answer *answers) {
  uint32_t used = 0;
  uint32_t at = 0;
  for (uint32_t cell = 0; cell < q->cells; cell = answers[at].end) {
    at = answer_from(answers, q->answers, cell, at);
    if (at == q->answers || answers[at].end <= cell || answers[at].end > q->cells) {
      return false;
    }
    used++;
  }
  return used == q->answers && (decide_is_number(q) || used == q->cells);
}

/*
 * Of several: choices have variables of two cells in their order, or none; then one
 * more may count the choices that have none.
 */
static bool several_check(const struct decide *d, const struct decide_question *q,
                          const struct decide_answer *answers) {
  const struct decide_variable *v = d->section[DECIDE_VARIABLES].items;
  uint32_t named = 0;
  for (uint32_t i = 0; i < q->answers; i++) {
    if (answers[i].beg != DECIDE_NONE && (answers[i].beg != named || named == q->variables ||
                                          v[q->first_variable + named++].cells != 2)) {
      return false;
    }
  }
  return q->cells == 0 &&
         (named == q->variables || (named + 1 == q->variables &&
                                    v[q->first_variable + named].cells == q->answers - named + 1));
}

static bool answers_check(const struct decide *d, const struct decide_question *q) {
  if (!range_exists(d, DECIDE_ANSWERS, q->first_answer, q->answers)) {
    return false;
  }
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  answers += q->first_answer;
  for (uint32_t i = 0; i < q->answers; i++) {
    bool has_id = id_check(d, answers[i].id);
    if ((!has_id && !(decide_is_number(q) && text_check(d, answers[i].id))) ||
        !item_or_none(d, DECIDE_TESTS, answers[i].low) ||
        !item_or_none(d, DECIDE_TESTS, answers[i].high)) {
      return false;
    }
  }
  return q->type == DECIDE_SEVERAL ? several_check(d, q, answers) : cells_check(q, answers);
}

/* Variables stand in the order of their questions, each with one. */
static bool variables_check(const struct decide *d, const struct decide_question *q, uint32_t index,
                            uint32_t next) {
  const struct decide_variable *v = d->section[DECIDE_VARIABLES].items;
  if (q->first_variable != next || !range_exists(d, DECIDE_VARIABLES, next, q->variables) ||
      (q->type != DECIDE_SEVERAL &&
       (q->variables != 1 || q->cells == 0 || q->cells != v[next].cells))) {
    return false;
  }
  for (uint32_t i = next; i < next + q->variables; i++) {
    if (v[i].question != index || v[i].cells < 1 || v[i].cells > DIAGRAM_CELLS_MAX) {
      return false;
    }
  }
  return true;
}

static bool wordings_check(const struct decide *d, const struct decide_question *q) {
  return range_exists(d, DECIDE_FORMULAS, q->first_ask, q->asks) &&
         range_exists(d, DECIDE_FORMULAS, q->first_hint, q->hints) &&
         range_exists(d, DECIDE_FORMULAS, q->first_rule, q->rules) && text_check(d, q->feeds) &&
         item_or_none(d, DECIDE_FORMULAS, q->asked);
}

static bool questions_check(const struct decide *d) {
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  uint32_t count = d->section[DECIDE_QUESTIONS].count;
  uint32_t next = 0;
  if (count > DECIDE_QUESTIONS_MAX) {
    return false;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (!id_check(d, q[i].id) || q[i].type < DECIDE_YESNO || q[i].type > DECIDE_SEVERAL ||
        !variables_check(d, &q[i], i, next) || !answers_check(d, &q[i]) ||
        !wordings_check(d, &q[i]) || (decide_is_number(&q[i]) && !cuts_check(d, &q[i]))) {
      return false;
    }
    next += q[i].variables;
  }
  return next == d->section[DECIDE_VARIABLES].count && next <= DIAGRAM_QUESTIONS_MAX;
}

static bool outcomes_check(const struct decide *d) {
  const struct decide_outcome *o = d->section[DECIDE_OUTCOMES].items;
  for (uint32_t i = 0; i < d->section[DECIDE_OUTCOMES].count; i++) {
    if (!id_check(d, o[i].id) || !range_exists(d, DECIDE_FORMULAS, o[i].first_say, o[i].says)) {
      return false;
    }
  }
  return true;
}

/* The sections of a diagram: that over cells, or that over tests. */
struct graph {
  enum decide_section nodes, children, variables;
};

static const struct graph over_cells = {DECIDE_NODES, DECIDE_CHILDREN, DECIDE_VARIABLES};
static const struct graph over_tests = {DECIDE_TEST_NODES, DECIDE_TEST_CHILDREN, DECIDE_TESTS};

static uint32_t cells_of(const struct decide *d, const struct graph *g, uint32_t variable) {
  const struct decide_variable *variables = d->section[DECIDE_VARIABLES].items;
  const struct decide_test *tests = d->section[DECIDE_TESTS].items;
  return g->variables == DECIDE_TESTS ? tests[variable].cells : variables[variable].cells;
}

/* Formulas have leaves of their own. */
static uint32_t leaves_max(const struct decide *d) {
  uint32_t outcomes = d->section[DECIDE_OUTCOMES].count;
  return outcomes < 2 ? 2 : outcomes;
}

/* A leaf, or one of the first `nodes` nodes that asks after `variable`. */
static bool ref_check(const struct decide *d, const struct graph *g, diagram_ref r, uint32_t nodes,
                      int64_t variable) {
  const struct decide_node *all = d->section[g->nodes].items;
  if (diagram_is_leaf(r)) {
    return diagram_outcome(r) < leaves_max(d);
  }
  return r < nodes && (int64_t)all[r].variable > variable;
}

static bool root_ref_check(const struct decide *d, const struct graph *g, diagram_ref r,
                           uint32_t leaves) {
  return ref_check(d, g, r, d->section[g->nodes].count, -1) &&
         (!diagram_is_leaf(r) || diagram_outcome(r) < leaves);
}

/* Children lie in the order of their nodes, each child with one of them. */
static bool nodes_check(const struct decide *d, const struct graph *g) {
  const struct decide_node *nodes = d->section[g->nodes].items;
  const diagram_ref *children = d->section[g->children].items;
  uint32_t next = 0;
  for (uint32_t i = 0; i < d->section[g->nodes].count; i++) {
    uint32_t v = nodes[i].variable;
    if (!item_exists(d, g->variables, v) || nodes[i].first_child != next ||
        !range_exists(d, g->children, next, cells_of(d, g, v))) {
      return false;
    }
    for (uint32_t end = next + cells_of(d, g, v); next < end; next++) {
      if (!ref_check(d, g, children[next], i, v)) {
        return false;
      }
    }
  }
  return next == d->section[g->children].count;
}

static bool thresholds_check(const struct decide *d) {
  const struct decide_threshold *t = d->section[DECIDE_THRESHOLDS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_THRESHOLDS].count; i++) {
    if (t[i].value != t[i].value || !(t[i].low <= t[i].high) || t[i].is_day > 1 ||
        !id_check(d, t[i].id)) {
      return false;
    }
  }
  return true;
}

static bool test_check(const struct decide *d, const struct decide_test *t) {
  const struct decide_variable *v = d->section[DECIDE_VARIABLES].items;
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  if (t->bound.value != t->bound.value || t->open > 1 ||
      !item_or_none(d, DECIDE_THRESHOLDS, t->bound.threshold)) {
    return false;
  }
  if (t->kind == DECIDE_COUNT) {
    return t->variable == DECIDE_NONE && t->cells >= 2 && t->cells <= DIAGRAM_CELLS_MAX;
  }
  if (!item_exists(d, DECIDE_VARIABLES, t->variable)) {
    return false;
  }
  return t->kind == DECIDE_CELLS ? t->cells == v[t->variable].cells
                                 : t->kind == DECIDE_BEYOND && t->cells == 2 &&
                                       decide_is_number(&q[v[t->variable].question]);
}

/* In the order of their variables; only bounds share one. */
static bool tests_check(const struct decide *d) {
  const struct decide_test *t = d->section[DECIDE_TESTS].items;
  int64_t last = -1;
  for (uint32_t i = 0; i < d->section[DECIDE_TESTS].count; i++) {
    bool is_count = t[i].kind == DECIDE_COUNT;
    bool is_next = is_count || (int64_t)t[i].variable > last ||
                   (i > 0 && t[i].variable == t[i - 1].variable && t[i].kind == DECIDE_BEYOND &&
                    t[i - 1].kind == DECIDE_BEYOND);
    if (!test_check(d, &t[i]) || !is_next) {
      return false;
    }
    last = is_count ? last : (int64_t)t[i].variable;
  }
  return d->section[DECIDE_TESTS].count <= DIAGRAM_QUESTIONS_MAX;
}

static bool options_check(const struct decide *d) {
  const struct decide_option *o = d->section[DECIDE_OPTIONS].items;
  const struct decide_gate *g = d->section[DECIDE_GATES].items;
  for (uint32_t i = 0; i < d->section[DECIDE_OPTIONS].count; i++) {
    if (!id_check(d, o[i].id) || !id_check(d, o[i].gives) ||
        !range_exists(d, DECIDE_GATES, o[i].first_gate, o[i].gates)) {
      return false;
    }
  }
  for (uint32_t i = 0; i < d->section[DECIDE_GATES].count; i++) {
    if (!id_check(d, g[i].id) || !item_exists(d, DECIDE_FORMULAS, g[i].formula)) {
      return false;
    }
  }
  return true;
}

/* Where thresholds can move, the diagram over tests is needed, too. */
static bool is_live(const struct decide *d) {
  return d->section[DECIDE_THRESHOLDS].count > 0;
}

static bool formulas_check(const struct decide *d) {
  const struct decide_formula *f = d->section[DECIDE_FORMULAS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_FORMULAS].count; i++) {
    if (!root_ref_check(d, &over_cells, f[i].root, 2) ||
        (is_live(d) && !root_ref_check(d, &over_tests, f[i].tested, 2))) {
      return false;
    }
  }
  return true;
}

static bool renamed_check(const struct decide *d) {
  const struct decide_renamed *r = d->section[DECIDE_RENAMED].items;
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_RENAMED].count; i++) {
    if (!text_check(d, r[i].from) || !item_exists(d, DECIDE_QUESTIONS, r[i].question) ||
        (r[i].answer != DECIDE_NONE && r[i].answer >= q[r[i].question].answers)) {
      return false;
    }
  }
  return true;
}

static bool root_check(const struct decide *d) {
  const struct decide_root *root = d->section[DECIDE_ROOT].items;
  return d->section[DECIDE_ROOT].count == 1 && id_check(d, root->id) &&
         text_check(d, root->version) && root->pick <= DECIDE_ONE &&
         item_or_none(d, DECIDE_OUTCOMES, root->otherwise) &&
         root_ref_check(d, &over_cells, root->root, leaves_max(d)) &&
         (!is_live(d) || root_ref_check(d, &over_tests, root->tested, leaves_max(d)));
}

void decide_sizes(struct decide *d) {
  for (int i = 0; i < DECIDE_PACKED; i++) {
    d->section[i].size = item_size[i];
  }
}

bool decide_take(str image, struct decide *ret_decide) {
  decide_sizes(ret_decide);
  return pack_take(image, PACK_DECISION, DECIDE_VERSION, ret_decide->section, DECIDE_PACKED);
}

bool decide_open(str image, struct decide *ret_decide) {
  struct decide d = {.section = {{NULL, 0, 0}}};
  decide_sizes(&d);
  if (!pack_open(image, PACK_DECISION, DECIDE_VERSION, d.section, DECIDE_PACKED) ||
      !thresholds_check(&d) || !questions_check(&d) || !outcomes_check(&d) || !tests_check(&d) ||
      !nodes_check(&d, &over_cells) || !nodes_check(&d, &over_tests) || !formulas_check(&d) ||
      !options_check(&d) || !renamed_check(&d) || !root_check(&d)) {
    return false;
  }
  *ret_decide = d;
  return true;
}
