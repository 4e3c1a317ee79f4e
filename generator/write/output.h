/*
 * One build's output folder while it is being published: for the files of
 * write/ alone. publish.c opens, fills and closes it; place.c finds where it is
 * and whether it may be; commit.c puts a build in place.
 */
#ifndef FINGERPOST_WRITE_OUTPUT_H
#define FINGERPOST_WRITE_OUTPUT_H

#include "host/os.h"
#include "write/manifest.h"
#include "write/publish.h"

/* Names below OUT. */
#define STATE ".fingerpost"
#define STATE_MANIFEST STATE "/manifest"
#define STATE_LOCK STATE "/lock"
#define STATE_JOURNAL STATE "/journal"
#define STATE_STAGE STATE "/stage"
#define STATE_NEW_MANIFEST STATE_STAGE "/manifest"

/* The manifest and journal of a site of ten million files. */
enum { STATE_MAX = 1 << 30 };
enum { FAILED_AT_MAX = 4096 }; /* Linux takes no longer path; what is longer is cut */

struct publish {
  arena *perm;
  os_dir parent;
  str name;    /* of OUT, in its parent */
  str sibling; /* where a first build is made aside; empty: in OUT itself */
  os_dir out;  /* OUT, or the sibling */
  int lock;
  bool first;
  bool keep; /* what is staged is in place, or a journal needs it */
  struct manifest old;
  char failed_at[FAILED_AT_MAX]; /* an error's path outlives the scratch memory it was found in */
};

/* Splits OUT into its folder and its name. PUBLISH_OVERLAPS for the root. */
publish_status place_split(str out, arena *perm, str *ret_folder, str *ret_name);
/* Whether a folder may not be OUT: the sources, one of theirs, one around them, "/", home. */
bool place_overlaps(os_dir out, os_dir sources);
/* Whether `folder`, or for a missing one the nearest above it, lies in the sources. */
bool place_lies_in(str folder, os_dir sources);
/* Makes the sibling, and locks it, and opens it as p->out. */
publish_status place_sibling(struct publish *p, struct publish_error *reterr);
/* Removes what dead first builds left beside OUT. True when one of them is alive. */
bool place_sweep(const struct publish *p);

static inline os_status unless_missing(os_status status) {
  return status == OS_NOT_FOUND ? OS_OK : status;
}

/* PUBLISH_FAILED, with the path, relative to OUT, at which it happened. */
publish_status publish_failed(struct publish *p, os_status os, str path,
                              struct publish_error *reterr);

#endif
