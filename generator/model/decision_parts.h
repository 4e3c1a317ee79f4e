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
/* Cuts numbers where answers and conditions part them; gaps and overlaps. */
void decision_cut(struct decision_build *b);
/* Asking order; loops, and questions that are never asked. */
void decision_order(struct decision_build *b);
/* The diagram and its image. */
void decision_compile(struct decision_build *b);

/* The mutable question behind an index. */
struct decision_question *decision_at(struct decision_build *b, int32_t index);
bool decision_is_id(str id);
/*
 * How many cells of a number, whose cuts are known, lie before `at`: with the
 * value itself when the boundary is `open` (above, up_to).
 */
uint32_t decision_cells_before(const struct decision_question *q, double at, bool open);

#endif
