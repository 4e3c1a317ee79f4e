/* How a decision is made: reading, cells, order, diagram. Private to model/. */
#ifndef FINGERPOST_MODEL_DECISION_PARTS_H
#define FINGERPOST_MODEL_DECISION_PARTS_H

#include "core/map.h"
#include "model/condition.h"
#include "model/cost_answers.h"
#include "model/decisions.h"
#include "model/fields.h"

struct decision_build {
  struct decision *d;
  struct fields_reader read;
  map questions; /* id to index */
  map outcomes;
  map thresholds;
  bool broken; /* a fault after which no diagram can be made */
  struct decision_tables tables;
  const struct cost_table *table; /* what `cost:` names; NULL: nothing, or a table with faults */
  bool is_table_told;             /* why there is none */
  struct units units;             /* the table's; messages add to them */
  struct cost_answers figures;    /* of the table as it stands, once they are needed */
};

/* From YAML: ids, texts, answers with the names of their targets. */
void decision_read(struct decision_build *b);
/* One answer or band: its keys but for the bounds. `node` is the map of its keys. */
void decision_read_answer(struct decision_build *b, uint32_t node, struct decision_answer *ret);
void decision_read_bands(struct decision_build *b, uint32_t list, struct decision_question *q);
/* `go:` and `end:` of an answer, either of which may be Y_NONE, or both: that is told. */
void decision_read_ways(struct decision_build *b, uint32_t node, uint32_t go, uint32_t end,
                        struct decision_answer *a);
/* One question, whose id stands at a node of its own. */
void decision_read_question(struct decision_build *b, uint32_t id, uint32_t node);
/* A text, or a list of `{if: …, KEY: text}` and texts; none for Y_NONE. */
struct decision_texts decision_read_texts(struct decision_build *b, uint32_t node, str key);
/* NULL, with a diagnostic, when there is no condition at the node. */
struct condition *decision_read_condition(struct decision_build *b, uint32_t node);
bool decision_read_number(str text, bool is_day, double *ret);
void decision_read_thresholds(struct decision_build *b, uint32_t node);
void decision_read_options(struct decision_build *b, uint32_t list);
void decision_read_renamed(struct decision_build *b, uint32_t node);
void decision_read_tests(struct decision_build *b, uint32_t list);
/* --- the cost table (decision_cost.c) --- */

/* What `cost:` names, the value of its key at a node. */
void decision_find_table(struct decision_build *b, uint32_t node);
/*
 * The figure of the table for a threshold with `model:`, in the threshold's unit. False,
 * mostly with a diagnostic: there is none.
 */
bool decision_read_model(struct decision_build *b, uint32_t node, struct decision_threshold *t);
/* Checks what an outcome says of the table; the map of its keys is at a node. */
void decision_check_outcome(struct decision_build *b, uint32_t node, struct decision_outcome *o);
/* `feeds:` of a question that is read otherwise. */
void decision_read_feeds(struct decision_build *b, uint32_t node, struct decision_question *q);
/* `model:` of a test: outputs become the thresholds that take them. */
bool decision_read_assumed(struct decision_build *b, uint32_t node, struct decision_test *t);
/* One of the threshold's unit in the question's; 1, with a diagnostic, when it is none. */
double decision_factor(struct decision_build *b, struct decision_threshold *t,
                       struct decision_question *q, span at);

/* The id at a node; false ones are told. */
str decision_read_id(struct decision_build *b, uint32_t node);
/* A map whose keys are ids; false, with a diagnostic, when it is none. */
bool decision_check_map(struct decision_build *b, uint32_t node);

/* Whether a choice goes by this name: its own, a group's, or `other`, the rest. */
bool decision_choice_is(const struct decision_question *q, ptrdiff_t choice, str name);

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
  struct decide_question *questions;
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
/* The formulas of a list, in a row: the first one's index. */
uint32_t decision_formulas(struct decision_program *p, const struct decision_texts *texts,
                           uint32_t *ret_count);
/* The questions, in asking order, with their answers. */
void decision_questions(struct decision_program *p, struct decide *image);
/*
 * The arms and routes of a tree: last, since only they are left out of pages where
 * nothing moves.
 */
void decision_ways(struct decision_program *p, struct decide *image);
/* Gaps and overlaps of bands. */
void decision_cover(struct decision_build *b);

/* The mutable question behind an index. */
struct decision_question *decision_at(struct decision_build *b, int32_t index);
bool decision_is_id(str id);
#endif
