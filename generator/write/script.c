#include "write/script.h"

#include "core/base64.h"
#include "core/utf8.h"
#include "host/deflate.h"

static void unit_write(buf *out, uint32_t unit) {
  buf_str(out, STR("\\u"));
  buf_hex(out, unit, 4);
}

/*
 * Inside a string of JavaScript, which is ASCII whatever the text is, so that no encoding
 * can break it, and that ends neither itself nor a <script> element it stands in.
 */
static void string_body(buf *out, str text) {
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
}

static void string_write(buf *out, str text) {
  buf_byte(out, '"');
  string_body(out, text);
  buf_byte(out, '"');
}

/* fingerpost.NAME(ID, KIND, left open for the last argument; without an id, that is missing. */
static buf call_begin(str name, str id, str kind, arena *perm) {
  buf call = buf_open(perm);
  buf_str(&call, STR("fingerpost."));
  buf_str(&call, name);
  buf_byte(&call, '(');
  if (id.n > 0) {
    string_write(&call, id);
    buf_str(&call, STR(", "));
  }
  string_write(&call, kind);
  buf_str(&call, STR(", \""));
  return call;
}

static str call_end(buf *call, arena *perm) {
  buf_str(call, STR("\");\n"));
  return buf_close(call, perm);
}

bool script_data(str id, str kind, str image, arena *perm, str *ret_script) {
  str deflated;
  if (!deflate_raw(image, perm, &deflated)) {
    return false;
  }
  buf call = call_begin(STR("data"), id, kind, perm);
  base64_encode(&call, deflated);
  *ret_script = call_end(&call, perm);
  return true;
}

str script_engine(str kind, str deflated, arena *perm) {
  buf call = call_begin(STR("engine"), STR(""), kind, perm);
  base64_encode(&call, deflated);
  return call_end(&call, perm);
}

str script_text(str id, str kind, str text, arena *perm) {
  buf call = call_begin(STR("data"), id, kind, perm);
  string_body(&call, text);
  return call_end(&call, perm);
}

str script_call(str name, const str *texts, ptrdiff_t count, arena *perm) {
  buf call = buf_open(perm);
  buf_str(&call, STR("fingerpost."));
  buf_str(&call, name);
  buf_byte(&call, '(');
  for (ptrdiff_t i = 0; i < count; i++) {
    buf_str(&call, i > 0 ? STR(", ") : STR(""));
    string_write(&call, texts[i]);
  }
  buf_str(&call, STR(");\n"));
  return buf_close(&call, perm);
}
