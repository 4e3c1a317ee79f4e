#include "core/search_parts.h"

enum {
  MARKS_MAX = 200,    /* words of a section that fit; later ones do not make a better teaser */
  TEASER_SPAN = 160,  /* bytes from the first mark to the last */
  TEASER_BEFORE = 70, /* bytes in front of the first mark, at most */
  TEASER_SIZE = 220   /* bytes */
};

struct mark {
  ptrdiff_t beg, end;
  uint32_t words;
};

uint32_t search_token_words(const struct search_query *q, str token, uint32_t *ret_well) {
  uint32_t words = 0;
  *ret_well = 0;
  for (int i = 0; i < q->word_count; i++) {
    double fit = search_match(&q->words[i], token);
    words |= (uint32_t)(fit > 0) << i;
    /* What is typed may go on. */
    bool well = fit >= 0.9 || (fit > 0 && q->words[i].typing && !q->words[i].loose);
    *ret_well |= (uint32_t)well << i;
  }
  return words;
}

/* Words that say hardly anything beside the others are not worth a mark. */
static uint32_t words_worth(const struct search_query *q) {
  double most = 0;
  uint32_t words = q->quoted;
  for (int i = 0; i < q->word_count; i++) {
    most = q->importance[i] > most ? q->importance[i] : most;
  }
  for (int i = 0; i < q->word_count; i++) {
    words |= (uint32_t)(q->importance[i] * 6 >= most) << i;
  }
  return words;
}

static int marks_find(const struct search_query *q, str text, struct mark *marks) {
  struct search_token token;
  int count = 0;
  uint32_t worth = words_worth(q);
  for (ptrdiff_t at = 0; count < MARKS_MAX && search_word_next(text, &at, &token);) {
    uint32_t well;
    uint32_t words = search_token_words(q, search_token_text(&token), &well) & worth;
    if (words != 0) {
      marks[count++] = (struct mark){token.beg, token.end, words};
    }
  }
  return count;
}

/* How much the marks from the first one on say, up to `ret_last`; words beside each other
 * say a little more. */
static double span_value(const struct search_query *q, const struct mark *marks, int count,
                         int *ret_last) {
  uint32_t words = 0;
  double value = 0;
  for (int i = 0; i < count && marks[i].end - marks[0].beg <= TEASER_SPAN; i++) {
    for (int w = 0; w < q->word_count; w++) {
      bool fresh = (marks[i].words & ~words) >> w & 1;
      value += fresh ? q->importance[w] : 0;
    }
    bool beside = i > 0 && marks[i].beg - marks[i - 1].end < 2;
    value += beside ? q->importance_sum / 50 : 0;
    words |= marks[i].words;
    *ret_last = i;
  }
  return value;
}

/* Where a teaser begins that shows what stands at `at`: with its line, or some words before. */
static ptrdiff_t teaser_begin(str text, ptrdiff_t at) {
  ptrdiff_t from = at > TEASER_BEFORE ? at - TEASER_BEFORE : 0;
  str before = str_sub(text, from, at);
  ptrdiff_t line = str_find(before, '\n');
  if (from == 0 || line >= 0) {
    return from == 0 ? 0 : from + line + 1;
  }
  ptrdiff_t space = str_find(before, ' ');
  return space < 0 ? at : from + space + 1;
}

static ptrdiff_t teaser_end(str text, ptrdiff_t beg, ptrdiff_t least) {
  if (text.n - beg <= TEASER_SIZE) {
    return text.n;
  }
  str part = str_sub(text, beg, beg + TEASER_SIZE);
  ptrdiff_t end = str_rfind(part, ' ');
  ptrdiff_t line = str_rfind(part, '\n');
  end = beg + (line > end ? line : end);
  return end > least ? end : least;
}

void search_field_write(str text, buf *out) {
  for (ptrdiff_t i = 0; i < text.n; i++) {
    buf_byte(out, (unsigned char)text.s[i] < ' ' ? ' ' : text.s[i]);
  }
}

/* Lines of a text were paragraphs, cells or items: a point stands between them. */
static void part_write(str text, ptrdiff_t beg, ptrdiff_t end, buf *out) {
  for (ptrdiff_t i = beg; i < end; i++) {
    char before = i > 0 ? text.s[i - 1] : '.';
    if (text.s[i] == '\n' && str_find(STR(".!?:;,"), before) < 0) {
      buf_str(out, STR(" \xc2\xb7 "));
    } else {
      search_field_write(str_sub(text, i, i + 1), out);
    }
  }
}

void search_teaser_write(const struct search_query *q, str text, buf *out) {
  struct mark *marks = NEW(q->scratch, struct mark, MARKS_MAX);
  int count = marks_find(q, text, marks);
  int first = 0;
  int last = -1;
  double best = 0;
  for (int i = 0; i < count; i++) {
    int until = 0;
    double value = span_value(q, marks + i, count - i, &until);
    if (value > best) {
      best = value;
      first = i;
      last = i + until;
    }
  }
  ptrdiff_t beg = last < 0 ? 0 : teaser_begin(text, marks[first].beg);
  ptrdiff_t end = teaser_end(text, beg, last < 0 ? beg : marks[last].end);
  ptrdiff_t at = beg;
  buf_str(out, beg > 0 && text.s[beg - 1] != '\n' ? STR("\xe2\x80\xa6 ") : STR(""));
  for (int i = 0; i < count && marks[i].end <= end; i++) {
    if (marks[i].beg < at) {
      continue;
    }
    part_write(text, at, marks[i].beg, out);
    buf_byte(out, '\t');
    search_field_write(str_sub(text, marks[i].beg, marks[i].end), out);
    buf_byte(out, '\t');
    at = marks[i].end;
  }
  part_write(text, at, end, out);
  buf_str(out, end < text.n && text.s[end] != '\n' ? STR(" \xe2\x80\xa6") : STR(""));
}
