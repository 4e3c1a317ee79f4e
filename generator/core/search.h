/*
 * Search: an index in shards, and the ranking of what is asked of it. Written by
 * render/search_index.c when a site is built, read natively and in WebAssembly.
 *
 * A site is pages in a fixed order, a page is sections: its beginning (the title is its
 * heading), then one for each heading. Sections are counted through the whole site. A
 * page that is being typed into loads the root, and then only what a query needs:
 *
 *   root         how many sections each page has, and the names of all shards
 *   dictionary   terms in the order of their bytes, and in how many sections each stands
 *   postings     for each term these sections, and how much it says about each
 *   text         address, title, headings and text of some sections, for teasers
 *
 * All numbers are unsigned, seven bits a byte, the low ones first, the top bit set on all
 * bytes but the last, at most 32 bits; a text is its length and its bytes (UTF-8). The name
 * of a shard is 24 bits of the hash of its bytes (str_hash), three bytes where one refers
 * to it and six hexadecimal digits in addresses, so that no shard can be taken for another
 * one and none has to be asked for twice. A shard begins with four bytes: "F", its kind,
 * the version, and a byte that only makes names differ.
 *
 *     root        "R": pages; of each its sections | dictionaries; of each its name and its
 *                 first term | text shards; of each its name and its sections
 *     dictionary  "D": posting shards; of each its name and its terms | terms; of each how
 *                 many bytes it shares with the one before, the text of the others, and the
 *                 number of its sections
 *     postings    "P": of each term the size of what follows in bytes | how far each section
 *                 is from the one behind the last (from 0 for the first) | weights, four
 *                 bits each, the low ones first
 *     text        "T": pages; of each its address and title (texts), the number of its
 *                 sections that stand here, and of each of these anchor, heading and text
 *
 * Ranking is BM25 with the saturation and length already in the weights (of 15), by
 * section, then by page. Words are folded (search_word.h). What is typed matches exactly,
 * in another form of the word, as the beginning of a longer one, or, when there is nothing
 * of these, with one letter wrong in four or two in eight. Words in double quotes have to
 * stand beside each other: that is looked up in the texts of the best sections.
 */
#ifndef FINGERPOST_CORE_SEARCH_H
#define FINGERPOST_CORE_SEARCH_H

#include "core/buf.h"

enum {
  SEARCH_VERSION = 1,
  SEARCH_PAGES_MAX = 1 << 20,
  SEARCH_SECTIONS_MAX = 1 << 20, /* a column of scores then takes 8 MiB */
  SEARCH_QUERY_MAX = 1 << 10,    /* bytes that are read of a query; the rest is left out */
  SEARCH_WORDS_MAX = 12,         /* words of a query, likewise: each has a bit of a mask */
  SEARCH_RESULTS = 8,            /* pages that are answered, unless the query says how many */
  SEARCH_RESULTS_MAX = 64,       /* more than anybody reads */
  SEARCH_WEIGHT_MAX = 15         /* of a posting: four bits */
};

/* A part of somebody's bytes while it is read. */
struct search_cursor {
  const unsigned char *at, *end;
  bool bad; /* something did not fit: what was read since is 0 or empty */
};

struct search_shard {
  uint32_t name;
  str bytes;
  const struct search_shard *next;
};

struct search {
  uint32_t page_count, section_count, dictionary_count, text_count;
  struct search_cursor pages, dictionaries, texts; /* of the root, behind their counts */
  const struct search_shard *shards;               /* the one that came last first */
};

/*
 * Opens a root, which stays as long as the search. False: its bytes are none. Every
 * length is checked here; other shards are checked while they are read, and what is
 * wrong in them is left out.
 */
bool search_open(str root, struct search *ret_search);
/* Adds a shard in `memory`, which stays, as its bytes do. */
void search_add(struct search *s, str bytes, struct search_shard *memory);
uint32_t search_name(str bytes);

/*
 * Answers a query, "forgeting skills" or "16<tab>forgeting skills" for 16 pages. Lines of
 * fields between tabs; control characters in texts come out as spaces. Either
 *
 *     need NAME...            shards to add before the same query is asked again, or
 *
 *     found COUNT             pages; "found COUNT more": there may be more (phrases only)
 *     page URL TITLE HEADING TEXT MARKED TEXT MARKED ... TEXT
 *                             the best first. URL is relative to the site, its fragment the
 *                             section; HEADING is empty at the page's beginning. The teaser
 *                             is every other field marked: what matched.
 */
void search_run(const struct search *s, str query, arena scratch, buf *out);

#endif
