/*
 * Decision diagrams: reduced, ordered, many-valued (a node asks one question and
 * has a child for each of its cells; leaves are outcomes).
 *
 * A diagram is a function from the cells of all questions to an outcome. Nodes
 * are hash-consed: equal functions are the same node, so comparing two is
 * comparing two numbers, and a question on which nothing depends has no node.
 * Questions are ordered by their index; an edge always leads to a later one.
 * Every analysis is a walk over the nodes, each visited once. Nodes are numbered
 * from 0, and a node's children have smaller numbers than its own: counting down
 * meets every node before what hangs below it, counting up after.
 *
 * Conditions are diagrams too, with the leaves DIAGRAM_FALSE and DIAGRAM_TRUE.
 */
#ifndef FINGERPOST_CORE_DIAGRAM_H
#define FINGERPOST_CORE_DIAGRAM_H

#include "core/arena.h"

/* A node, or a leaf: DIAGRAM_LEAF + outcome. */
typedef uint32_t diagram_ref;

#define DIAGRAM_LEAF ((diagram_ref)1 << 31)
#define DIAGRAM_FALSE (DIAGRAM_LEAF + 0)
#define DIAGRAM_TRUE (DIAGRAM_LEAF + 1)

enum {
  DIAGRAM_QUESTIONS_MAX = 500,    /* one of several choices takes one for each choice */
  DIAGRAM_CELLS_MAX = 1000,       /* of one question: a choice of countries has some 250 */
  DIAGRAM_NODES_MAX = 500 * 1000, /* beyond it the decision is reported as too entangled */
  DIAGRAM_CHILDREN_MAX = 8 * 1000 * 1000
};

struct diagram; /* a set of nodes over one list of questions */

/* `cells[q]`: how many values question q has. Memory comes from `a` as it grows; when there is
 * too little of it, the diagram is full. */
struct diagram *diagram_new(arena *a, const uint32_t *cells, uint32_t questions);
/* Whether a bound was met; results after that mean nothing. */
bool diagram_is_full(const struct diagram *d);
/* Nodes are numbered below this. */
uint32_t diagram_node_count(const struct diagram *d);

/*
 * The node that asks `question`; the only child when all children are the same.
 * The children ask later questions only. They are copied, as everywhere here.
 */
diagram_ref diagram_node(struct diagram *d, uint32_t question, const diagram_ref *children);
/* True exactly where `question` has one of the cells beg .. end-1. */
diagram_ref diagram_cells(struct diagram *d, uint32_t question, uint32_t beg, uint32_t end);
/* if `condition` then `yes` else `no`; memoised. */
diagram_ref diagram_if(struct diagram *d, diagram_ref condition, diagram_ref yes, diagram_ref no);
diagram_ref diagram_and(struct diagram *d, diagram_ref a, diagram_ref b);
diagram_ref diagram_or(struct diagram *d, diagram_ref a, diagram_ref b);
diagram_ref diagram_not(struct diagram *d, diagram_ref a);
/*
 * The function that takes child c where `question` has cell c, whatever questions
 * the children ask: unlike diagram_node, earlier ones may occur in them.
 */
diagram_ref diagram_switch(struct diagram *d, uint32_t question, const diagram_ref *children);

bool diagram_is_leaf(diagram_ref r);
uint32_t diagram_outcome(diagram_ref leaf);
uint32_t diagram_question(const struct diagram *d, diagram_ref node);
const diagram_ref *diagram_children(const struct diagram *d, diagram_ref node);
uint32_t diagram_cell_count(const struct diagram *d, uint32_t question);
/* Of the nodes up to `r`, which belong to it (itself included); NULL for a leaf. */
const bool *diagram_reach(const struct diagram *d, diagram_ref r, arena *a);
/* How many nodes belong to a reference, leaves not counted. */
uint32_t diagram_size(const struct diagram *d, diagram_ref r, arena scratch);

#endif
