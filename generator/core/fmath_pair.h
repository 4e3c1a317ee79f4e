/*
 * Two doubles at once, in the vectors that gcc and clang have for every target: exp and
 * log are written once, for these, without branches, and a loop over a column runs them
 * where it stands. Each half has the bits of the function of one double (core/fmath.h).
 */
#ifndef FINGERPOST_CORE_FMATH_PAIR_H
#define FINGERPOST_CORE_FMATH_PAIR_H

#include "core/fmath.h"

typedef double pair __attribute__((vector_size(16)));
typedef uint64_t pair_bits __attribute__((vector_size(16)));
/* What a comparison of pairs gives: all bits where it holds. */
typedef int64_t pair_mask __attribute__((vector_size(16)));

static inline pair pair_of(double x) {
  return (pair){x, x};
}

/* Two neighbours in an array. */
static inline pair pair_load(const double *at) {
  pair values;
  __builtin_memcpy(&values, at, sizeof values);
  return values;
}

static inline void pair_store(double *at, pair values) {
  __builtin_memcpy(at, &values, sizeof values);
}

/* One value where the mask is set, elsewhere the other. */
static inline pair pair_choose(pair_mask mask, pair if_so, pair or_else) {
  return (pair)(((pair_mask)if_so & mask) | ((pair_mask)or_else & ~mask));
}

/* ln 2 in two parts: the first ends in 32 zero bits, so that it times a whole number is exact. */
#define PAIR_LN2_HIGH 0x1.62e42feep-1
#define PAIR_LN2_LOW 0x1.a39ef35793c76p-33

/*
 * e^x = 2^k * e^r with |r| <= ln(2)/2, and e^r = 1 + r + r^2 (1/2! + r/3! + ...). After
 * 13 terms less than 2^-57 is missing. `r` is rounded; what that lost is added again.
 * Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
 */
static inline pair pair_exp(pair x) {
  enum { TERMS = 12, BIAS = 1023 };
  static const double factor[TERMS] = {
      /* 1/13! down to 1/2! */
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
      1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2};
  const pair over = pair_of(710);   /* e^710 is beyond the largest double */
  const pair under = pair_of(-746); /* e^-746 is less than half of the smallest */
  const pair rounds = pair_of(0x1.8p52);
  pair within = pair_choose(x > over, over, x);
  within = pair_choose(x < under, under, within);
  pair sized = within * pair_of(0x1.71547652b82fep0) + rounds; /* 1/ln 2 */
  pair k = sized - rounds;
  pair high = within - k * pair_of(PAIR_LN2_HIGH);
  pair low = k * pair_of(PAIR_LN2_LOW);
  pair r = high - low;
  pair lost = (high - r) - low;
  pair sum = pair_of(0);
  for (int i = 0; i < TERMS; i++) {
    sum = sum * r + pair_of(factor[i]);
  }
  pair power = pair_of(1) + (r + (lost + r * r * sum));
  /* 2^k itself can be out of range where the result is not: two halves, each with its bias. */
  pair_bits biased = (pair_bits)sized - (pair_bits)rounds + 2 * BIAS;
  pair_bits half = biased >> 1;
  pair result = power * (pair)(half << 52) * (pair)((biased - half) << 52);
  result = pair_choose(x > over, pair_of(FMATH_UNDEFINED), result);
  return pair_choose(x < under, pair_of(0), result);
}

/*
 * x = 2^k * (1+f), with 1+f between sqrt(1/2) and sqrt(2). With s = f/(2+f), ln(1+f) is
 * 2 (s + s^3/3 + s^5/5 + ...) = 2s + s*rest, where 2s = f - s*f = f - (f^2/2 - s*f^2/2):
 * the exact f comes first, and roundings only touch what is smaller.
 */
static inline pair pair_log(pair x) {
  enum { TERMS = 10, BIAS = 1023, SHIFT = 54, MANTISSA = 52 };
  static const double factor[TERMS] = {2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13,
                                       2.0 / 11, 2.0 / 9,  2.0 / 7,  2.0 / 5,  2.0 / 3};
  const pair sqrt2 = pair_of(0x1.6a09e667f3bcdp0);
  const pair whole = pair_of(0x1p52); /* the lowest bits of 2^52 + k are k */
  pair_mask is_small = x < pair_of(0x1p-1022);
  pair scaled = pair_choose(is_small, x * pair_of(0x1p54), x);
  pair bias = pair_choose(is_small, pair_of(BIAS + SHIFT), pair_of(BIAS));
  pair k = (pair)((pair_bits)scaled >> MANTISSA | (pair_bits)whole) - whole - bias;
  pair part = (pair)(((pair_bits)scaled & (((uint64_t)1 << MANTISSA) - 1)) | (pair_bits)pair_of(1));
  pair_mask is_high = part > sqrt2;
  pair f = pair_choose(is_high, part * pair_of(0.5), part) - pair_of(1);
  pair count = pair_choose(is_high, k + pair_of(1), k);
  pair s = f / (pair_of(2) + f);
  pair square = s * s;
  pair rest = pair_of(0);
  for (int i = 0; i < TERMS; i++) {
    rest = (rest + pair_of(factor[i])) * square;
  }
  pair half = f * f * pair_of(0.5);
  pair result = count * pair_of(PAIR_LN2_HIGH) -
                ((half - (s * (half + rest) + count * pair_of(PAIR_LN2_LOW))) - f);
  return pair_choose(x > pair_of(0), result, pair_of(FMATH_UNDEFINED));
}

#endif
