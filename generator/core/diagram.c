#include "core/diagram.h"

#include "core/mem.h"

/* Nodes and children are numbered from 0; references to leaves have the top bit. */
struct node {
  uint32_t question;
  uint32_t first; /* of its children */
};

/* Numbers that are added at the end; a pool that moves leaves the old ones readable. */
struct pool {
  uint32_t *items;
  ptrdiff_t count, cap;
};

/* A result of diagram_if. An empty one has yes = no, for which nobody asks. */
struct memo {
  diagram_ref condition, yes, no, result;
};

struct diagram {
  arena *a;
  uint32_t *cells; /* by question */
  uint32_t questions;
  bool full;
  struct node *nodes;
  ptrdiff_t node_count, node_cap;
  struct pool children;
  struct pool stack;  /* children of nodes in the making */
  uint32_t *slots;    /* open addressing: a node's number + 1; 0: free */
  struct memo *memos; /* one for each hash: a newer result takes an older one's place */
  ptrdiff_t cap;      /* of both, a power of two, at least twice the nodes */
};

enum { CAP_FIRST = 256 };

/* Whether so many bytes are left; if not, the diagram is full. */
static bool has_room(struct diagram *d, ptrdiff_t bytes) {
  enum { ALIGNMENT = 64 };
  d->full = d->full || d->a->end - d->a->at < bytes + ALIGNMENT;
  return !d->full;
}

/* NULL when there is no room: the diagram is full then. */
static uint32_t *pool_take(struct diagram *d, struct pool *p, ptrdiff_t more) {
  enum { FIRST = 1024 };
  ptrdiff_t cap = p->cap == 0 ? FIRST : p->cap;
  while (cap - p->count < more) {
    cap *= 2;
  }
  if (cap > p->cap) {
    if (!has_room(d, cap * (ptrdiff_t)sizeof(uint32_t))) {
      return NULL;
    }
    uint32_t *moved = NEW(d->a, uint32_t, cap);
    mem_copy(moved, p->items, p->count * (ptrdiff_t)sizeof *moved);
    p->items = moved;
    p->cap = cap;
  }
  p->count += more;
  return p->items + p->count - more;
}

static void tables_new(struct diagram *d, ptrdiff_t cap) {
  if (!has_room(d, cap * (ptrdiff_t)(sizeof(uint32_t) + sizeof(struct memo)))) {
    return;
  }
  d->cap = cap;
  d->slots = NEW(d->a, uint32_t, cap);
  d->memos = NEW(d->a, struct memo, cap);
}

struct diagram *diagram_new(arena *a, const uint32_t *cells, uint32_t questions) {
  struct diagram *d = NEW(a, struct diagram, 1);
  d->a = a;
  d->questions = questions;
  d->full = questions > DIAGRAM_QUESTIONS_MAX;
  d->cells = NEW(a, uint32_t, (ptrdiff_t)questions);
  for (uint32_t q = 0; q < questions; q++) {
    d->cells[q] = cells[q];
    d->full |= cells[q] == 0 || cells[q] > DIAGRAM_CELLS_MAX;
  }
  tables_new(d, CAP_FIRST);
  return d;
}

bool diagram_is_full(const struct diagram *d) {
  return d->full;
}

uint32_t diagram_node_count(const struct diagram *d) {
  return (uint32_t)d->node_count;
}

bool diagram_is_leaf(diagram_ref r) {
  return r >= DIAGRAM_LEAF;
}

uint32_t diagram_outcome(diagram_ref leaf) {
  return leaf - DIAGRAM_LEAF;
}

uint32_t diagram_question(const struct diagram *d, diagram_ref node) {
  return d->nodes[node].question;
}

const diagram_ref *diagram_children(const struct diagram *d, diagram_ref node) {
  return d->children.items + d->nodes[node].first;
}

uint32_t diagram_cell_count(const struct diagram *d, uint32_t question) {
  return d->cells[question];
}

static uint64_t mix(uint64_t hash, uint32_t word) {
  hash = (hash ^ word) * 0xd6e8feb86659fd93U;
  return hash ^ hash >> 32;
}

/* The slot of the node, or the free one where it belongs. */
static uint32_t *slot_find(const struct diagram *d, uint32_t question,
                           const diagram_ref *children) {
  ptrdiff_t size = (ptrdiff_t)d->cells[question] * (ptrdiff_t)sizeof *children;
  uint64_t hash = question;
  for (uint32_t c = 0; c < d->cells[question]; c++) {
    hash = mix(hash, children[c]);
  }
  for (;; hash++) {
    uint32_t *slot = &d->slots[hash & (uint64_t)(d->cap - 1)];
    uint32_t node = *slot - 1;
    if (*slot == 0 || (d->nodes[node].question == question &&
                       mem_compare(diagram_children(d, node), children, size) == 0)) {
      return slot;
    }
  }
}

/* What was remembered is lost, which costs time only. */
static void tables_double(struct diagram *d) {
  tables_new(d, d->cap * 2);
  for (ptrdiff_t i = 0; !d->full && i < d->node_count; i++) {
    const struct node *n = &d->nodes[i];
    *slot_find(d, n->question, d->children.items + n->first) = (uint32_t)i + 1;
  }
}

static diagram_ref node_add(struct diagram *d, uint32_t question, const diagram_ref *children) {
  ptrdiff_t cells = (ptrdiff_t)d->cells[question];
  if (d->node_count == DIAGRAM_NODES_MAX || d->children.count + cells > DIAGRAM_CHILDREN_MAX) {
    d->full = true;
    return DIAGRAM_FALSE;
  }
  uint32_t first = (uint32_t)d->children.count;
  bool is_last = d->node_count == d->node_cap;
  diagram_ref *own = pool_take(d, &d->children, cells);
  if (own == NULL ||
      (is_last && !has_room(d, (2 * d->node_cap + CAP_FIRST) * (ptrdiff_t)sizeof *d->nodes))) {
    return DIAGRAM_FALSE;
  }
  mem_copy(own, children, cells * (ptrdiff_t)sizeof *children);
  *GROW(d->a, d->nodes, d->node_count, d->node_cap) = (struct node){question, first};
  return (diagram_ref)d->node_count - 1;
}

static bool are_same(const diagram_ref *children, uint32_t count) {
  for (uint32_t c = 1; c < count; c++) {
    if (children[c] != children[0]) {
      return false;
    }
  }
  return true;
}

diagram_ref diagram_node(struct diagram *d, uint32_t question, const diagram_ref *children) {
  if (d->full) {
    return DIAGRAM_FALSE;
  }
  if (are_same(children, d->cells[question])) {
    return children[0];
  }
  uint32_t *slot = slot_find(d, question, children);
  if (*slot != 0) {
    return *slot - 1;
  }
  diagram_ref node = node_add(d, question, children);
  if (!d->full) {
    *slot = node + 1;
    if (d->node_count * 2 > d->cap) {
      tables_double(d);
    }
  }
  return node;
}

diagram_ref diagram_cells(struct diagram *d, uint32_t question, uint32_t beg, uint32_t end) {
  ptrdiff_t base = d->stack.count;
  diagram_ref *children = pool_take(d, &d->stack, (ptrdiff_t)d->cells[question]);
  if (d->full) {
    return DIAGRAM_FALSE;
  }
  for (uint32_t c = 0; c < d->cells[question]; c++) {
    children[c] = c >= beg && c < end ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  }
  d->stack.count = base;
  return diagram_node(d, question, children);
}

/* The question a reference starts with; beyond all questions for a leaf. */
static uint32_t top(const struct diagram *d, diagram_ref r) {
  return diagram_is_leaf(r) ? d->questions : d->nodes[r].question;
}

/* What is left of `r` where `question`, its first or an earlier one, has `cell`. */
static diagram_ref in_cell(const struct diagram *d, diagram_ref r, uint32_t question,
                           uint32_t cell) {
  return top(d, r) == question ? diagram_children(d, r)[cell] : r;
}

static uint32_t least(uint32_t a, uint32_t b) {
  return a < b ? a : b;
}

/* Cell by cell of the first question that any of the three asks. */
static diagram_ref if_cells(struct diagram *d, diagram_ref condition, diagram_ref yes,
                            diagram_ref no) {
  uint32_t q = least(top(d, condition), least(top(d, yes), top(d, no)));
  ptrdiff_t base = d->stack.count;
  if (pool_take(d, &d->stack, (ptrdiff_t)d->cells[q]) == NULL) {
    return DIAGRAM_FALSE;
  }
  for (uint32_t c = 0; c < d->cells[q]; c++) {
    diagram_ref child =
        diagram_if(d, in_cell(d, condition, q, c), in_cell(d, yes, q, c), in_cell(d, no, q, c));
    d->stack.items[base + (ptrdiff_t)c] = child;
  }
  d->stack.count = base;
  return diagram_node(d, q, d->stack.items + base);
}

diagram_ref diagram_if(struct diagram *d, diagram_ref condition, diagram_ref yes, diagram_ref no) {
  if (diagram_is_leaf(condition) || yes == no) {
    return condition == DIAGRAM_FALSE ? no : yes;
  }
  if (yes == DIAGRAM_TRUE && no == DIAGRAM_FALSE) {
    return condition;
  }
  if (d->full) {
    return DIAGRAM_FALSE;
  }
  uint64_t hash = mix(mix(mix(0, condition), yes), no);
  const struct memo *known = &d->memos[hash & (uint64_t)(d->cap - 1)];
  if (known->condition == condition && known->yes == yes && known->no == no) {
    return known->result;
  }
  diagram_ref result = if_cells(d, condition, yes, no);
  d->memos[hash & (uint64_t)(d->cap - 1)] = (struct memo){condition, yes, no, result};
  return result;
}

diagram_ref diagram_and(struct diagram *d, diagram_ref a, diagram_ref b) {
  return diagram_if(d, a, b, DIAGRAM_FALSE);
}

diagram_ref diagram_or(struct diagram *d, diagram_ref a, diagram_ref b) {
  return diagram_if(d, a, DIAGRAM_TRUE, b);
}

diagram_ref diagram_not(struct diagram *d, diagram_ref a) {
  return diagram_if(d, a, DIAGRAM_FALSE, DIAGRAM_TRUE);
}

/* Children that ask nothing before `question`: they become a node as they are. */
static diagram_ref switch_node(struct diagram *d, uint32_t question, const diagram_ref *children) {
  ptrdiff_t base = d->stack.count;
  diagram_ref *own = pool_take(d, &d->stack, (ptrdiff_t)d->cells[question]);
  if (own == NULL) {
    return DIAGRAM_FALSE;
  }
  for (uint32_t c = 0; c < d->cells[question]; c++) {
    own[c] = in_cell(d, children[c], question, c);
  }
  d->stack.count = base;
  return diagram_node(d, question, own);
}

/*
 * Different children, and which of them each cell has: `parts` and `part_of` are
 * places in the stack. Two hundred cells rarely lead to more than a few.
 */
struct parts {
  uint32_t question;
  ptrdiff_t part_of;
  ptrdiff_t parts;
  ptrdiff_t count;
};

static void parts_find(struct diagram *d, struct parts *p, const diagram_ref *children) {
  ptrdiff_t cells = (ptrdiff_t)d->cells[p->question];
  p->part_of = d->stack.count;
  p->parts = p->part_of + cells;
  uint32_t *part_of = pool_take(d, &d->stack, 2 * cells);
  if (part_of == NULL) {
    return;
  }
  diagram_ref *parts = part_of + cells;
  for (ptrdiff_t c = 0; c < cells; c++) {
    ptrdiff_t i = 0;
    while (i < p->count && parts[i] != children[c]) {
      i++;
    }
    if (i == p->count) {
      parts[p->count++] = children[c];
    }
    part_of[c] = (uint32_t)i;
  }
}

/* True where the question has a cell of the parts before `end`. */
static diagram_ref parts_before(struct diagram *d, const struct parts *p, ptrdiff_t end) {
  ptrdiff_t base = d->stack.count;
  diagram_ref *children = pool_take(d, &d->stack, (ptrdiff_t)d->cells[p->question]);
  if (children == NULL) {
    return DIAGRAM_FALSE;
  }
  for (ptrdiff_t c = 0; c < (ptrdiff_t)d->cells[p->question]; c++) {
    bool is_before = (ptrdiff_t)d->stack.items[p->part_of + c] < end;
    children[c] = is_before ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  }
  d->stack.count = base;
  return diagram_node(d, p->question, children);
}

/* Joins parts by twos, then fours, eights, ...: a part takes in its neighbour. */
static diagram_ref switch_parts(struct diagram *d, uint32_t question, const diagram_ref *children) {
  struct parts p = {.question = question};
  ptrdiff_t base = d->stack.count;
  parts_find(d, &p, children);
  if (d->full) {
    return DIAGRAM_FALSE;
  }
  for (ptrdiff_t width = 1; width < p.count; width *= 2) {
    for (ptrdiff_t i = 0; i + width < p.count; i += 2 * width) {
      const diagram_ref *parts = d->stack.items + p.parts;
      diagram_ref is_here = parts_before(d, &p, i + width);
      diagram_ref joined = diagram_if(d, is_here, parts[i], parts[i + width]);
      d->stack.items[p.parts + i] = joined;
    }
  }
  diagram_ref result = d->stack.items[p.parts];
  d->stack.count = base;
  return result;
}

diagram_ref diagram_switch(struct diagram *d, uint32_t question, const diagram_ref *children) {
  if (d->full) {
    return DIAGRAM_FALSE;
  }
  bool asks_earlier = false;
  for (uint32_t c = 0; c < d->cells[question]; c++) {
    asks_earlier |= top(d, children[c]) < question;
  }
  return asks_earlier ? switch_parts(d, question, children) : switch_node(d, question, children);
}

/* Children have smaller numbers than their parents, so counting down meets parents first. */
const bool *diagram_reach(const struct diagram *d, diagram_ref r, arena *a) {
  if (diagram_is_leaf(r)) {
    return NULL;
  }
  bool *reached = NEW(a, bool, (ptrdiff_t)r + 1);
  reached[r] = true;
  for (diagram_ref i = r + 1; i-- > 0;) {
    uint32_t cells = reached[i] ? d->cells[d->nodes[i].question] : 0;
    for (uint32_t c = 0; c < cells; c++) {
      diagram_ref child = diagram_children(d, i)[c];
      if (!diagram_is_leaf(child)) {
        reached[child] = true;
      }
    }
  }
  return reached;
}

uint32_t diagram_size(const struct diagram *d, diagram_ref r, arena scratch) {
  const bool *reached = diagram_reach(d, r, &scratch);
  uint32_t count = 0;
  for (diagram_ref i = 0; reached != NULL && i <= r; i++) {
    count += reached[i];
  }
  return count;
}
