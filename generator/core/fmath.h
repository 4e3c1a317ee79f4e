/*
 * Functions of doubles that give the same bits in every build: own code, made of
 * + - * /, comparisons and integers only, in the order written.
 *
 * Arguments are finite. A result that is undefined or beyond the largest double
 * comes back as something that is not finite, for the caller to test at once with
 * fmath_is_finite and never to keep: its bits differ from build to build.
 */
#ifndef FINGERPOST_CORE_FMATH_H
#define FINGERPOST_CORE_FMATH_H

#include <stdbool.h>
#include <stdint.h>

/* Under these, compilers and processors compute something else than what is written. */
#if defined __FAST_MATH__ || __FINITE_MATH_ONLY__ || __FLT_EVAL_METHOD__ != 0
#error "compile without -ffast-math, for a target that computes in plain doubles"
#endif

/* What an undefined result is until somebody has tested it. */
#define FMATH_UNDEFINED __builtin_inf()

static inline bool fmath_is_finite(double x) {
  return x - x == 0;
}

double fmath_floor(double x);
double fmath_ceil(double x);
/* x^n, by squaring; x^0 is 1, and 0 to a negative power is undefined. */
double fmath_power(double x, int n);
/* Within one unit in the last place of the true value; so is fmath_log. */
double fmath_exp(double x);
/* Natural; undefined for what is not positive. */
double fmath_log(double x);
/* What lies between two positive values, `share` of the way along a logarithmic scale. */
double fmath_between(double low, double high, double share);
/* Correctly rounded: one instruction on every target, given -fno-math-errno. */
static inline double fmath_sqrt(double x) {
  return __builtin_sqrt(x);
}

#endif
