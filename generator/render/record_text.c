/* What hangs on the answers: the same as wizard.js says of a result, from the same lines. */
#include "core/state.h"
#include "render/decision_map.h"
#include "render/parts.h"
#include "render/record.h"
#include "render/words.h"

struct recorder {
  struct said said; /* of the whole state */
  const struct decision *d;
  arena *a;
  arena scratch;
  str why;
  str state; /* canonical */
  str *pairs;
  ptrdiff_t pair_count;
  struct said_answer *answers; /* that count, in asking order: the first of the pairs */
  ptrdiff_t answer_count;
  str limits;   /* the thresholds that the state sets, as a state */
  bool *closed; /* by option and gate: said before */
};

/* --- lines of the engine ------------------------------------------------------------------ */

static str run(struct recorder *r, str state) {
  buf out = buf_open(r->a);
  decide_run(&r->d->engine, state, r->scratch, &out);
  return buf_close(&out, r->a);
}

static str explain(struct recorder *r, str state) {
  buf out = buf_open(r->a);
  decide_explain(&r->d->engine, state, r->scratch, &out);
  return buf_close(&out, r->a);
}

static ptrdiff_t count_of(str lines, str kind) {
  ptrdiff_t count = 0;
  for (str fields; said_next(&lines, kind, &fields);) {
    count++;
  }
  return count;
}

static bool is_among(str ids, str id) {
  while (ids.n > 0) {
    if (str_eq(str_take(&ids, '\t'), id)) {
      return true;
    }
  }
  return false;
}

/* --- words -------------------------------------------------------------------------------- */

static const struct decision_question *question_of(const struct recorder *r, str id) {
  ptrdiff_t i = 0;
  while (i + 1 < r->d->question_count && !str_eq(r->d->questions[i].id, id)) {
    i++;
  }
  return &r->d->questions[i];
}

static str title_of(const struct recorder *r, str id) {
  for (ptrdiff_t i = 0; i < r->d->outcome_count; i++) {
    if (str_eq(r->d->outcomes[i].id, id)) {
      return r->d->outcomes[i].title;
    }
  }
  return id;
}

static void write_titles(const struct recorder *r, str ids, str join, buf *out) {
  for (bool is_first = true; ids.n > 0; is_first = false) {
    buf_str(out, is_first ? STR("") : join);
    record_escape(out, title_of(r, str_take(&ids, '\t')));
  }
}

/* Plain text as Markdown. */
static void write_escaped(const struct recorder *r, const struct said_answer *a,
                          void (*write)(const struct said *s, const struct said_answer *a,
                                        buf *out),
                          buf *out) {
  arena scratch = r->scratch;
  buf text = buf_open(&scratch);
  write(&r->said, a, &text);
  record_escape(out, buf_text(&text));
}

static void plain_ask(const struct said *s, const struct said_answer *a, buf *out) {
  said_ask(s, a->id, out);
}

static void write_ask(const struct recorder *r, str id, buf *out) {
  write_escaped(r, &(struct said_answer){.id = id}, plain_ask, out);
}

static void write_reading(const struct recorder *r, const struct said_answer *a, buf *out) {
  write_escaped(r, a, said_reading, out);
}

static void write_given(const struct recorder *r, const struct said_answer *a, buf *out) {
  write_ask(r, a->id, out);
  buf_byte(out, ' ');
  write_reading(r, a, out);
}

/* --- reasons ------------------------------------------------------------------------------ */

static const struct decision_gate *gate_of(const struct recorder *r, str option, str gate,
                                           ptrdiff_t *ret_index) {
  *ret_index = 0;
  for (ptrdiff_t i = 0; i < r->d->option_count; i++) {
    const struct decision_option *o = &r->d->options[i];
    for (ptrdiff_t g = 0; g < o->gate_count; g++, ++*ret_index) {
      if (str_eq(o->id, option) && str_eq(o->gates[g].id, gate)) {
        return &o->gates[g];
      }
    }
  }
  return NULL;
}

static void write_because(const struct recorder *r, const struct said_answer *a, buf *out) {
  const struct decision_question *q = question_of(r, a->id);
  int64_t i = 0;
  if (!field_int(a->index, &i) || q->answer_count == 0) {
    return;
  }
  int64_t arm = q->choice_count > 0 ? q->choices[i].arm : i;
  if (arm >= 0 && q->answers[arm].because.n > 0) {
    buf_str(out, STR(" – "));
    record_escape(out, q->answers[arm].because);
  }
}

/* Sentences of gates that this answer closed: first the one that decided, then the others. */
static void write_closed(struct recorder *r, str why, bool decided, buf *out) {
  str deciding = said_only(r->why, STR("decided"));
  str_take(&deciding, '\t');
  for (str fields, rest = why; said_next(&rest, STR("gate"), &fields);) {
    str key = fields;
    ptrdiff_t index;
    str option = str_take(&fields, '\t');
    str gate = str_take(&fields, '\t');
    const struct decision_gate *g = gate_of(r, option, gate, &index);
    key = str_sub(key, 0, key.n - fields.n - 1);
    if (g == NULL || r->closed[index] || str_eq(fields, STR("open")) ||
        str_eq(key, deciding) != decided) {
      continue;
    }
    r->closed[index] = true;
    buf_str(out, STR(" – ")); /* authors may end sentences without a mark */
    record_escape(out, str_eq(fields, STR("pass")) ? g->yes : g->no);
  }
}

/* What this answer ruled out of what was possible before. */
static void write_out(const struct recorder *r, str before, str left, buf *out) {
  bool is_first = true;
  while (before.n > 0) {
    str id = str_take(&before, '\t');
    if (!is_among(left, id)) {
      buf_str(out, is_first ? STR(" (rules out: ") : STR(" · "));
      record_escape(out, title_of(r, id));
      is_first = false;
    }
  }
  buf_str(out, is_first ? STR("") : STR(")"));
}

/* The first answers, and the thresholds, as a state. */
static str state_up_to(struct recorder *r, ptrdiff_t count) {
  buf b = buf_open(r->a);
  for (ptrdiff_t i = 0; i < count; i++) {
    buf_str(&b, i > 0 ? STR("&") : STR(""));
    buf_str(&b, r->pairs[i]);
  }
  buf_str(&b, r->limits.n > 0 && count > 0 ? STR("&") : STR(""));
  buf_str(&b, r->limits);
  return buf_close(&b, r->a);
}

/* What an answer settled, as an item of a list; empty when that is nothing. */
static str reason(struct recorder *r, ptrdiff_t i, str *before) {
  str state = state_up_to(r, i + 1);
  str left = said_only(run(r, state), STR("possible"));
  str why = i + 1 < r->answer_count ? explain(r, state) : r->why;
  buf said = buf_open(r->a);
  write_because(r, &r->answers[i], &said);
  write_closed(r, why, true, &said);
  write_closed(r, why, false, &said);
  write_out(r, *before, left, &said);
  str text = buf_close(&said, r->a);
  *before = left;
  if (text.n == 0) {
    return text;
  }
  buf item = buf_open(r->a);
  buf_str(&item, STR("* **"));
  write_given(r, &r->answers[i], &item);
  buf_str(&item, STR("**"));
  buf_str(&item, text);
  buf_byte(&item, '\n');
  return buf_close(&item, r->a);
}

/* The answer that decided first, then the last ones first. */
static str reasons(struct recorder *r) {
  str *items = NEW(r->a, str, r->answer_count);
  str before = said_only(run(r, r->limits), STR("possible"));
  for (ptrdiff_t i = 0; i < r->answer_count; i++) {
    items[i] = reason(r, i, &before);
  }
  str decided = said_only(r->why, STR("decided"));
  str decider = str_take(&decided, '\t');
  buf all = buf_open(r->a);
  for (int pass = 0; pass < 2; pass++) {
    for (ptrdiff_t i = r->answer_count - 1; i >= 0; i--) {
      bool is_decider = str_eq(r->answers[i].id, decider);
      buf_str(&all, is_decider == (pass == 0) ? items[i] : STR(""));
    }
  }
  return buf_close(&all, r->a);
}

/* --- the whole ---------------------------------------------------------------------------- */

static void open_recorder(struct recorder *r) {
  r->state = said_only(r->said.lines, STR("state"));
  r->why = explain(r, r->state);
  r->answer_count = count_of(r->said.lines, STR("answer"));
  r->answers = NEW(r->a, struct said_answer, r->answer_count);
  str rest = r->said.lines;
  str fields;
  for (ptrdiff_t i = 0; said_next(&rest, STR("answer"), &fields); i++) {
    r->answers[i] = said_answer_of(fields);
  }
  r->pairs = NEW(r->a, str, r->state.n + 1);
  for (rest = r->state; rest.n > 0;) {
    r->pairs[r->pair_count++] = str_take(&rest, '&');
  }
  ptrdiff_t limits = count_of(r->said.lines, STR("threshold"));
  const char *first = limits > 0 ? r->pairs[r->pair_count - limits].s : r->state.s + r->state.n;
  r->limits = (str){first, r->state.s + r->state.n - first};
  ptrdiff_t gates = 0;
  for (ptrdiff_t i = 0; i < r->d->option_count; i++) {
    gates += r->d->options[i].gate_count;
  }
  r->closed = NEW(r->a, bool, gates);
}

static void write_answers(const struct recorder *r, buf *out) {
  for (ptrdiff_t i = 0; i < r->answer_count; i++) {
    buf_str(out, STR("* "));
    write_ask(r, r->answers[i].id, out);
    buf_str(out, STR(" **"));
    write_reading(r, &r->answers[i], out);
    buf_str(out, STR("**\n"));
  }
  for (str fields, rest = r->said.lines; said_next(&rest, STR("unused"), &fields);) {
    struct said_answer a = said_answer_of(fields);
    buf_str(out, STR("* "));
    write_ask(r, a.id, out);
    buf_str(out, STR(" **"));
    write_reading(r, &a, out);
    buf_str(out, STR("** (not used)\n"));
  }
}

/* What was chosen, and why; or what is still open, as a list to tick off. */
static void write_outcome(const struct recorder *r, str possible, str because, buf *out) {
  bool stands = count_of(r->said.lines, STR("outcome")) > 0;
  buf_str(out, stands ? STR("Chosen option: “") : STR("Not decided yet: “"));
  write_titles(r, possible, STR("” or “"), out);
  buf_str(out, STR("”. Reasons, the one that decided first:\n\n"));
  buf_str(out, because);
  buf_str(out, stands ? STR("") : STR("\n### To Find Out\n\n"));
  for (str fields, rest = r->said.lines; said_next(&rest, STR("doubt"), &fields);) {
    str id = str_take(&fields, '\t');
    buf_str(out, STR("* [ ] "));
    write_ask(r, id, out);
    str how = question_of(r, id)->unsure;
    buf_str(out, how.n > 0 ? STR(" To find out: ") : STR(" "));
    record_escape(out, how);
    buf_byte(out, '\n');
  }
}

/* What the outcomes cost, for all that have a bill. */
static void write_bills(const struct recorder *r, buf *out) {
  bool is_first = true;
  for (ptrdiff_t i = 0; i < r->d->outcome_count; i++) {
    const struct decision_outcome *o = &r->d->outcomes[i];
    arena scratch = r->scratch;
    buf bill = buf_open(&scratch);
    said_bill(&r->said, o, &bill);
    if (bill.n == 0 || !o->reached) {
      continue;
    }
    buf_str(out, is_first ? STR("\n### Consequences\n\n* **") : STR("* **"));
    record_escape(out, o->title);
    buf_str(out, STR("** "));
    record_escape(out, buf_text(&bill));
    buf_byte(out, '\n');
    is_first = false;
  }
}

/* One gate a line; of an open one, what it asks for. */
static void write_gates(const struct recorder *r, const struct decision_option *o, buf *out) {
  for (str fields, rest = r->why; said_next(&rest, STR("gate"), &fields);) {
    ptrdiff_t index;
    str option = str_take(&fields, '\t');
    str gate = str_take(&fields, '\t');
    const struct decision_gate *g = gate_of(r, option, gate, &index);
    if (g == NULL || !str_eq(option, o->id)) {
      continue;
    }
    arena scratch = r->scratch;
    buf when = buf_open(&scratch);
    words_condition_text(NULL, r->d, g->when, &when);
    bool passes = str_eq(fields, STR("pass"));
    bool fails = str_eq(fields, STR("fail"));
    buf_str(out, passes  ? STR("* Passed: ")
                 : fails ? STR("* Failed: ")
                         : STR("* Open, passes if: "));
    record_escape(out, passes ? g->yes : fails ? g->no : buf_text(&when));
    buf_byte(out, '\n');
  }
}

static void write_options(const struct recorder *r, buf *out) {
  buf_str(out, r->d->option_count > 0 ? STR("\n## Pros and Cons of the Options\n") : STR(""));
  for (ptrdiff_t i = 0; i < r->d->option_count; i++) {
    const struct decision_option *o = &r->d->options[i];
    buf_str(out, STR("\n### "));
    record_escape(out, decision_option_title(r->d, o));
    buf_str(out, STR("\n\n"));
    if (o->always.n > 0) {
      buf_str(out, STR("* "));
      record_escape(out, o->always);
      buf_byte(out, '\n');
    }
    write_gates(r, o, out);
  }
}

str record_text(const struct said *said, arena *a, arena scratch) {
  const struct decision *d = said->d;
  struct recorder r = {.said = *said, .d = d, .a = a, .scratch = scratch};
  r.said.is_page = true;
  open_recorder(&r);
  str because = reasons(&r);
  str possible = said_only(r.said.lines, STR("possible"));
  buf out = buf_open(a);
  record_front(d, &out);
  buf_str(&out, r.state);
  buf_str(&out, STR("\"\nresult: \""));
  str ids = possible;
  for (bool is_first = true; ids.n > 0; is_first = false) {
    buf_str(&out, is_first ? STR("") : STR(","));
    buf_str(&out, str_take(&ids, '\t'));
  }
  buf_str(&out, STR("\"\n---\n\n"));
  record_title(d, &out);
  write_titles(&r, possible, STR(" or "), &out);
  record_context(d, &out);
  write_answers(&r, &out);
  record_options(d, &out);
  write_outcome(&r, possible, because, &out);
  write_bills(&r, &out);
  buf_str(&out, STR("\n### Confirmation\n\nRun `fingerpost recheck` on this file: it says whether "
                    "these answers still lead here.\n"));
  write_options(&r, &out);
  return buf_close(&out, a);
}
