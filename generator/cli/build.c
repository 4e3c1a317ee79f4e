#include "cli/output.h"
#include "write/publish.h"

static const struct option options[] = {
    {'s', STR_INIT("site"), STR_INIT("SITE"),
     STR_INIT("the folder that holds content/ (default: this one)"), OPTION_TEXT,
     offsetof(struct arguments, site)},
    {'o', STR_INIT("out"), STR_INIT("OUT"), STR_INIT("the output folder (default: build/site)"),
     OPTION_TEXT, offsetof(struct arguments, out)},
    {'j', STR_INIT("jobs"), STR_INIT("N"), STR_INIT("worker processes (default: one a processor)"),
     OPTION_TEXT, offsetof(struct arguments, jobs)},
};

struct build {
  struct session *session;
  const struct publish *publish;
  bool indexed; /* the index of search has been made, and is what is to be written */
};

/* What a worker says of one file. */
struct put {
  uint8_t status; /* put_status */
  uint8_t os;     /* os_status */
  bool unread;    /* the source could not be read */
};

/* Where a result of the pool has its parts. */
enum { PART_PUT, PART_SEARCH };

/* The output that an item of the pool is about. */
static ptrdiff_t item_output(const struct build *b, ptrdiff_t item) {
  return b->indexed ? b->session->search.items[item].output : item;
}

/* The index is made of what all pages say, so it waits for them. */
static bool item_waits(const struct build *b, const struct output *o) {
  return o->kind == OUTPUT_SEARCH && !b->indexed;
}

/* In a worker: renders one output and stages it. */
static void put_one(void *ctx, ptrdiff_t item, arena *perm, str ret_parts[POOL_PARTS]) {
  const struct build *b = ctx;
  ptrdiff_t index = item_output(b, item);
  const struct output *o = &b->session->site.outputs[index];
  struct put *put = NEW(perm, struct put, 1);
  ret_parts[PART_PUT] = (str){(const char *)put, (ptrdiff_t)sizeof *put};
  struct made made;
  if (item_waits(b, o)) {
    return;
  }
  os_status status = output_make(b->session, o, perm, &made);
  if (status == OS_OK) {
    put->status = (uint8_t)publish_put(b->publish, index, o->path, made.bytes, &status);
    ret_parts[PART_SEARCH] = search_said(b->session, o, made.main, perm);
  } else {
    put->status = PUT_FAILED;
    put->unread = true;
  }
  put->os = (uint8_t)status;
}

static enum exit_code complain_of_put(const struct output *o, const struct put *put) {
  if (put->status == PUT_FOREIGN) {
    complain(STR("a file that Fingerpost did not write is in the way"), o->path);
    return EXIT_USAGE;
  }
  complain(put->unread ? STR("cannot read a file of the site") : STR("cannot write a file"),
           o->path);
  complain(os_status_text((os_status)put->os), STR(""));
  return EXIT_MACHINE;
}

static enum exit_code take_result(const struct build *b, const struct pool *pool, ptrdiff_t item,
                                  struct publish_file *ret_file) {
  const struct output *o = &b->session->site.outputs[item_output(b, item)];
  arena scratch = b->session->scratch;
  str bytes = pool_read(pool, item, PART_PUT, &scratch);
  if (bytes.n != (ptrdiff_t)sizeof(struct put)) {
    complain(STR("a worker process failed while rendering"), o->path);
    return EXIT_MACHINE;
  }
  const struct put *put = (const void *)bytes.s;
  *ret_file = (struct publish_file){.path = o->path, .status = (put_status)put->status};
  return put->status <= PUT_CHANGED ? EXIT_FINE : complain_of_put(o, put);
}

/* Renders in workers, and gathers what became of each file. The pool is the caller's to close. */
static enum exit_code put_all(struct build *b, struct publish_file *files, struct pool **ret_pool) {
  struct session *s = b->session;
  struct pool_task task = {
      .count = b->indexed ? s->search.count : s->site.output_count,
      .jobs = s->jobs,
      .bytes = OUTPUT_BYTES,
      .run = put_one,
      .ctx = b,
      .progress = progress_show,
      .progress_ctx = &s->progress,
  };
  progress_begin(&s->progress, STR("Writing"));
  struct pool *pool = *ret_pool = pool_run(&task, s->perm);
  progress_end(&s->progress);
  if (pool == NULL) {
    return session_pool_failed();
  }
  enum exit_code code = EXIT_FINE;
  for (ptrdiff_t i = 0; i < task.count && code == EXIT_FINE; i++) {
    code = take_result(b, pool, i, &files[item_output(b, i)]);
  }
  return code;
}

/* All but the index, which is made of what the pages turn out to say, then the index. */
static enum exit_code put_site(struct build *b, struct publish_file **ret_files) {
  struct session *s = b->session;
  ptrdiff_t count = s->site.output_count;
  struct publish_file *files = NEW(s->perm, struct publish_file, count);
  struct pool *pool;
  enum exit_code code = put_all(b, files, &pool);
  if (code == EXIT_FINE) {
    code = search_make(s, pool, PART_SEARCH);
  }
  if (pool != NULL) {
    pool_close(pool);
  }
  if (code != EXIT_FINE) {
    return code;
  }
  b->indexed = true;
  *ret_files = NEW(s->perm, struct publish_file, s->site.output_count);
  for (ptrdiff_t i = 0; i < count; i++) {
    (*ret_files)[i] = files[i];
  }
  code = put_all(b, *ret_files, &pool);
  if (pool != NULL) {
    pool_close(pool);
  }
  return code;
}

static enum exit_code complain_of_publish(publish_status status, const struct publish_error *e,
                                          str out) {
  switch (status) {
    case PUBLISH_OK:
      return EXIT_FINE;
    case PUBLISH_NOT_OURS:
      complain(STR("the output folder is not empty and was not made by Fingerpost"), out);
      return EXIT_USAGE;
    case PUBLISH_NOT_A_FOLDER:
      complain(STR("the output is a file or a symbolic link, not a folder"), out);
      return EXIT_USAGE;
    case PUBLISH_OVERLAPS:
      complain(STR("the output folder must not hold the content, nor stand in it"), out);
      return EXIT_USAGE;
    case PUBLISH_FOREIGN_FILE:
      complain(STR("a file that Fingerpost did not write is in the way"), e->path);
      return EXIT_USAGE;
    case PUBLISH_LOCKED:
      complain(STR("another build is writing to the output folder"), out);
      return EXIT_MACHINE;
    case PUBLISH_FAILED:
      break;
  }
  complain(STR("cannot write the output"), e->path.n > 0 ? e->path : out);
  complain(os_status_text(e->os), STR(""));
  return EXIT_MACHINE;
}

static void buf_count(buf *b, ptrdiff_t count, str one, str many) {
  buf_int(b, count);
  buf_byte(b, ' ');
  buf_str(b, count == 1 ? one : many);
}

/* "12 ms" or "1.25 s". */
static void buf_duration(buf *b, int64_t nanoseconds) {
  int64_t milliseconds = nanoseconds / 1000000;
  if (milliseconds < 1000) {
    buf_int(b, milliseconds);
    buf_str(b, STR(" ms"));
    return;
  }
  buf_int(b, milliseconds / 1000);
  buf_str(b, milliseconds % 1000 < 100 ? STR(".0") : STR("."));
  buf_int(b, milliseconds % 1000 / 10);
  buf_str(b, STR(" s"));
}

/* "Built 14 files in 12 ms: 3 written, 0 removed." */
static os_status print_summary(str out, const struct publish_counts *c, int64_t nanoseconds,
                               arena scratch) {
  buf b = buf_open(&scratch);
  buf_str(&b, STR("Built "));
  buf_count(&b, c->written + c->same, STR("file"), STR("files"));
  buf_str(&b, STR(" in "));
  buf_duration(&b, nanoseconds);
  buf_str(&b, STR(": "));
  buf_int(&b, c->written);
  buf_str(&b, STR(" written, "));
  buf_int(&b, c->removed);
  buf_str(&b, STR(" removed.\nOpen "));
  text_show(out, &b);
  buf_str(&b, str_ends(out, STR("/")) ? STR("index.html\n") : STR("/index.html\n"));
  return os_print(OS_STDOUT, buf_text(&b));
}

static enum exit_code publish_site(struct session *s, str out, struct publish_counts *ret_counts) {
  struct publish *publish = NULL;
  struct publish_error error = {.os = OS_OK};
  publish_status status = publish_open(out, s->content.folder, s->perm, &publish, &error);
  if (status != PUBLISH_OK) {
    return complain_of_publish(status, &error, out);
  }
  struct build b = {.session = s, .publish = publish};
  struct publish_file *files = NULL;
  enum exit_code code = put_site(&b, &files);
  if (code == EXIT_FINE) {
    status = publish_commit(publish, files, s->site.output_count, s->scratch, ret_counts, &error);
    code = complain_of_publish(status, &error, out);
  }
  publish_close(publish);
  return code;
}

static enum exit_code run(const struct arguments *args, arena perm, arena scratch) {
  int64_t start = os_nanoseconds();
  struct session s;
  enum exit_code code = session_open(&s, args, &perm, scratch);
  if (code == EXIT_FINE || code == EXIT_CONTENT) {
    session_report(&s, OS_STDERR, DIAG_TEXT);
  }
  if (code == EXIT_FINE) {
    str out = args->out.n > 0 ? args->out : arena_join(&perm, s.prefix, STR("build/site"));
    struct publish_counts counts = {0, 0, 0};
    code = publish_site(&s, out, &counts);
    if (code == EXIT_FINE) {
      int64_t taken = os_nanoseconds() - start;
      code = printed(print_summary(out, &counts, taken, s.scratch), code);
    }
  } else if (code == EXIT_CONTENT) {
    complain(STR("nothing was published; the last good site stays"), STR(""));
  }
  session_close(&s);
  return code;
}

const struct command build_command = {
    .name = STR_INIT("build"),
    .usage = STR_INIT("[-s SITE] [-o OUT] [-j N]"),
    .summary = STR_INIT("build the site"),
    .help =
        STR_INIT("Reads content/ below SITE, checks it, and publishes it to OUT. When there are\n"
                 "errors, all of them are printed, nothing is published, and the last good site\n"
                 "stays as it was. Only files that changed are written."),
    .options = options,
    .option_count = (int)(sizeof options / sizeof options[0]),
    .run = run,
};
