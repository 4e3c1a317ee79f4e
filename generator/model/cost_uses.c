#include "model/cost_parts.h"

/* Inputs first, then tables of prices. */
static ptrdiff_t word_count(const struct cost_build *b) {
  return (b->input_count + b->price_count + 63) / 64;
}

uint64_t *cost_uses_new(struct cost_build *b) {
  return NEW(b->read.perm, uint64_t, word_count(b));
}

static void set(struct cost_build *b, ptrdiff_t bit) {
  if (b->uses != NULL) {
    b->uses[bit / 64] |= (uint64_t)1 << (bit % 64);
  }
}

static bool is_set(const uint64_t *uses, ptrdiff_t bit) {
  return (uses[bit / 64] >> (bit % 64) & 1) != 0;
}

void cost_use_input(struct cost_build *b, ptrdiff_t input) {
  b->build[input].used = true;
  set(b, input);
}

void cost_use_price(struct cost_build *b, ptrdiff_t table) {
  b->prices[table].used = true;
  set(b, b->input_count + table);
}

void cost_use_all(struct cost_build *b, const uint64_t *uses) {
  for (ptrdiff_t i = 0; b->uses != NULL && uses != NULL && i < word_count(b); i++) {
    b->uses[i] |= uses[i];
  }
}

void cost_uses_list(struct cost_build *b, const uint64_t *uses, struct table_claim *c) {
  int32_t *inputs = NEW(b->read.perm, int32_t, b->input_count);
  for (ptrdiff_t i = 0; i < b->input_count; i++) {
    if (is_set(uses, i)) {
      inputs[c->input_count++] = (int32_t)i;
    }
  }
  int32_t *prices = NEW(b->read.perm, int32_t, b->t->price_count);
  for (ptrdiff_t t = 0; t < b->price_count; t++) {
    for (ptrdiff_t i = 0; is_set(uses, b->input_count + t) && i < b->t->price_count; i++) {
      if (b->t->prices[i].current && str_eq(b->t->prices[i].table, b->prices[t].id)) {
        prices[c->price_count++] = (int32_t)i;
      }
    }
  }
  c->inputs = inputs;
  c->prices = prices;
}
