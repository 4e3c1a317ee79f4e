#include "core/decide_walk.h"
#include "core/mem.h"
#include "core/num.h"
#include "core/state.h"

/* Not ids: what a link tells of the page that it was copied from. */
#define KEY_VERSION STR("~version")
#define KEY_RESULT STR("~result")

/* One run of a state: what it gives, and where that leads. */
struct run {
  struct decide d;
  uint32_t question_count;
  str state;
  char *memory; /* as long as the state, for its pairs */
  struct decide_givens given;
  bool *is_set; /* by threshold: the state has a value for it */
  str version, result;
  buf *out;
};

static str text_of(const struct run *r, struct pack_text slice) {
  return decide_text(&r->d, slice);
}

static str id_of(const struct run *r, uint32_t question) {
  return text_of(r, decide_question(&r->d, question)->id);
}

/* Index of the question, today's name of an old one too, or question_count. */
static uint32_t question_find(const struct run *r, str id) {
  const struct decide_renamed *renamed = r->d.section[DECIDE_RENAMED].items;
  uint32_t i = 0;
  while (i < r->question_count && !str_eq(id_of(r, i), id)) {
    i++;
  }
  for (uint32_t k = 0; i == r->question_count && k < r->d.section[DECIDE_RENAMED].count; k++) {
    if (renamed[k].answer == DECIDE_NONE && str_eq(text_of(r, renamed[k].from), id)) {
      return renamed[k].question;
    }
  }
  return i;
}

/* The value as it is called today. */
static str value_today(const struct run *r, uint32_t question, str value) {
  const struct decide_renamed *renamed = r->d.section[DECIDE_RENAMED].items;
  const struct decide_answer *answers = decide_answers(&r->d, decide_question(&r->d, question));
  for (uint32_t k = 0; k < r->d.section[DECIDE_RENAMED].count; k++) {
    if (renamed[k].question == question && renamed[k].answer != DECIDE_NONE &&
        str_eq(text_of(r, renamed[k].from), value)) {
      return text_of(r, answers[renamed[k].answer].id);
    }
  }
  return value;
}

static const struct decide_threshold *thresholds_of(const struct run *r) {
  return r->d.section[DECIDE_THRESHOLDS].items;
}

/* Index of the threshold, or how many there are. */
static uint32_t threshold_find(const struct run *r, str id) {
  uint32_t i = 0;
  while (i < r->d.section[DECIDE_THRESHOLDS].count &&
         !str_eq(text_of(r, thresholds_of(r)[i].id), id)) {
    i++;
  }
  return i;
}

/* Thresholds that the state sets; with other values than before, the decision is made anew. */
static void thresholds_read(struct run *r, arena *a) {
  struct state_pair pair;
  struct pack_section *section = &r->d.section[DECIDE_THRESHOLDS];
  struct decide_threshold *own = NEW(a, struct decide_threshold, (ptrdiff_t)section->count);
  bool is_changed = false;
  mem_copy(own, section->items, (ptrdiff_t)section->count * (ptrdiff_t)sizeof *own);
  r->is_set = NEW(a, bool, (ptrdiff_t)section->count);
  for (str rest = r->state; state_next(&rest, r->memory, &pair);) {
    uint32_t t = threshold_find(r, pair.id);
    double value = 0;
    if (t < section->count && num_parse_typed(pair.value, &value)) {
      r->is_set[t] = true;
      is_changed = is_changed || value != own[t].value;
      own[t].value = value;
    }
  }
  struct decide moved = r->d;
  struct decide_compiled compiled;
  if (is_changed) {
    moved.section[DECIDE_THRESHOLDS].items = own;
    decide_layout(&moved, a);
    r->d = decide_compile(&moved, a, &compiled) ? moved : r->d;
  }
}

/* The last pair of a question is what counts, even when it says nothing of use. */
static void state_read(struct run *r, arena *a) {
  struct state_pair pair;
  for (str rest = r->state; state_next(&rest, r->memory, &pair);) {
    uint32_t q = question_find(r, pair.id);
    if (q < r->question_count) {
      (void)decide_value_parse(&r->d, q, value_today(r, q, pair.value), &r->given);
    } else if (str_eq(pair.id, KEY_VERSION)) {
      r->version = arena_copy(a, pair.value);
    } else if (str_eq(pair.id, KEY_RESULT)) {
      r->result = arena_copy(a, pair.value);
    }
  }
}

static void field_index(const struct run *r, uint32_t index) {
  buf_byte(r->out, '\t');
  if (index != DECIDE_NONE) {
    buf_int(r->out, index);
  }
}

/* Which wording of a question and of its hint is shown, where there are several. */
static void field_wording(const struct run *r, const struct decide_walk *w,
                          const struct decide_question *q, arena scratch) {
  if (q->asks + q->hints > 0) {
    field_index(r, decide_walk_first(w, q->first_ask, q->asks, scratch));
    field_index(r, decide_walk_first(w, q->first_hint, q->hints, scratch));
  }
}

/* KIND ID VALUE, and for an answer that counts ANSWER TEXT ASK HINT. */
static void line_given(const struct run *r, const struct decide_walk *w, uint32_t question,
                       arena scratch) {
  const struct decide_given *given = &r->given.of[question];
  const struct decide_question *q = decide_question(&r->d, question);
  buf_str(r->out, given->counts ? STR("answer") : given->is_given ? STR("unused") : STR("refused"));
  state_field(r->out, id_of(r, question));
  buf_byte(r->out, '\t');
  decide_value_write(&r->d, question, &r->given, r->out);
  if (given->counts) {
    field_index(r, decide_value_answer(&r->d, question, &r->given));
    buf_byte(r->out, '\t');
    decide_value_print(&r->d, question, &r->given, r->out);
    field_wording(r, w, q, scratch);
  } else if (!given->is_given) {
    field_index(r, given->refused - 1);
  }
  buf_byte(r->out, '\n');
}

/* The answers that count, those that are not used, those that break a rule; in asking order. */
static void lines_given(const struct run *r, const struct decide_walk *w, arena scratch) {
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
static void lines_unread(const struct run *r, bool is_known, arena scratch) {
  struct state_pair pair;
  struct decide_givens ignored = decide_givens_new(&r->d, &scratch);
  for (str rest = r->state; state_next(&rest, r->memory, &pair);) {
    uint32_t q = question_find(r, pair.id);
    uint32_t t = threshold_find(r, pair.id);
    bool is_threshold = t < r->d.section[DECIDE_THRESHOLDS].count;
    double value;
    if ((q < r->question_count || is_threshold) != is_known || str_eq(pair.id, KEY_VERSION) ||
        str_eq(pair.id, KEY_RESULT) ||
        (q < r->question_count &&
         decide_value_parse(&r->d, q, value_today(r, q, pair.value), &ignored)) ||
        (is_threshold && num_parse_typed(pair.value, &value))) {
      continue;
    }
    buf_str(r->out, is_known ? STR("invalid") : STR("unknown"));
    state_field(r->out, pair.id);
    state_field(r->out, pair.value);
    buf_byte(r->out, '\n');
  }
}

static void lines_thresholds(const struct run *r) {
  for (uint32_t t = 0; t < r->d.section[DECIDE_THRESHOLDS].count; t++) {
    if (r->is_set[t]) {
      buf_str(r->out, STR("threshold"));
      state_field(r->out, text_of(r, thresholds_of(r)[t].id));
      buf_byte(r->out, '\t');
      num_print(r->out, thresholds_of(r)[t].value);
      buf_byte(r->out, '\t');
      num_print_grouped(r->out, thresholds_of(r)[t].value, 15);
      buf_byte(r->out, '\n');
    }
  }
}

static void lines_doubt(const struct run *r, const struct decide_walk *w, arena scratch) {
  struct decide_doubt *doubts = NEW(&scratch, struct decide_doubt, (ptrdiff_t)r->question_count);
  uint32_t count = decide_walk_doubts(w, doubts, scratch);
  for (uint32_t i = 0; i < count; i++) {
    buf_str(r->out, STR("doubt"));
    state_field(r->out, id_of(r, doubts[i].question));
    field_index(r, doubts[i].least);
    field_index(r, doubts[i].most);
    buf_byte(r->out, '\n');
  }
}

static str outcome_id(const struct run *r, uint32_t outcome) {
  const struct decide_outcome *outcomes = r->d.section[DECIDE_OUTCOMES].items;
  return outcome < r->d.section[DECIDE_OUTCOMES].count ? text_of(r, outcomes[outcome].id) : STR("");
}

static uint32_t first_possible(const struct decide_walk *w) {
  uint32_t i = 0;
  while (!w->possible[i]) {
    i++;
  }
  return i;
}

/* The result, and which of its texts are shown: those whose condition holds for certain. */
static void line_outcome(const struct run *r, const struct decide_walk *w, arena scratch) {
  const struct decide_outcome *outcomes = r->d.section[DECIDE_OUTCOMES].items;
  uint32_t outcome = first_possible(w);
  buf_str(r->out, STR("outcome"));
  state_field(r->out, outcome_id(r, outcome));
  for (uint32_t i = 0; outcome < r->d.section[DECIDE_OUTCOMES].count && i < outcomes[outcome].says;
       i++) {
    if (decide_walk_holds(w, outcomes[outcome].first_say + i, scratch)) {
      field_index(r, i);
    }
  }
  buf_byte(r->out, '\n');
}

static void line_ask(const struct run *r, const struct decide_walk *w, arena scratch) {
  const struct decide_question *q = decide_question(&r->d, w->ask);
  buf_str(r->out, STR("ask"));
  state_field(r->out, id_of(r, w->ask));
  field_index(r, decide_walk_more(w, scratch));
  field_wording(r, w, q, scratch);
  buf_byte(r->out, '\n');
}

static void lines_ahead(const struct run *r, const struct decide_walk *w, arena scratch) {
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
static void line_then(const struct run *r) {
  if (r->version.n > 0 || r->result.n > 0) {
    buf_str(r->out, STR("then"));
    state_field(r->out, r->version);
    state_field(r->out, r->result);
    buf_byte(r->out, '\n');
  }
}

static void line_state(const struct run *r, arena scratch) {
  buf_str(r->out, STR("state\t"));
  ptrdiff_t start = r->out->n;
  for (int unused = 0; unused < 2; unused++) {
    for (uint32_t q = 0; q < r->question_count; q++) {
      if (r->given.of[q].is_given && r->given.of[q].counts == (unused == 0)) {
        buf value = buf_open(&scratch);
        decide_value_write(&r->d, q, &r->given, &value);
        state_add(r->out, start, id_of(r, q), buf_text(&value));
      }
    }
  }
  for (uint32_t t = 0; t < r->d.section[DECIDE_THRESHOLDS].count; t++) {
    if (r->is_set[t]) {
      buf value = buf_open(&scratch);
      num_print(&value, thresholds_of(r)[t].value);
      state_add(r->out, start, text_of(r, thresholds_of(r)[t].id), buf_text(&value));
    }
  }
  buf_byte(r->out, '\n');
}

void decide_run(const struct decide *d, str state, arena scratch, buf *out) {
  struct run r = {
      .d = *d, .question_count = d->section[DECIDE_QUESTIONS].count, .state = state, .out = out};
  r.memory = NEW(&scratch, char, state.n);
  thresholds_read(&r, &scratch);
  r.given = decide_givens_new(&r.d, &scratch);
  state_read(&r, &scratch);
  struct decide_walk walk = decide_walk_new(&r.d, r.given, &scratch);
  lines_given(&r, &walk, scratch);
  lines_unread(&r, true, scratch);
  lines_unread(&r, false, scratch);
  lines_thresholds(&r);
  lines_ahead(&r, &walk, scratch);
  line_then(&r);
  line_state(&r, scratch);
}
