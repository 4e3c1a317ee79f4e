#include "core/cost.h"
#include "core/fmath.h"
#include "core/num.h"
#include "core/state.h"

/* Of readable text: digits of what is computed, and of what is given. */
enum { DIGITS_RESULT = 4, DIGITS_INPUT = 6 };

struct run {
  const struct cost *c;
  const struct cost_input *inputs;
  uint32_t input_count;
  str state;
  char *memory;  /* as long as the state, for its pairs */
  double *given; /* by input, in its own unit; for a choice, its index */
  const struct vm_column *columns;
  buf *out;
};

/* Longer than any number that num_print writes. */
enum { VALUE_MAX = 64 };

static str text_of(const struct run *r, struct pack_text slice) {
  return pack_text_at(&r->c->section[COST_TEXTS], slice);
}

static str choice_id(const struct run *r, const struct cost_input *in, uint32_t index) {
  const struct cost_choice *choices = r->c->section[COST_CHOICES].items;
  return text_of(r, choices[in->first_choice + index].id);
}

/*
 * From base units to the input's own, as the author wrote it: dividing by the factor
 * may leave 0.30000000000000004, and 15 digits bring back every decimal of 15 digits.
 */
static double value_own(const struct cost_input *in, double value) {
  char memory[VALUE_MAX];
  buf b = buf_over(memory, VALUE_MAX);
  if (in->choices > 0) {
    return value;
  }
  double own = value / in->factor;
  num_print_grouped(&b, own, 15);
  (void)num_parse_typed(buf_text(&b), &own); /* it stays, should the largest double round up */
  return own;
}

/* Index of the input, or input_count. */
static uint32_t input_find(const struct run *r, str id) {
  uint32_t i = 0;
  while (i < r->input_count && !str_eq(text_of(r, r->inputs[i].id), id)) {
    i++;
  }
  return i;
}

/* Whether `text` is a value of the input. */
static bool value_parse(const struct run *r, const struct cost_input *in, str text,
                        double *ret_own) {
  if (in->choices == 0) {
    double own = 0;
    if (!num_parse_typed(text, &own) || own < value_own(in, in->low) ||
        own > value_own(in, in->high) || !fmath_is_finite(own * in->factor)) {
      return false;
    }
    *ret_own = own;
    return true;
  }
  for (uint32_t i = 0; i < in->choices; i++) {
    if (str_eq(choice_id(r, in, i), text)) {
      *ret_own = i;
      return true;
    }
  }
  return false;
}

static bool is_scenario(str id) {
  return str_eq(id, STR("scenario"));
}

static const struct cost_scenario *scenario_find(const struct run *r, str id) {
  const struct cost_scenario *scenarios = r->c->section[COST_SCENARIOS].items;
  for (uint32_t i = 0; i < r->c->section[COST_SCENARIOS].count; i++) {
    if (str_eq(text_of(r, scenarios[i].id), id)) {
      return &scenarios[i];
    }
  }
  return NULL;
}

static const struct cost_scenario *scenario_given(const struct run *r) {
  const struct cost_scenario *scenario = NULL;
  struct state_pair pair;
  str rest = r->state;
  while (state_next(&rest, r->memory, &pair)) {
    if (is_scenario(pair.id)) {
      scenario = scenario_find(r, pair.value);
    }
  }
  return scenario;
}

static void scenario_apply(struct run *r, const struct cost_scenario *scenario) {
  const struct cost_setting *settings = r->c->section[COST_SETTINGS].items;
  for (uint32_t i = scenario->first; i < scenario->first + scenario->count; i++) {
    r->given[settings[i].input] = value_own(&r->inputs[settings[i].input], settings[i].value);
  }
}

/* First what stands in the table, then the scenario's values, then the state's. */
static void state_read(struct run *r, arena scratch) {
  double *before = NEW(&scratch, double, r->input_count);
  for (uint32_t i = 0; i < r->input_count; i++) {
    r->given[i] = value_own(&r->inputs[i], r->inputs[i].value);
  }
  const struct cost_scenario *scenario = scenario_given(r);
  if (scenario != NULL) {
    scenario_apply(r, scenario);
  }
  for (uint32_t i = 0; i < r->input_count; i++) {
    before[i] = r->given[i];
  }
  struct state_pair pair;
  str rest = r->state;
  while (state_next(&rest, r->memory, &pair)) {
    uint32_t i = input_find(r, pair.id);
    if (i < r->input_count && !value_parse(r, &r->inputs[i], pair.value, &r->given[i])) {
      r->given[i] = before[i];
    }
  }
}

static void compute(struct run *r, arena *a) {
  struct vm_program p = cost_program(r->c);
  struct vm_column *columns = NEW(a, struct vm_column, r->input_count);
  double *values = NEW(a, double, r->input_count);
  for (uint32_t i = 0; i < r->input_count; i++) {
    const struct cost_input *in = &r->inputs[i];
    values[i] = in->choices > 0 ? r->given[i] : r->given[i] * in->factor;
    columns[i] = (struct vm_column){&values[i], NULL, 1};
  }
  r->columns = vm_run(&p, columns, a);
}

/* Whether the step has a value. */
static bool step_value(const struct run *r, uint32_t step, double *ret_value) {
  const struct vm_column *column = &r->columns[step];
  *ret_value = column->values[0];
  return column->mask == NULL;
}

/* VALUE TEXT: the whole number, and up to `digits` significant digits of all. */
static void number_write(buf *out, double value, int digits) {
  double whole_from = fmath_power(10, digits - 1);
  const double whole_to = 1e15; /* from here on, doubles of more digits say nothing */
  double size = value < 0 ? -value : value;
  buf_byte(out, '\t');
  num_print(out, value);
  buf_byte(out, '\t');
  if (size >= whole_from && size < whole_to) {
    num_print_fixed(out, value, 0);
  } else {
    num_print_grouped(out, value, digits);
  }
}

/* An input's value in canonical spelling; `memory` has VALUE_MAX bytes, for numbers. */
static str value_text(const struct run *r, uint32_t input, char *memory) {
  const struct cost_input *in = &r->inputs[input];
  if (in->choices > 0) {
    return choice_id(r, in, (uint32_t)r->given[input]);
  }
  buf b = buf_over(memory, VALUE_MAX);
  num_print(&b, r->given[input]);
  return buf_text(&b);
}

static void lines_input(const struct run *r) {
  for (uint32_t i = 0; i < r->input_count; i++) {
    const struct cost_input *in = &r->inputs[i];
    buf_str(r->out, STR("input"));
    state_field(r->out, text_of(r, in->id));
    if (in->choices > 0) {
      str id = value_text(r, i, NULL);
      state_field(r->out, id);
      state_field(r->out, id);
    } else {
      number_write(r->out, r->given[i], DIGITS_INPUT);
    }
    state_field(r->out, text_of(r, in->unit));
    buf_byte(r->out, '\n');
  }
}

/* Whether a pair can be used; `ret_known`: its id at least. */
static bool pair_check(const struct run *r, struct state_pair pair, bool *ret_known) {
  uint32_t i = input_find(r, pair.id);
  double value = 0;
  *ret_known = i < r->input_count || is_scenario(pair.id);
  if (is_scenario(pair.id)) {
    return scenario_find(r, pair.value) != NULL;
  }
  return i < r->input_count && value_parse(r, &r->inputs[i], pair.value, &value);
}

/* What is of no use, in the order of the state. */
static void lines_refused(const struct run *r, bool is_known) {
  struct state_pair pair;
  str rest = r->state;
  while (state_next(&rest, r->memory, &pair)) {
    bool known = false;
    if (pair_check(r, pair, &known) || known != is_known) {
      continue;
    }
    buf_str(r->out, is_known ? STR("invalid") : STR("unknown"));
    state_field(r->out, pair.id);
    state_field(r->out, pair.value);
    buf_byte(r->out, '\n');
  }
}

static str alternative_id(const struct run *r, int32_t alternative) {
  const struct cost_alternative *alternatives = r->c->section[COST_ALTERNATIVES].items;
  return alternative == COST_NONE ? STR("") : text_of(r, alternatives[alternative].id);
}

/* VALUE TEXT UNIT and the end of the line. */
static void value_write(const struct run *r, const struct cost_value *v) {
  double value = 0;
  bool is_defined = step_value(r, v->step, &value);
  if (is_defined && fmath_is_finite(value / v->factor)) {
    number_write(r->out, value / v->factor, DIGITS_RESULT);
  } else {
    buf_str(r->out, STR("\tundefined\tundefined"));
  }
  state_field(r->out, text_of(r, v->unit));
  buf_byte(r->out, '\n');
}

static void lines_line(const struct run *r) {
  static const str kinds[] = {[COST_ONCE] = STR_INIT("once"),
                              [COST_MONTH] = STR_INIT("month"),
                              [COST_CALL] = STR_INIT("call"),
                              [COST_RETRAIN] = STR_INIT("retrain")};
  const struct cost_value *lines = r->c->section[COST_LINES].items;
  for (uint32_t i = 0; i < r->c->section[COST_LINES].count; i++) {
    buf_str(r->out, STR("line"));
    state_field(r->out, alternative_id(r, lines[i].alternative));
    state_field(r->out, kinds[lines[i].kind]);
    state_field(r->out, text_of(r, lines[i].id));
    value_write(r, &lines[i]);
  }
}

static void lines_output(const struct run *r) {
  const struct cost_value *outputs = r->c->section[COST_OUTPUTS].items;
  for (uint32_t i = 0; i < r->c->section[COST_OUTPUTS].count; i++) {
    buf_str(r->out, STR("output"));
    state_field(r->out, text_of(r, outputs[i].id));
    state_field(r->out, alternative_id(r, outputs[i].alternative));
    value_write(r, &outputs[i]);
  }
}

static bool is_available(const struct run *r, int32_t alternative) {
  const struct cost_alternative *alternatives = r->c->section[COST_ALTERNATIVES].items;
  int32_t gate = alternatives[alternative].gate;
  double value = 0;
  return gate == COST_NONE || (step_value(r, (uint32_t)gate, &value) && value != 0);
}

static void lines_gate(const struct run *r) {
  const struct cost_alternative *alternatives = r->c->section[COST_ALTERNATIVES].items;
  for (uint32_t i = 0; i < r->c->section[COST_ALTERNATIVES].count; i++) {
    if (alternatives[i].gate != COST_NONE) {
      buf_str(r->out, STR("gate"));
      state_field(r->out, text_of(r, alternatives[i].id));
      buf_str(r->out, is_available(r, (int32_t)i) ? STR("\t1\n") : STR("\t0\n"));
    }
  }
}

/* Of the outputs `beg` .. `end - 1`, which are one output of several alternatives. */
static void line_cheapest(const struct run *r, uint32_t beg, uint32_t end) {
  const struct cost_value *outputs = r->c->section[COST_OUTPUTS].items;
  const struct cost_value *cheapest = NULL;
  double least = 0;
  for (uint32_t i = beg; i < end; i++) {
    double value = 0;
    if (outputs[i].alternative != COST_NONE && is_available(r, outputs[i].alternative) &&
        step_value(r, outputs[i].step, &value) && (cheapest == NULL || value < least)) {
      cheapest = &outputs[i];
      least = value;
    }
  }
  if (cheapest != NULL) {
    buf_str(r->out, STR("cheapest"));
    state_field(r->out, text_of(r, cheapest->id));
    state_field(r->out, alternative_id(r, cheapest->alternative));
    buf_byte(r->out, '\n');
  }
}

static void lines_cheapest(const struct run *r) {
  const struct cost_value *outputs = r->c->section[COST_OUTPUTS].items;
  uint32_t count = r->c->section[COST_OUTPUTS].count;
  uint32_t end = 0;
  for (uint32_t beg = 0; beg < count; beg = end) {
    end = beg + 1;
    while (end < count && str_eq(text_of(r, outputs[end].id), text_of(r, outputs[beg].id))) {
      end++;
    }
    line_cheapest(r, beg, end);
  }
}

static void state_write(const struct run *r) {
  buf_str(r->out, STR("state\t"));
  ptrdiff_t start = r->out->n;
  for (uint32_t i = 0; i < r->input_count; i++) {
    const struct cost_input *in = &r->inputs[i];
    if (r->given[i] != value_own(in, in->value)) {
      char memory[VALUE_MAX];
      state_add(r->out, start, text_of(r, in->id), value_text(r, i, memory));
    }
  }
  buf_byte(r->out, '\n');
}

void cost_run(const struct cost *c, str state, arena scratch, buf *out) {
  struct run r = {.c = c,
                  .inputs = c->section[COST_INPUTS].items,
                  .input_count = c->section[COST_INPUTS].count,
                  .state = state,
                  .out = out};
  r.memory = NEW(&scratch, char, state.n);
  r.given = NEW(&scratch, double, r.input_count);
  state_read(&r, scratch);
  compute(&r, &scratch);
  lines_input(&r);
  lines_refused(&r, true);
  lines_refused(&r, false);
  lines_line(&r);
  lines_output(&r);
  lines_gate(&r);
  lines_cheapest(&r);
  state_write(&r);
}
