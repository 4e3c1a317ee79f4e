#include "check/check.h"

void check_site(const struct site *site, struct diags *ds, arena scratch) {
  check_links(site, ds, scratch);
  check_states(site, ds, scratch);
  check_citations(site, ds, scratch);
  check_glossary(site, ds, scratch);
  check_numbers(site, ds, scratch);
  check_pages(site, ds, scratch);
  check_logo(site, ds);
  check_decisions(site, ds, scratch);
  check_costs(site, ds, scratch);
}
