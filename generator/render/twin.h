/*
 * What machines read beside a page: its text as Markdown, a decision as JSON (its schema is
 * static/decision.schema.json), and a list of it all. Addresses lead from twin to twin.
 */
#ifndef FINGERPOST_RENDER_TWIN_H
#define FINGERPOST_RENDER_TWIN_H

#include "render/card.h"

/* "guides/rag.html" -> "guides/rag.md". */
str twin_path(str page, str ending, arena *perm);

/*
 * The twin of a page, pushed on `perm`. `body` is that of its guide, or empty.
 */
str render_twin(const struct site *site, const struct output *page, str body, arena *perm);

/* Parts of it. */
void twin_decision(const struct page_context *p, const struct decision *d, buf *out);
void twin_cost(const struct page_context *p, const struct cost_table *t, buf *out);
/* The text of a guide with its holes filled. */
void twin_body(const struct page_context *p, const struct guide *g, str body, buf *out);

str render_decision_json(const struct page_context *p, const struct decision *d);
/* llms.txt: every page by its twin (llmstxt.org). */
str render_llms(const struct site *site, arena *perm);

#endif
