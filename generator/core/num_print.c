#include "core/big.h"
#include "core/mem.h"
#include "core/num.h"

/*
 * Digits of a double. The value is kept as a fraction top/bottom of naturals,
 * scaled so that it lies between 0.1 and 1 times 10^power; multiplying by ten
 * brings out one digit after the other, exactly. For the shortest text, `below`
 * and `above` are half the distances to the neighbouring doubles in the same
 * scale: digits stop as soon as the rest can only mean this double.
 */
struct printer {
  struct big top, bottom;
  struct big below, above;
  int power;
  bool even; /* the mantissa: a tie on the boundary reads back as this double */
};

enum { DIGITS_MAX = 40 }; /* 17 significant ones, or 12 places behind 16 */

struct digits {
  char digit[DIGITS_MAX]; /* values 0 to 9, the first is not 0 */
  int count;
  int power; /* value = 0.d1 d2 d3... * 10^power */
};

static uint64_t to_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

/* A positive finite double as a fraction, with the distances to its neighbours. */
static void take_apart(struct printer *p, uint64_t bits) {
  enum { BIAS = 1075, HIDDEN = 52 };
  uint64_t fraction = bits & (((uint64_t)1 << HIDDEN) - 1);
  int biased = (int)(bits >> HIDDEN);
  uint64_t mantissa = biased > 0 ? fraction | (uint64_t)1 << HIDDEN : fraction;
  int exponent = (biased > 0 ? biased : 1) - BIAS;
  /* Below a power of two the doubles stand twice as close. */
  int closer = fraction == 0 && biased > 1;
  big_set(&p->top, mantissa);
  big_set(&p->bottom, 1);
  big_set(&p->below, 1);
  big_set(&p->above, 1);
  big_shift(&p->top, 1 + closer + (exponent > 0 ? exponent : 0));
  big_shift(&p->bottom, 1 + closer + (exponent < 0 ? -exponent : 0));
  big_shift(&p->below, exponent > 0 ? exponent : 0);
  big_shift(&p->above, closer + (exponent > 0 ? exponent : 0));
  p->even = (mantissa & 1) == 0;
}

/* Whether top/bottom (plus `more`) is at least 1. */
static bool reaches_one(const struct printer *p, const struct big *more, bool tie) {
  int order = big_compare(&p->top, &p->bottom);
  if (more != NULL && order < 0) {
    struct big sum = p->top;
    big_add(&sum, more);
    order = big_compare(&sum, &p->bottom);
  } else if (more != NULL) {
    order = 1; /* what is added is above 0 */
  }
  return order > 0 || (order == 0 && tie);
}

static void scale_up(struct printer *p) {
  big_scale(&p->top, 10, 0);
  big_scale(&p->below, 10, 0);
  big_scale(&p->above, 10, 0);
}

/*
 * Brings the value between 0.1 and 1. The first guess comes from the number of
 * bits (log10 2 is a little less than 30103/100000) and is then corrected. With
 * `shortest`, what rounds up to the next power of ten counts as having reached it.
 */
static void scale(struct printer *p, bool shortest) {
  const struct big *more = shortest ? &p->above : NULL;
  int bits = big_bits(&p->top) - big_bits(&p->bottom);
  int guess = bits * 30103 / 100000 - 1;
  p->power = guess;
  if (guess > 0) {
    big_pow10(&p->bottom, guess);
  } else {
    big_pow10(&p->top, -guess);
    big_pow10(&p->below, -guess);
    big_pow10(&p->above, -guess);
  }
  while (reaches_one(p, more, !shortest || p->even)) {
    big_scale(&p->bottom, 10, 0);
    p->power++;
  }
}

/* The next digit: top becomes ten times what is left. */
static int next_digit(struct printer *p) {
  int digit = 0;
  scale_up(p);
  while (big_compare(&p->top, &p->bottom) >= 0) {
    big_subtract(&p->top, &p->bottom);
    digit++;
  }
  return digit;
}

/* What is left against half a unit of the last digit: negative, 0, positive. */
static int against_half(const struct printer *p) {
  struct big twice = p->top;
  big_shift(&twice, 1);
  return big_compare(&twice, &p->bottom);
}

/* Adds one to the last digit; all nines become a one of the next power. */
static void round_up(struct digits *d) {
  while (d->count > 0 && d->digit[d->count - 1] == 9) {
    d->count--;
  }
  if (d->count == 0) {
    d->digit[d->count++] = 0;
    d->power++;
  }
  d->digit[d->count - 1]++;
}

static void drop_zeros(struct digits *d) {
  while (d->count > 1 && d->digit[d->count - 1] == 0) {
    d->count--;
  }
}

/* The fewest digits that read back as the same double, the nearest of those. */
static void shortest_digits(double value, struct digits *d) {
  struct printer p;
  take_apart(&p, to_bits(value));
  scale(&p, true);
  *d = (struct digits){.power = p.power};
  for (;;) {
    int digit = next_digit(&p);
    int low_order = big_compare(&p.top, &p.below);
    bool low = low_order < 0 || (low_order == 0 && p.even);
    bool high = reaches_one(&p, &p.above, p.even);
    d->digit[d->count++] = (char)digit;
    if (!low && !high) {
      continue;
    }
    int half = against_half(&p);
    if (high && (!low || half > 0 || (half == 0 && (digit & 1) != 0))) {
      round_up(d);
    }
    return;
  }
}

/*
 * `count` digits (0 or less: only what rounding brings), ties to even. Digits
 * behind the exact end of the value are zeros and are dropped.
 */
static void exact_digits(double value, int count, bool places, struct digits *d) {
  struct printer p;
  take_apart(&p, to_bits(value));
  scale(&p, false);
  *d = (struct digits){.power = p.power};
  int want = places ? count + p.power : count;
  if (want < 0 || want > DIGITS_MAX - 1) {
    want = want < 0 ? -1 : DIGITS_MAX - 1;
  }
  for (int i = 0; i < want; i++) {
    d->digit[d->count++] = (char)next_digit(&p);
  }
  bool odd = d->count > 0 && (d->digit[d->count - 1] & 1) != 0;
  int half = want < 0 ? -1 : against_half(&p);
  if (half > 0 || (half == 0 && odd)) {
    round_up(d);
  }
  drop_zeros(d);
}

static void print_digits(buf *out, const struct digits *d, int from, int to) {
  for (int i = from; i < to; i++) {
    buf_byte(out, i >= 0 && i < d->count ? (char)('0' + d->digit[i]) : '0');
  }
}

/* The part in front of the point, in groups of three. */
static void print_whole(buf *out, const struct digits *d, bool grouped) {
  int count = d->count > 0 ? d->power : 0;
  if (count <= 0) {
    buf_byte(out, '0');
  }
  for (int i = 0; i < count; i++) {
    if (grouped && i > 0 && (count - i) % 3 == 0) {
      buf_byte(out, ',');
    }
    print_digits(out, d, i, i + 1);
  }
}

static void print_plain(buf *out, const struct digits *d, bool grouped, int places) {
  print_whole(out, d, grouped);
  if (places > 0) {
    buf_byte(out, '.');
    int from = d->count > 0 ? d->power : 0;
    print_digits(out, d, from, from + places);
  }
}

static void print_scientific(buf *out, const struct digits *d) {
  print_digits(out, d, 0, 1);
  if (d->count > 1) {
    buf_byte(out, '.');
    print_digits(out, d, 1, d->count);
  }
  buf_byte(out, 'e');
  buf_int(out, d->power - 1);
}

/* Signs, and what is no number; true when nothing is left to print. */
static bool print_special(buf *out, double *value) {
  if (*value != *value || *value - *value != 0) {
    buf_byte(out, '?');
    return true;
  }
  if (*value < 0) {
    *value = -*value;
    buf_byte(out, '-');
  }
  return false;
}

static int places_of(const struct digits *d) {
  return d->count > d->power ? d->count - d->power : 0;
}

void num_print(buf *out, double value) {
  enum { PLAIN_FROM = -5, PLAIN_TO = 21 }; /* 0.000001 and 100000000000000000000 */
  struct digits d = {.count = 0};
  if (print_special(out, &value)) {
    return;
  }
  if (value == 0) {
    buf_byte(out, '0');
    return;
  }
  shortest_digits(value, &d);
  if (d.power < PLAIN_FROM || d.power > PLAIN_TO) {
    print_scientific(out, &d);
  } else {
    print_plain(out, &d, false, places_of(&d));
  }
}

/* A minus sign in front of what was rounded to zero says nothing. */
static void print_rounded(buf *out, bool negative, const struct digits *d, int places) {
  if (negative && d->count > 0) {
    buf_byte(out, '-');
  }
  print_plain(out, d, true, places);
}

void num_print_grouped(buf *out, double value, int digits) {
  enum { PLAIN_FROM = -5, PLAIN_TO = 15 };
  struct digits d = {.count = 0};
  bool negative = value < 0;
  char memory[2];
  buf sign = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (print_special(&sign, &value)) {
    buf_str(out, buf_text(&sign));
    return;
  }
  if (value > 0) {
    exact_digits(value, digits, false, &d);
  }
  if (d.count > 0 && (d.power < PLAIN_FROM || d.power > PLAIN_TO)) {
    buf_str(out, negative ? STR("-") : STR(""));
    print_scientific(out, &d);
    return;
  }
  print_rounded(out, negative, &d, d.count > 0 ? places_of(&d) : 0);
}

void num_print_compact(buf *out, double value, int digits) {
  enum { SCALED_FROM = 3, SCALED_TO = 12, GROUP = 3 };
  struct digits d = {.count = 0};
  double size = value < 0 ? -value : value;
  if (size >= 100 && size - size == 0) { /* below there is nothing to scale, however rounded */
    exact_digits(size, digits, false, &d);
  }
  if (d.power <= SCALED_FROM) {
    num_print_grouped(out, value, digits);
    return;
  }
  if (d.power > SCALED_TO) {
    buf_str(out, value < 0 ? STR("-") : STR(""));
    print_scientific(out, &d);
    return;
  }
  int groups = (d.power - 1) / GROUP;
  d.power -= groups * GROUP;
  print_rounded(out, value < 0, &d, places_of(&d));
  buf_byte(out, " kMG"[groups]);
}

void num_print_fixed(buf *out, double value, int places) {
  enum { FIXED_TO = 22 };
  struct digits d = {.count = 0};
  bool negative = value < 0;
  char memory[2];
  buf sign = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (print_special(&sign, &value)) {
    buf_str(out, buf_text(&sign));
    return;
  }
  if (value > 0) {
    exact_digits(value, places, true, &d);
  }
  if (d.power > FIXED_TO) { /* places mean nothing at this size */
    num_print_grouped(out, negative ? -value : value, 17);
    return;
  }
  print_rounded(out, negative, &d, places);
}
