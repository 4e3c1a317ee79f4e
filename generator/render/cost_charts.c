/* The charts of a cost table's page, each with a table of its numbers. */
#include "render/cost_page.h"
#include "render/parts.h"

/* Fields of a line `point`, see core/cost_session.h. */
enum { X = 4, LOW = 6, MEDIAN = 8, HIGH = 10 };

/* A row for each place: as many lines as there are alternatives. */
static tmpl_list point_list(const struct cost_page *page) {
  ptrdiff_t each = page->t->alternative_count;
  ptrdiff_t count = each > 0 ? page->points.count / each : 0;
  struct view_point *points = NEW(page->p->perm, struct view_point, count);
  for (ptrdiff_t i = 0; i < count; i++) {
    struct view_figure *cells = NEW(page->p->perm, struct view_figure, each);
    const struct cost_answer *lines = &page->points.items[i * each];
    for (ptrdiff_t k = 0; k < each; k++) {
      cells[k] = (struct view_figure){
          .text = lines[k].field[MEDIAN],
          .low = lines[k].field[LOW],
          .high = lines[k].field[HIGH],
      };
    }
    points[i] = (struct view_point){lines[0].field[X], {cells, each}};
  }
  return (tmpl_list){points, count};
}

static str input_label(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, id)) {
      return t->inputs[i].label;
    }
  }
  return id;
}

/* Of the alternative that is most often the cheapest. */
static tmpl_list rank_list(const struct cost_page *page) {
  enum { OF = 2, INPUT = 3, TEXT = 5 };
  const struct cost_answers *run = &page->runs[0];
  str fields[] = {STR("cheapest"), page->measure->id};
  str alternative = cost_answer_find(run, fields, 2)->field[2];
  struct view_rank *ranks = NEW(page->p->perm, struct view_rank, run->count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < run->count; i++) {
    const str *f = run->items[i].field;
    if (str_eq(f[0], STR("rank")) && str_eq(f[OF], alternative)) {
      ranks[count++] = (struct view_rank){input_label(page->t, f[INPUT]), f[TEXT]};
    }
  }
  return (tmpl_list){ranks, count};
}

/* The input along the chart: the table's own, or the first that readers set on a log scale. */
static const struct table_input *volume_input(const struct cost_table *t) {
  if (t->chart.input >= 0) {
    return &t->inputs[t->chart.input];
  }
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    const struct table_input *in = &t->inputs[i];
    if (in->varies && in->logarithmic && in->ranged) {
      return in;
    }
  }
  return NULL;
}

static const struct table_output *volume_output(const struct cost_page *page) {
  return page->t->chart.output >= 0 ? &page->t->outputs[page->t->chart.output] : page->measure;
}

void cost_charts(const struct cost_page *page, struct view_cost *v) {
  const struct table_input *in = volume_input(page->t);
  const struct table_output *o = volume_output(page);
  v->drawn = page->volume.n > 0 && in != NULL && o != NULL;
  if (v->drawn) {
    v->volume = (tmpl_html){page->volume};
    v->volume_title = o->label;
    v->volume_axis = in->label;
    v->volume_unit = in->unit.text;
    v->points = point_list(page);
  }
  v->moved = page->tornado.n > 0 && page->measure != NULL && v->sampled;
  if (v->moved) {
    v->tornado = (tmpl_html){page->tornado};
    v->ranks = rank_list(page);
  }
  v->charted = v->drawn || v->moved;
}
