#include "load/md_literal.h"

struct finder {
  struct md *md;
  const struct md_part *part;
  struct md_reading *reading;
};

/* One figure: where it stands in the text, its number and what makes it a price. */
struct figure {
  ptrdiff_t beg;
  ptrdiff_t end;
  str number;
  str currency;
};

static const str signs[] = {STR_INIT("$"), STR_INIT("\xE2\x82\xAC"), STR_INIT("\xC2\xA3"),
                            STR_INIT("\xC2\xA5")};

static char byte_at(str s, ptrdiff_t at) {
  return at >= 0 && at < s.n ? s.s[at] : ' ';
}

static bool is_word(char c) {
  return byte_is_alpha(c) || byte_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Behind the spaces at `at`, of which one kind does not break. */
static ptrdiff_t skip_spaces(str s, ptrdiff_t at) {
  for (;;) {
    str rest = str_sub(s, at, s.n);
    if (str_starts(rest, STR(" "))) {
      at += 1;
    } else if (str_starts(rest, STR("\xC2\xA0"))) {
      at += 2;
    } else {
      return at;
    }
  }
}

/* The number at `at`, with commas between thousands and k, M or G behind it; empty: none. */
static str number_at(str s, ptrdiff_t at) {
  ptrdiff_t end = at;
  while (byte_is_digit(byte_at(s, end)) || ((byte_at(s, end) == ',' || byte_at(s, end) == '.') &&
                                            byte_is_digit(byte_at(s, end + 1)))) {
    end++;
  }
  bool scaled = end > at && str_find(STR("kMG"), byte_at(s, end)) >= 0;
  end += scaled && !is_word(byte_at(s, end + 1));
  return str_sub(s, at, end);
}

/* The sign of a currency, or three capitals at the end of a word. */
static str currency_at(str s, ptrdiff_t at) {
  str rest = str_sub(s, at, s.n);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (str_starts(rest, signs[i])) {
      return signs[i];
    }
  }
  for (ptrdiff_t i = 0; i < 3; i++) {
    if (byte_at(rest, i) < 'A' || byte_at(rest, i) > 'Z') {
      return STR("");
    }
  }
  return is_word(byte_at(s, at + 3)) ? STR("") : str_sub(s, at, at + 3);
}

/* "USD 12", "$0.75" */
static bool read_leading(str s, ptrdiff_t at, struct figure *f) {
  str currency = currency_at(s, at);
  ptrdiff_t from = skip_spaces(s, at + currency.n);
  str number = number_at(s, from);
  *f = (struct figure){at, from + number.n, number, currency};
  return currency.n > 0 && number.n > 0;
}

/* "0.75 USD", "0.75 $" */
static bool read_trailing(str s, ptrdiff_t at, struct figure *f) {
  str number = number_at(s, at);
  ptrdiff_t from = skip_spaces(s, at + number.n);
  str currency = number.n > 0 ? currency_at(s, from) : STR("");
  *f = (struct figure){at, from + currency.n, number, currency};
  return currency.n > 0;
}

/* "P = 0.15": a number from 0 to 1, which begins with 0 or 1. */
static bool read_probability(str s, ptrdiff_t at, struct figure *f) {
  static const str relations[] = {STR_INIT("="), STR_INIT("<"), STR_INIT(">"),
                                  STR_INIT("\xE2\x89\x88")};
  ptrdiff_t from = skip_spaces(s, at + 1);
  for (size_t i = 0; byte_at(s, at) == 'P' && i < sizeof relations / sizeof *relations; i++) {
    if (str_starts(str_sub(s, from, s.n), relations[i])) {
      ptrdiff_t digits = skip_spaces(s, from + relations[i].n);
      str number = number_at(s, digits);
      bool small = str_eq(number, STR("0")) || str_eq(number, STR("1")) ||
                   str_starts(number, STR("0.")) || str_starts(number, STR("1.0"));
      *f = (struct figure){at, digits + number.n, number, STR("P")};
      return small;
    }
  }
  return false;
}

static void keep(const struct finder *f, const struct figure *figure) {
  struct md *md = f->md;
  ptrdiff_t place = md_read_to(&md->place, f->reading, figure->beg);
  str source = md->place.block.text;
  if (place >= 0 && place < source.n && source.s[place] == '\\') {
    return;
  }
  struct md_reading behind = *f->reading;
  struct md_range range = {place, md_read_to(&md->place, &behind, figure->end)};
  *GROW(md->work, md->literal.items, md->literal.count, md->literal.cap) =
      (struct md_ref){.kind = REF_LITERAL,
                      .target = figure->number,
                      .text = figure->currency,
                      .at = md_span(&md->place, range)};
}

void md_literals_end(struct md *md) {
  struct md_literal_state *l = &md->literal;
  for (ptrdiff_t i = 0; i < l->count && !l->cited; i++) {
    *GROW(md->work, md->refs, md->ref_count, md->ref_cap) = l->items[i];
  }
  l->count = 0;
  l->cited = false;
}

/*
 * Whether a sentence ends at `at`: a stop, and behind a space or a line end no
 * small letter, as after "e.g.", and no citation, which belongs to the sentence.
 */
static bool ends_sentence(const struct md_part *part, ptrdiff_t at) {
  str s = part->text;
  if (str_find(STR(".?!"), s.s[at]) < 0) {
    return false;
  }
  if (at + 1 == s.n) {
    cmark_node *next = cmark_node_next(part->node);
    return md_is_type(next, CMARK_NODE_SOFTBREAK) || md_is_type(next, CMARK_NODE_LINEBREAK);
  }
  ptrdiff_t from = skip_spaces(s, at + 1);
  char next = byte_at(s, from);
  return from > at + 1 && from < s.n && next != '[' && !(next >= 'a' && next <= 'z');
}

static bool begins_word(str s, ptrdiff_t at) {
  char before = byte_at(s, at - 1);
  bool inside = (before == '.' || before == ',') && byte_is_digit(byte_at(s, at - 2));
  return !is_word(before) && !inside;
}

static bool read_figure(str s, ptrdiff_t at, struct figure *figure) {
  if (!begins_word(s, at)) {
    return false;
  }
  return read_leading(s, at, figure) || read_trailing(s, at, figure) ||
         read_probability(s, at, figure);
}

void md_literals_find(struct md *md, const struct md_part *part, struct md_reading *reading) {
  const struct md_literal_state *l = &md->literal;
  bool looks = l->wanted && l->quotes == 0 && md->note == 0 && !md->place.block.heading;
  struct finder f = {md, part, reading};
  for (ptrdiff_t at = part->beg; looks && at < part->end; at++) {
    struct figure figure;
    if (read_figure(part->text, at, &figure) && figure.end <= part->end) {
      keep(&f, &figure);
      at = figure.end - 1;
    } else if (!md->place.block.cell && ends_sentence(part, at)) {
      md_literals_end(md);
    }
  }
}
