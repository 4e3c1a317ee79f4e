/* Conditions as readers can follow them: wordings and labels in place of ids. */
#ifndef FINGERPOST_RENDER_WORDS_H
#define FINGERPOST_RENDER_WORDS_H

#include "core/html.h"
#include "model/decision.h"
#include "model/strings.h"

/*
 * "Is it stable? Yes and (How many? at least 20 or Why? Lower cost)": each question is a
 * link to its place on the page, "#q-ID", what is asked of it stands out, thresholds are
 * their values and links to "#t-ID". The condition is a settled one of the decision. All in
 * the site's language; `ui` is NULL on the command line, which speaks English.
 */
void words_condition(const struct strings *ui, const struct decision *d, const struct condition *c,
                     struct html *h);
/* The same in plain text. */
void words_condition_text(const struct strings *ui, const struct decision *d,
                          const struct condition *c, buf *out);
/* A unit as one says it: "calls a month" for "call/mo"; others as they are written. */
void words_unit(const struct strings *ui, str unit, buf *out);

#endif
