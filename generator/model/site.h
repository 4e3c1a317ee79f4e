/*
 * The site: everything that is published, typed and immutable once built.
 *
 * Guides stand in the order of the content walk; all else names them by index.
 * Paths of content are relative to content/ ("guides/rag.md"), outputs relative
 * to the published folder ("guides/rag.html"), both with '/'. Texts live on the
 * arena or in the page records, as long as the site.
 */
#ifndef FINGERPOST_MODEL_SITE_H
#define FINGERPOST_MODEL_SITE_H

#include "load/content.h"
#include "load/theme.h"
#include "model/config.h"
#include "model/cost_table.h"
#include "model/decision.h"

enum { NONE = -1 }; /* no such index */

/* What a reference of a page leads to. */
enum target_kind {
  TARGET_NONE, /* broken: `fault` says why */
  TARGET_GUIDE,
  TARGET_SECTION, /* a folder's page */
  TARGET_TOOL,    /* a decision or a cost table */
  TARGET_ASSET,   /* a file that is copied */
  TARGET_SOURCE,  /* an entry of sources.yaml */
  TARGET_OUTSIDE  /* http, https, mailto: written as it is */
};

struct target {
  enum target_kind kind;
  diag_id fault; /* TARGET_NONE: the diagnostic to give; also for a broken anchor */
  bool faulty;
  int32_t index; /* of the guide, section, asset or source */
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
  const struct page_view *view;
  const struct target *targets; /* one a reference of the view */
  int32_t section;              /* the folder it stands in */
  int32_t nav;                  /* its entry in the navigation, or NONE */
  int32_t previous, next;       /* in reading order, or NONE */
  bool linked;                  /* some other page links to it */
};

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
};

struct source_entry {
  str id, title, author, publisher, url, date, kind;
  uint32_t node;
};

enum output_kind {
  OUTPUT_HOME,
  OUTPUT_GUIDE,
  OUTPUT_SECTION,
  OUTPUT_NOT_FOUND,
  OUTPUT_REDIRECT,
  OUTPUT_DECISION,
  OUTPUT_COST,
  OUTPUT_DATA,  /* the script with the image of a decision or a cost table, beside its page */
  OUTPUT_ASSET, /* a file of content/ */
  OUTPUT_STATIC /* a file of static/ */
};

struct output {
  enum output_kind kind;
  /* Guide, section, decision, cost table, content file or static file; NONE if there is none.
   * OUTPUT_DATA: the tool, a decision or, from decision_count on, a cost table. */
  int32_t index;
  str path;
};

struct site {
  struct config config;
  const struct content *content;
  const struct theme *theme;
  struct guide *guides; /* without those that could not be read */
  ptrdiff_t guide_count;
  map guide_by_path;
  struct section *sections; /* parents before children */
  ptrdiff_t section_count;
  map section_by_path;
  struct nav_entry *nav; /* nav[0] is the root */
  ptrdiff_t nav_count, nav_cap;
  struct decision *decisions;
  ptrdiff_t decision_count;
  struct cost_table *costs;
  ptrdiff_t cost_count;
  struct tool *tools;
  ptrdiff_t tool_count;
  int32_t home; /* guide, or NONE: the home page then only lists what there is */
  struct source_entry *sources;
  ptrdiff_t source_count;
  map source_by_id;
  int32_t *assets; /* content files that some page refers to, in walk order */
  ptrdiff_t asset_count;
  struct output *outputs; /* everything that is published, in a fixed order */
  ptrdiff_t output_count, output_cap;
};

/*
 * Builds the site from its config, content and theme, which the caller has set.
 * Faults are diagnostics, and what is sound is still there.
 */
void site_build(struct site *site, struct diags *ds, arena *perm);

#endif
