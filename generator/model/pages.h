/*
 * What a site is made of: guides, folders, tools, the navigation, and where the
 * references of pages lead. All name each other by index; NONE is no index.
 */
#ifndef FINGERPOST_MODEL_PAGES_H
#define FINGERPOST_MODEL_PAGES_H

#include "load/page.h"
#include "model/fields.h"

enum { NONE = -1 };

/* What a reference of a page leads to. */
enum target_kind {
  TARGET_NONE, /* broken: `fault` says why */
  TARGET_GUIDE,
  TARGET_SECTION, /* a folder's page */
  TARGET_TOOL,    /* a decision or a cost table */
  TARGET_ASSET,   /* a file that is copied */
  TARGET_SOURCE,  /* an entry of sources.yaml */
  TARGET_NUMBER,  /* what a hole is filled with */
  TARGET_TERM     /* an entry of the glossary */
};

struct target {
  enum target_kind kind;
  diag_id fault; /* TARGET_NONE: the diagnostic to give; also for a broken anchor */
  bool faulty;
  int32_t index; /* of the guide, section, asset, source or number */
  str fragment;  /* without '#'; may be empty */
  str path;      /* the content path that was looked for: for hints */
};

struct guide {
  int32_t page;   /* in content.pages and content.guides */
  int32_t source; /* in the source map */
  str path;
  str out;
  str title;
  str description;
  int64_t order; /* ORDER_NONE when the front matter has none */
  str updated, review_by, owner;
  struct texts tags, aliases, sources;
  bool draft;
  str costs; /* id of the cost table that it quotes; may be empty */
  uint32_t costs_node;
  int32_t table; /* that table, or NONE */
  const struct page_view *view;
  const int32_t *parts;         /* the source of each part of the view */
  const struct target *targets; /* one a reference of the view */
  int32_t section;              /* the folder it stands in */
  int32_t nav;                  /* its entry in the navigation, or NONE */
  int32_t previous, next;       /* in reading order, or NONE */
  bool linked;                  /* some other page links to it */
  int32_t *tag_of;              /* of each of `tags` the one of the site; NULL without any */
  int32_t *uses;                /* the tools that name it: its decisions, in their order */
  ptrdiff_t use_count, use_cap;
};

/* What guides are about, and the published ones that are about it. */
struct tag {
  str name, key; /* as first written; in lower case */
  str id;        /* the anchor on the page of tags */
  int32_t *guides;
  ptrdiff_t count, cap;
};

/* Where a reference of the guide stands, and the path that it is relative to. */
span guide_ref_span(const struct guide *g, const struct page_ref *ref);
str guide_ref_base(const struct guide *g, const struct page_ref *ref);

enum { ORDER_NONE = INT32_MAX };

/* What stands directly in a folder: a guide or a section below it, in order. */
struct section_item {
  int32_t section; /* the folder */
  int64_t order;
  str path;
  int32_t guide; /* NONE: a section */
  int32_t below; /* NONE: a guide */
};

/* A folder, guides/ or below it, that has published pages in it or below it. */
struct section {
  str path; /* "guides/", "guides/advanced/" */
  str out;  /* "guides/index.html" */
  str title;
  int64_t order;
  int32_t index;                    /* its index.md among the guides, or NONE */
  int32_t parent;                   /* NONE for guides/ itself */
  int32_t nav;                      /* its entry in the navigation, or NONE */
  const struct section_item *items; /* without its index.md and the home page */
  ptrdiff_t item_count;
};

/* A decision or a cost table as a page. */
struct tool {
  str path, out, title, description;
  int32_t source;
  int32_t nav; /* its entry in the navigation, or NONE */
  bool linked; /* some guide links to it */
};

/* The navigation: a tree in reading order, links by index, NONE for none. */
struct nav_entry {
  str title;
  int32_t guide;   /* NONE: a group, a tool, or a section without a page of its own */
  int32_t tool;    /* the decision or cost table that it leads to, or NONE */
  int32_t section; /* the folder whose page it leads to, or NONE */
  int32_t parent, child, last, next; /* child and last: the first and last below it */
  int32_t before;                    /* the one that this is the `next` of, or NONE */
  int32_t place;                     /* among those below its parent, from 0 */
};

#endif
