#include "load/md_code.h"

static bool is_language_byte(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || str_find(STR("_+#.-"), c) >= 0;
}

/* What of the fence's first word can be the name of a language. */
static str language_of(str info) {
  ptrdiff_t n = 0;
  while (n < info.n && n < MD_LANGUAGE_MAX && is_language_byte(info.s[n])) {
    n++;
  }
  return str_sub(info, 0, n);
}

/* Where the word at `at` ends: at a space that is not in quotes or braces. */
static ptrdiff_t word_end(str line, ptrdiff_t at) {
  char closing = '\0';
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

/* Complains about everything behind the language on the fence's line. */
static void check_words(struct md *md, cmark_node *node) {
  int32_t beg;
  str line = md_line(&md->scan, cmark_node_get_start_line(node), &beg);
  ptrdiff_t column = cmark_node_get_start_column(node);
  ptrdiff_t at = column > 0 ? column - 1 : 0;
  while (at < line.n && (line.s[at] == ' ' || line.s[at] == '`' || line.s[at] == '~')) {
    at++;
  }
  at += language_of(str_sub(line, at, line.n)).n;
  for (;;) {
    while (at < line.n && byte_is_space(line.s[at])) {
      at++;
    }
    if (at >= line.n) {
      return;
    }
    ptrdiff_t end = word_end(line, at);
    span place = {.beg = beg + (int32_t)at, .end = beg + (int32_t)end};
    (void)diag_add(md->diags, D_MD_CODE_WORD, place, str_sub(line, at, end));
    at = end;
  }
}

void md_code_write(struct md *md, cmark_node *node) {
  struct html *h = &md->html;
  str info = str_of(cmark_node_get_fence_info(node));
  str language = language_of(info);
  md_end_line(md);
  html_open(h, STR("pre"));
  html_attr(h, STR("tabindex"), STR("0")); /* long lines scroll: the keyboard has to get there */
  html_open(h, STR("code"));
  if (language.n > 0) {
    buf name = buf_new(md->work, language.n + 16);
    buf_str(&name, STR("language-"));
    buf_str(&name, language);
    html_attr(h, STR("class"), buf_text(&name));
  }
  html_text(h, md_literal(node));
  html_close(h, STR("code"));
  html_close(h, STR("pre"));
  html_text(h, STR("\n"));
  if (info.n > language.n) {
    check_words(md, node);
  }
}
