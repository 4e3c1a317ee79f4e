#include "core/fmath.h"

/* ln 2 in two parts: the first ends in 32 zero bits, so that it times a whole number is exact. */
static const double ln2_high = 0x1.62e42feep-1;
static const double ln2_low = 0x1.a39ef35793c76p-33;

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

/*
 * Two values at once, in the vectors that gcc and clang have for every target: the same
 * operations on each, and no branches. exp and log are written once, for these.
 */
typedef fmath_pair pair;
typedef uint64_t bits __attribute__((vector_size(16)));

/*
 * e^x = 2^k * e^r with |r| <= ln(2)/2, and e^r = 1 + r + r^2 (1/2! + r/3! + ...). After
 * 13 terms less than 2^-57 is missing. `r` is rounded; what that lost is added again.
 * Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
 */
fmath_pair fmath_exp_pair(fmath_pair x) {
  enum { TERMS = 12, BIAS = 1023 };
  static const double factor[TERMS] = {
      /* 1/13! down to 1/2! */
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
      1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2};
  const pair over = fmath_both(710);   /* e^710 is beyond the largest double */
  const pair under = fmath_both(-746); /* e^-746 is less than half of the smallest */
  const pair rounds = fmath_both(0x1.8p52);
  pair within = fmath_choose(x > over, over, x);
  within = fmath_choose(x < under, under, within);
  pair sized = within * fmath_both(0x1.71547652b82fep0) + rounds; /* 1/ln 2 */
  pair k = sized - rounds;
  pair high = within - k * fmath_both(ln2_high);
  pair low = k * fmath_both(ln2_low);
  pair r = high - low;
  pair lost = (high - r) - low;
  pair sum = fmath_both(0);
  for (int i = 0; i < TERMS; i++) {
    sum = sum * r + fmath_both(factor[i]);
  }
  pair power = fmath_both(1) + (r + (lost + r * r * sum));
  /* 2^k itself can be out of range where the result is not: two halves, each with its bias. */
  bits biased = (bits)sized - (bits)rounds + 2 * BIAS;
  bits half = biased >> 1;
  pair result = power * (pair)(half << 52) * (pair)((biased - half) << 52);
  result = fmath_choose(x > over, fmath_both(FMATH_UNDEFINED), result);
  return fmath_choose(x < under, fmath_both(0), result);
}

/*
 * x = 2^k * (1+f), with 1+f between sqrt(1/2) and sqrt(2). With s = f/(2+f), ln(1+f) is
 * 2 (s + s^3/3 + s^5/5 + ...) = 2s + s*rest, where 2s = f - s*f = f - (f^2/2 - s*f^2/2):
 * the exact f comes first, and roundings only touch what is smaller.
 */
fmath_pair fmath_log_pair(fmath_pair x) {
  enum { TERMS = 10, BIAS = 1023, SHIFT = 54, MANTISSA = 52 };
  static const double factor[TERMS] = {2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13,
                                       2.0 / 11, 2.0 / 9,  2.0 / 7,  2.0 / 5,  2.0 / 3};
  const pair sqrt2 = fmath_both(0x1.6a09e667f3bcdp0);
  const pair whole = fmath_both(0x1p52); /* the lowest bits of 2^52 + k are k */
  fmath_mask is_small = x < fmath_both(0x1p-1022);
  pair scaled = fmath_choose(is_small, x * fmath_both(0x1p54), x);
  pair bias = fmath_choose(is_small, fmath_both(BIAS + SHIFT), fmath_both(BIAS));
  pair k = (pair)((bits)scaled >> MANTISSA | (bits)whole) - whole - bias;
  pair part = (pair)(((bits)scaled & (((uint64_t)1 << MANTISSA) - 1)) | (bits)fmath_both(1));
  fmath_mask is_high = part > sqrt2;
  pair f = fmath_choose(is_high, part * fmath_both(0.5), part) - fmath_both(1);
  pair count = fmath_choose(is_high, k + fmath_both(1), k);
  pair s = f / (fmath_both(2) + f);
  pair square = s * s;
  pair rest = fmath_both(0);
  for (int i = 0; i < TERMS; i++) {
    rest = (rest + fmath_both(factor[i])) * square;
  }
  pair half = f * f * fmath_both(0.5);
  pair result = count * fmath_both(ln2_high) -
                ((half - (s * (half + rest) + count * fmath_both(ln2_low))) - f);
  return fmath_choose(x > fmath_both(0), result, fmath_both(FMATH_UNDEFINED));
}

double fmath_exp(double x) {
  return fmath_exp_pair(fmath_both(x))[0];
}

double fmath_log(double x) {
  return fmath_log_pair(fmath_both(x))[0];
}
