/*
 * Fingerpost: the table of commands, and nothing else.
 */
#include "cli/command.h"

/*
 * Addresses for the whole run; pages of memory come into being when touched. The
 * titles, anchors and links of 100,000 guides need some hundreds of megabytes.
 */
#define PERM_BYTES ((ptrdiff_t)16 << 30)
#define SCRATCH_BYTES ((ptrdiff_t)4 << 30)

static const struct command *const commands[] = {
    &build_command, &check_command, &bundle_command, &new_command,     &decide_command,
    &tests_command, &diff_command,  &cost_command,   &recheck_command,
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

_Noreturn void core_oom(ptrdiff_t want) {
  os_out_of_memory(want);
}

static bool asks(str word, str letter, str name) {
  return str_eq(word, letter) || str_eq(word, name);
}

static const struct command *find_command(str name) {
  for (int i = 0; i < COMMANDS; i++) {
    if (str_eq(commands[i]->name, name)) {
      return commands[i];
    }
  }
  return NULL;
}

static enum exit_code run_command(const struct command *c, int argc, char **argv) {
  for (int i = 0; i < argc; i++) {
    if (asks(str_of(argv[i]), STR("-h"), STR("--help"))) {
      help_command(c);
      return EXIT_FINE;
    }
  }
  struct arguments args;
  if (!arguments_read(c, argc, argv, &args)) {
    return EXIT_USAGE;
  }
  arena perm = os_reserve(PERM_BYTES);
  arena scratch = os_reserve(SCRATCH_BYTES);
  if (perm.at == NULL || scratch.at == NULL) {
    os_out_of_memory(PERM_BYTES);
  }
  return c->run(&args, perm, scratch);
}

int main(int argc, char **argv) {
  str word = argc > 1 ? str_of(argv[1]) : STR("");
  if (asks(word, STR("-h"), STR("--help"))) {
    help_print(commands, COMMANDS, OS_STDOUT);
    return EXIT_FINE;
  }
  if (str_eq(word, STR("--version"))) {
    os_print(OS_STDOUT, STR("fingerpost " FINGERPOST_VERSION "\n"));
    return EXIT_FINE;
  }
  const struct command *c = find_command(word);
  if (c == NULL) {
    if (word.n > 0) {
      complain(STR("unrecognized command"), word);
    }
    help_print(commands, COMMANDS, OS_STDERR);
    return EXIT_USAGE;
  }
  return (int)run_command(c, argc - 2, argv + 2);
}
