/*
 * An index in memory, for tests: pages go in, and questions are answered as a browser does
 * it, which adds the shards that the answer asks for.
 */
#ifndef FINGERPOST_TESTS_SEARCH_MADE_H
#define FINGERPOST_TESTS_SEARCH_MADE_H

#include "core/search.h"
#include "render/search_index.h"

enum { MADE_SHARDS_MAX = 512, MADE_OUTPUT = 1 << 20 };

struct search_made {
  arena *perm;
  struct search_index *index;
  struct search_shard shards[MADE_SHARDS_MAX];
  int count;
  str root;
  struct search search;
  int asked; /* how often shards had to be added */
};

static inline bool made_take(void *ctx, uint32_t name, str bytes) {
  struct search_made *m = ctx;
  if (m->count == MADE_SHARDS_MAX) {
    return false;
  }
  m->shards[m->count++] = (struct search_shard){.name = name, .bytes = arena_copy(m->perm, bytes)};
  return true;
}

/* `perm` holds the index, `store` the shards: they grow at the same time. */
static inline struct search_made *made_begin(arena *perm, arena *store) {
  struct search_made *m = NEW(perm, struct search_made, 1);
  m->perm = store;
  m->index = search_index_new(made_take, m, perm);
  return m;
}

static inline bool made_end(struct search_made *m, arena scratch) {
  m->root = search_index_end(m->index, scratch);
  return search_open(m->root, &m->search);
}

static inline void made_add_all(struct search_made *m) {
  for (int i = 0; i < m->count; i++) {
    search_add(&m->search, m->shards[i].bytes, &m->shards[i]);
  }
}

/* False: there is no such shard, or it is there already. */
static inline bool made_add(struct search_made *m, str hex) {
  for (int i = 0; i < m->count; i++) {
    char text[6];
    buf b = buf_over(text, sizeof text);
    buf_hex(&b, m->shards[i].name, 6);
    bool known = m->shards[i].next != NULL || m->search.shards == &m->shards[i];
    if (str_eq(buf_text(&b), hex)) {
      search_add(&m->search, m->shards[i].bytes, &m->shards[i]);
      return !known;
    }
  }
  return false;
}

/* What is answered in the end; empty: the engine asks for what there is not. */
static inline str made_ask(struct search_made *m, str query, arena *perm, arena scratch) {
  for (;;) {
    buf out = buf_new(&scratch, MADE_OUTPUT);
    search_run(&m->search, query, scratch, &out);
    str answer = buf_text(&out);
    if (!str_starts(answer, STR("need\t"))) {
      return arena_copy(perm, answer);
    }
    m->asked++;
    str names = str_sub(answer, 5, answer.n - 1);
    while (names.n > 0) {
      if (!made_add(m, str_take(&names, '\t'))) {
        return STR("");
      }
    }
    scratch = (arena){scratch.at - MADE_OUTPUT, scratch.end};
  }
}

#endif
