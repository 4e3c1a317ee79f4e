#include "core/decide_value.h"

#include "core/day.h"
#include "core/num.h"

enum {
  READ_DIGITS = 15, /* all that a double tells apart */
  NUMBER_BYTES = 64 /* more than any number takes */
};

#define DASH STR("\xe2\x80\x93") /* U+2013, as between two numbers in print */

str decide_text(const struct decide *d, struct pack_text slice) {
  return pack_text_at(&d->section[DECIDE_TEXTS], slice);
}

const struct decide_question *decide_question(const struct decide *d, uint32_t question) {
  const struct decide_question *questions = d->section[DECIDE_QUESTIONS].items;
  return questions + question;
}

const struct decide_answer *decide_answers(const struct decide *d,
                                           const struct decide_question *q) {
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  return answers + q->first_answer;
}

bool decide_is_number(const struct decide_question *q) {
  return q->type == DECIDE_NUMBER || q->type == DECIDE_DATE;
}

uint32_t decide_answer_with(const struct decide *d, const struct decide_question *q,
                            uint32_t cell) {
  const struct decide_answer *answers = decide_answers(d, q);
  uint32_t i = 0;
  /* Where thresholds were moved across others, no band may have it; then it is the last. */
  while (i + 1 < q->answers && (cell < answers[i].beg || cell >= answers[i].end)) {
    i++;
  }
  return i;
}

struct decide_givens decide_givens_new(const struct decide *d, arena *a) {
  return (struct decide_givens){
      .of = NEW(a, struct decide_given, (ptrdiff_t)d->section[DECIDE_QUESTIONS].count),
      .cells = NEW(a, struct decide_cells, (ptrdiff_t)d->section[DECIDE_VARIABLES].count),
      .chosen = NEW(a, bool, (ptrdiff_t)d->section[DECIDE_ANSWERS].count),
  };
}

bool decide_number_parse(bool is_day, str text, double *ret) {
  int64_t day = 0;
  if (!is_day) {
    return num_parse_typed(text, ret);
  }
  bool is_good = day_parse(str_trim(text), &day);
  *ret = (double)day;
  return is_good;
}

/* "50k", or a range with its ends in order: "50k..200k", or as it reads, with a dash. */
static bool range_parse(const struct decide *d, const struct decide_question *q, str text,
                        struct decide_given *given, struct decide_cells *cells) {
  str mark = str_search(text, STR("..")) >= 0 ? STR("..") : DASH;
  ptrdiff_t at = str_search(text, mark);
  str low = at < 0 ? text : str_sub(text, 0, at);
  str high = at < 0 ? text : str_sub(text, at + mark.n, text.n);
  bool is_day = q->type == DECIDE_DATE;
  if (!decide_number_parse(is_day, low, &given->low) ||
      !decide_number_parse(is_day, high, &given->high) || given->low < q->low ||
      given->low > given->high || given->high > q->high) {
    return false;
  }
  *cells = (struct decide_cells){decide_cell(d, q, given->low), decide_cell(d, q, given->high) + 1};
  return true;
}

double decide_number_in(const struct decide *d, const struct decide_question *q, uint32_t cell) {
  if (!decide_is_number(q)) {
    return 0;
  }
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  const struct decide_cut *below = cell > 0 ? &cuts[q->first_cut + cell - 1] : NULL;
  const struct decide_cut *above = cell < q->cells - 1 ? &cuts[q->first_cut + cell] : NULL;
  double low = below != NULL ? below->at : q->low;
  double high = above != NULL ? above->at : q->high;
  if (below == NULL || below->open == 0) {
    return low;
  }
  if (low + 1 < high) {
    return low + 1; /* whole numbers read better than the middle */
  }
  return above == NULL || above->open != 0 ? high : low + (high - low) / 2;
}

static uint32_t answer_find(const struct decide *d, const struct decide_question *q, str id) {
  const struct decide_answer *answers = decide_answers(d, q);
  uint32_t i = 0;
  while (i < q->answers && !str_eq(decide_text(d, answers[i].id), id)) {
    i++;
  }
  return i;
}

/* How many choices without a variable of their own are chosen is the last variable. */
static bool several_parse(const struct decide *d, const struct decide_question *q, str text,
                          struct decide_givens *g) {
  const struct decide_answer *answers = decide_answers(d, q);
  bool *chosen = g->chosen + q->first_answer;
  struct decide_cells *cells = g->cells + q->first_variable;
  uint32_t others = 0;
  uint32_t named = 0; /* choices that have a variable */
  for (uint32_t i = 0; i < q->answers; i++) {
    chosen[i] = false;
    named += answers[i].beg != DECIDE_NONE;
  }
  for (uint32_t v = 0; v < q->variables; v++) {
    cells[v] = (struct decide_cells){0, 1};
  }
  for (bool is_none = str_eq(text, DECIDE_NOTHING); !is_none; is_none = text.n == 0) {
    uint32_t i = answer_find(d, q, str_trim(str_take(&text, ',')));
    if (i == q->answers) {
      return false;
    }
    others += answers[i].beg == DECIDE_NONE && !chosen[i];
    chosen[i] = true;
    if (answers[i].beg != DECIDE_NONE) {
      cells[answers[i].beg] = (struct decide_cells){1, 2};
    }
  }
  if (named < q->variables) {
    cells[named] = (struct decide_cells){others, others + 1};
  }
  return true;
}

static void set_unsure(const struct decide *d, const struct decide_question *q,
                       struct decide_givens *g) {
  const struct decide_variable *v = d->section[DECIDE_VARIABLES].items;
  for (uint32_t i = q->first_variable; i < q->first_variable + q->variables; i++) {
    g->cells[i] = (struct decide_cells){0, v[i].cells};
  }
}

double decide_convert(double value, double factor) {
  enum { DIGITS = 6 }; /* more are not known, and readers are to see what counts */
  char memory[NUMBER_BYTES];
  buf b = buf_over(memory, NUMBER_BYTES);
  if (factor != 1) {
    num_print_grouped(&b, value * factor, DIGITS);
    (void)num_parse_typed(buf_text(&b), &value);
  }
  return value;
}

bool decide_figure(double factor, str text, double *ret) {
  bool is_never = factor != 0 && str_eq(text, STR("never"));
  bool is_number = factor != 0 && num_parse(text, ret);
  *ret = is_never ? DECIDE_NEVER : is_number ? decide_convert(*ret, factor) : 0;
  return is_never || is_number;
}

/* What stands behind "~" of an answer that feeds an input: a number as that input has it. */
static str fed_value(const struct decide_question *q, str text, buf *memory) {
  double value = 0;
  if (q->feeds.n == 0 || text.n == 0 || text.s[0] != '~') {
    return text;
  }
  text = str_sub(text, 1, text.n);
  if (q->type != DECIDE_NUMBER || !decide_figure(1 / q->feeds_factor, text, &value)) {
    return text;
  }
  num_print(memory, value);
  return buf_text(memory);
}

bool decide_value_parse(const struct decide *d, uint32_t question, str text,
                        struct decide_givens *givens) {
  const struct decide_question *q = decide_question(d, question);
  char memory[NUMBER_BYTES];
  buf fed = buf_over(memory, NUMBER_BYTES);
  text = fed_value(q, text, &fed);
  struct decide_given given = {.is_given = true, .is_unsure = str_eq(text, DECIDE_UNSURE)};
  bool is_known = true;
  if (given.is_unsure) {
    set_unsure(d, q, givens);
  } else if (q->type == DECIDE_SEVERAL) {
    is_known = several_parse(d, q, text, givens);
  } else if (decide_is_number(q)) {
    is_known = range_parse(d, q, text, &given, &givens->cells[q->first_variable]);
  } else {
    uint32_t i = answer_find(d, q, text);
    is_known = i < q->answers;
    givens->cells[q->first_variable] = (struct decide_cells){i, i + 1};
  }
  givens->of[question] = is_known ? given : (struct decide_given){.is_given = false};
  return is_known;
}

void decide_number_print(bool is_day, double value, bool is_canonical, buf *out) {
  if (is_day) {
    day_print(out, (int64_t)value);
  } else if (is_canonical) {
    num_print(out, value);
  } else {
    num_print_grouped(out, value, READ_DIGITS);
  }
}

static void value_write(const struct decide *d, uint32_t question,
                        const struct decide_givens *givens, bool is_canonical, buf *out) {
  const struct decide_question *q = decide_question(d, question);
  const struct decide_answer *answers = decide_answers(d, q);
  const struct decide_given *given = &givens->of[question];
  if (given->is_unsure) {
    buf_str(out, DECIDE_UNSURE);
  } else if (decide_is_number(q)) {
    bool is_day = q->type == DECIDE_DATE;
    decide_number_print(is_day, given->low, is_canonical, out);
    if (given->low < given->high) {
      buf_str(out, is_canonical ? STR("..") : DASH);
      decide_number_print(is_day, given->high, is_canonical, out);
    }
  } else if (q->type == DECIDE_SEVERAL) {
    bool is_first = true;
    for (uint32_t i = 0; i < q->answers; i++) {
      if (givens->chosen[q->first_answer + i]) {
        buf_str(out, is_first ? STR("") : STR(","));
        buf_str(out, decide_text(d, answers[i].id));
        is_first = false;
      }
    }
    buf_str(out, is_first ? DECIDE_NOTHING : STR(""));
  } else {
    buf_str(out, decide_text(d, answers[givens->cells[q->first_variable].beg].id));
  }
}

void decide_value_write(const struct decide *d, uint32_t question,
                        const struct decide_givens *givens, buf *out) {
  value_write(d, question, givens, true, out);
}

void decide_value_print(const struct decide *d, uint32_t question,
                        const struct decide_givens *givens, buf *out) {
  value_write(d, question, givens, false, out);
}

uint32_t decide_value_answer(const struct decide *d, uint32_t question,
                             const struct decide_givens *givens) {
  const struct decide_question *q = decide_question(d, question);
  if (q->type == DECIDE_SEVERAL) {
    return DECIDE_NONE;
  }
  struct decide_cells cells = givens->cells[q->first_variable];
  uint32_t first = decide_answer_with(d, q, cells.beg);
  return decide_answers(d, q)[first].end >= cells.end ? first : DECIDE_NONE;
}
