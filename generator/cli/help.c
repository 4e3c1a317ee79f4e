#include "cli/command.h"
#include "core/utf8.h"
#include "diag/diag.h"

enum { HELP_BYTES = 8 << 10, HELP_COLUMN = 18, TYPED_BYTES = 100 };

str typed_part(str text) {
  return utf8_cut(text, TYPED_BYTES);
}

void complain(str message, str subject) {
  char memory[1024];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, STR("fingerpost: "));
  text_show(message, &b);
  if (subject.n > 0) {
    buf_str(&b, STR(": "));
    text_show(subject, &b);
  }
  if (b.full) { /* an absurdly long argument: cut, but end the line */
    b.full = false;
    b.n = b.n < b.cap ? b.n : b.cap - 1;
  }
  buf_byte(&b, '\n');
  os_print(OS_STDERR, buf_text(&b));
}

enum exit_code printed(os_status status, enum exit_code code) {
  if (status == OS_OK || status == OS_CLOSED) {
    return code;
  }
  complain(STR("cannot write the result"), os_status_text(status));
  return EXIT_MACHINE;
}

os_status print_shown(str lines, arena scratch) {
  buf b = buf_open(&scratch);
  str line;
  while (str_cut(lines, '\n', &line, &lines)) {
    text_show(line, &b);
    buf_byte(&b, '\n');
  }
  text_show(lines, &b);
  return os_print(OS_STDOUT, buf_text(&b));
}

static void pad(buf *b, ptrdiff_t from) {
  buf_fill(b, ' ', HELP_COLUMN - (b->n - from));
}

void help_print(const struct command *const *commands, int count, os_stream stream) {
  char memory[HELP_BYTES];
  buf b = buf_over(memory, HELP_BYTES);
  buf_str(&b, STR("fingerpost: guides, decisions and costs as a static site\n\n"
                  "Usage: fingerpost COMMAND [OPTION]...\n\n"));
  for (int i = 0; i < count; i++) {
    ptrdiff_t line = b.n;
    buf_str(&b, STR("  "));
    buf_str(&b, commands[i]->name);
    pad(&b, line);
    buf_str(&b, commands[i]->summary);
    buf_byte(&b, '\n');
  }
  buf_str(&b, STR("\n`fingerpost COMMAND --help` tells more about one; `fingerpost --version`\n"
                  "prints the version. Exit codes: 0 fine, 1 the content has errors,\n"
                  "2 wrong usage, 3 the machine failed.\n"));
  os_print(stream, buf_text(&b));
}

static void print_option(buf *b, const struct option *o) {
  ptrdiff_t line = b->n;
  buf_str(b, STR("  "));
  if (o->letter != 0) {
    buf_byte(b, '-');
    buf_byte(b, o->letter);
    buf_str(b, STR(", "));
  }
  buf_str(b, STR("--"));
  buf_str(b, o->name);
  if (o->kind != OPTION_FLAG) {
    buf_byte(b, '=');
    buf_str(b, o->value);
  }
  pad(b, line);
  buf_str(b, b->n - line > HELP_COLUMN ? STR("  ") : STR(""));
  buf_str(b, o->help);
  buf_byte(b, '\n');
}

void help_command(const struct command *c) {
  char memory[HELP_BYTES];
  buf b = buf_over(memory, HELP_BYTES);
  buf_str(&b, STR("Usage: fingerpost "));
  buf_str(&b, c->name);
  buf_byte(&b, ' ');
  buf_str(&b, c->usage);
  buf_str(&b, STR("\n\n"));
  buf_str(&b, c->help);
  buf_byte(&b, '\n');
  if (c->option_count > 0) {
    buf_byte(&b, '\n');
  }
  for (int i = 0; i < c->option_count; i++) {
    print_option(&b, &c->options[i]);
  }
  os_print(OS_STDOUT, buf_text(&b));
}
