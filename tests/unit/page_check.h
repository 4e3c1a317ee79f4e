/*
 * What has to hold of every page record, whatever the page: its HTML is made of
 * known elements that nest, with known attributes and escaped text, and all that
 * points somewhere points at something. Used by unit tests and by the fuzzer.
 */
#ifndef FINGERPOST_TESTS_PAGE_CHECK_H
#define FINGERPOST_TESTS_PAGE_CHECK_H

#include <string.h>

#include "core/map.h"
#include "load/page.h"

enum { CHECK_DEPTH_MAX = 200000 }; /* a page of 256 KiB cannot nest deeper */

static const char *const check_elements =
    " p h1 h2 h3 h4 h5 h6 a em strong del code pre ul ol li blockquote table thead tbody tr th td "
    "div section sup sub kbd mark abbr label figure figcaption ";
static const char *const check_voids = " br hr img input ";
static const char *const check_attributes =
    " id class href src alt title rel start scope tabindex role aria-label loading decoding type "
    "checked disabled ";

struct html_check {
  str html;
  ptrdiff_t at;
  arena *scratch;
  str *open;
  ptrdiff_t depth;
  int links; /* <a> around this place */
  map ids;
  const char *fault;
};

static inline bool check_is_listed(const char *list, str word) {
  char text[40];
  if (word.n == 0 || word.n > 30) {
    return false;
  }
  text[0] = ' ';
  memcpy(text + 1, word.s, (size_t)word.n);
  text[word.n + 1] = ' ';
  text[word.n + 2] = '\0';
  return strstr(list, text) != NULL;
}

static inline bool check_fail(struct html_check *c, const char *fault) {
  c->fault = fault;
  return false;
}

/* Up to one of `stops`; false when the text holds what should have been escaped. */
static inline bool check_text(struct html_check *c, const char *stops, str *ret_text) {
  ptrdiff_t beg = c->at;
  for (; c->at < c->html.n && strchr(stops, c->html.s[c->at]) == NULL; c->at++) {
    str rest = str_sub(c->html, c->at, c->html.n);
    bool entity = str_starts(rest, STR("&amp;")) || str_starts(rest, STR("&lt;")) ||
                  str_starts(rest, STR("&gt;")) || str_starts(rest, STR("&quot;")) ||
                  str_starts(rest, STR("&#39;"));
    if (rest.s[0] == '>' || (rest.s[0] == '&' && !entity)) {
      return check_fail(c, "unescaped text");
    }
  }
  *ret_text = str_sub(c->html, beg, c->at);
  return true;
}

static inline bool check_href(str value) {
  return value.n == 0 || str_starts(value, STR("#")) || str_starts(value, STR("http")) ||
         str_starts(value, STR("HTTP")) || str_starts(value, STR("mailto:"));
}

static inline str check_word(struct html_check *c) {
  ptrdiff_t beg = c->at;
  while (c->at < c->html.n && strchr(" />=\"<", c->html.s[c->at]) == NULL) {
    c->at++;
  }
  return str_sub(c->html, beg, c->at);
}

static inline char check_byte(const struct html_check *c) {
  return c->at < c->html.n ? c->html.s[c->at] : '\0';
}

static inline bool check_attribute(struct html_check *c) {
  c->at++; /* the space */
  str name = check_word(c);
  str value = {"", 0};
  if (!check_is_listed(check_attributes, name)) {
    return check_fail(c, "unknown attribute");
  }
  if (check_byte(c) == '=') {
    c->at += 2;
    if (!check_text(c, "\"<", &value) || check_byte(c) != '"') {
      return check_fail(c, "open attribute");
    }
    c->at++;
  }
  bool address = str_eq(name, STR("href")) || str_eq(name, STR("src"));
  if (address && !check_href(value)) {
    char lower[16] = {0};
    for (ptrdiff_t i = 0; i < 12 && i < value.n; i++) {
      lower[i] = byte_lower(value.s[i]);
    }
    if (strncmp(lower, "http", 4) != 0 && strncmp(lower, "mailto:", 7) != 0) {
      return check_fail(c, "address");
    }
  }
  if (str_eq(name, STR("id")) && map_get(&c->ids, value) != MAP_NONE) {
    return check_fail(c, "id is not unique");
  }
  if (str_eq(name, STR("id"))) {
    (void)map_add(&c->ids, c->scratch, value, 1);
  }
  return true;
}

static inline bool check_start_tag(struct html_check *c) {
  str name = check_word(c);
  bool is_void = check_is_listed(check_voids, name);
  if (!is_void && !check_is_listed(check_elements, name)) {
    return check_fail(c, "unknown element");
  }
  while (check_byte(c) == ' ') {
    if (!check_attribute(c)) {
      return false;
    }
  }
  if (check_byte(c) != '>') {
    return check_fail(c, "open tag");
  }
  c->at++;
  if (is_void) {
    return true;
  }
  c->links += str_eq(name, STR("a"));
  if (c->links > 1) {
    return check_fail(c, "link in a link");
  }
  c->open[c->depth++] = name;
  return c->depth < CHECK_DEPTH_MAX || check_fail(c, "depth");
}

static inline bool check_end_tag(struct html_check *c) {
  c->at++;
  str name = check_word(c);
  if (c->depth == 0 || !str_eq(c->open[--c->depth], name) || check_byte(c) != '>') {
    return check_fail(c, "elements do not nest");
  }
  c->links -= str_eq(name, STR("a"));
  c->at++;
  return true;
}

/* NULL when all is well, else what is wrong, and where. */
static inline const char *check_html(str html, arena scratch, ptrdiff_t *ret_at) {
  struct html_check c = {.html = html, .scratch = &scratch};
  c.open = NEW(&scratch, str, CHECK_DEPTH_MAX);
  str text;
  while (c.fault == NULL && c.at < html.n) {
    if (!check_text(&c, "<", &text) || c.at == html.n) {
      break;
    }
    c.at++;
    (void)(check_byte(&c) == '/' ? check_end_tag(&c) : check_start_tag(&c));
  }
  *ret_at = c.at;
  return c.fault == NULL && c.depth > 0 ? "open element" : c.fault;
}

/* The same for the whole record of a page of `size` bytes. */
static inline const char *check_page(const struct page_view *v, const struct page_body_view *b,
                                     ptrdiff_t size, arena scratch) {
  for (uint32_t i = 0; i < v->head->refs; i++) {
    if (v->refs[i].end > size) {
      return "a reference's place is outside the file";
    }
  }
  for (uint32_t i = 0; i < v->head->headings; i++) {
    if (v->headings[i].end > size) {
      return "a heading's place is outside the file";
    }
  }
  for (uint32_t i = 0; i < v->head->diags; i++) {
    if (v->diags[i].end > size || v->diags[i].note_end > size) {
      return "a diagnostic's place is outside the file";
    }
  }
  if (b->ref_count != v->head->refs) {
    return "head and body disagree";
  }
  for (uint32_t i = 0; i < b->hole_count; i++) {
    str before = str_sub(b->html, 0, b->holes[i].at);
    str after = str_sub(b->html, b->holes[i].at, b->html.n);
    bool source = v->refs[b->holes[i].ref].kind == REF_SOURCE;
    bool in_attribute = str_ends(before, STR("=\"")) && str_starts(after, STR("\""));
    if (source != (b->holes[i].kind == HOLE_SOURCE) || (!source && !in_attribute)) {
      return "a hole is in the wrong place";
    }
  }
  ptrdiff_t at;
  return check_html(b->html, scratch, &at);
}

#endif
