/*
 * What a finished decision is like: who is asked how much, what each question
 * matters, which outcomes are rare, and what in it does nothing. Private to model/;
 * the results stand in struct decision.
 */
#ifndef FINGERPOST_MODEL_DECISION_SURVEY_H
#define FINGERPOST_MODEL_DECISION_SURVEY_H

#include "model/decision_parts.h"

void decision_survey(struct decision_program *p, const struct decide_compiled *compiled);
/* Of options: what never passes, passes twice, or does nothing. */
void decision_survey_options(struct decision_program *p, const struct decide_compiled *compiled);

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
