#include "check/check.h"

static str *source_ids(const struct site *site, arena *scratch) {
  str *ids = NEW(scratch, str, site->source_count + 1);
  for (ptrdiff_t i = 0; i < site->source_count; i++) {
    ids[i] = site->sources[i].id;
  }
  return ids;
}

/* The entries that a page or a claim names: each has to stand in sources.yaml. */
struct cited {
  const struct ydoc *doc;
  const struct texts *ids;
};

static void check_ids(const struct site *site, const str *known, struct cited cited,
                      struct diags *ds) {
  for (ptrdiff_t i = 0; i < cited.ids->count; i++) {
    str id = cited.ids->items[i];
    if (map_get(&site->source_by_id, id) != MAP_NONE) {
      continue;
    }
    span at = ynode_span(cited.doc, cited.ids->nodes[i]);
    struct diag *d = diag_add(ds, D_SOURCE_UNKNOWN, at, id);
    if (!diag_suggest(ds, d, id, known, site->source_count)) {
      diag_hint(ds, d, STR("Add it to content/sources.yaml, or correct the id."));
    }
  }
}

void check_citations(const struct site *site, struct diags *ds, arena scratch) {
  if (site->content->sources_faulty) {
    return;
  }
  const str *ids = source_ids(site, &scratch);
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    check_ids(site, ids, (struct cited){&g->view->front, &g->sources}, ds);
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    const struct cost_table *t = &site->costs[i];
    for (ptrdiff_t k = 0; k < t->claim_count; k++) {
      check_ids(site, ids, (struct cited){t->doc, &t->claims[k].cites}, ds);
      check_ids(site, ids, (struct cited){t->doc, &t->claims[k].contradicts}, ds);
    }
  }
}
