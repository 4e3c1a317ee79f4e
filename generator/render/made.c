/* Files that programs look for: what there is, what changed, what hosts are to send. */
#include "core/html.h"
#include "core/sort.h"
#include "render/twin.h"

/* Readers of feeds look at the newest; each entry is some 400 bytes. */
enum { FEED_ENTRIES_MAX = 50 };

/* Text of XML 1.0, which has no control characters. */
static void xml_text(buf *out, str text) {
  while (text.n > 0) {
    ptrdiff_t n = 0;
    while (n < text.n && (unsigned char)text.s[n] >= 0x20) {
      n++;
    }
    html_escape_attr(out, str_sub(text, 0, n));
    if (n < text.n) {
      buf_byte(out, ' ');
    }
    text = str_sub(text, n + 1, text.n);
  }
}

static void xml_element(buf *out, str tag, str text) {
  buf_byte(out, '<');
  buf_str(out, tag);
  buf_byte(out, '>');
  xml_text(out, text);
  buf_str(out, STR("</"));
  buf_str(out, tag);
  buf_str(out, STR(">\n"));
}

/* The home page has the address of the site. */
static str page_address(const struct site *site, str path, arena *perm) {
  bool home = str_eq(path, STR("index.html"));
  return arena_join(perm, site->config.base_url, home ? STR("") : path);
}

struct listed_page {
  struct page_card card;
  str url;
};

struct page_list {
  struct listed_page *items;
  ptrdiff_t count;
};

/* All pages, in the order of the outputs. */
static struct page_list list_pages(const struct site *site, arena *perm) {
  struct page_list list = {NEW(perm, struct listed_page, site->output_count + 1), 0};
  for (ptrdiff_t i = 0; i < site->output_count; i++) {
    struct listed_page *page = &list.items[list.count];
    if (page_card(site, &site->outputs[i], perm, &page->card)) {
      page->url = page_address(site, site->outputs[i].path, perm);
      list.count++;
    }
  }
  return list;
}

static str sitemap(const struct site *site, arena *perm) {
  struct page_list list = list_pages(site, perm);
  buf out = buf_open(perm);
  buf_str(&out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
  for (ptrdiff_t i = 0; i < list.count; i++) {
    buf_str(&out, STR("<url>\n"));
    xml_element(&out, STR("loc"), list.items[i].url);
    if (list.items[i].card.day.n > 0) {
      xml_element(&out, STR("lastmod"), list.items[i].card.day);
    }
    buf_str(&out, STR("</url>\n"));
  }
  buf_str(&out, STR("</urlset>\n"));
  return buf_close(&out, perm);
}

/* --- feed --------------------------------------------------------------------- */

/* The newest first, those without a day last; of one day by address. */
static int newest_first(const void *a, const void *b, void *ctx) {
  (void)ctx;
  const struct listed_page *x = a;
  const struct listed_page *y = b;
  int order = str_cmp(y->card.day, x->card.day);
  return order != 0 ? order : str_cmp(x->url, y->url);
}

/* An instant of a day, which is all that content gives: its first one, in UTC. */
static void add_instant(buf *out, str day) {
  buf_str(out, STR("<updated>"));
  buf_str(out, day);
  buf_str(out, STR("T00:00:00Z</updated>\n"));
}

static void add_link(buf *out, str rel, str url) {
  buf_str(out, STR("<link rel=\""));
  buf_str(out, rel);
  buf_str(out, STR("\" href=\""));
  xml_text(out, url);
  buf_str(out, STR("\"/>\n"));
}

static void add_entry(buf *out, const struct listed_page *e) {
  buf_str(out, STR("<entry>\n"));
  xml_element(out, STR("title"), e->card.title);
  xml_element(out, STR("id"), e->url);
  add_link(out, STR("alternate"), e->url);
  add_instant(out, e->card.day);
  if (e->card.description.n > 0) {
    xml_element(out, STR("summary"), e->card.description);
  }
  buf_str(out, STR("</entry>\n"));
}

static str feed(const struct site *site, arena *perm) {
  const struct config *c = &site->config;
  struct page_list list = list_pages(site, perm);
  sort_items(list.items, list.count, (ptrdiff_t)sizeof *list.items, newest_first, NULL, *perm);
  ptrdiff_t count = 0;
  while (count < list.count && count < FEED_ENTRIES_MAX && list.items[count].card.day.n > 0) {
    count++;
  }
  str self = arena_join(perm, c->base_url, STR("feed.xml"));
  buf out = buf_open(perm);
  buf_str(&out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\""));
  xml_text(&out, c->language);
  buf_str(&out, STR("\">\n"));
  xml_element(&out, STR("title"), c->title);
  if (c->description.n > 0) {
    xml_element(&out, STR("subtitle"), c->description);
  }
  xml_element(&out, STR("id"), c->base_url);
  add_link(&out, STR("alternate"), c->base_url);
  add_link(&out, STR("self"), self);
  add_instant(&out, count > 0 ? list.items[0].card.day : STR("1970-01-01"));
  buf_str(&out, STR("<author>\n"));
  xml_element(&out, STR("name"), c->title);
  buf_str(&out, STR("</author>\n"));
  for (ptrdiff_t i = 0; i < count; i++) {
    add_entry(&out, &list.items[i]);
  }
  buf_str(&out, STR("</feed>\n"));
  return buf_close(&out, perm);
}

/* --- hosts -------------------------------------------------------------------- */

static str robots(const struct site *site, arena *perm) {
  buf out = buf_open(perm);
  buf_str(&out, STR("User-agent: *\nAllow: /\nSitemap: "));
  buf_str(&out, site->config.base_url);
  buf_str(&out, STR("sitemap.xml\n"));
  return buf_close(&out, perm);
}

/*
 * The policy of the pages themselves, and what only a header can say. Names of files stay
 * when their bytes change, and a script must not meet the page of another build: caches may
 * keep everything, and have to ask whether it is still the same.
 */
static str headers(const struct site *site, arena *perm) {
  struct page_context p = {.site = site, .path = STR(""), .rooted = true, .perm = perm};
  str root = page_root(&p);
  buf out = buf_open(perm);
  buf_str(&out, root);
  buf_str(&out, STR("*\n"
                    "  Content-Security-Policy: default-src 'none'; script-src 'self' "
                    "'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\n"
                    "  X-Content-Type-Options: nosniff\n"
                    "  Referrer-Policy: no-referrer\n"
                    "  Cross-Origin-Opener-Policy: same-origin\n"
                    "  Cache-Control: no-cache\n"));
  return buf_close(&out, perm);
}

str render_made(const struct site *site, enum made_kind kind, arena *perm) {
  switch (kind) {
    case MADE_SITEMAP:
      return sitemap(site, perm);
    case MADE_FEED:
      return feed(site, perm);
    case MADE_ROBOTS:
      return robots(site, perm);
    case MADE_LLMS:
      return render_llms(site, perm);
    case MADE_HEADERS:
      return headers(site, perm);
  }
  return STR("");
}
