#include "render/tmpl_scan.h"

struct scanner {
  str text;
  int32_t file;
  struct diags *ds;
  arena *perm;
  ptrdiff_t at; /* what comes before has been turned into tokens */
  struct tmpl_tokens out;
  ptrdiff_t open[TMPL_NEST_MAX]; /* sections without their end yet, as indexes of tokens */
  int depth;
};

static struct diag *fault(struct scanner *sc, ptrdiff_t beg, ptrdiff_t end, str detail) {
  span at = {sc->file, (int32_t)beg, (int32_t)end};
  struct diag *d = diag_add(sc->ds, D_TMPL_SYNTAX, at, str_sub(sc->text, beg, end));
  diag_detail(sc->ds, d, detail);
  sc->out.is_sound = false;
  return d;
}

static void fault_hint(struct scanner *sc, const struct tmpl_token *tag, str detail, str hint) {
  diag_hint(sc->ds, fault(sc, tag->beg, tag->end, detail), hint);
}

/* --- one tag ---------------------------------------------------------------- */

static bool is_name(str name) {
  for (ptrdiff_t i = 0; i < name.n; i++) {
    char c = name.s[i];
    if (!byte_is_alpha(c) && !byte_is_digit(c) && c != '_' && c != '-' && c != '.') {
      return false;
    }
  }
  bool has_gap =
      str_starts(name, STR(".")) || str_ends(name, STR(".")) || str_search(name, STR("..")) >= 0;
  return name.n > 0 && (!has_gap || str_eq(name, STR(".")));
}

/* What the sigil of a tag makes it; false for one that is not supported. */
static bool tag_of(char sigil, enum tmpl_tag *ret_tag) {
  static const char sigils[] = "&#^/>!:";
  static const enum tmpl_tag tags[] = {TAG_HTML,    TAG_SECTION, TAG_INVERTED, TAG_END,
                                       TAG_PARTIAL, TAG_COMMENT, TAG_PART};
  ptrdiff_t at = str_find(STR(sigils), sigil);
  if (at < 0) {
    return false;
  }
  *ret_tag = tags[at];
  return true;
}

/* `inner` is what stands in a tag whose sigil, if it has one, means nothing here. */
static str hint_of_sigil(str inner) {
  switch (inner.n > 0 ? inner.s[0] : '\0') {
    case '=':
      return STR("Tags are always written with double braces; they cannot be changed.");
    case '<':
    case '$':
      return STR("Blocks and parents are not supported; use partials: {{>name}}.");
    default:
      return STR("A name has letters, digits, '_', '-', and '.' between its parts.");
  }
}

/* Name and kind of the tag `t`, whose bounds are known, from what stands between its braces. */
static bool tag_parse(struct scanner *sc, struct tmpl_token *t, ptrdiff_t beg, ptrdiff_t end) {
  str inner = str_trim(str_sub(sc->text, beg, end));
  bool has_sigil = t->tag == TAG_TEXT && inner.n > 0 && tag_of(inner.s[0], &t->tag);
  t->text = has_sigil ? str_trim(str_sub(inner, 1, inner.n)) : inner;
  t->name_beg = (int32_t)(t->text.s - sc->text.s);
  if (t->tag == TAG_COMMENT || is_name(t->text)) {
    return true;
  }
  str detail = t->text.n ? STR("not a name") : STR("its name is missing");
  fault_hint(sc, t, detail, hint_of_sigil(has_sigil ? STR("") : inner));
  return false;
}

/* Where the tag whose inside starts at `beg` is closed; -1 when it is not, on this line. */
static ptrdiff_t close_find(const struct scanner *sc, ptrdiff_t beg, str close) {
  for (ptrdiff_t at = beg; at < sc->text.n; at++) {
    char c = sc->text.s[at];
    if (c == '\n' || c == '{') {
      return -1;
    }
    if (c == '}' && str_starts(str_sub(sc->text, at, sc->text.n), close)) {
      return at;
    }
  }
  return -1;
}

/* Comments hold anything, over any number of lines. */
static ptrdiff_t comment_close_find(const struct scanner *sc, ptrdiff_t beg) {
  ptrdiff_t length = str_search(str_sub(sc->text, beg, sc->text.n), STR("}}"));
  return length < 0 ? -1 : beg + length;
}

static bool is_comment(const struct scanner *sc, ptrdiff_t inner) {
  while (inner < sc->text.n && (sc->text.s[inner] == ' ' || sc->text.s[inner] == '\t')) {
    inner++;
  }
  return inner < sc->text.n && sc->text.s[inner] == '!';
}

/* An unclosed comment swallows all that follows; any other tag just its braces. */
static bool tag_unclosed(struct scanner *sc, struct tmpl_token *tag, str hint) {
  fault_hint(sc, tag, STR("the tag is not closed"), hint);
  if (is_comment(sc, tag->end)) {
    tag->end = (int32_t)sc->text.n;
  }
  return false;
}

/* Reads the tag at `beg`; false when there was a fault. `ret_tag->end` is where to go on. */
static bool tag_read(struct scanner *sc, ptrdiff_t beg, struct tmpl_token *ret_tag) {
  bool is_triple = str_starts(str_sub(sc->text, beg, sc->text.n), STR("{{{"));
  str close = is_triple ? STR("}}}") : STR("}}");
  ptrdiff_t inner = beg + (is_triple ? 3 : 2);
  ptrdiff_t end = !is_triple && is_comment(sc, inner) ? comment_close_find(sc, inner)
                                                      : close_find(sc, inner, close);
  *ret_tag = (struct tmpl_token){.tag = is_triple ? TAG_HTML : TAG_TEXT,
                                 .beg = (int32_t)beg,
                                 .end = (int32_t)(end < 0 ? inner : end + close.n)};
  if (end < 0) {
    return tag_unclosed(sc, ret_tag,
                        is_triple ? STR("Close it on the same line with }}}.")
                                  : STR("Close it with }}."));
  }
  return tag_parse(sc, ret_tag, inner, end);
}

/* --- lines ------------------------------------------------------------------ */

/* Where the line of the tag `t` begins when only blanks stand before the tag; else -1. */
static ptrdiff_t line_beg(const struct scanner *sc, const struct tmpl_token *t) {
  ptrdiff_t beg = t->beg;
  while (beg > sc->at && (sc->text.s[beg - 1] == ' ' || sc->text.s[beg - 1] == '\t')) {
    beg--;
  }
  return beg == 0 || sc->text.s[beg - 1] == '\n' ? beg : -1;
}

/* Where the next line begins when only blanks stand behind the tag `t`; else -1. */
static ptrdiff_t line_end(const struct scanner *sc, const struct tmpl_token *t) {
  ptrdiff_t end = t->end;
  while (end < sc->text.n && (sc->text.s[end] == ' ' || sc->text.s[end] == '\t')) {
    end++;
  }
  if (str_starts(str_sub(sc->text, end, sc->text.n), STR("\r\n"))) {
    end++;
  }
  return end == sc->text.n ? end : sc->text.s[end] == '\n' ? end + 1 : -1;
}

/* A tag alone on its line takes the line with it; gives where its line begins and ends. */
static bool is_standalone(const struct scanner *sc, const struct tmpl_token *t, ptrdiff_t *ret_beg,
                          ptrdiff_t *ret_end) {
  ptrdiff_t beg = line_beg(sc, t);
  ptrdiff_t end = line_end(sc, t);
  bool is_value = t->tag == TAG_TEXT || t->tag == TAG_HTML || t->tag == TAG_PART;
  if (is_value || beg < 0 || end < 0) {
    return false;
  }
  *ret_beg = beg;
  *ret_end = end;
  return true;
}

/* --- tokens ----------------------------------------------------------------- */

static ptrdiff_t token_add(struct scanner *sc, struct tmpl_token token) {
  *GROW(sc->perm, sc->out.items, sc->out.count, sc->out.cap) = token;
  return sc->out.count - 1;
}

static void literal_add(struct scanner *sc, ptrdiff_t end) {
  if (end > sc->at) {
    token_add(sc, (struct tmpl_token){.tag = TAG_LITERAL,
                                      .beg = (int32_t)sc->at,
                                      .end = (int32_t)end,
                                      .text = str_sub(sc->text, sc->at, end)});
  }
  sc->at = end;
}

static struct tmpl_token *innermost(const struct scanner *sc) {
  return &sc->out.items[sc->open[sc->depth - 1]];
}

static void section_end(struct scanner *sc, struct tmpl_token end) {
  ptrdiff_t opener = sc->open[--sc->depth];
  ptrdiff_t partner = token_add(sc, end);
  sc->out.items[opener].partner = partner;
}

/* Ends the innermost section, whose end tag is missing, at the byte `at`. */
static void section_end_missing(struct scanner *sc, ptrdiff_t at) {
  section_end(sc, (struct tmpl_token){.tag = TAG_END,
                                      .standalone = true,
                                      .beg = (int32_t)at,
                                      .end = (int32_t)at,
                                      .text = innermost(sc)->text});
}

static void section_open(struct scanner *sc, struct tmpl_token tag) {
  if (sc->depth == TMPL_NEST_MAX) {
    struct diag *d = diag_add(sc->ds, D_TMPL_DEPTH, (span){sc->file, tag.beg, tag.end}, tag.text);
    diag_hint(sc->ds, d, STR("Move the inner sections into a partial."));
    sc->out.is_sound = false;
    sc->at = sc->text.n; /* the end tags that follow have no partners */
    while (sc->depth > 0) {
      section_end_missing(sc, sc->text.n);
    }
    return;
  }
  sc->open[sc->depth++] = token_add(sc, tag);
}

/* Is a section of this name open? */
static bool is_open(const struct scanner *sc, str name) {
  for (int i = 0; i < sc->depth; i++) {
    if (str_eq(sc->out.items[sc->open[i]].text, name)) {
      return true;
    }
  }
  return false;
}

static void section_close(struct scanner *sc, struct tmpl_token tag) {
  if (!is_open(sc, tag.text)) {
    struct diag *d = fault(sc, tag.beg, tag.end, STR("no section of this name is open"));
    if (sc->depth > 0) {
      const struct tmpl_token *open = innermost(sc);
      diag_suggest(sc->ds, d, tag.text, &open->text, 1);
      diag_note(sc->ds, d, (span){sc->file, open->beg, open->end},
                STR("this section is open here"));
    }
    return;
  }
  while (!str_eq(innermost(sc)->text, tag.text)) {
    const struct tmpl_token *open = innermost(sc);
    struct diag *d = fault(sc, tag.beg, tag.end, STR("another section has to be closed first"));
    diag_note(sc->ds, d, (span){sc->file, open->beg, open->end}, STR("this section is still open"));
    section_end_missing(sc, tag.beg);
  }
  section_end(sc, tag);
}

static void tag_add(struct scanner *sc, struct tmpl_token tag) {
  ptrdiff_t beg = tag.beg;
  ptrdiff_t end = tag.end;
  tag.standalone = is_standalone(sc, &tag, &beg, &end);
  tag.indent = str_sub(sc->text, beg, tag.beg);
  literal_add(sc, beg);
  sc->at = end;
  if (tag.tag == TAG_SECTION || tag.tag == TAG_INVERTED) {
    section_open(sc, tag);
  } else if (tag.tag == TAG_END) {
    section_close(sc, tag);
  } else if (tag.tag != TAG_COMMENT || !tag.standalone) {
    token_add(sc, tag);
  }
}

struct tmpl_tokens tmpl_scan(const struct tmpl_file *file, struct diags *ds, arena *perm) {
  struct scanner sc = {.text = file->text, .file = file->file, .ds = ds, .perm = perm};
  sc.out.is_sound = true;
  for (ptrdiff_t from = 0; from < sc.text.n;) {
    ptrdiff_t length = str_search(str_sub(sc.text, from, sc.text.n), STR("{{"));
    if (length < 0) {
      break;
    }
    struct tmpl_token tag;
    if (tag_read(&sc, from + length, &tag)) {
      tag_add(&sc, tag);
      from = sc.at;
    } else {
      from = tag.end;
    }
  }
  literal_add(&sc, sc.text.n);
  while (sc.depth > 0) {
    const struct tmpl_token *open = innermost(&sc);
    fault_hint(&sc, open, STR("the section is never closed"),
               STR("Close it with {{/name}}, where name is its own."));
    section_end_missing(&sc, sc.text.n);
  }
  return sc.out;
}
