#include "load/md_alert.h"

#include "load/md_container.h"

/* What GitHub calls CAUTION is the danger of other generators, and looks like it. */
static const struct {
  str word;
  str name; /* class, and name of the container */
  enum page_word label;
} alerts[] = {
    {STR_INIT("NOTE"), STR_INIT("note"), WORD_NOTE},
    {STR_INIT("TIP"), STR_INIT("tip"), WORD_TIP},
    {STR_INIT("IMPORTANT"), STR_INIT("important"), WORD_IMPORTANT},
    {STR_INIT("WARNING"), STR_INIT("warning"), WORD_WARNING},
    {STR_INIT("CAUTION"), STR_INIT("danger"), WORD_CAUTION},
    {STR_INIT(""), STR_INIT("danger"), WORD_DANGER},
};

enum { ALERTS = sizeof alerts / sizeof *alerts, WORD_MAX = 20 };

static void open_aside(struct md *md, str name, enum page_word label) {
  struct html *h = &md->html;
  char memory[32];
  buf class = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&class, STR("alert "));
  buf_str(&class, name);
  html_open(h, STR("div"));
  html_attr(h, STR("class"), buf_text(&class));
  html_attr(h, STR("role"), STR("note"));
  html_open(h, STR("p"));
  html_attr(h, STR("class"), STR("label"));
  html_open(h, STR("b"));
  md_word_write(md, label);
  html_close(h, STR("b"));
}

static void close_label(struct md *md) {
  html_close(&md->html, STR("p"));
  html_text(&md->html, STR("\n"));
}

static void close_aside(struct md *md) {
  html_close(&md->html, STR("div"));
  html_text(&md->html, STR("\n"));
}

/* --- containers --- */

void md_aside_open(struct md *md, const struct md_mark *mark) {
  int i = ALERTS - 1;
  while (i > 0 && (!str_eq(alerts[i].name, mark->name))) {
    i--;
  }
  open_aside(md, alerts[i].name, alerts[i].label);
  if (mark->rest.n > 0) {
    html_text(&md->html, STR(" "));
  } else {
    close_label(md);
  }
}

void md_aside_titled(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_label(md);
}

void md_aside_close(struct md *md, const struct md_mark *mark) {
  (void)mark;
  close_aside(md);
}

/* --- quotes --- */

/* The word in "[!WORD]", which is all of the first line of the quote; empty: none. */
static str alert_word(str content, ptrdiff_t *ret_next) {
  ptrdiff_t end = str_find(content, '\n');
  *ret_next = end < 0 ? content.n : end + 1;
  str line = str_trim(str_sub(content, 0, *ret_next));
  str word = str_sub(line, 2, line.n - 1);
  bool framed = str_starts(line, STR("[!")) && str_ends(line, STR("]")) && word.n <= WORD_MAX;
  for (ptrdiff_t i = 0; framed && i < word.n; i++) {
    framed = byte_is_alpha(word.s[i]);
  }
  return framed ? word : STR("");
}

static bool is_same(str word, str upper) {
  bool same = word.n == upper.n;
  for (ptrdiff_t i = 0; same && i < word.n; i++) {
    same = byte_lower(word.s[i]) == byte_lower(upper.s[i]);
  }
  return same;
}

static void refuse_word(struct md *md, cmark_node *paragraph, str word) {
  static const str words[] = {STR_INIT("NOTE"), STR_INIT("TIP"), STR_INIT("IMPORTANT"),
                              STR_INIT("WARNING"), STR_INIT("CAUTION")};
  span at = md_first_line(md, paragraph);
  char memory[WORD_MAX];
  buf upper = buf_over(memory, WORD_MAX);
  for (ptrdiff_t i = 0; i < word.n; i++) {
    char c = word.s[i];
    buf_byte(&upper, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
  }
  struct diag *d = diag_add(md->diags, D_MD_ALERT, at, word);
  (void)diag_suggest(md->diags, d, buf_text(&upper), words, 5);
}

/* Takes the first line out of a paragraph; false: it is not plain text. */
static bool drop_first_line(cmark_node *paragraph) {
  cmark_node *last = cmark_node_first_child(paragraph);
  while (md_is_type(last, CMARK_NODE_TEXT)) {
    last = cmark_node_next(last);
  }
  bool ends = last == NULL || md_is_type(last, CMARK_NODE_SOFTBREAK) ||
              md_is_type(last, CMARK_NODE_LINEBREAK);
  if (!ends) {
    return false;
  }
  cmark_node *rest = last == NULL ? NULL : cmark_node_next(last);
  while (cmark_node_first_child(paragraph) != rest) {
    cmark_node_unlink(cmark_node_first_child(paragraph));
  }
  return true;
}

bool md_alert_enter(struct md *md, cmark_node *quote) {
  cmark_node *paragraph = cmark_node_first_child(quote);
  if (!md_is_type(paragraph, CMARK_NODE_PARAGRAPH)) {
    return false;
  }
  ptrdiff_t next;
  str word = alert_word(str_of(cmark_node_get_string_content(paragraph)), &next);
  int i = 0;
  while (i < ALERTS && !is_same(word, alerts[i].word)) {
    i++;
  }
  if (word.n > 0 && i == ALERTS) {
    refuse_word(md, paragraph, word);
  }
  if (word.n == 0 || i == ALERTS || !drop_first_line(paragraph)) {
    return false;
  }
  (void)cmark_node_set_user_data(quote, md);
  if (cmark_node_first_child(paragraph) == NULL) {
    cmark_node_unlink(paragraph);
  } else {
    (void)cmark_node_set_user_data(paragraph, md_keep_offset(md, next));
  }
  cmark_iter_reset(md->walk, quote, CMARK_EVENT_ENTER);
  open_aside(md, alerts[i].name, alerts[i].label);
  close_label(md);
  return true;
}

void md_alert_skip(struct md *md, cmark_node *paragraph) {
  const ptrdiff_t *next = cmark_node_get_user_data(paragraph);
  md->place.block.at = next == NULL ? 0 : *next;
}

bool md_alert_leave(struct md *md, cmark_node *quote) {
  if (cmark_node_get_user_data(quote) == NULL) {
    return false;
  }
  close_aside(md);
  return true;
}
