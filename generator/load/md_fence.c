#include "load/md_fence.h"

#include "load/md_code.h"
#include "load/md_twin.h"
#include "load/md_word.h"

enum { LANGUAGES_MAX = 64 }; /* that a hint lists */

static bool is_language_byte(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || str_find(STR("_+#.-"), c) >= 0;
}

/* What of the fence's first word can be the name of a language. */
static str language_of(str info) {
  ptrdiff_t n = 0;
  while (n < info.n && n < MD_LANGUAGE_MAX && is_language_byte(info.s[n])) {
    n++;
  }
  bool pair = n < info.n && info.s[n] == '=';
  return str_sub(info, 0, pair ? 0 : n);
}

static ptrdiff_t count_lines(str code) {
  ptrdiff_t lines = code.n > 0 && code.s[code.n - 1] != '\n';
  for (ptrdiff_t i = 0; i < code.n; i++) {
    lines += code.s[i] == '\n';
  }
  return lines;
}

/* A number from 1 on at the beginning of `rest`, which is shortened; 0: none. */
static ptrdiff_t take_number(str *rest) {
  ptrdiff_t number = 0;
  ptrdiff_t i = 0;
  while (i < rest->n && i < 7 && byte_is_digit(rest->s[i])) {
    number = number * 10 + (rest->s[i++] - '0');
  }
  *rest = str_sub(*rest, i, rest->n);
  return number;
}

/* "3" or "5-7". */
static bool read_range(str part, ptrdiff_t *ret_first, ptrdiff_t *ret_last) {
  *ret_first = take_number(&part);
  *ret_last = *ret_first;
  if (str_starts(part, STR("-"))) {
    part = str_sub(part, 1, part.n);
    *ret_last = take_number(&part);
  }
  return part.n == 0 && *ret_first > 0 && *ret_last >= *ret_first;
}

/* Marks the lines in {3,5-7}; false: it does not say so. */
static bool read_marks(struct md *md, struct md_fence *f, const struct md_word *word) {
  str text = word->text;
  if (!str_starts(text, STR("{")) || !str_ends(text, STR("}"))) {
    return false;
  }
  str list = str_sub(text, 1, text.n - 1);
  if (f->marked == NULL) {
    f->marked = NEW(md->work, bool, f->lines + 1);
  }
  while (list.n > 0) {
    str part = str_trim(str_take(&list, ','));
    ptrdiff_t first;
    ptrdiff_t last;
    if (!read_range(part, &first, &last)) {
      return false;
    }
    if (last > f->lines) {
      int32_t beg = word->at.beg + (int32_t)(part.s - text.s);
      span at = {.beg = beg, .end = beg + (int32_t)part.n};
      (void)diag_add(md->diags, D_CODE_LINES, at, part);
    }
    for (ptrdiff_t line = first; line <= last && line <= f->lines; line++) {
      f->marked[line - 1] = true;
    }
  }
  return true;
}

static bool read_word(struct md *md, struct md_fence *f, const struct md_word *word) {
  if (str_eq(word->key, STR("title"))) {
    f->title = word->value;
    return true;
  }
  bool numbered = str_eq(word->text, STR("lines"));
  bool diff = str_eq(word->text, STR("diff"));
  f->numbered = f->numbered || numbered;
  f->diff = f->diff || diff;
  return numbered || diff || read_marks(md, f, word);
}

static void refuse_word(struct md *md, const struct md_word *word) {
  static const str words[] = {STR_INIT("title="), STR_INIT("lines"), STR_INIT("diff")};
  struct diag *d = diag_add(md->diags, D_MD_CODE_WORD, word->at, word->text);
  str meant = word->key.n > 0 ? arena_join(md->work, word->key, STR("=")) : word->text;
  (void)diag_suggest(md->diags, d, meant, words, 3);
}

static void refuse_language(struct md *md, span at, str name) {
  str names[LANGUAGES_MAX];
  ptrdiff_t count = language_list(names, LANGUAGES_MAX);
  struct diag *d = diag_add(md->diags, D_CODE_LANGUAGE, at, name);
  if (diag_suggest(md->diags, d, name, names, count)) {
    return;
  }
  buf list = buf_new(md->work, LANGUAGES_MAX * MD_LANGUAGE_MAX);
  buf_str(&list, STR("There are: "));
  for (ptrdiff_t i = 0; i < count; i++) {
    buf_str(&list, i > 0 ? STR(", ") : STR(""));
    buf_str(&list, names[i]);
  }
  buf_byte(&list, '.');
  diag_hint(md->diags, d, buf_text(&list));
}

/* The fence's line behind the fence itself. */
static str info_of(struct md *md, cmark_node *block, int32_t *ret_beg) {
  int32_t beg;
  str line = md_line(&md->scan, cmark_node_get_start_line(block), &beg);
  ptrdiff_t column = cmark_node_get_start_column(block);
  ptrdiff_t at = column > 0 ? column - 1 : 0;
  while (at < line.n && (line.s[at] == ' ' || line.s[at] == '`' || line.s[at] == '~')) {
    at++;
  }
  *ret_beg = beg + (int32_t)at;
  return str_sub(line, at, line.n);
}

struct md_fence md_fence_read(struct md *md, cmark_node *block) {
  str info = str_of(cmark_node_get_fence_info(block));
  struct md_fence f = {.name = language_of(info), .lines = count_lines(md_literal(block))};
  if (info.n == 0) {
    return f;
  }
  int32_t beg;
  str rest = info_of(md, block, &beg);
  const str line = rest;
  const int32_t line_beg = beg;
  f.language = language_named(f.name);
  if (f.name.n > 0 && f.language == NULL) {
    refuse_language(md, (span){.beg = beg, .end = beg + (int32_t)f.name.n}, f.name);
  }
  f.diff = f.language != NULL && language_is_diff(f.language);
  beg += (int32_t)f.name.n;
  rest = str_sub(rest, f.name.n, rest.n);
  struct md_word word;
  while (md_word_next(&rest, &beg, &word)) {
    if (!read_word(md, &f, &word)) {
      refuse_word(md, &word);
    }
  }
  str twin = f.diff ? STR("diff") : f.name;
  md_twin_fence(md, block, &(struct md_word){.text = line, .at = {.beg = line_beg}}, twin, f.title);
  return f;
}
