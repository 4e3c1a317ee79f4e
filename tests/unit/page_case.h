/* Parsing a page in a test: the record opened, its HTML with its holes filled by name. */
#ifndef FINGERPOST_TESTS_PAGE_CASE_H
#define FINGERPOST_TESTS_PAGE_CASE_H

#include "page_check.h"
#include "unit.h"

struct page_case {
  struct page_view v;
  struct page_body_view b;
  str html; /* each hole replaced by {target} */
};

/* A word as English has it, whose numbers all stand at the end. */
static inline void put_hole(const struct page_case *c, const struct page_hole *hole, buf *out) {
  static const str words[WORD_COUNT] = {
      [WORD_NOTE] = STR_INIT("Note"),
      [WORD_TIP] = STR_INIT("Tip"),
      [WORD_IMPORTANT] = STR_INIT("Important"),
      [WORD_WARNING] = STR_INIT("Warning"),
      [WORD_CAUTION] = STR_INIT("Caution"),
      [WORD_DANGER] = STR_INIT("Danger"),
      [WORD_DETAILS] = STR_INIT("Details"),
      [WORD_TASK] = STR_INIT("Task"),
      [WORD_SECTION_LINK] = STR_INIT("Link to this section"),
      [WORD_NOTES] = STR_INIT("Sources and notes"),
      [WORD_NOTE_BACK] = STR_INIT("Back to reference "),
      [WORD_TABLE] = STR_INIT("Table"),
      [WORD_TABLE_NUMBER] = STR_INIT("Table "),
  };
  if (page_hole_is_word(hole)) {
    buf_str(out, hole->kind == HOLE_WORD ? words[hole->ref] : STR(""));
    return;
  }
  bool size = hole->kind == HOLE_SIZE;
  buf_byte(out, '{');
  buf_str(out, size ? STR("size") : page_text(&c->v, c->v.refs[hole->ref].target));
  buf_byte(out, '}');
}

/* The lower part of the memory is kept, the upper half is scratch. */
static inline struct page_case parse_input(arena *a, const struct page_input *in) {
  str source = in->bytes;
  struct page_case c;
  str head;
  str body;
  ptrdiff_t half = (a->end - a->at) / 2;
  arena scratch = {a->at + half, a->end};
  arena perm = {a->at, a->at + half};
  page_parse(in, &perm, scratch, &head, &body);
  a->at = perm.at;
  if (!page_open(head, &c.v) || !page_body_open(body, &c.b)) {
    fail_msg("the record was refused: %.*s", (int)source.n, source.s);
  }
  const char *fault = check_page(&c.v, &c.b, source.n, scratch);
  if (fault != NULL) {
    fail_msg("%s: %.*s\n%.*s", fault, (int)source.n, source.s, (int)c.b.html.n, c.b.html.s);
  }
  buf out = buf_open(a);
  ptrdiff_t at = 0;
  for (uint32_t i = 0; i < c.b.hole_count; i++) {
    buf_str(&out, str_sub(c.b.html, at, c.b.holes[i].at));
    put_hole(&c, &c.b.holes[i], &out);
    at = c.b.holes[i].at;
  }
  buf_str(&out, str_sub(c.b.html, at, c.b.html.n));
  c.html = buf_close(&out, a);
  return c;
}

static inline struct page_case parse_page(arena *a, str source) {
  struct page_input in = {.bytes = source, .path = STR("guides/case.md")};
  return parse_input(a, &in);
}

/* The diagnostics as "F0406 line:column text|..." in their order; columns count bytes here. */
static inline str list_diags(arena *a, const struct page_case *c, str source) {
  buf out = buf_open(a);
  for (uint32_t i = 0; i < c->v.head->diags; i++) {
    const struct page_diag *d = &c->v.diags[i];
    int64_t line = 1;
    int64_t column = 1;
    for (uint32_t k = 0; k < d->beg; k++) {
      line += source.s[k] == '\n';
      column = source.s[k] == '\n' ? 1 : column + 1;
    }
    if (i > 0) {
      buf_byte(&out, '|');
    }
    buf_str(&out, diag_code((diag_id)d->id));
    buf_byte(&out, ' ');
    buf_int(&out, line);
    buf_byte(&out, ':');
    buf_int(&out, column);
    buf_byte(&out, ' ');
    buf_str(&out, str_sub(source, d->beg, d->end));
  }
  return buf_close(&out, a);
}

#endif
