#include "core/decide.h"
#include "core/num.h"
#include "core/state.h"

/* What the state says of a question. */
struct given {
  bool is_given;
  bool counts; /* the walk asked it */
  uint32_t cell;
  double value; /* numbers */
};

struct run {
  const struct decide *d;
  const struct decide_question *questions;
  uint32_t question_count;
  str state;
  char *memory; /* as long as the state, for its pairs */
  struct given *given;
  diagram_ref at; /* where the walk stands */
  buf *out;
};

static str text_of(const struct run *r, struct pack_text slice) {
  return pack_text_at(&r->d->section[DECIDE_TEXTS], slice);
}

static const struct decide_answer *answers_of(const struct run *r,
                                              const struct decide_question *q) {
  const struct decide_answer *answers = r->d->section[DECIDE_ANSWERS].items;
  return answers + q->first_answer;
}

/* The answer, in the author's order, that a cell belongs to: every cell has one. */
static uint32_t answer_with(const struct run *r, const struct decide_question *q, uint32_t cell) {
  const struct decide_answer *answers = answers_of(r, q);
  uint32_t i = 0;
  while (cell < answers[i].beg || cell >= answers[i].end) {
    i++;
  }
  return i;
}

/* Index of the question, or question_count. */
static uint32_t question_find(const struct run *r, str id) {
  uint32_t i = 0;
  while (i < r->question_count && !str_eq(text_of(r, r->questions[i].id), id)) {
    i++;
  }
  return i;
}

/* Whether `text` is a value of the question. */
static bool value_parse(const struct run *r, const struct decide_question *q, str text,
                        struct given *ret_given) {
  if (q->type == DECIDE_NUMBER) {
    double value = 0;
    if (!num_parse_typed(text, &value) || value < q->low || value > q->high) {
      return false;
    }
    *ret_given = (struct given){true, false, decide_cell(r->d, q, value), value};
    return true;
  }
  const struct decide_answer *answers = answers_of(r, q);
  for (uint32_t i = 0; i < q->answers; i++) {
    if (str_eq(text_of(r, answers[i].id), text)) {
      *ret_given = (struct given){true, false, answers[i].beg, 0};
      return true;
    }
  }
  return false;
}

/* The last pair of a question is what counts, even when it says nothing of use. */
static void state_read(struct run *r) {
  struct state_pair pair;
  str rest = r->state;
  while (state_next(&rest, r->memory, &pair)) {
    uint32_t q = question_find(r, pair.id);
    if (q < r->question_count) {
      struct given given = {.is_given = false};
      (void)value_parse(r, &r->questions[q], pair.value, &given);
      r->given[q] = given;
    }
  }
}

static void walk(struct run *r) {
  const struct decide_root *root = r->d->section[DECIDE_ROOT].items;
  const struct decide_node *nodes = r->d->section[DECIDE_NODES].items;
  const diagram_ref *children = r->d->section[DECIDE_CHILDREN].items;
  r->at = root->root;
  while (!diagram_is_leaf(r->at)) {
    const struct decide_node *node = &nodes[r->at];
    struct given *given = &r->given[node->question];
    if (!given->is_given) {
      return;
    }
    given->counts = true;
    r->at = children[node->first_child + given->cell];
  }
}

/* Longer than any number that num_print writes. */
enum { VALUE_MAX = 64 };

/* A value in canonical spelling; `memory` has VALUE_MAX bytes, which only numbers need. */
static str value_text(const struct run *r, uint32_t question, char *memory) {
  const struct decide_question *q = &r->questions[question];
  const struct given *given = &r->given[question];
  if (q->type != DECIDE_NUMBER) {
    return text_of(r, answers_of(r, q)[answer_with(r, q, given->cell)].id);
  }
  buf b = buf_over(memory, VALUE_MAX);
  num_print(&b, given->value);
  return buf_text(&b);
}

/* KIND ID VALUE, and for an answer that counts ANSWER TEXT. */
static void line_given(const struct run *r, uint32_t question, bool counts) {
  const struct decide_question *q = &r->questions[question];
  const struct given *given = &r->given[question];
  char memory[VALUE_MAX];
  str value = value_text(r, question, memory);
  buf_str(r->out, counts ? STR("answer") : STR("unused"));
  state_field(r->out, text_of(r, q->id));
  state_field(r->out, value);
  if (counts) {
    buf_byte(r->out, '\t');
    buf_int(r->out, answer_with(r, q, given->cell));
    buf_byte(r->out, '\t');
    if (q->type == DECIDE_NUMBER) {
      num_print_grouped(r->out, given->value, 15);
    } else {
      buf_str(r->out, value);
    }
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
    struct given given;
    if ((q < r->question_count) != is_known ||
        (is_known && value_parse(r, &r->questions[q], pair.value, &given))) {
      continue;
    }
    buf_str(r->out, is_known ? STR("invalid") : STR("unknown"));
    state_field(r->out, pair.id);
    state_field(r->out, pair.value);
    buf_byte(r->out, '\n');
  }
}

/* What can still happen from where the walk stands. */
struct ahead {
  bool *outcomes;    /* by outcome: whether it is possible */
  uint32_t *longest; /* by node up to where the walk stands: questions from it on; 0: not ahead */
};

static const diagram_ref *node_children(const struct run *r, diagram_ref node,
                                        uint32_t *ret_count) {
  const struct decide_node *nodes = r->d->section[DECIDE_NODES].items;
  const diagram_ref *children = r->d->section[DECIDE_CHILDREN].items;
  *ret_count = r->questions[nodes[node].question].cells;
  return children + nodes[node].first_child;
}

static void mark(struct ahead *ahead, diagram_ref r) {
  if (diagram_is_leaf(r)) {
    ahead->outcomes[diagram_outcome(r)] = true;
  } else {
    ahead->longest[r] = 1;
  }
}

/* Children come before their parents: marks go down, then lengths come up. */
static void look_ahead(const struct run *r, struct ahead *ahead) {
  diagram_ref end = diagram_is_leaf(r->at) ? 0 : r->at + 1;
  mark(ahead, r->at);
  for (diagram_ref i = end; i-- > 0;) {
    uint32_t count = 0;
    const diagram_ref *children = node_children(r, i, &count);
    for (uint32_t c = 0; c < count && ahead->longest[i] > 0; c++) {
      mark(ahead, children[c]);
    }
  }
  for (diagram_ref i = 0; i < end; i++) {
    uint32_t count = 0;
    const diagram_ref *children = node_children(r, i, &count);
    for (uint32_t c = 0; c < count && ahead->longest[i] > 0; c++) {
      uint32_t below = diagram_is_leaf(children[c]) ? 0 : ahead->longest[children[c]];
      ahead->longest[i] = ahead->longest[i] > below ? ahead->longest[i] : below + 1;
    }
  }
}

static void lines_ahead(const struct run *r, const struct ahead *ahead) {
  const struct decide_outcome *outcomes = r->d->section[DECIDE_OUTCOMES].items;
  const struct decide_node *nodes = r->d->section[DECIDE_NODES].items;
  if (diagram_is_leaf(r->at)) {
    buf_str(r->out, STR("outcome"));
    state_field(r->out, text_of(r, outcomes[diagram_outcome(r->at)].id));
  } else {
    buf_str(r->out, STR("ask"));
    state_field(r->out, text_of(r, r->questions[nodes[r->at].question].id));
    buf_byte(r->out, '\t');
    buf_int(r->out, (int64_t)ahead->longest[r->at] - 1);
  }
  buf_str(r->out, STR("\npossible"));
  for (uint32_t i = 0; i < r->d->section[DECIDE_OUTCOMES].count; i++) {
    if (ahead->outcomes[i]) {
      state_field(r->out, text_of(r, outcomes[i].id));
    }
  }
  buf_byte(r->out, '\n');
}

static void state_write(const struct run *r) {
  buf_str(r->out, STR("state\t"));
  ptrdiff_t start = r->out->n;
  for (int unused = 0; unused < 2; unused++) {
    for (uint32_t q = 0; q < r->question_count; q++) {
      if (r->given[q].is_given && r->given[q].counts == (unused == 0)) {
        char memory[VALUE_MAX];
        state_add(r->out, start, text_of(r, r->questions[q].id), value_text(r, q, memory));
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
  r.given = NEW(&scratch, struct given, (ptrdiff_t)r.question_count);
  state_read(&r);
  walk(&r);
  struct ahead ahead = {NEW(&scratch, bool, (ptrdiff_t)d->section[DECIDE_OUTCOMES].count),
                        NEW(&scratch, uint32_t, diagram_is_leaf(r.at) ? 0 : (ptrdiff_t)r.at + 1)};
  look_ahead(&r, &ahead);
  lines_given(&r, true);
  lines_given(&r, false);
  lines_refused(&r, true);
  lines_refused(&r, false);
  lines_ahead(&r, &ahead);
  state_write(&r);
}
