/*
 * A slider over a range of numbers: from its position to a value and back, so that
 * pages need no arithmetic. Positions go from 0 to 1; pages move by SLIDE_STEPS steps.
 */
#ifndef FINGERPOST_CORE_SLIDE_H
#define FINGERPOST_CORE_SLIDE_H

#include <stdint.h>

enum { SLIDE_STEPS = 100 }; /* fine enough for a hand, and few enough for the arrow keys */

enum slide_scale { SLIDE_NONE, SLIDE_LINEAR, SLIDE_LOG };

struct slide {
  double low, high; /* low < high, finite; above 0 when logarithmic */
  uint32_t scale;   /* enum slide_scale, not none */
};

/*
 * The value at a position: the ends exactly, all others rounded to 1, 2 or 5 times a
 * power of ten, as fine as that can be without being finer than a step: two positions
 * a step apart differ, and read as people would have typed them. Positions outside
 * count as the end. The same in every build.
 */
double slide_value(const struct slide *s, double position);
/* Where a value stands, from 0 to 1; what lies outside the range stands at its end. */
double slide_position(const struct slide *s, double value);

#endif
