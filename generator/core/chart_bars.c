#include "core/chart.h"

#include "core/chart_pen.h"
#include "core/fmath.h"
#include "core/num.h"
#include "core/sort.h"

/*
 * Each bar has two rows: its name, and below it the bar, so that long names have the whole
 * width of a phone. Bars to the left are hatched, and each has its value with its sign.
 */
enum { MIDDLE = CHART_WIDTH / 2, REACH = 134, HEAD = 42, ROW = 41, BAR = 12, DROP = 7, FOOT = 22 };

static int longer_first(const void *a, const void *b, void *ctx) {
  (void)ctx;
  double x = ((const struct chart_bar *)a)->value;
  double y = ((const struct chart_bar *)b)->value;
  x = x < 0 ? -x : x;
  y = y < 0 ? -y : y;
  return (x < y) - (x > y);
}

/* In -1 .. 1; what is no number is 0. */
static double bounded(double value) {
  if (!fmath_is_finite(value)) {
    return 0;
  }
  value = value < -1 ? -1 : value;
  return value > 1 ? 1 : value;
}

/* With a sign, and the minus of mathematics. */
static str signed_text(double value, int places, arena *a) {
  buf text = buf_open(a);
  if (value != 0) {
    buf_str(&text, value < 0 ? STR("\xe2\x88\x92") : STR("+"));
  }
  num_print_fixed(&text, value < 0 ? -value : value, places);
  return buf_close(&text, a);
}

/* Stripes over a bar, since a pattern would need an id and a colour of its own. */
static void hatch_draw(buf *out, struct point corner, double width, arena scratch) {
  buf d = buf_open(&scratch);
  for (double x = 0; x < width; x += 6) {
    double rise = width - x < BAR ? width - x : BAR;
    buf_byte(&d, 'M');
    pen_number(&d, corner.x + x);
    buf_byte(&d, ' ');
    pen_number(&d, corner.y + BAR);
    buf_byte(&d, 'l');
    pen_number(&d, rise);
    buf_byte(&d, ' ');
    pen_number(&d, -rise);
  }
  pen_draw(out, PEN_PATH("chart-hatch"), NULL, (str[]){buf_close(&d, &scratch)});
}

static void bar_draw(buf *out, const struct chart_bar *bar, double y, arena scratch) {
  double value = bounded(bar->value);
  double width = (value < 0 ? -value : value) * REACH;
  struct point corner = {value < 0 ? MIDDLE - width : MIDDLE, y + DROP};
  pen_draw(out, PEN_TEXT("chart-name", PEN_START), (double[]){0, y},
           (str[]){pen_fit(bar->label, CHART_WIDTH, &scratch)});
  pen_draw(out, value < 0 ? PEN_BOX("chart-minus") : PEN_BOX("chart-plus"),
           (double[]){corner.x, corner.y, width, BAR}, NULL);
  if (value < 0) {
    hatch_draw(out, corner, width, scratch);
  }
  double end = value < 0 ? corner.x - 4 : corner.x + width + 4;
  pen_draw(out, value < 0 ? PEN_TEXT("chart-tick", PEN_END) : PEN_TEXT("chart-tick", PEN_START),
           (double[]){end, corner.y + BAR - 1}, (str[]){signed_text(value, 2, &scratch)});
}

static void scale_draw(buf *out, double bottom, arena scratch) {
  for (int half = -2; half <= 2; half++) {
    arena a = scratch;
    double x = MIDDLE + half / 2.0 * REACH;
    pen_draw(out, half == 0 ? PEN_LINE("chart-axis") : PEN_LINE("chart-grid"),
             (double[]){x, HEAD - ROW / 2.0, x, bottom}, NULL);
    pen_draw(out, PEN_TEXT("chart-tick", PEN_MIDDLE), (double[]){x, bottom + 16},
             (str[]){signed_text(half / 2.0, half % 2 == 0 ? 0 : 1, &a)});
  }
}

void chart_bars(const struct chart_bars *c, arena scratch, buf *out) {
  struct chart_bar *bars = NEW(&scratch, struct chart_bar, c->count);
  for (uint32_t i = 0; i < c->count; i++) {
    bars[i] = c->bars[i];
  }
  sort_items(bars, c->count, (ptrdiff_t)sizeof *bars, longer_first, NULL, scratch);
  double bottom = HEAD + (double)c->count * ROW - 16;
  pen_begin(out, &c->text, bottom + FOOT);
  arena a = scratch;
  pen_draw(out, PEN_TEXT("chart-name", PEN_START) PEN_TEXT("chart-name", PEN_END),
           (double[]){0, 13, CHART_WIDTH, 13},
           (str[]){pen_fit(c->less, MIDDLE - 8, &a), pen_fit(c->more, MIDDLE - 8, &a)});
  scale_draw(out, bottom, scratch);
  for (uint32_t i = 0; i < c->count; i++) {
    bar_draw(out, &bars[i], HEAD + (double)i * ROW, scratch);
  }
  pen_draw(out, PEN_CLOSE, NULL, NULL);
}
