#include "cli/command.h"
#include "diag/diag.h"
#include "host/embed.h"

static str starter_folder(void) {
  return STR("templates/new/");
}

static enum exit_code machine_failed(str message, str path, os_status status) {
  complain(message, path);
  complain(os_status_text(status), STR(""));
  return EXIT_MACHINE;
}

/* A folder that is there already may be used when it is empty. */
static enum exit_code check_empty(os_dir dir, str path, arena scratch) {
  struct os_entry *entries;
  ptrdiff_t count;
  os_status status = os_list(dir, STR("."), &scratch, &entries, &count);
  if (status != OS_OK) {
    return machine_failed(STR("cannot read the folder"), path, status);
  }
  if (count > 0) {
    complain(STR("the folder is not empty"), path);
    return EXIT_USAGE;
  }
  return EXIT_FINE;
}

static enum exit_code write_files(os_dir dir) {
  for (ptrdiff_t i = 0; i < embed_count(); i++) {
    struct embed_file file = embed_at(i);
    if (!str_starts(file.name, starter_folder())) {
      continue;
    }
    str path = str_sub(file.name, starter_folder().n, file.name.n);
    os_status status = os_dir_make_above(dir, path);
    if (status == OS_OK) {
      status = os_write(dir, path, file.bytes);
    }
    if (status != OS_OK) {
      return machine_failed(STR("cannot write a file"), path, status);
    }
  }
  return EXIT_FINE;
}

static os_status print_next(str path, arena scratch) {
  buf b = buf_open(&scratch);
  buf_str(&b, STR("A starter site is in "));
  text_show(path, &b);
  buf_str(&b, STR(".\nBuild it with: fingerpost build -s "));
  text_show(path, &b);
  buf_byte(&b, '\n');
  return os_print(OS_STDOUT, buf_text(&b));
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  (void)perm;
  os_status status = os_dir_make_path(args->operand);
  os_dir dir = OS_DIR_NONE;
  if (status == OS_OK) {
    status = os_dir_open(args->operand, &dir);
  }
  if (status != OS_OK) {
    return machine_failed(STR("cannot make the folder"), args->operand, status);
  }
  enum exit_code code = check_empty(dir, args->operand, scratch);
  if (code == EXIT_FINE) {
    code = write_files(dir);
  }
  os_dir_close(dir);
  return code == EXIT_FINE ? printed(print_next(args->operand, scratch), code) : code;
}

const struct command new_command = {
    .name = STR_INIT("new"),
    .usage = STR_INIT("DIR"),
    .summary = STR_INIT("make a starter site that builds at once"),
    .help =
        STR_INIT("Writes a small site of two guides to DIR, which is made if it is missing and\n"
                 "must be empty if it is there."),
    .takes_operand = true,
    .run = run,
};
