/*
 * Large decisions from YAML: as many questions, paths and choices as nobody
 * draws. They build without a word, in the time that is printed, and lead where
 * a walk of the model leads.
 *
 *     tests/prop/large_trees [SEED]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/state.h"
#include "model/decisions.h"
#include "random.h"
#include "tree_walk.h"

enum { MEMORY = 128 << 20 };

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

struct world {
  uint64_t seed;
  struct ydoc doc;
  struct diags diags;
  struct decision d;
  struct decide engine;
};

static int below(struct world *w, int limit) {
  return (int)random_below(&w->seed, (uint32_t)limit);
}

static const char *fault; /* the first */

static void hold(bool truth, const char *what) {
  if (!truth && fault == NULL) {
    fault = what;
  }
}

static void tree_build(struct world *w, str yaml, arena *a) {
  diags_init(&w->diags, a);
  hold(yaml_parse(yaml, (span){.file = 0}, &w->diags, a, &w->doc), "it is YAML");
  decision_build(&w->doc, &(struct decision_tables){.count = 0}, &w->diags, a, &w->d);
}

enum { LONG = 60, EVERY = 9, WIDE = 250, WIDE_OUTCOMES = 40 };

/*
 * A chain of 60 questions. Every ninth has two answers that go on, and a later
 * question asks which: about a thousand paths, of which the diagram has to
 * remember the last fork.
 */
static str long_tree(arena *a, int *ret_paths) {
  buf out = buf_new(a, 256 << 10);
  char text[400];
  int ways = 1;
  *ret_paths = 0;
  buf_str(&out, STR("decision: long\ntitle: T\nversion: 2026-11-21\ntree:\n  start: q0\n"
                    "  questions:\n"));
  for (int i = 0; i < LONG; i++) {
    bool fork = i % EVERY == 0 && i > 0;
    char next[32];
    snprintf(next, sizeof next, i + 1 < LONG ? "go: q%d" : "end: o0", i + 1);
    snprintf(text, sizeof text, "    q%d: {ask: \"Q%d?\", answers: {a: {%s}%s%s%s", i, i, next,
             fork ? ", c: {" : "", fork ? next : "", fork ? "}" : "");
    buf_str(&out, str_of(text));
    int last = i / EVERY * EVERY;
    if (last > 0 && last != i) {
      snprintf(text, sizeof text, ", b: {end: [{if: q%d is c, to: o%d}, {to: o%d}]}}}\n", last,
               1 + i % 20, 2 + i % 20);
    } else {
      snprintf(text, sizeof text, ", b: {end: o%d}}}\n", 1 + i % 20);
    }
    buf_str(&out, str_of(text));
    *ret_paths += ways; /* b ends here */
    ways *= fork ? 2 : 1;
  }
  *ret_paths += ways;
  buf_str(&out, STR("outcomes:\n"));
  for (int i = 0; i < 22; i++) {
    snprintf(text, sizeof text, "  o%d: {title: Outcome}\n", i);
    buf_str(&out, str_of(text));
  }
  return buf_text(&out);
}

static str wide_tree(arena *a) {
  buf out = buf_new(a, 256 << 10);
  char text[200];
  buf_str(&out, STR("decision: wide\ntitle: T\nversion: 2026-11-21\ntree:\n  start: q0\n"
                    "  questions:\n    q0:\n      ask: Which country?\n      answers:\n"));
  for (int i = 0; i < WIDE; i++) {
    snprintf(text, sizeof text, "        c%d: {go: q1, label: Country %d}\n", i, i);
    buf_str(&out, str_of(text));
  }
  buf_str(&out, STR("    q1: {ask: Q1?, answers: {no: {end: o0}, yes: {end: ["));
  for (int i = 0; i < WIDE_OUTCOMES; i++) {
    snprintf(text, sizeof text, "{if: \"q0 is any of [c%d, c%d]\", to: o%d}, ", i,
             i + WIDE - WIDE_OUTCOMES, i);
    buf_str(&out, str_of(text));
  }
  buf_str(&out, STR("{to: o0}]}}}\noutcomes:\n"));
  for (int i = 0; i < WIDE_OUTCOMES; i++) {
    snprintf(text, sizeof text, "  o%d: {title: Outcome}\n", i);
    buf_str(&out, str_of(text));
  }
  return buf_text(&out);
}

/* Random combinations of answers by both ways. */
static void compare_some(struct world *w, arena a) {
  struct tree_value *values = NEW(&a, struct tree_value, w->d.question_count);
  for (int i = 0; i < 2000 && fault == NULL; i++) {
    arena scratch = a;
    buf state = buf_new(&scratch, 16 << 10);
    for (ptrdiff_t q = 0; q < w->d.question_count; q++) {
      const struct decision_question *own = &w->d.questions[q];
      /* Mostly on along the chain, so that its end is met, too. */
      int k = below(w, 30) == 0 ? (int)own->answer_count - 1 : below(w, (int)own->answer_count);
      k = own->answer_count == 2 && below(w, 20) != 0 ? 0 : k;
      values[q].text = own->answers[k].id;
      state_add(&state, 0, own->id, values[q].text);
    }
    buf out = buf_new(&scratch, 64 << 10);
    decide_run(&w->engine, buf_text(&state), scratch, &out);
    buf want = buf_new(&scratch, 100);
    buf_str(&want, STR("\noutcome\t"));
    buf_str(&want, w->d.outcomes[tree_walk(&w->d, values)].id);
    buf_str(&want, STR("\n"));
    hold(str_search(buf_text(&out), buf_text(&want)) >= 0, "a large tree is the tree");
  }
}

static double milliseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void check(struct world *w, str yaml, const char *what, arena a) {
  double start = milliseconds();
  tree_build(w, yaml, &a);
  double end = milliseconds();
  hold(w->diags.count == 0, "nothing is said of it");
  hold(decide_open(w->d.image, &w->engine), "the image opens");
  printf("# %s: built in %.1f ms, %td bytes\n", what, end - start, w->d.image.n);
  if (fault == NULL) {
    compare_some(w, a);
  }
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  arena a = {memory, memory + sizeof memory};
  uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  struct world w = {.seed = seed};
  int paths;
  char what[80];
  str tree = long_tree(&a, &paths);
  snprintf(what, sizeof what, "%d questions, %d paths", LONG, paths);
  hold(paths > 900, "about a thousand paths");
  check(&w, tree, what, a);
  hold(w.d.longest == LONG, "the longest way asks every question");
  if (fault == NULL) {
    check(&w, wide_tree(&a), "a question of 250 choices", a);
    hold(w.d.questions[0].answer_count == WIDE, "as many answers as choices");
  }
  if (fault != NULL) {
    printf("not ok 1 - large trees: %s; again with seed %" PRIu64 "\n1..1\n", fault, seed);
    return 1;
  }
  puts("ok 1 - large trees lead where their text says\n1..1");
  return 0;
}
