/* A reader of the HTML that pages become, much stricter than any browser. */
#ifndef FINGERPOST_TESTS_HTML_CHECK_H
#define FINGERPOST_TESTS_HTML_CHECK_H

#include <string.h>

#include "core/map.h"

enum { CHECK_DEPTH_MAX = 200000 }; /* a page of 256 KiB cannot nest deeper */

static const char *const check_elements =
    " p h1 h2 h3 h4 h5 h6 a em strong del code pre ul ol li blockquote table caption thead tbody "
    "tr th td div section sup sub kbd mark abbr label figure figcaption details summary b i ins "
    "span dl dt dd ";
static const char *const check_voids = " br hr img input ";
static const char *const check_attributes =
    " id class href src alt title rel start scope data-order tabindex role aria-label loading "
    "decoding type checked disabled data-group data-up data-down ";

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
  char text[32] = {' '};
  if (word.n == 0 || word.n > 28) {
    return false;
  }
  memcpy(text + 1, word.s, (size_t)word.n);
  text[word.n + 1] = ' ';
  return strstr(list, text) != NULL;
}

static inline char check_byte(const struct html_check *c) {
  return c->at < c->html.n ? c->html.s[c->at] : '\0';
}

/* Up to one of `stops`; complains about what should have been escaped. */
static inline str check_text(struct html_check *c, const char *stops) {
  ptrdiff_t beg = c->at;
  for (; c->at < c->html.n && strchr(stops, c->html.s[c->at]) == NULL; c->at++) {
    str rest = str_sub(c->html, c->at, c->html.n);
    bool entity = str_starts(rest, STR("&amp;")) || str_starts(rest, STR("&lt;")) ||
                  str_starts(rest, STR("&gt;")) || str_starts(rest, STR("&quot;")) ||
                  str_starts(rest, STR("&#39;"));
    c->fault = rest.s[0] == '>' || (rest.s[0] == '&' && !entity) ? "unescaped text" : c->fault;
  }
  return str_sub(c->html, beg, c->at);
}

static inline str check_word(struct html_check *c) {
  ptrdiff_t beg = c->at;
  while (c->at < c->html.n && strchr(" />=\"<", c->html.s[c->at]) == NULL) {
    c->at++;
  }
  return str_sub(c->html, beg, c->at);
}

/* Empty for a hole, a fragment, or of an allowed scheme in any case. */
static inline bool check_is_safe(str url) {
  char lower[9] = {0};
  for (ptrdiff_t i = 0; i < 8 && i < url.n; i++) {
    lower[i] = byte_lower(url.s[i]);
  }
  return url.n == 0 || lower[0] == '#' || memcmp(lower, "http://", 7) == 0 ||
         memcmp(lower, "https://", 8) == 0 || memcmp(lower, "mailto:", 7) == 0;
}

static inline void check_attribute(struct html_check *c) {
  c->at++; /* the space */
  str name = check_word(c);
  str value = {"", 0};
  c->fault = check_is_listed(check_attributes, name) ? c->fault : "unknown attribute";
  if (check_byte(c) == '=') {
    c->at += 2;
    value = check_text(c, "\"<");
    c->fault = check_byte(c) == '"' ? c->fault : "open attribute";
    c->at++;
  }
  bool address = str_eq(name, STR("href")) || str_eq(name, STR("src"));
  c->fault = address && !check_is_safe(value) ? "unsafe address" : c->fault;
  if (str_eq(name, STR("id"))) {
    c->fault = map_get(&c->ids, value) != MAP_NONE ? "id is not unique" : c->fault;
    (void)map_add(&c->ids, c->scratch, value, 1);
  }
}

static inline void check_start_tag(struct html_check *c) {
  str name = check_word(c);
  bool is_void = check_is_listed(check_voids, name);
  c->fault = is_void || check_is_listed(check_elements, name) ? c->fault : "unknown element";
  while (check_byte(c) == ' ' && c->fault == NULL) {
    check_attribute(c);
  }
  c->fault = check_byte(c) == '>' && c->depth < CHECK_DEPTH_MAX ? c->fault : "open tag";
  c->at++;
  if (!is_void && c->fault == NULL) {
    c->links += str_eq(name, STR("a"));
    c->fault = c->links > 1 ? "link in a link" : c->fault;
    c->open[c->depth++] = name;
  }
}

static inline void check_end_tag(struct html_check *c) {
  c->at++;
  str name = check_word(c);
  bool nests = c->depth > 0 && str_eq(c->open[--c->depth], name) && check_byte(c) == '>';
  c->fault = nests ? c->fault : "elements do not nest";
  c->links -= str_eq(name, STR("a"));
  c->at++;
}

#endif
