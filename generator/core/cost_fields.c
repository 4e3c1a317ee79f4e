#include "core/cost_parts.h"
#include "core/fmath.h"
#include "core/num.h"

/* TEXT: the whole number, and up to `digits` significant digits of all. */
static void text_write(buf *out, double value, int digits) {
  double whole_from = fmath_power(10, digits - 1);
  const double whole_to = 1e15; /* from here on, doubles of more digits say nothing */
  double size = value < 0 ? -value : value;
  if (size >= whole_from && size < whole_to) {
    num_print_fixed(out, value, 0);
  } else {
    num_print_grouped(out, value, digits);
  }
}

void cost_undefined(buf *out) {
  buf_str(out, STR("\tundefined\tundefined"));
}

void cost_number(buf *out, double value, int digits) {
  if (!fmath_is_finite(value)) {
    cost_undefined(out);
    return;
  }
  buf_byte(out, '\t');
  num_print(out, value);
  buf_byte(out, '\t');
  text_write(out, value, digits);
}

void cost_shown(buf *out, double value, double factor, int digits) {
  if (value == VM_NEVER) {
    buf_str(out, STR("\tnever\tnever"));
  } else {
    cost_number(out, value / factor, digits);
  }
}

void cost_percent(buf *out, double share) {
  const double few = 0.01;
  if (share > 0 && share < few) {
    buf_str(out, STR("<1 %"));
  } else if (share > 1 - few && share < 1) {
    buf_str(out, STR(">99 %"));
  } else {
    num_print_fixed(out, share * 100, 0);
    buf_str(out, STR(" %"));
  }
}

void cost_share(buf *out, double share) {
  buf_byte(out, '\t');
  num_print(out, share);
  buf_byte(out, '\t');
  cost_percent(out, share);
}

void cost_chance(buf *out, double chance) {
  const double least = 0.001; /* about what 16,384 samples can tell from none */
  const double small = 0.1;
  buf_byte(out, '\t');
  num_print(out, chance);
  buf_byte(out, '\t');
  if (chance > 0 && chance < least) {
    buf_str(out, STR("<0.1"));
  } else if (chance < 1 && chance > 1 - least) {
    buf_str(out, STR(">99.9"));
  } else {
    bool is_plain = chance == 0 || chance == 1 || (chance >= small && chance <= 1 - small);
    num_print_fixed(out, chance * 100, is_plain ? 0 : 1);
  }
  buf_str(out, STR(" %"));
}
