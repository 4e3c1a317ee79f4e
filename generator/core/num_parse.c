#include "core/decimal.h"
#include "core/num.h"

/*
 * Beyond these powers of ten the result is settled without arithmetic: the
 * largest double is 1.8e308, the smallest 4.9e-324.
 */
enum { POWER_HUGE = 310, POWER_TINY = -345 };

static double from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

/* Takes the digits at `*at`; false when there are none. In front of the point each moves the power
 * up; behind it each zero in front of the first other digit moves it down. */
static bool take_digits(str s, ptrdiff_t *at, struct decimal *d, bool whole) {
  ptrdiff_t start = *at;
  for (; *at < s.n && byte_is_digit(s.s[*at]); (*at)++) {
    char digit = (char)(s.s[*at] - '0');
    bool counts = d->count > 0 || digit > 0;
    if (counts) {
      d->digit[d->count++] = digit;
    }
    d->power += whole ? counts : -!counts;
  }
  return *at > start;
}

/* e, E, an optional sign and digits; the value is cut where it no longer matters. */
static bool take_exponent(str s, ptrdiff_t *at, int *ret_exponent) {
  enum { ENOUGH = 100000 };
  ptrdiff_t i = *at + 1;
  bool negative = i < s.n && s.s[i] == '-';
  i += i < s.n && (s.s[i] == '-' || s.s[i] == '+');
  ptrdiff_t start = i;
  int value = 0;
  for (; i < s.n && byte_is_digit(s.s[i]); i++) {
    value = value < ENOUGH ? value * 10 + (s.s[i] - '0') : value;
  }
  *at = i;
  *ret_exponent = negative ? -value : value;
  return i > start;
}

static bool take_decimal(str s, struct decimal *d) {
  ptrdiff_t at = 0;
  if (!take_digits(s, &at, d, true)) {
    return false;
  }
  if (at < s.n && s.s[at] == '.') {
    at++;
    if (!take_digits(s, &at, d, false)) {
      return false;
    }
  }
  if (at < s.n && (s.s[at] == 'e' || s.s[at] == 'E')) {
    int exponent = 0;
    if (!take_exponent(s, &at, &exponent)) {
      return false;
    }
    d->power += exponent;
  }
  return at == s.n;
}

/* The bits of the nearest double, ties to even. */
static uint64_t nearest(struct decimal *d) {
  enum { MANTISSA = 53, BIAS = 1022 };
  int power = BIAS; /* of two, of what is brought between 1/2 and 1 */
  while (d->power != 0 || d->digit[0] < 5) {
    int bits = 3 * d->power; /* 2^3 is below 10 */
    bits = bits == 0 ? -1 : bits;
    decimal_shift(d, -bits);
    power += bits;
  }
  int lost = power < 1 ? 1 - power : 0; /* bits that a subnormal lacks */
  decimal_shift(d, MANTISSA - lost);
  decimal_round(d, d->power);
  uint64_t mantissa = 0;
  for (int i = 0; i < d->power; i++) {
    mantissa = mantissa * 10 + (uint64_t)decimal_digit(d, i);
  }
  /* A carry into the next power of two lands in the exponent by itself. */
  return ((uint64_t)(power + lost - 1) << (MANTISSA - 1)) + mantissa;
}

bool num_parse(str text, double *ret_value) {
  static const uint64_t infinite = (uint64_t)0x7ff << 52;
  if (text.n > NUM_TEXT_MAX) {
    return false;
  }
  bool negative = str_starts(text, STR("-"));
  struct decimal d;
  d.count = d.power = 0;
  if (!take_decimal(str_sub(text, negative ? 1 : 0, text.n), &d)) {
    return false;
  }
  if (d.count == 0 || d.power < POWER_TINY) {
    *ret_value = 0;
    return true;
  }
  if (d.power > POWER_HUGE) {
    return false;
  }
  decimal_trim(&d);
  uint64_t bits = nearest(&d);
  if (bits >= infinite) {
    return false;
  }
  double value = from_bits(bits);
  *ret_value = negative && bits != 0 ? -value : value;
  return true;
}

/* The length of a group separator at `at`, or 0. */
static ptrdiff_t separator(str s, ptrdiff_t at) {
  static const str marks[] = {STR_INIT(" "),
                              STR_INIT(","),
                              STR_INIT("'"),
                              STR_INIT("\xc2\xa0"),
                              STR_INIT("\xe2\x80\xaf"),
                              STR_INIT("\xe2\x80\x99")};
  for (int i = 0; i < 6; i++) {
    if (str_starts(str_sub(s, at, s.n), marks[i])) {
      return marks[i].n;
    }
  }
  return 0;
}

static bool three_digits(str s, ptrdiff_t at) {
  for (ptrdiff_t i = at; i < at + 3; i++) {
    if (i >= s.n || !byte_is_digit(s.s[i])) {
      return false;
    }
  }
  return at + 3 >= s.n || !byte_is_digit(s.s[at + 3]);
}

/* Drops separators between groups of three digits in front of the point. */
static void drop_groups(str s, buf *out) {
  bool whole = true;
  for (ptrdiff_t i = 0; i < s.n;) {
    ptrdiff_t mark = whole && i > 0 && byte_is_digit(s.s[i - 1]) ? separator(s, i) : 0;
    if (mark > 0 && three_digits(s, i + mark)) {
      i += mark;
      continue;
    }
    whole = whole && s.s[i] != '.' && s.s[i] != 'e';
    buf_byte(out, s.s[i++]);
  }
}

/* The power of ten that a last letter stands for, or 0. */
static str letter_exponent(char c) {
  switch (c) {
    case 'k':
    case 'K':
      return STR("3");
    case 'M':
      return STR("6");
    case 'G':
      return STR("9");
    default:
      return STR("");
  }
}

bool num_parse_typed(str text, double *ret_value) {
  char memory[NUM_TEXT_MAX + 4];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  str s = str_trim(text);
  str power = s.n > 1 ? letter_exponent(s.s[s.n - 1]) : STR("");
  if (power.n > 0) {
    s = str_trim(str_sub(s, 0, s.n - 1));
  }
  drop_groups(s, &b);
  if (power.n > 0) {
    buf_byte(&b, 'e'); /* a second exponent makes it no number, as it should */
    buf_str(&b, power);
  }
  return !b.full && num_parse(buf_text(&b), ret_value);
}
