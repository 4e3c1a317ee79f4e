/*
 * Conditions on answers: `region is scotland and not pension`, `examples >= 500`.
 *
 *     or < and < not < comparison     parentheses
 *     q                       yes to a yes-or-no question
 *     q is a, q is not a      one choice (or yes, no)
 *     q is any of [a, b]      one of several
 *     q < n  <=  >  >=  =     a number or a day, exactly as written, or a threshold
 *     q has a, q has any of [a, b]    of several choices; `q is none`: no choice
 *     q count >= n            how many choices
 *
 * Parsed once into a tree, in the order of the text; what names mean is settled
 * when the questions of the decision are known.
 */
#ifndef FINGERPOST_MODEL_CONDITION_H
#define FINGERPOST_MODEL_CONDITION_H

#include "load/yaml.h"

enum {
  CONDITION_DEPTH_MAX = 32,  /* parentheses and nots: people use two or three */
  CONDITION_TESTS_MAX = 500, /* a chain is walked down to its end, test by test */
  CONDITION_CHOICES_MAX = 250
};

enum condition_kind {
  COND_OR,
  COND_AND,
  COND_NOT,  /* left */
  COND_YES,  /* a question on its own */
  COND_IS,   /* choices, or groups of them: one of them */
  COND_HAS,  /* choices: one of them is among the chosen */
  COND_LESS, /* number */
  COND_LESS_EQUAL,
  COND_EQUAL
};

struct condition {
  enum condition_kind kind;
  struct condition *left, *right;
  str question;
  span at; /* of the question's name */
  const str *choices;
  const span *choice_at;
  ptrdiff_t choice_count;
  bool counts; /* what is compared is how many choices */
  bool is_day; /* the number was written as one */
  double number;
  str threshold; /* what stands in its place; empty: none */
  int32_t threshold_index;
  double factor; /* of the threshold's unit in the question's */
  span number_at;
  int32_t index; /* of the question, once settled; -1 before, or when unknown */
};

/*
 * Parses the text of a scalar node. NULL when it could not be read: there is a
 * diagnostic then, with its place inside the text.
 */
struct condition *condition_parse(const struct ydoc *doc, uint32_t node, struct diags *ds,
                                  arena *perm);

/* A part of a scalar's text as a span of the file; the whole scalar when it has escapes. */
span ynode_part(const struct ydoc *doc, uint32_t node, ptrdiff_t beg, ptrdiff_t end);

#endif
