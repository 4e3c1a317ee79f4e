/*
 * Views: what templates can say. One struct a kind of page, described to the
 * template checker field by field in view.c. Texts are plain and get escaped by
 * the template; URLs are ready for an attribute: relative to the page that is
 * being rendered, percent-encoded, never with a scheme that could run.
 *
 * Every page is base.mustache around the template of its kind: `main` holds
 * what guide, section, home or notfound gave. redirect stands alone.
 */
#ifndef FINGERPOST_RENDER_VIEW_H
#define FINGERPOST_RENDER_VIEW_H

#include "render/view_base.h"

struct view_tag { /* of a guide: {{.}} is its name */
  str text;
  str url; /* its place on the page of tags */
};

struct view_link {
  str url;
  str text;
  str description; /* may be empty */
};

struct view_heading {
  str id;
  str text;
  tmpl_list items; /* view_heading: third-level headings below a second-level one */
  bool nested;     /* there are items: a list has to open around them */
};

struct view_guide {
  str title;
  str anchor; /* of the title, when it is a heading of the page; may be empty */
  str description;
  str summary; /* the beginning of the text, when there is no description */
  tmpl_html body;
  str updated; /* 2026-11-21 as written; may be empty */
  str review_by;
  str owner;
  str minutes; /* to read, at least "1" */
  bool one_minute;
  str edit_url;
  tmpl_list tags;                /* view_tag */
  tmpl_list uses;                /* view_link: decisions that name this guide */
  const struct view_link *table; /* the cost table that it quotes */
  bool used;                     /* there are `uses` or a `table` */
  tmpl_list crumbs;              /* view_link: home, sections above */
  tmpl_list outline;             /* view_heading; empty when there are fewer than two headings */
  const struct view_link *previous;
  const struct view_link *next;
  bool outlined; /* the outline is not empty: a list has to open around it */
};

/* A group of links on a section's page or on the home page. */
struct view_group {
  str title; /* empty for the pages that stand directly in the section */
  str id;    /* an anchor, on the page of tags; else empty */
  str url;
  str description;
  tmpl_list items; /* view_link */
};

struct view_section {
  str title;
  str anchor;
  str description;
  tmpl_html body; /* of the section's index.md; may be empty */
  tmpl_list crumbs;
  tmpl_list groups; /* view_group */
};

struct view_home {
  str title;
  str anchor;
  str description;
  tmpl_html body; /* of the home guide; may be empty */
  tmpl_list groups;
  bool bundled;   /* the site is a copy in a folder of its own, */
  tmpl_html copy; /* which says so: see render_copy */
};

struct view_tags {
  str title;
  tmpl_list crumbs;
  tmpl_list groups; /* view_group: a tag each */
};

struct view_notfound {
  str home_url;
  tmpl_list groups;
};

struct view_redirect {
  str language;
  str root; /* from this page to the site's root */
  str title;
  str url;
  str canonical;
};

extern const struct tmpl_type view_link_type;
extern const struct tmpl_type view_guide_type;
extern const struct tmpl_type view_section_type;
extern const struct tmpl_type view_home_type;
extern const struct tmpl_type view_tags_type;
extern const struct tmpl_type view_notfound_type;
extern const struct tmpl_type view_redirect_type;

#endif
