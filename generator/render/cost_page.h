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
  const struct table_output *measure; /* the first output per alternative, or NULL */
  tmpl_list sources;                  /* view_cite, in the table's order */
};

/* How an input reads in a run; a choice reads as its label. */
str cost_input_text(const struct cost_page *page, const struct table_input *in,
                    const struct cost_answers *run);

/* Results with the defaults. */
const struct view_headline *cost_headline(const struct cost_page *page);
tmpl_list cost_alternatives(const struct cost_page *page); /* view_alternative */
tmpl_list cost_figures(const struct cost_page *page);      /* view_figure */
/* All scenarios: what they set, then each output. */
tmpl_list cost_blocks(const struct cost_page *page); /* view_block */

#endif
