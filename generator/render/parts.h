/* Parts of pages: addresses, bodies, navigation, lists of links. */
#ifndef FINGERPOST_RENDER_PARTS_H
#define FINGERPOST_RENDER_PARTS_H

#include "model/site.h"
#include "render/view.h"

/* The page that is being rendered, and where its parts go. */
struct page_context {
  const struct site *site;
  str path;    /* of the page: addresses are relative to it */
  bool rooted; /* the 404 page: addresses start at the root of the site */
  int32_t nav; /* its entry in the navigation, or NONE */
  arena *perm;
};

/* The address of a published file, seen from the page. */
str page_url(const struct page_context *p, str path);
/* From the page to the root of the site: "", "../", or "/" on the 404 page. */
str page_root(const struct page_context *p);

/* The body of a guide with its holes filled. */
tmpl_html page_body_html(const struct page_context *p, const struct guide *g, str body);

/* What pages say by themselves within a text, in the site's language. */
str page_word(const struct page_context *p, enum page_word word);

/* A number in a text, as a link to where it comes from unless it stands in one already. */
str page_number_html(const struct page_context *p, const struct number *n, bool linked);
/* The same as plain text. */
str page_number_text(const struct page_context *p, const struct number *n);
/* Plain text of a guide, such as its summary, with its holes filled. */
str page_plain_text(const struct page_context *p, const struct guide *g, str text);

tmpl_list page_nav(const struct page_context *p);
/* Home, then the sections that lead to the page. */
tmpl_list page_crumbs(const struct page_context *p);
tmpl_list page_outline(const struct page_context *p, const struct page_view *v);
/* What stands in a section, and in each section below it. */
tmpl_list page_section_groups(const struct page_context *p, int32_t section);
/* The whole navigation as groups of links, for the home page. */
tmpl_list page_site_groups(const struct page_context *p);
const struct view_link *page_guide_link(const struct page_context *p, int32_t guide);

tmpl_list page_tags(const struct page_context *p, const struct guide *g);
/* Every tag with its guides, for the page of tags. */
tmpl_list page_tag_groups(const struct page_context *p);
/* The decisions that name a guide, and the cost table that it quotes or NULL. */
tmpl_list page_uses(const struct page_context *p, const struct guide *g);
const struct view_link *page_table_link(const struct page_context *p, const struct guide *g);

/* The script beside a page that holds its packed data: "five-gates.js". */
str page_script(const struct page_context *p, str ending);
/* What stands in the frame on a decision's page. */
str page_decision(const struct page_context *p, const struct decision *d, const struct tmpl *t);
/* Likewise on a cost table's; its results are computed here. */
str page_cost(const struct page_context *p, const struct cost_table *t, const struct tmpl *tmpl);

#endif
