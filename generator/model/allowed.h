/* What a question of a decision, or an input of a cost table, takes: for people. */
#ifndef FINGERPOST_MODEL_ALLOWED_H
#define FINGERPOST_MODEL_ALLOWED_H

#include "model/cost_table.h"
#include "model/decision.h"

/* "a number from 0 to 1,000" */
void decision_limits_print(const struct decision_question *q, buf *out);
/* "yes, no, unsure", "a number from 0 to 1,000, a range such as 50k..200k, or unsure". */
void decision_allowed_print(const struct decision_question *q, buf *out);
/* "counted, ignored", "a number from 1 to 1,000, in call/d". */
void cost_allowed_print(const struct table_input *in, buf *out);

#endif
