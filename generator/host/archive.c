#include "host/archive.h"

#include <errno.h>
#include <zip.h>

#include "core/mem.h"
#include "host/os_path.h"

/* Noon, so that no time zone makes another day of it; days of the format begin in 1980. */
enum { DOS_TIME = 12 << 11, DOS_DAY = 1 << 5 | 1, LEVEL_BEST = 9 };
/* A regular file, rw-r--r--, where libzip looks for it: in the upper half. */
#define UNIX_MODE ((zip_uint32_t)0100644 << 16)

/* A file of the archive, as libzip asks for it. */
struct entry {
  const struct archive *archive;
  ptrdiff_t index;
  bool loaded;
  str bytes;
  ptrdiff_t at;
  bool *failed; /* of the whole archive */
  zip_error_t error;
};

static bool entry_load(struct entry *e) {
  if (!e->loaded && !*e->failed) {
    e->loaded = e->archive->read(e->archive->ctx, e->index, &e->bytes);
    *e->failed = !e->loaded;
  }
  if (!e->loaded) {
    zip_error_set(&e->error, ZIP_ER_READ, EIO);
  }
  return e->loaded;
}

static zip_int64_t entry_stat(struct entry *e, void *data) {
  if (!entry_load(e)) {
    return -1;
  }
  zip_stat_t *stat = data;
  zip_stat_init(stat);
  stat->valid = ZIP_STAT_SIZE;
  stat->size = (zip_uint64_t)e->bytes.n;
  return (zip_int64_t)sizeof *stat;
}

static zip_int64_t entry_read(struct entry *e, void *data, zip_uint64_t size) {
  ptrdiff_t left = e->bytes.n - e->at;
  ptrdiff_t count = (zip_uint64_t)left < size ? left : (ptrdiff_t)size;
  if (count > 0) {
    mem_copy(data, e->bytes.s + e->at, count);
  }
  e->at += count;
  return count;
}

static zip_int64_t entry_call(void *ctx, void *data, zip_uint64_t size, zip_source_cmd_t command) {
  struct entry *e = ctx;
  switch ((int)command) {
    case ZIP_SOURCE_OPEN:
      e->at = 0;
      return entry_load(e) ? 0 : -1;
    case ZIP_SOURCE_READ:
      return entry_read(e, data, size);
    case ZIP_SOURCE_CLOSE: /* its size is asked for once more */
      return 0;
    case ZIP_SOURCE_STAT:
      return entry_stat(e, data);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&e->error, data, size);
    case ZIP_SOURCE_FREE:
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
      zip_error_set(&e->error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
  }
}

/* The text of a path, which libzip takes with a NUL behind it. */
static bool entry_add(zip_t *zip, struct entry *e, arena scratch) {
  str path = arena_copy(&scratch, e->archive->paths[e->index]);
  zip_source_t *source = zip_source_function(zip, entry_call, e);
  if (source == NULL) {
    return false;
  }
  zip_int64_t at = zip_file_add(zip, path.s, source, ZIP_FL_ENC_UTF_8);
  if (at < 0) {
    zip_source_free(source);
    return false;
  }
  zip_uint64_t index = (zip_uint64_t)at;
  return zip_set_file_compression(zip, index, ZIP_CM_DEFLATE, LEVEL_BEST) == 0 &&
         zip_file_set_dostime(zip, index, DOS_TIME, DOS_DAY, 0) == 0 &&
         zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX, UNIX_MODE) == 0;
}

os_status archive_write(str file, const struct archive *a, arena scratch) {
  bool failed = false;
  struct entry *entries = NEW(&scratch, struct entry, a->count);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *out = zip_source_file_create(arena_copy(&scratch, file).s, 0, -1, &error);
  zip_t *zip = out ? zip_open_from_source(out, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
  if (zip == NULL) {
    zip_source_free(out);
    return os_error(zip_error_code_system(&error));
  }
  bool added = true;
  for (ptrdiff_t i = 0; i < a->count && added; i++) {
    entries[i] = (struct entry){.archive = a, .index = i, .failed = &failed};
    added = entry_add(zip, &entries[i], scratch);
  }
  if (!added || zip_close(zip) != 0) {
    os_status status = os_error(zip_error_code_system(zip_get_error(zip)));
    zip_discard(zip);
    return failed ? OS_CLOSED : status;
  }
  return OS_OK;
}
