/* One input of a cost table while it is read. Private to model/. */
#ifndef FINGERPOST_MODEL_COST_INPUT_H
#define FINGERPOST_MODEL_COST_INPUT_H

#include "model/cost_parts.h"

struct raw_input {
  str label, note, dist, vary, scale, source;
  uint32_t unit, fallback, choice;
  struct texts range, bounds;
};

/* Numbers are in the input's own unit here. */
struct input_reader {
  struct cost_build *b;
  uint32_t node;
  struct raw_input raw;
  struct table_input *in;
  struct input_build *build;
  double value, low, high;
  bool failed;
};

/* The value of a key, or Y_NONE. */
uint32_t input_node(const struct input_reader *r, str key);
/* A diagnostic at a key, or at the input when it has no such key. */
void input_refuse(struct input_reader *r, diag_id id, str key, str hint);
/* One of a few words; false when there is another, with a diagnostic, or none. */
bool input_word(struct input_reader *r, str key, str word, const str *words, int count);

/* An input that is a number: its range, how it is spread, its default and bounds. */
void input_read_number(struct input_reader *r);
/* One that is a choice: of the rows of a table of prices, or of numbers. */
void input_read_choice(struct input_reader *r);

#endif
