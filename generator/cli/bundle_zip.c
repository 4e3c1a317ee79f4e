#include "cli/bundle.h"
#include "core/sort.h"
#include "host/archive.h"

/* One file of the archive. */
struct member {
  str path;
  ptrdiff_t output;
};

struct zipping {
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

/* As sha256sum writes and reads it: "HASH  PATH". */
static str sums_text(const struct zipping *z, arena *perm) {
  buf out = buf_open(perm);
  for (ptrdiff_t i = 0; i < z->count; i++) {
    sha256_hex(&z->spool->hashes[z->members[i].output], &out);
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
  *ret_bytes = spool_read(z->spool, z->members[index].output, &once);
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
  return output_bytes(s, &s->site.outputs[output], perm, &ret_rendered->bytes);
}

enum exit_code bundle_zip(struct bundle *b, struct bundle_counts *ret_counts) {
  struct session *s = b->session;
  struct spool spool;
  enum exit_code code = spool_open(b, render, &spool);
  if (code != EXIT_FINE) {
    return code;
  }
  struct zipping z = {
      .spool = &spool, .members = members_sorted(&s->site, s->perm), .count = s->site.output_count};
  z.sums = sums_text(&z, s->perm);
  z.scratch = s->scratch; /* the archive's own memory is on the other arena */
  struct archive archive = {
      .paths = member_paths(&z, s->perm), .count = z.count + 1, .read = member_read, .ctx = &z};
  os_status status = archive_write(b->file, &archive, *s->perm);
  spool_close(&spool);
  ret_counts->files = archive.count;
  return status == OS_OK ? EXIT_FINE : bundle_failed(b, status);
}
