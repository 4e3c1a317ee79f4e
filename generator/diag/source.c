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

/* Moves the mark to the line that holds the byte `at`; gives that line with its end. */
static str line_seek(struct source_mark *mark, str text, ptrdiff_t at) {
  for (;;) {
    str rest = str_sub(text, mark->beg, text.n);
    ptrdiff_t length = str_find(rest, '\n');
    if (length < 0 || mark->beg + length >= at) {
      return length < 0 ? rest : str_sub(rest, 0, length);
    }
    mark->beg += (int32_t)length + 1;
    mark->before++;
  }
}

static ptrdiff_t clamp(ptrdiff_t value, ptrdiff_t low, ptrdiff_t high) {
  return value < low ? low : value > high ? high : value;
}

static int32_t runes_count(str s) {
  int32_t count = 0;
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; utf8_next(s, &at, &rune);) {
    count++;
  }
  return count;
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
  if (str_ends(line, STR("\r"))) {
    line.n--;
  }
  beg = clamp(beg - s->last.beg, 0, line.n);
  return (struct place){
      .line = s->last.before + 1,
      .column = runes_count(str_sub(line, 0, beg)) + 1,
      .text = line,
      .beg = beg,
      .end = clamp(at.end - s->last.beg, beg, line.n),
  };
}
