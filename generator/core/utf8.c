#include "core/utf8.h"

#include "core/utf8_table.h"

/*
 * How many bytes a sequence with this first byte has, 0 when none starts so;
 * `ret_low` and `ret_high` bound its second byte. That alone keeps out overlong
 * forms (E0, F0), surrogates (ED) and what lies above U+10FFFF (F4).
 */
static int sequence(unsigned char first, unsigned char *ret_low, unsigned char *ret_high) {
  *ret_low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  *ret_high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* The code point at `at` and its length; length 0 when the bytes are none. */
static int decode(str s, ptrdiff_t at, uint32_t *ret_rune) {
  const unsigned char *p = (const unsigned char *)s.s + at;
  unsigned char low;
  unsigned char high;
  int n = sequence(p[0], &low, &high);
  if (n == 0 || n > s.n - at) {
    return 0;
  }
  uint32_t rune = n == 1 ? p[0] : p[0] & (0x7FU >> n);
  for (int i = 1; i < n; i++) {
    if (p[i] < low || p[i] > high) {
      return 0;
    }
    rune = rune << 6 | (p[i] & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  *ret_rune = rune;
  return n;
}

bool utf8_next(str s, ptrdiff_t *at, uint32_t *ret_rune) {
  if (*at >= s.n) {
    return false;
  }
  int n = decode(s, *at, ret_rune);
  if (n == 0) {
    *ret_rune = UTF8_BAD;
    n = 1;
  }
  *at += n;
  return true;
}

ptrdiff_t utf8_invalid(str s) {
  uint32_t rune;
  for (ptrdiff_t i = 0; i < s.n;) {
    int n = decode(s, i, &rune);
    if (n == 0) {
      return i;
    }
    i += n;
  }
  return -1;
}

str utf8_cut(str text, ptrdiff_t max) {
  if (text.n <= max) {
    return text;
  }
  while (max > 0 && ((unsigned char)text.s[max] & 0xC0) == 0x80) {
    max--;
  }
  return str_sub(text, 0, max);
}

/* The index of the range that holds `rune`, or -1. */
static int range_find(uint32_t rune, const struct utf8_range *ranges, int count) {
  int low = 0;
  int high = count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (ranges[middle].last < rune) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < count && ranges[low].first <= rune ? low : -1;
}

int utf8_width(uint32_t rune) {
  if (rune < utf8_narrow[0].first) {
    return 1;
  }
  if (range_find(rune, utf8_narrow, utf8_narrow_count) >= 0) {
    return 0;
  }
  return range_find(rune, utf8_wide, utf8_wide_count) >= 0 ? 2 : 1;
}

uint32_t utf8_lower(uint32_t rune) {
  if (rune < 0x80) {
    return (unsigned char)byte_lower((char)rune);
  }
  int i = range_find(rune, utf8_capital, utf8_capital_count);
  if (i < 0 || (rune - utf8_capital[i].first) % utf8_case[i].step != 0) {
    return rune;
  }
  return (uint32_t)((int32_t)rune + utf8_case[i].shift);
}

bool utf8_is_word(uint32_t rune) {
  if (rune < 0x80) {
    return byte_is_alpha((char)rune) || byte_is_digit((char)rune);
  }
  return rune <= 0x10FFFF && range_find(rune, utf8_sign, utf8_sign_count) < 0;
}
