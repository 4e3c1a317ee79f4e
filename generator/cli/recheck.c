#include "cli/recheck.h"

#include "core/path.h"

static const struct option options[] = {
    {'s', STR_INIT("site"), STR_INIT("SITE"),
     STR_INIT("the folder that holds content/ (default: this one)"), OPTION_TEXT,
     offsetof(struct arguments, site)},
    {'j', STR_INIT("jobs"), STR_INIT("N"), STR_INIT("worker processes (default: one a processor)"),
     OPTION_TEXT, offsetof(struct arguments, jobs)},
    {0, STR_INIT("json"), STR_INIT(""), STR_INIT("print one JSON object"), OPTION_FLAG,
     offsetof(struct arguments, json)},
};

static os_status read_file(str path, arena *perm, str *ret_text) {
  str folder = path_folder(path);
  os_dir dir;
  os_status status = os_dir_open(folder.n == 0 ? STR(".") : folder, &dir);
  if (status == OS_OK) {
    status = os_read(dir, path_name(path), RECORD_BYTES_MAX, perm, ret_text);
    os_dir_close(dir);
  }
  return status;
}

/* All files are read, and all faults told. EXIT_USAGE: one cannot be read. */
static enum exit_code check_records(struct session *s, const struct arguments *args,
                                    struct recheck *all) {
  enum exit_code code = EXIT_FINE;
  for (int i = 0; i < args->file_count; i++) {
    struct recheck *c = &all[i];
    str text = STR("");
    *c = (struct recheck){.path = str_of(args->files[i]), .status = RECHECK_FAULTY};
    c->now = c->record.decision = c->record.version = c->record.result = STR("");
    os_status status = read_file(c->path, s->perm, &text);
    if (status != OS_OK) {
      str message = arena_join(s->perm, STR("cannot read the file: "), os_status_text(status));
      complain(message, c->path);
      code = EXIT_USAGE;
      continue;
    }
    int32_t file = sources_add(&s->sources, c->path, text);
    if (record_read(text, file, &s->diags, s->perm, &c->record)) {
      recheck_compare(c, &s->site, s->perm, s->scratch);
    }
    bool is_same = c->status == RECHECK_SAME;
    code = code == EXIT_FINE && !is_same ? EXIT_CONTENT : code;
  }
  return code;
}

static enum exit_code recheck(struct session *s, const struct arguments *args) {
  diags_init(&s->diags, s->perm); /* warnings of the site are another matter */
  struct recheck *all = NEW(s->perm, struct recheck, args->file_count);
  enum exit_code code = check_records(s, args, all);
  if (s->diags.count > 0) {
    session_report(s, OS_STDERR, DIAG_TEXT);
  }
  buf out = buf_open(s->perm);
  if (args->json) {
    recheck_print_json(all, args->file_count, &out);
  } else {
    recheck_print(all, args->file_count, &out);
  }
  return printed(os_print(OS_STDOUT, buf_text(&out)), code);
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  struct session s;
  enum exit_code code = session_open(&s, args, &perm, scratch);
  if (code == EXIT_CONTENT) {
    session_report(&s, OS_STDERR, DIAG_TEXT);
  } else if (code == EXIT_FINE) {
    code = recheck(&s, args);
  }
  session_close(&s);
  return code;
}

const struct command recheck_command = {
    .name = STR_INIT("recheck"),
    .usage = STR_INIT("FILE.md... [-s SITE] [--json]"),
    .summary = STR_INIT("say which records of decisions would now come out otherwise, and why"),
    .help = STR_INIT(
        "Answers the decisions of a site again as each record says, as `fingerpost decide\n"
        "--record` or a decision's page wrote it. A record is `same` when its answers lead where\n"
        "they did; it `differs`, it is `open` when more has to be answered now, or its decision\n"
        "is `gone`. Exit code 1 when a record is not the same or cannot be read as one."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .takes_files = true,
    .run = run,
};
