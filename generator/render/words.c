#include "render/words.h"

#include "core/day.h"
#include "core/num.h"

enum { DIGITS = 15 /* all that a double tells apart */ };

struct words {
  const struct decision *d;
  struct html *h;
};

static void write_question(struct words *w, const struct decision_question *q) {
  char memory[256];
  buf url = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&url, STR("#q-"));
  buf_str(&url, q->id);
  html_open(w->h, STR("a"));
  html_attr(w->h, STR("href"), buf_text(&url));
  html_text(w->h, q->ask);
  html_close(w->h, STR("a"));
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
    html_text(w->h, i == 0 ? STR("") : join);
    html_element(w->h, STR("b"), choice_text(q, c->choices[i]));
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
  html_open(w->h, STR("b"));
  html_text(w->h, buf_text(&b));
  if (c->counts) {
    html_text(w->h, STR(" of them"));
  } else if (q->unit.n > 0) {
    html_text(w->h, STR(" "));
    html_text(w->h, q->unit);
  }
  html_close(w->h, STR("b"));
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
  write_question(w, q);
  html_text(w->h, STR(" "));
  if (c->kind == COND_YES) {
    html_element(w->h, STR("b"), choice_text(q, is_not ? STR("no") : STR("yes")));
  } else if (c->kind == COND_IS) {
    html_text(w->h, !is_not ? STR("") : c->choice_count > 1 ? STR("neither ") : STR("not "));
    write_choices(w, c, q, is_not);
  } else if (c->kind == COND_HAS) {
    html_text(w->h, !is_not ? STR("with ") : STR("without "));
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
  html_text(w->h, c->kind == COND_AND ? STR(" and ") : STR(" or "));
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
  html_text(w->h, is_not ? STR("not (") : is_closed ? STR("(") : STR(""));
  write_chain(w, c);
  html_text(w->h, is_closed ? STR(")") : STR(""));
}

void words_condition(const struct decision *d, const struct condition *c, struct html *h) {
  struct words w = {.d = d, .h = h};
  write_condition(&w, c, false);
}
