/*
 * Building the index of search (its format: core/search.h) from pages, one after the other.
 *
 * Memory holds terms, postings and lengths, not pages: a shard of text is handed out as
 * soon as it is full. The same pages in the same order give the same bytes.
 */
#ifndef FINGERPOST_RENDER_SEARCH_INDEX_H
#define FINGERPOST_RENDER_SEARCH_INDEX_H

#include "render/search_text.h"

enum {
  /* Bytes of a shard, before it is deflated to less than half: small enough that a query
   * loads little that it does not need, and large enough to deflate well. */
  SEARCH_SHARD_TEXT = 4 << 10,
  SEARCH_SHARD_TERMS = 8 << 10,
  SEARCH_SHARD_POSTINGS = 6 << 10,
  SEARCH_TEXT_MAX = 64 << 10, /* bytes kept of a section: teasers and quotations look no farther */
  SEARCH_TITLE_MAX = 400      /* bytes kept of a title or heading: what fits on a screen */
};

struct search_index;

/* Takes a finished shard; its bytes are gone when it returns. False: stop. */
typedef bool search_emit(void *ctx, uint32_t name, str bytes);

/* Nothing else may be freed from `perm` while the index is built. */
struct search_index *search_index_new(search_emit *emit, void *ctx, arena *perm);
/* Pages beyond SEARCH_PAGES_MAX or SEARCH_SECTIONS_MAX are not found. */
void search_index_add(struct search_index *x, str url, const struct search_parts *parts);
/*
 * The root, when all shards have been handed out; empty: a shard was not taken. `scratch` is
 * another arena than that of the index.
 */
str search_index_end(struct search_index *x, arena scratch);

#endif
