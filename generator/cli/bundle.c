#include "cli/bundle.h"

static const struct option options[] = {
    {'s', STR_INIT("site"), STR_INIT("SITE"),
     STR_INIT("the folder that holds content/ (default: this one)"), OPTION_TEXT,
     offsetof(struct arguments, site)},
    {'o', STR_INIT("out"), STR_INIT("FILE"),
     STR_INIT("the bundle: .html for one document, .zip for the folder"), OPTION_TEXT,
     offsetof(struct arguments, out)},
    {0, STR_INIT("only"), STR_INIT("ID"),
     STR_INIT("of all pages just this decision's or cost table's (with .html)"), OPTION_TEXT,
     offsetof(struct arguments, only)},
    {'j', STR_INIT("jobs"), STR_INIT("N"), STR_INIT("worker processes (default: one a processor)"),
     OPTION_TEXT, offsetof(struct arguments, jobs)},
};

enum exit_code bundle_failed(const struct bundle *b, os_status status) {
  complain(STR("cannot write the bundle"), b->file);
  complain(os_status_text(status), STR(""));
  return EXIT_MACHINE;
}

/* "Bundled 14 pages as site.html." */
static os_status print_summary(str file, const struct bundle_counts *c, arena scratch) {
  buf b = buf_open(&scratch);
  buf_str(&b, STR("Bundled "));
  buf_int(&b, c->pages > 0 ? c->pages : c->files);
  buf_str(&b, c->pages > 0 ? STR(" page") : STR(" file"));
  buf_str(&b, c->pages + c->files == 1 ? STR("") : STR("s"));
  buf_str(&b, STR(" as "));
  text_show(file, &b);
  buf_str(&b, STR(".\n"));
  return os_print(OS_STDOUT, buf_text(&b));
}

/* Whether this output is a page that a reader reads. */
static bool is_page(const struct output *o) {
  bool other = o->kind == OUTPUT_NOT_FOUND || o->kind == OUTPUT_REDIRECT ||
               o->kind == OUTPUT_ASSET || o->kind == OUTPUT_STATIC;
  return !other && str_ends(o->path, STR(".html"));
}

static struct bundle_book book_of_all(const struct site *site, arena *perm) {
  bool *within = NEW(perm, bool, site->output_count);
  int32_t first = 0;
  for (int32_t i = 0; i < site->output_count; i++) {
    within[i] = is_page(&site->outputs[i]);
    first = site->outputs[i].kind == OUTPUT_HOME ? i : first;
  }
  return bundle_book(site, within, first, perm);
}

/* The page of a decision or a cost table; NONE: there is none of this name. */
static int32_t page_of_tool(const struct site *site, str id) {
  for (int32_t i = 0; i < site->output_count; i++) {
    const struct output *o = &site->outputs[i];
    if ((o->kind == OUTPUT_DECISION && str_eq(site->decisions[o->index].id, id)) ||
        (o->kind == OUTPUT_COST && str_eq(site->costs[o->index].id, id))) {
      return i;
    }
  }
  return NONE;
}

static struct bundle_book book_of_one(const struct site *site, int32_t page, arena *perm) {
  bool *within = NEW(perm, bool, site->output_count);
  within[page] = true;
  struct bundle_book book = bundle_book(site, within, page, perm);
  book.alone = true;
  return book;
}

static enum exit_code refuse_only(const struct site *site, str id, arena scratch) {
  str *names = NEW(&scratch, str, site->decision_count + site->cost_count);
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < site->decision_count; i++) {
    names[count++] = site->decisions[i].id;
  }
  for (ptrdiff_t i = 0; i < site->cost_count; i++) {
    names[count++] = site->costs[i].id;
  }
  complain(STR("no decision and no cost table has this id"), id);
  ptrdiff_t near = str_closest(id, names, count);
  if (near >= 0) {
    complain(STR("did you mean"), names[near]);
  }
  return EXIT_USAGE;
}

static enum exit_code write_bundle(struct session *s, const struct arguments *args) {
  struct bundle b = {.session = s, .file = args->out};
  struct bundle_counts counts = {0};
  enum exit_code code = EXIT_FINE;
  if (str_ends(args->out, STR(".zip"))) {
    code = bundle_zip(&b, &counts);
  } else {
    int32_t page = page_of_tool(&s->site, args->only);
    if (args->only.n > 0 && page == NONE) {
      return refuse_only(&s->site, args->only, s->scratch);
    }
    b.book = page == NONE ? book_of_all(&s->site, s->perm) : book_of_one(&s->site, page, s->perm);
    code = bundle_html(&b, &counts);
  }
  if (code == EXIT_FINE) {
    code = printed(print_summary(b.file, &counts, s->scratch), code);
  }
  return code;
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  if (!str_ends(args->out, STR(".zip")) && !str_ends(args->out, STR(".html"))) {
    complain(STR("name the bundle with -o, ending in .html or .zip"), args->out);
    return EXIT_USAGE;
  }
  if (args->only.n > 0 && str_ends(args->out, STR(".zip"))) {
    complain(STR("--only makes one page, so the bundle's name has to end in .html"), args->out);
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
    .usage = STR_INIT("[-s SITE] -o FILE.html|FILE.zip [--only ID] [-j N]"),
    .summary = STR_INIT("make one file of the site, to carry and to read offline"),
    .help = STR_INIT(
        "With .html, all pages become one document, which opens from disk, needs no other\n"
        "file and makes no request: guides, wizards, calculators, pictures. With .zip, what\n"
        "`build` would publish becomes an archive. Both list hashes of what they hold, and\n"
        "are the same bytes each time for the same content. When the content has errors,\n"
        "nothing is written and the last good bundle stays."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .run = run,
};
