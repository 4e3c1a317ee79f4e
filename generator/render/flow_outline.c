#include "render/flow.h"

struct outline {
  const struct flow *f;
  struct html *h;
  arena scratch;
  bool *shown; /* by question: its answers are listed */
};

static void write_link(struct outline *o, const struct flow_node *n) {
  arena scratch = o->scratch;
  str lead = n->kind == FLOW_OUTCOME ? STR("#o-") : STR("#q-");
  html_open(o->h, STR("a"));
  html_attr(o->h, STR("href"), arena_join(&scratch, lead, n->id));
  html_text(o->h, n->text);
  html_close(o->h, STR("a"));
}

/* The link to a question, and below it each way on. */
static void write_question(struct outline *o, int32_t node, int depth) {
  const struct flow_node *n = &o->f->nodes[node];
  o->shown[node] = true;
  write_link(o, n);
  html_open(o->h, STR("ul"));
  for (int32_t i = 0; i < n->ways; i++) {
    const struct flow_way *w = &o->f->ways[n->first_way + i];
    const struct flow_node *to = &o->f->nodes[w->to];
    html_open(o->h, STR("li"));
    html_text(o->h, o->f->nodes[w->label].text);
    html_text(o->h, STR(": "));
    if (to->kind == FLOW_QUESTION && !o->shown[w->to] && depth < FLOW_DEPTH_MAX) {
      write_question(o, w->to, depth + 1);
    } else {
      write_link(o, to);
    }
    html_close(o->h, STR("li"));
  }
  html_close(o->h, STR("ul"));
}

void flow_outline(const struct flow *f, struct html *h, arena scratch) {
  struct outline o = {.f = f, .h = h, .shown = NEW(&scratch, bool, f->question_count)};
  o.scratch = scratch;
  html_open(h, STR("ul"));
  for (int32_t i = 0; i < f->question_count; i++) {
    if (!o.shown[i]) {
      html_open(h, STR("li"));
      write_question(&o, i, 1);
      html_close(h, STR("li"));
    }
  }
  html_close(h, STR("ul"));
}
