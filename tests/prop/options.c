/*
 * Random decisions with options from YAML to their outcomes: questions of each kind,
 * groups of choices, gates on everything that conditions can say, thresholds, and all
 * three ways to pick. What they lead to is also found the slow way: each gate is
 * evaluated with the values themselves, for every combination of values. Both have
 * to agree for complete answers, for what is possible after some of them, in doubt
 * and with ranges, and with other thresholds; and a link gives its state again.
 *
 *     tests/prop/options [SEED]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/num.h"
#include "core/state.h"
#include "model/decisions.h"
#include "random.h"
#include "tree_walk.h"

enum {
  MEMORY = 128 << 20,
  ROUNDS = 300,
  QUESTIONS_MAX = 5,
  CHOICES = 3, /* of a choice, and of several */
  POOL = 3,    /* numbers that conditions and thresholds are made of */
  VALUES_MAX = 1 << CHOICES,
  OPTIONS_MAX = 4,
  PRODUCT_MAX = 4000,
  PARTS = 30, /* states of one decision that are compared */
  TEXT_MAX = 64 << 10
};

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

enum kind { YESNO, CHOICE, NUMBER, SEVERAL };

struct question {
  enum kind kind;
  char values[VALUES_MAX][24]; /* at least one of each cell; numbers ascend */
  int value_count;
};

struct world {
  uint64_t seed;
  struct question questions[QUESTIONS_MAX];
  int count;
  int product;
  int options;
  int thresholds;
  bool has_otherwise;
  str yaml;
  struct ydoc doc;
  struct diags diags;
  struct decision d;
  int outcome[PRODUCT_MAX]; /* of each combination: index into `names` */
  str names[1 << OPTIONS_MAX];
  int name_count;
};

static const double pool[POOL] = {10, 20, 30};
static const char *const words[] = {"red", "green", "blue"};

static int below(struct world *w, int limit) {
  return (int)random_below(&w->seed, (uint32_t)limit);
}

static const char *fault; /* the first of a round */

static void hold(bool truth, const char *what) {
  if (!truth && fault == NULL) {
    fault = what;
  }
}

/* --- random decisions as text ------------------------------------------------------------ */

static void add(buf *out, const char *text) {
  buf_str(out, str_of(text));
}

static void add_number(buf *out, const char *before, int number) {
  add(out, before);
  buf_int(out, number);
}

static void add_value(struct question *q, const char *text) {
  snprintf(q->values[q->value_count++], sizeof q->values[0], "%s", text);
}

/* Choices by the bits of a number: "none", "red", "red,blue". */
static void subset_value(struct question *q, int subset) {
  char text[24] = "";
  for (int i = 0; i < CHOICES; i++) {
    if ((subset >> i & 1) != 0) {
      snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", text[0] ? "," : "",
               words[i]);
    }
  }
  add_value(q, text[0] ? text : "none");
}

static void question_make(struct world *w, struct question *q) {
  *q = (struct question){.kind = (enum kind)below(w, 4)};
  if (q->kind == YESNO) {
    add_value(q, "yes");
    add_value(q, "no");
  } else if (q->kind == CHOICE) {
    for (int i = 0; i < CHOICES; i++) {
      add_value(q, words[i]);
    }
  } else if (q->kind == SEVERAL) {
    for (int i = 0; i < VALUES_MAX; i++) {
      subset_value(q, i);
    }
  } else {
    for (int i = 0; i <= 2 * POOL; i++) {
      char text[8];
      snprintf(text, sizeof text, "%d", 5 * (i + 1));
      add_value(q, text);
    }
  }
}

static void number_write(struct world *w, buf *out) {
  if (w->thresholds > 0 && below(w, 2) == 0) {
    add_number(out, "t", below(w, w->thresholds));
  } else {
    num_print(out, pool[below(w, POOL)]);
  }
}

static void test_write(struct world *w, buf *out) {
  static const char *const signs[] = {" < ", " <= ", " > ", " >= ", " = "};
  int question = below(w, w->count);
  const struct question *q = &w->questions[question];
  add_number(out, "q", question);
  if (q->kind == NUMBER) {
    add(out, signs[below(w, 5)]);
    number_write(w, out);
  } else if (q->kind == YESNO) {
    add(out, below(w, 2) == 0 ? "" : " is not yes");
  } else if (q->kind == CHOICE) {
    static const char *const tests[] = {" is red",  " is not green", " is any of [red, blue]",
                                        " is warm", " is other",     " is blue"};
    add(out, tests[below(w, 6)]);
  } else {
    static const char *const tests[] = {" has red",    " is none",   " has any of [red, green]",
                                        " count >= 2", " count < 3", " count = 1"};
    add(out, tests[below(w, 6)]);
  }
}

static void condition_write(struct world *w, buf *out, int depth) {
  int how = below(w, 6);
  if (depth == 0 || how < 2) {
    test_write(w, out);
  } else if (how == 2) {
    add(out, "not (");
    condition_write(w, out, depth - 1);
    add(out, ")");
  } else {
    add(out, "(");
    condition_write(w, out, depth - 1);
    add(out, how < 5 ? ") and (" : ") or (");
    condition_write(w, out, depth - 1);
    add(out, ")");
  }
}

static void question_write(const struct world *w, buf *out, int i) {
  const struct question *q = &w->questions[i];
  add_number(out, "  - {id: q", i);
  add_number(out, ", ask: Question ", i);
  add(out, "?");
  if (q->kind == CHOICE) {
    add(out, ", choices: [red, green, blue], groups: {warm: [red]}");
  } else if (q->kind == SEVERAL) {
    add(out, ", type: several, choices: [red, green, blue]");
  } else if (q->kind == NUMBER) {
    add(out, ", type: number, limits: [0, 40]");
  }
  add(out, "}\n");
}

/* Two options may give the same; the last may need no gates. */
static void option_write(struct world *w, buf *out, int i) {
  add_number(out, "  - {id: p", i);
  if (i > 0 && below(w, 5) == 0) {
    add_number(out, ", gives: p", below(w, i));
  }
  if (i == w->options - 1 && below(w, 3) == 0) {
    add(out, ", always: Always}\n");
    return;
  }
  add(out, ", gates: [");
  for (int g = below(w, 2); g >= 0; g--) {
    add_number(out, "{id: g", g);
    add(out, ", if: \"");
    condition_write(w, out, 2);
    add(out, g > 0 ? "\", yes: Y, no: N}, " : "\", yes: Y, no: N}]}\n");
  }
}

static void decision_write(struct world *w, arena *a) {
  static const char *const picks[] = {"all", "first", "one"};
  buf out = buf_new(a, TEXT_MAX);
  w->thresholds = below(w, 3);
  w->options = 1 + below(w, OPTIONS_MAX);
  w->has_otherwise = below(w, 2) == 0;
  add(&out, "decision: d\ntitle: T\nversion: 2026-11-21\npick: ");
  add(&out, picks[below(w, 3)]);
  add(&out, w->has_otherwise ? "\notherwise: rest\n" : "\n");
  add(&out, w->thresholds > 0 ? "thresholds:\n" : "");
  for (int i = 0; i < w->thresholds; i++) {
    add_number(&out, "  t", i);
    add(&out, ": {value: ");
    num_print(&out, pool[below(w, POOL)]);
    add(&out, "}\n");
  }
  add(&out, "questions:\n");
  for (int i = 0; i < w->count; i++) {
    question_write(w, &out, i);
  }
  add(&out, "options:\n");
  for (int i = 0; i < w->options; i++) {
    option_write(w, &out, i);
  }
  add(&out, "outcomes:\n  rest: {title: Rest}\n");
  for (int i = 0; i < w->options; i++) {
    add_number(&out, "  p", i);
    add(&out, ": {title: Some}\n");
  }
  hold(!out.full, "room for the text");
  w->yaml = buf_text(&out);
}

static void decision_make(struct world *w, arena *a) {
  w->product = 1;
  for (w->count = 0; w->count < 1 + below(w, QUESTIONS_MAX); w->count++) {
    struct question *q = &w->questions[w->count];
    question_make(w, q);
    if (w->product * q->value_count > PRODUCT_MAX) {
      break;
    }
    w->product *= q->value_count;
  }
  decision_write(w, a);
  diags_init(&w->diags, a);
  hold(yaml_parse(w->yaml, (span){.file = 0}, &w->diags, a, &w->doc), "it is YAML");
  decision_build(&w->doc, &(struct decision_tables){.count = 0}, &w->diags, a, &w->d);
  hold(w->d.image.n > 0, "it has no fault");
}

/* --- the slow way ------------------------------------------------------------------------ */

/* The values of thresholds: those of the model, or others. */
static double number_of(const struct condition *c, const double *thresholds) {
  return c->threshold.n > 0 ? thresholds[c->threshold_index] : c->number;
}

static bool has_word(str chosen, str word) {
  while (chosen.n > 0) {
    if (str_eq(str_take(&chosen, ','), word)) {
      return true;
    }
  }
  return false;
}

static double count_of(str chosen) {
  double count = 0;
  while (chosen.n > 0 && !str_eq(chosen, STR("none"))) {
    str_take(&chosen, ',');
    count++;
  }
  return count;
}

/* The only group is `warm`, of red alone. */
static bool is_any(const struct condition *c, str value) {
  for (ptrdiff_t i = 0; i < c->choice_count; i++) {
    str name = c->choices[i];
    bool is_red = str_eq(value, STR("red"));
    bool is_group = str_eq(name, STR("warm")) || str_eq(name, STR("other"));
    if (is_group ? is_red == str_eq(name, STR("warm")) : has_word(value, name)) {
      return true;
    }
  }
  return false;
}

static bool is_met(const struct condition *c, const struct tree_value *v,
                   const double *thresholds) {
  const struct tree_value *own = c->index < 0 ? NULL : &v[c->index];
  switch (c->kind) {
    case COND_OR:
      return is_met(c->left, v, thresholds) || is_met(c->right, v, thresholds);
    case COND_AND:
      return is_met(c->left, v, thresholds) && is_met(c->right, v, thresholds);
    case COND_NOT:
      return !is_met(c->left, v, thresholds);
    case COND_YES:
      return str_eq(own->text, STR("yes"));
    case COND_IS:
    case COND_HAS:
      return is_any(c, own->text);
    case COND_LESS:
    case COND_LESS_EQUAL:
    case COND_EQUAL:
      break;
  }
  double value = c->counts ? count_of(own->text) : own->number;
  double limit = number_of(c, thresholds);
  return c->kind == COND_LESS         ? value < limit
         : c->kind == COND_LESS_EQUAL ? value <= limit
                                      : value == limit;
}

/* The outcome of one combination of values, by its name. */
static str outcome_of(const struct world *w, const struct tree_value *v, const double *thresholds,
                      arena *a) {
  str name = STR("");
  for (ptrdiff_t i = 0; i < w->d.option_count; i++) {
    const struct decision_option *o = &w->d.options[i];
    bool passes = true;
    for (ptrdiff_t g = 0; g < o->gate_count; g++) {
      passes = passes && is_met(o->gates[g].when, v, thresholds);
    }
    if (!passes || (name.n > 0 && w->d.pick != DECIDE_ALL)) {
      continue;
    }
    bool is_there = false;
    for (str rest = name; rest.n > 0;) {
      is_there |= str_eq(str_take(&rest, '+'), o->gives);
    }
    name = is_there      ? name
           : name.n == 0 ? o->gives
                         : arena_join(a, arena_join(a, name, STR("+")), o->gives);
  }
  return name.n > 0 ? name : w->has_otherwise ? STR("rest") : STR("none");
}

/* Parts stand in the order of the options that first give them. */
static str in_order(const struct world *w, str name, arena *a) {
  str sorted = STR("");
  for (ptrdiff_t i = 0; i < w->d.option_count; i++) {
    str part = w->d.options[i].gives;
    bool is_part = false;
    bool is_there = false;
    for (str rest = name; rest.n > 0;) {
      is_part |= str_eq(str_take(&rest, '+'), part);
    }
    for (str rest = sorted; rest.n > 0;) {
      is_there |= str_eq(str_take(&rest, '+'), part);
    }
    if (is_part && !is_there) {
      sorted = sorted.n == 0 ? part : arena_join(a, arena_join(a, sorted, STR("+")), part);
    }
  }
  return sorted.n == 0 ? name : sorted;
}

static void picks_of(const struct world *w, int i, int *picks) {
  for (int q = 0; q < w->count; q++) {
    picks[q] = i % w->questions[q].value_count;
    i /= w->questions[q].value_count;
  }
}

static void walk_all(struct world *w, const double *thresholds, arena *a) {
  w->name_count = 0;
  for (int i = 0; i < w->product; i++) {
    struct tree_value values[QUESTIONS_MAX] = {{.number = 0}};
    int picks[QUESTIONS_MAX];
    picks_of(w, i, picks);
    for (int q = 0; q < w->count; q++) {
      values[q].text = str_of(w->questions[q].values[picks[q]]);
      if (w->questions[q].kind == NUMBER) {
        hold(num_parse(values[q].text, &values[q].number), "a value is a number");
      }
    }
    str name = in_order(w, outcome_of(w, values, thresholds, a), a);
    int n = 0;
    while (n < w->name_count && !str_eq(w->names[n], name)) {
      n++;
    }
    if (n == w->name_count) {
      hold(n < (1 << OPTIONS_MAX), "room for the names");
      w->names[w->name_count++] = name;
    }
    w->outcome[i] = n;
  }
}

/* --- both ways --------------------------------------------------------------------------- */

/* What a state says of each question: any of the values from .. to. */
struct given {
  bool is_given;
  int from, to;
};

static void given_make(struct world *w, struct given *given) {
  for (int i = 0; i < w->count; i++) {
    const struct question *q = &w->questions[i];
    int from = below(w, q->value_count);
    given[i] = (struct given){below(w, 5) > 0, from, from};
    if (below(w, 5) == 0) {
      given[i] = (struct given){true, 0, q->value_count - 1};
    } else if (q->kind == NUMBER && below(w, 3) == 0) {
      given[i].to = from + below(w, q->value_count - from);
    }
  }
}

static void state_write(const struct world *w, const struct given *given, buf *out) {
  for (int i = 0; i < w->count; i++) {
    const struct question *q = &w->questions[i];
    char id[16];
    char value[64];
    snprintf(id, sizeof id, "q%d", i);
    bool is_unsure = given[i].from == 0 && given[i].to == q->value_count - 1;
    bool is_range = !is_unsure && given[i].from < given[i].to;
    snprintf(value, sizeof value, is_range ? "%s..%s" : "%s",
             is_unsure ? "unsure" : q->values[given[i].from], q->values[given[i].to]);
    if (given[i].is_given) {
      state_add(out, 0, str_of(id), str_of(value));
    }
  }
}

static str run(const struct world *w, str state, arena *a) {
  buf out = buf_new(a, TEXT_MAX);
  decide_run(&w->d.engine, state, *a, &out);
  return buf_text(&out);
}

/* The line of a kind, without it; empty: there is none. */
static str line_of(str text, const char *kind) {
  for (str line; str_cut(text, '\n', &line, &text);) {
    if (str_starts(line, str_of(kind))) {
      return str_sub(line, (ptrdiff_t)strlen(kind), line.n);
    }
  }
  return STR("");
}

/* Whether the answers to questions that count leave this combination. */
static bool is_left(const struct world *w, const struct given *given, unsigned counts, int i) {
  int picks[QUESTIONS_MAX];
  picks_of(w, i, picks);
  for (int q = 0; q < w->count; q++) {
    if ((counts >> q & 1) != 0 && (picks[q] < given[q].from || picks[q] > given[q].to)) {
      return false;
    }
  }
  return true;
}

static unsigned possible_of(const struct world *w, str text) {
  unsigned possible = 0;
  for (str rest = line_of(text, "possible\t"); rest.n > 0;) {
    str name = str_take(&rest, '\t');
    int n = 0;
    while (n < w->name_count && !str_eq(w->names[n], name)) {
      n++;
    }
    hold(n < w->name_count, "a possible outcome is one of some combination");
    possible |= 1U << n;
  }
  return possible;
}

static unsigned counts_of(const struct world *w, str text) {
  unsigned counts = 0;
  for (int q = 0; q < w->count; q++) {
    char line[32];
    snprintf(line, sizeof line, "answer\tq%d\t", q);
    counts |= (unsigned)(str_search(text, str_of(line)) >= 0) << q;
  }
  return counts;
}

/* Some answers, perhaps with another threshold: what is possible, and what the link gives. */
static void check_state(struct world *w, const char *moved, arena a) {
  struct given given[QUESTIONS_MAX];
  buf state = buf_new(&a, 1024);
  given_make(w, given);
  state_write(w, given, &state);
  buf_str(&state, state.n > 0 && moved[0] != '\0' ? STR("&") : STR(""));
  add(&state, moved);
  str text = run(w, buf_text(&state), &a);
  unsigned counts = counts_of(w, text);
  unsigned want = 0;
  for (int i = 0; i < w->product; i++) {
    want |= is_left(w, given, counts, i) ? 1U << w->outcome[i] : 0;
  }
  hold(possible_of(w, text) == want, "what is possible");
  bool is_one = (want & (want - 1)) == 0;
  bool asks = line_of(text, "ask\t").n > 0;
  hold(!asks || !is_one, "nothing is asked when the result stands");
  hold(asks || is_one == (line_of(text, "outcome\t").n > 0), "one possible outcome is the result");
  hold(str_search(text, STR("invalid")) < 0 && str_search(text, STR("unknown")) < 0,
       "every value is one of its question");
  hold(str_eq(run(w, line_of(text, "state\t"), &a), text), "a link gives its state again");
}

static void check_all(struct world *w, arena a) {
  int stride = w->product > 200 ? 7 : 1;
  for (int i = below(w, stride); i < w->product; i += stride) {
    arena scratch = a;
    int picks[QUESTIONS_MAX];
    struct given given[QUESTIONS_MAX];
    buf state = buf_new(&scratch, 1024);
    picks_of(w, i, picks);
    for (int q = 0; q < w->count; q++) {
      bool is_all = w->questions[q].value_count == 1;
      given[q] = (struct given){!is_all, picks[q], picks[q]};
    }
    state_write(w, given, &state);
    str text = run(w, buf_text(&state), &scratch);
    hold(str_eq(line_of(text, "outcome\t"), w->names[w->outcome[i]]), "the engine is the gates");
  }
}

static void check_survey(const struct world *w) {
  for (int n = 0; n < w->name_count; n++) {
    bool is_reached = false;
    for (ptrdiff_t i = 0; i < w->d.outcome_count; i++) {
      bool is_it = str_eq(w->d.outcomes[i].id, w->names[n]);
      is_reached = is_reached || (is_it && w->d.outcomes[i].reached);
    }
    hold(is_reached, "an outcome of some combination is reached");
  }
}

static void check_decision(struct world *w, arena a) {
  double thresholds[3];
  for (int i = 0; i < w->thresholds; i++) {
    thresholds[i] = w->d.thresholds[i].value;
  }
  walk_all(w, thresholds, &a);
  check_all(w, a);
  check_survey(w);
  for (int i = 0; i < PARTS && fault == NULL; i++) {
    check_state(w, "", a);
  }
  char moved[64] = "";
  for (int i = 0; i < w->thresholds && fault == NULL; i++) {
    char one[16];
    thresholds[i] = pool[below(w, POOL)];
    snprintf(one, sizeof one, "%st%d=%d", i > 0 ? "&" : "", i, (int)thresholds[i]);
    strcat(moved, one);
    walk_all(w, thresholds, &a);
    for (int k = 0; k < PARTS / 3 && fault == NULL; k++) {
      check_state(w, moved, a);
    }
  }
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  static struct world w;
  uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  for (uint64_t round = 0; round < ROUNDS; round++) {
    arena a = {memory, memory + sizeof memory};
    w = (struct world){.seed = (first + round) * 0x9e3779b97f4a7c15U};
    decision_make(&w, &a);
    if (fault == NULL) {
      check_decision(&w, a);
    }
    if (fault != NULL) {
      printf("%.*s\n", (int)w.yaml.n, w.yaml.s);
      printf("not ok 1 - options: %s; again with seed %" PRIu64 "\n1..1\n", fault, first + round);
      return 1;
    }
  }
  puts("ok 1 - decisions with options lead where their gates say\n1..1");
  return 0;
}
