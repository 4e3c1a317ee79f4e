/*
 * The terms of the glossary, and how their words are found in a text.
 *
 * A form is what a term may look like: its name, or another one. It begins where a word
 * begins and ends where one ends; letters, digits, '_' and '-' within it make a word. Any
 * white space stands for any other. A small letter of a form is met by a capital, too, as at
 * the beginning of a sentence; a capital only by itself: "RAG" is not met by "rag".
 *
 * Forms are kept by their beginnings, word for word. A search adds one word after the other
 * and asks for the beginning each time, so that its time depends on the length of the
 * longest form that the text goes along with, and not on the number of terms.
 */
#ifndef FINGERPOST_LOAD_TERMS_H
#define FINGERPOST_LOAD_TERMS_H

#include "core/buf.h"
#include "core/map.h"

enum {
  TERMS_MAX = 5000,    /* of a site; more is a dictionary, and one page holds them all */
  TERM_FORMS_MAX = 20, /* of a term besides its name */
  TERM_NAME_MAX = 100, /* bytes of a form: seven words */
  TERM_TEXT_MAX = 600  /* bytes of a definition: it stands in a tooltip, too */
};

struct term {
  str name;
  str text;  /* what it means: plain text */
  str id;    /* the anchor of its entry, "term:rag": no heading's id has a colon */
  str guide; /* where more is said, below content/: "guides/rag.md#costs"; may be empty */
  uint32_t node, guide_node; /* in the glossary's file */
  bool faulty;               /* something is wrong with its forms: they may not be found */
};

/* The beginning of one form or more. */
struct terms_step {
  str form;     /* the form that ends here, white space as one blank; empty: none does */
  int32_t term; /* whose it is */
};

struct terms {
  struct term *items; /* as the file has them */
  ptrdiff_t count;
  int32_t *sorted; /* in the order of their names */
  map by_name;
  map by_id;
  map by_words; /* a beginning in lower case to its step */
  struct terms_step *steps;
  ptrdiff_t step_count, step_cap;
};

/* The end of the word, the white space or the other character that begins at `at`. */
ptrdiff_t terms_token(str text, ptrdiff_t at);
/* Whether a word, of which forms have to begin, begins with the byte at `at`. */
bool terms_is_word(str text, ptrdiff_t at);

/*
 * Adds a form of at most TERM_NAME_MAX bytes. Gives the term that the same words stand for
 * afterwards: another one had them already when it is not `term`.
 */
int32_t terms_add(struct terms *t, arena *perm, str form, int32_t term);

/* A text that is read token by token. */
struct terms_search {
  char written_bytes[TERM_NAME_MAX + 1], lower_bytes[2 * TERM_NAME_MAX + 1];
  buf written, lower;
};

void terms_search_begin(struct terms_search *s);
/*
 * Adds the next token. False: no form begins with all of it. `ret_term` becomes the term
 * whose form it is, if it is one; else it stays.
 */
bool terms_search_add(const struct terms *t, struct terms_search *s, str token, int32_t *ret_term);

#endif
