#include "cli/decide.h"
#include "core/json.h"
#include "core/state.h"
#include "model/decision_coverage.h"
#include "model/decision_example.h"

/* Ways that are looked through for what tests miss: of the largest tree in use, all. */
enum { WAYS_MAX = 20000 };

static const struct option options[] = {
    {'m', STR_INIT("missing"), STR_INIT(""),
     STR_INIT("write tests for outcomes, answers and sides of gates that have none"), OPTION_FLAG,
     offsetof(struct arguments, missing)},
    {0, STR_INIT("json"), STR_INIT(""), STR_INIT("print one JSON object"), OPTION_FLAG,
     offsetof(struct arguments, json)},
};

/* --- what is missing ------------------------------------------------------------------ */

struct search {
  struct decision_coverage *c;
  uint32_t *cells;
  bool *used;
  int ways, found;
  arena *a;
  buf *out;
};

/* "a: yes, n: 5" as a state. */
static str state_of(str answers, arena *a) {
  buf state = buf_open(a);
  while (answers.n > 0) {
    str id = str_take(&answers, ':');
    bool is_list = str_starts(answers, STR(" ["));
    str value = str_take(&answers, is_list ? ']' : ',');
    if (is_list) {
      str_take(&answers, ',');
    }
    state_add(&state, 0, str_trim(id), str_trim(str_sub(value, is_list ? 2 : 0, value.n)));
  }
  return buf_close(&state, a);
}

static void try_way(struct search *s, uint32_t outcome) {
  arena scratch = *s->a;
  str answers = decision_answers_text(s->c->d, s->cells, s->used, &scratch);
  s->c->is_found = false;
  decision_cover_state(s->c, state_of(answers, &scratch));
  if (s->c->is_found) {
    buf_str(s->out, STR("  - name: missing "));
    buf_int(s->out, ++s->found);
    buf_str(s->out, STR("\n    answers: {"));
    buf_str(s->out, answers);
    buf_str(s->out, STR("}\n    expect: "));
    buf_str(s->out, s->c->d->outcomes[outcome].id);
    buf_byte(s->out, '\n');
  }
}

/* Every complete way, cell by cell. As deep as there are variables. */
static void search_from(struct search *s, diagram_ref r) {
  const struct decide_node *nodes = s->c->d->engine.section[DECIDE_NODES].items;
  const diagram_ref *children = s->c->d->engine.section[DECIDE_CHILDREN].items;
  if (s->ways >= WAYS_MAX) {
    return;
  }
  if (diagram_is_leaf(r)) {
    s->ways++;
    try_way(s, diagram_outcome(r));
    return;
  }
  uint32_t v = nodes[r].variable;
  s->used[v] = true;
  for (uint32_t cell = 0; cell < s->c->variables[v].cells; cell++) {
    s->cells[v] = cell;
    search_from(s, children[nodes[r].first_child + cell]);
  }
  s->used[v] = false;
  s->cells[v] = 0;
}

static void print_missing(struct decision_coverage *c, arena *a, buf *out) {
  const struct decide_root *root = c->d->engine.section[DECIDE_ROOT].items;
  struct search s = {.c = c, .a = a, .out = out};
  s.cells = NEW(a, uint32_t, (ptrdiff_t)c->variable_count);
  s.used = NEW(a, bool, (ptrdiff_t)c->variable_count);
  buf_str(out, STR("tests:\n"));
  ptrdiff_t start = out->n;
  search_from(&s, root->root);
  if (out->n == start) {
    out->n = 0;
    buf_str(out, STR("# Tests touch every outcome, answer and side of a gate.\n"));
  }
}

/* --- figures -------------------------------------------------------------------------- */

struct count {
  str name;
  int64_t done, all;
};

static void count_flags(struct count *c, const bool *flags, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    c->done += flags[i];
  }
  c->all += count;
}

static void counts(const struct decision_coverage *c, struct count ret[3]) {
  ret[0] = (struct count){.name = STR("outcomes")};
  ret[1] = (struct count){.name = STR("answers")};
  ret[2] = (struct count){.name = STR("sides of gates")};
  for (ptrdiff_t i = 0; i < c->d->outcome_count; i++) {
    count_flags(&ret[0], &c->outcomes[i], c->d->outcomes[i].reached);
  }
  for (uint32_t v = 0; v < c->variable_count; v++) {
    bool matters = c->d->questions[c->d->by_rank[c->variables[v].question]].matters;
    count_flags(&ret[1], c->cells[v], matters ? (ptrdiff_t)c->variables[v].cells : 0);
  }
  count_flags(&ret[2], c->sides, 2 * (ptrdiff_t)c->gate_count);
}

static void print_share(double share, str name, buf *out) {
  buf_str(out, STR("  "));
  num_print_fixed(out, share * 100, 1);
  buf_str(out, STR(" %  "));
  buf_str(out, name);
  buf_byte(out, '\n');
}

static void print_figures(const struct decision_coverage *c, buf *out) {
  const struct decision *d = c->d;
  struct count all[3];
  counts(c, all);
  buf_int(out, d->shortest);
  buf_str(out, STR(" to "));
  buf_int(out, d->longest);
  buf_str(out, STR(" questions, "));
  num_print_fixed(out, d->mean, 2);
  buf_str(out, STR(" in the mean of "));
  num_print_grouped(out, d->paths, 15);
  buf_str(out, STR(" ways; "));
  num_print_grouped(out, d->cells, 15);
  buf_str(out,
          STR(" combinations of answers\nWhat a question alone can change, of all of these:\n"));
  for (ptrdiff_t rank = 0; rank < d->question_count; rank++) {
    const struct decision_question *q = &d->questions[d->by_rank[rank]];
    print_share(q->importance, q->id, out);
  }
  buf_str(out, STR("Outcomes:\n"));
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    print_share(d->outcomes[i].share, d->outcomes[i].id, out);
  }
  buf_str(out, STR("Touched by tests:\n"));
  for (int i = 0; i < 3; i++) {
    buf_str(out, STR("  "));
    buf_int(out, all[i].done);
    buf_str(out, STR(" of "));
    buf_int(out, all[i].all);
    buf_byte(out, ' ');
    buf_str(out, all[i].name);
    buf_byte(out, '\n');
  }
}

static void json_figures(const struct decision_coverage *c, buf *out) {
  const struct decision *d = c->d;
  struct count all[3];
  counts(c, all);
  json_member(out, STR("{\"decision\":"), d->id);
  buf_str(out, STR(",\"shortest\":"));
  buf_int(out, d->shortest);
  buf_str(out, STR(",\"longest\":"));
  buf_int(out, d->longest);
  buf_str(out, STR(",\"mean\":"));
  num_print(out, d->mean);
  buf_str(out, STR(",\"ways\":"));
  num_print(out, d->paths);
  buf_str(out, STR(",\"combinations\":"));
  num_print(out, d->cells);
  buf_str(out, STR(",\"importance\":{"));
  for (ptrdiff_t i = 0; i < d->question_count; i++) {
    json_member(out, i == 0 ? STR("") : STR(","), d->questions[d->by_rank[i]].id);
    buf_byte(out, ':');
    num_print(out, d->questions[d->by_rank[i]].importance);
  }
  buf_str(out, STR("},\"outcomes\":{"));
  for (ptrdiff_t i = 0; i < d->outcome_count; i++) {
    json_member(out, i == 0 ? STR("") : STR(","), d->outcomes[i].id);
    buf_byte(out, ':');
    num_print(out, d->outcomes[i].share);
  }
  buf_str(out, STR("},\"touched\":{"));
  for (int i = 0; i < 3; i++) {
    json_member(out, i == 0 ? STR("") : STR(","), all[i].name);
    buf_str(out, STR(":["));
    buf_int(out, all[i].done);
    buf_byte(out, ',');
    buf_int(out, all[i].all);
    buf_byte(out, ']');
  }
  buf_str(out, STR("}}\n"));
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  struct decision d;
  struct decision_tables tables;
  enum exit_code code = decide_open_file(args->operand, &d, &tables, &perm, scratch);
  if (code != EXIT_FINE) {
    return code;
  }
  struct decision_coverage c = decision_coverage_new(&d, &perm, scratch);
  decision_cover_tests(&c, &perm);
  arena work = {perm.at + (perm.end - perm.at) / 2, perm.end};
  arena lower = {perm.at, work.at};
  buf out = buf_open(&lower);
  if (args->missing) {
    print_missing(&c, &work, &out);
  } else if (args->json) {
    json_figures(&c, &out);
  } else {
    print_figures(&c, &out);
  }
  return printed(os_print(OS_STDOUT, buf_text(&out)), EXIT_FINE);
}

const struct command tests_command = {
    .name = STR_INIT("tests"),
    .usage = STR_INIT("FILE.yaml [--missing] [--json]"),
    .summary = STR_INIT("say what a decision is like and what its tests touch"),
    .help =
        STR_INIT("With --missing it writes tests for what none touches yet, to be looked at and\n"
                 "pasted into the file: what they expect is what the decision says today."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .takes_operand = true,
    .run = run,
};
