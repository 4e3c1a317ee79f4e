#include "core/decide_formula.h"
#include "core/decide_state.h"
#include "core/mem.h"

/*
 * Thresholds have other values: numbers part elsewhere, and from the diagram over tests
 * comes the one over cells. Everything that is made anew is a copy: an image is never changed.
 */
struct move {
  const struct decide_test *tests;
  struct decide_question *questions;
  struct decide_variable *variables;
  struct decide_answer *answers;
  struct decide_cut *cuts;
  uint32_t *before; /* by test: how many cells, or counts, lie before its bound */
  /* The new diagram. Nothing else is pushed between children, so they lie in a row. */
  struct decide_node *nodes;
  diagram_ref *children;
  uint32_t node_count, child_count;
  diagram_ref *made; /* by node over tests: what it is where it is the first of its variable */
  uint32_t *slots;   /* open addressing: a new node's number + 1; 0: free */
  uint32_t last_slot;
};

double decide_number_now(const struct decide *d, const struct decide_number *n) {
  const struct decide_threshold *t = d->section[DECIDE_THRESHOLDS].items;
  return n->threshold == DECIDE_NONE ? n->value : t[n->threshold].value * n->value;
}

/* A copy of a section, which takes its place. */
static void *own(struct decide *d, enum decide_section section, uint32_t more, arena *a) {
  struct pack_section *s = &d->section[section];
  void *made = arena_push(a, (ptrdiff_t)s->size, PACK_ALIGN, (ptrdiff_t)(s->count + more));
  mem_copy(made, s->items, (ptrdiff_t)s->count * (ptrdiff_t)s->size);
  s->items = made;
  return made;
}

struct decide_threshold *decide_thresholds_own(struct decide *d, arena *a) {
  return own(d, DECIDE_THRESHOLDS, 0, a);
}

/* --- where numbers part --------------------------------------------------------------- */

static bool is_up_to(const struct decide_cut *a, const struct decide_cut *b) {
  return a->at < b->at || (a->at == b->at && a->open <= b->open);
}

uint32_t decide_cells_before(const struct decide_question *q, const struct decide_cut *cuts,
                             const struct decide_cut *bound) {
  struct decide_cut end = {.at = q->high, .open = 1};
  uint32_t cell = 0;
  while (cell < q->cells && is_up_to(cell < q->cells - 1 ? &cuts[cell] : &end, bound)) {
    cell++;
  }
  return cell;
}

void decide_cut_add(struct decide_question *q, struct decide_cut *cuts,
                    const struct decide_cut *cut) {
  struct decide_cut start = {.at = q->low};
  uint32_t at = decide_cells_before(q, cuts, cut);
  bool is_known = at > 0 && is_up_to(cut, &cuts[at - 1]);
  if (at < q->cells && !is_known && !is_up_to(cut, &start)) {
    mem_move(cuts + at + 1, cuts + at, (ptrdiff_t)(q->cells - 1 - at) * (ptrdiff_t)sizeof *cuts);
    cuts[at] = *cut;
    q->cells++;
  }
}

static struct decide_cut bound_of(const struct decide *d, const struct decide_test *t) {
  return (struct decide_cut){.at = decide_number_now(d, &t->bound), .open = t->open};
}

/* New cuts stand behind those that stay. */
static void part_numbers(struct move *m, const struct decide *d) {
  uint32_t end = d->section[DECIDE_CUTS].count;
  uint32_t last = DECIDE_NONE;
  for (uint32_t t = 0; t < d->section[DECIDE_TESTS].count; t++) {
    uint32_t variable = m->tests[t].variable;
    if (m->tests[t].kind == DECIDE_BEYOND) {
      struct decide_question *q = &m->questions[m->variables[variable].question];
      struct decide_cut cut = bound_of(d, &m->tests[t]);
      if (variable != last) {
        q->first_cut = end;
        q->cells = 1;
        last = variable;
      }
      decide_cut_add(q, m->cuts + q->first_cut, &cut);
      m->variables[variable].cells = q->cells;
      end = q->first_cut + q->cells - 1;
    }
  }
}

static void place_bounds(struct move *m, const struct decide *d) {
  for (uint32_t t = 0; t < d->section[DECIDE_TESTS].count; t++) {
    const struct decide_test *test = &m->tests[t];
    struct decide_cut bound = bound_of(d, test);
    if (test->kind == DECIDE_BEYOND) {
      const struct decide_question *q = &m->questions[m->variables[test->variable].question];
      m->before[t] = decide_cells_before(q, m->cuts + q->first_cut, &bound);
    }
    struct decide_cut count = {.open = 1};
    while (test->kind == DECIDE_COUNT && m->before[t] < test->cells - 1 &&
           is_up_to(&count, &bound)) {
      count.at = ++m->before[t];
    }
  }
}

/* What ends with a question's last cell still does. */
static void place_bands(struct move *m, const struct decide *d) {
  const struct decide_question *old = d->section[DECIDE_QUESTIONS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_QUESTIONS].count; i++) {
    struct decide_answer *a = m->answers + old[i].first_answer;
    for (uint32_t k = 0; k < old[i].answers; k++, a++) {
      a->beg = a->low == DECIDE_NONE ? a->beg : m->before[a->low];
      a->end = a->high != DECIDE_NONE   ? m->before[a->high]
               : a->end == old[i].cells ? m->questions[i].cells
                                        : a->end;
    }
  }
}

/* --- the diagram ---------------------------------------------------------------------- */

static diagram_ref made_of(const struct move *m, diagram_ref r) {
  return diagram_is_leaf(r) ? r : m->made[r];
}

/* Where tests of the variable lead from a node when it has this cell. */
static diagram_ref in_cell(const struct move *m, const struct decide *d, diagram_ref r,
                           uint32_t variable, uint32_t cell) {
  const struct decide_node *nodes = d->section[DECIDE_TEST_NODES].items;
  const diagram_ref *children = d->section[DECIDE_TEST_CHILDREN].items;
  while (!diagram_is_leaf(r) && m->tests[nodes[r].variable].variable == variable) {
    uint32_t test = nodes[r].variable;
    bool is_beyond = cell >= m->before[test];
    r = children[nodes[r].first_child + (m->tests[test].kind == DECIDE_CELLS ? cell : is_beyond)];
  }
  return made_of(m, r);
}

/* The node with the children that were just pushed, which are taken back when there is one. */
static diagram_ref node_new(struct move *m, uint32_t variable, const diagram_ref *children,
                            arena *a) {
  uint32_t cells = m->variables[variable].cells;
  uint32_t hash = variable;
  bool is_same = true;
  for (uint32_t c = 0; c < cells; c++) {
    enum { SPREAD = 0x2c1b3c6d };
    hash = (hash ^ children[c]) * SPREAD;
    hash ^= hash >> 15;
    is_same = is_same && children[c] == children[0];
  }
  diagram_ref node = 0;
  uint32_t *slot = NULL;
  do {
    slot = &m->slots[hash++ & m->last_slot];
    node = *slot - 1;
  } while (!is_same && *slot != 0 &&
           (m->nodes[node].variable != variable ||
            mem_compare(m->children + m->nodes[node].first_child, children,
                        (ptrdiff_t)cells * (ptrdiff_t)sizeof *children) != 0));
  if (is_same || *slot != 0) {
    a->at -= (ptrdiff_t)cells * (ptrdiff_t)sizeof *children;
    return is_same ? children[0] : node;
  }
  m->nodes[m->node_count] = (struct decide_node){variable, m->child_count};
  m->child_count += cells;
  *slot = ++m->node_count;
  return m->node_count - 1;
}

/* Children come before their parents. */
static void make_nodes(struct move *m, const struct decide *d, arena *a) {
  const struct decide_node *nodes = d->section[DECIDE_TEST_NODES].items;
  const diagram_ref *children = d->section[DECIDE_TEST_CHILDREN].items;
  uint32_t count = d->section[DECIDE_TEST_NODES].count;
  while (m->last_slot < 2 * count) {
    m->last_slot = 2 * m->last_slot + 1;
  }
  m->nodes = NEW(a, struct decide_node, (ptrdiff_t)count);
  m->made = NEW(a, diagram_ref, (ptrdiff_t)count);
  m->slots = NEW(a, uint32_t, (ptrdiff_t)m->last_slot + 1);
  m->children = NEW(a, diagram_ref, 0);
  for (uint32_t i = 0; i < count; i++) {
    const struct decide_test *test = &m->tests[nodes[i].variable];
    if (test->kind == DECIDE_COUNT) {
      m->made[i] = made_of(m, children[nodes[i].first_child + m->before[nodes[i].variable]]);
      continue;
    }
    uint32_t cells = m->variables[test->variable].cells;
    diagram_ref *own_children = NEW(a, diagram_ref, (ptrdiff_t)cells);
    for (uint32_t c = 0; c < cells; c++) {
      own_children[c] = in_cell(m, d, i, test->variable, c);
    }
    m->made[i] = node_new(m, test->variable, own_children, a);
  }
}

void decide_move(struct decide *d, arena *a) {
  const struct decide old = *d;
  struct move m = {
      .tests = d->section[DECIDE_TESTS].items,
      .questions = own(d, DECIDE_QUESTIONS, 0, a),
      .variables = own(d, DECIDE_VARIABLES, 0, a),
      .answers = own(d, DECIDE_ANSWERS, 0, a),
      .cuts = own(d, DECIDE_CUTS, d->section[DECIDE_TESTS].count, a),
      .before = NEW(a, uint32_t, (ptrdiff_t)d->section[DECIDE_TESTS].count),
  };
  part_numbers(&m, &old);
  place_bounds(&m, &old);
  place_bands(&m, &old);
  make_nodes(&m, &old, a);
  struct decide_formula *formulas = own(d, DECIDE_FORMULAS, 0, a);
  struct decide_root *root = own(d, DECIDE_ROOT, 0, a);
  for (uint32_t i = 0; i < d->section[DECIDE_FORMULAS].count; i++) {
    formulas[i].root = made_of(&m, formulas[i].tested);
  }
  root->root = made_of(&m, root->tested);
  d->section[DECIDE_NODES].items = m.nodes;
  d->section[DECIDE_NODES].count = m.node_count;
  d->section[DECIDE_CHILDREN].items = m.children;
}
