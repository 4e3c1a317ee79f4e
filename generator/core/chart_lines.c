#include "core/chart.h"

#include "core/chart_pen.h"
#include "core/num.h"

/*
 * From above: the name of y; the places of the reader and of the marks; the plot; labels
 * and the name of x; a row for each series, with its letter. Letters stand at the ends of
 * the lines, too, so that neither colours nor long names are needed to tell them apart.
 */
enum {
  LEFT = 42 * PEN_UNIT,
  RIGHT = 330 * PEN_UNIT, /* 33 points over this width lie 9 units apart, in few digits */
  HERE_ROW = 34 * PEN_UNIT,
  MARK_ROW = 52 * PEN_UNIT,
  TOP = 60 * PEN_UNIT,
  BOTTOM = 280 * PEN_UNIT,
  TICK_ROW = 297 * PEN_UNIT,
  NAME_ROW = 317 * PEN_UNIT,
  KEY_ROW = 342 * PEN_UNIT,
  ROW = 19 * PEN_UNIT,
  SWATCH = 29 * PEN_UNIT,
  LABEL = 50 * PEN_UNIT,
  WIDTH = CHART_WIDTH * PEN_UNIT,
  DROP = 5 * PEN_UNIT, /* of a text's foot below its middle */
  GAP = 6 * PEN_UNIT,  /* between labels */
  DIGITS = 3
};

struct plot {
  const struct chart_lines *c;
  buf *out;
  struct axis x, y;
  uint32_t series; /* drawn */
  arena scratch;
};

/* Neither what lies at 0 or below nor what is never reached has a place here. */
static bool has_place(double value) {
  return value > 0 && value < 0x1p1000;
}

static bool has_band(const struct chart_series *s, uint32_t i) {
  return s->low != NULL && has_place(s->low[i]) && has_place(s->high[i]);
}

struct range {
  double least, most; /* both 0: of nothing */
};

static void range_add(double value, struct range *range) {
  if (has_place(value)) {
    range->least = range->least == 0 || value < range->least ? value : range->least;
    range->most = value > range->most ? value : range->most;
  }
}

static struct axis axis_of(struct range range, int32_t from, int32_t to) {
  struct axis axis = range.least > 0 ? axis_fit(range.least, range.most) : axis_fit(1, 10);
  axis.from = from;
  axis.to = to;
  return axis;
}

static void axes_make(struct plot *p) {
  const struct chart_lines *c = p->c;
  struct range x = {0, 0};
  struct range y = {0, 0};
  for (uint32_t i = 0; i < c->points; i++) {
    range_add(c->x[i], &x);
  }
  for (uint32_t i = 0; i < p->series * c->points; i++) {
    const struct chart_series *s = &c->series[i / c->points];
    uint32_t at = i % c->points;
    range_add(s->middle[at], &y);
    range_add(has_band(s, at) ? s->low[at] : 0, &y);
    range_add(has_band(s, at) ? s->high[at] : 0, &y);
  }
  p->x = axis_of(x, LEFT, RIGHT);
  p->y = axis_of(y, BOTTOM, TOP);
  double room = (p->y.log_most - p->y.log_least) / 30; /* lines keep off the frame */
  p->y.log_least -= room;
  p->y.log_most += room;
}

static str compact(double value, arena *a) {
  buf text = buf_open(a);
  num_print_compact(&text, value, DIGITS);
  return buf_close(&text, a);
}

struct grid {
  struct tick x[TICKS_MAX], y[TICKS_MAX];
  uint32_t columns, rows;
};

/* Labels of x stand beside each other only where there is room. */
static void grid_make(const struct plot *p, struct grid *g) {
  int32_t free_from = 0;
  g->rows = axis_ticks(&p->y, g->y);
  g->columns = axis_ticks(&p->x, g->x);
  for (uint32_t i = 0; i < g->columns; i++) {
    arena a = p->scratch;
    struct tick *t = &g->x[i];
    int32_t half = t->value > 0 ? pen_width(compact(t->value, &a)) / 2 : 0;
    t->has_label = t->has_label && t->place - half >= free_from && t->place + half <= WIDTH;
    free_from = t->has_label ? t->place + half + GAP : free_from;
  }
}

/* The nearest place on a coarser grid, which takes fewer digits to write. */
static int32_t snap(int32_t place, int32_t step) {
  return (place + step / 2) / step * step;
}

/* The lines at ticks with labels, or those at the others: one path, since they are many. */
static void grid_lines(const struct plot *p, const struct grid *g, bool has_label) {
  int32_t step = has_label ? 1 : PEN_UNIT;
  for (uint32_t i = 0; i < g->rows; i++) {
    if (g->y[i].has_label == has_label) {
      pen_draw(p->out, "M# #H#", (int32_t[]){LEFT, snap(g->y[i].place, step), RIGHT}, NULL);
    }
  }
  for (uint32_t i = 0; i < g->columns; i++) {
    if (g->x[i].has_label == has_label) {
      pen_draw(p->out, "M# #V#", (int32_t[]){snap(g->x[i].place, step), TOP, BOTTOM}, NULL);
    }
  }
}

static void tick_draw(const struct plot *p, const char *shape, const struct tick *t,
                      struct point at) {
  arena a = p->scratch;
  if (t->has_label && t->value > 0) {
    pen_draw(p->out, shape, (int32_t[]){at.x, at.y}, (str[]){compact(t->value, &a)});
  }
}

static void grid_draw(const struct plot *p) {
  struct grid g;
  grid_make(p, &g);
  pen_draw(p->out, PEN_PATH_BEGIN("chart-minor"), NULL, NULL);
  grid_lines(p, &g, false);
  pen_draw(p->out, PEN_PATH_END PEN_PATH_BEGIN("chart-grid"), NULL, NULL);
  grid_lines(p, &g, true);
  pen_draw(p->out, PEN_PATH_END, NULL, NULL);
  for (uint32_t i = 0; i < g.rows; i++) {
    struct point at = {LEFT - 4 * PEN_UNIT, g.y[i].place + DROP};
    tick_draw(p, PEN_TEXT("chart-tick", PEN_END), &g.y[i], at);
  }
  for (uint32_t i = 0; i < g.columns; i++) {
    struct point at = {g.x[i].place, TICK_ROW};
    tick_draw(p, PEN_TEXT("chart-tick", PEN_MIDDLE), &g.x[i], at);
  }
}

/* The number in the class of a series, as the pen takes it. */
static int32_t style_of(uint32_t series) {
  return (int32_t)(series % CHART_STYLES) * PEN_UNIT;
}

static str letter_of(uint32_t series, arena *a) {
  char letter = (char)('A' + series);
  return arena_copy(a, (str){&letter, 1});
}

static struct point place_of(const struct plot *p, uint32_t i, double value) {
  return (struct point){axis_place(&p->x, p->c->x[i]), axis_place(&p->y, value)};
}

/* A path under way; steps from point to point are shorter than places. */
struct trail {
  buf d;
  struct point last;
};

static void trail_add(struct trail *t, bool is_begin, struct point to) {
  struct point from = is_begin ? (struct point){0, 0} : t->last;
  buf_byte(&t->d, is_begin ? 'M' : 'l');
  pen_number(&t->d, to.x - from.x);
  if (to.y >= from.y) { /* a minus parts numbers, too */
    buf_byte(&t->d, ' ');
  }
  pen_number(&t->d, to.y - from.y);
  t->last = to;
}

static void path_draw(const struct plot *p, const char *shape, uint32_t series, str d) {
  if (d.n > 0) {
    pen_draw(p->out, shape, (int32_t[]){style_of(series)}, &d);
  }
}

/* Of a band, which is faint, a unit is fine enough. */
static struct point edge_of(const struct plot *p, uint32_t i, double value) {
  struct point at = place_of(p, i, value);
  return (struct point){at.x, snap(at.y, PEN_UNIT)};
}

/* The band from one point up to another: along the upper side, and back along the lower. */
static void band_part(const struct plot *p, const struct chart_series *s, uint32_t from,
                      uint32_t end, struct trail *t) {
  for (uint32_t i = from; i < end; i++) {
    trail_add(t, i == from, edge_of(p, i, s->high[i]));
  }
  for (uint32_t i = end; i-- > from;) {
    trail_add(t, false, edge_of(p, i, s->low[i]));
  }
  buf_byte(&t->d, 'Z');
}

static void band_draw(const struct plot *p, uint32_t series) {
  const struct chart_series *s = &p->c->series[series];
  arena a = p->scratch;
  struct trail t = {.d = buf_open(&a)};
  for (uint32_t from = 0, end = 0; from < p->c->points; from = end) {
    for (end = from; end < p->c->points && has_band(s, end);) {
      end++;
    }
    if (end - from > 1) {
      band_part(p, s, from, end, &t);
    }
    end += end == from;
  }
  path_draw(p, PEN_PATH("chart-band chart-#"), series, buf_close(&t.d, &a));
}

/* A point that has no neighbour is a dot. */
static void line_draw(const struct plot *p, uint32_t series) {
  const struct chart_series *s = &p->c->series[series];
  arena a = p->scratch;
  struct trail t = {.d = buf_open(&a)};
  for (uint32_t i = 0; i < p->c->points; i++) {
    bool is_after = i > 0 && has_place(s->middle[i - 1]);
    bool is_before = i + 1 < p->c->points && has_place(s->middle[i + 1]);
    if (!has_place(s->middle[i])) {
      continue;
    }
    struct point at = place_of(p, i, s->middle[i]);
    at.y = snap(at.y, PEN_UNIT / 2); /* fewer digits; a line is wider than that */
    if (is_after || is_before) {
      trail_add(&t, !is_after, at);
    } else {
      pen_draw(p->out, PEN_DOT("chart-dot chart-#"),
               (int32_t[]){style_of(series), at.x, at.y, 3 * PEN_UNIT}, NULL);
    }
  }
  path_draw(p, PEN_PATH("chart-line chart-#"), series, buf_close(&t.d, &a));
}

struct line_end {
  uint32_t series;
  struct point at;
};

/* Where the lines end, from above. */
static uint32_t ends_find(const struct plot *p, struct line_end ret[CHART_SERIES_MAX]) {
  uint32_t count = 0;
  for (uint32_t series = 0; series < p->series; series++) {
    uint32_t i = p->c->points;
    while (i > 0 && !has_place(p->c->series[series].middle[i - 1])) {
      i--;
    }
    if (i == 0) {
      continue;
    }
    struct line_end end = {series, place_of(p, i - 1, p->c->series[series].middle[i - 1])};
    uint32_t at = count++;
    for (; at > 0 && ret[at - 1].at.y > end.at.y; at--) {
      ret[at] = ret[at - 1];
    }
    ret[at] = end;
  }
  return count;
}

static void ends_draw(const struct plot *p) {
  struct line_end ends[CHART_SERIES_MAX];
  int32_t places[CHART_SERIES_MAX];
  uint32_t count = ends_find(p, ends);
  for (uint32_t i = 0; i < count; i++) {
    places[i] = ends[i].at.y;
  }
  places_part(places, count, (CHART_LETTER + 1) * PEN_UNIT, (struct point){TOP, BOTTOM});
  for (uint32_t i = 0; i < count; i++) {
    arena a = p->scratch;
    const int32_t x = RIGHT + 8 * PEN_UNIT;
    int32_t style = style_of(ends[i].series);
    pen_draw(p->out, PEN_LINE("chart-lead chart-#") PEN_TEXT("chart-end chart-#", PEN_START),
             (int32_t[]){style, ends[i].at.x, ends[i].at.y, x - PEN_UNIT, places[i], style, x,
                         places[i] + DROP},
             (str[]){letter_of(ends[i].series, &a)});
  }
}

/* "A-B 96k": from which series to which, and where. */
static str mark_text(const struct chart_mark *m, arena *a) {
  buf text = buf_open(a);
  buf_byte(&text, (char)('A' + m->from));
  buf_str(&text, STR("\xe2\x86\x92"));
  buf_byte(&text, (char)('A' + m->to));
  buf_byte(&text, ' ');
  num_print_compact(&text, m->x, 2);
  return buf_close(&text, a);
}

/* Where a label over `x` begins that the reader's own line does not cross. */
static int32_t mark_from(const struct plot *p, int32_t x, int32_t width) {
  const int32_t gap = 10 * PEN_UNIT; /* an arrow is wider than other letters */
  int32_t from = x - width / 2;
  int32_t here = axis_holds(&p->x, p->c->here) ? axis_place(&p->x, p->c->here) : 0;
  if (here > from && here < from + width) {
    from = x < here ? here - gap - width : here + gap;
  }
  return from + width > WIDTH ? WIDTH - width : from;
}

/* Labels stand over their lines, or beside those before them; where there is no room, none. */
static void marks_draw(const struct plot *p) {
  int32_t free_from = 0;
  for (uint32_t i = 0; i < p->c->mark_count; i++) {
    const struct chart_mark *m = &p->c->marks[i];
    if (!axis_holds(&p->x, m->x) || m->from >= p->series || m->to >= p->series) {
      continue;
    }
    arena a = p->scratch;
    int32_t x = axis_place(&p->x, m->x);
    str text = mark_text(m, &a);
    int32_t width = pen_width(text);
    int32_t from = mark_from(p, x, width);
    from = from < free_from ? free_from : from;
    pen_draw(p->out, PEN_DOWN("chart-mark"), (int32_t[]){x, TOP, BOTTOM}, NULL);
    if (axis_holds(&p->y, m->y)) {
      pen_draw(p->out, PEN_DOT("chart-mark"), (int32_t[]){x, axis_place(&p->y, m->y), 4 * PEN_UNIT},
               NULL);
    }
    if (from + width <= WIDTH) {
      pen_draw(p->out, PEN_TEXT("chart-mark", PEN_START), (int32_t[]){from, MARK_ROW}, &text);
      free_from = from + width + GAP;
    }
  }
}

static void here_draw(const struct plot *p) {
  double here = p->c->here;
  if (!axis_holds(&p->x, here)) {
    return;
  }
  arena a = p->scratch;
  str text = arena_join(&a, STR("here "), compact(here, &a));
  int32_t x = axis_place(&p->x, here);
  int32_t half = pen_width(text) / 2;
  int32_t middle = x - half < 0 ? half : x;
  middle = middle + half > WIDTH ? WIDTH - half : middle;
  pen_draw(p->out, PEN_DOWN("chart-here") PEN_TEXT("chart-here", PEN_MIDDLE),
           (int32_t[]){x, HERE_ROW + 4 * PEN_UNIT, BOTTOM, middle, HERE_ROW}, &text);
}

static void key_draw(const struct plot *p) {
  for (uint32_t i = 0; i < p->series; i++) {
    arena a = p->scratch;
    int32_t y = KEY_ROW + (int32_t)i * ROW;
    str letter = letter_of(i, &a);
    pen_draw(p->out,
             PEN_ACROSS("chart-line chart-#") PEN_TEXT("chart-end chart-#", PEN_START)
                 PEN_TEXT("chart-name", PEN_START),
             (int32_t[]){style_of(i), PEN_UNIT, y - DROP, SWATCH, style_of(i), SWATCH + DROP, y,
                         LABEL, y},
             (str[]){letter, pen_fit(p->c->series[i].label, WIDTH - LABEL, &a)});
  }
}

void chart_lines(const struct chart_lines *c, arena scratch, buf *out) {
  struct plot p = {.c = c, .out = out, .scratch = scratch};
  p.series = c->series_count < CHART_SERIES_MAX ? c->series_count : CHART_SERIES_MAX;
  axes_make(&p);
  pen_begin(out, &c->text, KEY_ROW + (int32_t)p.series * ROW - ROW / 2);
  arena a = p.scratch;
  pen_draw(out, PEN_TEXT("chart-name", PEN_START) PEN_TEXT("chart-name", PEN_END),
           (int32_t[]){0, 13 * PEN_UNIT, RIGHT, NAME_ROW},
           (str[]){pen_fit(c->y_name, WIDTH, &a), pen_fit(c->x_name, RIGHT, &a)});
  grid_draw(&p);
  for (uint32_t i = 0; i < p.series; i++) {
    band_draw(&p, i);
  }
  pen_draw(out, PEN_BOX("chart-axis"), (int32_t[]){LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP}, NULL);
  here_draw(&p);
  marks_draw(&p);
  for (uint32_t i = 0; i < p.series; i++) {
    line_draw(&p, i);
  }
  ends_draw(&p);
  key_draw(&p);
  pen_draw(out, PEN_CLOSE, NULL, NULL);
}
