/* Images made with cost_make.h, and what they say. */
#ifndef FINGERPOST_TESTS_COST_MADE_H
#define FINGERPOST_TESTS_COST_MADE_H

#include "cost_make.h"

#define MAKE_SECTION(list) ((struct pack_section){(list).items, (uint32_t)(list).n, 0})

/* Aligned to 8. */
static inline str make_image(const struct make *m) {
  enum { IMAGE_MAX = 1 << 20 };
  struct cost c = {.section = {[COST_TEXTS] = pack_texts_section(m->texts),
                               [COST_STEPS] = MAKE_SECTION(m->steps),
                               [COST_CONSTANTS] = MAKE_SECTION(m->constants),
                               [COST_INPUTS] = MAKE_SECTION(m->inputs),
                               [COST_CHOICES] = MAKE_SECTION(m->choices),
                               [COST_ALTERNATIVES] = MAKE_SECTION(m->alternatives),
                               [COST_LINES] = MAKE_SECTION(m->lines),
                               [COST_OUTPUTS] = MAKE_SECTION(m->outputs),
                               [COST_SCENARIOS] = MAKE_SECTION(m->scenarios),
                               [COST_SETTINGS] = MAKE_SECTION(m->settings),
                               [COST_ROOT] = {&m->root, 1, 0}}};
  double *memory = NEW(m->a, double, IMAGE_MAX / 8);
  buf out = buf_over((char *)memory, IMAGE_MAX);
  cost_pack(&c, &out);
  return buf_text(&out);
}

/* What cost_run says. */
static inline str make_run(const struct cost *c, str state, arena *a) {
  enum { OUTPUT_MAX = 1 << 20 };
  arena scratch = {NEW(a, char, 4 << 20), a->at};
  buf out = buf_new(a, OUTPUT_MAX);
  cost_run(c, state, scratch, &out);
  return out.full ? STR("(full)") : buf_text(&out);
}

#endif
