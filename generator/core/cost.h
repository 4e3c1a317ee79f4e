/* Cost: the packed image of a cost table, from which core/cost_session.h computes everything
 * that depends on the reader's inputs. */
#ifndef FINGERPOST_CORE_COST_H
#define FINGERPOST_CORE_COST_H

#include "core/dist.h"
#include "core/pack.h"
#include "core/slide.h"
#include "core/vm.h"

enum {
  COST_VERSION = 2,
  COST_NONE = -1,
  COST_SAMPLES_MIN = 1024,
  COST_SAMPLES_MAX = 65536,
  COST_SCRAMBLES_MAX = 64, /* a handful tell how large an error is */
  COST_CELLS_MAX = 1 << 26 /* samples times steps: 512 MiB; the largest table has 6 million */
};

struct cost_input {
  struct pack_text id, label; /* label: for charts, which show some; empty: the id serves */
  struct pack_text unit;      /* as written in the table: "call/d" */
  double factor;              /* one of that unit in base units */
  double value;               /* the default, in base units; for a choice, its index */
  double low, high; /* bounds in base units, inclusive, may be infinite; not for choices */
  uint32_t first_choice, choices; /* or 0 and 0 */
  struct dist dist;               /* of its samples, base units; from and to: of its slider, too */
  int32_t mate;                   /* an earlier input that they go along with, or COST_NONE */
  uint32_t slide;                 /* enum slide_scale of its slider */
  double rho;                     /* see core/dist.h */
};

struct cost_choice {
  struct pack_text id;
};

struct cost_alternative {
  struct pack_text id, label;
  int32_t gate; /* step of its condition, or COST_NONE */
  uint32_t zero;
};

enum cost_line_kind { COST_ONCE, COST_MONTH, COST_CALL, COST_RETRAIN };

struct cost_value {           /* something that is printed; those of one output stand together */
  struct pack_text id, label; /* label: of outputs */
  struct pack_text unit;
  double factor; /* one of the unit in base units: shown = step / factor */
  uint32_t step;
  int32_t alternative; /* COST_NONE: of the table as a whole */
  uint32_t kind;       /* lines: cost_line_kind */
  uint32_t zero;
};

struct cost_setting { /* one input of a scenario */
  uint32_t input;
  uint32_t zero;
  double value; /* base units, or the index of a choice */
};

struct cost_scenario {
  struct pack_text id;
  uint32_t first, count;
};

struct cost_claim { /* holds when all its tests do, by their margins */
  struct pack_text id;
  struct pack_text state; /* in which it has to hold */
  uint32_t first_test, tests;
};

struct cost_test { /* left < right, or left <= right; of one value each */
  uint32_t left, right;
  uint32_t is_strict, zero;
  double margin; /* by which at least, base units */
  double factor; /* of the unit in which it is shown */
  struct pack_text unit;
};

struct cost_root {
  struct pack_text id, version; /* version: the day of the prices */
  uint32_t seed;
  uint32_t samples;                    /* a power of two */
  uint32_t scrambles;                  /* others that the error is estimated from */
  int32_t figure_input, figure_output; /* of cost against volume; the first value of the output */
  uint32_t zero;
  double figure_low, figure_high; /* of its input, base units, above 0 */
};

enum cost_section { /* the parts of an image, in this order */
                    COST_TEXTS,
                    COST_STEPS,
                    COST_CONSTANTS,
                    COST_INPUTS,
                    COST_CHOICES,
                    COST_ALTERNATIVES,
                    COST_LINES,   /* struct cost_value */
                    COST_OUTPUTS, /* struct cost_value */
                    COST_SCENARIOS,
                    COST_SETTINGS,
                    COST_CLAIMS,
                    COST_TESTS,
                    COST_ROOT,
                    COST_SECTIONS
};

struct cost {
  struct pack_section section[COST_SECTIONS];
};

/* False: not a sound image. */
bool cost_open(str image, struct cost *ret_cost);
/* Packs the sections; their sizes need not be set. */
void cost_pack(const struct cost *sections, buf *out);
/* The formulas of the table: their inputs are the table's. */
struct vm_program cost_program(const struct cost *c);

#endif
