#include "load/terms.h"

#include "core/utf8.h"

static bool is_joint(char c) {
  return c == '-' || c == '_';
}

/* The end of the letter or digit at `at`, or `at` where none stands. */
static ptrdiff_t letter_end(str text, ptrdiff_t at) {
  uint32_t rune;
  ptrdiff_t end = at;
  return utf8_next(text, &end, &rune) && utf8_is_word(rune) ? end : at;
}

ptrdiff_t terms_token(str text, ptrdiff_t at) {
  ptrdiff_t end = at;
  while (end < text.n && byte_is_space(text.s[end])) {
    end++;
  }
  if (end > at) {
    return end;
  }
  for (ptrdiff_t next = letter_end(text, end); next > end; next = letter_end(text, end)) {
    end = next;
    ptrdiff_t joint = end;
    while (joint < text.n && is_joint(text.s[joint])) {
      joint++;
    }
    end = letter_end(text, joint) > joint ? joint : end;
  }
  if (end == at) {
    uint32_t rune;
    (void)utf8_next(text, &end, &rune);
  }
  return end;
}

bool terms_is_word(str text, ptrdiff_t at) {
  return letter_end(text, at) > at;
}

static void add_lower(buf *out, str text) {
  uint32_t rune;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune);) {
    buf_rune(out, utf8_lower(rune));
  }
}

/* --- forms --- */

/* The step of a beginning, made when it is new. */
static struct terms_step *find_step(struct terms *t, arena *perm, str lower) {
  int32_t known = map_get(&t->by_words, lower);
  if (known != MAP_NONE) {
    return &t->steps[known];
  }
  (void)map_add(&t->by_words, perm, arena_copy(perm, lower), (int32_t)t->step_count);
  struct terms_step *step = GROW(perm, t->steps, t->step_count, t->step_cap);
  *step = (struct terms_step){.form = STR("")};
  return step;
}

int32_t terms_add(struct terms *t, arena *perm, str form, int32_t term) {
  struct terms_search s;
  struct terms_step *step = NULL;
  terms_search_begin(&s);
  form = str_trim(form);
  for (ptrdiff_t at = 0; at < form.n;) {
    ptrdiff_t end = terms_token(form, at);
    bool space = byte_is_space(form.s[at]);
    buf_str(&s.written, space ? STR(" ") : str_sub(form, at, end));
    add_lower(&s.lower, space ? STR(" ") : str_sub(form, at, end));
    step = space ? step : find_step(t, perm, buf_text(&s.lower));
    at = end;
  }
  if (step == NULL || step->form.n > 0) {
    return step == NULL ? term : step->term;
  }
  *step = (struct terms_step){.form = arena_copy(perm, buf_text(&s.written)), .term = term};
  return term;
}

/* --- searching --- */

void terms_search_begin(struct terms_search *s) {
  s->written = buf_over(s->written_bytes, (ptrdiff_t)sizeof s->written_bytes);
  s->lower = buf_over(s->lower_bytes, (ptrdiff_t)sizeof s->lower_bytes);
}

/* Both are alike but for capitals; those of the form have to stand in the text. */
static bool is_met(str form, str written) {
  uint32_t wanted;
  uint32_t found;
  ptrdiff_t at = 0;
  for (ptrdiff_t i = 0; utf8_next(form, &i, &wanted);) {
    if (!utf8_next(written, &at, &found) || (found != wanted && utf8_lower(found) != wanted)) {
      return false;
    }
  }
  return at == written.n;
}

bool terms_search_add(const struct terms *t, struct terms_search *s, str token, int32_t *ret_term) {
  if (token.n > 0 && byte_is_space(token.s[0])) {
    buf_byte(&s->written, ' ');
    buf_byte(&s->lower, ' ');
    return !s->written.full;
  }
  buf_str(&s->written, token);
  add_lower(&s->lower, token);
  int32_t i =
      s->written.full || s->lower.full ? MAP_NONE : map_get(&t->by_words, buf_text(&s->lower));
  if (i == MAP_NONE) {
    return false;
  }
  const struct terms_step *step = &t->steps[i];
  if (step->form.n > 0 && is_met(step->form, buf_text(&s->written))) {
    *ret_term = step->term;
  }
  return true;
}
