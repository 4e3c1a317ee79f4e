#include "render/search_text.h"

#include "core/search_read.h"
#include "core/search_write.h"

enum {
  ENTITY_MAX = 8, /* letters or digits of a character's name */
  ENTRY_LEVEL = 7 /* of an entry of the glossary, below all headings */
};

struct tag {
  str name;
  str attributes; /* from behind the name up to the '>' */
  bool closes;
};

struct scan {
  str html;
  ptrdiff_t at;
  arena *perm;
  buf text; /* all text of the page; parts are slices of it */
  struct search_part *items;
  ptrdiff_t count, cap;
  ptrdiff_t begin; /* of the part's text */
  str pending;     /* the id of the last element that opened, as long as no text followed */
  str skip;        /* the name of an element that is left out, or empty */
  int depth;       /* elements of that name that are open inside it */
  int heading;     /* the level of the open heading, or 0 */
  str heading_id;
  bool notes;  /* footnotes have begun: the first of them gives their part its address */
  bool headed; /* the first part has its title */
  char gap;    /* what is to stand before the next text: 0, ' ' or '\n' */
};

static bool is_one_of(str word, const str *words, int count) {
  for (int i = 0; i < count; i++) {
    if (str_eq(word, words[i])) {
      return true;
    }
  }
  return false;
}

#define IS_ONE_OF(word, words) is_one_of((word), (words), (int)(sizeof(words) / sizeof *(words)))

static bool is_inline(str name) {
  static const str names[] = {
      STR_INIT("a"),    STR_INIT("abbr"), STR_INIT("b"),     STR_INIT("bdi"),  STR_INIT("cite"),
      STR_INIT("code"), STR_INIT("data"), STR_INIT("del"),   STR_INIT("dfn"),  STR_INIT("em"),
      STR_INIT("i"),    STR_INIT("img"),  STR_INIT("ins"),   STR_INIT("kbd"),  STR_INIT("mark"),
      STR_INIT("q"),    STR_INIT("s"),    STR_INIT("small"), STR_INIT("span"), STR_INIT("strong"),
      STR_INIT("sub"),  STR_INIT("sup"),  STR_INIT("time"),  STR_INIT("u"),    STR_INIT("var"),
      STR_INIT("wbr"),  STR_INIT("samp"), STR_INIT("label")};
  return IS_ONE_OF(name, names);
}

/* The value of an attribute, as written; false: it is not there. */
static bool attribute_find(str attributes, str name, str *ret_value) {
  ptrdiff_t at = 0;
  while (at < attributes.n) {
    while (at < attributes.n && byte_is_space(attributes.s[at])) {
      at++;
    }
    ptrdiff_t beg = at;
    while (at < attributes.n && !byte_is_space(attributes.s[at]) && attributes.s[at] != '=') {
      at++;
    }
    str found = str_sub(attributes, beg, at);
    str value = STR("");
    if (at < attributes.n && attributes.s[at] == '=') {
      at++;
      char quote = at < attributes.n ? attributes.s[at] : ' ';
      bool quoted = quote == '"' || quote == '\'';
      beg = quoted ? ++at : at;
      while (at < attributes.n &&
             (quoted ? attributes.s[at] != quote : !byte_is_space(attributes.s[at]))) {
        at++;
      }
      value = str_sub(attributes, beg, at);
      at += quoted;
    }
    if (str_eq(found, name)) {
      *ret_value = value;
      return true;
    }
  }
  return false;
}

static str attribute(const struct tag *t, str name) {
  str value = STR("");
  return attribute_find(t->attributes, name, &value) ? value : STR("");
}

static bool has(const struct tag *t, str name) {
  str value;
  return attribute_find(t->attributes, name, &value);
}

static bool is_class(str classes, const str *names, int count) {
  while (classes.n > 0) {
    if (is_one_of(str_take(&classes, ' '), names, count)) {
      return true;
    }
  }
  return false;
}

/* Void elements have no text, and no end to wait for. */
static bool is_left_out(const struct tag *t) {
  static const str voids[] = {STR_INIT("img"), STR_INIT("input"), STR_INIT("br"),
                              STR_INIT("hr"),  STR_INIT("wbr"),   STR_INIT("col")};
  static const str names[] = {STR_INIT("nav"),    STR_INIT("footer"),  STR_INIT("form"),
                              STR_INIT("button"), STR_INIT("svg"),     STR_INIT("template"),
                              STR_INIT("script"), STR_INIT("style"),   STR_INIT("select"),
                              STR_INIT("dialog"), STR_INIT("noscript")};
  static const str classes[] = {STR_INIT("groups"), STR_INIT("meta"), STR_INIT("anchor"),
                                STR_INIT("uses")};
  str href = attribute(t, STR("href"));
  if (IS_ONE_OF(t->name, voids)) {
    return false;
  }
  return IS_ONE_OF(t->name, names) || has(t, STR("hidden")) || has(t, STR("data-nosearch")) ||
         str_eq(attribute(t, STR("aria-hidden")), STR("true")) ||
         is_class(attribute(t, STR("class")), classes, sizeof classes / sizeof *classes) ||
         str_starts(href, STR("#fn:")) || str_starts(href, STR("#fnref:"));
}

/* An entry of the glossary is found like a section. */
static bool is_entry(const struct tag *t) {
  return str_eq(t->name, STR("dt")) && attribute(t, STR("id")).n > 0;
}

static int heading_level(str name) {
  return name.n == 2 && name.s[0] == 'h' && name.s[1] >= '1' && name.s[1] <= '6' ? name.s[1] - '0'
                                                                                 : 0;
}

/* --- characters --- */

static bool entity_known(str name, uint32_t *ret_rune) {
  static const struct {
    str name;
    uint32_t rune;
  } known[] = {{STR_INIT("amp"), '&'},  {STR_INIT("lt"), '<'},    {STR_INIT("gt"), '>'},
               {STR_INIT("quot"), '"'}, {STR_INIT("apos"), '\''}, {STR_INIT("nbsp"), ' '}};
  for (int i = 0; i < (int)(sizeof known / sizeof *known); i++) {
    if (str_eq(name, known[i].name)) {
      *ret_rune = known[i].rune;
      return true;
    }
  }
  return false;
}

/* "#39" or "#x27" */
static bool entity_number(str name, uint32_t *ret_rune) {
  bool hex = name.n > 2 && (name.s[1] | 0x20) == 'x';
  uint32_t value = 0;
  for (ptrdiff_t i = hex ? 2 : 1; i < name.n; i++) {
    char c = byte_lower(name.s[i]);
    uint32_t digit = byte_is_digit(c)              ? (uint32_t)(c - '0')
                     : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                                                   : 16;
    if (digit == 16) {
      return false;
    }
    value = value * (hex ? 16 : 10) + digit;
  }
  *ret_rune = value;
  return name.n > 1;
}

/* The character at an '&', and the text moves behind it. */
static uint32_t entity_take(str text, ptrdiff_t *at) {
  ptrdiff_t end = *at + 1;
  while (end < text.n && end - *at <= ENTITY_MAX &&
         (byte_is_alpha(text.s[end]) || byte_is_digit(text.s[end]) || text.s[end] == '#')) {
    end++;
  }
  str name = str_sub(text, *at + 1, end);
  uint32_t rune = '&';
  bool closed = end < text.n && text.s[end] == ';';
  bool known = closed && name.n > 0 &&
               (name.s[0] == '#' ? entity_number(name, &rune) : entity_known(name, &rune));
  *at = known ? end + 1 : *at + 1;
  return known ? rune : '&';
}

static void gap_want(struct scan *s, char gap) {
  s->gap = s->gap == '\n' ? s->gap : gap;
}

static void text_add(struct scan *s, str text) {
  for (ptrdiff_t i = 0; i < text.n;) {
    if (byte_is_space(text.s[i])) {
      gap_want(s, ' ');
      i++;
      continue;
    }
    if (s->gap != 0 && s->text.n > s->begin) {
      buf_byte(&s->text, s->gap);
    }
    s->gap = 0;
    s->pending = STR("");
    if (text.s[i] == '&') {
      buf_rune(&s->text, entity_take(text, &i));
    } else {
      buf_byte(&s->text, text.s[i++]);
    }
  }
}

/* --- parts --- */

static str part_text(const struct scan *s) {
  return str_sub(buf_text(&s->text), s->begin, s->text.n);
}

static void part_begin(struct scan *s, str anchor) {
  *GROW(s->perm, s->items, s->count, s->cap) = (struct search_part){.anchor = anchor};
  s->begin = s->text.n;
  s->gap = 0;
}

static struct search_part *part_last(struct scan *s) {
  return &s->items[s->count - 1];
}

static void part_end(struct scan *s) {
  part_last(s)->text = part_text(s);
}

/* The title belongs to the first part; its text goes on behind it. */
static void heading_open(struct scan *s, int level, str id) {
  bool title = level == 1 && !s->headed;
  s->heading = level;
  s->heading_id = id;
  if (!title) {
    part_end(s);
    part_begin(s, id.n > 0 ? id : part_last(s)->anchor);
  } else {
    s->begin = s->text.n;
  }
  s->gap = 0;
}

static void heading_close(struct scan *s) {
  part_last(s)->heading = part_text(s);
  s->headed = true;
  s->heading = 0;
  s->begin = s->text.n;
  s->gap = 0;
}

static void tag_open(struct scan *s, const struct tag *t) {
  if (is_left_out(t)) {
    s->skip = t->name;
    s->depth = 1;
    return;
  }
  if (!is_inline(t->name)) {
    gap_want(s, '\n');
  }
  static const str notes[] = {STR_INIT("footnotes")};
  if (is_class(attribute(t, STR("class")), notes, 1)) {
    part_end(s);
    part_begin(s, STR(""));
    s->notes = true;
  }
  str id = attribute(t, STR("id"));
  if (s->notes && id.n > 0) {
    part_last(s)->anchor = id;
    s->notes = false;
  }
  int level = is_entry(t) ? ENTRY_LEVEL : heading_level(t->name);
  if (level > 0 && s->heading == 0) {
    heading_open(s, level, id.n > 0 ? id : s->pending);
    s->pending = STR("");
  } else if (id.n > 0) {
    s->pending = id;
  }
}

static void tag_close(struct scan *s, const struct tag *t) {
  int level = str_eq(t->name, STR("dt")) ? ENTRY_LEVEL : heading_level(t->name);
  if (s->heading > 0 && level == s->heading) {
    heading_close(s);
  }
  if (!is_inline(t->name)) {
    gap_want(s, '\n');
  }
}

/* An element that is left out goes on to its own end. */
static void tag_skip(struct scan *s, const struct tag *t) {
  if (str_eq(t->name, s->skip)) {
    s->depth += t->closes ? -1 : 1;
  }
  if (s->depth == 0) {
    s->skip = STR("");
  }
}

/* Where a tag ends: at a '>' outside quotation marks. */
static ptrdiff_t tag_end(str html, ptrdiff_t at) {
  char quote = 0;
  for (; at < html.n; at++) {
    char c = html.s[at];
    if (quote != 0) {
      quote = c == quote ? 0 : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    }
  }
  return at;
}

static void tag_read(struct scan *s) {
  ptrdiff_t beg = s->at + 1;
  struct tag t = {.closes = beg < s->html.n && s->html.s[beg] == '/'};
  beg += t.closes;
  ptrdiff_t end = tag_end(s->html, beg);
  str inside = str_sub(s->html, beg, end);
  ptrdiff_t n = 0;
  while (n < inside.n && (byte_is_alpha(inside.s[n]) || byte_is_digit(inside.s[n]))) {
    n++;
  }
  t.name = str_sub(inside, 0, n);
  t.attributes = str_sub(inside, n, inside.n);
  s->at = end + 1;
  if (s->skip.n > 0) {
    tag_skip(s, &t);
  } else if (t.closes) {
    tag_close(s, &t);
  } else {
    tag_open(s, &t);
  }
}

/* What stands inside <main>, or all of it. */
static str main_of(str html) {
  ptrdiff_t beg = str_search(html, STR("<main"));
  ptrdiff_t end = str_search(html, STR("</main>"));
  return beg >= 0 && end > beg ? str_sub(html, beg, end) : html;
}

struct search_parts search_parts_read(str html, str title, arena *perm) {
  struct scan s = {.html = main_of(html), .perm = perm};
  s.text = buf_new(perm, s.html.n);
  part_begin(&s, STR(""));
  while (s.at < s.html.n) {
    if (s.html.s[s.at] == '<') {
      tag_read(&s);
      continue;
    }
    ptrdiff_t next = str_find(str_sub(s.html, s.at, s.html.n), '<');
    ptrdiff_t end = next < 0 ? s.html.n : s.at + next;
    if (s.skip.n == 0) {
      text_add(&s, str_sub(s.html, s.at, end));
    }
    s.at = end;
  }
  part_end(&s);
  if (s.items[0].heading.n == 0) {
    s.items[0].heading = title;
  }
  return (struct search_parts){s.items, s.count};
}

str search_parts_pack(const struct search_parts *parts, arena *perm) {
  buf out = buf_open(perm);
  search_number_write(&out, (uint32_t)parts->count);
  for (ptrdiff_t i = 0; i < parts->count; i++) {
    search_text_write(&out, parts->items[i].anchor);
    search_text_write(&out, parts->items[i].heading);
    search_text_write(&out, parts->items[i].text);
  }
  return buf_close(&out, perm);
}

bool search_parts_open(str bytes, arena *perm, struct search_parts *ret_parts) {
  struct search_cursor c = search_cursor_of(bytes);
  uint32_t count = search_number(&c);
  if (count == 0 || count > bytes.n) {
    return false;
  }
  struct search_part *items = NEW(perm, struct search_part, count);
  for (uint32_t i = 0; i < count; i++) {
    items[i].anchor = search_text(&c);
    items[i].heading = search_text(&c);
    items[i].text = search_text(&c);
  }
  *ret_parts = (struct search_parts){items, (ptrdiff_t)count};
  return !c.bad && c.at == c.end;
}
