#include "model/cost_answers.h"

#include "core/chart.h"

static const struct cost_answer no_answer;

/* The lower half of the arena takes the lines, which stay; the upper one is scratch. */
struct halves {
  arena low, high;
};

static struct halves halve(const arena *a) {
  char *middle = a->at + (a->end - a->at) / 2;
  return (struct halves){{a->at, middle}, {middle, a->end}};
}

static struct cost_answer answer_split(str line) {
  struct cost_answer a = no_answer;
  for (int i = 0; i < COST_FIELDS; i++) {
    a.field[i] = line;
    if (!str_cut(line, '\t', &a.field[i], &line)) {
      break;
    }
  }
  return a;
}

static struct cost_answers split(str rest, arena *perm) {
  struct cost_answer *items = NULL;
  ptrdiff_t count = 0;
  ptrdiff_t cap = 0;
  for (str line; str_cut(rest, '\n', &line, &rest);) {
    *GROW(perm, items, count, cap) = answer_split(line);
  }
  return (struct cost_answers){items, count};
}

struct cost_answers cost_answers_of(struct cost_session *s, str state, arena *perm) {
  struct halves h = halve(perm);
  buf out = buf_open(&h.low);
  cost_run(s, state, h.high, &out);
  return split(buf_close(&out, perm), perm);
}

str cost_chart_of(struct cost_session *s, str name, arena *perm) {
  struct halves h = halve(perm);
  struct halves upper = halve(&h.high);
  buf image = buf_open(&upper.low);
  cost_figure(s, name, upper.high, &image);
  buf out = buf_open(&h.low);
  chart_draw(buf_text(&image), upper.high, &out);
  return buf_close(&out, perm);
}

struct cost_answers cost_points_of(struct cost_session *s, arena *perm) {
  struct halves h = halve(perm);
  buf out = buf_open(&h.low);
  cost_figure(s, STR("points"), h.high, &out);
  return split(buf_close(&out, perm), perm);
}

struct cost_answers cost_claims_of(struct cost_session *s, arena *perm) {
  struct halves h = halve(perm);
  buf out = buf_open(&h.low);
  cost_claims(s, h.high, &out);
  return split(buf_close(&out, perm), perm);
}

struct cost_answers cost_errors_of(const struct cost *c, arena *perm) {
  struct halves h = halve(perm);
  buf out = buf_open(&h.low);
  cost_errors(c, STR(""), h.high, &out);
  return split(buf_close(&out, perm), perm);
}

static bool begins_with(const struct cost_answer *a, const str *fields, int count) {
  for (int i = 0; i < count; i++) {
    if (!str_eq(a->field[i], fields[i])) {
      return false;
    }
  }
  return true;
}

const struct cost_answer *cost_answer_find(const struct cost_answers *run, const str *fields,
                                           int count) {
  for (ptrdiff_t i = 0; i < run->count; i++) {
    if (begins_with(&run->items[i], fields, count)) {
      return &run->items[i];
    }
  }
  return &no_answer;
}
