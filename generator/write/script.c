#include "write/script.h"

#include "core/base64.h"
#include "core/utf8.h"
#include "host/deflate.h"

static void unit_write(buf *out, uint32_t unit) {
  buf_str(out, STR("\\u"));
  buf_hex(out, unit, 4);
}

/*
 * A string of JavaScript that is ASCII whatever the text is, so that no encoding
 * can break it, and that ends neither itself nor a <script> element it stands in.
 */
static void string_write(buf *out, str text) {
  buf_byte(out, '"');
  uint32_t rune;
  for (ptrdiff_t i = 0; utf8_next(text, &i, &rune);) {
    if (rune >= 0x10000) {
      unit_write(out, 0xd800 + ((rune - 0x10000) >> 10));
      unit_write(out, 0xdc00 + (rune & 0x3ff));
    } else if (rune < ' ' || rune > '~' || str_find(STR("\"\\<>&"), (char)rune) >= 0) {
      unit_write(out, rune);
    } else {
      buf_byte(out, (char)rune);
    }
  }
  buf_byte(out, '"');
}

/* `call` with the bytes packed as its last argument, for which it is left open. */
static bool call_finish(buf *call, str bytes, arena *perm, str *ret_script) {
  str start = buf_close(call, perm);
  str packed;
  if (!deflate_raw(bytes, perm, &packed)) {
    return false;
  }
  buf out = buf_open(perm);
  buf_str(&out, start);
  buf_byte(&out, '"');
  base64_encode(&out, packed);
  buf_str(&out, STR("\");\n"));
  *ret_script = buf_close(&out, perm);
  return true;
}

bool script_data(str id, str kind, str image, arena *perm, str *ret_script) {
  buf call = buf_open(perm);
  buf_str(&call, STR("fingerpost.data("));
  string_write(&call, id);
  buf_str(&call, STR(", "));
  string_write(&call, kind);
  buf_str(&call, STR(", "));
  return call_finish(&call, image, perm, ret_script);
}

bool script_engine(str kind, str module, arena *perm, str *ret_script) {
  buf call = buf_open(perm);
  buf_str(&call, STR("fingerpost.engine("));
  string_write(&call, kind);
  buf_str(&call, STR(", "));
  return call_finish(&call, module, perm, ret_script);
}
