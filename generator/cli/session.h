/*
 * What `build` and `check` share: from the site's folder to a checked site that
 * is ready to be rendered.
 */
#ifndef FINGERPOST_CLI_SESSION_H
#define FINGERPOST_CLI_SESSION_H

#include "cli/command.h"
#include "load/content.h"
#include "load/theme.h"
#include "render/render.h"

/* One line on the terminal while something takes long. */
struct progress {
  str verb;      /* "reading" */
  int64_t start; /* nanoseconds */
  bool shown;
};

/* The shards of the search index in a temporary file: those of OUTPUT_SEARCH, in order. */
struct search_file {
  int64_t offset;
  ptrdiff_t size;
  ptrdiff_t output;
};

struct search_files {
  int file; /* host/spill.h; below 0: none was made */
  struct search_file *items;
  ptrdiff_t count, cap;
};

struct session {
  arena *perm;
  arena scratch;
  os_dir folder; /* the site's */
  str prefix;    /* before paths in it, as the user would type them: "", "docs/" */
  int jobs;
  struct sources sources;
  struct diags diags;
  struct content content;
  struct theme theme;
  struct site site;
  struct renderer renderer;
  struct search_files search;
  struct progress progress;
};

/*
 * Loads, models and checks. EXIT_FINE: the site can be rendered; EXIT_CONTENT:
 * its diagnostics say why not; otherwise a message was printed.
 */
enum exit_code session_open(struct session *s, const struct arguments *args, arena *perm,
                            arena scratch);
void session_close(struct session *s);

/* Prints the diagnostics. */
os_status session_report(struct session *s, os_stream stream, diag_format format);
/* `word` as the user wrote it. False: a message was printed. */
bool session_format(str word, diag_format *ret_format);
/* A pool that did not run: it lacks a process, a temporary file or memory. */
enum exit_code session_pool_failed(void);
/* Colour on a terminal that shows it, unless NO_COLOR asks for none. */
bool session_wants_color(os_stream stream);

/* Shows how far a pool is, from half a second on, on a terminal only. */
void progress_begin(struct progress *p, str verb);
void progress_show(void *progress, ptrdiff_t done, ptrdiff_t count);
void progress_end(struct progress *p);

#endif
