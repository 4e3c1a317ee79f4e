#include "load/md_scan.h"

/* What the page has of each so far, and where the scan stands. */
struct counts {
  struct md_scan *scan;
  arena *perm;
  struct diags *ds;
  int32_t pipes;        /* in this line */
  int32_t delimiters;   /* in this block */
  int32_t columns;      /* of the delimiters in this block */
  int32_t cells;        /* in the page; so are the following */
  int32_t declarations; /* <! and <? */
  int32_t images;
  int32_t brackets;
};

static bool refuse(struct counts *c, ptrdiff_t at, str what) {
  span place = {.beg = (int32_t)at, .end = (int32_t)at + 1};
  (void)diag_add(c->ds, D_PAGE_HOSTILE, place, what);
  return false;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static bool is_line_end(str s, ptrdiff_t at) {
  return at >= s.n || s.s[at] == '\n' || s.s[at] == '\r';
}

/* Where the footnote definition that begins at `at` has its text, or `at`. */
static ptrdiff_t definition_end(str s, ptrdiff_t at) {
  if (at + 1 >= s.n || s.s[at] != '[' || s.s[at + 1] != '^') {
    return at;
  }
  ptrdiff_t i = at + 2;
  while (!is_line_end(s, i) && s.s[i] != ']' && !is_blank(s.s[i])) {
    i++;
  }
  bool good = i > at + 2 && i + 1 < s.n && s.s[i] == ']' && s.s[i + 1] == ':';
  return good ? i + 2 : at;
}

/* Where the container marker at `at` ends: '>', a bullet, a number, a footnote; else `at`. */
static ptrdiff_t marker_end(str s, ptrdiff_t at) {
  char c = at < s.n ? s.s[at] : '\n';
  if (c == '>') {
    return at + 1;
  }
  ptrdiff_t i = at;
  if (c == '-' || c == '+' || c == '*') {
    i = at + 1;
  } else if (byte_is_digit(c)) {
    while (i < s.n && i < at + 9 && byte_is_digit(s.s[i])) {
      i++;
    }
    bool closed = i < s.n && (s.s[i] == '.' || s.s[i] == ')');
    i = closed ? i + 1 : at;
  } else {
    return definition_end(s, at);
  }
  bool alone = is_line_end(s, i) || is_blank(s.s[i]);
  return i > at && alone ? i : at;
}

static void define(struct counts *c, ptrdiff_t at, ptrdiff_t end) {
  struct md_scan *scan = c->scan;
  struct md_definition *d =
      GROW(c->perm, scan->definitions, scan->definition_count, scan->definition_cap);
  *d = (struct md_definition){.label = str_sub(scan->src, at + 2, end - 2),
                              .beg = (int32_t)at,
                              .end = (int32_t)end - 1,
                              .line = (int32_t)scan->lines.count};
}

/* Skips indentation and container markers at the line's start. */
static bool scan_prefix(struct counts *c, ptrdiff_t at, ptrdiff_t *ret_at) {
  str s = c->scan->src;
  int32_t columns = 0;
  int32_t markers = 0;
  for (;;) {
    while (at < s.n && is_blank(s.s[at])) {
      columns += s.s[at] == '\t' ? 4 : 1;
      at++;
    }
    if (columns > MD_INDENT_MAX) {
      return refuse(c, at, STR("a line indented by more than 400 columns"));
    }
    ptrdiff_t end = marker_end(s, at);
    if (end == at) {
      *ret_at = at;
      return true;
    }
    if (s.s[at] == '[') {
      define(c, at, end);
    }
    if (++markers > MD_MARKERS_MAX) {
      return refuse(c, at, STR("more than 32 quotes or lists opened in a line"));
    }
    at = end;
  }
}

/* Behind at most one line end and the blanks around it. */
static ptrdiff_t skip_space(str s, ptrdiff_t at) {
  bool broken = false;
  for (; at < s.n; at++) {
    if (is_blank(s.s[at]) || s.s[at] == '\r') {
      continue;
    }
    if (s.s[at] != '\n' || broken) {
      break;
    }
    broken = true;
  }
  return at;
}

/* Whether the title that is quoted at `at` is closed before it becomes too long. */
static bool title_fits(str s, ptrdiff_t at) {
  char quote = at < s.n ? s.s[at] : '\0';
  if (quote != '"' && quote != '\'' && quote != '(') {
    return true;
  }
  char closing = quote == '(' ? ')' : quote;
  ptrdiff_t limit = at + 1 + MD_DESTINATION_MAX;
  for (ptrdiff_t i = at + 1; i < s.n; i++) {
    bool blank_line = s.s[i] == '\n' && skip_space(s, i) < s.n && s.s[skip_space(s, i)] == '\n';
    if ((s.s[i] == closing && s.s[i - 1] != '\\') || blank_line) {
      return true;
    }
    if (i >= limit) {
      return false;
    }
  }
  return true;
}

/* Behind "]:", wherever it stands, might be the address of a reference. */
static bool scan_destination(struct counts *c, ptrdiff_t at) {
  str s = c->scan->src;
  ptrdiff_t beg = skip_space(s, at);
  bool angled = beg < s.n && s.s[beg] == '<';
  ptrdiff_t end = beg;
  while (!is_line_end(s, end) && (angled ? s.s[end] != '>' : !is_blank(s.s[end]))) {
    if (++end - beg > MD_DESTINATION_MAX) {
      return refuse(c, beg, STR("an address of more than 512 bytes in a link reference"));
    }
  }
  if (!title_fits(s, skip_space(s, angled ? end + 1 : end))) {
    return refuse(c, beg, STR("a title of more than 512 bytes in a link reference"));
  }
  return true;
}

enum { DULL, PIPE, BRACKET, CLOSING, ANGLE, BRACE, LINE_END };

static const uint8_t kind_of[256] = {
    ['|'] = PIPE,  ['['] = BRACKET,   [']'] = CLOSING,   ['<'] = ANGLE,
    ['{'] = BRACE, ['\n'] = LINE_END, ['\r'] = LINE_END,
};

/* Counts one byte that is not dull. */
static bool scan_byte(struct counts *c, ptrdiff_t at) {
  str s = c->scan->src;
  char next = at + 1 < s.n ? s.s[at + 1] : '\0';
  switch (kind_of[(unsigned char)s.s[at]]) {
    case PIPE:
      return ++c->pipes <= MD_PIPES_MAX || refuse(c, at, STR("more than 100 '|' in a line"));
    case BRACKET:
      if (at > 0 && s.s[at - 1] == '!' && ++c->images > MD_IMAGES_MAX) {
        return refuse(c, at, STR("more than 1,000 '![' in a page"));
      }
      return ++c->brackets <= MD_BRACKETS_MAX ||
             refuse(c, at, STR("more than 10,000 '[' in a page"));
    case CLOSING:
      return next != ':' || scan_destination(c, at + 2);
    case ANGLE:
      if ((next == '!' || next == '?') && ++c->declarations > MD_DECLARATIONS_MAX) {
        return refuse(c, at, STR("more than 1,000 '<!' and '<?' in a page"));
      }
      return true;
    default:
      c->scan->has_names = c->scan->has_names || next == '#';
      return true;
  }
}

/* The line's text up to its end. */
static bool scan_text(struct counts *c, ptrdiff_t at, ptrdiff_t *ret_end) {
  str s = c->scan->src;
  c->pipes = 0;
  for (;; at++) {
    while (at < s.n && kind_of[(unsigned char)s.s[at]] == DULL) {
      at++;
    }
    if (is_line_end(s, at)) {
      *ret_end = at;
      return true;
    }
    if (!scan_byte(c, at)) {
      return false;
    }
  }
}

/* A line like |:--|, which may turn the lines around it into a table. */
static bool is_delimiter(str line) {
  bool dash = false;
  bool other = false;
  for (ptrdiff_t i = 0; i < line.n; i++) {
    char c = line.s[i];
    dash = dash || c == '-';
    other = other || c == '|' || c == ':';
    if (c != '-' && c != '|' && c != ':' && !is_blank(c)) {
      return false;
    }
  }
  return dash && other;
}

/* What the line between `at` and `end` means for tables. */
static bool scan_table(struct counts *c, ptrdiff_t at, ptrdiff_t end) {
  if (at == end) {
    c->columns = 0;
    c->delimiters = 0;
    return true;
  }
  c->cells += c->columns;
  if (c->cells > MD_CELLS_MAX) {
    return refuse(c, at, STR("more than 20,000 table cells in a page"));
  }
  if (!is_delimiter(str_sub(c->scan->src, at, end))) {
    return true;
  }
  c->columns += c->pipes + 1;
  return ++c->delimiters <= MD_DELIMITERS_MAX ||
         refuse(c, at, STR("more than 3 lines like |---| in a block"));
}

bool md_scan_page(struct md_scan *scan, arena *perm, struct diags *ds) {
  struct counts c = {.scan = scan, .perm = perm, .ds = ds};
  for (ptrdiff_t at = scan->body; at < scan->src.n;) {
    *GROW(perm, scan->lines.beg, scan->lines.count, scan->lines.cap) = (int32_t)at;
    ptrdiff_t text = at;
    ptrdiff_t end = at;
    if (!scan_prefix(&c, at, &text) || !scan_text(&c, text, &end) || !scan_table(&c, text, end)) {
      return false;
    }
    bool pair = end + 1 < scan->src.n && scan->src.s[end] == '\r' && scan->src.s[end + 1] == '\n';
    at = end + (pair ? 2 : 1);
  }
  return true;
}

str md_line(const struct md_scan *scan, int32_t number, int32_t *ret_beg) {
  if (number < 1 || number > scan->lines.count) {
    *ret_beg = (int32_t)scan->src.n;
    return (str){NULL, 0};
  }
  int32_t beg = scan->lines.beg[number - 1];
  ptrdiff_t end = number < scan->lines.count ? scan->lines.beg[number] : scan->src.n;
  while (end > beg && (scan->src.s[end - 1] == '\n' || scan->src.s[end - 1] == '\r')) {
    end--;
  }
  *ret_beg = beg;
  return str_sub(scan->src, beg, end);
}
