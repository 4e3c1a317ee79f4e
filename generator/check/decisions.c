#include "check/check.h"

#include "core/state.h"

/* Longer ways are worth a remark: nobody likes to answer more questions in a row. */
enum { DECISION_PATH_LONG = 20 };

struct decision_check {
  const struct site *site;
  const struct decision *d;
  struct diags *diags;
  arena scratch;
};

static void check_questions(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->question_count; i++) {
    const struct decision_question *q = &c->d->questions[i];
    if (q->reached && !q->matters) {
      diag_add(c->diags, D_TREE_REDUNDANT, q->at, q->id);
    }
  }
}

/*
 * Which questions every way to a question has asked: those that all questions
 * leading to it had asked, and these themselves. Goes by rank, so that what
 * leads to a question is known before it.
 */
struct asked {
  const struct decision *d;
  bool *before; /* before[q * n + p]: p is asked on every way to q */
  bool *seen;   /* some way to the question is known */
};

static void pass_on(struct asked *a, ptrdiff_t from, ptrdiff_t to) {
  ptrdiff_t n = a->d->question_count;
  for (ptrdiff_t p = 0; p < n; p++) {
    bool there = a->before[from * n + p] || p == from;
    a->before[to * n + p] = there && (!a->seen[to] || a->before[to * n + p]);
  }
  a->seen[to] = true;
}

static void check_condition(const struct decision_check *c, const struct asked *a,
                            const struct condition *when, ptrdiff_t question) {
  if (when->kind == COND_OR || when->kind == COND_AND) {
    check_condition(c, a, when->left, question);
    check_condition(c, a, when->right, question);
  } else if (when->kind == COND_NOT) {
    check_condition(c, a, when->left, question);
  } else if (when->index != question && !a->before[question * a->d->question_count + when->index]) {
    diag_add(c->diags, D_COND_UNASKED, when->at, when->question);
  }
}

static void check_routes(const struct decision_check *c, struct asked *a, ptrdiff_t question) {
  const struct decision_question *q = &c->d->questions[question];
  for (ptrdiff_t k = 0; k < q->answer_count; k++) {
    for (ptrdiff_t r = 0; r < q->answers[k].route_count; r++) {
      const struct decision_route *route = &q->answers[k].routes[r];
      if (route->question >= 0) {
        pass_on(a, question, route->question);
      }
      if (route->when != NULL) {
        check_condition(c, a, route->when, question);
      }
    }
  }
}

static void check_asked(const struct decision_check *c) {
  arena scratch = c->scratch;
  ptrdiff_t n = c->d->question_count;
  struct asked a = {.d = c->d, .before = NEW(&scratch, bool, n *n), .seen = NEW(&scratch, bool, n)};
  ptrdiff_t *by_rank = NEW(&scratch, ptrdiff_t, n);
  for (ptrdiff_t i = 0; i < n; i++) {
    by_rank[c->d->questions[i].rank] = i;
  }
  for (ptrdiff_t rank = 0; rank < n; rank++) {
    if (c->d->questions[by_rank[rank]].reached) {
      check_routes(c, &a, by_rank[rank]);
    }
  }
}

static void check_guide(const struct decision_check *c, str guide, int32_t index, span at) {
  arena scratch = c->scratch;
  int32_t there = map_get(&c->site->guide_by_path, guide);
  if (guide.n == 0 || index != NONE) {
    return;
  }
  if (there != MAP_NONE) {
    diag_add(c->diags, D_LINK_DRAFT, at, guide);
    return;
  }
  str *paths = NEW(&scratch, str, c->site->guide_count + 1);
  for (ptrdiff_t i = 0; i < c->site->guide_count; i++) {
    paths[i] = c->site->guides[i].path;
  }
  struct diag *d = diag_add(c->diags, D_LINK_BROKEN, at, guide);
  if (!diag_suggest(c->diags, d, guide, paths, c->site->guide_count)) {
    diag_hint(c->diags, d, STR("Write the path of a guide below content/: guides/NAME.md."));
  }
}

static void check_outcomes(const struct decision_check *c) {
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    const struct decision_outcome *o = &c->d->outcomes[i];
    if (!o->reached) {
      diag_add(c->diags, D_OUTCOME_UNREACHED, o->at, o->id);
    }
    if (o->guide.n == 0) {
      diag_add(c->diags, D_OUTCOME_GUIDE, o->at, o->id);
    }
    check_guide(c, o->guide, o->guide_index, o->guide_at);
  }
  for (ptrdiff_t i = 0; i < c->d->source_count; i++) {
    const struct decision_source *s = &c->d->sources[i];
    check_guide(c, s->guide, s->guide_index, s->at);
  }
}

/* The answers of a test as a state: what the wizard itself would be given. */
static str test_state(const struct decision_test *t, arena *a) {
  buf b = buf_open(a);
  for (ptrdiff_t i = 0; i < t->answer_count; i++) {
    state_add(&b, 0, t->answers[i].id, t->answers[i].value);
  }
  return buf_close(&b, a);
}

static const struct decision_pair *find_pair(const struct decision_test *t, str id) {
  for (ptrdiff_t i = 0; i < t->answer_count; i++) {
    if (str_eq(t->answers[i].id, id)) {
      return &t->answers[i];
    }
  }
  return NULL;
}

static void refuse_answer(const struct decision_check *c, const struct decision_test *t, bool known,
                          str id) {
  const struct decision_pair *pair = find_pair(t, id);
  if (pair != NULL) {
    struct diag *d = diag_add(c->diags, D_TEST_ANSWER, known ? pair->value_at : pair->at,
                              known ? pair->value : pair->id);
    diag_hint(c->diags, d,
              known ? STR("It is no answer to that question.")
                    : STR("There is no question of that id."));
  }
}

/* What came out instead: an outcome, or the question that is still open. */
static void report_failure(const struct decision_check *c, const struct decision_test *t, str verb,
                           str id) {
  char memory[256]; /* two ids; the scratch memory holds the output that names them */
  struct diag *d = diag_add(c->diags, D_TEST_FAILED, t->expect_at, t->name);
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, STR("expected "));
  buf_str(&b, t->expect);
  buf_str(&b, verb);
  buf_str(&b, id);
  diag_detail(c->diags, d, buf_text(&b));
}

static bool is_outcome(const struct decision *d, str id) {
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    if (str_eq(d->outcomes[i].id, id)) {
      return true;
    }
  }
  return false;
}

static void check_result(const struct decision_check *c, const struct decision_test *t,
                         str output) {
  str line;
  str rest = output;
  while (str_cut(rest, '\n', &line, &rest)) {
    str kind = str_take(&line, '\t');
    str id = str_take(&line, '\t');
    if (str_eq(kind, STR("unknown")) || str_eq(kind, STR("invalid"))) {
      refuse_answer(c, t, str_eq(kind, STR("invalid")), id);
      return;
    }
    if (str_eq(kind, STR("ask"))) {
      report_failure(c, t, STR(", but it still asks "), id);
    } else if (str_eq(kind, STR("outcome")) && !str_eq(id, t->expect)) {
      report_failure(c, t, STR(", got "), id);
    }
  }
}

static void check_tests(const struct decision_check *c) {
  struct decide engine;
  if (!decide_open(c->d->image, &engine)) {
    return;
  }
  for (ptrdiff_t i = 0; i < c->d->test_count; i++) {
    const struct decision_test *t = &c->d->tests[i];
    arena scratch = c->scratch;
    if (!is_outcome(c->d, t->expect)) {
      struct diag *d = diag_add(c->diags, D_TREE_TARGET, t->expect_at, t->expect);
      diag_hint(c->diags, d, STR("Name one of the outcomes."));
      continue;
    }
    str state = test_state(t, &scratch);
    arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
    buf out = buf_over(scratch.at, upper.at - scratch.at);
    decide_run(&engine, state, upper, &out);
    check_result(c, t, buf_text(&out));
  }
}

void check_decisions(const struct site *site, struct diags *ds, arena scratch) {
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    struct decision_check c = {
        .site = site, .d = &site->decisions[i], .diags = ds, .scratch = scratch};
    if (c.d->image.n == 0) {
      continue; /* its faults were told when it was read */
    }
    check_questions(&c);
    check_asked(&c);
    check_outcomes(&c);
    check_tests(&c);
    if (c.d->longest > DECISION_PATH_LONG) {
      diag_add(ds, D_TREE_LONG, ynode_span(c.d->doc, Y_ROOT), c.d->id);
    }
  }
}
