#include "cli/command.h"

static void refuse(const struct command *c, str message, str subject) {
  complain(message, subject);
  char memory[256];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, STR("Usage: fingerpost "));
  buf_str(&b, c->name);
  buf_byte(&b, ' ');
  buf_str(&b, c->usage);
  buf_byte(&b, '\n');
  os_print(OS_STDERR, buf_text(&b));
}

static const struct option *find_name(const struct command *c, str name) {
  for (int i = 0; i < c->option_count; i++) {
    if (str_eq(c->options[i].name, name)) {
      return &c->options[i];
    }
  }
  return NULL;
}

static const struct option *find_letter(const struct command *c, char letter) {
  for (int i = 0; i < c->option_count; i++) {
    if (c->options[i].letter == letter) {
      return &c->options[i];
    }
  }
  return NULL;
}

/* Where reading stands, and what it fills. */
struct reader {
  const struct command *command;
  struct arguments *args;
  char **argv;
  int argc;
  int at;
};

static bool set_text(struct reader *r, const struct option *o, str value) {
  char *member = (char *)r->args + o->offset;
  if (o->kind == OPTION_TEXT) {
    *(str *)(void *)member = value;
    return true;
  }
  struct argument_list *list = (struct argument_list *)(void *)member;
  if (list->count == ARGUMENT_LIST_MAX) {
    refuse(r->command, STR("this option is given too often"), value);
    return false;
  }
  list->items[list->count++] = value;
  return true;
}

/* `value` is what was attached to the option, or NULL bytes when nothing was. */
static bool take_option(struct reader *r, const struct option *o, str written, str value) {
  if (o == NULL) {
    refuse(r->command, STR("unrecognized option"), written);
    return false;
  }
  if (o->kind == OPTION_FLAG) {
    if (value.s != NULL) {
      refuse(r->command, STR("this option takes no value"), written);
      return false;
    }
    *(bool *)(void *)((char *)r->args + o->offset) = true;
    return true;
  }
  if (value.s == NULL && r->at + 1 < r->argc) {
    value = str_of(r->argv[++r->at]);
  }
  if (value.n == 0) {
    refuse(r->command, STR("this option needs a value"), written);
    return false;
  }
  return set_text(r, o, value);
}

static bool take_word(struct reader *r, str word) {
  str none = {NULL, 0};
  if (str_starts(word, STR("--"))) {
    str name = str_sub(word, 2, word.n);
    str value = none;
    str_cut(name, '=', &name, &value);
    return take_option(r, find_name(r->command, name), word, value);
  }
  if (word.n > 1 && word.s[0] == '-') {
    str value = word.n > 2 ? str_sub(word, 2, word.n) : none;
    return take_option(r, find_letter(r->command, word.s[1]), word, value);
  }
  if (r->command->takes_files && word.n > 0) {
    r->args->files[r->args->file_count++] = r->argv[r->at];
    return true;
  }
  bool is_second = r->args->operand.n > 0;
  bool has_place =
      is_second ? r->command->takes_second && r->args->second.n == 0 : r->command->takes_operand;
  if (!has_place || word.n == 0) {
    refuse(r->command, STR("unexpected argument"), word);
    return false;
  }
  *(is_second ? &r->args->second : &r->args->operand) = word;
  return true;
}

bool arguments_read(const struct command *c, int argc, char **argv, struct arguments *ret_args) {
  *ret_args = (struct arguments){.site = STR("."), .format = STR("text"), .files = argv};
  struct reader r = {.command = c, .args = ret_args, .argv = argv, .argc = argc};
  for (; r.at < argc; r.at++) {
    if (!take_word(&r, str_of(argv[r.at]))) {
      return false;
    }
  }
  if ((c->takes_files && ret_args->file_count == 0) ||
      (c->takes_operand && ret_args->operand.n == 0) ||
      (c->takes_second && ret_args->second.n == 0)) {
    refuse(c, STR("its argument is missing"), STR(""));
    return false;
  }
  return true;
}
