/* What the lexers of code share: their table, and the text that they are in. */
#ifndef FINGERPOST_LOAD_HIGHLIGHT_PARTS_H
#define FINGERPOST_LOAD_HIGHLIGHT_PARTS_H

#include "load/highlight.h"

enum rule_flag {
  RULE_ESCAPES = 1,    /* a backslash protects the next byte */
  RULE_DOUBLES = 2,    /* its end twice stands for itself */
  RULE_LINE = 4,       /* ends with its line at the latest */
  RULE_FIRST = 8,      /* only at the start of a line */
  RULE_APART = 16,     /* only behind a space, or at the start of a line */
  RULE_WORD = 32,      /* goes on with a word, and ends with it; without one it is none */
  RULE_HOLES = 64,     /* ${ code } stands in it */
  RULE_VARIABLES = 128 /* $name and ${name} stand in it */
};

struct rule { /* of a string, a comment or the like */
  str open;
  str close; /* empty: the line's end */
  enum token_class class;
  uint32_t flags;
};

enum habit {
  HABIT_NO_CASE = 1,       /* keywords in any case */
  HABIT_PATTERNS = 2,      /* /pattern/ where an operand may stand */
  HABIT_INCLUDES = 4,      /* <name> behind #include */
  HABIT_DOCUMENTS = 8,     /* <<END and the lines up to END */
  HABIT_FIRST_KEYS = 16,   /* keys begin a line, or follow '{' and ',' */
  HABIT_DECLARATIONS = 32, /* keys follow '{' and ';' */
  HABIT_STRING_KEYS = 64   /* strings are keys too */
};

enum { RULES_MAX = 12 };

typedef void lexer_function(str text, struct tokens *tokens);

struct language {
  str names;    /* separated by spaces, the one to show first */
  str keywords; /* likewise */
  str constants;
  str definers; /* keywords in front of a name that they define */
  str letters;  /* of words, besides letters, digits, '_' and what is not ASCII */
  str prefixes; /* letters that may stand right before a string and belong to it */
  char key;     /* what follows a key, or 0 */
  uint32_t habits;
  struct rule rules[RULES_MAX];
  lexer_function *function; /* reads it instead, for what has no words and rules */
};

/* Adds a token, or makes the last one longer when only space is between them. */
void token_add(struct tokens *t, str text, ptrdiff_t beg, ptrdiff_t end, enum token_class class);
/* Reads a part of `text` as another language. */
void highlight_part(const struct language *l, str text, ptrdiff_t beg, ptrdiff_t end,
                    struct tokens *tokens);
/* Behind the line that `at` is in, and its end. */
ptrdiff_t line_after(str text, ptrdiff_t at);

/* Languages that are read line by line, or tag by tag. */
lexer_function highlight_diff;
lexer_function highlight_markdown;
lexer_function highlight_markup;
lexer_function highlight_yaml;

#endif
