/*
 * Where in HTML a template stands: just enough of the standard's tokenizer to
 * tell text, quoted attribute values and everything else apart.
 *
 * It follows the literal bytes of a template alone. What escaping makes of a
 * value cannot leave the state in which it stands, or it may not stand there.
 */
#ifndef FINGERPOST_RENDER_TMPL_HTML_H
#define FINGERPOST_RENDER_TMPL_HTML_H

#include "core/str.h"

enum html_where {
  HTML_TEXT,
  HTML_OPEN,     /* behind < */
  HTML_OPEN_END, /* behind </ */
  HTML_TAG_NAME,
  HTML_TAG,        /* between attributes */
  HTML_TAG_JOINED, /* likewise, but a section just ended: only space, / or > may follow */
  HTML_SLASH,      /* behind / in a tag */
  HTML_ATTR_NAME,
  HTML_ATTR_SPACE,  /* behind the name, where = may still follow */
  HTML_ATTR_EQUALS, /* behind =, before the value */
  HTML_DOUBLE,      /* in "…" */
  HTML_SINGLE,      /* in '…' */
  HTML_BARE,        /* in a value without quotes */
  HTML_RAW,         /* in script, style, title and the like */
  HTML_RAW_OPEN,    /* behind < there */
  HTML_RAW_END,     /* in the name behind </ there */
  HTML_MARKUP,      /* behind <! */
  HTML_COMMENT,
  HTML_DECLARATION, /* doctype, and what browsers take for a comment */
};

enum { HTML_WORD_MAX = 12 }; /* holds each name that matters; longer ones are cut */

struct html_word {
  char s[HTML_WORD_MAX];
  int32_t n;
};

struct html_state {
  enum html_where where;
  bool closing;          /* in an end tag */
  struct html_word tag;  /* lower case */
  struct html_word attr; /* of the attribute, or what looks like an end tag in HTML_RAW_END */
};

/* Follows one byte. False when it may not follow the section that ended before it. */
bool html_state_step(struct html_state *s, char c);
/* Can escaped text stand here? Can rendered markup? */
bool html_state_takes_text(const struct html_state *s);
bool html_state_takes_markup(const struct html_state *s);
bool html_state_eq(const struct html_state *a, const struct html_state *b);
/*
 * `s` was the state before a section and becomes the state behind it, when its
 * body ended in `inner` and may or may not have been rendered. False when what
 * follows would mean two different things.
 */
bool html_state_join(struct html_state *s, const struct html_state *inner);
/* What a partial leaves: between attributes it may have added one, anywhere else nothing changes.
 */
void html_state_call(struct html_state *s);
/* "in the name of a tag": for messages. */
str html_state_name(const struct html_state *s);

#endif
