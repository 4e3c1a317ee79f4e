#include "core/decide_walk.h"
#include "core/state.h"

/* One run of a state: what it gives, and where that leads. */
struct run {
  const struct decide *d;
  const struct decide_question *questions;
  uint32_t question_count;
  str state;
  char *memory; /* as long as the state, for its pairs */
  struct decide_given *given;
  buf *out;
};

static str text_of(const struct run *r, struct pack_text slice) {
  return decide_text(r->d, slice);
}

/* Index of the question, or question_count. */
static uint32_t question_find(const struct run *r, str id) {
  uint32_t i = 0;
  while (i < r->question_count && !str_eq(text_of(r, r->questions[i].id), id)) {
    i++;
  }
  return i;
}

/* The last pair of a question is what counts, even when it says nothing of use. */
static void state_read(struct run *r) {
  struct state_pair pair;
  str rest = r->state;
  while (state_next(&rest, r->memory, &pair)) {
    uint32_t q = question_find(r, pair.id);
    if (q < r->question_count) {
      (void)decide_value_parse(r->d, &r->questions[q], pair.value, &r->given[q]);
    }
  }
}

/* KIND ID VALUE, and for an answer that counts ANSWER TEXT. */
static void line_given(const struct run *r, uint32_t question, bool counts) {
  const struct decide_question *q = &r->questions[question];
  const struct decide_given *given = &r->given[question];
  char memory[DECIDE_VALUE_MAX];
  buf_str(r->out, counts ? STR("answer") : STR("unused"));
  state_field(r->out, text_of(r, q->id));
  state_field(r->out, decide_value_text(r->d, q, given, memory));
  if (counts) {
    uint32_t first = decide_answer_with(r->d, q, given->beg);
    buf_byte(r->out, '\t');
    if (decide_answers(r->d, q)[first].end >= given->end) {
      buf_int(r->out, first);
    }
    buf_byte(r->out, '\t');
    decide_value_print(r->d, q, given, r->out);
  }
  buf_byte(r->out, '\n');
}

/* The walk meets questions in their order, so this is the order in which they were asked. */
static void lines_given(const struct run *r, bool counts) {
  for (uint32_t q = 0; q < r->question_count; q++) {
    if (r->given[q].is_given && r->given[q].counts == counts) {
      line_given(r, q, counts);
    }
  }
}

/* What is of no use, in the order of the state. */
static void lines_refused(const struct run *r, bool is_known) {
  struct state_pair pair;
  str rest = r->state;
  while (state_next(&rest, r->memory, &pair)) {
    uint32_t q = question_find(r, pair.id);
    struct decide_given given;
    if ((q < r->question_count) != is_known ||
        (is_known && decide_value_parse(r->d, &r->questions[q], pair.value, &given))) {
      continue;
    }
    buf_str(r->out, is_known ? STR("invalid") : STR("unknown"));
    state_field(r->out, pair.id);
    state_field(r->out, pair.value);
    buf_byte(r->out, '\n');
  }
}

static void lines_doubt(const struct run *r, const struct decide_walk *w, arena scratch) {
  struct decide_doubt *doubts = NEW(&scratch, struct decide_doubt, (ptrdiff_t)r->question_count);
  uint32_t count = decide_walk_doubts(w, doubts, scratch);
  for (uint32_t i = 0; i < count; i++) {
    buf_str(r->out, STR("doubt"));
    state_field(r->out, text_of(r, r->questions[doubts[i].question].id));
    buf_byte(r->out, '\t');
    buf_int(r->out, doubts[i].least);
    buf_byte(r->out, '\t');
    buf_int(r->out, doubts[i].most);
    buf_byte(r->out, '\n');
  }
}

/* Their ids as fields. */
static void possible_write(const struct run *r, const struct decide_walk *w) {
  const struct decide_outcome *outcomes = r->d->section[DECIDE_OUTCOMES].items;
  for (uint32_t i = 0; i < r->d->section[DECIDE_OUTCOMES].count; i++) {
    if (w->possible[i]) {
      state_field(r->out, text_of(r, outcomes[i].id));
    }
  }
  buf_byte(r->out, '\n');
}

static void lines_ahead(const struct run *r, const struct decide_walk *w, arena scratch) {
  bool is_over = w->ask == r->question_count;
  if (!is_over) {
    buf_str(r->out, STR("ask"));
    state_field(r->out, text_of(r, r->questions[w->ask].id));
    buf_byte(r->out, '\t');
    buf_int(r->out, decide_walk_more(w, scratch));
    buf_byte(r->out, '\n');
  } else if (w->possible_count == 1) {
    buf_str(r->out, STR("outcome"));
    possible_write(r, w);
  }
  buf_str(r->out, STR("possible"));
  possible_write(r, w);
  if (is_over && w->possible_count > 1) {
    lines_doubt(r, w, scratch);
  }
}

static void state_write(const struct run *r) {
  buf_str(r->out, STR("state\t"));
  ptrdiff_t start = r->out->n;
  for (int unused = 0; unused < 2; unused++) {
    for (uint32_t q = 0; q < r->question_count; q++) {
      if (r->given[q].is_given && r->given[q].counts == (unused == 0)) {
        char memory[DECIDE_VALUE_MAX];
        str value = decide_value_text(r->d, &r->questions[q], &r->given[q], memory);
        state_add(r->out, start, text_of(r, r->questions[q].id), value);
      }
    }
  }
  buf_byte(r->out, '\n');
}

void decide_run(const struct decide *d, str state, arena scratch, buf *out) {
  struct run r = {.d = d,
                  .questions = d->section[DECIDE_QUESTIONS].items,
                  .question_count = d->section[DECIDE_QUESTIONS].count,
                  .state = state,
                  .out = out};
  r.memory = NEW(&scratch, char, state.n);
  r.given = NEW(&scratch, struct decide_given, (ptrdiff_t)r.question_count);
  state_read(&r);
  struct decide_walk walk = decide_walk_new(d, r.given, &scratch);
  lines_given(&r, true);
  lines_given(&r, false);
  lines_refused(&r, true);
  lines_refused(&r, false);
  lines_ahead(&r, &walk, scratch);
  state_write(&r);
}
