/*
 * How well a term fits a word of a query: 1 for the word itself, 0 for not at all.
 */
#ifndef FINGERPOST_CORE_SEARCH_MATCH_H
#define FINGERPOST_CORE_SEARCH_MATCH_H

#include "core/str.h"

struct search_word {
  str text;    /* folded */
  bool typing; /* the last one, with nothing behind it: it may go on */
  bool loose;  /* nothing fits it as it is: look for letters that are wrong */
  int phrase;  /* the number of the quotation that it stands in, or 0 */
  bool begins; /* it is the first of its quotation */
};

double search_match(const struct search_word *w, str term);

/* Whatever fits as it is begins with these letters of the word, and loosely, with these. */
str search_match_stem(const struct search_word *w);

#endif
