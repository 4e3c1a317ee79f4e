#include "model/decision_survey.h"

#include "core/mem.h"

/*
 * Numbers of cells are shares of all combinations here, every cell of a variable
 * having the same: what they are not is how often readers come.
 */
struct survey {
  struct decision_program *p;
  struct decision *d;
  struct diagram *g;
  diagram_ref root;
  arena *a;
  const bool *reached;
  double *share; /* by node: of the combinations that come to it */
};

static uint32_t question_of(const struct survey *s, diagram_ref node) {
  const struct decide_variable *variables = s->d->program.section[DECIDE_VARIABLES].items;
  return variables[diagram_question(s->g, node)].question;
}

static void leaf_share(struct survey *s, diagram_ref leaf, double share) {
  struct decision_outcome *o = &s->d->outcomes[diagram_outcome(leaf)];
  o->reached = true;
  o->share += share;
}

/* From the root down. */
static void count_shares(struct survey *s) {
  s->share[s->root] = 1;
  for (diagram_ref i = s->root + 1; i-- > 0;) {
    uint32_t cells = s->reached[i] ? diagram_cell_count(s->g, diagram_question(s->g, i)) : 0;
    for (uint32_t c = 0; c < cells; c++) {
      diagram_ref child = diagram_children(s->g, i)[c];
      if (diagram_is_leaf(child)) {
        leaf_share(s, child, s->share[i] / cells);
      } else {
        s->share[child] += s->share[i] / cells;
      }
    }
  }
}

/* Ways from a node to the ends: how many, and how many questions they ask in all. */
struct ways {
  double count, questions;
  double states; /* in which one is asked, each way of coming to it counted */
  int32_t shortest, longest;
};

static void ways_add(struct ways *to, struct ways way, int32_t asked) {
  int32_t shortest = way.shortest + asked;
  int32_t longest = way.longest + asked;
  to->shortest = to->count == 0 || shortest < to->shortest ? shortest : to->shortest;
  to->longest = longest > to->longest ? longest : to->longest;
  to->count += way.count;
  to->states += way.states;
  to->questions += way.questions + way.count * asked;
}

/* From the ends up. Several choices are one question, whatever nodes they take. */
static void count_ways(struct survey *s) {
  const struct ways end = {.count = 1};
  struct ways *ways = NEW(s->a, struct ways, (ptrdiff_t)s->root + 1);
  for (diagram_ref i = 0; i <= s->root; i++) {
    uint32_t cells = s->reached[i] ? diagram_cell_count(s->g, diagram_question(s->g, i)) : 0;
    s->d->node_count += s->reached[i];
    ways[i].states = 1;
    for (uint32_t c = 0; c < cells; c++) {
      diagram_ref child = diagram_children(s->g, i)[c];
      bool is_leaf = diagram_is_leaf(child);
      bool is_same = !is_leaf && question_of(s, child) == question_of(s, i);
      ways_add(&ways[i], is_leaf ? end : ways[child], !is_same);
    }
  }
  s->d->longest = ways[s->root].longest;
  s->d->shortest = ways[s->root].shortest;
  s->d->paths = ways[s->root].count;
  s->d->states = ways[s->root].states;
  s->d->mean = ways[s->root].questions / ways[s->root].count;
}

/* --- importance ----------------------------------------------------------------------- */

/* Beyond so many steps a question's importance is taken for all that comes to it. */
enum { STEPS_MAX = 20000, TUPLE_MAX = 64 };

static int32_t tuple_reduce(diagram_ref *refs, int32_t count) {
  int32_t kept = 0;
  for (int32_t i = 0; i < count; i++) {
    int32_t k = 0;
    while (k < kept && refs[k] != refs[i]) {
      k++;
    }
    refs[kept] = refs[i];
    kept += k == kept;
  }
  return kept;
}

/* The share of combinations of later cells for which these functions are not all the same. */
static double differ(const struct survey *s, const diagram_ref *refs, int32_t count, int *steps) {
  diagram_ref next[TUPLE_MAX];
  uint32_t first = UINT32_MAX;
  int32_t leaves = 0;
  if (count == 1) {
    return 0;
  }
  for (int32_t i = 0; i < count; i++) {
    leaves += diagram_is_leaf(refs[i]);
    if (!diagram_is_leaf(refs[i]) && diagram_question(s->g, refs[i]) < first) {
      first = diagram_question(s->g, refs[i]);
    }
  }
  if (leaves > 1 || ++*steps > STEPS_MAX) {
    return 1; /* two different ends */
  }
  double sum = 0;
  uint32_t cells = diagram_cell_count(s->g, first);
  for (uint32_t c = 0; c < cells; c++) {
    for (int32_t i = 0; i < count; i++) {
      bool is_here = !diagram_is_leaf(refs[i]) && diagram_question(s->g, refs[i]) == first;
      next[i] = is_here ? diagram_children(s->g, refs[i])[c] : refs[i];
    }
    sum += differ(s, next, tuple_reduce(next, count), steps);
  }
  return sum / cells;
}

static void count_importance(struct survey *s) {
  for (diagram_ref i = 0; i <= s->root; i++) {
    if (!s->reached[i]) {
      continue;
    }
    struct decision_question *q = &s->d->questions[s->d->by_rank[question_of(s, i)]];
    uint32_t cells = diagram_cell_count(s->g, diagram_question(s->g, i));
    diagram_ref *children = NEW(s->a, diagram_ref, (ptrdiff_t)cells);
    mem_copy(children, diagram_children(s->g, i), (ptrdiff_t)(cells * sizeof *children));
    int32_t count = tuple_reduce(children, (int32_t)cells);
    int steps = 0;
    q->matters = true;
    q->importance += s->share[i] * (count > TUPLE_MAX ? 1 : differ(s, children, count, &steps));
  }
}

static void count_cells(struct survey *s) {
  const struct decide_variable *variables = s->d->program.section[DECIDE_VARIABLES].items;
  s->d->cells = 1;
  for (uint32_t v = 0; v < s->d->program.section[DECIDE_VARIABLES].count; v++) {
    s->d->cells *= variables[v].cells;
  }
}

static void find_examples(struct survey *s) {
  for (ptrdiff_t i = 0; i < s->d->outcome_count; i++) {
    if (s->d->outcomes[i].reached) {
      s->d->outcomes[i].example =
          decision_example(s->d, s->g, s->root, DIAGRAM_LEAF + (diagram_ref)i, s->a);
    }
  }
}

void decision_survey(struct decision_program *p, const struct decide_compiled *compiled) {
  struct survey s = {
      .p = p, .d = p->b->d, .g = compiled->diagram, .root = compiled->root, .a = p->b->read.perm};
  count_cells(&s);
  if (diagram_is_leaf(s.root)) {
    s.d->paths = 1;
    leaf_share(&s, s.root, 1);
  } else {
    s.reached = diagram_reach(s.g, s.root, s.a);
    s.share = NEW(s.a, double, (ptrdiff_t)s.root + 1);
    count_shares(&s);
    count_ways(&s);
    count_importance(&s);
  }
  find_examples(&s);
}
