#include "core/big.h"
#include "core/num.h"

/*
 * Beyond these powers of ten the result is settled without arithmetic: the
 * largest double is 1.8e308, the smallest 4.9e-324.
 */
enum { POWER_HUGE = 310, POWER_TINY = -345 };

/* A literal taken apart: digits * 10^exponent. */
struct decimal {
  struct big digits;
  int digit_count; /* significant ones */
  int exponent;
};

static double from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

/* Takes the digits at `*at`; false when there are none. */
static bool take_digits(str s, ptrdiff_t *at, struct decimal *d, int scale) {
  ptrdiff_t start = *at;
  for (; *at < s.n && byte_is_digit(s.s[*at]); (*at)++) {
    uint32_t digit = (uint32_t)(s.s[*at] - '0');
    d->exponent -= scale;
    if (d->digits.n == 0) {
      big_set(&d->digits, digit);
    } else {
      big_scale(&d->digits, 10, digit);
    }
    d->digit_count += d->digits.n > 0;
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
  if (!take_digits(s, &at, d, 0)) {
    return false;
  }
  if (at < s.n && s.s[at] == '.') {
    at++;
    if (!take_digits(s, &at, d, 1)) {
      return false;
    }
  }
  if (at < s.n && (s.s[at] == 'e' || s.s[at] == 'E')) {
    int exponent = 0;
    if (!take_exponent(s, &at, &exponent)) {
      return false;
    }
    d->exponent += exponent;
  }
  return at == s.n;
}

/*
 * The double nearest to top/bottom, ties to even: its bits one by one, by
 * comparing and doubling. `power` is such that 1 <= top/bottom/2^power < 2.
 */
static uint64_t nearest(struct big *top, const struct big *bottom, int power) {
  enum { MANTISSA = 53, POWER_MIN = -1022 };
  int lost = power < POWER_MIN ? POWER_MIN - power : 0; /* bits that a subnormal lacks */
  int bits = lost < MANTISSA ? MANTISSA - lost : 0;
  uint64_t mantissa = 0;
  if (lost > MANTISSA) {
    return 0;
  }
  for (int i = 0; i < bits; i++) {
    bool one = big_compare(top, bottom) >= 0;
    mantissa = mantissa << 1 | (uint64_t)one;
    if (one) {
      big_subtract(top, bottom);
    }
    big_shift(top, 1);
  }
  int half = big_compare(top, bottom); /* what is left against half a unit */
  mantissa += half > 0 || (half == 0 && (mantissa & 1) != 0);
  /* A carry into the next power of two lands in the exponent by itself. */
  uint64_t biased = lost > 0 ? 0 : (uint64_t)(power - POWER_MIN);
  return (biased << 52) + mantissa;
}

/* The bits of digits * 10^exponent. */
static uint64_t round_decimal(struct decimal *d) {
  struct big bottom;
  struct big *top = &d->digits;
  big_set(&bottom, 1);
  if (d->exponent >= 0) {
    big_pow10(top, d->exponent);
  } else {
    big_pow10(&bottom, -d->exponent);
  }
  int power = big_bits(top) - big_bits(&bottom);
  big_shift(power > 0 ? &bottom : top, power > 0 ? power : -power);
  if (big_compare(top, &bottom) < 0) {
    big_shift(top, 1);
    power--;
  }
  return nearest(top, &bottom, power);
}

bool num_parse(str text, double *ret_value) {
  static const uint64_t infinite = (uint64_t)0x7ff << 52;
  if (text.n > NUM_TEXT_MAX) {
    return false;
  }
  bool negative = str_starts(text, STR("-"));
  struct decimal d = {.digit_count = 0};
  if (!take_decimal(str_sub(text, negative ? 1 : 0, text.n), &d)) {
    return false;
  }
  int size = d.digit_count + d.exponent; /* 10^(size-1) <= value < 10^size */
  if (d.digits.n == 0 || size < POWER_TINY) {
    *ret_value = 0;
    return true;
  }
  if (size > POWER_HUGE) {
    return false;
  }
  uint64_t bits = round_decimal(&d);
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
