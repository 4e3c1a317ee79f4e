/* The view of what a bundle says of itself. */
#ifndef FINGERPOST_RENDER_VIEW_COPY_H
#define FINGERPOST_RENDER_VIEW_COPY_H

#include "render/tmpl.h"

struct view_copy {
  str tool; /* the title of the only one in it; empty: it is a copy of the whole site */
  str site_title;
  str address; /* where the site or the tool is published; may be empty */
  str as_of;   /* the latest day that anything in it states; may be empty */
  str review;  /* the next day on which something has to be reviewed; may be empty */
  str root;    /* from a page of a folder to the site's root */
  bool whole;  /* all pages in one file, not one of them */
  bool folder; /* all pages, each in a file */
};

extern const struct tmpl_type view_copy_type;

#endif
