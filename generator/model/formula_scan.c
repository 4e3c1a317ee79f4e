#include "model/formula_scan.h"

#include "model/condition.h"

static bool is_word(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || c == '_';
}

static ptrdiff_t skip_digits(str s, ptrdiff_t at) {
  while (at < s.n && byte_is_digit(s.s[at])) {
    at++;
  }
  return at;
}

/* Digits, a point and digits, an exponent: "3", "0.5", "200e3"; "3ex" is 3 and a name. */
static ptrdiff_t number_end(str s, ptrdiff_t at) {
  at = skip_digits(s, at);
  if (at < s.n && s.s[at] == '.') {
    at = skip_digits(s, at + 1);
  }
  if (at < s.n && (s.s[at] == 'e' || s.s[at] == 'E')) {
    ptrdiff_t sign = at + 1;
    sign += sign < s.n && (s.s[sign] == '+' || s.s[sign] == '-');
    ptrdiff_t end = skip_digits(s, sign);
    at = end > sign ? end : at;
  }
  return at;
}

static ptrdiff_t sign_length(str rest) {
  static const str longs[] = {STR_INIT("<="), STR_INIT(">="), STR_INIT("!="), STR_INIT("==")};
  for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
    if (str_starts(rest, longs[i])) {
      return 2;
    }
  }
  return str_find(STR("+-*/^()[],.<>="), rest.s[0]) >= 0 ? 1 : 0;
}

/* The first byte of a character that is more than one byte takes the others with it. */
static ptrdiff_t rune_end(str s, ptrdiff_t at) {
  at++;
  while (at < s.n && ((unsigned char)s.s[at] & 0xC0u) == 0x80u) {
    at++;
  }
  return at;
}

void scan_next(struct scanner *s) {
  str text = s->text;
  ptrdiff_t beg = s->next;
  s->ended = s->token.at + s->token.text.n;
  while (beg < text.n && byte_is_space(text.s[beg])) {
    beg++;
  }
  ptrdiff_t end = beg;
  enum scan_kind kind = SCAN_END;
  if (beg < text.n && byte_is_digit(text.s[beg])) {
    kind = SCAN_NUMBER;
    end = number_end(text, beg);
  } else if (beg < text.n && is_word(text.s[beg])) {
    kind = SCAN_NAME;
    while (end < text.n && is_word(text.s[end])) {
      end++;
    }
  } else if (beg < text.n) {
    ptrdiff_t length = sign_length(str_sub(text, beg, text.n));
    kind = length > 0 ? SCAN_SIGN : SCAN_BAD;
    end = length > 0 ? beg + length : rune_end(text, beg);
  }
  s->token = (struct scan_token){.kind = kind, .text = str_sub(text, beg, end), .at = beg};
  s->next = end;
}

void scan_start(struct scanner *s, const struct ydoc *doc, uint32_t node) {
  bool scalar = node != Y_NONE && doc->nodes[node].kind == Y_SCALAR;
  *s = (struct scanner){.doc = doc, .node = node, .text = scalar ? ynode_text(doc, node) : STR("")};
  scan_next(s);
}

bool scan_at(const struct scanner *s, str sign) {
  return (s->token.kind == SCAN_SIGN || s->token.kind == SCAN_NAME) && str_eq(s->token.text, sign);
}

bool scan_take(struct scanner *s, str sign) {
  bool there = scan_at(s, sign);
  if (there) {
    scan_next(s);
  }
  return there;
}

bool scan_until(struct scanner *s, char end, str *ret_text, ptrdiff_t *ret_at) {
  str rest = str_sub(s->text, s->token.at, s->text.n);
  ptrdiff_t length = str_find(rest, end);
  if (length < 0) {
    return false;
  }
  *ret_text = str_trim(str_sub(rest, 0, length));
  *ret_at = s->token.at;
  s->next = s->token.at + length;
  scan_next(s);
  return true;
}

span scan_span(const struct scanner *s) {
  ptrdiff_t at = s->token.at;
  return ynode_part(s->doc, s->node, at, at + s->token.text.n);
}
