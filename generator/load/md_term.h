/* Terms of the glossary in the text of a page: the first use of each is a link to its entry. */
#ifndef FINGERPOST_LOAD_MD_TERM_H
#define FINGERPOST_LOAD_MD_TERM_H

#include "load/md.h"

struct md_term_use {
  int32_t term;
  cmark_node *last; /* the text that it ends in: the same, or one behind line ends */
  ptrdiff_t end;    /* in that text */
};

/*
 * The longest term that begins at `at` of a text that the walk is at, where a word begins.
 * False: there is none, it was linked before, or links may not stand here.
 */
bool md_term_find(struct md *md, cmark_node *node, str text, ptrdiff_t at,
                  struct md_term_use *ret_use);
/* Opens the link of a term whose words stand at `at`. */
void md_term_open(struct md *md, const struct md_term_use *use, span at);

/* The list of all terms: what `:::glossary` stands for. */
void md_terms_write(struct md *md, span at);

#endif
