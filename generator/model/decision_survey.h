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
/* What all that looks for idle parts needs. */
struct clause_survey {
  struct decision_program *p;
  struct diagram *g;
};

/* One more; its example may be set. */
struct decision_idle *decision_add_idle(const struct clause_survey *s, enum decision_idle_kind kind,
                                        str text, span at);
/*
 * Parts of a condition without which it says the same wherever `within` holds; when
 * there is one, `formula` becomes that of the rest.
 */
void decision_survey_clauses(const struct clause_survey *s, diagram_ref within,
                             struct condition *when, diagram_ref *formula);
/* Of a tree: ways that are never taken, or change nothing; of both: texts never shown. */
void decision_survey_ways(struct decision_program *p, const struct decide_compiled *compiled);
/* Of options: what never passes, passes twice, or does nothing. */
void decision_survey_options(struct decision_program *p, const struct decide_compiled *compiled);

#endif
