#include "load/md_word.h"

/* Where the word that begins the line ends: at a space that is not in quotes or braces. */
static ptrdiff_t word_end(str line) {
  char closing = '\0';
  ptrdiff_t at = 0;
  while (at < line.n && (closing != '\0' || !byte_is_space(line.s[at]))) {
    char c = line.s[at++];
    if (closing != '\0') {
      closing = c == closing ? '\0' : closing;
    } else if (c == '"' || c == '\'') {
      closing = c;
    } else if (c == '{') {
      closing = '}';
    }
  }
  return at;
}

static bool is_key(str s) {
  for (ptrdiff_t i = 0; i < s.n; i++) {
    if (!byte_is_alpha(s.s[i]) && s.s[i] != '-') {
      return false;
    }
  }
  return s.n > 0;
}

static str unquote(str s) {
  bool quoted = s.n >= 2 && (s.s[0] == '"' || s.s[0] == '\'') && s.s[s.n - 1] == s.s[0];
  return quoted ? str_sub(s, 1, s.n - 1) : s;
}

bool md_word_next(str *rest, int32_t *beg, struct md_word *ret_word) {
  ptrdiff_t from = 0;
  while (from < rest->n && byte_is_space(rest->s[from])) {
    from++;
  }
  *beg += (int32_t)from;
  *rest = str_sub(*rest, from, rest->n);
  if (rest->n == 0) {
    return false;
  }
  str text = str_sub(*rest, 0, word_end(*rest));
  *ret_word = (struct md_word){
      .text = text, .value = unquote(text), .at = {.beg = *beg, .end = *beg + (int32_t)text.n}};
  str key;
  str value;
  if (str_cut(text, '=', &key, &value) && is_key(key)) {
    ret_word->key = key;
    ret_word->value = unquote(value);
  }
  *beg += (int32_t)text.n;
  *rest = str_sub(*rest, text.n, rest->n);
  return true;
}
