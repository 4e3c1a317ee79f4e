/*
 * Charts of a cost table as SVG, for the static page and for the reader's browser alike.
 *
 * A drawing is 360 units wide and as high as its rows need; the page scales it. Texts
 * are placed for letters of CHART_LETTER units, and a wide page may set them smaller.
 * There are no styles and no scripts in it, only these classes:
 *
 *   chart                the drawing
 *   chart-grid, -minor   lines at labelled and at other ticks; chart-axis: the frame
 *   chart-tick, -name    texts at ticks; what an axis, a chart or a row is
 *   chart-0 .. chart-7   a series: its colour and the dashes of its line
 *   chart-band, -line    a series' spread, and its middle; chart-dot: one point of it
 *   chart-end            the letter at the end of a line; chart-lead: from the one to the other
 *   chart-mark, -here    where the order changes; where the reader is
 *   chart-plus, -minus   bars to the right and to the left; chart-hatch: stripes of the latter
 *
 * A title and a description stand for the drawing where it is not seen.
 */
#ifndef FINGERPOST_CORE_CHART_H
#define FINGERPOST_CORE_CHART_H

#include "core/buf.h"

enum {
  CHART_WIDTH = 360,
  CHART_LETTER = 14,     /* so that a screen of 320 pixels shows some 11 of each */
  CHART_SERIES_MAX = 12, /* more lines are not told apart */
  CHART_STYLES = 8
};

struct chart_text {
  str id;    /* begins the ids inside the drawing: unique on its page */
  str title; /* a few words */
  str description;
};

/* One line with its band: as many values as there are x. What is not above 0 is a gap. */
struct chart_series {
  str label;
  const double *middle;
  const double *low, *high; /* both NULL: no band */
};

/* Where the lowest line changes from one series to another. */
struct chart_mark {
  double x, y;
  uint32_t from, to;
};

struct chart_lines {
  struct chart_text text;
  str x_name, y_name; /* with their units */
  const double *x;    /* rising, above 0 */
  uint32_t points;
  const struct chart_series *series;
  uint32_t series_count;
  const struct chart_mark *marks; /* in the order of x */
  uint32_t mark_count;
  double here; /* the reader's own x; 0: none */
};

struct chart_bar {
  str label;
  double value; /* -1 .. 1 */
};

struct chart_bars {
  struct chart_text text;
  str less, more; /* what it means to lie to the left, and to the right */
  const struct chart_bar *bars;
  uint32_t count;
};

/*
 * The drawing of an image (core/chart_image.h), with the words that belong to it. Nothing, when
 * the image is empty or ends too early.
 */
void chart_draw(str image, arena scratch, buf *out);

/* Lines over two logarithmic axes; only the first CHART_SERIES_MAX series. */
void chart_lines(const struct chart_lines *c, arena scratch, buf *out);
/* Bars from -1 to 1 in their order, which for a "tornado" is from the longest on. */
void chart_bars(const struct chart_bars *c, arena scratch, buf *out);

#endif
