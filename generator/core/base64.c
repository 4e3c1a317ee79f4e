#include "core/base64.h"

enum { SIX = 63 };

void base64_encode(buf *out, str bytes) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (ptrdiff_t i = 0; i < bytes.n; i += 3) {
    uint32_t three = 0;
    for (ptrdiff_t k = i; k < i + 3; k++) {
      three = three << 8 | (k < bytes.n ? (unsigned char)bytes.s[k] : 0);
    }
    buf_byte(out, digits[three >> 18]);
    buf_byte(out, digits[three >> 12 & SIX]);
    buf_byte(out, i + 1 < bytes.n ? digits[three >> 6 & SIX] : '=');
    buf_byte(out, i + 2 < bytes.n ? digits[three & SIX] : '=');
  }
}

/* 0 to 63, or more than that for what is no digit. */
static uint32_t digit_value(char c) {
  if (c >= 'A' && c <= 'Z') {
    return (uint32_t)(c - 'A');
  }
  if (c >= 'a' && c <= 'z') {
    return (uint32_t)(c - 'a') + 26;
  }
  if (byte_is_digit(c)) {
    return (uint32_t)(c - '0') + 52;
  }
  return c == '+' ? 62 : c == '/' ? 63 : SIX + 1;
}

/* Four digits, of which the last `pad` are padding; what it hides has to be 0. */
static bool four_decode(buf *out, const char *four, ptrdiff_t pad) {
  uint32_t three = 0;
  for (ptrdiff_t i = 0; i < 4; i++) {
    uint32_t value = i < 4 - pad ? digit_value(four[i]) : 0;
    if (value > SIX) {
      return false;
    }
    three = three << 6 | value;
  }
  if ((three & ((1U << 8 * pad) - 1)) != 0) {
    return false;
  }
  for (int shift = 16; shift >= 8 * (int)pad; shift -= 8) {
    buf_byte(out, (char)(three >> shift & 0xff));
  }
  return true;
}

bool base64_decode(buf *out, str text) {
  if (text.n % 4 != 0) {
    return false;
  }
  ptrdiff_t pad = str_ends(text, STR("==")) ? 2 : str_ends(text, STR("=")) ? 1 : 0;
  for (ptrdiff_t i = 0; i < text.n; i += 4) {
    if (!four_decode(out, text.s + i, i + 4 == text.n ? pad : 0)) {
      return false;
    }
  }
  return true;
}
