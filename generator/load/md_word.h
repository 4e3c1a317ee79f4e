/*
 * Words of a line, as behind the name of a container or on a fence of code:
 * plain, key=value, "in quotes" or {in braces}, with the place of each.
 */
#ifndef FINGERPOST_LOAD_MD_WORD_H
#define FINGERPOST_LOAD_MD_WORD_H

#include "core/str.h"
#include "diag/source.h"

struct md_word {
  str text;  /* as written */
  str key;   /* before the '=', or empty */
  str value; /* behind it, else all of the word; without its quotes */
  span at;
};

/* The next word of `rest`, which begins at byte `beg` of the file and is shortened; false: none. */
bool md_word_next(str *rest, int32_t *beg, struct md_word *ret_word);

#endif
