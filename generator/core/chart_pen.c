#include "core/chart_pen.h"

#include "core/fmath.h"
#include "core/utf8.h"

static const double ln10 = 0x1.26bb1bbb55516p1;

static void attr_number(struct html *h, str name, double value) {
  char memory[32];
  buf text = buf_over(memory, (ptrdiff_t)sizeof memory);
  pen_number(&text, value);
  html_attr(h, name, buf_text(&text));
}

void pen_number(buf *out, double value) {
  double tenths = fmath_floor(value * 10 + 0.5);
  tenths = tenths < -1e6 ? -1e6 : tenths;
  tenths = tenths > 1e6 ? 1e6 : tenths;
  int64_t whole = (int64_t)(tenths < 0 ? -tenths : tenths);
  if (tenths < 0) {
    buf_byte(out, '-');
  }
  buf_int(out, whole / 10);
  if (whole % 10 != 0) {
    buf_byte(out, '.');
    buf_int(out, whole % 10);
  }
}

void pen_begin(struct html *h, const struct chart_text *text, double height, arena scratch) {
  str title = arena_join(&scratch, text->id, STR("-title"));
  str description = arena_join(&scratch, text->id, STR("-text"));
  str both = arena_join(&scratch, arena_join(&scratch, title, STR(" ")), description);
  char memory[64];
  buf box = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&box, STR("0 0 "));
  buf_int(&box, CHART_WIDTH);
  buf_byte(&box, ' ');
  pen_number(&box, height);
  html_open(h, STR("svg"));
  html_attr(h, STR("class"), STR("chart"));
  html_attr(h, STR("viewBox"), buf_text(&box));
  html_attr(h, STR("role"), STR("img"));
  html_attr(h, STR("aria-labelledby"), both);
  html_open(h, STR("title"));
  html_attr(h, STR("id"), title);
  html_text(h, text->title);
  html_close(h, STR("title"));
  html_open(h, STR("desc"));
  html_attr(h, STR("id"), description);
  html_text(h, text->description);
  html_close(h, STR("desc"));
}

void pen_line(struct html *h, str class, struct point from, struct point to) {
  html_open(h, STR("line"));
  html_attr(h, STR("class"), class);
  attr_number(h, STR("x1"), from.x);
  attr_number(h, STR("y1"), from.y);
  attr_number(h, STR("x2"), to.x);
  attr_number(h, STR("y2"), to.y);
  html_close(h, STR("line"));
}

void pen_rectangle(struct html *h, str class, struct point corner, struct point size) {
  html_open(h, STR("rect"));
  html_attr(h, STR("class"), class);
  attr_number(h, STR("x"), corner.x);
  attr_number(h, STR("y"), corner.y);
  attr_number(h, STR("width"), size.x);
  attr_number(h, STR("height"), size.y);
  html_close(h, STR("rect"));
}

void pen_dot(struct html *h, str class, struct point at, double radius) {
  html_open(h, STR("circle"));
  html_attr(h, STR("class"), class);
  attr_number(h, STR("cx"), at.x);
  attr_number(h, STR("cy"), at.y);
  attr_number(h, STR("r"), radius);
  html_close(h, STR("circle"));
}

void pen_text(struct html *h, str class, struct point at, str anchor, str text) {
  html_open(h, STR("text"));
  html_attr(h, STR("class"), class);
  attr_number(h, STR("x"), at.x);
  attr_number(h, STR("y"), at.y);
  if (!str_eq(anchor, STR("start"))) {
    html_attr(h, STR("text-anchor"), anchor);
  }
  html_text(h, text);
  html_close(h, STR("text"));
}

void pen_path(struct html *h, str class, str d) {
  html_open(h, STR("path"));
  html_attr(h, STR("class"), class);
  html_attr(h, STR("d"), d);
  html_close(h, STR("path"));
}

/*
 * A letter of a common face is seldom wider than this, nor one of East Asia than two. Tables
 * of widths (core/utf8.h) would know better and be larger than all that is drawn.
 */
static double rune_width(uint32_t rune) {
  const uint32_t wide_from = 0x1100;
  const uint32_t punctuation = 0x2000;
  const uint32_t wide_again = 0x2e80;
  bool is_wide = rune >= wide_from && (rune < punctuation || rune >= wide_again);
  return (is_wide ? 2 : 1) * (CHART_LETTER * 0.56);
}

double pen_width(str text) {
  double width = 0;
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune);) {
    width += rune_width(rune);
  }
  return width;
}

str pen_fit(str text, double width, arena *a) {
  if (pen_width(text) <= width) {
    return text;
  }
  uint32_t rune = 0;
  ptrdiff_t end = 0;
  double used = rune_width('m');
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune); end = at) {
    used += rune_width(rune);
    if (used > width) {
      break;
    }
  }
  return arena_join(a, str_trim(str_sub(text, 0, end)), STR("\xe2\x80\xa6"));
}

struct axis axis_fit(double least, double most) {
  const double shortest = 0x1.62e42fefa39efp0; /* ln 4 */
  struct axis a = {.log_least = fmath_log(least), .log_most = fmath_log(most)};
  double lacks = shortest - (a.log_most - a.log_least);
  if (lacks > 0) {
    a.log_least -= lacks / 2;
    a.log_most += lacks / 2;
  }
  return a;
}

static double log_place(const struct axis *a, double log) {
  return a->from + (log - a->log_least) / (a->log_most - a->log_least) * (a->to - a->from);
}

bool axis_holds(const struct axis *a, double value) {
  double log = value > 0 ? fmath_log(value) : a->log_least - 1;
  return log >= a->log_least && log <= a->log_most;
}

double axis_place(const struct axis *a, double value) {
  return log_place(a, fmath_log(value));
}

/* The value of a tick, or 0. */
static double tick_value(int digit, int power) {
  double value = digit * fmath_power(10, power);
  return fmath_is_finite(value) ? value : 0;
}

/* Decades, thinned out when they are many; below three of them also 2 and 5 have labels. */
uint32_t axis_ticks(const struct axis *a, struct tick ret[TICKS_MAX]) {
  enum { LABELS = 7, FEW = 3 };
  double decades = (a->log_most - a->log_least) / ln10;
  int first = (int)fmath_floor(a->log_least / ln10);
  int last = (int)fmath_floor(a->log_most / ln10);
  int step = 1 + (int)(decades / LABELS);
  uint32_t count = 0;
  for (int power = first; power <= last && count + 9 < TICKS_MAX; power++) {
    bool is_labelled = (power % step + step) % step == 0;
    for (int digit = 1; digit <= (step == 1 ? 9 : 1); digit++) {
      double log = power * ln10 + fmath_log(digit);
      if (!is_labelled || log < a->log_least - 1e-9 || log > a->log_most + 1e-9) {
        continue;
      }
      bool has_label = digit == 1 || (decades < FEW && (digit == 2 || digit == 5));
      ret[count++] = (struct tick){log_place(a, log), tick_value(digit, power), has_label};
    }
  }
  return count;
}

void places_part(double *places, uint32_t count, double apart, struct point limits) {
  double least = limits.x;
  for (uint32_t i = 0; i < count; i++) {
    places[i] = places[i] < least ? least : places[i];
    least = places[i] + apart;
  }
  double most = limits.y;
  for (uint32_t i = count; i-- > 0;) {
    places[i] = places[i] > most ? most : places[i];
    most = places[i] - apart;
  }
}
