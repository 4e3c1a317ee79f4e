/*
 * A cost table at work: from the reader's inputs to results. What the calculator, the
 * tables of a page, the checks and `fingerpost cost` all call. Text in, text out.
 *
 * The state holds what differs from the table, as core/state.h has it:
 * "calls=50k&baseline=gpt-6-luna". A value is a number in the input's own unit, or the
 * id of a choice; the last one of an input counts, even when it is none. `scenario=ID`
 * stands for that scenario's values; what is written beside it wins, wherever it stands.
 * So no input may have the id "scenario". A sampled input that is set has one value for
 * all samples, and samples again when its value is empty. "calls=~0.25" is the value a
 * quarter of the way along the input's slider (core/slide.h).
 *
 * cost_run writes lines of fields separated by tabs, in this order:
 *
 *   input   ID NUMBER UNIT RANGE     every input: its default or what it is set to; the range
 *                                    of its samples, empty when it has none or is set
 *   slide   ID POSITION              every input with a slider: where on it the value stands
 *   invalid ID VALUE                 not a value of that input, or outside its bounds
 *   unknown ID VALUE                 no such input
 *   line    ALTERNATIVE KIND NAME NUMBER UNIT RANGE    KIND: once, month, call, retrain
 *   output  ID ALTERNATIVE NUMBER UNIT RANGE MEAN UNDEFINED   ALTERNATIVE is empty for one that
 *                                    is not per alternative; UNDEFINED: the share of samples
 *                                    that are not defined, a text, or empty
 *   gate    ALTERNATIVE SHARE        in which samples an alternative with a gate is available
 *   share   ID ALTERNATIVE SHARE     in which samples it is the least available one, of equal
 *                                    ones the first; for each output per alternative
 *   cheapest ID ALTERNATIVE          the one with the largest share, of equal ones the first;
 *                                    no line when there is none
 *   rank    ID ALTERNATIVE INPUT RHO   of the first output per alternative: which sampled
 *                                    inputs matter most, by Spearman's rank correlation over
 *                                    the first COST_RANK_SAMPLES samples
 *   state   STATE                    what differs from the table, canonical
 *
 * NUMBER, MEAN, SHARE and RHO are two fields, VALUE TEXT; RANGE is four, two numbers. Of
 * samples, NUMBER is the median and RANGE the 5th and the 95th percentile, those of
 * core/stat.h; of one value in all, RANGE and MEAN are empty.
 *
 * VALUE is num_print of the value in the unit shown, "undefined", or "never" (for what
 * breaks even nowhere). TEXT is for readers, who compare: four significant digits, though
 * always the whole number, since more would claim to be known: "104,233", "56.78",
 * "0.00213". Inputs are given, not computed, and read with six. Shares read "12 %", and
 * so do outputs that are a P(...), with a decimal near none and all. UNIT is as the table
 * writes it.
 */
#ifndef FINGERPOST_CORE_COST_SESSION_H
#define FINGERPOST_CORE_COST_SESSION_H

#include "core/cost.h"

enum {
  COST_RANK_SAMPLES = 2048, /* correlations then differ from those of all by some 0.01 */
  COST_RANKS_MAX = 8        /* of an alternative */
};
#define COST_RANK_LEAST 0.05 /* less is hardly more than chance */

struct cost_session;

/*
 * Keeps `c`, and columns of samples from one run to the next: only what depends on a
 * changed input is computed anew. All its memory, cost_session_size bytes, is taken from
 * `a` now, and touched as far as it is needed.
 */
struct cost_session *cost_start(const struct cost *c, arena *a);
ptrdiff_t cost_session_size(const struct cost *c);
/*
 * Numbers count as decimals in the input's own unit, stored ones and bounds with 15
 * digits, so that the same text gives the same bits, wherever it stood.
 */
void cost_run(struct cost_session *s, str state, arena scratch, buf *out);
/* Only its `invalid` and `unknown` lines: nothing is computed. */
void cost_state_refused(const struct cost_session *s, str state, arena scratch, buf *out);

/*
 * Every claim, in its own state, whatever the session's was:
 *
 *   claim ID VERDICT LEFT RIGHT DISTANCE UNIT TEST
 *
 * VERDICT: true, close (it holds, but not by its margin), false or undefined. Two fields
 * each: LEFT and RIGHT sides, and by how much the right one is larger, of the test that is
 * closest to its margin or beyond it; TEST: which of the claim's tests that is, from 0.
 */
void cost_claims(struct cost_session *s, arena scratch, buf *out);
/*
 * Rank correlations of output value `output` with each input, of the last run; 0 for
 * inputs that are not sampled or do not lead to it. Good until the next run; not after claims.
 */
const double *cost_rank(struct cost_session *s, uint32_t output, arena scratch);
/* The inputs that matter most by such correlations, the first first; how many. */
uint32_t cost_leading(const struct cost_session *s, const double *rho,
                      uint32_t ret[COST_RANKS_MAX]);
/*
 * A chart of the last run, for chart_draw (core/chart_image.h); nothing when the table has none.
 * "volume": the table's output of each alternative against its input, with marks where
 * another one becomes the lowest. "tornado ALTERNATIVE": the lines `rank` of one; without
 * one, of that which is most often the least. "points" is no chart but the numbers of
 * "volume", line by line, at five places along it, with texts of three digits:
 *
 *   point PLACE ALTERNATIVE X LOW MEDIAN HIGH     each but the first two a NUMBER
 */
void cost_figure(struct cost_session *s, str name, arena scratch, buf *out);
/*
 * Over the bits of all samples of all outputs, as the table stands and in every scenario;
 * the same in every build.
 */
uint64_t cost_hash(struct cost_session *s, arena scratch);
/*
 * How much medians and shares vary with the points that are drawn, as standard
 * deviations over the table's scramble and `scrambles` others:
 *
 *   error ID ALTERNATIVE VALUE TEXT         of the median, in the output's unit
 *   error-share ID ALTERNATIVE VALUE TEXT   of the share in which it is the least
 */
void cost_errors(const struct cost *c, str state, arena scratch, buf *out);

#endif
