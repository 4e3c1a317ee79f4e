#include "cli/decide.h"
#include "core/json.h"
#include "model/decision_diff.h"

static const struct option options[] = {
    {0, STR_INIT("json"), STR_INIT(""), STR_INIT("print one JSON object"), OPTION_FLAG,
     offsetof(struct arguments, json)},
};

static void print_text(const struct decision_diff *x, buf *out) {
  num_print_grouped(out, x->changed, 15);
  buf_str(out, STR(" of "));
  num_print_grouped(out, x->combinations, 15);
  buf_str(out, STR(" combinations of answers change\n"));
  for (ptrdiff_t i = 0; i < x->count; i++) {
    const struct decision_change *c = &x->changes[i];
    buf_str(out, STR("  "));
    num_print_grouped(out, c->combinations, 15);
    buf_str(out, STR(": "));
    buf_str(out, c->from);
    buf_str(out, STR(" -> "));
    buf_str(out, c->to);
    buf_str(out, STR(" ("));
    buf_str(out, c->example.n > 0 ? c->example : STR("any answers"));
    buf_str(out, STR(")\n"));
  }
}

static void print_json(const struct decision_diff *x, buf *out) {
  buf_str(out, STR("{\"combinations\":"));
  num_print(out, x->combinations);
  buf_str(out, STR(",\"changed\":"));
  num_print(out, x->changed);
  buf_str(out, STR(",\"changes\":["));
  for (ptrdiff_t i = 0; i < x->count; i++) {
    const struct decision_change *c = &x->changes[i];
    json_member(out, i == 0 ? STR("{\"from\":") : STR(",{\"from\":"), c->from);
    json_member(out, STR(",\"to\":"), c->to);
    buf_str(out, STR(",\"combinations\":"));
    num_print(out, c->combinations);
    json_member(out, STR(",\"example\":"), c->example);
    buf_byte(out, '}');
  }
  buf_str(out, STR("]}\n"));
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  struct decision before;
  struct decision after;
  struct decision_tables tables;
  enum exit_code code = decide_open_file(args->operand, &before, &tables, &perm, scratch);
  enum exit_code other = decide_open_file(args->second, &after, &tables, &perm, scratch);
  if (code != EXIT_FINE || other != EXIT_FINE) {
    return code != EXIT_FINE ? code : other;
  }
  struct decision_diff x = decision_compare(&before, &after, &scratch);
  if (x.is_full) {
    complain(STR("the two are too entangled to be compared"), args->second);
    return EXIT_CONTENT;
  }
  buf out = buf_open(&perm);
  if (args->json) {
    print_json(&x, &out);
  } else {
    print_text(&x, &out);
  }
  return printed(os_print(OS_STDOUT, buf_text(&out)), EXIT_FINE);
}

const struct command diff_command = {
    .name = STR_INIT("diff"),
    .usage = STR_INIT("OLD.yaml NEW.yaml [--json]"),
    .summary = STR_INIT("list the answers that lead elsewhere in a new version of a decision"),
    .help = STR_INIT("Both versions are compared over all combinations of answers, numbers cut\n"
                     "wherever either of them cuts. Each change comes with answers that show it."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .takes_operand = true,
    .takes_second = true,
    .run = run,
};
