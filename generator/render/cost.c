#include "render/cost_page.h"

#include "core/dist.h"
#include "core/num.h"
#include "model/cost_anchor.h"
#include "render/parts.h"

static const str no_unit = STR_INIT("");

static void number_add(buf *b, double value) {
  enum { DIGITS = 6 }; /* as cost_run writes inputs */
  num_print_grouped(b, value, DIGITS);
}

static str number_text(arena *perm, double value) {
  buf b = buf_open(perm);
  number_add(&b, value);
  return buf_close(&b, perm);
}

static tmpl_list source_list(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_cite *cites = NEW(page->p->perm, struct view_cite, t->source_count);
  for (ptrdiff_t i = 0; i < t->source_count; i++) {
    const struct cost_source *s = &t->sources[i];
    cites[i] = (struct view_cite){
        .title = s->title,
        .url = s->url,
        .away = true,
        .kind = s->kind,
        .licence = s->licence,
        .date = s->date,
    };
  }
  return (tmpl_list){cites, t->source_count};
}

static tmpl_list option_list(const struct cost_page *page, const struct table_input *in) {
  struct view_option *options = NEW(page->p->perm, struct view_option, in->choice_count);
  for (ptrdiff_t i = 0; i < in->choice_count; i++) {
    options[i] = (struct view_option){
        .id = in->choices[i].id,
        .label = in->choices[i].label,
        .chosen = i == (ptrdiff_t)in->value,
    };
  }
  return (tmpl_list){options, in->choice_count};
}

/* A bound about as far out as numbers go binds nobody. */
static str bound_text(arena *perm, double bound) {
  const double none = 1e14;
  return bound <= -none || bound >= none ? STR("") : number_text(perm, bound);
}

str cost_input_text(const struct cost_page *page, const struct table_input *in,
                    const struct cost_answers *run) {
  const struct cost_answer *a = cost_answer_find(run, (str[]){STR("input"), in->id}, 2);
  for (ptrdiff_t i = 0; i < in->choice_count; i++) {
    if (str_eq(in->choices[i].id, a->field[2])) {
      return in->choices[i].label;
    }
  }
  return arena_copy(page->p->perm, a->field[3]);
}

/* "800 to 2,500 in 9 of 10 cases (lognormal)" */
static str spread_text(const struct page_context *p, const struct table_input *in) {
  const struct strings *ui = &p->site->strings;
  double factor = in->unit.factor;
  struct string_hole ends[] = {{STR("low"), number_text(p->perm, in->low / factor)},
                               {STR("high"), number_text(p->perm, in->high / factor)}};
  str range = in->ranged ? strings_fill(ui, STR("range"), ends, 2, p->perm) : STR("");
  struct string_hole holes[] = {{STR("range"), range},
                                {STR("mode"), number_text(p->perm, in->mode / factor)}};
  switch (in->kind) {
    case DIST_LOGNORMAL:
      return strings_fill(ui, STR("spread_lognormal"), holes, 1, p->perm);
    case DIST_UNIFORM:
      return strings_fill(ui, STR("spread_uniform"), holes, 1, p->perm);
    case DIST_TRIANGULAR:
      return strings_fill(ui, STR("spread_triangular"), holes, 2, p->perm);
    default:
      return range;
  }
}

/* Where a slider stands, as fine as it moves. */
static str slide_text(arena *perm, str position) {
  enum { PLACES = 2 };
  double value = 0;
  buf b = buf_open(perm);
  num_print_fixed(&b, num_parse(position, &value) ? value : 0, PLACES);
  return buf_close(&b, perm);
}

static struct view_input input_view(const struct cost_page *page, const struct table_input *in) {
  arena *perm = page->p->perm;
  struct view_input v = {
      .id = in->id,
      .label = in->label,
      .anchor = cost_anchor_input(perm, in->id),
      .note = in->note,
      .text = cost_input_text(page, in, &page->runs[0]),
      .unit = in->choice_count > 0 ? no_unit : in->unit.text,
      .chooses = in->choice_count > 0,
      .options = option_list(page, in),
      .source = cost_cite(page, in->source),
  };
  if (in->choice_count == 0) {
    v.least = bound_text(perm, in->least / in->unit.factor);
    v.most = bound_text(perm, in->most / in->unit.factor);
  }
  const struct cost_answer *slide =
      cost_answer_find(&page->runs[0], (str[]){STR("slide"), in->id}, 2);
  v.spread = spread_text(page->p, in);
  v.varies = in->kind != DIST_FIXED;
  v.user = in->varies;
  v.slides = slide->field[0].n > 0;
  v.position = slide_text(perm, slide->field[2]);
  return v;
}

static tmpl_list input_list(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_input *inputs = NEW(page->p->perm, struct view_input, t->input_count);
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    inputs[i] = input_view(page, &t->inputs[i]);
  }
  return (tmpl_list){inputs, t->input_count};
}

static tmpl_list scenario_list(const struct cost_page *page) {
  const struct cost_table *t = page->t;
  struct view_scenario *scenarios = NEW(page->p->perm, struct view_scenario, t->scenario_count);
  for (ptrdiff_t i = 0; i < t->scenario_count; i++) {
    const struct cost_answer *a = cost_answer_find(&page->runs[i + 1], (str[]){STR("state")}, 1);
    scenarios[i] = (struct view_scenario){t->scenarios[i].label, a->field[1]};
  }
  return (tmpl_list){scenarios, t->scenario_count};
}

/* Whether some scenario is how the table stands: it then says so better than "Defaults". */
static bool is_named(tmpl_list scenarios) {
  const struct view_scenario *items = scenarios.items;
  for (ptrdiff_t i = 0; i < scenarios.count; i++) {
    if (items[i].state.n == 0) {
      return true;
    }
  }
  return false;
}

/*
 * Runs the defaults, then every scenario, tests the claims and takes the hash, in a session
 * at the far end of the arena.
 */
static void run_all(struct cost_page *page) {
  const struct cost_table *t = page->t;
  arena *perm = page->p->perm;
  struct cost_answers *runs = NEW(perm, struct cost_answers, t->scenario_count + 1);
  char *end = perm->end;
  struct cost engine;
  if (cost_open(t->image, &engine)) {
    ptrdiff_t size = cost_session_size(&engine) + PACK_ALIGN;
    if (perm->end - perm->at < size) {
      core_oom(size);
    }
    perm->end -= size;
    arena far = {perm->end, end};
    struct cost_session *session = cost_start(&engine, &far);
    runs[0] = cost_answers_of(session, STR(""), perm);
    page->volume = cost_chart_of(session, STR("volume"), perm);
    page->tornado = cost_chart_of(session, STR("tornado"), perm);
    page->points = cost_points_of(session, perm);
    for (ptrdiff_t i = 0; i < t->scenario_count; i++) {
      runs[i + 1] = cost_answers_of(session, t->scenarios[i].state, perm);
    }
    page->claims = cost_claims_of(session, perm);
    page->hash = cost_hash(session, *perm);
    page->errors = cost_errors_of(&engine, perm);
  }
  perm->end = end;
  page->runs = runs;
}

static const struct table_output *first_output(const struct cost_table *t) {
  for (ptrdiff_t i = 0; i < t->output_count; i++) {
    if (t->outputs[i].per_alternative) {
      return &t->outputs[i];
    }
  }
  return NULL;
}

/* "breakeven=break_even=96000": the limits of a decision that are results of its cost table. */
static str limits_text(const struct cost_page *page, const struct decision *d) {
  arena *perm = page->p->perm;
  buf b = buf_open(perm);
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    if (d->thresholds[i].model.n > 0) {
      buf_str(&b, b.n > 0 ? STR(" ") : STR(""));
      buf_str(&b, d->thresholds[i].id);
      buf_byte(&b, '=');
      buf_str(&b, d->thresholds[i].model);
      buf_byte(&b, '=');
      str words[] = {STR("output"), d->thresholds[i].model, STR("")};
      buf_str(&b, cost_answer_find(&page->runs[0], words, 3)->field[3]);
    }
  }
  return buf_close(&b, perm);
}

/* "volume=calls": the questions of a decision whose answers feed inputs of its cost table. */
static str answers_text(const struct cost_page *page, const struct decision *d) {
  buf b = buf_open(page->p->perm);
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    if (d->questions[i].feeds.n > 0) {
      buf_str(&b, b.n > 0 ? STR(" ") : STR(""));
      buf_str(&b, d->questions[i].id);
      buf_byte(&b, '=');
      buf_str(&b, d->questions[i].feeds);
    }
  }
  return buf_close(&b, page->p->perm);
}

static tmpl_list onward_list(const struct cost_page *page) {
  const struct site *site = page->p->site;
  arena *perm = page->p->perm;
  struct view_onward *onward = NEW(perm, struct view_onward, site->decision_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    const struct decision *d = &site->decisions[i];
    bool is_fed = d->image.n > 0 && str_eq(d->cost, page->t->path);
    str limits = is_fed ? limits_text(page, d) : STR("");
    str answers = is_fed ? answers_text(page, d) : STR("");
    if (limits.n > 0 || answers.n > 0) {
      onward[count++] =
          (struct view_onward){d->id, d->title, page_url(page->p, d->out), limits, answers};
    }
  }
  return (tmpl_list){onward, count};
}

static void fill(const struct cost_page *page, struct view_cost *v) {
  const struct cost_table *t = page->t;
  v->output = page->measure == NULL ? STR("") : page->measure->label;
  v->alternatives = cost_alternatives(page);
  v->headline = cost_headline(page, v->alternatives);
  v->figures = cost_figures(page);
  v->onward = onward_list(page);
  v->scenarios = page->scenarios;
  v->plain = page->plain;
  v->compared = t->scenario_count > 0;
  v->columns = number_text(page->p->perm, (double)(t->scenario_count + page->plain + 1));
  v->blocks = cost_blocks(page);
  v->inputs = input_list(page);
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    v->assumes = v->assumes || !t->inputs[i].varies;
  }
  v->prices = cost_prices(page);
  v->priced = t->price_count > 0;
  v->claims = cost_claim_list(page);
  v->claimed = t->claim_count > 0;
  cost_method(page, v);
  cost_charts(page, v);
  v->warn = number_text(page->p->perm, (double)t->stale.warn);
  v->fail = number_text(page->p->perm, (double)t->stale.fail);
  v->sources = page->sources;
  v->sourced = t->source_count > 0;
}

struct view_cost cost_view(const struct page_context *p, const struct cost_table *t) {
  struct cost_page page = {.p = p, .t = t, .measure = first_output(t)};
  run_all(&page);
  page.sources = source_list(&page);
  page.scenarios = scenario_list(&page);
  page.plain = !is_named(page.scenarios);
  struct view_cost v = {
      .id = t->id,
      .root = page_root(p),
      .data = page_script(p, STR(".js")),
      .rows = page_script(p, STR(".csv.js")),
      .title = t->title,
      .description = t->description,
      .currency = t->currency,
      .as_of = t->as_of,
      .review_by = t->review_by,
      .crumbs = page_crumbs(p),
  };
  fill(&page, &v);
  return v;
}

str page_cost(const struct page_context *p, const struct cost_table *t, const struct tmpl *tmpl) {
  struct view_cost v = cost_view(p, t);
  buf out = buf_open(p->perm);
  tmpl_render(tmpl, &v, &out);
  return buf_close(&out, p->perm);
}
