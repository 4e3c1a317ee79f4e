/* Languages that are read line by line. */
#include "load/highlight_parts.h"

static char byte_at(str s, ptrdiff_t at) {
  return at >= 0 && at < s.n ? s.s[at] : '\n';
}

static ptrdiff_t skip_blanks(str s, ptrdiff_t at) {
  while (byte_at(s, at) == ' ' || byte_at(s, at) == '\t') {
    at++;
  }
  return at;
}

/* --- diff --- */

bool diff_is_head(str line) {
  static const str heads[] = {STR_INIT("+++ "), STR_INIT("--- "), STR_INIT("diff "),
                              STR_INIT("index "), STR_INIT("@@")};
  for (int i = 0; i < 5; i++) {
    if (str_starts(line, heads[i])) {
      return true;
    }
  }
  return false;
}

void highlight_diff(str text, struct tokens *tokens) {
  for (ptrdiff_t at = 0; at < text.n;) {
    ptrdiff_t next = line_after(text, at);
    if (diff_is_head(str_sub(text, at, next))) {
      token_add(tokens, text, at, next - (text.s[next - 1] == '\n'), TOKEN_META);
    }
    at = next;
  }
}

/* --- Markdown --- */

static bool is_fence(str line) {
  return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

/* Code between backticks, one line at a time; what is open at the line's end is none. */
static void read_code_spans(str text, ptrdiff_t at, ptrdiff_t end, struct tokens *tokens) {
  for (;;) {
    while (at < end && text.s[at] != '`') {
      at++;
    }
    ptrdiff_t close = at + 1;
    while (close < end && text.s[close] != '`') {
      close++;
    }
    if (close >= end) {
      return;
    }
    token_add(tokens, text, at, close + 1, TOKEN_STRING);
    at = close + 1;
  }
}

static void read_markdown_line(str text, ptrdiff_t beg, ptrdiff_t end, struct tokens *tokens) {
  ptrdiff_t at = skip_blanks(text, beg);
  str line = str_sub(text, at, end);
  char c = byte_at(line, 0);
  bool marker = (c == '-' || c == '*' || c == '+') && byte_at(line, 1) == ' ';
  if (c == '#' || str_starts(line, STR("---"))) {
    token_add(tokens, text, at, end, TOKEN_KEYWORD);
  } else if (str_starts(line, STR(":::"))) {
    token_add(tokens, text, at, end, TOKEN_META);
  } else if (str_starts(line, STR("<!--"))) {
    token_add(tokens, text, at, end, TOKEN_COMMENT);
  } else {
    if (c == '>' || marker) {
      token_add(tokens, text, at, at + 1, TOKEN_META);
      at++;
    }
    read_code_spans(text, at, end, tokens);
  }
}

void highlight_markdown(str text, struct tokens *tokens) {
  bool fenced = false;
  char fence = '\0';
  for (ptrdiff_t at = 0; at < text.n;) {
    ptrdiff_t next = line_after(text, at);
    ptrdiff_t end = next > at && text.s[next - 1] == '\n' ? next - 1 : next;
    str line = str_trim(str_sub(text, at, end));
    bool mark = is_fence(line) && (!fenced || line.s[0] == fence);
    if (mark) {
      fence = line.s[0];
      fenced = !fenced;
      token_add(tokens, text, at, end, TOKEN_META);
    } else if (fenced) {
      token_add(tokens, text, at, end, TOKEN_STRING);
    } else {
      read_markdown_line(text, at, end, tokens);
    }
    at = next;
  }
}

/* --- YAML --- */

struct yaml {
  str text;
  struct tokens *tokens;
  ptrdiff_t at;
  ptrdiff_t line;   /* where it begins */
  ptrdiff_t end;    /* and ends */
  ptrdiff_t indent; /* of its text, or of the last key in it */
};

/* Whether a ':' at `at` ends a key. */
static bool is_colon(const struct yaml *y, ptrdiff_t at) {
  char next = byte_at(y->text, at + 1);
  return byte_at(y->text, at) == ':' && (next == ' ' || next == '\n' || next == '\r');
}

/* A string in quotes from y->at on, which may go on over lines. */
static void read_quoted(struct yaml *y) {
  str s = y->text;
  char quote = s.s[y->at];
  ptrdiff_t beg = y->at++;
  while (y->at < s.n && s.s[y->at] != quote) {
    y->at += s.s[y->at] == '\\' && quote == '"' && y->at + 1 < s.n ? 2 : 1;
  }
  y->at += y->at < s.n;
  bool key = is_colon(y, y->at);
  y->indent = key && beg >= y->line ? beg - y->line : y->indent;
  token_add(y->tokens, s, beg, y->at, key ? TOKEN_NAME : TOKEN_STRING);
  if (y->at > y->end) {
    y->line = y->at;
    y->end = line_after(s, y->at);
  }
}

static bool is_constant(str word) {
  static const str words[] = {STR_INIT("true"), STR_INIT("false"), STR_INIT("null"),
                              STR_INIT("~"),    STR_INIT("yes"),   STR_INIT("no"),
                              STR_INIT("on"),   STR_INIT("off")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (str_eq(word, words[i])) {
      return true;
    }
  }
  bool number =
      word.n > 0 &&
      (byte_is_digit(word.s[0]) ||
       (word.n > 1 && (word.s[0] == '-' || word.s[0] == '.') && byte_is_digit(word.s[1])));
  for (ptrdiff_t i = 0; number && i < word.n; i++) {
    number = byte_is_digit(word.s[i]) || byte_is_alpha(word.s[i]) ||
             str_find(STR("._:+-"), word.s[i]) >= 0;
  }
  return number;
}

/* A plain text: a key, when a colon follows. */
static void read_plain(struct yaml *y) {
  str s = y->text;
  ptrdiff_t beg = y->at;
  while (y->at < y->end && !is_colon(y, y->at) && str_find(STR(",[]{}\n\r"), s.s[y->at]) < 0 &&
         !(s.s[y->at] == '#' && y->at > beg && s.s[y->at - 1] == ' ')) {
    y->at++;
  }
  str word = str_trim(str_sub(s, beg, y->at));
  if (is_colon(y, y->at)) {
    y->indent = beg - y->line;
    token_add(y->tokens, s, beg, beg + word.n, TOKEN_NAME);
  } else if (is_constant(word)) {
    token_add(y->tokens, s, beg, beg + word.n, TOKEN_NUMBER);
  }
  y->at += y->at == beg;
}

/* A block text behind '|' or '>': all lines that are indented more, or empty. */
static void read_block(struct yaml *y) {
  str s = y->text;
  ptrdiff_t beg = y->end;
  ptrdiff_t at = beg;
  while (at < s.n) {
    ptrdiff_t text = skip_blanks(s, at);
    bool empty = byte_at(s, text) == '\n' || byte_at(s, text) == '\r';
    if (!empty && text - at <= y->indent) {
      break;
    }
    at = line_after(s, at);
  }
  token_add(y->tokens, s, beg, at, TOKEN_STRING);
  y->at = at;
  y->end = at;
}

static bool is_block_mark(const struct yaml *y) {
  char c = y->text.s[y->at];
  if (c != '|' && c != '>') {
    return false;
  }
  str rest = str_trim(str_sub(y->text, y->at + 1, y->end));
  bool mark = rest.n <= 2;
  for (ptrdiff_t i = 0; mark && i < rest.n; i++) {
    mark = rest.s[i] == '-' || rest.s[i] == '+' || byte_is_digit(rest.s[i]);
  }
  return mark;
}

/* An &anchor, *alias or !tag. */
static void read_sign(struct yaml *y) {
  ptrdiff_t beg = y->at;
  while (y->at < y->end && str_find(STR(" ,[]{}\n\r"), y->text.s[y->at]) < 0) {
    y->at++;
  }
  token_add(y->tokens, y->text, beg, y->at, TOKEN_META);
}

static void read_yaml_part(struct yaml *y) {
  char c = y->text.s[y->at];
  char next = byte_at(y->text, y->at + 1);
  bool apart = y->at == 0 || str_find(STR(" \n\t"), y->text.s[y->at - 1]) >= 0;
  if (c == '#' && apart) {
    token_add(y->tokens, y->text, y->at, y->end - (byte_at(y->text, y->end - 1) == '\n'),
              TOKEN_COMMENT);
    y->at = y->end;
  } else if (c == '"' || c == '\'') {
    read_quoted(y);
  } else if (is_block_mark(y)) {
    read_block(y);
  } else if (c == '&' || c == '*' || c == '!') {
    read_sign(y);
  } else if (str_find(STR(" \t\r\n,[]{}:"), c) >= 0 || ((c == '-' || c == '?') && next == ' ')) {
    y->at++;
  } else {
    read_plain(y);
  }
}

void highlight_yaml(str text, struct tokens *tokens) {
  struct yaml y = {.text = text, .tokens = tokens};
  while (y.at < text.n) {
    ptrdiff_t beg = y.at;
    y.line = beg;
    y.end = line_after(text, beg);
    y.at = skip_blanks(text, beg);
    y.indent = y.at - beg;
    str line = str_trim(str_sub(text, beg, y.end));
    if (str_eq(line, STR("---")) || str_eq(line, STR("...")) || byte_at(text, beg) == '%') {
      token_add(tokens, text, beg, beg + line.n, TOKEN_META);
      y.at = y.end;
    }
    while (y.at < y.end) {
      read_yaml_part(&y);
    }
  }
}
