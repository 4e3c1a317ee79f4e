#include "core/fmath.h"

/* ln 2 in two parts: the first ends in 32 zero bits, so that it times a whole number is exact. */
static const double ln2_high = 0x1.62e42feep-1;
static const double ln2_low = 0x1.a39ef35793c76p-33;

static double from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t to_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

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

/* 2^k, for k from -1022 to 1023. */
static double power_of_two(int k) {
  return from_bits((uint64_t)(k + 1023) << 52);
}

/*
 * e^x = 2^k * e^r with |r| <= ln(2)/2, and e^r = 1 + r + r^2 (1/2! + r/3! + ...). After
 * 13 terms less than 2^-57 is missing. `r` is rounded; what that lost is added again.
 */
double fmath_exp(double x) {
  enum { TERMS = 12 };
  static const double factor[TERMS] = {
      /* 1/13! down to 1/2! */
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
      1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2};
  const double over = 710;   /* e^710 is beyond the largest double */
  const double under = -746; /* e^-746 is less than half of the smallest */
  if (x > over || x < under) {
    return x > over ? FMATH_UNDEFINED : 0;
  }
  double k = nearest(x * 0x1.71547652b82fep0); /* 1/ln 2 */
  double high = x - k * ln2_high;
  double low = k * ln2_low;
  double r = high - low;
  double lost = (high - r) - low;
  double sum = 0;
  for (int i = 0; i < TERMS; i++) {
    sum = sum * r + factor[i];
  }
  double power = 1 + (r + (lost + r * r * sum));
  int half = (int)k / 2; /* 2^k itself can be out of range where the result is not */
  return power * power_of_two(half) * power_of_two((int)k - half);
}

/*
 * x = 2^k * (1+f), with 1+f between sqrt(1/2) and sqrt(2). With s = f/(2+f), ln(1+f) is
 * 2 (s + s^3/3 + s^5/5 + ...) = 2s + s*rest, where 2s = f - s*f = f - (f^2/2 - s*f^2/2):
 * the exact f comes first, and roundings only touch what is smaller.
 */
double fmath_log(double x) {
  enum { TERMS = 10 };
  static const double factor[TERMS] = {2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13,
                                       2.0 / 11, 2.0 / 9,  2.0 / 7,  2.0 / 5,  2.0 / 3};
  const double sqrt2 = 0x1.6a09e667f3bcdp0;
  const double normal_from = 0x1p-1022;
  if (!(x > 0)) {
    return FMATH_UNDEFINED;
  }
  bool is_small = x < normal_from;
  uint64_t bits = to_bits(is_small ? x * 0x1p54 : x);
  int k = (int)(bits >> 52) - 1023 - (is_small ? 54 : 0);
  double part = from_bits((bits & (((uint64_t)1 << 52) - 1)) | to_bits(1));
  bool is_high = part > sqrt2;
  double f = (is_high ? part / 2 : part) - 1;
  double count = (double)(is_high ? k + 1 : k);
  double s = f / (2 + f);
  double square = s * s;
  double rest = 0;
  for (int i = 0; i < TERMS; i++) {
    rest = (rest + factor[i]) * square;
  }
  double half = f * f / 2;
  return count * ln2_high - ((half - (s * (half + rest) + count * ln2_low)) - f);
}
