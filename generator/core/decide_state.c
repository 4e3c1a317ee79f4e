#include "core/decide_state.h"

#include "core/state.h"

str decide_state_text(const struct decide_state *r, struct pack_text slice) {
  return decide_text(&r->d, slice);
}

str decide_state_id(const struct decide_state *r, uint32_t question) {
  return decide_state_text(r, decide_question(&r->d, question)->id);
}

/* Index of the question, today's name of an old one too, or question_count. */
uint32_t decide_state_question(const struct decide_state *r, str id) {
  const struct decide_renamed *renamed = r->d.section[DECIDE_RENAMED].items;
  uint32_t i = 0;
  while (i < r->question_count && !str_eq(decide_state_id(r, i), id)) {
    i++;
  }
  for (uint32_t k = 0; i == r->question_count && k < r->d.section[DECIDE_RENAMED].count; k++) {
    if (renamed[k].answer == DECIDE_NONE && str_eq(decide_state_text(r, renamed[k].from), id)) {
      return renamed[k].question;
    }
  }
  return i;
}

/* The value as it is called today. */
str decide_state_value(const struct decide_state *r, uint32_t question, str value) {
  const struct decide_renamed *renamed = r->d.section[DECIDE_RENAMED].items;
  const struct decide_answer *answers = decide_answers(&r->d, decide_question(&r->d, question));
  for (uint32_t k = 0; k < r->d.section[DECIDE_RENAMED].count; k++) {
    if (renamed[k].question == question && renamed[k].answer != DECIDE_NONE &&
        str_eq(decide_state_text(r, renamed[k].from), value)) {
      return decide_state_text(r, answers[renamed[k].answer].id);
    }
  }
  return value;
}

const struct decide_threshold *decide_thresholds(const struct decide_state *r) {
  return r->d.section[DECIDE_THRESHOLDS].items;
}

/* Index of the threshold, or how many there are. */
uint32_t decide_state_threshold(const struct decide_state *r, str id) {
  uint32_t i = 0;
  while (i < r->d.section[DECIDE_THRESHOLDS].count &&
         !str_eq(decide_state_text(r, decide_thresholds(r)[i].id), id)) {
    i++;
  }
  return i;
}

bool decide_threshold_parse(const struct decide_threshold *t, str text, double *ret) {
  if (text.n > 0 && text.s[0] == '~') {
    return decide_figure(t->factor, str_sub(text, 1, text.n), ret);
  }
  return decide_number_parse(t->is_day, text, ret);
}

void decide_threshold_print(const struct decide_threshold *t, bool is_canonical, buf *out) {
  if (t->value >= DECIDE_NEVER && !is_canonical) {
    buf_str(out, STR("never"));
  } else {
    decide_number_print(t->is_day, t->value, is_canonical, out);
  }
}

/* Thresholds that the state sets; with other values than before, cells and nodes are made anew. */
static void thresholds_read(struct decide_state *r, arena *a) {
  struct state_pair pair;
  struct decide_threshold *own = decide_thresholds_own(&r->d, a);
  bool is_moved = false;
  r->is_set = NEW(a, bool, (ptrdiff_t)r->d.section[DECIDE_THRESHOLDS].count);
  for (str rest = r->state; state_next(&rest, r->memory, &pair);) {
    uint32_t t = decide_state_threshold(r, pair.id);
    double value = 0;
    if (t < r->d.section[DECIDE_THRESHOLDS].count &&
        decide_threshold_parse(&own[t], pair.value, &value)) {
      is_moved = is_moved || value != own[t].value;
      own[t].value = value;
      r->is_set[t] = true;
    }
  }
  if (is_moved) {
    decide_move(&r->d, a);
  }
}

/* The last pair of a question is what counts, even when it says nothing of use. */
void decide_state_answers(struct decide_state *r, arena *a) {
  struct state_pair pair;
  r->given = decide_givens_new(&r->d, a);
  for (str rest = r->state; state_next(&rest, r->memory, &pair);) {
    uint32_t q = decide_state_question(r, pair.id);
    if (q < r->question_count) {
      (void)decide_value_parse(&r->d, q, decide_state_value(r, q, pair.value), &r->given);
    } else if (str_eq(pair.id, KEY_VERSION)) {
      r->version = arena_copy(a, pair.value);
    } else if (str_eq(pair.id, KEY_RESULT)) {
      r->result = arena_copy(a, pair.value);
    }
  }
}

struct decide_state decide_state_read(const struct decide *d, str state, arena *a) {
  struct decide_state r = {
      .d = *d, .question_count = d->section[DECIDE_QUESTIONS].count, .state = state};
  r.memory = NEW(a, char, state.n);
  thresholds_read(&r, a);
  decide_state_answers(&r, a);
  return r;
}

void decide_state_write(const struct decide_state *r, const struct decide_givens *given,
                        arena scratch, buf *out) {
  ptrdiff_t start = out->n;
  for (int unused = 0; unused < 2; unused++) {
    for (uint32_t q = 0; q < r->question_count; q++) {
      if (given->of[q].is_given && given->of[q].counts == (unused == 0)) {
        buf value = buf_open(&scratch);
        decide_value_write(&r->d, q, given, &value);
        state_add(out, start, decide_state_id(r, q), buf_text(&value));
      }
    }
  }
  for (uint32_t t = 0; t < r->d.section[DECIDE_THRESHOLDS].count; t++) {
    if (r->is_set[t]) {
      buf value = buf_open(&scratch);
      decide_threshold_print(&decide_thresholds(r)[t], true, &value);
      state_add(out, start, decide_state_text(r, decide_thresholds(r)[t].id), buf_text(&value));
    }
  }
}
