#include "core/sobol.h"

#include "core/apart.h"

enum { BITS = SOBOL_BITS };

/*
 * A dimension: a primitive polynomial over GF(2), the coefficients as bits, and the first
 * direction numbers, one for each degree; 0 where it has less. They are odd, and the k-th is below
 * 2^k: its k - 1 bits over the lowest stand behind those of the one before, and the polynomial
 * behind them all: eight bytes a dimension in the engine, where numbers apart took twenty.
 */
enum { FIRST_BITS = 36 };
#define DIMENSION(polynomial, a, b, c, d, e, f, g, h, i)                                \
  ((uint64_t)(polynomial) << FIRST_BITS | (uint64_t)((i) >> 1) << 28 |                  \
   (uint64_t)((h) >> 1) << 21 | ((g) >> 1) << 15 | ((f) >> 1) << 10 | ((e) >> 1) << 6 | \
   ((d) >> 1) << 3 | ((c) >> 1) << 1 | (b) >> 1)

static const uint64_t dimensions[SOBOL_DIMENSIONS] = {
    DIMENSION(1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    DIMENSION(3, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    DIMENSION(7, 1, 3, 0, 0, 0, 0, 0, 0, 0),
    DIMENSION(11, 1, 3, 1, 0, 0, 0, 0, 0, 0),
    DIMENSION(13, 1, 1, 1, 0, 0, 0, 0, 0, 0),
    DIMENSION(19, 1, 1, 3, 3, 0, 0, 0, 0, 0),
    DIMENSION(25, 1, 3, 5, 13, 0, 0, 0, 0, 0),
    DIMENSION(37, 1, 1, 5, 5, 17, 0, 0, 0, 0),
    DIMENSION(41, 1, 1, 5, 5, 5, 0, 0, 0, 0),
    DIMENSION(47, 1, 1, 7, 11, 19, 0, 0, 0, 0),
    DIMENSION(55, 1, 1, 5, 1, 1, 0, 0, 0, 0),
    DIMENSION(59, 1, 1, 1, 3, 11, 0, 0, 0, 0),
    DIMENSION(61, 1, 3, 5, 5, 31, 0, 0, 0, 0),
    DIMENSION(67, 1, 3, 3, 9, 7, 49, 0, 0, 0),
    DIMENSION(91, 1, 1, 1, 15, 21, 21, 0, 0, 0),
    DIMENSION(97, 1, 3, 1, 13, 27, 49, 0, 0, 0),
    DIMENSION(103, 1, 1, 1, 15, 7, 5, 0, 0, 0),
    DIMENSION(109, 1, 3, 1, 15, 13, 25, 0, 0, 0),
    DIMENSION(115, 1, 1, 5, 5, 19, 61, 0, 0, 0),
    DIMENSION(131, 1, 3, 7, 11, 23, 15, 103, 0, 0),
    DIMENSION(137, 1, 3, 7, 13, 13, 15, 69, 0, 0),
    DIMENSION(143, 1, 1, 3, 13, 7, 35, 63, 0, 0),
    DIMENSION(145, 1, 3, 5, 9, 1, 25, 53, 0, 0),
    DIMENSION(157, 1, 3, 1, 13, 9, 35, 107, 0, 0),
    DIMENSION(167, 1, 3, 1, 5, 27, 61, 31, 0, 0),
    DIMENSION(171, 1, 1, 5, 11, 19, 41, 61, 0, 0),
    DIMENSION(185, 1, 3, 5, 3, 3, 13, 69, 0, 0),
    DIMENSION(191, 1, 1, 7, 13, 1, 19, 1, 0, 0),
    DIMENSION(193, 1, 3, 7, 5, 13, 19, 59, 0, 0),
    DIMENSION(203, 1, 1, 3, 9, 25, 29, 41, 0, 0),
    DIMENSION(211, 1, 3, 5, 13, 23, 1, 55, 0, 0),
    DIMENSION(213, 1, 3, 7, 3, 13, 59, 17, 0, 0),
    DIMENSION(229, 1, 3, 1, 3, 5, 53, 69, 0, 0),
    DIMENSION(239, 1, 1, 5, 5, 23, 33, 13, 0, 0),
    DIMENSION(241, 1, 1, 7, 7, 1, 61, 123, 0, 0),
    DIMENSION(247, 1, 1, 7, 9, 13, 61, 49, 0, 0),
    DIMENSION(253, 1, 3, 3, 5, 3, 55, 33, 0, 0),
    DIMENSION(285, 1, 3, 1, 15, 31, 13, 49, 245, 0),
    DIMENSION(299, 1, 3, 5, 15, 31, 59, 63, 97, 0),
    DIMENSION(301, 1, 3, 1, 11, 11, 11, 77, 249, 0),
    DIMENSION(333, 1, 3, 1, 11, 27, 43, 71, 9, 0),
    DIMENSION(351, 1, 1, 7, 15, 21, 11, 81, 45, 0),
    DIMENSION(355, 1, 3, 7, 3, 25, 31, 65, 79, 0),
    DIMENSION(357, 1, 3, 1, 1, 19, 11, 3, 205, 0),
    DIMENSION(361, 1, 1, 5, 9, 19, 21, 29, 157, 0),
    DIMENSION(369, 1, 3, 7, 11, 1, 33, 89, 185, 0),
    DIMENSION(391, 1, 3, 3, 3, 15, 9, 79, 71, 0),
    DIMENSION(397, 1, 3, 7, 11, 15, 39, 119, 27, 0),
    DIMENSION(425, 1, 1, 3, 1, 11, 31, 97, 225, 0),
    DIMENSION(451, 1, 1, 1, 3, 23, 43, 57, 177, 0),
    DIMENSION(463, 1, 3, 7, 7, 17, 17, 37, 71, 0),
    DIMENSION(487, 1, 3, 1, 5, 27, 63, 123, 213, 0),
    DIMENSION(501, 1, 1, 3, 5, 11, 43, 53, 133, 0),
    DIMENSION(529, 1, 3, 5, 5, 29, 17, 47, 173, 479),
    DIMENSION(539, 1, 3, 3, 11, 3, 1, 109, 9, 69),
    DIMENSION(545, 1, 1, 1, 5, 17, 39, 23, 5, 343),
    DIMENSION(557, 1, 3, 1, 5, 25, 15, 31, 103, 499),
    DIMENSION(563, 1, 1, 1, 11, 11, 17, 63, 105, 183),
    DIMENSION(601, 1, 1, 5, 11, 9, 29, 97, 231, 363),
    DIMENSION(607, 1, 1, 5, 15, 19, 45, 41, 7, 383),
    DIMENSION(617, 1, 3, 7, 7, 31, 19, 83, 137, 221),
    DIMENSION(623, 1, 1, 1, 3, 23, 15, 111, 223, 83),
    DIMENSION(631, 1, 1, 5, 13, 31, 15, 55, 25, 161),
    DIMENSION(637, 1, 1, 3, 13, 25, 47, 39, 87, 257),
};

/* Eight points at once, in the vectors that gcc and clang have for every target. */
enum { LANES = 8 };
typedef uint16_t lanes __attribute__((vector_size(16)));

static inline lanes lanes_of(uint16_t x) {
  return (lanes){x, x, x, x, x, x, x, x};
}

static inline lanes lanes_load(const uint16_t *at) {
  lanes values;
  __builtin_memcpy(&values, at, sizeof values);
  return values;
}

static inline void lanes_store(uint16_t *at, lanes values) {
  __builtin_memcpy(at, &values, sizeof values);
}

/* Bit 0 becomes bit 15. */
static inline lanes reverse(lanes x) {
  x = (x & 0x5555) << 1 | (x >> 1 & 0x5555);
  x = (x & 0x3333) << 2 | (x >> 2 & 0x3333);
  x = (x & 0x0f0f) << 4 | (x >> 4 & 0x0f0f);
  return x << 8 | x >> 8;
}

static uint32_t degree_of(uint32_t polynomial) {
  uint32_t degree = 0;
  for (; polynomial > 1; polynomial >>= 1) {
    degree++;
  }
  return degree;
}

/* The first direction numbers, from 0 on. */
static uint32_t first_of(uint64_t dimension, uint32_t i) {
  uint32_t bits = (uint32_t)(dimension >> i * (i - 1) / 2) & ((1U << i) - 1);
  return bits << 1 | 1;
}

/*
 * The direction numbers as fractions of 2^BITS. For a polynomial of degree s, each one
 * is the s-th before it, once as it is and once 2^s times smaller, and those between
 * that have a coefficient.
 */
APART static void directions_make(uint64_t d, uint32_t ret[BITS]) {
  uint32_t polynomial = (uint32_t)(d >> FIRST_BITS);
  uint32_t degree = degree_of(polynomial);
  for (uint32_t i = 0; i < BITS; i++) {
    if (degree == 0 || i < degree) {
      ret[i] = (degree == 0 ? 1 : first_of(d, i)) << (BITS - 1 - i);
      continue;
    }
    uint32_t next = ret[i - degree] ^ ret[i - degree] >> degree;
    for (uint32_t k = 1; k < degree; k++) {
      next ^= (polynomial >> (degree - k) & 1) != 0 ? ret[i - k] : 0;
    }
    ret[i] = next;
  }
}

/* One step of SplitMix64 behind `x`: 64 bits that depend on each bit of it. */
static uint64_t mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9U;
  x = (x ^ x >> 27) * 0x94D049BB133111EBU;
  return x ^ x >> 31;
}

/*
 * Owen's scrambling flips each digit by a coin that the digits before it choose. Here
 * the digits stand reversed, the first one lowest, and each operation carries upwards
 * only: what happens to a digit depends on those before it alone, and the first 16 are
 * the same as of constants with 32 bits.
 */
static inline lanes scramble(lanes reversed, uint16_t add, uint16_t times) {
  lanes x = reversed;
  x ^= x * 0xadea;
  x += add;
  x *= times;
  x ^= x * 0x6c56;
  x ^= x * 0x2864;
  return reverse(x);
}

APART static void random_column(uint64_t key, uint32_t count, uint16_t *ret) {
  for (uint32_t i = 0; i < count; i++) {
    ret[i] = (uint16_t)(mix(key + i * 0x9E3779B97F4A7C15U) >> 48);
  }
}

/* Point i is the sum of the directions of its bits: each bit doubles what there is. */
static void points_make(uint64_t d, uint32_t count, uint16_t *ret) {
  uint32_t directions[BITS];
  directions_make(d, directions);
  if (count > 0) {
    ret[0] = 0;
  }
  for (uint32_t bit = 0; bit < BITS && (uint32_t)1 << bit < count; bit++) {
    uint32_t have = (uint32_t)1 << bit;
    uint32_t more = count - have < have ? count - have : have;
    lanes direction = reverse(lanes_of((uint16_t)directions[bit]));
    uint32_t i = 0;
    for (; more - i >= LANES; i += LANES) {
      lanes_store(ret + have + i, lanes_load(ret + i) ^ direction);
    }
    for (; i < more; i++) {
      ret[have + i] = ret[i] ^ direction[0];
    }
  }
}

void sobol_column(uint32_t seed, uint32_t dimension, uint32_t count, uint16_t *ret) {
  uint64_t key = mix((uint64_t)seed << 32 | dimension);
  if (dimension >= SOBOL_DIMENSIONS) {
    random_column(key, count, ret);
    return;
  }
  points_make(dimensions[dimension], count, ret);
  uint16_t add = (uint16_t)key;
  uint16_t times = (uint16_t)(key >> 32) | 1;
  uint32_t i = 0;
  for (; count - i >= LANES; i += LANES) {
    lanes_store(ret + i, scramble(lanes_load(ret + i), add, times));
  }
  for (; i < count; i++) {
    ret[i] = scramble(lanes_of(ret[i]), add, times)[0];
  }
}
