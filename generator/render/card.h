/* What is said of pages elsewhere: in lists for programs, in feeds, to search engines. */
#ifndef FINGERPOST_RENDER_CARD_H
#define FINGERPOST_RENDER_CARD_H

#include "model/site.h"
#include "render/parts.h"

struct page_card {
  str title;
  str description; /* may be empty */
  str day;         /* when its content changed, as that says; may be empty */
};

/* False: the output is no page that readers look for, such as a redirect or the 404 page. */
bool page_card(const struct site *site, const struct output *o, arena *perm,
               struct page_card *ret_card);

/*
 * A <script> of JSON-LD (schema.org): what the page is, and where it stands in the site. It
 * is data, which no policy for scripts concerns. There has to be a base_url.
 */
tmpl_html page_linked_data(const struct page_context *p, const struct page_card *card,
                           bool article);

/* An output of kind OUTPUT_MADE. */
str render_made(const struct site *site, enum made_kind kind, arena *perm);

#endif
