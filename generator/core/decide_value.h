/*
 * Values of questions: from text as people and links write it to the cells that
 * it leaves, and back to one spelling.
 *
 *     yes, CHOICE        a choice by its id
 *     50k                a number as people type it
 *     50k..200k          any number from the first to the second; also "50k–200k"
 *     2013-01-19         a day, and ranges of them
 *     CHOICE,CHOICE      several choices; `none` of them
 *     unsure             the reader does not know: every cell is left
 */
#ifndef FINGERPOST_CORE_DECIDE_VALUE_H
#define FINGERPOST_CORE_DECIDE_VALUE_H

#include "core/decide.h"

/* The cells that an answer leaves to a variable, beg .. end-1. */
struct decide_cells {
  uint32_t beg, end;
};

/* What a state says of a question. */
struct decide_given {
  bool is_given;
  bool is_unsure;
  bool counts;      /* the walk asked it */
  uint32_t refused; /* 1 + the rule that it breaks: then it is not given; or 0 */
  double low, high; /* numbers, when not unsure: equal for a plain one */
};

/* All that a state says: by question, by variable, and by answer whether it is chosen. */
struct decide_givens {
  struct decide_given *of;
  struct decide_cells *cells;
  bool *chosen;
};

/* What stands for "I do not know", and for no choice of several: no choice may have such an id. */
#define DECIDE_UNSURE STR("unsure")
#define DECIDE_NOTHING STR("none")

/* Of nothing; memory comes from `a`. */
struct decide_givens decide_givens_new(const struct decide *d, arena *a);

str decide_text(const struct decide *d, struct pack_text slice);
const struct decide_answer *decide_answers(const struct decide *d, const struct decide_question *q);
const struct decide_question *decide_question(const struct decide *d, uint32_t question);
/* The answer, in the author's order, that a cell belongs to: every cell has one. */
uint32_t decide_answer_with(const struct decide *d, const struct decide_question *q, uint32_t cell);

/* In another unit: multiplied and rounded to six digits; as it is when the factor is 1. */
double decide_convert(double value, double factor);
/*
 * A value from a figure as the cost table writes it; "never" is DECIDE_NEVER. False:
 * it is no figure, or what it is for (factor 0) takes none.
 */
bool decide_figure(double factor, str text, double *ret);
/*
 * Whether `text` is a value of the question; if not, nothing is given. With "~" before
 * it, it is the value of the input that the answer feeds, in that input's unit.
 */
bool decide_value_parse(const struct decide *d, uint32_t question, str text,
                        struct decide_givens *givens);
/* The value in canonical spelling. */
void decide_value_write(const struct decide *d, uint32_t question,
                        const struct decide_givens *givens, buf *out);
/* How it reads: numbers with their thousands grouped, a range with a dash. */
void decide_value_print(const struct decide *d, uint32_t question,
                        const struct decide_givens *givens, buf *out);
/* The choice or the band that the value is, or DECIDE_NONE when it may be several. */
uint32_t decide_value_answer(const struct decide *d, uint32_t question,
                             const struct decide_givens *givens);

/* A number in a cell: an end that belongs to it, else something between. */
double decide_number_in(const struct decide *d, const struct decide_question *q, uint32_t cell);
/* A number as people type it, or a day. */
bool decide_number_parse(bool is_day, str text, double *ret);
/* A number or a day; canonical, or as it reads. */
void decide_number_print(bool is_day, double value, bool is_canonical, buf *out);
bool decide_is_number(const struct decide_question *q);

#endif
