/* A decision as data: what its page shows, by the names that its file gives. */
#include "core/day.h"
#include "core/json.h"
#include "core/num.h"
#include "render/twin.h"

/* Writes "," before each member or item but the first. */
struct json {
  buf *out;
  bool begun;
};

static void next(struct json *j) {
  buf_str(j->out, j->begun ? STR(",") : STR(""));
  j->begun = true;
}

static struct json json_open(struct json *j, str name, char bracket) {
  next(j);
  if (name.n > 0) {
    json_string(j->out, name);
    buf_byte(j->out, ':');
  }
  buf_byte(j->out, bracket);
  return (struct json){.out = j->out};
}

static void json_close(struct json *j, char bracket) {
  buf_byte(j->out, bracket);
}

/* Members without a value are left out. */
static void text(struct json *j, str name, str value) {
  if (value.n > 0) {
    next(j);
    json_string(j->out, name);
    buf_byte(j->out, ':');
    json_string(j->out, value);
  }
}

static void number(struct json *j, str name, double value, bool is_day) {
  next(j);
  json_string(j->out, name);
  buf_byte(j->out, ':');
  if (is_day) {
    buf_byte(j->out, '"');
    day_print(j->out, (int64_t)value);
    buf_byte(j->out, '"');
  } else if (value >= DECIDE_NEVER) {
    buf_str(j->out, STR("null"));
  } else {
    num_print(j->out, value);
  }
}

static void bound(struct json *j, str open, str closed, const struct decision_bound *b) {
  if (b->given) {
    number(j, b->open ? open : closed, b->value, b->is_day);
  }
}

static void routes(struct json *j, const struct decision *d, const struct decision_answer *a) {
  struct json list = json_open(j, STR("leads"), '[');
  for (ptrdiff_t i = 0; i < a->route_count; i++) {
    const struct decision_route *r = &a->routes[i];
    struct json route = json_open(&list, STR(""), '{');
    text(&route, STR("if"), r->when_text);
    text(&route, STR("question"), r->question < 0 ? STR("") : d->questions[r->question].id);
    text(&route, STR("outcome"), r->outcome < 0 ? STR("") : d->outcomes[r->outcome].id);
    json_close(&route, '}');
  }
  json_close(&list, ']');
}

static void answers(struct json *j, const struct decision *d, const struct decision_question *q) {
  bool choices = q->choice_count > 0;
  struct json list = json_open(j, STR("answers"), '[');
  for (ptrdiff_t i = 0; i < (choices ? q->choice_count : q->answer_count); i++) {
    int32_t arm = choices ? q->choices[i].arm : (int32_t)i;
    struct json one = json_open(&list, STR(""), '{');
    text(&one, STR("id"), choices ? q->choices[i].id : STR(""));
    text(&one, STR("label"), choices ? q->choices[i].label : q->answers[i].label);
    if (arm >= 0 && arm < (int32_t)q->answer_count) {
      const struct decision_answer *a = &q->answers[arm];
      text(&one, STR("because"), a->because);
      bound(&one, STR("above"), STR("from"), &a->low);
      bound(&one, STR("below"), STR("up_to"), &a->high);
      routes(&one, d, a);
    }
    json_close(&one, '}');
  }
  json_close(&list, ']');
}

static void questions(struct json *j, const struct decision *d) {
  static const str types[] = {[DECIDE_YESNO] = STR_INIT("yes-no"),
                              [DECIDE_CHOICE] = STR_INIT("choice"),
                              [DECIDE_NUMBER] = STR_INIT("number"),
                              [DECIDE_DATE] = STR_INIT("date"),
                              [DECIDE_SEVERAL] = STR_INIT("several")};
  struct json list = json_open(j, STR("questions"), '[');
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    const struct decision_question *q = &d->questions[d->by_rank[rank]];
    bool is_number = q->choice_count == 0;
    struct json one = json_open(&list, STR(""), '{');
    text(&one, STR("id"), q->id);
    text(&one, STR("type"), types[q->type]);
    text(&one, STR("ask"), q->ask);
    text(&one, STR("hint"), q->hint);
    text(&one, STR("unsure"), q->unsure);
    if (is_number) {
      number(&one, STR("low"), q->low, q->type == DECIDE_DATE);
      number(&one, STR("high"), q->high, q->type == DECIDE_DATE);
      text(&one, STR("unit"), q->unit);
    }
    answers(&one, d, q);
    json_close(&one, '}');
  }
  json_close(&list, ']');
}

static void options(struct json *j, const struct decision *d) {
  struct json list = json_open(j, STR("options"), '[');
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    const struct decision_option *o = &d->options[i];
    struct json one = json_open(&list, STR(""), '{');
    text(&one, STR("id"), o->id);
    text(&one, STR("title"), o->title);
    text(&one, STR("gives"), o->gives);
    text(&one, STR("always"), o->always);
    struct json gates = json_open(&one, STR("gates"), '[');
    for (ptrdiff_t g = 0; g < o->gate_count; g++) {
      struct json gate = json_open(&gates, STR(""), '{');
      text(&gate, STR("id"), o->gates[g].id);
      text(&gate, STR("if"), o->gates[g].when_text);
      text(&gate, STR("yes"), o->gates[g].yes);
      text(&gate, STR("no"), o->gates[g].no);
      text(&gate, STR("source"), o->gates[g].source);
      json_close(&gate, '}');
    }
    json_close(&gates, ']');
    json_close(&one, '}');
  }
  json_close(&list, ']');
}

static void outcomes(struct json *j, const struct page_context *p, const struct decision *d) {
  struct json list = json_open(j, STR("outcomes"), '[');
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    const struct decision_outcome *o = &d->outcomes[i];
    struct json one = json_open(&list, STR(""), '{');
    text(&one, STR("id"), o->id);
    text(&one, STR("title"), o->title);
    struct json guides = json_open(&one, STR("guides"), '[');
    for (ptrdiff_t g = 0; g < o->guide_count; g++) {
      const struct view_link *guide = page_guide_link(p, o->guides[g].index);
      if (guide != NULL) {
        next(&guides);
        json_string(guides.out, guide->url);
      }
    }
    json_close(&guides, ']');
    text(&one, STR("alternative"), o->alternative);
    json_close(&one, '}');
  }
  json_close(&list, ']');
}

static void thresholds(struct json *j, const struct decision *d) {
  struct json list = json_open(j, STR("thresholds"), '[');
  for (ptrdiff_t i = 0; i < d->threshold_count; i++) {
    const struct decision_threshold *t = &d->thresholds[i];
    struct json one = json_open(&list, STR(""), '{');
    text(&one, STR("id"), t->id);
    number(&one, STR("value"), t->value, t->is_day);
    number(&one, STR("low"), t->low, t->is_day);
    number(&one, STR("high"), t->high, t->is_day);
    text(&one, STR("unit"), t->unit);
    text(&one, STR("model"), t->model);
    struct json sources = json_open(&one, STR("sources"), '[');
    for (ptrdiff_t k = 0; k < t->sources.count; k++) {
      next(&sources);
      json_string(sources.out, t->sources.items[k]);
    }
    json_close(&sources, ']');
    json_close(&one, '}');
  }
  json_close(&list, ']');
}

static void sources(struct json *j, const struct decision *d) {
  struct json list = json_open(j, STR("sources"), '[');
  for (ptrdiff_t i = 0; i < d->source_count; i++) {
    struct json one = json_open(&list, STR(""), '{');
    text(&one, STR("id"), d->sources[i].id);
    text(&one, STR("title"), d->sources[i].title);
    text(&one, STR("url"), d->sources[i].url);
    text(&one, STR("date"), d->sources[i].date);
    json_close(&one, '}');
  }
  json_close(&list, ']');
}

/* Guides and the like are addressed from the page: nothing but `perm` is pushed on meanwhile. */
str render_decision_json(const struct page_context *p, const struct decision *d) {
  static const str picks[] = {[DECIDE_TREE] = STR_INIT("tree"),
                              [DECIDE_ALL] = STR_INIT("all"),
                              [DECIDE_FIRST] = STR_INIT("first"),
                              [DECIDE_ONE] = STR_INIT("one")};
  enum { JSON_BYTES = 16 << 20 }; /* some ten times what the largest decision comes to */
  buf out = buf_new(p->perm, JSON_BYTES);
  struct json none = {.out = &out};
  struct json j = json_open(&none, STR(""), '{');
  text(&j, STR("$schema"), page_url(p, STR("static/decision.schema.json")));
  text(&j, STR("id"), d->id);
  text(&j, STR("title"), d->title);
  text(&j, STR("description"), d->description);
  text(&j, STR("version"), d->version);
  text(&j, STR("review_by"), d->review_by);
  text(&j, STR("pick"), picks[d->pick]);
  text(&j, STR("start"), d->start < 0 ? STR("") : d->questions[d->start].id);
  text(&j, STR("otherwise"), d->otherwise);
  questions(&j, d);
  options(&j, d);
  outcomes(&j, p, d);
  thresholds(&j, d);
  sources(&j, d);
  json_close(&j, '}');
  buf_byte(&out, '\n');
  return buf_text(&out);
}
