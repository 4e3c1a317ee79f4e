#include "render/twin.h"

#include "core/json.h"
#include "core/path.h"
#include "core/sort.h"
#include "render/render.h"

str twin_path(str page, str ending, arena *perm) {
  return arena_join(perm, str_sub(page, 0, page.n - STR(".html").n), ending);
}

/* --- the text of a guide ---------------------------------------------------------- */

/* A piece of the source that reads otherwise in the twin. */
struct change {
  ptrdiff_t beg, end;
  str text;
};

static str target_twin(const struct page_context *p, const struct target *t) {
  str page = STR("");
  switch (t->kind) {
    case TARGET_GUIDE:
      page = p->site->guides[t->index].out;
      break;
    case TARGET_SECTION:
      page = p->site->sections[t->index].out;
      break;
    case TARGET_TOOL:
      page = p->site->tools[t->index].out;
      break;
    case TARGET_ASSET:
      return page_url(p, p->site->content->files[t->index].path);
    case TARGET_NONE:
    case TARGET_SOURCE:
    case TARGET_NUMBER:
    case TARGET_TERM:
      return STR("");
  }
  return page_url(p, twin_path(page, STR(".md"), p->perm));
}

/* A state is for the page that asks: it has no meaning in its twin. */
static str link_text(const struct page_context *p, const struct target *t) {
  str url = target_twin(p, t);
  bool anchor = t->fragment.n > 0 && str_find(t->fragment, '?') < 0;
  if (url.n == 0 || !anchor) {
    return url;
  }
  return arena_join(p->perm, arena_join(p->perm, url, STR("#")), t->fragment);
}

/* The list of the glossary, in place of the line that asks for it. */
static struct change glossary_change(const struct page_context *p, const struct page_ref *r,
                                     str source) {
  const struct terms *t = &p->site->content->terms;
  struct change c = {.beg = r->beg, .end = r->beg};
  while (c.beg > 0 && source.s[c.beg - 1] != '\n') {
    c.beg--;
  }
  while (c.end < source.n && source.s[c.end] != '\n') {
    c.end++;
  }
  buf out = buf_open(p->perm);
  for (ptrdiff_t i = 0; i < t->count; i++) {
    const struct term *term = &t->items[t->sorted[i]];
    buf_str(&out, i == 0 ? STR("- **") : STR("\n- **"));
    buf_str(&out, term->name);
    buf_str(&out, STR("**: "));
    buf_str(&out, term->text);
  }
  c.text = buf_close(&out, p->perm);
  return c;
}

/*
 * False: it stays as it is. The place of a reference is believed only where the source says
 * the same there: what stands between < and >, or holds escapes, stays.
 */
static bool change_of(const struct page_context *p, const struct guide *g, uint32_t ref, str source,
                      struct change *ret) {
  const struct page_ref *r = &g->view->refs[ref];
  const struct target *t = &g->targets[ref];
  str written = str_sub(source, r->beg, r->end);
  *ret = (struct change){.beg = r->beg, .end = r->end};
  if (r->kind == REF_NUMBER && t->kind == TARGET_NUMBER) {
    ptrdiff_t close = str_search(str_sub(source, r->beg, source.n), STR("}}"));
    ret->text = page_number_text(p, &p->site->numbers[t->index]);
    ret->end = r->beg + close + 2; /* it may go on in the next line, where a place ends */
    return str_starts(written, STR("{{")) && close >= 0;
  }
  if (r->kind == REF_ENTRY) { /* the first of them stands for all */
    *ret = glossary_change(p, r, source);
    return ref == 0 || r[-1].kind != REF_ENTRY;
  }
  bool link = r->kind == REF_LINK || r->kind == REF_IMAGE;
  if (link && str_eq(written, page_text(g->view, r->target))) {
    ret->text = link_text(p, t);
    return ret->text.n > 0;
  }
  return false;
}

static int by_place(const void *a, const void *b, void *ctx) {
  (void)ctx;
  const struct change *x = a;
  const struct change *y = b;
  return x->beg < y->beg ? -1 : x->beg > y->beg;
}

void twin_body(const struct page_context *p, const struct guide *g, str source, buf *out) {
  uint32_t refs = g->view->head->refs;
  struct change *changes = NEW(p->perm, struct change, refs + 1);
  ptrdiff_t count = 0;
  for (uint32_t i = 0; i < refs; i++) {
    count += change_of(p, g, i, source, &changes[count]);
  }
  sort_items(changes, count, (ptrdiff_t)sizeof *changes, by_place, NULL, *p->perm);
  ptrdiff_t done = g->view->head->body_beg;
  for (ptrdiff_t i = 0; i < count; i++) {
    if (changes[i].beg >= done) {
      buf_str(out, str_sub(source, done, changes[i].beg));
      buf_str(out, changes[i].text);
      done = changes[i].end;
    }
  }
  buf_str(out, str_trim(str_sub(source, done, source.n)));
  buf_byte(out, '\n');
}

/* --- lists of pages --------------------------------------------------------------- */

static bool is_page(str url) {
  return str_ends(url, STR(".html"));
}

static void add_link(const struct page_context *p, const struct view_link *link, buf *out) {
  bool page = is_page(link->url);
  buf_str(out, STR("- ["));
  buf_str(out, link->text);
  buf_str(out, STR("]("));
  buf_str(out, page ? twin_path(link->url, STR(".md"), p->perm) : link->url);
  buf_str(out, link->description.n > 0 ? STR("): ") : STR(")"));
  buf_str(out, link->description);
  buf_byte(out, '\n');
}

static void add_groups(const struct page_context *p, tmpl_list groups, buf *out) {
  const struct view_group *items = groups.items;
  for (ptrdiff_t i = 0; i < groups.count; i++) {
    const struct view_link *links = items[i].items.items;
    if (items[i].title.n > 0) {
      buf_str(out, STR("\n## "));
      buf_str(out, items[i].title);
      buf_byte(out, '\n');
    }
    buf_byte(out, '\n');
    for (ptrdiff_t k = 0; k < items[i].items.count; k++) {
      add_link(p, &links[k], out);
    }
  }
}

/* --- the whole -------------------------------------------------------------------- */

/* Memory for what is put together while the twin grows in what is left of the arena. */
enum { TWIN_WORK_BYTES = 32 << 20 };

static void member(buf *out, str name, str value) {
  if (value.n > 0) {
    buf_str(out, name);
    json_string(out, value); /* YAML reads such a string in quotes likewise */
    buf_byte(out, '\n');
  }
}

static void add_front(const struct page_context *p, const struct page_card *card, buf *out) {
  str base = p->site->config.base_url;
  buf_str(out, STR("---\n"));
  member(out, STR("title: "), card->title);
  member(out, STR("description: "), card->description);
  member(out, STR("updated: "), card->day);
  bool home = str_eq(p->path, STR("index.html"));
  member(out, STR("url: "), base.n > 0 && !home ? arena_join(p->perm, base, p->path) : base);
  buf_str(out, STR("---\n\n"));
}

static void add_content(const struct page_context *p, const struct output *page, str source,
                        buf *out) {
  const struct site *site = p->site;
  int32_t guide = render_guide_of(site, page);
  if (guide != NONE) {
    twin_body(p, &site->guides[guide], source, out);
  }
  if (page->kind == OUTPUT_SECTION) {
    add_groups(p, page_section_groups(p, page->index), out);
  } else if (page->kind == OUTPUT_HOME) {
    add_groups(p, page_site_groups(p), out);
  } else if (page->kind == OUTPUT_TAGS) {
    add_groups(p, page_tag_groups(p), out);
  }
}

/* Whether the source itself begins with the title. */
static bool has_title(const struct guide *g) {
  return g->view->head->headings > 0 && g->view->headings[0].title != 0;
}

str render_twin(const struct site *site, const struct output *page, str source, str results,
                arena *perm) {
  char *end = perm->end;
  arena work = {end - TWIN_WORK_BYTES, end};
  perm->end = work.at;
  struct page_context p = {.site = site, .path = page->path, .nav = NONE, .perm = &work};
  struct page_card card = {.title = STR("")};
  page_card(site, page, &work, &card);
  int32_t guide = render_guide_of(site, page);
  buf out = buf_open(perm);
  add_front(&p, &card, &out);
  if (guide == NONE || !has_title(&site->guides[guide])) {
    buf_str(&out, STR("# "));
    buf_str(&out, card.title);
    buf_str(&out, STR("\n\n"));
  }
  if (page->kind == OUTPUT_DECISION) {
    twin_decision(&p, &site->decisions[page->index], &out);
  } else if (page->kind == OUTPUT_COST) {
    twin_cost(&p, &site->costs[page->index], results, &out);
  } else {
    add_content(&p, page, source, &out);
  }
  str twin = buf_close(&out, perm);
  perm->end = end;
  return twin;
}

/* --- llms.txt --------------------------------------------------------------------- */

/* An output that is one of a kind of page: the heading that it is listed under. */
static str llms_group(enum output_kind kind) {
  return kind == OUTPUT_DECISION ? STR("Decisions")
         : kind == OUTPUT_COST   ? STR("Cost tables")
                                 : STR("Guides");
}

static void add_file(const struct site *site, str label, str path, buf *out) {
  buf_str(out, STR(" ["));
  buf_str(out, label);
  buf_str(out, STR("]("));
  buf_str(out, site->config.base_url);
  buf_str(out, path);
  buf_byte(out, ')');
}

static void add_listed(const struct site *site, const struct output *o, arena work, buf *out) {
  struct page_card card;
  page_card(site, o, &work, &card);
  buf_byte(out, '-');
  add_file(site, card.title, twin_path(o->path, STR(".md"), &work), out);
  buf_str(out, card.description.n > 0 ? STR(": ") : STR(""));
  buf_str(out, card.description);
  if (o->kind == OUTPUT_DECISION || o->kind == OUTPUT_COST) {
    buf_str(out, STR(" Also as"));
    add_file(site, STR("JSON"), twin_path(o->path, STR(".json"), &work), out);
  }
  if (o->kind == OUTPUT_COST) {
    buf_str(out, STR(" and"));
    add_file(site, STR("CSV"), twin_path(o->path, STR(".csv"), &work), out);
  }
  buf_byte(out, '\n');
}

str render_llms(const struct site *site, arena *perm) {
  static const enum output_kind leaders[] = {OUTPUT_GUIDE, OUTPUT_DECISION, OUTPUT_COST};
  char *end = perm->end;
  arena work = {end - TWIN_WORK_BYTES, end};
  perm->end = work.at;
  buf out = buf_open(perm);
  buf_str(&out, STR("# "));
  buf_str(&out, site->config.title);
  buf_str(&out, site->config.description.n > 0 ? STR("\n\n> ") : STR(""));
  buf_str(&out, site->config.description);
  buf_byte(&out, '\n');
  for (int k = 0; k < 3; k++) {
    str group = llms_group(leaders[k]);
    bool any = false;
    for (ptrdiff_t i = 0; i < site->output_count; i++) {
      const struct output *o = &site->outputs[i];
      struct page_card card;
      arena scratch = work;
      if (!page_card(site, o, &scratch, &card) || !str_eq(llms_group(o->kind), group)) {
        continue;
      }
      buf_str(&out, any ? STR("") : STR("\n## "));
      buf_str(&out, any ? STR("") : group);
      buf_str(&out, any ? STR("") : STR("\n\n"));
      any = true;
      add_listed(site, o, work, &out);
    }
  }
  str text = buf_close(&out, perm);
  perm->end = end;
  return text;
}
