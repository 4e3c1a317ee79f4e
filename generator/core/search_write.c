#include "core/search_write.h"

void search_number_write(buf *out, uint32_t value) {
  for (; value > 0x7f; value >>= 7) {
    buf_byte(out, (char)(0x80 | (value & 0x7f)));
  }
  buf_byte(out, (char)value);
}

void search_text_write(buf *out, str text) {
  search_number_write(out, (uint32_t)text.n);
  buf_str(out, text);
}

void search_name_write(buf *out, uint32_t name) {
  buf_byte(out, (char)(name >> 16 & 0xff));
  buf_byte(out, (char)(name >> 8 & 0xff));
  buf_byte(out, (char)(name & 0xff));
}

void search_head_write(buf *out, char kind) {
  buf_byte(out, 'F');
  buf_byte(out, kind);
  buf_byte(out, SEARCH_VERSION);
  buf_byte(out, 0);
}
