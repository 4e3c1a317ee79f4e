/*
 * A decision, in either form, typed: what the wizard's page shows, what the checks
 * look at, and the image that answers questions.
 *
 * Questions stand in the author's order; `rank` is their place in asking order,
 * which is also the order of the diagram. Texts live as long as the site.
 */
#ifndef FINGERPOST_MODEL_DECISION_H
#define FINGERPOST_MODEL_DECISION_H

#include "model/decision_option.h"
#include "model/decision_outcome.h"

enum {
  DECISION_PATH_MAX = 100 /* questions on one path: nobody answers more */
};

struct decision_source {
  str id, title, url, date, guide;
  int32_t guide_index; /* or -1 */
  span at;
};

struct decision_pair { /* ID: VALUE of a test */
  str id, value;
  bool is_list; /* the value was written as one: of several choices only */
  span at, value_at;
};

struct decision_test {
  str name;
  const struct decision_pair *answers;
  ptrdiff_t answer_count;
  struct texts expect; /* one outcome, or all that are still possible */
  str settle;          /* the question that decides it; may be empty */
  span at, expect_at, settle_at;
  const struct decision_pair *because; /* GATE: yes, no or open */
  ptrdiff_t because_count;
  const struct decision_pair *model; /* THRESHOLD: value, for what it says of outputs */
  ptrdiff_t model_count;
};

enum decision_idle_kind {
  IDLE_GATE,
  IDLE_CLAUSE,   /* a part of a condition */
  IDLE_NEVER,    /* a way that is never taken */
  IDLE_SAME,     /* a way without which the next ones lead to the same */
  IDLE_QUESTION, /* ways lead to it, and none is ever taken */
  IDLE_TEXT      /* never shown, or a rule that is never broken */
};

struct decision_idle { /* what changes nothing */
  enum decision_idle_kind kind;
  str text;
  str example; /* answers that show it; may be empty */
  span at;
};

struct decision {
  int32_t file;   /* content file */
  int32_t source; /* in the source map */
  str path;       /* "decisions/five-gates.yaml" */
  str out;        /* "decisions/five-gates.html" */
  str id, title, description, version, review_by;
  struct texts aliases; /* addresses that it had before */
  const struct ydoc *doc;
  struct decision_question *questions;
  ptrdiff_t question_count;
  int32_t start;         /* of a tree: its first question; -1 */
  enum decide_pick pick; /* DECIDE_TREE: the tree form */
  struct decision_threshold *thresholds;
  ptrdiff_t threshold_count;
  struct decision_option *options;
  ptrdiff_t option_count;
  struct decision_renamed *renamed;
  ptrdiff_t renamed_count;
  str otherwise; /* an outcome's id; may be empty */
  int32_t otherwise_index;
  span otherwise_at;
  str cost; /* the table's path; may be empty */
  struct decision_outcome *outcomes;
  ptrdiff_t outcome_count;
  struct decision_figure *figures;
  ptrdiff_t figure_count, figure_cap;
  const struct decision_source *sources;
  ptrdiff_t source_count;
  const struct decision_test *tests;
  ptrdiff_t test_count;
  str image;                   /* packed; empty when its faults leave no diagram */
  struct decide engine;        /* the same, opened */
  struct decide program;       /* what it was made from */
  const int32_t *by_rank;      /* question of each rank */
  double cells;                /* combinations of cells in all */
  double paths;                /* complete ways through the questions, a cell a step */
  double mean;                 /* questions on them */
  double states;               /* in which a question is asked, by the answers before it */
  ptrdiff_t node_count;        /* of its diagram */
  ptrdiff_t shortest, longest; /* questions on a path */
  str gap;                     /* answers for which no option passes; empty: none */
  struct decision_idle *idle;  /* what does nothing */
  ptrdiff_t idle_count, idle_cap;
};

#endif
