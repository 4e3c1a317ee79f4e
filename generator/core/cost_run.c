#include "core/cost_parts.h"
#include "core/fmath.h"
#include "core/num.h"
#include "core/state.h"

struct run {
  struct cost_session *s;
  arena scratch;
  buf *out;
};

static void empty_fields(buf *out, int count) {
  buf_fill(out, '\t', count);
}

/* RANGE of an input: of the samples that it has now. */
static void input_range(const struct run *r, uint32_t input) {
  const struct cost_input *in = &r->s->inputs[input];
  if (!cost_is_sampled(r->s, input)) {
    empty_fields(r->out, 4);
    return;
  }
  cost_number(r->out, cost_own(in, in->dist.from), COST_DIGITS_INPUT);
  cost_number(r->out, cost_own(in, in->dist.to), COST_DIGITS_INPUT);
}

static void lines_input(const struct run *r) {
  for (uint32_t i = 0; i < r->s->input_count; i++) {
    const struct cost_input *in = &r->s->inputs[i];
    buf_str(r->out, STR("input"));
    state_field(r->out, cost_text(r->s, in->id));
    if (in->choices > 0) {
      str id = cost_choice_id(r->s, in, (uint32_t)r->s->given[i]);
      state_field(r->out, id);
      state_field(r->out, id);
    } else {
      cost_number(r->out, r->s->given[i], COST_DIGITS_INPUT);
    }
    state_field(r->out, cost_text(r->s, in->unit));
    input_range(r, i);
    buf_byte(r->out, '\n');
  }
}

static void lines_slide(const struct run *r) {
  for (uint32_t i = 0; i < r->s->input_count; i++) {
    const struct cost_input *in = &r->s->inputs[i];
    if (in->slide != SLIDE_NONE) {
      struct slide slide = cost_slide(in);
      buf_str(r->out, STR("slide"));
      state_field(r->out, cost_text(r->s, in->id));
      buf_byte(r->out, '\t');
      num_print(r->out, slide_position(&slide, r->s->given[i]));
      buf_byte(r->out, '\n');
    }
  }
}

/* Whether a step is P(condition): a mean of what is 0 or 1. */
static bool is_chance(const struct run *r, uint32_t step) {
  const struct vm_step *steps = r->s->program.steps;
  uint32_t of = steps[step].op == VM_MEAN ? steps[steps[step].a].op : VM_CONST;
  return of == VM_LT || of == VM_LE || of == VM_EQ || of == VM_NOT || of == VM_AND || of == VM_OR;
}

/* NUMBER UNIT RANGE */
static void value_write(const struct run *r, const struct cost_value *v,
                        const struct cost_summary *m) {
  bool has_range = m->is_defined && r->s->results[v->step].count > 1;
  if (!m->is_defined) {
    cost_undefined(r->out);
  } else if (is_chance(r, v->step)) {
    cost_chance(r->out, m->median);
  } else {
    cost_shown(r->out, m->median, v->factor, COST_DIGITS);
  }
  state_field(r->out, cost_text(r->s, v->unit));
  if (has_range) {
    cost_shown(r->out, m->low, v->factor, COST_DIGITS);
    cost_shown(r->out, m->high, v->factor, COST_DIGITS);
  } else {
    empty_fields(r->out, 4);
  }
}

static void lines_line(const struct run *r) {
  static const str kinds[] = {[COST_ONCE] = STR_INIT("once"),
                              [COST_MONTH] = STR_INIT("month"),
                              [COST_CALL] = STR_INIT("call"),
                              [COST_RETRAIN] = STR_INIT("retrain")};
  const struct cost_value *lines = r->s->c->section[COST_LINES].items;
  for (uint32_t i = 0; i < r->s->c->section[COST_LINES].count; i++) {
    buf_str(r->out, STR("line"));
    state_field(r->out, cost_alternative_id(r->s, lines[i].alternative));
    state_field(r->out, kinds[lines[i].kind]);
    state_field(r->out, cost_text(r->s, lines[i].id));
    value_write(r, &lines[i], &r->s->lines[i]);
    buf_byte(r->out, '\n');
  }
}

/* KIND ID ALTERNATIVE, of an output's value. */
static void output_begin(const struct run *r, str kind, const struct cost_value *v) {
  buf_str(r->out, kind);
  state_field(r->out, cost_text(r->s, v->id));
  state_field(r->out, cost_alternative_id(r->s, v->alternative));
}

static void lines_output(const struct run *r) {
  const struct cost_value *outputs = r->s->c->section[COST_OUTPUTS].items;
  for (uint32_t i = 0; i < r->s->c->section[COST_OUTPUTS].count; i++) {
    const struct cost_value *v = &outputs[i];
    const struct cost_summary *m = &r->s->outputs[i];
    output_begin(r, STR("output"), v);
    value_write(r, v, m);
    if (r->s->results[v->step].count == 1) {
      empty_fields(r->out, 2);
    } else if (m->has_mean) {
      cost_number(r->out, m->mean / v->factor, COST_DIGITS);
    } else {
      cost_undefined(r->out);
    }
    buf_byte(r->out, '\t');
    if (m->undefined > 0) {
      cost_percent(r->out, m->undefined);
    }
    buf_byte(r->out, '\n');
  }
}

static void lines_gate(const struct run *r) {
  const struct cost_alternative *alternatives = r->s->c->section[COST_ALTERNATIVES].items;
  for (uint32_t i = 0; i < r->s->c->section[COST_ALTERNATIVES].count; i++) {
    if (alternatives[i].gate != COST_NONE) {
      buf_str(r->out, STR("gate"));
      state_field(r->out, cost_text(r->s, alternatives[i].id));
      cost_share(r->out, cost_gate_share(r->s, (int32_t)i));
      buf_byte(r->out, '\n');
    }
  }
}

/* Where the next output per alternative begins, from `at` on. */
static uint32_t compared_next(const struct run *r, uint32_t at) {
  const struct cost_value *outputs = r->s->c->section[COST_OUTPUTS].items;
  while (at < r->s->c->section[COST_OUTPUTS].count && outputs[at].alternative == COST_NONE) {
    at++;
  }
  return at;
}

/* All the shares, by output value. */
static double *shares_make(const struct run *r, arena *a) {
  uint32_t count = r->s->c->section[COST_OUTPUTS].count;
  double *shares = NEW(a, double, count);
  uint32_t end = 0;
  for (uint32_t beg = compared_next(r, 0); beg < count; beg = compared_next(r, end)) {
    end = cost_output_end(r->s, beg);
    cost_shares(r->s, beg, end, shares + beg, *a);
  }
  return shares;
}

static void lines_share(const struct run *r, const double *shares) {
  const struct cost_value *outputs = r->s->c->section[COST_OUTPUTS].items;
  for (uint32_t i = 0; i < r->s->c->section[COST_OUTPUTS].count; i++) {
    if (outputs[i].alternative != COST_NONE) {
      output_begin(r, STR("share"), &outputs[i]);
      cost_share(r->out, shares[i]);
      buf_byte(r->out, '\n');
    }
  }
}

static void lines_cheapest(const struct run *r, const double *shares) {
  const struct cost_value *outputs = r->s->c->section[COST_OUTPUTS].items;
  uint32_t count = r->s->c->section[COST_OUTPUTS].count;
  uint32_t end = 0;
  for (uint32_t beg = compared_next(r, 0); beg < count; beg = compared_next(r, end)) {
    end = cost_output_end(r->s, beg);
    uint32_t first = beg;
    for (uint32_t i = beg; i < end; i++) {
      first = shares[i] > shares[first] ? i : first;
    }
    if (shares[first] > 0) {
      output_begin(r, STR("cheapest"), &outputs[first]);
      buf_byte(r->out, '\n');
    }
  }
}

static void lines_rank(const struct run *r) {
  const struct cost_value *outputs = r->s->c->section[COST_OUTPUTS].items;
  uint32_t leading[COST_RANKS_MAX];
  for (uint32_t i = r->s->main_first; i < r->s->main_end; i++) {
    const double *rho = cost_rank(r->s, i, r->scratch);
    uint32_t count = cost_leading(r->s, rho, leading);
    for (uint32_t k = 0; k < count; k++) {
      output_begin(r, STR("rank"), &outputs[i]);
      state_field(r->out, cost_text(r->s, r->s->inputs[leading[k]].id));
      cost_number(r->out, rho[leading[k]], COST_DIGITS_RANK);
      buf_byte(r->out, '\n');
    }
  }
}

void cost_run(struct cost_session *s, str state, arena scratch, buf *out) {
  struct run r = {.s = s, .out = out};
  cost_settle(s, state, COST_DEMAND_LINES, scratch);
  const double *shares = shares_make(&r, &scratch);
  r.scratch = scratch;
  lines_input(&r);
  lines_slide(&r);
  cost_state_refused(s, state, scratch, out);
  lines_line(&r);
  lines_output(&r);
  lines_gate(&r);
  lines_share(&r, shares);
  lines_cheapest(&r, shares);
  lines_rank(&r);
  buf_str(out, STR("state\t"));
  cost_state_write(s, out);
  buf_byte(out, '\n');
}
