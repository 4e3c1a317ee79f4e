#include "load/md_address.h"
#include "load/md_hole.h"
#include "load/md_inline.h"
#include "load/md_literal.h"
#include "load/md_note.h"
#include "load/md_term.h"

enum {
  LABEL_MAX = 256,      /* bytes of a footnote's or reference's label; more is prose */
  SUGGESTIONS_MAX = 20, /* undefined footnotes that get a hint of their own */
  CANDIDATES_MAX = 64   /* names that such a hint is looked for in */
};

/* One text node while it is written. */
struct writing {
  struct md *md;
  cmark_node *node;
  str text;
  ptrdiff_t written;
  struct md_reading reading;
  struct md_reading figures; /* likewise, of the search for figures written out */
  ptrdiff_t open;            /* the last unescaped '[', or -1 */
  ptrdiff_t open_place;      /* in the block's text */
};

static void write_to(struct writing *w, ptrdiff_t end) {
  struct md_part part = {w->node, w->text, w->written, end};
  md_literals_find(w->md, &part, &w->figures);
  html_text(&w->md->html, str_sub(w->text, w->written, end));
  w->written = end;
}

static bool is_escaped(const struct writing *w, ptrdiff_t place) {
  str text = w->md->place.block.text;
  return place >= 0 && place < text.n && text.s[place] == '\\';
}

static bool is_label_byte(char c) {
  return (unsigned char)c > ' ' && c != '[' && c != ']';
}

/* Where the label that begins at `at` ends with a ']', or -1. */
static ptrdiff_t label_end(str text, ptrdiff_t at) {
  ptrdiff_t end = at;
  while (end < text.n && end - at <= LABEL_MAX && is_label_byte(text.s[end])) {
    end++;
  }
  return end > at && end < text.n && text.s[end] == ']' ? end : -1;
}

static void suggest_footnote(struct md *md, struct diag *d, str label) {
  str *names = NEW(md->work, str, CANDIDATES_MAX);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < md->scan.definition_count && count < CANDIDATES_MAX; i++) {
    names[count++] = md->scan.definitions[i].label;
  }
  for (ptrdiff_t i = 0; i < md->sources.count && count < CANDIDATES_MAX; i++) {
    names[count++] = md->sources.items[i].id;
  }
  diag_suggest(md->diags, d, label, names, count);
}

/* "[^label]" that the library left in the text: a source, or nothing that exists. */
static ptrdiff_t write_footnote(struct writing *w, ptrdiff_t at, ptrdiff_t place) {
  struct md *md = w->md;
  ptrdiff_t close = label_end(w->text, at + 2);
  if (close < 0) {
    return at + 1;
  }
  str label = str_sub(w->text, at + 2, close);
  int32_t source = map_get(&md->sources.by_id, label);
  if (source != MAP_NONE) {
    write_to(w, at);
    w->written = close + 1;
    md_source_cite(md, source);
    return close + 1;
  }
  struct md_range range = {place, md_read_to(&md->place, &w->reading, close + 1)};
  struct diag *d = diag_add(md->diags, D_MD_FOOTNOTE_UNDEFINED, md_span(&md->place, range),
                            str_sub(w->text, at, close + 1));
  if (md->suggestions < SUGGESTIONS_MAX) {
    md->suggestions++;
    suggest_footnote(md, d, label);
  }
  return close + 1;
}

static ptrdiff_t at_open(struct writing *w, ptrdiff_t at) {
  ptrdiff_t place = md_read_to(&w->md->place, &w->reading, at);
  if (is_escaped(w, place)) {
    return at + 1;
  }
  if (at + 1 < w->text.n && w->text.s[at + 1] == '^') {
    return write_footnote(w, at, place);
  }
  w->open = at;
  w->open_place = place;
  return at + 1;
}

/*
 * "[text][label]" is a reference without a definition. Behind a letter it is
 * more likely an index, as in a[i][j].
 */
static ptrdiff_t at_close(struct writing *w, ptrdiff_t at) {
  str s = w->text;
  ptrdiff_t open = w->open;
  w->open = -1;
  bool full = open >= 0 && at > open + 1 && at + 2 < s.n && s.s[at + 1] == '[';
  char before = full && open > 0 ? s.s[open - 1] : ' ';
  bool index = byte_is_alpha(before) || byte_is_digit(before) || before == ']' || before == '_';
  if (!full || index || s.s[at + 2] == '^') {
    return at + 1;
  }
  ptrdiff_t close = at + 2;
  while (close < s.n && close - at <= LABEL_MAX && s.s[close] != ']' && s.s[close] != '[') {
    close++;
  }
  if (close >= s.n || s.s[close] != ']' || close == at + 2) {
    return at + 1;
  }
  struct md *md = w->md;
  ptrdiff_t second = md_read_to(&md->place, &w->reading, at + 1);
  if (is_escaped(w, second)) {
    return at + 1;
  }
  struct md_range range = {w->open_place, md_read_to(&md->place, &w->reading, close + 1)};
  (void)diag_add(md->diags, D_MD_REFERENCE_UNDEFINED, md_span(&md->place, range),
                 str_sub(s, at + 2, close));
  return close + 1;
}

/* A ':' or '.' may be part of an address that is written out. */
static ptrdiff_t at_address(struct writing *w, ptrdiff_t at) {
  struct md *md = w->md;
  struct md_literal_link link;
  if (md->links > 0 || !md_link_in_text(w->text, at, w->written, &link)) {
    return at + 1;
  }
  write_to(w, link.beg);
  str text = str_sub(w->text, link.beg, link.end);
  str url = link.bare ? arena_join(md->work, STR("http://"), text) : text;
  ptrdiff_t beg = md_read_to(&md->place, &w->reading, link.beg);
  struct md_range range = {beg, md_read_to(&md->place, &w->reading, link.end)};
  span place = md_span(&md->place, range);
  (void)md_ref_add(md, (struct md_ref){REF_WEB, .target = url, .text = text, .at = place});
  md_web_link_open(md, url, STR(""));
  write_to(w, link.end);
  html_close(&md->html, STR("a"));
  return link.end;
}

/* "{{" opens a hole for a number, unless one of the braces is escaped. */
static ptrdiff_t at_brace(struct writing *w, ptrdiff_t at) {
  struct md *md = w->md;
  struct md_hole hole;
  if (!md_hole_read(md, w->node, &w->reading, at, &hole)) {
    return at + 1;
  }
  if (md_hole_allowed(md, &hole)) {
    write_to(w, at);
    md_hole_write(md, w->node, &hole);
    w->written = hole.last == w->node ? hole.end : w->text.n;
  }
  return hole.last == w->node ? hole.end : w->text.n;
}

/* A word, which may begin a term of the glossary. */
static ptrdiff_t at_word(struct writing *w, ptrdiff_t at) {
  struct md *md = w->md;
  struct md_term_use use;
  if (!md_term_find(md, w->node, w->text, at, &use)) {
    return terms_token(w->text, at);
  }
  bool here = use.last == w->node;
  ptrdiff_t end = here ? use.end : w->text.n;
  write_to(w, at);
  ptrdiff_t beg = md_read_to(&md->place, &w->reading, at);
  struct md_range range = {beg, md_read_to(&md->place, &w->reading, end)};
  md_term_open(md, &use, md_span(&md->place, range));
  write_to(w, end);
  if (here) {
    html_close(&md->html, STR("a"));
  } else {
    md->term.last = use.last;
    md->term.end = use.end;
  }
  return end;
}

/* The end of a term that began in front of this text. */
static void end_term(struct writing *w) {
  struct md_term_state *term = &w->md->term;
  bool here = term->last == w->node;
  write_to(w, here ? term->end : w->text.n);
  if (here) {
    html_close(&w->md->html, STR("a"));
    term->last = NULL;
  }
}

enum { DULL, OPEN, CLOSE, ADDRESS, BRACE };

static const uint8_t kind_of[256] = {
    ['['] = OPEN, [']'] = CLOSE, [':'] = ADDRESS, ['.'] = ADDRESS, ['{'] = BRACE};

static void write_words(struct writing *w) {
  str s = w->text;
  bool terms = w->md->files.in->terms != NULL;
  for (ptrdiff_t at = w->written; at < s.n;) {
    uint8_t kind = kind_of[(unsigned char)s.s[at]];
    if (kind == DULL && terms) {
      at = terms_is_word(s, at) ? at_word(w, at) : terms_token(s, at);
    } else if (kind == DULL) {
      at++;
    } else if (kind == OPEN) {
      at = at_open(w, at);
    } else if (kind == CLOSE) {
      at = at_close(w, at);
    } else if (kind == BRACE) {
      at = at_brace(w, at);
    } else {
      at = at_address(w, at);
    }
  }
  write_to(w, s.n);
}

static uint32_t count_words(str s) {
  uint32_t words = s.n > 0 && (unsigned char)s.s[0] > ' ';
  for (ptrdiff_t i = 1; i < s.n; i++) {
    words += (unsigned char)s.s[i - 1] <= ' ' && (unsigned char)s.s[i] > ' ';
  }
  return words;
}

/* How much of the text is part of a hole that began in front of it. */
static ptrdiff_t skip_hole(struct md *md, cmark_node *node, str literal) {
  struct md_hole_state *hole = &md->hole;
  if (hole->last != node) {
    return hole->last == NULL ? 0 : literal.n;
  }
  hole->last = NULL;
  return hole->end;
}

void md_text_write(struct md *md, cmark_node *node) {
  str literal = md_literal(node);
  struct md_range range = md_pass_text(&md->place, literal);
  struct md_reading reading = {.literal = literal, .at = range.beg};
  struct writing w = {.md = md,
                      .node = node,
                      .text = node == md->cut_node ? str_sub(literal, 0, md->cut) : literal,
                      .reading = reading,
                      .figures = reading,
                      .open = -1};
  w.written = skip_hole(md, node, w.text);
  md->words += count_words(w.text);
  if (md->term.last != NULL) {
    end_term(&w);
  }
  write_words(&w);
}
