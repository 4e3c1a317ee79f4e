#include "core/sobol.h"

enum { BITS = 32, DEGREE_MAX = 9 };

/*
 * A dimension: a primitive polynomial over GF(2), the coefficients as bits, and the
 * first direction numbers, one for each degree. The first dimension has all of them 1.
 */
struct dimension {
  uint16_t polynomial;
  uint16_t first[DEGREE_MAX];
};

static const struct dimension dimensions[SOBOL_DIMENSIONS] = {
    {1, {1}},
    {3, {1}},
    {7, {1, 3}},
    {11, {1, 3, 1}},
    {13, {1, 1, 1}},
    {19, {1, 1, 3, 3}},
    {25, {1, 3, 5, 13}},
    {37, {1, 1, 5, 5, 17}},
    {41, {1, 1, 5, 5, 5}},
    {47, {1, 1, 7, 11, 19}},
    {55, {1, 1, 5, 1, 1}},
    {59, {1, 1, 1, 3, 11}},
    {61, {1, 3, 5, 5, 31}},
    {67, {1, 3, 3, 9, 7, 49}},
    {91, {1, 1, 1, 15, 21, 21}},
    {97, {1, 3, 1, 13, 27, 49}},
    {103, {1, 1, 1, 15, 7, 5}},
    {109, {1, 3, 1, 15, 13, 25}},
    {115, {1, 1, 5, 5, 19, 61}},
    {131, {1, 3, 7, 11, 23, 15, 103}},
    {137, {1, 3, 7, 13, 13, 15, 69}},
    {143, {1, 1, 3, 13, 7, 35, 63}},
    {145, {1, 3, 5, 9, 1, 25, 53}},
    {157, {1, 3, 1, 13, 9, 35, 107}},
    {167, {1, 3, 1, 5, 27, 61, 31}},
    {171, {1, 1, 5, 11, 19, 41, 61}},
    {185, {1, 3, 5, 3, 3, 13, 69}},
    {191, {1, 1, 7, 13, 1, 19, 1}},
    {193, {1, 3, 7, 5, 13, 19, 59}},
    {203, {1, 1, 3, 9, 25, 29, 41}},
    {211, {1, 3, 5, 13, 23, 1, 55}},
    {213, {1, 3, 7, 3, 13, 59, 17}},
    {229, {1, 3, 1, 3, 5, 53, 69}},
    {239, {1, 1, 5, 5, 23, 33, 13}},
    {241, {1, 1, 7, 7, 1, 61, 123}},
    {247, {1, 1, 7, 9, 13, 61, 49}},
    {253, {1, 3, 3, 5, 3, 55, 33}},
    {285, {1, 3, 1, 15, 31, 13, 49, 245}},
    {299, {1, 3, 5, 15, 31, 59, 63, 97}},
    {301, {1, 3, 1, 11, 11, 11, 77, 249}},
    {333, {1, 3, 1, 11, 27, 43, 71, 9}},
    {351, {1, 1, 7, 15, 21, 11, 81, 45}},
    {355, {1, 3, 7, 3, 25, 31, 65, 79}},
    {357, {1, 3, 1, 1, 19, 11, 3, 205}},
    {361, {1, 1, 5, 9, 19, 21, 29, 157}},
    {369, {1, 3, 7, 11, 1, 33, 89, 185}},
    {391, {1, 3, 3, 3, 15, 9, 79, 71}},
    {397, {1, 3, 7, 11, 15, 39, 119, 27}},
    {425, {1, 1, 3, 1, 11, 31, 97, 225}},
    {451, {1, 1, 1, 3, 23, 43, 57, 177}},
    {463, {1, 3, 7, 7, 17, 17, 37, 71}},
    {487, {1, 3, 1, 5, 27, 63, 123, 213}},
    {501, {1, 1, 3, 5, 11, 43, 53, 133}},
    {529, {1, 3, 5, 5, 29, 17, 47, 173, 479}},
    {539, {1, 3, 3, 11, 3, 1, 109, 9, 69}},
    {545, {1, 1, 1, 5, 17, 39, 23, 5, 343}},
    {557, {1, 3, 1, 5, 25, 15, 31, 103, 499}},
    {563, {1, 1, 1, 11, 11, 17, 63, 105, 183}},
    {601, {1, 1, 5, 11, 9, 29, 97, 231, 363}},
    {607, {1, 1, 5, 15, 19, 45, 41, 7, 383}},
    {617, {1, 3, 7, 7, 31, 19, 83, 137, 221}},
    {623, {1, 1, 1, 3, 23, 15, 111, 223, 83}},
    {631, {1, 1, 5, 13, 31, 15, 55, 25, 161}},
    {637, {1, 1, 3, 13, 25, 47, 39, 87, 257}}};

/* Four points at once, in the vectors that gcc and clang have for every target. */
enum { LANES = 4 };
typedef uint32_t quad __attribute__((vector_size(16)));

static inline quad quad_of(uint32_t x) {
  return (quad){x, x, x, x};
}

static inline quad quad_load(const uint32_t *at) {
  quad values;
  __builtin_memcpy(&values, at, sizeof values);
  return values;
}

static inline void quad_store(uint32_t *at, quad values) {
  __builtin_memcpy(at, &values, sizeof values);
}

/* Bit 0 becomes bit 31. */
static inline quad reverse(quad x) {
  x = (x & 0x55555555) << 1 | (x >> 1 & 0x55555555);
  x = (x & 0x33333333) << 2 | (x >> 2 & 0x33333333);
  x = (x & 0x0f0f0f0f) << 4 | (x >> 4 & 0x0f0f0f0f);
  x = (x & 0x00ff00ff) << 8 | (x >> 8 & 0x00ff00ff);
  return x << 16 | x >> 16;
}

static uint32_t degree_of(uint32_t polynomial) {
  uint32_t degree = 0;
  for (; polynomial > 1; polynomial >>= 1) {
    degree++;
  }
  return degree;
}

/*
 * The direction numbers as fractions of 2^32. For a polynomial of degree s, each one
 * is the s-th before it, once as it is and once 2^s times smaller, and those between
 * that have a coefficient.
 */
static void directions_make(const struct dimension *d, uint32_t ret[BITS]) {
  uint32_t degree = degree_of(d->polynomial);
  for (uint32_t i = 0; i < BITS; i++) {
    if (degree == 0 || i < degree) {
      uint32_t first = degree == 0 ? 1 : d->first[i];
      ret[i] = first << (BITS - 1 - i);
      continue;
    }
    uint32_t next = ret[i - degree] ^ ret[i - degree] >> degree;
    for (uint32_t k = 1; k < degree; k++) {
      next ^= (d->polynomial >> (degree - k) & 1) != 0 ? ret[i - k] : 0;
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
 * only: what happens to a digit depends on those before it alone.
 */
static inline quad scramble(quad reversed, uint32_t add, uint32_t times) {
  quad x = reversed;
  x ^= x * 0x3d20adea;
  x += add;
  x *= times;
  x ^= x * 0x05526c56;
  x ^= x * 0x53a22864;
  return reverse(x);
}

static void random_column(uint64_t key, uint32_t count, uint32_t *ret) {
  for (uint32_t i = 0; i < count; i++) {
    ret[i] = (uint32_t)(mix(key + i * 0x9E3779B97F4A7C15U) >> 32);
  }
}

/* Point i is the sum of the directions of its bits: each bit doubles what there is. */
static void points_make(const struct dimension *d, uint32_t count, uint32_t *ret) {
  uint32_t directions[BITS];
  directions_make(d, directions);
  if (count > 0) {
    ret[0] = 0;
  }
  for (uint32_t bit = 0; bit < BITS && (uint32_t)1 << bit < count; bit++) {
    uint32_t have = (uint32_t)1 << bit;
    uint32_t more = count - have < have ? count - have : have;
    quad direction = reverse(quad_of(directions[bit]));
    uint32_t i = 0;
    for (; more - i >= LANES; i += LANES) {
      quad_store(ret + have + i, quad_load(ret + i) ^ direction);
    }
    for (; i < more; i++) {
      ret[have + i] = ret[i] ^ direction[0];
    }
  }
}

void sobol_column(uint32_t seed, uint32_t dimension, uint32_t count, uint32_t *ret) {
  uint64_t key = mix((uint64_t)seed << 32 | dimension);
  if (dimension >= SOBOL_DIMENSIONS) {
    random_column(key, count, ret);
    return;
  }
  points_make(&dimensions[dimension], count, ret);
  uint32_t add = (uint32_t)key;
  uint32_t times = (uint32_t)(key >> 32) | 1;
  uint32_t i = 0;
  for (; count - i >= LANES; i += LANES) {
    quad_store(ret + i, scramble(quad_load(ret + i), add, times));
  }
  for (; i < count; i++) {
    ret[i] = scramble(quad_of(ret[i]), add, times)[0];
  }
}
