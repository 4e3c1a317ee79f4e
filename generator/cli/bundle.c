#include "cli/bundle.h"

static const struct option options[] = {
    {'s', STR_INIT("site"), STR_INIT("SITE"),
     STR_INIT("the folder that holds content/ (default: this one)"), OPTION_TEXT,
     offsetof(struct arguments, site)},
    {'o', STR_INIT("out"), STR_INIT("FILE"), STR_INIT("the bundle: a name that ends in .zip"),
     OPTION_TEXT, offsetof(struct arguments, out)},
    {'j', STR_INIT("jobs"), STR_INIT("N"), STR_INIT("worker processes (default: one a processor)"),
     OPTION_TEXT, offsetof(struct arguments, jobs)},
};

enum exit_code bundle_failed(const struct bundle *b, os_status status) {
  complain(STR("cannot write the bundle"), b->file);
  complain(os_status_text(status), STR(""));
  return EXIT_MACHINE;
}

/* "Bundled 14 files as site.zip." */
static os_status print_summary(str file, ptrdiff_t count, arena scratch) {
  buf b = buf_open(&scratch);
  buf_str(&b, STR("Bundled "));
  buf_int(&b, count);
  buf_str(&b, count == 1 ? STR(" file as ") : STR(" files as "));
  text_show(file, &b);
  buf_str(&b, STR(".\n"));
  return os_print(OS_STDOUT, buf_text(&b));
}

static enum exit_code write_bundle(struct session *s, const struct arguments *args) {
  struct bundle b = {.session = s, .file = args->out};
  struct bundle_counts counts = {0};
  enum exit_code code = bundle_zip(&b, &counts);
  if (code == EXIT_FINE) {
    code = printed(print_summary(b.file, counts.files, s->scratch), code);
  }
  return code;
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  if (!str_ends(args->out, STR(".zip"))) {
    complain(STR("name the bundle with -o, ending in .zip"), args->out);
    return EXIT_USAGE;
  }
  struct session s;
  enum exit_code code = session_open(&s, args, &perm, scratch);
  if (code == EXIT_FINE || code == EXIT_CONTENT) {
    session_report(&s, OS_STDERR, DIAG_TEXT);
  }
  if (code == EXIT_FINE) {
    code = write_bundle(&s, args);
  } else if (code == EXIT_CONTENT) {
    complain(STR("nothing was bundled; the last good bundle stays"), STR(""));
  }
  session_close(&s);
  return code;
}

const struct command bundle_command = {
    .name = STR_INIT("bundle"),
    .usage = STR_INIT("[-s SITE] -o FILE.zip [-j N]"),
    .summary = STR_INIT("make one file of the site, to carry and to read offline"),
    .help = STR_INIT(
        "Writes what `build` would publish as one zip archive: the same bytes each time for\n"
        "the same content, with the hash of every file in SHA256SUMS. When the content has\n"
        "errors, nothing is written and the last good bundle stays."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .run = run,
};
