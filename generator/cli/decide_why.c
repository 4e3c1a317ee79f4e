#include "cli/decide.h"
#include "core/json.h"

str decide_why(const struct decide_session *s, str state, arena *a) {
  buf out = buf_open(a);
  decide_explain(&s->engine, state, s->scratch, &out);
  return buf_close(&out, a);
}

static const struct decision_gate *gate_of(const struct decision *d, str option, str gate) {
  for (ptrdiff_t i = 0; i < d->option_count; i++) {
    for (ptrdiff_t g = 0; g < d->options[i].gate_count; g++) {
      if (str_eq(d->options[i].id, option) && str_eq(d->options[i].gates[g].id, gate)) {
        return &d->options[i].gates[g];
      }
    }
  }
  return NULL;
}

/* The author's sentence for a gate; `open` ones have none. */
static void print_gate(const struct decide_session *s, str option, str gate, str status, buf *out) {
  const struct decision_gate *g = gate_of(s->decision, option, gate);
  str text = g == NULL                     ? STR("")
             : str_eq(status, STR("pass")) ? g->yes
             : str_eq(status, STR("fail")) ? g->no
                                           : g->when_text;
  buf_str(out, STR("  "));
  buf_str(out, status);
  buf_str(out, STR("  "));
  buf_str(out, option);
  buf_str(out, STR(": "));
  buf_str(out, text);
  buf_byte(out, '\n');
}

static void print_titles(const struct decide_session *s, str ids, buf *out) {
  buf_str(out, STR(" -> "));
  for (bool first = true; ids.n > 0; first = false) {
    buf_str(out, first ? STR("") : STR(" or "));
    buf_str(out, decide_outcome_of(s->decision, str_take(&ids, '\t'))->title);
  }
  buf_byte(out, '\n');
}

/* "How many calls?: > 100,000 (by 20,000)" */
static void print_set(const struct decide_session *s, str fields, bool is_first, buf *out) {
  const struct decision_question *q = decide_question_of(s->decision, str_take(&fields, '\t'));
  str_take(&fields, '\t');
  str mark = str_take(&fields, '\t');
  str text = str_take(&fields, '\t');
  buf_str(out, is_first ? STR("  - ") : STR(" and "));
  buf_str(out, q->ask);
  buf_byte(out, ' ');
  if (!str_eq(mark, STR("="))) {
    buf_str(out, mark);
    buf_byte(out, ' ');
  }
  for (ptrdiff_t i = 0; i < q->choice_count; i++) {
    text = str_eq(q->choices[i].id, text) ? q->choices[i].label : text;
  }
  buf_str(out, text);
  if (fields.n > 0) {
    buf_str(out, STR(" (by "));
    buf_str(out, fields);
    buf_byte(out, ')');
  }
}

struct why {
  const struct decide_session *s;
  buf *out;
  str outcomes; /* of the flip whose changes are being printed */
  bool has_gates, has_flips, has_sets;
};

static void end_flip(struct why *w) {
  if (w->has_sets) {
    print_titles(w->s, w->outcomes, w->out);
  }
  w->has_sets = false;
}

static void print_source(struct why *w, str fields) {
  buf_str(w->out, STR("Depends on the source: with "));
  buf_str(w->out, str_take(&fields, '\t'));
  str_take(&fields, '\t');
  buf_byte(w->out, ' ');
  buf_str(w->out, str_take(&fields, '\t'));
  buf_byte(w->out, ' ');
  buf_str(w->out, str_take(&fields, '\t'));
  print_titles(w->s, fields, w->out);
}

static void print_line(struct why *w, str kind, str fields) {
  if (str_eq(kind, STR("gate"))) {
    str option = str_take(&fields, '\t');
    str gate = str_take(&fields, '\t');
    buf_str(w->out, w->has_gates ? STR("") : STR("Gates:\n"));
    w->has_gates = true;
    print_gate(w->s, option, gate, fields, w->out);
  } else if (str_eq(kind, STR("decided"))) {
    buf_str(w->out, STR("Decided by: "));
    buf_str(w->out, decide_question_of(w->s->decision, str_take(&fields, '\t'))->ask);
    buf_byte(w->out, '\n');
  } else if (str_eq(kind, STR("flip"))) {
    end_flip(w);
    buf_str(w->out, w->has_flips ? STR("") : STR("Would change it:\n"));
    w->has_flips = true;
    str_take(&fields, '\t');
    w->outcomes = fields;
  } else if (str_eq(kind, STR("set"))) {
    print_set(w->s, fields, !w->has_sets, w->out);
    w->has_sets = true;
  } else {
    end_flip(w);
    if (str_eq(kind, STR("depends"))) {
      print_source(w, fields);
    } else {
      buf_str(w->out, STR("Robust: no value that the sources name changes this result.\n"));
    }
  }
}

void decide_print_why(const struct decide_session *s, str lines, buf *out) {
  struct why w = {.s = s, .out = out};
  str line;
  for (str rest = lines; str_cut(rest, '\n', &line, &rest);) {
    str kind = str_take(&line, '\t');
    print_line(&w, kind, line);
  }
  end_flip(&w);
}

void decide_json_why(str lines, buf *out) {
  str line;
  bool is_first = true;
  buf_str(out, STR(",\"why\":["));
  for (str rest = lines; str_cut(rest, '\n', &line, &rest);) {
    str lead = is_first ? STR("[") : STR(",[");
    while (line.n > 0) {
      json_member(out, lead, str_take(&line, '\t'));
      lead = STR(",");
    }
    buf_byte(out, ']');
    is_first = false;
  }
  buf_byte(out, ']');
}
