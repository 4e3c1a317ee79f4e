/*
 * Append-only output into memory of fixed size. When something does not fit,
 * `full` is set, nothing of it is written, and it stays set: write everything,
 * check once at the end.
 *
 * A buffer over the rest of an arena grows without moving:
 *
 *     buf b = buf_open(perm);
 *     buf_str(&b, STR("a"));
 *     str s = buf_close(&b, perm);      (nothing else may push in between)
 */
#ifndef FINGERPOST_CORE_BUF_H
#define FINGERPOST_CORE_BUF_H

#include "core/arena.h"

typedef struct {
  char *s;
  ptrdiff_t n;
  ptrdiff_t cap;
  bool full;
} buf;

buf buf_over(char *memory, ptrdiff_t cap);
buf buf_new(arena *a, ptrdiff_t cap);
/* All that is left of the arena; `buf_close` keeps what was written, with a NUL. */
buf buf_open(arena *a);
str buf_close(buf *b, arena *a);

void buf_byte(buf *b, char c);
void buf_str(buf *b, str s);
/* Decimal, no grouping. */
void buf_int(buf *b, int64_t value);
/* Lower-case hexadecimal of exactly `digits` digits. */
void buf_hex(buf *b, uint64_t value, int digits);
/* `count` times the same byte; none when count is below 1. */
void buf_fill(buf *b, char c, ptrdiff_t count);
/* One code point as UTF-8; anything that is none becomes U+FFFD. */
void buf_rune(buf *b, uint32_t rune);

/* What has been written so far, borrowed from the buffer's memory. */
str buf_text(const buf *b);

#endif
