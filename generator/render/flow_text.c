#include "core/utf8.h"
#include "render/flow.h"

/*
 * Hundredths of the type's size, for ' ' to '~': DejaVu Sans, whose letters are as wide as
 * those of any face that site.css names. Texts in narrower ones leave some room.
 */
static const uint8_t ascii_widths[] = {
    32, 41, 46, 84, 64, 96, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};
enum {
  ELLIPSIS = 0x2026,
  OTHER_WIDTH = 75,  /* letters of Latin, Greek and Cyrillic; few are wider, many narrower */
  COLUMN_WIDTH = 100 /* East Asian: a square */
};
static const double bold_ratio = 1.14;

static double rune_width(uint32_t rune) {
  if (rune >= ' ' && rune <= '~') {
    return ascii_widths[rune - ' '];
  }
  int columns = utf8_width(rune);
  return columns == 0 ? 0 : columns == 1 ? OTHER_WIDTH : COLUMN_WIDTH;
}

double flow_width(str text, double size, bool is_bold) {
  double hundredths = 0;
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; utf8_next(text, &at, &rune);) {
    hundredths += rune_width(rune);
  }
  return hundredths / 100 * size * (is_bold ? bold_ratio : 1);
}

/* A line may end behind this rune. East Asian texts may be broken anywhere. */
static bool breaks_behind(uint32_t rune) {
  return rune == ' ' || rune == '-' || rune == '/' || rune == 0x2013 || rune == 0x2014 ||
         utf8_width(rune) == 2;
}

/*
 * The end of the longest beginning that fits: at a line feed, behind a place where lines may
 * break, or before any rune with a width of its own when one word fills the line.
 */
static ptrdiff_t line_end(str text, double room) {
  double used = 0;
  ptrdiff_t good = 0;
  uint32_t rune = 0;
  for (ptrdiff_t at = 0, before = 0; utf8_next(text, &at, &rune); before = at) {
    used += rune_width(rune);
    if (rune == '\n') {
      return at;
    }
    if (used > room && rune != ' ' && before > 0) {
      return good > 0 ? good : before;
    }
    good = breaks_behind(rune) ? at : good;
  }
  return text.n;
}

/* The last line that is shown of a longer text. */
static str cut_line(str line, double room, arena *a) {
  ptrdiff_t end = 0;
  double used = rune_width(ELLIPSIS);
  uint32_t rune = 0;
  for (ptrdiff_t at = 0; utf8_next(line, &at, &rune); end = at) {
    used += rune_width(rune);
    if (used > room) {
      break;
    }
  }
  return arena_join(a, str_trim(str_sub(line, 0, end)), STR("\xe2\x80\xa6"));
}

struct flow_lines flow_break(str text, double width, double size, bool is_bold, arena *a) {
  struct flow_lines lines = {.count = 0};
  double room = width / size * 100 / (is_bold ? bold_ratio : 1);
  for (str rest = str_trim(text); rest.n > 0 && !lines.is_cut;) {
    ptrdiff_t end = line_end(rest, room);
    str line = str_trim(str_sub(rest, 0, end));
    rest = str_trim(str_sub(rest, end, rest.n));
    lines.is_cut = rest.n > 0 && lines.count == FLOW_LINES_MAX - 1;
    line = lines.is_cut ? cut_line(line, room, a) : line;
    lines.line[lines.count++] = line;
    double wide = flow_width(line, size, is_bold);
    lines.width = wide > lines.width ? wide : lines.width;
  }
  return lines;
}
