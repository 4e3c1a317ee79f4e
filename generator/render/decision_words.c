#include "core/day.h"
#include "core/num.h"
#include "model/saying.h"
#include "render/decision_page.h"
#include "render/parts.h"
#include "render/words.h"

/* Of limits that readers see: all that a double tells apart. */
enum { LIMIT_DIGITS = 15 };

str decision_number_text(const struct page_context *p, double value, bool is_day) {
  arena *perm = p->perm;
  buf b = buf_open(perm);
  if (is_day) {
    day_print(&b, (int64_t)value);
  } else if (value >= DECIDE_NEVER) {
    buf_str(&b, strings_get(&p->site->strings, STR("never")));
  } else {
    num_print_grouped(&b, value, LIMIT_DIGITS);
  }
  return buf_close(&b, perm);
}

str decision_unit_text(const struct page_context *p, str unit) {
  buf b = buf_open(p->perm);
  words_unit(&p->site->strings, unit, &b);
  return buf_close(&b, p->perm);
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
    words_condition(&page->p->site->strings, page->d, c, &h);
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

/* What fills the figure in the wizard, OUTPUT ALTERNATIVE with flags; empty: it stays. */
static str live_text(const struct decision_page *page, const struct number *n) {
  const struct cost_table *t = n->kind == NUMBER_OUTPUT ? &page->p->site->costs[n->table] : NULL;
  if (t == NULL || n->scenario != NONE || !str_eq(t->path, page->d->cost)) {
    return STR("");
  }
  buf b = buf_open(page->p->perm);
  buf_str(&b, t->outputs[n->item].id);
  buf_byte(&b, ' ');
  buf_str(&b, n->alternative == NONE ? STR("") : t->alternatives[n->alternative].id);
  buf_str(&b, n->range || n->bare ? STR(" ") : STR(""));
  buf_str(&b, n->range ? STR("range") : STR(""));
  buf_str(&b, n->bare ? STR(" bare") : STR(""));
  return buf_close(&b, page->p->perm);
}

static struct view_piece piece_view(const struct decision_page *page,
                                    const struct saying_piece *piece) {
  arena *perm = page->p->perm;
  struct view_piece v = {.text = piece->text};
  int32_t number = piece->question < 0 ? 0 : page->number[piece->question];
  if (number > 0) {
    v.answer = page->d->questions[piece->question].id;
    buf b = buf_open(perm);
    buf_int(&b, number);
    v.number = buf_close(&b, perm);
  } else if (piece->number >= 0) {
    const struct number *n = &page->p->site->numbers[piece->number];
    v.live = live_text(page, n);
    v.figure.bytes = page_number_html(page->p, n, true);
  } else if (piece->is_hole) {
    v.text = arena_join(perm, piece->text, STR("…")); /* its question is never asked */
  }
  return v;
}

static tmpl_list piece_list(const struct decision_page *page, str text) {
  ptrdiff_t most = 1; /* a hole takes two braces */
  for (ptrdiff_t i = 0; i + 1 < text.n; i++) {
    most += text.s[i] == '{' && text.s[i + 1] == '{';
  }
  struct view_piece *pieces = NEW(page->p->perm, struct view_piece, most);
  ptrdiff_t count = 0;
  for (bool is_hole = true; is_hole;) {
    struct saying_piece piece = saying_next(page->d, &text);
    is_hole = piece.is_hole;
    pieces[count++] = piece_view(page, &piece);
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

str decision_default_text(const struct decision_page *page, const struct decision_texts *texts,
                          str only) {
  const struct decision_text *last = texts->count > 0 ? &texts->items[texts->count - 1] : NULL;
  if (last == NULL || last->when != NULL) {
    return only;
  }
  arena *perm = page->p->perm;
  tmpl_list list = piece_list(page, last->text);
  const struct view_piece *pieces = list.items;
  str text = STR("");
  for (ptrdiff_t i = 0; i < list.count; i++) {
    text = arena_join(perm, text, pieces[i].text);
    if (pieces[i].answer.n > 0) {
      struct string_hole number = {STR("number"), pieces[i].number};
      str words = strings_fill(&page->p->site->strings, STR("answer_to"), &number, 1, perm);
      text = arena_join(perm, text, words);
    }
  }
  return text;
}
