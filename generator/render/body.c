#include "core/html.h"
#include "core/path.h"
#include "render/parts.h"

/* The path of base_url: "https://docs.example.org/llm/" -> "/llm/". */
static str base_path(str base_url) {
  ptrdiff_t scheme = str_search(base_url, STR("://"));
  if (scheme < 0) {
    return STR("/");
  }
  str rest = str_sub(base_url, scheme + 3, base_url.n);
  ptrdiff_t slash = str_find(rest, '/');
  return slash < 0 ? STR("/") : str_sub(rest, slash, rest.n);
}

str page_root(const struct page_context *p) {
  return p->rooted ? base_path(p->site->config.base_url) : path_relative(p->perm, p->path, STR(""));
}

str page_url(const struct page_context *p, str path) {
  return p->rooted ? arena_join(p->perm, page_root(p), path)
                   : path_relative(p->perm, p->path, path);
}

static str target_path(const struct site *site, const struct target *t) {
  switch (t->kind) {
    case TARGET_GUIDE:
      return site->guides[t->index].out;
    case TARGET_SECTION:
      return site->sections[t->index].out;
    case TARGET_TOOL:
      return site->tools[t->index].out;
    case TARGET_ASSET:
      return site->content->files[t->index].path;
    case TARGET_NONE:
    case TARGET_TERM:
      return site->guides[site->glossary].out;
    case TARGET_SOURCE:
    case TARGET_NUMBER:
      break;
  }
  return STR("");
}

/*
 * The address as it stands in href="" or src="". One that leads nowhere, where
 * the site has lowered that check, stays as the author wrote it.
 */
static str url_fill(const struct page_context *p, const struct target *t, str written) {
  str path = target_path(p->site, t);
  bool here = str_eq(path, p->path) && t->fragment.n > 0; /* "#anchor" alone */
  str url = here ? STR("") : page_url(p, path);
  buf raw = buf_open(p->perm);
  url_escape(&raw, t->kind == TARGET_NONE ? written : url);
  if (t->fragment.n > 0) {
    buf_byte(&raw, '#');
    url_escape(&raw, t->fragment);
  }
  str plain = buf_close(&raw, p->perm);
  buf escaped = buf_open(p->perm);
  html_escape_attr(&escaped, plain);
  return buf_close(&escaped, p->perm);
}

static void cite_part(struct html *h, str part) {
  if (part.n > 0) {
    html_text(h, STR(", "));
    html_text(h, part);
  }
}

/* S1: Author, Title, Publisher, 2026-03-24. The title is the link, if there is one. */
static str source_fill(const struct page_context *p, const struct source_entry *s) {
  buf url = buf_new(p->perm, s->url.n * 3);
  url_escape(&url, s->url);
  buf b = buf_open(p->perm);
  struct html h = {.out = &b};
  html_element(&h, STR("b"), s->id);
  html_text(&h, STR(": "));
  if (s->author.n > 0) {
    html_text(&h, s->author);
    html_text(&h, STR(", "));
  }
  html_open(&h, STR("cite"));
  if (s->url.n > 0) {
    html_open(&h, STR("a"));
    html_attr(&h, STR("href"), buf_text(&url));
    html_attr(&h, STR("rel"), STR("noopener"));
  }
  html_text(&h, s->title);
  if (s->url.n > 0) {
    html_close(&h, STR("a"));
  }
  html_close(&h, STR("cite"));
  cite_part(&h, s->publisher);
  cite_part(&h, s->date);
  cite_part(&h, s->kind);
  html_text(&h, STR("."));
  return buf_close(&b, p->perm);
}

/* So that the text below does not jump when the picture comes. */
static str size_fill(const struct page_context *p, const struct target *t) {
  struct image_size size = {0, 0};
  if (t->kind == TARGET_ASSET) {
    size = p->site->content->files[t->index].size;
  }
  if (size.width == 0) {
    return STR("");
  }
  buf b = buf_new(p->perm, 64);
  struct html h = {.out = &b};
  html_attr_int(&h, STR("width"), size.width);
  html_attr_int(&h, STR("height"), size.height);
  return buf_text(&b);
}

static str count_text(const struct page_context *p, str one, str some, ptrdiff_t count) {
  const struct strings *ui = &p->site->strings;
  buf number = buf_new(p->perm, 24);
  buf_int(&number, count);
  struct string_hole hole = {.name = STR("count"), .text = buf_text(&number)};
  return count == 1 ? strings_get(ui, one) : strings_fill(ui, some, &hole, 1, p->perm);
}

/* What a card says besides its title and description: how large a decision is, how old prices. */
static str tool_facts(const struct page_context *p, int32_t tool) {
  const struct site *site = p->site;
  if (tool >= site->decision_count) {
    struct string_hole day = {.name = STR("day"),
                              .text = site->costs[tool - site->decision_count].as_of};
    return strings_fill(&site->strings, STR("prices_of"), &day, 1, p->perm);
  }
  const struct decision *d = &site->decisions[tool];
  str questions = count_text(p, STR("one_question"), STR("some_questions"), d->question_count);
  str outcomes = count_text(p, STR("one_outcome"), STR("some_outcomes"), d->outcome_count);
  return arena_join(p->perm, arena_join(p->perm, questions, STR(", ")), outcomes);
}

static str tool_fill(const struct page_context *p, int32_t tool) {
  const struct tool *t = &p->site->tools[tool];
  buf url = buf_open(p->perm);
  url_escape(&url, page_url(p, t->out));
  str address = buf_close(&url, p->perm);
  str facts = tool_facts(p, tool);
  buf b = buf_open(p->perm);
  struct html h = {.out = &b};
  html_open(&h, STR("ul"));
  html_attr(&h, STR("class"), STR("cards"));
  html_open(&h, STR("li"));
  html_open(&h, STR("p"));
  html_attr(&h, STR("class"), STR("label"));
  html_open(&h, STR("a"));
  html_attr(&h, STR("href"), address);
  html_text(&h, t->title);
  html_close(&h, STR("a"));
  html_close(&h, STR("p"));
  if (t->description.n > 0) {
    html_element(&h, STR("p"), t->description);
  }
  html_element(&h, STR("p"), facts);
  html_close(&h, STR("li"));
  html_close(&h, STR("ul"));
  html_text(&h, STR("\n"));
  return buf_close(&b, p->perm);
}

str page_word(const struct page_context *p, enum page_word word) {
  const struct strings *ui = &p->site->strings;
  switch (word) {
    case WORD_NOTE:
      return strings_get(ui, STR("note"));
    case WORD_TIP:
      return strings_get(ui, STR("tip"));
    case WORD_IMPORTANT:
      return strings_get(ui, STR("important"));
    case WORD_WARNING:
      return strings_get(ui, STR("warning"));
    case WORD_CAUTION:
      return strings_get(ui, STR("caution"));
    case WORD_DANGER:
      return strings_get(ui, STR("danger"));
    case WORD_DETAILS:
      return strings_get(ui, STR("details"));
    case WORD_TASK:
      return strings_get(ui, STR("task"));
    case WORD_SECTION_LINK:
      return strings_get(ui, STR("section_link"));
    case WORD_NOTES:
      return strings_get(ui, STR("notes"));
    case WORD_NOTE_BACK:
      return strings_get(ui, STR("note_back"));
    case WORD_TABLE:
      return strings_get(ui, STR("table"));
    case WORD_TABLE_NUMBER:
      return strings_get(ui, STR("table_number"));
    case WORD_SORTED_UP:
      return strings_get(ui, STR("sorted_up"));
    case WORD_SORTED_DOWN:
      return strings_get(ui, STR("sorted_down"));
    case WORD_COUNT:
      break;
  }
  return STR("");
}

/* What stands before the hole of a text, or behind it; all of one that has none. */
static str word_fill(const struct page_context *p, const struct page_hole *hole) {
  str before;
  str after = STR("");
  str text = page_word(p, (enum page_word)hole->ref);
  if (str_cut(text, '{', &before, &after)) {
    (void)str_take(&after, '}');
  } else {
    before = text;
  }
  buf b = buf_open(p->perm);
  html_escape_attr(&b, hole->kind == HOLE_WORD ? before : after);
  return buf_close(&b, p->perm);
}

static str entry_url(const struct page_context *p, int32_t guide, str anchor) {
  str path = page_url(p, p->site->guides[guide].out);
  buf url = buf_new(p->perm, 3 * (path.n + anchor.n) + 1);
  url_escape(&url, path);
  if (anchor.n > 0) {
    buf_byte(&url, '#');
    url_escape(&url, anchor);
  }
  return buf_text(&url);
}

static void entry_link(const struct page_context *p, struct html *h, int32_t guide, str url) {
  html_open(h, STR("a"));
  html_attr(h, STR("href"), url);
  html_text(h, p->site->guides[guide].title);
  html_close(h, STR("a"));
}

/* Where more is said of a term, and where it is used. */
static str entry_fill(const struct page_context *p, int32_t term) {
  const struct glossary_entry *e = &p->site->entries[term];
  const struct strings *ui = &p->site->strings;
  str more = e->guide == NONE ? STR("") : entry_url(p, e->guide, e->anchor);
  str urls[GLOSSARY_USES_MAX];
  int32_t guides[GLOSSARY_USES_MAX];
  ptrdiff_t count = 0; /* a page that says more is named once */
  for (ptrdiff_t i = 0; i < e->use_count; i++) {
    if (e->uses[i].guide != e->guide) {
      guides[count] = e->uses[i].guide;
      urls[count++] = entry_url(p, e->uses[i].guide, e->uses[i].anchor);
    }
  }
  if (e->guide == NONE && count == 0) {
    return STR("");
  }
  buf b = buf_open(p->perm);
  struct html h = {.out = &b};
  html_open(&h, STR("dd"));
  html_attr(&h, STR("class"), STR("uses"));
  if (e->guide != NONE) {
    html_text(&h, strings_get(ui, STR("term_more")));
    html_text(&h, STR(" "));
    entry_link(p, &h, e->guide, more);
    html_text(&h, count > 0 ? STR(". ") : STR(""));
  }
  for (ptrdiff_t i = 0; i < count; i++) {
    html_text(&h, i > 0 ? STR(", ") : strings_get(ui, STR("term_used")));
    html_text(&h, i > 0 ? STR("") : STR(" "));
    entry_link(p, &h, guides[i], urls[i]);
  }
  html_text(&h, e->more ? STR(", …") : STR(""));
  html_close(&h, STR("dd"));
  html_text(&h, STR("\n"));
  return buf_close(&b, p->perm);
}

static str fill_hole(const struct page_context *p, const struct guide *g,
                     const struct page_hole *hole) {
  if (page_hole_is_word(hole)) {
    return word_fill(p, hole);
  }
  const struct target *t = &g->targets[hole->ref];
  if (hole->kind == HOLE_URL) {
    str written = page_text(g->view, g->view->refs[hole->ref].target);
    return url_fill(p, t, written);
  }
  if (hole->kind == HOLE_SIZE) {
    return size_fill(p, t);
  }
  if (hole->kind == HOLE_ENTRY) {
    return t->kind == TARGET_TERM ? entry_fill(p, t->index) : STR("");
  }
  if (hole->kind == HOLE_TOOL) {
    return t->kind == TARGET_TOOL ? tool_fill(p, t->index) : STR("");
  }
  if (t->kind == TARGET_NUMBER) {
    return page_number_html(p, &p->site->numbers[t->index], hole->kind == HOLE_NUMBER);
  }
  return t->kind == TARGET_SOURCE ? source_fill(p, &p->site->sources[t->index]) : STR("");
}

tmpl_html page_body_html(const struct page_context *p, const struct guide *g, str body) {
  struct page_body_view v;
  if (!page_body_open(body, &v)) {
    return (tmpl_html){STR("")};
  }
  str *fills = NEW(p->perm, str, v.hole_count + 1);
  ptrdiff_t size = v.html.n;
  for (uint32_t i = 0; i < v.hole_count; i++) {
    fills[i] = fill_hole(p, g, &v.holes[i]);
    size += fills[i].n;
  }
  buf out = buf_new(p->perm, size);
  ptrdiff_t done = 0;
  for (uint32_t i = 0; i < v.hole_count; i++) {
    buf_str(&out, str_sub(v.html, done, v.holes[i].at));
    buf_str(&out, fills[i]);
    done = v.holes[i].at;
  }
  buf_str(&out, str_sub(v.html, done, v.html.n));
  return (tmpl_html){buf_text(&out)};
}
