#include "render/markup.h"

/* Up to the next byte that is one of these, or to the end. */
static ptrdiff_t skip_until(str s, ptrdiff_t at, str stops) {
  while (at < s.n && str_find(stops, s.s[at]) < 0) {
    at++;
  }
  return at;
}

static ptrdiff_t skip_while(str s, ptrdiff_t at, str bytes) {
  while (at < s.n && str_find(bytes, s.s[at]) >= 0) {
    at++;
  }
  return at;
}

#define SPACES " \t\r\n\f"

/* The attribute at `at`, which is no space; where it ends. */
static ptrdiff_t attr_read(str tag, ptrdiff_t at, struct markup_attr *ret_attr) {
  ptrdiff_t end = skip_until(tag, at + 1, STR(SPACES "/>="));
  *ret_attr = (struct markup_attr){.name = str_sub(tag, at, end)};
  ptrdiff_t equals = skip_while(tag, end, STR(SPACES));
  if (equals < tag.n && tag.s[equals] == '=') {
    ptrdiff_t value = skip_while(tag, equals + 1, STR(SPACES));
    bool quoted = value < tag.n && (tag.s[value] == '"' || tag.s[value] == '\'');
    str stop = quoted ? str_sub(tag, value, value + 1) : STR(SPACES ">");
    value += quoted;
    end = skip_until(tag, value, stop);
    ret_attr->value = str_sub(tag, value, end);
    end += quoted && end < tag.n;
  }
  ret_attr->whole = str_sub(tag, at, end);
  return end;
}

static void tag_read(str whole, struct markup_tag *ret_tag) {
  bool closing = whole.n > 1 && whole.s[1] == '/';
  ptrdiff_t at = closing ? 2 : 1;
  ptrdiff_t end = skip_until(whole, at, STR(SPACES "/>"));
  ret_tag->whole = whole;
  ret_tag->name = str_sub(whole, at, end);
  ret_tag->closing = closing;
  ret_tag->count = 0;
  for (at = end; !closing && ret_tag->count < MARKUP_ATTRS_MAX;) {
    at = skip_while(whole, at, STR(SPACES "/"));
    if (at >= whole.n || whole.s[at] == '>') {
      break;
    }
    at = attr_read(whole, at, &ret_tag->attrs[ret_tag->count++]);
  }
}

static bool in_tag(enum html_where where) {
  return where >= HTML_TAG_NAME && where <= HTML_BARE;
}

bool markup_next(struct markup *m, str *ret_before, struct markup_tag *ret_tag) {
  ptrdiff_t beg = m->at;
  ptrdiff_t open = m->at;
  for (ptrdiff_t at = m->at; at < m->html.n; at++) {
    char c = m->html.s[at];
    if (m->state.where == HTML_TEXT && c != '<') {
      continue; /* most bytes of a page */
    }
    enum html_where was = m->state.where;
    bool was_raw_end = was == HTML_RAW_END;
    html_state_step(&m->state, c);
    if (c == '<' && (m->state.where == HTML_OPEN || m->state.where == HTML_RAW_OPEN)) {
      open = at;
    }
    bool ends = c == '>' && (in_tag(was) || was_raw_end) &&
                (m->state.where == HTML_TEXT || (m->state.where == HTML_RAW && !was_raw_end));
    if (ends) {
      *ret_before = str_sub(m->html, beg, open);
      tag_read(str_sub(m->html, open, at + 1), ret_tag);
      m->at = at + 1;
      return true;
    }
  }
  *ret_before = str_sub(m->html, beg, m->html.n);
  m->at = m->html.n;
  return false;
}

/* Names of HTML are the same in capitals. */
static bool name_eq(str a, str b) {
  bool same = a.n == b.n;
  for (ptrdiff_t i = 0; i < a.n && same; i++) {
    same = byte_lower(a.s[i]) == byte_lower(b.s[i]);
  }
  return same;
}

const struct markup_attr *markup_attr(const struct markup_tag *tag, str name) {
  for (int i = 0; i < tag->count; i++) {
    if (name_eq(tag->attrs[i].name, name)) {
      return &tag->attrs[i];
    }
  }
  return NULL;
}

bool markup_has_word(const struct markup_attr *attr, str word) {
  str rest = attr == NULL ? STR("") : attr->value;
  while (rest.n > 0) {
    if (name_eq(str_take(&rest, ' '), word)) {
      return true;
    }
  }
  return false;
}
