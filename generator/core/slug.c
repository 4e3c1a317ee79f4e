#include "core/slug.h"

#include "core/utf8.h"

static int rune_bytes(uint32_t rune) {
  return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

void slug_write(buf *out, str text, ptrdiff_t max) {
  ptrdiff_t left = max;
  uint32_t rune;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune);) {
    bool space = rune == ' ' || rune == '\n';
    if (!space && rune != '-' && rune != '_' && !utf8_is_word(rune)) {
      continue;
    }
    uint32_t low = space ? '-' : utf8_lower(rune);
    left -= rune_bytes(low);
    if (left < 0) {
      return;
    }
    buf_rune(out, low);
  }
}

bool slug_is_name(str name) {
  bool good = name.n > 0 && name.s[0] >= 'a' && name.s[0] <= 'z';
  for (ptrdiff_t i = 1; i < name.n; i++) {
    char c = name.s[i];
    good = good && ((c >= 'a' && c <= 'z') || byte_is_digit(c) || c == '-');
  }
  return good;
}
