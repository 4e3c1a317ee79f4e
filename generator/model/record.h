/*
 * Records of decisions (render/record.h) as they come back from people's folders: never
 * trusted. Only the front matter is read, keys of others (MADR's own, or a team's) are
 * left alone, and every fault is a diagnostic with its place.
 */
#ifndef FINGERPOST_MODEL_RECORD_H
#define FINGERPOST_MODEL_RECORD_H

#include "model/decision.h"

enum {
  RECORD_FORMAT = 1,
  RECORD_BYTES_MAX = 1 << 20, /* one takes some kilobytes, and people write into them */
  RECORD_LIMITS_MAX = 500
};

struct record_limit {
  str id, value;
};

struct record {
  str decision, version, hash;
  str state;  /* answers, as in a link */
  str result; /* ids joined by ',' */
  struct record_limit *limits;
  ptrdiff_t limit_count;
};

/* The record in a file's text, which is source `file`; false: there is a diagnostic. */
bool record_read(str text, int32_t file, struct diags *ds, arena *perm, struct record *ret_record);

/* Tells apart what decisions say: ids, texts and numbers, not how the file is laid out. */
uint64_t record_hash(const struct decision *d);

#endif
