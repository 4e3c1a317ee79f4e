/*
 * Columnar VM: formulas over columns of samples.
 *
 * A program is a list of steps in the order of their dependencies; step i
 * computes column i from constants, inputs and earlier columns. A column has one
 * value for each sample or, where nothing uncertain leads to it, one value in
 * all. Values are in base units; units were checked when the table was read and
 * do not exist here. Only + - * /, sqrt, comparisons and the project's own
 * functions occur, in the order written, so that every build gives the same bits.
 *
 * A value that is undefined (x/0, the root of a negative number, anything beyond
 * the largest double) is masked: it is 0 in the column and 0 in the column's
 * mask, and so is whatever is computed from it. No NaN and no infinity is stored.
 * What is smaller than any double becomes 0. True is whatever is not 0.
 *
 * Some steps look at a whole column: MEAN, QUANTILE and RANK give one value, BREAKEVEN
 * one for each sample. They leave undefined samples out, and a column of one value is
 * one whose samples are all the same.
 */
#ifndef FINGERPOST_CORE_VM_H
#define FINGERPOST_CORE_VM_H

#include "core/arena.h"

/* X(name, operands): operands are earlier steps, unless the comment says otherwise. */
#define VM_OPS(X)                                                                      \
  X(CONST, 0) /* a: constant */                                                        \
  X(INPUT, 0) /* a: input */                                                           \
  X(PICK, 1)  /* a: a whole index 0 .. c-1; b: the first of c constants; c */          \
  X(NEG, 1)                                                                            \
  X(ADD, 2)                                                                            \
  X(SUB, 2)                                                                            \
  X(MUL, 2)                                                                            \
  X(DIV, 2)                                                                            \
  X(POW, 1) /* b: a whole exponent, two's complement, -64 .. 64 */                     \
  X(MIN, 2)                                                                            \
  X(MAX, 2)                                                                            \
  X(LT, 2) /* comparisons give 1 or 0 */                                               \
  X(LE, 2)                                                                             \
  X(EQ, 2)                                                                             \
  X(NOT, 1)                                                                            \
  X(AND, 2)                                                                            \
  X(OR, 2)                                                                             \
  X(IF, 3) /* a ? b : c; only the branch taken has to be defined */                    \
  X(FLOOR, 1)                                                                          \
  X(CEIL, 1)                                                                           \
  X(ABS, 1)                                                                            \
  X(SQRT, 1)                                                                           \
  X(EXP, 1)                                                                            \
  X(LOG, 1)                                                                            \
  X(MEAN, 1)      /* of a condition, the share of samples in which it holds */         \
  X(QUANTILE, 2)  /* a: which, one value from 0 to 1; b: of what; see core/stat.h */   \
  X(RANK, 2)      /* Spearman's correlation; undefined when one operand is constant */ \
  X(BREAKEVEN, 1) /* of what a is, as a function of input b; c: first of 2 constants */

/*
 * BREAKEVEN: the value of input b at which step a begins or ceases to be negative, all
 * else as it is in the sample, b from the first constant up to the second, both above
 * 0. VM_NEVER where there is none, so that it sorts last. In closed form where a is
 * affine in b; otherwise at the first change of sign between VM_POINTS points on a log
 * scale, halved VM_HALVINGS times. Undefined where a is at a point that was looked at.
 * Steps in between that look at whole columns stay as they are.
 */
enum vm_op {
#define VM_OP(name, operands) VM_##name,
  VM_OPS(VM_OP)
#undef VM_OP
      VM_OP_COUNT
};

enum {
  VM_STEPS_MAX = 20 * 1000, /* the largest table has some hundreds */
  VM_SAMPLES_MAX = 1 << 20, /* a column of them takes 8 MiB */
  VM_POWER_MAX = 64,        /* bounds the work of a step; units have exponents up to 8 */
  VM_BREAKEVENS_MAX = 200,  /* each may compute all steps before it some 80 times */
  VM_POINTS = 16,
  VM_HALVINGS = 60
};

#define VM_NEVER 0x1.fffffffffffffp1023 /* the largest double */

struct vm_step {
  uint32_t op;
  uint32_t a, b, c;
};

struct vm_program {
  const struct vm_step *steps;
  uint32_t step_count;
  const double *constants;
  uint32_t constant_count;
  uint32_t input_count;
};

struct vm_column {
  const double *values;
  const uint8_t *mask; /* 1: defined; NULL: all are */
  uint32_t count;      /* 1, or the number of samples */
};

/* Whether every operand is an earlier step, constant or input that exists and may stand there. */
bool vm_check(const struct vm_program *p);
/*
 * Computes all steps of a program that vm_check accepts; results, step_count of them,
 * live on `a` or are constants and inputs themselves. `inputs` has input_count columns
 * of finite values, each of one value or of as many as the others.
 */
const struct vm_column *vm_run(const struct vm_program *p, const struct vm_column *inputs,
                               arena *a);

#endif
