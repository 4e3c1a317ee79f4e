#include "load/md_term.h"

static const struct terms *terms_of(const struct md *md) {
  return md->files.in->terms;
}

/* Neither in headings and titles of containers nor in links, holes and names of keys. */
static bool may_stand(const struct md *md) {
  bool prose = md->block != NULL && md_mark_of(md->block) == NULL && !md->place.block.heading;
  bool named = md->place.block.cell && md->table.header; /* its cells become buttons */
  return prose && !named && md->links == 0 && md->term.inside == 0 && md->hole.last == NULL &&
         md->term.last == NULL;
}

static bool is_joint(char c) {
  return c == '.' || c == '@' || c == ':';
}

/* Behind a part of an address or a file's name: the "rag" of "me@rag" and "docs.rag". */
static bool is_joined_before(str text, ptrdiff_t at) {
  return at > 1 && is_joint(text.s[at - 1]) && !byte_is_space(text.s[at - 2]);
}

/* In front of one: the "rag" of "rag.py" and "rag://x". */
static bool is_joined_behind(str text, ptrdiff_t at) {
  return at + 1 < text.n && is_joint(text.s[at]) &&
         (terms_is_word(text, at + 1) || text.s[at + 1] == '/');
}

/* The text behind a line end, or NULL. */
static cmark_node *next_line(cmark_node *node) {
  cmark_node *space = cmark_node_next(node);
  cmark_node *next = md_is_type(space, CMARK_NODE_SOFTBREAK) ? cmark_node_next(space) : NULL;
  return md_is_type(next, CMARK_NODE_TEXT) ? next : NULL;
}

/* Reads on, over line ends, as long as some form goes on likewise. */
static bool find_longest(const struct terms *t, cmark_node *node, str text, ptrdiff_t at,
                         struct md_term_use *ret_use) {
  struct terms_search s;
  bool found = false;
  bool more = !is_joined_before(text, at);
  terms_search_begin(&s);
  while (more) {
    int32_t term = -1;
    if (at >= text.n) {
      node = next_line(node);
      text = node == NULL ? STR("") : md_literal(node);
      at = 0;
      more = node != NULL && terms_search_add(t, &s, STR(" "), &term);
      continue;
    }
    ptrdiff_t end = terms_token(text, at);
    more = terms_search_add(t, &s, str_sub(text, at, end), &term);
    if (term >= 0 && !is_joined_behind(text, end)) {
      *ret_use = (struct md_term_use){.term = term, .last = node, .end = end};
      found = true;
    }
    at = end;
  }
  return found;
}

bool md_term_find(struct md *md, cmark_node *node, str text, ptrdiff_t at,
                  struct md_term_use *ret_use) {
  const struct terms *t = terms_of(md);
  if (!may_stand(md) || !find_longest(t, node, text, at, ret_use)) {
    return false;
  }
  if (md->term.used == NULL) {
    md->term.used = NEW(md->work, bool, t->count);
  }
  bool first = !md->term.used[ret_use->term];
  md->term.used[ret_use->term] = true;
  return first;
}

/* The first sentence, which is enough for who only forgot the word. */
static str first_sentence(str text) {
  ptrdiff_t end = str_search(text, STR(". "));
  return end < 0 ? text : str_sub(text, 0, end + 1);
}

void md_term_open(struct md *md, const struct md_term_use *use, span at) {
  const struct term *term = &terms_of(md)->items[use->term];
  struct md_ref ref = {.kind = REF_TERM, .target = term->name, .at = at};
  html_open(&md->html, STR("a"));
  html_attr(&md->html, STR("class"), STR("term"));
  html_attr(&md->html, STR("href"), STR(""));
  (void)md_hole_add(md, HOLE_URL, 1, ref);
  html_attr(&md->html, STR("title"), first_sentence(term->text));
}

void md_terms_write(struct md *md, span at) {
  const struct terms *t = terms_of(md);
  struct html *h = &md->html;
  html_open(h, STR("dl"));
  html_attr(h, STR("class"), STR("glossary"));
  html_text(h, STR("\n"));
  for (ptrdiff_t i = 0; i < t->count; i++) {
    const struct term *term = &t->items[t->sorted[i]];
    html_open(h, STR("dt"));
    html_attr(h, STR("id"), term->id);
    html_text(h, term->name);
    html_close(h, STR("dt"));
    html_text(h, STR("\n"));
    html_element(h, STR("dd"), term->text);
    html_text(h, STR("\n"));
    html_flush(h);
    (void)md_hole_add(md, HOLE_ENTRY, 0,
                      (struct md_ref){.kind = REF_ENTRY, .target = term->name, .at = at});
  }
  html_close(h, STR("dl"));
  html_text(h, STR("\n"));
}
