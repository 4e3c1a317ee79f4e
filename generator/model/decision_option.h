/* The options of a decision, the gates before them, and the thresholds that both forms name. */
#ifndef FINGERPOST_MODEL_DECISION_OPTION_H
#define FINGERPOST_MODEL_DECISION_OPTION_H

#include "model/decision_question.h"

struct decision_threshold {
  str id;
  double value;
  double low, high; /* what the sources span; equal to the value: no more than that */
  bool is_day;
  str unit;
  struct decision_measure measure;
  str model;     /* output of the cost table that gives the value; may be empty */
  double factor; /* of that one's unit in the threshold's; 0: there is no model */
  struct texts sources;
  str review_by; /* may be empty */
  span at, value_at, review_at;
};

struct decision_gate {
  str id;
  struct condition *when; /* NULL: it could not be read */
  str when_text;
  str yes, no; /* the sentences when it passes and fails */
  str source;  /* may be empty */
  span at, when_at;
};

struct decision_option {
  str id;
  str title, guide;    /* may be empty */
  int32_t guide_index; /* of the site, or -1 */
  str always;          /* why it needs no gates; empty: it has them */
  str gives;           /* the outcome, or its part of one */
  str source;          /* of its gates; may be empty */
  struct decision_gate *gates;
  ptrdiff_t gate_count;
  bool is_masked;   /* it is never chosen */
  str overlap;      /* answers with which an earlier option passes, too; empty: none */
  int32_t overlaps; /* that option */
  span at, gives_at, guide_at;
};

struct decision_renamed { /* an old id, and what is called so today */
  str from, to;
  int32_t question, choice; /* choice -1: it was the question's id */
  span at;
};

#endif
