/*
 * Commands: a table of them in main.c, each with a table of its options, from
 * which arguments are read and --help is printed.
 */
#ifndef FINGERPOST_CLI_COMMAND_H
#define FINGERPOST_CLI_COMMAND_H

#include "host/os.h"

enum exit_code {
  EXIT_FINE = 0,
  EXIT_CONTENT = 1, /* the content has errors */
  EXIT_USAGE = 2,   /* wrong usage */
  EXIT_MACHINE = 3  /* files, memory, processes */
};

/* An option that may be given several times. More than these nobody types. */
enum { ARGUMENT_LIST_MAX = 64 };

struct argument_list {
  str items[ARGUMENT_LIST_MAX];
  int count;
};

/* What the options of all commands set. */
struct arguments {
  str site;    /* folder that holds content/ */
  str out;     /* output folder */
  str jobs;    /* number of worker processes, as written */
  str format;  /* text, json, github */
  str operand; /* DIR of `new`, FILE of `decide` and others */
  str second;  /* NEW of `diff` */
  str scenario;
  str only;                  /* the decision or cost table that `bundle` makes a file of */
  struct argument_list sets; /* ID=VALUE: what `cost` sets, what `decide` answers */
  bool today;                /* check against the clock */
  bool claims;               /* list what claims lean on */
  bool links;                /* list links to the web */
  bool json;
  bool csv;
  bool why;     /* what `decide` says of a result */
  bool missing; /* tests that `tests` misses */
  bool record;  /* `decide` prints one */
  char **files; /* operands of a command that takes any number of them */
  int file_count;
};

enum option_kind {
  OPTION_FLAG, /* bool */
  OPTION_TEXT, /* str */
  OPTION_LIST  /* struct argument_list */
};

struct option {
  char letter; /* 0: none */
  str name;    /* without "--" */
  str value;   /* what stands for the value in the help: "SITE" */
  str help;
  enum option_kind kind;
  size_t offset; /* in struct arguments */
};

struct command {
  str name;
  str usage;   /* behind the name: "[-s SITE] [-o OUT]" */
  str summary; /* one line for the list of commands */
  str help;    /* a paragraph for --help */
  const struct option *options;
  int option_count;
  bool takes_operand;
  bool takes_second;
  bool takes_files; /* one or more operands */
  enum exit_code (*run)(const struct arguments *args, arena perm, arena scratch);
};

extern const struct command tests_command;
extern const struct command diff_command;
extern const struct command build_command;
extern const struct command bundle_command;
extern const struct command check_command;
extern const struct command new_command;
extern const struct command decide_command;
extern const struct command cost_command;
extern const struct command recheck_command;

/* Reads what stands behind the command's name. False: a message was printed. */
bool arguments_read(const struct command *c, int argc, char **argv, struct arguments *ret_args);

void help_print(const struct command *const *commands, int count, os_stream stream);
void help_command(const struct command *c);
/* As much of what was typed as a message can hold beside other things. */
str typed_part(str text);
/* "fingerpost: MESSAGE: SUBJECT" on the error stream; the subject may be empty. */
void complain(str message, str subject);
/*
 * The exit code behind a result: `code` once it is printed, or when its reader has
 * gone (`| head`). EXIT_MACHINE, with a message, when it was cut: who reads the file
 * would take a part for all of it.
 */
enum exit_code printed(os_status status, enum exit_code code);
/*
 * Prints lines for people. Texts of content may hold characters that would steer a
 * terminal or turn its writing around: they are shown, as in diagnostics.
 */
os_status print_shown(str lines, arena scratch);

#endif
