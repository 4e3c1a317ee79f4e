#include "render/cost_page.h"

#include "model/cost_anchor.h"
#include "render/parts.h"

static struct view_figure output_figure(const struct cost_page *page, const struct table_output *o,
                                        str alternative) {
  str fields[] = {STR("output"), o->id, alternative};
  const struct cost_answer *a = cost_answer_find(&page->runs[0], fields, 3);
  return (struct view_figure){
      .key = o->id,
      .anchor = cost_anchor_output(page->p->perm, o->id, alternative),
      .label = o->label,
      .text = a->field[COST_OUTPUT_TEXT],
      .unit = o->unit.text,
      .low = a->field[COST_OUTPUT_TEXT + COST_LOW],
      .high = a->field[COST_OUTPUT_TEXT + COST_HIGH],
      .undefined = a->field[COST_OUTPUT_UNDEFINED],
  };
}

static bool is_cheapest(const struct cost_answers *run, const struct table_output *o,
                        str alternative) {
  str fields[] = {STR("cheapest"), o->id, alternative};
  return cost_answer_find(run, fields, 3)->field[0].n > 0;
}

/* Available in no sample. */
static bool is_away(const struct cost_answers *run, str alternative) {
  str fields[] = {STR("gate"), alternative, STR("0")};
  return cost_answer_find(run, fields, 3)->field[0].n > 0;
}

/* In which share of the samples it is available; empty: it has no condition. */
static str open_text(const struct cost_answers *run, str alternative) {
  return cost_answer_find(run, (str[]){STR("gate"), alternative}, 2)->field[3];
}

static tmpl_list line_list(const struct cost_page *page, const struct table_alternative *alt) {
  static const str ids[] = {[COST_ONCE] = STR_INIT("once"),
                            [COST_MONTH] = STR_INIT("month"),
                            [COST_CALL] = STR_INIT("call"),
                            [COST_RETRAIN] = STR_INIT("retrain")};
  const struct strings *ui = &page->p->site->strings;
  const str names[] = {[COST_ONCE] = strings_get(ui, STR("once")),
                       [COST_MONTH] = strings_get(ui, STR("each_month")),
                       [COST_CALL] = strings_get(ui, STR("each_call")),
                       [COST_RETRAIN] = strings_get(ui, STR("each_retraining"))};
  struct view_line *lines = NEW(page->p->perm, struct view_line, alt->line_count);
  for (ptrdiff_t i = 0; i < alt->line_count; i++) {
    const struct table_line *line = &alt->lines[i];
    str fields[] = {STR("line"), alt->id, ids[line->kind], line->id};
    const struct cost_answer *a = cost_answer_find(&page->runs[0], fields, 4);
    lines[i] = (struct view_line){
        .kind = names[line->kind],
        .formula = line->formula,
        .figure = {.label = line->label,
                   .text = a->field[COST_LINE_TEXT],
                   .unit = line->unit.text,
                   .low = a->field[COST_LINE_TEXT + COST_LOW],
                   .high = a->field[COST_LINE_TEXT + COST_HIGH]},
    };
  }
  return (tmpl_list){lines, alt->line_count};
}

/* The outputs per alternative but the one that measures it. */
static tmpl_list other_list(const struct cost_page *page, str alternative) {
  const struct cost_table *t = page->t;
  struct view_figure *figures = NEW(page->p->perm, struct view_figure, t->output_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (t->outputs[i].per_alternative && &t->outputs[i] != page->measure) {
      figures[count++] = output_figure(page, &t->outputs[i], alternative);
    }
  }
  return (tmpl_list){figures, count};
}

tmpl_list cost_figures(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_figure *figures = NEW(page->p->perm, struct view_figure, t->output_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (!t->outputs[i].per_alternative) {
      figures[count++] = output_figure(page, &t->outputs[i], STR(""));
    }
  }
  return (tmpl_list){figures, count};
}

tmpl_list cost_alternatives(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  arena *perm = page->p->perm;
  struct view_alternative *items = NEW(perm, struct view_alternative, t->alternative_count);
  for (ptrdiff_t i = 0; i < t->alternative_count; i++) {
    const struct table_alternative *alt = &t->alternatives[i];
    items[i] = (struct view_alternative){
        .id = alt->id,
        .label = alt->label,
        .gate = alt->gate,
        .away = is_away(&page->runs[0], alt->id),
        .open = open_text(&page->runs[0], alt->id),
        .others = other_list(page, alt->id),
        .lines = line_list(page, alt),
    };
    items[i].some = items[i].open.n > 0 && !items[i].away && !str_eq(items[i].open, STR("100 %"));
    if (page->measure != NULL) {
      struct view_figure *first = NEW(perm, struct view_figure, 1);
      *first = output_figure(page, page->measure, alt->id);
      items[i].first = first;
      items[i].cheapest = is_cheapest(&page->runs[0], page->measure, alt->id);
      str share[] = {STR("share"), page->measure->id, alt->id};
      items[i].chance = cost_answer_find(&page->runs[0], share, 3)->field[4];
      items[i].measure = page->measure->id;
    }
  }
  return (tmpl_list){items, t->alternative_count};
}

/* "65,000 USD, between 41,000 and 110,000 in 9 of 10 cases, cheapest in 71 % of cases" */
static str headline_text(const struct cost_page *page, const struct view_alternative *a) {
  const struct strings *ui = &page->p->site->strings;
  arena *perm = page->p->perm;
  const struct view_figure *f = a->first;
  struct string_hole holes[] = {{STR("low"), f->low}, {STR("high"), f->high}};
  struct string_hole share = {STR("share"), a->chance};
  str between = strings_fill(ui, STR("between_in"), holes, 2, perm);
  str cheapest = strings_fill(ui, STR("cheapest_in"), &share, 1, perm);
  buf b = buf_open(perm);
  buf_str(&b, f->text);
  buf_str(&b, f->unit.n > 0 ? STR(" ") : STR(""));
  buf_str(&b, f->unit);
  if (f->low.n > 0) {
    buf_str(&b, STR(", "));
    buf_str(&b, between);
  }
  buf_str(&b, STR(", "));
  buf_str(&b, cheapest);
  return buf_close(&b, perm);
}

const struct view_headline *cost_headline(const struct cost_page *page, tmpl_list alternatives) {
  const struct view_alternative *items = alternatives.items;
  for (ptrdiff_t i = 0; i < alternatives.count; i++) {
    if (items[i].cheapest) {
      struct view_headline *h = NEW(page->p->perm, struct view_headline, 1);
      *h = (struct view_headline){items[i].label, headline_text(page, &items[i])};
      return h;
    }
  }
  return NULL;
}

/* The runs to compare: the defaults, unless a scenario is just these, and the scenarios. */
static const struct cost_answers *compared(const struct cost_page *page) {
  return &page->runs[!page->plain];
}

static ptrdiff_t compared_count(const struct cost_page *page) {
  return page->t->scenario_count + page->plain;
}

/* One output of one alternative in every run. */
static struct view_row output_row(const struct cost_page *page, const struct table_output *o,
                                  str alternative, str label) {
  struct view_cell *cells = NEW(page->p->perm, struct view_cell, compared_count(page));
  str none = strings_get(&page->p->site->strings, STR("not_available"));
  for (ptrdiff_t i = 0; i < compared_count(page); i++) {
    const struct cost_answers *run = &compared(page)[i];
    str fields[] = {STR("output"), o->id, alternative};
    bool away = is_away(run, alternative);
    cells[i].text = away ? none : cost_answer_find(run, fields, 3)->field[COST_OUTPUT_TEXT];
    cells[i].cheapest = is_cheapest(run, o, alternative);
  }
  return (struct view_row){
      .label = label,
      .anchor = cost_anchor_scenarios(page->p->perm, o->id, alternative),
      .cells = {cells, compared_count(page)},
  };
}

static struct view_block output_block(const struct cost_page *page, const struct table_output *o) {
  const struct cost_table *t = page->t;
  ptrdiff_t count = o->per_alternative ? t->alternative_count : 1;
  struct view_row *rows = NEW(page->p->perm, struct view_row, count);
  if (!o->per_alternative) {
    rows[0] = output_row(page, o, STR(""), o->label);
    rows[0].unit = o->unit.text;
    return (struct view_block){.rows = {rows, 1}};
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    rows[i] = output_row(page, o, t->alternatives[i].id, t->alternatives[i].label);
  }
  return (struct view_block){.title = o->label, .unit = o->unit.text, .rows = {rows, count}};
}

/* An input in every run; false: all have its default. */
static bool setting_row(const struct cost_page *page, const struct table_input *in,
                        struct view_row *ret_row) {
  struct view_cell *cells = NEW(page->p->perm, struct view_cell, compared_count(page));
  bool differs = false;
  for (ptrdiff_t i = 0; i < compared_count(page); i++) {
    cells[i].text = cost_input_text(page, in, &compared(page)[i]);
    differs = differs || !str_eq(cells[i].text, cells[0].text);
  }
  *ret_row = (struct view_row){
      .label = in->label,
      .unit = in->choice_count > 0 ? STR("") : in->unit.text,
      .cells = {cells, compared_count(page)},
  };
  return differs;
}

static struct view_block setting_block(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_row *rows = NEW(page->p->perm, struct view_row, t->input_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    count += setting_row(page, &t->inputs[i], &rows[count]);
  }
  return (struct view_block){.rows = {rows, count}};
}

tmpl_list cost_blocks(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_block *blocks = NEW(page->p->perm, struct view_block, t->output_count + 1);
  blocks[0] = setting_block(page);
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    blocks[i + 1] = output_block(page, &t->outputs[i]);
  }
  return (tmpl_list){blocks, t->output_count + 1};
}
