#include "cli/bundle.h"
#include "cli/data_url.h"
#include "host/stream.h"
#include "model/nav.h"

/* One document while it is put together. */
struct binding {
  struct bundle *bundle;
  struct spool spool;
  int32_t *order; /* of pages, by output */
  ptrdiff_t page_count;
  struct bundle_inset *insets; /* scripts and style sheets */
  ptrdiff_t inset_count, inset_cap;
  bool *taken;  /* by output */
  bool *placed; /* by file of static/ */
};

/* --- in a worker ------------------------------------------------------------- */

/* Pictures and downloads; a file that cannot be read fails the page. */
static str file_url(void *ctx, int32_t output, arena *perm) {
  const struct session *s = ctx;
  const struct output *o = &s->site.outputs[output];
  str bytes;
  bool is_file = o->kind == OUTPUT_ASSET || o->kind == OUTPUT_STATIC;
  if (!is_file || output_bytes(s, o, perm, &bytes) != OS_OK) {
    return STR("");
  }
  return data_url(o->path, bytes, perm);
}

static os_status render(const struct bundle *b, int32_t output, arena *perm,
                        struct rendered *ret_rendered) {
  struct session *s = b->session;
  struct made page;
  if (!b->book.within[output]) {
    return OS_OK;
  }
  os_status status = output_make(s, &s->site.outputs[output], perm, &page);
  if (status == OS_OK) {
    struct bundle_source from = {file_url, s};
    struct bundle_part part = bundle_part(&b->book, output, page.bytes, &from, perm);
    *ret_rendered = (struct rendered){part.html, part.wants, page.main};
  }
  return status;
}

/* --- what the document needs once -------------------------------------------- */

static bool is_sheet(str path) {
  return str_ends(path, STR(".css"));
}

static enum exit_code inset_add(struct binding *b, str path, str attrs, str text) {
  struct bundle_inset inset = {.sheet = is_sheet(path), .attrs = attrs, .text = text};
  if (!bundle_inset_fits(&inset)) {
    complain(
        STR("a file cannot stand in a page, since it holds what ends a script, a style sheet or "
            "a comment"),
        path);
    return EXIT_CONTENT;
  }
  *GROW(b->bundle->session->perm, b->insets, b->inset_count, b->inset_cap) = inset;
  return EXIT_FINE;
}

/* Those of bundles alone, which no page asks for. */
static enum exit_code inset_own(struct binding *b, str path) {
  struct session *s = b->bundle->session;
  for (ptrdiff_t i = 0; i < s->theme.static_count; i++) {
    const struct theme_static *file = &s->theme.statics[i];
    str text;
    if (!str_eq(file->path, path)) {
      continue;
    }
    os_status status = output_static(s, file, s->perm, &text);
    return status == OS_OK ? inset_add(b, path, STR(""), text) : bundle_failed(b->bundle, status);
  }
  return EXIT_FINE;
}

/* bundle.js gives the engine's scripts their places, so it follows the engine. */
static enum exit_code inset_static(struct binding *b, int32_t index, str attrs, bool engine) {
  struct session *s = b->bundle->session;
  const struct theme_static *file = &s->theme.statics[index];
  str text;
  if (b->placed[index] || str_eq(file->path, STR("engine.js")) != engine) {
    return EXIT_FINE;
  }
  b->placed[index] = true;
  if (output_static(s, file, s->perm, &text) != OS_OK) {
    complain(STR("cannot read a file of the site"), file->path);
    return EXIT_MACHINE;
  }
  return inset_add(b, file->path, attrs, text);
}

/* Of joined files the parts, each once however many have it. */
static enum exit_code inset_wanted(struct binding *b, int32_t output, str attrs, bool engine) {
  struct session *s = b->bundle->session;
  const struct output *o = &s->site.outputs[output];
  str text;
  if (o->kind == OUTPUT_STATIC) {
    const struct theme_static *file = &s->theme.statics[o->index];
    enum exit_code code = EXIT_FINE;
    for (ptrdiff_t i = 0; i < file->part_count && code == EXIT_FINE; i++) {
      code = inset_static(b, file->parts[i], attrs, engine);
    }
    return file->part_count > 0 ? code : inset_static(b, o->index, attrs, engine);
  }
  if (engine || b->taken[output]) {
    return EXIT_FINE;
  }
  b->taken[output] = true;
  if (output_bytes(s, o, s->perm, &text) != OS_OK) {
    complain(STR("cannot read a file of the site"), o->path);
    return EXIT_MACHINE;
  }
  return inset_add(b, o->path, attrs, text);
}

static enum exit_code take_wants(struct binding *b, int32_t page, bool engine) {
  struct session *s = b->bundle->session;
  enum exit_code code = EXIT_FINE;
  str rest = spool_wants(&b->spool, page, s->perm);
  while (rest.n > 0 && code == EXIT_FINE) {
    str attrs = str_take(&rest, '\n');
    int64_t output = 0;
    field_int(str_take(&attrs, ' '), &output);
    code = inset_wanted(b, (int32_t)output, attrs, engine);
  }
  return code;
}

static enum exit_code take_all_wants(struct binding *b, bool engine) {
  enum exit_code code = EXIT_FINE;
  for (ptrdiff_t i = 0; i < b->page_count && code == EXIT_FINE; i++) {
    code = take_wants(b, b->order[i], engine);
  }
  return code;
}

/* What search asks for when it opens, which here has to be there already. */
static bool is_of_search(str path) {
  return str_starts(path, STR("search/")) || str_eq(path, STR("static/search.js")) ||
         str_eq(path, STR("static/search.css"));
}

static enum exit_code take_search(struct binding *b) {
  const struct site *site = &b->bundle->session->site;
  enum exit_code code = EXIT_FINE;
  for (int32_t i = 0; i < site->output_count && code == EXIT_FINE; i++) {
    if (is_of_search(site->outputs[i].path)) {
      code = inset_wanted(b, i, STR(""), false);
    }
  }
  return code;
}

/* The engine, what tells it where pages are, and all else in the order in which it is asked for. */
static enum exit_code gather(struct binding *b) {
  enum exit_code code = take_all_wants(b, true);
  code = code == EXIT_FINE ? inset_own(b, STR("bundle.js")) : code;
  code = code == EXIT_FINE ? take_all_wants(b, false) : code;
  code = code == EXIT_FINE && !b->bundle->book.alone ? take_search(b) : code;
  code = code == EXIT_FINE ? inset_own(b, STR("ago.js")) : code;
  return code == EXIT_FINE ? inset_own(b, STR("bundle.css")) : code;
}

/* --- the order of pages ------------------------------------------------------ */

static void order_add(struct binding *b, const bool *within, int32_t output, bool *placed) {
  if (output >= 0 && within[output] && !placed[output]) {
    placed[output] = true;
    b->order[b->page_count++] = output;
  }
}

/* The first one, then as the navigation has them, then those that it leaves out. */
static void order_pages(struct binding *b, const struct bundle_book *book, arena *perm) {
  const struct site *site = book->site;
  bool *placed = NEW(perm, bool, site->output_count);
  b->order = NEW(perm, int32_t, site->output_count);
  order_add(b, book->within, book->first, placed);
  for (int32_t i = 0; i < site->nav_count; i++) {
    const struct nav_entry *e = &site->nav[i];
    bool has_page = e->guide != NONE || e->section != NONE || e->tool != NONE;
    order_add(b, book->within, has_page ? map_get(&book->outputs, nav_url(site, i)) : NONE, placed);
  }
  for (int32_t i = 0; i < site->output_count; i++) {
    order_add(b, book->within, i, placed);
  }
}

/* --- the file ---------------------------------------------------------------- */

static void write_pages(struct binding *b, struct os_stream_out *out) {
  for (ptrdiff_t i = 0; i < b->page_count && out->status == OS_OK; i++) {
    arena once = b->bundle->session->scratch;
    str html = spool_read(&b->spool, b->order[i], &once);
    if (html.s == NULL) {
      out->status = OS_FAILED;
    }
    os_stream_write(out, html);
  }
}

static enum exit_code write_file(struct binding *b, const struct bundle_frame *frame) {
  struct os_stream_out out;
  os_status status = os_stream_open(b->bundle->file, b->bundle->session->perm, &out);
  if (status == OS_OK) {
    os_stream_write(&out, frame->before);
    write_pages(b, &out);
    os_stream_write(&out, frame->after);
    status = os_stream_close(&out);
  }
  return status == OS_OK ? EXIT_FINE : bundle_failed(b->bundle, status);
}

static enum exit_code write_document(struct binding *b) {
  struct session *s = b->bundle->session;
  const struct bundle_book *book = &b->bundle->book;
  str page;
  b->taken = NEW(s->perm, bool, s->site.output_count);
  b->placed = NEW(s->perm, bool, s->theme.static_count);
  enum exit_code code = gather(b);
  if (code != EXIT_FINE) {
    return code;
  }
  os_status status = output_bytes(s, &s->site.outputs[book->first], s->perm, &page);
  if (status != OS_OK) {
    return bundle_failed(b->bundle, status);
  }
  struct bundle_manifest manifest = {b->order, b->page_count, b->spool.hashes};
  struct bundle_source from = {file_url, s};
  struct bundle_head head = bundle_head(book, b->insets, b->inset_count, &manifest, s->perm);
  head.copy = book->alone ? render_copy_of_tool(&s->renderer, book->first, b->taken, s->perm)
                          : render_copy(&s->renderer, COPY_WHOLE, STR(""), s->perm);
  struct bundle_frame frame = bundle_frame(book, page, &head, &from, s->perm);
  return write_file(b, &frame);
}

enum exit_code bundle_html(struct bundle *b, struct bundle_counts *ret_counts) {
  struct session *s = b->session;
  struct binding binding = {.bundle = b};
  order_pages(&binding, &b->book, s->perm);
  enum exit_code code = spool_open(b, render, &binding.spool);
  if (code == EXIT_FINE) {
    code = b->book.alone ? EXIT_FINE : spool_index(b, &binding.spool);
    code = code == EXIT_FINE ? write_document(&binding) : code;
    spool_close(&binding.spool);
  }
  ret_counts->pages = binding.page_count;
  return code;
}
