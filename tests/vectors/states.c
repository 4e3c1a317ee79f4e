/*
 * Random states for an image as a page gets it, "-- STATE", and the lines that come out of each,
 * of a decision also why, of every so manyth of a cost table also its charts: the same in every
 * build, for tests/wasm/run to compare.
 *
 *   states IMAGE [HOW MANY]
 */
#include "cases.h"
#include "core/chart.h"
#include "core/cost_fold.h"
#include "core/cost_session.h"
#include "core/decide.h"
#include "core/state.h"
#include "numbers.h"

enum { MEMORY = 64 << 20, IMAGE_MAX = 1 << 20, STATES = 300, PAIRS_MAX = 8, DRAWN_EACH = 20 };

/* What a state can speak of: a question, a threshold, an input, or the scenarios. */
struct subject {
  str id;
  str *words;
  ptrdiff_t word_count, word_cap;
  double *numbers; /* where something changes */
  ptrdiff_t number_count, number_cap;
};

struct subjects {
  arena *a;
  struct numbers random;
  struct subject *items;
  ptrdiff_t count, cap;
};

static struct subject *add_subject(struct subjects *s, str id) {
  *GROW(s->a, s->items, s->count, s->cap) = (struct subject){.id = id};
  return &s->items[s->count - 1];
}

static void add_word(struct subjects *s, struct subject *to, str word) {
  *GROW(s->a, to->words, to->word_count, to->word_cap) = word;
}

static void add_number(struct subjects *s, struct subject *to, double number) {
  if (fmath_is_finite(number)) {
    *GROW(s->a, to->numbers, to->number_count, to->number_cap) = number;
  }
}

static void read_thresholds(struct subjects *s, const struct decide *d) {
  const struct decide_threshold *t = d->section[DECIDE_THRESHOLDS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_THRESHOLDS].count; i++) {
    struct subject *to = add_subject(s, pack_text_at(&d->section[DECIDE_TEXTS], t[i].id));
    add_number(s, to, t[i].value);
    add_number(s, to, t[i].low);
    add_number(s, to, t[i].high);
  }
}

static void read_decide(struct subjects *s, const struct decide *d) {
  const struct pack_section *texts = &d->section[DECIDE_TEXTS];
  const struct decide_question *q = d->section[DECIDE_QUESTIONS].items;
  const struct decide_answer *answers = d->section[DECIDE_ANSWERS].items;
  const struct decide_cut *cuts = d->section[DECIDE_CUTS].items;
  for (uint32_t i = 0; i < d->section[DECIDE_QUESTIONS].count; i++) {
    struct subject *to = add_subject(s, pack_text_at(texts, q[i].id));
    for (uint32_t k = 0; k < q[i].answers && q[i].type != DECIDE_NUMBER; k++) {
      add_word(s, to, pack_text_at(texts, answers[q[i].first_answer + k].id));
    }
    for (uint32_t k = 0; k + 1 < q[i].cells && q[i].type == DECIDE_NUMBER; k++) {
      add_number(s, to, cuts[q[i].first_cut + k].at);
    }
  }
  read_thresholds(s, d);
}

static void read_scenarios(struct subjects *s, const struct cost *c) {
  const struct cost_scenario *scenarios = c->section[COST_SCENARIOS].items;
  struct subject *to = add_subject(s, STR("scenario"));
  for (uint32_t i = 0; i < c->section[COST_SCENARIOS].count; i++) {
    add_word(s, to, pack_text_at(&c->section[COST_TEXTS], scenarios[i].id));
  }
}

static void read_cost(struct subjects *s, const struct cost *c) {
  const struct pack_section *texts = &c->section[COST_TEXTS];
  const struct cost_input *in = c->section[COST_INPUTS].items;
  const struct cost_choice *choices = c->section[COST_CHOICES].items;
  read_scenarios(s, c);
  for (uint32_t i = 0; i < c->section[COST_INPUTS].count; i++) {
    struct subject *to = add_subject(s, pack_text_at(texts, in[i].id));
    for (uint32_t k = 0; k < in[i].choices; k++) {
      add_word(s, to, pack_text_at(texts, choices[in[i].first_choice + k].id));
    }
    for (int k = 0; k < 3 && in[i].choices == 0; k++) {
      add_number(s, to, (k == 0 ? in[i].value : k == 1 ? in[i].low : in[i].high) / in[i].factor);
    }
  }
}

/* At, near or far from where something changes. */
static double near(struct numbers *n, double x) {
  static const double factors[] = {1, 1, 1 - 1e-15, 1 + 1e-15, 0.5, 1.1, 3, 0, -1, 1e3};
  double factor = factors[numbers_below(n, 10)];
  double more = numbers_below(n, 4) == 0 ? numbers_plain(n) : 0;
  return x * factor + more;
}

static str value_make(struct subjects *s, const struct subject *of, arena *a) {
  struct numbers *n = &s->random;
  if (of->word_count > 0 && numbers_below(n, 8) > 0) {
    return of->words[numbers_below(n, (uint32_t)of->word_count)];
  }
  buf value = buf_new(a, 64);
  if (of->number_count > 0 && numbers_below(n, 8) > 0) {
    num_print(&value, near(n, of->numbers[numbers_below(n, (uint32_t)of->number_count)]));
  } else {
    for (uint32_t i = numbers_below(n, 6); i > 0; i--) {
      buf_byte(&value, (char)numbers_below(n, 256));
    }
  }
  return buf_text(&value);
}

/* A value for nearly every subject: few pairs seldom lead to a result. */
static str state_full(struct subjects *s, arena *a) {
  buf state = buf_new(a, 1 << 16);
  for (ptrdiff_t i = 0; i < s->count; i++) {
    if (numbers_below(&s->random, 16) > 0) {
      state_add(&state, 0, s->items[i].id, value_make(s, &s->items[i], a));
    }
  }
  return buf_text(&state);
}

static str state_few(struct subjects *s, arena *a) {
  buf state = buf_new(a, 1 << 16);
  for (uint32_t i = numbers_below(&s->random, PAIRS_MAX + 1); i > 0; i--) {
    const struct subject *of = &s->items[numbers_below(&s->random, (uint32_t)s->count)];
    bool is_known = numbers_below(&s->random, 16) > 0;
    state_add(&state, 0, is_known ? of->id : STR("other"), value_make(s, of, a));
  }
  return buf_text(&state);
}

/* The charts of the last run, and the numbers of one of them, a line each. */
static void charts_draw(struct cost_session *session, arena scratch, buf *out) {
  static const char *const names[] = {"volume", "tornado"};
  for (int i = 0; i < 2; i++) {
    arena a = scratch;
    buf image = buf_new(&a, 1 << 20);
    cost_figure(session, str_of(names[i]), a, &image);
    chart_draw(buf_text(&image), a, out);
    buf_byte(out, '\n');
  }
  cost_figure(session, STR("points"), scratch, out);
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  static _Alignas(PACK_ALIGN) char file[IMAGE_MAX];
  static _Alignas(PACK_ALIGN) char rows[IMAGE_MAX];
  if (argc < 2) {
    printf("1..0\n"); /* no tests of its own */
    return 0;
  }
  str image = file_read(argv[1], file, sizeof file);
  arena a = {memory, memory + sizeof memory};
  struct subjects s = {.a = &a};
  struct decide d;
  struct cost c;
  struct cost_session *session = NULL;
  bool is_decision = decide_open(image, &d);
  if (is_decision) {
    read_decide(&s, &d);
  } else if (cost_unfold(image, rows, &c)) {
    read_cost(&s, &c);
    session = cost_start(&c, &a);
  } else {
    fprintf(stderr, "%s: no sound image\n", argv[1]);
    return 3;
  }
  int states = argc > 2 ? atoi(argv[2]) : STATES;
  for (int i = 0; i < states; i++) {
    arena scratch = a;
    str state = i % 2 == 0 ? state_few(&s, &scratch) : state_full(&s, &scratch);
    buf out = buf_new(&scratch, 1 << 20);
    if (is_decision) {
      decide_run(&d, state, scratch, &out);
      decide_explain(&d, state, scratch, &out);
    } else {
      cost_run(session, state, scratch, &out);
    }
    if (!is_decision && i % DRAWN_EACH == 0) {
      charts_draw(session, scratch, &out);
    }
    printf("-- %.*s\n%.*s", (int)state.n, state.s, (int)out.n, out.s);
  }
  return 0;
}
