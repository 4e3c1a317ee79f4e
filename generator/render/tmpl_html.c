#include "render/tmpl_html.h"

static void word_add(struct html_word *word, char c) {
  if (word->n < HTML_WORD_MAX) {
    word->s[word->n++] = byte_lower(c);
  }
}

static bool word_eq(const struct html_word *word, str text) {
  return str_eq((str){word->s, word->n}, text);
}

static bool word_is_any(const struct html_word *word, const str *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (word_eq(word, texts[i])) {
      return true;
    }
  }
  return false;
}

/* Elements whose text is escaped but holds no markup. */
static bool is_plain(const struct html_word *tag) {
  return word_eq(tag, STR("title")) || word_eq(tag, STR("textarea"));
}

/* Elements whose text is not even escaped. */
static bool is_raw(const struct html_word *tag) {
  static const str names[] = {STR_INIT("script"),  STR_INIT("style"),    STR_INIT("iframe"),
                              STR_INIT("noembed"), STR_INIT("noframes"), STR_INIT("xmp")};
  return word_is_any(tag, names, sizeof names / sizeof *names);
}

/* Attributes whose value is a program, a style sheet or a page of its own. */
static bool is_code(const struct html_word *attr) {
  bool is_handler = attr->n > 2 && attr->s[0] == 'o' && attr->s[1] == 'n';
  return is_handler || word_eq(attr, STR("style")) || word_eq(attr, STR("srcdoc"));
}

static void go(struct html_state *s, enum html_where where) {
  s->where = where;
}

static void go_tag(struct html_state *s) {
  s->where = HTML_TAG;
  s->attr = (struct html_word){0};
}

static void go_text(struct html_state *s) {
  *s = (struct html_state){.where = HTML_TEXT};
}

static void go_raw(struct html_state *s) {
  s->where = HTML_RAW;
  s->closing = false;
  s->attr = (struct html_word){0};
}

static void go_tag_name(struct html_state *s, bool closing, char c) {
  *s = (struct html_state){.where = HTML_TAG_NAME, .closing = closing};
  word_add(&s->tag, c);
}

static void go_attr_name(struct html_state *s, char c) {
  s->where = HTML_ATTR_NAME;
  s->attr = (struct html_word){0};
  word_add(&s->attr, c);
}

static void end_tag(struct html_state *s) {
  if (!s->closing && (is_raw(&s->tag) || is_plain(&s->tag))) {
    go_raw(s);
  } else {
    go_text(s);
  }
}

static void step_open(struct html_state *s, char c) {
  if (byte_is_alpha(c)) {
    go_tag_name(s, s->where == HTML_OPEN_END, c);
  } else if (s->where == HTML_OPEN_END) {
    c == '>' ? go_text(s) : go(s, HTML_DECLARATION);
  } else if (c == '!') {
    go(s, HTML_MARKUP);
  } else if (c == '?') {
    go(s, HTML_DECLARATION);
  } else if (c == '/') {
    go(s, HTML_OPEN_END);
  } else if (c != '<') {
    go_text(s);
  }
}

/* Everything between the name of a tag and its end, values aside. */
static void step_tag(struct html_state *s, char c) {
  if (c == '>') {
    end_tag(s);
  } else if (c == '/') {
    go(s, HTML_SLASH);
  } else if (s->where == HTML_TAG_NAME) {
    byte_is_space(c) ? go_tag(s) : word_add(&s->tag, c);
  } else if (s->where == HTML_ATTR_NAME || s->where == HTML_ATTR_SPACE) {
    if (c == '=') {
      go(s, HTML_ATTR_EQUALS);
    } else if (byte_is_space(c)) {
      go(s, HTML_ATTR_SPACE);
    } else if (s->where == HTML_ATTR_SPACE) {
      go_attr_name(s, c);
    } else {
      word_add(&s->attr, c);
    }
  } else if (byte_is_space(c)) {
    go_tag(s);
  } else {
    go_attr_name(s, c);
  }
}

static void step_value(struct html_state *s, char c) {
  if (s->where == HTML_ATTR_EQUALS) {
    if (c == '>') {
      end_tag(s);
    } else if (!byte_is_space(c)) {
      go(s, c == '"' ? HTML_DOUBLE : c == '\'' ? HTML_SINGLE : HTML_BARE);
    }
  } else if (s->where == HTML_BARE) {
    if (c == '>') {
      end_tag(s);
    } else if (byte_is_space(c)) {
      go_tag(s);
    }
  } else if (c == (s->where == HTML_DOUBLE ? '"' : '\'')) {
    go_tag(s);
  }
}

static void step_raw(struct html_state *s, char c) {
  bool is_name = s->where == HTML_RAW_END && byte_is_alpha(c);
  bool is_end = s->where == HTML_RAW_END && word_eq(&s->attr, (str){s->tag.s, s->tag.n}) &&
                (c == '>' || c == '/' || byte_is_space(c));
  if (is_name) {
    word_add(&s->attr, c);
  } else if (is_end) {
    s->closing = true;
    go_tag(s);
    step_tag(s, c);
  } else if (s->where == HTML_RAW_OPEN && c == '/') {
    go(s, HTML_RAW_END);
  } else {
    go_raw(s);
    go(s, c == '<' ? HTML_RAW_OPEN : HTML_RAW);
  }
}

/* Comments end with two dashes and >; `attr` counts the dashes, those that open it too. */
static void step_markup(struct html_state *s, char c) {
  bool is_comment = s->where == HTML_COMMENT;
  if (c == '>' && (!is_comment || s->attr.n >= 2)) {
    go_text(s);
  } else if (s->where == HTML_DECLARATION) {
    return;
  } else if (c == '-') {
    s->attr.n += s->attr.n < 2;
    go(s, s->attr.n >= 2 ? HTML_COMMENT : s->where);
  } else {
    s->attr.n = 0;
    go(s, is_comment ? HTML_COMMENT : HTML_DECLARATION);
  }
}

bool html_state_step(struct html_state *s, char c) {
  bool fits = true;
  switch (s->where) {
    case HTML_TEXT:
      go(s, c == '<' ? HTML_OPEN : HTML_TEXT);
      break;
    case HTML_OPEN:
    case HTML_OPEN_END:
      step_open(s, c);
      break;
    case HTML_TAG_JOINED:
      fits = byte_is_space(c) || c == '/' || c == '>';
      step_tag(s, c);
      break;
    case HTML_TAG_NAME:
    case HTML_TAG:
    case HTML_SLASH:
    case HTML_ATTR_NAME:
    case HTML_ATTR_SPACE:
      step_tag(s, c);
      break;
    case HTML_ATTR_EQUALS:
    case HTML_DOUBLE:
    case HTML_SINGLE:
    case HTML_BARE:
      step_value(s, c);
      break;
    case HTML_RAW:
    case HTML_RAW_OPEN:
    case HTML_RAW_END:
      step_raw(s, c);
      break;
    case HTML_MARKUP:
    case HTML_COMMENT:
    case HTML_DECLARATION:
      step_markup(s, c);
      break;
  }
  return fits;
}

bool html_state_takes_text(const struct html_state *s) {
  bool is_value = s->where == HTML_DOUBLE || s->where == HTML_SINGLE;
  return s->where == HTML_TEXT || (is_value && !is_code(&s->attr)) ||
         (s->where == HTML_RAW && is_plain(&s->tag));
}

bool html_state_takes_markup(const struct html_state *s) {
  return s->where == HTML_TEXT;
}

bool html_state_eq(const struct html_state *a, const struct html_state *b) {
  return a->where == b->where && a->closing == b->closing &&
         word_eq(&a->tag, (str){b->tag.s, b->tag.n}) &&
         word_eq(&a->attr, (str){b->attr.s, b->attr.n});
}

/* Would the same tag go on here with another attribute? */
static bool is_between_attributes(const struct html_state *s) {
  return s->where == HTML_TAG_NAME || s->where == HTML_TAG || s->where == HTML_TAG_JOINED ||
         s->where == HTML_ATTR_NAME || s->where == HTML_ATTR_SPACE;
}

bool html_state_join(struct html_state *s, const struct html_state *inner) {
  if (html_state_eq(s, inner)) {
    return true;
  }
  bool same_tag =
      s->closing == inner->closing && word_eq(&s->tag, (str){inner->tag.s, inner->tag.n});
  if (!same_tag || !is_between_attributes(s) || !is_between_attributes(inner)) {
    return false;
  }
  html_state_call(s);
  return true;
}

void html_state_call(struct html_state *s) {
  if (is_between_attributes(s)) {
    go_tag(s);
    go(s, HTML_TAG_JOINED);
  }
}

str html_state_name(const struct html_state *s) {
  switch (s->where) {
    case HTML_TEXT:
      return STR("in text");
    case HTML_OPEN:
    case HTML_OPEN_END:
    case HTML_TAG_NAME:
      return STR("in the name of a tag");
    case HTML_TAG:
    case HTML_TAG_JOINED:
    case HTML_SLASH:
    case HTML_ATTR_NAME:
    case HTML_ATTR_SPACE:
      return STR("in a tag");
    case HTML_ATTR_EQUALS:
    case HTML_BARE:
      return STR("in an attribute without quotes");
    case HTML_DOUBLE:
    case HTML_SINGLE:
      return is_code(&s->attr) ? STR("in an attribute that holds code")
                               : STR("in the value of an attribute");
    case HTML_RAW:
    case HTML_RAW_OPEN:
    case HTML_RAW_END:
      return is_plain(&s->tag)                ? STR("in an element that holds plain text")
             : word_eq(&s->tag, STR("style")) ? STR("in a style sheet")
                                              : STR("in a script");
    case HTML_MARKUP:
    case HTML_COMMENT:
    case HTML_DECLARATION:
      return STR("in a comment");
  }
  return STR("");
}
