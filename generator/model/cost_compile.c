#include "model/cost_parts.h"

static const struct formula_value failed = {.type = VALUE_FAILED};

/* What names mean while a formula is compiled that another one needs. */
struct scope {
  bool in_output;
  ptrdiff_t alternative;
  uint64_t *uses;
};

static struct scope enter(struct cost_build *b, struct cost_formula *f, struct scope inner) {
  struct scope outer = {b->in_output, b->alternative, b->uses};
  f->uses = cost_uses_new(b);
  b->in_output = inner.in_output;
  b->alternative = inner.alternative;
  b->uses = f->uses;
  b->compiler.statistics = b->in_output;
  return outer;
}

static void leave(struct cost_build *b, struct scope outer) {
  b->in_output = outer.in_output;
  b->alternative = outer.alternative;
  b->uses = outer.uses;
  b->compiler.statistics = b->in_output;
}

/*
 * Compiles a formula once. What went wrong in it, or in what it needs, was told
 * then: those who ask for it later get a failed value and say nothing.
 */
static struct formula_value value_of(struct cost_build *b, struct cost_formula *f,
                                     ptrdiff_t alternative, bool in_output) {
  if (f->state == STATE_BUSY) {
    diag_add(b->read.diags, D_FORMULA_LOOP, f->at, f->id);
    return failed;
  }
  if (f->state == STATE_DONE) {
    cost_use_all(b, f->uses);
    return f->value;
  }
  f->state = STATE_BUSY;
  struct scope outer = enter(b, f, (struct scope){in_output, alternative, NULL});
  struct formula_value v = formula_compile(&b->compiler, &f->formula);
  leave(b, outer);
  cost_use_all(b, f->uses);
  f->state = STATE_DONE;
  f->value = failed;
  if (f->sound && v.type != VALUE_FAILED &&
      formula_expect(&b->compiler, &f->formula, &v, &f->unit)) {
    f->value = v;
    f->value.unit = f->unit; /* as it was declared */
    f->value.input = NULL;
  }
  return f->value;
}

struct formula_value cost_let_value(struct cost_build *b, ptrdiff_t let) {
  return value_of(b, &b->lets[let], -1, false);
}

struct formula_value cost_output_value(struct cost_build *b, ptrdiff_t output,
                                       ptrdiff_t alternative) {
  struct output_build *o = &b->outputs[output];
  struct cost_formula *f = o->per_alternative ? &o->values[alternative] : &o->f;
  return value_of(b, f, o->per_alternative ? alternative : -1, true);
}

/* --- lines ------------------------------------------------------------------- */

static bool is_money(str name) {
  bool sound = name.n == 3;
  for (ptrdiff_t i = 0; i < name.n && sound; i++) {
    sound = name.s[i] >= 'A' && name.s[i] <= 'Z';
  }
  return sound;
}

/* Whether a unit would fit if another currency were the table's. */
static bool is_foreign(const struct cost_build *b, const struct unit *is,
                       const struct unit *should) {
  const struct units *table = &b->t->units;
  struct unit swapped = *is;
  int foreign = -1;
  for (int i = 0; i < (int)table->base_count; i++) {
    bool own = str_eq(table->names[i].name, b->t->currency);
    if (!own && is_money(table->names[i].name) && is->exponent[i] != 0) {
      foreign = i;
    }
  }
  for (int i = 0; i < (int)table->base_count && foreign >= 0; i++) {
    if (str_eq(table->names[i].name, b->t->currency)) {
      swapped.exponent[i] = (int8_t)(swapped.exponent[i] + swapped.exponent[foreign]);
      swapped.exponent[foreign] = 0;
      return unit_same(&swapped, should);
    }
  }
  return false;
}

static void compile_line(struct cost_build *b, struct cost_line *line) {
  struct cost_formula *f = &line->f;
  if (f->state == STATE_DONE) {
    return;
  }
  f->state = STATE_DONE;
  f->value = failed;
  struct scope outer = enter(b, f, (struct scope){false, -1, NULL});
  struct formula_value v = formula_compile(&b->compiler, &f->formula);
  leave(b, outer);
  if (!f->sound || v.type == VALUE_FAILED) {
    return;
  }
  if (v.type == VALUE_NUMBER && is_foreign(b, &v.unit, &f->unit)) {
    const struct formula *g = &f->formula;
    span at = formula_place(g, g->root->beg, g->root->end);
    struct diag *d = diag_add(b->read.diags, D_UNIT_CURRENCY, at, f->id);
    unit_differs(&b->units, d, &v.unit, &f->unit);
    return;
  }
  if (formula_expect(&b->compiler, &f->formula, &v, &f->unit)) {
    f->value = v;
    f->value.unit = f->unit;
  }
}

static struct cost_line *find_line(const struct alternative_build *a,
                                   const struct cost_line *like) {
  for (ptrdiff_t i = 0; i < a->line_count; i++) {
    if (a->lines[i]->kind == like->kind && str_eq(a->lines[i]->f.id, like->f.id)) {
      return a->lines[i];
    }
  }
  return NULL;
}

/* By kind; the parent's lines in their places, then those that are new. */
static void merge_lines(struct cost_build *b, struct alternative_build *a,
                        const struct alternative_build *parent) {
  struct alternative_build merged = {.line_count = 0};
  for (int kind = COST_ONCE; kind <= COST_RETRAIN; kind++) {
    for (ptrdiff_t i = 0; i < parent->line_count; i++) {
      struct cost_line *own = find_line(a, parent->lines[i]);
      if ((int)parent->lines[i]->kind == kind) {
        *GROW(b->read.perm, merged.lines, merged.line_count, merged.line_cap) =
            own != NULL ? own : parent->lines[i];
      }
    }
    for (ptrdiff_t i = 0; i < a->line_count; i++) {
      if ((int)a->lines[i]->kind == kind && find_line(parent, a->lines[i]) == NULL) {
        *GROW(b->read.perm, merged.lines, merged.line_count, merged.line_cap) = a->lines[i];
      }
    }
  }
  a->lines = merged.lines;
  a->line_count = merged.line_count;
  a->line_cap = merged.line_cap;
  a->gate = a->gate != NULL ? a->gate : parent->gate;
}

static void refuse_parent(struct cost_build *b, const struct alternative_build *a, str hint) {
  struct diag *d = diag_add(b->read.diags, D_COST_EXTENDS, a->parent_at, a->parent);
  str *ids = NEW(b->read.perm, str, b->alternative_count);
  for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
    ids[i] = b->alternatives[i].id;
  }
  if (hint.n > 0) {
    diag_hint(b->read.diags, d, hint);
  } else {
    diag_suggest(b->read.diags, d, a->parent, ids, b->alternative_count);
  }
}

/*
 * Follows `extends` up to what is settled already, then merges down again. A loop
 * is cut where it closes.
 */
static void settle_parents(struct cost_build *b, ptrdiff_t index) {
  ptrdiff_t *chain = NEW(b->read.perm, ptrdiff_t, b->alternative_count);
  ptrdiff_t depth = 0;
  for (ptrdiff_t at = index; at >= 0 && b->alternatives[at].state != STATE_DONE;) {
    struct alternative_build *a = &b->alternatives[at];
    if (a->state == STATE_BUSY) {
      struct alternative_build *last = &b->alternatives[chain[depth - 1]];
      refuse_parent(b, last, STR("Alternatives extend each other in a circle."));
      last->parent = STR("");
      break;
    }
    a->state = STATE_BUSY;
    chain[depth++] = at;
    at = a->parent.n == 0 ? -1 : cost_alternative_at(b, a->parent);
    if (at < 0 && a->parent.n > 0) {
      refuse_parent(b, a, STR(""));
      a->parent = STR("");
    }
  }
  while (depth > 0) {
    struct alternative_build *a = &b->alternatives[chain[--depth]];
    if (a->parent.n > 0) {
      merge_lines(b, a, &b->alternatives[cost_alternative_at(b, a->parent)]);
    }
    a->state = STATE_DONE;
  }
}

/* What the lines of one kind add up to, in their order; nothing is 0 of its unit. */
static struct formula_value sum_of(struct cost_build *b, const struct alternative_build *a,
                                   int kind) {
  struct formula_value sum = {.type = VALUE_NUMBER, .unit = b->line_units[kind]};
  bool first = true;
  bool sound = true;
  for (ptrdiff_t i = 0; i < a->line_count; i++) {
    const struct cost_line *line = a->lines[i];
    if ((int)line->kind != kind) {
      continue;
    }
    uint32_t step = line->f.value.step;
    sound = sound && line->f.value.type == VALUE_NUMBER;
    sum.varies = sum.varies || line->f.value.varies;
    sum.step = first ? step : sound ? program_op(&b->program, VM_ADD, sum.step, step, 0) : 0;
    first = false;
  }
  if (first) {
    sum.step = program_constant(&b->program, 0);
  }
  return sound && sum.unit.factor > 0 ? sum : failed;
}

static void compile_alternative(struct cost_build *b, struct alternative_build *a) {
  for (ptrdiff_t i = 0; i < a->line_count; i++) {
    compile_line(b, a->lines[i]);
  }
  for (int kind = COST_ONCE; kind <= COST_RETRAIN; kind++) {
    a->sums[kind] = sum_of(b, a, kind);
  }
  struct cost_formula *gate = a->gate;
  if (gate != NULL && gate->state != STATE_DONE) {
    struct scope outer = enter(b, gate, (struct scope){false, -1, NULL});
    struct formula_value v = formula_compile(&b->compiler, &gate->formula);
    leave(b, outer);
    bool sound =
        v.type != VALUE_FAILED && formula_expect_condition(&b->compiler, &gate->formula, &v);
    gate->state = STATE_DONE;
    gate->value = sound ? v : failed;
  }
}

/* For each alternative in turn; when one fails, the others would say the same again. */
static void compile_output(struct cost_build *b, ptrdiff_t index) {
  struct output_build *o = &b->outputs[index];
  if (!o->per_alternative) {
    cost_output_value(b, index, -1);
    return;
  }
  for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
    ptrdiff_t errors = diags_count(b->read.diags, LEVEL_ERROR);
    cost_output_value(b, index, i);
    if (diags_count(b->read.diags, LEVEL_ERROR) > errors) {
      return;
    }
  }
}

static void find_unused(struct cost_build *b) {
  for (ptrdiff_t i = 0; i < b->let_count; i++) {
    if (!b->lets[i].used) {
      diag_add(b->read.diags, D_LET_UNUSED, b->lets[i].at, b->lets[i].id);
    }
  }
  for (ptrdiff_t i = 0; i < b->price_count; i++) {
    if (!b->prices[i].used) {
      diag_add(b->read.diags, D_PRICE_UNUSED, b->prices[i].at, b->prices[i].id);
    }
  }
  for (ptrdiff_t i = 0; i < b->input_count; i++) {
    if (!b->build[i].used) {
      diag_add(b->read.diags, D_INPUT_UNUSED, b->inputs[i].at, b->inputs[i].id);
    }
  }
}

void cost_compile(struct cost_build *b) {
  for (ptrdiff_t i = 0; i < b->let_count; i++) {
    cost_let_value(b, i);
  }
  for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
    settle_parents(b, i);
  }
  for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
    compile_alternative(b, &b->alternatives[i]);
  }
  for (ptrdiff_t i = 0; i < b->output_count; i++) {
    compile_output(b, i);
  }
  b->result_steps = b->program.count;
  b->result_constants = b->program.constant_count;
  for (ptrdiff_t i = 0; i < b->t->claim_count; i++) {
    struct scope outer = enter(b, &b->claims[i].f, (struct scope){true, -1, NULL});
    cost_compile_claim(b, i);
    leave(b, outer);
  }
  if (b->program.full) {
    diag_add(b->read.diags, D_COST_SIZE, NOWHERE, b->t->id);
  } else if (cost_is_sound(b)) { /* else a misspelt name would be told twice */
    find_unused(b);
  }
}
