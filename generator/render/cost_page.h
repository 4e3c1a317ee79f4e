/* The parts of a cost table's page. */
#ifndef FINGERPOST_RENDER_COST_PAGE_H
#define FINGERPOST_RENDER_COST_PAGE_H

#include "model/cost_answers.h"
#include "model/site.h"
#include "render/view_cost.h"

struct page_context;

/* What is needed of a cost table all over its page. */
struct cost_page {
  const struct page_context *p;
  const struct cost_table *t;
  const struct cost_answers *runs;    /* of the defaults, then of each scenario */
  tmpl_list scenarios;                /* view_scenario, in the table's order */
  bool plain;                         /* none of them is as the table stands */
  struct cost_answers claims, errors; /* the latter as the table stands */
  str volume, tornado;                /* charts, as the table stands */
  struct cost_answers points;         /* numbers of the first one */
  uint64_t hash;
  const struct table_output *measure; /* the first output per alternative, or NULL */
  tmpl_list sources;                  /* view_cite, in the table's order */
};

/* All that its page and its twin say of a table, computed now. */
struct view_cost cost_view(const struct page_context *p, const struct cost_table *t);

/* How an input reads in a run; a choice reads as its label. */
str cost_input_text(const struct cost_page *page, const struct table_input *in,
                    const struct cost_answers *run);

/* The source with this index, or NULL for -1. */
const struct view_cite *cost_cite(const struct cost_page *page, int32_t source);
/* Every price with where it is from: view_prices. */
tmpl_list cost_prices(const struct cost_page *page);

tmpl_list cost_claim_list(const struct cost_page *page); /* view_claim */
/* The charts, and tables of their numbers. */
void cost_charts(const struct cost_page *page, struct view_cost *v);
/* How the figures were computed: samples, errors, hash, version. */
void cost_method(const struct cost_page *page, struct view_cost *v);

/* Results with the defaults. */
/* Of these alternatives the cheapest one; NULL: none is. */
const struct view_headline *cost_headline(const struct cost_page *page, tmpl_list alternatives);
tmpl_list cost_alternatives(const struct cost_page *page); /* view_alternative */
tmpl_list cost_figures(const struct cost_page *page);      /* view_figure */
/* All scenarios: what they set, then each output. */
tmpl_list cost_blocks(const struct cost_page *page); /* view_block */

#endif
