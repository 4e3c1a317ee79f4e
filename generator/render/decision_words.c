#include "core/day.h"
#include "core/num.h"
#include "render/decision_page.h"
#include "render/parts.h"

/* Of limits that readers see: all that a double tells apart. */
enum { LIMIT_DIGITS = 15 };

static void number_write(double value, bool is_day, buf *out) {
  if (is_day) {
    day_print(out, (int64_t)value);
  } else if (value >= DECIDE_NEVER) {
    buf_str(out, STR("never"));
  } else {
    num_print_grouped(out, value, LIMIT_DIGITS);
  }
}

str decision_number_text(arena *perm, double value, bool is_day) {
  buf b = buf_open(perm);
  number_write(value, is_day, &b);
  return buf_close(&b, perm);
}

/* Ids are words: "min_iterations". */
static void name_write(str id, buf *out) {
  for (ptrdiff_t i = 0; i < id.n; i++) {
    buf_byte(out, id.s[i] == '_' || id.s[i] == '-' ? ' ' : id.s[i]);
  }
}

str decision_threshold_name(arena *perm, const struct decision_threshold *t) {
  buf b = buf_open(perm);
  name_write(t->id, &b);
  return buf_close(&b, perm);
}

/* What a condition calls a choice: its label, or the name of a group. */
static str choice_text(const struct decision_question *q, str id) {
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    if (str_eq(q->choices[i].id, id)) {
      return q->choices[i].label;
    }
  }
  return id;
}

static void write_choices(const struct decision_question *q, const struct condition *c, buf *out) {
  for (ptrdiff_t i = 0; i < c->choice_count; i++) {
    buf_str(out, i == 0 ? STR(" “") : STR(", “"));
    buf_str(out, choice_text(q, c->choices[i]));
    buf_str(out, STR("”"));
  }
}

/* "20 (min iterations)": the value, and the limit's name where it has one. */
static void write_number(const struct decision_page *page, const struct condition *c,
                         const struct decision_question *q, buf *out) {
  const struct decision_threshold *t =
      c->threshold.n > 0 ? &page->d->thresholds[c->threshold_index] : NULL;
  buf_byte(out, ' ');
  number_write(c->number, c->is_day, out); /* a threshold in the unit of the question */
  if (q->unit.n > 0 && !c->counts) {
    buf_byte(out, ' ');
    buf_str(out, q->unit);
  }
  if (t != NULL) {
    buf_str(out, STR(" ("));
    name_write(t->id, out);
    buf_byte(out, ')');
  }
}

/* The words between a question and what it is compared with. */
static str comparison_text(const struct condition *c, const struct decision_question *q,
                           bool negated) {
  bool is_day = q->type == DECIDE_DATE;
  if (c->kind == COND_LESS) {
    return is_day    ? (negated ? STR(" is on or after") : STR(" is before"))
           : negated ? STR(" is at least")
                     : STR(" is below");
  }
  if (c->kind == COND_LESS_EQUAL) {
    return is_day    ? (negated ? STR(" is after") : STR(" is on or before"))
           : negated ? STR(" is above")
                     : STR(" is at most");
  }
  if (c->kind == COND_HAS) {
    return negated ? STR(" does not have") : STR(" has");
  }
  return negated ? STR(" is not") : STR(" is");
}

static void write_test(const struct decision_page *page, const struct condition *c, bool negated,
                       buf *out) {
  const struct decision_question *q = &page->d->questions[c->index];
  buf_str(out, STR("question "));
  if (page->number[c->index] > 0) {
    buf_int(out, page->number[c->index]);
  } else {
    buf_str(out, q->id); /* nothing leads to it, says a warning */
  }
  buf_str(out, c->counts ? STR(": the count of choices") : STR(""));
  if (c->kind == COND_YES) {
    buf_str(out, STR(" is “"));
    buf_str(out, choice_text(q, negated ? STR("no") : STR("yes")));
    buf_str(out, STR("”"));
    return;
  }
  buf_str(out, comparison_text(c, q, negated));
  if (c->kind == COND_IS || c->kind == COND_HAS) {
    buf_str(out, c->choice_count > 1 ? STR(" any of") : STR(""));
    write_choices(q, c, out);
  } else {
    write_number(page, c, q, out);
  }
}

/* Depth is bounded by CONDITION_DEPTH_MAX and CONDITION_TESTS_MAX. */
static void write_condition(const struct decision_page *page, const struct condition *c,
                            enum condition_kind around, buf *out) {
  bool is_chain = c->kind == COND_OR || c->kind == COND_AND;
  bool is_nested = is_chain && around != c->kind && around != COND_OR;
  if (c->kind == COND_NOT) {
    bool is_plain = c->left->kind > COND_NOT;
    buf_str(out, is_plain ? STR("") : STR("not "));
    if (is_plain) {
      write_test(page, c->left, true, out);
    } else {
      write_condition(page, c->left, COND_NOT, out);
    }
  } else if (!is_chain) {
    write_test(page, c, false, out);
  } else {
    buf_str(out, is_nested ? STR("(") : STR(""));
    write_condition(page, c->left, c->kind, out);
    buf_str(out, c->kind == COND_OR ? STR(" or ") : STR(" and "));
    write_condition(page, c->right, c->kind, out);
    buf_str(out, is_nested ? STR(")") : STR(""));
  }
}

str decision_condition_text(const struct decision_page *page, const struct condition *c) {
  buf b = buf_open(page->p->perm);
  if (c != NULL) {
    write_condition(page, c, COND_OR, &b);
  }
  return buf_close(&b, page->p->perm);
}

static void mark_questions(const struct condition *c, bool *is_asked) {
  if (c == NULL) {
    return;
  }
  if (c->kind > COND_NOT) {
    is_asked[c->index] = true;
    return;
  }
  mark_questions(c->left, is_asked);
  mark_questions(c->right, is_asked);
}

str decision_condition_questions(const struct decision_page *page, const struct condition *c) {
  arena *perm = page->p->perm;
  bool *is_asked = NEW(perm, bool, page->d->question_count);
  mark_questions(c, is_asked);
  buf b = buf_open(perm);
  for (ptrdiff_t i = 0; i < page->shown; i++) {
    if (is_asked[page->at[i]]) {
      buf_str(&b, b.n > 0 ? STR(" ") : STR(""));
      buf_str(&b, page->d->questions[page->at[i]].id);
    }
  }
  return buf_close(&b, perm);
}

/* The place on the page of a question that `{{answer ID}}` names; 0: none. */
static int32_t hole_number(const struct decision_page *page, str hole) {
  str word = STR("answer ");
  hole = str_trim(hole);
  for (ptrdiff_t i = 0; str_starts(hole, word) && i < page->shown; i++) {
    str id = page->d->questions[page->at[i]].id;
    if (str_eq(str_trim(str_sub(hole, word.n, hole.n)), id)) {
      return (int32_t)i + 1;
    }
  }
  return 0;
}

/* Takes a piece off the text, up to its first hole for an answer. */
static struct view_piece take_piece(const struct decision_page *page, str *text) {
  for (ptrdiff_t from = 0;;) {
    ptrdiff_t beg = str_search(str_sub(*text, from, text->n), STR("{{"));
    ptrdiff_t end = beg < 0 ? -1 : str_search(str_sub(*text, from + beg, text->n), STR("}}"));
    if (end < 0) {
      struct view_piece rest = {.text = *text, .answer = STR("")};
      *text = STR("");
      return rest;
    }
    beg += from;
    end += beg;
    int32_t number = hole_number(page, str_sub(*text, beg + 2, end));
    from = end + 2;
    if (number > 0) {
      buf b = buf_open(page->p->perm);
      buf_int(&b, number);
      struct view_piece piece = {.text = str_sub(*text, 0, beg),
                                 .answer = page->d->questions[page->at[number - 1]].id};
      piece.number = buf_close(&b, page->p->perm);
      *text = str_sub(*text, from, text->n);
      return piece;
    }
  }
}

static tmpl_list piece_list(const struct decision_page *page, str text) {
  ptrdiff_t most = 1; /* a hole takes two braces */
  for (ptrdiff_t i = 0; i + 1 < text.n; i++) {
    most += text.s[i] == '{' && text.s[i + 1] == '{';
  }
  struct view_piece *pieces = NEW(page->p->perm, struct view_piece, most);
  ptrdiff_t count = 0;
  while (text.n > 0) {
    pieces[count++] = take_piece(page, &text);
  }
  return (tmpl_list){pieces, count};
}

tmpl_list decision_sayings(const struct decision_page *page, const struct decision_texts *texts) {
  struct view_saying *all = NEW(page->p->perm, struct view_saying, texts->count);
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    const struct decision_text *t = &texts->items[i];
    all[i] =
        (struct view_saying){decision_condition_text(page, t->when), piece_list(page, t->text)};
  }
  return (tmpl_list){all, texts->count};
}
