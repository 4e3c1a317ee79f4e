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
#include "model/glossary_entry.h"
#include "model/number.h"
#include "model/pages.h"
#include "model/strings.h"

struct source_entry {
  str id, title, author, publisher, url, date, kind;
  uint32_t node;
};

enum output_kind {
  OUTPUT_HOME,
  OUTPUT_GUIDE,
  OUTPUT_SECTION,
  OUTPUT_TAGS,
  OUTPUT_NOT_FOUND,
  OUTPUT_REDIRECT,
  OUTPUT_DECISION,
  OUTPUT_COST,
  OUTPUT_DATA,   /* the script with the image of a decision or a cost table, beside its page */
  OUTPUT_ENGINE, /* the script with the module that opens images of one kind */
  OUTPUT_SEARCH, /* a script with a shard of the search index */
  OUTPUT_TWIN,   /* a page's text as Markdown, beside it; index: that output */
  OUTPUT_JSON,   /* a decision or a cost table as data; index: that output */
  OUTPUT_CSV,    /* a cost table as rows; likewise */
  OUTPUT_ROWS,   /* the script with those rows, for a page's own figures; likewise */
  OUTPUT_MADE,   /* what programs look for: see enum made_kind */
  OUTPUT_ASSET,  /* a file of content/ */
  OUTPUT_STATIC  /* a file of static/ */
};

enum engine_kind { ENGINE_DECIDE, ENGINE_COST, ENGINE_CHART, ENGINE_SEARCH };

enum made_kind {               /* of these, all but llms.txt only where there is a base_url */
                 MADE_SITEMAP, /* sitemap.xml */
                 MADE_FEED,    /* feed.xml: what changed, by the days that the content gives */
                 MADE_ROBOTS,  /* robots.txt */
                 MADE_LLMS,    /* llms.txt: all pages, for language models */
                 MADE_HEADERS, /* _headers: what hosts that read it are to send with each file */
};

struct output {
  enum output_kind kind;
  /* Guide, section, decision, cost table, content file or static file; NONE if there is none.
   * OUTPUT_DATA: the tool, a decision or, from decision_count on, a cost table.
   * OUTPUT_REDIRECT: the guide or, from guide_count on, the tool that it leads to.
   * OUTPUT_ENGINE: an enum engine_kind. OUTPUT_MADE: an enum made_kind. OUTPUT_SEARCH: the
   * root, 0, or a shard that was added when the index was made. */
  int32_t index;
  str path;
};

struct site {
  struct config config;
  const struct content *content;
  const struct theme *theme;
  struct strings strings; /* what pages say by themselves, in the language of the site */
  struct guide *guides;   /* without those that could not be read */
  ptrdiff_t guide_count;
  map guide_by_path;
  struct section *sections; /* parents before children */
  ptrdiff_t section_count;
  map section_by_path;
  struct tag *tags;
  ptrdiff_t tag_count, tag_cap;
  struct nav_entry *nav; /* nav[0] is the root */
  ptrdiff_t nav_count, nav_cap;
  struct decision *decisions;
  ptrdiff_t decision_count;
  struct cost_table *costs;
  ptrdiff_t cost_count;
  struct tool *tools;
  ptrdiff_t tool_count;
  map tool_by_path;
  struct number *numbers; /* what the holes of all guides stand for */
  ptrdiff_t number_count, number_cap;
  int32_t home; /* guide, or NONE: the home page then only lists what there is */
  struct source_entry *sources;
  ptrdiff_t source_count;
  map source_by_id;
  int32_t glossary;               /* the guide that lists all terms, or NONE */
  struct glossary_entry *entries; /* of each term of content.terms */
  int32_t *assets;                /* content files that some page refers to, in walk order */
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
