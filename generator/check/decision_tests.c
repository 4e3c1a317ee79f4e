#include "check/decision_check.h"
#include "model/decision_coverage.h"

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

static bool is_outcome(const struct decision *d, str id) {
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    if (str_eq(d->outcomes[i].id, id)) {
      return true;
    }
  }
  return false;
}

static void list_write(buf *out, struct texts list) {
  for (ptrdiff_t i = 0; i < list.count; i++) {
    buf_str(out, i == 0 ? STR("") : STR(", "));
    buf_str(out, list.items[i]);
  }
}

/* The texts of a line between its tabs. */
static struct texts line_fields(str line, arena *a) {
  struct texts fields = {NEW(a, str, line.n + 1), NULL, 0};
  while (line.n > 0) {
    fields.items[fields.count++] = str_take(&line, '\t');
  }
  return fields;
}

static bool has_text(struct texts list, str text) {
  ptrdiff_t i = 0;
  while (i < list.count && !str_eq(list.items[i], text)) {
    i++;
  }
  return i < list.count;
}

static bool is_same(struct texts a, struct texts b) {
  bool same = a.count == b.count;
  for (ptrdiff_t i = 0; i < a.count && same; i++) {
    same = has_text(b, a.items[i]);
  }
  return same;
}

/* What a run says that a test looks at. */
struct test_result {
  str ask, outcome; /* empty: none */
  struct texts possible;
  str settles; /* the question that alone decides it; of several the one that the test names */
};

static void take_line(const struct decision_test *t, str line, struct test_result *ret, arena *a) {
  str kind = str_take(&line, '\t');
  str fields = line;
  str id = str_take(&line, '\t');
  if (str_eq(kind, STR("ask"))) {
    ret->ask = id;
    ret->settles = str_starts(line, STR("0")) ? id : STR(""); /* the last question */
  } else if (str_eq(kind, STR("outcome"))) {
    ret->outcome = id;
  } else if (str_eq(kind, STR("possible"))) {
    ret->possible = line_fields(fields, a);
  } else if (str_eq(kind, STR("doubt")) && str_ends(line, STR("\t1")) &&
             (ret->settles.n == 0 || str_eq(id, t->settle))) {
    ret->settles = id;
  }
}

/* False: an answer is of no use, and that was told. */
static bool read_result(const struct decision_check *c, const struct decision_test *t, str output,
                        struct test_result *ret, arena *a) {
  str line;
  *ret = (struct test_result){.ask = STR("")};
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    bool is_known = str_starts(line, STR("invalid\t"));
    if (is_known || str_starts(line, STR("unknown\t"))) {
      str_take(&line, '\t');
      refuse_answer(c, t, is_known, str_take(&line, '\t'));
      return false;
    }
    take_line(t, line, ret, a);
  }
  return true;
}

/* What came out instead: other outcomes, or the question that is still open. */
static void report_outcome(const struct decision_check *c, const struct decision_test *t,
                           const struct test_result *r, arena scratch) {
  struct diag *d = diag_add(c->diags, D_TEST_FAILED, t->expect_at, t->name);
  buf b = buf_open(&scratch);
  buf_str(&b, STR("expected "));
  list_write(&b, t->expect);
  if (t->expect.count == 1 && r->ask.n > 0) {
    buf_str(&b, STR(", but it still asks "));
    buf_str(&b, r->ask);
  } else {
    buf_str(&b, r->possible.count == 1 ? STR(", got ") : STR(", but possible are "));
    list_write(&b, r->possible);
  }
  diag_detail(c->diags, d, buf_text(&b));
}

static void report_settle(const struct decision_check *c, const struct decision_test *t,
                          const struct test_result *r, arena scratch) {
  struct diag *d = diag_add(c->diags, D_TEST_FAILED, t->settle_at, t->name);
  buf b = buf_open(&scratch);
  buf_str(&b, t->settle);
  buf_str(&b, STR(" does not settle it"));
  if (r->settles.n > 0) {
    buf_str(&b, STR(", "));
    buf_str(&b, r->settles);
    buf_str(&b, STR(" does"));
  }
  diag_detail(c->diags, d, buf_text(&b));
}

/* One outcome has to be the result; several have to be all that is possible. */
static void check_result(const struct decision_check *c, const struct decision_test *t,
                         const struct test_result *r, arena scratch) {
  bool single = t->expect.count == 1;
  if (single ? !str_eq(r->outcome, t->expect.items[0]) : !is_same(t->expect, r->possible)) {
    report_outcome(c, t, r, scratch);
  } else if (t->settle.n > 0 && !str_eq(t->settle, r->settles)) {
    report_settle(c, t, r, scratch);
  }
}

/* `GATE: no` looks for "gate OPTION GATE fail"; where several have the id, one is enough. */
static bool has_gate(str lines, str gate, str status) {
  str line;
  for (str rest = lines; str_cut(rest, '\n', &line, &rest);) {
    bool is_gate = str_eq(str_take(&line, '\t'), STR("gate"));
    str_take(&line, '\t');
    bool is_it = is_gate && str_eq(str_take(&line, '\t'), gate);
    if (is_it && (status.n == 0 || str_eq(line, status))) {
      return true;
    }
  }
  return false;
}

/* What the test says of gates; `lines` are those of decide_explain. */
static void check_because(const struct decision_check *c, const struct decision_test *t,
                          str lines) {
  for (ptrdiff_t i = 0; i < t->because_count; i++) {
    const struct decision_pair *p = &t->because[i];
    str status = str_eq(p->value, STR("yes"))    ? STR("pass")
                 : str_eq(p->value, STR("no"))   ? STR("fail")
                 : str_eq(p->value, STR("open")) ? STR("open")
                                                 : STR("");
    if (!has_gate(lines, p->id, STR(""))) {
      struct diag *d = diag_add(c->diags, D_TREE_TARGET, p->at, p->id);
      diag_hint(c->diags, d, STR("Name one of the gates."));
    } else if (status.n == 0) {
      struct diag *d = diag_add(c->diags, D_FIELD_VALUE, p->value_at, p->value);
      diag_hint(c->diags, d, STR("A gate says yes or no, or is open."));
    } else if (!has_gate(lines, p->id, status)) {
      struct diag *d = diag_add(c->diags, D_TEST_FAILED, p->value_at, t->name);
      diag_detail(c->diags, d, STR("the gate says something else"));
    }
  }
}

static bool is_question(const struct decision *d, str id) {
  ptrdiff_t i = 0;
  while (i < d->question_count && !str_eq(d->questions[i].id, id)) {
    i++;
  }
  return i < d->question_count;
}

/* Lists are answers where several may be chosen. */
static bool check_lists(const struct decision_check *c, const struct decision_test *t) {
  for (ptrdiff_t i = 0; i < t->answer_count; i++) {
    for (ptrdiff_t q = 0; q < c->d->question_count && t->answers[i].is_list; q++) {
      if (str_eq(c->d->questions[q].id, t->answers[i].id) &&
          c->d->questions[q].type != DECIDE_SEVERAL) {
        refuse_answer(c, t, true, t->answers[i].id);
        return false;
      }
    }
  }
  return true;
}

/* Whether a test names what there is; what it does not is told. */
static bool check_names(const struct decision_check *c, const struct decision_test *t) {
  for (ptrdiff_t i = 0; i < t->expect.count; i++) {
    if (!is_outcome(c->d, t->expect.items[i])) {
      span at = ynode_span(c->d->doc, t->expect.nodes[i]);
      struct diag *d = diag_add(c->diags, D_TREE_TARGET, at, t->expect.items[i]);
      diag_hint(c->diags, d, STR("Name one of the outcomes."));
      return false;
    }
  }
  if (t->settle.n > 0 && !is_question(c->d, t->settle)) {
    struct diag *d = diag_add(c->diags, D_TREE_TARGET, t->settle_at, t->settle);
    diag_hint(c->diags, d, STR("Name one of the questions."));
    return false;
  }
  return true;
}

/* --- what no test touches ------------------------------------------------------------- */

static void untouched(const struct decision_check *c, span at, str id, str what) {
  struct diag *d = diag_add(c->diags, D_TEST_UNTOUCHED, at, id);
  diag_detail(c->diags, d, what);
}

static void check_outcome_cover(const struct decision_check *c,
                                const struct decision_coverage *cover, arena scratch) {
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    const struct decision_outcome *o = &c->d->outcomes[i];
    if (o->reached && !cover->outcomes[i]) {
      str with = arena_join(&scratch, STR("no test ends here, as with "), o->example);
      untouched(c, o->at, o->id, o->example.n > 0 ? with : STR("no test ends here"));
    }
  }
}

static void check_gate_cover(const struct decision_check *c,
                             const struct decision_coverage *cover) {
  const bool *sides = cover->sides;
  for (ptrdiff_t i = 0; i < c->d->option_count; i++) {
    for (ptrdiff_t g = 0; g < c->d->options[i].gate_count; g++, sides += 2) {
      const struct decision_gate *gate = &c->d->options[i].gates[g];
      if (!sides[0]) {
        untouched(c, gate->at, gate->id, STR("no test passes this gate"));
      }
      if (!sides[1]) {
        untouched(c, gate->at, gate->id, STR("no test fails this gate"));
      }
    }
  }
}

/* Only where there are tests: for a first draft without any, nothing is asked of them. */
static void check_cover(const struct decision_check *c, arena scratch) {
  struct decision_coverage cover = decision_coverage_new(c->d, &scratch, (arena){NULL, NULL});
  arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
  arena lower = {scratch.at, upper.at};
  cover.scratch = upper;
  decision_cover_tests(&cover, &lower);
  check_outcome_cover(c, &cover, lower);
  check_gate_cover(c, &cover);
  for (ptrdiff_t i = 0; i < c->d->threshold_count; i++) {
    const struct decision_threshold *t = &c->d->thresholds[i];
    bool is_used = decision_uses_threshold(c->d, (uint32_t)i);
    if (is_used && !cover.limits[2 * i]) {
      untouched(c, t->at, t->id, STR("no test has an answer below it"));
    }
    if (is_used && !cover.limits[2 * i + 1]) {
      untouched(c, t->at, t->id, STR("no test has an answer beyond it"));
    }
  }
}

void decision_check_tests(const struct decision_check *c) {
  struct decide engine;
  if (!decide_open(c->d->image, &engine)) {
    return;
  }
  for (ptrdiff_t i = 0; i < c->d->test_count; i++) {
    const struct decision_test *t = &c->d->tests[i];
    arena scratch = c->scratch;
    if (!check_names(c, t) || !check_lists(c, t)) {
      continue;
    }
    str state = decision_test_state(t, &scratch);
    arena upper = {scratch.at + (scratch.end - scratch.at) / 2, scratch.end};
    arena lower = {scratch.at, upper.at};
    buf out = buf_open(&lower);
    decide_run(&engine, state, upper, &out);
    str output = buf_close(&out, &lower);
    struct test_result result;
    if (read_result(c, t, output, &result, &lower)) {
      check_result(c, t, &result, lower);
      buf why = buf_open(&lower);
      decide_explain(&engine, state, upper, &why);
      check_because(c, t, buf_text(&why));
    }
  }
  if (c->d->test_count > 0) {
    check_cover(c, c->scratch);
  }
}
