#include "core/day.h"
#include "core/num.h"
#include "render/decision_page.h"
#include "render/parts.h"
#include "render/words.h"

/* Of limits that readers see: all that a double tells apart. */
enum { LIMIT_DIGITS = 15 };

str decision_number_text(arena *perm, double value, bool is_day) {
  buf b = buf_open(perm);
  if (is_day) {
    day_print(&b, (int64_t)value);
  } else if (value >= DECIDE_NEVER) {
    buf_str(&b, STR("never"));
  } else {
    num_print_grouped(&b, value, LIMIT_DIGITS);
  }
  return buf_close(&b, perm);
}

str decision_unit_text(arena *perm, str unit) {
  buf b = buf_open(perm);
  words_unit(unit, &b);
  return buf_close(&b, perm);
}

/* Ids are words: "min_iterations". */
str decision_threshold_name(arena *perm, const struct decision_threshold *t) {
  buf b = buf_open(perm);
  for (ptrdiff_t i = 0; i < t->id.n; i++) {
    buf_byte(&b, t->id.s[i] == '_' || t->id.s[i] == '-' ? ' ' : t->id.s[i]);
  }
  return buf_close(&b, perm);
}

tmpl_html decision_condition_html(const struct decision_page *page, const struct condition *c) {
  buf b = buf_open(page->p->perm);
  struct html h = {.out = &b};
  if (c != NULL) {
    words_condition(page->d, c, &h);
  }
  return (tmpl_html){buf_close(&b, page->p->perm)};
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
    all[i] = (struct view_saying){.conditional = t->when != NULL,
                                  .when = decision_condition_html(page, t->when),
                                  .pieces = piece_list(page, t->text)};
  }
  return (tmpl_list){all, texts->count};
}

str decision_plain_text(const struct decision_page *page, str text) {
  tmpl_list list = piece_list(page, text);
  const struct view_piece *pieces = list.items;
  buf b = buf_open(page->p->perm);
  for (ptrdiff_t i = 0; i < list.count; i++) {
    buf_str(&b, pieces[i].text);
    if (pieces[i].answer.n > 0) {
      buf_str(&b, STR("(the answer to question "));
      buf_str(&b, pieces[i].number);
      buf_byte(&b, ')');
    }
  }
  return buf_close(&b, page->p->perm);
}
