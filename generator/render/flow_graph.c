#include "core/fmath.h"
#include "render/flow.h"

enum {
  QUESTION_TEXT = 172, /* widths of texts, in units */
  OUTCOME_TEXT = 148,
  LABEL_TEXT = 128,
  BOX_LEAST = 72,
  ANSWERS_SHOWN = 3 /* of those that share a way; when there are more, the rest is counted */
};

/* What the answers of a way say: how it is put depends on how many there are. */
struct answers {
  str shown[ANSWERS_SHOWN];
  int32_t count;
};

struct graph {
  const struct decision *d;
  const int32_t *number;
  const struct strings *ui;
  arena *a;
  struct flow *f;
  const int32_t *node_of;  /* by question */
  struct answers *answers; /* by way */
};

/* A route with its condition, as far as it needs one. */
static str with_condition(struct graph *g, str label, const struct decision_route *r,
                          bool is_first) {
  if (r->when == NULL && is_first) {
    return label;
  }
  struct string_hole holes[] = {{STR("label"), label}, {STR("condition"), r->when_text}};
  return r->when == NULL ? strings_fill(g->ui, STR("label_otherwise"), holes, 1, g->a)
                         : strings_fill(g->ui, STR("label_if"), holes, 2, g->a);
}

static bool leads_to(const struct graph *g, const struct flow_way *w,
                     const struct decision_route *r) {
  const struct flow_node *to = &g->f->nodes[w->to];
  return r->question >= 0
             ? w->to == g->node_of[r->question]
             : to->kind == FLOW_OUTCOME && str_eq(to->id, g->d->outcomes[r->outcome].id);
}

/* Its middle has to be a whole unit. */
static int32_t add_node(struct flow *f, struct flow_node node) {
  node.width = 2 * fmath_ceil(node.width / 2);
  f->nodes[f->node_count] = node;
  return f->node_count++;
}

static int32_t add_outcome(struct graph *g, const struct decision_outcome *o) {
  struct flow_node n = {.kind = FLOW_OUTCOME, .id = o->id, .text = o->title};
  n.lines = flow_break(o->title, OUTCOME_TEXT, FLOW_TYPE, true, g->a);
  n.width = n.lines.width + 2 * FLOW_SIDE + FLOW_TIP;
  n.height = n.lines.count * FLOW_LEADING + 2 * FLOW_PAD;
  return add_node(g->f, n);
}

/* Of conditions that never hold the page shows no target either. */
static bool is_seen(const struct graph *g, const struct decision_route *r) {
  return r->question >= 0 ? g->number[r->question] > 0 : g->d->outcomes[r->outcome].reached;
}

/* The way of the question at hand that leads where the route does. */
static int32_t way_of(struct graph *g, int32_t from, const struct decision_route *r) {
  struct flow *f = g->f;
  int32_t way = f->nodes[from].first_way;
  while (way < f->way_count && !leads_to(g, &f->ways[way], r)) {
    way++;
  }
  if (way == f->way_count) {
    int32_t to =
        r->question >= 0 ? g->node_of[r->question] : add_outcome(g, &g->d->outcomes[r->outcome]);
    f->ways[f->way_count++] = (struct flow_way){.from = from, .to = to};
  }
  return way;
}

static void add_answer(struct answers *list, str text) {
  if (list->count < ANSWERS_SHOWN) {
    list->shown[list->count] = text;
  }
  list->count++;
}

/* A label of its own, or those of the choices that it stands for. */
static void say_answer(struct graph *g, const struct decision_question *q, int32_t answer,
                       const struct decision_route *r, struct answers *out) {
  const struct decision_answer *a = &q->answers[answer];
  bool is_first = r == a->routes;
  bool is_named = q->choice_count == 0 || !str_eq(a->label, a->id);
  for (ptrdiff_t c = 0; c < q->choice_count && !is_named; c++) {
    if (q->choices[c].arm == answer) {
      add_answer(out, with_condition(g, q->choices[c].label, r, is_first));
    }
  }
  if (is_named) {
    add_answer(out, with_condition(g, a->label, r, is_first));
  }
}

static void add_ways(struct graph *g, int32_t question) {
  const struct decision_question *q = &g->d->questions[question];
  int32_t node = g->node_of[question];
  g->f->nodes[node].first_way = g->f->way_count;
  for (int32_t i = 0; i < (int32_t)q->answer_count; i++) {
    for (ptrdiff_t r = 0; r < q->answers[i].route_count; r++) {
      const struct decision_route *route = &q->answers[i].routes[r];
      if (is_seen(g, route)) {
        say_answer(g, q, i, route, &g->answers[way_of(g, node, route)]);
      }
    }
  }
  g->f->nodes[node].ways = g->f->way_count - g->f->nodes[node].first_way;
}

/* "Few", "Few\nor Some", "Few\nor Some\nor 4 other answers". */
static str answers_text(const struct graph *g, const struct answers *list) {
  int32_t shown = list->count > ANSWERS_SHOWN ? ANSWERS_SHOWN - 1 : list->count;
  str word = strings_get(g->ui, STR("or"));
  buf number = buf_new(g->a, 16);
  buf_int(&number, list->count - shown);
  struct string_hole count = {STR("count"), buf_text(&number)};
  str others = strings_fill(g->ui, STR("other_answers"), &count, 1, g->a);
  buf b = buf_open(g->a);
  for (int32_t i = 0; i < shown + (shown < list->count); i++) {
    if (i > 0) {
      buf_byte(&b, '\n');
      buf_str(&b, word);
      buf_byte(&b, ' ');
    }
    buf_str(&b, i < shown ? list->shown[i] : others);
  }
  return buf_close(&b, g->a);
}

static void add_labels(struct graph *g) {
  for (int32_t i = 0; i < g->f->way_count; i++) {
    struct flow_node n = {.kind = FLOW_LABEL, .text = answers_text(g, &g->answers[i])};
    n.lines = flow_break(n.text, LABEL_TEXT, FLOW_SMALL, false, g->a);
    n.width = n.lines.width;
    n.height = n.lines.count * FLOW_SMALL_LEADING;
    g->f->ways[i].label = add_node(g->f, n);
  }
}

static void add_question(struct graph *g, int32_t question, int32_t number) {
  const struct decision_question *q = &g->d->questions[question];
  struct flow_node n = {.kind = FLOW_QUESTION, .id = q->id};
  buf b = buf_open(g->a);
  buf_int(&b, number);
  buf_str(&b, STR(". "));
  buf_str(&b, q->ask);
  n.text = buf_close(&b, g->a);
  n.lines = flow_break(n.text, QUESTION_TEXT, FLOW_TYPE, false, g->a);
  n.width = n.lines.width + 2 * FLOW_SIDE;
  n.width = n.width < BOX_LEAST ? BOX_LEAST : n.width;
  n.height = n.lines.count * FLOW_LEADING + 2 * FLOW_PAD;
  add_node(g->f, n);
}

static ptrdiff_t count_routes(const struct decision *d) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    for (ptrdiff_t a = 0; a < d->questions[i].answer_count; a++) {
      count += d->questions[i].answers[a].route_count;
    }
  }
  return count;
}

struct flow flow_graph(const struct decision *d, const int32_t *number, const struct strings *ui,
                       arena *a) {
  ptrdiff_t routes = count_routes(d);
  struct flow f = {
      .nodes = NEW(a, struct flow_node, d->question_count + 2 * routes),
      .ways = NEW(a, struct flow_way, routes),
  };
  int32_t *node_of = NEW(a, int32_t, d->question_count);
  struct graph g = {.d = d, .number = number, .ui = ui, .a = a, .f = &f, .node_of = node_of};
  g.answers = NEW(a, struct answers, routes);
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    int32_t question = d->by_rank[rank];
    node_of[question] = f.node_count;
    if (number[question] > 0) {
      add_question(&g, question, number[question]);
    }
  }
  f.question_count = f.node_count;
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    if (number[d->by_rank[rank]] > 0) {
      add_ways(&g, d->by_rank[rank]);
    }
  }
  add_labels(&g);
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    f.outcome_count += d->outcomes[i].reached;
  }
  return f;
}

bool flow_fits(const struct flow *f) {
  return f->question_count + f->outcome_count <= FLOW_NODES_MAX && f->way_count <= FLOW_WAYS_MAX;
}
