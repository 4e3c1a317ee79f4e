/*
 * Decisions made by hand: questions in asking order, each followed by its
 * answers and cuts, and outcomes; then a diagram over them, and the image.
 */
#ifndef FINGERPOST_TESTS_DECIDE_MAKE_H
#define FINGERPOST_TESTS_DECIDE_MAKE_H

#include "decide_said.h"

enum { MAKE_IMAGE_MAX = 1 << 20 };

struct make {
  arena *a;
  struct pack_texts *texts;
  struct decide_question *questions;
  struct decide_answer *answers;
  struct decide_cut *cuts;
  struct decide_outcome *outcomes;
  ptrdiff_t question_count, question_cap;
  ptrdiff_t answer_count, answer_cap;
  ptrdiff_t cut_count, cut_cap;
  ptrdiff_t outcome_count, outcome_cap;
};

static inline struct make make_new(arena *a) {
  return (struct make){.a = a, .texts = pack_texts_new(a)};
}

static inline struct decide_question *make_last(struct make *m) {
  return &m->questions[m->question_count - 1];
}

static inline void make_question(struct make *m, str id, enum decide_type type) {
  uint32_t index = (uint32_t)m->question_count;
  *GROW(m->a, m->questions, m->question_count, m->question_cap) = (struct decide_question){
      .id = pack_texts_add(m->texts, id),
      .type = type,
      .cells = type == DECIDE_NUMBER ? 1 : 0,
      .first_variable = index,
      .variables = 1,
      .asked = DECIDE_NONE,
      .first_cut = (uint32_t)m->cut_count,
      .first_answer = (uint32_t)m->answer_count,
  };
}

static inline void make_limits(struct make *m, double low, double high) {
  make_last(m)->low = low;
  make_last(m)->high = high;
}

/* A band of a number, whose id is empty: cells beg .. end-1. */
static inline void make_band(struct make *m, str id, uint32_t beg, uint32_t end) {
  *GROW(m->a, m->answers, m->answer_count, m->answer_cap) =
      (struct decide_answer){.id = pack_texts_add(m->texts, id),
                             .beg = beg,
                             .end = end,
                             .arm = make_last(m)->answers,
                             .low = DECIDE_NONE,
                             .high = DECIDE_NONE};
  make_last(m)->answers++;
}

/* An answer that is one more cell. */
static inline void make_answer(struct make *m, str id) {
  uint32_t cell = make_last(m)->cells++;
  make_band(m, id, cell, cell + 1);
}

static inline void make_cut(struct make *m, double at, bool open) {
  *GROW(m->a, m->cuts, m->cut_count, m->cut_cap) = (struct decide_cut){at, open, 0};
  make_last(m)->cells++;
}

static inline void make_outcome(struct make *m, str id) {
  *GROW(m->a, m->outcomes, m->outcome_count, m->outcome_cap) =
      (struct decide_outcome){.id = pack_texts_add(m->texts, id)};
}

static inline struct diagram *make_diagram(const struct make *m) {
  uint32_t *cells = NEW(m->a, uint32_t, m->question_count);
  for (ptrdiff_t q = 0; q < m->question_count; q++) {
    cells[q] = m->questions[q].cells;
  }
  return diagram_new(m->a, cells, (uint32_t)m->question_count);
}

static inline struct pack_section make_section(const void *items, ptrdiff_t count) {
  return (struct pack_section){.items = items, .count = (uint32_t)count};
}

/* The image, aligned to 8; empty when it does not fit. */
static inline str make_image(struct make *m, struct diagram *d, diagram_ref root) {
  struct decide_root first = {.id = pack_texts_add(m->texts, STR("made"))};
  first.version = pack_texts_add(m->texts, STR("2026-11-21"));
  struct decide sections = {.section[DECIDE_TEXTS] = pack_texts_section(m->texts)};
  sections.section[DECIDE_QUESTIONS] = make_section(m->questions, m->question_count);
  sections.section[DECIDE_ANSWERS] = make_section(m->answers, m->answer_count);
  sections.section[DECIDE_CUTS] = make_section(m->cuts, m->cut_count);
  sections.section[DECIDE_OUTCOMES] = make_section(m->outcomes, m->outcome_count);
  sections.section[DECIDE_ROOT] = make_section(&first, 1);
  struct decide_variable *variables = NEW(m->a, struct decide_variable, m->question_count);
  for (ptrdiff_t q = 0; q < m->question_count; q++) {
    variables[q] = (struct decide_variable){(uint32_t)q, m->questions[q].cells};
  }
  sections.section[DECIDE_VARIABLES] = make_section(variables, m->question_count);
  struct decide_compiled compiled = {d, root, NULL};
  char *memory = (char *)NEW(m->a, uint64_t, MAKE_IMAGE_MAX / 8);
  buf out = buf_over(memory, MAKE_IMAGE_MAX);
  if (!decide_settle(&sections, &compiled, m->a)) {
    return STR("");
  }
  decide_pack(&sections, &out);
  return out.full ? STR("") : buf_text(&out);
}

#endif
