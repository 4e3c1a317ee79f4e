#include "cli/data_url.h"

#include "core/base64.h"

static str type_of(str path) {
  static const struct {
    str ending, type;
  } types[] = {
      {STR_INIT(".svg"), STR_INIT("image/svg+xml")},
      {STR_INIT(".png"), STR_INIT("image/png")},
      {STR_INIT(".jpg"), STR_INIT("image/jpeg")},
      {STR_INIT(".jpeg"), STR_INIT("image/jpeg")},
      {STR_INIT(".gif"), STR_INIT("image/gif")},
      {STR_INIT(".webp"), STR_INIT("image/webp")},
      {STR_INIT(".avif"), STR_INIT("image/avif")},
      {STR_INIT(".ico"), STR_INIT("image/x-icon")},
      {STR_INIT(".csv"), STR_INIT("text/csv")},
      {STR_INIT(".txt"), STR_INIT("text/plain")},
      {STR_INIT(".md"), STR_INIT("text/markdown")},
      {STR_INIT(".json"), STR_INIT("application/json")},
      {STR_INIT(".pdf"), STR_INIT("application/pdf")},
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (str_ends(path, types[i].ending)) {
      return types[i].type;
    }
  }
  return STR("application/octet-stream");
}

/* Bytes of a text that stand for themselves in a URL and in an attribute. */
static bool is_plain(char c) {
  return c > ' ' && c < 127 && str_find(STR("\"'<>&%#\\^`{|}"), c) < 0;
}

/* A drawing as text: base64 would hide from gzip what repeats in it. */
static void text_write(buf *out, str bytes) {
  for (ptrdiff_t i = 0; i < bytes.n; i++) {
    if (is_plain(bytes.s[i])) {
      buf_byte(out, bytes.s[i]);
    } else {
      buf_byte(out, '%');
      buf_hex(out, (unsigned char)bytes.s[i], 2);
    }
  }
}

str data_url(str path, str bytes, arena *perm) {
  enum { HEAD_MAX = 64, WIDEST = 3 };
  buf out = buf_new(perm, HEAD_MAX + bytes.n * WIDEST);
  buf_str(&out, STR("data:"));
  buf_str(&out, type_of(path));
  if (str_ends(path, STR(".svg"))) {
    buf_byte(&out, ',');
    text_write(&out, bytes);
  } else {
    buf_str(&out, STR(";base64,"));
    base64_encode(&out, bytes);
  }
  return buf_text(&out);
}
