#include <yaml.h>

#include "load/yaml_parts.h"

/* libyaml counts characters; this follows its marks through the bytes. */
struct cursor {
  ptrdiff_t chars;
  ptrdiff_t byte;
};

struct reader {
  struct yaml_input *in;
  struct yaml_tree tree;
  struct cursor cursor;
  ptrdiff_t value_beg; /* the last scalar: errors often have their cause in it */
  ptrdiff_t value_end;
};

span yaml_span(const struct yaml_input *in, ptrdiff_t beg, ptrdiff_t end) {
  return (span){in->file, in->base + (int32_t)beg, in->base + (int32_t)end};
}

struct diag *yaml_fault(struct yaml_input *in, diag_id id, ptrdiff_t beg, ptrdiff_t end) {
  in->failed = true;
  return diag_add(in->ds, id, yaml_span(in, beg, end), (str){0});
}

/* --- positions ------------------------------------------------------------ */

static bool is_inner(str text, ptrdiff_t at) {
  return at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80;
}

/* Marks come nearly in order, so that all conversions together are one walk. */
static ptrdiff_t offset_of(struct reader *r, const yaml_mark_t *mark) {
  str text = r->in->text;
  struct cursor *c = &r->cursor;
  ptrdiff_t want = (ptrdiff_t)mark->index;
  for (; c->chars < want && c->byte < text.n; c->chars++) {
    do {
      c->byte++;
    } while (is_inner(text, c->byte));
  }
  for (; c->chars > want; c->chars--) {
    do {
      c->byte--;
    } while (is_inner(text, c->byte));
  }
  return c->byte;
}

static bool ends_word(char c) {
  return byte_is_space(c) || str_find(STR(",[]{}"), c) >= 0;
}

/* --- what the dialect leaves out ------------------------------------------ */

static ptrdiff_t property_end(str text, ptrdiff_t at) {
  if (str_starts(str_sub(text, at, text.n), STR("!<"))) {
    ptrdiff_t close = str_find(str_sub(text, at, text.n), '>');
    return close < 0 ? text.n : at + close + 1;
  }
  while (at < text.n && !ends_word(text.s[at])) {
    at++;
  }
  return at;
}

/* Anchor and tag stand before the value in either order; `sign` tells which is meant. */
static struct diag *property_fault(struct reader *r, diag_id id, ptrdiff_t at, char sign) {
  str text = r->in->text;
  while (at < text.n && (text.s[at] == '&' || text.s[at] == '!') && text.s[at] != sign) {
    at = yaml_skip(text, property_end(text, at));
  }
  return yaml_fault(r->in, id, at, property_end(text, at));
}

static void properties_check(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag,
                             ptrdiff_t beg) {
  if (anchor) {
    struct diag *d = property_fault(r, D_YAML_ALIAS, beg, '&');
    diag_hint(r->in->ds, d,
              STR("Write the value out where it is needed; text that starts with '&' needs "
                  "quotes."));
  }
  if (tag) {
    struct diag *d = property_fault(r, D_YAML_TAG, beg, '!');
    diag_hint(r->in->ds, d, STR("Remove the tag; text that starts with '!' needs quotes."));
  }
}

/* The code point of an escape, as far as it may be one that YAML does not allow. */
static uint32_t escape_rune(str raw, ptrdiff_t *ret_size) {
  static const str letters = STR_INIT("0abvfexuU");
  static const unsigned char runes[] = {0, 7, 8, 11, 12, 27};
  static const unsigned char digits[] = {2, 4, 8};
  ptrdiff_t letter = str_find(letters, raw.s[1]);
  *ret_size = 2;
  if (letter < 0) {
    return ' ';
  }
  if (letter < (ptrdiff_t)sizeof runes) {
    return runes[letter];
  }
  *ret_size += digits[letter - (ptrdiff_t)sizeof runes];
  uint32_t rune = 0;
  for (ptrdiff_t i = 2; i < *ret_size && i < raw.n; i++) {
    char c = byte_lower(raw.s[i]);
    rune = rune << 4 | (uint32_t)(byte_is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  return rune;
}

/* "\0" and its like bring in what may not stand in the file itself. */
static void escapes_check(struct reader *r, ptrdiff_t beg, ptrdiff_t end) {
  str raw = str_sub(r->in->text, beg, end);
  for (ptrdiff_t at = 0; at + 1 < raw.n; at++) {
    if (raw.s[at] != '\\') {
      continue;
    }
    ptrdiff_t size;
    if (!yaml_allows(escape_rune(str_sub(raw, at, raw.n), &size))) {
      struct diag *d = yaml_fault(r->in, D_YAML_ENCODING, beg + at, beg + at + size);
      diag_hint(r->in->ds, d,
                STR("Remove it; a backslash that is meant as such is written '\\\\'."));
      return;
    }
    at++;
  }
}

static void documents_check(struct reader *r, ptrdiff_t beg, ptrdiff_t end) {
  str text = r->in->text;
  ptrdiff_t at = yaml_skip(text, end);
  if (at == text.n) {
    return;
  }
  str rest = str_sub(text, at, text.n);
  bool is_document = end > beg || str_starts(rest, STR("---")) || str_starts(rest, STR("%"));
  if (is_document) {
    yaml_fault(r->in, D_YAML_DOCUMENTS, at, yaml_line_end(text, at));
  } else {
    yaml_tell(r->in,
              &(struct yaml_trouble){.problem = STR("did not find expected <document start>"),
                                     .at = at,
                                     .value_beg = r->value_beg,
                                     .value_end = r->value_end});
  }
}

/* --- events --------------------------------------------------------------- */

static bool alias_take(struct reader *r, ptrdiff_t beg, ptrdiff_t end) {
  struct diag *d = yaml_fault(r->in, D_YAML_ALIAS, beg, end);
  diag_hint(r->in->ds, d,
            STR("Write the value out where it is needed; text that starts with '*' needs quotes."));
  if (yaml_tree_awaits_key(&r->tree)) {
    yaml_tree_drop_key(&r->tree);
    return true;
  }
  /* It stands for itself, so that its place is not empty. */
  str text = str_sub(r->in->text, beg, end);
  return yaml_tree_scalar(
      &r->tree, &(struct yaml_scalar){.text = text, .beg = beg, .end = end, .is_plain = true});
}

static bool scalar_take(struct reader *r, const yaml_event_t *e, ptrdiff_t beg, ptrdiff_t end) {
  yaml_scalar_style_t style = e->data.scalar.style;
  bool is_block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
  /* libyaml ends a block scalar where the next token starts. */
  while (is_block && end > beg && byte_is_space(r->in->text.s[end - 1])) {
    end--;
  }
  if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
    escapes_check(r, beg, end);
  }
  r->value_beg = beg;
  r->value_end = end;
  return yaml_tree_scalar(&r->tree,
                          &(struct yaml_scalar){.text = {(const char *)e->data.scalar.value,
                                                         (ptrdiff_t)e->data.scalar.length},
                                                .beg = beg,
                                                .end = end,
                                                .is_plain = style == YAML_PLAIN_SCALAR_STYLE});
}

/* False: there is nothing more to read. */
static bool event_take(struct reader *r, const yaml_event_t *e) {
  ptrdiff_t beg = offset_of(r, &e->start_mark);
  ptrdiff_t end = offset_of(r, &e->end_mark);
  switch (e->type) {
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
      return true;
    case YAML_SCALAR_EVENT:
      properties_check(r, e->data.scalar.anchor, e->data.scalar.tag, beg);
      return scalar_take(r, e, beg, end);
    case YAML_SEQUENCE_START_EVENT:
      properties_check(r, e->data.sequence_start.anchor, e->data.sequence_start.tag, beg);
      return yaml_tree_open(&r->tree, Y_LIST, beg, end);
    case YAML_MAPPING_START_EVENT:
      properties_check(r, e->data.mapping_start.anchor, e->data.mapping_start.tag, beg);
      return yaml_tree_open(&r->tree, Y_MAP, beg, end);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      /* Without a bracket the mark is that of the next token. */
      yaml_tree_close(&r->tree, end > beg ? end : 0);
      return true;
    case YAML_ALIAS_EVENT:
      return alias_take(r, beg, end);
    case YAML_DOCUMENT_END_EVENT:
      documents_check(r, beg, end);
      return false;
    case YAML_STREAM_END_EVENT:
    case YAML_NO_EVENT:
    default:
      return false;
  }
}

static void trouble_take(struct reader *r, const yaml_parser_t *parser) {
  if (parser->error == YAML_MEMORY_ERROR) {
    core_oom(r->in->text.n);
  }
  struct yaml_trouble t = {
      .problem = str_of(parser->problem),
      .context = str_of(parser->context),
      .value_beg = r->value_beg,
      .value_end = r->value_end,
  };
  t.at = offset_of(r, &parser->problem_mark);
  t.from = parser->context ? offset_of(r, &parser->context_mark) : t.at;
  yaml_tell(r->in, &t);
}

static void events_read(struct reader *r) {
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) {
    core_oom((ptrdiff_t)sizeof parser);
  }
  str text = r->in->text;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)text.s, (size_t)text.n);
  for (bool more = true; more;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      trouble_take(r, &parser);
      break;
    }
    more = event_take(r, &event);
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
}

bool yaml_parse(str text, span at, struct diags *ds, arena *perm, struct ydoc *ret_doc) {
  struct yaml_input in = {.text = text, .base = at.beg, .file = at.file, .ds = ds};
  struct reader r = {.in = &in, .tree = {.in = &in, .perm = perm}};
  if (yaml_prepare(&in, perm)) {
    events_read(&r);
  }
  *ret_doc = yaml_tree_finish(&r.tree);
  return !in.failed;
}
