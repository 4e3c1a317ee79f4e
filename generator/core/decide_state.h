/* A state, read for a decision: answers, thresholds, what a link says of its past. */
#ifndef FINGERPOST_CORE_DECIDE_STATE_H
#define FINGERPOST_CORE_DECIDE_STATE_H

#include "core/decide_walk.h"

/* Not ids: what a link tells of the page that it was copied from. */
#define KEY_VERSION STR("~version")
#define KEY_RESULT STR("~result")

struct decide_state {
  struct decide d; /* with the thresholds that the state sets */
  uint32_t question_count;
  str state;
  char *memory; /* as long as the state, for its pairs */
  struct decide_givens given;
  bool *is_set; /* by threshold: the state has a value for it */
  str version, result;
  buf *out; /* the reader's own affair */
};

/* Of the questions given twice the last counts, even when it says nothing of use. */
struct decide_state decide_state_read(const struct decide *d, str state, arena *a);

str decide_state_text(const struct decide_state *r, struct pack_text slice);
str decide_state_id(const struct decide_state *r, uint32_t question);
/* Index of the question, by today's name or an old one; or how many there are. */
uint32_t decide_state_question(const struct decide_state *r, str id);
/* A choice by the name that it has today. */
str decide_state_value(const struct decide_state *r, uint32_t question, str value);
const struct decide_threshold *decide_thresholds(const struct decide_state *r);
uint32_t decide_state_threshold(const struct decide_state *r, str id);
/* The value of a threshold: a number, a day, or "~96000", a figure of the cost table. */
bool decide_threshold_parse(const struct decide_threshold *t, str text, double *ret);
/* Its value, canonical; or as it reads: "2,934,300", "never". */
void decide_threshold_print(const struct decide_threshold *t, bool is_canonical, buf *out);

/* Its answers once more, for thresholds that were moved. */
void decide_state_answers(struct decide_state *r, arena *a);
/* As a state again: what counts, what does not, thresholds that were set. */
void decide_state_write(const struct decide_state *r, const struct decide_givens *given,
                        arena scratch, buf *out);

/* Thresholds of its own, to be changed; then decide_move makes cells and nodes for them. */
struct decide_threshold *decide_thresholds_own(struct decide *d, arena *a);
void decide_move(struct decide *d, arena *a);

#endif
