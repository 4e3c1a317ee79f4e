#include "model/site.h"

#include "model/bibliography.h"
#include "model/costs.h"
#include "model/decisions.h"
#include "model/glossary.h"
#include "model/guides.h"
#include "model/links.h"
#include "model/nav.h"
#include "model/numbers.h"
#include "model/outputs.h"
#include "model/sections.h"
#include "model/tags.h"
#include "model/tools.h"

/* A section's page is its index.md, under the section's address. */
static void settle_index_pages(struct site *site) {
  for (ptrdiff_t i = 0; i < site->section_count; i++) {
    const struct section *s = &site->sections[i];
    if (s->index != NONE) {
      site->guides[s->index].out = s->out;
    }
  }
}

void site_build(struct site *site, struct diags *ds, arena *perm) {
  site->home = NONE;
  strings_build(site->theme, &site->config, ds, perm, &site->strings);
  bibliography_build(site, ds, perm);
  guides_build(site, ds, perm);
  guides_find_home(site, ds);
  sections_build(site, perm);
  settle_index_pages(site);
  tags_build(site, perm);
  costs_build(site, ds, perm);
  decisions_build(site, ds, perm); /* they take figures from the tables */
  tools_build(site, perm);
  uses_build(site, perm);
  nav_build(site, ds, perm);
  numbers_find_tables(site);
  glossary_find_page(site);
  links_resolve(site, perm);
  glossary_build(site, perm);
  numbers_add_bills(site, perm);
  numbers_evaluate(site, STR(""), perm);
  outputs_build(site, ds, perm);
}
