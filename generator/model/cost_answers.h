/* What cost_run answers for one state, and cost_claims for all claims, line by line. */
#ifndef FINGERPOST_MODEL_COST_ANSWERS_H
#define FINGERPOST_MODEL_COST_ANSWERS_H

#include "core/cost_session.h"

/* Where the texts of a line stand, see core/cost_session.h. */
enum {
  COST_OUTPUT_VALUE = 3,
  COST_LINE_TEXT = 5,
  COST_OUTPUT_TEXT = 4,
  COST_LOW = 3, /* behind the text */
  COST_HIGH = 5,
  COST_OUTPUT_UNDEFINED = 12,
  COST_FIELDS /* of the longest line, an output's */
};

struct cost_answer { /* a line; fields that it does not have are empty */
  str field[COST_FIELDS];
};

struct cost_answers {
  const struct cost_answer *items;
  ptrdiff_t count;
};

struct cost_answers cost_answers_of(struct cost_session *s, str state, arena *perm);
/* A chart of the last run, or no text; and the lines of its numbers. */
str cost_chart_of(struct cost_session *s, str name, arena *perm);
struct cost_answers cost_points_of(struct cost_session *s, arena *perm);
struct cost_answers cost_claims_of(struct cost_session *s, arena *perm);
/* As the table stands. */
struct cost_answers cost_errors_of(const struct cost *c, arena *perm);

/* The line that begins with these fields; the empty line when there is none. */
const struct cost_answer *cost_answer_find(const struct cost_answers *run, const str *fields,
                                           int count);

#endif
