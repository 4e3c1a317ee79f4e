#include "model/saying.h"

static const str answer = STR_INIT("answer ");

bool saying_is_answer(str words) {
  return str_starts(words, answer) || str_eq(words, str_trim(answer));
}

static int32_t question_of(const struct decision *d, str words) {
  str id = str_starts(words, answer) ? str_trim(str_sub(words, answer.n, words.n)) : STR("");
  for (ptrdiff_t i = 0; id.n > 0 && i < d->question_count; i++) {
    if (str_eq(d->questions[i].id, id)) {
      return (int32_t)i;
    }
  }
  return -1;
}

static int32_t number_of(const struct decision *d, str words) {
  for (ptrdiff_t i = 0; i < d->figure_count; i++) {
    if (str_eq(d->figures[i].words, words)) {
      return d->figures[i].number;
    }
  }
  return -1;
}

struct saying_piece saying_next(const struct decision *d, str *text) {
  struct saying_piece piece = {.text = *text, .words = STR(""), .question = -1, .number = -1};
  ptrdiff_t beg = str_search(*text, STR("{{"));
  str rest = beg < 0 ? STR("") : str_sub(*text, beg + 2, text->n);
  ptrdiff_t end = str_search(rest, STR("}}"));
  if (beg < 0 || end < 0) {
    *text = STR("");
    return piece;
  }
  piece.is_hole = true;
  piece.text = str_sub(*text, 0, beg);
  piece.words = str_trim(str_sub(rest, 0, end));
  piece.question = question_of(d, piece.words);
  piece.number = number_of(d, piece.words);
  *text = str_sub(rest, end + 2, rest.n);
  return piece;
}

str saying_plain(const struct decision *d, str text, arena *perm) {
  if (str_search(text, STR("{{")) < 0) {
    return text;
  }
  buf b = buf_open(perm);
  for (bool is_hole = true; is_hole;) {
    struct saying_piece piece = saying_next(d, &text);
    is_hole = piece.is_hole;
    buf_str(&b, piece.text);
    buf_str(&b, is_hole ? STR("…") : STR(""));
  }
  return buf_close(&b, perm);
}
