#include "model/decision_survey.h"

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
    outcomes[i].first_say = decision_formulas(p, &d->outcomes[i].says, &outcomes[i].says);
  }
  image->section[DECIDE_OUTCOMES] = section_of(outcomes, d->outcome_count);
}

static void options_pack(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  arena *perm = p->b->read.perm;
  struct decide_option *options = NEW(perm, struct decide_option, d->option_count);
  struct decide_gate *gates = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    const struct decision_option *o = &d->options[i];
    options[i] =
        (struct decide_option){pack_texts_add(p->texts, o->id), pack_texts_add(p->texts, o->gives),
                               (uint32_t)count, (uint32_t)o->gate_count};
    for (ptrdiff_t g = 0; g < o->gate_count; g++) {
      uint32_t formula = decision_formula(p, o->gates[g].when);
      struct pack_text id = pack_texts_add(p->texts, o->gates[g].id);
      *GROW(perm, gates, count, cap) = (struct decide_gate){id, formula, 0};
    }
  }
  image->section[DECIDE_OPTIONS] = section_of(options, d->option_count);
  image->section[DECIDE_GATES] = section_of(gates, count);
}

static void thresholds_pack(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  struct decide_threshold *all = NEW(p->b->read.perm, struct decide_threshold, d->threshold_count);
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    const struct decision_threshold *t = &d->thresholds[i];
    all[i] = (struct decide_threshold){.id = pack_texts_add(p->texts, t->id),
                                       .value = t->value,
                                       .low = t->low,
                                       .high = t->high,
                                       .factor = t->factor,
                                       .is_day = t->is_day};
  }
  image->section[DECIDE_THRESHOLDS] = section_of(all, d->threshold_count);
}

static void renamed_pack(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  struct decide_renamed *all = NEW(p->b->read.perm, struct decide_renamed, d->renamed_count);
  for (ptrdiff_t i = 0; i < d->renamed_count; i++) {
    const struct decision_renamed *r = &d->renamed[i];
    all[i] = (struct decide_renamed){pack_texts_add(p->texts, r->from),
                                     (uint32_t)d->questions[r->question].rank,
                                     r->choice < 0 ? DECIDE_NONE : (uint32_t)r->choice};
  }
  image->section[DECIDE_RENAMED] = section_of(all, d->renamed_count);
}

static void root_pack(struct decision_program *p, struct decide *image) {
  const struct decision *d = p->b->d;
  struct decide_root *root = NEW(p->b->read.perm, struct decide_root, 1);
  root->id = pack_texts_add(p->texts, d->id);
  root->version = pack_texts_add(p->texts, d->version);
  root->pick = d->pick;
  root->start = d->start < 0 ? 0 : (uint32_t)d->questions[d->start].rank;
  root->otherwise = d->otherwise_index < 0 ? DECIDE_NONE : (uint32_t)d->otherwise_index;
  image->section[DECIDE_ROOT] = section_of(root, 1);
}

static struct decide program_make(struct decision_program *p) {
  struct decide image = {.section = {{NULL, 0, 0}}};
  p->texts = pack_texts_new(p->b->read.perm);
  decision_questions(p, &image);
  outcomes_pack(p, &image);
  options_pack(p, &image);
  p->shown_count = p->formula_count;
  decision_ways(p, &image);
  thresholds_pack(p, &image);
  renamed_pack(p, &image);
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
    bool is_number = q->type == DECIDE_NUMBER || q->type == DECIDE_DATE;
    bool is_cut = is_number && q->cells > 1; /* else there may be no cuts at all */
    q->cuts = is_cut ? cuts + questions[rank].first_cut : NULL;
    for (ptrdiff_t i = 0; is_number && i < q->answer_count; i++) {
      q->answers[i].beg = answers[questions[rank].first_answer + i].beg;
      q->answers[i].end = answers[questions[rank].first_answer + i].end;
    }
  }
}

/* An option that gives a part of a combination, and has a title or a guide; or NULL. */
static const struct decision_option *option_of(const struct decision *d, str part, bool is_title) {
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    const struct decision_option *o = &d->options[i];
    if (str_eq(o->gives, part) && (is_title ? o->title : o->guide).n > 0) {
      return o;
    }
  }
  return NULL;
}

/* What stands for a part: its own outcome, else the options that give it, else its id. */
static void add_part(struct decision_outcome *o, const struct decision *d, str part, buf *title) {
  const struct decision_option *titled = option_of(d, part, true);
  const struct decision_option *guided = option_of(d, part, false);
  struct decision_guide guide = {guided == NULL ? STR("") : guided->guide, -1};
  str text = titled == NULL ? part : titled->title;
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    const struct decision_outcome *own = &d->outcomes[i];
    if (str_eq(own->id, part)) {
      text = own->title;
      guide = own->guide_count > 0 ? own->guides[0] : guide;
    }
  }
  buf_str(title, title->n == 0 ? STR("") : STR(" + "));
  buf_str(title, text);
  bool is_new = guide.path.n > 0;
  for (ptrdiff_t i = 0; i < o->guide_count; i++) {
    is_new = is_new && !str_eq(o->guides[i].path, guide.path);
  }
  if (is_new) {
    o->guides[o->guide_count++] = guide;
  }
}

/* Of a combination without an entry: the titles of its parts, and their guides. */
static struct decision_outcome compose(const struct decision_program *p, str id) {
  const struct decision *d = p->b->d;
  struct decision_outcome o = {
      .id = id, .composed = true, .total = -1, .range = -1, .at = d->options[0].at};
  o.guide_at = o.at;
  o.guides = NEW(p->b->read.perm, struct decision_guide, d->option_count);
  buf title = buf_open(p->b->read.perm);
  for (str rest = id; rest.n > 0;) {
    str part = str_take(&rest, '+');
    add_part(&o, d, part, &title);
    for (ptrdiff_t i = 0; i < d->option_count; i++) {
      o.at = str_eq(d->options[i].gives, part) ? d->options[i].at : o.at; /* where it was named */
    }
  }
  o.title = buf_close(&title, p->b->read.perm);
  return o;
}

/* The core names combinations that the author has not. */
static void take_composed(const struct decision_program *p) {
  struct decision *d = p->b->d;
  const struct decide_outcome *made = d->engine.section[DECIDE_OUTCOMES].items;
  ptrdiff_t count = (ptrdiff_t)d->engine.section[DECIDE_OUTCOMES].count;
  struct decision_outcome *all = NEW(p->b->read.perm, struct decision_outcome, count);
  for (ptrdiff_t i = 0; i < count; i++) {
    str id = pack_text_at(&d->engine.section[DECIDE_TEXTS], made[i].id);
    all[i] = i < d->outcome_count ? d->outcomes[i] : compose(p, arena_copy(p->b->read.perm, id));
  }
  d->outcomes = all;
  d->outcome_count = count;
}

/* The program stays behind, and with it the formulas that only it needs. */
static void strip(const struct decision_program *p, const struct decide_compiled *compiled,
                  struct decide *image) {
  const struct decide_formula *all = image->section[DECIDE_FORMULAS].items;
  struct decide_formula *shown = NEW(p->b->read.perm, struct decide_formula, p->shown_count);
  for (ptrdiff_t i = 0; i < p->shown_count; i++) {
    shown[i].tested = all[i].tested;
  }
  image->section[DECIDE_FORMULAS] = section_of(shown, p->shown_count);
  (void)decide_settle(image, compiled, p->b->read.perm);
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
  d->program = image;
  d->by_rank = p.by_rank;
  take_composed(&p);
  decision_survey(&p, &compiled);
  decision_survey_ways(&p, &compiled);
  decision_survey_options(&p, &compiled);
  if (d->threshold_count > 0 && !decide_test_all(&image, (uint32_t)p.shown_count, b->read.perm)) {
    diag_add(b->read.diags, D_DECISION_SIZE, ynode_span(b->read.doc, Y_ROOT), STR(""));
    return;
  }
  strip(&p, &compiled, &image);
  image_pack(b, &image);
}
