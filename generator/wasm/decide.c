#include "core/decide.h"

#include "wasm/engine.h"

/* Why a decision leads where it does with the state that was written; see decide_explain. */
const char *EXPORT(engine_explain)(ptrdiff_t size);

static struct {
  bool open;
  struct decide decide;
} engine;

bool engine_open(ptrdiff_t size) {
  str image = engine_input(size);
  if (engine.open || image.s == NULL || !decide_take(image, &engine.decide)) {
    return false;
  }
  engine.open = true;
  engine_keep((char *)(uintptr_t)(image.s + image.n));
  return true;
}

/* What `work` writes about the state that was written. */
static const char *answer(ptrdiff_t size,
                          void (*work)(const struct decide *d, str, arena scratch, buf *out)) {
  str state = engine_input(size);
  if (!engine.open || state.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(state, &scratch);
  work(&engine.decide, state, scratch, &out);
  return engine_answer(&out);
}

const char *engine_run(ptrdiff_t size) {
  return answer(size, decide_run);
}

const char *engine_explain(ptrdiff_t size) {
  return answer(size, decide_explain);
}
