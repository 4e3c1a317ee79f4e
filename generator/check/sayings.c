/*
 * Answers quoted in the texts of a decision: `{{answer ID}}` in what an outcome says, in one
 * of several wordings, in what a rule says. The wizard fills them; nothing else is filled.
 */
#include "check/decision_check.h"

static void check_hole(const struct decision_check *c, str hole, span at) {
  arena scratch = c->scratch;
  str word = STR("answer ");
  str words = str_trim(hole);
  str id = str_starts(words, word) ? str_trim(str_sub(words, word.n, words.n)) : STR("");
  str *ids = NEW(&scratch, str, c->d->question_count);
  for (ptrdiff_t i = 0; i < c->d->question_count; i++) {
    ids[i] = c->d->questions[i].id;
    if (str_eq(ids[i], id)) {
      return;
    }
  }
  struct diag *d = diag_add(c->diags, D_SAYING_HOLE, at, id.n > 0 ? id : words);
  (void)diag_suggest(c->diags, d, id, ids, c->d->question_count);
}

/* What stands between double braces; false: there are none any more. */
static bool take_hole(str *text, str *ret_hole) {
  ptrdiff_t beg = str_search(*text, STR("{{"));
  str rest = beg < 0 ? STR("") : str_sub(*text, beg + 2, text->n);
  ptrdiff_t end = str_search(rest, STR("}}"));
  if (beg < 0 || end < 0) {
    return false;
  }
  *ret_hole = str_sub(rest, 0, end);
  *text = str_sub(rest, end + 2, rest.n);
  return true;
}

static void check_texts(const struct decision_check *c, const struct decision_texts *texts) {
  for (ptrdiff_t i = 0; i < texts->count; i++) {
    str rest = texts->items[i].text;
    str hole;
    while (take_hole(&rest, &hole)) {
      check_hole(c, hole, texts->items[i].at);
    }
  }
}

/* A single wording is the page's own, and stays as it is. */
static void check_plain(const struct decision_check *c, const struct decision_question *q, str text,
                        const struct decision_texts *wordings) {
  str hole;
  if (wordings->count == 0 && take_hole(&text, &hole)) {
    struct diag *d = diag_add(c->diags, D_SAYING_HOLE, q->at, str_trim(hole));
    diag_hint(c->diags, d,
              STR("Only where there are several wordings, as a list, may one quote an answer."));
  }
}

void decision_check_sayings(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->question_count; i++) {
    const struct decision_question *q = &c->d->questions[i];
    check_texts(c, &q->asks);
    check_texts(c, &q->hints);
    check_texts(c, &q->rules);
    check_plain(c, q, q->ask, &q->asks);
    check_plain(c, q, q->hint, &q->hints);
  }
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    check_texts(c, &c->d->outcomes[i].says);
  }
}
