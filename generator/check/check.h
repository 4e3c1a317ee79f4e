/*
 * Checks: read the site, add diagnostics, change nothing.
 */
#ifndef FINGERPOST_CHECK_CHECK_H
#define FINGERPOST_CHECK_CHECK_H

#include "model/site.h"

void check_site(const struct site *site, struct diags *ds, arena scratch);

/* The parts, one a file. */
void check_links(const struct site *site, struct diags *ds, arena scratch);
void check_pages(const struct site *site, struct diags *ds);
void check_citations(const struct site *site, struct diags *ds, arena scratch);

#endif
