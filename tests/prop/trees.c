/*
 * Random decisions from YAML to their outcomes: trees with questions of each
 * kind, numbers in bands, and ways that depend on earlier answers are written
 * as text and built. What they lead to is then also found the slow way, from
 * the typed model: following routes and evaluating conditions with the values
 * themselves, without cells or diagrams. Both have to agree for every
 * combination of answers and for what is possible after some of them; and a tree
 * with one fault has to be refused for that fault.
 *
 *     tests/prop/trees [SEED]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/num.h"
#include "core/state.h"
#include "model/decisions.h"
#include "random.h"
#include "tree_walk.h"

enum {
  MEMORY = 128 << 20,
  ROUNDS = 400,
  QUESTIONS_MAX = 7,
  ANSWERS_MAX = 5,
  POOL = 3, /* numbers that bounds and conditions of a question are made of */
  VALUES_MAX = 2 * POOL + 3,
  OUTCOMES = 5,
  PRODUCT_MAX = 3000, /* combinations of one tree */
  PARTS = 25,         /* states with some answers left out, of one tree */
  ROUTE_BYTES = 2000
};

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

enum kind { YESNO, CHOICE, NUMBER };

struct answer {
  char head[80]; /* "yes: {", "{from: 5, " */
  char route[ROUTE_BYTES];
};

struct question {
  enum kind kind;
  int choices;                 /* yes and no, too */
  double pool[POOL];           /* ascending, within the limits */
  int pooled;                  /* how many of them there are */
  double low, high;            /* limits */
  char values[VALUES_MAX][40]; /* what can be answered: at least one of each cell */
  int value_count;
  struct answer answers[ANSWERS_MAX + 2 * POOL];
  int answer_count;
};

struct world {
  uint64_t seed;
  struct question questions[QUESTIONS_MAX];
  int count;
  int product;
  str yaml;
  struct ydoc doc;
  struct diags diags;
  struct decision d;
  struct decide engine;
  int outcome[PRODUCT_MAX]; /* of each combination, found the slow way */
};

static int below(struct world *w, int limit) {
  return (int)random_below(&w->seed, (uint32_t)limit);
}

static const char *fault; /* the first of a round */

static void hold(bool truth, const char *what) {
  if (!truth && fault == NULL) {
    fault = what;
  }
}

/* --- random trees as text ------------------------------------------------------ */

static const char *number_text(double value) {
  static char ring[8][40];
  static int next;
  char *text = ring[next++ % 8];
  buf b = buf_over(text, 39);
  num_print(&b, value);
  text[b.n] = '\0';
  return text;
}

static const char *choice_name(const struct question *q, int i) {
  static const char *const names[] = {"red", "green", "any", "not-blue"};
  static const char *const words[] = {"yes", "no"};
  return q->kind == YESNO ? words[i] : names[i];
}

static void add_value(struct question *q, const char *text) {
  snprintf(q->values[q->value_count++], sizeof q->values[0], "%s", text);
}

/* The numbers, what lies between them, and the limits. */
static void number_values(struct question *q) {
  double last = q->low;
  add_value(q, number_text(q->low));
  for (int i = 0; i < q->pooled; i++) {
    add_value(q, number_text(last + (q->pool[i] - last) / 2));
    add_value(q, number_text(q->pool[i]));
    last = q->pool[i];
  }
  add_value(q, number_text(last + (q->high - last) / 2));
  add_value(q, number_text(q->high));
}

static void question_make(struct world *w, struct question *q) {
  *q = (struct question){.kind = (enum kind)below(w, 3)};
  q->choices = q->kind == YESNO ? 2 : 1 + below(w, 4);
  if (q->kind != NUMBER) {
    for (int i = 0; i < q->choices; i++) {
      add_value(q, choice_name(q, i));
    }
    return;
  }
  static const double steps[] = {0.1, 0.3, 1, 7, 19.99, 1e6};
  double step = steps[below(w, 6)];
  q->low = below(w, 3) == 0 ? -20 * step : 0;
  q->pooled = below(w, POOL + 1);
  double at = q->low;
  for (int i = 0; i < q->pooled; i++) {
    at += step * (1 + below(w, 4));
    q->pool[i] = at;
  }
  q->high = at + step * (1 + below(w, 3));
  number_values(q);
}

/* Bands that meet: at each number either side has it, or it is a band of its own. */
static void bands_make(struct world *w, struct question *q) {
  char low[64] = "";
  if (below(w, 3) == 0) {
    snprintf(low, sizeof low, "from: %s, ", number_text(q->low - (below(w, 2) == 0 ? 0 : 3)));
  }
  for (int i = 0; i < q->pooled; i++) {
    const char *at = number_text(q->pool[i]);
    int how = below(w, 3);
    snprintf(q->answers[q->answer_count++].head, 80, "{%s%s: %s, ", low,
             how == 1 ? "up_to" : "below", at);
    if (how == 2) {
      snprintf(q->answers[q->answer_count++].head, 80, "{from: %s, up_to: %s, ", at, at);
    }
    snprintf(low, sizeof low, "%s: %s, ", how == 0 ? "from" : "above", at);
  }
  char high[64] = "";
  if (below(w, 3) == 0) {
    snprintf(high, sizeof high, "up_to: %s, ", number_text(q->high + (below(w, 2) == 0 ? 0 : 3)));
  }
  snprintf(q->answers[q->answer_count++].head, 80, "{%s%s", low, high);
}

static void answers_make(struct world *w, struct question *q) {
  if (q->kind == NUMBER) {
    bands_make(w, q);
    return;
  }
  int first = below(w, q->choices);
  for (int i = 0; i < q->choices; i++) {
    snprintf(q->answers[q->answer_count++].head, 80, "%s: {",
             choice_name(q, (first + i) % q->choices));
  }
}

static void test_write(struct world *w, buf *out, int question) {
  static const char *const signs[] = {"<", "<=", ">", ">=", "="};
  const struct question *q = &w->questions[question];
  char text[160];
  const char *first = choice_name(q, below(w, q->choices));
  const char *second = choice_name(q, below(w, q->choices));
  if (q->kind == NUMBER) {
    double number = q->pooled == 0 || below(w, 6) == 0 ? q->low + below(w, 40) - 10
                                                       : q->pool[below(w, q->pooled)];
    /* Anything but a number of the pool has to lie outside the limits: see number_values. */
    bool inside = number > q->low && number < q->high;
    for (int i = 0; i < q->pooled && inside; i++) {
      inside = number != q->pool[i];
    }
    snprintf(text, sizeof text, "q%d %s %s", question, signs[below(w, 5)],
             number_text(inside ? q->high : number));
  } else if (q->kind == YESNO && below(w, 2) == 0) {
    snprintf(text, sizeof text, "q%d", question);
  } else if (below(w, 3) == 0) {
    snprintf(text, sizeof text, "q%d is any of [%s, %s]", question, first, second);
  } else {
    snprintf(text, sizeof text, "q%d is %s%s", question, below(w, 2) == 0 ? "not " : "", first);
  }
  buf_str(out, str_of(text));
}

static void condition_write(struct world *w, buf *out, int question, int depth) {
  int how = below(w, 7);
  if (depth == 0 || how < 2) {
    test_write(w, out, below(w, question + 1));
  } else if (how == 2) {
    buf_str(out, STR("not "));
    condition_write(w, out, question, 0);
  } else if (how == 3) {
    buf_str(out, STR("("));
    condition_write(w, out, question, depth - 1);
    buf_str(out, STR(")"));
  } else {
    condition_write(w, out, question, depth - 1);
    buf_str(out, how < 6 ? STR(" and ") : STR(" or "));
    condition_write(w, out, question, depth - 1);
  }
}

/* A later question's id or an outcome's, with the key that leads there. */
static void target_write(struct world *w, buf *out, int question, bool on, const char *key) {
  char text[40];
  int later = w->count - question - 1;
  if (later > 0 && on) {
    snprintf(text, sizeof text, "%s: q%d", key, question + 1);
  } else if (later > 0 && below(w, 2) == 0) {
    snprintf(text, sizeof text, "%s: q%d", key, question + 1 + below(w, later));
  } else {
    snprintf(text, sizeof text, "end: o%d", below(w, OUTCOMES));
  }
  buf_str(out, str_of(text));
}

/* `on`: one way leads to the next question, so that each is reached. */
static void route_write(struct world *w, struct answer *a, int question, bool on) {
  buf out = buf_over(a->route, ROUTE_BYTES - 1);
  int conditions = below(w, 3) == 0 ? 1 + below(w, 2) : 0;
  if (conditions == 0) {
    target_write(w, &out, question, on, "go");
  } else {
    buf_str(&out, STR("go: ["));
    for (int i = 0; i < conditions; i++) {
      buf_str(&out, STR("{if: \""));
      condition_write(w, &out, question, 2);
      buf_str(&out, STR("\", "));
      target_write(w, &out, question, false, "to");
      buf_str(&out, STR("}, "));
    }
    buf_str(&out, STR("{"));
    target_write(w, &out, question, on, "to");
    buf_str(&out, STR("}]"));
  }
  hold(!out.full, "room for a route");
  a->route[out.n] = '\0';
}

static void tree_make(struct world *w) {
  int most = 1 + below(w, QUESTIONS_MAX);
  w->product = 1;
  for (w->count = 0; w->count < most; w->count++) {
    struct question *q = &w->questions[w->count];
    question_make(w, q);
    if (w->product * q->value_count > PRODUCT_MAX) {
      break;
    }
    w->product *= q->value_count;
    answers_make(w, q);
  }
  for (int i = 0; i < w->count; i++) {
    struct question *q = &w->questions[i];
    for (int k = 0; k < q->answer_count; k++) {
      route_write(w, &q->answers[k], i, k == 0);
    }
  }
}

static void question_write(const struct world *w, buf *out, int i) {
  const struct question *q = &w->questions[i];
  char text[200];
  snprintf(text, sizeof text, "    q%d:\n      ask: Question %d?\n", i, i);
  buf_str(out, str_of(text));
  if (q->kind == NUMBER) {
    snprintf(text, sizeof text, "      limits: [%s, %s]\n", number_text(q->low),
             number_text(q->high));
    buf_str(out, str_of(text));
  }
  buf_str(out, STR("      answers:\n"));
  for (int k = 0; k < q->answer_count; k++) {
    buf_str(out, q->kind == NUMBER ? STR("        - ") : STR("        "));
    buf_str(out, str_of(q->answers[k].head));
    buf_str(out, str_of(q->answers[k].route));
    buf_str(out, STR("}\n"));
  }
}

static void tree_write(struct world *w, arena *a) {
  buf out = buf_new(a, 256 << 10);
  buf_str(&out, STR("decision: d\ntitle: T\nversion: 2026-11-21\ntree:\n  start: q0\n"
                    "  questions:\n"));
  int first = below(w, w->count); /* the author's order is not that of the ways */
  for (int i = 0; i < w->count; i++) {
    question_write(w, &out, (first + i) % w->count);
  }
  buf_str(&out, STR("outcomes:\n"));
  for (int i = 0; i < OUTCOMES; i++) {
    char text[40];
    snprintf(text, sizeof text, "  o%d: {title: Outcome %d}\n", i, i);
    buf_str(&out, str_of(text));
  }
  hold(!out.full, "room for the text");
  w->yaml = buf_text(&out);
}

static void tree_build(struct world *w, arena *a) {
  diags_init(&w->diags, a);
  hold(yaml_parse(w->yaml, (span){.file = 0}, &w->diags, a, &w->doc), "it is YAML");
  decision_build(&w->doc, &(struct decision_tables){.count = 0}, &w->diags, a, &w->d);
}

/* --- the slow way ----------------------------------------------------------------- */

/* The index of question q<i> in the model. */
static int32_t model_index(const struct decision *d, int i) {
  char id[16];
  snprintf(id, sizeof id, "q%d", i);
  int32_t at = 0;
  while (!str_eq(d->questions[at].id, str_of(id))) {
    at++;
  }
  return at;
}

/* Which value each question has in the i-th combination. */
static void picks_of(const struct world *w, int i, int *picks) {
  for (int q = 0; q < w->count; q++) {
    picks[q] = i % w->questions[q].value_count;
    i /= w->questions[q].value_count;
  }
}

static void walk_all(struct world *w) {
  int32_t index[QUESTIONS_MAX];
  for (int q = 0; q < w->count; q++) {
    index[q] = model_index(&w->d, q);
  }
  for (int i = 0; i < w->product; i++) {
    struct tree_value values[QUESTIONS_MAX] = {{.number = 0}};
    int picks[QUESTIONS_MAX];
    picks_of(w, i, picks);
    for (int q = 0; q < w->count; q++) {
      struct tree_value *v = &values[index[q]];
      v->text = str_of(w->questions[q].values[picks[q]]);
      if (w->questions[q].kind == NUMBER) {
        hold(num_parse(v->text, &v->number), "a value is a number");
      }
    }
    w->outcome[i] = tree_walk(&w->d, values);
    hold(w->outcome[i] >= 0, "some answer takes every number");
  }
}

/* --- both ways --------------------------------------------------------------------- */

static str run(const struct world *w, const int *picks, unsigned mask, arena *a) {
  buf state = buf_new(a, 2048);
  for (int q = 0; q < w->count; q++) {
    if ((mask >> q & 1) != 0) {
      char id[16];
      snprintf(id, sizeof id, "q%d", q);
      state_add(&state, 0, str_of(id), str_of(w->questions[q].values[picks[q]]));
    }
  }
  buf out = buf_new(a, 16 << 10);
  decide_run(&w->engine, buf_text(&state), *a, &out);
  return buf_text(&out);
}

/* The next line and its first two fields. */
static bool next_line(str *rest, str *ret_kind, str *ret_id, str *ret_line) {
  str line;
  if (!str_cut(*rest, '\n', &line, rest)) {
    return false;
  }
  *ret_kind = line;
  *ret_line = STR("");
  str_cut(line, '\t', ret_kind, ret_line);
  *ret_id = *ret_line;
  str after;
  str_cut(*ret_line, '\t', ret_id, &after);
  return true;
}

static int digit_of(str id) {
  return id.n == 2 ? id.s[1] - '0' : -1;
}

static void check_outcomes(struct world *w, arena a) {
  int stride = w->product > 300 ? 3 : 1;
  for (int i = below(w, stride); i < w->product && fault == NULL; i += stride) {
    arena scratch = a;
    int picks[QUESTIONS_MAX];
    picks_of(w, i, picks);
    str rest = run(w, picks, ~0U, &scratch);
    str kind;
    str id;
    str line;
    int outcome = -1;
    while (next_line(&rest, &kind, &id, &line)) {
      outcome = str_eq(kind, STR("outcome")) ? digit_of(id) : outcome;
      hold(!str_eq(kind, STR("invalid")), "every value is one of its question");
    }
    hold(outcome == w->outcome[i], "the engine is the tree");
  }
}

/* Some answers: what is possible is what the combinations that agree lead to. */
static void check_part(struct world *w, arena a) {
  int picks[QUESTIONS_MAX];
  picks_of(w, below(w, w->product), picks);
  str rest = run(w, picks, (unsigned)below(w, 1 << QUESTIONS_MAX), &a);
  unsigned counts = 0;
  unsigned possible = 0;
  unsigned want = 0;
  str kind;
  str id;
  str line;
  while (next_line(&rest, &kind, &id, &line)) {
    if (str_eq(kind, STR("answer"))) {
      counts |= 1U << digit_of(id);
    }
    for (int o = 0; o < OUTCOMES && str_eq(kind, STR("possible")); o++) {
      char name[4] = {'o', (char)('0' + o), '\0', '\0'};
      possible |= (unsigned)(str_search(line, str_of(name)) >= 0) << o;
    }
  }
  for (int i = 0; i < w->product; i++) {
    int other[QUESTIONS_MAX];
    bool agrees = true;
    picks_of(w, i, other);
    for (int q = 0; q < w->count; q++) {
      agrees &= (counts >> q & 1) == 0 || other[q] == picks[q];
    }
    want |= agrees ? 1U << w->outcome[i] : 0;
  }
  hold(possible == want, "what is possible");
}

/* What the model says of itself: which outcomes are reached, and which questions matter. */
static void check_survey(struct world *w) {
  unsigned reached = 0;
  for (int i = 0; i < w->product; i++) {
    reached |= 1U << w->outcome[i];
  }
  for (int o = 0; o < OUTCOMES; o++) {
    hold(w->d.outcomes[o].reached == ((reached >> o & 1) != 0), "which outcomes are reached");
  }
  int before = 1; /* combinations of the questions before this one */
  for (int q = 0; q < w->count; q++) {
    int values = w->questions[q].value_count;
    bool matters = false;
    for (int i = 0; i < w->product; i++) {
      int first = i - i / before % values * before;
      matters |= w->outcome[i] != w->outcome[first];
    }
    before *= values;
    const struct decision_question *own = &w->d.questions[model_index(&w->d, q)];
    hold(own->matters == matters, "which questions matter");
    hold(own->reached, "every question is reached");
  }
}

/* --- one fault ------------------------------------------------------------------------ */

/* A random number with more than one band, or NULL. */
static struct question *pick_number(struct world *w) {
  int first = below(w, w->count);
  for (int i = 0; i < w->count; i++) {
    struct question *q = &w->questions[(first + i) % w->count];
    if (q->kind == NUMBER && q->answer_count > 1) {
      return q;
    }
  }
  return NULL;
}

/* Breaks the tree in one place; returns what has to be said of it. */
static diag_id mutate(struct world *w) {
  struct question *number = pick_number(w);
  int own = below(w, w->count);
  struct question *q = &w->questions[own];
  struct answer *a = &q->answers[below(w, q->answer_count)];
  int how = below(w, 6);
  if (how == 0 && number != NULL) {
    int gone = below(w, number->answer_count--);
    number->answers[gone] = number->answers[number->answer_count];
    return D_TREE_GAP;
  }
  if (how == 1 && number != NULL) {
    int twice = below(w, number->answer_count);
    number->answers[number->answer_count++] = number->answers[twice];
    return D_TREE_OVERLAP;
  }
  if (how <= 2) {
    int back = below(w, own + 1); /* first answers lead from each question to the next */
    snprintf(a->route, ROUTE_BYTES, "go: [{if: \"q%d is no\", end: o0}, {to: q%d}]", back, back);
    if (w->questions[back].kind != YESNO) {
      snprintf(a->route, ROUTE_BYTES, "go: q%d", back);
    }
    return D_TREE_LOOP;
  }
  if (how == 3) {
    snprintf(a->route, ROUTE_BYTES, "%s", below(w, 2) == 0 ? "go: q77" : "end: o77");
    return D_TREE_TARGET;
  }
  if (how == 4) {
    snprintf(a->route, ROUTE_BYTES, "end: [{if: q77, to: o0}, {to: o1}]");
    return D_COND_NAME;
  }
  snprintf(a->route, ROUTE_BYTES, "because: Nothing follows");
  return D_TREE_DEAD_END;
}

static void check_mutation(struct world *w, arena a) {
  diag_id want = mutate(w);
  tree_write(w, &a);
  tree_build(w, &a);
  bool found = false;
  for (ptrdiff_t i = 0; i < w->diags.count; i++) {
    found |= w->diags.items[i].id == want;
  }
  hold(found, "a fault is found");
  hold(w->d.image.n == 0, "a tree with a fault has no image");
}

static bool is_fine(struct world *w, arena a) {
  tree_make(w);
  if (w->count == 0) {
    return true;
  }
  tree_write(w, &a);
  tree_build(w, &a);
  hold(w->diags.count == 0, "nothing is said of a sound tree");
  hold(decide_open(w->d.image, &w->engine), "the image opens");
  if (fault == NULL) {
    walk_all(w);
    check_outcomes(w, a);
    check_survey(w);
  }
  for (int i = 0; i < PARTS && fault == NULL; i++) {
    check_part(w, a);
  }
  if (fault == NULL) {
    check_mutation(w, a);
  }
  return fault == NULL;
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  static struct world w;
  uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  for (uint64_t round = 0; round < ROUNDS; round++) {
    w = (struct world){.seed = (first + round) * 0x9e3779b97f4a7c15U};
    if (!is_fine(&w, (arena){memory, memory + sizeof memory})) {
      printf("# %.*s\n", (int)w.yaml.n, w.yaml.s);
      printf("not ok 1 - trees: %s; again with seed %" PRIu64 "\n1..1\n", fault, first + round);
      return 1;
    }
  }
  puts("ok 1 - trees lead where their text says\n1..1");
  return 0;
}
