#include "core/day.h"
#include "core/num.h"
#include "model/cost_answers.h"
#include "model/numbers.h"

enum { DIGITS = 6 }; /* as cost_run writes inputs */

/* One table at work, and its results, each computed when it is first asked for. */
struct evaluation {
  const struct cost_table *t;
  str state; /* where no scenario is named */
  struct cost_session *session;
  struct cost_answers *runs; /* of the state, then of each scenario */
  struct cost_answers claims;
  arena *perm;
};

static const struct cost_answers *run_of(const struct evaluation *e, const struct number *n) {
  struct cost_answers *run = &e->runs[n->scenario + 1];
  if (run->items == NULL) {
    str state = n->scenario == NONE ? e->state : e->t->scenarios[n->scenario].state;
    *run = cost_answers_of(e->session, state, e->perm);
  }
  return run;
}

static void refuse(struct number *n, diag_id id, str detail) {
  n->kind = NUMBER_NONE;
  n->fault = (struct number_fault){.there = true, .id = id, .detail = detail};
}

static str unit_of(const struct unit *unit) {
  return str_eq(unit->text, STR("1")) ? STR("") : unit->text;
}

static bool is_away(const struct cost_answers *run, str alternative) {
  str fields[] = {STR("gate"), alternative, STR("0")};
  return cost_answer_find(run, fields, 3)->field[0].n > 0;
}

static void take_output(const struct evaluation *e, struct number *n) {
  const struct cost_table *t = e->t;
  const struct table_output *o = &t->outputs[n->item];
  const struct cost_answers *run = run_of(e, n);
  str alternative = n->alternative == NONE ? STR("") : t->alternatives[n->alternative].id;
  str fields[] = {STR("output"), o->id, alternative};
  const struct cost_answer *a = cost_answer_find(run, fields, 3);
  n->text = a->field[4];
  n->unit = unit_of(&o->unit);
  n->low = a->field[7];
  n->high = a->field[9];
  n->undefined = a->field[12];
  n->away = n->alternative != NONE && is_away(run, alternative);
  if (str_eq(a->field[3], STR("undefined"))) {
    refuse(n, D_HOLE_UNDEFINED, STR("the result is undefined"));
  } else if (n->away) {
    refuse(n, D_HOLE_UNDEFINED, STR("the alternative is not available there"));
  } else if (n->range && (n->low.n == 0 || n->high.n == 0)) {
    refuse(n, D_HOLE_KIND, STR("nothing that it depends on is uncertain"));
  }
}

static str number_text(arena *perm, double value) {
  buf b = buf_open(perm);
  num_print_grouped(&b, value, DIGITS);
  return buf_close(&b, perm);
}

static void take_input(const struct evaluation *e, struct number *n) {
  const struct table_input *in = &e->t->inputs[n->item];
  const struct cost_answer *a = cost_answer_find(run_of(e, n), (str[]){STR("input"), in->id}, 2);
  n->text = a->field[3];
  for (ptrdiff_t i = 0; i < in->choice_count; i++) {
    if (str_eq(in->choices[i].id, a->field[2])) {
      n->text = in->choices[i].label;
    }
  }
  n->unit = in->choice_count > 0 ? STR("") : unit_of(&in->unit);
  if (n->range) {
    n->low = number_text(e->perm, in->low / in->unit.factor);
    n->high = number_text(e->perm, in->high / in->unit.factor);
  }
}

/* Two places, as readers expect of a probability; three near 0 and 1, where they count. */
static str chance_text(arena *perm, double chance) {
  const double least = 0.0005;
  const double small = 0.005;
  if (chance > 0 && chance < least) {
    return STR("< 0.001");
  }
  if (chance < 1 && chance > 1 - least) {
    return STR("> 0.999");
  }
  bool plain = chance == 0 || chance == 1 || (chance >= small && chance <= 1 - small);
  buf b = buf_open(perm);
  num_print_fixed(&b, chance, plain ? 2 : 3);
  return buf_close(&b, perm);
}

/* The test that a line of cost_claims is about: it says which, where there are several. */
static const struct table_test *tested(const struct table_claim *claim,
                                       const struct cost_answer *a) {
  int64_t index = 0;
  bool said = field_int(a->field[10], &index) && index >= 0 && index < claim->test_count;
  return &claim->tests[said ? index : 0];
}

/* What a comparison is about: the side written first, unless that is a bare number. */
static bool is_about_right(const struct table_test *test) {
  str first = test->turned ? test->right_text : test->left_text;
  bool bare = first.n > 0 && (byte_is_digit(first.s[0]) || first.s[0] == '-');
  return test->turned != bare;
}

/* Whether a side of a comparison is a probability, by itself or as an output. */
static bool is_chance(const struct cost_table *t, str formula) {
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (str_eq(t->outputs[i].id, formula)) {
      formula = t->outputs[i].formula;
      break;
    }
  }
  return str_starts(formula, STR("P("));
}

static void take_claim(struct evaluation *e, struct number *n) {
  const struct table_claim *claim = &e->t->claims[n->item];
  if (e->claims.items == NULL) {
    e->claims = cost_claims_of(e->session, e->perm);
  }
  const struct cost_answer *a = cost_answer_find(&e->claims, (str[]){STR("claim"), claim->id}, 2);
  const struct table_test *test = tested(claim, a);
  bool right = is_about_right(test);
  double chance = 0;
  n->text = a->field[right ? 6 : 4];
  n->unit = unit_of(&test->unit);
  n->chance = is_chance(e->t, right ? test->right_text : test->left_text);
  if (n->chance && num_parse(a->field[right ? 5 : 3], &chance)) {
    n->text = chance_text(e->perm, chance);
  }
}

static void take_price(const struct evaluation *e, struct number *n) {
  const struct price *p = &e->t->prices[n->item];
  n->text = p->text;
  n->unit = unit_of(&p->unit);
}

static void take_value(struct evaluation *e, struct number *n) {
  switch (n->kind) {
    case NUMBER_OUTPUT:
      take_output(e, n);
      break;
    case NUMBER_CLAIM:
      take_claim(e, n);
      break;
    case NUMBER_INPUT:
      take_input(e, n);
      break;
    case NUMBER_PRICE:
      take_price(e, n);
      break;
    case NUMBER_DATE:
      n->text = e->t->as_of;
      break;
    case NUMBER_NONE:
    case NUMBER_THRESHOLD:
      break;
  }
}

/* The results stay in the lower half of the arena; the columns of samples are scratch. */
static void evaluate_table(struct site *site, int32_t table, str state, arena *perm) {
  struct evaluation e = {.t = &site->costs[table], .state = state};
  struct cost engine;
  if (!cost_open(e.t->image, &engine)) {
    return;
  }
  char *middle = perm->at + (perm->end - perm->at) / 2;
  arena low = {perm->at, middle};
  arena high = {middle, perm->end};
  e.session = cost_start(&engine, &high);
  e.perm = &low;
  e.runs = NEW(&low, struct cost_answers, e.t->scenario_count + 1);
  for (ptrdiff_t i = 0; i < site->number_count; i++) {
    if (site->numbers[i].table == table) {
      take_value(&e, &site->numbers[i]);
    }
  }
  perm->at = low.at;
}

static str limit_text(arena *perm, const struct decision_threshold *t, double limit) {
  if (!t->is_day) {
    return limit == DECIDE_NEVER ? STR("never") : number_text(perm, limit);
  }
  buf b = buf_open(perm);
  day_print(&b, (int64_t)limit);
  return buf_close(&b, perm);
}

static void take_threshold(const struct decision *d, struct number *n, arena *perm) {
  const struct decision_threshold *t = &d->thresholds[n->item];
  n->text = limit_text(perm, t, t->value);
  n->low = limit_text(perm, t, t->low);
  n->high = limit_text(perm, t, t->high);
  n->unit = t->unit;
}

void numbers_evaluate(struct site *site, str state, arena *perm) {
  bool *quoted = NEW(perm, bool, site->cost_count + 1);
  for (ptrdiff_t i = 0; i < site->number_count; i++) {
    struct number *n = &site->numbers[i];
    if (n->kind == NUMBER_THRESHOLD) {
      take_threshold(&site->decisions[n->decision], n, perm);
    } else if (n->kind != NUMBER_NONE) {
      quoted[n->table] = true;
    }
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    if (quoted[i]) {
      evaluate_table(site, (int32_t)i, state, perm);
    }
  }
}
