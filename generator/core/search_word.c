#include "core/search_word.h"

#include "core/utf8.h"

struct range {
  uint16_t first, last;
};

/* Above ASCII: signs within the letters, and what is written without spaces. */
static const struct range signs[] = {{0x80, 0xbf},     {0xd7, 0xd7},     {0xf7, 0xf7},
                                     {0x2000, 0x2bff}, {0x3000, 0x303f}, {0xfe10, 0xfe6f},
                                     {0xff00, 0xff0f}, {0xfffd, 0xffff}};
static const struct range lone[] = {{0x3040, 0x30ff}, {0x3400, 0x9fff}, {0xac00, 0xd7a3}};

static bool is_within(uint32_t rune, const struct range *ranges, int count) {
  for (int i = 0; i < count; i++) {
    if (rune >= ranges[i].first && rune <= ranges[i].last) {
      return true;
    }
  }
  return false;
}

static bool is_digit(uint32_t rune) {
  return rune - '0' < 10;
}

static bool is_letter(uint32_t rune) {
  if (rune < 0x80) {
    return is_digit(rune) || (rune | 0x20) - 'a' < 26;
  }
  return !is_within(rune, signs, (int)(sizeof signs / sizeof *signs));
}

static bool is_lone(uint32_t rune) {
  return is_within(rune, lone, (int)(sizeof lone / sizeof *lone));
}

/* From U+00C0 to U+017F. */
static const char bare[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
                           "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                           "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static uint32_t fold(uint32_t rune) {
  if (rune - 'A' < 26) {
    return rune + 0x20;
  }
  if (rune - 0xc0 < sizeof bare - 1) {
    return (unsigned char)bare[rune - 0xc0];
  }
  if (rune - 0x391 < 25 || rune - 0x410 < 32) {
    return rune + 0x20;
  }
  return rune - 0x400 < 16 ? rune + 0x50 : rune;
}

static int rune_write(uint32_t rune, char *to) {
  if (rune < 0x80) {
    to[0] = (char)rune;
    return 1;
  }
  int n = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
  for (int i = n - 1; i > 0; i--) {
    to[i] = (char)(0x80 | (rune & 0x3f));
    rune >>= 6;
  }
  to[0] = (char)(0xf00U >> n | rune);
  return n;
}

static bool digit_at(str text, ptrdiff_t at) {
  return at >= 0 && at < text.n && byte_is_digit(text.s[at]);
}

/* Between digits, a point is part of the number, and so is a comma in front of three. */
static bool joins(str text, ptrdiff_t at, uint32_t rune) {
  if (!digit_at(text, at - 1) || !digit_at(text, at + 1)) {
    return false;
  }
  bool three = digit_at(text, at + 2) && digit_at(text, at + 3) && !digit_at(text, at + 4);
  return rune == '.' || (rune == ',' && three);
}

/* Moves to the next letter and says which; false at the end. */
static bool letter_find(str text, ptrdiff_t *at, uint32_t *ret_rune) {
  for (ptrdiff_t here = *at; utf8_next(text, at, ret_rune); here = *at) {
    if (is_letter(*ret_rune)) {
      *at = here;
      return true;
    }
  }
  return false;
}

static void token_read(str text, ptrdiff_t *at, struct search_token *t) {
  uint32_t rune;
  *t = (struct search_token){.beg = *at};
  ptrdiff_t next = *at;
  while (utf8_next(text, &next, &rune) && (is_letter(rune) || joins(text, *at, rune))) {
    bool alone = is_lone(rune);
    if (alone && t->n > 0) {
      break;
    }
    bool mark = rune - 0x300 < 0x70; /* an accent of its own, behind its letter */
    if (rune != ',' && !mark && t->n < SEARCH_WORD_MAX) {
      int n = rune_write(fold(rune), t->word + t->n);
      t->n = t->n + n > SEARCH_WORD_MAX ? t->n : t->n + n;
    }
    *at = next;
    if (alone) {
      break;
    }
  }
  t->end = *at;
}

/* Whether an apostrophe ends in front of `at`: ' or U+2019. */
static bool is_behind_apostrophe(str text, ptrdiff_t at) {
  str before = str_sub(text, 0, at);
  return str_ends(before, STR("'")) || str_ends(before, STR("\xe2\x80\x99"));
}

bool search_word_next(str text, ptrdiff_t *at, struct search_token *ret_token) {
  uint32_t rune;
  ptrdiff_t last = *at;
  while (letter_find(text, at, &rune)) {
    bool joined = last > 0 && is_behind_apostrophe(text, *at) && *at - last <= 3;
    token_read(text, at, ret_token);
    if (ret_token->n > 0 && (!joined || ret_token->n > 1)) {
      return true;
    }
    last = *at;
  }
  return false;
}
