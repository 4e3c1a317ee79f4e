/*
 * The record of a decision: a Markdown file to keep beside what was decided, laid out as
 * MADR 4 does (adr.github.io/madr), with front matter from which `fingerpost recheck`
 * finds out whether it would be decided the same today.
 *
 * The wizard's page offers the same text, which static/record.js writes from words of the page and
 * the same lines of the engine. A browser test compares the two.
 */
#ifndef FINGERPOST_RENDER_RECORD_H
#define FINGERPOST_RENDER_RECORD_H

#include "model/record.h"
#include "render/said.h"

/* Front matter up to the state: status, day and people are left to the reader. */
void record_front(const struct decision *d, buf *out);
/* "# TITLE: ", the outcome follows. */
void record_title(const struct decision *d, buf *out);
/* From the description up to the list of answers; and the list of outcomes. */
void record_context(const struct decision *d, buf *out);
void record_options(const struct decision *d, buf *out);

/* All of it, for the answers that `said` knows; memory of `a` holds the text. */
str record_text(const struct said *said, arena *a, arena scratch);

/* Text of others as Markdown: what would be markup is escaped, white space is one space. */
void record_escape(buf *out, str text);

#endif
