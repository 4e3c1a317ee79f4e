#include "core/num.h"
#include "model/condition.h"
#include "model/formula.h"

struct parser {
  const struct unit_reader *units;
  struct scanner scan;
  int nodes;
  bool failed; /* one diagnostic a formula: the rest would follow from it */
};

/* An operator between two operands; those that bind tighter have a higher level. */
struct infix {
  str sign;
  int level;
  enum vm_op op;
  bool swapped; /* `a > b` is `b < a` */
  bool negated; /* `a != b` is not `a = b` */
};

enum {
  LEVEL_NONE,
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_NOT,
  LEVEL_COMPARE,
  LEVEL_SUM,
  LEVEL_PRODUCT,
  LEVEL_SIGN,
  LEVEL_POWER
};

static const struct infix infixes[] = {
    {STR_INIT("or"), LEVEL_OR, VM_OR, false, false},
    {STR_INIT("and"), LEVEL_AND, VM_AND, false, false},
    {STR_INIT("<"), LEVEL_COMPARE, VM_LT, false, false},
    {STR_INIT("<="), LEVEL_COMPARE, VM_LE, false, false},
    {STR_INIT(">"), LEVEL_COMPARE, VM_LT, true, false},
    {STR_INIT(">="), LEVEL_COMPARE, VM_LE, true, false},
    {STR_INIT("="), LEVEL_COMPARE, VM_EQ, false, false},
    {STR_INIT("!="), LEVEL_COMPARE, VM_EQ, false, true},
    {STR_INIT("within"), LEVEL_COMPARE, VM_AND, false, false},
    {STR_INIT("+"), LEVEL_SUM, VM_ADD, false, false},
    {STR_INIT("-"), LEVEL_SUM, VM_SUB, false, false},
    {STR_INIT("*"), LEVEL_PRODUCT, VM_MUL, false, false},
    {STR_INIT("/"), LEVEL_PRODUCT, VM_DIV, false, false},
    {STR_INIT("^"), LEVEL_POWER, VM_POW, false, false},
};

struct function {
  str name;
  enum vm_op op;
  int least, most; /* arguments */
  enum formula_stat stat;
  str hint; /* what to write when their number is wrong; empty: by `least` */
};

/* Larger ones could leave the range of doubles once they are in base units. */
#define NUMBER_MAX 1e200

enum { ARGUMENTS_MAX = 16 }; /* of min and max */

static const struct function functions[] = {
    {STR_INIT("if"), VM_IF, 3, 3, STAT_NONE, STR_INIT("")},
    {STR_INIT("min"), VM_MIN, 2, ARGUMENTS_MAX, STAT_NONE, STR_INIT("")},
    {STR_INIT("max"), VM_MAX, 2, ARGUMENTS_MAX, STAT_NONE, STR_INIT("")},
    {STR_INIT("ceil"), VM_CEIL, 1, 1, STAT_NONE, STR_INIT("")},
    {STR_INIT("floor"), VM_FLOOR, 1, 1, STAT_NONE, STR_INIT("")},
    {STR_INIT("abs"), VM_ABS, 1, 1, STAT_NONE, STR_INIT("")},
    {STR_INIT("sqrt"), VM_SQRT, 1, 1, STAT_NONE, STR_INIT("")},
    {STR_INIT("log"), VM_LOG, 1, 1, STAT_NONE, STR_INIT("")},
    {STR_INIT("exp"), VM_EXP, 1, 1, STAT_NONE, STR_INIT("")},
    {STR_INIT("P"), VM_MEAN, 1, 1, STAT_P, STR_INIT("Write `P(condition)`.")},
    {STR_INIT("mean"), VM_MEAN, 1, 1, STAT_MEAN, STR_INIT("Write `mean(value)`.")},
    {STR_INIT("quantile"), VM_QUANTILE, 2, 2, STAT_QUANTILE,
     STR_INIT("Write `quantile(0.5, value)`.")},
    {STR_INIT("rank"), VM_RANK, 2, 2, STAT_RANK, STR_INIT("Write `rank(value, input)`.")},
    {STR_INIT("breakeven"), VM_BREAKEVEN, 3, 3, STAT_BREAKEVEN,
     STR_INIT("Write `breakeven(input, one value, other value)`.")},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

span formula_place(const struct formula *f, int32_t beg, int32_t end) {
  return ynode_part(f->doc, f->node, beg, end);
}

bool formula_is_reserved(str name) {
  static const str words[] = {
      STR_INIT("H"),      STR_INIT("once"),     STR_INIT("per_month"), STR_INIT("per_call"),
      STR_INIT("and"),    STR_INIT("or"),       STR_INIT("not"),       STR_INIT("per_retrain"),
      STR_INIT("within"), STR_INIT("scenario"), STR_INIT("horizon"),
  };
  for (size_t i = 0; i < COUNT(words); i++) {
    if (str_eq(words[i], name)) {
      return true;
    }
  }
  for (size_t i = 0; i < COUNT(functions); i++) {
    if (str_eq(functions[i].name, name)) {
      return true;
    }
  }
  return false;
}

static struct formula_node *refuse_at(struct parser *p, struct scanner at, str hint) {
  if (!p->failed) {
    p->failed = true;
    struct diag *d = diag_add(p->units->diags, D_FORMULA_SYNTAX, scan_span(&at), at.token.text);
    diag_hint(p->units->diags, d, hint);
  }
  return NULL;
}

static struct formula_node *refuse(struct parser *p, str hint) {
  return refuse_at(p, p->scan, hint);
}

static struct formula_node *new_node(struct parser *p, enum formula_kind kind, ptrdiff_t beg) {
  if (++p->nodes > FORMULA_NODES_MAX) {
    return refuse(p, STR("Split the formula: give its parts names under `let:`."));
  }
  struct formula_node *n = NEW(p->units->perm, struct formula_node, 1);
  n->kind = kind;
  n->beg = (int32_t)beg;
  n->end = (int32_t)p->scan.ended;
  return n;
}

static struct formula_node *new_op(struct parser *p, enum vm_op op, ptrdiff_t beg,
                                   const struct formula_node *operand[3]) {
  struct formula_node *n = new_node(p, FORMULA_OP, beg);
  if (n != NULL) {
    n->op = op;
    for (int i = 0; i < 3; i++) {
      n->operand[i] = operand[i];
    }
  }
  return n;
}

static struct formula_node *parse(struct parser *p, int level, int depth);

static struct formula_node *parse_number(struct parser *p) {
  ptrdiff_t beg = p->scan.token.at;
  double number;
  if (!num_parse(p->scan.token.text, &number) || number > NUMBER_MAX) {
    return refuse(p, STR("Write a number as 500, 0.5 or 20e3."));
  }
  struct unit unit;
  scan_next(&p->scan);
  if (!unit_scan(p->units, &p->scan, &unit)) {
    p->failed = true;
    return NULL;
  }
  struct formula_node *n = new_node(p, FORMULA_NUMBER, beg);
  if (n != NULL) {
    n->number = number;
    n->unit = unit;
  }
  return n;
}

/* `[row].column`, `[alternative]` behind a name. Ids of rows are no names: they hold - and dots. */
static struct formula_node *parse_index(struct parser *p, struct formula_node *n) {
  struct scanner open = p->scan;
  ptrdiff_t at;
  scan_next(&p->scan);
  if (!scan_until(&p->scan, ']', &n->index, &at) || n->index.n == 0) {
    return refuse_at(p, open, STR("Write what is looked up in brackets: `llm[baseline].in`."));
  }
  n->is_indexed = true;
  n->index_beg = (int32_t)at;
  scan_next(&p->scan);
  if (scan_take(&p->scan, STR("."))) {
    if (p->scan.token.kind != SCAN_NAME) {
      return refuse(p, STR("Write the name of a column behind the point."));
    }
    n->column = p->scan.token.text;
    n->column_beg = (int32_t)p->scan.token.at;
    scan_next(&p->scan);
  }
  n->end = (int32_t)p->scan.ended;
  return n;
}

/* The operand chain of min and max: min(a, b, c) is min(min(a, b), c). */
static struct formula_node *chain(struct parser *p, const struct function *f, ptrdiff_t beg,
                                  const struct formula_node **arguments, int count) {
  struct formula_node *n = NULL;
  if (count <= 3 && f->most <= 3) {
    n = new_op(p, f->op, beg, arguments);
    if (n != NULL && f->stat != STAT_NONE) {
      n->kind = FORMULA_STAT;
      n->stat = f->stat;
    }
    return n;
  }
  for (int i = 1; i < count; i++) {
    const struct formula_node *pair[3] = {i == 1 ? arguments[0] : n, arguments[i], NULL};
    n = new_op(p, f->op, beg, pair);
    if (n == NULL) {
      return NULL;
    }
  }
  return n;
}

static struct formula_node *refuse_count(struct parser *p, struct scanner name,
                                         const struct function *f) {
  static const str hints[] = {
      STR_INIT(""),
      STR_INIT("It takes one value in parentheses."),
      STR_INIT("It takes from 2 to 16 values in parentheses, with commas between them."),
      STR_INIT("Write `if(condition, value, value otherwise)`."),
  };
  return refuse_at(p, name, f->hint.n > 0 ? f->hint : hints[f->least]);
}

static struct formula_node *parse_call(struct parser *p, const struct function *f, int depth) {
  const struct formula_node *arguments[ARGUMENTS_MAX] = {NULL};
  struct scanner name = p->scan;
  int count = 0;
  scan_next(&p->scan);
  if (!scan_take(&p->scan, STR("("))) {
    return refuse_count(p, name, f);
  }
  do {
    if (count == f->most) {
      return refuse_count(p, name, f);
    }
    arguments[count] = parse(p, LEVEL_NONE, depth + 1);
    if (arguments[count++] == NULL) {
      return NULL;
    }
  } while (scan_take(&p->scan, STR(",")));
  if (!scan_take(&p->scan, STR(")"))) {
    return refuse(p, STR("Close the parenthesis with `)`, or go on with a comma."));
  }
  if (count < f->least) {
    return refuse_count(p, name, f);
  }
  return chain(p, f, name.token.at, arguments, count);
}

static struct formula_node *parse_name(struct parser *p, int depth) {
  str name = p->scan.token.text;
  for (size_t i = 0; i < COUNT(functions); i++) {
    if (str_eq(functions[i].name, name)) {
      return parse_call(p, &functions[i], depth);
    }
  }
  ptrdiff_t beg = p->scan.token.at;
  scan_next(&p->scan);
  struct formula_node *n = new_node(p, FORMULA_NAME, beg);
  if (n == NULL) {
    return NULL;
  }
  n->name = name;
  return scan_at(&p->scan, STR("[")) ? parse_index(p, n) : n;
}

static struct formula_node *parse_group(struct parser *p, int depth) {
  ptrdiff_t beg = p->scan.token.at;
  scan_next(&p->scan);
  struct formula_node *n = parse(p, LEVEL_NONE, depth + 1);
  if (n != NULL && !scan_take(&p->scan, STR(")"))) {
    return refuse(p, STR("Close the parenthesis with `)`."));
  }
  if (n != NULL) {
    n->beg = (int32_t)beg;
    n->end = (int32_t)p->scan.ended;
  }
  return n;
}

static struct formula_node *parse_prefix(struct parser *p, enum vm_op op, int level, int depth) {
  ptrdiff_t beg = p->scan.token.at;
  scan_next(&p->scan);
  const struct formula_node *operand[3] = {parse(p, level, depth + 1), NULL, NULL};
  return operand[0] == NULL ? NULL : new_op(p, op, beg, operand);
}

static struct formula_node *parse_operand(struct parser *p, int level, int depth) {
  if (scan_at(&p->scan, STR("-"))) {
    return parse_prefix(p, VM_NEG, LEVEL_SIGN, depth);
  }
  if (scan_at(&p->scan, STR("not")) && level <= LEVEL_NOT) {
    return parse_prefix(p, VM_NOT, LEVEL_NOT, depth);
  }
  if (scan_at(&p->scan, STR("("))) {
    return parse_group(p, depth);
  }
  bool joins = scan_at(&p->scan, STR("and")) || scan_at(&p->scan, STR("or")) ||
               scan_at(&p->scan, STR("not")) || scan_at(&p->scan, STR("within"));
  if (p->scan.token.kind == SCAN_NAME && !joins) {
    return parse_name(p, depth);
  }
  if (p->scan.token.kind == SCAN_NUMBER) {
    return parse_number(p);
  }
  return refuse(p, STR("Write a number, a name or a parenthesis here."));
}

static const struct infix *infix_at(const struct parser *p) {
  for (size_t i = 0; i < COUNT(infixes); i++) {
    if (scan_at(&p->scan, infixes[i].sign)) {
      return &infixes[i];
    }
  }
  return NULL;
}

static struct formula_node *parse_infix(struct parser *p, struct formula_node *left,
                                        const struct infix *i, int depth) {
  scan_next(&p->scan);
  /* Powers group from the right: 2^3^2 is 2^9. */
  bool power = i->level == LEVEL_POWER;
  struct formula_node *right = parse(p, power ? LEVEL_SIGN : i->level + 1, depth + power);
  if (right == NULL) {
    return NULL;
  }
  const struct formula_node *operand[3] = {i->swapped ? right : left, i->swapped ? left : right,
                                           NULL};
  struct formula_node *n = new_op(p, i->op, left->beg, operand);
  if (n == NULL || !i->negated) {
    return n;
  }
  const struct formula_node *inner[3] = {n, NULL, NULL};
  return new_op(p, VM_NOT, left->beg, inner);
}

/* `within [a, b]`, behind its first operand. */
static struct formula_node *parse_within(struct parser *p, struct formula_node *left, int depth) {
  const str hint = STR("Write both ends in brackets: `x within [1, 2]`.");
  scan_next(&p->scan);
  if (!scan_take(&p->scan, STR("["))) {
    return refuse(p, hint);
  }
  const struct formula_node *operand[3] = {left, parse(p, LEVEL_SUM, depth + 1), NULL};
  if (operand[1] == NULL) {
    return NULL;
  }
  if (!scan_take(&p->scan, STR(","))) {
    return refuse(p, hint);
  }
  operand[2] = parse(p, LEVEL_SUM, depth + 1);
  if (operand[2] == NULL) {
    return NULL;
  }
  if (!scan_take(&p->scan, STR("]"))) {
    return refuse(p, hint);
  }
  struct formula_node *n = new_op(p, VM_AND, left->beg, operand);
  if (n != NULL) {
    n->kind = FORMULA_WITHIN;
  }
  return n;
}

/* An operand and all that follows it of at least this level. */
static struct formula_node *parse(struct parser *p, int level, int depth) {
  if (depth > FORMULA_DEPTH_MAX) {
    return refuse(p, STR("It is nested too deeply: give its parts names under `let:`."));
  }
  struct formula_node *left = parse_operand(p, level, depth);
  bool compared = false;
  while (left != NULL) {
    const struct infix *i = infix_at(p);
    if (i == NULL || i->level < level) {
      return left;
    }
    if (i->level == LEVEL_COMPARE && compared) {
      return refuse(p, STR("Compare two values at a time, and join with `and`."));
    }
    compared = i->level == LEVEL_COMPARE;
    bool within = compared && i->op == VM_AND;
    left = within ? parse_within(p, left, depth) : parse_infix(p, left, i, depth);
  }
  return NULL;
}

bool formula_parse(const struct unit_reader *r, const struct ydoc *doc, uint32_t node,
                   struct formula *ret_formula) {
  struct parser p = {.units = r};
  scan_start(&p.scan, doc, node);
  *ret_formula = (struct formula){.doc = doc, .node = node};
  const struct formula_node *root = parse(&p, LEVEL_NONE, 0);
  if (root != NULL && p.scan.token.kind != SCAN_END) {
    root = refuse(&p, scan_at(&p.scan, STR("=="))
                          ? STR("Write a single `=` to compare.")
                          : STR("Join values with an operator: + - * / ^ or a comparison."));
  }
  ret_formula->root = root;
  return root != NULL;
}
