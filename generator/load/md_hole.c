#include "load/md_hole.h"

/* While the words in the braces are read, over line ends if need be. */
struct reader {
  cmark_node *node;
  str text; /* of the node */
  ptrdiff_t at;
  buf *words;
};

enum reading_end { READ_WORDS, READ_BAD, READ_OPEN };

static bool is_word_byte(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || str_find(STR("-_.+"), c) >= 0;
}

/* Goes on in the text behind a line end. False: something else stands there. */
static bool next_line(struct reader *r) {
  cmark_node *space = cmark_node_next(r->node);
  cmark_node *next = md_is_type(space, CMARK_NODE_SOFTBREAK) ? cmark_node_next(space) : NULL;
  if (!md_is_type(next, CMARK_NODE_TEXT)) {
    return false;
  }
  r->node = next;
  r->text = md_literal(next);
  r->at = 0;
  return true;
}

/* One character that is no part of a word: all bytes of it. */
static str character_at(str text, ptrdiff_t at) {
  ptrdiff_t end = at + 1;
  while (end < text.n && ((unsigned char)text.s[end] & 0xC0) == 0x80) {
    end++;
  }
  return str_sub(text, at, end);
}

/* Reads up to "}}", or to a character that no word has, or as far as a hole may go. */
static enum reading_end read_words(struct reader *r) {
  for (int n = 0; n <= PAGE_NUMBER_MAX; n++) {
    if (r->at >= r->text.n) {
      buf_byte(r->words, ' ');
      if (!next_line(r)) {
        return READ_OPEN;
      }
      continue;
    }
    if (str_starts(str_sub(r->text, r->at, r->text.n), STR("}}"))) {
      r->at += 2;
      return READ_WORDS;
    }
    char c = r->text.s[r->at];
    if (c == ' ' || c == '\t') {
      buf_byte(r->words, ' ');
    } else if (is_word_byte(c)) {
      buf_byte(r->words, c);
    } else {
      return READ_BAD;
    }
    r->at++;
  }
  return READ_OPEN;
}

/* Whether the brace at `at` of the text stands as such in the source, without a backslash. */
static bool is_brace(const struct md *md, struct md_reading *reading, ptrdiff_t at) {
  ptrdiff_t place = md_read_to(&md->place, reading, at);
  str source = md->place.block.text;
  return reading->literal.s[at] == '{' &&
         (place < 0 || (place < source.n && source.s[place] == '{'));
}

/* The place of a part of the text. */
static span place_of(struct md *md, struct md_reading reading, ptrdiff_t beg, ptrdiff_t end) {
  struct md_range range = {md_read_to(&md->place, &reading, beg), -1};
  range.end = md_read_to(&md->place, &reading, end);
  return md_span(&md->place, range);
}

static void refuse(struct md *md, span at, str subject, str detail) {
  struct diag *d = diag_add(md->diags, D_HOLE_FORM, at, subject);
  diag_detail(md->diags, d, detail);
}

bool md_hole_read(struct md *md, cmark_node *node, struct md_reading *reading, ptrdiff_t open,
                  struct md_hole *ret_hole) {
  char memory[PAGE_NUMBER_MAX + 1];
  buf words = buf_over(memory, (ptrdiff_t)sizeof memory);
  str text = reading->literal;
  if (open + 1 >= text.n || !is_brace(md, reading, open)) {
    return false;
  }
  struct md_reading start = *reading;
  if (!is_brace(md, reading, open + 1)) {
    return false;
  }
  struct reader r = {.node = node, .text = text, .at = open + 2, .words = &words};
  enum reading_end how = read_words(&r);
  span whole = place_of(md, start, open, how == READ_WORDS && r.node == node ? r.at : open + 2);
  if (how == READ_WORDS && str_trim(buf_text(&words)).n > 0) {
    if (r.node != node) {
      whole = place_of(md, start, open, text.n);
    }
    str kept = arena_copy(md->work, buf_text(&words));
    *ret_hole = (struct md_hole){.words = kept, .last = r.node, .end = r.at, .at = whole};
    return true;
  }
  if (how == READ_BAD && r.node == node) {
    str bad = character_at(text, r.at);
    refuse(md, place_of(md, start, r.at, r.at + bad.n), bad, STR("is no part of a name"));
  } else {
    refuse(md, whole, how == READ_WORDS ? STR("{{}}") : STR("{{"),
           how == READ_WORDS ? STR("names nothing") : STR("has no end"));
  }
  return false;
}

static void refuse_place(struct md *md, const struct md_hole *hole, str where) {
  struct diag *d = diag_add(md->diags, D_HOLE_PLACE, hole->at, str_trim(hole->words));
  diag_detail(md->diags, d, where);
}

bool md_hole_allowed(struct md *md, const struct md_hole *hole) {
  if (md->place.block.heading) {
    refuse_place(md, hole, STR("in a heading"));
    return false;
  }
  if (++md->hole.count > PAGE_NUMBERS_MAX) {
    if (md->hole.count == PAGE_NUMBERS_MAX + 1) {
      (void)diag_add(md->diags, D_HOLE_COUNT, hole->at, STR("more than 2000"));
    }
    return false;
  }
  return true;
}

void md_hole_write(struct md *md, cmark_node *node, const struct md_hole *hole) {
  struct md_ref ref = {.kind = REF_NUMBER, .target = hole->words, .at = hole->at};
  html_flush(&md->html);
  (void)md_hole_add(md, md->links > 0 ? HOLE_FIGURE : HOLE_NUMBER, 0, ref);
  if (hole->last != node) {
    md->hole.last = hole->last;
    md->hole.end = hole->end;
  }
}

void md_holes_refuse(struct md *md, cmark_node *node, struct md_range range) {
  struct md_reading reading = {.literal = md_literal(node), .at = range.beg};
  struct md_hole hole;
  for (ptrdiff_t at = 0; at < reading.literal.n; at++) {
    if (reading.literal.s[at] == '{' && md_hole_read(md, node, &reading, at, &hole)) {
      refuse_place(md, &hole, STR("in the text of a picture"));
      at = hole.last == node ? hole.end - 1 : reading.literal.n;
    }
  }
}

str md_hole_cut(str text) {
  ptrdiff_t open = str_rfind(text, '{');
  bool is_open =
      open > 0 && text.s[open - 1] == '{' && str_search(str_sub(text, open, text.n), STR("}}")) < 0;
  return is_open ? str_trim(str_sub(text, 0, open - 1)) : text;
}
