#include "render/card.h"

#include "core/json.h"

static struct page_card guide_card(const struct page_context *p, const struct guide *g) {
  struct page_card card = {.title = g->title, .description = g->description, .day = g->updated};
  if (card.description.n == 0) {
    card.description = page_plain_text(p, g, page_text(g->view, g->view->head->summary));
  }
  return card;
}

bool page_card(const struct site *site, const struct output *o, arena *perm,
               struct page_card *ret_card) {
  struct page_context p = {.site = site, .path = o->path, .nav = NONE, .perm = perm};
  const struct tool *t = NULL;
  switch (o->kind) {
    case OUTPUT_HOME:
      *ret_card = (struct page_card){site->config.title, site->config.description, STR("")};
      if (o->index != NONE) {
        *ret_card = guide_card(&p, &site->guides[o->index]);
      }
      return true;
    case OUTPUT_GUIDE:
      *ret_card = guide_card(&p, &site->guides[o->index]);
      return true;
    case OUTPUT_SECTION: {
      const struct section *s = &site->sections[o->index];
      *ret_card = (struct page_card){.title = s->title};
      if (s->index != NONE) {
        *ret_card = guide_card(&p, &site->guides[s->index]);
      }
      return true;
    }
    case OUTPUT_DECISION:
      t = &site->tools[o->index];
      *ret_card = (struct page_card){t->title, t->description, site->decisions[o->index].version};
      return true;
    case OUTPUT_COST:
      t = &site->tools[site->decision_count + o->index];
      *ret_card = (struct page_card){t->title, t->description, site->costs[o->index].as_of};
      return true;
    case OUTPUT_TAGS:
      *ret_card = (struct page_card){.title = strings_get(&site->strings, STR("tags"))};
      return true;
    case OUTPUT_NOT_FOUND:
    case OUTPUT_REDIRECT:
    case OUTPUT_DATA:
    case OUTPUT_ENGINE:
    case OUTPUT_SEARCH:
    case OUTPUT_TWIN:
    case OUTPUT_JSON:
    case OUTPUT_CSV:
    case OUTPUT_ROWS:
    case OUTPUT_MADE:
    case OUTPUT_ASSET:
    case OUTPUT_STATIC:
      break;
  }
  return false;
}

/* --- JSON-LD ------------------------------------------------------------------ */

/* "https://docs.example.org" of the base_url. */
static str origin(str base_url) {
  ptrdiff_t host = str_search(base_url, STR("://")) + 3;
  ptrdiff_t slash = str_find(str_sub(base_url, host, base_url.n), '/');
  return slash < 0 ? base_url : str_sub(base_url, 0, host + slash);
}

static void member_if(buf *b, str lead, str text) {
  if (text.n > 0) {
    json_member(b, lead, text);
  }
}

/* The home page has the address of the site, as in its canonical link. */
static str crumb_address(const struct page_context *rooted, str url) {
  str base = rooted->site->config.base_url;
  bool home = str_eq(url, page_url(rooted, STR("index.html")));
  return home ? base : arena_join(rooted->perm, origin(base), url);
}

/* Where the page stands: home, the sections above, the page itself. */
static void add_crumbs(buf *b, const struct page_context *p, str title) {
  struct page_context rooted = *p;
  rooted.rooted = true;
  tmpl_list crumbs = page_crumbs(&rooted);
  const struct view_link *links = crumbs.items;
  buf_str(b, STR(",\"breadcrumb\":{\"@type\":\"BreadcrumbList\",\"itemListElement\":["));
  int64_t place = 0;
  for (ptrdiff_t i = 0; i < crumbs.count; i++) {
    if (links[i].url.n == 0) {
      continue; /* a group of the navigation without a page */
    }
    buf_str(b, STR("{\"@type\":\"ListItem\",\"position\":"));
    buf_int(b, ++place);
    json_member(b, STR(",\"name\":"), links[i].text);
    json_member(b, STR(",\"item\":"), crumb_address(&rooted, links[i].url));
    buf_str(b, STR("},"));
  }
  buf_str(b, STR("{\"@type\":\"ListItem\",\"position\":"));
  buf_int(b, ++place);
  json_member(b, STR(",\"name\":"), title);
  buf_str(b, STR("}]}"));
}

/* In a <script> only strings can hold these, and there they have another spelling. */
static void add_escaped(buf *out, str json) {
  for (ptrdiff_t i = 0; i < json.n; i++) {
    char c = json.s[i];
    if (c == '<' || c == '>' || c == '&') {
      buf_str(out, STR("\\u00"));
      buf_hex(out, (uint64_t)c, 2);
    } else {
      buf_byte(out, c);
    }
  }
}

enum { LINKED_DATA_MAX = 64 << 10 }; /* titles and a description: some 1 KB */

tmpl_html page_linked_data(const struct page_context *p, const struct page_card *card,
                           bool article) {
  const struct config *c = &p->site->config;
  bool home = str_eq(p->path, STR("index.html"));
  buf b = buf_new(p->perm, LINKED_DATA_MAX);
  buf_str(&b, STR("{\"@context\":\"https://schema.org\",\"@type\":"));
  buf_str(&b, home ? STR("\"WebSite\"") : article ? STR("\"TechArticle\"") : STR("\"WebPage\""));
  json_member(&b, article ? STR(",\"headline\":") : STR(",\"name\":"), card->title);
  member_if(&b, STR(",\"description\":"), card->description);
  member_if(&b, STR(",\"dateModified\":"), card->day);
  json_member(&b, STR(",\"inLanguage\":"), c->language);
  json_member(&b, STR(",\"url\":"), home ? c->base_url : arena_join(p->perm, c->base_url, p->path));
  if (!home) {
    json_member(&b, STR(",\"isPartOf\":{\"@type\":\"WebSite\",\"name\":"), c->title);
    json_member(&b, STR(",\"url\":"), c->base_url);
    buf_byte(&b, '}');
    buf_str(&b, article ? STR(",\"mainEntityOfPage\":{\"@type\":\"WebPage\"") : STR(""));
    add_crumbs(&b, p, card->title);
    buf_str(&b, article ? STR("}") : STR(""));
  }
  buf_byte(&b, '}');
  if (b.full) {
    return (tmpl_html){STR("")};
  }
  buf out = buf_open(p->perm);
  buf_str(&out, STR("<script type=\"application/ld+json\">"));
  add_escaped(&out, buf_text(&b));
  buf_str(&out, STR("</script>"));
  return (tmpl_html){buf_close(&out, p->perm)};
}
