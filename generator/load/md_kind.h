/* The kinds of containers: one table, and what writes each. */
#ifndef FINGERPOST_LOAD_MD_KIND_H
#define FINGERPOST_LOAD_MD_KIND_H

#include "load/md.h"
#include "load/md_mark.h"
#include "load/md_word.h"

enum md_kind_form {
  FORM_BLOCK, /* has an end */
  FORM_ALONE, /* is one line, and needs none */
  FORM_EITHER /* `is_alone` tells */
};

enum md_kind_title {
  TITLE_NONE, /* words in its place, which the kind reads itself */
  TITLE_MAY,
  TITLE_MUST
};

typedef void md_mark_writer(struct md *md, const struct md_mark *mark);

struct md_kind {
  str name;
  enum md_kind_form form;
  enum md_kind_title title;
  str within;    /* may stand directly in this one alone; empty: anywhere */
  str holds;     /* nothing but these may stand directly in it; empty: anything */
  str words;     /* what may stand in the title's place: "file= sortable" */
  int32_t names; /* how many other words have to stand there */
  bool list;     /* one numbered list is all that may stand in it */
  bool columns;  /* a rule in it begins the next column */
  bool (*is_alone)(const struct md_mark *mark);
  md_mark_writer *check; /* when its end is known, or NULL */
  /* Each writes; `titled` follows behind the title's text, if there is a title. */
  md_mark_writer *open;
  md_mark_writer *titled;
  md_mark_writer *close; /* NULL with FORM_ALONE */
};

/* NULL: there is none of this name. */
const struct md_kind *md_kind_named(str name);
/* The word `key=…` or `key` in the place of a title; false: there is none. */
bool md_kind_word(const struct md_mark *mark, str key, struct md_word *ret_word);
/* The first word that is neither. */
bool md_kind_name(const struct md_mark *mark, struct md_word *ret_word);
/* Complains about words that the kind does not know, and about names that are missing. */
void md_kind_check_words(struct md *md, const struct md_mark *mark);
/* Hints at the name that was meant, or lists them. */
void md_kind_suggest(struct md *md, struct diag *d, str name);

#endif
