/*
 * Digests of all bits of what formulas and functions give: the same in every build.
 */
#ifndef FINGERPOST_TESTS_DIGEST_H
#define FINGERPOST_TESTS_DIGEST_H

#include "digest_samples.h"
#include "formulas.h"

enum digest_of {
  DIGEST_FORMULAS,
  DIGEST_EXP,
  DIGEST_LOG,
  DIGEST_SQRT,
  DIGEST_POWER,
  DIGEST_SAMPLES,
  DIGESTS
};

static const uint64_t digest_golden[DIGESTS] = {
    0x6dfe25e9d46711b3, 0x30197ac6cc6dd239, 0xe0e52ee1d46d7d02,
    0x11600529cfa4d0e0, 0x8e18c7e463f7ed8c, 0x638879cc08cc43f4,
};

enum { DIGEST_PROGRAMS = 2000, DIGEST_LENGTH = 300, DIGEST_ARGUMENTS = 100 * 1000 };

static inline uint64_t digest_formulas(void) {
  static _Alignas(16) char memory[DIGEST_MEMORY];
  uint64_t digest = 0;
  uint64_t seed = 20261121;
  for (int i = 0; i < DIGEST_PROGRAMS; i++) {
    arena a = {memory, memory + sizeof memory};
    struct formula f = formula_make(&seed, DIGEST_LENGTH, &a);
    const struct vm_column *columns = vm_run(&f.program, f.inputs, &a);
    for (uint32_t k = 0; k < f.program.step_count; k++) {
      digest = digest_column(digest, &columns[k]);
    }
  }
  return digest;
}

/* Its bits, or a mark: what is not finite has other bits in other builds. */
static inline uint64_t digest_word(double value) {
  return fmath_is_finite(value) ? digest_bits(value) : 1;
}

static inline uint64_t digest_function(enum digest_of what) {
  uint64_t digest = 0;
  uint64_t seed = 7;
  for (int i = 0; i < DIGEST_ARGUMENTS; i++) {
    double any = formula_any(&seed);
    double share = formula_share(&seed);
    double size = any < 0 ? -any : any;
    double value = 0;
    if (what == DIGEST_EXP) {
      value = fmath_exp((share - 0.5) * (i % 2 == 0 ? 1500 : 4));
    } else if (what == DIGEST_LOG) {
      value = fmath_log(i % 2 == 0 ? size : share * 2);
    } else if (what == DIGEST_SQRT) {
      value = fmath_sqrt(size);
    } else {
      value = fmath_power(share * 2, i % (2 * VM_POWER_MAX + 1) - VM_POWER_MAX);
    }
    digest = digest_add(digest, digest_word(value));
  }
  return digest;
}

static inline uint64_t digest_compute(enum digest_of what) {
  if (what == DIGEST_SAMPLES) {
    return digest_samples();
  }
  return what == DIGEST_FORMULAS ? digest_formulas() : digest_function(what);
}

#endif
