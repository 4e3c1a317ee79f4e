/*
 * Links that carry a state: answers of a decision, inputs of a cost table. What a
 * guide says of a decision's result is held to here, too.
 */
#include "check/check.h"
#include "core/cost_session.h"
#include "core/decide_state.h"
#include "core/state.h"
#include "model/allowed.h"
#include "model/tools.h"

struct state_check {
  const struct site *site;
  struct diags *diags;
  arena scratch;
  const struct guide *guide;
  const struct page_ref *ref;
  str state; /* as written, inside the link's target */
};

/* The pair itself, the last one of this id, where the source has the target as it is. */
static span place_of(const struct state_check *c, str id) {
  arena scratch = c->scratch;
  span at = guide_ref_span(c->guide, c->ref);
  str target = page_text(c->guide->view, c->ref->target);
  char *memory = NEW(&scratch, char, c->state.n);
  struct state_pair pair;
  str found = STR("");
  str written;
  for (str rest = c->state; rest.n > 0;) {
    written = str_take(&rest, '&');
    str one = written;
    found = state_next(&one, memory, &pair) && str_eq(pair.id, id) ? written : found;
  }
  if (found.n > 0 && at.end - at.beg == target.n) {
    at.beg += (int32_t)(found.s - target.s);
    at.end = at.beg + (int32_t)found.n;
  }
  return at;
}

/* "There are: a, b, c." */
static void hint_names(struct state_check c, struct diag *d, str word, const struct texts *names) {
  enum { LISTED_MAX = 20 }; /* a longer list is not read */
  if (!diag_is_kept(c.diags, d) || diag_suggest(c.diags, d, word, names->items, names->count)) {
    return;
  }
  buf b = buf_open(&c.scratch);
  for (ptrdiff_t i = 0; i < names->count && i < LISTED_MAX; i++) {
    buf_str(&b, i == 0 ? STR("There are: ") : STR(", "));
    buf_str(&b, names->items[i]);
  }
  buf_str(&b, names->count == 0           ? STR("There are none.")
              : names->count > LISTED_MAX ? STR(", and others.")
                                          : STR("."));
  diag_hint(c.diags, d, buf_close(&b, &c.scratch));
}

/* What is allowed, or another sentence, follows in `hint`. */
static void report_value(const struct state_check *c, str id, str value, const buf *hint) {
  struct diag *d = diag_add(c->diags, D_STATE_VALUE, place_of(c, id), value);
  diag_hint(c->diags, d, buf_text(hint));
}

/* --- decisions --- */

static const struct decision_question *question_of(const struct decision *d, str id) {
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    if (str_eq(d->questions[i].id, id)) {
      return &d->questions[i];
    }
  }
  return NULL;
}

static void report_question(struct state_check c, const struct decision *d, str id) {
  ptrdiff_t count = d->question_count + d->threshold_count;
  struct texts names = {NEW(&c.scratch, str, count), NULL, count};
  for (ptrdiff_t i = 0; i < count; i++) {
    names.items[i] =
        i < d->question_count ? d->questions[i].id : d->thresholds[i - d->question_count].id;
  }
  hint_names(c, diag_add(c.diags, D_STATE_NAME, place_of(&c, id), id), id, &names);
}

/* A question by an old name has no list of what it takes. */
static void report_answer(const struct state_check *c, const struct decision *d, str id,
                          str value) {
  arena scratch = c->scratch;
  const struct decision_question *q = question_of(d, id);
  struct state_check below = *c;
  buf hint = buf_open(&scratch);
  buf_str(&hint, STR("Allowed: "));
  if (q != NULL) {
    decision_allowed_print(q, &hint);
  } else {
    buf_str(&hint, STR("a number"));
  }
  buf_byte(&hint, '.');
  buf_close(&hint, &scratch);
  below.scratch = scratch;
  report_value(&below, id, value, &hint);
}

/* The author's own words for what is wrong with it. */
static void report_refused(const struct state_check *c, const struct decision *d, str id,
                           str line) {
  const struct decision_question *q = question_of(d, id);
  int64_t rule = 0;
  struct diag *fault = diag_add(c->diags, D_STATE_VALUE, place_of(c, id), str_take(&line, '\t'));
  if (q != NULL && field_int(line, &rule) && rule >= 0 && rule < q->rules.count) {
    diag_hint(c->diags, fault, q->rules.items[rule].text);
  }
}

/* Whether the line is about an answer that cannot be used; that is told. */
static bool report_line(const struct state_check *c, const struct decision *d, str line) {
  str kind = str_take(&line, '\t');
  str id = str_take(&line, '\t');
  if (str_eq(kind, STR("unknown"))) {
    report_question(*c, d, id);
  } else if (str_eq(kind, STR("invalid"))) {
    report_answer(c, d, id, line);
  } else if (str_eq(kind, STR("refused"))) {
    report_refused(c, d, id, line);
  } else {
    return false;
  }
  return true;
}

static void report_unused(const struct state_check *c, str lines) {
  str line;
  while (str_cut(lines, '\n', &line, &lines)) {
    if (str_eq(str_take(&line, '\t'), STR("unused"))) {
      str id = str_take(&line, '\t');
      diag_add(c->diags, D_STATE_UNUSED, place_of(c, id), id);
    }
  }
}

/* What the state leads to, and what the link says of that. */
struct state_result {
  str ask;      /* empty: nothing is left to ask */
  str possible; /* ids between tabs */
  str stated;   /* ids between commas; empty: nothing */
};

static struct state_result read_result(str lines) {
  struct state_result r = {.ask = STR("")};
  str line;
  while (str_cut(lines, '\n', &line, &lines)) {
    str kind = str_take(&line, '\t');
    if (str_eq(kind, STR("ask"))) {
      r.ask = str_take(&line, '\t');
    } else if (str_eq(kind, STR("possible"))) {
      r.possible = line;
    } else if (str_eq(kind, STR("then"))) {
      str_take(&line, '\t'); /* the version */
      r.stated = line;
    }
  }
  return r;
}

static bool has_field(str list, char between, str id) {
  while (list.n > 0) {
    if (str_eq(str_take(&list, between), id)) {
      return true;
    }
  }
  return false;
}

/* Whether each id of one list stands in the other. */
static bool is_within(str list, char between, str other, char other_between) {
  while (list.n > 0) {
    if (!has_field(other, other_between, str_take(&list, between))) {
      return false;
    }
  }
  return true;
}

static void report_result(const struct state_check *c, span at, str stated,
                          const struct state_result *r) {
  arena scratch = c->scratch;
  struct diag *d = diag_add(c->diags, D_STATE_RESULT, at, stated);
  buf b = buf_open(&scratch);
  bool several = str_find(r->possible, '\t') >= 0;
  str rest = r->possible;
  buf_str(&b, several ? STR("possible are ") : STR("they give "));
  for (bool first = true; rest.n > 0; first = false) {
    buf_str(&b, first ? STR("") : STR(", "));
    buf_str(&b, str_take(&rest, '\t'));
  }
  if (several && r->ask.n > 0) {
    buf_str(&b, STR(", and it still asks "));
    buf_str(&b, r->ask);
  }
  diag_detail(c->diags, d, buf_close(&b, &scratch));
}

/* A link whose text is what an outcome is called states that one. */
static str outcome_named(const struct decision *d, str text) {
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    if (str_eq(d->outcomes[i].title, text)) {
      return d->outcomes[i].id;
    }
  }
  return STR("");
}

static void check_result(const struct state_check *c, const struct decision *d,
                         const struct state_result *r) {
  str named = outcome_named(d, str_trim(page_text(c->guide->view, c->ref->text)));
  if (r->stated.n > 0 && !(is_within(r->stated, ',', r->possible, '\t') &&
                           is_within(r->possible, '\t', r->stated, ','))) {
    report_result(c, place_of(c, KEY_RESULT), r->stated, r);
  } else if (named.n > 0 && !str_eq(named, r->possible)) {
    report_result(c, place_of(c, STR("")), named, r);
  }
}

static void check_answers(struct state_check c, const struct decision *d) {
  if (d->image.n == 0) {
    return; /* its own faults were told */
  }
  arena upper = {c.scratch.at + (c.scratch.end - c.scratch.at) / 2, c.scratch.end};
  c.scratch.end = upper.at;
  buf out = buf_open(&c.scratch);
  decide_run(&d->engine, c.state, upper, &out);
  str lines = buf_close(&out, &c.scratch);
  bool sound = true;
  str line;
  for (str rest = lines; str_cut(rest, '\n', &line, &rest);) {
    sound = !report_line(&c, d, line) && sound;
  }
  if (sound) { /* else they lead on from less than the author meant */
    report_unused(&c, lines);
    struct state_result result = read_result(lines);
    check_result(&c, d, &result);
  }
}

/* --- cost tables --- */

static const struct table_input *input_of(const struct cost_table *t, str id) {
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, id)) {
      return &t->inputs[i];
    }
  }
  return NULL;
}

static void report_input(struct state_check c, const struct cost_table *t, str id) {
  struct texts names = {NEW(&c.scratch, str, t->input_count), NULL, t->input_count};
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    names.items[i] = t->inputs[i].id;
  }
  hint_names(c, diag_add(c.diags, D_STATE_NAME, place_of(&c, id), id), id, &names);
}

static void report_scenario(struct state_check c, const struct cost_table *t, str value) {
  struct texts names = {NEW(&c.scratch, str, t->scenario_count), NULL, t->scenario_count};
  for (ptrdiff_t i = 0; i < t->scenario_count; i++) {
    names.items[i] = t->scenarios[i].id;
  }
  struct diag *d = diag_add(c.diags, D_STATE_VALUE, place_of(&c, STR("scenario")), value);
  hint_names(c, d, value, &names);
}

static void report_setting(struct state_check c, const struct cost_table *t, str id, str value) {
  buf hint = buf_open(&c.scratch);
  buf_str(&hint, STR("Allowed: "));
  cost_allowed_print(input_of(t, id), &hint);
  buf_byte(&hint, '.');
  buf_close(&hint, &c.scratch);
  report_value(&c, id, value, &hint);
}

/* What the calculator's own links carry beside inputs: the version of the table. */
static bool is_version(str id) {
  return str_eq(id, STR("v"));
}

static void check_inputs(struct state_check c, const struct cost_table *t) {
  struct cost engine;
  if (t->image.n == 0 || !cost_open(t->image, &engine)) {
    return; /* its own faults were told */
  }
  struct cost_session *session = cost_start(&engine, &c.scratch);
  arena upper = {c.scratch.at + (c.scratch.end - c.scratch.at) / 2, c.scratch.end};
  c.scratch.end = upper.at;
  buf out = buf_open(&c.scratch);
  cost_state_refused(session, c.state, upper, &out);
  str lines = buf_close(&out, &c.scratch);
  str line;
  while (str_cut(lines, '\n', &line, &lines)) {
    bool is_known = str_eq(str_take(&line, '\t'), STR("invalid"));
    str id = str_take(&line, '\t');
    if (is_known && str_eq(id, STR("scenario"))) {
      report_scenario(c, t, line);
    } else if (is_known) {
      report_setting(c, t, id, line);
    } else if (!is_version(id)) {
      report_input(c, t, id);
    }
  }
}

static void check_guide(struct state_check c) {
  for (uint32_t k = 0; k < c.guide->view->head->refs; k++) {
    const struct target *t = &c.guide->targets[k];
    c.ref = &c.guide->view->refs[k];
    if (t->kind != TARGET_TOOL || t->faulty || !tool_state(t->fragment, &c.state)) {
      continue;
    }
    if (t->index < c.site->decision_count) {
      check_answers(c, &c.site->decisions[t->index]);
    } else {
      check_inputs(c, &c.site->costs[t->index - c.site->decision_count]);
    }
  }
}

void check_states(const struct site *site, struct diags *ds, arena scratch) {
  struct state_check c = {.site = site, .diags = ds, .scratch = scratch};
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    c.guide = &site->guides[i];
    check_guide(c);
  }
}
