/*
 * The line of source below a diagnostic:
 *
 *       31 | see [costs](offsite-cots.md) first
 *          |             ^~~~~~~~~~~~~~~
 *
 * Both lines are laid out in columns of a terminal. Each code point becomes a
 * glyph: itself, the spaces of a tab, or an escape such as \x1b when a terminal
 * would act on it. Measuring and printing walk the same glyphs, so the caret
 * stands where the text does.
 */
#include "core/utf8.h"
#include "diag/kind.h"

enum {
  EXCERPT_COLUMNS = 200, /* beyond it a terminal wraps, and the caret loses its line */
  EXCERPT_LEAD = 40,     /* columns shown before the span when the line is cut */
  EXCERPT_GUTTER = 5,    /* digits of a line number, right-aligned */
  TAB_COLUMNS = 4,
};

struct glyph {
  char bytes[8];
  ptrdiff_t n;
  int width;
};

/* Would a terminal act on it, or show the text in another order? */
static bool is_unsafe(uint32_t rune) {
  bool is_control = rune < 0x20 || (rune >= 0x7F && rune < 0xA0);
  bool is_bidi = rune == 0x061C || (rune >= 0x200E && rune <= 0x200F) ||
                 (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
  return is_control || is_bidi || rune == 0x2028 || rune == 0x2029 || rune == 0xFEFF;
}

/* The glyph at `*at`, which moves behind it; false at the end. */
static bool glyph_next(str text, ptrdiff_t *at, struct glyph *ret_glyph) {
  ptrdiff_t beg = *at;
  uint32_t rune = 0;
  if (!utf8_next(text, at, &rune)) {
    return false;
  }
  buf out = buf_over(ret_glyph->bytes, (ptrdiff_t)sizeof ret_glyph->bytes);
  bool is_byte = rune == UTF8_BAD && *at == beg + 1;
  if (is_byte || is_unsafe(rune)) {
    uint32_t shown = is_byte ? (unsigned char)text.s[beg] : rune;
    buf_str(&out, shown < 0x100 ? STR("\\x") : STR("\\u"));
    buf_hex(&out, shown, shown < 0x100 ? 2 : 4);
    ret_glyph->width = (int)out.n;
  } else {
    buf_str(&out, str_sub(text, beg, *at));
    ret_glyph->width = utf8_width(rune);
  }
  ret_glyph->n = out.n;
  return true;
}

/* The same in a line, where a tab reaches to the next stop. */
static bool glyph_next_in_line(str line, ptrdiff_t *at, ptrdiff_t column, struct glyph *ret_glyph) {
  if (*at < line.n && line.s[*at] == '\t') {
    int width = TAB_COLUMNS - (int)(column % TAB_COLUMNS);
    *ret_glyph = (struct glyph){.bytes = "    ", .n = width, .width = width};
    ++*at;
    return true;
  }
  return glyph_next(line, at, ret_glyph);
}

void text_show(str text, buf *out) {
  struct glyph glyph;
  for (ptrdiff_t at = 0; glyph_next(text, &at, &glyph);) {
    buf_str(out, (str){glyph.bytes, glyph.n});
  }
}

/* In columns of the whole line: what is shown, and where the caret stands. */
struct window {
  ptrdiff_t from;
  ptrdiff_t to;
  ptrdiff_t total;
  ptrdiff_t caret;
  ptrdiff_t caret_end;
};

static struct window window_of(const struct place *at) {
  struct window w = {0};
  struct glyph glyph = {0};
  for (ptrdiff_t byte = 0; byte < at->text.n; w.total += glyph.width) {
    w.caret = byte <= at->beg ? w.total : w.caret;
    w.caret_end = byte <= at->end ? w.total : w.caret_end;
    glyph_next_in_line(at->text, &byte, w.total, &glyph);
  }
  w.caret = at->beg < at->text.n ? w.caret : w.total;
  w.caret_end = at->end < at->text.n ? w.caret_end : w.total;
  w.to = w.total;
  if (w.total > EXCERPT_COLUMNS) {
    ptrdiff_t last = w.total - EXCERPT_COLUMNS;
    w.from = w.caret < EXCERPT_LEAD ? 0 : w.caret - EXCERPT_LEAD;
    w.from = w.from < last ? w.from : last;
    w.to = w.from + EXCERPT_COLUMNS;
  }
  return w;
}

static void line_show(str line, const struct window *w, buf *out) {
  buf_str(out, w->from > 0 ? STR("…") : STR(""));
  struct glyph glyph;
  ptrdiff_t column = 0;
  for (ptrdiff_t at = 0; glyph_next_in_line(line, &at, column, &glyph);) {
    ptrdiff_t end = column + glyph.width;
    if (column >= w->from && end <= w->to) {
      buf_str(out, (str){glyph.bytes, glyph.n});
    } else if (column < w->from && end > w->from) {
      buf_fill(out, ' ', end - w->from);
    }
    column = end;
  }
  buf_str(out, w->to < w->total ? STR("…\n") : STR("\n"));
}

static void caret_show(const struct window *w, bool color, buf *out) {
  ptrdiff_t end = w->caret_end < w->to ? w->caret_end : w->to;
  buf_fill(out, ' ', w->caret - w->from + (w->from > 0));
  buf_str(out, color ? STR("\x1b[32m") : STR(""));
  buf_byte(out, '^');
  buf_fill(out, '~', end - w->caret - 1);
  buf_str(out, color ? STR("\x1b[0m\n") : STR("\n"));
}

static void number_show(int32_t number, buf *out) {
  char digits[16];
  buf text = buf_over(digits, (ptrdiff_t)sizeof digits);
  buf_int(&text, number);
  buf_fill(out, ' ', EXCERPT_GUTTER - text.n);
  buf_str(out, buf_text(&text));
  buf_str(out, STR(" | "));
}

void excerpt_show(const struct place *at, bool color, buf *out) {
  if (at->text.n == 0) {
    return;
  }
  struct window w = window_of(at);
  number_show(at->line, out);
  line_show(at->text, &w, out);
  buf_fill(out, ' ', EXCERPT_GUTTER);
  buf_str(out, STR(" | "));
  caret_show(&w, color, out);
}
