/*
 * Reading of shards, by the format in search.h. Nothing here leads out of a shard's bytes.
 */
#ifndef FINGERPOST_CORE_SEARCH_READ_H
#define FINGERPOST_CORE_SEARCH_READ_H

#include "core/search.h"
#include "core/search_word.h"

enum { SEARCH_HEAD = 4, SEARCH_NAME = 3 };

struct search_cursor search_cursor_of(str bytes);
uint32_t search_number(struct search_cursor *c);
str search_text(struct search_cursor *c);
/* That many bytes. */
str search_bytes(struct search_cursor *c, ptrdiff_t n);
uint32_t search_name_read(struct search_cursor *c);
/* Moves behind the head of a shard; false: it is none of this kind and version. */
bool search_head(struct search_cursor *c, char kind);

/* The shard of this name and kind, behind its head; false: it is not there. */
bool search_shard_find(const struct search *s, uint32_t name, char kind,
                       struct search_cursor *ret_cursor);

/* The terms of a dictionary, one after the other. */
struct search_terms {
  struct search_cursor shards; /* at the posting shard of the next term */
  struct search_cursor terms;
  uint32_t left;       /* terms */
  uint32_t shard_left; /* of them in the posting shard of the last one */
  uint32_t shards_left;
  uint32_t shard; /* its name */
  uint32_t index; /* of the last term in it */
  uint32_t sections;
  int n;
  char term[SEARCH_WORD_MAX];
};

void search_terms_begin(struct search_terms *t, struct search_cursor dictionary);
bool search_terms_next(struct search_terms *t);

/* The postings of one term. */
struct search_postings {
  struct search_cursor gaps, weights;
  uint32_t left, done, section;
};

/* Of the term with this index, which stands in so many sections. */
void search_postings_begin(struct search_postings *p, struct search_cursor shard, uint32_t index,
                           uint32_t sections);
/* False at the end, or when what follows is no sound posting. */
bool search_postings_next(struct search_postings *p, uint32_t section_count, int *ret_weight);

struct search_section {
  str url, title, anchor, heading, text;
};

/* The name of the shard with the text of a section, and the first section in it. */
bool search_text_shard(const struct search *s, uint32_t section, uint32_t *ret_name,
                       uint32_t *ret_first);
/* The section that is `index`th of such a shard. */
bool search_section_read(struct search_cursor shard, uint32_t index,
                         struct search_section *ret_section);

#endif
