/*
 * Decimals of fixed room, exact: how doubles are read and printed. Doubling makes them longer by a
 * third of a digit, halving by one digit.
 */
#ifndef FINGERPOST_CORE_DECIMAL_H
#define FINGERPOST_CORE_DECIMAL_H

#include "core/str.h"

/*
 * The longest that occur: a literal of 400 digits below 10^310 that is brought below 1 by some
 * 1,030 halvings. A double and what lies half way to the next have at most 769. Nothing here
 * checks for more: callers bound their exponents first.
 */
enum { DECIMAL_DIGITS = 1500 };

struct decimal {
  int count; /* 0: zero */
  int power; /* 0.d1 d2 d3... * 10^power */
  /* Values from 0 to 9; the first and the last are not 0. Behind `count` nothing is set. */
  char digit[DECIMAL_DIGITS];
};

/* value * 2^exponent */
void decimal_set(struct decimal *d, uint64_t value, int exponent);
/* d * 2^bits */
void decimal_shift(struct decimal *d, int bits);
/* Only the first `count` digits; with `up`, the last of them plus one. Below 1: none. */
void decimal_cut(struct decimal *d, int count, bool up);
/* Rounds to that many digits, ties to even; below 0 nothing is left. */
void decimal_round(struct decimal *d, int count);
/* Without the zeros behind its last digit, as all of these leave it. */
void decimal_trim(struct decimal *d);
/* 0 beyond both ends */
int decimal_digit(const struct decimal *d, int at);

#endif
