/*
 * Words as search sees them: runs of letters and digits, in lower case and without accents.
 *
 * A letter is any rune from U+00C0 on that is no sign of U+00D7, U+00F7, U+2000 to U+2BFF,
 * U+3000 to U+303F, U+FE10 to U+FE6F and U+FF00 to U+FF0F. Letters of Latin-1 and Latin
 * Extended-A lose their accents, Greek and Cyrillic capitals become small. Signs of Han, Kana and
 * Hangul, which are written without spaces, are a word each. A point or comma between
 * digits belongs to the number; a comma in front of three digits is dropped ("10,000" and
 * "10000" are one word). What follows an apostrophe in one letter is dropped ("site's").
 */
#ifndef FINGERPOST_CORE_SEARCH_WORD_H
#define FINGERPOST_CORE_SEARCH_WORD_H

#include "core/str.h"

enum { SEARCH_WORD_MAX = 32 /* bytes; longer words are cut */ };

struct search_token {
  ptrdiff_t beg, end; /* where it stands in the text */
  int n;
  char word[SEARCH_WORD_MAX + 4]; /* folded */
};

/* The next word from `*at` on, which moves behind it; false: there is none. */
bool search_word_next(str text, ptrdiff_t *at, struct search_token *ret_token);

static inline str search_token_text(const struct search_token *t) {
  return (str){t->word, t->n};
}

#endif
