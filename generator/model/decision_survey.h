/*
 * What a finished decision is like: who is asked how much, what each question
 * matters, which outcomes are rare, and what in it does nothing. Private to model/;
 * the results stand in struct decision.
 */
#ifndef FINGERPOST_MODEL_DECISION_SURVEY_H
#define FINGERPOST_MODEL_DECISION_SURVEY_H

#include "model/decision_example.h"
#include "model/decision_parts.h"

void decision_survey(struct decision_program *p, const struct decide_compiled *compiled);
/* Of options: what never passes, passes twice, or does nothing. */
void decision_survey_options(struct decision_program *p, const struct decide_compiled *compiled);

#endif
