#include "core/cost_parts.h"
#include "core/fmath.h"
#include "core/num.h"
#include "core/state.h"

double cost_own(const struct cost_input *in, double value) {
  enum { DIGITS = 15 }; /* bring back every decimal of so many */
  char memory[COST_VALUE_BYTES];
  buf b = buf_over(memory, COST_VALUE_BYTES);
  if (in->choices > 0) {
    return value;
  }
  double own = value / in->factor;
  num_print_grouped(&b, own, DIGITS);
  (void)num_parse_typed(buf_text(&b), &own); /* it stays, should the largest double round up */
  return own;
}

bool cost_is_sampled(const struct cost_session *s, uint32_t input) {
  return s->inputs[input].dist.kind != DIST_FIXED && !s->is_set[input];
}

/* Index of the input, or input_count. */
static uint32_t input_find(const struct cost_session *s, str id) {
  uint32_t i = 0;
  while (i < s->input_count && !str_eq(cost_text(s, s->inputs[i].id), id)) {
    i++;
  }
  return i;
}

struct slide cost_slide(const struct cost_input *in) {
  return (struct slide){cost_own(in, in->dist.from), cost_own(in, in->dist.to), in->slide};
}

/* "~0.25", a position of the input's slider. */
static bool position_parse(const struct cost_input *in, str text, double *ret_own) {
  double position = 0;
  if (in->slide == SLIDE_NONE || text.n == 0 || text.s[0] != '~' ||
      !num_parse(str_sub(text, 1, text.n), &position) || position < 0 || position > 1) {
    return false;
  }
  struct slide slide = cost_slide(in);
  *ret_own = slide_value(&slide, position);
  return true;
}

/* Whether `text` is a value of the input. */
static bool value_parse(const struct cost_session *s, const struct cost_input *in, str text,
                        double *ret_own) {
  if (in->choices == 0) {
    double own = 0;
    bool is_number = num_parse_typed(text, &own) || position_parse(in, text, &own);
    if (!is_number || own < cost_own(in, in->low) || own > cost_own(in, in->high) ||
        !fmath_is_finite(own * in->factor)) {
      return false;
    }
    *ret_own = own;
    return true;
  }
  for (uint32_t i = 0; i < in->choices; i++) {
    if (str_eq(cost_choice_id(s, in, i), text)) {
      *ret_own = i;
      return true;
    }
  }
  return false;
}

/* An empty value: back to its samples. */
static bool is_return(const struct cost_input *in, str text) {
  return in->dist.kind != DIST_FIXED && text.n == 0;
}

static bool is_scenario(str id) {
  return str_eq(id, STR("scenario"));
}

static const struct cost_scenario *scenario_find(const struct cost_session *s, str id) {
  const struct cost_scenario *scenarios = s->c->section[COST_SCENARIOS].items;
  for (uint32_t i = 0; i < s->c->section[COST_SCENARIOS].count; i++) {
    if (str_eq(cost_text(s, scenarios[i].id), id)) {
      return &scenarios[i];
    }
  }
  return NULL;
}

static const struct cost_scenario *scenario_given(const struct cost_session *s, str state,
                                                  char *memory) {
  const struct cost_scenario *scenario = NULL;
  struct state_pair pair;
  while (state_next(&state, memory, &pair)) {
    if (is_scenario(pair.id)) {
      scenario = scenario_find(s, pair.value);
    }
  }
  return scenario;
}

/* What stands in the table, and the scenario's values. */
static void scenario_apply(struct cost_session *s, const struct cost_scenario *scenario) {
  const struct cost_setting *settings = s->c->section[COST_SETTINGS].items;
  for (uint32_t i = 0; i < s->input_count; i++) {
    s->given[i] = s->defaults[i];
    s->is_set[i] = false;
  }
  for (uint32_t i = 0; scenario != NULL && i < scenario->count; i++) {
    const struct cost_setting *setting = &settings[scenario->first + i];
    s->given[setting->input] = cost_own(&s->inputs[setting->input], setting->value);
    s->is_set[setting->input] = true;
  }
}

/* One input and its pair, which was the last one so far. */
static void pair_apply(struct cost_session *s, uint32_t input, str value, double before,
                       bool was_set) {
  const struct cost_input *in = &s->inputs[input];
  s->is_set[input] = true;
  if (is_return(in, value)) {
    s->given[input] = s->defaults[input];
    s->is_set[input] = false;
  } else if (!value_parse(s, in, value, &s->given[input])) {
    s->given[input] = before;
    s->is_set[input] = was_set;
  }
}

void cost_state_read(struct cost_session *s, str state, arena scratch) {
  char *memory = NEW(&scratch, char, state.n);
  double *before = NEW(&scratch, double, s->input_count);
  bool *was_set = NEW(&scratch, bool, s->input_count);
  scenario_apply(s, scenario_given(s, state, memory));
  for (uint32_t i = 0; i < s->input_count; i++) {
    before[i] = s->given[i];
    was_set[i] = s->is_set[i];
  }
  struct state_pair pair;
  while (state_next(&state, memory, &pair)) {
    uint32_t i = input_find(s, pair.id);
    if (i < s->input_count) {
      pair_apply(s, i, pair.value, before[i], was_set[i]);
    }
  }
}

/* Whether a pair can be used; `ret_known`: its id at least. */
static bool pair_check(const struct cost_session *s, struct state_pair pair, bool *ret_known) {
  uint32_t i = input_find(s, pair.id);
  double value = 0;
  *ret_known = i < s->input_count || is_scenario(pair.id);
  if (is_scenario(pair.id)) {
    return scenario_find(s, pair.value) != NULL;
  }
  return i < s->input_count && (is_return(&s->inputs[i], pair.value) ||
                                value_parse(s, &s->inputs[i], pair.value, &value));
}

static void lines_refused(const struct cost_session *s, str state, bool is_known, char *memory,
                          buf *out) {
  struct state_pair pair;
  while (state_next(&state, memory, &pair)) {
    bool known = false;
    if (pair_check(s, pair, &known) || known != is_known) {
      continue;
    }
    buf_str(out, is_known ? STR("invalid") : STR("unknown"));
    state_field(out, pair.id);
    state_field(out, pair.value);
    buf_byte(out, '\n');
  }
}

void cost_state_refused(const struct cost_session *s, str state, arena scratch, buf *out) {
  char *memory = NEW(&scratch, char, state.n);
  lines_refused(s, state, true, memory, out);
  lines_refused(s, state, false, memory, out);
}

/* A sampled input that is set differs, whatever it is set to. */
static bool differs(const struct cost_session *s, uint32_t input) {
  bool was_sampled = s->inputs[input].dist.kind != DIST_FIXED;
  return was_sampled ? s->is_set[input] : s->given[input] != s->defaults[input];
}

void cost_state_write(const struct cost_session *s, buf *out) {
  ptrdiff_t start = out->n;
  for (uint32_t i = 0; i < s->input_count; i++) {
    const struct cost_input *in = &s->inputs[i];
    if (!differs(s, i)) {
      continue;
    }
    char memory[COST_VALUE_BYTES];
    buf value = buf_over(memory, COST_VALUE_BYTES);
    if (in->choices == 0) {
      num_print(&value, s->given[i]);
    }
    state_add(out, start, cost_text(s, in->id),
              in->choices > 0 ? cost_choice_id(s, in, (uint32_t)s->given[i]) : buf_text(&value));
  }
}
