#include "core/decimal.h"

#include "core/mem.h"

/* So many bits and a digit of ten times as much fit 64 bits. */
enum { STEP = 59, NEW_DIGITS = 20 /* of 64 bits */ };

void decimal_trim(struct decimal *d) {
  while (d->count > 0 && d->digit[d->count - 1] == 0) {
    d->count--;
  }
  d->power = d->count > 0 ? d->power : 0;
}

int decimal_digit(const struct decimal *d, int at) {
  return at >= 0 && at < d->count ? d->digit[at] : 0;
}

/* d * 2^bits + carry units of the last digit, from its end to the front: where digits are written,
 * all have been read. */
static void times(struct decimal *d, int bits, uint64_t carry) {
  int from = d->count;
  int to = from + NEW_DIGITS;
  int end = to;
  while (from > 0 || carry > 0) {
    carry += from > 0 ? (uint64_t)d->digit[--from] << bits : 0;
    d->digit[--to] = (char)(carry % 10);
    carry /= 10;
  }
  d->power += end - to - d->count;
  d->count = end - to;
  mem_move(d->digit, d->digit + to, d->count);
  decimal_trim(d);
}

/* d / 2^bits, by long division. */
static void over(struct decimal *d, int bits) {
  uint64_t rest = 0;
  int to = 0;
  for (int from = 0; from < d->count || rest > 0; from++) {
    rest = rest * 10 + (uint64_t)decimal_digit(d, from);
    char digit = (char)(rest >> bits);
    rest &= ((uint64_t)1 << bits) - 1;
    if (to > 0 || digit > 0) {
      d->digit[to++] = digit;
    } else {
      d->power--;
    }
  }
  d->count = to;
}

void decimal_shift(struct decimal *d, int bits) {
  while (bits > 0) {
    int step = bits < STEP ? bits : STEP;
    times(d, step, 0);
    bits -= step;
  }
  while (bits < 0) {
    int step = -bits < STEP ? -bits : STEP;
    over(d, step);
    bits += step;
  }
}

void decimal_set(struct decimal *d, uint64_t value, int exponent) {
  d->count = d->power = 0;
  times(d, 0, value);
  decimal_shift(d, exponent);
}

void decimal_cut(struct decimal *d, int count, bool up) {
  d->count = count < 0 ? 0 : count < d->count ? count : d->count;
  if (up) {
    while (d->count > 0 && d->digit[d->count - 1] == 9) {
      d->count--;
    }
    if (d->count == 0) {
      d->digit[d->count++] = 0;
      d->power++;
    }
    d->digit[d->count - 1]++;
  }
  decimal_trim(d);
}

void decimal_round(struct decimal *d, int count) {
  int next = count < 0 ? 0 : decimal_digit(d, count);
  bool odd = (decimal_digit(d, count - 1) & 1) != 0;
  decimal_cut(d, count, next > 5 || (next == 5 && (odd || count + 1 < d->count)));
}
