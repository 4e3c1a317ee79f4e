#include "load/md_place.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "core/utf8.h"

enum {
  EFFORT_PER_BYTE = 16, /* a page is compared about once; more is a sign of a trap */
  ENTITY_MAX = 34,      /* bytes of the longest name of a character, with '&' and ';' */
  LABEL_MAX = 1002,     /* bytes of a reference's label in brackets, by CommonMark */
  ADDRESS_MAX = 8192    /* bytes of "(address title)" that are looked through for its end */
};

static const struct md_range unknown = {-1, -1};

void md_place_init(struct md_place *p, const struct md_scan *scan, arena *work) {
  *p = (struct md_place){.scan = scan, .work = work};
  p->effort = (scan->src.n - scan->body) * EFFORT_PER_BYTE;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static bool is_punct(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

static str trim_end(str s) {
  while (s.n > 0 && byte_is_space(s.s[s.n - 1])) {
    s.n--;
  }
  return s;
}

/* Behind indentation and the markers of quotes. */
static ptrdiff_t quote_end(str line) {
  ptrdiff_t i = 0;
  while (i < line.n && (is_blank(line.s[i]) || line.s[i] == '>')) {
    i++;
  }
  return i;
}

/* --- beginning a block --- */

/* The first line of the block's text, wherever it is, as a span to fall back on. */
static void set_first_line(struct md_place *p) {
  struct md_block *b = &p->block;
  int32_t beg;
  str line = trim_end(md_line(p->scan, b->line, &beg));
  ptrdiff_t from = b->column > 0 && b->column <= line.n ? b->column - 1 : quote_end(line);
  b->beg = beg + (int32_t)from;
  b->end = beg + (int32_t)line.n;
}

static int32_t count_lines(str text) {
  int32_t lines = 0;
  for (ptrdiff_t i = 0; i < text.n; i++) {
    bool pair = text.s[i] == '\r' && i + 1 < text.n && text.s[i + 1] == '\n';
    lines += (text.s[i] == '\n' || text.s[i] == '\r') && !pair;
  }
  return lines;
}

/* The line of a table's first row: the last of the paragraph that became the table. */
static int32_t header_line(cmark_node *table) {
  int32_t lines = count_lines(str_of(cmark_node_get_string_content(table)));
  return cmark_node_get_start_line(table) + (lines > 0 ? lines - 1 : 0);
}

void md_place_block(struct md_place *p, cmark_node *block) {
  cmark_node *from = block;
  int32_t last = cmark_node_get_end_line(block);
  if (cmark_node_get_start_line(block) == 0 && cmark_node_next(block) != NULL) {
    /* The part of a paragraph in front of a table, which has no position itself. */
    from = cmark_node_next(block);
    last = header_line(from);
  }
  p->block = (struct md_block){
      .text = trim_end(str_of(cmark_node_get_string_content(block))),
      .heading = cmark_node_get_type(block) == CMARK_NODE_HEADING,
      .line = cmark_node_get_start_line(from),
      .column = cmark_node_get_start_column(from),
      .last = last,
  };
  set_first_line(p);
}

void md_place_row(struct md_place *p, cmark_node *row) {
  bool header = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
  int32_t number = header ? header_line(cmark_node_parent(row)) : cmark_node_get_start_line(row);
  int32_t beg;
  str line = trim_end(md_line(p->scan, number, &beg));
  int32_t column = header ? 0 : cmark_node_get_start_column(row);
  ptrdiff_t from = column > 0 && column <= line.n ? column - 1 : quote_end(line);
  from += from < line.n && line.s[from] == '|';
  p->row = beg + from;
  p->row_end = beg + line.n;
  p->block = (struct md_block){.cell = true, .beg = (int32_t)p->row, .end = (int32_t)p->row_end};
}

void md_place_cell(struct md_place *p, cmark_node *cell) {
  str src = p->scan->src;
  ptrdiff_t end = p->row;
  while (end < p->row_end && src.s[end] != '|') {
    end += src.s[end] == '\\' && end + 1 < p->row_end && src.s[end + 1] == '|' ? 2 : 1;
  }
  ptrdiff_t beg = p->row;
  while (beg < end && is_blank(src.s[beg])) {
    beg++;
  }
  str written = trim_end(str_sub(src, beg, end));
  p->row = end < p->row_end ? end + 1 : end;
  p->block = (struct md_block){
      .text = str_of(cmark_node_get_string_content(cell)),
      .cell = true,
      .beg = (int32_t)beg,
      .end = (int32_t)(beg + written.n),
  };
}

/* --- from the block's text to the file --- */

static void add_piece(struct md_place *p, ptrdiff_t at, ptrdiff_t source) {
  struct md_block *b = &p->block;
  *GROW(p->work, b->pieces, b->piece_count, b->piece_cap) =
      (struct md_piece){.at = (int32_t)at, .source = (int32_t)source};
}

/* A cell's text is what is written, less a backslash before each '|'. */
static bool line_up_cell(struct md_place *p) {
  struct md_block *b = &p->block;
  const char *src = p->scan->src.s;
  ptrdiff_t source = b->beg;
  add_piece(p, 0, source);
  for (ptrdiff_t at = 0; at < b->text.n; at++) {
    if (b->text.s[at] == '|' && source < b->end && src[source] == '\\') {
      source++;
      add_piece(p, at, source);
    }
    if (source >= b->end || src[source] != b->text.s[at]) {
      return false;
    }
    source++;
  }
  return true;
}

/* One line of the block's text from `at` on, without its line end; where the next begins. */
static str text_line(const struct md_block *b, ptrdiff_t at, ptrdiff_t *ret_next) {
  ptrdiff_t end = at;
  while (end < b->text.n && b->text.s[end] != '\n' && b->text.s[end] != '\r') {
    end++;
  }
  bool pair = end + 1 < b->text.n && b->text.s[end] == '\r' && b->text.s[end + 1] == '\n';
  *ret_next = end + (pair ? 2 : 1);
  return trim_end(str_sub(b->text, at, end));
}

/* Whether the block's first line stands in source line `number`; where. */
static bool begins_in(const struct md_place *p, int32_t number, str first, ptrdiff_t *ret_source) {
  const struct md_block *b = &p->block;
  int32_t beg;
  str line = md_line(p->scan, number, &beg);
  ptrdiff_t from = number == b->line && b->column > 0 ? b->column - 1 : quote_end(line);
  str rest = str_sub(line, from, line.n);
  if (b->heading && !str_starts(rest, first)) {
    while (from < line.n && line.s[from] == '#') {
      from++;
    }
    while (from < line.n && is_blank(line.s[from])) {
      from++;
    }
    rest = str_sub(line, from, line.n);
  }
  *ret_source = beg + from;
  return str_starts(rest, first);
}

/*
 * Pairs each line of the block's text with its source line. The library drops
 * reference definitions at its start, so its first line has to be looked for.
 */
static bool line_up_lines(struct md_place *p) {
  struct md_block *b = &p->block;
  ptrdiff_t next;
  ptrdiff_t source;
  str first = text_line(b, 0, &next);
  int32_t number = b->line;
  while (!begins_in(p, number, first, &source)) {
    if (++number > b->last) {
      return false;
    }
  }
  add_piece(p, 0, source);
  for (ptrdiff_t at = next; at < b->text.n; at = next) {
    str wanted = text_line(b, at, &next);
    int32_t beg;
    str line = trim_end(md_line(p->scan, ++number, &beg));
    if (!str_ends(line, wanted)) {
      return false;
    }
    add_piece(p, at, beg + line.n - wanted.n);
  }
  return true;
}

/* The place of an offset: in the last piece that begins at or before it. */
static int32_t source_of(const struct md_block *b, ptrdiff_t at) {
  ptrdiff_t low = 0;
  ptrdiff_t high = b->piece_count;
  while (high - low > 1) {
    ptrdiff_t mid = low + (high - low) / 2;
    if (b->pieces[mid].at <= at) {
      low = mid;
    } else {
      high = mid;
    }
  }
  return b->pieces[low].source + (int32_t)at - b->pieces[low].at;
}

span md_span(struct md_place *p, struct md_range range) {
  struct md_block *b = &p->block;
  if (b->piece_count == 0 && !b->lost) {
    b->lost = b->cell ? !line_up_cell(p) : !line_up_lines(p);
  }
  bool known = !b->lost && range.beg >= 0 && range.beg <= range.end && range.end <= b->text.n;
  if (!known) {
    return (span){.beg = b->beg, .end = b->end};
  }
  int32_t beg = source_of(b, range.beg);
  int32_t end = range.end > range.beg ? source_of(b, range.end - 1) + 1 : beg;
  return (span){.beg = beg, .end = end};
}

/* --- walking the block's text --- */

static char byte_at(const struct md_block *b, ptrdiff_t at) {
  return at < b->text.n ? b->text.s[at] : '\0';
}

/* How many bytes of the literal a character reference such as &amp; stands for; 0: none. */
static ptrdiff_t entity_size(const struct md_block *b, ptrdiff_t at, str rest, ptrdiff_t *ret_end) {
  str name = str_sub(b->text, at, at + ENTITY_MAX);
  ptrdiff_t semicolon = str_find(name, ';');
  if (semicolon < 2 || str_starts(rest, str_sub(name, 0, semicolon + 1))) {
    return 0;
  }
  *ret_end = at + semicolon + 1;
  /* One code point, or two: the one after which the texts go on alike. */
  ptrdiff_t size = 0;
  uint32_t rune;
  for (int i = 0; i < 2; i++) {
    if (!utf8_next(rest, &size, &rune)) {
      return 0;
    }
    char next = byte_at(b, *ret_end);
    bool alike = size == rest.n || rest.s[size] == next || next == '\\' || next == '&';
    if (alike) {
      return size;
    }
  }
  return 0;
}

/* One step of the literal's text and the block's, which escapes some of it. False: unlike. */
static bool step(const struct md_block *b, str literal, ptrdiff_t *read, ptrdiff_t *at) {
  char c = byte_at(b, *at);
  char want = literal.s[*read];
  if (c == '\\' && is_punct(byte_at(b, *at + 1)) && byte_at(b, *at + 1) == want) {
    *at += 2;
    *read += 1;
    return true;
  }
  ptrdiff_t end = 0;
  ptrdiff_t size = c == '&' ? entity_size(b, *at, str_sub(literal, *read, literal.n), &end) : 0;
  if (size > 0) {
    *at = end;
    *read += size;
    return true;
  }
  if (*at >= b->text.n || c != want) {
    return false;
  }
  *at += 1;
  *read += 1;
  return true;
}

/* Where `literal` ends if it stands at `at`, or -1. */
static ptrdiff_t match(struct md_place *p, ptrdiff_t at, str literal) {
  const struct md_block *b = &p->block;
  char last = literal.n > 0 ? literal.s[literal.n - 1] : '\0';
  if (last != '\\' && str_starts(str_sub(b->text, at, b->text.n), literal)) {
    return at + literal.n;
  }
  ptrdiff_t read = 0;
  ptrdiff_t end = at;
  while (read < literal.n) {
    if (!step(b, literal, &read, &end)) {
      p->effort -= end - at;
      return -1;
    }
  }
  return end;
}

/* Moves over markup between nodes. False: there is none. */
static bool skip_markup(struct md_place *p) {
  struct md_block *b = &p->block;
  char c = byte_at(b, b->at);
  bool hard_break = c == '\\' && byte_is_space(byte_at(b, b->at + 1));
  bool markup = c != '\0' && (byte_is_space(c) || str_find(STR("*_~"), c) >= 0);
  b->at += markup || hard_break;
  return markup || hard_break;
}

static struct md_range lose(struct md_place *p) {
  p->block.lost = true;
  return unknown;
}

struct md_range md_pass_text(struct md_place *p, str literal) {
  struct md_block *b = &p->block;
  while (!b->lost && p->effort >= 0) {
    ptrdiff_t end = match(p, b->at, literal);
    if (end >= 0) {
      struct md_range found = {b->at, end};
      b->at = end;
      return found;
    }
    if (!skip_markup(p)) {
      break;
    }
  }
  return lose(p);
}

/* Moves behind markup to where `opening` stands. */
static bool find(struct md_place *p, str opening) {
  struct md_block *b = &p->block;
  while (!b->lost) {
    if (str_starts(str_sub(b->text, b->at, b->text.n), opening)) {
      return true;
    }
    if (!skip_markup(p)) {
      return false;
    }
  }
  return false;
}

static ptrdiff_t run_of(const struct md_block *b, ptrdiff_t at, char c) {
  ptrdiff_t n = 0;
  while (byte_at(b, at + n) == c) {
    n++;
  }
  return n;
}

struct md_range md_pass_code(struct md_place *p) {
  struct md_block *b = &p->block;
  if (!find(p, STR("`"))) {
    return lose(p);
  }
  ptrdiff_t beg = b->at;
  ptrdiff_t ticks = run_of(b, beg, '`');
  ptrdiff_t at = beg + ticks;
  while (at < b->text.n) {
    ptrdiff_t run = run_of(b, at, '`');
    at += run > 0 ? run : 1;
    if (run == ticks) {
      b->at = at;
      return (struct md_range){beg, at};
    }
  }
  return lose(p);
}

struct md_range md_pass_html(struct md_place *p, str literal) {
  if (!find(p, literal)) {
    return lose(p);
  }
  ptrdiff_t beg = p->block.at;
  p->block.at += literal.n;
  return (struct md_range){beg, p->block.at};
}

struct md_range md_pass_note(struct md_place *p) {
  struct md_block *b = &p->block;
  if (!find(p, STR("[^"))) {
    return lose(p);
  }
  ptrdiff_t beg = b->at;
  ptrdiff_t close = str_find(str_sub(b->text, beg, beg + LABEL_MAX), ']');
  if (close < 0) {
    return lose(p);
  }
  b->at = beg + close + 1;
  return (struct md_range){beg, b->at};
}

ptrdiff_t md_pass_open(struct md_place *p) {
  struct md_block *b = &p->block;
  while (!b->lost) {
    char c = byte_at(b, b->at);
    bool image = c == '!' && byte_at(b, b->at + 1) == '[';
    if (c == '[' || c == '<' || image) {
      ptrdiff_t open = b->at;
      b->at += image ? 2 : 1;
      return open;
    }
    if (!skip_markup(p)) {
      break;
    }
  }
  return lose(p).beg;
}

static ptrdiff_t skip_space(const struct md_block *b, ptrdiff_t at) {
  while (byte_at(b, at) != '\0' && byte_is_space(byte_at(b, at))) {
    at++;
  }
  return at;
}

/* The address at `at`, in angle brackets or up to a space or an unmatched bracket. */
static struct md_range address_at(const struct md_block *b, ptrdiff_t at, ptrdiff_t *ret_end) {
  bool angled = byte_at(b, at) == '<';
  ptrdiff_t i = at + angled;
  for (int depth = 0; i < b->text.n; i++) {
    char c = b->text.s[i];
    depth += (c == '(') - (c == ')');
    if (angled ? c == '>' : byte_is_space(c) || depth < 0) {
      break;
    }
    i += c == '\\' && i + 1 < b->text.n && is_punct(b->text.s[i + 1]);
  }
  *ret_end = i + angled;
  return (struct md_range){at + angled, i};
}

/* Behind the title at `at`, if there is one. */
static ptrdiff_t title_end(const struct md_block *b, ptrdiff_t at) {
  char quote = byte_at(b, at);
  if (quote != '"' && quote != '\'' && quote != '(') {
    return at;
  }
  char closing = quote == '(' ? ')' : quote;
  ptrdiff_t i = at + 1;
  while (i < b->text.n && b->text.s[i] != closing) {
    i += b->text.s[i] == '\\' ? 2 : 1;
  }
  return i + 1;
}

/* Reads "(address title)" at `at`. False: something else stands there. */
static bool read_inline(const struct md_block *block, ptrdiff_t at, struct md_range *ret_address,
                        ptrdiff_t *ret_end) {
  struct md_block near = {.text = str_sub(block->text, 0, at + ADDRESS_MAX)};
  const struct md_block *b = &near;
  if (byte_at(b, at) != '(') {
    return false;
  }
  ptrdiff_t end;
  struct md_range address = address_at(b, skip_space(b, at + 1), &end);
  ptrdiff_t close = skip_space(b, title_end(b, skip_space(b, end)));
  if (byte_at(b, close) != ')') {
    return false;
  }
  *ret_address = address;
  *ret_end = close + 1;
  return true;
}

struct md_target md_pass_close(struct md_place *p, ptrdiff_t open) {
  struct md_block *b = &p->block;
  struct md_target none = {unknown, unknown};
  if (open >= 0 && byte_at(b, open) == '<' && find(p, STR(">"))) {
    b->at++;
    return (struct md_target){{open, b->at}, {open + 1, b->at - 1}};
  }
  if (open < 0 || !find(p, STR("]"))) {
    (void)lose(p);
    return none;
  }
  struct md_range address;
  ptrdiff_t end = b->at + 1;
  if (read_inline(b, end, &address, &end)) {
    b->at = end;
    return (struct md_target){{open, end}, address};
  }
  str label = str_sub(b->text, end, end + LABEL_MAX);
  ptrdiff_t close = str_starts(label, STR("[")) ? str_find(label, ']') : -1;
  b->at = close < 0 ? end : end + close + 1;
  return (struct md_target){{open, b->at}, {open, b->at}};
}

ptrdiff_t md_read_to(const struct md_place *p, struct md_reading *r, ptrdiff_t offset) {
  while (r->at >= 0 && r->read < offset) {
    if (!step(&p->block, r->literal, &r->read, &r->at)) {
      r->at = -1;
    }
  }
  return r->at;
}
