/*
 * Drawing: shapes and texts of a chart. For core/chart*.c only.
 */
#ifndef FINGERPOST_CORE_CHART_PEN_H
#define FINGERPOST_CORE_CHART_PEN_H

#include "core/chart.h"

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

/*
 * Writes a shape: each '#' in it is the next number, and each '$' the next text, escaped.
 * Numbers are written to a tenth of a unit. The macros make shapes of a class and, for
 * texts, where at their place they stand.
 */
void pen_draw(buf *out, const char *shape, const double *numbers, const str *texts);
#define PEN_LINE(class) "<line class=\"" class "\" x1=\"#\" y1=\"#\" x2=\"#\" y2=\"#\"></line>"
#define PEN_BOX(class) "<rect class=\"" class "\" x=\"#\" y=\"#\" width=\"#\" height=\"#\"></rect>"
#define PEN_DOT(class) "<circle class=\"" class "\" cx=\"#\" cy=\"#\" r=\"#\"></circle>"
#define PEN_PATH(class) "<path class=\"" class "\" d=\"$\"></path>"
#define PEN_TEXT(class, anchor) "<text class=\"" class "\" x=\"#\" y=\"#\"" anchor ">$</text>"
#define PEN_START ""
#define PEN_MIDDLE " text-anchor=\"middle\""
#define PEN_END " text-anchor=\"end\""

/* The drawing up to its content; the caller goes on in it and closes it with PEN_CLOSE. */
void pen_begin(buf *out, const struct chart_text *text, double height);
#define PEN_CLOSE "</svg>"
/* The number alone, for paths. */
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
