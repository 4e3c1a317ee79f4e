#include "core/decide_state.h"
#include "core/num.h"
#include "core/state.h"

static void field_index(const struct decide_state *r, uint32_t index) {
  buf_byte(r->out, '\t');
  if (index != DECIDE_NONE) {
    buf_int(r->out, index);
  }
}

/* Which wording of a question and of its hint is shown, where there are several. */
static void field_wording(const struct decide_state *r, const struct decide_walk *w,
                          const struct decide_question *q, arena scratch) {
  if (q->asks + q->hints > 0) {
    field_index(r, decide_walk_first(w, q->first_ask, q->asks, scratch));
    field_index(r, decide_walk_first(w, q->first_hint, q->hints, scratch));
  }
}

/* KIND ID VALUE, and unless it breaks a rule ANSWER TEXT ASK HINT. */
static void line_given(const struct decide_state *r, const struct decide_walk *w, uint32_t question,
                       arena scratch) {
  const struct decide_given *given = &r->given.of[question];
  const struct decide_question *q = decide_question(&r->d, question);
  buf_str(r->out, given->counts ? STR("answer") : given->is_given ? STR("unused") : STR("refused"));
  state_field(r->out, decide_state_id(r, question));
  buf_byte(r->out, '\t');
  decide_value_write(&r->d, question, &r->given, r->out);
  if (given->is_given) {
    field_index(r, decide_value_answer(&r->d, question, &r->given));
    buf_byte(r->out, '\t');
    decide_value_print(&r->d, question, &r->given, r->out);
    field_wording(r, w, q, scratch);
  } else {
    field_index(r, given->refused - 1);
  }
  buf_byte(r->out, '\n');
}

/* The answers that count, those that are not used, those that break a rule; in asking order. */
static void lines_given(const struct decide_state *r, const struct decide_walk *w, arena scratch) {
  for (int kind = 0; kind < 3; kind++) {
    for (uint32_t q = 0; q < r->question_count; q++) {
      const struct decide_given *given = &r->given.of[q];
      bool is_kind = kind == 2 ? given->refused > 0 : given->is_given && given->counts == !kind;
      if (is_kind) {
        line_given(r, w, q, scratch);
      }
    }
  }
}

/* What is of no use, in the order of the state. */
static void lines_unread(const struct decide_state *r, bool is_known, arena scratch) {
  struct state_pair pair;
  struct decide_givens ignored = decide_givens_new(&r->d, &scratch);
  for (str rest = r->state; state_next(&rest, r->memory, &pair);) {
    uint32_t q = decide_state_question(r, pair.id);
    uint32_t t = decide_state_threshold(r, pair.id);
    bool is_threshold = t < r->d.section[DECIDE_THRESHOLDS].count;
    double value;
    if ((q < r->question_count || is_threshold) != is_known || str_eq(pair.id, KEY_VERSION) ||
        str_eq(pair.id, KEY_RESULT) ||
        (q < r->question_count &&
         decide_value_parse(&r->d, q, decide_state_value(r, q, pair.value), &ignored)) ||
        (is_threshold && decide_threshold_parse(&decide_thresholds(r)[t], pair.value, &value))) {
      continue;
    }
    buf_str(r->out, is_known ? STR("invalid") : STR("unknown"));
    state_field(r->out, pair.id);
    state_field(r->out, pair.value);
    buf_byte(r->out, '\n');
  }
}

static void lines_thresholds(const struct decide_state *r) {
  for (uint32_t i = 0; i < r->d.section[DECIDE_THRESHOLDS].count; i++) {
    const struct decide_threshold *t = &decide_thresholds(r)[i];
    if (r->is_set[i]) {
      buf_str(r->out, STR("threshold"));
      state_field(r->out, decide_state_text(r, t->id));
      buf_byte(r->out, '\t');
      decide_threshold_print(t, true, r->out);
      buf_byte(r->out, '\t');
      decide_threshold_print(t, false, r->out);
      buf_byte(r->out, '\n');
    }
  }
}

/* The answers that feed inputs of the cost table, as its state: the low ends, or the high ones. */
static void field_costs(const struct decide_state *r, bool is_high, arena scratch) {
  buf_byte(r->out, '\t');
  ptrdiff_t start = r->out->n;
  for (uint32_t i = 0; i < r->question_count; i++) {
    const struct decide_question *q = decide_question(&r->d, i);
    const struct decide_given *given = &r->given.of[i];
    if (q->feeds.n > 0 && given->counts && !given->is_unsure) {
      buf value = buf_open(&scratch);
      if (q->type == DECIDE_NUMBER) {
        num_print(&value, decide_convert(is_high ? given->high : given->low, q->feeds_factor));
      } else {
        decide_value_write(&r->d, i, &r->given, &value);
      }
      state_add(r->out, start, decide_state_text(r, q->feeds), buf_text(&value));
    }
  }
}

static void line_costs(const struct decide_state *r, arena scratch) {
  bool is_fed = false;
  bool is_range = false;
  for (uint32_t i = 0; i < r->question_count; i++) {
    const struct decide_given *given = &r->given.of[i];
    bool is_own = decide_question(&r->d, i)->feeds.n > 0 && given->counts && !given->is_unsure;
    is_fed = is_fed || is_own;
    is_range = is_range || (is_own && given->low < given->high);
  }
  if (is_fed) {
    buf_str(r->out, STR("costs"));
    field_costs(r, false, scratch);
    if (is_range) {
      field_costs(r, true, scratch);
    }
    buf_byte(r->out, '\n');
  }
}

static void lines_doubt(const struct decide_state *r, const struct decide_walk *w, arena scratch) {
  struct decide_doubt *doubts = NEW(&scratch, struct decide_doubt, (ptrdiff_t)r->question_count);
  uint32_t count = decide_walk_doubts(w, doubts, scratch);
  for (uint32_t i = 0; i < count; i++) {
    buf_str(r->out, STR("doubt"));
    state_field(r->out, decide_state_id(r, doubts[i].question));
    field_index(r, doubts[i].least);
    field_index(r, doubts[i].most);
    buf_byte(r->out, '\n');
  }
}

static str outcome_id(const struct decide_state *r, uint32_t outcome) {
  const struct decide_outcome *outcomes = r->d.section[DECIDE_OUTCOMES].items;
  return outcome < r->d.section[DECIDE_OUTCOMES].count ? decide_state_text(r, outcomes[outcome].id)
                                                       : STR("");
}

static uint32_t first_possible(const struct decide_walk *w) {
  uint32_t i = 0;
  while (!w->possible[i]) {
    i++;
  }
  return i;
}

/* The result, and which of its texts are shown: those whose condition holds for certain. */
static void line_outcome(const struct decide_state *r, const struct decide_walk *w, arena scratch) {
  const struct decide_outcome *outcomes = r->d.section[DECIDE_OUTCOMES].items;
  uint32_t outcome = first_possible(w);
  buf_str(r->out, STR("outcome"));
  state_field(r->out, outcome_id(r, outcome));
  for (uint32_t i = 0; outcome < r->d.section[DECIDE_OUTCOMES].count && i < outcomes[outcome].says;
       i++) {
    if (decide_walk_truth(w, outcomes[outcome].first_say + i, scratch) == DECIDE_HOLDS) {
      field_index(r, i);
    }
  }
  buf_byte(r->out, '\n');
}

static void line_ask(const struct decide_state *r, const struct decide_walk *w, arena scratch) {
  const struct decide_question *q = decide_question(&r->d, w->ask);
  buf_str(r->out, STR("ask"));
  state_field(r->out, decide_state_id(r, w->ask));
  field_index(r, decide_walk_more(w, scratch));
  field_wording(r, w, q, scratch);
  buf_byte(r->out, '\n');
}

static void lines_ahead(const struct decide_state *r, const struct decide_walk *w, arena scratch) {
  bool is_over = w->ask == r->question_count;
  if (!is_over) {
    line_ask(r, w, scratch);
  } else if (w->possible_count == 1) {
    line_outcome(r, w, scratch);
  }
  buf_str(r->out, STR("possible"));
  for (uint32_t i = 0; i < r->d.section[DECIDE_OUTCOMES].count; i++) {
    if (w->possible[i]) {
      state_field(r->out, outcome_id(r, i));
    }
  }
  buf_byte(r->out, '\n');
  if (is_over && w->possible_count > 1) {
    lines_doubt(r, w, scratch);
  }
}

/* What the link says that its sender saw. */
static void line_then(const struct decide_state *r) {
  if (r->version.n > 0 || r->result.n > 0) {
    buf_str(r->out, STR("then"));
    state_field(r->out, r->version);
    state_field(r->out, r->result);
    buf_byte(r->out, '\n');
  }
}

static void line_state(const struct decide_state *r, arena scratch) {
  buf_str(r->out, STR("state\t"));
  decide_state_write(r, &r->given, scratch, r->out);
  buf_byte(r->out, '\n');
}

void decide_run(const struct decide *d, str state, arena scratch, buf *out) {
  struct decide_state r = decide_state_read(d, state, &scratch);
  struct decide_walk walk = decide_walk_new(&r.d, r.given, &scratch);
  r.out = out;
  lines_given(&r, &walk, scratch);
  lines_unread(&r, true, scratch);
  lines_unread(&r, false, scratch);
  lines_thresholds(&r);
  lines_ahead(&r, &walk, scratch);
  line_costs(&r, scratch);
  line_then(&r);
  line_state(&r, scratch);
}
