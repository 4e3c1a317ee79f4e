#include "model/strings.h"

/* The language that every text is written in first. */
#define REFERENCE STR("en")

struct strings_reader {
  struct strings *s;
  struct diags *ds;
  arena *perm;
};

/* --- holes ------------------------------------------------------------------- */

/* Takes the next hole off `rest`; an empty name when there is none. */
static bool next_hole(str *rest, str *ret_name) {
  str before;
  *ret_name = STR("");
  return str_cut(*rest, '{', &before, rest) && str_cut(*rest, '}', ret_name, rest);
}

static bool has_hole(str text, str name) {
  str hole;
  while (next_hole(&text, &hole)) {
    if (str_eq(hole, name)) {
      return true;
    }
  }
  return false;
}

/* A hole of the first text that the second lacks; an empty one when there is none. */
static str hole_lost(str of, str in) {
  str hole;
  while (next_hole(&of, &hole)) {
    if (!has_hole(in, hole)) {
      return hole;
    }
  }
  return STR("");
}

static int hole_count(str text) {
  str hole;
  int count = 0;
  while (next_hole(&text, &hole)) {
    count++;
  }
  return count;
}

static bool braces_pair(str text) {
  bool open = false;
  for (ptrdiff_t i = 0; i < text.n; i++) {
    bool opens = text.s[i] == '{';
    bool closes = text.s[i] == '}';
    if ((opens && open) || (closes && !open)) {
      return false;
    }
    open = (open || opens) && !closes;
  }
  return !open;
}

/* Whether a translation has the holes of the English text; a diagnostic when not. */
static bool holes_agree(const struct strings_reader *r, const struct ydoc *doc, uint32_t node,
                        str english) {
  str text = ynode_text(doc, node);
  str lost = hole_lost(english, text);
  str strange = hole_lost(text, english);
  bool once = hole_count(english) == hole_count(text);
  if (lost.n == 0 && strange.n == 0 && once && braces_pair(text)) {
    return true;
  }
  struct diag *d = diag_add(r->ds, D_STRING_HOLE, ynode_span(doc, node), text);
  str hint = arena_join(r->perm, STR("In English it reads “"), english);
  diag_hint(r->ds, d, arena_join(r->perm, hint, STR("”.")));
  return false;
}

/* --- files ------------------------------------------------------------------- */

static void add_english(const struct strings_reader *r, const struct ydoc *doc) {
  struct strings *s = r->s;
  s->items = NEW(r->perm, struct string_entry, doc->count);
  for (uint32_t k = doc->nodes[Y_ROOT].child; k != Y_NONE; k = doc->nodes[k].next) {
    struct string_entry *e = &s->items[s->count];
    *e = (struct string_entry){.key = ynode_text(doc, k),
                               .text = ynode_text(doc, doc->nodes[k].child)};
    map_add(&s->by_key, r->perm, e->key, (int32_t)s->count++);
  }
}

static void refuse_key(const struct strings_reader *r, const struct ydoc *doc, uint32_t key) {
  str *keys = NEW(r->perm, str, r->s->count);
  for (ptrdiff_t i = 0; i < r->s->count; i++) {
    keys[i] = r->s->items[i].key;
  }
  str name = ynode_text(doc, key);
  struct diag *d = diag_add(r->ds, D_STRING_UNKNOWN, ynode_span(doc, key), name);
  if (!diag_suggest(r->ds, d, name, keys, r->s->count)) {
    diag_hint(r->ds, d,
              STR("Take the name of a text in templates/strings/en.yaml of the program."));
  }
}

/* Texts of the site's language over those that are there. */
static void add_texts(const struct strings_reader *r, const struct ydoc *doc, uint32_t map_node) {
  if (doc->count <= Y_ROOT || map_node == Y_NONE) {
    return;
  }
  struct fields_reader fields = {.doc = doc, .diags = r->ds, .perm = r->perm};
  if (doc->nodes[map_node].kind != Y_MAP) {
    fields_refuse(&fields, D_FIELD_TYPE, map_node, STR("Write names and texts: {next: Next}."));
    return;
  }
  for (uint32_t k = doc->nodes[map_node].child; k != Y_NONE; k = doc->nodes[k].next) {
    int32_t i = map_get(&r->s->by_key, ynode_text(doc, k));
    uint32_t value = doc->nodes[k].child;
    if (i == MAP_NONE) {
      refuse_key(r, doc, k);
    } else if (doc->nodes[value].kind != Y_SCALAR || doc->nodes[value].size == 0) {
      fields_refuse(&fields, D_FIELD_TYPE, value, STR("Write a text."));
    } else if (holes_agree(r, doc, value, r->s->items[i].text)) {
      r->s->items[i].text = ynode_text(doc, value);
      r->s->items[i].translated = true;
    }
  }
}

/* --- languages --------------------------------------------------------------- */

static bool same_language(str a, str b) {
  if (a.n != b.n) {
    return false;
  }
  for (ptrdiff_t i = 0; i < a.n; i++) {
    if (byte_lower(a.s[i]) != byte_lower(b.s[i])) {
      return false;
    }
  }
  return true;
}

/* "pt" of "pt-BR", and of "pt". */
static str primary(str language) {
  str rest = language;
  return str_take(&rest, '-');
}

static const struct theme_strings *find(const struct theme *t, str language, bool own) {
  for (ptrdiff_t i = 0; i < t->string_count; i++) {
    if (t->strings[i].own == own && same_language(t->strings[i].language, language)) {
      return &t->strings[i];
    }
  }
  return NULL;
}

/* That of the language itself lies over that of its primary part. */
static bool add_language(const struct strings_reader *r, const struct theme *t, str language,
                         bool own) {
  const struct theme_strings *general = find(t, primary(language), own);
  const struct theme_strings *exact = find(t, language, own);
  if (general != NULL) {
    add_texts(r, &general->doc, Y_ROOT);
  }
  if (exact != NULL && exact != general) {
    add_texts(r, &exact->doc, Y_ROOT);
  }
  return general != NULL || exact != NULL;
}

static void complain_of_language(const struct strings_reader *r, const struct theme *t,
                                 const struct config *c) {
  uint32_t node = ynode_get(c->doc, Y_ROOT, STR("language"), NULL);
  buf hint = buf_open(r->perm);
  buf_str(&hint, STR("Write them in templates/strings/"));
  buf_str(&hint, c->language);
  buf_str(&hint, STR(".yaml beside content/; the program has those of: "));
  for (ptrdiff_t i = 0; i < t->string_count && !t->strings[i].own; i++) {
    buf_str(&hint, i > 0 ? STR(", ") : STR(""));
    buf_str(&hint, t->strings[i].language);
  }
  buf_byte(&hint, '.');
  str said = buf_close(&hint, r->perm);
  struct diag *d = diag_add(r->ds, D_STRING_LANGUAGE, ynode_span(c->doc, node), c->language);
  diag_hint(r->ds, d, said);
}

static void complain_of_gaps(const struct strings_reader *r, span at) {
  enum { GAPS_SHOWN = 8 };
  buf names = buf_open(r->perm);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < r->s->count; i++) {
    if (!r->s->items[i].translated && count++ < GAPS_SHOWN) {
      buf_str(&names, count > 1 ? STR(", ") : STR("Missing are: "));
      buf_str(&names, r->s->items[i].key);
    }
  }
  if (count == 0) {
    return;
  }
  buf_str(&names, count > GAPS_SHOWN ? STR(", …") : STR("."));
  str said = buf_close(&names, r->perm);
  struct diag *d = diag_add(r->ds, D_STRING_MISSING, at, STR(""));
  diag_hint(r->ds, d, said);
}

void strings_build(const struct theme *theme, const struct config *config, struct diags *ds,
                   arena *perm, struct strings *ret_strings) {
  *ret_strings = (struct strings){.items = NULL};
  struct strings_reader r = {.s = ret_strings, .ds = ds, .perm = perm};
  const struct theme_strings *english = find(theme, REFERENCE, false);
  if (english == NULL) {
    return; /* no texts are built in */
  }
  add_english(&r, &english->doc);
  bool known = add_language(&r, theme, config->language, false);
  known |= add_language(&r, theme, config->language, true);
  if (config->strings != Y_NONE) {
    add_texts(&r, config->doc, config->strings);
  }
  const struct theme_strings *own = find(theme, config->language, true);
  if (!known && config->strings == Y_NONE) {
    complain_of_language(&r, theme, config);
  } else if (own != NULL) {
    complain_of_gaps(&r, (span){.file = own->doc.file});
  } else {
    uint32_t node = ynode_get(config->doc, Y_ROOT, STR("language"), NULL);
    complain_of_gaps(&r, node == Y_NONE ? NOWHERE : ynode_span(config->doc, node));
  }
}

str strings_get(const struct strings *s, str key) {
  int32_t i = map_get(&s->by_key, key);
  return i == MAP_NONE ? key : s->items[i].text;
}

str strings_fill(const struct strings *s, str key, const struct string_hole *holes, int count,
                 arena *perm) {
  str text = strings_get(s, key);
  buf out = buf_open(perm);
  str literal;
  while (str_cut(text, '{', &literal, &text)) {
    buf_str(&out, literal);
    str name = str_take(&text, '}');
    for (int i = 0; i < count; i++) {
      if (str_eq(holes[i].name, name)) {
        buf_str(&out, holes[i].text);
      }
    }
  }
  buf_str(&out, text);
  return buf_close(&out, perm);
}
