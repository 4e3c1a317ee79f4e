/*
 * Makes cost images for tests, one item after the other. What is added is checked by
 * cost_open alone, so that a test can make unsound images as well.
 */
#ifndef FINGERPOST_TESTS_COST_MAKE_H
#define FINGERPOST_TESTS_COST_MAKE_H

#include "core/cost.h"

#define MAKE_LIST(type) \
  struct {              \
    type *items;        \
    ptrdiff_t n, cap;   \
  }

struct make {
  arena *a;
  struct pack_texts *texts;
  struct cost_root root;
  MAKE_LIST(struct vm_step) steps;
  MAKE_LIST(double) constants;
  MAKE_LIST(struct cost_input) inputs;
  MAKE_LIST(struct cost_choice) choices;
  MAKE_LIST(struct cost_alternative) alternatives;
  MAKE_LIST(struct cost_value) lines;
  MAKE_LIST(struct cost_value) outputs;
  MAKE_LIST(struct cost_scenario) scenarios;
  MAKE_LIST(struct cost_setting) settings;
  MAKE_LIST(struct cost_claim) claims;
  MAKE_LIST(struct cost_test) tests;
};

#define MAKE_ADD(m, list, ...) \
  (*GROW((m)->a, (m)->list.items, (m)->list.n, (m)->list.cap) = (__VA_ARGS__))
#define MAKE_LAST(list) (&(list).items[(list).n - 1])

static inline struct pack_text make_text(struct make *m, str text) {
  return pack_texts_add(m->texts, text);
}

static inline struct make make_new(arena *a) {
  struct make m = {.a = a, .texts = pack_texts_new(a)};
  m.root = (struct cost_root){.id = make_text(&m, STR("made")),
                              .version = make_text(&m, STR("2026-11-21")),
                              .seed = 1,
                              .samples = COST_SAMPLES_MIN,
                              .scrambles = 4,
                              .figure_input = COST_NONE,
                              .figure_output = COST_NONE};
  return m;
}

/* Gives the step's index. */
static inline uint32_t make_step(struct make *m, struct vm_step step) {
  MAKE_ADD(m, steps, step);
  return (uint32_t)m->steps.n - 1;
}

/* A constant and its step. */
static inline uint32_t make_constant(struct make *m, double value) {
  MAKE_ADD(m, constants, value);
  return make_step(m, (struct vm_step){VM_CONST, (uint32_t)m->constants.n - 1, 0, 0});
}

/* An input in base units, within 0 and a million, and its step. */
static inline uint32_t make_input(struct make *m, str id, double value) {
  MAKE_ADD(m, inputs,
           (struct cost_input){.id = make_text(m, id),
                               .unit = make_text(m, STR("USD")),
                               .factor = 1,
                               .value = value,
                               .high = 1e6,
                               .mate = COST_NONE});
  return make_step(m, (struct vm_step){VM_INPUT, (uint32_t)m->inputs.n - 1, 0, 0});
}

/* One more choice of the last input. */
static inline void make_choice(struct make *m, str id) {
  struct cost_input *in = MAKE_LAST(m->inputs);
  in->first_choice = in->choices > 0 ? in->first_choice : (uint32_t)m->choices.n;
  in->choices++;
  MAKE_ADD(m, choices, (struct cost_choice){make_text(m, id)});
}

static inline void make_alternative(struct make *m, str id, int32_t gate) {
  MAKE_ADD(m, alternatives, (struct cost_alternative){.id = make_text(m, id), .gate = gate});
}

static inline struct cost_value make_value(struct make *m, str id, uint32_t step,
                                           int32_t alternative) {
  return (struct cost_value){.id = make_text(m, id),
                             .unit = make_text(m, STR("USD")),
                             .factor = 1,
                             .step = step,
                             .alternative = alternative};
}

static inline void make_output(struct make *m, str id, uint32_t step, int32_t alternative) {
  struct cost_value value = make_value(m, id, step, alternative);
  MAKE_ADD(m, outputs, value);
}

static inline void make_line(struct make *m, str id, uint32_t step, int32_t alternative) {
  struct cost_value value = make_value(m, id, step, alternative);
  MAKE_ADD(m, lines, value);
}

static inline void make_scenario(struct make *m, str id) {
  MAKE_ADD(m, scenarios, (struct cost_scenario){make_text(m, id), (uint32_t)m->settings.n, 0});
}

/* One more setting of the last scenario. */
static inline void make_setting(struct make *m, uint32_t input, double value) {
  MAKE_LAST(m->scenarios)->count++;
  MAKE_ADD(m, settings, (struct cost_setting){input, 0, value});
}

#endif
