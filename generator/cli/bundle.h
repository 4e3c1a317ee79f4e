/* What the two forms of an offline bundle share; bundle.c picks one by the name of FILE. */
#ifndef FINGERPOST_CLI_BUNDLE_H
#define FINGERPOST_CLI_BUNDLE_H

#include "cli/output.h"
#include "core/sha256.h"
#include "host/pool.h"

struct bundle {
  struct session *session;
  str file; /* as the user gave it */
};

/* What was written. */
struct bundle_counts {
  ptrdiff_t files;
};

/*
 * Runs `render` in workers for each output of the site. What they gave is read back one at
 * a time, so that no more than one is in memory, with its hash.
 */
struct spool {
  struct pool *pool;
  struct sha256 *hashes; /* by output */
};

/* `ctx` of `render` is the bundle. Messages are printed. */
enum exit_code spool_open(struct bundle *b,
                          os_status (*render)(const struct bundle *b, const struct output *o,
                                              arena *perm, str *ret_bytes),
                          struct spool *ret_spool);
/* NULL bytes: the disk does not give them back. */
str spool_read(const struct spool *s, ptrdiff_t output, arena *perm);
void spool_close(struct spool *s);

/* The site's folder as FILE, with a list of its hashes, SHA256SUMS. */
enum exit_code bundle_zip(struct bundle *b, struct bundle_counts *ret_counts);

/* EXIT_MACHINE, and says that FILE cannot be written. */
enum exit_code bundle_failed(const struct bundle *b, os_status status);

#endif
