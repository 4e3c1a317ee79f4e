#include "render/said.h"

#include "model/saying.h"
#include "render/parts.h"
#include "render/words.h"

#define JOINT STR("\xC2\xA0") /* between a number and its unit, as on pages */

bool said_next(str *rest, str kind, str *ret_fields) {
  str line;
  while (str_cut(*rest, '\n', &line, rest)) {
    if (str_eq(str_take(&line, '\t'), kind)) {
      *ret_fields = line;
      return true;
    }
  }
  return false;
}

str said_only(str lines, str kind) {
  str fields = STR("");
  (void)said_next(&lines, kind, &fields);
  return fields;
}

struct said_answer said_answer_of(str fields) {
  struct said_answer a = {.id = str_take(&fields, '\t')};
  a.value = str_take(&fields, '\t');
  a.index = str_take(&fields, '\t');
  a.text = str_take(&fields, '\t');
  a.ask = str_take(&fields, '\t');
  a.hint = str_take(&fields, '\t');
  return a;
}

static const struct decision_question *question_of(const struct said *s, str id) {
  ptrdiff_t i = 0;
  while (i + 1 < s->d->question_count && !str_eq(s->d->questions[i].id, id)) {
    i++;
  }
  return &s->d->questions[i];
}

/* --- wordings ----------------------------------------------------------------------------- */

/* The line of an answer to this question, else that which asks it; false: neither. */
static bool line_of(const struct said *s, str id, struct said_answer *ret) {
  static const str kinds[] = {STR_INIT("answer"), STR_INIT("unused"), STR_INIT("ask")};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    for (str fields, rest = s->lines; said_next(&rest, kinds[i], &fields);) {
      *ret = said_answer_of(fields);
      if (str_eq(ret->id, id)) {
        if (i == 2) { /* ID MORE ASK HINT */
          ret->ask = ret->index;
          ret->hint = ret->text;
        }
        return true;
      }
    }
  }
  return false;
}

static void write_wording(const struct said *s, const struct decision_texts *texts, str which,
                          str only, buf *out) {
  int64_t i = 0;
  bool is_one = field_int(which, &i) && i < texts->count;
  said_text(s, is_one ? texts->items[i].text : only, out);
}

void said_ask(const struct said *s, str id, buf *out) {
  const struct decision_question *q = question_of(s, id);
  struct said_answer line = {.ask = STR("")};
  (void)line_of(s, id, &line);
  write_wording(s, &q->asks, line.ask, q->ask, out);
}

void said_hint(const struct said *s, str id, buf *out) {
  const struct decision_question *q = question_of(s, id);
  struct said_answer line = {.hint = STR("")};
  bool is_there = line_of(s, id, &line);
  bool is_none = is_there && q->hints.count > 0 && line.hint.n == 0;
  write_wording(s, &q->hints, line.hint, is_none ? STR("") : q->hint, out);
}

/* --- holes -------------------------------------------------------------------------------- */

static str label_of(const struct decision_question *q, str value) {
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    if (str_eq(q->choices[i].id, value)) {
      return q->choices[i].label;
    }
  }
  return str_eq(value, STR("none")) ? STR("None of these") : value;
}

void said_reading(const struct said *s, const struct said_answer *a, buf *out) {
  const struct decision_question *q = question_of(s, a->id);
  if (str_eq(a->value, STR("unsure"))) {
    buf_str(out, STR("I do not know"));
  } else if (q->choice_count == 0) {
    buf_str(out, a->text.n > 0 ? a->text : a->value);
    buf_str(out, q->unit.n > 0 ? STR(" ") : STR(""));
    words_unit(NULL, q->unit, out);
  } else {
    str rest = a->value;
    for (bool is_first = true; rest.n > 0; is_first = false) {
      buf_str(out, is_first ? STR("") : STR(", "));
      buf_str(out, label_of(q, str_take(&rest, ',')));
    }
  }
}

/* What is shown instead of a price that nobody can have. */
#define AWAY STR("not available")

static bool is_figure(str text) {
  return !str_eq(text, STR("never")) && !str_eq(text, AWAY);
}

static void write_measured(const struct said *s, const struct number *n, str text, buf *out) {
  bool has_unit = n->unit.n > 0 && !n->bare && is_figure(text);
  buf_str(out, text);
  buf_str(out, !has_unit ? STR("") : s->is_page ? JOINT : STR(" "));
  buf_str(out, has_unit ? n->unit : STR(""));
}

/* "30 to 50 USD/mo", "30 USD/mo" where both are the same, "34,000 call/d to never", "not
 * available to 50 USD". */
static void write_between(const struct said *s, const struct number *n, str low, str high,
                          buf *out) {
  if (!str_eq(low, high)) {
    if (is_figure(high)) {
      buf_str(out, low);
    } else {
      write_measured(s, n, low, out);
    }
    buf_str(out, STR(" to "));
  }
  write_measured(s, n, high, out);
}

/* A figure of the table; with `lead`, only if it is a range. */
static void write_number(const struct said *s, int32_t index, str lead, buf *out) {
  const struct number *n = &s->low->numbers[index];
  const struct number *high = s->high == NULL ? n : &s->high->numbers[index];
  if (n->range && n->low.n > 0 && !n->away && s->high == NULL) {
    buf_str(out, lead);
    write_between(s, n, n->low, n->high, out);
  } else if (lead.n == 0) {
    write_between(s, n, n->away ? AWAY : n->text, high->away ? AWAY : high->text, out);
  }
}

/* The answer that a hole quotes; "…" where it has none. */
static void write_answer(const struct said *s, const struct decision_question *q, buf *out) {
  for (str fields, rest = s->lines; said_next(&rest, STR("answer"), &fields);) {
    struct said_answer a = said_answer_of(fields);
    if (str_eq(a.id, q->id)) {
      said_reading(s, &a, out);
      return;
    }
  }
  buf_str(out, STR("…"));
}

void said_text(const struct said *s, str text, buf *out) {
  for (bool is_hole = true; is_hole;) {
    struct saying_piece piece = saying_next(s->d, &text);
    is_hole = piece.is_hole;
    buf_str(out, piece.text);
    if (piece.question >= 0) {
      write_answer(s, &s->d->questions[piece.question], out);
    } else if (piece.number >= 0 && s->low != NULL) {
      write_number(s, piece.number, STR(""), out);
    } else if (is_hole) {
      buf_str(out, STR("…"));
    }
  }
}

void said_bill(const struct said *s, const struct decision_outcome *o, buf *out) {
  if (s->low == NULL || o->total < 0) {
    return;
  }
  const struct number *n = &s->low->numbers[o->total];
  const struct cost_table *t = &s->low->costs[n->table];
  if (s->is_live) {
    buf_str(out, STR("Costs, at your answers: "));
  } else if (n->scenario == NONE) {
    buf_str(out, STR("Costs, with the default inputs of the table: "));
  } else {
    buf_str(out, STR("Costs, for "));
    buf_str(out, t->scenarios[n->scenario].label);
    buf_str(out, STR(": "));
  }
  write_number(s, o->total, STR(""), out);
  write_number(s, o->range, STR(", in 9 of 10 cases "), out);
  buf_str(out, STR(" ("));
  buf_str(out, t->alternatives[n->alternative].label);
  buf_str(out, STR(")."));
}
