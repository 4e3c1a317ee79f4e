/*
 * What search finds on a page: the text inside its <main>, by section, as readers see it.
 *
 * It is read from the page's HTML, which we wrote: whatever a page is made of (Markdown, a
 * decision, a cost table, a template of the site's own), what stands on it is found. Left
 * out: navigation, footers, forms, buttons, drawings, templates, what is hidden, list of
 * pages (class "groups"), facts about the page (classes "meta" and "uses"), and the references to
 * footnotes. Elements with the attribute data-nosearch are left out as well.
 *
 * A section begins at a heading, and is found under the heading's id or, when that has
 * none, under the id of the element that opened last before it with no text between. What has
 * no id belongs to the address of the section before. Footnotes are a section without a heading.
 */
#ifndef FINGERPOST_RENDER_SEARCH_TEXT_H
#define FINGERPOST_RENDER_SEARCH_TEXT_H

#include "core/buf.h"

struct search_part {
  str anchor;  /* without '#'; empty: the page */
  str heading; /* of the first part the page's title */
  str text;    /* one space between words; a line feed between paragraphs, cells and items */
};

struct search_parts {
  struct search_part *items;
  ptrdiff_t count;
};

/* The parts of a page; at least one. `title` is that of a page without <h1>. */
struct search_parts search_parts_read(str html, str title, arena *perm);

/* As bytes that cross a process boundary, and back; false: they are none. */
str search_parts_pack(const struct search_parts *parts, arena *perm);
bool search_parts_open(str bytes, arena *perm, struct search_parts *ret_parts);

#endif
