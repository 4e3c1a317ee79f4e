/*
 * Arithmetic by the thousand, the same cases in every build, each group as one digest.
 */
#ifndef FINGERPOST_TESTS_NUMBERS_CASES_H
#define FINGERPOST_TESTS_NUMBERS_CASES_H

#include "numbers_samples.h"

enum { NUMBERS_CASES = 5000, NUMBERS_TEXT_MAX = 512 };

static inline void numbers_digits(struct numbers *n, buf *text, uint32_t most) {
  uint32_t count = 1 + numbers_below(n, most);
  for (uint32_t i = 0; i < count; i++) {
    buf_byte(text, (char)('0' + numbers_below(n, 10)));
  }
}

/* A literal, which for one in sixteen has a byte too many. */
static inline void numbers_literal(struct numbers *n, buf *text) {
  if (numbers_below(n, 4) == 0) {
    buf_byte(text, '-');
  }
  numbers_digits(n, text, numbers_below(n, 16) == 0 ? 300 : 20);
  if (numbers_below(n, 2) == 0) {
    buf_byte(text, '.');
    numbers_digits(n, text, 25);
  }
  if (numbers_below(n, 2) == 0) {
    buf_byte(text, "eE"[numbers_below(n, 2)]);
    int power = (int)numbers_below(n, 700) - 350;
    buf_str(text, power % 2 == 1 ? STR("+") : STR(""));
    buf_int(text, power);
  }
  if (numbers_below(n, 16) == 0) {
    buf_byte(text, "+.e x-,_"[numbers_below(n, 8)]);
  }
}

static inline void numbers_print(struct numbers *n, double x) {
  char memory[NUMBERS_TEXT_MAX];
  buf text = buf_over(memory, NUMBERS_TEXT_MAX);
  double back = FMATH_UNDEFINED;
  num_print(&text, x);
  numbers_take(n, num_parse(buf_text(&text), &back) ? back : FMATH_UNDEFINED);
  num_print_grouped(&text, x, 1 + (int)numbers_below(n, 17));
  num_print_fixed(&text, x, (int)numbers_below(n, 13));
  numbers_take_text(n, buf_text(&text));
}

static inline void numbers_parse(struct numbers *n) {
  char memory[NUMBERS_TEXT_MAX];
  buf text = buf_over(memory, NUMBERS_TEXT_MAX);
  double value = FMATH_UNDEFINED;
  numbers_literal(n, &text);
  numbers_take_text(n, num_parse(buf_text(&text), &value) ? STR("sound") : STR("refused"));
  numbers_take(n, value);
}

/* As people type them: groups, and a letter behind. */
static inline void numbers_typed(struct numbers *n) {
  char memory[NUMBERS_TEXT_MAX];
  buf text = buf_over(memory, NUMBERS_TEXT_MAX);
  double value = FMATH_UNDEFINED;
  double x = numbers_plain(n);
  num_print_grouped(&text, x, 1 + (int)numbers_below(n, 17));
  if (numbers_below(n, 2) == 0) {
    buf_byte(&text, "kMG ,x"[numbers_below(n, 6)]);
  }
  numbers_take_text(n, num_parse_typed(buf_text(&text), &value) ? STR("sound") : STR("refused"));
  numbers_take(n, value);
}

/* Arguments from all doubles and, mostly, from those that formulas meet. */
static inline void numbers_functions(struct numbers *n) {
  double x = numbers_below(n, 4) == 0 ? numbers_any(n) : numbers_plain(n);
  double small = (numbers_next(n) / 4294967296.0 - 0.5) * 1500;
  numbers_take(n, fmath_floor(x));
  numbers_take(n, fmath_ceil(x));
  numbers_take(n, fmath_sqrt(x));
  numbers_take(n, fmath_log(x));
  numbers_take(n, fmath_exp(small));
  numbers_take(n, fmath_power(x, (int)numbers_below(n, 21) - 10));
}

enum numbers_group {
  NUMBERS_PRINT,
  NUMBERS_PARSE,
  NUMBERS_TYPED,
  NUMBERS_FUNCTIONS,
  NUMBERS_SAMPLES,
  NUMBERS_GROUPS
};

static inline uint64_t numbers_digest(uint32_t group) {
  struct numbers n = {.seed = group, .digest = 0xcbf29ce484222325U};
  for (int i = 0; i < NUMBERS_CASES; i++) {
    switch ((enum numbers_group)group) {
      case NUMBERS_PRINT:
        numbers_print(&n, i % 2 == 0 ? numbers_any(&n) : numbers_plain(&n));
        break;
      case NUMBERS_PARSE:
        numbers_parse(&n);
        break;
      case NUMBERS_TYPED:
        numbers_typed(&n);
        break;
      case NUMBERS_FUNCTIONS:
        numbers_functions(&n);
        break;
      case NUMBERS_SAMPLES:
        numbers_samples(&n);
        break;
      case NUMBERS_GROUPS:
        break;
    }
  }
  return n.digest;
}

#endif
