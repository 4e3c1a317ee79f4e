/* Cells of a decision as answers that a person could give. */
#ifndef FINGERPOST_MODEL_DECISION_EXAMPLE_H
#define FINGERPOST_MODEL_DECISION_EXAMPLE_H

#include "model/decision.h"

/* A number in a cell, to show: an end that belongs to it, else something between. */
double decision_number_in(const struct decision_question *q, uint32_t cell);
/* The value of a cell as it is typed; not of several choices. */
void decision_value(const struct decision_question *q, uint32_t cell, buf *out);
/* "stable: yes, volume: 5000": these cells, by variable, of the questions that are used. */
str decision_answers_text(const struct decision *d, const uint32_t *cells, const bool *used,
                          arena *a);
/* Answers that lead to the leaf, which has to be below `r`. */
str decision_example(const struct decision *d, struct diagram *g, diagram_ref r, diagram_ref leaf,
                     arena *a);

#endif
