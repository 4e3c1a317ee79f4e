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
  PARTS = 60          /* states with some answers left out, of one decision */
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
    uint32_t cells = questions[nodes[i].question].cells;
    bool differ = false;
    for (uint32_t c = 0; c < cells; c++) {
      differ |= own[c] != own[0];
      hold(diagram_is_leaf(own[c]) || nodes[own[c]].question > nodes[i].question, "ordered");
    }
    hold(differ, "no node with equal children");
    for (uint32_t k = 0; k < i; k++) {
      const diagram_ref *other = children + nodes[k].first_child;
      bool same = nodes[k].question == nodes[i].question;
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

/* A state that answers the questions of `mask` (a bit each) with these cells, last one first. */
static str state_make(struct world *w, const uint32_t *cells, uint32_t mask, arena *a) {
  buf out = buf_new(a, 1024);
  for (uint32_t q = w->tree.questions; q-- > 0;) {
    if ((mask >> q & 1) == 0) {
      continue;
    }
    str value = make_name(a, 'c', cells[q]);
    if (w->made.questions[q].type == DECIDE_NUMBER) {
      /* The cell's least number, its middle, or its largest, as far as they belong to it. */
      uint32_t low = 10 * cells[q] + (cells[q] % 2 == 0 && cells[q] > 0);
      uint32_t high = 10 * cells[q] + (cells[q] % 2 == 1 ? 10 : 9);
      uint32_t pick = below(w, 3);
      buf text = buf_new(a, 16);
      buf_int(&text, pick == 0 ? low : pick == 1 ? 10 * cells[q] + 5 : high);
      value = buf_text(&text);
    }
    state_add(&out, 0, make_name(a, 'q', q), value);
  }
  return buf_text(&out);
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

/* What brute force knows of the combinations that agree with the answers that count. */
struct known {
  bool possible[OUTCOMES_MAX];
  uint32_t longest; /* questions that can still be asked in a row */
};

/* Questions on the diagram's path of one combination, from the first one not answered. */
static uint32_t path_rest(const struct world *w, const uint32_t *cells, uint32_t mask) {
  uint32_t rest = 0;
  for (diagram_ref r = w->root; !diagram_is_leaf(r);) {
    uint32_t q = diagram_question(w->d, r);
    rest += rest > 0 || (mask >> q & 1) == 0;
    r = diagram_children(w->d, r)[cells[q]];
  }
  return rest;
}

/* The answers that count, as a mask: those on the path up to the first that is missing. */
static uint32_t counting(const struct world *w, const uint32_t *cells, uint32_t mask) {
  uint32_t counts = 0;
  for (diagram_ref r = w->root; !diagram_is_leaf(r);) {
    uint32_t q = diagram_question(w->d, r);
    if ((mask >> q & 1) == 0) {
      break;
    }
    counts |= (uint32_t)1 << q;
    r = diagram_children(w->d, r)[cells[q]];
  }
  return counts;
}

static struct known know(const struct world *w, const uint32_t *cells, uint32_t counts) {
  struct known known = {.longest = 0};
  for (uint32_t i = 0; i < w->tree.product; i++) {
    uint32_t other[QUESTIONS_MAX];
    bool agrees = true;
    cells_of(&w->tree, i, other);
    for (uint32_t q = 0; q < w->tree.questions; q++) {
      agrees &= (counts >> q & 1) == 0 || other[q] == cells[q];
    }
    if (agrees) {
      uint32_t rest = path_rest(w, other, counts);
      known.possible[tree_walk(&w->tree, other)] = true;
      known.longest = rest > known.longest ? rest : known.longest;
    }
  }
  return known;
}

static str possible_line(struct world *w, const struct known *known, arena *a) {
  buf out = buf_new(a, 256);
  for (uint32_t i = 0; i < w->tree.outcomes; i++) {
    if (known->possible[i]) {
      state_field(&out, make_name(a, 'o', i));
    }
  }
  return buf_text(&out);
}

/* Some answers: the outcomes left, the longest path, and a state that says the same again. */
static void check_partial(struct world *w, arena a) {
  uint32_t cells[QUESTIONS_MAX];
  cells_of(&w->tree, below(w, w->tree.product), cells);
  uint32_t mask = below(w, 1 << QUESTIONS_MAX) | below(w, 1 << QUESTIONS_MAX);
  uint32_t counts = counting(w, cells, mask);
  struct known known = know(w, cells, counts);
  str text = make_run(&w->decide, state_make(w, cells, mask, &a), &a);
  uint32_t given = mask & (((uint32_t)1 << w->tree.questions) - 1);
  hold(lines_mask(w, text, STR("answer\t"), a) == counts, "answers that count");
  hold(lines_mask(w, text, STR("unused\t"), a) == (given & ~counts), "answers that do not");
  hold(str_eq(line_find(text, STR("possible")), possible_line(w, &known, &a)), "possible outcomes");
  str more = line_find(text, STR("ask\t"));
  hold((more.n == 0) == (known.longest == 0), "asks as long as it has to");
  if (more.n > 0) {
    double count = -1;
    hold(num_parse(str_sub(more, str_find(more, '\t') + 1, more.n), &count), "MORE is a number");
    hold(count == (double)known.longest - 1, "MORE is the longest path");
  }
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
      str text = make_run(&w->decide, state_make(w, cells, UINT32_MAX, &scratch), &scratch);
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
