/*
 * The glossary: the list of terms of glossary.yaml, which workers look for in pages, and
 * then the page that shows it and where each term is used.
 *
 *     - term: RAG
 *       also: [retrieval-augmented generation]
 *       short: A model is given passages that were searched for the question.
 *       guide: guides/rag.md
 */
#ifndef FINGERPOST_MODEL_GLOSSARY_H
#define FINGERPOST_MODEL_GLOSSARY_H

#include "model/site.h"

/* Sets `c->terms`, before its pages are parsed. Faults are diagnostics. */
void glossary_read(struct content *c, struct diags *ds, arena *perm);

/* Sets site.glossary: the first published guide that has the list, or NONE. */
void glossary_find_page(struct site *site);
/* The term with this name, or this anchor; NONE: there is none. */
int32_t glossary_term(const struct site *site, str name);
int32_t glossary_term_at(const struct site *site, str id);

/* Sets site.entries: where each term leads and who uses it; when links are resolved. */
void glossary_build(struct site *site, arena *perm);

#endif
