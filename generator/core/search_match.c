#include "core/search_match.h"

/* Less than 1, in this order: another form says the same, a beginning may be another word. */
#define FORM 0.9
#define BEGINNING 0.7
#define BEGINNING_DONE 0.5 /* of a word that is not being typed any more */
#define ONE_WRONG 0.6
#define TWO_WRONG 0.4

enum {
  STEM_MIN = 3,      /* letters that two forms of a word share at least */
  ENDING_MAX = 4,    /* bytes of an ending, the doubled letter of "planning" among them */
  ONE_WRONG_MIN = 4, /* letters of a word in which one may be wrong */
  TWO_WRONG_MIN = 8
};

static ptrdiff_t shared(str a, str b) {
  ptrdiff_t n = 0;
  while (n < a.n && n < b.n && a.s[n] == b.s[n]) {
    n++;
  }
  return n;
}

/* What English puts behind a stem, or nothing. */
static bool is_ending(str rest, char last) {
  static const str endings[] = {STR_INIT(""),    STR_INIT("s"),  STR_INIT("es"),  STR_INIT("e"),
                                STR_INIT("ed"),  STR_INIT("d"),  STR_INIT("ing"), STR_INIT("y"),
                                STR_INIT("ies"), STR_INIT("ied")};
  if (rest.n > 2 && rest.s[0] == last) {
    rest = str_sub(rest, 1, rest.n);
  }
  for (int i = 0; i < (int)(sizeof endings / sizeof *endings); i++) {
    if (str_eq(rest, endings[i])) {
      return true;
    }
  }
  return false;
}

static bool is_form(str word, str term, ptrdiff_t same) {
  return same >= STEM_MIN && is_ending(str_sub(word, same, word.n), word.s[same - 1]) &&
         is_ending(str_sub(term, same, term.n), word.s[same - 1]);
}

/* Whether they may begin alike: one of the first two letters is right, or in the other's place. */
static bool begin_alike(str a, str b) {
  return a.n > 1 && b.n > 1 &&
         (a.s[0] == b.s[0] || a.s[1] == b.s[1] || a.s[0] == b.s[1] || a.s[1] == b.s[0]);
}

static double loosely(const struct search_word *w, str term) {
  str word = w->text;
  if (!begin_alike(word, term)) {
    return 0;
  }
  int limit = word.n >= TWO_WRONG_MIN ? 2 : word.n >= ONE_WRONG_MIN ? 1 : 0;
  int wrong = str_distance(word, term, limit);
  double part = 1;
  if (wrong > limit && w->typing && term.n > word.n) {
    wrong = str_distance(word, str_sub(term, 0, word.n), limit);
    part = BEGINNING;
  }
  return wrong > limit ? 0 : part * (wrong < 2 ? ONE_WRONG : TWO_WRONG);
}

double search_match(const struct search_word *w, str term) {
  str word = w->text;
  ptrdiff_t same = shared(word, term);
  if (same == word.n && same == term.n) {
    return 1;
  }
  if (is_form(word, term, same)) {
    return FORM;
  }
  if (same == word.n && (w->typing || same >= STEM_MIN)) {
    double much = (double)word.n / (double)term.n;
    return (w->typing ? BEGINNING : BEGINNING_DONE) * (0.5 + 0.5 * much);
  }
  return w->loose ? loosely(w, term) : 0;
}

str search_match_stem(const struct search_word *w) {
  if (w->loose) {
    return str_sub(w->text, 0, 1);
  }
  ptrdiff_t n = w->text.n - ENDING_MAX;
  return str_sub(w->text, 0, n > STEM_MIN ? n : STEM_MIN);
}
