/*
 * Drawing: shapes and texts of a chart. For core/chart*.c only.
 */
#ifndef FINGERPOST_CORE_CHART_PEN_H
#define FINGERPOST_CORE_CHART_PEN_H

#include "core/chart.h"

/* Places and lengths are whole tenths of a unit of the drawing. */
enum { PEN_UNIT = 10 };

struct point {
  int32_t x, y;
};

/* A logarithmic axis: values `least` to `most`, from one place to another. */
struct axis {
  double log_least, log_most;
  int32_t from, to;
};

/* A tick: digit * 10^power. */
struct tick {
  double value; /* 0: beyond all doubles, so that it cannot be labelled */
  int32_t place;
  bool has_label;
};

enum { TICKS_MAX = 100 };

/*
 * Writes a shape: each '#' in it is the next number, and each '$' the next text, escaped.
 * The macros make shapes of a class and, for texts, where at their place they stand.
 */
void pen_draw(buf *out, const char *shape, const int32_t *numbers, const str *texts);
#define PEN_LINE(class) PEN_PATH_BEGIN(class) "M# #L# #" PEN_PATH_END
#define PEN_ACROSS(class) PEN_PATH_BEGIN(class) "M# #H#" PEN_PATH_END
#define PEN_DOWN(class) PEN_PATH_BEGIN(class) "M# #V#" PEN_PATH_END
#define PEN_BOX(class) "<rect class=\"" class "\" x=\"#\" y=\"#\" width=\"#\" height=\"#\"/>"
#define PEN_DOT(class) "<circle class=\"" class "\" cx=\"#\" cy=\"#\" r=\"#\"/>"
#define PEN_PATH(class) PEN_PATH_BEGIN(class) "$" PEN_PATH_END
#define PEN_PATH_BEGIN(class) "<path class=\"" class "\" d=\""
#define PEN_PATH_END "\"/>"
#define PEN_TEXT(class, anchor) "<text class=\"" class "\" x=\"#\" y=\"#\"" anchor ">$</text>"
#define PEN_START ""
#define PEN_MIDDLE " text-anchor=\"middle\""
#define PEN_END " text-anchor=\"end\""

/* The drawing up to its content; the caller goes on in it and closes it with PEN_CLOSE. */
void pen_begin(buf *out, const struct chart_text *text, int32_t height);
#define PEN_CLOSE "</svg>"
/* The number alone, for paths, in units. */
void pen_number(buf *out, int32_t tenths);
/* The nearest tenth to `value` tenths. */
int32_t pen_round(double value);

/* How wide a text is at most, and what fits into `width`, cut with "...". */
int32_t pen_width(str text);
str pen_fit(str text, int32_t width, arena *a);

/* An axis for values between two positive ones, at least a factor of four long. */
struct axis axis_fit(double least, double most);
/* Whether a value lies on the axis; nothing at 0 or below does. */
bool axis_holds(const struct axis *a, double value);
int32_t axis_place(const struct axis *a, double value);
/* In the order of their values; at most some ten have labels. */
uint32_t axis_ticks(const struct axis *a, struct tick ret[TICKS_MAX]);

/*
 * Moves places, which rise, so that neighbours are `apart`, none is below `least`, and as
 * far as there is room none is above `most`.
 */
void places_part(int32_t *places, uint32_t count, int32_t apart, struct point limits);

#endif
