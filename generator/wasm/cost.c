#include "core/cost_fold.h"
#include "core/cost_session.h"
#include "wasm/engine.h"

/* A chart of the last run, by the name that was written, for chart.wasm; see cost_figure. */
const char *EXPORT(engine_figure)(ptrdiff_t size);
/* The table's hash in 16 digits. Takes no text, and leaves no trace in later runs. */
const char *EXPORT(engine_hash)(ptrdiff_t size);

static struct {
  struct cost cost;
  struct cost_session *session; /* NULL: nothing is open */
} engine;

bool engine_open(ptrdiff_t size) {
  str image = engine_input(size);
  if (engine.session != NULL || image.s == NULL) {
    return false;
  }
  arena room = engine_room((char *)(uintptr_t)(image.s + image.n), image.n);
  if (room.at == NULL || !cost_unfold(image, room.at, &engine.cost)) {
    return false;
  }
  room = engine_room(room.end, cost_session_size(&engine.cost) + PACK_ALIGN);
  if (room.at == NULL) {
    return false;
  }
  engine.session = cost_start(&engine.cost, &room);
  engine_keep(room.at);
  return true;
}

static void hash_write(struct cost_session *s, str nothing, arena scratch, buf *out) {
  (void)nothing;
  buf_hex(out, cost_hash(s, scratch), 16);
}

/* What `work` writes about the text that was written. */
static const char *answer(ptrdiff_t size,
                          void (*work)(struct cost_session *s, str, arena scratch, buf *out)) {
  str text = engine_input(size);
  if (engine.session == NULL || text.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(text, &scratch);
  work(engine.session, text, scratch, &out);
  return engine_answer(&out);
}

const char *engine_run(ptrdiff_t size) {
  return answer(size, cost_run);
}

const char *engine_figure(ptrdiff_t size) {
  return answer(size, cost_figure);
}

const char *engine_hash(ptrdiff_t size) {
  return answer(size, hash_write);
}
