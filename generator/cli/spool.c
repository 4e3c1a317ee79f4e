#include "cli/bundle.h"

/* What a worker says of one output, beside its bytes. */
struct spooled {
  struct sha256 hash;
  uint8_t os; /* os_status */
};

struct spooling {
  struct bundle *bundle;
  bundle_render *render;
};

/* Where a result of the pool has its parts. Behind what a worker says is what the page wants. */
enum { PART_TOLD, PART_BYTES, PART_SEARCH };

/* In a worker. */
static void spool_one(void *ctx, ptrdiff_t index, arena *perm, str ret_parts[POOL_PARTS]) {
  const struct spooling *s = ctx;
  const struct session *session = s->bundle->session;
  const struct output *o = &session->site.outputs[index];
  struct rendered made = {.bytes = STR("")};
  struct spooled told = {0};
  if (o->kind != OUTPUT_SEARCH) {
    told.os = (uint8_t)s->render(s->bundle, (int32_t)index, perm, &made);
  }
  told.hash = sha256_of(made.bytes);
  str own = {(const char *)&told, (ptrdiff_t)sizeof told};
  ret_parts[PART_TOLD] = arena_join(perm, own, made.wants);
  ret_parts[PART_BYTES] = made.bytes;
  ret_parts[PART_SEARCH] = search_said(session, o, made.main, perm);
}

static enum exit_code take_hash(const struct spool *spool, const struct output *o, ptrdiff_t index,
                                arena scratch) {
  str bytes = pool_read(spool->pool, index, PART_TOLD, &scratch);
  if (bytes.n < (ptrdiff_t)sizeof(struct spooled)) {
    complain(STR("a worker process failed while rendering"), o->path);
    return EXIT_MACHINE;
  }
  const struct spooled *told = (const void *)bytes.s;
  if (told->os != OS_OK) {
    complain(STR("cannot read a file of the site"), o->path);
    complain(os_status_text((os_status)told->os), STR(""));
    return EXIT_MACHINE;
  }
  spool->hashes[index] = told->hash;
  return EXIT_FINE;
}

enum exit_code spool_open(struct bundle *b, bundle_render *render, struct spool *ret_spool) {
  struct session *s = b->session;
  struct spooling spooling = {.bundle = b, .render = render};
  struct pool_task task = {
      .count = s->site.output_count,
      .jobs = s->jobs,
      .bytes = OUTPUT_BYTES,
      .run = spool_one,
      .ctx = &spooling,
      .progress = progress_show,
      .progress_ctx = &s->progress,
  };
  ret_spool->hashes = NEW(s->perm, struct sha256, task.count);
  progress_begin(&s->progress, STR("Rendering"));
  ret_spool->pool = pool_run(&task, s->perm);
  progress_end(&s->progress);
  if (ret_spool->pool == NULL) {
    return session_pool_failed();
  }
  enum exit_code code = EXIT_FINE;
  for (ptrdiff_t i = 0; i < task.count && code == EXIT_FINE; i++) {
    code = take_hash(ret_spool, &s->site.outputs[i], i, s->scratch);
  }
  if (code != EXIT_FINE) {
    spool_close(ret_spool);
  }
  return code;
}

enum exit_code spool_index(struct bundle *b, const struct spool *spool) {
  return search_make(b->session, spool->pool, PART_SEARCH);
}

str spool_read(const struct spool *s, ptrdiff_t output, arena *perm) {
  return pool_read(s->pool, output, PART_BYTES, perm);
}

str spool_wants(const struct spool *s, ptrdiff_t output, arena *perm) {
  str told = pool_read(s->pool, output, PART_TOLD, perm);
  return str_sub(told, (ptrdiff_t)sizeof(struct spooled), told.n);
}

void spool_close(struct spool *s) {
  pool_close(s->pool);
}
