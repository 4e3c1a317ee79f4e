#include "core/chart.h"

#include "wasm/engine.h"

/* Of the chart that was written; it knows nothing from one call to the next. */
const char *engine_run(ptrdiff_t size) {
  str image = engine_input(size);
  if (image.s == NULL) {
    return NULL;
  }
  arena scratch;
  buf out = engine_output(image, &scratch);
  chart_draw(image, scratch, &out);
  return engine_answer(&out);
}
