/* The parts of a decision's page. */
#ifndef FINGERPOST_RENDER_DECISION_PAGE_H
#define FINGERPOST_RENDER_DECISION_PAGE_H

#include "model/decision.h"
#include "render/view_decision.h"

struct page_context;

/* What is needed of a decision all over its page. */
struct decision_page {
  const struct page_context *p;
  const struct decision *d;
  const int32_t *number; /* by question: its place on the page, from 1; 0: not on it */
  const int32_t *at;     /* by place, from 0: the question */
  ptrdiff_t shown;
};

/* Numbers the questions that some path reaches, in asking order. */
void decision_number(struct decision_page *page);

/* A limit of a number or a day, for readers. */
str decision_number_text(const struct page_context *p, double value, bool is_day);

/* A unit, as words_unit says it. */
str decision_unit_text(const struct page_context *p, str unit);
/* What a limit is called: its id in words. */
str decision_threshold_name(arena *perm, const struct decision_threshold *t);

/* A condition as words_condition writes it; empty for NULL. */
tmpl_html decision_condition_html(const struct decision_page *page, const struct condition *c);
/* The ids of the questions that it asks about, each once, with a space between them. */
str decision_condition_questions(const struct decision_page *page, const struct condition *c);

/* Of several wordings, sentences or faults: view_saying. */
tmpl_list decision_sayings(const struct decision_page *page, const struct decision_texts *texts);

/* The one without a condition on its own, with words in its holes; else the only one. */
str decision_default_text(const struct decision_page *page, const struct decision_texts *texts,
                          str only);

tmpl_list decision_options(const struct decision_page *page);    /* view_gated */
tmpl_list decision_thresholds(const struct decision_page *page); /* view_threshold */
tmpl_list decision_sources(const struct decision_page *page);    /* view_cite */

#endif
