/* What base.mustache can say: the frame of every page, with the navigation in it. */
#ifndef FINGERPOST_RENDER_VIEW_BASE_H
#define FINGERPOST_RENDER_VIEW_BASE_H

#include "render/tmpl.h"

/*
 * An entry of the sidebar: a page, or a section with the entries below it. Of a long
 * list only a part is there; its last entry then has `all`, and leads to the whole.
 */
struct view_nav {
  str url; /* of a section without a page, the first below it; empty when there is none */
  str text;
  str all;         /* how many there are in the whole list; else empty, as `text` is then */
  bool section;    /* has entries below it, shown or not */
  bool page;       /* has a page of its own */
  bool open;       /* a section whose entries are listed */
  bool here;       /* leads to this page; on pages that no entry leads to, all do */
  bool current;    /* this very page */
  tmpl_list items; /* view_nav; empty unless open */
};

struct view_base {
  str language;
  str title; /* of the window: page, then site */
  str site_title;
  str description; /* of this page; may be empty */
  str page_title;  /* of the page alone */
  str twin;        /* its text as Markdown; empty on the 404 page */
  str canonical;   /* absolute; empty without base_url */
  bool article;    /* a guide */
  tmpl_html data;  /* <script> with what search engines read of the page; likewise */
  str edit_url;    /* of the file that it is made from, where its own template has no link */
  str root;        /* from this page to the site's root: "", "../", "../../" */
  str home_url;
  str icon;      /* address of the site's own static/favicon.svg; empty: it has none */
  str logo;      /* address of a picture; empty: the site has none of its own */
  str kind;      /* guide, section, home, notfound, decision, cost: for CSS */
  bool tool;     /* a decision or a cost table: static/ has a style sheet for its kind */
  bool parts;    /* it has tabs, code or a table to sort: static/guide.js is for these */
  tmpl_list nav; /* view_nav */
  tmpl_html main;
  tmpl_html copy; /* in a folder to take along, of which day it is; empty where the page says so */
};

extern const struct tmpl_type view_base_type;

#endif
