#include "render/twin.h"

#include "core/html.h"
#include "core/json.h"
#include "core/path.h"
#include "core/slug.h"
#include "render/render.h"

str twin_path(str page, str ending, arena *perm) {
  return arena_join(perm, str_sub(page, 0, page.n - STR(".html").n), ending);
}

/* --- the text of a guide ---------------------------------------------------------- */

/* The page or file that a link leads to; a place on the page of a tool is there alone. */
static str target_twin(const struct page_context *p, const struct target *t) {
  const struct site *site = p->site;
  switch (t->kind) {
    case TARGET_GUIDE:
      return twin_path(site->guides[t->index].out, STR(".md"), p->perm);
    case TARGET_SECTION:
      return twin_path(site->sections[t->index].out, STR(".md"), p->perm);
    case TARGET_TOOL:
      return t->fragment.n > 0 ? site->tools[t->index].out
                               : twin_path(site->tools[t->index].out, STR(".md"), p->perm);
    case TARGET_ASSET:
      return site->content->files[t->index].path;
    case TARGET_TERM:
      return twin_path(site->guides[site->glossary].out, STR(".md"), p->perm);
    case TARGET_NONE:
    case TARGET_SOURCE:
    case TARGET_NUMBER:
      break;
  }
  return STR("");
}

/* Whether an id is a slug, or one with a number that makes it unique. */
static bool is_made_of(str id, str slug) {
  str rest = str_sub(id, slug.n, id.n);
  bool numbered = rest.n > 1 && rest.s[0] == '-';
  for (ptrdiff_t i = 1; i < rest.n; i++) {
    numbered = numbered && byte_is_digit(rest.s[i]);
  }
  return str_starts(id, slug) && (rest.n == 0 || numbered);
}

/* Twins have no names of headings: what readers of Markdown make of a heading's text. */
static str twin_anchor(const struct page_context *p, const struct target *t) {
  const struct page_view *v = t->kind == TARGET_GUIDE ? p->site->guides[t->index].view : NULL;
  for (uint32_t i = 0; v != NULL && i < v->head->headings; i++) {
    str id = page_text(v, v->headings[i].id);
    if (str_eq(id, t->fragment)) {
      buf slug = buf_new(p->perm, PAGE_ANCHOR_MAX);
      slug_write(&slug, page_text(v, v->headings[i].text), PAGE_ANCHOR_MAX);
      return slug.n == 0 || is_made_of(id, buf_text(&slug)) ? id : buf_text(&slug);
    }
  }
  return t->fragment;
}

static str link_text(const struct page_context *p, const struct target *t, str written) {
  if (t->kind == TARGET_NONE) {
    return written;
  }
  str path = target_twin(p, t);
  bool here = t->kind == TARGET_GUIDE && str_eq(p->site->guides[t->index].out, p->path);
  str url = here && t->fragment.n > 0 ? STR("") : page_url(p, path);
  str anchor = twin_anchor(p, t);
  buf b = buf_new(p->perm, 3 * (url.n + anchor.n) + 1);
  url_escape(&b, url);
  if (anchor.n > 0) {
    buf_byte(&b, '#');
    url_escape(&b, anchor);
  }
  return buf_text(&b);
}

static void add_part(buf *b, str before, str text, str after) {
  if (text.n > 0) {
    buf_str(b, before);
    buf_str(b, text);
    buf_str(b, after);
  }
}

/* Author, [Title](https://...), Publisher, 2026-03-24. */
static str source_text(const struct page_context *p, const struct source_entry *s) {
  buf url = buf_new(p->perm, 3 * s->url.n);
  url_escape(&url, s->url);
  buf b = buf_open(p->perm);
  add_part(&b, STR(""), s->author, STR(", "));
  buf_str(&b, s->url.n > 0 ? STR("[") : STR(""));
  buf_str(&b, s->title);
  add_part(&b, STR("]("), buf_text(&url), STR(")"));
  add_part(&b, STR(", "), s->publisher, STR(""));
  add_part(&b, STR(", "), s->date, STR(""));
  add_part(&b, STR(", "), s->kind, STR(""));
  buf_byte(&b, '.');
  return buf_close(&b, p->perm);
}

/* [Title](../costs/llm.md): what it is about */
static str tool_text(const struct page_context *p, const struct target *t) {
  const struct tool *tool = &p->site->tools[t->index];
  str url = link_text(p, t, STR(""));
  buf b = buf_open(p->perm);
  buf_byte(&b, '[');
  buf_str(&b, tool->title);
  add_part(&b, STR("]("), url, STR(")"));
  add_part(&b, STR(": "), tool->description, STR(""));
  return buf_close(&b, p->perm);
}

static str fill_hole(const struct page_context *p, const struct guide *g,
                     const struct page_hole *hole) {
  if (page_hole_is_word(hole)) {
    return page_word(p, (enum page_word)hole->ref);
  }
  const struct target *t = &g->targets[hole->ref];
  str written = page_text(g->view, g->view->refs[hole->ref].target);
  switch (t->kind) {
    case TARGET_NUMBER:
      return page_number_text(p, &p->site->numbers[t->index]);
    case TARGET_SOURCE:
      return source_text(p, &p->site->sources[t->index]);
    case TARGET_TOOL:
      return hole->kind == HOLE_TOOL ? tool_text(p, t) : link_text(p, t, written);
    case TARGET_NONE:
    case TARGET_GUIDE:
    case TARGET_SECTION:
    case TARGET_ASSET:
    case TARGET_TERM:
      break;
  }
  return link_text(p, t, written);
}

void twin_body(const struct page_context *p, const struct guide *g, str body, buf *out) {
  struct page_body_view v;
  if (!page_body_open(body, &v)) {
    return;
  }
  ptrdiff_t done = 0;
  for (uint32_t i = 0; i < v.twin_hole_count; i++) {
    buf_str(out, str_sub(v.twin, done, v.twin_holes[i].at));
    buf_str(out, fill_hole(p, g, &v.twin_holes[i]));
    done = v.twin_holes[i].at;
  }
  str rest = str_sub(v.twin, done, v.twin.n);
  while (rest.n > 0 && byte_is_space(rest.s[rest.n - 1])) {
    rest.n--;
  }
  buf_str(out, rest);
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

/* The far half of the arena, for what is put together while the twin grows in the near one. */
static arena far_half(const arena *perm) {
  return (arena){perm->at + (perm->end - perm->at) / 2, perm->end};
}

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

static void add_content(const struct page_context *p, const struct output *page, str body,
                        buf *out) {
  const struct site *site = p->site;
  int32_t guide = render_guide_of(site, page);
  if (guide != NONE) {
    twin_body(p, &site->guides[guide], body, out);
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

str render_twin(const struct site *site, const struct output *page, str body, arena *perm) {
  char *end = perm->end;
  arena work = far_half(perm);
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
    twin_cost(&p, &site->costs[page->index], &out);
  } else {
    add_content(&p, page, body, &out);
  }
  str twin = buf_close(&out, perm);
  perm->end = end;
  return twin;
}

/* --- llms.txt --------------------------------------------------------------------- */

/* What an output that is one of a kind of page is listed under. */
static str llms_group(const struct site *site, enum output_kind kind) {
  const struct strings *ui = &site->strings;
  return kind == OUTPUT_DECISION ? strings_get(ui, STR("decisions"))
         : kind == OUTPUT_COST   ? strings_get(ui, STR("cost_tables"))
                                 : strings_get(ui, STR("guides"));
}

static str file_link(const struct site *site, str label, str path, arena *perm) {
  str parts[] = {STR("["), label, STR("]("), site->config.base_url, path, STR(")")};
  str link = STR("");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    link = arena_join(perm, link, parts[i]);
  }
  return link;
}

static void add_listed(const struct site *site, const struct output *o, arena work, buf *out) {
  struct page_card card;
  page_card(site, o, &work, &card);
  buf_str(out, STR("- "));
  buf_str(out, file_link(site, card.title, twin_path(o->path, STR(".md"), &work), &work));
  buf_str(out, card.description.n > 0 ? STR(": ") : STR(""));
  buf_str(out, card.description);
  if (o->kind == OUTPUT_DECISION || o->kind == OUTPUT_COST) {
    str files = file_link(site, STR("JSON"), twin_path(o->path, STR(".json"), &work), &work);
    if (o->kind == OUTPUT_COST) {
      str csv = file_link(site, STR("CSV"), twin_path(o->path, STR(".csv"), &work), &work);
      files = arena_join(&work, arena_join(&work, files, STR(", ")), csv);
    }
    struct string_hole hole = {STR("files"), files};
    buf_byte(out, ' ');
    buf_str(out, strings_fill(&site->strings, STR("also_as"), &hole, 1, &work));
  }
  buf_byte(out, '\n');
}

str render_llms(const struct site *site, arena *perm) {
  static const enum output_kind leaders[] = {OUTPUT_GUIDE, OUTPUT_DECISION, OUTPUT_COST};
  char *end = perm->end;
  arena work = far_half(perm);
  perm->end = work.at;
  buf out = buf_open(perm);
  buf_str(&out, STR("# "));
  buf_str(&out, site->config.title);
  buf_str(&out, site->config.description.n > 0 ? STR("\n\n> ") : STR(""));
  buf_str(&out, site->config.description);
  buf_byte(&out, '\n');
  for (int k = 0; k < 3; k++) {
    str group = llms_group(site, leaders[k]);
    bool any = false;
    for (ptrdiff_t i = 0; i < site->output_count; i++) {
      const struct output *o = &site->outputs[i];
      struct page_card card;
      arena scratch = work;
      if (!page_card(site, o, &scratch, &card) || !str_eq(llms_group(site, o->kind), group)) {
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
