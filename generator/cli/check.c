#include "cli/session.h"

#include "check/check.h"
#include "cli/claims.h"
#include "cli/links.h"

static const struct option options[] = {
    {'s', STR_INIT("site"), STR_INIT("SITE"),
     STR_INIT("the folder that holds content/ (default: this one)"), OPTION_TEXT,
     offsetof(struct arguments, site)},
    {'j', STR_INIT("jobs"), STR_INIT("N"), STR_INIT("worker processes (default: one a processor)"),
     OPTION_TEXT, offsetof(struct arguments, jobs)},
    {0, STR_INIT("today"), STR_INIT(""),
     STR_INIT("also check days, such as review_by, against today's"), OPTION_FLAG,
     offsetof(struct arguments, today)},
    {0, STR_INIT("claims"), STR_INIT(""),
     STR_INIT("list the claims of cost tables, with all that they lean on; faults go to the error "
              "stream"),
     OPTION_FLAG, offsetof(struct arguments, claims)},
    {0, STR_INIT("links"), STR_INIT(""),
     STR_INIT("list the links to the web, each once, with its first place; faults go to the error "
              "stream"),
     OPTION_FLAG, offsetof(struct arguments, links)},
    {0, STR_INIT("format"), STR_INIT("FORMAT"), STR_INIT("text, json or github (default: text)"),
     OPTION_TEXT, offsetof(struct arguments, format)},
};

static os_status print_fine(const struct session *s) {
  char memory[64];
  buf b = buf_over(memory, (ptrdiff_t)sizeof memory);
  buf_str(&b, STR("No problems found in "));
  buf_int(&b, s->content.page_count);
  buf_str(&b, s->content.page_count == 1 ? STR(" guide.\n") : STR(" guides.\n"));
  return os_print(OS_STDOUT, buf_text(&b));
}

static os_status print_claims(struct session *s) {
  buf out = buf_open(s->perm); /* nothing else pushes on it meanwhile */
  claims_print(&s->site, s->scratch, &out);
  return os_print(OS_STDOUT, buf_text(&out));
}

/* Files are read again for the lines of places, so their arena is not free for the output. */
static os_status print_links(struct session *s) {
  arena upper = {s->scratch.at + (s->scratch.end - s->scratch.at) / 2, s->scratch.end};
  buf out = buf_over(s->scratch.at, upper.at - s->scratch.at);
  links_print(&s->site, &s->sources, upper, &out);
  return os_print(OS_STDOUT, buf_text(&out));
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  diag_format format;
  if (!session_format(args->format, &format)) {
    return EXIT_USAGE;
  }
  struct session s;
  enum exit_code code = session_open(&s, args, &perm, scratch);
  if (code == EXIT_FINE || code == EXIT_CONTENT) {
    if (args->today) {
      check_freshness(&s.site, os_today(), &s.diags);
      code = diags_worst(&s.diags) == LEVEL_ERROR ? EXIT_CONTENT : code;
    }
    bool lists = args->claims || args->links;
    os_status status = session_report(&s, lists ? OS_STDERR : OS_STDOUT, format);
    if (args->claims && status == OS_OK) {
      status = print_claims(&s);
    }
    if (args->links && status == OS_OK) {
      status = print_links(&s);
    } else if (!lists && format == DIAG_TEXT && diags_worst(&s.diags) == LEVEL_OFF) {
      status = print_fine(&s);
    }
    code = printed(status, code);
  }
  session_close(&s);
  return code;
}

const struct command check_command = {
    .name = STR_INIT("check"),
    .usage =
        STR_INIT("[-s SITE] [-j N] [--today] [--claims] [--links] [--format text|json|github]"),
    .summary = STR_INIT("find the faults of a site without building it"),
    .help =
        STR_INIT("Reads the whole site and prints every fault that a build would find, with its\n"
                 "place, the reason and a hint. Exit code 1 when there are errors."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .run = run,
};
