/*
 * Random decisions against brute force: trees of up to eight questions, whose
 * answers lead to later questions or outcomes, partly on conditions on earlier
 * answers. The tree itself, walked answer by answer, says what each combination
 * of cells leads to; the diagram made from it, and the image packed from that,
 * have to say the same of every combination and of every part of one.
 *
 *     tests/prop/decisions [SEED]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/num.h"
#include "core/state.h"
#include "decide_make.h"
#include "random.h"

enum {
  MEMORY = 64 << 20,
  ROUNDS = 1500,
  QUESTIONS_MAX = 8,
  CELLS_MAX = 12,
  OUTCOMES_MAX = 6,
  PRODUCT_MAX = 3000, /* combinations of one decision */
  PARTS = 15          /* states with some answers left out or in doubt, of one decision */
};

_Noreturn void core_oom(ptrdiff_t want) {
  fprintf(stderr, "out of memory: %td bytes\n", want);
  exit(3);
}

/* Where an answer leads: to `first` when `question` has a cell of beg .. end-1, else `second`.
 * Targets below `questions` are questions, those from there on outcomes. */
struct route {
  uint32_t question, beg, end;
  uint32_t first, second;
};

struct tree {
  uint32_t questions, outcomes;
  uint32_t cells[QUESTIONS_MAX];
  struct route routes[QUESTIONS_MAX][CELLS_MAX]; /* by cell: it may have several answers */
  uint32_t product;
};

struct world {
  uint64_t seed;
  struct tree tree;
  struct make made;
  struct diagram *d;
  diagram_ref root;
  struct decide decide;
};

static uint32_t below(struct world *w, uint32_t limit) {
  return (uint32_t)random_below(&w->seed, limit);
}

static const char *fault; /* the first of a round */

static void hold(bool truth, const char *what) {
  if (!truth && fault == NULL) {
    fault = what;
  }
}

/* A later question or an outcome; near ones more often, so that paths become long. */
static uint32_t random_target(struct world *w, uint32_t question) {
  const struct tree *t = &w->tree;
  uint32_t later = t->questions - question - 1;
  if (later == 0 || below(w, 4) == 0) {
    return t->questions + below(w, t->outcomes);
  }
  return question + 1 + below(w, below(w, 2) == 0 ? later : 1);
}

static struct route random_route(struct world *w, uint32_t question) {
  struct route r = {.first = random_target(w, question)};
  r.second = r.first;
  if (question > 0 && below(w, 3) == 0) {
    r.question = below(w, question + 1); /* its own answers, too */
    r.beg = below(w, w->tree.cells[r.question]);
    r.end = r.beg + 1 + below(w, w->tree.cells[r.question] - r.beg);
    r.second = random_target(w, question);
  }
  return r;
}

static void tree_make(struct world *w) {
  struct tree *t = &w->tree;
  t->outcomes = 1 + below(w, OUTCOMES_MAX);
  t->questions = 1 + below(w, QUESTIONS_MAX);
  t->product = 1;
  for (uint32_t q = 0; q < t->questions; q++) {
    uint32_t most = below(w, 6) == 0 ? CELLS_MAX : 4;
    t->cells[q] = 1 + below(w, most);
    if (t->product * t->cells[q] > PRODUCT_MAX) {
      t->questions = q;
      break;
    }
    t->product *= t->cells[q];
  }
  for (uint32_t q = 0; q < t->questions; q++) {
    for (uint32_t c = 0; c < t->cells[q]; c++) {
      bool same = c > 0 && below(w, 3) == 0;
      t->routes[q][c] = same ? t->routes[q][c - 1] : random_route(w, q);
    }
  }
}

/* The oracle. */
static uint32_t tree_walk(const struct tree *t, const uint32_t *cells) {
  uint32_t at = 0;
  while (at < t->questions) {
    const struct route *r = &t->routes[at][cells[at]];
    bool holds = cells[r->question] >= r->beg && cells[r->question] < r->end;
    at = holds ? r->first : r->second;
  }
  return at - t->questions;
}

/* The i-th combination. */
static void cells_of(const struct tree *t, uint32_t i, uint32_t *cells) {
  for (uint32_t q = 0; q < t->questions; q++) {
    cells[q] = i % t->cells[q];
    i /= t->cells[q];
  }
}

/* Cell c of a number lies from 10 c on, up to 10 c + 10; cuts are open at every other. */
static void question_make(struct world *w, uint32_t q) {
  struct make *m = &w->made;
  uint32_t cells = w->tree.cells[q];
  bool is_number = cells == 1 || below(w, 3) == 0;
  make_question(m, make_name(m->a, 'q', q), is_number ? DECIDE_NUMBER : DECIDE_CHOICE);
  make_limits(m, 0, 10.0 * cells);
  for (uint32_t c = 0; c < cells && !is_number; c++) {
    make_answer(m, make_name(m->a, 'c', c));
  }
  for (uint32_t c = 1; c < cells && is_number; c++) {
    make_cut(m, 10.0 * c, c % 2 == 0);
  }
  for (uint32_t beg = 0; beg < cells && is_number;) {
    uint32_t end = beg + 1 + below(w, cells - beg);
    make_band(m, STR(""), beg, end);
    beg = end;
  }
}

static diagram_ref target_ref(const struct tree *t, const diagram_ref *functions, uint32_t target) {
  return target < t->questions ? functions[target] : DIAGRAM_LEAF + target - t->questions;
}

static void decision_make(struct world *w, arena *a) {
  const struct tree *t = &w->tree;
  diagram_ref functions[QUESTIONS_MAX + 1] = {DIAGRAM_LEAF};
  w->made = make_new(a);
  for (uint32_t q = 0; q < t->questions; q++) {
    question_make(w, q);
  }
  for (uint32_t i = 0; i < t->outcomes; i++) {
    make_outcome(&w->made, make_name(a, 'o', i));
  }
  w->d = make_diagram(&w->made);
  for (uint32_t q = t->questions; q-- > 0;) {
    diagram_ref children[CELLS_MAX];
    for (uint32_t c = 0; c < t->cells[q]; c++) {
      const struct route *r = &t->routes[q][c];
      diagram_ref first = target_ref(t, functions, r->first);
      diagram_ref second = target_ref(t, functions, r->second);
      children[c] =
          diagram_if(w->d, diagram_cells(w->d, r->question, r->beg, r->end), first, second);
    }
    functions[q] = diagram_switch(w->d, q, children);
  }
  w->root = functions[0];
  hold(!diagram_is_full(w->d), "a small diagram is not full");
  hold(decide_open(make_image(&w->made, w->d, w->root), &w->decide), "what was packed opens");
}

/* Reduced and ordered: children differ, ask later questions, and no two nodes are equal. */
static void check_shape(const struct decide *d) {
  const struct decide_node *nodes = d->section[DECIDE_NODES].items;
  const struct decide_question *questions = d->section[DECIDE_QUESTIONS].items;
  const diagram_ref *children = d->section[DECIDE_CHILDREN].items;
  for (uint32_t i = 0; i < d->section[DECIDE_NODES].count; i++) {
    const diagram_ref *own = children + nodes[i].first_child;
    uint32_t cells = questions[nodes[i].variable].cells;
    bool differ = false;
    for (uint32_t c = 0; c < cells; c++) {
      differ |= own[c] != own[0];
      hold(diagram_is_leaf(own[c]) || nodes[own[c]].variable > nodes[i].variable, "ordered");
    }
    hold(differ, "no node with equal children");
    for (uint32_t k = 0; k < i; k++) {
      const diagram_ref *other = children + nodes[k].first_child;
      bool same = nodes[k].variable == nodes[i].variable;
      for (uint32_t c = 0; same && c < cells; c++) {
        same = other[c] == own[c];
      }
      hold(!same, "no two equal nodes");
    }
  }
}

static uint32_t diagram_walk(const struct world *w, const uint32_t *cells) {
  diagram_ref r = w->root;
  while (!diagram_is_leaf(r)) {
    r = diagram_children(w->d, r)[cells[diagram_question(w->d, r)]];
  }
  return diagram_outcome(r);
}

/* What a state says of each question: the cells beg .. end-1 of those in `mask` (a bit each). */
struct answers {
  uint32_t mask;
  uint32_t beg[QUESTIONS_MAX], end[QUESTIONS_MAX];
};

static struct answers answers_of(const uint32_t *cells) {
  struct answers all = {.mask = UINT32_MAX};
  for (uint32_t q = 0; q < QUESTIONS_MAX; q++) {
    all.beg[q] = cells[q];
    all.end[q] = cells[q] + 1;
  }
  return all;
}

/* The least number of a cell, or its largest, as far as they belong to it, or its middle. */
static uint32_t number_in(uint32_t cell, uint32_t pick) {
  uint32_t low = 10 * cell + (cell % 2 == 0 && cell > 0);
  uint32_t high = 10 * cell + (cell % 2 == 1 ? 10 : 9);
  return pick == 0 ? low : pick == 1 ? 10 * cell + 5 : high;
}

static str value_make(struct world *w, const struct answers *given, uint32_t q, arena *a) {
  uint32_t beg = given->beg[q];
  uint32_t end = given->end[q];
  if (end - beg == w->tree.cells[q] && end > 1) {
    return STR("unsure");
  }
  if (w->made.questions[q].type != DECIDE_NUMBER) {
    return make_name(a, 'c', beg);
  }
  buf text = buf_new(a, 32);
  uint32_t pick = below(w, 3);
  buf_int(&text, number_in(beg, pick));
  if (end - beg > 1 || below(w, 4) == 0) {
    buf_str(&text, STR(".."));
    buf_int(&text, number_in(end - 1, end - beg > 1 ? below(w, 3) : pick + below(w, 3 - pick)));
  }
  return buf_text(&text);
}

/* The state of these answers, last one first. */
static str state_make(struct world *w, const struct answers *given, arena *a) {
  buf out = buf_new(a, 1024);
  for (uint32_t q = w->tree.questions; q-- > 0;) {
    if ((given->mask >> q & 1) != 0) {
      state_add(&out, 0, make_name(a, 'q', q), value_make(w, given, q, a));
    }
  }
  return buf_text(&out);
}

/* Some answers; now and then one in doubt: unsure, or a range of a number's cells. */
static struct answers random_answers(struct world *w) {
  uint32_t cells[QUESTIONS_MAX] = {0};
  cells_of(&w->tree, below(w, w->tree.product), cells);
  struct answers given = answers_of(cells);
  given.mask = below(w, 1 << QUESTIONS_MAX) | below(w, 1 << QUESTIONS_MAX);
  given.mask &= ((uint32_t)1 << w->tree.questions) - 1;
  for (uint32_t q = 0; q < w->tree.questions; q++) {
    uint32_t how = below(w, 6);
    if (how == 0) {
      given.beg[q] = 0;
      given.end[q] = w->tree.cells[q];
    } else if (how == 1 && w->made.questions[q].type == DECIDE_NUMBER) {
      given.beg[q] = below(w, cells[q] + 1);
      given.end[q] = cells[q] + 1 + below(w, w->tree.cells[q] - cells[q]);
    }
  }
  return given;
}

static str line_find(str text, str kind) {
  str rest = text;
  str line = text;
  while (rest.n > 0) {
    line = rest;
    str tail = {rest.s + rest.n, 0};
    str_cut(rest, '\n', &line, &tail);
    if (str_starts(line, kind)) {
      return str_sub(line, kind.n, line.n);
    }
    rest = tail;
  }
  return STR("");
}

/* The questions of the lines of this kind, as a mask. */
static uint32_t lines_mask(const struct world *w, str text, str kind, arena a) {
  uint32_t mask = 0;
  for (uint32_t q = 0; q < w->tree.questions; q++) {
    str id = make_name(&a, 'q', q);
    str start = arena_join(&a, arena_join(&a, kind, id), STR("\t"));
    mask |= (uint32_t)(str_search(text, start) >= 0) << q;
  }
  return mask;
}

/* Whether a combination is one of those that the answers to the questions of `mask` leave. */
static bool is_left(const struct world *w, const struct answers *given, uint32_t mask,
                    const uint32_t *cells) {
  for (uint32_t q = 0; q < w->tree.questions; q++) {
    if ((mask >> q & 1) != 0 && (cells[q] < given->beg[q] || cells[q] >= given->end[q])) {
      return false;
    }
  }
  return true;
}

/* The questions on the diagram's path of one combination, as a mask. */
static uint32_t path_of(const struct world *w, const uint32_t *cells) {
  uint32_t path = 0;
  for (diagram_ref r = w->root; !diagram_is_leaf(r);) {
    path |= (uint32_t)1 << diagram_question(w->d, r);
    r = diagram_children(w->d, r)[cells[diagram_question(w->d, r)]];
  }
  return path;
}

/* Whether the answers to the questions before this one leave a path that asks it. */
static bool is_met(const struct world *w, const struct answers *given, uint32_t question) {
  uint32_t before = given->mask & (((uint32_t)1 << question) - 1);
  for (uint32_t i = 0; i < w->tree.product; i++) {
    uint32_t cells[QUESTIONS_MAX];
    cells_of(&w->tree, i, cells);
    if (is_left(w, given, before, cells) && (path_of(w, cells) >> question & 1) != 0) {
      return true;
    }
  }
  return false;
}

/* What brute force knows of the combinations that agree with the answers that count. */
struct known {
  uint32_t counts;   /* the answers that count, as a mask */
  uint32_t ask;      /* the next question, or QUESTIONS_MAX */
  bool in_doubt;     /* an answer that counts leaves more than one cell */
  uint32_t possible; /* outcomes, as a mask */
  uint32_t longest;  /* questions without an answer on one path */
  uint32_t open;     /* questions without an answer on any path, as a mask */
};

static uint32_t bits(uint32_t mask) {
  uint32_t count = 0;
  for (; mask != 0; mask &= mask - 1) {
    count++;
  }
  return count;
}

/* The outcomes of the combinations that these answers leave. */
static uint32_t outcomes_left(const struct world *w, const struct answers *given, uint32_t mask) {
  uint32_t possible = 0;
  for (uint32_t i = 0; i < w->tree.product; i++) {
    uint32_t cells[QUESTIONS_MAX];
    cells_of(&w->tree, i, cells);
    if (is_left(w, given, mask, cells)) {
      possible |= (uint32_t)1 << tree_walk(&w->tree, cells);
    }
  }
  return possible;
}

static struct known know(const struct world *w, const struct answers *given) {
  struct known known = {.ask = QUESTIONS_MAX};
  for (uint32_t q = 0; q < w->tree.questions && known.ask == QUESTIONS_MAX; q++) {
    bool is_given = (given->mask >> q & 1) != 0;
    if (is_met(w, given, q)) {
      known.counts |= (uint32_t)is_given << q;
      known.ask = is_given ? known.ask : q;
      known.in_doubt |= is_given && given->end[q] - given->beg[q] > 1;
    }
  }
  known.possible = outcomes_left(w, given, known.counts);
  for (uint32_t i = 0; i < w->tree.product; i++) {
    uint32_t cells[QUESTIONS_MAX];
    cells_of(&w->tree, i, cells);
    if (is_left(w, given, known.counts, cells)) {
      uint32_t open = path_of(w, cells) & ~known.counts;
      known.open |= open;
      known.longest = bits(open) > known.longest ? bits(open) : known.longest;
    }
  }
  return known;
}

/* The lines of the answers in doubt: how many outcomes are left with each cell of one. */
static void check_doubts(const struct world *w, const struct answers *given,
                         const struct known *known, str text) {
  for (uint32_t q = 0; q < w->tree.questions; q++) {
    uint32_t least = UINT32_MAX;
    uint32_t most = 0;
    for (uint32_t cell = given->beg[q]; cell < given->end[q]; cell++) {
      struct answers one = *given;
      one.beg[q] = cell;
      one.end[q] = cell + 1;
      uint32_t left = bits(outcomes_left(w, &one, known->counts));
      least = left < least ? left : least;
      most = left > most ? left : most;
    }
    bool wanted = (known->counts >> q & 1) != 0 && given->end[q] - given->beg[q] > 1 &&
                  known->ask == QUESTIONS_MAX && least < bits(known->possible);
    char memory[64];
    buf line = buf_over(memory, sizeof memory);
    buf_str(&line, STR("doubt\tq"));
    buf_int(&line, q);
    hold((str_search(text, buf_text(&line)) >= 0) == wanted, "answers in doubt");
    buf_byte(&line, '\t');
    buf_int(&line, least);
    buf_byte(&line, '\t');
    buf_int(&line, most);
    buf_byte(&line, '\n');
    hold(!wanted || str_search(text, buf_text(&line)) >= 0, "what an answer in doubt leaves");
  }
}

/* Each doubt leaves no fewer outcomes at most than the one before. */
static void check_order(str text) {
  uint32_t before = 0;
  for (str rest = text, line; str_cut(rest, '\n', &line, &rest);) {
    if (str_starts(line, STR("doubt\t"))) {
      double most = 0;
      hold(num_parse(str_sub(line, str_rfind(line, '\t') + 1, line.n), &most), "MOST is a number");
      hold((uint32_t)most >= before, "the best doubt comes first");
      before = (uint32_t)most;
    }
  }
}

static str possible_line(struct world *w, const struct known *known, arena *a) {
  buf out = buf_new(a, 256);
  for (uint32_t i = 0; i < w->tree.outcomes; i++) {
    if ((known->possible >> i & 1) != 0) {
      state_field(&out, make_name(a, 'o', i));
    }
  }
  return buf_text(&out);
}

/* Some answers: the outcomes left, what is asked, and a state that says the same again. */
static void check_partial(struct world *w, arena a) {
  struct answers given = random_answers(w);
  struct known known = know(w, &given);
  str text = make_run(&w->decide, state_make(w, &given, &a), &a);
  hold(lines_mask(w, text, STR("answer\t"), a) == known.counts, "answers that count");
  uint32_t unused = given.mask & ~known.counts;
  hold(lines_mask(w, text, STR("unused\t"), a) == unused, "answers that do not");
  hold(str_eq(line_find(text, STR("possible")), possible_line(w, &known, &a)), "possible outcomes");
  str ask = line_find(text, STR("ask\t"));
  hold((ask.n == 0) == (known.ask == QUESTIONS_MAX), "asks as long as it has to");
  bool stands = known.ask == QUESTIONS_MAX && bits(known.possible) == 1;
  hold((line_find(text, STR("outcome\t")).n > 0) == stands, "a result when only one is possible");
  if (ask.n > 0) {
    double count = -1;
    uint32_t more = known.in_doubt ? bits(known.open) : known.longest;
    hold(str_eq(str_take(&ask, '\t'), make_name(&a, 'q', known.ask)), "asks the first that is met");
    hold(num_parse(ask, &count), "MORE is a number");
    hold(count == (double)more - 1, "MORE is the longest path");
  }
  check_doubts(w, &given, &known, text);
  check_order(text);
  str again = make_run(&w->decide, line_find(text, STR("state\t")), &a);
  hold(str_eq(again, text), "a canonical state says the same");
}

static void check_all(struct world *w, arena a) {
  for (uint32_t i = 0; i < w->tree.product; i++) {
    arena scratch = a;
    uint32_t cells[QUESTIONS_MAX];
    cells_of(&w->tree, i, cells);
    uint32_t want = tree_walk(&w->tree, cells);
    hold(diagram_walk(w, cells) == want, "the diagram is the tree");
    if (i % 16 == 0) {
      struct answers all = answers_of(cells);
      str text = make_run(&w->decide, state_make(w, &all, &scratch), &scratch);
      str outcome = line_find(text, STR("outcome\t"));
      hold(str_eq(outcome, make_name(&scratch, 'o', want)), "the image is the tree");
    }
  }
}

int main(int argc, char **argv) {
  static char memory[MEMORY];
  uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
  for (uint64_t round = 0; round < ROUNDS; round++) {
    arena a = {memory, memory + sizeof memory};
    struct world w = {.seed = (first + round) * 0x9e3779b97f4a7c15U};
    tree_make(&w);
    if (w.tree.questions == 0) {
      continue;
    }
    decision_make(&w, &a);
    check_shape(&w.decide);
    check_all(&w, a);
    for (int i = 0; i < PARTS && fault == NULL; i++) {
      check_partial(&w, a);
    }
    if (fault != NULL) {
      printf("not ok 1 - decisions: %s; again with seed %" PRIu64 "\n1..1\n", fault, first + round);
      return 1;
    }
  }
  puts("ok 1 - decisions agree with brute force\n1..1");
  return 0;
}
