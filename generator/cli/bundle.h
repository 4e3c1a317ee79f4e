/* What the two forms of an offline bundle share; bundle.c picks one by the name of FILE. */
#ifndef FINGERPOST_CLI_BUNDLE_H
#define FINGERPOST_CLI_BUNDLE_H

#include "cli/output.h"
#include "core/sha256.h"
#include "render/bundle.h"

struct bundle {
  struct session *session;
  str file;                /* as the user gave it */
  struct bundle_book book; /* of a document */
};

/* What was written. */
struct bundle_counts {
  ptrdiff_t files, pages;
};

/* What a worker makes of one output. */
struct rendered {
  str bytes;
  str wants; /* what a page asks for, see render/bundle.h */
  str main;  /* see struct made */
};
typedef os_status bundle_render(const struct bundle *b, int32_t output, arena *perm,
                                struct rendered *ret_rendered);

/*
 * All outputs of a site as workers rendered them, but for the index of search. They are read
 * back one at a time, so that no more than one is in memory.
 */
struct spool {
  struct pool *pool;
  struct sha256 *hashes; /* by output, of its bytes */
};

/* Messages are printed. */
enum exit_code spool_open(struct bundle *b, bundle_render *render, struct spool *ret_spool);
/* Makes the index of search from these pages. */
enum exit_code spool_index(struct bundle *b, const struct spool *spool);
/* NULL bytes: the disk does not give them back. */
str spool_read(const struct spool *s, ptrdiff_t output, arena *perm);
str spool_wants(const struct spool *s, ptrdiff_t output, arena *perm);
void spool_close(struct spool *s);

/* The site's folder as FILE, with a list of its hashes, SHA256SUMS. */
enum exit_code bundle_zip(struct bundle *b, struct bundle_counts *ret_counts);
/* The pages as one document. */
enum exit_code bundle_html(struct bundle *b, struct bundle_counts *ret_counts);

/* EXIT_MACHINE, and says that FILE cannot be written. */
enum exit_code bundle_failed(const struct bundle *b, os_status status);

#endif
