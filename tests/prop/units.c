/*
 * Random formulas over quantities: those whose units fit compile to steps that
 * give, bit for bit, what a plain walk over the tree gives, with the unit it
 * gives; those with one misfit are refused for it, at its place, and for nothing
 * else. Likewise for what looks at all samples, with formulas inside.
 *
 *     tests/prop/units [SEED]
 */
#include "core/fmath.h"
#include "core/num.h"
#include "formula_lab.h"
#include "random.h"

enum { FORMULAS = 4000, DEPTH = 5, NODES = 400, EXPONENT = 3 };

struct term {
  enum vm_op op;  /* VM_CONST: a literal, VM_INPUT */
  double literal; /* VM_CONST: in its unit; VM_POW: the exponent */
  int input;
  bool mega;                  /* the literal counts tokens in millions, */
  bool hours;                 /* time in hours */
  bool is_misfit;             /* the operand that does not fit */
  int8_t exponent[LAB_BASES]; /* unused for conditions */
  bool is_condition;
  struct term *operand[3];
};

struct grower {
  uint64_t seed;
  arena *perm;
  int nodes;
};

static int below(struct grower *g, int limit) {
  return (int)random_below(&g->seed, (uint32_t)limit);
}

static struct term *new_term(struct grower *g, enum vm_op op, const int8_t *exponent) {
  struct term *t = NEW(g->perm, struct term, 1);
  t->op = op;
  memcpy(t->exponent, exponent, LAB_BASES);
  g->nodes++;
  return t;
}

/* --- growing well-typed trees ------------------------------------------------ */

static struct term *grow(struct grower *g, const int8_t *exponent, int depth);

static struct term *grow_literal(struct grower *g, const int8_t *exponent) {
  struct term *t = new_term(g, VM_CONST, exponent);
  int digits = below(g, 1000);
  t->literal = below(g, 3) == 0 ? digits : digits / 100.0;
  t->mega = below(g, 2) == 0;
  t->hours = below(g, 2) == 0;
  return t;
}

static struct term *grow_leaf(struct grower *g, const int8_t *exponent) {
  int start = below(g, LAB_INPUTS);
  for (int i = 0; i < LAB_INPUTS; i++) {
    int at = (start + i) % LAB_INPUTS;
    if (below(g, 2) == 0 && memcmp(lab_inputs[at].exponent, exponent, LAB_BASES) == 0) {
      struct term *t = new_term(g, VM_INPUT, exponent);
      t->input = at;
      return t;
    }
  }
  return grow_literal(g, exponent);
}

static void random_unit(struct grower *g, int8_t *ret_exponent) {
  for (int i = 0; i < LAB_BASES; i++) {
    ret_exponent[i] = (int8_t)(below(g, 4) == 0 ? below(g, 2 * EXPONENT + 1) - EXPONENT : 0);
  }
}

static struct term *grow_condition(struct grower *g, int depth) {
  static const enum vm_op compares[] = {VM_LT, VM_LE, VM_EQ};
  static const enum vm_op joins[] = {VM_AND, VM_OR, VM_NOT};
  int8_t unit[LAB_BASES];
  random_unit(g, unit);
  bool joined = depth > 1 && below(g, 3) == 0;
  struct term *t = new_term(g, joined ? joins[below(g, 3)] : compares[below(g, 3)], unit);
  t->is_condition = true;
  for (int i = 0; i < (t->op == VM_NOT ? 1 : 2); i++) {
    t->operand[i] = joined ? grow_condition(g, depth - 1) : grow(g, unit, depth - 1);
  }
  return t;
}

static bool is_pure(const int8_t *exponent) {
  static const int8_t none[LAB_BASES] = {0};
  return memcmp(exponent, none, LAB_BASES) == 0;
}

/* Splits a unit for a product (sign 1) or a quotient (sign -1) of two others. */
static struct term *grow_product(struct grower *g, const int8_t *exponent, int depth) {
  bool divides = below(g, 2) == 0;
  struct term *t = new_term(g, divides ? VM_DIV : VM_MUL, exponent);
  int8_t right[LAB_BASES];
  int8_t left[LAB_BASES];
  random_unit(g, right);
  for (int i = 0; i < LAB_BASES; i++) {
    int rest = divides ? exponent[i] + right[i] : exponent[i] - right[i];
    bool wide = rest > EXPONENT || rest < -EXPONENT;
    right[i] = wide ? 0 : right[i];
    left[i] = wide ? exponent[i] : (int8_t)rest;
  }
  t->operand[0] = grow(g, left, depth - 1);
  t->operand[1] = grow(g, right, depth - 1);
  return t;
}

/* A whole power, where the unit is one. */
static struct term *grow_power(struct grower *g, const int8_t *exponent, int depth) {
  static const int powers[] = {2, -1, 3, -2};
  int power = powers[below(g, 4)];
  int8_t root[LAB_BASES];
  for (int i = 0; i < LAB_BASES; i++) {
    if (exponent[i] % power != 0) {
      return grow_product(g, exponent, depth);
    }
    root[i] = (int8_t)(exponent[i] / power);
  }
  struct term *t = new_term(g, VM_POW, exponent);
  t->literal = power;
  t->operand[0] = grow(g, root, depth - 1);
  return t;
}

static struct term *grow_unary(struct grower *g, const int8_t *exponent, int depth) {
  static const enum vm_op ops[] = {VM_NEG, VM_ABS, VM_SQRT, VM_CEIL, VM_FLOOR, VM_LOG, VM_EXP};
  struct term *t = new_term(g, ops[below(g, is_pure(exponent) ? 7 : 3)], exponent);
  int8_t inner[LAB_BASES];
  memcpy(inner, exponent, LAB_BASES);
  for (int i = 0; i < LAB_BASES && t->op == VM_SQRT; i++) {
    inner[i] = (int8_t)(2 * inner[i]);
  }
  t->operand[0] = grow(g, inner, depth - 1);
  return t;
}

static struct term *grow_same(struct grower *g, const int8_t *exponent, int depth) {
  static const enum vm_op ops[] = {VM_ADD, VM_SUB, VM_MIN, VM_MAX, VM_IF};
  struct term *t = new_term(g, ops[below(g, 5)], exponent);
  int first = t->op == VM_IF;
  if (first > 0) {
    t->operand[0] = grow_condition(g, depth - 1);
  }
  t->operand[first] = grow(g, exponent, depth - 1);
  t->operand[first + 1] = grow(g, exponent, depth - 1);
  return t;
}

static struct term *grow(struct grower *g, const int8_t *exponent, int depth) {
  for (int i = 0; i < LAB_BASES; i++) { /* roots of roots leave the range of units */
    if (exponent[i] > EXPONENT || exponent[i] < -EXPONENT) {
      depth = 0;
    }
  }
  if (depth <= 0 || g->nodes > NODES / 2) {
    return grow_leaf(g, exponent);
  }
  switch (below(g, 8)) {
    case 0:
      return grow_leaf(g, exponent);
    case 1:
      return grow_unary(g, exponent, depth);
    case 2:
      return grow_power(g, exponent, depth);
    case 3:
    case 4:
      return grow_product(g, exponent, depth);
    default:
      return grow_same(g, exponent, depth);
  }
}

/* --- as text, with no parentheses but those that are needed ------------------- */

enum { OF_OR = 1, OF_AND, OF_NOT, OF_COMPARE, OF_SUM, OF_PRODUCT, OF_SIGN, OF_POWER, OF_ATOM };

static int level_of(const struct term *t) {
  static const int levels[VM_OP_COUNT] = {
      [VM_OR] = OF_OR,       [VM_AND] = OF_AND,     [VM_NOT] = OF_NOT,  [VM_LT] = OF_COMPARE,
      [VM_LE] = OF_COMPARE,  [VM_EQ] = OF_COMPARE,  [VM_ADD] = OF_SUM,  [VM_SUB] = OF_SUM,
      [VM_MUL] = OF_PRODUCT, [VM_DIV] = OF_PRODUCT, [VM_NEG] = OF_SIGN, [VM_POW] = OF_POWER,
  };
  if (t->op == VM_CONST && !is_pure(t->exponent)) {
    return OF_POWER; /* no base of a power: `2 tok^2` squares the unit */
  }
  return levels[t->op] == 0 ? OF_ATOM : levels[t->op];
}

static void print_literal(struct term *t, buf *out) {
  str names[LAB_BASES];
  for (int i = 0; i < LAB_BASES; i++) {
    names[i] = lab_units[i].name;
  }
  names[1] = t->mega ? STR("Mtok") : names[1];
  names[3] = t->hours ? STR("h") : names[3];
  num_print(out, t->literal);
  for (int i = 0, first = 1; i < LAB_BASES; i++) {
    int e = t->exponent[i];
    if (e == 0) {
      continue;
    }
    buf_byte(out, first ? ' ' : e < 0 ? '/' : '*');
    buf_str(out, names[i]);
    int power = first ? e : abs(e);
    if (power != 1) {
      buf_byte(out, '^');
      buf_int(out, power);
    }
    first = 0;
  }
}

static void print(struct term *t, int level, buf *out, ptrdiff_t *ret_misfit);

static void print_call(const char *name, struct term *t, buf *out, ptrdiff_t *ret_misfit) {
  buf_str(out, str_of(name));
  for (int i = 0; i < 3 && t->operand[i] != NULL; i++) {
    buf_str(out, i == 0 ? STR("(") : STR(", "));
    print(t->operand[i], OF_OR, out, ret_misfit);
  }
  buf_byte(out, ')');
}

static void print_infix(const char *sign, struct term *t, buf *out, ptrdiff_t *ret_misfit) {
  int level = level_of(t);
  print(t->operand[0], level == OF_COMPARE ? OF_SUM : level, out, ret_misfit);
  buf_str(out, str_of(sign));
  print(t->operand[1], level + 1, out, ret_misfit);
}

static void print_op(struct term *t, buf *out, ptrdiff_t *ret_misfit) {
  static const char *const infix[VM_OP_COUNT] = {
      [VM_ADD] = " + ", [VM_SUB] = " - ", [VM_MUL] = "*",     [VM_DIV] = "/",  [VM_LT] = " < ",
      [VM_LE] = " <= ", [VM_EQ] = " = ",  [VM_AND] = " and ", [VM_OR] = " or "};
  static const char *const call[VM_OP_COUNT] = {
      [VM_MIN] = "min",     [VM_MAX] = "max",   [VM_IF] = "if",
      [VM_FLOOR] = "floor", [VM_CEIL] = "ceil", [VM_ABS] = "abs",
      [VM_SQRT] = "sqrt",   [VM_EXP] = "exp",   [VM_LOG] = "log"};
  if (infix[t->op] != NULL) {
    print_infix(infix[t->op], t, out, ret_misfit);
  } else if (call[t->op] != NULL) {
    print_call(call[t->op], t, out, ret_misfit);
  } else if (t->op == VM_POW) {
    print(t->operand[0], OF_ATOM, out, ret_misfit);
    buf_byte(out, '^');
    buf_int(out, (int64_t)t->literal);
  } else {
    buf_str(out, t->op == VM_NOT ? STR("not ") : STR("-"));
    print(t->operand[0], level_of(t), out, ret_misfit);
  }
}

static void print(struct term *t, int level, buf *out, ptrdiff_t *ret_misfit) {
  if (t->is_misfit) {
    *ret_misfit = out->n;
  }
  bool wrapped = level_of(t) < level;
  buf_str(out, wrapped ? STR("(") : STR(""));
  if (t->op == VM_CONST) {
    print_literal(t, out);
  } else if (t->op == VM_INPUT) {
    buf_str(out, lab_inputs[t->input].name);
  } else {
    print_op(t, out, ret_misfit);
  }
  buf_str(out, wrapped ? STR(")") : STR(""));
}

/* --- a plain walk over the tree ----------------------------------------------- */

static double power_of_unit(double one, int exponent) {
  double factor = 1;
  for (int i = 0; i < abs(exponent); i++) {
    factor = exponent < 0 ? factor / one : factor * one;
  }
  return factor;
}

/* As the reader composes it: the first unit to its signed power, then `*` or `/`. */
static double factor_of(const struct term *t) {
  const double ones[LAB_BASES] = {1, t->mega ? 1e6 : 1, 1, t->hours ? 3600 : 1};
  double factor = 1;
  bool first = true;
  for (int i = 0; i < LAB_BASES; i++) {
    int e = t->exponent[i];
    if (e == 0) {
      continue;
    }
    if (first) {
      factor = power_of_unit(ones[i], e);
    } else {
      double f = power_of_unit(ones[i], abs(e));
      factor = e < 0 ? factor / f : factor * f;
    }
    first = false;
  }
  return factor;
}

static double compute(const struct term *t, const double x[3]) {
  switch ((int)t->op) {
    case VM_NEG:
      return -x[0];
    case VM_ADD:
      return x[0] + x[1];
    case VM_SUB:
      return x[0] - x[1];
    case VM_MUL:
      return x[0] * x[1];
    case VM_DIV:
      return x[0] / x[1];
    case VM_POW:
      return fmath_power(x[0], (int)t->literal);
    case VM_MIN:
      return x[1] < x[0] ? x[1] : x[0];
    case VM_MAX:
      return x[1] > x[0] ? x[1] : x[0];
    case VM_LT:
      return x[0] < x[1];
    case VM_LE:
      return x[0] <= x[1];
    case VM_EQ:
      return x[0] == x[1];
    case VM_NOT:
      return x[0] == 0;
    case VM_AND:
      return x[0] != 0 && x[1] != 0;
    case VM_OR:
      return x[0] != 0 || x[1] != 0;
    case VM_FLOOR:
      return fmath_floor(x[0]);
    case VM_CEIL:
      return fmath_ceil(x[0]);
    case VM_ABS:
      return x[0] < 0 ? -x[0] : x[0];
    case VM_SQRT:
      return fmath_sqrt(x[0]);
    case VM_EXP:
      return fmath_exp(x[0]);
    case VM_LOG:
      return fmath_log(x[0]);
    default:
      fail_msg("no such operation: %d", (int)t->op);
      return 0;
  }
}

/* False: undefined. */
static bool walk(const struct term *t, double *ret_value) {
  if (t->op == VM_CONST || t->op == VM_INPUT) {
    *ret_value = t->op == VM_INPUT ? lab_inputs[t->input].value : t->literal * factor_of(t);
    return true;
  }
  double x[3] = {0};
  if (t->op == VM_IF) {
    return walk(t->operand[0], &x[0]) && walk(t->operand[x[0] != 0 ? 1 : 2], ret_value);
  }
  for (int i = 0; i < 3 && t->operand[i] != NULL; i++) {
    if (!walk(t->operand[i], &x[i])) {
      return false;
    }
  }
  *ret_value = compute(t, x);
  return fmath_is_finite(*ret_value);
}

/* --- the properties ------------------------------------------------------------ */

enum { TREE_BYTES = 4 << 20, TEXT_BYTES = 32 << 10 };
static char tree_memory[TREE_BYTES];
static char text_memory[TEXT_BYTES];

static struct grower start(uint64_t seed, arena *perm) {
  *perm = (arena){tree_memory, tree_memory + sizeof tree_memory};
  return (struct grower){.seed = seed, .perm = perm};
}

static const char *text_of(struct term *t, ptrdiff_t *ret_misfit) {
  buf out = buf_over(text_memory, TEXT_BYTES);
  *ret_misfit = -1;
  print(t, OF_OR, &out, ret_misfit);
  buf_byte(&out, '\0');
  assert_false(out.full);
  return text_memory;
}

static bool check_fitting(uint64_t seed) {
  arena perm;
  struct grower g = start(seed, &perm);
  int8_t unit[LAB_BASES];
  ptrdiff_t misfit;
  random_unit(&g, unit);
  struct term *t = grow(&g, unit, DEPTH);
  const char *text = text_of(t, &misfit);
  struct lab *l = lab_open(text);
  struct formula_value v = lab_compile(l);
  double want = 0;
  double got = 0;
  bool defined = walk(t, &want);
  if (v.type != VALUE_NUMBER || memcmp(v.unit.exponent, unit, LAB_BASES) != 0) {
    fail_msg("seed %llu: %s: refused, or another unit", (unsigned long long)seed, text);
  }
  bool computed = lab_value(l, v.step, &got);
  if (computed != defined || (defined && got != want)) {
    fail_msg("seed %llu: %s: got %.17g, want %.17g", (unsigned long long)seed, text, got, want);
  }
  return defined;
}

/* The place of some subtree of the tree that is a number. */
static struct term **pick_place(struct grower *g, struct term **at) {
  struct term **place = at;
  for (int steps = below(g, DEPTH); steps > 0; steps--) {
    struct term *t = *place;
    int count = 0;
    while (count < 3 && t->operand[count] != NULL) {
      count++;
    }
    struct term **next = count == 0 ? place : &t->operand[below(g, count)];
    if ((*next)->is_condition) {
      break;
    }
    place = next;
  }
  return place;
}

/* Puts something in the place of a term whose second operand does not fit. */
static diag_id spoil(struct grower *g, struct term **place) {
  static const enum vm_op ops[] = {VM_ADD, VM_SUB, VM_MIN, VM_MAX, VM_LOG};
  struct term *t = *place;
  int8_t other[LAB_BASES];
  memcpy(other, t->exponent, LAB_BASES);
  other[below(g, LAB_BASES)] ^= 1; /* differs by one */
  struct term *wrong = new_term(g, ops[below(g, 5)], t->exponent);
  if (wrong->op == VM_LOG) {
    bool pure = is_pure(t->exponent);
    wrong->operand[0] = pure ? grow_literal(g, other) : t;
    wrong->operand[0]->is_misfit = true;
    *place = wrong;
    return D_UNIT_PURE;
  }
  wrong->operand[0] = t;
  wrong->operand[1] = grow_literal(g, other);
  wrong->operand[1]->is_misfit = true;
  *place = wrong;
  return D_UNIT_MISMATCH;
}

static void check_misfit(uint64_t seed) {
  arena perm;
  struct grower g = start(seed, &perm);
  int8_t unit[LAB_BASES];
  ptrdiff_t misfit;
  random_unit(&g, unit);
  struct term *t = grow(&g, unit, DEPTH);
  diag_id id = spoil(&g, pick_place(&g, &t));
  const char *text = text_of(t, &misfit);
  struct lab *l = lab_open(text);
  struct formula_value v = lab_compile(l);
  const struct diags *ds = &l->r->ds;
  const ptrdiff_t before = 4; /* f: " */
  bool sound = v.type == VALUE_FAILED && ds->count == 1 && ds->items[0].id == id &&
               ds->items[0].at.beg == misfit + before;
  if (!sound) {
    fail_msg("seed %llu: %s: not refused for what stands at %td", (unsigned long long)seed, text,
             misfit);
  }
}

/* --- over all samples, of which there is one here ------------------------------- */

enum { PATTERNS = 7, CALLS = 4 };

/* Stands for: N a number, C a condition, B one of the break-even's unit; @ marks the fault. */
struct pattern {
  const char *text;
  diag_id id;     /* of what is refused */
  char unit;      /* of the result: N as the numbers, B, 1 */
  bool has_value; /* that of the tree printed last */
};

static const struct pattern sound[PATTERNS] = {
    {"P(C)", DIAG_COUNT, '1', true},
    {"mean(N)", DIAG_COUNT, 'N', true},
    {"quantile(0.25, N)", DIAG_COUNT, 'N', true},
    {"quantile(1, breakeven(calls, N, N))", DIAG_COUNT, 'B', false},
    {"P(breakeven(calls, N, N) within [1 call/s, B]) - 1", DIAG_COUNT, '1', false},
    {"if(P(C) > 1/2 or mean(N) < quantile(0, N), rank(N, fee), 2)", DIAG_COUNT, '1', false},
    {"if(mean(N) >= N, mean(N) + quantile(1/3, N), N)", DIAG_COUNT, 'N', false},
};

static const struct pattern faulty[] = {
    {"P(@N)", D_FORMULA_KIND, '1', false},
    {"quantile(@1.5, N)", D_FORMULA_KIND, '1', false},
    {"mean(@C) < 1", D_FORMULA_KIND, '1', false},
    {"rank(N, @calls)", D_FORMULA_KIND, '1', false},
    {"mean(@mean(N) + N)", D_STAT_NESTED, '1', false},
    {"P(C and N < @quantile(0.5, N))", D_STAT_NESTED, '1', false},
    {"B - @breakeven(calls, N, N)", D_STAT_BREAKEVEN, '1', false},
    {"quantile(0.5, breakeven(calls, @breakeven(calls, N, N), B))", D_STAT_BREAKEVEN, '1', false},
    {"if(@breakeven(calls, N, N) < B, N, N)", D_STAT_BREAKEVEN, '1', false},
};

/* A formula of a pattern, with random trees inside; the last of them, and where the fault is. */
static const char *fill(struct grower *g, const struct pattern *p, const int8_t *unit,
                        struct term **ret_last, ptrdiff_t *ret_fault) {
  buf out = buf_over(text_memory, TEXT_BYTES);
  ptrdiff_t none;
  for (const char *c = p->text; *c != '\0'; c++) {
    if (*c == '@') {
      *ret_fault = out.n;
    } else if (*c == 'N' || *c == 'B') {
      g->nodes = 0;
      *ret_last = grow(g, *c == 'N' ? unit : lab_inputs[CALLS].exponent, DEPTH - 2);
      print(*ret_last, OF_SUM, &out, &none);
    } else if (*c == 'C') {
      g->nodes = 0;
      *ret_last = grow_condition(g, DEPTH - 2);
      print(*ret_last, OF_COMPARE, &out, &none);
    } else {
      buf_byte(&out, *c);
    }
  }
  buf_byte(&out, '\0');
  assert_false(out.full);
  return text_memory;
}

static void check_statistic(uint64_t seed, const struct pattern *p) {
  const int8_t pure[LAB_BASES] = {0};
  arena perm;
  struct grower g = start(seed, &perm);
  int8_t unit[LAB_BASES];
  random_unit(&g, unit);
  struct term *last = NULL;
  ptrdiff_t fault = -1;
  const char *text = fill(&g, p, unit, &last, &fault);
  struct lab *l = lab_open(text);
  const struct diags *ds = &l->r->ds;
  l->compiler.statistics = true;
  struct formula_value v = lab_compile(l);
  double want = 0;
  double got = 0;
  const int8_t *exponent = p->unit == 'N'   ? unit
                           : p->unit == 'B' ? lab_inputs[CALLS].exponent
                                            : pure;
  bool fits = p->id != DIAG_COUNT
                  ? ds->count == 1 && ds->items[0].id == p->id && ds->items[0].at.beg == fault + 4
                  : v.type == VALUE_NUMBER && ds->count == 0 && v.is_statistic &&
                        memcmp(v.unit.exponent, exponent, LAB_BASES) == 0;
  if (fits && p->has_value) {
    bool defined = walk(last, &want);
    fits = lab_value(l, v.step, &got) == defined && (!defined || got == want);
  }
  if (!fits) {
    fail_msg("seed %llu: %s: %td found", (unsigned long long)seed, text, ds->count);
  }
}

static uint64_t first_seed;

static void statistics(void **state) {
  (void)state;
  for (uint64_t i = 0; i < FORMULAS / 2; i++) {
    check_statistic(first_seed + i, &sound[i % PATTERNS]);
    check_statistic(first_seed + i, &faulty[i % (sizeof faulty / sizeof *faulty)]);
  }
}

static void fitting(void **state) {
  (void)state;
  int defined = 0;
  for (uint64_t i = 0; i < FORMULAS; i++) {
    defined += check_fitting(first_seed + i);
  }
  print_message("%d of %d formulas have a value\n", defined, FORMULAS);
  assert_true(defined > FORMULAS / 2);
}

static void misfits(void **state) {
  (void)state;
  for (uint64_t i = 0; i < FORMULAS; i++) {
    check_misfit(first_seed + i);
  }
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(fitting), cmocka_unit_test(misfits),
                                     cmocka_unit_test(statistics)};
  first_seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
