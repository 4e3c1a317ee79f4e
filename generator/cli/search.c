#include "cli/output.h"
#include "host/spill.h"
#include "render/search_index.h"

/* The index while it is made. */
struct making {
  struct session *session;
  int64_t end; /* of the temporary file */
};

static bool is_page(const struct output *o) {
  return o->kind == OUTPUT_HOME || o->kind == OUTPUT_GUIDE || o->kind == OUTPUT_SECTION ||
         o->kind == OUTPUT_DECISION || o->kind == OUTPUT_COST;
}

str search_said(const struct session *s, const struct output *o, str main, arena *perm) {
  if (!is_page(o)) {
    return STR("");
  }
  struct search_parts parts = search_parts_read(main, s->site.config.title, perm);
  return search_parts_pack(&parts, perm);
}

static bool file_add(struct making *m, str bytes, ptrdiff_t output) {
  struct search_files *files = &m->session->search;
  *GROW(m->session->perm, files->items, files->count, files->cap) =
      (struct search_file){m->end, bytes.n, output};
  m->end += bytes.n;
  return spill_write(files->file, bytes, m->end - bytes.n);
}

static bool shard_take(void *ctx, uint32_t name, str bytes) {
  struct making *m = ctx;
  struct session *s = m->session;
  struct site *site = &s->site;
  buf path = buf_new(s->perm, STR("search/123456.js").n);
  buf_str(&path, STR("search/"));
  buf_hex(&path, name, 6);
  buf_str(&path, STR(".js"));
  *GROW(s->perm, site->outputs, site->output_count, site->output_cap) =
      (struct output){OUTPUT_SEARCH, (int32_t)s->search.count, buf_text(&path)};
  return file_add(m, bytes, site->output_count - 1);
}

/* Pages in the order of the outputs, whichever worker read them. */
static enum exit_code pages_add(struct session *s, const struct pool *pool, int part,
                                struct search_index *index) {
  ptrdiff_t count = s->site.output_count; /* without the shards, which come meanwhile */
  for (ptrdiff_t i = 0; i < count; i++) {
    arena scratch = s->scratch;
    struct search_parts parts;
    if (!is_page(&s->site.outputs[i])) {
      continue;
    }
    str bytes = pool_read(pool, i, part, &scratch);
    if (bytes.n == 0 || !search_parts_open(bytes, &scratch, &parts)) {
      complain(STR("cannot read a page for the search index"), s->site.outputs[i].path);
      return EXIT_MACHINE;
    }
    search_index_add(index, s->site.outputs[i].path, &parts);
  }
  return EXIT_FINE;
}

/* The root is the first file; it is known last. */
static enum exit_code root_add(struct making *m, str root) {
  struct search_files *files = &m->session->search;
  files->items[0].offset = m->end;
  files->items[0].size = root.n;
  if (root.n == 0 || !spill_write(files->file, root, m->end)) {
    return session_pool_failed();
  }
  return EXIT_FINE;
}

static ptrdiff_t root_output(const struct site *site) {
  ptrdiff_t at = 0;
  while (site->outputs[at].kind != OUTPUT_SEARCH) {
    at++;
  }
  return at;
}

enum exit_code search_make(struct session *s, const struct pool *pool, int part) {
  struct making m = {.session = s};
  s->search.file = spill_open();
  if (s->search.file < 0 || !file_add(&m, STR(""), root_output(&s->site))) {
    return session_pool_failed();
  }
  struct search_index *index = search_index_new(shard_take, &m, s->perm);
  enum exit_code code = pages_add(s, pool, part, index);
  return code == EXIT_FINE ? root_add(&m, search_index_end(index, s->scratch)) : code;
}
