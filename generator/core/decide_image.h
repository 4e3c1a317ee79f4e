/*
 * The image of a decision: what its sections hold, as it is packed by the build
 * and read by decide_run. Ids and numbers only: texts for readers are the page's.
 */
#ifndef FINGERPOST_CORE_DECIDE_IMAGE_H
#define FINGERPOST_CORE_DECIDE_IMAGE_H

#include "core/decide_program.h"

enum {
  DECIDE_VERSION = 4,
  DECIDE_QUESTIONS_MAX = 500 /* nobody draws more */
};

enum decide_type {
  DECIDE_YESNO = 1,
  DECIDE_CHOICE,
  DECIDE_NUMBER,
  DECIDE_DATE,   /* a number of days since 1970-01-01 */
  DECIDE_SEVERAL /* any number of the choices, or none */
};

enum decide_flag { DECIDE_FIXED = 1, DECIDE_ALWAYS = 2 };

/*
 * Where the cells of a number part: a value x is beyond the cut when x > at, or,
 * for a cut that is not `open`, x >= at. A number with k cuts, ascending, has k+1
 * cells, and cell i holds what is beyond exactly i cuts.
 */
struct decide_cut {
  double at;
  uint32_t open; /* 1: the value itself lies before the cut */
  uint32_t zero;
};

/*
 * Most questions are one variable of the diagram. One of several choices has one
 * of two cells for each choice that formulas name (1: chosen), and one more, if
 * they count, for how many of the others are chosen.
 */
struct decide_question {
  struct pack_text id;
  uint32_t type, flags;
  uint32_t cells;                     /* of its only variable; several: 0 */
  uint32_t first_variable, variables; /* in the order of questions */
  uint32_t first_cut;                 /* numbers: cells - 1 cuts from here */
  uint32_t first_answer, answers;     /* in the author's order */
  uint32_t first_arm, arms;           /* of a tree */
  uint32_t first_ask, asks;           /* formulas of its wordings, the last one holds always */
  uint32_t first_hint, hints;
  uint32_t first_rule, rules; /* formulas of what is refused */
  uint32_t asked;             /* formula: asked even when it changes nothing; or DECIDE_NONE */
  uint32_t zero;
  double low, high;       /* numbers: limits, inclusive */
  struct pack_text feeds; /* an input of the cost table that takes the answer; or empty */
  double feeds_factor;    /* of a number, what it is multiplied by for that */
};

/* Choices, or the bands of a number: each cell has one. Of several: which variable, beg. */
struct decide_answer {
  struct pack_text id; /* yes, no, a choice, which have one cell; empty for a band of a number */
  uint32_t beg, end;
  uint32_t arm;       /* which of the tree's answers it belongs to */
  uint32_t low, high; /* of a band that thresholds move: the tests that bound it, or DECIDE_NONE */
  uint32_t zero;
};

struct decide_variable {
  uint32_t question;
  uint32_t cells;
};

struct decide_outcome {
  struct pack_text id;
  uint32_t first_say, says; /* formulas: which of its texts are shown */
};

/* Behind its children, which ask later variables. */
struct decide_node {
  uint32_t variable;
  uint32_t first_child; /* as many as the variable has cells; the nodes' lie in their order */
};

/* The parts of an image, in this order; texts first. */
enum decide_section {
  DECIDE_TEXTS,
  DECIDE_QUESTIONS,
  DECIDE_ANSWERS,
  DECIDE_CUTS,
  DECIDE_VARIABLES,
  DECIDE_OUTCOMES,
  DECIDE_NODES,
  DECIDE_CHILDREN, /* diagram_ref */
  DECIDE_FORMULAS,
  DECIDE_OPTIONS,
  DECIDE_GATES,
  DECIDE_RENAMED,
  DECIDE_THRESHOLDS,
  DECIDE_TESTS, /* empty without thresholds, as is the diagram over them */
  DECIDE_TEST_NODES,
  DECIDE_TEST_CHILDREN,
  DECIDE_ROOT,
  DECIDE_PACKED,
  DECIDE_STEPS = DECIDE_PACKED, /* the program stays behind */
  DECIDE_NUMBERS,
  DECIDE_ARMS,
  DECIDE_ROUTES,
  DECIDE_SECTIONS
};

struct decide {
  struct pack_section section[DECIDE_SECTIONS];
};

#endif
