/*
 * One query while it is answered: words, the terms that fit them, sections, and what
 * these say. Each step either does its work or adds to the shards that it needs.
 */
#ifndef FINGERPOST_CORE_SEARCH_PARTS_H
#define FINGERPOST_CORE_SEARCH_PARTS_H

#include "core/search_match.h"
#include "core/search_read.h"

enum {
  SEARCH_TERMS_MAX = 16, /* terms that fit a word: the best ones */
  SEARCH_NEEDS_MAX = 192 /* shards that are asked for at once; others come with the next answer */
};

struct search_term {
  double fit; /* search_match */
  uint32_t sections, shard, index;
};

struct search_hit {
  double score;
  uint32_t page, section;
  bool first; /* the section begins its page */
};

struct search_query {
  const struct search *s;
  arena *scratch;
  struct search_word words[SEARCH_WORDS_MAX];
  int word_count, phrase_count, wanted;
  struct search_term terms[SEARCH_WORDS_MAX][SEARCH_TERMS_MAX];
  int term_count[SEARCH_WORDS_MAX];
  double importance[SEARCH_WORDS_MAX]; /* of each word: the rarer, the more */
  double importance_sum;
  uint32_t quoted;                 /* mask of the words in quotation marks */
  uint8_t *fits[SEARCH_WORDS_MAX]; /* how well each section fits each word, of FIT_MAX */
  struct search_hit *hits;         /* the best first */
  int hit_count, hit_max;
  uint32_t found; /* pages */
  uint32_t needs[SEARCH_NEEDS_MAX];
  int need_count;
};

void search_query_read(struct search_query *q, str text);
void search_need(struct search_query *q, uint32_t name);
/* Finds the terms of all words. */
void search_terms_find(struct search_query *q);
/* Fills `fits` and `importance`. */
void search_postings_read(struct search_query *q);
/* Finds the best sections: of each page one, or with quotations, whichever may hold them. */
void search_rank(struct search_query *q);
/* Reads what the hits say: drops those without what is quoted, and orders the rest anew. */
void search_texts_read(struct search_query *q);

/* Mask of the words that a token fits, and those that it fits well enough to be quoted. */
uint32_t search_token_words(const struct search_query *q, str token, uint32_t *ret_well);
/* The fields of the teaser. */
void search_teaser_write(const struct search_query *q, str text, buf *out);
/* A text as one field. */
void search_field_write(str text, buf *out);

#endif
