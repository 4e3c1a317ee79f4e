/* The parts of a cost session. Private to it. */
#ifndef FINGERPOST_CORE_COST_PARTS_H
#define FINGERPOST_CORE_COST_PARTS_H

#include "core/cost_session.h"
#include "core/stat.h"
#include "core/vm_session.h"

/* What the samples of a line or an output come down to, in base units. */
struct cost_summary {
  bool is_defined; /* in some sample */
  bool has_mean;   /* within all doubles */
  double low, median, high, mean;
  double undefined; /* share of the samples */
};

/* In which share of the samples an alternative's gate is open. */
struct cost_gate {
  uint32_t version; /* of its step, when this was computed; 0: never */
  double share;
};

/* Rank correlations of one alternative's output with each input. */
struct cost_ranks {
  uint32_t version;
  double *rho; /* by input; 0: it does not matter, or is not sampled */
};

struct cost_session {
  const struct cost *c;
  const struct cost_input *inputs;
  uint32_t input_count;
  uint32_t seed;
  uint32_t samples; /* 1: no input is sampled */
  struct vm_program program;
  struct vm_session *vm;
  double *defaults; /* by input, in its own unit; for a choice, its index */
  double *given;    /* likewise: of this run */
  bool *is_set;     /* given by the state or its scenario */
  bool *changed;
  uint8_t *wants;                       /* enum vm_want, by step: of the last update */
  double *fixed;                        /* in base units */
  struct vm_column *columns;            /* of the inputs; without values: sampled */
  const struct vm_column *results;      /* of the steps, as far as they were demanded */
  struct cost_summary *lines, *outputs; /* by value: when it was last demanded */
  struct cost_gate *gates;              /* by alternative */
  struct cost_ranks *ranks;             /* by output; of the main one */
  struct stat_ranks *input_ranks;       /* by input; samples 0: not yet */
  bool *is_plain; /* by input: its samples, all different, are in the order of its points */
  double *scores; /* see core/dist.h */
  bool has_scores;
  uint32_t main_first, main_end; /* the first output per alternative, or equal */
  arena memory;
};

str cost_text(const struct cost_session *s, struct pack_text slice);
str cost_choice_id(const struct cost_session *s, const struct cost_input *in, uint32_t index);
str cost_alternative_id(const struct cost_session *s, int32_t alternative);
/* From base units to the input's own, as the author wrote it: 0.3, not 0.30000000000000004. */
double cost_own(const struct cost_input *in, double value);
/* Its slider, in its own unit; there has to be one. */
struct slide cost_slide(const struct cost_input *in);
/* Whether the input is sampled now. */
bool cost_is_sampled(const struct cost_session *s, uint32_t input);
/* The end of an output's values, which begin at `beg` and stand together. */
uint32_t cost_output_end(const struct cost_session *s, uint32_t beg);

struct cost_session *cost_start_seeded(const struct cost *c, uint32_t seed, arena *a);

/* Takes the inputs from a state. */
void cost_state_read(struct cost_session *s, str state, arena scratch);
/* The canonical state. */
void cost_state_write(const struct cost_session *s, buf *out);
/* What a run looks at. Summaries are made on the way; columns of outputs and gates stay. */
enum cost_demand { COST_DEMAND_OUTPUTS, COST_DEMAND_LINES /* and outputs */, COST_DEMAND_TESTS };
/* Reads the state and computes what is demanded. */
void cost_settle(struct cost_session *s, str state, enum cost_demand demand, arena scratch);
/* Computes in the last state what is demanded now, as far as that was not. */
void cost_demand(struct cost_session *s, enum cost_demand demand, arena scratch);

/* The context of a struct vm_demand. */
struct cost_view {
  struct cost_session *s;
  arena scratch;
};
/* Its `show`: summarizes what has the step for its value. */
void cost_show(void *ctx, uint32_t step, const struct vm_column *column);
/* Its `make`: the first samples of an input. */
void cost_sample(void *ctx, uint32_t input, uint32_t count, double *ret);
/* The share of samples in which the values beg .. end-1 are the least available one. */
void cost_shares(struct cost_session *s, uint32_t beg, uint32_t end, double *ret_shares,
                 arena scratch);
/* The share of samples in which the alternative is available. */
double cost_gate_share(struct cost_session *s, int32_t alternative);

enum { COST_VALUE_BYTES = 64 }; /* longer than any number that num_print writes */

/* Fields of a line: VALUE TEXT, with so many digits; what no double can be is undefined. */
void cost_number(buf *out, double value, int digits);
void cost_undefined(buf *out);
/* A value in base units, shown in a unit of `factor`. */
void cost_shown(buf *out, double value, double factor, int digits);
void cost_share(buf *out, double share);
/* Likewise of a probability, which says more near none and all: "89 %", "1.4 %", ">99.9 %". */
void cost_chance(buf *out, double chance);
/* "12 %"; what is not quite none or all reads so. */
void cost_percent(buf *out, double share);

enum { COST_DIGITS = 4, COST_DIGITS_INPUT = 6, COST_DIGITS_RANK = 2, COST_DIGITS_ERROR = 2 };

#endif
