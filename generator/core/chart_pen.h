/*
 * Drawing: shapes and texts of a chart. For core/chart*.c only.
 */
#ifndef FINGERPOST_CORE_CHART_PEN_H
#define FINGERPOST_CORE_CHART_PEN_H

#include "core/chart.h"
#include "core/html.h"

struct point {
  double x, y;
};

/* A logarithmic axis: values `least` to `most`, from one place to another. */
struct axis {
  double log_least, log_most;
  double from, to;
};

/* A tick: digit * 10^power. */
struct tick {
  double place, value; /* value 0: beyond all doubles, so that it cannot be labelled */
  bool has_label;
};

enum { TICKS_MAX = 100 };

/* The element up to its content; the caller goes on in it and closes `svg`. */
void pen_begin(struct html *h, const struct chart_text *text, double height, arena scratch);
void pen_line(struct html *h, str class, struct point from, struct point to);
void pen_rectangle(struct html *h, str class, struct point corner, struct point size);
void pen_dot(struct html *h, str class, struct point at, double radius);
/* `anchor`: start, middle or end. */
void pen_text(struct html *h, str class, struct point at, str anchor, str text);
/* A path of which `d` is the whole description. */
void pen_path(struct html *h, str class, str d);
/* " 12.5": a number as attributes have it, to a tenth of a unit. */
void pen_number(buf *out, double value);

/* How wide a text is at most, in units, and what fits into `width`, cut with "...". */
double pen_width(str text);
str pen_fit(str text, double width, arena *a);

/* An axis for values between two positive ones, at least a factor of four long. */
struct axis axis_fit(double least, double most);
/* Whether a value lies on the axis; nothing at 0 or below does. */
bool axis_holds(const struct axis *a, double value);
double axis_place(const struct axis *a, double value);
/* In the order of their values; at most some ten have labels. */
uint32_t axis_ticks(const struct axis *a, struct tick ret[TICKS_MAX]);

/*
 * Moves places, which rise, so that neighbours are `apart`, none is below `least`, and as
 * far as there is room none is above `most`.
 */
void places_part(double *places, uint32_t count, double apart, struct point limits);

#endif
