#include "core/search.h"

#include "wasm/engine.h"

/* Takes the shard that was written; false: there is no memory for it. */
bool EXPORT(engine_add)(ptrdiff_t size);

static struct {
  bool open;
  struct search search;
} engine;

bool engine_open(ptrdiff_t size) {
  str root = engine_input(size);
  if (engine.open || root.s == NULL || !search_open(root, &engine.search)) {
    return false;
  }
  engine.open = true;
  engine_keep((char *)(uintptr_t)(root.s + root.n));
  return true;
}

bool engine_add(ptrdiff_t size) {
  str shard = engine_input(size);
  if (!engine.open || shard.s == NULL) {
    return false;
  }
  char *end = (char *)(uintptr_t)(shard.s + shard.n);
  arena room = engine_room(end, 2 * (ptrdiff_t)sizeof(struct search_shard));
  if (room.at == NULL) {
    return false;
  }
  search_add(&engine.search, shard, NEW(&room, struct search_shard, 1));
  engine_keep(room.at);
  return true;
}

const char *engine_run(ptrdiff_t size) {
  str query = engine_input(size);
  if (!engine.open || query.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(query, &scratch);
  search_run(&engine.search, query, scratch, &out);
  return engine_answer(&out);
}
