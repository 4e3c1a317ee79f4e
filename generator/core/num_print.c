#include "core/decimal.h"
#include "core/num.h"

/* A positive finite double: mantissa * 2^exponent. */
struct parts {
  uint64_t mantissa;
  int exponent;
  bool closer; /* below a power of two the doubles stand twice as close */
};

static struct parts parts_of(double value) {
  enum { BIAS = 1075, HIDDEN = 52 };
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  uint64_t hidden = (uint64_t)1 << HIDDEN;
  uint64_t fraction = bits & (hidden - 1);
  int biased = (int)(bits >> HIDDEN);
  return (struct parts){
      .mantissa = biased > 0 ? fraction | hidden : fraction,
      .exponent = (biased > 0 ? biased : 1) - BIAS,
      .closer = fraction == 0 && biased > 1,
  };
}

/*
 * Of `d` as few digits as still lie between its neighbours, the nearest of those. `even`: what is
 * half way to a neighbour reads back as this double, too. Digits are taken from the left, until
 * what they are, or the next above, lies inside: `gap` is how many units of the last digit the
 * upper end is ahead, as far as that matters.
 */
static void shorten(struct decimal *d, const struct decimal *below, const struct decimal *above,
                    bool even) {
  enum { AHEAD = 2 };
  int lead = above->power - d->power;
  int low_lead = above->power - below->power;
  int gap = 0;
  int count = 0;
  bool low = false;
  bool high = false;
  while (!low && !high) {
    int digit = decimal_digit(d, count - lead);
    low = digit != decimal_digit(below, count - low_lead);
    gap = gap * 10 + decimal_digit(above, count) - digit;
    gap = gap < AHEAD ? gap : AHEAD;
    count++;
    low = low || (even && count - low_lead >= below->count);
    high = gap == AHEAD || (gap == 1 && (even || count < above->count));
  }
  if (low && high) {
    decimal_round(d, count - lead);
  } else {
    decimal_cut(d, count - lead, high);
  }
}

/* The fewest digits that read back as the same double, the nearest of those. */
static void shortest_digits(double value, struct decimal *d) {
  struct parts p = parts_of(value);
  struct decimal below;
  struct decimal above;
  int closer = p.closer;
  decimal_set(d, p.mantissa, p.exponent);
  decimal_set(&above, 2 * p.mantissa + 1, p.exponent - 1);
  decimal_set(&below, (p.mantissa << (closer + 1)) - 1, p.exponent - closer - 1);
  shorten(d, &below, &above, (p.mantissa & 1) == 0);
}

/* `count` digits, or with `places` so many behind the point. */
static void exact_digits(double value, int count, bool places, struct decimal *d) {
  struct parts p = parts_of(value);
  decimal_set(d, p.mantissa, p.exponent);
  decimal_round(d, places ? count + d->power : count);
}

static void print_digits(buf *out, const struct decimal *d, int from, int to) {
  for (int i = from; i < to; i++) {
    buf_byte(out, (char)('0' + decimal_digit(d, i)));
  }
}

/* In front of the point in groups of three, if wanted, and `places` behind it. */
static void print_plain(buf *out, const struct decimal *d, bool grouped, int places) {
  if (d->power <= 0) {
    buf_byte(out, '0');
  }
  for (int i = 0; i < d->power; i++) {
    if (grouped && i > 0 && (d->power - i) % 3 == 0) {
      buf_byte(out, ',');
    }
    print_digits(out, d, i, i + 1);
  }
  if (places > 0) {
    buf_byte(out, '.');
    print_digits(out, d, d->power, d->power + places);
  }
}

static void print_scientific(buf *out, const struct decimal *d) {
  print_digits(out, d, 0, 1);
  if (d->count > 1) {
    buf_byte(out, '.');
    print_digits(out, d, 1, d->count);
  }
  buf_byte(out, 'e');
  buf_int(out, d->power - 1);
}

enum style { SHORTEST, GROUPED, COMPACT, FIXED };

/* Powers from which on numbers are written with an exponent; places mean nothing beyond 22. */
static const int8_t power_max[] = {[SHORTEST] = 21, [GROUPED] = 15, [COMPACT] = 12, [FIXED] = 22};
enum { POWER_MIN = -5 /* 0.000001 */ };

/* `count`: digits, or of FIXED the places behind the point. */
static void print(buf *out, double value, enum style style, int count) {
  enum { GROUP = 3, ALL_DIGITS = 17 };
  double size = value < 0 ? -value : value;
  struct decimal d;
  if (value - value != 0) {
    buf_byte(out, '?');
    return;
  }
  d.count = d.power = 0;
  if (size > 0 && style == SHORTEST) {
    shortest_digits(size, &d);
  } else if (size > 0) {
    exact_digits(size, count, style == FIXED, &d);
  }
  if (value < 0 && d.count > 0) { /* in front of what was rounded to zero it says nothing */
    buf_byte(out, '-');
  }
  if (d.power > power_max[style] || (d.power < POWER_MIN && style != FIXED)) {
    decimal_round(&d, ALL_DIGITS);
    print_scientific(out, &d);
    return;
  }
  int groups = style == COMPACT && d.power > GROUP ? (d.power - 1) / GROUP : 0;
  d.power -= groups * GROUP;
  int places = d.count > d.power ? d.count - d.power : 0;
  print_plain(out, &d, style != SHORTEST, style == FIXED ? count : places);
  if (groups > 0) {
    buf_byte(out, " kMG"[groups]);
  }
}

void num_print(buf *out, double value) {
  print(out, value, SHORTEST, 0);
}

void num_print_grouped(buf *out, double value, int digits) {
  print(out, value, GROUPED, digits);
}

void num_print_compact(buf *out, double value, int digits) {
  print(out, value, COMPACT, digits);
}

void num_print_fixed(buf *out, double value, int places) {
  print(out, value, FIXED, places);
}
