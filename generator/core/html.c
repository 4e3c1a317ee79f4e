#include "core/html.h"

#include "core/mem.h"

/*
 * What each byte needs. Controls other than white space are parse errors in
 * HTML wherever they stand; C2 begins the C1 controls (C2 80 to C2 9F), which
 * are errors too, and harmless characters otherwise.
 */
enum { TEXT = 1, ATTR = 2, URL = 4, BOTH = TEXT | ATTR, ALL = BOTH | URL };

static const uint8_t special[256] = {
    /* 00 */ ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    URL,
    URL,
    ALL,
    URL,
    URL,
    ALL,
    ALL,
    /* 10 */ ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    ALL,
    /* 20 */ URL,
    0,
    ATTR | URL,
    0,
    0,
    URL,
    BOTH,
    ATTR | URL,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    /* 30 */ 0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ALL,
    0,
    ALL,
    0,
    /* 40 */ 0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    /* 50 */ 0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    URL,
    URL,
    URL,
    URL,
    0,
    /* 60 */ URL,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    /* 70 */ 0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    URL,
    URL,
    URL,
    0,
    ALL,
    /* 80 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* 90 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* A0 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* B0 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* C0 */ URL,
    URL,
    ALL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* D0 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* E0 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    /* F0 */ URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
    URL,
};

/* The first byte from `at` on that `mask` does not let through as it is. */
static ptrdiff_t run_end(str s, ptrdiff_t at, unsigned mask) {
  while (at < s.n && (special[(unsigned char)s.s[at]] & mask) == 0) {
    at++;
  }
  return at;
}

/* Writes what stands for the special byte at `at`; how many bytes that took. */
static ptrdiff_t replace(buf *out, str s, ptrdiff_t at) {
  switch (s.s[at]) {
    case '&':
      buf_str(out, STR("&amp;"));
      return 1;
    case '<':
      buf_str(out, STR("&lt;"));
      return 1;
    case '>':
      buf_str(out, STR("&gt;"));
      return 1;
    case '"':
      buf_str(out, STR("&quot;"));
      return 1;
    case '\'':
      buf_str(out, STR("&#39;"));
      return 1;
    default:
      break;
  }
  bool lead = (unsigned char)s.s[at] == 0xC2 && at + 1 < s.n;
  if (lead && (unsigned char)s.s[at + 1] >= 0xA0) {
    buf_str(out, str_sub(s, at, at + 2));
    return 2;
  }
  buf_rune(out, 0xFFFD);
  return lead ? 2 : 1;
}

static void escape(buf *out, str s, unsigned mask) {
  for (ptrdiff_t at = 0; at < s.n;) {
    ptrdiff_t end = run_end(s, at, mask);
    buf_str(out, str_sub(s, at, end));
    at = end < s.n ? end + replace(out, s, end) : end;
  }
}

void html_escape_text(buf *out, str text) {
  escape(out, text, TEXT);
}

void html_escape_attr(buf *out, str value) {
  escape(out, value, ATTR);
}

static bool is_hex(char c) {
  char low = byte_lower(c);
  return byte_is_digit(c) || (low >= 'a' && low <= 'f');
}

/* Where the authority of an absolute URL ends: only there may brackets stand. */
static ptrdiff_t authority_end(str url) {
  ptrdiff_t at = str_search(str_sub(url, 0, 16), STR("://"));
  if (at < 0) {
    return 0;
  }
  at += 3;
  while (at < url.n && url.s[at] != '/' && url.s[at] != '?' && url.s[at] != '#') {
    at++;
  }
  return at;
}

void url_escape(buf *out, str url) {
  ptrdiff_t authority = authority_end(url);
  for (ptrdiff_t at = 0; at < url.n;) {
    ptrdiff_t end = run_end(url, at, URL);
    buf_str(out, str_sub(url, at, end));
    at = end;
    if (at == url.n) {
      return;
    }
    char c = url.s[at];
    bool escaped = c == '%' && at + 2 < url.n && is_hex(url.s[at + 1]) && is_hex(url.s[at + 2]);
    bool bracket = (c == '[' || c == ']') && at < authority;
    if (escaped || bracket) {
      buf_byte(out, c);
    } else {
      buf_byte(out, '%');
      buf_byte(out, "0123456789ABCDEF"[(unsigned char)c >> 4]);
      buf_byte(out, "0123456789ABCDEF"[(unsigned char)c & 15]);
    }
    at++;
  }
}

void html_flush(struct html *h) {
  if (h->in_tag) {
    buf_byte(h->out, '>');
    h->in_tag = false;
  }
}

void html_open(struct html *h, str tag) {
  html_flush(h);
  buf_byte(h->out, '<');
  buf_str(h->out, tag);
  h->in_tag = true;
}

void html_attr(struct html *h, str name, str value) {
  html_flag(h, name);
  buf_str(h->out, STR("=\""));
  html_escape_attr(h->out, value);
  buf_byte(h->out, '"');
}

void html_attr_int(struct html *h, str name, int64_t value) {
  html_flag(h, name);
  buf_str(h->out, STR("=\""));
  buf_int(h->out, value);
  buf_byte(h->out, '"');
}

void html_flag(struct html *h, str name) {
  buf_byte(h->out, ' ');
  buf_str(h->out, name);
}

void html_text(struct html *h, str text) {
  html_flush(h);
  html_escape_text(h->out, text);
}

void html_close(struct html *h, str tag) {
  html_flush(h);
  buf_str(h->out, STR("</"));
  buf_str(h->out, tag);
  buf_byte(h->out, '>');
}

void html_element(struct html *h, str tag, str text) {
  html_open(h, tag);
  html_text(h, text);
  html_close(h, tag);
}
