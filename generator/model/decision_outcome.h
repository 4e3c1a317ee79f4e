/* What a decision leads to: guides, a bill of the cost table, and what is said then. */
#ifndef FINGERPOST_MODEL_DECISION_OUTCOME_H
#define FINGERPOST_MODEL_DECISION_OUTCOME_H

#include "model/decision_question.h"

struct decision_guide {
  str path;      /* of content */
  int32_t index; /* among the site's guides, or -1 */
};

struct decision_outcome {
  str id;
  str title;
  struct decision_guide *guides; /* at most one, unless it is composed */
  ptrdiff_t guide_count;
  str alternative;      /* of the cost table; may be empty */
  str scenario;         /* likewise: for what its cost is shown; empty: as the table stands */
  int32_t total, range; /* its bill, among the site's numbers; or -1 */
  struct decision_texts says;
  double share;  /* of all combinations of cells, those that lead here */
  str example;   /* answers that do; empty when nothing does */
  bool composed; /* of a combination that the author has not named */
  span guide_at;
  bool reached;
  span at;
};

struct decision_figure { /* of the cost table, quoted by what an outcome says */
  str words;
  int32_t number; /* among the site's numbers */
  span at;        /* of the text */
};

#endif
