#include "render/words.h"

#include "core/day.h"
#include "core/num.h"

enum { DIGITS = 15 /* all that a double tells apart */ };

struct words {
  const struct decision *d;
  struct html *h; /* NULL: plain text */
  buf *plain;
};

static void put(struct words *w, str text) {
  if (w->h != NULL) {
    html_text(w->h, text);
  } else {
    buf_str(w->plain, text);
  }
}

static void strong_begin(struct words *w) {
  if (w->h != NULL) {
    html_open(w->h, STR("b"));
  }
}

static void strong_end(struct words *w) {
  if (w->h != NULL) {
    html_close(w->h, STR("b"));
  }
}

static void strong(struct words *w, str text) {
  strong_begin(w);
  put(w, text);
  strong_end(w);
}

/* A link to a place on the page. */
static void write_link(struct words *w, str prefix, str id, str text) {
  char memory[256];
  buf url = buf_over(memory, (ptrdiff_t)sizeof memory);
  if (w->h == NULL) {
    put(w, text);
    return;
  }
  buf_str(&url, prefix);
  buf_str(&url, id);
  html_open(w->h, STR("a"));
  html_attr(w->h, STR("href"), buf_text(&url));
  put(w, text);
  html_close(w->h, STR("a"));
}

void words_unit(str unit, buf *out) {
  enum { WORD_LEAST = 4 }; /* shorter ones are symbols: km/h */
  static const struct {
    str unit, words;
  } spans[] = {
      {STR_INIT("/mo"), STR_INIT(" a month")}, {STR_INIT("/d"), STR_INIT(" a day")},
      {STR_INIT("/y"), STR_INIT(" a year")},   {STR_INIT("/yr"), STR_INIT(" a year")},
      {STR_INIT("/h"), STR_INIT(" an hour")},  {STR_INIT("/s"), STR_INIT(" a second")},
  };
  ptrdiff_t end = 0;
  while (end < unit.n && unit.s[end] >= 'a' && unit.s[end] <= 'z') {
    end++;
  }
  for (size_t i = 0; end >= WORD_LEAST && i < sizeof spans / sizeof *spans; i++) {
    if (str_eq(str_sub(unit, end, unit.n), spans[i].unit)) {
      buf_str(out, str_sub(unit, 0, end));
      buf_str(out, unit.s[end - 1] == 's' ? STR("") : STR("s"));
      buf_str(out, spans[i].words);
      return;
    }
  }
  buf_str(out, unit);
}

/* A choice's label; the names of groups, and `none`, speak for themselves. */
static str choice_text(const struct decision_question *q, str name) {
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    if (str_eq(q->choices[i].id, name)) {
      return q->choices[i].label;
    }
  }
  return name;
}

static void write_choices(struct words *w, const struct condition *c,
                          const struct decision_question *q, bool is_not) {
  for (ptrdiff_t i = 0; i < c->choice_count; i++) {
    bool is_last = i == c->choice_count - 1;
    str join = !is_last ? STR(", ") : is_not ? STR(" nor ") : STR(" or ");
    put(w, i == 0 ? STR("") : join);
    strong(w, choice_text(q, c->choices[i]));
  }
}

static void write_number(struct words *w, const struct condition *c,
                         const struct decision_question *q, str lead) {
  char memory[128];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  const struct decision_threshold *t =
      c->threshold_index < 0 ? NULL : &w->d->thresholds[c->threshold_index];
  double value = c->number; /* of a threshold, in the unit of the question */
  buf_str(&b, lead);
  if (t == NULL ? c->is_day : t->is_day) {
    day_print(&b, (int64_t)value);
  } else if (value >= DECIDE_NEVER) {
    buf_str(&b, STR("never"));
  } else {
    num_print_grouped(&b, value, DIGITS);
  }
  strong_begin(w);
  if (t == NULL) {
    put(w, buf_text(&b));
  } else {
    write_link(w, STR("#t-"), t->id, buf_text(&b));
  }
  if (c->counts) {
    put(w, STR(" of them"));
  } else if (q->unit.n > 0) {
    put(w, STR(" "));
    b.n = 0;
    words_unit(q->unit, &b);
    put(w, b.full ? q->unit : buf_text(&b));
  }
  strong_end(w);
}

static str number_lead(const struct condition *c, const struct decision_question *q, bool is_not) {
  bool is_day = q->type == DECIDE_DATE && !c->counts;
  switch (c->kind) {
    case COND_LESS:
      return is_not   ? (is_day ? STR("from ") : STR("at least "))
             : is_day ? STR("before ")
                      : STR("below ");
    case COND_LESS_EQUAL:
      return is_not   ? (is_day ? STR("after ") : STR("above "))
             : is_day ? STR("up to ")
                      : STR("at most ");
    case COND_EQUAL:
    case COND_OR:
    case COND_AND:
    case COND_NOT:
    case COND_YES:
    case COND_IS:
    case COND_HAS:
      break;
  }
  return is_not ? STR("anything but ") : is_day ? STR("") : STR("exactly ");
}

static void write_test(struct words *w, const struct condition *c, bool is_not) {
  const struct decision_question *q = &w->d->questions[c->index];
  write_link(w, STR("#q-"), q->id, q->ask);
  put(w, STR(" "));
  if (c->kind == COND_YES) {
    strong(w, choice_text(q, is_not ? STR("no") : STR("yes")));
  } else if (c->kind == COND_IS) {
    put(w, !is_not ? STR("") : c->choice_count > 1 ? STR("neither ") : STR("not "));
    write_choices(w, c, q, is_not);
  } else if (c->kind == COND_HAS) {
    put(w, !is_not ? STR("with ") : STR("without "));
    write_choices(w, c, q, false);
  } else {
    write_number(w, c, q, number_lead(c, q, is_not));
  }
}

static bool is_chain(const struct condition *c) {
  return c->kind == COND_AND || c->kind == COND_OR;
}

static void write_condition(struct words *w, const struct condition *c, bool is_inside);

/* The parts of a chain, which hangs to the left. */
static void write_chain(struct words *w, const struct condition *c) {
  if (c->left->kind == c->kind) {
    write_chain(w, c->left);
  } else {
    write_condition(w, c->left, true);
  }
  put(w, c->kind == COND_AND ? STR(" and ") : STR(" or "));
  write_condition(w, c->right, true);
}

static void write_condition(struct words *w, const struct condition *c, bool is_inside) {
  bool is_not = false;
  for (; c->kind == COND_NOT; c = c->left) {
    is_not = !is_not;
  }
  if (!is_chain(c)) {
    write_test(w, c, is_not);
    return;
  }
  bool is_closed = is_inside || is_not;
  put(w, is_not ? STR("not (") : is_closed ? STR("(") : STR(""));
  write_chain(w, c);
  put(w, is_closed ? STR(")") : STR(""));
}

void words_condition(const struct decision *d, const struct condition *c, struct html *h) {
  struct words w = {.d = d, .h = h};
  write_condition(&w, c, false);
}

void words_condition_text(const struct decision *d, const struct condition *c, buf *out) {
  struct words w = {.d = d, .plain = out};
  write_condition(&w, c, false);
}
