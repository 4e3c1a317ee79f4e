#include "diag/source.h"

#include "core/utf8.h"

int32_t sources_add(struct sources *s, str path, str text) {
  struct source added = {.path = arena_copy(s->perm, path), .text = text};
  *GROW(s->perm, s->items, s->count, s->cap) = added;
  return (int32_t)(s->count - 1);
}

static bool is_known(const struct sources *s, int32_t file) {
  return file >= 0 && file < s->count;
}

str sources_path(const struct sources *s, int32_t file) {
  return is_known(s, file) ? s->items[file].path : STR("");
}

str sources_text(struct sources *s, int32_t file) {
  if (!is_known(s, file)) {
    return STR("");
  }
  if (!s->items[file].text.s) {
    str text = s->read ? s->read(s->ctx, s->items[file].path, s->perm) : STR("");
    s->items[file].text = text.s ? text : STR("");
  }
  return s->items[file].text;
}

/* Where the line behind the one at `beg` begins; behind the text for the last one. */
static int32_t next_line(str text, int32_t beg) {
  ptrdiff_t length = str_find(str_sub(text, beg, text.n), '\n');
  return (int32_t)(length < 0 ? text.n + 1 : beg + length + 1);
}

/* Moves the mark to the line that holds the byte `at`; gives that line without its end. */
static str line_seek(struct source_mark *mark, str text, ptrdiff_t at) {
  if (mark->next == 0) {
    mark->next = next_line(text, 0);
  }
  while (at >= mark->next) {
    mark->beg = mark->at = mark->next;
    mark->runes = 0;
    mark->before++;
    mark->next = next_line(text, mark->beg);
  }
  str line = str_sub(text, mark->beg, mark->next - 1);
  return str_ends(line, STR("\r")) ? str_sub(line, 0, line.n - 1) : line;
}

static ptrdiff_t clamp(ptrdiff_t value, ptrdiff_t low, ptrdiff_t high) {
  return value < low ? low : value > high ? high : value;
}

static int32_t runes_count(str s) {
  int32_t count = 0;
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; at < s.n; count++) {
    if ((unsigned char)s.s[at] < 0x80) {
      at++;
    } else {
      (void)utf8_next(s, &at, &rune);
    }
  }
  return count;
}

/* Does a code point begin here, whatever stands before? */
static bool is_start(str text, ptrdiff_t at) {
  return at == text.n || ((unsigned char)text.s[at] & 0xC0) != 0x80;
}

/* Code points of the mark's line before the byte `at`; moves the mark there if it can. */
static int32_t runes_seek(struct source_mark *mark, str text, ptrdiff_t at) {
  if (mark->at > at) {
    mark->at = mark->beg;
    mark->runes = 0;
  }
  int32_t runes = mark->runes + runes_count(str_sub(text, mark->at, at));
  if (is_start(text, at)) {
    mark->at = (int32_t)at;
    mark->runes = runes;
  }
  return runes;
}

/* Of a long line, what is around the byte `at`: a quarter before it. */
static str part_around(str line, ptrdiff_t at) {
  if (line.n <= PLACE_TEXT_MAX) {
    return line;
  }
  ptrdiff_t from = clamp(at - PLACE_TEXT_MAX / 4, 0, line.n - PLACE_TEXT_MAX);
  while (from < at && !is_start(line, from)) {
    from++;
  }
  return utf8_cut(str_sub(line, from, line.n), PLACE_TEXT_MAX);
}

struct place sources_at(struct sources *s, span at) {
  if (!is_known(s, at.file)) {
    return (struct place){.text = STR("")};
  }
  str text = sources_text(s, at.file);
  ptrdiff_t beg = clamp(at.beg, 0, text.n);
  if (s->last.file != at.file || s->last.beg > beg) {
    s->last = (struct source_mark){.file = at.file};
  }
  str line = line_seek(&s->last, text, beg);
  beg = clamp(beg - s->last.beg, 0, line.n);
  str part = part_around(line, beg);
  ptrdiff_t skipped = part.s - line.s;
  return (struct place){
      .line = s->last.before + 1,
      .column = runes_seek(&s->last, text, s->last.beg + beg) + 1,
      .text = part,
      .beg = beg - skipped,
      .end = clamp(at.end - s->last.beg, beg, skipped + part.n) - skipped,
  };
}
