/*
 * Times decisions natively: tests/bench/decide/run calls it.
 *
 *   bench IMAGE STATES    writes the image of a generated tree of 30 questions, 150
 *                         outcomes and a choice of 200, and states of readers on their
 *                         way through it, a line each; then a line for each measure:
 *                         its name and milliseconds, the median of RUNS, or a count
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../timing.h"
#include "check/check.h"
#include "core/state.h"
#include "model/decisions.h"

enum {
  QUESTIONS = 30,
  OUTCOMES = 150,
  CHOICES = 200,
  LONG = 60, /* of the other tree, of about a thousand paths */
  TEXT = 1 << 20
};
static const ptrdiff_t memory_size = (ptrdiff_t)1 << 30;

/* --- trees ------------------------------------------------------------------------------- */

static void add(buf *out, const char *text) {
  buf_str(out, str_of(text));
}

static void add_number(buf *out, const char *before, int number) {
  add(out, before);
  buf_int(out, number);
}

static void head_write(buf *out) {
  add(out, "decision: bench\ntitle: T\nversion: 2026-11-21\ntree:\n  start: q0\n  questions:\n");
}

static void outcomes_write(buf *out, int count) {
  add(out, "outcomes:\n");
  for (int i = 0; i < count; i++) {
    add_number(out, "  o", i);
    add_number(out, ": {title: Outcome ", i);
    add(out, "}\n");
  }
}

/* The ways of an answer that ends: by the country, by an earlier answer, or neither. */
static void ends_write(buf *out, int question, int first) {
  add(out, "{end: [");
  for (int i = 0; i < 3; i++) {
    add(out, "{if: \"q0 is any of [");
    for (int k = 0; k < 4; k++) {
      add_number(out, k > 0 ? ", c" : "c", (question * 7 + i * 31 + k * 53) % CHOICES);
    }
    add_number(out, "]\", to: o", first + i);
    add(out, "}, ");
  }
  if (question > 1) {
    add_number(out, "{if: q", question - 1);
    add(out, (question - 1) % 3 == 0 ? " > 50" : (question - 1) % 3 == 1 ? " is a" : " is b");
    add_number(out, ", to: o", first + 3);
    add(out, "}, ");
  }
  add_number(out, "{to: o", first + 4);
  add(out, "}]}");
}

/* A question of four choices, of two, or a number of three bands; a part of each goes on. */
static void question_write(buf *out, int i) {
  char next[32];
  int first = (i - 1) * 5;
  snprintf(next, sizeof next, i + 1 < QUESTIONS ? "{go: q%d}" : "{end: o%d}",
           i + 1 < QUESTIONS ? i + 1 : OUTCOMES - 1);
  add_number(out, "    q", i);
  add_number(out, ": {ask: Question ", i);
  if (i % 3 == 0) {
    add(out, "?, limits: [0, 100], answers: [");
    add(out, "{below: 20, ");
    buf_str(out, (str){next + 1, (ptrdiff_t)strlen(next) - 1});
    add(out, ", {from: 20, up_to: 80, ");
    buf_str(out, (str){next + 1, (ptrdiff_t)strlen(next) - 1});
    add(out, ", {above: 80, ");
    ptrdiff_t at = out->n;
    ends_write(out, i, first);
    out->s[at] = ' ';
    add(out, "]}\n");
    return;
  }
  add(out, "?, answers: {a: ");
  add(out, next);
  add(out, ", b: ");
  add(out, next);
  add(out, i % 3 == 1 ? ", c: " : ", d: ");
  ends_write(out, i, first);
  add(out, "}}\n");
}

static str wide_tree(arena *a) {
  buf out = buf_new(a, TEXT);
  head_write(&out);
  add(&out, "    q0: {ask: Which country?, go: q1, choices: [c0");
  for (int i = 1; i < CHOICES; i++) {
    add_number(&out, ", c", i);
  }
  add(&out, "]}\n");
  for (int i = 1; i < QUESTIONS; i++) {
    question_write(&out, i);
  }
  outcomes_write(&out, OUTCOMES);
  return buf_text(&out);
}

/* A chain; every ninth question has two answers that go on, and later ones ask which. */
static str long_tree(arena *a) {
  enum { EVERY = 9, ENDS = 22 };
  buf out = buf_new(a, TEXT);
  char text[400];
  head_write(&out);
  for (int i = 0; i < LONG; i++) {
    bool fork = i % EVERY == 0 && i > 0;
    int last = i / EVERY * EVERY;
    char next[32];
    snprintf(next, sizeof next, i + 1 < LONG ? "go: q%d" : "end: o0", i + 1);
    snprintf(text, sizeof text, "    q%d: {ask: \"Q%d?\", answers: {a: {%s}%s%s%s", i, i, next,
             fork ? ", c: {" : "", fork ? next : "", fork ? "}" : "");
    add(&out, text);
    if (last > 0 && last != i) {
      snprintf(text, sizeof text, ", b: {end: [{if: q%d is c, to: o%d}, {to: o%d}]}}}\n", last,
               1 + i % 20, 2 + i % 20);
    } else {
      snprintf(text, sizeof text, ", b: {end: o%d}}}\n", 1 + i % 20);
    }
    add(&out, text);
  }
  outcomes_write(&out, ENDS);
  return buf_text(&out);
}

/* --- measures ---------------------------------------------------------------------------- */

/* From the syntax to the image with all analyses, then the checks that report them. */
static void time_build(const char *name, str yaml, arena memory, struct decision *ret) {
  double builds[RUNS];
  double checks[RUNS];
  struct decision_tables tables = {.count = 0};
  for (int i = 0; i < RUNS; i++) {
    arena a = memory;
    struct diags ds;
    struct ydoc doc;
    diags_init(&ds, &a);
    if (!yaml_parse(yaml, (span){.file = 0}, &ds, &a, &doc)) {
      exit(1);
    }
    double start = now();
    decision_build(&doc, &tables, &ds, &a, ret);
    double built = now();
    struct site site = {.decisions = ret, .decision_count = 1};
    check_decisions(&site, &ds, a);
    builds[i] = built - start;
    checks[i] = now() - built;
  }
  char label[64];
  snprintf(label, sizeof label, "%s-build", name);
  print_median(label, builds);
  snprintf(label, sizeof label, "%s-checks", name);
  print_median(label, checks);
  printf("%s-paths %.0f\n%s-nodes %td\n%s-bytes %td\n", name, ret->paths, name, ret->node_count,
         name, ret->image.n);
}

/* The states of a reader who gives one answer after the other. */
static void states_write(FILE *f, arena a) {
  buf state = buf_new(&a, TEXT);
  for (int i = 0; i < QUESTIONS; i++) {
    char id[16];
    snprintf(id, sizeof id, "q%d", i);
    state_add(&state, 0, str_of(id), i == 0 ? STR("c7") : i % 3 == 0 ? STR("30") : STR("a"));
    fprintf(f, "%.*s\n", (int)state.n, state.s);
  }
  /* In doubt: the whole diagram lies ahead. */
  fprintf(f, "q0=unsure&q1=unsure&q2=a&q3=10..90\nq0=unsure\n");
}

static void time_runs(const struct decision *d, FILE *states, arena a) {
  char line[4096];
  double most = 0;
  rewind(states);
  while (fgets(line, sizeof line, states) != NULL) {
    double times[RUNS];
    for (int i = 0; i < RUNS; i++) {
      arena scratch = a;
      buf out = buf_new(&scratch, TEXT);
      double start = now();
      decide_run(&d->engine, str_trim(str_of(line)), scratch, &out);
      times[i] = now() - start;
    }
    qsort(times, RUNS, sizeof *times, compare);
    most = times[RUNS / 2] > most ? times[RUNS / 2] : most;
  }
  printf("answer %.3f\n", most);
}

static bool file_write(const char *path, str bytes) {
  FILE *f = fopen(path, "wb");
  size_t size = (size_t)bytes.n;
  return f != NULL && fwrite(bytes.s, 1, size, f) == size && fclose(f) == 0;
}

int main(int argc, char **argv) {
  char *memory = malloc((size_t)memory_size);
  if (argc != 3 || memory == NULL) {
    fprintf(stderr, "bench IMAGE STATES\n");
    return 2;
  }
  arena perm = {memory, memory + memory_size};
  str wide = wide_tree(&perm);
  str chain = long_tree(&perm);
  struct decision d;
  time_build("long", chain, perm, &d);
  time_build("wide", wide, perm, &d);
  perm.at = d.image.s + d.image.n < perm.end ? perm.at + memory_size / 2 : perm.at;
  FILE *states = fopen(argv[2], "w+");
  if (states == NULL || d.image.n == 0 || !file_write(argv[1], d.image)) {
    fprintf(stderr, "the image or the states cannot be written\n");
    return 1;
  }
  states_write(states, perm);
  time_runs(&d, states, perm);
  fclose(states);
  free(memory);
  return 0;
}
