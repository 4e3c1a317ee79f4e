#include "core/state.h"
#include "model/cost_parts.h"
#include "model/formula_check.h"

struct raw_claim {
  str label, note;
  uint32_t scenario, set, is, margin, cites, contradicts;
};

static const struct field claim_keys[] = {
    {STR_INIT("in"), FIELD_NODE, offsetof(struct raw_claim, scenario), false},
    {STR_INIT("set"), FIELD_NODE, offsetof(struct raw_claim, set), false},
    {STR_INIT("is"), FIELD_NODE, offsetof(struct raw_claim, is), true},
    {STR_INIT("margin"), FIELD_NODE, offsetof(struct raw_claim, margin), true},
    {STR_INIT("cites"), FIELD_NODE, offsetof(struct raw_claim, cites), false},
    {STR_INIT("contradicts"), FIELD_NODE, offsetof(struct raw_claim, contradicts), false},
    {STR_INIT("label"), FIELD_TEXT, offsetof(struct raw_claim, label), false},
    {STR_INIT("note"), FIELD_TEXT, offsetof(struct raw_claim, note), false},
};

enum { CLAIM_KEYS = sizeof claim_keys / sizeof *claim_keys };

/* One id, or a list of them. */
static void read_ids(struct cost_build *b, uint32_t node, struct texts *ret) {
  const struct ydoc *doc = b->read.doc;
  if (node == Y_NONE) {
    return;
  }
  bool list = doc->nodes[node].kind == Y_LIST;
  ptrdiff_t count = list ? ynode_count(doc, node) : 1;
  *ret = (struct texts){NEW(b->read.perm, str, count), NEW(b->read.perm, uint32_t, count), 0};
  for (uint32_t i = list ? doc->nodes[node].child : node; i != Y_NONE;
       i = list ? doc->nodes[i].next : Y_NONE) {
    if (doc->nodes[i].kind != Y_SCALAR || doc->nodes[i].size == 0) {
      fields_refuse(&b->read, D_FIELD_TYPE, i,
                    STR("Name an entry of content/sources.yaml, or a list of them."));
      continue;
    }
    ret->nodes[ret->count] = i;
    ret->items[ret->count++] = ynode_text(doc, i);
  }
}

static str read_scenario(struct cost_build *b, uint32_t node) {
  str id = node == Y_NONE ? STR("") : ynode_text(b->read.doc, node);
  str *ids = NEW(b->read.perm, str, b->t->scenario_count);
  for (ptrdiff_t i = 0; i < b->t->scenario_count; i++) {
    ids[i] = b->t->scenarios[i].id;
    if (str_eq(ids[i], id)) {
      return id;
    }
  }
  if (node != Y_NONE) {
    struct diag *d = fields_refuse(&b->read, D_CLAIM_SCENARIO, node, STR(""));
    diag_suggest(b->read.diags, d, id, ids, b->t->scenario_count);
  }
  return STR("");
}

/* "scenario=large&calls=3300". */
static str state_of(struct cost_build *b, str scenario, uint32_t set) {
  ptrdiff_t first = b->setting_count;
  uint32_t count = set == Y_NONE ? 0 : cost_read_settings(b, set);
  buf state = buf_open(b->read.perm);
  if (scenario.n > 0) {
    state_add(&state, 0, STR("scenario"), scenario);
  }
  for (uint32_t i = 0; i < count; i++) {
    cost_state_add(b, &b->settings[first + i], &state);
  }
  b->setting_count = first; /* they are the claim's, not a scenario's */
  return buf_close(&state, b->read.perm);
}

void cost_read_claims(struct cost_build *b, uint32_t node) {
  const struct ydoc *doc = b->read.doc;
  ptrdiff_t count = cost_entries(b, node);
  if (count <= 0) {
    return;
  }
  struct table_claim *claims = NEW(b->read.perm, struct table_claim, count);
  b->claims = NEW(b->read.perm, struct claim_build, count);
  b->t->claims = claims;
  for (uint32_t k = doc->nodes[node].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct raw_claim raw = {.label = STR("")};
    struct claim_build *build = &b->claims[b->t->claim_count];
    struct table_claim *c = &claims[b->t->claim_count++];
    *c = (struct table_claim){.id = cost_read_id(b, k), .at = ynode_span(doc, k)};
    build->typed = c;
    build->f = (struct cost_formula){.id = c->id, .at = c->at};
    if (!fields_read(&b->read, doc->nodes[k].child, claim_keys, CLAIM_KEYS, &raw)) {
      continue;
    }
    c->label = raw.label.n > 0 ? raw.label : c->id;
    c->note = raw.note;
    c->scenario = read_scenario(b, raw.scenario);
    c->state = state_of(b, c->scenario, raw.set);
    read_ids(b, raw.cites, &c->cites);
    read_ids(b, raw.contradicts, &c->contradicts);
    cost_read_formula(b, raw.is, &build->f);
    build->margin = raw.margin;
    if (raw.is != Y_NONE && raw.margin != Y_NONE) {
      c->formula = ynode_text(doc, raw.is);
      c->formula_at = ynode_span(doc, raw.is);
      c->margin = ynode_text(doc, raw.margin);
      c->margin_at = ynode_span(doc, raw.margin);
    }
  }
}

/* --- tests ------------------------------------------------------------------------- */

/* The comparisons of one claim. */
struct gatherer {
  struct cost_build *b;
  struct claim_build *claim;
  struct table_test *items;
  ptrdiff_t count, cap;
};

static str text_at(const struct formula *f, const struct formula_node *n) {
  return str_sub(ynode_text(f->doc, f->node), n->beg, n->end);
}

/* A side of a comparison: a number that is one for all samples. */
static bool compile_side(struct gatherer *g, const struct formula_node *n,
                         struct formula_value *ret) {
  struct formula_compiler *c = &g->b->compiler;
  const struct formula *f = &g->claim->f.formula;
  *ret = formula_compile_part(c, f, n);
  if (ret->type == VALUE_FAILED || !formula_need_number(c, n, ret)) {
    return false;
  }
  if (ret->varies) {
    span at = formula_place(f, n->beg, n->end);
    diag_add(g->b->read.diags, D_CLAIM_VARIES, at, text_at(f, n));
  }
  return !ret->varies;
}

/* The margin, in what is compared. */
static bool read_margin(struct gatherer *g, const struct unit *unit, double *ret) {
  double margin = 0;
  if (g->claim->margin == Y_NONE ||
      !cost_read_number(g->b, g->claim->margin, unit, false, &margin)) {
    return false;
  }
  if (margin < 0) {
    fields_refuse(&g->b->read, D_FIELD_VALUE, g->claim->margin,
                  STR("A margin is a distance: 0, or more."));
  }
  *ret = margin * unit->factor;
  return margin >= 0;
}

/* `op` of two sides; `turned`: the first one stands behind the other in the text. */
static bool add_test(struct gatherer *g, enum vm_op op, const struct formula_node *const side[2],
                     const struct formula_value value[2]) {
  const struct formula *f = &g->claim->f.formula;
  if (!formula_need_same(&g->b->compiler, op, side, value)) {
    return false;
  }
  bool turned = side[0]->beg > side[1]->beg;
  const struct unit *written =
      value[turned].unit.text.n > 0 ? &value[turned].unit : &value[!turned].unit;
  struct table_test test = {.left = value[0].step,
                            .right = value[1].step,
                            .strict = op == VM_LT,
                            .turned = turned,
                            .unit = *written,
                            .left_text = text_at(f, side[0]),
                            .right_text = text_at(f, side[1])};
  if (!read_margin(g, &test.unit, &test.margin)) {
    return false;
  }
  *GROW(g->b->read.perm, g->items, g->count, g->cap) = test;
  return true;
}

static bool add_within(struct gatherer *g, const struct formula_node *n) {
  struct formula_value v[3];
  bool sound = true;
  for (int i = 0; i < 3; i++) {
    sound = compile_side(g, n->operand[i], &v[i]) && sound;
  }
  if (!sound) {
    return false;
  }
  const struct formula_node *const low[2] = {n->operand[1], n->operand[0]};
  const struct formula_node *const high[2] = {n->operand[0], n->operand[2]};
  return add_test(g, VM_LE, low, (struct formula_value[2]){v[1], v[0]}) &&
         add_test(g, VM_LE, high, (struct formula_value[2]){v[0], v[2]});
}

static bool add_tests(struct gatherer *g, const struct formula_node *n) {
  if (n->kind == FORMULA_OP && n->op == VM_AND) {
    bool first = add_tests(g, n->operand[0]);
    return add_tests(g, n->operand[1]) && first;
  }
  if (n->kind == FORMULA_WITHIN) {
    return add_within(g, n);
  }
  if (n->kind != FORMULA_OP || (n->op != VM_LT && n->op != VM_LE)) {
    const struct formula *f = &g->claim->f.formula;
    diag_add(g->b->read.diags, D_CLAIM_FORM, formula_place(f, n->beg, n->end), text_at(f, n));
    return false;
  }
  struct formula_value v[2];
  bool sound = compile_side(g, n->operand[0], &v[0]);
  sound = compile_side(g, n->operand[1], &v[1]) && sound;
  return sound && add_test(g, n->op, n->operand, v);
}

void cost_compile_claim(struct cost_build *b, ptrdiff_t index) {
  struct gatherer g = {.b = b, .claim = &b->claims[index]};
  struct cost_formula *f = &g.claim->f;
  struct table_claim *c = g.claim->typed;
  f->state = STATE_DONE;
  b->compiler.formula = &f->formula;
  if (f->formula.root == NULL || !add_tests(&g, f->formula.root)) {
    return;
  }
  c->tests = g.items;
  c->test_count = g.count;
  cost_uses_list(b, f->uses, c);
}
