#include "core/state.h"

#include "core/utf8.h"

/* The value of a hexadecimal digit, or -1. */
static int hex_value(char c) {
  char lower = byte_lower(c);
  if (byte_is_digit(c)) {
    return c - '0';
  }
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Never longer than `text`. */
static str decode(str text, char *memory) {
  ptrdiff_t n = 0;
  for (ptrdiff_t i = 0; i < text.n; i++) {
    char c = text.s[i];
    int high = c == '%' && i + 2 < text.n ? hex_value(text.s[i + 1]) : -1;
    int low = high >= 0 ? hex_value(text.s[i + 2]) : -1;
    if (low >= 0) {
      c = (char)(high << 4 | low);
      i += 2;
    }
    memory[n++] = c;
  }
  return (str){memory, n};
}

bool state_next(str *rest, char *memory, struct state_pair *ret_pair) {
  while (rest->n > 0) {
    str value = str_take(rest, '&');
    if (value.n > 0) {
      str id = str_take(&value, '=');
      ret_pair->id = decode(id, memory);
      ret_pair->value = decode(value, memory + ret_pair->id.n);
      return true;
    }
  }
  return false;
}

static bool is_plain(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '_' || c == '.' || c == '~';
}

static void encode(buf *out, str text) {
  for (ptrdiff_t i = 0; i < text.n; i++) {
    if (is_plain(text.s[i])) {
      buf_byte(out, text.s[i]);
    } else {
      buf_byte(out, '%');
      buf_hex(out, (unsigned char)text.s[i], 2);
    }
  }
}

void state_add(buf *out, ptrdiff_t start, str id, str value) {
  if (out->n > start) {
    buf_byte(out, '&');
  }
  encode(out, id);
  buf_byte(out, '=');
  encode(out, value);
}

void state_field(buf *out, str text) {
  buf_byte(out, '\t');
  ptrdiff_t at = 0;
  ptrdiff_t last = 0;
  for (uint32_t rune = 0; utf8_next(text, &at, &rune); last = at) {
    buf_str(out, rune == UTF8_BAD             ? STR("\xef\xbf\xbd")
                 : rune < ' ' || rune == 0x7f ? STR(" ")
                                              : str_sub(text, last, at));
  }
}
