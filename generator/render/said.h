/*
 * The texts of a decision with what is known once it has answers: the wording that fits, the
 * answers and figures that it quotes, what outcomes cost. For the terminal and the record;
 * in a page wizard.js and prices.js say the same.
 */
#ifndef FINGERPOST_RENDER_SAID_H
#define FINGERPOST_RENDER_SAID_H

#include "model/site.h"

struct said {
  const struct decision *d;
  str lines;              /* of decide_run */
  const struct site *low; /* has the numbers of the decision's table at these answers; NULL: none */
  const struct site *high; /* likewise at the high ends of answers that are ranges, or NULL */
  bool is_live;            /* some answers feed the table: else it is as it stands */
  bool is_page;            /* units stand behind spaces that do not break, as on pages */
};

/* A line of an answer: ID VALUE ANSWER TEXT ASK HINT. */
struct said_answer {
  str id, value, index, text, ask, hint;
};
struct said_answer said_answer_of(str fields);

/* The next line of a kind, without it; false: there is none left. */
bool said_next(str *rest, str kind, str *ret_fields);
/* The fields of the only line of a kind; empty: there is none. */
str said_only(str lines, str kind);

/* Wordings of a question that is answered or asked; `out` gets plain text. */
void said_ask(const struct said *s, str id, buf *out);
void said_hint(const struct said *s, str id, buf *out);
/* How an answer reads. */
void said_reading(const struct said *s, const struct said_answer *a, buf *out);
/* A text with its holes filled. */
void said_text(const struct said *s, str text, buf *out);
/* "Costs, at your answers: 30 USD/mo (Prompting)."; nothing where nobody says. */
void said_bill(const struct said *s, const struct decision_outcome *o, buf *out);

#endif
