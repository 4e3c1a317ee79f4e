/*
 * What the texts of a decision quote: {{answer ID}} in what an outcome says, in one of several
 * wordings, in what a rule says; and figures of the cost table in what an outcome says. The
 * wizard fills them; nothing else is filled.
 */
#include "check/decision_check.h"
#include "model/saying.h"

static void refuse(const struct decision_check *c, str words, span at) {
  arena scratch = c->scratch;
  str answer = STR("answer ");
  str id = str_starts(words, answer) ? str_trim(str_sub(words, answer.n, words.n)) : STR("");
  str *ids = NEW(&scratch, str, c->d->question_count);
  for (ptrdiff_t i = 0; i < c->d->question_count; i++) {
    ids[i] = c->d->questions[i].id;
  }
  struct diag *d = diag_add(c->diags, D_SAYING_HOLE, at, id.n > 0 ? id : words);
  (void)diag_suggest(c->diags, d, id, ids, c->d->question_count);
}

static void check_figure(const struct decision_check *c, const struct saying_piece *piece,
                         span at) {
  const struct number *n = &c->site->numbers[piece->number];
  if (n->fault.there) {
    str subject = n->fault.word.n > 0 ? n->fault.word : piece->words;
    struct diag *d = diag_add(c->diags, n->fault.id, at, subject);
    check_number(c->site, n, c->diags, d, c->scratch);
  }
}

static void check_texts(const struct decision_check *c, const struct decision_texts *texts,
                        bool has_figures) {
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    str rest = texts->items[i].text;
    for (bool is_hole = true; is_hole;) {
      struct saying_piece piece = saying_next(c->d, &rest);
      is_hole = piece.is_hole;
      bool is_figure = has_figures && piece.number >= 0;
      if (is_hole && is_figure) {
        check_figure(c, &piece, texts->items[i].at);
      } else if (is_hole && piece.question < 0) {
        refuse(c, piece.words, texts->items[i].at);
      }
    }
  }
}

/* A single wording is the page's own, and stays as it is. */
static void check_plain(const struct decision_check *c, const struct decision_question *q, str text,
                        const struct decision_texts *wordings) {
  struct saying_piece piece = saying_next(c->d, &text);
  if (wordings->count == 0 && piece.is_hole) {
    struct diag *d = diag_add(c->diags, D_SAYING_HOLE, q->at, piece.words);
    diag_hint(c->diags, d,
              STR("Only where there are several wordings, as a list, may one quote an answer."));
  }
}

void decision_check_sayings(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->question_count; i++) {
    const struct decision_question *q = &c->d->questions[i];
    check_texts(c, &q->asks, false);
    check_texts(c, &q->hints, false);
    check_texts(c, &q->rules, false);
    check_plain(c, q, q->ask, &q->asks);
    check_plain(c, q, q->hint, &q->hints);
  }
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    check_texts(c, &c->d->outcomes[i].says, true);
  }
}
