#include "cli/decide.h"

#include "core/json.h"
#include "core/path.h"
#include "core/state.h"
#include "model/allowed.h"
#include "model/costs.h"
#include "render/record.h"

static const struct option options[] = {
    {'a', STR_INIT("answer"), STR_INIT("ID=VALUE"), STR_INIT("an answer; may be given many times"),
     OPTION_LIST, offsetof(struct arguments, sets)},
    {0, STR_INIT("json"), STR_INIT(""), STR_INIT("print one JSON object"), OPTION_FLAG,
     offsetof(struct arguments, json)},
    {'w', STR_INIT("why"), STR_INIT(""),
     STR_INIT("say which gates pass, what would change the result, and whether sources differ"),
     OPTION_FLAG, offsetof(struct arguments, why)},
    {0, STR_INIT("record"), STR_INIT(""),
     STR_INIT("print a record of the decision as Markdown, for `fingerpost recheck`"), OPTION_FLAG,
     offsetof(struct arguments, record)},
};

str decide_output(const struct decide_session *s, str state, arena *a) {
  buf out = buf_open(a);
  decide_run(&s->engine, state, s->scratch, &out);
  return buf_close(&out, a);
}

/* The engine names only what its decision has: both come from the same image. */
const struct decision_question *decide_question_of(const struct decision *d, str id) {
  ptrdiff_t i = d->question_count - 1;
  while (i > 0 && !str_eq(d->questions[i].id, id)) {
    i--;
  }
  return &d->questions[i];
}

const struct decision_outcome *decide_outcome_of(const struct decision *d, str id) {
  ptrdiff_t i = d->outcome_count - 1;
  while (i > 0 && !str_eq(d->outcomes[i].id, id)) {
    i--;
  }
  return &d->outcomes[i];
}

/* The tree's sentence for a choice or a band; empty for an answer in doubt, and without a tree. */
static str because_of(const struct decision_question *q, str index) {
  int64_t i = 0;
  if (!field_int(index, &i) || q->answer_count == 0) {
    return STR("");
  }
  int64_t arm = q->choice_count > 0 ? q->choices[i].arm : i;
  return arm < 0 ? STR("") : q->answers[arm].because;
}

/* Why this result: the author's sentence for each answer that counted. */
static void print_reasons(const struct said *s, buf *out) {
  for (str fields, rest = s->lines; said_next(&rest, STR("answer"), &fields);) {
    struct said_answer a = said_answer_of(fields);
    str because = because_of(decide_question_of(s->d, a.id), a.index);
    if (because.n > 0) {
      buf_str(out, STR("  - "));
      buf_str(out, because);
      buf_byte(out, '\n');
    }
  }
}

/* ID SAY...: the result, the texts that hold, why, and what it costs. */
static void print_outcome(const struct said *s, str fields, buf *out) {
  const struct decision_outcome *o = decide_outcome_of(s->d, str_take(&fields, '\t'));
  buf_str(out, o->title);
  buf_byte(out, '\n');
  while (fields.n > 0) {
    int64_t i = 0;
    if (field_int(str_take(&fields, '\t'), &i) && i < o->says.count) {
      buf_str(out, STR("  "));
      said_text(s, o->says.items[i].text, out);
      buf_byte(out, '\n');
    }
  }
  print_reasons(s, out);
  ptrdiff_t before = out->n;
  said_bill(s, o, out);
  buf_str(out, out->n > before ? STR("\n") : STR(""));
  for (ptrdiff_t i = 0; i < o->guide_count; i++) {
    buf_str(out, STR("Guide: "));
    buf_str(out, o->guides[i].path);
    buf_byte(out, '\n');
  }
}

static void print_open(const struct said *s, str id, buf *out) {
  buf_str(out, STR("Still open: "));
  said_ask(s, id, out);
  buf_str(out, STR(" (--answer "));
  buf_str(out, id);
  buf_str(out, STR("=...)\nStill possible:\n"));
}

/* The answers in doubt that matter, the best to find out first, and how the author says to. */
static void print_doubts(const struct said *s, buf *out) {
  bool is_first = true;
  for (str fields, rest = s->lines; said_next(&rest, STR("doubt"), &fields);) {
    str id = str_take(&fields, '\t');
    bool settles = str_ends(fields, STR("\t1"));
    str how = decide_question_of(s->d, id)->unsure;
    buf_str(out, is_first ? STR("To find out:\n") : STR(""));
    buf_str(out, STR("  - "));
    said_ask(s, id, out);
    buf_str(out, settles ? STR(" (this settles it)\n") : STR("\n"));
    if (how.n > 0) {
      buf_str(out, STR("    "));
      buf_str(out, how);
      buf_byte(out, '\n');
    }
    is_first = false;
  }
}

static void print_possible(const struct said *s, str ids, buf *out) {
  while (ids.n > 0) {
    const struct decision_outcome *o = decide_outcome_of(s->d, str_take(&ids, '\t'));
    buf_str(out, STR("  - "));
    buf_str(out, o->title);
    buf_byte(out, '\n');
  }
}

void decide_print(const struct said *s, buf *out) {
  str outcome = said_only(s->lines, STR("outcome"));
  str asked = said_only(s->lines, STR("ask"));
  if (outcome.n > 0) {
    print_outcome(s, outcome, out);
    return;
  }
  if (asked.n > 0) {
    print_open(s, str_take(&asked, '\t'), out);
  } else {
    buf_str(out, STR("These answers leave in doubt:\n"));
  }
  print_possible(s, said_only(s->lines, STR("possible")), out);
  print_doubts(s, out);
}

static void json_list(buf *out, str lead, str ids) {
  buf_str(out, lead);
  buf_byte(out, '[');
  for (bool first = true; ids.n > 0; first = false) {
    json_member(out, first ? STR("") : STR(","), str_take(&ids, '\t'));
  }
  buf_byte(out, ']');
}

/* The answers that count, or those that do not: {"id":"value",...}. */
static void json_answers(buf *out, str lead, str output, str wanted) {
  str line;
  bool first = true;
  buf_str(out, lead);
  buf_byte(out, '{');
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    if (str_eq(str_take(&line, '\t'), wanted)) {
      json_member(out, first ? STR("") : STR(","), str_take(&line, '\t'));
      json_member(out, STR(":"), str_take(&line, '\t'));
      first = false;
    }
  }
  buf_byte(out, '}');
}

/* A field of the only line of this kind, as a string, or null when there is none. */
static void json_single(buf *out, str lead, str output, str wanted) {
  str line;
  buf_str(out, lead);
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    if (str_eq(str_take(&line, '\t'), wanted)) {
      json_string(out, str_take(&line, '\t'));
      return;
    }
  }
  buf_str(out, STR("null"));
}

/* "doubt": the answers that could settle it, the best first. */
static void json_doubts(buf *out, str output) {
  str line;
  bool is_first = true;
  buf_str(out, STR(",\"doubt\":["));
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    if (str_eq(str_take(&line, '\t'), STR("doubt"))) {
      json_member(out, is_first ? STR("{\"question\":") : STR(",{\"question\":"),
                  str_take(&line, '\t'));
      buf_str(out, STR(",\"least\":"));
      buf_str(out, str_take(&line, '\t'));
      buf_str(out, STR(",\"most\":"));
      buf_str(out, line);
      buf_byte(out, '}');
      is_first = false;
    }
  }
  buf_byte(out, ']');
}

static void print_json(const struct decide_session *s, str output, str why, buf *out) {
  str line;
  json_member(out, STR("{\"decision\":"), s->decision->id);
  json_member(out, STR(",\"version\":"), s->decision->version);
  json_single(out, STR(",\"outcome\":"), output, STR("outcome"));
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    if (str_eq(str_take(&line, '\t'), STR("possible"))) {
      json_list(out, STR(",\"possible\":"), line);
    }
  }
  json_single(out, STR(",\"ask\":"), output, STR("ask"));
  json_doubts(out, output);
  json_answers(out, STR(",\"answers\":"), output, STR("answer"));
  json_answers(out, STR(",\"unused\":"), output, STR("unused"));
  json_single(out, STR(",\"state\":"), output, STR("state"));
  if (s->is_why) {
    decide_json_why(why, out);
  }
  buf_str(out, STR("}\n"));
}

static void complain_unknown(const struct decide_session *s, str id) {
  char memory[4096];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, typed_part(id));
  buf_str(&b, STR(" (questions: "));
  for (ptrdiff_t i = 0; i < s->decision->question_count; i++) {
    buf_str(&b, i == 0 ? STR("") : STR(", "));
    buf_str(&b, s->decision->questions[i].id);
  }
  buf_byte(&b, ')');
  complain(STR("there is no such question"), buf_text(&b));
}

static bool is_threshold(const struct decision *d, str id) {
  ptrdiff_t i = 0;
  while (i < d->threshold_count && !str_eq(d->thresholds[i].id, id)) {
    i++;
  }
  return i < d->threshold_count;
}

static void complain_invalid(const struct decide_session *s, str id, str value) {
  char memory[4096];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, id);
  buf_byte(&b, '=');
  buf_str(&b, typed_part(value));
  buf_str(&b, STR(" (allowed: "));
  if (is_threshold(s->decision, id)) {
    buf_str(&b, STR("a number"));
  } else {
    decision_allowed_print(decide_question_of(s->decision, id), &b);
  }
  buf_byte(&b, ')');
  complain(STR("that is no answer to this question"), buf_text(&b));
}

/* The author's own words for what is wrong; `line` has the value and the rule. */
static void complain_refused(const struct decide_session *s, str output, str id, str line) {
  const struct decision_question *q = decide_question_of(s->decision, id);
  const struct said said = {.d = s->decision, .lines = output};
  int64_t rule = 0;
  str value = str_take(&line, '\t');
  char memory[4096];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, id);
  buf_byte(&b, '=');
  buf_str(&b, typed_part(value));
  if (field_int(line, &rule) && rule < q->rules.count) {
    char words[1024];
    buf text = buf_over(words, (ptrdiff_t)sizeof words);
    said_text(&said, q->rules.items[rule].text, &text);
    complain(typed_part(text.full ? q->rules.items[rule].text : buf_text(&text)), buf_text(&b));
  }
}

/* What was given but does not fit is wrong usage; what is not asked is only said. */
static enum exit_code check_answers(const struct decide_session *s, str output) {
  enum exit_code code = EXIT_FINE;
  str line;
  for (str rest = output; str_cut(rest, '\n', &line, &rest);) {
    str kind = str_take(&line, '\t');
    str id = str_take(&line, '\t');
    if (str_eq(kind, STR("unknown"))) {
      complain_unknown(s, id);
      code = EXIT_USAGE;
    } else if (str_eq(kind, STR("invalid"))) {
      complain_invalid(s, id, str_take(&line, '\t'));
      code = EXIT_USAGE;
    } else if (str_eq(kind, STR("refused"))) {
      complain_refused(s, output, id, line);
      code = EXIT_USAGE;
    } else if (str_eq(kind, STR("unused"))) {
      complain(STR("not asked after these answers, so not used"), id);
    }
  }
  return code;
}

/* The answers of the command line as a state; false: one is not ID=VALUE. */
static bool answers_state(const struct arguments *args, arena *a, str *ret_state) {
  buf b = buf_open(a);
  for (int i = 0; i < args->sets.count; i++) {
    str id;
    str value;
    if (!str_cut(args->sets.items[i], '=', &id, &value)) {
      complain(STR("an answer is written ID=VALUE, not"), args->sets.items[i]);
      return false;
    }
    state_add(&b, 0, id, value);
  }
  *ret_state = buf_close(&b, a);
  return true;
}

static enum exit_code answer(struct decide_session *s, const struct arguments *args, arena *perm) {
  str state;
  if (!answers_state(args, perm, &state)) {
    return EXIT_USAGE;
  }
  if (args->sets.count == 0 && !args->json && !args->record) {
    return decide_interview(s, perm);
  }
  str output = decide_output(s, state, perm);
  enum exit_code code = check_answers(s, output);
  if (code == EXIT_FINE && args->record) {
    struct said said = decide_said(s, output, perm);
    return printed(os_print(OS_STDOUT, record_text(&said, perm, s->scratch)), code);
  }
  if (code == EXIT_FINE) {
    str why = s->is_why ? decide_why(s, state, perm) : STR("");
    struct said said = decide_said(s, output, perm);
    buf out = buf_open(perm);
    if (args->json) {
      print_json(s, output, why, &out);
      return printed(os_print(OS_STDOUT, buf_close(&out, perm)), code);
    }
    decide_print(&said, &out);
    decide_print_why(s, why, &out);
    code = printed(print_shown(buf_close(&out, perm), s->scratch), code);
  }
  return code;
}

/* The cost table that a decision names: its path is one below content/, as the decision's is. */
static enum exit_code open_table(str path, const struct ydoc *doc, struct decision_tables *ret,
                                 arena *perm, arena scratch) {
  uint32_t node = doc->count > Y_ROOT && doc->nodes[Y_ROOT].kind == Y_MAP
                      ? ynode_get(doc, Y_ROOT, STR("cost"), NULL)
                      : Y_NONE;
  *ret = (struct decision_tables){.count = 0};
  if (node == Y_NONE || doc->nodes[node].kind != Y_SCALAR || ynode_text(doc, node).n == 0) {
    return EXIT_FINE;
  }
  struct yaml_file *file = NEW(perm, struct yaml_file, 1);
  struct cost_table *table = NEW(perm, struct cost_table, 1);
  str content = arena_join(perm, path_folder(path), STR("../"));
  if (yaml_file_open(file, arena_join(perm, content, ynode_text(doc, node)), perm) != EXIT_FINE) {
    return EXIT_CONTENT;
  }
  cost_table_build(&file->doc, &file->diags, perm, table);
  yaml_file_report(file, scratch);
  table->path = ynode_text(doc, node);
  *ret = (struct decision_tables){table, 1, false};
  return diags_worst(&file->diags) < LEVEL_ERROR ? EXIT_FINE : EXIT_CONTENT;
}

enum exit_code decide_open_file(str path, struct decision *ret_decision,
                                struct decision_tables *ret_tables, arena *perm, arena scratch) {
  struct yaml_file *file = NEW(perm, struct yaml_file, 1);
  enum exit_code code = yaml_file_open(file, path, perm);
  if (code != EXIT_FINE) {
    return code;
  }
  code = open_table(path, &file->doc, ret_tables, perm, scratch);
  if (code != EXIT_FINE) {
    return code;
  }
  decision_build(&file->doc, ret_tables, &file->diags, perm, ret_decision);
  yaml_file_report(file, scratch);
  bool is_sound = diags_worst(&file->diags) < LEVEL_ERROR && ret_decision->image.n > 0;
  return is_sound ? EXIT_FINE : EXIT_CONTENT;
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  struct decision decision;
  struct decision_tables tables;
  enum exit_code code = decide_open_file(args->operand, &decision, &tables, &perm, scratch);
  struct decide_session s = {.scratch = scratch, .is_why = args->why};
  if (code != EXIT_FINE) {
    return code;
  }
  decide_take_table(&s, &decision, &tables, &perm);
  return answer(&s, args, &perm);
}

const struct command decide_command = {
    .name = STR_INIT("decide"),
    .usage = STR_INIT("FILE.yaml [--answer ID=VALUE]... [--why] [--json|--record]"),
    .summary = STR_INIT("walk a decision in the terminal, or answer it at once"),
    .help = STR_INIT(
        "Without answers it asks one question after the other. With --answer it says what\n"
        "they lead to, or what is still open. Numbers may be typed as 50k, 1,000 or, for a\n"
        "range, 50k..200k; `unsure` leaves all answers to a question possible."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .takes_operand = true,
    .run = run,
};
