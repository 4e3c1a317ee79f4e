/*
 * UTF-8 by the Unicode standard, table 3-7: no overlong forms, no surrogates,
 * nothing above U+10FFFF.
 */
#ifndef FINGERPOST_CORE_UTF8_H
#define FINGERPOST_CORE_UTF8_H

#include "core/str.h"

enum { UTF8_BAD = 0xFFFD };

/*
 * Reads the code point that starts at `*at` and moves `*at` behind it. A byte
 * that starts none gives UTF8_BAD and moves by one; false only at the end.
 */
bool utf8_next(str s, ptrdiff_t *at, uint32_t *ret_rune);
/* Offset of the first byte that is not valid UTF-8, or -1. */
ptrdiff_t utf8_invalid(str s);
/* The longest beginning of `text` that has at most `max` bytes and cuts no code point. */
str utf8_cut(str text, ptrdiff_t max);
/* Columns on a terminal: 0 for combining marks, 2 for wide East Asian and emoji. */
int utf8_width(uint32_t rune);
/* Simple lower case for Latin, Greek and Cyrillic; others come back as they are. */
uint32_t utf8_lower(uint32_t rune);
/* A letter or digit of any script, as far as anchors are concerned. */
bool utf8_is_word(uint32_t rune);

#endif
