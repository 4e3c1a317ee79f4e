#include "model/formula_check.h"

static const struct formula_value failed = {.type = VALUE_FAILED};

bool formula_stat_stands(struct formula_compiler *c, const struct formula_node *n) {
  bool nested = c->inside != STAT_NONE;
  bool breakeven = n->stat == STAT_BREAKEVEN && (c->inside == STAT_P || c->inside == STAT_QUANTILE);
  if (!c->statistics) {
    formula_refuse(c, D_STAT_PLACE, n->beg, n->end, STR(""));
  } else if (nested && !breakeven) {
    formula_refuse(c, n->stat == STAT_BREAKEVEN ? D_STAT_BREAKEVEN : D_STAT_NESTED, n->beg, n->end,
                   STR(""));
  }
  return c->statistics && (!nested || breakeven);
}

bool formula_comparable(struct formula_compiler *c, const struct formula_node *n,
                        struct formula_value *v) {
  if (v->type != VALUE_BREAKEVEN) {
    return true;
  }
  if (c->inside == STAT_P) {
    v->type = VALUE_NUMBER;
    return true;
  }
  formula_refuse(c, D_STAT_BREAKEVEN, n->beg, n->end, STR(""));
  return false;
}

static struct formula_value stat_value(struct formula_compiler *c, const struct formula_node *n,
                                       struct unit unit, const uint32_t step[2]) {
  return (struct formula_value){.type = VALUE_NUMBER,
                                .unit = unit,
                                .step = program_op(c->program, n->op, step[0], step[1], 0)};
}

static struct formula_value quantile(struct formula_compiler *c, const struct formula_node *n,
                                     const struct formula_value v[3]) {
  const struct formula_node *first = n->operand[0];
  struct formula_value of = v[1];
  if (of.type == VALUE_BREAKEVEN) {
    of.type = VALUE_NUMBER;
  }
  bool number = formula_need_number(c, n->operand[1], &of);
  if (!formula_need_pure(c, first, &v[0]) || !number) {
    return failed;
  }
  double q = 0;
  if (!program_is_constant(c->program, v[0].step, &q) || !(q >= 0 && q <= 1)) {
    formula_refuse(c, D_FORMULA_KIND, first->beg, first->end,
                   STR("Which one is a number from 0 to 1: quantile(0.5, x) is the median."));
    return failed;
  }
  return stat_value(c, n, of.unit, (uint32_t[2]){v[0].step, of.step});
}

static struct formula_value rank(struct formula_compiler *c, const struct formula_node *n,
                                 const struct formula_value v[3]) {
  const struct formula_node *second = n->operand[1];
  bool number = formula_need_number(c, n->operand[0], &v[0]);
  if (v[1].type == VALUE_FAILED) {
    return failed;
  }
  if (v[1].input == NULL || !v[1].input->is_sampled) {
    formula_refuse(c, D_FORMULA_KIND, second->beg, second->end,
                   STR("Name an input that is sampled: one with `range:` and `dist:`."));
    return failed;
  }
  return number ? stat_value(c, n, unit_pure(), (uint32_t[2]){v[0].step, v[1].step}) : failed;
}

/* Where x - y changes its sign. */
static struct formula_value breakeven(struct formula_compiler *c, const struct formula_node *n,
                                      const struct formula_value v[3]) {
  const struct formula_node *first = n->operand[0];
  const struct formula_input *in = v[0].input;
  bool same = formula_need_same(c, VM_SUB, &n->operand[1], &v[1]);
  if (v[0].type == VALUE_FAILED) {
    return failed;
  }
  if (in == NULL || !(in->low > 0 && in->low < in->high)) {
    formula_refuse(
        c, D_FORMULA_KIND, first->beg, first->end,
        STR("Name an input with a `range:` above 0: break-evens are looked for around it."));
    return failed;
  }
  if (!same) {
    return failed;
  }
  uint32_t difference = program_op(c->program, VM_SUB, v[1].step, v[2].step, 0);
  return (struct formula_value){
      .type = VALUE_BREAKEVEN,
      .unit = v[0].unit,
      .step = program_breakeven(c->program, difference, in->index, (double[2]){in->low, in->high})};
}

struct formula_value formula_stat(struct formula_compiler *c, const struct formula_node *n,
                                  const struct formula_value v[3]) {
  const uint32_t step[2] = {v[0].step, 0};
  switch (n->stat) {
    case STAT_P:
      return formula_need_condition(c, n->operand[0], &v[0]) ? stat_value(c, n, unit_pure(), step)
                                                             : failed;
    case STAT_MEAN:
      return formula_need_number(c, n->operand[0], &v[0]) ? stat_value(c, n, v[0].unit, step)
                                                          : failed;
    case STAT_QUANTILE:
      return quantile(c, n, v);
    case STAT_RANK:
      return rank(c, n, v);
    case STAT_BREAKEVEN:
      return breakeven(c, n, v);
    case STAT_NONE:
      break;
  }
  return failed;
}
