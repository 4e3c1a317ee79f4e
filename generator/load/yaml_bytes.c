#include "core/buf.h"
#include "core/utf8.h"
#include "load/yaml_parts.h"

/* Something that may not stand in a text. */
struct bad {
  ptrdiff_t at;
  ptrdiff_t size;
  uint32_t rune; /* UTF8_BAD: a byte that is not UTF-8 */
};

bool yaml_allows(uint32_t rune) {
  if (rune < 0xA0) {
    return (rune >= 0x20 && rune < 0x7F) || rune == '\n' || rune == '\t' || rune == '\r' ||
           rune == 0x85;
  }
  bool is_surrogate = rune >= 0xD800 && rune <= 0xDFFF;
  return !is_surrogate && rune != 0xFEFF && rune != 0xFFFE && rune != 0xFFFF && rune <= 0x10FFFF;
}

ptrdiff_t yaml_line_end(str text, ptrdiff_t at) {
  while (at < text.n && text.s[at] != '\n' && text.s[at] != '\r') {
    at++;
  }
  return at;
}

ptrdiff_t yaml_skip(str text, ptrdiff_t at) {
  while (at < text.n && (byte_is_space(text.s[at]) || text.s[at] == '#')) {
    at = text.s[at] == '#' ? yaml_line_end(text, at) : at + 1;
  }
  return at;
}

/* The next one at or behind `*at`, which moves behind it. */
static bool bad_next(str text, ptrdiff_t *at, struct bad *ret_bad) {
  uint32_t rune;
  for (ptrdiff_t beg = *at; utf8_next(text, at, &rune); beg = *at) {
    bool is_invalid = rune == UTF8_BAD && *at - beg == 1;
    if (is_invalid || !yaml_allows(rune)) {
      *ret_bad = (struct bad){.at = beg, .size = *at - beg, .rune = rune};
      return true;
    }
  }
  return false;
}

/* Such things are many in a file that is no text: the first is shown. */
static void bad_tell(struct yaml_input *in, struct bad bad, ptrdiff_t count) {
  char memory[64];
  buf b = buf_over(memory, sizeof memory);
  if (bad.rune == UTF8_BAD) {
    buf_str(&b, STR("byte "));
    buf_hex(&b, (unsigned char)in->text.s[bad.at], 2);
    buf_str(&b, STR(" is not UTF-8"));
  } else {
    buf_str(&b, STR("U+"));
    buf_hex(&b, bad.rune, 4);
  }
  if (count > 1) {
    buf_str(&b, STR(", and "));
    buf_int(&b, count - 1);
    buf_str(&b, STR(" more"));
  }
  struct diag *d = yaml_fault(in, D_YAML_ENCODING, bad.at, bad.at + bad.size);
  diag_detail(in->ds, d, buf_text(&b));
}

/* Puts underscores in their place. */
static void bad_replace(struct yaml_input *in, arena *perm) {
  struct bad first;
  ptrdiff_t at = 0;
  if (!bad_next(in->text, &at, &first)) {
    return;
  }
  buf clean = buf_new(perm, in->text.n);
  struct bad bad = first;
  ptrdiff_t count = 0;
  do {
    buf_str(&clean, str_sub(in->text, clean.n, bad.at));
    buf_fill(&clean, '_', bad.size);
    count++;
  } while (bad_next(in->text, &at, &bad));
  buf_str(&clean, str_sub(in->text, clean.n, in->text.n));
  bad_tell(in, first, count);
  in->text = buf_text(&clean);
}

/* Its marks at the start, or a NUL in the first character. */
static bool is_utf16(str text) {
  return str_starts(text, STR("\xFE\xFF")) || str_starts(text, STR("\xFF\xFE")) ||
         (text.n >= 2 && (text.s[0] == '\0') != (text.s[1] == '\0'));
}

/* What stands before `at` is done with. */
static void cut(struct yaml_input *in, ptrdiff_t at) {
  in->text = str_sub(in->text, at, in->text.n);
  in->base += (int32_t)at;
}

static void byte_order_mark_cut(struct yaml_input *in) {
  str mark = STR("\xEF\xBB\xBF");
  if (str_starts(in->text, mark)) {
    struct diag *d = yaml_fault(in, D_YAML_ENCODING, 0, mark.n);
    diag_detail(in->ds, d, STR("a byte order mark"));
    diag_hint(in->ds, d, STR("Save the file as UTF-8 without a byte order mark."));
    cut(in, mark.n);
  }
}

/* libyaml needs quadratic time for many of them, so it never sees one. */
static void directives_cut(struct yaml_input *in) {
  ptrdiff_t behind = 0;
  ptrdiff_t at = yaml_skip(in->text, 0);
  while (at < in->text.n && in->text.s[at] == '%' && (at == 0 || in->text.s[at - 1] == '\n')) {
    ptrdiff_t end = yaml_line_end(in->text, at);
    if (behind == 0) {
      yaml_fault(in, D_YAML_DIRECTIVE, at, end);
    }
    behind = end;
    at = yaml_skip(in->text, end);
  }
  cut(in, behind);
}

bool yaml_prepare(struct yaml_input *in, arena *perm) {
  if (in->text.n > YAML_BYTES_MAX) {
    yaml_fault(in, D_FILE_TOO_LARGE, 0, 0);
    return false;
  }
  if (is_utf16(in->text)) {
    struct diag *d = yaml_fault(in, D_YAML_ENCODING, 0, 0);
    diag_detail(in->ds, d, STR("the text looks like UTF-16"));
    diag_hint(in->ds, d, STR("Save the file as UTF-8."));
    return false;
  }
  byte_order_mark_cut(in);
  bad_replace(in, perm);
  directives_cut(in);
  return true;
}
