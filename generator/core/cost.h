/*
 * Cost: from the inputs of a cost table to its results, over one packed image.
 * What the calculator, the tables of a page and `fingerpost cost` all call.
 *
 * Text in, text out. The state holds what differs from the defaults, as core/state.h
 * has it: "calls=50k&baseline=gpt-6-luna". A value is a number in the input's own
 * unit, or the id of a choice; the last one of an input counts, even when it is none.
 * `scenario=ID` stands for that scenario's values; what is written beside it wins,
 * wherever it stands. So no input may have the id "scenario".
 *
 * cost_run writes lines of fields separated by tabs, in this order:
 *
 *   input   ID VALUE TEXT UNIT    every input: canonical spelling, how it reads
 *   invalid ID VALUE              not a value of that input, or outside its bounds
 *   unknown ID VALUE              no such input
 *   line    ALTERNATIVE KIND NAME VALUE TEXT UNIT   a line of an alternative (once, month,
 *                                                   call, retrain)
 *   output  ID ALTERNATIVE VALUE TEXT UNIT    an output; ALTERNATIVE is empty for one that is
 *                                             not per alternative
 *   gate    ALTERNATIVE 0|1       whether an alternative with a gate is available (not, when
 *                                 its condition is undefined)
 *   cheapest ID ALTERNATIVE       for an output per alternative: the least available one, of
 *                                 equal ones the first; no line when all are undefined
 *   state   STATE                 what differs from the defaults, canonical
 *
 * VALUE is num_print of the value in the unit shown, or "undefined". TEXT is for
 * readers, who compare: four significant digits, though always the whole number, since
 * more would claim to be known: "104,233", "56.78", "0.00213", or "undefined". Inputs
 * are given, not computed, and read with six. UNIT is as the table writes it.
 */
#ifndef FINGERPOST_CORE_COST_H
#define FINGERPOST_CORE_COST_H

#include "core/pack.h"
#include "core/vm.h"

enum { COST_VERSION = 1, COST_NONE = -1 };

struct cost_input {
  struct pack_text id;
  struct pack_text unit; /* as written in the table: "call/d" */
  double factor;         /* one of that unit in base units */
  double value;          /* the default, in base units; for a choice, its index */
  double low, high;      /* bounds in base units, inclusive, may be infinite; not for choices */
  uint32_t first_choice; /* choices, or 0 and 0 */
  uint32_t choices;
};

struct cost_choice {
  struct pack_text id;
};

struct cost_alternative {
  struct pack_text id;
  int32_t gate; /* step of its condition, or COST_NONE */
  uint32_t zero;
};

enum cost_line_kind { COST_ONCE, COST_MONTH, COST_CALL, COST_RETRAIN };

struct cost_value { /* something that is printed; those of one output stand together */
  struct pack_text id;
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
  uint32_t first;
  uint32_t count;
};

struct cost_root {
  struct pack_text id;
  struct pack_text version; /* the day of the prices */
};

/* The parts of an image, in this order; texts first. */
enum cost_section {
  COST_TEXTS,
  COST_STEPS,     /* struct vm_step */
  COST_CONSTANTS, /* double */
  COST_INPUTS,
  COST_CHOICES,
  COST_ALTERNATIVES,
  COST_LINES,   /* struct cost_value */
  COST_OUTPUTS, /* struct cost_value */
  COST_SCENARIOS,
  COST_SETTINGS,
  COST_ROOT,
  COST_SECTIONS
};

struct cost {
  struct pack_section section[COST_SECTIONS];
};

/* False: not a sound image; every index and number inside it was checked otherwise. */
bool cost_open(str image, struct cost *ret_cost);
/* Packs the sections; their sizes need not be set. */
void cost_pack(const struct cost *sections, buf *out);
/* The formulas of the table: their inputs are the table's. */
struct vm_program cost_program(const struct cost *c);
/*
 * Numbers count as decimals in the input's own unit, stored ones and bounds with 15
 * digits, so that the same text gives the same bits, wherever it stood.
 */
void cost_run(const struct cost *c, str state, arena scratch, buf *out);

#endif
