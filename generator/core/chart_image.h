/*
 * A chart on its way to the pen: numbers and names, in bytes. The engine of costs writes it
 * (core/cost_figure.c) and chart_draw makes a drawing of it, in a browser an engine of its own,
 * since charts are drawn anew only where a reader changed something.
 *
 * A struct chart_image comes first, and behind it without gaps, as they stand in memory:
 *
 *   lines   doubles: x, rising and above 0, and of each series its low, middle and high values,
 *           `points` of each; 0 is a gap
 *           texts: id of the table, then label and unit of y and of x, then a label for each series
 *   bars    doubles: a value for each bar, -1 .. 1
 *           texts: id of the table, what is moved, of which alternative, then a label for each bar
 *
 * A text is a uint32_t, the number of its bytes, and they.
 */
#ifndef FINGERPOST_CORE_CHART_IMAGE_H
#define FINGERPOST_CORE_CHART_IMAGE_H

#include <stdint.h>

/*
 * With the version of all this: a page that was left open may get a pen of another build, which
 * then draws nothing.
 */
enum chart_kind { CHART_LINES = 0x101, CHART_BARS = 0x102 };

struct chart_image {
  uint32_t kind;
  uint32_t count;  /* of series, or bars */
  uint32_t points; /* of a line; 0 for bars */
  uint32_t has_bands;
  double here; /* the reader's own x; 0: none */
};

#endif
