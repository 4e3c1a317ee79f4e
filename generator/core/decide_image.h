/*
 * The image of a decision: what its sections hold, as it is packed by the build
 * and read by decide_run. Ids and numbers only: texts for readers are the page's.
 */
#ifndef FINGERPOST_CORE_DECIDE_IMAGE_H
#define FINGERPOST_CORE_DECIDE_IMAGE_H

#include "core/diagram.h"
#include "core/pack.h"

enum { DECIDE_VERSION = 1 };

enum decide_type { DECIDE_YESNO = 1, DECIDE_CHOICE, DECIDE_NUMBER };

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

struct decide_question {
  struct pack_text id;
  uint32_t type;
  uint32_t cells;
  uint32_t first_cut;    /* numbers: cells - 1 cuts from here */
  uint32_t first_answer; /* answers of the question, in the author's order */
  uint32_t answers;
  uint32_t zero;
  double low, high; /* numbers: limits, inclusive */
};

struct decide_answer { /* the cells beg .. end-1; each cell has one answer */
  struct pack_text id; /* yes, no, a choice, which have one cell; empty for a band of a number */
  uint32_t beg, end;
};

struct decide_outcome {
  struct pack_text id;
};

/* Behind its children, which ask later questions. */
struct decide_node {
  uint32_t question;
  uint32_t first_child; /* as many as the question has cells; the nodes' lie in their order */
};

struct decide_root {
  struct pack_text id; /* of the decision */
  struct pack_text version;
  uint32_t root; /* diagram_ref */
  uint32_t zero;
};

/* The parts of an image, in this order; texts first. */
enum decide_section {
  DECIDE_TEXTS,
  DECIDE_QUESTIONS,
  DECIDE_ANSWERS,
  DECIDE_CUTS,
  DECIDE_OUTCOMES,
  DECIDE_NODES,
  DECIDE_CHILDREN, /* diagram_ref */
  DECIDE_ROOT,
  DECIDE_SECTIONS
};

struct decide {
  struct pack_section section[DECIDE_SECTIONS];
};

#endif
