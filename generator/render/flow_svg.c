#include "render/flow.h"

enum {
  TYPE_UNITS = 16, /* to one em of the element */
  FOOT = 14,       /* from the top of a line to the foot of its letters, and of a small one */
  SMALL_FOOT = 12,
  AIR = 3 /* between what an answer says and its way on */
};

struct pen {
  const struct flow *f;
  struct html *h;
  arena scratch;
};

static void attr_units(struct html *h, str name, double value) {
  html_attr_int(h, name, (int64_t)value);
}

/* What to ask for where a text had to be cut. */
static void draw_whole(struct html *h, const struct flow_node *n) {
  if (n->lines.is_cut) {
    html_element(h, STR("title"), n->text);
  }
}

/* Lines that begin at `x` or lie around it; `y` is the foot of the first one. */
static void draw_lines(struct html *h, const struct flow_node *n, double x, double y) {
  const struct flow_lines *lines = &n->lines;
  html_open(h, STR("text"));
  attr_units(h, STR("x"), x);
  attr_units(h, STR("y"), y);
  if (n->kind == FLOW_LABEL) {
    draw_whole(h, n);
  }
  for (int i = 0; i < lines->count; i++) {
    if (i == 0) {
      html_text(h, lines->line[i]);
      continue;
    }
    html_text(h, STR(" ")); /* or words grow together when they are read aloud */
    html_open(h, STR("tspan"));
    attr_units(h, STR("x"), x);
    html_attr_int(h, STR("dy"), n->kind == FLOW_LABEL ? FLOW_SMALL_LEADING : FLOW_LEADING);
    html_text(h, lines->line[i]);
    html_close(h, STR("tspan"));
  }
  html_close(h, STR("text"));
}

/* --- boxes ---------------------------------------------------------------------------- */

static void draw_rectangle(struct html *h, const struct flow_node *n) {
  html_open(h, STR("rect"));
  attr_units(h, STR("x"), n->x - n->width / 2);
  attr_units(h, STR("y"), n->y);
  attr_units(h, STR("width"), n->width);
  attr_units(h, STR("height"), n->height);
  html_close(h, STR("rect"));
}

static void add_units(buf *b, str lead, double value) {
  buf_str(b, lead);
  buf_int(b, (int64_t)value);
}

/* A board with a tip, as the arms of a fingerpost have it. */
static void draw_arm(struct pen *p, const struct flow_node *n) {
  arena scratch = p->scratch;
  double left = n->x - n->width / 2;
  double shoulder = left + n->width - FLOW_TIP;
  buf d = buf_open(&scratch);
  add_units(&d, STR("M"), left);
  add_units(&d, STR(","), n->y);
  add_units(&d, STR("H"), shoulder);
  add_units(&d, STR("L"), left + n->width);
  add_units(&d, STR(","), n->y + n->height / 2);
  add_units(&d, STR("L"), shoulder);
  add_units(&d, STR(","), n->y + n->height);
  add_units(&d, STR("H"), left);
  buf_byte(&d, 'Z');
  html_open(p->h, STR("path"));
  html_attr(p->h, STR("d"), buf_text(&d));
  html_close(p->h, STR("path"));
}

/* Leads to the page's own text of it. */
static void draw_box(struct pen *p, const struct flow_node *n) {
  arena scratch = p->scratch;
  bool is_end = n->kind == FLOW_OUTCOME;
  html_open(p->h, STR("a"));
  html_attr(p->h, STR("href"), arena_join(&scratch, is_end ? STR("#o-") : STR("#q-"), n->id));
  draw_whole(p->h, n);
  if (is_end) {
    draw_arm(p, n);
  } else {
    draw_rectangle(p->h, n);
  }
  draw_lines(p->h, n, n->x - n->width / 2 + FLOW_SIDE, n->y + FLOW_PAD + FOOT);
  html_close(p->h, STR("a"));
}

/* --- ways ----------------------------------------------------------------------------- */

struct way_pen {
  buf d;
  double x, y; /* where it is */
};

static void add_down(struct way_pen *w, double y) {
  if (y != w->y) {
    add_units(&w->d, STR("V"), y);
    w->y = y;
  }
}

/* Down to `bottom`, the foot of a row, and across to the top of the next; upright at both ends. */
static void add_turn(struct way_pen *w, double bottom, double x, double top) {
  double middle = (double)(int64_t)((bottom + top) / 2);
  if (x == w->x) {
    return; /* it goes on down, as far as to the next turn */
  }
  add_down(w, bottom);
  add_units(&w->d, STR("C"), w->x);
  add_units(&w->d, STR(","), middle);
  add_units(&w->d, STR(" "), x);
  add_units(&w->d, STR(","), middle);
  add_units(&w->d, STR(" "), x);
  add_units(&w->d, STR(","), top);
  w->x = x;
  w->y = top;
}

static void add_start(struct way_pen *w, double x, double y) {
  add_units(&w->d, STR("M"), x);
  add_units(&w->d, STR(","), y);
  w->x = x;
  w->y = y;
}

static str way_path(const struct pen *p, const struct flow_way *w, arena *a) {
  const struct flow_node *nodes = p->f->nodes;
  const struct flow_row *rows = p->f->rows;
  const struct flow_node *from = &nodes[w->from];
  const struct flow_node *label = &nodes[w->label];
  const struct flow_node *to = &nodes[w->to];
  struct way_pen pen = {.d = buf_open(a)};
  add_start(&pen, from->x, from->y + from->height);
  add_turn(&pen, rows[from->row].bottom, label->x, label->y);
  add_down(&pen, label->y);
  add_start(&pen, label->x, label->y + label->height + AIR);
  for (int32_t i = 0; i < w->bends; i++) {
    const struct flow_node *bend = &nodes[w->first_bend + i];
    add_turn(&pen, rows[bend->row - 1].bottom + AIR, bend->x, bend->y);
  }
  add_turn(&pen, rows[to->row - 1].bottom + AIR, to->x, to->y - 1);
  add_down(&pen, to->y - 1);
  buf_str(&pen.d, STR("m-4,-6l4,6 4,-6"));
  return buf_close(&pen.d, a);
}

/* data-way: QUESTION#q-NEXT or QUESTION#o-OUTCOME, by which scripts find it. */
static void draw_way(struct pen *p, const struct flow_way *w) {
  arena scratch = p->scratch;
  const struct flow_node *to = &p->f->nodes[w->to];
  const struct flow_node *label = &p->f->nodes[w->label];
  bool is_end = to->kind == FLOW_OUTCOME;
  str from = arena_join(&scratch, p->f->nodes[w->from].id, is_end ? STR("#o-") : STR("#q-"));
  html_open(p->h, STR("g"));
  html_attr(p->h, STR("class"), is_end ? STR("way end") : STR("way"));
  html_attr(p->h, STR("data-way"), arena_join(&scratch, from, to->id));
  html_open(p->h, STR("path"));
  html_attr(p->h, STR("d"), way_path(p, w, &scratch));
  html_close(p->h, STR("path"));
  draw_lines(p->h, label, label->x, label->y + SMALL_FOOT);
  if (is_end) {
    draw_box(p, to);
  }
  html_close(p->h, STR("g"));
}

static void draw_question(struct pen *p, int32_t node) {
  arena scratch = p->scratch;
  const struct flow_node *n = &p->f->nodes[node];
  html_open(p->h, STR("g"));
  html_attr(p->h, STR("data-way"), arena_join(&scratch, STR("#q-"), n->id));
  draw_box(p, n);
  html_close(p->h, STR("g"));
  for (int32_t i = 0; i < n->ways; i++) {
    draw_way(p, &p->f->ways[n->first_way + i]);
  }
}

/* In ems, so that it grows with the reader's type. */
static void attr_ems(struct pen *p, str name, double units) {
  arena scratch = p->scratch;
  const int64_t hundredths = (int64_t)(units * 100) / TYPE_UNITS;
  buf b = buf_open(&scratch);
  buf_int(&b, hundredths / 100);
  buf_byte(&b, '.');
  buf_int(&b, hundredths / 10 % 10);
  buf_int(&b, hundredths % 10);
  buf_str(&b, STR("em"));
  html_attr(p->h, name, buf_text(&b));
}

static void draw_frame(struct pen *p) {
  arena scratch = p->scratch;
  buf box = buf_open(&scratch);
  add_units(&box, STR("0 0 "), p->f->width);
  add_units(&box, STR(" "), p->f->height);
  html_open(p->h, STR("svg"));
  html_attr(p->h, STR("viewBox"), buf_text(&box));
  attr_ems(p, STR("width"), p->f->width);
  attr_ems(p, STR("height"), p->f->height);
  /* A group and no image: what is in it are links. */
  html_attr(p->h, STR("role"), STR("group"));
  html_attr(p->h, STR("aria-labelledby"), STR("Map-title"));
  html_attr(p->h, STR("aria-describedby"), STR("Map-text"));
}

void flow_draw(const struct flow *f, str title, str text, struct html *h, arena scratch) {
  struct pen p = {.f = f, .h = h, .scratch = scratch};
  draw_frame(&p);
  html_open(h, STR("title"));
  html_attr(h, STR("id"), STR("Map-title"));
  html_text(h, title);
  html_close(h, STR("title"));
  html_open(h, STR("desc"));
  html_attr(h, STR("id"), STR("Map-text"));
  html_text(h, text);
  html_close(h, STR("desc"));
  for (int32_t i = 0; i < f->question_count; i++) {
    draw_question(&p, i);
  }
  html_close(h, STR("svg"));
}
