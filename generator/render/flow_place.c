/*
 * Coordinates. Across: each node wants to stand at the mean of its neighbours, weighted so
 * that long ways are straight, and no closer to the next one in its row than it needs. Row
 * by row that is a regression on rising values, solved exactly by pooling those that
 * collide; rows are taken in turn, down and up, until they have settled. Downwards: rows
 * are as high as what stands in them, and further apart where ways go far across.
 */
#include "core/fmath.h"
#include "render/flow_net.h"

enum {
  ROUNDS = 200, /* the pictures of 40 nodes have settled to a unit by then */
  MARGIN = 8,
  BOXES_APART = 22,
  LABELS_APART = 16,
  WAYS_APART = 14
};

struct placer {
  struct flow *f;
  struct flow_net net;
  double *want, *weight, *offset; /* by place in a row */
  double *mean, *sum;             /* of pools */
  int32_t *size;
};

static double apart(const struct flow_node *a, const struct flow_node *b) {
  bool has_bend = a->kind == FLOW_BEND || b->kind == FLOW_BEND;
  bool has_label = a->kind == FLOW_LABEL || b->kind == FLOW_LABEL;
  double gap = has_bend ? WAYS_APART : has_label ? LABELS_APART : BOXES_APART;
  return (a->width + b->width) / 2 + gap;
}

/* Ways fan out below their question; from what their answers say they go straight on. */
static double link_weight(const struct flow_node *a, const struct flow_node *b) {
  bool is_fan = a->kind == FLOW_QUESTION && b->kind == FLOW_LABEL;
  bool is_turn = (a->kind == FLOW_BEND) != (b->kind == FLOW_BEND);
  return is_fan ? 1 : is_turn ? 4 : 16;
}

static int32_t row_node(const struct flow *f, int32_t row, int32_t place) {
  return f->order[f->rows[row].first + place];
}

static void wish(struct placer *p, int32_t place, int32_t node) {
  const struct flow_node *n = &p->f->nodes[node];
  double weight = 0;
  double sum = 0;
  for (int side = FLOW_ABOVE; side <= FLOW_BELOW; side++) {
    for (int32_t i = p->net.first[side][node]; i < p->net.first[side][node + 1]; i++) {
      const struct flow_node *near = &p->f->nodes[p->net.near[side][i]];
      double w = side == FLOW_ABOVE ? link_weight(near, n) : link_weight(n, near);
      weight += w;
      sum += w * near->x;
    }
  }
  p->weight[place] = weight > 0 ? weight : 1;
  p->want[place] = weight > 0 ? sum / weight : n->x;
}

/* The places that are nearest to what is wanted, in order and apart. */
static void settle_row(struct placer *p, int32_t row) {
  struct flow *f = p->f;
  int32_t pools = 0;
  double offset = 0;
  for (int32_t i = 0; i < f->rows[row].count; i++) {
    int32_t node = row_node(f, row, i);
    wish(p, i, node);
    offset += i > 0 ? apart(&f->nodes[row_node(f, row, i - 1)], &f->nodes[node]) : 0;
    p->offset[i] = offset;
    p->mean[pools] = p->want[i] - offset;
    p->sum[pools] = p->weight[i];
    p->size[pools++] = 1;
    for (; pools > 1 && p->mean[pools - 2] > p->mean[pools - 1]; pools--) {
      double a = p->sum[pools - 2];
      double b = p->sum[pools - 1];
      p->mean[pools - 2] = (a * p->mean[pools - 2] + b * p->mean[pools - 1]) / (a + b);
      p->sum[pools - 2] = a + b;
      p->size[pools - 2] += p->size[pools - 1];
    }
  }
  int32_t place = 0;
  for (int32_t k = 0; k < pools; k++) {
    for (int32_t i = 0; i < p->size[k]; i++, place++) {
      f->nodes[row_node(f, row, place)].x = p->mean[k] + p->offset[place];
    }
  }
}

/* Side by side, each row around the same middle. */
static void first_places(struct flow *f) {
  for (int32_t r = 0; r < f->row_count; r++) {
    double x = 0;
    for (int32_t i = 0; i < f->rows[r].count; i++) {
      struct flow_node *n = &f->nodes[row_node(f, r, i)];
      x += i > 0 ? apart(&f->nodes[row_node(f, r, i - 1)], n) : 0;
      n->x = x;
    }
    for (int32_t i = 0; i < f->rows[r].count; i++) {
      f->nodes[row_node(f, r, i)].x -= x / 2;
    }
  }
}

/*
 * Small turns look like mistakes, and one turn is better than many: what stands nearly above
 * its only successor, or on a way that passes rows, moves right above it unless it would
 * come too near to a neighbour.
 */
static void straighten(struct placer *p, int32_t row) {
  struct flow *f = p->f;
  const double small = 12;
  for (int32_t i = 0; i < f->rows[row].count; i++) {
    int32_t node = row_node(f, row, i);
    struct flow_node *n = &f->nodes[node];
    if (n->kind != FLOW_LABEL && n->kind != FLOW_BEND) {
      continue;
    }
    const struct flow_node *below =
        &f->nodes[p->net.near[FLOW_BELOW][p->net.first[FLOW_BELOW][node]]];
    double x = below->x;
    const struct flow_node *left = i > 0 ? &f->nodes[row_node(f, row, i - 1)] : NULL;
    const struct flow_node *right =
        i + 1 < f->rows[row].count ? &f->nodes[row_node(f, row, i + 1)] : NULL;
    bool is_far = n->kind == FLOW_BEND && below->kind == FLOW_BEND;
    bool is_near = is_far || (x - n->x <= small && n->x - x <= small);
    bool is_free = (left == NULL || x - left->x >= apart(left, n)) &&
                   (right == NULL || right->x - x >= apart(n, right));
    n->x = is_near && is_free ? x : n->x;
  }
}

/* To whole units, the leftmost edge at the margin. */
static void align(struct flow *f) {
  double left = 0;
  double right = 0;
  for (int32_t i = 0; i < f->node_count; i++) {
    struct flow_node *n = &f->nodes[i];
    n->x = fmath_floor(n->x + 0.5);
    left = n->x - n->width / 2 < left ? n->x - n->width / 2 : left;
    right = n->x + n->width / 2 > right ? n->x + n->width / 2 : right;
  }
  for (int32_t i = 0; i < f->node_count; i++) {
    f->nodes[i].x += MARGIN - left;
  }
  f->width = right - left + 2 * MARGIN;
}

/* Between a row and the next: room for the furthest way across, and for arrows. */
static double row_gap(const struct placer *p, int32_t row) {
  const double least = 24;
  const double most = 56;
  const double slope = 0.14;
  const struct flow *f = p->f;
  double far = 0;
  for (int32_t i = 0; i < f->rows[row].count; i++) {
    int32_t node = row_node(f, row, i);
    for (int32_t k = p->net.first[FLOW_BELOW][node]; k < p->net.first[FLOW_BELOW][node + 1]; k++) {
      double across = f->nodes[p->net.near[FLOW_BELOW][k]].x - f->nodes[node].x;
      across = across < 0 ? -across : across;
      far = across > far ? across : far;
    }
  }
  double gap = least + fmath_floor(far * slope);
  return gap > most ? most : gap;
}

static void set_heights(struct placer *p) {
  struct flow *f = p->f;
  double y = MARGIN;
  for (int32_t r = 0; r < f->row_count; r++) {
    double height = 0;
    for (int32_t i = 0; i < f->rows[r].count; i++) {
      struct flow_node *n = &f->nodes[row_node(f, r, i)];
      n->y = y;
      height = n->height > height ? n->height : height;
    }
    f->rows[r].top = y;
    f->rows[r].bottom = y + height;
    y += height + row_gap(p, r);
  }
  f->height = f->rows[f->row_count - 1].bottom + MARGIN;
}

void flow_place(struct flow *f, arena scratch) {
  struct placer p = {.f = f, .net = flow_net(f, &scratch)};
  p.want = NEW(&scratch, double, f->node_count);
  p.weight = NEW(&scratch, double, f->node_count);
  p.offset = NEW(&scratch, double, f->node_count);
  p.mean = NEW(&scratch, double, f->node_count);
  p.sum = NEW(&scratch, double, f->node_count);
  p.size = NEW(&scratch, int32_t, f->node_count);
  first_places(f);
  for (int round = 0; round < ROUNDS; round++) {
    for (int32_t r = 0; r < f->row_count; r++) {
      settle_row(&p, r);
    }
    for (int32_t r = f->row_count - 1; r >= 0; r--) {
      settle_row(&p, r);
    }
  }
  for (int32_t r = f->row_count - 2; r >= 0; r--) {
    straighten(&p, r);
  }
  align(f);
  set_heights(&p);
}

void flow_layout(struct flow *f, arena *a) {
  flow_rows(f, a);
  flow_place(f, *a);
}
