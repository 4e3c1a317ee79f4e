#include "core/chart.h"

#include "core/chart_pen.h"
#include "core/fmath.h"
#include "core/num.h"

/*
 * Each bar has two rows: its name, and below it the bar, so that long names have the whole
 * width of a phone. Bars to the left are hatched, and each has its value with its sign.
 */
enum {
  WIDTH = CHART_WIDTH * PEN_UNIT,
  MIDDLE = WIDTH / 2,
  REACH = 134 * PEN_UNIT,
  HEAD = 42 * PEN_UNIT,
  ROW = 41 * PEN_UNIT,
  BAR = 12 * PEN_UNIT,
  DROP = 7 * PEN_UNIT,
  FOOT = 22 * PEN_UNIT,
  GAP = 4 * PEN_UNIT,
  STRIPE = 6 * PEN_UNIT
};

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
static void hatch_draw(buf *out, struct point corner, int32_t width, arena scratch) {
  buf d = buf_open(&scratch);
  for (int32_t x = 0; x < width; x += STRIPE) {
    int32_t rise = width - x < BAR ? width - x : BAR;
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

static void bar_draw(buf *out, const struct chart_bar *bar, int32_t y, arena scratch) {
  double value = bounded(bar->value);
  int32_t width = pen_round((value < 0 ? -value : value) * REACH);
  struct point corner = {value < 0 ? MIDDLE - width : MIDDLE, y + DROP};
  pen_draw(out, PEN_TEXT("chart-name", PEN_START), (int32_t[]){0, y},
           (str[]){pen_fit(bar->label, WIDTH, &scratch)});
  pen_draw(out, value < 0 ? PEN_BOX("chart-minus") : PEN_BOX("chart-plus"),
           (int32_t[]){corner.x, corner.y, width, BAR}, NULL);
  if (value < 0) {
    hatch_draw(out, corner, width, scratch);
  }
  int32_t end = value < 0 ? corner.x - GAP : corner.x + width + GAP;
  pen_draw(out, value < 0 ? PEN_TEXT("chart-tick", PEN_END) : PEN_TEXT("chart-tick", PEN_START),
           (int32_t[]){end, corner.y + BAR - PEN_UNIT}, (str[]){signed_text(value, 2, &scratch)});
}

static void scale_draw(buf *out, int32_t bottom, arena scratch) {
  for (int half = -2; half <= 2; half++) {
    arena a = scratch;
    int32_t x = MIDDLE + half * (REACH / 2);
    pen_draw(out, half == 0 ? PEN_DOWN("chart-axis") : PEN_DOWN("chart-grid"),
             (int32_t[]){x, HEAD - ROW / 2, bottom}, NULL);
    pen_draw(out, PEN_TEXT("chart-tick", PEN_MIDDLE), (int32_t[]){x, bottom + 16 * PEN_UNIT},
             (str[]){signed_text(half / 2.0, half % 2 == 0 ? 0 : 1, &a)});
  }
}

void chart_bars(const struct chart_bars *c, arena scratch, buf *out) {
  int32_t bottom = HEAD + (int32_t)c->count * ROW - 16 * PEN_UNIT;
  pen_begin(out, &c->text, bottom + FOOT);
  arena a = scratch;
  pen_draw(out, PEN_TEXT("chart-name", PEN_START) PEN_TEXT("chart-name", PEN_END),
           (int32_t[]){0, 13 * PEN_UNIT, WIDTH, 13 * PEN_UNIT},
           (str[]){pen_fit(c->less, MIDDLE - 8 * PEN_UNIT, &a),
                   pen_fit(c->more, MIDDLE - 8 * PEN_UNIT, &a)});
  scale_draw(out, bottom, scratch);
  for (uint32_t i = 0; i < c->count; i++) {
    bar_draw(out, &c->bars[i], HEAD + (int32_t)i * ROW, scratch);
  }
  pen_draw(out, PEN_CLOSE, NULL, NULL);
}
