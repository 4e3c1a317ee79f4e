#include "core/decide_formula.h"

#include "core/decide_value.h"

/* More than formulas of people need: they nest some thirty deep. */
enum { STACK_MAX = 64 };

static bool step_check(const struct decide *d, const struct decide_step *s) {
  const struct decide_question *questions = d->section[DECIDE_QUESTIONS].items;
  if (s->question >= d->section[DECIDE_QUESTIONS].count) {
    return false;
  }
  const struct decide_question *q = &questions[s->question];
  bool is_several = q->type == DECIDE_SEVERAL;
  switch (s->op) {
    case DECIDE_IN:
      return !is_several && !decide_is_number(q) && s->from < s->to && s->to <= q->answers;
    case DECIDE_HAS:
      return is_several && s->from < q->answers;
    case DECIDE_NO:
      return is_several;
    default:
      return (is_several || decide_is_number(q)) && s->from < d->section[DECIDE_NUMBERS].count;
  }
}

bool decide_formula_check(const struct decide *d, const struct decide_formula *f) {
  const struct decide_step *steps = d->section[DECIDE_STEPS].items;
  uint32_t depth = 0;
  for (uint32_t i = f->first_step; i < f->first_step + f->steps; i++) {
    const struct decide_step *s = &steps[i];
    uint32_t takes = s->op == DECIDE_NOT ? 1 : s->op <= DECIDE_OR ? 2 : 0;
    if (s->op == 0 || s->op >= DECIDE_OPS || depth < takes || depth - takes == STACK_MAX ||
        (takes == 0 && !step_check(d, s))) {
      return false;
    }
    depth += 1 - takes;
  }
  return f->steps == 0 || depth == 1;
}

static bool arm_check(const struct decide *d, const struct decide_arm *a) {
  uint32_t numbers = d->section[DECIDE_NUMBERS].count;
  uint32_t all = d->section[DECIDE_ROUTES].count;
  return (a->low == DECIDE_NONE || a->low < numbers) &&
         (a->high == DECIDE_NONE || a->high < numbers) && a->low_open < 2 && a->high_open < 2 &&
         a->routes > 0 && a->first_route < all && a->routes <= all - a->first_route;
}

static bool arms_check(const struct decide *d, uint32_t question, bool is_tree) {
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  const struct decide_arm *arms = d->section[DECIDE_ARMS].items;
  const struct decide_route *routes = d->section[DECIDE_ROUTES].items;
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  q += question;
  uint32_t all = d->section[DECIDE_ARMS].count;
  if (q->first_arm > all || q->arms > all - q->first_arm || (is_tree && q->arms == 0) ||
      (decide_is_number(q) && q->arms > 0 && q->arms != q->answers)) {
    return false;
  }
  for (uint32_t i = 0; i < q->answers && q->arms > 0; i++) {
    if (answers[q->first_answer + i].arm >= q->arms) {
      return false;
    }
  }
  for (uint32_t i = q->first_arm; i < q->first_arm + q->arms; i++) {
    if (!arm_check(d, &arms[i])) {
      return false;
    }
    for (uint32_t r = arms[i].first_route; r < arms[i].first_route + arms[i].routes; r++) {
      uint32_t to = routes[r].target;
      bool is_later = to > question && to < d->section[DECIDE_QUESTIONS].count;
      bool is_end = to >= DIAGRAM_LEAF && to - DIAGRAM_LEAF < d->section[DECIDE_OUTCOMES].count;
      if ((!is_later && !is_end) || (routes[r].formula != DECIDE_NONE &&
                                     routes[r].formula >= d->section[DECIDE_FORMULAS].count)) {
        return false;
      }
    }
  }
  return true;
}

bool decide_program_check(const struct decide *d) {
  const struct decide_root *root = d->section[DECIDE_ROOT].items;
  const struct decide_number *n = d->section[DECIDE_NUMBERS].items;
  const struct decide_threshold *t = d->section[DECIDE_THRESHOLDS].items;
  uint32_t questions = d->section[DECIDE_QUESTIONS].count;
  for (uint32_t i = 0; i < d->section[DECIDE_NUMBERS].count; i++) {
    bool is_plain = n[i].threshold == DECIDE_NONE;
    if (n[i].value != n[i].value ||
        (!is_plain && n[i].threshold >= d->section[DECIDE_THRESHOLDS].count)) {
      return false;
    }
  }
  for (uint32_t i = 0; i < d->section[DECIDE_THRESHOLDS].count; i++) {
    if (t[i].value != t[i].value || !(t[i].low <= t[i].high) || t[i].is_day > 1 ||
        pack_text_at(&d->section[DECIDE_TEXTS], t[i].id).n == 0) {
      return false;
    }
  }
  /* Where thresholds can move, the program may run. */
  bool is_live = d->section[DECIDE_THRESHOLDS].count > 0;
  bool is_tree = is_live && root->pick == DECIDE_TREE;
  for (uint32_t q = 0; q < questions && is_live; q++) {
    if (!arms_check(d, q, is_tree)) {
      return false;
    }
  }
  const struct decide_step *steps = d->section[DECIDE_STEPS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_STEPS].count; i++) {
    if (steps[i].op > DECIDE_NOT && !step_check(d, &steps[i])) {
      return false;
    }
  }
  return root->pick <= DECIDE_ONE && (!is_tree || root->start < questions) &&
         (root->otherwise == DECIDE_NONE || root->otherwise < d->section[DECIDE_OUTCOMES].count);
}

double decide_number_value(const struct decide *d, uint32_t number) {
  const struct decide_number *n = d->section[DECIDE_NUMBERS].items;
  const struct decide_threshold *t = d->section[DECIDE_THRESHOLDS].items;
  n += number;
  return n->threshold == DECIDE_NONE ? n->value : t[n->threshold].value * n->value;
}

/* True where at most (or, for `open`, also exactly) so many of the choices are chosen. */
static diagram_ref count_build(const struct decide_question *q, double limit, bool with_limit,
                               struct diagram *diagram) {
  uint32_t most = 0;
  diagram_ref now[DIAGRAM_CELLS_MAX + 1];
  for (uint32_t v = 0; v < q->variables; v++) {
    most += diagram_cell_count(diagram, q->first_variable + v) - 1;
  }
  if (most > DIAGRAM_CELLS_MAX) {
    return DIAGRAM_FALSE; /* layout allows no more choices than cells */
  }
  for (uint32_t sum = 0; sum <= most; sum++) {
    bool holds = (double)sum < limit || (with_limit && (double)sum == limit);
    now[sum] = holds ? DIAGRAM_TRUE : DIAGRAM_FALSE;
  }
  for (uint32_t v = q->variables; v-- > 0;) {
    uint32_t own = diagram_cell_count(diagram, q->first_variable + v) - 1;
    most -= own;
    for (uint32_t sum = 0; sum <= most; sum++) {
      now[sum] = diagram_node(diagram, q->first_variable + v, now + sum);
    }
  }
  return now[0];
}

static diagram_ref test_build(const struct decide *d, const struct decide_step *s,
                              struct diagram *diagram) {
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  q += s->question;
  if (s->op == DECIDE_IN) {
    return diagram_cells(diagram, q->first_variable, s->from, s->to);
  }
  if (s->op == DECIDE_HAS) {
    uint32_t own = answers[q->first_answer + s->from].beg;
    return diagram_cells(diagram, q->first_variable + own, 1, 2);
  }
  if (s->op == DECIDE_NO) {
    return count_build(q, 0, true, diagram);
  }
  double value = decide_number_value(d, s->from);
  if (q->type == DECIDE_SEVERAL) {
    return count_build(q, value, s->op == DECIDE_UP_TO, diagram);
  }
  uint32_t end = decide_cells_before(d, q, value, s->op == DECIDE_UP_TO);
  return diagram_cells(diagram, q->first_variable, 0, end);
}

diagram_ref decide_formula_build(const struct decide *d, const struct decide_formula *f,
                                 struct diagram *diagram) {
  const struct decide_step *steps = d->section[DECIDE_STEPS].items;
  diagram_ref stack[STACK_MAX + 2] = {DIAGRAM_TRUE};
  uint32_t n = 0;
  for (uint32_t i = f->first_step; i < f->first_step + f->steps; i++) {
    const struct decide_step *s = &steps[i];
    if (s->op == DECIDE_NOT) {
      stack[n - 1] = diagram_not(diagram, stack[n - 1]);
    } else if (s->op <= DECIDE_OR) {
      n--;
      diagram_ref with = s->op == DECIDE_AND ? diagram_and(diagram, stack[n - 1], stack[n])
                                             : diagram_or(diagram, stack[n - 1], stack[n]);
      stack[n - 1] = with;
    } else {
      stack[n++] = test_build(d, s, diagram);
    }
  }
  return stack[0];
}
