#include "load/md_mark.h"

struct md_mark *md_mark_of(cmark_node *node) {
  bool heading = node != NULL && cmark_node_get_type(node) == CMARK_NODE_HEADING;
  return heading ? cmark_node_get_user_data(node) : NULL;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static bool is_name_byte(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '_';
}

static ptrdiff_t skip_blanks(str s, ptrdiff_t at) {
  while (at < s.n && is_blank(s.s[at])) {
    at++;
  }
  return at;
}

/*
 * Reads a line from its first colon on. False: it is no mark. Behind the name
 * stands nothing, a space, or the title in brackets, as other generators have it.
 */
static bool read_mark(str line, struct md_mark *ret) {
  ptrdiff_t colons = 0;
  while (colons < line.n && line.s[colons] == ':') {
    colons++;
  }
  ptrdiff_t name = skip_blanks(line, colons);
  ptrdiff_t end = name;
  while (end < line.n && is_name_byte(line.s[end])) {
    end++;
  }
  bool counted = colons >= MD_COLONS_MIN && colons <= MD_COLONS_MAX;
  bool named = name < line.n && byte_is_alpha(line.s[name]);
  bool apart = end == line.n || is_blank(line.s[end]) || line.s[end] == '[';
  if (!counted || !apart || (!named && name < line.n)) {
    return false;
  }
  ret->colons = (int32_t)colons;
  ret->name = str_sub(line, name, end);
  ret->rest = str_trim(str_sub(line, end, line.n));
  if (str_starts(ret->rest, STR("[")) && str_find(ret->rest, ']') == ret->rest.n - 1) {
    ret->rest = str_trim(str_sub(ret->rest, 1, ret->rest.n - 1));
  }
  return true;
}

static cmark_node *add_mark(struct md_marks *m, cmark_parser *parser, cmark_node *parent,
                            const struct md_mark *read) {
  const char *src = m->scan->src.s;
  int32_t line;
  (void)md_line(m->scan, cmark_parser_get_line_number(parser), &line);
  bool titled = read->rest.n > 0;
  int column = titled ? (int)(read->rest.s - src) - line + 1 : read->whole.beg - line + 1;
  cmark_node *node = cmark_parser_add_child(parser, parent, CMARK_NODE_HEADING, column);
  struct md_mark *mark = NEW(m->work, struct md_mark, 1);
  *mark = *read;
  mark->node = node;
  mark->title.beg = (int32_t)(titled ? read->rest.s - src : read->whole.end);
  mark->title.end = mark->title.beg + (int32_t)read->rest.n;
  char *title = NEW(m->work, char, read->rest.n + 1);
  for (ptrdiff_t i = 0; i < read->rest.n; i++) {
    title[i] = read->rest.s[i];
  }
  (void)cmark_node_set_string_content(node, title);
  (void)cmark_node_set_user_data(node, mark);
  *GROW(m->work, m->items, m->count, m->cap) = mark;
  return node;
}

/* Asked by the library about each line, where a block may begin. */
static cmark_node *try_mark(cmark_syntax_extension *self, int indented, cmark_parser *parser,
                            cmark_node *parent, unsigned char *input, int len) {
  struct md_marks *m = cmark_syntax_extension_get_private(self);
  int at = cmark_parser_get_first_nonspace(parser);
  if (indented != 0 || at >= len || input[at] != ':') {
    return NULL;
  }
  int32_t beg;
  str line = md_line(m->scan, cmark_parser_get_line_number(parser), &beg);
  struct md_mark mark = {.whole = {.beg = beg + at, .end = beg + (int32_t)line.n}};
  if (!read_mark(str_sub(line, at, line.n), &mark)) {
    return NULL;
  }
  cmark_node *node = add_mark(m, parser, parent, &mark);
  cmark_parser_advance_offset(parser, (const char *)input,
                              len - 1 - cmark_parser_get_offset(parser), 0);
  return node;
}

void md_marks_open(struct md_marks *m, const struct md_scan *scan, arena *work,
                   cmark_parser *parser) {
  *m = (struct md_marks){.scan = scan, .work = work};
  m->extension = cmark_syntax_extension_new("container");
  cmark_syntax_extension_set_open_block_func(m->extension, try_mark);
  cmark_syntax_extension_set_private(m->extension, m, NULL);
  (void)cmark_parser_attach_syntax_extension(parser, m->extension);
}

void md_marks_close(struct md_marks *m) {
  cmark_syntax_extension_free(cmark_get_default_mem_allocator(), m->extension);
  m->extension = NULL;
}
