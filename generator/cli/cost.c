#include "cli/cost_print.h"
#include "cli/yaml_file.h"
#include "core/state.h"
#include "model/allowed.h"
#include "model/cost_csv.h"
#include "model/costs.h"

enum { MESSAGE_BYTES = 16 << 10 };

static const struct option options[] = {
    {0, STR_INIT("set"), STR_INIT("ID=VALUE"), STR_INIT("an input; may be given many times"),
     OPTION_LIST, offsetof(struct arguments, sets)},
    {0, STR_INIT("scenario"), STR_INIT("NAME"), STR_INIT("start from one of the table's scenarios"),
     OPTION_TEXT, offsetof(struct arguments, scenario)},
    {0, STR_INIT("json"), STR_INIT(""), STR_INIT("print one JSON object"), OPTION_FLAG,
     offsetof(struct arguments, json)},
    {0, STR_INIT("csv"), STR_INIT(""), STR_INIT("print a table of inputs, results and prices"),
     OPTION_FLAG, offsetof(struct arguments, csv)},
};

static void list(buf *b, ptrdiff_t *count, str id) {
  buf_str(b, (*count)++ == 0 ? STR("") : STR(", "));
  buf_str(b, id);
}

static void complain_unknown(const struct cost_table *t, str id, arena scratch) {
  buf b = buf_new(&scratch, MESSAGE_BYTES);
  ptrdiff_t count = 0;
  buf_str(&b, typed_part(id));
  buf_str(&b, STR(" (inputs: "));
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    list(&b, &count, t->inputs[i].id);
  }
  buf_byte(&b, ')');
  complain(STR("there is no such input"), buf_text(&b));
}

static void complain_scenario(const struct cost_table *t, str id, arena scratch) {
  buf b = buf_new(&scratch, MESSAGE_BYTES);
  ptrdiff_t count = 0;
  buf_str(&b, typed_part(id));
  buf_str(&b, STR(" (scenarios: "));
  for (ptrdiff_t i = 0; i < t->scenario_count; i++) {
    list(&b, &count, t->scenarios[i].id);
  }
  buf_str(&b, count == 0 ? STR("none)") : STR(")"));
  complain(STR("there is no such scenario"), buf_text(&b));
}

static void complain_invalid(const struct cost_table *t, str id, str value, arena scratch) {
  buf b = buf_new(&scratch, MESSAGE_BYTES);
  buf_str(&b, id);
  buf_byte(&b, '=');
  buf_str(&b, typed_part(value));
  buf_str(&b, STR(" (allowed: "));
  for (ptrdiff_t i = 0; i < t->input_count; i++) {
    if (str_eq(t->inputs[i].id, id)) {
      cost_allowed_print(&t->inputs[i], &b);
    }
  }
  buf_byte(&b, ')');
  complain(STR("that is no value of this input"), buf_text(&b));
}

/* The options as a state; false: one is not ID=VALUE. */
static bool state_of(const struct arguments *args, arena *perm, str *ret_state) {
  buf b = buf_open(perm);
  if (args->scenario.n > 0) {
    state_add(&b, 0, STR("scenario"), args->scenario);
  }
  for (int i = 0; i < args->sets.count; i++) {
    str id;
    str value;
    if (!str_cut(args->sets.items[i], '=', &id, &value)) {
      complain(STR("an input is set as ID=VALUE, not"), args->sets.items[i]);
      return false;
    }
    state_add(&b, 0, str_trim(id), str_trim(value));
  }
  *ret_state = buf_close(&b, perm);
  return true;
}

/* What does not fit is wrong usage: results for something else would mislead. */
static enum exit_code check_settings(const struct cost_table *t, str lines, arena scratch) {
  enum exit_code code = EXIT_FINE;
  struct cost_fields f;
  while (cost_fields_next(&lines, &f)) {
    bool unknown = str_eq(f.at[0], STR("unknown"));
    bool invalid = str_eq(f.at[0], STR("invalid"));
    if (unknown) {
      complain_unknown(t, f.at[1], scratch);
    } else if (invalid && str_eq(f.at[1], STR("scenario"))) {
      complain_scenario(t, f.at[2], scratch);
    } else if (invalid) {
      complain_invalid(t, f.at[1], f.at[2], scratch);
    }
    code = unknown || invalid ? EXIT_USAGE : code;
  }
  return code;
}

/* Claims are about scenarios of their own, whatever was set. */
static str add_claims(struct cost_session *session, str lines, arena scratch, arena *perm) {
  buf b = buf_open(perm);
  buf_str(&b, lines);
  cost_claims(session, scratch, &b);
  return buf_close(&b, perm);
}

static enum exit_code compute(const struct cost_table *t, const struct cost *engine,
                              const struct arguments *args, arena perm, arena scratch) {
  str state;
  if (!state_of(args, &perm, &state)) {
    return EXIT_USAGE;
  }
  struct cost_session *session = cost_start(engine, &scratch);
  buf b = buf_open(&perm);
  cost_run(session, state, scratch, &b);
  str lines = buf_close(&b, &perm);
  enum exit_code code = check_settings(t, lines, scratch);
  if (code == EXIT_FINE) {
    if (!args->csv) {
      lines = add_claims(session, lines, scratch, &perm);
    }
    buf out = buf_open(&perm);
    if (args->csv) {
      uint64_t hash = cost_hash(session, scratch);
      str version = cost_version(t, hash, &scratch);
      cost_csv(t, version, lines, scratch, &out);
    } else if (args->json) {
      cost_print_json(t, lines, &out);
    } else {
      cost_print_text(t, lines, scratch, &out);
    }
    str text = buf_close(&out, &perm);
    bool is_data = args->csv || args->json;
    code = printed(is_data ? os_print(OS_STDOUT, text) : print_shown(text, scratch), code);
  }
  return code;
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  struct yaml_file file;
  struct cost_table table;
  struct cost engine;
  enum exit_code code = yaml_file_open(&file, args->operand, &perm);
  if (code != EXIT_FINE) {
    return code;
  }
  cost_table_build(&file.doc, &file.diags, &perm, &table);
  yaml_file_report(&file, scratch);
  if (diags_worst(&file.diags) == LEVEL_ERROR || !cost_open(table.image, &engine)) {
    return EXIT_CONTENT;
  }
  return compute(&table, &engine, args, perm, scratch);
}

const struct command cost_command = {
    .name = STR_INIT("cost"),
    .usage = STR_INIT("FILE.yaml [--set ID=VALUE]... [--scenario NAME] [--json | --csv]"),
    .summary = STR_INIT("compute a cost table"),
    .help = STR_INIT(
        "Prints what each alternative costs: the median, and between which figures nine of ten\n"
        "samples lie. Inputs stand at their defaults or vary over their range, unless --set\n"
        "or --scenario says otherwise. Numbers are in the input's own unit and may be typed\n"
        "as 50k or 1,000."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .takes_operand = true,
    .run = run,
};
