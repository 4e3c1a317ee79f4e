#include "core/chart_pen.h"

#include "core/fmath.h"
#include "core/utf8.h"

static const double ln10 = 0x1.26bb1bbb55516p1;

int32_t pen_round(double value) {
  const double most = 1e6; /* farther out nothing is seen */
  double rounded = fmath_floor(value + 0.5);
  rounded = rounded < -most ? -most : rounded;
  return (int32_t)(rounded > most ? most : rounded);
}

void pen_number(buf *out, int32_t tenths) {
  int32_t size = tenths < 0 ? -tenths : tenths;
  if (tenths < 0) {
    buf_byte(out, '-');
  }
  if (size == 0 || size >= PEN_UNIT) {
    buf_int(out, size / PEN_UNIT);
  }
  if (size % PEN_UNIT != 0) {
    buf_byte(out, '.');
    buf_int(out, size % PEN_UNIT);
  }
}

/* What stands for a character in an attribute; empty: itself. */
static str escape_of(uint32_t rune) {
  switch (rune) {
    case '&':
      return STR("&amp;");
    case '<':
      return STR("&lt;");
    case '>':
      return STR("&gt;");
    case '"':
      return STR("&quot;");
    case '\'':
      return STR("&#39;");
    default:
      break;
  }
  bool is_space = rune == '\t' || rune == '\n' || rune == '\f' || rune == '\r';
  bool is_control = (rune < ' ' && !is_space) || (rune >= 0x7f && rune < 0xa0);
  return is_control ? STR("\xef\xbf\xbd") : STR("");
}

/* As html_escape_attr does, whose tables would be larger than all that is drawn. */
static void text_draw(buf *out, str text) {
  uint32_t rune = 0;
  ptrdiff_t last = 0;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune); last = at) {
    str escape = escape_of(rune);
    buf_str(out, escape.n > 0 ? escape : str_sub(text, last, at));
  }
}

void pen_draw(buf *out, const char *shape, const int32_t *numbers, const str *texts) {
  for (; *shape != '\0'; shape++) {
    if (*shape == '#') {
      pen_number(out, *numbers++);
    } else if (*shape == '$') {
      text_draw(out, *texts++);
    } else {
      buf_byte(out, *shape);
    }
  }
}

void pen_begin(buf *out, const struct chart_text *text, int32_t height) {
  static const char shape[] =
      "<svg class=\"chart\" viewBox=\"0 0 # #\" role=\"img\" aria-labelledby=\"$-title $-text\">"
      "<title id=\"$-title\">$</title><desc id=\"$-text\">$</desc>";
  pen_draw(out, shape, (int32_t[]){CHART_WIDTH * PEN_UNIT, height},
           (str[]){text->id, text->id, text->id, text->title, text->id, text->description});
}

/*
 * A letter of a common face is seldom wider than this, nor one of East Asia than two. Tables
 * of widths (core/utf8.h) would know better and be larger than all that is drawn.
 */
static int32_t rune_width(uint32_t rune) {
  const uint32_t wide_from = 0x1100;
  const uint32_t punctuation = 0x2000;
  const uint32_t wide_again = 0x2e80;
  bool is_wide = rune >= wide_from && (rune < punctuation || rune >= wide_again);
  return (is_wide ? 2 : 1) * (CHART_LETTER * PEN_UNIT * 56 / 100);
}

int32_t pen_width(str text) {
  int32_t width = 0;
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune);) {
    width += rune_width(rune);
  }
  return width;
}

str pen_fit(str text, int32_t width, arena *a) {
  if (pen_width(text) <= width) {
    return text;
  }
  uint32_t rune = 0;
  ptrdiff_t end = 0;
  int32_t used = rune_width('m');
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

static int32_t log_place(const struct axis *a, double log) {
  double share = (log - a->log_least) / (a->log_most - a->log_least);
  return pen_round(a->from + share * (a->to - a->from));
}

bool axis_holds(const struct axis *a, double value) {
  double log = value > 0 ? fmath_log(value) : a->log_least - 1;
  return log >= a->log_least && log <= a->log_most;
}

int32_t axis_place(const struct axis *a, double value) {
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
      ret[count++] = (struct tick){tick_value(digit, power), log_place(a, log), has_label};
    }
  }
  return count;
}

void places_part(int32_t *places, uint32_t count, int32_t apart, struct point limits) {
  int32_t least = limits.x;
  for (uint32_t i = 0; i < count; i++) {
    places[i] = places[i] < least ? least : places[i];
    least = places[i] + apart;
  }
  int32_t most = limits.y;
  for (uint32_t i = count; i-- > 0;) {
    places[i] = places[i] > most ? most : places[i];
    most = places[i] - apart;
  }
}
