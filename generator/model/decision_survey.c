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

/*
 * Beyond so much work, in children looked at, a question's importance is taken for all
 * that comes to it: some fifty milliseconds. A tree of thirty questions needs a tenth of it.
 */
enum { WORK_MAX = 4000 * 1000, TUPLE_MAX = 64, TUPLES_MAX = 1 << 17, SLOTS = 2 * TUPLES_MAX };

/* Sets of functions, and the share of combinations for which they are not all the same. */
struct tuple {
  const diagram_ref *refs;
  int32_t count;
  double value;
};

struct tuples {
  struct tuple *items;
  uint32_t *slots; /* open addressing: an index + 1; 0: free */
  ptrdiff_t count, cap;
  int work;
  arena memory;
};

/* Each once, in ascending order. */
static int32_t tuple_reduce(diagram_ref *refs, int32_t count) {
  int32_t kept = 0;
  for (int32_t i = 0; i < count; i++) {
    diagram_ref r = refs[i];
    int32_t at = kept;
    while (at > 0 && refs[at - 1] > r) {
      at--;
    }
    if (at > 0 && refs[at - 1] == r) {
      continue;
    }
    for (int32_t k = kept; k > at; k--) {
      refs[k] = refs[k - 1];
    }
    refs[at] = r;
    kept++;
  }
  return kept;
}

/* The slot of the set, or the free one where it belongs. */
static uint32_t *tuple_slot(const struct tuples *t, const diagram_ref *refs, int32_t count) {
  ptrdiff_t size = count * (ptrdiff_t)sizeof *refs;
  uint64_t hash = (uint64_t)count;
  for (int32_t i = 0; i < count; i++) {
    hash = (hash ^ refs[i]) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32;
  }
  for (;; hash++) {
    uint32_t *slot = &t->slots[hash & (SLOTS - 1)];
    const struct tuple *item = *slot == 0 ? NULL : &t->items[*slot - 1];
    if (item == NULL || (item->count == count && mem_compare(item->refs, refs, size) == 0)) {
      return slot;
    }
  }
}

static void tuple_add(struct tuples *t, const diagram_ref *refs, int32_t count, double value) {
  uint32_t *slot = tuple_slot(t, refs, count);
  if (t->count < TUPLES_MAX) {
    diagram_ref *own = NEW(&t->memory, diagram_ref, count);
    mem_copy(own, refs, count * (ptrdiff_t)sizeof *own);
    *GROW(&t->memory, t->items, t->count, t->cap) = (struct tuple){own, count, value};
    *slot = (uint32_t)t->count;
  }
}

/* The first variable that any of them asks; `ret_leaves`: how many of them are ends. */
static uint32_t first_variable(const struct survey *s, const diagram_ref *refs, int32_t count,
                               int32_t *ret_leaves) {
  uint32_t first = UINT32_MAX;
  *ret_leaves = 0;
  for (int32_t i = 0; i < count; i++) {
    *ret_leaves += diagram_is_leaf(refs[i]);
    if (!diagram_is_leaf(refs[i]) && diagram_question(s->g, refs[i]) < first) {
      first = diagram_question(s->g, refs[i]);
    }
  }
  return first;
}

/* The share of combinations of later cells for which these functions are not all the same. */
static double differ(const struct survey *s, struct tuples *t, const diagram_ref *refs,
                     int32_t count) {
  diagram_ref next[TUPLE_MAX];
  int32_t leaves;
  uint32_t first = first_variable(s, refs, count, &leaves);
  if (count == 1) {
    return 0;
  }
  uint32_t known = leaves > 1 ? 0 : *tuple_slot(t, refs, count);
  if (known > 0) {
    return t->items[known - 1].value;
  }
  if (leaves > 1 || t->work > WORK_MAX) {
    return 1; /* two different ends */
  }
  double sum = 0;
  uint32_t cells = diagram_cell_count(s->g, first);
  t->work += (int)cells * count;
  for (uint32_t c = 0; c < cells; c++) {
    for (int32_t i = 0; i < count; i++) {
      bool is_here = !diagram_is_leaf(refs[i]) && diagram_question(s->g, refs[i]) == first;
      next[i] = is_here ? diagram_children(s->g, refs[i])[c] : refs[i];
    }
    sum += differ(s, t, next, tuple_reduce(next, count));
  }
  tuple_add(t, refs, count, sum / cells);
  return sum / cells;
}

static void count_importance(struct survey *s) {
  struct tuples t = {.memory = *s->a};
  diagram_ref children[DIAGRAM_CELLS_MAX];
  t.slots = NEW(&t.memory, uint32_t, SLOTS);
  for (diagram_ref i = 0; i <= s->root; i++) {
    if (!s->reached[i]) {
      continue;
    }
    struct decision_question *q = &s->d->questions[s->d->by_rank[question_of(s, i)]];
    uint32_t cells = diagram_cell_count(s->g, diagram_question(s->g, i));
    mem_copy(children, diagram_children(s->g, i), (ptrdiff_t)(cells * sizeof *children));
    int32_t count = tuple_reduce(children, (int32_t)cells);
    q->matters = true;
    q->importance += s->share[i] * (count > TUPLE_MAX ? 1 : differ(s, &t, children, count));
  }
}

static void count_cells(struct survey *s) {
  const struct decide_variable *variables = s->d->program.section[DECIDE_VARIABLES].items;
  s->d->cells = 1;
  for (uint32_t v = 0; v < s->d->program.section[DECIDE_VARIABLES].count; v++) {
    s->d->cells *= variables[v].cells;
  }
}

/* Where a function is come to: from a node, by a cell of its variable. */
struct origin {
  bool is_known;
  diagram_ref node;
  uint32_t cell;
};

static void note_origin(struct origin *o, diagram_ref node, uint32_t cell) {
  *o = o->is_known ? *o : (struct origin){true, node, cell};
}

/* The answers on a way from the root to what is come to so. */
static str origin_text(const struct survey *s, const struct origin *nodes, struct origin o) {
  ptrdiff_t variables = (ptrdiff_t)s->d->program.section[DECIDE_VARIABLES].count;
  arena scratch = {s->a->at + (s->a->end - s->a->at) / 2, s->a->end};
  uint32_t *cells = NEW(&scratch, uint32_t, variables);
  bool *used = NEW(&scratch, bool, variables);
  for (; o.is_known; o = nodes[o.node]) {
    uint32_t variable = diagram_question(s->g, o.node);
    cells[variable] = o.cell;
    used[variable] = true;
  }
  return decision_answers_text(s->d, cells, used, s->a);
}

/* One walk down finds a way to every end. */
static void find_examples(struct survey *s) {
  struct origin *nodes = NEW(s->a, struct origin, (ptrdiff_t)s->root + 1);
  struct origin *ends = NEW(s->a, struct origin, s->d->outcome_count);
  for (diagram_ref i = s->root + 1; i-- > 0;) {
    uint32_t cells = s->reached[i] ? diagram_cell_count(s->g, diagram_question(s->g, i)) : 0;
    for (uint32_t c = 0; c < cells; c++) {
      diagram_ref child = diagram_children(s->g, i)[c];
      bool is_end = diagram_is_leaf(child);
      note_origin(is_end ? &ends[diagram_outcome(child)] : &nodes[child], i, c);
    }
  }
  for (ptrdiff_t i = 0; i < s->d->outcome_count; i++) {
    if (ends[i].is_known) {
      s->d->outcomes[i].example = origin_text(s, nodes, ends[i]);
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
    find_examples(&s);
  }
}
