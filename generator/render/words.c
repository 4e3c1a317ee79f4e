#include "render/words.h"

#include "core/day.h"
#include "core/decide_value.h"
#include "core/num.h"

enum { DIGITS = 15 /* all that a double tells apart */ };

struct words {
  const struct strings *ui; /* NULL: English */
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

/* A text of the site's language. */
static str word(const struct strings *ui, str key, str english) {
  return ui == NULL ? english : strings_get(ui, key);
}

static void put_word(struct words *w, str key, str english) {
  put(w, word(w->ui, key, english));
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

/* Letters of a word: a second one is small. */
static ptrdiff_t word_end(str unit) {
  ptrdiff_t end = 0;
  while (end < unit.n) {
    char c = unit.s[end];
    bool small = c >= 'a' && c <= 'z';
    bool other = (unsigned char)c >= 0x80 || (end == 0 && byte_is_alpha(c));
    if (!small && !other) {
      break;
    }
    end++;
  }
  return end;
}

/* "{unit}s a month": an s is not doubled. */
static void put_span(str text, str unit, buf *out) {
  str before;
  str behind;
  if (!str_cut(text, '{', &before, &behind)) {
    before = STR("");
    behind = STR("}");
  }
  (void)str_take(&behind, '}');
  bool twice = behind.n > 1 && behind.s[0] == unit.s[unit.n - 1] && behind.s[1] == ' ';
  buf_str(out, before);
  buf_str(out, unit);
  buf_str(out, twice ? str_sub(behind, 1, behind.n) : behind);
}

void words_unit(const struct strings *ui, str unit, buf *out) {
  enum { WORD_LEAST = 4 }; /* shorter ones are symbols: km/h */
  const struct {
    str unit, words;
  } spans[] = {
      {STR("/mo"), word(ui, STR("a_month"), STR("{unit}s a month"))},
      {STR("/d"), word(ui, STR("a_day"), STR("{unit}s a day"))},
      {STR("/y"), word(ui, STR("a_year"), STR("{unit}s a year"))},
      {STR("/yr"), word(ui, STR("a_year"), STR("{unit}s a year"))},
      {STR("/h"), word(ui, STR("an_hour"), STR("{unit}s an hour"))},
      {STR("/s"), word(ui, STR("a_second"), STR("{unit}s a second"))},
  };
  ptrdiff_t end = word_end(unit);
  for (size_t i = 0; end >= WORD_LEAST && i < sizeof spans / sizeof *spans; i++) {
    if (str_eq(str_sub(unit, end, unit.n), spans[i].unit)) {
      put_span(spans[i].words, str_sub(unit, 0, end), out);
      return;
    }
  }
  buf_str(out, unit);
}

/* A choice's label; the names of groups speak for themselves. */
static str choice_text(const struct words *w, const struct decision_question *q, str name) {
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    if (str_eq(q->choices[i].id, name)) {
      return q->choices[i].label;
    }
  }
  bool is_none = str_eq(name, DECIDE_NOTHING);
  return is_none ? word(w->ui, STR("none_of_these"), STR("None of these")) : name;
}

/* Words that join others: with a space on each side. */
static void put_join(struct words *w, str key, str english) {
  put(w, STR(" "));
  put_word(w, key, english);
  put(w, STR(" "));
}

static void write_choices(struct words *w, const struct condition *c,
                          const struct decision_question *q, bool is_not) {
  for (ptrdiff_t i = 0; i < c->choice_count; i++) {
    if (i > 0 && i < c->choice_count - 1) {
      put(w, STR(", "));
    } else if (i > 0 && is_not) {
      put_join(w, STR("nor"), STR("nor"));
    } else if (i > 0) {
      put_join(w, STR("or"), STR("or"));
    }
    strong(w, choice_text(w, q, c->choices[i]));
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
  buf_str(&b, lead.n > 0 ? STR(" ") : STR(""));
  if (t == NULL ? c->is_day : t->is_day) {
    day_print(&b, (int64_t)value);
  } else if (value >= DECIDE_NEVER) {
    buf_str(&b, word(w->ui, STR("never"), STR("never")));
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
    put(w, STR(" "));
    put_word(w, STR("of_them"), STR("of them"));
  } else if (q->unit.n > 0) {
    put(w, STR(" "));
    b.n = 0;
    words_unit(w->ui, q->unit, &b);
    put(w, b.full ? q->unit : buf_text(&b));
  }
  strong_end(w);
}

static str number_lead(const struct words *w, const struct condition *c,
                       const struct decision_question *q, bool is_not) {
  const struct strings *ui = w->ui;
  bool is_day = q->type == DECIDE_DATE && !c->counts;
  if (c->kind == COND_LESS && is_day) {
    return is_not ? word(ui, STR("from_day"), STR("from"))
                  : word(ui, STR("before_day"), STR("before"));
  }
  if (c->kind == COND_LESS) {
    return is_not ? word(ui, STR("at_least"), STR("at least"))
                  : word(ui, STR("below"), STR("below"));
  }
  if (c->kind == COND_LESS_EQUAL && is_day) {
    return is_not ? word(ui, STR("after_day"), STR("after"))
                  : word(ui, STR("until_day"), STR("until"));
  }
  if (c->kind == COND_LESS_EQUAL) {
    return is_not ? word(ui, STR("above"), STR("above")) : word(ui, STR("at_most"), STR("at most"));
  }
  return is_not   ? word(ui, STR("anything_but"), STR("anything but"))
         : is_day ? STR("")
                  : word(ui, STR("exactly"), STR("exactly"));
}

static void write_test(struct words *w, const struct condition *c, bool is_not) {
  const struct decision_question *q = &w->d->questions[c->index];
  write_link(w, STR("#q-"), q->id, q->ask);
  put(w, STR(" "));
  if (c->kind == COND_YES) {
    strong(w, choice_text(w, q, is_not ? STR("no") : STR("yes")));
  } else if (c->kind == COND_IS) {
    if (is_not && c->choice_count > 1) {
      put_word(w, STR("neither"), STR("neither"));
    } else if (is_not) {
      put_word(w, STR("not"), STR("not"));
    }
    put(w, is_not ? STR(" ") : STR(""));
    write_choices(w, c, q, is_not);
  } else if (c->kind == COND_HAS) {
    put(w, is_not ? word(w->ui, STR("without"), STR("without"))
                  : word(w->ui, STR("with"), STR("with")));
    put(w, STR(" "));
    write_choices(w, c, q, false);
  } else {
    write_number(w, c, q, number_lead(w, c, q, is_not));
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
  if (c->kind == COND_AND) {
    put_join(w, STR("and"), STR("and"));
  } else {
    put_join(w, STR("or"), STR("or"));
  }
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
  if (is_not) {
    put_word(w, STR("not"), STR("not"));
  }
  put(w, is_not ? STR(" (") : is_closed ? STR("(") : STR(""));
  write_chain(w, c);
  put(w, is_closed ? STR(")") : STR(""));
}

void words_condition(const struct strings *ui, const struct decision *d, const struct condition *c,
                     struct html *h) {
  struct words w = {.ui = ui, .d = d, .h = h};
  write_condition(&w, c, false);
}

void words_condition_text(const struct strings *ui, const struct decision *d,
                          const struct condition *c, buf *out) {
  struct words w = {.ui = ui, .d = d, .plain = out};
  write_condition(&w, c, false);
}
