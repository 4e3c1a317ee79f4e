#include "model/formula_check.h"

static const struct formula_value failed = {.type = VALUE_FAILED};

static struct formula_value number_of(struct unit unit, uint32_t step) {
  return (struct formula_value){.type = VALUE_NUMBER, .unit = unit, .step = step};
}

static struct formula_value condition_of(uint32_t step) {
  return (struct formula_value){.type = VALUE_CONDITION, .step = step};
}

static str text_of(const struct formula *f, int32_t beg, int32_t end) {
  return str_sub(ynode_text(f->doc, f->node), beg, end);
}

struct diag *formula_refuse(struct formula_compiler *c, diag_id id, int32_t beg, int32_t end,
                            str hint) {
  const struct formula *f = c->formula;
  struct diag *d = diag_add(c->units.diags, id, formula_place(f, beg, end), text_of(f, beg, end));
  if (hint.n > 0) {
    diag_hint(c->units.diags, d, hint);
  }
  return d;
}

static str words(struct formula_compiler *c, const struct unit *u) {
  return unit_print(c->units.table, u, c->units.perm);
}

/* "adding USD/mo to USD", behind the text that it is about. */
static void detail(struct formula_compiler *c, struct diag *d, const str parts[5]) {
  buf b = buf_open(c->units.perm);
  for (int i = 0; i < 5; i++) {
    buf_str(&b, parts[i]);
  }
  diag_detail(c->units.diags, d, buf_close(&b, c->units.perm));
}

/* A number where one is needed. */
bool formula_need_number(struct formula_compiler *c, const struct formula_node *n,
                         const struct formula_value *v) {
  if (v->type == VALUE_CONDITION) {
    formula_refuse(c, D_FORMULA_KIND, n->beg, n->end,
                   STR("A number is needed here, and this is a condition."));
  } else if (v->type == VALUE_BREAKEVEN) {
    formula_refuse(c, D_STAT_BREAKEVEN, n->beg, n->end, STR(""));
  }
  return v->type == VALUE_NUMBER;
}

bool formula_need_condition(struct formula_compiler *c, const struct formula_node *n,
                            const struct formula_value *v) {
  if (v->type == VALUE_NUMBER || v->type == VALUE_BREAKEVEN) {
    formula_refuse(c, D_FORMULA_KIND, n->beg, n->end,
                   STR("A condition is needed here, such as `examples >= 50 ex`."));
  }
  return v->type == VALUE_CONDITION;
}

bool formula_need_pure(struct formula_compiler *c, const struct formula_node *n,
                       const struct formula_value *v) {
  if (!formula_need_number(c, n, v)) {
    return false;
  }
  if (unit_is_pure(&v->unit)) {
    return true;
  }
  struct diag *d = formula_refuse(c, D_UNIT_PURE, n->beg, n->end, STR(""));
  detail(c, d, (str[5]){STR("it is in "), words(c, &v->unit)});
  return false;
}

/* How a message speaks of two operands; the left one of a swapped comparison stands on the right.
 */
struct phrase {
  str verb, between;
  bool right_first; /* "adding RIGHT to LEFT" */
};

static struct phrase phrase_of(enum vm_op op) {
  if (op == VM_ADD) {
    return (struct phrase){STR("adding "), STR(" to "), true};
  }
  if (op == VM_SUB) {
    return (struct phrase){STR("subtracting "), STR(" from "), true};
  }
  if (op == VM_MIN || op == VM_MAX) {
    return (struct phrase){op == VM_MIN ? STR("min of ") : STR("max of "), STR(" and "), false};
  }
  if (op == VM_IF) {
    return (struct phrase){STR("either "), STR(" or "), false};
  }
  return (struct phrase){STR("comparing "), STR(" with "), false};
}

/* Two numbers of the same unit. */
bool formula_need_same(struct formula_compiler *c, enum vm_op op,
                       const struct formula_node *const n[2], const struct formula_value v[2]) {
  bool numbers = formula_need_number(c, n[0], &v[0]);
  numbers = formula_need_number(c, n[1], &v[1]) && numbers;
  if (!numbers || unit_same(&v[0].unit, &v[1].unit)) {
    return numbers;
  }
  int second = n[1]->beg > n[0]->beg; /* in the order of the text */
  struct phrase p = phrase_of(op);
  str texts[2] = {words(c, &v[!second].unit), words(c, &v[second].unit)};
  struct diag *d = formula_refuse(c, D_UNIT_MISMATCH, n[second]->beg, n[second]->end, STR(""));
  detail(c, d, (str[5]){p.verb, texts[p.right_first], p.between, texts[!p.right_first]});
  return false;
}

static struct formula_value compile(struct formula_compiler *c, const struct formula_node *n);

static struct formula_value too_high(struct formula_compiler *c, const struct formula_node *n) {
  formula_refuse(c, D_UNIT_SYNTAX, n->beg, n->end, STR("Exponents of units go from -8 to 8."));
  return failed;
}

static struct formula_value compile_product(struct formula_compiler *c,
                                            const struct formula_node *n,
                                            const struct formula_value v[3]) {
  bool numbers = formula_need_number(c, n->operand[0], &v[0]);
  if (!formula_need_number(c, n->operand[1], &v[1]) || !numbers) {
    return failed;
  }
  struct unit unit;
  bool fits = n->op == VM_MUL ? unit_multiply(&v[0].unit, &v[1].unit, &unit)
                              : unit_divide(&v[0].unit, &v[1].unit, &unit);
  if (!fits) {
    return too_high(c, n);
  }
  bool by_number = unit_is_pure(&v[1].unit); /* what is only scaled keeps its spelling */
  unit.text = by_number ? v[0].unit.text : STR("");
  return number_of(unit, program_op(c->program, n->op, v[0].step, v[1].step, 0));
}

static struct formula_value compile_power(struct formula_compiler *c, const struct formula_node *n,
                                          const struct formula_value v[3]) {
  bool number = formula_need_number(c, n->operand[0], &v[0]);
  if (!formula_need_pure(c, n->operand[1], &v[1]) || !number) {
    return failed;
  }
  double exponent = 0;
  bool whole = program_is_constant(c->program, v[1].step, &exponent) && exponent >= -VM_POWER_MAX &&
               exponent <= VM_POWER_MAX && exponent == (double)(int)exponent;
  if (!whole) {
    const struct formula_node *at = n->operand[1];
    formula_refuse(c, D_FORMULA_KIND, at->beg, at->end,
                   STR("An exponent is a whole number from -64 to 64."));
    return failed;
  }
  struct unit unit;
  if (!unit_power(&v[0].unit, (int)exponent, &unit)) {
    return too_high(c, n);
  }
  return number_of(unit, program_power(c->program, v[0].step, (int)exponent));
}

static struct formula_value compile_if(struct formula_compiler *c, const struct formula_node *n,
                                       const struct formula_value v[3]) {
  bool condition = formula_need_condition(c, n->operand[0], &v[0]);
  bool both = v[1].type == VALUE_CONDITION && v[2].type == VALUE_CONDITION;
  if (!both && !formula_need_same(c, VM_IF, &n->operand[1], &v[1])) {
    return failed;
  }
  if (!condition) {
    return failed;
  }
  uint32_t step = program_op(c->program, VM_IF, v[0].step, v[1].step, v[2].step);
  return both ? condition_of(step) : number_of(v[1].unit, step);
}

static struct formula_value compile_logic(struct formula_compiler *c, const struct formula_node *n,
                                          const struct formula_value v[3]) {
  bool sound = formula_need_condition(c, n->operand[0], &v[0]);
  if (n->op != VM_NOT) {
    sound = formula_need_condition(c, n->operand[1], &v[1]) && sound;
  }
  return sound ? condition_of(program_op(c->program, n->op, v[0].step, v[1].step, 0)) : failed;
}

/* One number to another: the sign, abs and sqrt keep track of units, the others take none. */
static struct formula_value compile_unary(struct formula_compiler *c, const struct formula_node *n,
                                          const struct formula_value v[3]) {
  const struct formula_node *at = n->operand[0];
  bool any = n->op == VM_NEG || n->op == VM_ABS || n->op == VM_SQRT;
  if (any ? !formula_need_number(c, at, &v[0]) : !formula_need_pure(c, at, &v[0])) {
    return failed;
  }
  struct unit unit = v[0].unit;
  if (n->op == VM_SQRT && !unit_root(&v[0].unit, &unit)) {
    struct diag *d = formula_refuse(c, D_FORMULA_KIND, at->beg, at->end,
                                    STR("A root needs even exponents in the unit, as in USD^2."));
    detail(c, d, (str[5]){STR("it is in "), words(c, &v[0].unit)});
    return failed;
  }
  return number_of(unit, program_op(c->program, n->op, v[0].step, 0, 0));
}

static struct formula_value compile_pair(struct formula_compiler *c, const struct formula_node *n,
                                         struct formula_value v[3]) {
  bool compares = n->op == VM_LT || n->op == VM_LE || n->op == VM_EQ;
  for (int i = 0; i < 2 && compares; i++) {
    if (!formula_comparable(c, n->operand[i], &v[i])) {
      return failed;
    }
  }
  if (!formula_need_same(c, n->op, n->operand, v)) {
    return failed;
  }
  uint32_t step = program_op(c->program, n->op, v[0].step, v[1].step, 0);
  return compares ? condition_of(step) : number_of(v[0].unit, step);
}

/* x within [a, b]. */
static struct formula_value compile_within(struct formula_compiler *c, const struct formula_node *n,
                                           struct formula_value v[3]) {
  uint32_t step[2];
  if (!formula_comparable(c, n->operand[0], &v[0])) {
    return failed;
  }
  for (int i = 0; i < 2; i++) { /* the ends, in the order of the text: x stands before them */
    const struct formula_node *const pair[2] = {n->operand[0], n->operand[i + 1]};
    const struct formula_value values[2] = {v[0], v[i + 1]};
    if (!formula_need_same(c, VM_LE, pair, values)) {
      return failed;
    }
    step[i] = program_op(c->program, VM_LE, values[i == 0].step, values[i == 1].step, 0);
  }
  return condition_of(program_op(c->program, VM_AND, step[0], step[1], 0));
}

static struct formula_value compile_values(struct formula_compiler *c, const struct formula_node *n,
                                           struct formula_value v[3]) {
  if (n->kind == FORMULA_STAT) {
    return formula_stat(c, n, v);
  }
  if (n->kind == FORMULA_WITHIN) {
    return compile_within(c, n, v);
  }
  if (n->op == VM_MUL || n->op == VM_DIV) {
    return compile_product(c, n, v);
  }
  if (n->op == VM_POW) {
    return compile_power(c, n, v);
  }
  if (n->op == VM_IF) {
    return compile_if(c, n, v);
  }
  if (n->op == VM_AND || n->op == VM_OR || n->op == VM_NOT) {
    return compile_logic(c, n, v);
  }
  return n->operand[1] == NULL ? compile_unary(c, n, v) : compile_pair(c, n, v);
}

static struct formula_value compile_op(struct formula_compiler *c, const struct formula_node *n) {
  struct formula_value v[3] = {failed, failed, failed};
  enum formula_stat outer = c->inside;
  if (n->kind == FORMULA_STAT) {
    if (!formula_stat_stands(c, n)) {
      return failed;
    }
    c->inside = n->stat;
  }
  for (int i = 0; i < 3 && n->operand[i] != NULL; i++) {
    v[i] = compile(c, n->operand[i]);
  }
  c->inside = outer;
  struct formula_value result = compile_values(c, n, v);
  for (int i = 0; i < 3; i++) {
    result.varies = result.varies || v[i].varies;
    result.is_statistic = result.is_statistic || v[i].is_statistic;
  }
  if (n->kind == FORMULA_STAT && n->stat != STAT_BREAKEVEN) {
    result.varies = false;
    result.is_statistic = true;
  }
  return result;
}

/* A name inside a statistic may not stand for another one. */
static struct formula_value compile_name(struct formula_compiler *c, const struct formula_node *n) {
  struct formula_value v = c->resolve(c, n);
  if (v.is_statistic && v.type != VALUE_FAILED && c->inside != STAT_NONE) {
    formula_refuse(c, D_STAT_NESTED, n->beg, n->end, STR(""));
    return failed;
  }
  return v;
}

static struct formula_value compile(struct formula_compiler *c, const struct formula_node *n) {
  if (c->depth == COMPILE_DEPTH_MAX) {
    formula_refuse(c, D_COST_SIZE, n->beg, n->end,
                   STR("Too many names stand for formulas of other names in turn."));
    return failed;
  }
  c->depth++;
  struct formula_value v = failed;
  if (n->kind == FORMULA_NUMBER) {
    v = number_of(n->unit, program_constant(c->program, n->number * n->unit.factor));
  } else {
    v = n->kind == FORMULA_NAME ? compile_name(c, n) : compile_op(c, n);
  }
  c->depth--;
  return v;
}

struct formula_value formula_compile_part(struct formula_compiler *c, const struct formula *f,
                                          const struct formula_node *n) {
  const struct formula *outer = c->formula;
  enum formula_stat inside = c->inside;
  c->formula = f;
  c->inside = STAT_NONE;
  struct formula_value v = compile(c, n);
  c->formula = outer;
  c->inside = inside;
  return v;
}

struct formula_value formula_compile(struct formula_compiler *c, const struct formula *f) {
  return f->root == NULL ? failed : formula_compile_part(c, f, f->root);
}

bool formula_expect(struct formula_compiler *c, const struct formula *f,
                    const struct formula_value *value, const struct unit *unit) {
  const struct formula *outer = c->formula;
  c->formula = f;
  bool sound = value->type != VALUE_FAILED && formula_need_number(c, f->root, value);
  if (sound && !unit_same(&value->unit, unit)) {
    struct diag *d = formula_refuse(c, D_UNIT_RESULT, f->root->beg, f->root->end, STR(""));
    unit_differs(&c->units, d, &value->unit, unit);
    sound = false;
  }
  c->formula = outer;
  return sound;
}

bool formula_expect_condition(struct formula_compiler *c, const struct formula *f,
                              const struct formula_value *value) {
  const struct formula *outer = c->formula;
  c->formula = f;
  bool sound = formula_need_condition(c, f->root, value);
  c->formula = outer;
  return sound;
}
