/*
 * Scrambled Sobol points: the samples of a table's uncertain inputs.
 *
 * Each input is a dimension, and sample i of every dimension is one point. Of each
 * dimension, the first 2^k samples stand one in each of the 2^k equal intervals, and
 * pairs of dimensions fill rectangles about as evenly, so that a mean over them errs
 * much less than one over random numbers. Only integers occur: every build gives the
 * same points.
 *
 * Direction numbers: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better
 * two-dimensional projections", SIAM J. Sci. Comput. 30 (2008), their table
 * new-joe-kuo-6.21201. Scrambling: A. B. Owen's nested uniform scrambling, by a hash
 * of the kind that S. Laine and T. Karras found ("Stratified sampling for stochastic
 * transparency", 2011), with N. Vegdahl's constants ("Building a better LK hash",
 * 2021). A dimension behind the table has plain random numbers: G. L. Steele's
 * SplitMix64 of seed, dimension and index.
 */
#ifndef FINGERPOST_CORE_SOBOL_H
#define FINGERPOST_CORE_SOBOL_H

#include <stdint.h>

enum {
  SOBOL_BITS = 16,      /* of a point: more than 2^16 are never drawn */
  SOBOL_DIMENSIONS = 64 /* a large table has some 35 inputs */
};

/*
 * Writes `count` samples, at most 2^SOBOL_BITS, each a fraction of that. The column of a
 * smaller count is a prefix.
 */
void sobol_column(uint32_t seed, uint32_t dimension, uint32_t count, uint16_t *ret);

#endif
