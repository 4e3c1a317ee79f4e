/* What stands behind a cost table's results: its claims, and how it was computed. */
#include "core/num.h"
#include "model/cost_anchor.h"
#include "model/cost_csv.h"
#include "render/cost_page.h"
#include "render/parts.h"

/* --- claims ---------------------------------------------------------------------- */

static tmpl_list cite_list(const struct cost_page *page, const struct texts *ids) {
  const struct site *site = page->p->site;
  struct view_cite *cites = NEW(page->p->perm, struct view_cite, ids->count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < ids->count; i++) {
    int32_t index = map_get(&site->source_by_id, ids->items[i]);
    if (index != MAP_NONE) {
      const struct source_entry *s = &site->sources[index];
      cites[count++] = (struct view_cite){
          .title = s->title, .url = s->url, .away = true, .kind = s->kind, .date = s->date};
    }
  }
  return (tmpl_list){cites, count};
}

static str scenario_label(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->scenario_count; i++) {
    if (str_eq(t->scenarios[i].id, id)) {
      return t->scenarios[i].label;
    }
  }
  return id;
}

static str with_unit(arena *perm, str number, str unit) {
  buf b = buf_open(perm);
  buf_str(&b, number);
  if (unit.n > 0 && !str_eq(unit, STR("1"))) {
    buf_byte(&b, ' ');
    buf_str(&b, unit);
  }
  return buf_close(&b, perm);
}

/* The margin of the first test: all of a claim have the same one. */
static str margin_text(arena *perm, const struct table_claim *claim) {
  enum { DIGITS = 6 };
  if (claim->test_count == 0) {
    return STR("");
  }
  const struct table_test *test = &claim->tests[0];
  buf b = buf_open(perm);
  num_print_grouped(&b, test->margin / test->unit.factor, DIGITS);
  return with_unit(perm, buf_close(&b, perm), test->unit.text);
}

tmpl_list cost_claim_list(const struct cost_page *page) {
  enum { DISTANCE_TEXT = 8, UNIT = 9 };
  const struct cost_table *t = page->t;
  arena *perm = page->p->perm;
  struct view_claim *claims = NEW(perm, struct view_claim, t->claim_count);
  for (ptrdiff_t i = 0; i < t->claim_count; i++) {
    const struct table_claim *claim = &t->claims[i];
    const struct cost_answer *a =
        cost_answer_find(&page->claims, (str[]){STR("claim"), claim->id}, 2);
    claims[i] = (struct view_claim){
        .anchor = cost_anchor_claim(perm, claim->id),
        .label = claim->label,
        .formula = claim->formula,
        .note = claim->note,
        .spare = with_unit(perm, a->field[DISTANCE_TEXT], a->field[UNIT]),
        .margin = margin_text(perm, claim),
        .scenario = scenario_label(t, claim->scenario),
        .state = claim->state,
        .cites = cite_list(page, &claim->cites),
        .contradicts = cite_list(page, &claim->contradicts),
    };
  }
  return (tmpl_list){claims, t->claim_count};
}

/* --- method ----------------------------------------------------------------------- */

static double number_of(str text) {
  double value = 0;
  return num_parse(text, &value) ? value : 0;
}

/* The largest error of the outputs that are compared: of medians, as a part of them. */
static double worst_error(const struct cost_page *page, str kind) {
  double worst = 0;
  for (ptrdiff_t i = 0; i < page->errors.count; i++) {
    const str *f = page->errors.items[i].field;
    if (page->measure == NULL || !str_eq(f[0], kind) || !str_eq(f[1], page->measure->id)) {
      continue;
    }
    double error = number_of(f[3]);
    if (str_eq(kind, STR("error"))) {
      str fields[] = {STR("output"), f[1], f[2]};
      double median = number_of(cost_answer_find(&page->runs[0], fields, 3)->field[3]);
      error = median > 0 ? error / median : 0;
    }
    worst = error > worst ? error : worst;
  }
  return worst;
}

/* "0.32": in a hundred parts, rounded to two digits. */
static str percent(arena *perm, double share) {
  buf b = buf_open(perm);
  num_print_grouped(&b, share * 100, 2);
  return buf_close(&b, perm);
}

void cost_method(const struct cost_page *page, struct view_cost *v) {
  const struct cost_table *t = page->t;
  arena *perm = page->p->perm;
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    v->sampled = v->sampled || t->inputs[i].kind != DIST_FIXED;
  }
  buf b = buf_open(perm);
  num_print_grouped(&b, t->sample.samples, 6);
  v->samples = buf_close(&b, perm);
  v->error = percent(perm, worst_error(page, STR("error")));
  v->chance_error = percent(perm, worst_error(page, STR("error-share")));
  b = buf_open(perm);
  buf_hex(&b, page->hash, 16);
  v->hash = buf_close(&b, perm);
  v->version = cost_version(t, page->hash, perm);
}
