/* How a decision is made: reading, cells, order, diagram. Private to model/. */
#ifndef FINGERPOST_MODEL_DECISION_PARTS_H
#define FINGERPOST_MODEL_DECISION_PARTS_H

#include "core/map.h"
#include "model/condition.h"
#include "model/decision.h"
#include "model/fields.h"

struct decision_build {
  struct decision *d;
  struct fields_reader read;
  map questions; /* id to index */
  map outcomes;
  bool broken; /* a fault after which no diagram can be made */
};

/* From YAML: ids, texts, answers with the names of their targets. */
void decision_read(struct decision_build *b);
/* One answer or band: its keys but for the bounds. `node` is the map of its keys. */
void decision_read_answer(struct decision_build *b, uint32_t node, struct decision_answer *ret);
void decision_read_bands(struct decision_build *b, uint32_t list, struct decision_question *q);

/* Settles the names in conditions; finds what compares a number. */
void decision_settle(struct decision_build *b);
/* Asking order; loops, and questions that are never asked. */
void decision_order(struct decision_build *b);
/* The program, where numbers part, gaps and overlaps, the diagram and its image. */
void decision_compile(struct decision_build *b);

/* What the program says: sections of an image, and where its parts come from. */
struct decision_program {
  struct decision_build *b;
  struct pack_texts *texts;
  int32_t *by_rank; /* question of each rank */
  struct decide_step *steps;
  ptrdiff_t step_count, step_cap;
  struct decide_number *numbers;
  ptrdiff_t number_count, number_cap;
  struct decide_formula *formulas;
  ptrdiff_t formula_count, formula_cap;
  ptrdiff_t shown_count; /* of them, which do more than lead on: they come first */
  struct decide_arm *arms;
  ptrdiff_t arm_count, arm_cap;
  struct decide_route *routes;
  ptrdiff_t route_count, route_cap;
  struct decide_answer *answers;
  ptrdiff_t answer_count, answer_cap;
};

/* The formula of a condition; DECIDE_NONE for none. */
uint32_t decision_formula(struct decision_program *p, const struct condition *when);
/* The questions, in asking order, with their answers, arms and routes. */
void decision_questions(struct decision_program *p, struct decide *image);
/* Gaps and overlaps of bands. */
void decision_cover(struct decision_build *b);

/* The mutable question behind an index. */
struct decision_question *decision_at(struct decision_build *b, int32_t index);
bool decision_is_id(str id);
#endif
