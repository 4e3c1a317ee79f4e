#include "model/glossary.h"

#include "core/slug.h"
#include "core/sort.h"

struct reader {
  struct fields_reader fields;
  struct terms *terms;
};

struct raw_term {
  str term, text, guide;
  struct texts also;
};

static const struct field term_keys[] = {
    {STR_INIT("term"), FIELD_TEXT, offsetof(struct raw_term, term), true},
    {STR_INIT("also"), FIELD_TEXTS, offsetof(struct raw_term, also), false},
    {STR_INIT("short"), FIELD_TEXT, offsetof(struct raw_term, text), true},
    {STR_INIT("guide"), FIELD_TEXT, offsetof(struct raw_term, guide), false},
};

/* "a form of more than", 100, "bytes" */
static void refuse_size(const struct reader *r, uint32_t node, str what, int64_t max, str unit) {
  const struct fields_reader *f = &r->fields;
  struct diag *d = diag_add(f->diags, D_TERM_LIMIT, ynode_span(f->doc, node), STR(""));
  buf detail = buf_new(f->perm, what.n + unit.n + 24);
  buf_str(&detail, what);
  buf_byte(&detail, ' ');
  buf_int(&detail, max);
  buf_byte(&detail, ' ');
  buf_str(&detail, unit);
  diag_detail(f->diags, d, buf_text(&detail));
}

/* Makes a form of a term findable, if it is one. */
static void add_form(const struct reader *r, int32_t term, uint32_t node) {
  const struct fields_reader *f = &r->fields;
  str form = str_trim(ynode_text(f->doc, node));
  if (form.n > TERM_NAME_MAX) {
    refuse_size(r, node, STR("a form of more than"), TERM_NAME_MAX, STR("bytes"));
    r->terms->items[term].faulty = true;
    return;
  }
  if (!terms_is_word(form, 0)) {
    fields_refuse(f, D_FIELD_VALUE, node, STR("A term begins with a letter or a digit."));
    r->terms->items[term].faulty = true;
    return;
  }
  int32_t holder = terms_add(r->terms, f->perm, form, term);
  if (holder != term) {
    struct diag *d = diag_add(f->diags, D_TERM_TWICE, ynode_span(f->doc, node), form);
    diag_note(f->diags, d, ynode_span(f->doc, r->terms->items[holder].node),
              STR("the other one is here"));
    r->terms->items[term].faulty = true;
  }
}

/* "term:rag": a number makes it the term's own. */
static str anchor_of(const struct reader *r, str name, int32_t term) {
  arena *perm = r->fields.perm;
  buf slug = buf_new(perm, TERM_NAME_MAX);
  slug_write(&slug, name, TERM_NAME_MAX);
  str stem = arena_join(perm, STR("term:"), buf_text(&slug));
  str id = stem;
  for (int64_t n = 2; map_add(&r->terms->by_id, perm, id, term) != term; n++) {
    buf numbered = buf_new(perm, stem.n + 12);
    buf_str(&numbered, stem);
    buf_byte(&numbered, '-');
    buf_int(&numbered, n);
    id = buf_text(&numbered);
  }
  return id;
}

static void add_term(const struct reader *r, uint32_t node) {
  const struct fields_reader *f = &r->fields;
  struct raw_term raw = {.term = STR("")};
  if (!fields_read(f, node, term_keys, sizeof term_keys / sizeof *term_keys, &raw)) {
    fields_refuse(f, D_FIELD_TYPE, node, STR("Write `- term: …` and below it `short: …`."));
    return;
  }
  if (raw.term.n == 0 || raw.text.n == 0) {
    return; /* it was told */
  }
  if (raw.text.n > TERM_TEXT_MAX) {
    refuse_size(r, ynode_get(f->doc, node, STR("short"), NULL), STR("a definition of more than"),
                TERM_TEXT_MAX, STR("bytes"));
  }
  if (raw.also.count > TERM_FORMS_MAX) {
    refuse_size(r, ynode_get(f->doc, node, STR("also"), NULL), STR("more than"), TERM_FORMS_MAX,
                STR("other forms"));
  }
  struct terms *t = r->terms;
  int32_t index = (int32_t)t->count;
  uint32_t at = ynode_get(f->doc, node, STR("term"), NULL);
  if (map_add(&t->by_name, f->perm, raw.term, index) != index) {
    struct diag *d = diag_add(f->diags, D_TERM_TWICE, ynode_span(f->doc, at), raw.term);
    diag_note(f->diags, d, ynode_span(f->doc, t->items[map_get(&t->by_name, raw.term)].node),
              STR("the other one is here"));
    return;
  }
  t->items[t->count++] = (struct term){
      .name = raw.term,
      .text = raw.text,
      .id = anchor_of(r, raw.term, index),
      .guide = raw.guide,
      .node = at,
      .guide_node = raw.guide.n > 0 ? ynode_get(f->doc, node, STR("guide"), NULL) : Y_NONE,
  };
  add_form(r, index, at);
  for (ptrdiff_t i = 0; i < raw.also.count && i < TERM_FORMS_MAX; i++) {
    add_form(r, index, raw.also.nodes[i]);
  }
}

/* As a reader looks a word up: without regard to capitals. */
static int by_name(const void *a, const void *b, void *ctx) {
  const struct terms *t = ctx;
  str x = t->items[*(const int32_t *)a].name;
  str y = t->items[*(const int32_t *)b].name;
  for (ptrdiff_t i = 0; i < x.n && i < y.n; i++) {
    int order = (unsigned char)byte_lower(x.s[i]) - (unsigned char)byte_lower(y.s[i]);
    if (order != 0) {
      return order;
    }
  }
  return x.n != y.n ? (x.n < y.n ? -1 : 1) : 0;
}

void glossary_read(struct content *c, struct diags *ds, arena *perm) {
  const struct ydoc *doc = &c->glossary;
  struct reader r = {{.doc = doc, .diags = ds, .perm = perm}, &c->terms};
  c->terms = (struct terms){.items = NULL};
  if (doc->count <= Y_ROOT) {
    return;
  }
  if (doc->nodes[Y_ROOT].kind != Y_LIST) {
    fields_refuse(&r.fields, D_FIELD_TYPE, Y_ROOT,
                  STR("Write a list: `- term: …` and below it `short: …`."));
    return;
  }
  ptrdiff_t count = ynode_count(doc, Y_ROOT);
  c->terms.items = NEW(perm, struct term, count > TERMS_MAX ? TERMS_MAX : count);
  for (uint32_t k = doc->nodes[Y_ROOT].child; k != Y_NONE; k = doc->nodes[k].next) {
    if (c->terms.count == TERMS_MAX) {
      refuse_size(&r, k, STR("more than"), TERMS_MAX, STR("terms"));
      break;
    }
    add_term(&r, k);
  }
  c->terms.sorted = NEW(perm, int32_t, c->terms.count);
  for (int32_t i = 0; i < c->terms.count; i++) {
    c->terms.sorted[i] = i;
  }
  sort_items(c->terms.sorted, c->terms.count, (ptrdiff_t)sizeof(int32_t), by_name, &c->terms,
             *perm);
}

/* --- its page, and who uses it --- */

void glossary_find_page(struct site *site) {
  site->glossary = NONE;
  for (int32_t i = 0; i < site->guide_count && site->glossary == NONE; i++) {
    const struct guide *g = &site->guides[i];
    for (uint32_t k = 0; k < g->view->head->refs && !g->draft; k++) {
      if (g->view->refs[k].kind == REF_ENTRY) {
        site->glossary = i;
        break;
      }
    }
  }
}

static int32_t known(int32_t index) {
  return index == MAP_NONE ? NONE : index;
}

int32_t glossary_term(const struct site *site, str name) {
  return known(map_get(&site->content->terms.by_name, name));
}

int32_t glossary_term_at(const struct site *site, str id) {
  return known(map_get(&site->content->terms.by_id, id));
}

/* The heading that a place of a page stands below, as far as one can tell. */
static str heading_above(const struct guide *g, const struct page_ref *ref) {
  str id = STR("");
  for (uint32_t i = 0; i < g->view->head->headings; i++) {
    const struct page_heading *h = &g->view->headings[i];
    if (h->part == ref->part && h->beg <= ref->beg) {
      id = h->title != 0 ? STR("") : page_text(g->view, h->id);
    }
  }
  return id;
}

static void add_uses(struct site *site, int32_t guide, arena *perm) {
  const struct guide *g = &site->guides[guide];
  for (uint32_t k = 0; k < g->view->head->refs; k++) {
    const struct page_ref *ref = &g->view->refs[k];
    int32_t term =
        ref->kind == REF_TERM ? glossary_term(site, page_text(g->view, ref->target)) : NONE;
    if (term == NONE) {
      continue;
    }
    struct glossary_entry *e = &site->entries[term];
    e->used = true;
    if (!g->draft && guide != site->glossary && e->use_count < GLOSSARY_USES_MAX) {
      *GROW(perm, e->uses, e->use_count, e->use_cap) =
          (struct glossary_use){guide, heading_above(g, ref)};
    } else {
      e->more = e->more || (!g->draft && guide != site->glossary);
    }
  }
}

void glossary_build(struct site *site, arena *perm) {
  const struct terms *t = &site->content->terms;
  site->entries = NEW(perm, struct glossary_entry, t->count);
  for (int32_t i = 0; i < site->guide_count; i++) {
    add_uses(site, i, perm);
  }
  for (ptrdiff_t i = 0; i < t->count; i++) {
    struct glossary_entry *e = &site->entries[i];
    str path = t->items[i].guide;
    e->anchor = STR("");
    (void)str_cut(path, '#', &path, &e->anchor);
    e->path = path;
    int32_t guide = known(map_get(&site->guide_by_path, path));
    e->guide = guide != NONE && !site->guides[guide].draft ? guide : NONE;
  }
}
