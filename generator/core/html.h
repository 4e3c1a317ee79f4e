/*
 * The only way to make markup: the context picks the escaping.
 *
 * Elements are opened, given attributes and closed in calls; the writer closes
 * the start tag by itself before the first child. It checks nothing else: that
 * the result validates is the business of the tests. Ownership: it writes into
 * a buffer of the caller's.
 */
#ifndef FINGERPOST_CORE_HTML_H
#define FINGERPOST_CORE_HTML_H

#include "core/buf.h"

struct html {
  buf *out;
  bool in_tag; /* a start tag still lacks its '>' */
};

/* `tag` and `name` are literals of the program, never data. */
void html_open(struct html *h, str tag);
void html_attr(struct html *h, str name, str value);
void html_attr_int(struct html *h, str name, int64_t value);
/* An attribute that is there or not: `disabled`, `checked`. */
void html_flag(struct html *h, str name);
void html_text(struct html *h, str text);
void html_close(struct html *h, str tag);
/* Start tag, text, end tag. */
void html_element(struct html *h, str tag, str text);
/* Ends a pending start tag, for callers that go on to write to `out` themselves. */
void html_flush(struct html *h);

/* The escapers alone. Text: & < > ; attribute values in double quotes: & < > " ' */
void html_escape_text(buf *out, str text);
void html_escape_attr(buf *out, str value);
/*
 * A URL for an attribute: bytes outside RFC 3986's set, spaces and quotes are
 * percent-encoded; an existing %XX stays. Not HTML-escaped: pass it to html_attr.
 */
void url_escape(buf *out, str url);

#endif
