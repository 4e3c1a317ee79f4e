#include "core/chart.h"
#include "core/chart_image.h"
#include "core/fmath.h"
#include "core/mem.h"
#include "core/num.h"

/* What is left of an image. */
struct reader {
  str rest;
  arena *a;
  bool ended; /* before all was read: zeros and empty texts stand for what is missing */
};

static void take(struct reader *r, void *to, ptrdiff_t size) {
  r->ended = r->ended || size > r->rest.n;
  if (!r->ended) {
    mem_copy(to, r->rest.s, size);
    r->rest = str_sub(r->rest, size, r->rest.n);
  }
}

static const double *take_numbers(struct reader *r, uint32_t count) {
  const ptrdiff_t each = (ptrdiff_t)sizeof(double);
  r->ended = r->ended || count > (size_t)(r->rest.n / each);
  double *numbers = r->ended ? NULL : NEW(r->a, double, count);
  take(r, numbers, r->ended ? 0 : (ptrdiff_t)count * each);
  return numbers;
}

static str take_text(struct reader *r) {
  uint32_t size = 0;
  take(r, &size, (ptrdiff_t)sizeof size);
  r->ended = r->ended || size > r->rest.n;
  str text = str_sub(r->rest, 0, r->ended ? 0 : (ptrdiff_t)size);
  r->rest = str_sub(r->rest, text.n, r->rest.n);
  return text;
}

static str join3(arena *a, str first, str second, str third) {
  return arena_join(a, arena_join(a, first, second), third);
}

/* --- lines ------------------------------------------------------------------------ */

/* Which line is the lowest at a point; series_count: there is none. */
static uint32_t lowest_at(const struct chart_lines *c, uint32_t point) {
  uint32_t lowest = c->series_count;
  for (uint32_t i = 0; i < c->series_count; i++) {
    double value = c->series[i].middle[point];
    bool is_lower = lowest == c->series_count || value < c->series[lowest].middle[point];
    lowest = value > 0 && is_lower ? i : lowest;
  }
  return lowest;
}

/* Where two lines cross between a point and the next one: straight between them, as drawn. */
static struct chart_mark crossing(const struct chart_lines *c, uint32_t point, uint32_t from,
                                  uint32_t to) {
  const double *a = c->series[from].middle + point;
  const double *b = c->series[to].middle + point;
  double share = 0.5; /* where one of them begins or ends */
  double height = 0;
  if (a[0] > 0 && a[1] > 0 && b[0] > 0 && b[1] > 0) {
    double before = fmath_log(a[0]) - fmath_log(b[0]);
    double after = fmath_log(a[1]) - fmath_log(b[1]);
    share = after > before ? before / (before - after) : 0.5;
    height = fmath_between(a[0], a[1], share);
  }
  return (struct chart_mark){fmath_between(c->x[point], c->x[point + 1], share), height, from, to};
}

static void marks_find(struct chart_lines *c, arena *a) {
  struct chart_mark *marks = NEW(a, struct chart_mark, c->points);
  uint32_t last = lowest_at(c, 0);
  c->marks = marks;
  for (uint32_t point = 0; point + 1 < c->points; point++) {
    uint32_t next = lowest_at(c, point + 1);
    if (next != last && next < c->series_count && last < c->series_count) {
      marks[c->mark_count++] = crossing(c, point, last, next);
    }
    last = next;
  }
}

/* "Lowest median: Prompting up to 96k, then Fine-tuned." */
static str lines_text(const struct chart_lines *c, arena *a) {
  buf text = buf_open(a);
  uint32_t lowest = lowest_at(c, 0);
  buf_str(&text, STR("Medians, each with the range of nine in ten samples. Lowest median: "));
  buf_str(&text, lowest < c->series_count ? c->series[lowest].label : STR("none"));
  for (uint32_t i = 0; i < c->mark_count; i++) {
    buf_str(&text, i == 0 ? STR(" up to ") : STR(", up to "));
    num_print_compact(&text, c->marks[i].x, 2);
    buf_str(&text, STR(", then "));
    buf_str(&text, c->series[c->marks[i].to].label);
  }
  buf_byte(&text, '.');
  return buf_close(&text, a);
}

/* "Calls per day, call/d" */
static str axis_name(str label, str unit, arena *a) {
  return unit.n > 0 ? join3(a, label, STR(", "), unit) : label;
}

static void lines_draw(const struct chart_image *image, struct reader r, buf *out) {
  struct chart_lines c = {.points = image->points, .here = image->here};
  c.x = take_numbers(&r, c.points);
  struct chart_series series[CHART_SERIES_MAX] = {0};
  uint32_t count = image->count < CHART_SERIES_MAX ? image->count : CHART_SERIES_MAX;
  for (uint32_t i = 0; i < count; i++) {
    const double *low = take_numbers(&r, c.points);
    series[i].middle = take_numbers(&r, c.points);
    const double *high = take_numbers(&r, c.points);
    series[i].low = image->has_bands != 0 ? low : NULL;
    series[i].high = image->has_bands != 0 ? high : NULL;
  }
  c.text.id = arena_join(r.a, take_text(&r), STR("-volume"));
  str y_label = take_text(&r);
  c.y_name = axis_name(y_label, take_text(&r), r.a);
  str x_label = take_text(&r);
  c.x_name = axis_name(x_label, take_text(&r), r.a);
  for (uint32_t i = 0; i < count; i++) {
    series[i].label = take_text(&r);
  }
  if (r.ended || c.points == 0) {
    return;
  }
  c.series = series;
  c.series_count = count;
  marks_find(&c, r.a);
  c.text.title = join3(r.a, y_label, STR(" by "), x_label);
  c.text.description = lines_text(&c, r.a);
  chart_lines(&c, *r.a, out);
}

/* --- bars ------------------------------------------------------------------------- */

static str bars_text(const struct chart_bars *c, arena *a) {
  buf text = buf_open(a);
  buf_str(&text, STR("Rank correlation over the samples. "));
  for (uint32_t i = 0; i < c->count; i++) {
    buf_str(&text, i > 0 ? STR(", ") : STR(""));
    buf_str(&text, c->bars[i].label);
    buf_byte(&text, ' ');
    num_print_fixed(&text, c->bars[i].value, 2);
  }
  buf_str(&text, c->count > 0 ? STR(".") : STR("No uncertain input matters."));
  return buf_close(&text, a);
}

static void bars_draw(const struct chart_image *image, struct reader r, buf *out) {
  const double *values = take_numbers(&r, image->count);
  struct chart_bars c = {.less = STR("more of it: lower"), .more = STR("more of it: higher")};
  c.text.id = arena_join(r.a, take_text(&r), STR("-tornado"));
  str moved = take_text(&r);
  str alternative = take_text(&r);
  if (r.ended) {
    return;
  }
  struct chart_bar *bars = NEW(r.a, struct chart_bar, image->count);
  for (uint32_t i = 0; i < image->count; i++) {
    bars[i] = (struct chart_bar){take_text(&r), values[i]};
  }
  if (r.ended) {
    return;
  }
  c.bars = bars;
  c.count = image->count;
  str title = join3(r.a, STR("What moves most: "), moved, STR(", "));
  c.text.title = arena_join(r.a, title, alternative);
  c.text.description = bars_text(&c, r.a);
  chart_bars(&c, *r.a, out);
}

void chart_draw(str image, arena scratch, buf *out) {
  struct reader r = {image, &scratch, false};
  struct chart_image head = {0};
  take(&r, &head, (ptrdiff_t)sizeof head);
  if (!r.ended && head.kind == CHART_LINES) {
    lines_draw(&head, r, out);
  } else if (!r.ended && head.kind == CHART_BARS) {
    bars_draw(&head, r, out);
  }
}
