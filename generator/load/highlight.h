/*
 * Colours for code: which parts of a text are keywords, strings and comments.
 *
 * One lexer reads all languages by a small table each: words, what begins and
 * ends strings and comments, a few habits. It is linear, has no state but a small
 * stack, and takes any bytes; what it does not know stays plain. It colours,
 * it does not parse: where a language cannot be told apart without parsing, less
 * is coloured. Names that a program defines are coloured where they are defined,
 * and nowhere else, so that pages stay small and calm.
 */
#ifndef FINGERPOST_LOAD_HIGHLIGHT_H
#define FINGERPOST_LOAD_HIGHLIGHT_H

#include "core/arena.h"
#include "core/str.h"

enum token_class {
  TOKEN_PLAIN,
  TOKEN_KEYWORD,
  TOKEN_STRING,
  TOKEN_COMMENT,
  TOKEN_NUMBER, /* and constants */
  TOKEN_NAME,   /* a name where it is defined; a key, an attribute, a property */
  TOKEN_META,   /* preprocessor, decorators, variables of a shell */
  TOKEN_CLASSES
};

struct token { /* ascending, never empty; what is between them is plain */
  int32_t beg;
  int32_t end;
  enum token_class class;
};

struct tokens {
  arena *work;
  struct token *items;
  ptrdiff_t count;
  ptrdiff_t cap;
};

struct language;

/* By any of its names, in small letters or capitals; NULL: there is none. */
const struct language *language_named(str name);
/* Fills in the name to show of each, at most `max`; how many there are. */
ptrdiff_t language_list(str *names, ptrdiff_t max);
/* Plain text has a name, but no colours. */
bool language_is_plain(const struct language *language);
bool language_is_diff(const struct language *language);
/* A line of a diff that names files or a place, though it may begin with '+' or '-'. */
bool diff_is_head(str line);

/* Replaces what is in `tokens`, whose memory is kept. */
void highlight(const struct language *language, str text, struct tokens *tokens);

#endif
