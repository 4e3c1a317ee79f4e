#include "core/decide_value.h"

#include "core/num.h"

enum { READ_DIGITS = 15 }; /* all that a double tells apart */

#define DASH STR("\xe2\x80\x93") /* U+2013, as between two numbers in print */

str decide_text(const struct decide *d, struct pack_text slice) {
  return pack_text_at(&d->section[DECIDE_TEXTS], slice);
}

const struct decide_answer *decide_answers(const struct decide *d,
                                           const struct decide_question *q) {
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  return answers + q->first_answer;
}

uint32_t decide_answer_with(const struct decide *d, const struct decide_question *q,
                            uint32_t cell) {
  const struct decide_answer *answers = decide_answers(d, q);
  uint32_t i = 0;
  while (cell < answers[i].beg || cell >= answers[i].end) {
    i++;
  }
  return i;
}

/* "50k", or a range with its ends in order: "50k..200k", or as it reads, with a dash. */
static bool range_parse(const struct decide_question *q, str text, struct decide_given *given) {
  str mark = str_search(text, STR("..")) >= 0 ? STR("..") : DASH;
  ptrdiff_t at = str_search(text, mark);
  str low = at < 0 ? text : str_sub(text, 0, at);
  str high = at < 0 ? text : str_sub(text, at + mark.n, text.n);
  return num_parse_typed(low, &given->low) && num_parse_typed(high, &given->high) &&
         given->low >= q->low && given->low <= given->high && given->high <= q->high;
}

bool decide_value_parse(const struct decide *d, const struct decide_question *q, str text,
                        struct decide_given *ret_given) {
  struct decide_given given = {.is_given = true, .end = q->cells};
  const struct decide_answer *answers = decide_answers(d, q);
  bool is_known = true;
  *ret_given = (struct decide_given){.is_given = false};
  if (str_eq(text, DECIDE_UNSURE)) {
    given.is_unsure = true;
  } else if (q->type == DECIDE_NUMBER) {
    is_known = range_parse(q, text, &given);
    given.beg = decide_cell(d, q, given.low);
    given.end = decide_cell(d, q, given.high) + 1;
  } else {
    uint32_t i = 0;
    while (i < q->answers && !str_eq(decide_text(d, answers[i].id), text)) {
      i++;
    }
    is_known = i < q->answers;
    given.beg = is_known ? answers[i].beg : 0;
    given.end = given.beg + 1;
  }
  if (is_known) {
    *ret_given = given;
  }
  return is_known;
}

str decide_value_text(const struct decide *d, const struct decide_question *q,
                      const struct decide_given *given, char *memory) {
  if (given->is_unsure) {
    return DECIDE_UNSURE;
  }
  if (q->type != DECIDE_NUMBER) {
    return decide_text(d, decide_answers(d, q)[decide_answer_with(d, q, given->beg)].id);
  }
  buf b = buf_over(memory, DECIDE_VALUE_MAX);
  num_print(&b, given->low);
  if (given->low < given->high) {
    buf_str(&b, STR(".."));
    num_print(&b, given->high);
  }
  return buf_text(&b);
}

void decide_value_print(const struct decide *d, const struct decide_question *q,
                        const struct decide_given *given, buf *out) {
  char memory[DECIDE_VALUE_MAX];
  if (q->type != DECIDE_NUMBER || given->is_unsure) {
    buf_str(out, decide_value_text(d, q, given, memory));
    return;
  }
  num_print_grouped(out, given->low, READ_DIGITS);
  if (given->low < given->high) {
    buf_str(out, DASH);
    num_print_grouped(out, given->high, READ_DIGITS);
  }
}
