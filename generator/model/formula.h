/*
 * Formulas: small total expressions over quantities with units.
 *
 *     or < and < not < comparison < + - < * / < sign < ^      if min max ceil floor ...
 *     16 engh/retrain         a number takes its whole unit
 *     calls, H                a name
 *     llm[baseline].cached    a price: of the row that an input chooses, or of a row
 *     total[prompt]           what an output, or a sum of lines, is for an alternative
 *     x within [a, b]         as a <= x and x <= b
 *
 * In outputs and claims alone, over all samples:
 *
 *     P(condition)            the share of samples in which it holds
 *     mean(x), quantile(q, x) q from 0 to 1; undefined samples are left out
 *     rank(x, input)          rank correlation with an input that is sampled
 *     breakeven(input, x, y)  per sample, the value of the input at which x and y cross:
 *                             only within quantile(q, .), or compared inside P(.), since
 *                             some samples may have none
 *
 * formula_parse makes a tree; formula_compile types it and turns it into steps.
 */
#ifndef FINGERPOST_MODEL_FORMULA_H
#define FINGERPOST_MODEL_FORMULA_H

#include "core/vm.h"
#include "model/unit.h"

enum {
  FORMULA_DEPTH_MAX = 32,  /* parentheses, calls, signs: people use five or six */
  FORMULA_NODES_MAX = 500, /* of one formula: `let` gives parts of a longer one names */
};

enum formula_kind {
  FORMULA_NUMBER,
  FORMULA_NAME,   /* and NAME[index], NAME[index].column */
  FORMULA_OP,     /* `op` over its operands, in the order of the step */
  FORMULA_WITHIN, /* x, a, b */
  FORMULA_STAT    /* `stat` over its operands, in the order written */
};

enum formula_stat { STAT_NONE, STAT_P, STAT_MEAN, STAT_QUANTILE, STAT_RANK, STAT_BREAKEVEN };

struct formula_node {
  enum formula_kind kind;
  enum vm_op op;
  enum formula_stat stat;
  const struct formula_node *operand[3];
  double number; /* in its unit */
  struct unit unit;
  str name, index, column; /* `column` only with an index; empty: none */
  bool is_indexed;
  int32_t beg, end; /* in the text */
  int32_t index_beg, column_beg;
};

struct formula {
  const struct ydoc *doc;
  uint32_t node;
  const struct formula_node *root; /* NULL: there was a diagnostic, or no text */
};

/* Parses the text of a node; false, with a diagnostic, when it is no formula. */
bool formula_parse(const struct unit_reader *r, const struct ydoc *doc, uint32_t node,
                   struct formula *ret_formula);
/* The part beg .. end-1 of the formula's text as a place. */
span formula_place(const struct formula *f, int32_t beg, int32_t end);

/* Words of the language, now and in time: nothing may be called by one. */
bool formula_is_reserved(str name);

#endif
