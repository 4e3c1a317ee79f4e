#include "check/check.h"

#include "core/path.h"

struct link_check {
  const struct site *site;
  struct diags *diags;
  arena scratch;
  const str *paths; /* of all guides and assets, for suggestions */
  ptrdiff_t path_count;
};

static str *all_paths(const struct site *site, arena *scratch, ptrdiff_t *ret_count) {
  str *paths = NEW(scratch, str, site->content->count + 1);
  *ret_count = 0;
  for (ptrdiff_t i = 0; i < site->content->count; i++) {
    if (site->content->files[i].kind != CONTENT_CONFIG) {
      paths[(*ret_count)++] = site->content->files[i].path;
    }
  }
  return paths;
}

/*
 * A file of the same name in another folder, else the path that reads most
 * alike, if its name does too: what they have in common may all be folders.
 */
static ptrdiff_t likely(const struct link_check *c, str path) {
  for (ptrdiff_t i = 0; i < c->path_count; i++) {
    if (str_eq(path_name(c->paths[i]), path_name(path))) {
      return i;
    }
  }
  ptrdiff_t i = str_closest(path, c->paths, c->path_count);
  str name = i < 0 ? STR("") : path_name(c->paths[i]);
  return str_closest(path_name(path), &name, 1) < 0 ? -1 : i;
}

static void hint_file(const struct link_check *c, str base, struct diag *d, str path) {
  arena scratch = c->scratch;
  int32_t file = map_get(&c->site->content->by_path, path);
  if (file != MAP_NONE) {
    bool part = c->site->content->files[file].kind == CONTENT_PART;
    diag_hint(c->diags, d,
              part ? STR("The file is a part of pages, not one itself: link to a page with it.")
                   : STR("The file is there, but only what stands in guides/ is published."));
    return;
  }
  str wanted = path;
  if (str_ends(path, STR(".html"))) { /* the published name in place of the source's */
    wanted = arena_join(&scratch, str_sub(path, 0, path.n - 5), STR(".md"));
  }
  ptrdiff_t i = likely(c, wanted);
  if (i < 0) {
    diag_hint(c->diags, d, STR("Correct the name, or create the file."));
    return;
  }
  str better = path_relative(&scratch, base, c->paths[i]);
  str hint = arena_join(&scratch, STR("Did you mean \""), better);
  diag_hint(c->diags, d, arena_join(&scratch, hint, STR("\"?")));
}

static void hint_anchor(const struct link_check *c, struct diag *d, const struct target *t) {
  arena scratch = c->scratch;
  if (t->kind == TARGET_TOOL) {
    diag_hint(c->diags, d,
              STR("Anchors are #q-ID of a question, #o-ID of an outcome and #t-ID of a limit; "
                  "#scenarios, #breakdown, #inputs, #prices and #sources of a cost table, and "
                  "there #output-ID.ALTERNATIVE, #scenarios-ID.ALTERNATIVE, #input-ID and "
                  "#price-LIST.ROW. A state is #?ID=VALUE."));
    return;
  }
  if (t->kind != TARGET_GUIDE) {
    diag_hint(c->diags, d, STR("The folder has no index.md: its page only lists others."));
    return;
  }
  const struct page_view *v = c->site->guides[t->index].view;
  const struct terms *terms = &c->site->content->terms;
  ptrdiff_t more = t->index == c->site->glossary ? terms->count : 0;
  ptrdiff_t count = (ptrdiff_t)v->head->headings + more;
  str *ids = NEW(&scratch, str, count + 1);
  for (ptrdiff_t i = 0; i < more; i++) {
    ids[v->head->headings + i] = terms->items[i].id;
  }
  for (uint32_t i = 0; i < v->head->headings; i++) {
    ids[i] = page_text(v, v->headings[i].id);
  }
  if (diag_suggest(c->diags, d, t->fragment, ids, count)) {
    return;
  }
  str hint = arena_join(&scratch, STR("The headings are in "), c->site->guides[t->index].path);
  diag_hint(c->diags, d, arena_join(&scratch, hint, STR(".")));
}

static void hint_card(const struct link_check *c, struct diag *d, const struct page_ref *ref,
                      const struct page_view *v) {
  arena scratch = c->scratch;
  str *names = NEW(&scratch, str, c->site->tool_count + 1);
  ptrdiff_t count = 0;
  str wanted = page_text(v, ref->target);
  str folder = str_sub(wanted, 0, str_find(wanted, '/') + 1);
  for (ptrdiff_t i = 0; i < c->site->tool_count; i++) {
    str path = c->site->tools[i].path;
    if (str_starts(path, folder)) {
      names[count++] = str_sub(path, folder.n, str_rfind(path, '.'));
    }
  }
  (void)diag_suggest(c->diags, d, page_text(v, ref->text), names, count);
}

static void report(const struct link_check *c, const struct guide *g, uint32_t k) {
  const struct page_ref *ref = &g->view->refs[k];
  const struct target *t = &g->targets[k];
  span at = guide_ref_span(g, ref);
  bool card = t->fault == D_CARD_UNKNOWN;
  struct diag *d =
      diag_add(c->diags, t->fault, at, page_text(g->view, card ? ref->text : ref->target));
  if (!diag_is_kept(c->diags, d)) {
    return; /* hints look at all files of the site, for each of what may be millions of links */
  }
  if (t->fault == D_LINK_ANCHOR) {
    hint_anchor(c, d, t);
  } else if (t->fault == D_LINK_BROKEN) {
    hint_file(c, guide_ref_base(g, ref), d, t->path);
  } else if (card) {
    hint_card(c, d, ref, g->view);
  }
}

void check_links(const struct site *site, struct diags *ds, arena scratch) {
  struct link_check c = {.site = site, .diags = ds};
  c.paths = all_paths(site, &scratch, &c.path_count);
  c.scratch = scratch;
  for (ptrdiff_t i = 0; i < site->guide_count; i++) {
    const struct guide *g = &site->guides[i];
    for (uint32_t k = 0; k < g->view->head->refs; k++) {
      if (g->targets[k].faulty) {
        report(&c, g, k);
      }
    }
  }
}
