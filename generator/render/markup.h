/*
 * The tags of finished HTML, one after the other, by the tokenizer that also checks
 * templates (tmpl_html.h): what stands in comments, scripts and texts is none.
 */
#ifndef FINGERPOST_RENDER_MARKUP_H
#define FINGERPOST_RENDER_MARKUP_H

#include "render/tmpl_html.h"

/* More of them no element of a page has; those beyond stay as they are. */
enum { MARKUP_ATTRS_MAX = 64 };

struct markup_attr {
  str name;  /* as written */
  str value; /* without its quotes, escaped as written; empty where there is none */
  str whole; /* the two, and what is between them */
};

struct markup_tag {
  str whole; /* "<a href="x">" */
  str name;
  bool closing;
  struct markup_attr attrs[MARKUP_ATTRS_MAX];
  int count;
};

struct markup {
  str html;
  ptrdiff_t at;
  struct html_state state;
};

/* False at the end. `ret_before` is what stood between the tag before and this one, or the end. */
bool markup_next(struct markup *m, str *ret_before, struct markup_tag *ret_tag);
/* NULL: the tag has none of this name. */
const struct markup_attr *markup_attr(const struct markup_tag *tag, str name);
/* Whether the list of words in an attribute has this one. */
bool markup_has_word(const struct markup_attr *attr, str word);

#endif
