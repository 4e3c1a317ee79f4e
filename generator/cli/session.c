#include "cli/session.h"

#include "check/check.h"
#include "core/path.h"
#include "host/spill.h"
#include "model/glossary.h"

/* For the source map: the text of a file whose line has to be shown. */
static str reread(void *ctx, str path, arena *perm) {
  (void)ctx;
  str folder = path_folder(path);
  str bytes = STR("");
  os_dir dir;
  if (os_dir_open(folder.n == 0 ? STR(".") : folder, &dir) == OS_OK) {
    os_read(dir, path_name(path), YAML_BYTES_MAX, perm, &bytes);
    os_dir_close(dir);
  }
  return bytes;
}

bool session_format(str word, diag_format *ret_format) {
  static const str words[] = {
      [DIAG_TEXT] = STR_INIT("text"),
      [DIAG_JSON] = STR_INIT("json"),
      [DIAG_GITHUB] = STR_INIT("github"),
  };
  for (int i = 0; i < 3; i++) {
    if (str_eq(words[i], word)) {
      *ret_format = (diag_format)i;
      return true;
    }
  }
  complain(STR("a format is text, json or github, not"), word);
  return false;
}

bool session_wants_color(os_stream stream) {
  return os_is_terminal(stream) && os_env(STR("NO_COLOR")).n == 0 &&
         !str_eq(os_env(STR("TERM")), STR("dumb"));
}

os_status session_report(struct session *s, os_stream stream, diag_format format) {
  buf out = buf_open(&s->scratch); /* nothing else pushes on it meanwhile */
  struct diag_style style = {.format = format, .color = session_wants_color(stream)};
  diags_print(&s->diags, &s->sources, style, &out);
  return os_print(stream, buf_text(&out));
}

enum exit_code session_pool_failed(void) {
  complain(STR("cannot start workers: they need memory, and room in TMPDIR, /var/tmp or /tmp"),
           STR(""));
  return EXIT_MACHINE;
}

static bool read_jobs(str word, int *ret_jobs) {
  int64_t jobs;
  *ret_jobs = os_processors();
  if (word.n == 0) {
    *ret_jobs = *ret_jobs > POOL_JOBS_MAX ? POOL_JOBS_MAX : *ret_jobs;
    return true;
  }
  if (!field_int(word, &jobs) || jobs < 1 || jobs > POOL_JOBS_MAX) {
    complain(STR("the number of jobs goes from 1 to 64, not"), word);
    return false;
  }
  *ret_jobs = (int)jobs;
  return true;
}

static bool parse_pages(struct session *s, const struct loader *l, const struct config *config) {
  struct content_budget budget = {
      .jobs = s->jobs,
      .page_milliseconds = config->page_seconds * 1000,
      .page_bytes = (ptrdiff_t)config->page_megabytes << 20,
      .progress = progress_show,
      .progress_ctx = &s->progress,
  };
  progress_begin(&s->progress, STR("Reading"));
  bool done = content_parse(l, &s->content, &budget);
  progress_end(&s->progress);
  return done;
}

static enum exit_code load_and_check(struct session *s) {
  struct loader l = {.perm = s->perm, .sources = &s->sources, .diags = &s->diags};
  theme_load(&l, s->folder, s->prefix, &s->theme);
  if (!content_open(&l, s->folder, s->prefix, &s->content)) {
    return EXIT_CONTENT;
  }
  struct config config;
  config_read(&s->content.site, &s->diags, s->perm, &config);
  glossary_read(&s->content, &s->diags, s->perm);
  if (!parse_pages(s, &l, &config)) {
    return session_pool_failed();
  }
  s->site = (struct site){.config = config, .content = &s->content, .theme = &s->theme};
  site_build(&s->site, &s->diags, s->perm);
  content_check_assets(&l, &s->content, s->site.assets, s->site.asset_count);
  check_site(&s->site, &s->diags, s->scratch);
  render_prepare(&s->site, &s->diags, s->perm, s->scratch, &s->renderer);
  return diags_worst(&s->diags) == LEVEL_ERROR ? EXIT_CONTENT : EXIT_FINE;
}

enum exit_code session_open(struct session *s, const struct arguments *args, arena *perm,
                            arena scratch) {
  *s = (struct session){
      .perm = perm,
      .scratch = scratch,
      .folder = OS_DIR_NONE,
      .prefix = STR(""),
      .content.folder = OS_DIR_NONE,
      .theme.folder = OS_DIR_NONE,
      .search.file = -1,
  };
  s->sources = (struct sources){.perm = perm, .read = reread};
  diags_init(&s->diags, perm);
  if (!read_jobs(args->jobs, &s->jobs)) {
    return EXIT_USAGE;
  }
  os_status status = os_dir_open(args->site, &s->folder);
  if (status != OS_OK) {
    complain(arena_join(perm, STR("cannot open the site's folder: "), os_status_text(status)),
             args->site);
    return EXIT_USAGE;
  }
  if (!str_eq(args->site, STR("."))) {
    bool slash = str_ends(args->site, STR("/"));
    s->prefix = arena_join(perm, args->site, slash ? STR("") : STR("/"));
  }
  return load_and_check(s);
}

void session_close(struct session *s) {
  spill_close(s->search.file);
  content_close(&s->content);
  theme_close(&s->theme);
  os_dir_close(s->folder);
}
