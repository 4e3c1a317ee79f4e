/*
 * What has to hold of every page record, whatever the page: good HTML, and all
 * that points somewhere points at something. Used by unit tests and the fuzzer.
 */
#ifndef FINGERPOST_TESTS_PAGE_CHECK_H
#define FINGERPOST_TESTS_PAGE_CHECK_H

#include "html_check.h"
#include "load/page.h"

/* NULL when all is well, else what is wrong. */
static inline const char *check_html(str html, arena scratch) {
  struct html_check c = {.html = html, .scratch = &scratch};
  c.open = NEW(&scratch, str, CHECK_DEPTH_MAX);
  while (c.fault == NULL && c.at < html.n) {
    (void)check_text(&c, "<");
    if (c.at < html.n && c.fault == NULL) {
      c.at++;
      (check_byte(&c) == '/' ? check_end_tag : check_start_tag)(&c);
    }
  }
  return c.fault == NULL && c.depth > 0 ? "open element" : c.fault;
}

static inline const char *check_places(const struct page_view *v, ptrdiff_t size) {
  for (uint32_t i = 0; i < v->head->refs; i++) {
    if (v->refs[i].part == 0 && v->refs[i].end > size) {
      return "a reference's place is outside the file";
    }
  }
  for (uint32_t i = 0; i < v->head->headings; i++) {
    if (v->headings[i].part == 0 && v->headings[i].end > size) {
      return "a heading's place is outside the file";
    }
  }
  for (uint32_t i = 0; i < v->head->diags; i++) {
    const struct page_diag *d = &v->diags[i];
    if ((d->part == 0 && d->end > size) || (d->note_part == 0 && d->note_end > size)) {
      return "a diagnostic's place is outside the file";
    }
  }
  return NULL;
}

static inline const char *check_holes(const struct page_view *v, const struct page_body_view *b) {
  if (b->ref_count != v->head->refs) {
    return "head and body disagree";
  }
  for (uint32_t i = 0; i < b->hole_count; i++) {
    str before = str_sub(b->html, 0, b->holes[i].at);
    str after = str_sub(b->html, b->holes[i].at, b->html.n);
    uint32_t hole = b->holes[i].kind;
    if (page_hole_is_word(&b->holes[i])) {
      bool begins = str_ends(before, STR(">")) || str_ends(before, STR("=\""));
      bool ends = str_starts(after, STR("<")) || str_starts(after, STR("\""));
      if (hole == HOLE_WORD ? !begins : !ends) {
        return "the hole of a word is in the wrong place";
      }
      continue;
    }
    uint32_t kind = v->refs[b->holes[i].ref].kind;
    bool source = kind == REF_SOURCE;
    bool number = kind == REF_NUMBER;
    bool tool = kind == REF_TOOL;
    bool in_attribute = str_ends(before, STR("=\"")) && str_starts(after, STR("\""));
    if (hole == HOLE_SIZE) {
      bool in_tag = str_starts(after, STR(">")) || str_starts(after, STR(" "));
      if (kind != REF_IMAGE || !str_ends(before, STR("\"")) || !in_tag) {
        return "the hole of a size is in the wrong place";
      }
      continue;
    }
    if (hole == HOLE_ENTRY) {
      if (kind != REF_ENTRY || !str_ends(before, STR("</dd>\n"))) {
        return "the hole of an entry is in the wrong place";
      }
      continue;
    }
    if (source != (hole == HOLE_SOURCE) || number != (hole == HOLE_NUMBER || hole == HOLE_FIGURE) ||
        tool != (hole == HOLE_TOOL) || (source || number || tool) == in_attribute ||
        kind == REF_LITERAL) {
      return "a hole is in the wrong place";
    }
  }
  return NULL;
}

/* The same for the whole record of a page of `size` bytes. */
static inline const char *check_page(const struct page_view *v, const struct page_body_view *b,
                                     ptrdiff_t size, arena scratch) {
  const char *fault = check_places(v, size);
  fault = fault != NULL ? fault : check_holes(v, b);
  return fault != NULL ? fault : check_html(b->html, scratch);
}

#endif
