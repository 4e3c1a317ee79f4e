/*
 * The questions of a decision: wordings, choices, limits, and for a tree where
 * their answers lead.
 */
#ifndef FINGERPOST_MODEL_DECISION_QUESTION_H
#define FINGERPOST_MODEL_DECISION_QUESTION_H

#include "core/decide.h"
#include "model/condition.h"
#include "model/fields.h"
#include "model/unit.h"

/* What a unit means in the cost table, found out when something has to be converted. */
struct decision_measure {
  uint32_t node; /* where it is written */
  enum { MEASURE_UNREAD, MEASURE_GOOD, MEASURE_BAD } state;
  struct unit unit;
};

struct decision_text {    /* one of several wordings, sentences or faults */
  struct condition *when; /* NULL: always */
  str when_text;
  str text;
  span at;
};

struct decision_texts {
  struct decision_text *items;
  ptrdiff_t count;
};

struct decision_choice {
  str id;
  str label;   /* never empty */
  int32_t arm; /* the tree's answer that it belongs to; -1: none */
  span at;
};

struct decision_group { /* choices under one name */
  str id;
  bool *has; /* by choice */
  span at;
};

struct decision_route {   /* one entry of `go:` or `end:`; a plain target is one route */
  struct condition *when; /* NULL: always */
  str when_text;          /* as the author wrote it; empty: always */
  str target;             /* the id that it names */
  bool ends;              /* the id is an outcome's */
  int32_t question;       /* -1: it ends with `outcome` */
  int32_t outcome;        /* -1: it goes on, or the target does not exist */
  span at;                /* of the target */
};

struct decision_bound { /* one end of a band of numbers */
  bool given;
  bool open; /* below, above: the value itself does not belong */
  bool is_day;
  double value;
  int32_t threshold; /* that it was written as; -1 */
  double factor;     /* of that one's unit in the question's */
  str text;          /* as written */
  span at;
};

struct decision_answer {
  str id;      /* yes, no, a choice; empty for a band */
  str label;   /* what the reader sees: never empty */
  str because; /* may be empty */
  struct decision_bound low, high;
  struct decision_route *routes;
  ptrdiff_t route_count;
  uint32_t beg, end; /* its cells */
  span at;
};

struct decision_question {
  str id;
  str ask;                           /* the wording without a condition */
  str hint, unsure;                  /* may be empty */
  struct decision_texts asks, hints; /* all wordings, when there are several */
  struct decision_texts rules;       /* what is refused, and why */
  enum decide_type type;
  double low, high; /* numbers: limits */
  str message;      /* when they are not kept; may be empty */
  str unit;         /* shown behind a number; may be empty */
  struct decision_measure measure;
  str feeds;           /* an input of the cost table; may be empty */
  double feeds_factor; /* of a number's unit in the input's */
  bool fixed;          /* nothing that readers could change */
  bool always;         /* asked even when it changes nothing */
  struct decision_choice *choices;
  ptrdiff_t choice_count;
  struct decision_group *groups;
  ptrdiff_t group_count;
  struct decision_answer *answers; /* of a tree: where they lead */
  ptrdiff_t answer_count;
  const struct decide_cut *cuts;
  uint32_t cells;
  int32_t rank;
  bool reached;      /* some path leads to it */
  bool never;        /* but no answers do */
  bool matters;      /* its answer can change the result */
  double importance; /* share of the combinations whose result its answer alone can change */
  bool unsound;      /* a bound or limit was refused: what its answers cover is not known */
  span at;           /* of its id */
};

#endif
