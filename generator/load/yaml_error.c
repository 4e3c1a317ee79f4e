/*
 * libyaml names the rule that was broken; people want to know what to change.
 * Each of its problems has a row at the end of this file; those whose cause can
 * be told from the text around them have a function of their own.
 */
#include "load/yaml_parts.h"

/* What will be said, and where. */
struct telling {
  diag_id id;
  ptrdiff_t beg;
  ptrdiff_t end;
  str detail;
  str hint;
  str note; /* empty: none */
  ptrdiff_t note_beg;
  ptrdiff_t note_end;
};

/* --- the text around ------------------------------------------------------ */

static char byte_at(str text, ptrdiff_t at) {
  if (at < 0 || at >= text.n) {
    return '\n';
  }
  return text.s[at];
}

static ptrdiff_t line_beg(str text, ptrdiff_t at) {
  while (at > 0 && text.s[at - 1] != '\n' && text.s[at - 1] != '\r') {
    at--;
  }
  return at;
}

/* The first byte of a line that is no space; `at` may be anywhere in it. */
static ptrdiff_t line_text(str text, ptrdiff_t at) {
  ptrdiff_t i = line_beg(text, at);
  while (byte_at(text, i) == ' ' || byte_at(text, i) == '\t') {
    i++;
  }
  return i;
}

static bool is_end(str text, ptrdiff_t at) {
  return yaml_skip(text, at) == text.n;
}

static bool same_line(str text, ptrdiff_t a, ptrdiff_t b) {
  return line_beg(text, a) == line_beg(text, b);
}

/* Behind the code point at `at`; a line end is not part of it. */
static ptrdiff_t point_end(str text, ptrdiff_t at) {
  if (at >= text.n || text.s[at] == '\n' || text.s[at] == '\r') {
    return at;
  }
  do {
    at++;
  } while (at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80);
  return at;
}

static void tell_at(struct telling *w, str text, ptrdiff_t at) {
  w->beg = at;
  w->end = point_end(text, at);
}

static void note_at(struct telling *w, str text, ptrdiff_t at, str note) {
  w->note = note;
  w->note_beg = at;
  w->note_end = point_end(text, at);
}

/* --- problems with a cause ------------------------------------------------ */

typedef void teller(struct telling *w, str text, const struct yaml_trouble *t);

static void tell_tab(struct telling *w, str text, const struct yaml_trouble *t) {
  ptrdiff_t end = t->at;
  while (byte_at(text, end) == '\t') {
    end++;
  }
  w->end = end;
  w->detail = STR("a tab is used for indentation");
  w->hint = STR("Indent with spaces.");
}

static void tell_start(struct telling *w, str text, const struct yaml_trouble *t) {
  if (byte_at(text, t->at) == '\t') {
    tell_tab(w, text, t);
    return;
  }
  w->detail = STR("a value cannot start with this character");
  w->hint = STR("Put quotes around the value.");
}

static void tell_quote(struct telling *w, str text, const struct yaml_trouble *t) {
  tell_at(w, text, t->from);
  w->detail = STR("this quote is not closed");
  w->hint = STR("Close it with the same kind of quote.");
  note_at(w, text, t->at, STR("it should be closed before this"));
}

/* The line has no "key: value"; mostly the space behind a colon or dash was forgotten. */
static void tell_keyless(struct telling *w, str text, ptrdiff_t beg) {
  w->beg = beg;
  w->end = yaml_line_end(text, beg);
  w->detail = STR("a line without ': '");
  w->hint = STR("Write a colon and a space between a key and its value.");
  ptrdiff_t colon = str_find(str_sub(text, beg, w->end), ':');
  if (byte_at(text, beg) == '-') {
    tell_at(w, text, beg);
    w->detail = STR("no space behind the dash");
    w->hint = STR("Write a dash and a space before a list entry.");
  } else if (colon >= 0 && beg + colon + 1 < w->end) {
    tell_at(w, text, beg + colon);
    w->detail = STR("no space behind the colon");
  }
}

static void tell_key(struct telling *w, str text, const struct yaml_trouble *t) {
  tell_keyless(w, text, t->from);
}

/* Whether nothing stands before it in its line, or list dashes alone. */
static bool starts_line(str text, ptrdiff_t at) {
  ptrdiff_t i = line_beg(text, at);
  while (i < at && (text.s[i] == ' ' || text.s[i] == '-')) {
    i++;
  }
  return i == at;
}

/* "a: b: c", or a line that libyaml took for more of the value above it. */
static void tell_colon(struct telling *w, str text, const struct yaml_trouble *t) {
  bool is_one_line = same_line(text, t->value_beg, t->at);
  if (is_one_line || !same_line(text, t->value_end, t->at)) {
    w->detail = STR("a second ':' in one line");
    w->hint = STR("Put quotes around a value that contains ': '.");
  } else if (starts_line(text, t->value_beg)) {
    tell_keyless(w, text, t->value_beg);
  } else {
    w->beg = line_text(text, t->at);
    w->end = t->at;
    w->detail = STR("this line does not line up with the keys above");
    w->hint = STR("Start it in the same column; put quotes around a value of several lines.");
    note_at(w, text, line_text(text, t->value_beg), STR("the key before it is here"));
  }
}

static void tell_flow(struct telling *w, str text, const struct yaml_trouble *t) {
  bool is_list = byte_at(text, t->from) == '[';
  if (is_end(text, t->at)) {
    tell_at(w, text, t->from);
    w->detail = STR("this bracket is not closed");
    w->hint =
        is_list ? STR("Put ']' behind the last item.") : STR("Put '}' behind the last value.");
    return;
  }
  if (byte_at(text, t->at) == ':' && !same_line(text, t->from, t->at)) {
    tell_at(w, text, line_text(text, t->at)); /* the key of the line after an open bracket */
  }
  w->detail =
      is_list ? STR("',' or ']' is missing before this") : STR("',' or '}' is missing before this");
  w->hint = STR("Close the bracket; text with brackets, ',' or ': ' in it needs quotes.");
  note_at(w, text, t->from, STR("the bracket is opened here"));
}

/* Something stands where a map, a list or the whole text could only go on or end. */
static void tell_stray(struct telling *w, str text, const struct yaml_trouble *t) {
  char c = byte_at(text, t->at);
  char before = byte_at(text, t->value_end - 1);
  bool behind_quote = (before == '"' || before == '\'') && same_line(text, t->value_end, t->at) &&
                      t->value_end <= t->at;
  if (c == ']' || c == '}') {
    w->detail = STR("there is no opening bracket for this");
    w->hint = STR("Remove it, or put quotes around the value.");
  } else if (c == ':') {
    w->detail = STR("a key is missing before this");
    w->hint = STR("Write a key; put quotes around text that starts with ':'.");
  } else if (behind_quote) {
    w->detail = STR("text behind a closing quote");
    w->hint = STR("Put the whole value in quotes; inside '…' a quote is written twice.");
    note_at(w, text, t->value_beg, STR("the quote is opened here"));
  } else {
    w->detail = STR("what stands before this is complete already");
    w->hint = STR("Put quotes around text that starts with a bracket or a quote.");
  }
}

static void tell_column(struct telling *w, str text, const struct yaml_trouble *t) {
  if (t->at != line_text(text, t->at) || byte_at(text, t->at) == ':') {
    tell_stray(w, text, t);
    return;
  }
  bool is_list = byte_at(text, t->from) == '-';
  bool is_item = byte_at(text, t->at) == '-';
  w->end = yaml_line_end(text, t->at);
  if (is_list == is_item) {
    w->detail = is_list ? STR("this line does not line up with the list above")
                        : STR("this line does not line up with the keys above");
    w->hint = STR("Start it in the same column as those that it belongs to.");
  } else {
    w->detail = is_item ? STR("a list entry among keys") : STR("a key among list entries");
    w->hint = STR("Indent it under the key that it belongs to, or remove the other kind.");
  }
  note_at(w, text, t->from, is_list ? STR("the list starts here") : STR("the first key is here"));
}

static void tell_escape(struct telling *w, str text, const struct yaml_trouble *t) {
  ptrdiff_t at = t->at;
  while (at > t->from && byte_at(text, at) != '\\') {
    at--;
  }
  w->beg = at;
  w->end = point_end(text, at + 1);
  w->detail = STR("unrecognized escape");
  w->hint = STR("Inside \"…\" a backslash is written twice; '…' takes it as it is.");
}

static void tell_sign(struct telling *w, str text, const struct yaml_trouble *t) {
  tell_at(w, text, t->from);
  w->detail = STR("a value cannot start with this character");
  w->hint = STR("Put quotes around the value.");
}

static void tell_tag(struct telling *w, str text, const struct yaml_trouble *t) {
  tell_at(w, text, t->from);
  w->id = D_YAML_TAG;
  w->hint = STR("Remove the tag; text that starts with '!' needs quotes.");
}

static void tell_directive(struct telling *w, str text, const struct yaml_trouble *t) {
  w->id = D_YAML_DIRECTIVE;
  w->beg = line_text(text, t->from);
  w->end = yaml_line_end(text, t->from);
}

/* --- all of them ---------------------------------------------------------- */

struct wording {
  str problem; /* libyaml's, empty: any */
  str context; /* how it starts, empty: any */
  teller *tell;
  str detail; /* where there is no function */
  str hint;
};

/* The first that fits. */
static const struct wording wordings[] = {
    {STR_INIT(""), STR_INIT("while scanning a directive"), tell_directive, {0}, {0}},
    {STR_INIT(""), STR_INIT("while scanning a %"), tell_directive, {0}, {0}},
    {STR_INIT(""), STR_INIT("while parsing a %"), tell_directive, {0}, {0}},
    {STR_INIT(""), STR_INIT("while scanning a tag directive"), tell_directive, {0}, {0}},
    {STR_INIT(""), STR_INIT("while scanning a tag"), tell_tag, {0}, {0}},
    {STR_INIT(""), STR_INIT("while parsing a tag"), tell_tag, {0}, {0}},
    {STR_INIT("found undefined tag handle"), STR_INIT(""), tell_tag, {0}, {0}},
    {STR_INIT(""), STR_INIT("while scanning an a"), tell_sign, {0}, {0}}, /* anchor, alias */
    {STR_INIT("found a tab character that violates indentation"), STR_INIT(""), tell_tab, {0}, {0}},
    {STR_INIT("found a tab character where an indentation space is expected"),
     STR_INIT(""),
     tell_tab,
     {0},
     {0}},
    {STR_INIT("found character that cannot start any token"), STR_INIT(""), tell_start, {0}, {0}},
    {STR_INIT("found unexpected end of stream"), STR_INIT(""), tell_quote, {0}, {0}},
    {STR_INIT("found unexpected document indicator"), STR_INIT(""), tell_quote, {0}, {0}},
    {STR_INIT("found unknown escape character"), STR_INIT(""), tell_escape, {0}, {0}},
    {STR_INIT("did not find expected hexdecimal number"), STR_INIT(""), tell_escape, {0}, {0}},
    {STR_INIT("found invalid Unicode character escape code"), STR_INIT(""), tell_escape, {0}, {0}},
    {STR_INIT("mapping values are not allowed in this context"),
     STR_INIT(""),
     tell_colon,
     {0},
     {0}},
    {STR_INIT("could not find expected ':'"), STR_INIT(""), tell_key, {0}, {0}},
    {STR_INIT("did not find expected ',' or ']'"), STR_INIT(""), tell_flow, {0}, {0}},
    {STR_INIT("did not find expected ',' or '}'"), STR_INIT(""), tell_flow, {0}, {0}},
    {STR_INIT("did not find expected key"), STR_INIT(""), tell_column, {0}, {0}},
    {STR_INIT("did not find expected '-' indicator"), STR_INIT(""), tell_column, {0}, {0}},
    {STR_INIT("did not find expected <document start>"), STR_INIT(""), tell_stray, {0}, {0}},
    {STR_INIT("did not find expected node content"), STR_INIT(""), NULL,
     STR_INIT("a value is missing before this"),
     STR_INIT("Write the value; put quotes around text that starts with this character.")},
    {STR_INIT("block sequence entries are not allowed in this context"), STR_INIT(""), NULL,
     STR_INIT("a list cannot start here"),
     STR_INIT("Start it on a line of its own; put quotes around text that starts with '- '.")},
    {STR_INIT("found unexpected ':'"), STR_INIT(""), NULL, STR_INIT("no space behind the colon"),
     STR_INIT("Write a colon and a space between a key and its value.")},
    {STR_INIT("mapping keys are not allowed in this context"), STR_INIT(""), NULL,
     STR_INIT("a value cannot start with this character"),
     STR_INIT("Put quotes around the value.")},
    {STR_INIT("did not find expected comment or line break"), STR_INIT("while scanning a block"),
     NULL, STR_INIT("text behind '|' or '>'"),
     STR_INIT(
         "Start the text on the next line; a value that starts with '|' or '>' needs quotes.")},
};

void yaml_tell(struct yaml_input *in, const struct yaml_trouble *t) {
  struct telling w = {.id = D_YAML_SYNTAX, .detail = t->problem};
  tell_at(&w, in->text, t->at);
  for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++) {
    const struct wording *row = &wordings[i];
    bool fits = (row->problem.n == 0 || str_eq(t->problem, row->problem)) &&
                str_starts(t->context, row->context);
    if (fits && row->tell) {
      w.detail = STR("");
      row->tell(&w, in->text, t);
      break;
    }
    if (fits) {
      w.detail = row->detail;
      w.hint = row->hint;
      break;
    }
  }
  struct diag *d = yaml_fault(in, w.id, w.beg, w.end);
  diag_detail(in->ds, d, w.detail);
  diag_hint(in->ds, d, w.hint);
  if (w.note.n) {
    diag_note(in->ds, d, yaml_span(in, w.note_beg, w.note_end), w.note);
  }
}
