#include "core/fmath.h"

#include "core/fmath_pair.h"

/* The nearest whole number. From 2^52 on there are no others; adding 2^52 rounds the rest. */
static double nearest(double x) {
  const double whole_from = 0x1p52;
  double size = x < 0 ? -x : x;
  double rounded = size < whole_from ? (size + whole_from) - whole_from : size;
  return x < 0 ? -rounded : rounded;
}

double fmath_floor(double x) {
  double whole = nearest(x);
  return whole > x ? whole - 1 : whole;
}

double fmath_ceil(double x) {
  double whole = nearest(x);
  return whole < x ? whole + 1 : whole;
}

double fmath_power(double x, int n) {
  unsigned left = n < 0 ? 0U - (unsigned)n : (unsigned)n;
  double square = x;
  double product = 1;
  for (; left > 0; left /= 2) {
    product = left % 2 != 0 ? product * square : product;
    square *= square;
  }
  return n < 0 ? 1 / product : product;
}

double fmath_exp(double x) {
  return pair_exp(pair_of(x))[0];
}

double fmath_log(double x) {
  return pair_log(pair_of(x))[0];
}

double fmath_between(double low, double high, double share) {
  double from = fmath_log(low);
  return fmath_exp(from + (fmath_log(high) - from) * share);
}
