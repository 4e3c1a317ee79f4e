/*
 * Natural numbers of fixed room, for reading and printing doubles exactly.
 *
 * The largest that occur: 400 digits read with an exponent of -340 need a
 * denominator of 10^740 (2,459 bits), shifted by some 1,100 more. Nothing here
 * checks for overflow beyond that room: callers bound their exponents first.
 */
#ifndef FINGERPOST_CORE_BIG_H
#define FINGERPOST_CORE_BIG_H

#include "core/str.h"

enum { BIG_LIMBS = 160 }; /* 5,120 bits */

struct big {
  uint32_t limb[BIG_LIMBS]; /* little end first; limbs from `n` on are not set */
  int n;                    /* 0: zero */
};

void big_set(struct big *b, uint64_t value);
/* b * factor + add */
void big_scale(struct big *b, uint32_t factor, uint32_t add);
void big_pow10(struct big *b, int exponent);
void big_shift(struct big *b, int bits);
/* Negative, 0, positive. */
int big_compare(const struct big *a, const struct big *b);
/* a - b; a is not less than b. */
void big_subtract(struct big *a, const struct big *b);
void big_add(struct big *a, const struct big *b);
int big_bits(const struct big *b);

#endif
