/* What a decision looks like as a whole, at the head of its page's list of questions. */
#ifndef FINGERPOST_RENDER_DECISION_MAP_H
#define FINGERPOST_RENDER_DECISION_MAP_H

#include "model/strings.h"
#include "render/tmpl.h"
#include "render/words.h"

/* A picture of a tree, an outline of a large one, or a table of options by gates. */
struct decision_map {
  tmpl_html html;
  bool drawn; /* a picture */
};

/* `number`: by question, its place on the page from 1, or 0. */
struct decision_map decision_map(const struct decision *d, const int32_t *number,
                                 const struct strings *ui, arena *perm);

/* What an option is called: its title, its outcome's, or its id. */
str decision_option_title(const struct decision *d, const struct decision_option *o);

#endif
