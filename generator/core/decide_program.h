/*
 * The program of a decision: what the author wrote, by index. Formulas, the arms
 * and routes of a tree, options and their gates, with thresholds by name. From it
 * decide_compile makes the rest of an image: where numbers part, the variables,
 * and the nodes of one diagram for the result and every formula.
 *
 * Where there are thresholds, decide_test_all makes a second diagram that does not
 * depend on their values: instead of the cells of a number it asks on which side of
 * each bound the number is. From it decide_move makes the first one for any values.
 */
#ifndef FINGERPOST_CORE_DECIDE_PROGRAM_H
#define FINGERPOST_CORE_DECIDE_PROGRAM_H

#include "core/diagram.h"
#include "core/pack.h"

#define DECIDE_NONE UINT32_MAX /* no index */

struct decide_formula {
  uint32_t first_step, steps; /* without steps it always holds */
  diagram_ref root;
  diagram_ref tested; /* the same over tests */
};

/* Postfix: tests push what they say, the first three take from the stack. */
enum decide_op {
  DECIDE_AND = 1,
  DECIDE_OR,
  DECIDE_NOT,
  DECIDE_IN,    /* the answer is one of from .. to-1 */
  DECIDE_HAS,   /* several: choice `from` is chosen */
  DECIDE_NO,    /* several: nothing is chosen */
  DECIDE_LESS,  /* a number, or how many are chosen, is below number `from` */
  DECIDE_UP_TO, /* at most that */
  DECIDE_OPS
};

struct decide_step {
  uint32_t op, question, from, to;
};

struct decide_number {
  double value;       /* of a threshold: what it is multiplied by */
  uint32_t threshold; /* DECIDE_NONE: a plain number */
  uint32_t zero;
};

struct decide_threshold {
  struct pack_text id;
  double value;
  double low, high; /* what sources say; equal: no more than the value */
  double factor;    /* of a cost table's figure, what it is multiplied by; 0: it is none */
  uint32_t is_day;
  uint32_t zero;
};

/* What a cost table calls "never" (breaking even): more than anybody answers. */
#define DECIDE_NEVER 1e300

enum decide_test_kind {
  DECIDE_CELLS = 1, /* the cells of a variable, where no threshold moves them */
  DECIDE_BEYOND,    /* of a number: 0 before the bound, 1 beyond it */
  DECIDE_COUNT /* how many of the counts 0, 1, 2, ... of several choices lie before the bound */
};

/* A variable of the diagram over tests; they stand in the order of the variables behind them. */
struct decide_test {
  struct decide_number bound;
  uint32_t open; /* 1: the bound itself lies before it */
  uint32_t kind;
  uint32_t variable; /* DECIDE_NONE of a count, which hangs on thresholds alone */
  uint32_t cells;
};

struct decide_arm {
  uint32_t low, high; /* numbers, or DECIDE_NONE */
  uint32_t low_open, high_open;
  uint32_t first_route, routes;
};

/* The first of an arm whose formula holds. */
struct decide_route {
  uint32_t formula; /* DECIDE_NONE: always */
  uint32_t target;  /* a question, or DIAGRAM_LEAF + outcome */
};

struct decide_gate {
  struct pack_text id;
  uint32_t formula;
  uint32_t zero;
};

struct decide_option {
  struct pack_text id;
  struct pack_text gives; /* the outcome's id, or its part of one */
  uint32_t first_gate, gates;
};

enum decide_pick { DECIDE_TREE, DECIDE_ALL, DECIDE_FIRST, DECIDE_ONE };

struct decide_root {
  struct pack_text id; /* of the decision */
  struct pack_text version;
  diagram_ref root;
  diagram_ref tested; /* the same over tests */
  uint32_t pick;
  uint32_t start;     /* of a tree: the first question */
  uint32_t otherwise; /* outcome where no option passes, or DECIDE_NONE */
  uint32_t zero;
};

/* Old ids of questions and choices. */
struct decide_renamed {
  struct pack_text from;
  uint32_t question;
  uint32_t answer; /* DECIDE_NONE: it was the question's id */
};

#endif
