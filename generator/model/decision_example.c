#include "core/day.h"
#include "core/num.h"
#include "model/decision_survey.h"

double decision_number_in(const struct decision_question *q, uint32_t cell) {
  const struct decide_cut *below = cell > 0 ? &q->cuts[cell - 1] : NULL;
  const struct decide_cut *above = cell < q->cells - 1 ? &q->cuts[cell] : NULL;
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

void decision_value(const struct decision_question *q, uint32_t cell, buf *out) {
  if (q->type == DECIDE_DATE) {
    day_print(out, (int64_t)decision_number_in(q, cell));
  } else if (q->type == DECIDE_NUMBER) {
    num_print(out, decision_number_in(q, cell));
  } else {
    buf_str(out, q->choices[cell].id);
  }
}

/* The choices of several that these cells of its variables mean; `others` more of the rest. */
static void several_value(const struct decision *d, uint32_t question, const uint32_t *cells,
                          buf *out) {
  const struct decide_question *q = d->program.section[DECIDE_QUESTIONS].items;
  const struct decide_answer *answers = d->program.section[DECIDE_ANSWERS].items;
  const struct decision_question *own = &d->questions[d->by_rank[question]];
  q += question;
  uint32_t named = 0;
  for (uint32_t i = 0; i < q->answers; i++) {
    named += answers[q->first_answer + i].beg != DECIDE_NONE;
  }
  uint32_t others = named < q->variables ? cells[q->first_variable + named] : 0;
  ptrdiff_t start = out->n;
  for (uint32_t i = 0; i < q->answers; i++) {
    uint32_t at = answers[q->first_answer + i].beg;
    bool chosen = at == DECIDE_NONE ? others > 0 : cells[q->first_variable + at] == 1;
    others -= at == DECIDE_NONE && chosen;
    if (chosen) {
      buf_str(out, out->n > start ? STR(", ") : STR("["));
      buf_str(out, own->choices[i].id);
    }
  }
  buf_str(out, out->n == start ? STR("none") : STR("]"));
}

str decision_answers_text(const struct decision *d, const uint32_t *cells, const bool *used,
                          arena *a) {
  const struct decide_question *questions = d->program.section[DECIDE_QUESTIONS].items;
  buf out = buf_open(a);
  for (uint32_t q = 0; q < (uint32_t)d->question_count; q++) {
    bool is_used = false;
    for (uint32_t v = 0; v < questions[q].variables; v++) {
      is_used = is_used || used[questions[q].first_variable + v];
    }
    if (!is_used) {
      continue;
    }
    const struct decision_question *own = &d->questions[d->by_rank[q]];
    buf_str(&out, out.n == 0 ? STR("") : STR(", "));
    buf_str(&out, own->id);
    buf_str(&out, STR(": "));
    if (own->type == DECIDE_SEVERAL) {
      several_value(d, q, cells, &out);
    } else {
      decision_value(own, cells[questions[q].first_variable], &out);
    }
  }
  return buf_close(&out, a);
}

/* Which nodes lead to the leaf: children come before their parents. */
static const bool *nodes_towards(const struct diagram *g, diagram_ref r, diagram_ref leaf,
                                 arena *a) {
  bool *towards = NEW(a, bool, (ptrdiff_t)r + 1);
  for (diagram_ref i = 0; i <= r; i++) {
    const diagram_ref *children = diagram_children(g, i);
    for (uint32_t c = 0; c < diagram_cell_count(g, diagram_question(g, i)); c++) {
      towards[i] = towards[i] || children[c] == leaf ||
                   (!diagram_is_leaf(children[c]) && towards[children[c]]);
    }
  }
  return towards;
}

str decision_example(const struct decision *d, struct diagram *g, diagram_ref r, diagram_ref leaf,
                     arena *a) {
  ptrdiff_t variables = (ptrdiff_t)d->program.section[DECIDE_VARIABLES].count;
  uint32_t *cells = NEW(a, uint32_t, variables);
  bool *used = NEW(a, bool, variables);
  const bool *towards = diagram_is_leaf(r) ? NULL : nodes_towards(g, r, leaf, a);
  while (!diagram_is_leaf(r)) {
    uint32_t variable = diagram_question(g, r);
    const diagram_ref *children = diagram_children(g, r);
    uint32_t c = 0;
    while (children[c] != leaf && (diagram_is_leaf(children[c]) || !towards[children[c]])) {
      c++;
    }
    cells[variable] = c;
    used[variable] = true;
    r = children[c];
  }
  return decision_answers_text(d, cells, used, a);
}
