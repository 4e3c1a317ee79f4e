#include "core/slide.h"

#include "core/fmath.h"

static double between(double x, double least, double most) {
  return x < least ? least : x > most ? most : x;
}

/* How much one step changes the value there. */
static double step_size(const struct slide *s, double value) {
  if (s->scale != SLIDE_LOG) {
    return (s->high - s->low) / SLIDE_STEPS;
  }
  const double most = 0.5; /* of the value: a coarser grid would round it to 0 */
  double ratio = fmath_exp((fmath_log(s->high) - fmath_log(s->low)) / SLIDE_STEPS);
  return value * between(ratio - 1, 0, most);
}

/* To the nearest multiple of the largest 1, 2 or 5 times a power of ten up to `step`. */
static double round_to_step(double value, double step) {
  enum { FAR = 300 }; /* beyond it, powers of ten are no doubles */
  const double ten = 2.302585092994046;
  double exact = fmath_floor(fmath_log(step) / ten);
  int exponent = (int)between(exact, -FAR, FAR);
  double power = fmath_power(10, exponent < 0 ? -exponent : exponent);
  double unit = exponent < 0 ? 1 / power : power;
  double times = step >= 5 * unit ? 5 : step >= 2 * unit ? 2 : 1;
  double whole = fmath_floor(value / (times * unit) + 0.5) * times;
  /* Divided by the power, decimals come out as the doubles they are written as. */
  return exponent < 0 ? whole / power : whole * power;
}

double slide_value(const struct slide *s, double position) {
  if (position <= 0 || position >= 1) {
    return position <= 0 ? s->low : s->high;
  }
  double value = s->low + (s->high - s->low) * position;
  if (s->scale == SLIDE_LOG) {
    value = fmath_between(s->low, s->high, position);
  }
  double rounded = round_to_step(value, step_size(s, value));
  return fmath_is_finite(rounded) ? between(rounded, s->low, s->high) : value;
}

double slide_position(const struct slide *s, double value) {
  if (value <= s->low || value >= s->high) {
    return value <= s->low ? 0 : 1;
  }
  if (s->scale == SLIDE_LOG) {
    double low = fmath_log(s->low);
    return between((fmath_log(value) - low) / (fmath_log(s->high) - low), 0, 1);
  }
  return between((value - s->low) / (s->high - s->low), 0, 1);
}
