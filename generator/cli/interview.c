#include "cli/decide.h"
#include "core/state.h"
#include "model/allowed.h"

/* What is printed between two answers: a question with its choices, or the result. */
enum { OUT_BYTES = 8 << 20 };

/* Where an interview stands: the state so far, and the states before each answer. */
struct interview {
  struct decide_session *s;
  arena *perm; /* states; what one line needs dies with it */
  buf out;
  str state;
  str before[DECIDE_QUESTIONS_MAX];
  int depth;
};

static void flush(struct interview *v) {
  print_shown(buf_text(&v->out), v->s->scratch);
  v->out.n = 0;
}

static void print_question(struct interview *v, const struct decision_question *q, str output,
                           str more) {
  const struct said said = {.d = v->s->decision, .lines = output};
  buf *out = &v->out;
  buf_byte(out, '\n');
  said_ask(&said, q->id, out);
  buf_str(out, STR("\n  "));
  ptrdiff_t before = out->n;
  said_hint(&said, q->id, out);
  if (out->n > before) {
    buf_byte(out, '\n');
  } else {
    out->n -= 2; /* there is no hint to indent */
  }
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    buf_str(out, STR("  "));
    buf_int(out, i + 1);
    buf_str(out, STR(") "));
    buf_str(out, q->choices[i].label);
    buf_byte(out, '\n');
  }
  if (q->choice_count == 0) {
    buf_str(out, STR("  "));
    decision_limits_print(q, out);
    buf_str(out, q->unit.n > 0 ? STR(" ") : STR(""));
    buf_str(out, q->unit);
    buf_byte(out, '\n');
  }
  if (!str_eq(more, STR("0"))) {
    buf_str(out, STR("  (at most "));
    buf_str(out, more);
    buf_str(out, str_eq(more, STR("1")) ? STR(" more question)\n") : STR(" more questions)\n"));
  }
}

static bool is_same_word(str id, str typed) {
  ptrdiff_t i = 0;
  while (i < id.n && i < typed.n && byte_lower(typed.s[i]) == id.s[i]) {
    i++;
  }
  return i == id.n && i == typed.n;
}

/* The id of what was typed: a choice by its number, or by its id in any case. */
static str answer_id(const struct decision_question *q, str typed) {
  int64_t number;
  if (field_int(typed, &number) && number >= 1 && number <= q->choice_count) {
    return q->choices[number - 1].id;
  }
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    bool initial =
        q->type == DECIDE_YESNO && typed.n == 1 && byte_lower(typed.s[0]) == q->choices[i].id.s[0];
    if (initial || is_same_word(q->choices[i].id, typed)) {
      return q->choices[i].id;
    }
  }
  return typed;
}

static bool is_accepted(str output) {
  str line;
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    str kind = str_take(&line, '\t');
    if (str_eq(kind, STR("invalid")) || str_eq(kind, STR("unknown"))) {
      return false;
    }
  }
  return true;
}

static str with_answer(const struct interview *v, str id, str value, arena *a) {
  buf b = buf_open(a);
  buf_str(&b, v->state);
  state_add(&b, 0, id, value);
  return buf_close(&b, a);
}

static void go_back(struct interview *v) {
  if (v->depth == 0) {
    buf_str(&v->out, STR("This is the first question.\n"));
  } else {
    v->state = v->before[--v->depth];
  }
}

static void take_answer(struct interview *v, const struct decision_question *q, str typed,
                        arena scratch) {
  str next = with_answer(v, q->id, answer_id(q, typed), &scratch);
  if (is_accepted(decide_output(v->s, next, &scratch))) {
    v->before[v->depth++] = v->state;
    v->state = arena_copy(v->perm, next);
    return;
  }
  buf_str(&v->out, STR("Answer with "));
  buf_str(&v->out, q->choice_count == 0 ? STR("") : STR("a number from the list, or one of "));
  decision_allowed_print(q, &v->out);
  buf_str(&v->out, STR(". `back` goes back, `?` says how to find out.\n"));
}

static void take_line(struct interview *v, const struct decision_question *q, str typed,
                      arena scratch) {
  if (str_eq(typed, STR("back"))) {
    go_back(v);
  } else if (str_eq(typed, STR("?"))) {
    buf_str(&v->out, q->unsure.n > 0 ? q->unsure : STR("Nothing is said about how to find out."));
    buf_byte(&v->out, '\n');
  } else if (typed.n > 0) {
    take_answer(v, q, typed, scratch);
  }
}

/* The next question, or NULL when the result stands. */
static const struct decision_question *next_question(const struct interview *v, str output,
                                                     str *ret_more) {
  str line;
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    if (str_eq(str_take(&line, '\t'), STR("ask"))) {
      str id = str_take(&line, '\t');
      *ret_more = str_take(&line, '\t');
      return decide_question_of(v->s->decision, id);
    }
  }
  return NULL;
}

/* One question and what is typed to it; false when there is no more to ask or to read. */
static bool step(struct interview *v, arena scratch) {
  str more = STR("0");
  str output = decide_output(v->s, v->state, &scratch);
  const struct decision_question *q = next_question(v, output, &more);
  if (q == NULL) {
    buf_byte(&v->out, '\n');
    const struct said said = decide_said(v->s, output, &scratch);
    decide_print(&said, &v->out);
    return false;
  }
  print_question(v, q, output, more);
  buf_str(&v->out, STR("> "));
  flush(v);
  str typed;
  if (!os_read_line(&scratch, &typed)) {
    buf_byte(&v->out, '\n');
    return false;
  }
  take_line(v, q, str_trim(typed), scratch);
  return true;
}

enum exit_code decide_interview(struct decide_session *s, arena *perm) {
  ptrdiff_t half = (perm->end - perm->at) / 2;
  arena scratch = {perm->at + half, perm->end};
  arena states = {perm->at, perm->at + half};
  struct interview v = {.s = s, .perm = &states, .out = buf_new(&states, OUT_BYTES)};
  buf_str(&v.out, s->decision->title);
  buf_str(&v.out,
          STR("\nType an answer and press Enter; `unsure` when you do not know it, `back` goes "
              "back, `?` says how to find out.\n"));
  while (step(&v, scratch)) {
  }
  flush(&v);
  return EXIT_FINE;
}
