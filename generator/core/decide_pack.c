#include "core/decide.h"

/* The nodes that belong to the result or to a formula, numbered anew in their order. */
struct packing {
  const struct diagram *d;
  bool *reached;    /* by diagram node */
  uint32_t *number; /* likewise */
  uint32_t end;     /* nodes before it may be reached */
  struct decide_node *nodes;
  diagram_ref *children;
  uint32_t node_count, child_count;
};

static diagram_ref renumber(const struct packing *p, diagram_ref r) {
  return diagram_is_leaf(r) ? r : p->number[r];
}

static void node_pack(struct packing *p, diagram_ref node) {
  uint32_t variable = diagram_question(p->d, node);
  const diagram_ref *children = diagram_children(p->d, node);
  p->number[node] = p->node_count;
  p->nodes[p->node_count++] = (struct decide_node){variable, p->child_count};
  for (uint32_t c = 0; c < diagram_cell_count(p->d, variable); c++) {
    p->children[p->child_count++] = renumber(p, children[c]);
  }
}

static void reach_mark(struct packing *p, diagram_ref r) {
  if (!diagram_is_leaf(r)) {
    p->reached[r] = true;
  }
}

/* Children have smaller numbers than their parents, so counting down meets parents first. */
static void nodes_pack(struct packing *p, arena *a) {
  ptrdiff_t nodes = 0;
  ptrdiff_t children = 0;
  for (diagram_ref i = p->end; i-- > 0;) {
    uint32_t cells = p->reached[i] ? diagram_cell_count(p->d, diagram_question(p->d, i)) : 0;
    for (uint32_t c = 0; c < cells; c++) {
      reach_mark(p, diagram_children(p->d, i)[c]);
    }
    nodes += p->reached[i];
    children += (ptrdiff_t)cells;
  }
  p->nodes = NEW(a, struct decide_node, nodes);
  p->children = NEW(a, diagram_ref, children);
  for (diagram_ref i = 0; i < p->end; i++) {
    if (p->reached[i]) {
      node_pack(p, i);
    }
  }
}

bool decide_settle(struct decide *d, const struct decide_compiled *compiled, arena *a) {
  struct packing p = {.d = compiled->diagram, .end = diagram_node_count(compiled->diagram)};
  uint32_t formula_count = d->section[DECIDE_FORMULAS].count;
  const struct decide_formula *old = d->section[DECIDE_FORMULAS].items;
  struct decide_formula *formulas = NEW(a, struct decide_formula, (ptrdiff_t)formula_count);
  struct decide_root *root = NEW(a, struct decide_root, 1);
  if (diagram_is_full(compiled->diagram)) {
    return false;
  }
  p.reached = NEW(a, bool, (ptrdiff_t)p.end);
  p.number = NEW(a, uint32_t, (ptrdiff_t)p.end);
  reach_mark(&p, compiled->root);
  for (uint32_t i = 0; i < formula_count; i++) {
    reach_mark(&p, compiled->formulas[i]);
  }
  nodes_pack(&p, a);
  for (uint32_t i = 0; i < formula_count; i++) {
    formulas[i] = old[i];
    formulas[i].root = renumber(&p, compiled->formulas[i]);
  }
  *root = *(const struct decide_root *)d->section[DECIDE_ROOT].items;
  root->root = renumber(&p, compiled->root);
  d->section[DECIDE_NODES] = (struct pack_section){.items = p.nodes, .count = p.node_count};
  d->section[DECIDE_CHILDREN] = (struct pack_section){.items = p.children, .count = p.child_count};
  d->section[DECIDE_FORMULAS].items = formulas;
  d->section[DECIDE_ROOT].items = root;
  decide_sizes(d);
  return true;
}

void decide_pack(struct decide *d, buf *out) {
  decide_sizes(d);
  pack_write(PACK_DECISION, DECIDE_VERSION, d->section, DECIDE_PACKED, out);
}

uint32_t decide_cell(const struct decide *d, const struct decide_question *q, double value) {
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items; /* NULL: there are none at all */
  uint32_t cell = 0;
  while (cell < q->cells - 1) {
    const struct decide_cut *cut = &cuts[q->first_cut + cell];
    if (value < cut->at || (value == cut->at && cut->open != 0)) {
      break;
    }
    cell++;
  }
  return cell;
}
