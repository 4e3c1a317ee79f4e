/*
 * A decision in tree form, typed: what the wizard's page shows, what the checks
 * look at, and the image that answers questions.
 *
 * Questions stand in the author's order; `rank` is their place in asking order,
 * which is also the order of the diagram. Texts live as long as the site.
 */
#ifndef FINGERPOST_MODEL_DECISION_H
#define FINGERPOST_MODEL_DECISION_H

#include "core/decide.h"
#include "model/condition.h"
#include "model/fields.h"

enum {
  DECISION_PATH_MAX = 100 /* questions on one path: nobody answers more */
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
  double value;
  str text; /* as written */
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
  str ask;
  str hint, unsure; /* may be empty */
  enum decide_type type;
  double low, high; /* numbers: limits */
  str unit;         /* shown behind a number; may be empty */
  struct decision_answer *answers;
  ptrdiff_t answer_count;
  const struct decide_cut *cuts;
  uint32_t cells;
  int32_t rank;
  bool reached; /* some path leads to it */
  bool matters; /* its answer can change the result */
  bool unsound; /* a bound or limit was refused: what its answers cover is not known */
  span at;      /* of its id */
};

struct decision_outcome {
  str id;
  str title;
  str guide;           /* content path; may be empty */
  int32_t guide_index; /* among the site's guides, or -1 */
  span guide_at;
  bool reached;
  span at;
};

struct decision_source {
  str id, title, url, date, guide;
  int32_t guide_index; /* or -1 */
  span at;
};

struct decision_pair { /* ID: VALUE of a test */
  str id, value;
  span at, value_at;
};

struct decision_test {
  str name;
  const struct decision_pair *answers;
  ptrdiff_t answer_count;
  struct texts expect; /* one outcome, or all that are still possible */
  str settle;          /* the question that decides it; may be empty */
  span at, expect_at, settle_at;
};

struct decision {
  int32_t file;   /* content file */
  int32_t source; /* in the source map */
  str path;       /* "decisions/five-gates.yaml" */
  str out;        /* "decisions/five-gates.html" */
  str id, title, description, version, review_by;
  const struct ydoc *doc;
  struct decision_question *questions;
  ptrdiff_t question_count;
  int32_t start;
  struct decision_outcome *outcomes;
  ptrdiff_t outcome_count;
  const struct decision_source *sources;
  ptrdiff_t source_count;
  const struct decision_test *tests;
  ptrdiff_t test_count;
  str image;            /* packed; empty when its faults leave no diagram */
  struct decide engine; /* the same, opened */
  ptrdiff_t node_count; /* of its diagram */
  ptrdiff_t longest;    /* questions on the longest path */
};

#endif
