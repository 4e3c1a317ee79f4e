/*
 * Values of questions: from text as people and links write it to the cells that
 * it leaves, and back to one spelling.
 *
 *     yes, CHOICE        a choice by its id
 *     50k                a number as people type it
 *     50k..200k          any number from the first to the second; also "50k–200k"
 *     unsure             the reader does not know: every cell is left
 */
#ifndef FINGERPOST_CORE_DECIDE_VALUE_H
#define FINGERPOST_CORE_DECIDE_VALUE_H

#include "core/decide.h"

/* What a state says of a question. */
struct decide_given {
  bool is_given;
  bool is_unsure;
  bool counts;       /* the walk asked it */
  uint32_t beg, end; /* the cells that it leaves, beg .. end-1 */
  double low, high;  /* numbers, when not unsure: equal for a plain one */
};

/* What stands for "I do not know": no choice may have this id. */
#define DECIDE_UNSURE STR("unsure")

enum { DECIDE_VALUE_MAX = 64 }; /* longer than two numbers of num_print and two points */

str decide_text(const struct decide *d, struct pack_text slice);
const struct decide_answer *decide_answers(const struct decide *d, const struct decide_question *q);
/* The answer, in the author's order, that a cell belongs to: every cell has one. */
uint32_t decide_answer_with(const struct decide *d, const struct decide_question *q, uint32_t cell);

/* Whether `text` is a value of the question; if not, nothing is given. */
bool decide_value_parse(const struct decide *d, const struct decide_question *q, str text,
                        struct decide_given *ret_given);
/* The value in canonical spelling; `memory` has DECIDE_VALUE_MAX bytes, which only numbers need. */
str decide_value_text(const struct decide *d, const struct decide_question *q,
                      const struct decide_given *given, char *memory);
/* How it reads: numbers with their thousands grouped, a range with a dash. */
void decide_value_print(const struct decide *d, const struct decide_question *q,
                        const struct decide_given *given, buf *out);

#endif
