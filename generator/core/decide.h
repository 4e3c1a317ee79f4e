/*
 * Decide: from answers to what they lead to. The whole of a wizard's reasoning,
 * natively and in the browser, over one packed image.
 *
 * Text in, text out, so that a page, a test and the command line see the same.
 * Answers come as a state: ID=VALUE joined by '&', percent-encoded as in a
 * fragment: "stable=yes&volume=50k". Values: yes or no; the id of a choice; a
 * number as people type it, or a range of them, "50k..200k"; a day, 2026-11-21;
 * "a,b" or `none` of several choices; `unsure`; "~1700" what the input that it feeds is.
 * An empty state is the start. A question without an answer and one of which the reader
 * is unsure differ: the first is asked, the second leaves all its ways open.
 *
 * The id of a threshold gives it another value, and cells and nodes are made anew:
 * "breakeven=1M" in its own unit, "breakeven=~96000" a figure as the cost table
 * writes it. `~version` and `~result` say what the page that a link was copied from
 * was and said. Questions and choices may go by the names that they once had.
 *
 * decide_run writes lines of fields separated by tabs, in this order:
 *
 *   answer  ID VALUE ANSWER TEXT [ASK HINT]   an answer that counts, in asking order: the
 *                                  value in canonical spelling, the index of the tree's
 *                                  answer (the band of a number; empty when it may be
 *                                  several), and how it reads ("50,000", "50,000–200,000",
 *                                  "unsure"); then which of several wordings of the question
 *                                  and of its hint are shown, an empty field for none
 *   unused  ID VALUE ANSWER TEXT [ASK HINT]   the same of a valid answer to a question that
 *                                  is not asked now
 *   refused ID VALUE RULE          an answer that breaks a rule of its question, by index: it
 *                                  is not given
 *   invalid ID VALUE               not a value of that question or threshold
 *   unknown ID VALUE               no such question or threshold
 *   threshold ID VALUE TEXT        a threshold that the state sets
 *   ask     ID MORE [ASK HINT]     the next question, and at most how many more follow it
 *   outcome ID SAY...              the result, instead of `ask`, when only one is possible, and
 *                                  by index which of its texts are shown
 *   possible ID...                 the outcomes that are still possible: some value of each
 *                                  answer that counts leads there
 *   doubt   ID LEAST MOST          nothing is left to ask, but answers in doubt leave several
 *                                  outcomes: such an answer, and how many will be left at
 *                                  least and at most once it is known; the best to settle
 *                                  first, those that tell nothing apart left out
 *   costs   STATE [STATE]          the answers that feed inputs of the cost table, as its
 *                                  state; where some are ranges, their low ends and their high
 *                                  ones
 *   then    VERSION RESULT         what the state says of the page that it comes from
 *   state   STATE                  the answers that count, the unused ones, and thresholds that
 *                                  are set, canonical
 *
 * Of a question that is given twice, the last counts, even when it is invalid.
 * Unused answers stand in the questions' order and do not narrow what is possible;
 * invalid and unknown ones stand in the state's order, and in their fields control
 * characters are spaces (core/state.h).
 */
#ifndef FINGERPOST_CORE_DECIDE_H
#define FINGERPOST_CORE_DECIDE_H

#include "core/decide_image.h"

enum { DECIDE_SETS_MAX = 4096 }; /* combinations of options: nobody tells more apart */

/* False: not a sound image. In a page, decide_take believes what was opened before. */
bool decide_open(str image, struct decide *ret_decide);
bool decide_take(str image, struct decide *ret_decide);
/* Packs all sections; `out` is full when it has no room. */
void decide_pack(struct decide *d, buf *out);
/* Sets the size of each section's items. */
void decide_sizes(struct decide *d);

/*
 * From the program to the rest of an image, in memory of `a`; what is replaced
 * are sections of `d`, never the items behind them. First the layout: cuts,
 * cells, answers of numbers, variables. Then the diagram: false when it, or the
 * memory for it, is full. `formulas` lie in the order of DECIDE_FORMULAS.
 */
struct decide_compiled {
  struct diagram *diagram;
  diagram_ref root;
  const diagram_ref *formulas;
};
void decide_layout(struct decide *d, arena *a);
bool decide_compile(struct decide *d, arena *a, struct decide_compiled *ret_compiled);
/* The nodes of a finished diagram become sections; a part of decide_compile. */
bool decide_settle(struct decide *d, const struct decide_compiled *compiled, arena *a);
/*
 * The diagram over tests of a program that is laid out, for its first `formulas` formulas and
 * the result, with what outcomes can come for other values of thresholds. False: it is full.
 */
bool decide_test_all(struct decide *d, uint32_t formulas, arena *a);

void decide_run(const struct decide *d, str state, arena scratch, buf *out);

/*
 * Why a state leads where it does, in lines as those of decide_run:
 *
 *   gate    OPTION GATE STATUS   pass, fail, or open while answers are missing or in doubt
 *
 * and where a result stands:
 *
 *   decided ID [OPTION GATE]     the last answer on which it hangs; the gate that looks at it
 *   flip    STATE OUTCOME...     answers with which it would be another; single ones first,
 *                                then pairs of which neither alone is enough; each is
 *                                followed by what changes:
 *   set     ID VALUE MARK TEXT DISTANCE
 *                                "=" a choice; "<" "<=" ">" ">=" a number, and how far it is
 *                                from the answer ("6,000"; empty when that is unsure)
 *   depends THRESHOLD VALUE MARK TEXT OUTCOME...
 *                                the nearest value within what sources say with which other
 *                                outcomes are possible: "=" that, "<" or ">" from that on
 *   robust  COUNT                there are thresholds with such ranges, and no value of any
 *                                changes the result
 *
 * Answers that readers cannot change (`fixed`) are never changed here.
 */
void decide_explain(const struct decide *d, str state, arena scratch, buf *out);

/* The cell of a number. */
uint32_t decide_cell(const struct decide *d, const struct decide_question *q, double value);
#endif
