/* How a cost table is made: read, named, compiled, packed. Private to model/. */
#ifndef FINGERPOST_MODEL_COST_PARTS_H
#define FINGERPOST_MODEL_COST_PARTS_H

#include "model/cost_build.h"

/* The parts of the file, in the order in which they need each other. */
void cost_read_sample(struct cost_build *b, uint32_t node);
void cost_read_stale(struct cost_build *b, uint32_t node);
void cost_read_sources(struct cost_build *b, uint32_t node);
void cost_read_units(struct cost_build *b, uint32_t node, uint32_t fx);
void cost_read_prices(struct cost_build *b, uint32_t node);
void cost_read_inputs(struct cost_build *b, uint32_t node, uint32_t horizon);
void cost_read_pairs(struct cost_build *b, uint32_t node);
void cost_read_lets(struct cost_build *b, uint32_t node);
void cost_read_alternatives(struct cost_build *b, uint32_t node);
void cost_read_outputs(struct cost_build *b, uint32_t node);
void cost_read_chart(struct cost_build *b, uint32_t node);
void cost_read_scenarios(struct cost_build *b, uint32_t node);
void cost_read_claims(struct cost_build *b, uint32_t node);
/* Settles all names, checks all units, makes the steps. */
void cost_compile(struct cost_build *b);
/* The tests of a claim; its formula's `uses` are being gathered. */
void cost_compile_claim(struct cost_build *b, ptrdiff_t index);
/* Lines, outputs and the rest as the page sees them, and the image. */
void cost_finish(struct cost_build *b);

/* No errors in this table so far. */
bool cost_is_sound(const struct cost_build *b);
/* How many entries a map has, or -1, with a diagnostic, when it is none; Y_NONE has none. */
ptrdiff_t cost_entries(struct cost_build *b, uint32_t node);
/* Takes an id for formulas; a diagnostic when it cannot be one or is taken. */
void cost_take_name(struct cost_build *b, uint32_t key, enum cost_name_kind kind, ptrdiff_t index);
/* An id that only stands in links and brackets. */
str cost_read_id(struct cost_build *b, uint32_t key);
/* The index of a source that an entry names at `node`; -1 for Y_NONE or an unknown one. */
int32_t cost_source_at(struct cost_build *b, uint32_t node);
/* A quantity in `unit`; without a unit of its own it is in that one already. */
bool cost_read_number(struct cost_build *b, uint32_t node, const struct unit *unit, bool bare,
                      double *ret_number);
/* The choice with this id, or -1 with a diagnostic at `node`. */
ptrdiff_t cost_choice_at(struct cost_build *b, const struct table_input *in, uint32_t node);
/* Gathers the settings of a map: how many, behind those that there were. */
uint32_t cost_read_settings(struct cost_build *b, uint32_t node);
/* "calls=20000": the setting as cost sessions read it. */
void cost_state_add(const struct cost_build *b, const struct cost_setting *s, buf *state);
void cost_read_formula(struct cost_build *b, uint32_t node, struct cost_formula *f);
formula_resolver cost_resolve;
struct formula_value cost_let_value(struct cost_build *b, ptrdiff_t let);
struct formula_value cost_output_value(struct cost_build *b, ptrdiff_t output,
                                       ptrdiff_t alternative);
/* What formulas lean on: noted in `b->uses` while one is compiled. */
uint64_t *cost_uses_new(struct cost_build *b);
void cost_use_input(struct cost_build *b, ptrdiff_t input);
void cost_use_price(struct cost_build *b, ptrdiff_t table);
void cost_use_all(struct cost_build *b, const uint64_t *uses);
/* The same for readers: the claim's inputs, and its prices of the table's day. */
void cost_uses_list(struct cost_build *b, const uint64_t *uses, struct table_claim *c);
/* Index of the alternative with this id, or -1. */
ptrdiff_t cost_alternative_at(const struct cost_build *b, str id);

#endif
