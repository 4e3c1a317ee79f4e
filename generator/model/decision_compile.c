#include "model/decision_parts.h"

static struct pack_section section_of(const void *items, ptrdiff_t count) {
  return (struct pack_section){.items = items, .count = (uint32_t)count};
}

/* Ranks are the order of asking; without one, for want of sound ways, the author's. */
static int32_t *ranks(struct decision_build *b) {
  struct decision *d = b->d;
  int32_t *by_rank = NEW(b->read.perm, int32_t, d->question_count);
  for (int32_t i = 0; i < d->question_count; i++) {
    if (b->broken) {
      d->questions[i].rank = i;
    }
    by_rank[d->questions[i].rank] = i;
  }
  return by_rank;
}

static void outcomes_pack(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  struct decide_outcome *outcomes = NEW(p->b->read.perm, struct decide_outcome, d->outcome_count);
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    outcomes[i].id = pack_texts_add(p->texts, d->outcomes[i].id);
  }
  image->section[DECIDE_OUTCOMES] = section_of(outcomes, d->outcome_count);
}

static void root_pack(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  struct decide_root *root = NEW(p->b->read.perm, struct decide_root, 1);
  root->id = pack_texts_add(p->texts, d->id);
  root->version = pack_texts_add(p->texts, d->version);
  root->start = d->start < 0 ? 0 : (uint32_t)d->questions[d->start].rank;
  root->otherwise = DECIDE_NONE;
  image->section[DECIDE_ROOT] = section_of(root, 1);
}

static struct decide program_make(struct decision_program *p) {
  struct decide image = {.section = {{NULL, 0, 0}}};
  p->texts = pack_texts_new(p->b->read.perm);
  decision_questions(p, &image);
  outcomes_pack(p, &image);
  root_pack(p, &image);
  image.section[DECIDE_TEXTS] = pack_texts_section(p->texts);
  return image;
}

/* What the core found out about cells, for checks and pages. */
static void take_layout(const struct decision_program *p, const struct decide *image) {
  const struct decide_question *questions = image->section[DECIDE_QUESTIONS].items;
  const struct decide_answer *answers = image->section[DECIDE_ANSWERS].items;
  const struct decide_cut *cuts = image->section[DECIDE_CUTS].items;
  for (ptrdiff_t rank = 0; rank < p->b->d->question_count; rank++) {
    struct decision_question *q = decision_at(p->b, p->by_rank[rank]);
    q->cells = questions[rank].cells;
    q->cuts = q->type == DECIDE_NUMBER ? cuts + questions[rank].first_cut : NULL;
    for (ptrdiff_t i = 0; i < q->answer_count; i++) {
      q->answers[i].beg = answers[questions[rank].first_answer + i].beg;
      q->answers[i].end = answers[questions[rank].first_answer + i].end;
    }
  }
}

/*
 * What the diagram has: outcomes, questions that matter, the longest way. Children
 * are made before their parents, so one pass in the order of nodes is enough.
 */
static void survey(const struct decision_program *p, const struct decide_compiled *c) {
  struct decision *d = p->b->d;
  if (diagram_is_leaf(c->root)) {
    d->outcomes[diagram_outcome(c->root)].reached = true;
    return;
  }
  const struct decide_variable *variables = d->engine.section[DECIDE_VARIABLES].items;
  const bool *reached = diagram_reach(c->diagram, c->root, p->b->read.perm);
  int32_t *longest = NEW(p->b->read.perm, int32_t, (ptrdiff_t)c->root + 1);
  for (diagram_ref at = 0; at <= c->root; at++) {
    if (!reached[at]) {
      continue;
    }
    uint32_t variable = diagram_question(c->diagram, at);
    const diagram_ref *children = diagram_children(c->diagram, at);
    d->questions[p->by_rank[variables[variable].question]].matters = true;
    longest[at] = 1;
    d->node_count++;
    for (uint32_t i = 0; i < diagram_cell_count(c->diagram, variable); i++) {
      if (diagram_is_leaf(children[i])) {
        d->outcomes[diagram_outcome(children[i])].reached = true;
      } else if (longest[children[i]] >= longest[at]) {
        longest[at] = longest[children[i]] + 1;
      }
    }
  }
  d->longest = longest[c->root];
}

/* Without thresholds nothing moves in a page, and the program stays behind. */
static void strip(const struct decision_program *p, const struct decide_compiled *compiled,
                  struct decide *image) {
  arena *perm = p->b->read.perm;
  if (image->section[DECIDE_THRESHOLDS].count > 0) {
    return;
  }
  struct decide_formula *shown = NEW(perm, struct decide_formula, p->shown_count);
  image->section[DECIDE_FORMULAS] = section_of(shown, p->shown_count);
  for (int s = DECIDE_STEPS; s <= DECIDE_ROUTES; s++) {
    image->section[s].count = 0;
  }
  (void)decide_settle(image, compiled, perm);
}

static void image_pack(struct decision_build *b, struct decide *image) {
  char *memory = arena_push(b->read.perm, 1, PACK_ALIGN, 0);
  buf out = buf_over(memory, b->read.perm->end - memory);
  decide_pack(image, &out);
  b->d->image = buf_close(&out, b->read.perm);
  if (!decide_open(b->d->image, &b->d->engine)) {
    b->d->image = STR("");
  }
}

void decision_compile(struct decision_build *b) {
  struct decision *d = b->d;
  struct decision_program p = {.b = b, .by_rank = ranks(b)};
  struct decide image = program_make(&p);
  struct decide_compiled compiled;
  decide_layout(&image, b->read.perm);
  take_layout(&p, &image);
  decision_cover(b);
  if (b->broken) {
    return;
  }
  if (!decide_compile(&image, b->read.perm, &compiled)) {
    diag_add(b->read.diags, D_DECISION_SIZE, ynode_span(b->read.doc, Y_ROOT), STR(""));
    return;
  }
  d->engine = image;
  survey(&p, &compiled);
  strip(&p, &compiled, &image);
  image_pack(b, &image);
}
