#include "core/mem.h"
#include "load/highlight_parts.h"

enum {
  WORDS = 512,      /* slots for words: the longest list fills a third */
  WORD_MAX = 24,    /* bytes of the longest */
  HOLES_MAX = 16,   /* templates in each other; deeper ones are read as plain strings */
  DOCUMENT_MAX = 64 /* bytes of the word that ends a document in a shell */
};

enum kind { DULL, BLANK, LETTER, DIGIT, RULE, OPEN, CLOSE, SLASH, LESS };

struct slot {
  const char *s;
  int32_t n; /* 0: free */
  enum token_class class;
  bool definer;
};

struct lexer {
  const struct language *language;
  str text;
  ptrdiff_t at;
  struct tokens *tokens;
  uint8_t kind[256];
  bool inner[256]; /* of a word */
  struct slot words[WORDS];
  /* What came before. */
  char last;    /* the last byte that was not blank; a word counts as 'a', a keyword as ';' */
  bool fresh;   /* a line has begun since */
  bool defines; /* that word defines the next one */
  ptrdiff_t no_pattern; /* up to here no pattern ends */
  ptrdiff_t no_brace;   /* nor a ${variable} */
  str document;         /* the word that ends a document from the next line on */
  /* Templates around the place: the rule of each, and the braces that are open in it. */
  const struct rule *holes[HOLES_MAX];
  int32_t braces[HOLES_MAX];
  int32_t depth;
};

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char byte_at(str s, ptrdiff_t at) {
  return at >= 0 && at < s.n ? s.s[at] : '\n';
}

static bool starts_at(str s, ptrdiff_t at, str what) {
  return str_starts(str_sub(s, at, s.n), what);
}

ptrdiff_t line_after(str text, ptrdiff_t at) {
  while (at < text.n && text.s[at] != '\n') {
    at++;
  }
  return at < text.n ? at + 1 : at;
}

/* Whether nothing but blanks is between the last token and `beg`; each gap is read once. */
static bool is_next(const struct tokens *t, str text, ptrdiff_t beg) {
  ptrdiff_t at = t->items[t->count - 1].end;
  while (at < beg && is_blank(text.s[at])) {
    at++;
  }
  return at == beg;
}

void token_add(struct tokens *t, str text, ptrdiff_t beg, ptrdiff_t end, enum token_class class) {
  if (beg >= end) {
    return;
  }
  struct token *last = t->count > 0 ? &t->items[t->count - 1] : NULL;
  if (last != NULL && last->class == class && is_next(t, text, beg)) {
    last->end = (int32_t)end;
    return;
  }
  *GROW(t->work, t->items, t->count, t->cap) =
      (struct token){.beg = (int32_t)beg, .end = (int32_t)end, .class = class};
}

static void add(struct lexer *l, ptrdiff_t beg, ptrdiff_t end, enum token_class class) {
  token_add(l->tokens, l->text, beg, end, class);
}

/* --- the table --- */

/* Small letters and capitals alike, so that one hash serves both kinds of languages. */
static uint32_t hash_step(uint32_t hash, char c) {
  return (hash ^ ((unsigned char)c | 0x20U)) * 0x01000193U;
}

static uint32_t slot_of(uint32_t hash) {
  return (hash ^ hash >> 15) % WORDS;
}

static void add_words(struct lexer *l, str list, struct slot like) {
  while (list.n > 0) {
    str word = str_take(&list, ' ');
    uint32_t hash = 0;
    for (ptrdiff_t i = 0; i < word.n; i++) {
      hash = hash_step(hash, word.s[i]);
    }
    uint32_t at = slot_of(hash);
    while (l->words[at].n > 0) {
      at = (at + 1) % WORDS;
    }
    like.s = word.s;
    like.n = (int32_t)word.n;
    l->words[at] = like;
  }
}

static void set_kinds(struct lexer *l) {
  const struct language *language = l->language;
  for (int c = 0; c < 256; c++) {
    bool letter = byte_is_alpha((char)c) || c == '_' || c >= 0x80;
    bool digit = byte_is_digit((char)c);
    bool blank = is_blank((char)c);
    l->inner[c] = letter || digit;
    l->kind[c] = letter ? LETTER : digit ? DIGIT : blank ? BLANK : DULL;
  }
  for (ptrdiff_t i = 0; i < language->letters.n; i++) {
    l->kind[(unsigned char)language->letters.s[i]] = LETTER;
    l->inner[(unsigned char)language->letters.s[i]] = true;
  }
  for (const struct rule *r = language->rules; r->open.n > 0; r++) {
    l->kind[(unsigned char)r->open.s[0]] = RULE;
    if ((r->flags & RULE_HOLES) != 0) {
      l->kind['{'] = OPEN;
      l->kind['}'] = CLOSE;
    }
  }
  if ((language->habits & HABIT_PATTERNS) != 0) {
    l->kind['/'] = SLASH;
  }
  if ((language->habits & (HABIT_DOCUMENTS | HABIT_INCLUDES)) != 0) {
    l->kind['<'] = LESS;
  }
}

static void set_words(struct lexer *l) {
  const struct language *language = l->language;
  add_words(l, language->keywords, (struct slot){.class = TOKEN_KEYWORD});
  add_words(l, language->definers, (struct slot){.class = TOKEN_KEYWORD, .definer = true});
  add_words(l, language->constants, (struct slot){.class = TOKEN_NUMBER});
}

/* The slot of a word, or NULL when it is an ordinary one. */
static const struct slot *find_word(const struct lexer *l, str word, uint32_t hash) {
  bool no_case = (l->language->habits & HABIT_NO_CASE) != 0;
  for (uint32_t at = slot_of(hash); l->words[at].n > 0; at = (at + 1) % WORDS) {
    const struct slot *slot = &l->words[at];
    if (slot->n != word.n) {
      continue;
    }
    ptrdiff_t i = 0;
    while (i < word.n &&
           (no_case ? byte_lower(word.s[i]) == slot->s[i] : word.s[i] == slot->s[i])) {
      i++;
    }
    if (i == word.n) {
      return slot;
    }
  }
  return NULL;
}

/* --- strings and comments --- */

static ptrdiff_t word_end(const struct lexer *l, ptrdiff_t at) {
  while (at < l->text.n && l->inner[(unsigned char)l->text.s[at]]) {
    at++;
  }
  return at;
}

/* $name, ${name} and $1 at `at` of a string; where it ends, or `at`. */
static ptrdiff_t variable_end(struct lexer *l, ptrdiff_t at) {
  char next = byte_at(l->text, at + 1);
  if (next == '{') {
    ptrdiff_t end = at + 2 > l->no_brace ? at + 2 : l->no_brace;
    while (end < l->text.n && l->text.s[end] != '}' && l->text.s[end] != '\n' &&
           l->text.s[end] != '"') {
      end++;
    }
    bool closed = byte_at(l->text, end) == '}';
    l->no_brace = closed ? l->no_brace : end;
    return closed ? end + 1 : at;
  }
  ptrdiff_t end = at + 1;
  while (byte_is_alpha(byte_at(l->text, end)) || byte_is_digit(byte_at(l->text, end)) ||
         byte_at(l->text, end) == '_') {
    end++;
  }
  bool special = end == at + 1 && str_find(STR("?@#*!$"), next) >= 0;
  return end > at + 1 ? end : special ? at + 2 : at;
}

enum stop { STOP_GOES_ON, STOP_ENDS, STOP_HOLE };

/* One step in a string or comment; its own text from `*beg` on is still to be added. */
static enum stop step(struct lexer *l, const struct rule *r, ptrdiff_t *beg) {
  str s = l->text;
  char c = s.s[l->at];
  if (c == '\\' && (r->flags & RULE_ESCAPES) != 0) {
    bool line_end = byte_at(s, l->at + 1) == '\n' && (r->flags & RULE_LINE) == 0;
    l->at += l->at + 1 < s.n && (byte_at(s, l->at + 1) != '\n' || line_end) ? 2 : 1;
    return STOP_GOES_ON;
  }
  if (r->close.n > 0 && c == r->close.s[0] && starts_at(s, l->at, r->close)) {
    l->at += r->close.n;
    bool doubled = (r->flags & RULE_DOUBLES) != 0 && starts_at(s, l->at, r->close);
    l->at += doubled ? r->close.n : 0;
    return doubled ? STOP_GOES_ON : STOP_ENDS;
  }
  if (c == '\n' && ((r->flags & RULE_LINE) != 0 || r->close.n == 0)) {
    return STOP_ENDS;
  }
  if (c == '$' && (r->flags & RULE_HOLES) != 0 && byte_at(s, l->at + 1) == '{' &&
      l->depth < HOLES_MAX) {
    l->at += 2;
    return STOP_HOLE;
  }
  ptrdiff_t end = c == '$' && (r->flags & RULE_VARIABLES) != 0 ? variable_end(l, l->at) : l->at;
  if (end > l->at) {
    add(l, *beg, l->at, r->class);
    add(l, l->at, end, TOKEN_META);
    *beg = end;
  }
  l->at = end > l->at ? end : l->at + 1;
  return STOP_GOES_ON;
}

/* The rest of a string or comment that began at `beg`; what has no end goes to the end. */
static void read_rule(struct lexer *l, const struct rule *r, ptrdiff_t beg) {
  enum stop stop = STOP_GOES_ON;
  while (stop == STOP_GOES_ON && l->at < l->text.n) {
    stop = step(l, r, &beg);
  }
  add(l, beg, l->at, r->class);
  if (stop == STOP_HOLE) {
    l->holes[l->depth] = r;
    l->braces[l->depth++] = 0;
    l->last = '{';
  }
}

static bool fits(const struct lexer *l, const struct rule *r, ptrdiff_t at) {
  if (!starts_at(l->text, at, r->open)) {
    return false;
  }
  char before = at > 0 ? l->text.s[at - 1] : '\n';
  bool apart = is_blank(before) || str_find(STR(";(&|"), before) >= 0;
  ptrdiff_t next = at + r->open.n;
  bool word = next < l->text.n && l->inner[(unsigned char)l->text.s[next]];
  return ((r->flags & RULE_FIRST) == 0 || l->fresh) && ((r->flags & RULE_APART) == 0 || apart) &&
         ((r->flags & RULE_WORD) == 0 || word);
}

/* Whether what ends at l->at is followed by what follows a key. */
static bool is_key(const struct lexer *l) {
  ptrdiff_t at = l->at;
  while (byte_at(l->text, at) == ' ' && at < l->text.n) {
    at++;
  }
  return l->language->key != 0 && byte_at(l->text, at) == l->language->key &&
         byte_at(l->text, at + 1) != l->language->key;
}

/* Whether a key may stand behind what came before. */
static bool key_fits(const struct lexer *l) {
  if ((l->language->habits & HABIT_DECLARATIONS) != 0) {
    return l->last == '{' || l->last == ';';
  }
  bool first = (l->language->habits & HABIT_FIRST_KEYS) != 0;
  return !first || l->fresh || l->last == '{' || l->last == ',' || l->last == '.';
}

/* Whether the last token is still the one that began at `beg`, with nothing before it. */
static void make_key(struct lexer *l, ptrdiff_t beg) {
  struct tokens *t = l->tokens;
  struct token *last = t->count > 0 ? &t->items[t->count - 1] : NULL;
  if (last != NULL && last->beg == beg && last->end == l->at) {
    last->class = TOKEN_NAME;
  }
}

static void read_start(struct lexer *l, const struct rule *r) {
  ptrdiff_t beg = l->at;
  l->at += r->open.n;
  if ((r->flags & RULE_WORD) != 0) {
    l->at = word_end(l, l->at);
    add(l, beg, l->at, r->class);
    bool include = str_ends(str_sub(l->text, beg, l->at), STR("include"));
    l->last = include ? '<' : 'a';
  } else {
    bool key_place = key_fits(l);
    read_rule(l, r, beg);
    bool string_key = (l->language->habits & HABIT_STRING_KEYS) != 0;
    if (string_key && r->class == TOKEN_STRING && key_place && is_key(l)) {
      make_key(l, beg);
    }
    l->last = r->class == TOKEN_COMMENT ? l->last : l->last == '{' && l->depth > 0 ? '{' : '"';
  }
  l->fresh = false;
}

static bool read_rules(struct lexer *l) {
  for (const struct rule *r = l->language->rules; r->open.n > 0; r++) {
    if (fits(l, r, l->at)) {
      read_start(l, r);
      return true;
    }
  }
  return false;
}

/* --- words and numbers --- */

static bool is_prefix(const struct lexer *l, str word) {
  char next = byte_at(l->text, l->at);
  bool prefix = word.n <= 2 && l->language->prefixes.n > 0 && (next == '"' || next == '\'');
  for (ptrdiff_t i = 0; prefix && i < word.n; i++) {
    prefix = str_find(l->language->prefixes, word.s[i]) >= 0;
  }
  return prefix;
}

/* A string that begins with letters: they take its class. */
static bool read_prefixed(struct lexer *l, ptrdiff_t beg) {
  for (const struct rule *r = l->language->rules; r->open.n > 0; r++) {
    if (fits(l, r, l->at)) {
      l->at += r->open.n;
      read_rule(l, r, beg);
      l->last = '"';
      return true;
    }
  }
  return false;
}

static void read_word(struct lexer *l) {
  ptrdiff_t beg = l->at;
  uint32_t hash = 0;
  const char *s = l->text.s;
  ptrdiff_t at = beg;
  do {
    hash = hash_step(hash, s[at++]);
  } while (at < l->text.n && l->inner[(unsigned char)s[at]]);
  l->at = at;
  str word = str_sub(l->text, beg, at);
  const struct slot *slot = word.n <= WORD_MAX ? find_word(l, word, hash) : NULL;
  if (l->language->prefixes.n > 0 && is_prefix(l, word) && read_prefixed(l, beg)) {
    return;
  }
  if (l->language->key != 0 && key_fits(l) && is_key(l)) {
    add(l, beg, at, TOKEN_NAME);
    slot = NULL;
  } else if (slot != NULL) {
    add(l, beg, at, slot->class);
  } else if (l->defines) {
    add(l, beg, at, TOKEN_NAME);
  }
  l->defines = slot != NULL && slot->definer;
  l->last = slot != NULL && slot->class == TOKEN_KEYWORD ? ';' : 'a';
  l->fresh = false;
}

static bool is_exponent(str s, ptrdiff_t at) {
  char c = byte_lower(byte_at(s, at - 1));
  return (byte_at(s, at) == '-' || byte_at(s, at) == '+') && (c == 'e' || c == 'p') &&
         byte_is_digit(byte_at(s, at + 1));
}

static void read_number(struct lexer *l) {
  ptrdiff_t beg = l->at++;
  bool hex = byte_lower(byte_at(l->text, l->at)) == 'x';
  while (l->at < l->text.n) {
    char c = l->text.s[l->at];
    bool part = l->inner[(unsigned char)c] || c == '%' ||
                (c == '.' && byte_is_digit(byte_at(l->text, l->at + 1))) ||
                (!hex && is_exponent(l->text, l->at));
    if (!part) {
      break;
    }
    l->at++;
  }
  add(l, beg, l->at, TOKEN_NUMBER);
  l->last = '0';
  l->fresh = false;
}

/* --- habits --- */

/* Where the pattern that begins at `at` ends, or -1; what has no end in its line is none. */
static ptrdiff_t pattern_end(struct lexer *l, ptrdiff_t at) {
  bool set = false;
  ptrdiff_t i = at + 1;
  for (; i < l->text.n && l->text.s[i] != '\n'; i++) {
    char c = l->text.s[i];
    if (c == '\\' && byte_at(l->text, i + 1) != '\n') {
      i++;
    } else if (c == '[') {
      set = true;
    } else if (c == ']') {
      set = false;
    } else if (c == '/' && !set) {
      return word_end(l, i + 1);
    }
  }
  l->no_pattern = i;
  return -1;
}

/* A '/' that is no comment: a pattern where an operand may stand, else a division. */
static void read_slash(struct lexer *l) {
  bool operand = str_find(STR("a0\")]}"), l->last) < 0;
  ptrdiff_t end = operand && l->at >= l->no_pattern ? pattern_end(l, l->at) : -1;
  if (end > 0) {
    add(l, l->at, end, TOKEN_STRING);
    l->last = '"';
  } else {
    l->last = '/';
  }
  l->at = end > 0 ? end : l->at + 1;
  l->fresh = false;
}

/* <<END: the word is kept, and the document begins with the next line. */
static void read_document_mark(struct lexer *l) {
  ptrdiff_t at = l->at + 2;
  at += byte_at(l->text, at) == '-';
  while (byte_at(l->text, at) == ' ') {
    at++;
  }
  char quote = byte_at(l->text, at);
  bool quoted = quote == '\'' || quote == '"';
  ptrdiff_t beg = at + quoted;
  ptrdiff_t end = word_end(l, beg);
  bool good = end > beg && end - beg <= DOCUMENT_MAX && l->document.n == 0 &&
              byte_at(l->text, l->at + 2) != '<';
  if (good && (!quoted || byte_at(l->text, end) == quote)) {
    l->document = str_sub(l->text, beg, end);
    add(l, l->at, end + quoted, TOKEN_META);
    l->at = end + quoted;
  } else {
    l->at += 2;
  }
  l->last = 'a';
  l->fresh = false;
}

static void read_less(struct lexer *l) {
  if ((l->language->habits & HABIT_DOCUMENTS) != 0 && byte_at(l->text, l->at + 1) == '<') {
    read_document_mark(l);
    return;
  }
  ptrdiff_t end = l->at + 1;
  if ((l->language->habits & HABIT_INCLUDES) != 0 && l->last == '<' && !l->fresh) {
    while (byte_at(l->text, end) != '\n' && byte_at(l->text, end) != '>') {
      end++;
    }
    end += byte_at(l->text, end) == '>';
    add(l, l->at, end, TOKEN_STRING);
  }
  l->at = end;
  l->last = '=';
  l->fresh = false;
}

/* The lines of a document, from the one that begins here up to the one that ends it. */
static void read_document(struct lexer *l) {
  ptrdiff_t beg = l->at;
  str end = l->document;
  l->document = (str){NULL, 0};
  while (l->at < l->text.n) {
    ptrdiff_t next = line_after(l->text, l->at);
    str line = str_trim(str_sub(l->text, l->at, next));
    if (str_eq(line, end)) {
      add(l, beg, l->at, TOKEN_STRING);
      ptrdiff_t word = line.s - l->text.s;
      add(l, word, word + line.n, TOKEN_META);
      l->at = word + line.n;
      return;
    }
    l->at = next;
  }
  add(l, beg, l->at, TOKEN_STRING);
}

static void read_brace(struct lexer *l, enum kind kind) {
  if (l->depth > 0 && kind == OPEN) {
    l->braces[l->depth - 1]++;
  } else if (l->depth > 0 && l->braces[l->depth - 1]-- == 0) {
    const struct rule *r = l->holes[--l->depth];
    ptrdiff_t beg = l->at++;
    read_rule(l, r, beg);
    l->last = l->last == '{' ? '{' : '"';
    return;
  }
  l->last = l->text.s[l->at++];
  l->fresh = false;
}

static void read_blanks(struct lexer *l) {
  while (l->at < l->text.n && is_blank(l->text.s[l->at])) {
    if (l->text.s[l->at++] == '\n') {
      l->fresh = true;
      l->defines = false;
      if (l->document.n > 0) {
        read_document(l);
        return;
      }
    }
  }
}

static void read_dull(struct lexer *l) {
  l->last = l->text.s[l->at++];
  l->fresh = false;
  l->defines = l->defines && l->last == '*';
}

/* --- reading --- */

static void read_one(struct lexer *l) {
  enum kind kind = l->kind[(unsigned char)l->text.s[l->at]];
  switch (kind) {
    case LETTER:
      read_word(l);
      break;
    case DIGIT:
      read_number(l);
      break;
    case BLANK:
      read_blanks(l);
      break;
    case OPEN:
    case CLOSE:
      read_brace(l, kind);
      break;
    case RULE:
    case SLASH:
    case LESS:
      if (read_rules(l)) {
        break;
      }
      if (l->kind[(unsigned char)l->text.s[l->at]] == SLASH) {
        read_slash(l);
      } else if (kind == LESS) {
        read_less(l);
      } else {
        read_dull(l);
      }
      break;
    case DULL:
      read_dull(l);
      break;
  }
}

void highlight_part(const struct language *language, str text, ptrdiff_t beg, ptrdiff_t end,
                    struct tokens *tokens) {
  struct lexer l = {.language = language, .text = str_sub(text, 0, end), .at = beg};
  l.tokens = tokens;
  l.last = '\n';
  l.fresh = true;
  set_kinds(&l);
  set_words(&l);
  while (l.at < end) {
    read_one(&l);
  }
}

void highlight(const struct language *language, str text, struct tokens *tokens) {
  tokens->count = 0;
  if (language->function != NULL) {
    language->function(text, tokens);
  } else if (!language_is_plain(language)) {
    highlight_part(language, text, 0, text.n, tokens);
  }
}
