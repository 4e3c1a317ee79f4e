#include "load/md_inline.h"

#include "load/md_note.h"

void md_code_span_write(struct md *md, cmark_node *node) {
  (void)md_pass_code(&md->place);
  html_element(&md->html, STR("code"), md_literal(node));
}

void md_soft_break_write(struct md *md, cmark_node *node) {
  (void)node;
  if (md->hole.last == NULL) {
    html_text(&md->html, STR("\n"));
  }
}

void md_line_break_write(struct md *md, cmark_node *node) {
  (void)node;
  html_open(&md->html, STR("br"));
  html_text(&md->html, STR("\n"));
}

void md_emphasis_enter(struct md *md, cmark_node *node) {
  (void)node;
  html_open(&md->html, STR("em"));
}

void md_emphasis_leave(struct md *md, cmark_node *node) {
  (void)node;
  html_close(&md->html, STR("em"));
}

void md_strong_enter(struct md *md, cmark_node *node) {
  (void)node;
  html_open(&md->html, STR("strong"));
}

void md_strong_leave(struct md *md, cmark_node *node) {
  (void)node;
  html_close(&md->html, STR("strong"));
}

void md_strike_enter(struct md *md, cmark_node *node) {
  (void)node;
  html_open(&md->html, STR("del"));
}

void md_strike_leave(struct md *md, cmark_node *node) {
  (void)node;
  html_close(&md->html, STR("del"));
}

void md_note_reference_write(struct md *md, cmark_node *node) {
  str digits = md_literal(node);
  int32_t number = 0;
  for (ptrdiff_t i = 0; i < digits.n && i < 8 && byte_is_digit(digits.s[i]); i++) {
    number = number * 10 + (digits.s[i] - '0');
  }
  (void)md_pass_note(&md->place);
  md_note_cite(md, number);
}
