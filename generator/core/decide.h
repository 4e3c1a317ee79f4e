/*
 * Decide: from answers to what they lead to. The whole of a wizard's reasoning,
 * natively and in the browser, over one packed image.
 *
 * Text in, text out, so that a page, a test and the command line see the same.
 * Answers come as a state: ID=VALUE joined by '&', percent-encoded as in a
 * fragment: "stable=yes&volume=50k". Values: yes or no; the id of a choice; a
 * number as people type it, or a range of them, "50k..200k"; `unsure`. An empty
 * state is the start. A question without an answer and one that the reader is
 * unsure of are different: the first is asked, the second leaves all its ways open.
 *
 * decide_run writes lines of fields separated by tabs, in this order:
 *
 *   answer  ID VALUE ANSWER TEXT   an answer that counts, in asking order: the value in
 *                                  canonical spelling, the index of the tree's answer (the
 *                                  band of a number; empty when it may be several), and how
 *                                  it reads ("50,000", "50,000–200,000", "unsure")
 *   unused  ID VALUE               a valid answer to a question that is not asked now
 *   invalid ID VALUE               not a value of that question (it does not count)
 *   unknown ID VALUE               no such question
 *   ask     ID MORE                the next question, and at most how many more follow it
 *   outcome ID                     the result, instead of `ask`, when only one is possible
 *   possible ID...                 the outcomes that are still possible: some value of each
 *                                  answer that counts leads there
 *   doubt   ID LEAST MOST          nothing is left to ask, but answers in doubt leave several
 *                                  outcomes: such an answer, and how many will be left at
 *                                  least and at most once it is known; the best to settle
 *                                  first, those that tell nothing apart left out
 *   state   STATE                  the answers that count, then the unused ones, canonical
 *
 * Of a question that is given twice, the last counts, even when it is invalid.
 * Unused answers stand in the questions' order and do not narrow what is possible;
 * invalid and unknown ones stand in the state's order, and in their fields control
 * characters are spaces (core/state.h).
 */
#ifndef FINGERPOST_CORE_DECIDE_H
#define FINGERPOST_CORE_DECIDE_H

#include "core/decide_image.h"

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
