#include "load/md_address.h"

#include "core/buf.h"

static bool is_skipped(char c) {
  return c == '\t' || c == '\n' || c == '\r';
}

/* Browsers strip C0 controls and spaces at both ends, tabs and line ends everywhere. */
static str clean(str url, arena *perm) {
  while (url.n > 0 && (unsigned char)url.s[0] <= ' ') {
    url = str_sub(url, 1, url.n);
  }
  while (url.n > 0 && (unsigned char)url.s[url.n - 1] <= ' ') {
    url.n--;
  }
  ptrdiff_t first = 0;
  while (first < url.n && !is_skipped(url.s[first])) {
    first++;
  }
  if (first == url.n) {
    return url;
  }
  buf out = buf_new(perm, url.n);
  for (ptrdiff_t i = 0; i < url.n; i++) {
    if (!is_skipped(url.s[i])) {
      buf_byte(&out, url.s[i]);
    }
  }
  return buf_text(&out);
}

/* Browsers take '\' for '/' in addresses of the web and of files. */
static bool is_slash(str url, ptrdiff_t at) {
  return at < url.n && (url.s[at] == '/' || url.s[at] == '\\');
}

bool md_is_word(str word, str lower) {
  bool same = word.n == lower.n;
  for (ptrdiff_t i = 0; same && i < word.n; i++) {
    same = byte_lower(word.s[i]) == lower.s[i];
  }
  return same;
}

enum md_address md_address_of(str url, arena *perm, str *ret_clean) {
  str s = clean(url, perm);
  *ret_clean = s;
  if (s.n == 0) {
    return ADDRESS_EMPTY;
  }
  if (is_slash(s, 0) && is_slash(s, 1)) {
    return ADDRESS_HALF_WEB;
  }
  ptrdiff_t colon = 0;
  while (colon < s.n && s.s[colon] != ':') {
    if (is_slash(s, colon) || s.s[colon] == '?' || s.s[colon] == '#') {
      return ADDRESS_LOCAL;
    }
    colon++;
  }
  if (colon == s.n) {
    return ADDRESS_LOCAL;
  }
  str scheme = str_sub(s, 0, colon);
  if (md_is_word(scheme, STR("mailto"))) {
    return ADDRESS_MAIL;
  }
  if (!md_is_word(scheme, STR("http")) && !md_is_word(scheme, STR("https"))) {
    return ADDRESS_OTHER;
  }
  bool host = str_starts(str_sub(s, colon, s.n), STR("://")) && colon + 3 < s.n &&
              !is_slash(s, colon + 3) && s.s[colon + 3] != '?' && s.s[colon + 3] != '#';
  return host ? ADDRESS_WEB : ADDRESS_HALF_WEB;
}

static bool is_host_byte(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/*
 * Where the host name at `beg` ends, or -1 when there is none: no underscore in
 * its last two parts, and a dot when `dotted`.
 */
static ptrdiff_t host_end(str text, ptrdiff_t beg, bool dotted) {
  ptrdiff_t underscore[2] = {0, 0}; /* in the part before, in this part */
  ptrdiff_t dots = 0;
  ptrdiff_t i = beg;
  for (; i < text.n && i - beg <= MD_HOST_MAX; i++) {
    char c = text.s[i];
    if (c == '.' && i + 1 < text.n && is_host_byte(text.s[i + 1]) && i > beg) {
      dots++;
      underscore[0] = underscore[1];
      underscore[1] = 0;
    } else if (!is_host_byte(c)) {
      break;
    }
    underscore[1] += c == '_';
  }
  bool sized = i > beg && i - beg <= MD_HOST_MAX;
  bool good = sized && underscore[0] + underscore[1] == 0 && (dots > 0 || !dotted);
  return good ? i : -1;
}

/* Up to a space, less closing punctuation and brackets that were opened outside. */
static ptrdiff_t link_end(str text, ptrdiff_t beg, ptrdiff_t host) {
  ptrdiff_t end = host;
  ptrdiff_t surplus = 0; /* of closing brackets */
  for (ptrdiff_t i = beg; i < text.n; i++) {
    char c = text.s[i];
    if ((unsigned char)c <= ' ' || c == '<') {
      break;
    }
    surplus += (c == ')') - (c == '(');
    end = i + 1;
  }
  while (end > host) {
    char c = text.s[end - 1];
    if (c == ')' && surplus > 0) {
      surplus--;
    } else if (c == ')' || str_find(STR("?!.,:*_~'\""), c) < 0) {
      break;
    }
    end--;
  }
  return end;
}

/* Whether `word` ends at `end`, and a new word begins with it; where. */
static bool begins_with(str text, str word, ptrdiff_t end, ptrdiff_t floor, ptrdiff_t *ret_beg) {
  ptrdiff_t beg = end - word.n;
  if (beg < floor || !md_is_word(str_sub(text, beg, end), word)) {
    return false;
  }
  char before = beg > 0 ? text.s[beg - 1] : ' ';
  *ret_beg = beg;
  return byte_is_space(before) || str_find(STR("*_~(\"'"), before) >= 0;
}

bool md_link_in_text(str text, ptrdiff_t at, ptrdiff_t floor, struct md_literal_link *ret_link) {
  struct md_literal_link link = {.bare = text.s[at] == '.'};
  ptrdiff_t host = at;
  if (link.bare) {
    if (!begins_with(text, STR("www"), at, floor, &link.beg)) {
      return false;
    }
    host = host_end(text, link.beg, true);
  } else {
    bool schemed = str_starts(str_sub(text, at, at + 3), STR("://")) &&
                   (begins_with(text, STR("http"), at, floor, &link.beg) ||
                    begins_with(text, STR("https"), at, floor, &link.beg));
    host = schemed ? host_end(text, at + 3, false) : -1;
  }
  if (host < 0) {
    return false;
  }
  link.end = link_end(text, link.beg, host);
  *ret_link = link;
  return true;
}
