/*
 * Decide: from answers to what they lead to. The whole of a wizard's reasoning,
 * natively and in the browser, over one packed image.
 *
 * Text in, text out, so that a page, a test and the command line see the same.
 * Answers come as a state: ID=VALUE joined by '&', percent-encoded as in a
 * fragment: "stable=yes&volume=50k". Values: yes or no; the id of a choice; a
 * number as people type it. An empty state is the start.
 *
 * decide_run writes lines of fields separated by tabs, in this order:
 *
 *   answer  ID VALUE ANSWER TEXT   an answer that counts, in asking order: the value in
 *                                  canonical spelling, the index of the tree's answer (the
 *                                  band of a number), and how it reads ("50,000")
 *   unused  ID VALUE               a valid answer to a question that is not asked now
 *   invalid ID VALUE               not a value of that question (it does not count)
 *   unknown ID VALUE               no such question
 *   ask     ID MORE                the next question, and at most how many more follow it
 *   outcome ID                     the result, instead of `ask`
 *   possible ID...                 the outcomes that are still possible
 *   state   STATE                  the answers that count, then the unused ones, canonical
 *
 * Of a question that is given twice, the last counts, even when it is invalid.
 * Unused answers stand in the questions' order and do not narrow what is possible;
 * invalid and unknown ones stand in the state's order, and in their fields control
 * characters are spaces (core/state.h).
 */
#ifndef FINGERPOST_CORE_DECIDE_H
#define FINGERPOST_CORE_DECIDE_H

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

/* False: not a sound image; every index and text inside it was checked otherwise. */
bool decide_open(str image, struct decide *ret_decide);
/*
 * Packs a finished diagram; `out` is full when it has no room, or the diagram is.
 * The sections but NODES, CHILDREN and ROOT.root are the caller's, who does not
 * fill in the sizes of their items. Memory for the sections comes from `a`.
 */
void decide_pack(const struct diagram *d, diagram_ref root, struct decide *sections, arena *a,
                 buf *out);
void decide_run(const struct decide *d, str state, arena scratch, buf *out);

/* The cell of a number; the cuts must be the question's. */
uint32_t decide_cell(const struct decide *d, const struct decide_question *q, double value);

#endif
