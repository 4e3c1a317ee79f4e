#include "check/check.h"

static str *source_ids(const struct site *site, arena *scratch) {
  str *ids = NEW(scratch, str, site->source_count + 1);
  for (ptrdiff_t i = 0; i < site->source_count; i++) {
    ids[i] = site->sources[i].id;
  }
  return ids;
}

void check_citations(const struct site *site, struct diags *ds, arena scratch) {
  if (site->content->sources_faulty) {
    return;
  }
  const str *ids = source_ids(site, &scratch);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    for (ptrdiff_t k = 0; k < g->sources.count; k++) {
      str id = g->sources.items[k];
      if (map_get(&site->source_by_id, id) != MAP_NONE) {
        continue;
      }
      span at = ynode_span(&g->view->front, g->sources.nodes[k]);
      struct diag *d = diag_add(ds, D_SOURCE_UNKNOWN, at, id);
      if (!diag_suggest(ds, d, id, ids, site->source_count)) {
        diag_hint(ds, d, STR("Add it to content/sources.yaml, or correct the id."));
      }
    }
  }
}
