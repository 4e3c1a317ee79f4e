/*
 * From the site to the bytes of one page at a time.
 *
 * Templates are compiled once, before anything is rendered; after that nothing
 * here can fail. A page needs the body record of at most one guide, which the
 * caller reads from the spool. Everything is pushed on the page's own arena.
 */
#ifndef FINGERPOST_RENDER_RENDER_H
#define FINGERPOST_RENDER_RENDER_H

#include "model/site.h"
#include "render/view.h"

struct renderer {
  const struct site *site;
  const struct tmpl *base, *guide, *section, *home, *notfound, *redirect, *decision, *cost, *tags;
  const struct tmpl *copy;
  bool bundled; /* pages say as of which day the site is: see COPY_FOLDER */
};

/* False when a template has a fault; it is a diagnostic. */
bool render_prepare(const struct site *site, struct diags *ds, arena *perm, arena scratch,
                    struct renderer *ret_renderer);

/* The guide whose body stands on this page, or NONE. */
int32_t render_guide_of(const struct site *site, const struct output *o);

struct rendered_page {
  str html;
  str main; /* only what stands inside its <main>; empty where there is none */
};

/*
 * The page of an output that is neither an asset nor a static file. `body` is
 * the body record of its guide, or empty.
 */
struct rendered_page render_page(const struct renderer *r, const struct output *o, str body,
                                 arena *perm);

/*
 * What a bundle says of itself: as of which day it is, when its next review is due, that is
 * the first day of review of anything in it, or on which a price will have the age that is
 * warned of.
 */
enum copy_kind {
  COPY_WHOLE, /* all pages in one file */
  COPY_FOLDER /* all pages in a folder */
};
/* `root`: from the page that says it to the root of the site; of a folder. */
str render_copy(const struct renderer *r, enum copy_kind kind, str root, arena *perm);
/*
 * The same of one file with one page, that of a decision or a cost table, which is an output. Its
 * days are those of what the file holds: `held` says by output whether the data of a decision or a
 * cost table is in it, as that of the page itself is.
 */
str render_copy_of_tool(const struct renderer *r, int32_t page, const bool *held, arena *perm);

#endif
