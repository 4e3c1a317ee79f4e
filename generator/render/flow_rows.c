/*
 * Rows and their order, after K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual
 * understanding of hierarchical system structures", 1981: longest paths, a bend in each row
 * that a way passes, then barycentres, row by row, down and up; and swaps of neighbours.
 * Where crossings are left, it is all tried again with two answers of a question swapped.
 */
#include "render/flow_net.h"

enum {
  ROUNDS = 4, /* a further one hardly ever finds anything */
  SWAPS = 8,  /* passes over all rows in a round */
  TRIALS = 2  /* passes over all answers */
};

/* --- rows ----------------------------------------------------------------------------- */

/* Ways stand in asking order, so that the row of `from` is known. */
static void set_rows(struct flow *f) {
  for (int32_t i = 0; i < f->way_count; i++) {
    const struct flow_way *w = &f->ways[i];
    int32_t below = f->nodes[w->from].row + 2;
    f->nodes[w->label].row = below - 1;
    f->nodes[w->to].row = f->nodes[w->to].row < below ? below : f->nodes[w->to].row;
    f->row_count = f->row_count <= below ? below + 1 : f->row_count;
  }
  f->row_count = f->row_count == 0 ? 1 : f->row_count;
}

static void add_bends(struct flow *f, arena *a) {
  int32_t bends = 0;
  for (int32_t i = 0; i < f->way_count; i++) {
    struct flow_way *w = &f->ways[i];
    w->first_bend = f->node_count + bends;
    w->bends = f->nodes[w->to].row - f->nodes[w->label].row - 1;
    bends += w->bends;
  }
  struct flow_node *nodes = NEW(a, struct flow_node, f->node_count + bends);
  for (int32_t i = 0; i < f->node_count; i++) {
    nodes[i] = f->nodes[i];
  }
  f->nodes = nodes;
  for (int32_t i = 0; i < f->way_count; i++) {
    const struct flow_way *w = &f->ways[i];
    for (int32_t k = 0; k < w->bends; k++) {
      int32_t row = nodes[w->label].row + 1 + k;
      nodes[f->node_count++] = (struct flow_node){.kind = FLOW_BEND, .row = row};
    }
  }
}

/* --- neighbours ----------------------------------------------------------------------- */

/* The k-th link of a way: from, label, bends, to. */
static int32_t way_node(const struct flow_way *w, int32_t k) {
  return k == 0 ? w->from : k == 1 ? w->label : k < w->bends + 2 ? w->first_bend + k - 2 : w->to;
}

static void fill_side(const struct flow *f, int32_t *first, int32_t *near, enum flow_side side) {
  for (int32_t i = 0; i < f->way_count; i++) {
    for (int32_t k = 0; k < f->ways[i].bends + 2; k++) {
      int32_t of = way_node(&f->ways[i], side == FLOW_ABOVE ? k + 1 : k);
      int32_t to = way_node(&f->ways[i], side == FLOW_ABOVE ? k : k + 1);
      if (near == NULL) {
        first[of + 1]++;
      } else {
        near[first[of]++] = to;
      }
    }
  }
}

struct flow_net flow_net(const struct flow *f, arena *a) {
  struct flow_net net = {{NULL, NULL}, {NULL, NULL}};
  for (int side = FLOW_ABOVE; side <= FLOW_BELOW; side++) {
    int32_t *first = NEW(a, int32_t, f->node_count + 1);
    fill_side(f, first, NULL, (enum flow_side)side);
    for (int32_t i = 0; i < f->node_count; i++) {
      first[i + 1] += first[i];
    }
    int32_t *near = NEW(a, int32_t, first[f->node_count]);
    int32_t *next = NEW(a, int32_t, f->node_count);
    for (int32_t i = 0; i < f->node_count; i++) {
      next[i] = first[i];
    }
    fill_side(f, next, near, (enum flow_side)side);
    net.first[side] = first;
    net.near[side] = near;
  }
  return net;
}

/* --- order ---------------------------------------------------------------------------- */

struct sorter {
  struct flow *f;
  struct flow_net net;
  double *key;   /* by node */
  int32_t *slot; /* places of a row that are sorted */
  bool *seen;    /* by node */
  int32_t *best; /* an order, and how often ways cross in it */
  int64_t least;
};

static int32_t row_node(const struct flow *f, int32_t row, int32_t place) {
  return f->order[f->rows[row].first + place];
}

static void put(struct flow *f, int32_t row, int32_t place, int32_t node) {
  f->order[f->rows[row].first + place] = node;
  f->nodes[node].place = place;
}

static void visit(struct sorter *s, int32_t node) {
  struct flow *f = s->f;
  const int32_t *first = s->net.first[FLOW_BELOW];
  s->seen[node] = true;
  put(f, f->nodes[node].row, f->rows[f->nodes[node].row].count++, node);
  for (int32_t i = first[node]; i < first[node + 1]; i++) {
    if (!s->seen[s->net.near[FLOW_BELOW][i]]) {
      visit(s, s->net.near[FLOW_BELOW][i]);
    }
  }
}

/* From the first question on, as the author wrote it: a tree has no crossings then. */
static void first_order(struct sorter *s) {
  for (int32_t r = 0; r < s->f->row_count; r++) {
    s->f->rows[r].count = 0;
  }
  for (int32_t i = 0; i < s->f->node_count; i++) {
    s->seen[i] = false;
  }
  for (int32_t i = 0; i < s->f->node_count; i++) {
    if (!s->seen[i]) {
      visit(s, i);
    }
  }
}

/* Pairs of ways to that side that cross when node `a` stands left of node `b`. */
static int64_t pair_crossings(const struct flow *f, const struct flow_net *net, enum flow_side side,
                              const int32_t pair[2]) {
  const int32_t *first = net->first[side];
  const int32_t *near = net->near[side];
  int64_t count = 0;
  for (int32_t i = first[pair[0]]; i < first[pair[0] + 1]; i++) {
    for (int32_t k = first[pair[1]]; k < first[pair[1] + 1]; k++) {
      count += f->nodes[near[i]].place > f->nodes[near[k]].place;
    }
  }
  return count;
}

int64_t flow_crossings(const struct flow *f, const struct flow_net *net) {
  int64_t count = 0;
  for (int32_t r = 0; r < f->row_count; r++) {
    for (int32_t a = 0; a < f->rows[r].count; a++) {
      for (int32_t b = a + 1; b < f->rows[r].count; b++) {
        count +=
            pair_crossings(f, net, FLOW_BELOW, (int32_t[2]){row_node(f, r, a), row_node(f, r, b)});
      }
    }
  }
  return count;
}

/* By the mean place of the neighbours; nodes without any stay where they are. */
static void sort_row(struct sorter *s, int32_t row, enum flow_side side) {
  struct flow *f = s->f;
  int32_t count = 0;
  for (int32_t place = 0; place < f->rows[row].count; place++) {
    int32_t node = row_node(f, row, place);
    int32_t first = s->net.first[side][node];
    int32_t end = s->net.first[side][node + 1];
    double sum = 0;
    for (int32_t i = first; i < end; i++) {
      sum += f->nodes[s->net.near[side][i]].place;
    }
    s->key[node] = end > first ? sum / (end - first) : 0;
    s->slot[count] = place;
    count += end > first;
  }
  for (int32_t i = 1; i < count; i++) {
    int32_t node = row_node(f, row, s->slot[i]);
    int32_t k = i;
    for (; k > 0 && s->key[row_node(f, row, s->slot[k - 1])] > s->key[node]; k--) {
      put(f, row, s->slot[k], row_node(f, row, s->slot[k - 1]));
    }
    put(f, row, s->slot[k], node);
  }
}

/* Swaps neighbours as long as that takes crossings away. */
static void swap_rows(struct sorter *s) {
  struct flow *f = s->f;
  bool better = true;
  for (int pass = 0; pass < SWAPS && better; pass++) {
    better = false;
    for (int32_t r = 0; r < f->row_count; r++) {
      for (int32_t p = 0; p + 1 < f->rows[r].count; p++) {
        int32_t as_is[2] = {row_node(f, r, p), row_node(f, r, p + 1)};
        int32_t swapped[2] = {as_is[1], as_is[0]};
        int64_t gain = 0;
        for (int side = FLOW_ABOVE; side <= FLOW_BELOW; side++) {
          gain += pair_crossings(f, &s->net, (enum flow_side)side, as_is) -
                  pair_crossings(f, &s->net, (enum flow_side)side, swapped);
        }
        if (gain > 0) {
          put(f, r, p, swapped[0]);
          put(f, r, p + 1, swapped[1]);
          better = true;
        }
      }
    }
  }
}

/* Whether this order is the best so far; then it is kept. */
static bool keep(struct sorter *s) {
  int64_t crossings = flow_crossings(s->f, &s->net);
  if (crossings >= s->least) {
    return false;
  }
  s->least = crossings;
  for (int32_t i = 0; i < s->f->node_count; i++) {
    s->best[i] = s->f->order[i];
  }
  return true;
}

static bool sort_rows(struct sorter *s) {
  first_order(s);
  bool better = keep(s);
  for (int round = 0; round < ROUNDS && s->least > 0; round++) {
    for (int32_t r = 1; r < s->f->row_count; r++) {
      sort_row(s, r, FLOW_ABOVE);
    }
    for (int32_t r = s->f->row_count - 2; r >= 0; r--) {
      sort_row(s, r, FLOW_BELOW);
    }
    swap_rows(s);
    better = keep(s) || better;
  }
  return better;
}

/* With the answers of a question in another order. */
static void try_orders(struct sorter *s, int32_t question) {
  int32_t *near = s->net.near[FLOW_BELOW];
  const int32_t *first = s->net.first[FLOW_BELOW];
  for (int32_t i = first[question]; i + 1 < first[question + 1] && s->least > 0; i++) {
    int32_t label = near[i];
    near[i] = near[i + 1];
    near[i + 1] = label;
    if (!sort_rows(s)) {
      near[i + 1] = near[i];
      near[i] = label;
    }
  }
}

static void find_order(struct sorter *s) {
  sort_rows(s);
  for (int trial = 0; trial < TRIALS; trial++) {
    for (int32_t i = 0; i < s->f->question_count; i++) {
      try_orders(s, i);
    }
  }
  for (int32_t r = 0; r < s->f->row_count; r++) {
    for (int32_t p = 0; p < s->f->rows[r].count; p++) {
      put(s->f, r, p, s->best[s->f->rows[r].first + p]);
    }
  }
}

static void count_rows(struct flow *f) {
  int32_t first = 0;
  for (int32_t i = 0; i < f->node_count; i++) {
    f->rows[f->nodes[i].row].count++;
  }
  for (int32_t r = 0; r < f->row_count; r++) {
    f->rows[r].first = first;
    first += f->rows[r].count;
  }
}

void flow_rows(struct flow *f, arena *a) {
  set_rows(f);
  add_bends(f, a);
  f->rows = NEW(a, struct flow_row, f->row_count);
  f->order = NEW(a, int32_t, f->node_count);
  count_rows(f);
  arena scratch = *a;
  struct sorter s = {.f = f, .net = flow_net(f, &scratch), .least = INT64_MAX};
  s.key = NEW(&scratch, double, f->node_count);
  s.slot = NEW(&scratch, int32_t, f->node_count);
  s.seen = NEW(&scratch, bool, f->node_count);
  s.best = NEW(&scratch, int32_t, f->node_count);
  find_order(&s);
}
