#include "core/path.h"
#include "model/record.h"
#include "render/decision_map.h"
#include "render/decision_page.h"
#include "render/parts.h"

/* Longer lists of choices are searched. */
enum { CHOICES_SEEN_MAX = 12 };

static str count_text(arena *perm, ptrdiff_t count) {
  buf b = buf_open(perm);
  buf_int(&b, count);
  return buf_close(&b, perm);
}

static struct view_route route_view(const struct decision_page *page,
                                    const struct decision_route *r) {
  arena *perm = page->p->perm;
  if (r->question < 0) {
    const struct decision_outcome *o = &page->d->outcomes[r->outcome];
    return (struct view_route){.url = arena_join(perm, STR("#o-"), o->id), .text = o->title};
  }
  const struct decision_question *q = &page->d->questions[r->question];
  return (struct view_route){
      .url = arena_join(perm, STR("#q-"), q->id),
      .number = count_text(perm, page->number[r->question]),
      .text = decision_default_text(page, &q->asks, q->ask),
  };
}

static tmpl_list route_list(const struct decision_page *page, const struct decision_answer *a) {
  struct view_route *routes = NEW(page->p->perm, struct view_route, a->route_count);
  for (ptrdiff_t i = 0; i < a->route_count; i++) {
    routes[i] = route_view(page, &a->routes[i]);
    routes[i].conditional = a->routes[i].when != NULL;
    routes[i].when = decision_condition_html(page, a->routes[i].when);
    routes[i].otherwise = i > 0 && !routes[i].conditional;
  }
  return (tmpl_list){routes, a->route_count};
}

static struct view_answer answer_view(const struct decision_page *page,
                                      const struct decision_question *q, int32_t arm) {
  if (arm < 0 || arm >= (int32_t)q->answer_count) {
    return (struct view_answer){.value = STR("")};
  }
  const struct decision_answer *a = &q->answers[arm];
  return (struct view_answer){
      .label = a->label, .because = a->because, .routes = route_list(page, a)};
}

/* Each choice with where it leads, or the bands of a number. */
static tmpl_list answer_list(const struct decision_page *page, const struct decision_question *q) {
  ptrdiff_t count = q->choice_count > 0 ? q->choice_count : q->answer_count;
  struct view_answer *answers = NEW(page->p->perm, struct view_answer, count);
  for (ptrdiff_t i = 0; i < count; i++) {
    answers[i] = answer_view(page, q, q->choice_count > 0 ? q->choices[i].arm : (int32_t)i);
    if (q->choice_count > 0) {
      answers[i].value = q->choices[i].id;
      answers[i].label = q->choices[i].label;
    }
  }
  return (tmpl_list){answers, count};
}

static tmpl_list question_list(const struct decision_page *page) {
  arena *perm = page->p->perm;
  struct view_question *questions = NEW(perm, struct view_question, page->shown);
  for (ptrdiff_t i = 0; i < page->shown; i++) {
    const struct decision_question *q = &page->d->questions[page->at[i]];
    questions[i] = (struct view_question){
        .id = q->id,
        .number = count_text(perm, i + 1),
        .ask = decision_default_text(page, &q->asks, q->ask),
        .hint = decision_default_text(page, &q->hints, q->hint),
        .unsure = q->unsure,
        .numeric = q->choice_count == 0,
        .several = q->type == DECIDE_SEVERAL,
        .day = q->type == DECIDE_DATE,
        .many = q->choice_count > CHOICES_SEEN_MAX,
        .message = q->message,
        .unit = decision_unit_text(page->p, q->unit),
        .low = decision_number_text(page->p, q->low, q->type == DECIDE_DATE),
        .high = decision_number_text(page->p, q->high, q->type == DECIDE_DATE),
        .asks = decision_sayings(page, &q->asks),
        .hints = decision_sayings(page, &q->hints),
        .rules = decision_sayings(page, &q->rules),
        .answers = answer_list(page, q),
        .answered = q->choice_count + q->answer_count > 0,
    };
  }
  return (tmpl_list){questions, page->shown};
}

/* The number of an outcome's bill, if it says something; else NULL. */
static const struct number *total_of(const struct page_context *p,
                                     const struct decision_outcome *o) {
  const struct number *total = o->total < 0 ? NULL : &p->site->numbers[o->total];
  return total != NULL && (total->kind != NUMBER_NONE || total->away) ? total : NULL;
}

/* It, or that its alternative is not available: a link to where that is told. */
static tmpl_html total_html(const struct page_context *p, const struct number *total) {
  struct number shown = *total;
  if (total->away) {
    shown.kind = NUMBER_OUTPUT;
    shown.text = strings_get(&p->site->strings, STR("not_available"));
    shown.unit = STR("");
  }
  return (tmpl_html){page_number_html(p, &shown, true)};
}

/* What the outcome costs as its table stands, or in its scenario; NULL where nobody says. */
static const struct view_bill *bill_view(const struct page_context *p,
                                         const struct decision_outcome *o) {
  const struct number *total = total_of(p, o);
  if (total == NULL) {
    return NULL;
  }
  const struct cost_table *t = &p->site->costs[total->table];
  struct view_bill *bill = NEW(p->perm, struct view_bill, 1);
  bill->url = page_url(p, t->out);
  bill->output = t->outputs[total->item].id;
  bill->alternative = t->alternatives[total->alternative].id;
  bill->of = t->alternatives[total->alternative].label;
  bill->in = total->scenario == NONE ? STR("") : t->scenarios[total->scenario].label;
  bill->total = total_html(p, total);
  bill->away = total->away;
  bill->range = (tmpl_html){page_number_html(p, &p->site->numbers[o->range], false)};
  bill->ranged = total->low.n > 0 && total->high.n > 0;
  return bill;
}

/* The table that some outcome has its bill from. */
static const struct view_table *table_view(const struct page_context *p, const struct decision *d) {
  const struct number *total = NULL;
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    const struct number *own = total_of(p, &d->outcomes[i]);
    total = own != NULL ? own : total;
  }
  if (total == NULL) {
    return NULL;
  }
  const struct cost_table *t = &p->site->costs[total->table];
  str url = page_url(p, t->out);
  str stem = str_sub(url, 0, url.n - (ptrdiff_t)sizeof ".html" + 1);
  struct view_table *v = NEW(p->perm, struct view_table, 1);
  *v = (struct view_table){t->id, url, arena_join(p->perm, stem, STR(".js"))};
  return v;
}

static tmpl_list guide_list(const struct page_context *p, const struct decision_outcome *o) {
  struct view_link *links = NEW(p->perm, struct view_link, o->guide_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < o->guide_count; i++) {
    const struct view_link *link = page_guide_link(p, o->guides[i].index);
    if (link != NULL) {
      links[count++] = *link;
    }
  }
  return (tmpl_list){links, count};
}

static tmpl_list outcome_list(const struct decision_page *page) {
  const struct decision *d = page->d;
  struct view_outcome *outcomes = NEW(page->p->perm, struct view_outcome, d->outcome_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    const struct decision_outcome *o = &d->outcomes[i];
    if (o->reached) {
      outcomes[count++] = (struct view_outcome){.id = o->id,
                                                .title = o->title,
                                                .guides = guide_list(page->p, o),
                                                .bill = bill_view(page->p, o),
                                                .says = decision_sayings(page, &o->says)};
    }
  }
  return (tmpl_list){outcomes, count};
}

void decision_number(struct decision_page *page) {
  const struct decision *d = page->d;
  int32_t *by_rank = NEW(page->p->perm, int32_t, d->question_count);
  int32_t *at = NEW(page->p->perm, int32_t, d->question_count);
  int32_t *number = NEW(page->p->perm, int32_t, d->question_count);
  for (int32_t i = 0; i < d->question_count; i++) {
    by_rank[d->questions[i].rank] = i;
  }
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    if (d->questions[by_rank[rank]].reached) {
      at[page->shown++] = by_rank[rank];
      number[by_rank[rank]] = (int32_t)page->shown;
    }
  }
  page->number = number;
  page->at = at;
}

str page_script(const struct page_context *p, str ending) {
  str name = path_name(p->path);
  return arena_join(p->perm, str_sub(name, 0, name.n - (ptrdiff_t)sizeof ".html" + 1), ending);
}

static str hash_of(const struct decision *d, arena *perm) {
  enum { HASH_DIGITS = 16 };
  buf b = buf_open(perm);
  buf_hex(&b, record_hash(d), HASH_DIGITS);
  return buf_close(&b, perm);
}

str page_decision(const struct page_context *p, const struct decision *d, const struct tmpl *t) {
  struct decision_page page = {.p = p, .d = d};
  decision_number(&page);
  struct decision_map whole = decision_map(d, page.number, &p->site->strings, p->perm);
  struct view_decision v = {
      .id = d->id,
      .root = page_root(p),
      .data = page_script(p, STR(".js")),
      .title = d->title,
      .description = d->description,
      .table = table_view(p, d),
      .version = d->version,
      .review_by = d->review_by,
      .start =
          arena_join(p->perm, STR("#q-"), d->questions[d->start < 0 ? d->by_rank[0] : d->start].id),
      .gated = d->option_count > 0,
      .all = d->pick == DECIDE_ALL,
      .map = whole.html,
      .drawn = whole.drawn,
      .hash = hash_of(d, p->perm),
      .options = decision_options(&page),
      .crumbs = page_crumbs(p),
      .questions = question_list(&page),
      .outcomes = outcome_list(&page),
      .thresholds = decision_thresholds(&page),
      .limited = d->threshold_count > 0,
      .sources = decision_sources(&page),
      .sourced = d->source_count > 0,
  };
  buf out = buf_open(p->perm);
  tmpl_render(t, &v, &out);
  return buf_close(&out, p->perm);
}
