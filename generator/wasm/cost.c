#include "core/cost_session.h"
#include "wasm/engine.h"

/* A chart of the last run, by the name that was written; see cost_figure. */
const char *EXPORT(engine_figure)(ptrdiff_t size);
/* The table's hash in 16 digits. Takes no text, and leaves no trace in later runs. */
const char *EXPORT(engine_hash)(ptrdiff_t size);

static struct {
  struct cost cost;
  struct cost_session *session; /* NULL: nothing is open */
} engine;

bool engine_open(ptrdiff_t size) {
  str image = engine_input(size);
  if (engine.session != NULL || image.s == NULL || !cost_take(image, &engine.cost)) {
    return false;
  }
  char *end = (char *)(uintptr_t)(image.s + image.n);
  arena room = engine_room(end, cost_session_size(&engine.cost) + PACK_ALIGN);
  if (room.at == NULL) {
    return false;
  }
  engine.session = cost_start(&engine.cost, &room);
  engine_keep(room.at);
  return true;
}

const char *engine_run(ptrdiff_t size) {
  str state = engine_input(size);
  if (engine.session == NULL || state.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(state, &scratch);
  cost_run(engine.session, state, scratch, &out);
  return engine_answer(&out);
}

const char *engine_figure(ptrdiff_t size) {
  str name = engine_input(size);
  if (engine.session == NULL || name.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(name, &scratch);
  cost_figure(engine.session, name, scratch, &out);
  return engine_answer(&out);
}

const char *engine_hash(ptrdiff_t size) {
  enum { DIGITS = 16, BITS = 4 };
  str nothing = engine_input(size);
  if (engine.session == NULL || nothing.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(nothing, &scratch);
  uint64_t hash = cost_hash(engine.session, scratch);
  for (int i = DIGITS - 1; i >= 0; i--) {
    buf_byte(&out, "0123456789abcdef"[hash >> (i * BITS) & 15]);
  }
  return engine_answer(&out);
}
