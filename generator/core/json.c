#include "core/json.h"

#include "core/utf8.h"

void json_string(buf *out, str text) {
  buf_byte(out, '"');
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune);) {
    if (rune == '"' || rune == '\\') {
      buf_byte(out, '\\');
      buf_byte(out, (char)rune);
    } else if (rune < 0x20 || rune == 0x7F) {
      buf_str(out, STR("\\u"));
      buf_hex(out, rune, 4);
    } else {
      buf_rune(out, rune);
    }
  }
  buf_byte(out, '"');
}

void json_member(buf *out, str lead, str text) {
  buf_str(out, lead);
  json_string(out, text);
}
