/* Images made with cost_make.h, and what they say. */
#ifndef FINGERPOST_TESTS_COST_MADE_H
#define FINGERPOST_TESTS_COST_MADE_H

#include "cost_make.h"

#include "core/cost_session.h"

#define MAKE_SECTION(list) ((struct pack_section){(list).items, (uint32_t)(list).n, 0})

/* The last input is sampled from now on. */
static inline void make_dist(struct make *m, enum dist_kind kind, double from, double to) {
  MAKE_LAST(m->inputs)->dist =
      (struct dist){.kind = kind, .from = from, .to = to, .mode = (from + to) / 2};
}

/* A claim of one test in a state. */
static inline void make_claim(struct make *m, str id, str state, struct cost_test test) {
  MAKE_ADD(m, claims,
           (struct cost_claim){make_text(m, id), make_text(m, state), (uint32_t)m->tests.n, 1});
  MAKE_ADD(m, tests, test);
}

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
                               [COST_CLAIMS] = MAKE_SECTION(m->claims),
                               [COST_TESTS] = MAKE_SECTION(m->tests),
                               [COST_ROOT] = {&m->root, 1, 0}}};
  double *memory = NEW(m->a, double, IMAGE_MAX / 8);
  buf out = buf_over((char *)memory, IMAGE_MAX);
  cost_pack(&c, &out);
  return buf_text(&out);
}

/* What cost_run says in a session that goes on. */
static inline str make_rerun(struct cost_session *s, str state, arena *a) {
  enum { OUTPUT_MAX = 1 << 20, SCRATCH_MAX = 4 << 20 };
  arena scratch = {NEW(a, char, SCRATCH_MAX), a->at};
  buf out = buf_new(a, OUTPUT_MAX);
  cost_run(s, state, scratch, &out);
  return out.full ? STR("(full)") : buf_text(&out);
}

/* What it says at once. */
static inline str make_run(const struct cost *c, str state, arena *a) {
  return make_rerun(cost_start(c, a), state, a);
}

#endif
