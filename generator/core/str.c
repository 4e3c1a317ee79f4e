#include "core/str.h"

#include "core/mem.h"

str str_of(const char *c_string) {
  str s = {c_string, 0};
  if (c_string != NULL) {
    while (c_string[s.n] != '\0') {
      s.n++;
    }
  }
  return s;
}

bool str_eq(str a, str b) {
  return a.n == b.n && mem_compare(a.s, b.s, a.n) == 0;
}

int str_cmp(str a, str b) {
  ptrdiff_t shared = a.n < b.n ? a.n : b.n;
  int order = mem_compare(a.s, b.s, shared);
  if (order != 0) {
    return order;
  }
  return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix) {
  return s.n >= prefix.n && mem_compare(s.s, prefix.s, prefix.n) == 0;
}

bool str_ends(str s, str suffix) {
  return s.n >= suffix.n && mem_compare(s.s + (s.n - suffix.n), suffix.s, suffix.n) == 0;
}

str str_sub(str s, ptrdiff_t beg, ptrdiff_t end) {
  ptrdiff_t from = beg < 0 ? 0 : beg;
  ptrdiff_t to = end > s.n ? s.n : end;
  if (from >= to) {
    return (str){s.s, 0};
  }
  return (str){s.s + from, to - from};
}

str str_trim(str s) {
  while (s.n > 0 && byte_is_space(s.s[0])) {
    s.s++;
    s.n--;
  }
  while (s.n > 0 && byte_is_space(s.s[s.n - 1])) {
    s.n--;
  }
  return s;
}

ptrdiff_t str_find(str s, char byte) {
  for (ptrdiff_t i = 0; i < s.n; i++) {
    if (s.s[i] == byte) {
      return i;
    }
  }
  return -1;
}

ptrdiff_t str_rfind(str s, char byte) {
  for (ptrdiff_t i = s.n - 1; i >= 0; i--) {
    if (s.s[i] == byte) {
      return i;
    }
  }
  return -1;
}

ptrdiff_t str_search(str s, str needle) {
  for (ptrdiff_t i = 0; i + needle.n <= s.n; i++) {
    if (mem_compare(s.s + i, needle.s, needle.n) == 0) {
      return i;
    }
  }
  return -1;
}

bool str_cut(str s, char at, str *ret_head, str *ret_tail) {
  ptrdiff_t i = str_find(s, at);
  if (i < 0) {
    return false;
  }
  *ret_head = (str){s.s, i};
  *ret_tail = (str){s.s + i + 1, s.n - i - 1};
  return true;
}

str str_take(str *rest, char at) {
  ptrdiff_t i = str_find(*rest, at);
  str head = {rest->s, i < 0 ? rest->n : i};
  ptrdiff_t used = i < 0 ? head.n : i + 1;
  if (used > 0) { /* nothing may be added to NULL */
    rest->s += used;
    rest->n -= used;
  }
  return head;
}

/* Multiply and fold, eight bytes at a time; the constants are odd and random. */
uint64_t str_hash(str s) {
  uint64_t h = 0x9e3779b97f4a7c15U ^ (uint64_t)s.n;
  ptrdiff_t i = 0;
  for (; i + 8 <= s.n; i += 8) {
    uint64_t word = 0;
    for (int k = 7; k >= 0; k--) {
      word = word << 8 | (unsigned char)s.s[i + k];
    }
    h = (h ^ word) * 0xd6e8feb86659fd93U;
    h ^= h >> 32;
  }
  for (; i < s.n; i++) {
    h = (h ^ (unsigned char)s.s[i]) * 0xd6e8feb86659fd93U;
    h ^= h >> 32;
  }
  h *= 0xd6e8feb86659fd93U;
  return h ^ h >> 32;
}

static int min3(int a, int b, int c) {
  int ab = a < b ? a : b;
  return ab < c ? ab : c;
}

/* The three rows of the table that the recurrence looks at. */
struct distance_rows {
  int before[STR_DISTANCE_MAX + 1];
  int above[STR_DISTANCE_MAX + 1];
  int row[STR_DISTANCE_MAX + 1];
};

static int distance_cell(const struct distance_rows *d, str a, str b, ptrdiff_t i, ptrdiff_t j) {
  int replace = d->above[j - 1] + (a.s[i - 1] != b.s[j - 1]);
  int cell = min3(d->above[j] + 1, d->row[j - 1] + 1, replace);
  bool swapped = i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1];
  if (swapped && d->before[j - 2] + 1 < cell) {
    cell = d->before[j - 2] + 1;
  }
  return cell;
}

int str_distance(str a, str b, int limit) {
  ptrdiff_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
  if (a.n > STR_DISTANCE_MAX || b.n > STR_DISTANCE_MAX || apart > limit) {
    return limit + 1;
  }
  struct distance_rows d = {.above = {0}};
  for (int j = 0; j <= (int)b.n; j++) {
    d.row[j] = j;
  }
  for (ptrdiff_t i = 1; i <= a.n; i++) {
    for (ptrdiff_t j = 0; j <= b.n; j++) {
      d.before[j] = d.above[j];
      d.above[j] = d.row[j];
    }
    d.row[0] = (int)i;
    for (ptrdiff_t j = 1; j <= b.n; j++) {
      d.row[j] = distance_cell(&d, a, b, i, j);
    }
  }
  return d.row[b.n] <= limit ? d.row[b.n] : limit + 1;
}

ptrdiff_t str_closest(str s, const str *candidates, ptrdiff_t count) {
  /* A third of the word may differ: "tilte" means "title", "a" means nothing. */
  int best = (int)(s.n < STR_DISTANCE_MAX ? s.n : STR_DISTANCE_MAX) / 3 + 1;
  ptrdiff_t found = -1;
  for (ptrdiff_t i = 0; i < count; i++) {
    int d = str_distance(s, candidates[i], best - 1);
    if (d < best && d < (int)candidates[i].n) {
      best = d;
      found = i;
    }
  }
  return found;
}

bool byte_is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool byte_is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool byte_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char byte_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
