#include "core/cost_fold.h"
#include "model/cost_parts.h"

struct packer {
  struct cost_build *b;
  struct pack_texts *texts;
  struct cost image;
};

static void put(struct packer *p, enum cost_section section, const void *items, ptrdiff_t count) {
  p->image.section[section] = (struct pack_section){.items = items, .count = (uint32_t)count};
}

/* A number within limits that readers set. */
static bool has_slider(const struct table_input *in) {
  return in->varies && in->ranged && in->low < in->high && (!in->logarithmic || in->low > 0);
}

/* The table's own input, or the first that readers set on a log scale. */
static int32_t figure_input(const struct cost_table *t) {
  for (ptrdiff_t i = 0; i < t->input_count && t->chart.input < 0; i++) {
    const struct table_input *in = &t->inputs[i];
    if (in->varies && in->logarithmic && in->ranged && in->low > 0) {
      return (int32_t)i;
    }
  }
  return t->chart.input;
}

/* Only charts show labels: of what they are drawn along, and of what is uncertain. */
static bool is_drawn(const struct cost_table *t, ptrdiff_t input) {
  return input == figure_input(t) || t->inputs[input].kind != DIST_FIXED;
}

static void put_inputs(struct packer *p) {
  const struct cost_table *t = p->b->t;
  arena *perm = p->b->read.perm;
  struct cost_input *inputs = NEW(perm, struct cost_input, t->input_count);
  struct cost_choice *choices = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    const struct table_input *in = &t->inputs[i];
    str label = is_drawn(t, i) ? in->label : STR("");
    inputs[i] = (struct cost_input){.id = pack_texts_add(p->texts, in->id),
                                    .label = pack_texts_add(p->texts, label),
                                    .unit = pack_texts_add(p->texts, in->unit.text),
                                    .factor = in->unit.factor,
                                    .value = in->value,
                                    .low = in->least,
                                    .high = in->most,
                                    .first_choice = (uint32_t)count,
                                    .choices = (uint32_t)in->choice_count,
                                    .mate = in->mate,
                                    .rho = in->rho};
    if (in->kind != DIST_FIXED || has_slider(in)) {
      inputs[i].dist =
          (struct dist){.kind = in->kind, .from = in->low, .to = in->high, .mode = in->mode};
    }
    if (has_slider(in)) {
      inputs[i].slide = in->logarithmic ? SLIDE_LOG : SLIDE_LINEAR;
    }
    for (ptrdiff_t c = 0; c < in->choice_count; c++) {
      *GROW(perm, choices, count, cap) =
          (struct cost_choice){pack_texts_add(p->texts, in->choices[c].id)};
    }
  }
  put(p, COST_INPUTS, inputs, t->input_count);
  put(p, COST_CHOICES, choices, count);
}

/* Alternatives and their lines, for the page and for the image. */
static void put_alternatives(struct packer *p) {
  struct cost_build *b = p->b;
  arena *perm = b->read.perm;
  struct table_alternative *typed = NEW(perm, struct table_alternative, b->alternative_count);
  struct cost_alternative *packed = NEW(perm, struct cost_alternative, b->alternative_count);
  struct cost_value *values = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (ptrdiff_t i = 0; i < b->alternative_count; i++) {
    const struct alternative_build *a = &b->alternatives[i];
    struct table_line *lines = NEW(perm, struct table_line, a->line_count);
    for (ptrdiff_t l = 0; l < a->line_count; l++) {
      const struct cost_formula *f = &a->lines[l]->f;
      lines[l] = (struct table_line){.kind = a->lines[l]->kind,
                                     .id = f->id,
                                     .label = a->lines[l]->label,
                                     .note = a->lines[l]->note,
                                     .formula = ynode_text(f->formula.doc, f->formula.node),
                                     .unit = f->unit,
                                     .step = f->value.step};
      *GROW(perm, values, count, cap) =
          (struct cost_value){.id = pack_texts_add(p->texts, f->id),
                              .unit = pack_texts_add(p->texts, f->unit.text),
                              .factor = f->unit.factor,
                              .step = f->value.step,
                              .alternative = (int32_t)i,
                              .kind = (uint32_t)a->lines[l]->kind};
    }
    const struct cost_formula *gate = a->gate;
    typed[i] = (struct table_alternative){
        .id = a->id, .label = a->label, .lines = lines, .line_count = a->line_count, .at = a->at};
    typed[i].gate = gate == NULL ? STR("") : ynode_text(gate->formula.doc, gate->formula.node);
    packed[i] =
        (struct cost_alternative){.id = pack_texts_add(p->texts, a->id),
                                  .label = pack_texts_add(p->texts, a->label),
                                  .gate = gate == NULL ? COST_NONE : (int32_t)gate->value.step};
  }
  b->t->alternatives = typed;
  b->t->alternative_count = b->alternative_count;
  put(p, COST_ALTERNATIVES, packed, b->alternative_count);
  put(p, COST_LINES, values, count);
}

static void put_outputs(struct packer *p) {
  struct cost_build *b = p->b;
  arena *perm = b->read.perm;
  struct table_output *typed = NEW(perm, struct table_output, b->output_count);
  struct cost_value *values = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (ptrdiff_t i = 0; i < b->output_count; i++) {
    const struct output_build *o = &b->outputs[i];
    typed[i] = (struct table_output){.id = o->f.id,
                                     .label = o->label,
                                     .note = o->note,
                                     .unit = o->f.unit,
                                     .formula = ynode_text(o->f.formula.doc, o->f.formula.node),
                                     .per_alternative = o->per_alternative,
                                     .at = o->f.at};
    ptrdiff_t each = o->per_alternative ? b->alternative_count : 1;
    for (ptrdiff_t a = 0; a < each; a++) {
      const struct cost_formula *f = o->per_alternative ? &o->values[a] : &o->f;
      *GROW(perm, values, count, cap) = (struct cost_value){
          .id = pack_texts_add(p->texts, f->id),
          .label = pack_texts_add(p->texts, o->per_alternative ? o->label : STR("")),
          .unit = pack_texts_add(p->texts, f->unit.text),
          .factor = f->unit.factor,
          .step = f->value.step,
          .alternative = o->per_alternative ? (int32_t)a : COST_NONE};
    }
  }
  b->t->outputs = typed;
  b->t->output_count = b->output_count;
  put(p, COST_OUTPUTS, values, count);
}

static void put_scenarios(struct packer *p) {
  struct cost_build *b = p->b;
  for (ptrdiff_t i = 0; i < b->t->scenario_count; i++) {
    b->scenarios[i].id = pack_texts_add(p->texts, b->t->scenarios[i].id);
  }
  put(p, COST_SCENARIOS, b->scenarios, b->t->scenario_count);
  put(p, COST_SETTINGS, b->settings, b->setting_count);
}

static void put_claims(struct packer *p) {
  const struct cost_table *t = p->b->t;
  struct cost_claim *claims = NEW(p->b->read.perm, struct cost_claim, t->claim_count);
  struct cost_test *tests = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (ptrdiff_t i = 0; i < t->claim_count; i++) {
    const struct table_claim *c = &t->claims[i];
    claims[i] = (struct cost_claim){.id = pack_texts_add(p->texts, c->id),
                                    .state = pack_texts_add(p->texts, c->state),
                                    .first_test = (uint32_t)count,
                                    .tests = (uint32_t)c->test_count};
    for (ptrdiff_t k = 0; k < c->test_count; k++) {
      const struct table_test *test = &c->tests[k];
      *GROW(p->b->read.perm, tests, count, cap) =
          (struct cost_test){.left = test->left,
                             .right = test->right,
                             .is_strict = test->strict,
                             .margin = test->margin,
                             .factor = test->unit.factor,
                             .unit = pack_texts_add(p->texts, test->unit.text)};
    }
  }
  put(p, COST_CLAIMS, claims, t->claim_count);
  put(p, COST_TESTS, tests, count);
}

/* The first value of the table's own output, or of the first per alternative. */
static int32_t figure_output(const struct cost_build *b) {
  int32_t value = 0;
  for (ptrdiff_t i = 0; i < b->output_count; i++) {
    bool is_it = b->t->chart.output < 0 ? b->outputs[i].per_alternative : i == b->t->chart.output;
    if (is_it && b->alternative_count > 0) {
      return value;
    }
    value += b->outputs[i].per_alternative ? (int32_t)b->alternative_count : 1;
  }
  return COST_NONE;
}

/* Enough for the head, the table of sections, and all of them aligned. */
static ptrdiff_t image_size(const struct cost *image) {
  static const size_t sizes[COST_SECTIONS] = {
      [COST_TEXTS] = 1,
      [COST_STEPS] = sizeof(struct vm_step),
      [COST_CONSTANTS] = sizeof(double),
      [COST_INPUTS] = sizeof(struct cost_input),
      [COST_CHOICES] = sizeof(struct cost_choice),
      [COST_ALTERNATIVES] = sizeof(struct cost_alternative),
      [COST_LINES] = sizeof(struct cost_value),
      [COST_OUTPUTS] = sizeof(struct cost_value),
      [COST_SCENARIOS] = sizeof(struct cost_scenario),
      [COST_SETTINGS] = sizeof(struct cost_setting),
      [COST_CLAIMS] = sizeof(struct cost_claim),
      [COST_TESTS] = sizeof(struct cost_test),
      [COST_ROOT] = sizeof(struct cost_root),
  };
  ptrdiff_t size = 1024;
  for (int i = 0; i < COST_SECTIONS; i++) {
    size += (ptrdiff_t)(image->section[i].count * sizes[i]) + PACK_ALIGN;
  }
  return size;
}

static buf image_buf(const struct packer *p) {
  ptrdiff_t size = image_size(&p->image);
  return buf_over(arena_push(p->b->read.perm, 1, PACK_ALIGN, size), size);
}

static void put_root(struct packer *p) {
  const struct cost_table *t = p->b->t;
  struct cost_root *root = NEW(p->b->read.perm, struct cost_root, 1);
  *root = (struct cost_root){.id = pack_texts_add(p->texts, t->id),
                             .version = pack_texts_add(p->texts, t->as_of),
                             .seed = t->sample.seed,
                             .samples = t->sample.samples,
                             .scrambles = t->sample.scrambles,
                             .figure_input = figure_input(t),
                             .figure_output = figure_output(p->b)};
  if (root->figure_input != COST_NONE) {
    root->figure_low = t->inputs[root->figure_input].low;
    root->figure_high = t->inputs[root->figure_input].high;
  }
  put(p, COST_ROOT, root, 1);
}

/* Nobody asks a page for claims, which the build has tested. */
static str fold(struct packer *p) {
  put(p, COST_STEPS, p->b->program.steps, p->b->result_steps);
  put(p, COST_CONSTANTS, p->b->program.constants, p->b->result_constants);
  p->image.section[COST_TEXTS] = pack_texts_section(p->texts);
  buf out = image_buf(p);
  cost_fold(&p->image, *p->b->read.perm, &out);
  return buf_text(&out);
}

void cost_finish(struct cost_build *b) {
  struct cost_table *t = b->t;
  struct packer p = {.b = b, .texts = pack_texts_new(b->read.perm)};
  t->inputs = b->inputs;
  t->input_count = b->input_count;
  put_inputs(&p);
  put_alternatives(&p);
  put_outputs(&p);
  put_scenarios(&p);
  put_root(&p);
  t->folded = fold(&p);
  put(&p, COST_STEPS, b->program.steps, b->program.count);
  put(&p, COST_CONSTANTS, b->program.constants, b->program.constant_count);
  put_claims(&p);
  p.image.section[COST_TEXTS] = pack_texts_section(p.texts);
  buf out = image_buf(&p);
  cost_pack(&p.image, &out);
  struct cost opened;
  if (!out.full && cost_open(buf_text(&out), &opened)) {
    t->image = buf_text(&out);
  } else { /* too many steps for so many samples */
    diag_add(b->read.diags, D_COST_SIZE, NOWHERE, t->id);
  }
}
