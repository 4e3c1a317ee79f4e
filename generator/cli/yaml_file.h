/* One decision or cost table, named on the command line, outside of any site. */
#ifndef FINGERPOST_CLI_YAML_FILE_H
#define FINGERPOST_CLI_YAML_FILE_H

#include "cli/command.h"
#include "load/yaml.h"

struct yaml_file {
  struct sources sources;
  struct diags diags;
  struct ydoc doc;
};

/* Reads and parses it. EXIT_USAGE: it cannot be read, and a message was printed. */
enum exit_code yaml_file_open(struct yaml_file *f, str path, arena *perm);
/* Prints what was found so far to the error stream. */
void yaml_file_report(struct yaml_file *f, arena scratch);

#endif
