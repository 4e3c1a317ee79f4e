/* HTML and XML: tags, their attributes, and the scripts and styles between some of them. */
#include "load/highlight_parts.h"

struct markup {
  str text;
  ptrdiff_t at;
  struct tokens *tokens;
};

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '_' || c == ':' || c == '.' ||
         (unsigned char)c >= 0x80;
}

static str rest_of(const struct markup *m) {
  return str_sub(m->text, m->at, m->text.n);
}

/* Takes everything up to and with `close`, or to the end. */
static void take_to(struct markup *m, str close, enum token_class class) {
  ptrdiff_t beg = m->at;
  ptrdiff_t found = str_search(rest_of(m), close);
  m->at = found < 0 ? m->text.n : m->at + found + close.n;
  token_add(m->tokens, m->text, beg, m->at, class);
}

static ptrdiff_t name_end(const struct markup *m, ptrdiff_t at) {
  while (at < m->text.n && is_name(m->text.s[at])) {
    at++;
  }
  return at;
}

static void take_value(struct markup *m) {
  char c = m->at < m->text.n ? m->text.s[m->at] : ' ';
  ptrdiff_t beg = m->at;
  if (c == '"' || c == '\'') {
    m->at++;
    while (m->at < m->text.n && m->text.s[m->at] != c) {
      m->at++;
    }
    m->at += m->at < m->text.n;
  } else {
    while (m->at < m->text.n && !is_blank(m->text.s[m->at]) && m->text.s[m->at] != '>') {
      m->at++;
    }
  }
  token_add(m->tokens, m->text, beg, m->at, TOKEN_STRING);
}

/* Attributes up to and with the '>'. */
static void take_attributes(struct markup *m) {
  while (m->at < m->text.n) {
    char c = m->text.s[m->at];
    ptrdiff_t end = name_end(m, m->at);
    if (end > m->at) {
      token_add(m->tokens, m->text, m->at, end, TOKEN_NAME);
      m->at = end;
      continue;
    }
    m->at++;
    if (c == '>') {
      return;
    }
    if (c == '=') {
      while (m->at < m->text.n && is_blank(m->text.s[m->at])) {
        m->at++;
      }
      take_value(m);
    }
  }
}

/* Where the tag that closes `name` stands next, or the end; in small letters, as people write it.
 */
static ptrdiff_t find_close(const struct markup *m, str name) {
  str s = m->text;
  for (ptrdiff_t at = m->at; at < s.n; at++) {
    bool closes = s.s[at] == '<' && at + 1 < s.n && s.s[at + 1] == '/';
    if (closes && str_starts(str_sub(s, at + 2, s.n), name)) {
      return at;
    }
  }
  return s.n;
}

static void take_tag(struct markup *m) {
  ptrdiff_t beg = m->at + 1;
  bool closes = beg < m->text.n && m->text.s[beg] == '/';
  beg += closes;
  ptrdiff_t end = name_end(m, beg);
  if (end == beg) {
    m->at++;
    return;
  }
  str name = str_sub(m->text, beg, end);
  token_add(m->tokens, m->text, m->at, end, TOKEN_KEYWORD);
  m->at = end;
  take_attributes(m);
  bool script = !closes && str_eq(name, STR("script"));
  if (script || (!closes && str_eq(name, STR("style")))) {
    ptrdiff_t close = find_close(m, name);
    const struct language *inner = language_named(script ? STR("js") : STR("css"));
    highlight_part(inner, m->text, m->at, close, m->tokens);
    m->at = close;
  }
}

/* &name; or &#1234; */
static void take_entity(struct markup *m) {
  enum { NAME_MAX = 32 };
  str rest = str_sub(m->text, m->at, m->at + NAME_MAX);
  ptrdiff_t end = str_find(rest, ';');
  bool good = end > 1;
  for (ptrdiff_t i = 1; good && i < end; i++) {
    good = byte_is_alpha(rest.s[i]) || byte_is_digit(rest.s[i]) || rest.s[i] == '#';
  }
  if (good) {
    token_add(m->tokens, m->text, m->at, m->at + end + 1, TOKEN_NUMBER);
  }
  m->at += good ? end + 1 : 1;
}

void highlight_markup(str text, struct tokens *tokens) {
  struct markup m = {.text = text, .tokens = tokens};
  while (m.at < text.n) {
    char c = text.s[m.at];
    str rest = str_sub(text, m.at, m.at + 9);
    if (c == '&') {
      take_entity(&m);
    } else if (c != '<') {
      m.at++;
    } else if (str_starts(rest, STR("<!--"))) {
      take_to(&m, STR("-->"), TOKEN_COMMENT);
    } else if (str_starts(rest, STR("<![CDATA["))) {
      take_to(&m, STR("]]>"), TOKEN_STRING);
    } else if (str_starts(rest, STR("<?"))) {
      take_to(&m, STR("?>"), TOKEN_META);
    } else if (str_starts(rest, STR("<!"))) {
      take_to(&m, STR(">"), TOKEN_META);
    } else {
      take_tag(&m);
    }
  }
}
