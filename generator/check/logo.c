#include "check/check.h"

void check_logo(const struct site *site, struct diags *ds) {
  str logo = site->config.logo;
  const struct theme *t = site->theme;
  str *names = NEW(ds->perm, str, t->static_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < t->static_count; i++) {
    if (image_is_named(t->statics[i].path)) {
      names[count++] = t->statics[i].path;
    }
  }
  bool found = logo.n == 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    found = found || str_eq(names[i], logo);
  }
  if (!found) {
    span at = ynode_span(site->config.doc, site->config.logo_node);
    struct diag *d = diag_add(ds, D_LOGO, at, logo);
    diag_suggest(ds, d, logo, names, count);
  }
}
