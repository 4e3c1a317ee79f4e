#include "cli/bundle.h"
#include "core/sort.h"
#include "host/archive.h"
#include "model/outputs.h"

/* One file of the archive. */
struct member {
  str path;
  ptrdiff_t output;
};

struct zipping {
  const struct session *session;
  const struct spool *spool;
  const struct member *members;
  ptrdiff_t count;
  str sums; /* the last file */
  arena scratch;
};

static int member_order(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return str_cmp(((const struct member *)a)->path, ((const struct member *)b)->path);
}

/* By path, so that the order says nothing of how the site is made. */
static struct member *members_sorted(const struct site *site, arena *perm) {
  struct member *members = NEW(perm, struct member, site->output_count);
  for (ptrdiff_t i = 0; i < site->output_count; i++) {
    members[i] = (struct member){site->outputs[i].path, i};
  }
  sort_items(members, site->output_count, sizeof *members, member_order, NULL, *perm);
  return members;
}

/* The index of search is not in the spool. NULL bytes: the disk does not give them back. */
static str output_read(const struct zipping *z, ptrdiff_t output, arena *perm) {
  const struct output *o = &z->session->site.outputs[output];
  str bytes;
  if (o->kind != OUTPUT_SEARCH) {
    return spool_read(z->spool, output, perm);
  }
  return output_bytes(z->session, o, perm, &bytes) == OS_OK ? bytes : (str){NULL, 0};
}

static struct sha256 output_hash(const struct zipping *z, ptrdiff_t output) {
  arena once = z->scratch;
  if (z->session->site.outputs[output].kind != OUTPUT_SEARCH) {
    return z->spool->hashes[output];
  }
  return sha256_of(output_read(z, output, &once));
}

/* As sha256sum writes and reads it: "HASH  PATH". */
static str sums_text(const struct zipping *z, arena *perm) {
  buf out = buf_open(perm);
  for (ptrdiff_t i = 0; i < z->count; i++) {
    struct sha256 hash = output_hash(z, z->members[i].output);
    sha256_hex(&hash, &out);
    buf_str(&out, STR("  "));
    buf_str(&out, z->members[i].path);
    buf_byte(&out, '\n');
  }
  return buf_close(&out, perm);
}

static bool member_read(void *ctx, ptrdiff_t index, str *ret_bytes) {
  struct zipping *z = ctx;
  if (index == z->count) {
    *ret_bytes = z->sums;
    return true;
  }
  arena once = z->scratch; /* the file before is no longer needed */
  *ret_bytes = output_read(z, z->members[index].output, &once);
  return ret_bytes->s != NULL;
}

static str *member_paths(const struct zipping *z, arena *perm) {
  str *paths = NEW(perm, str, z->count + 1);
  for (ptrdiff_t i = 0; i < z->count; i++) {
    paths[i] = z->members[i].path;
  }
  paths[z->count] = STR("SHA256SUMS");
  return paths;
}

static os_status render(const struct bundle *b, int32_t output, arena *perm,
                        struct rendered *ret_rendered) {
  const struct session *s = b->session;
  struct made made = {.bytes = STR("")};
  os_status status = output_make(s, &s->site.outputs[output], perm, &made);
  *ret_rendered = (struct rendered){.bytes = made.bytes, .main = made.main};
  return status;
}

static enum exit_code write_archive(struct bundle *b, const struct spool *spool,
                                    ptrdiff_t *ret_files) {
  struct session *s = b->session;
  struct zipping z = {
      .session = s,
      .spool = spool,
      .members = members_sorted(&s->site, s->perm),
      .count = s->site.output_count,
      .scratch = s->scratch,
  };
  z.sums = sums_text(&z, s->perm);
  struct archive archive = {
      .paths = member_paths(&z, s->perm), .count = z.count + 1, .read = member_read, .ctx = &z};
  os_status status = archive_write(b->file, &archive, *s->perm);
  *ret_files = archive.count;
  return status == OS_OK ? EXIT_FINE : bundle_failed(b, status);
}

enum exit_code bundle_zip(struct bundle *b, struct bundle_counts *ret_counts) {
  struct spool spool;
  b->session->renderer.bundled = true;
  outputs_add_copy(&b->session->site, b->session->perm);
  enum exit_code code = spool_open(b, render, &spool);
  if (code == EXIT_FINE) {
    code = spool_index(b, &spool);
    code = code == EXIT_FINE ? write_archive(b, &spool, &ret_counts->files) : code;
    spool_close(&spool);
  }
  return code;
}
