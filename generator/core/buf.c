#include "core/buf.h"

#include "core/mem.h"

buf buf_over(char *memory, ptrdiff_t cap) {
  return (buf){.s = memory, .cap = cap};
}

buf buf_new(arena *a, ptrdiff_t cap) {
  return buf_over(NEW(a, char, cap), cap);
}

buf buf_open(arena *a) {
  return buf_over(a->at, a->end - a->at);
}

str buf_close(buf *b, arena *a) {
  if (b->full || b->n >= b->cap) {
    core_oom(b->n);
  }
  b->s[b->n] = '\0';
  a->at = b->s + b->n + 1;
  return buf_text(b);
}

void buf_str(buf *b, str s) {
  if (b->full || s.n > b->cap - b->n) {
    b->full = true;
    return;
  }
  mem_copy(b->s + b->n, s.s, s.n);
  b->n += s.n;
}

void buf_byte(buf *b, char c) {
  if (b->full || b->n == b->cap) {
    b->full = true;
    return;
  }
  b->s[b->n++] = c;
}

void buf_int(buf *b, int64_t value) {
  char digits[20]; /* 2^63 has 19 digits, and a sign */
  int at = (int)sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (value < 0) {
    digits[--at] = '-';
  }
  buf_str(b, (str){digits + at, (ptrdiff_t)sizeof digits - at});
}

void buf_hex(buf *b, uint64_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    buf_byte(b, "0123456789abcdef"[value >> shift & 15]);
  }
}

void buf_fill(buf *b, char c, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    buf_byte(b, c);
  }
}

void buf_rune(buf *b, uint32_t rune) {
  bool surrogate = rune >= 0xD800 && rune <= 0xDFFF;
  uint32_t r = rune > 0x10FFFF || surrogate ? 0xFFFD : rune;
  char out[4];
  int n = 0;
  if (r < 0x80) {
    out[n++] = (char)r;
  } else if (r < 0x800) {
    out[n++] = (char)(0xC0 | r >> 6);
    out[n++] = (char)(0x80 | (r & 0x3F));
  } else if (r < 0x10000) {
    out[n++] = (char)(0xE0 | r >> 12);
    out[n++] = (char)(0x80 | (r >> 6 & 0x3F));
    out[n++] = (char)(0x80 | (r & 0x3F));
  } else {
    out[n++] = (char)(0xF0 | r >> 18);
    out[n++] = (char)(0x80 | (r >> 12 & 0x3F));
    out[n++] = (char)(0x80 | (r >> 6 & 0x3F));
    out[n++] = (char)(0x80 | (r & 0x3F));
  }
  buf_str(b, (str){out, n});
}

str buf_text(const buf *b) {
  return (str){b->s, b->n};
}
